"""What the user said of one message, laid to those like it: remembered, narrow, and taken back."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.casework.corrections import NO_OFFER, heard
from agent.casework.wording import wording
from agent.model import Answer, Evidence, Offer, Reading, Verdict
from connectors.base import Mailbox

from .build import accepted, asked, at, firm, offer_of, offer_said, reading, said_to, source, verdict, written

SHOP = Mailbox("no-reply@brightshop.example", "Bright Shop")
SPRING = "We are delighted to offer you 20% off every lamp until 30 March, Sam."
AUTUMN = "We are delighted to offer you 35% off every lamp until 2 October, Sam."
LETTER = "We are pleased to offer you the position of Analyst at Tidewater, starting on 4 January."


def quoting(text: str, says: str = "the offer is made in writing") -> dict[str, Any]:
    return {"evidence": (Evidence(text, says),)}


def newsletter(day: int, text: str = SPRING, **more: Any) -> Reading:
    """A shop's advertisement that is taken for an offer in writing; it names no employer."""
    values: dict[str, Any] = {"from_": SHOP, "employer_domains": (), "human": False, "is_letter": False, "contacts": ()}
    return reading("offer_written", more.pop("employer", None), day, **(values | quoting(text) | more))


def dismissed(found: Verdict, number: int = 0) -> Answer:
    """The user says of that offer that it is none."""
    return offer_said("dismiss", found.offers[number].key, at(10, 12))


def standings(found: Verdict) -> list[str]:
    return sorted(o.standing for o in found.offers)


def says(offer: Offer) -> list[tuple[str, bool]]:
    return [(link.says, link.counts) for link in offer.evidence]


FIRST, NEXT = newsletter(8), newsletter(12, AUTUMN)
NO = dismissed(verdict([FIRST]))


# ---------------------------------------------------------------- a dismissed offer


def test_the_next_newsletter_in_the_same_wording_is_no_offer_again() -> None:
    assert standings(verdict([FIRST, NEXT])) == ["written", "written"]
    found = verdict([FIRST, NEXT], answers=[NO])
    assert standings(found) == ["dismissed"]
    assert asked(found) == []


def test_the_evidence_says_so_and_keeps_the_label() -> None:
    (offer,) = verdict([FIRST, NEXT], answers=[NO]).offers
    assert says(offer) == [("the offer is made in writing", True), (NO_OFFER, False)]
    assert offer.evidence[1].label == "offer_written"
    assert offer.evidence[1].quote == AUTUMN


def test_an_answer_to_the_question_does_the_same() -> None:
    (question,) = verdict([FIRST]).questions
    found = verdict([FIRST, NEXT], answers=[said_to(question, "not_an_offer", at(10, 12))])
    assert (standings(found), asked(found)) == (["dismissed"], [])


def test_more_of_the_same_in_the_same_candidacy_is_not_asked_about() -> None:
    shop: dict[str, Any] = {"employer": "Bright Shop", "from_": SHOP}
    mail = [newsletter(8, **shop), newsletter(12, AUTUMN, **shop)]
    found = verdict(mail, answers=[dismissed(verdict(mail[:1]))])
    assert (standings(found), asked(found)) == (["dismissed"], [])


def test_other_words_of_that_sender_are_asked_about() -> None:
    other = newsletter(12, "It is our pleasure to confirm your appointment as a clerk in our lamp department.")
    found = verdict([FIRST, other], answers=[NO])
    assert standings(found) == ["dismissed", "written"]
    assert asked(found) == ["accepted"]


def test_the_same_words_of_another_sender_are_asked_about() -> None:
    other = newsletter(12, AUTUMN, from_=Mailbox("no-reply@dimshop.example", "Dim Shop"))
    assert standings(verdict([FIRST, other], answers=[NO])) == ["dismissed", "written"]


def test_a_few_words_are_nobodys_wording() -> None:
    first, second = newsletter(8, "An offer for Sam!"), newsletter(12, "An offer for Sam!")
    assert standings(verdict([first, second], answers=[dismissed(verdict([first]))])) == ["dismissed", "written"]


def test_another_employers_offer_through_the_same_system_stays() -> None:
    system: dict[str, Any] = {"from_": Mailbox("no-reply@greenhouse.io"), "employer_domains": (), **quoting(LETTER)}
    mine, other = written(8, "Tidewater", **system), written(9, "Corvid", **system)
    found = verdict([mine, other], answers=[offer_said("dismiss", "tidewater|", at(12))])
    assert offer_of(found).standing == "dismissed"
    assert offer_of(found, "Corvid").standing == "written"
    nameless = replace(other, employer=None)
    found = verdict([mine, nameless], answers=[offer_said("dismiss", "tidewater|", at(12))])
    assert standings(found) == ["dismissed", "written"]


