"""An offer that letters rested on falls through: what they gave up is asked for again, the newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model import Answer, Draft, Evidence, Reading, Verdict

from .build import (
    NOW,
    accepted,
    at,
    booked,
    deadline,
    draft,
    event,
    firm,
    letters,
    offer_said,
    ours,
    reading,
    said_to,
    verdict,
    written,
)

ANNA = "anna@corvid.com"
BACK = reading("offer_rescinded", day=19)


def left(*employers: str) -> tuple[list[Reading], list[Draft]]:
    """Firm at Tidewater; the interviews with these were called off by letter, the later ones later."""
    mail = [*firm(), *(booked(e, 24 + n, sent=10) for n, e in enumerate(employers))]
    found = verdict(mail)
    return mail, [draft(found, e, "sent", NOW + timedelta(hours=n), "done") for n, e in enumerate(employers)]


def reopened(found: Verdict) -> list[str]:
    """Whom a letter takes the user's back to, as lists show them: the last one left leading."""
    taken = [w for w in found.wanted if w.kind == "reopen"]
    return [w.candidacy.employer for w in sorted(taken, key=lambda w: w.after_at or NOW, reverse=True)]


def test_a_rescinded_offer_asks_for_what_was_given_up_the_newest_first() -> None:
    mail, sent = left("Corvid", "Dunlin")
    found = verdict([*mail, BACK], drafts=sent, now=at(19, 10))
    assert reopened(found) == ["Dunlin", "Corvid"]
    assert letters(found) == [("reopen", "Corvid"), ("reopen", "Dunlin")]
    assert any(n.urgent and "taken back" in n.text for n in found.notices)


def test_the_letter_follows_the_one_it_takes_back_and_names_nobody() -> None:
    mail, sent = left("Corvid")
    (letter,) = verdict([*mail, BACK], drafts=sent, now=at(19, 10)).wanted
    assert letter.key == f"reopen:corvid|:{sent[0].id}"
    assert (letter.after, letter.after_at) == ("withdrawal", NOW)
    assert letter.firm_names == ("Tidewater",)
    assert [(i.start, i.events) for i in letter.interviews] == [(at(24, 14), ())]


def test_an_offer_declined_by_letter_is_asked_for_again_too() -> None:
    mail = [*firm(), written(10, "Egret", role="Ranger")]
    sent = draft(verdict(mail), "Egret", "sent")
    (letter,) = verdict([*mail, BACK], drafts=[sent], now=at(19, 10)).wanted
    assert (letter.kind, letter.after) == ("reopen", "offer_decline")


def test_an_acceptance_that_came_back_does_the_same() -> None:
    mail, sent = left("Corvid")
    bounce = reading("other", day=19, bounce_of=mail[1].message_id, human=False)
    assert reopened(verdict([*mail, bounce], drafts=sent, now=at(19, 10))) == ["Corvid"]


def test_so_does_an_offer_that_expires_after_its_acceptance_came_back() -> None:
    mail = [written(8, deadline=deadline(20)), accepted(9), booked()]
    sent = draft(verdict(mail), "Corvid", "sent", result="done")
    bounce = reading("other", day=19, bounce_of=mail[1].message_id, human=False)
    found = verdict([*mail, bounce], drafts=[sent], now=at(21, 1))
    assert found.offers[-1].standing == "expired"
    assert reopened(found) == ["Corvid"]


def test_a_new_condition_takes_nothing_back() -> None:
    mail, sent = left("Corvid")
    news = reading("offer_contingency", day=19, contingencies=("background_check",))
    assert reopened(verdict([*mail, news], drafts=sent, now=at(19, 10))) == []


def test_nothing_is_taken_back_while_another_offer_is_firm() -> None:
    mail, sent = left("Corvid")
    other = [written(17, "Merlin", role="Clerk"), accepted(18, "Merlin")]
    assert reopened(verdict([*mail, *other, BACK], drafts=sent, now=at(19, 10))) == []


def test_who_has_turned_the_user_down_since_is_not_asked() -> None:
    mail, sent = left("Corvid", "Dunlin")
    refusal = reading("rejected", "Dunlin", 18, 20)
    assert reopened(verdict([*mail, refusal, BACK], drafts=sent, now=at(19, 10))) == ["Corvid"]


def test_a_letter_that_did_not_rest_on_that_offer_is_let_be() -> None:
    mail, sent = left("Corvid")
    other = replace(sent[0], firm_offer="another-offers-id")
    assert reopened(verdict([*mail, BACK], drafts=[other], now=at(19, 10))) == []


