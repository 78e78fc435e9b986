"""What is particular to one kind of letter: whom it goes to, what it answers, what it leaves alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.letters import compose, faults
from agent.letters.check import names_firm
from agent.letters.language import codes
from agent.letters.unwritable import Unwritable
from agent.model import Contact, DraftKind, Letter, Policy, Tone, Wanted
from tests.letters.build import NOW, SAM, event, interview, mailbox, offer, out, quote, reading, wanted
from tests.letters.situations import SIDES, Situation, case, policy_for
from tests.letters.test_matrix import ODD, hostile, other_employer_in_the_role, unicode_names

BOYD = "Fraser Boyd <fraser.boyd@abernethyglass.com>"
ENDS: tuple[DraftKind, ...] = ("withdrawal", "offer_decline", "call_sheet")


def fit(of: Wanted, kind: DraftKind) -> Wanted:
    """The wanted letter as one of that kind, with what the kind needs."""
    if kind == "more_time":
        own = offer("Abernethy Glass", key="c", accepted=False, firm=False)
        return replace(
            of, kind=kind, offer=own, firm_offer=None, firm_names=(), firm_domains=(), deadline=date(2026, 11, 27)
        )
    if kind in ("reopen", "nudge"):
        return replace(of, kind=kind, after="withdrawal")
    return replace(of, kind=kind)


def written(of: Wanted, policy: Policy = SAM) -> Letter:
    return compose(of, policy, NOW)


@pytest.mark.parametrize("kind", get_args(DraftKind))
def test_only_what_ends_a_process_answers_the_calendar(kind: DraftKind) -> None:
    r = reading(BOYD, label="offer_written")
    of = fit(wanted(r, interviews=(interview(r, events=(event(),)),)), kind)
    assert bool(written(of).calendar) == (kind in ENDS)
    read_only = replace(SAM, read_only_accounts=("personal",))
    told = [reason for reason in written(of, read_only).reasons if "take “" in reason]
    assert bool(told) == (kind in ENDS), "what is to be done in the calendar is told only where something is"


def in_language(of: Wanted, code: str) -> Wanted:
    """The same case, in a thread of that language."""
    sources = tuple(replace(s, reading=replace(s.reading, language=code)) for s in of.candidacy.sources)
    return replace(of, candidacy=replace(of.candidacy, sources=sources))


@pytest.mark.parametrize("code", sorted(codes()))
@pytest.mark.parametrize("situation", [hostile, other_employer_in_the_role, unicode_names])
def test_hostile_mail_gets_into_no_letter_of_any_kind_tone_or_language(situation: Any, code: str) -> None:
    for kind, tone in product(get_args(DraftKind), get_args(Tone)):
        of = fit(in_language(situation(), code), kind)
        letter = written(of, replace(SAM, phone="+44 7700 900123", tone=tone))
        assert letter.language == code
        assert faults(letter, of, SAM) == [], (kind, tone)
        assert "strathlow" not in letter.body.casefold() or kind == "more_time", (kind, tone)
        assert not set("{}<>%\r") & set(letter.body), letter.body
        assert "victim" not in letter.body, (kind, tone)


@settings(max_examples=120, deadline=None)
@given(kind=st.sampled_from(get_args(DraftKind)), code=st.sampled_from(sorted(codes())), tone=st.sampled_from(get_args(Tone)),
       role=ODD, employer=ODD, panel=st.lists(ODD, max_size=3), phone=ODD)  # fmt: skip
def test_no_names_make_a_wrong_letter_of_any_kind(
    kind: DraftKind, code: str, tone: Tone, role: str, employer: str, panel: list[str], phone: str
) -> None:
    """Whatever stands where roles, employers, interviewers and numbers do: a letter without a fault, or none."""
    people = tuple(Contact(f"p{n}@abernethyglass.com", name, phone, "interviewer") for n, name in enumerate(panel))
    r = reading(BOYD, label="offer_written", contacts=people)
    made = wanted(r, role=role, employer=employer, names=(employer,), interviews=(interview(r, contacts=people),))
    of = fit(in_language(replace(made, firm_names=("Strathlow Water",)), code), kind)
    try:
        letter = written(of, replace(SAM, tone=tone))
    except Unwritable:
        return
    assert faults(letter, of, SAM) == []
    assert "strathlow" not in letter.body.casefold() or kind == "more_time"
    assert "\r" not in letter.body + letter.subject


def test_more_time_goes_to_the_offering_employers_own_people() -> None:
    r = reading(BOYD, label="offer_written")
    own = offer("Abernethy Glass", key="c", contacts=(Contact("fraser.boyd@abernethyglass.com", "Fraser Boyd"),))
    letter = written(replace(fit(wanted(r), "more_time"), offer=own))
    assert [r.address for r in letter.to] == ["fraser.boyd@abernethyglass.com"]
    assert "Friday 27 November" in letter.body


def test_more_time_answers_the_offer_and_a_decline_too() -> None:
    made = reading("Ida Holm <ida@abernethyglass.com>", 9, label="offer_written", subject="Your offer")
    later = reading(BOYD, 12, subject="Parking at our office")
    of = wanted(made, later, interviews=())
    assert written(fit(of, "more_time")).subject == "Re: Your offer"
    assert written(fit(of, "offer_decline")).subject == "Re: Your offer"
    assert written(fit(of, "withdrawal")).subject == "Re: Parking at our office"


def test_more_time_says_nothing_of_any_interview() -> None:
    r = reading(BOYD, label="offer_written")
    for tone in ("warm", "plain", "brief"):
        body = written(fit(wanted(r, interviews=(interview(r),)), "more_time"), replace(SAM, tone=tone)).body
        assert "interview" not in body
        assert "9:15" not in body


def test_the_day_is_told_as_the_thread_tells_days() -> None:
    r = reading(BOYD, label="offer_written", subject="Your offer", evidence=quote("By November 27."))
    assert "Friday, November 27" in written(fit(wanted(r), "more_time")).body


def test_a_nudge_answers_the_reply_that_urges() -> None:
    first = reading(BOYD, 11)
    mine = out("fraser.boyd@abernethyglass.com", 12, subject="Re: Interview on Tuesday 24 November")
    urging = reading("Ida Holm <ida@abernethyglass.com>", 13, subject="Do come all the same", urges=True)
    other = reading(BOYD, 14, subject="Our newsletter for candidates")
    of = replace(wanted(first, mine, urging, other), kind="nudge", after="withdrawal", key=f"nudge:c:{urging.key}")
    letter = written(of)
    assert letter.subject == "Re: Do come all the same"
    assert [r.address for r in letter.to] == ["ida@abernethyglass.com"]
    assert letter.in_reply_to == urging.message_id


def test_what_was_said_on_the_phone_counts_as_said() -> None:
    for label, says in (("offer_written", "declined"), ("interview_invited", "withdrew")):
        of = replace(wanted(reading(BOYD, label=label)), kind="reopen", after="call_sheet")
        assert says in written(of).body


def test_an_expedite_tells_of_an_offer_and_never_whose() -> None:
    of = replace(
        wanted(reading(BOYD), firm=offer(accepted=False, firm=False)),
        kind="expedite",
        deadline=date(2026, 11, 27),
        firm_names=("Strathlow Water",),
        firm_domains=("strathlowwater.co.uk",),
    )
    letter = written(of)
    assert "offer" in letter.body
    assert "accepted" not in letter.body
    assert names_firm(letter.body, of, SAM) is None
    assert faults(replace(letter, body=letter.body.replace("another employer", "Strathlow Water")), of, SAM)


SOONER = {
    "en": r"before my answer is due\?",
    "de": r"antworten muss\?|noch vor meiner Antwort möglich\?",
    "fr": r"lieu avant ma réponse \?",
    "es": r"(?:lugar|ser) antes de mi respuesta\?",
    "it": r"(?:farl[oi]|tenersi) prima della mia risposta\?",
    "nl": r"nog voordat ik moet antwoorden\?|nog vóór mijn antwoord\?",
    "pt": r"(?:aconteçam?|realizar-se) antes da minha resposta\?",
}


@pytest.mark.parametrize("language", sorted(SOONER))
@pytest.mark.parametrize("tone", get_args(Tone))
def test_an_interview_after_the_deadline_is_asked_to_be_earlier(language: str, tone: Tone) -> None:
    for choice, interviews in product("abcdef", (1, 2)):
        late = Situation("expedite", language, interviews=interviews, late=True, key=choice)
        body = flat(compose(case(late), policy_for(late, tone=tone), NOW).body)
        assert re.search(SOONER[language], body)
        in_time = replace(late, late=False)
        body = flat(compose(case(in_time), policy_for(in_time, tone=tone), NOW).body)
        assert not re.search(SOONER[language], body)


def test_one_on_the_day_of_the_deadline_is_not_late() -> None:
    of = replace(case(Situation("expedite")), deadline=date(2026, 11, 24))
    assert "before my answer is due" not in flat(written(of).body)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_yes_is_taken_back_plainly_with_one_apology_and_help() -> None:
    r = reading(BOYD, label="offer_written")
    of = replace(wanted(r, interviews=()), kind="offer_decline", accepted_before=True)
    for key in "abcdef":
        body = written(replace(of, key=key)).body
        assert body.count("sorry") == 1
        assert "accepted" in body
        assert "help" in body
        assert "paths" not in body
        assert "touch" not in body


@pytest.mark.parametrize("code", sorted(codes()))
@pytest.mark.parametrize("tone", get_args(Tone))
def test_after_a_word_about_an_offer_nothing_is_taken_back(code: str, tone: Tone) -> None:
    for interviews, standing in product((0, 1), ("rescinded", "declined")):
        one = Situation("reopen", language=code, interviews=interviews, after="disclose")
        of = case(one)
        told = replace(of, firm_offer=offer(standing=standing, accepted=False, firm=False))
        body = compose(told, policy_for(one, tone=tone), NOW).body
        gone = r"withdr|zurückgezogen|abgelehnt|retiré|décliné|retiré|decliné|retirei|declinei|ritirat|declinat|ingetrokken|afgeslagen"
        assert not re.search(gone, body)
        assert ("24" in body) == bool(interviews)


def test_a_reopening_is_true_whoever_ended_the_other_thing() -> None:
    gone = offer(standing="rescinded", firm=False)
    for tone in ("warm", "plain", "brief"):
        for key in "abcdef":
            of = replace(wanted(reading(BOYD), firm=gone, key=key), kind="reopen", after="withdrawal")
            body = written(of, replace(SAM, tone=tone)).body
            assert "the other position" in body
            assert not any(word in body.casefold() for word in ("rescind", "withdrew the", "fell through", "they"))


def test_several_people_are_greeted_by_name() -> None:
    both = (mailbox("Mo Khan <mo@abernethyglass.com>"), mailbox("Bo Lind <bo@abernethyglass.com>"))
    letter = written(wanted(reading("Jobs <jobs@abernethyglass.com>", reply_to=both)))
    assert letter.body.startswith("Dear Mo Khan and Bo Lind,\n")
    first = written(wanted(reading("Jobs <jobs@abernethyglass.com>", reply_to=both, greeting="Dear Sam,")))
    assert first.body.startswith("Dear Mo and Bo,\n")
    team = (both[0], mailbox("Recruitment <recruitment@abernethyglass.com>"))
    assert written(wanted(reading(BOYD, reply_to=team))).body.startswith("Dear Abernethy Glass team,\n")


def test_recommending_somebody_is_offered_only_where_it_was_asked_for() -> None:
    of = wanted(reading(BOYD))
    assert "recommend" not in written(of).body
    assert "recommend" in written(of, replace(SAM, referral=True)).body


def test_a_kind_that_needs_an_address_is_none_without_one() -> None:
    machine = wanted(reading("no-reply@ashbyhq.com", human=False, label="offer_written"))
    for kind in ("more_time", "expedite", "disclose", "reopen", "nudge"):
        with pytest.raises(Unwritable, match="nobody to write to"):
            written(fit(machine, kind))


@pytest.mark.parametrize("code", sorted(codes()))
def test_an_employer_whose_name_ends_with_a_stop_ends_its_sentence(code: str) -> None:
    for kind, tone, side, key in product(get_args(DraftKind), get_args(Tone), SIDES, "ab"):
        one = Situation(kind=kind, language=code, side=side, key=key, after="withdrawal")
        of = case(one)
        of = replace(of, candidacy=replace(of.candidacy, employer="Aguas del Norte, S.A. de C.V.", agency=None))
        assert not re.search(r"\.\.|\.[»”“\"]\.", written(of, replace(policy_for(one), tone=tone)).body)


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_role_in_quotes_is_quoted_once(code: str) -> None:
    one = Situation(kind="withdrawal", language=code)
    of = case(one)
    for quoted in ("„Prüfingenieurin“", "«Ingénieur»", '"Test Engineer"'):
        body = written(replace(of, candidacy=replace(of.candidacy, role=quoted)), policy_for(one)).body
        assert quoted[1:-1] in body
        assert not re.search('[„“”"«»‚‘] ?[„“”"«»‚‘]', body)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("1:00 - 2:00 with Wes Turnbull (VP Eng)", False),
        ("You will meet Wes Turnbull, VP Eng, on Tuesday.", False),
        ("You will meet Wes Turnbull (VP Eng) about the VP Eng role.", True),
        ("Your interview for VP Eng with Wes Turnbull", True),
    ],
)
def test_what_one_of_theirs_is_called_is_not_told_as_the_post(words: str, named: bool) -> None:
    wes = Contact("wes@abernethyglass.com", "Wes Turnbull", part="interviewer")
    told = reading(evidence=quote(words), contacts=(wes,))
    assert ("VP Eng" in compose(wanted(told, role="VP Eng"), SAM, NOW).body) is named