def test_another_employers_offer_through_the_same_agency_stays() -> None:
    agency: dict[str, Any] = {"from_": Mailbox("jo@talentgate.example"), "agency": "Talent Gate", **quoting(LETTER)}
    mine, other = written(8, "Tidewater", **agency), written(9, "Corvid", **agency)
    found = verdict([mine, other], answers=[offer_said("dismiss", "tidewater|", at(12))])
    assert offer_of(found, "Corvid").standing == "written"


def test_another_role_at_the_same_employer_stays() -> None:
    clerk, analyst = written(8, role="Clerk", **quoting(LETTER)), written(9, role="Analyst", **quoting(LETTER))
    found = verdict([clerk, analyst], answers=[offer_said("dismiss", "tidewater|clerk", at(12))])
    assert {o.role: o.standing for o in found.offers} == {"Clerk": "dismissed", "Analyst": "written"}


def test_the_same_conversation_goes_on_unasked() -> None:
    first = written(8, **quoting("It would be lovely to have you on board in some way."))
    reply = written(12, references=(first.message_id,), **quoting("As I said, we would be glad of your help."))
    found = verdict([first, reply], answers=[offer_said("dismiss", "tidewater|", at(10))])
    assert (standings(found), asked(found)) == (["dismissed"], [])
    assert says(offer_of(found))[1] == (NO_OFFER, False)


def test_what_says_more_in_that_conversation_is_asked_about() -> None:
    first = reading("offer_verbal", day=8, **quoting("It would be lovely to have you on board."))
    letter = written(12, references=(first.message_id,), deadline=at(25).date(), **quoting(LETTER))
    found = verdict([first, letter], answers=[offer_said("dismiss", "tidewater|", at(10))])
    assert asked(found) == ["accepted"]


def test_an_interview_in_a_dismissed_conversation_is_still_one() -> None:
    first = written(8)
    invitation = reading(
        "interview_scheduled", day=12, references=(first.message_id,), interview_start=at(24, 14), role=None
    )
    found = verdict([first, invitation], answers=[offer_said("dismiss", "tidewater|", at(10))])
    assert [i.employer for i in found.interviews] == ["Tidewater"]


def test_conditions_and_ends_are_always_heard() -> None:
    pending = "Your background check with our partner is still pending at this time."
    gone = "We are sorry that we have to take our offer to you back after all."
    bare: dict[str, Any] = {"from_": Mailbox("no-reply@tidewater.com"), "employer_domains": (), "contacts": ()}
    mail = [
        reading("offer_verbal", None, 4, **bare, **quoting(pending)),
        reading("offer_verbal", None, 4, 12, **bare, **quoting(gone)),
    ]
    no = [offer_said("dismiss", o.key, at(7)) for o in verdict(mail).offers]
    sure = [*mail, written(8, role="Pilot"), accepted(9, role="Pilot")]
    bare["role"] = "Pilot"
    condition = reading("offer_contingency", day=12, contingencies=("background_check",), **bare, **quoting(pending))
    end = reading("offer_rescinded", day=13, **bare, **quoting(gone))
    assert offer_of(verdict(sure, answers=no)).firm
    assert offer_of(verdict([*sure, condition], answers=no)).standing == "conditional"
    assert offer_of(verdict([*sure, condition, end], answers=no)).standing == "rescinded"


# ---------------------------------------------------------------- suspicion


def test_a_dismissed_forgery_says_nothing_of_the_real_letter() -> None:
    forged = written(8, suspicious=True, **quoting(LETTER))
    no = dismissed(verdict([forged]))
    real = written(12, **quoting(LETTER))
    (offer,) = [o for o in verdict([forged, real], answers=[no]).offers if not o.suspicious]
    assert offer.written


def test_a_forgery_like_a_dismissed_one_is_no_offer_and_stays_suspicious() -> None:
    forged, again = newsletter(8, suspicious=True), newsletter(12, AUTUMN, suspicious=True)
    found = verdict([forged, again], answers=[dismissed(verdict([forged]))])
    assert len(found.offers) == 1
    assert not any(o.firm for o in found.offers)


# ---------------------------------------------------------------- taken back


@pytest.mark.parametrize("verb", ["reset", "accept", "doubt", "decline", "firm"])
def test_whatever_else_is_said_of_it_takes_the_correction_back(verb: str) -> None:
    (offer,) = verdict([FIRST, NEXT], answers=[NO]).offers
    again = Answer(at(13), offer.id, verb, "", offer.key)
    assert len(verdict([FIRST, NEXT], answers=[NO, again]).offers) == 2


def test_said_again_it_holds_again() -> None:
    (offer,) = verdict([FIRST, NEXT], answers=[NO]).offers
    words = [NO, Answer(at(13), offer.id, "reset", "", offer.key), Answer(at(14), offer.id, "dismiss", "", offer.key)]
    assert standings(verdict([FIRST, NEXT], answers=words)) == ["dismissed"]