def test_a_call_cannot_be_taken_back_by_letter_so_the_user_is_told() -> None:
    mail, sent = left("Corvid")
    call = replace(sent[0], kind="call_sheet")
    found = verdict([*mail, BACK], drafts=[call], now=at(19, 10))
    assert reopened(found) == []
    (told,) = (n for n in found.notices if n.key.startswith("call_again:"))
    assert told.urgent
    assert "Corvid" in told.text


def test_interviews_that_were_never_called_off_stand() -> None:
    mail, sent = left("Corvid")
    found = verdict([*mail, booked("Dunlin", 26), BACK], drafts=sent, now=at(19, 10))
    assert [i.employer for i in found.interviews] == ["Dunlin"]


def test_a_letter_that_was_not_sent_needs_no_taking_back() -> None:
    mail, sent = left("Corvid")
    waiting = replace(sent[0], status="waiting", sent_at=None)
    assert verdict([*mail, BACK], drafts=[waiting], now=at(19, 10)).wanted == ()


def test_once_sent_the_candidacy_is_open_and_the_letter_is_not_wanted_again() -> None:
    mail, sent = left("Corvid")
    asked = draft(verdict([*mail, BACK], drafts=sent, now=at(19, 10)), "Corvid", "sent", at(19, 11), kind="reopen")
    found = verdict([*mail, BACK], drafts=[*sent, asked], now=at(19, 12))
    assert found.wanted == ()
    assert next(c for c in found.candidacies if c.employer == "Corvid").open


def test_an_interview_booked_again_at_the_same_time_is_listed() -> None:
    mail, sent = left("Corvid")
    asked = draft(verdict([*mail, BACK], drafts=sent, now=at(19, 10)), "Corvid", "sent", at(19, 11), kind="reopen")
    again = booked("Corvid", sent=20, key="again")
    found = verdict([*mail, BACK, again], drafts=[*sent, asked], now=at(20, 12))
    assert [i.employer for i in found.interviews] == ["Corvid"]
    before = verdict([*mail, BACK], drafts=[*sent, asked], now=at(20, 12))
    assert before.interviews == ()


def test_a_firm_offer_after_that_gives_a_letter_of_its_own() -> None:
    mail, sent = left("Corvid")
    asked = draft(verdict([*mail, BACK], drafts=sent, now=at(19, 10)), "Corvid", "sent", at(19, 11), kind="reopen")
    more = [
        booked("Corvid", sent=20, key="again"),
        written(20, "Merlin", role="Clerk"),
        accepted(20, "Merlin", hour=10),
    ]
    (letter,) = verdict([*mail, BACK, *more], drafts=[*sent, asked], now=at(20, 12)).wanted
    assert (letter.kind, letter.key) == ("withdrawal", "leave:corvid|:2")


def test_what_our_letter_says_is_not_read_as_another_withdrawal() -> None:
    mail, sent = left("Corvid")
    asked = draft(verdict([*mail, BACK], drafts=sent, now=at(19, 10)), "Corvid", "sent", at(19, 11), kind="reopen")
    copy = reading("withdrawn", "Corvid", 19, 11, direction="out", message_id=ours("Corvid", at(19, 11)))
    found = verdict([*mail, BACK, copy], drafts=[*sent, asked], now=at(19, 12))
    assert next(c for c in found.candidacies if c.employer == "Corvid").open


@given(status=st.sampled_from(["waiting", "snoozed", "kept", "approved", "failed", "unsure", "void", "sending"]))
def test_only_what_left_is_taken_back(status: str) -> None:
    mail, sent = left("Corvid")
    found = verdict([*mail, BACK], drafts=[replace(sent[0], status=status)], now=at(19, 10))  # type: ignore[arg-type]
    assert reopened(found) == []


# ---------------------------------------------------------------- what they answer


NEXT_DAY = at(20, 12)


def taken_up(label: str, *answers: Answer, now: datetime = NEXT_DAY, **more: Any) -> Verdict:
    """Corvid's withdrawal was taken back by letter on the 19th, and they answer that day."""
    mail, sent = left("Corvid")
    asked = draft(verdict([*mail, BACK], drafts=sent, now=at(19, 10)), "Corvid", "sent", at(19, 11), kind="reopen")
    reply = reading(label, "Corvid", 19, 15, in_reply_to=asked.message_id, **more)
    return verdict([*mail, BACK, reply], answers=answers, drafts=[*sent, asked], now=now)


def test_a_yes_without_a_time_means_the_time_of_the_letter_that_was_taken_back() -> None:
    found = taken_up("interview_scheduled", confidence=0.62)
    assert [(i.employer, i.start, i.zone) for i in found.interviews] == [("Corvid", at(24, 14), "America/New_York")]
    assert found.questions == ()
    (told,) = (n for n in found.notices if n.key.startswith("stands_again:"))
    assert "Your calendar does not have it" in told.text