def test_an_offer_of_which_the_user_spoke_is_left_to_that_word() -> None:
    second = verdict([FIRST, NEXT]).offers
    later = next(o for o in second if any(link.key == NEXT.key for link in o.evidence))
    yes = offer_said("accept", later.key, at(13))
    assert standings(verdict([FIRST, NEXT], answers=[NO, yes])) == ["dismissed", "firm"]


# ---------------------------------------------------------------- read anew


def test_it_survives_another_reading_of_the_same_mail() -> None:
    keys = (FIRST.key,)
    no = replace(NO, messages=keys)
    # The new reader finds an employer and quotes more: the candidacy has another key.
    quote = "Dear Sam, {} Shop now."
    anew = [
        replace(FIRST, employer="Bright Lamps", evidence=(Evidence(quote.format(SPRING), "x"),)),
        replace(NEXT, employer="Bright Lamps", evidence=(Evidence(quote.format(AUTUMN), "x"),)),
    ]
    found = verdict(anew, answers=[no])
    assert (standings(found), asked(found)) == (["dismissed"], [])


def test_a_word_about_mail_now_read_as_part_of_another_offer_stays_with_its_message() -> None:
    no = replace(NO, messages=(FIRST.key,))
    moved = replace(FIRST, employer="Tidewater", employer_domains=("tidewater.com",), sent_at=at(7))
    found = verdict([*firm(), moved], answers=[no])
    assert offer_of(found).firm
    assert (NO_OFFER, False) in says(offer_of(found))


# ---------------------------------------------------------------- yes and no

YES_OF_MINE = "Consider this my formal and very happy yes to all of it, Anna."


def unsure(day: int, text: str = YES_OF_MINE, **more: Any) -> Reading:
    employer = more.pop("employer", "Tidewater")
    values: dict[str, Any] = {"needs_confirmation": "offer_accepted", "confidence": 0.6}
    return reading("other", employer, day, **(values | quoting(text) | more))


def answered(value: str, mail: list[Reading]) -> Answer:
    question = next(q for q in verdict(mail).questions if q.kind == "unsure_reading")
    return replace(said_to(question, value, at(11)), label="offer_accepted")


def test_a_yes_holds_for_the_same_words_to_the_same_people() -> None:
    first, second = unsure(9, direction="out"), unsure(12, direction="out")
    yes = answered("yes", [written(), first])
    found = verdict([written(), first, second], answers=[yes])
    assert asked(found) == []
    assert ("you said of a message like this that it is your acceptance of the offer", True) in says(offer_of(found))


def test_a_yes_makes_nothing_firm_that_another_sender_wrote() -> None:
    first = unsure(9)
    other = unsure(12, employer="Corvid")
    yes = answered("yes", [written(), first])
    found = verdict([written(), first, written(8, "Corvid"), other], answers=[yes])
    assert offer_of(found).firm
    assert not offer_of(found, "Corvid").firm
    assert "unsure_reading" in asked(found)


def test_a_yes_never_lifts_suspicion() -> None:
    first, second = unsure(9), unsure(12)
    yes = answered("yes", [written(), first])
    for later, many in ((second, 1), (replace(second, suspicious=True), 0)):
        assert len(heard([source(first), source(later)], [yes])[0]) == many


def test_a_no_is_not_asked_again_of_the_same_words() -> None:
    first, second = unsure(9), unsure(12)
    no = answered("no", [written(), first])
    found = verdict([written(), first, second], answers=[no])
    assert offer_of(found).standing == "written"
    assert "unsure_reading" not in asked(found)
    what = "you said of a message like this that it is not your acceptance of the offer"
    assert (what, False) in says(offer_of(found))


def test_a_no_about_something_else_answers_nothing() -> None:
    first, second = unsure(9), unsure(12, needs_confirmation="offer_cleared")
    no = answered("no", [written(contingencies=("exam",)), first])
    assert "unsure_reading" in asked(verdict([written(contingencies=("exam",)), first, second], answers=[no]))


def test_a_doubtful_rescission_is_asked_about_each_time() -> None:
    gone = "I am afraid that this will not work out for us after all."
    first, second = (
        reading("other", day=d, needs_confirmation="offer_rescinded", confidence=0.6, **quoting(gone)) for d in (11, 12)
    )
    (question,) = verdict([*firm(), first]).questions
    found = verdict([*firm(), first, second], answers=[said_to(question, "no")])
    assert asked(found) == ["unsure_reading"]


def test_a_reset_asks_anew() -> None:
    first = unsure(9)
    yes = answered("yes", [written(), first])
    key = offer_of(verdict([written(), first], answers=[yes])).key
    reset = Answer(at(12), "offer-id", "reset", "", key, messages=(written().key, first.key))
    found = verdict([written(), first], answers=[yes, reset])
    assert offer_of(found).standing == "written"
    assert "unsure_reading" in asked(found)