def test_whether_it_takes_place_is_asked_where_they_leave_it_open() -> None:
    kind_words = (Evidence("Of course, we would be happy to have you back.", "what they write"),)
    for label in ("other", "withdrawn", "interview_invited"):
        found = taken_up(label, evidence=kind_words)
        assert found.interviews == ()
        (question,) = found.questions
        assert (question.kind, question.answers) == ("still_on", ("yes", "no"))
        assert "“Of course, we would be happy to have you back.”" in question.text
        assert "Tuesday, 24 November, 14:00" in question.text
        assert next(c for c in found.candidacies if c.employer == "Corvid").open
    assert taken_up("other", now=at(25)).questions == ()


@pytest.mark.parametrize(("word", "listed"), [("yes", ["Corvid"]), ("no", [])])
def test_the_users_word_on_it_counts(word: str, listed: list[str]) -> None:
    (question,) = taken_up("other").questions
    found = taken_up("other", said_to(question, word, at(20)))
    assert [i.employer for i in found.interviews] == listed
    assert found.questions == ()


def test_another_time_is_the_one_that_counts() -> None:
    found = taken_up("interview_scheduled", interview_start=at(26, 10), interview_zone="America/New_York")
    assert [i.start for i in found.interviews] == [at(26, 10)]


def test_a_time_that_is_still_to_be_found_is_the_users_to_answer() -> None:
    found = taken_up("interview_rescheduled")
    assert (found.interviews, [q.kind for q in found.questions]) == ((), ["reply"])


@pytest.mark.parametrize("label", ["interview_cancelled", "rejected"])
def test_a_no_lists_and_asks_nothing(label: str) -> None:
    found = taken_up(label)
    assert (found.interviews, found.questions) == ((), ())


# ---------------------------------------------------------------- a yes taken back

KEY = "tidewater|"


def test_declining_what_was_accepted_says_so_to_them_and_asks_for_the_rest_again() -> None:
    mail, sent = left("Corvid")
    found = verdict([*mail], answers=[offer_said("decline", KEY, at(19))], drafts=sent, now=at(19, 10))
    assert letters(found) == [("offer_decline", "Tidewater"), ("reopen", "Corvid")]
    (decline,) = (w for w in found.wanted if w.kind == "offer_decline")
    assert decline.accepted_before


def test_what_rested_on_it_and_still_waits_is_wanted_no_more() -> None:
    mail = [*firm(), booked()]
    found = verdict(mail, answers=[offer_said("decline", KEY, at(19))], now=at(19, 10))
    assert letters(found) == [("offer_decline", "Tidewater")]


def test_the_rest_is_still_asked_for_once_the_honest_letter_is_sent() -> None:
    mail, sent = left("Corvid")
    said = [offer_said("decline", KEY, at(19))]
    honest = draft(verdict(mail, answers=said, drafts=sent, now=at(19, 10)), "Tidewater", "sent", at(19, 11))
    found = verdict(mail, answers=said, drafts=[*sent, honest], now=at(19, 12))
    assert letters(found) == [("reopen", "Corvid")]


def test_an_acceptance_by_word_is_one_too() -> None:
    (question,) = verdict([written()]).questions
    said = [said_to(question, "yes", at(12)), offer_said("decline", KEY, at(19))]
    (letter,) = verdict([written()], answers=said, now=at(19, 10)).wanted
    assert letter.accepted_before


@pytest.mark.parametrize("verb", ["doubt", "reset", "dismiss"])
def test_who_never_accepted_takes_nothing_back(verb: str) -> None:
    said = [offer_said(verb, KEY, at(12)), offer_said("decline", KEY, at(19))]
    (letter,) = verdict([written()], answers=said, now=at(19, 10)).wanted
    assert not letter.accepted_before


def test_a_yes_to_an_earlier_offer_of_theirs_is_none_to_the_new_one() -> None:
    mail = [written(8), reading("offer_rescinded", day=11), written(12)]
    said = [offer_said("accept", KEY, at(9)), offer_said("decline", KEY, at(19))]
    (letter,) = verdict(mail, answers=said, now=at(19, 10)).wanted
    assert not letter.accepted_before


def test_the_users_own_event_stands_when_the_letter_was_only_about_another() -> None:
    mail, sent = left("Corvid")
    entry = event("Interview at Dunlin", at(26, 10), "per@dunlin.com")
    found = verdict([*mail, reading("interview_invited", "Dunlin"), BACK], [entry], drafts=sent, now=at(19, 10))
    assert [i.employer for i in found.interviews] == ["Dunlin"]