@pytest.mark.parametrize(("value", "standing"), [("yes", "firm"), ("no", "written")])
def test_an_answer_holds_for_a_better_readers_certainty_too(value: str, standing: str) -> None:
    first = unsure(9)
    answer = answered(value, [written(), first])
    sure = replace(first, label="offer_accepted", needs_confirmation=None, confidence=0.99)
    none = replace(first, needs_confirmation=None, confidence=0.99)
    for anew in (sure, none):
        assert offer_of(verdict([written(), anew], answers=[answer])).standing == standing


# ---------------------------------------------------------------- always


def test_names_numbers_and_dates_are_no_wording() -> None:
    assert wording(FIRST) == wording(NEXT)
    german = [
        reading("offer_written", None, 8, language="de", from_=SHOP, **quoting(text))
        for text in (
            "Wir bieten Ihnen bis zum 3. März 20 % auf alle Lampen an.",
            "Wir bieten Ihnen bis zum 9. Oktober 35 % auf alle Lampen an.",
            "Wir bieten Ihnen bis zum 9. Oktober die Stelle an.",
        )
    ]
    assert wording(german[0]) == wording(german[1]) != wording(german[2])


SENDERS = (
    SHOP,
    Mailbox("deals@brightshop.example", "Bright"),
    Mailbox("jo@gmail.com", "Jo"),
    Mailbox("x@greenhouse.io"),
)


@st.composite
def offers(draw: st.DrawFn) -> Reading:
    text = draw(st.sampled_from((SPRING, AUTUMN, LETTER, "")))
    day, hour = draw(st.integers(1, 17)), draw(st.integers(0, 23))
    return newsletter(
        day,
        text,
        sent_at=at(day, hour),
        key=f"{draw(st.integers(0, 10**9)):x}",
        from_=draw(st.sampled_from(SENDERS)),
        employer=draw(st.sampled_from((None, "Bright Shop", "Corvid"))),
        role=draw(st.sampled_from((None, "Clerk"))),
        suspicious=draw(st.booleans()),
        needs_confirmation=draw(st.sampled_from((None, "offer_written"))),
    )


@st.composite
def words_of(draw: st.DrawFn, mail: list[Reading]) -> list[Answer]:
    found = verdict(mail)
    words = []
    for number in range(draw(st.integers(0, 4))):
        when = at(draw(st.integers(5, 18)), 8, number)
        questions = [q for q in found.questions if q.kind == "unsure_reading"]
        if found.offers and (not questions or draw(st.integers(0, 1))):
            verb = draw(st.sampled_from(("dismiss", "dismiss", "reset", "accept", "doubt")))
            words.append(offer_said(verb, draw(st.sampled_from(found.offers)).key, when))
        elif questions:
            words.append(said_to(draw(st.sampled_from(questions)), draw(st.sampled_from(("yes", "no"))), when))
    return words


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(offers(), max_size=8, unique_by=lambda r: r.key), st.randoms(use_true_random=False))
def test_the_order_of_mail_and_words_does_not_matter_nor_does_saying_it_twice(
    data: st.DataObject, mail: list[Reading], chance: random.Random
) -> None:
    words = data.draw(words_of(mail))
    expected = verdict(mail, answers=words)
    shuffled, spoken = [*mail, *mail], [*words, *words]
    chance.shuffle(shuffled)
    chance.shuffle(spoken)
    assert verdict(shuffled, answers=spoken) == expected


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(offers(), max_size=8, unique_by=lambda r: r.key))
def test_no_word_about_others_touches_a_real_offer(data: st.DataObject, mail: list[Reading]) -> None:
    real = firm("Egret", **quoting(LETTER))
    words = data.draw(words_of(mail))
    assert offer_of(verdict([*mail, *real], answers=words), "Egret") == offer_of(verdict(real), "Egret")


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(offers(), max_size=8, unique_by=lambda r: r.key))
def test_no_dismissal_firms_anything_or_lifts_suspicion(data: st.DataObject, mail: list[Reading]) -> None:
    words = [a for a in data.draw(words_of(mail)) if a.verb == "dismiss"]
    found = verdict(mail, answers=words)
    before = {link.key for o in verdict(mail).offers for link in o.evidence if link.counts}
    counted = {link.key for o in found.offers for link in o.evidence if link.counts}
    assert counted <= before
    assert not any(o.firm for o in found.offers)


def test_copies_on_two_accounts_are_one_message() -> None:
    mail = [source(r, account) for r in (FIRST, NEXT) for account in ("personal", "work")]
    assert standings(verdict(mail, answers=[NO])) == ["dismissed"]
