"""Which kinds of letters fit a case, what the person's wish for one changes, and the call beside a letter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agent.model import Answer, Contact, Draft, DraftKind, Reading, Recipient, Verdict, Wanted
from connectors.base import Mailbox

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
    reading,
    said_to,
    verdict,
    written,
)

MAIL = [*firm(), booked()]
EGRET = written(10, "Egret", role="Ranger", deadline=deadline(25))


def only(found: Verdict) -> Wanted:
    (letter,) = found.wanted
    return letter


def wishing(found: Verdict, kind: DraftKind, employer: str = "Corvid", status: str = "waiting") -> Draft:
    return replace(draft(found, employer, status), wish=kind)


def test_an_interview_is_given_up_told_of_the_offer_or_called_off_by_phone() -> None:
    assert only(verdict(MAIL)).choices == ("withdrawal", "disclose", "call_sheet")


def test_without_an_interview_there_is_nothing_to_keep() -> None:
    found = verdict([*firm(), reading("interview_invited", "Corvid", role="Engineer")])
    assert only(found).choices == ("withdrawal", "call_sheet")


def test_beside_a_firm_offer_another_one_is_declined_and_not_asked_for_time_to_think_it_over() -> None:
    assert only(verdict([*firm(), EGRET])).choices == ("offer_decline", "call_sheet")


def test_who_waits_for_an_answer_may_get_it() -> None:
    offer = written(deadline=deadline(20))
    said = [said_to(verdict([offer]).questions[0], "deciding")]
    found = verdict([offer, booked()], answers=said)
    asked = next(w for w in found.wanted if w.kind == "more_time")
    assert asked.choices == ("more_time", "offer_decline")
    wish = replace(draft(found, "Tidewater", kind="more_time"), wish="offer_decline")
    again = next(w for w in verdict([offer, booked()], answers=said, drafts=[wish]).wanted if w.key == asked.key)
    assert again.kind == "offer_decline"
    sent = replace(wish, kind="offer_decline", status="sent", sent_at=NOW)
    later = verdict([offer, booked()], answers=said, drafts=[sent], now=at(18, 12))
    assert (later.offers[0].standing, later.wanted) == ("declined", ())


def test_an_offer_that_the_user_has_declined_is_not_asked_for_time() -> None:
    found = verdict([written()], answers=[offer_said("decline", "tidewater|")])
    assert only(found).choices == ("offer_decline", "call_sheet")


def test_where_nobody_can_be_written_to_a_call_is_all_that_fits() -> None:
    sender = Mailbox("no-reply@corvid.com", "Corvid")
    mail = replace(booked(), from_=sender, contacts=(Contact(sender.address, usable=False),), human=False)
    assert only(verdict([*firm(), mail])).choices == ("call_sheet",)


@pytest.mark.parametrize("wish", ["disclose", "call_sheet", "withdrawal"])
def test_a_wish_that_fits_is_followed(wish: DraftKind) -> None:
    found = verdict(MAIL)
    letter = only(verdict(MAIL, drafts=[wishing(found, wish)]))
    assert (letter.kind, letter.key) == (wish, only(found).key)


@pytest.mark.parametrize("wish", ["more_time", "offer_decline", "reopen", "nudge", "expedite"])
def test_a_wish_that_does_not_fit_is_not(wish: DraftKind) -> None:
    assert only(verdict(MAIL, drafts=[wishing(verdict(MAIL), wish)])).kind == "withdrawal"


def test_a_wish_is_forgotten_by_a_case_that_it_fits_no_more() -> None:
    wish = wishing(verdict(MAIL), "disclose")
    assert only(verdict([*MAIL, written(11, "Corvid")], drafts=[wish])).kind == "offer_decline"


# ---------------------------------------------------------------- the offer is told, the interview kept


def told() -> Draft:
    """A letter that tells Corvid of the offer; it was sent."""
    return replace(wishing(verdict(MAIL), "disclose", status="sent"), kind="disclose")


def test_once_told_the_interview_stays_and_is_not_put_in_question_again() -> None:
    found = verdict(MAIL, drafts=[told()], now=at(18, 12))
    assert [i.employer for i in found.interviews] == ["Corvid"]
    assert found.wanted == ()


def replied(label: str = "other", **more: Any) -> Reading:
    return reading(label, "Corvid", 18, 11, in_reply_to=told().message_id, **more)


@pytest.mark.parametrize("label", ["other", "interview_cancelled"])
def test_when_they_have_answered_the_user_can_withdraw(label: str) -> None:
    letter = only(verdict([*MAIL, replied(label)], drafts=[told()], now=at(18, 12)))
    assert (letter.kind, letter.key) == ("withdrawal", told().key + ":2")
    assert "they answered when you told them of the offer" in letter.reasons[0]


def test_a_time_to_talk_is_no_reason_to_withdraw() -> None:
    again = replied("interview_scheduled", interview_start=at(24, 14), interview_zone="America/New_York")
    assert verdict([*MAIL, again], drafts=[told()], now=at(18, 12)).wanted == ()
    assert verdict([*MAIL, replied(human=False)], drafts=[told()], now=at(18, 12)).wanted == ()


def test_nor_when_it_moves() -> None:
    moved = reading("interview_rescheduled", "Corvid", 19, interview_start=at(25, 15), interview_zone="America/New_York",
                    previous_start=at(24, 14))  # fmt: skip
    found = verdict([*MAIL, moved], drafts=[told()], now=at(19, 12))
    assert [i.start for i in found.interviews] == [at(25, 15)]
    assert found.wanted == ()


def test_another_interview_there_asks_anew() -> None:
    second = booked("Corvid", 27, sent=19, key="second")
    letter = only(verdict([*MAIL, second], drafts=[told()], now=at(19, 12)))
    assert (letter.kind, letter.key, len(letter.interviews)) == ("withdrawal", "leave:corvid|:2", 2)


def test_who_was_told_can_be_withdrawn_from_without_waiting_for_an_answer() -> None:
    after_all = Answer(at(18, 11), told().id, "redraft", "withdrawal", told().key)
    letter = only(verdict(MAIL, answers=[after_all], drafts=[told()], now=at(18, 12)))
    assert (letter.kind, letter.key, len(letter.interviews)) == ("withdrawal", "leave:corvid|:2", 1)
    assert "you want to leave after all" in letter.reasons[0]


BACK = reading("offer_rescinded", day=20)
FREE_AT = at(20, 12)


def free_again(**more: Any) -> Draft:
    """The letter that tells Corvid of the user being free again; it was sent."""
    found = verdict([*MAIL, BACK], drafts=[told()], now=FREE_AT)
    return replace(draft(found, "Corvid", "sent", FREE_AT, kind="reopen"), **more)


def test_who_was_told_of_an_offer_that_came_to_nothing_hears_that_the_user_is_free_again() -> None:
    found = verdict([*MAIL, BACK], drafts=[told()], now=FREE_AT)
    letter = only(found)
    assert (letter.kind, letter.key) == ("reopen", f"reopen:corvid|:{told().id}")
    assert (letter.after, letter.after_at) == ("disclose", told().sent_at)
    assert (letter.firm_names, letter.choices) == (("Tidewater",), ("reopen",))
    assert [i.start for i in letter.interviews] == [at(24, 14)]
    assert "the offer that you told of was taken back" in letter.reasons[0]
    assert (found.questions, [i.employer for i in found.interviews]) == ((), ["Corvid"])


def test_who_was_told_so_already_gets_no_letter() -> None:
    mine = reading("other", "Corvid", 20, 11, direction="out")
    assert verdict([*MAIL, BACK, mine], drafts=[told()], now=FREE_AT).wanted == ()
    before = replace(mine, sent_at=at(19, 11))
    assert letters(verdict([*MAIL, BACK, before], drafts=[told()], now=FREE_AT)) == [("reopen", "Corvid")]
    again = verdict([*MAIL, BACK], drafts=[told(), free_again()], now=at(21))
    assert (again.wanted, again.questions) == ((), ())


def test_nor_does_who_has_turned_the_user_down_or_while_another_offer_was_accepted() -> None:
    refusal = reading("rejected", "Corvid", 19)
    assert verdict([*MAIL, refusal, BACK], drafts=[told()], now=FREE_AT).wanted == ()
    other = [written(18, "Merlin", role="Clerk", contingencies=("references",)), accepted(19, "Merlin")]
    found = verdict([*MAIL, *other, BACK], drafts=[told()], now=FREE_AT)
    assert (found.wanted, found.questions) == ((), ())


def test_an_acceptance_that_came_back_is_no_news_to_them_as_the_offer_stands() -> None:
    bounce = reading("other", day=19, bounce_of=MAIL[1].message_id, human=False)
    found = verdict([*MAIL, bounce], drafts=[told()], now=FREE_AT)
    assert (found.offers[0].standing, found.wanted) == ("written", ())


def test_a_yes_that_the_user_takes_back_is_told_to_them_too() -> None:
    word = offer_said("decline", "tidewater|", at(20, 11))
    found = verdict(MAIL, answers=[word], drafts=[told()], now=FREE_AT)
    assert ("reopen", "Corvid") in letters(found)


def test_where_nobody_there_can_be_written_to_it_is_the_users_to_tell_them() -> None:
    sent = replace(told(), letter=replace(told().letter, to=(Recipient("anna@corvid.com", "wrote"),)))
    back = replace(free_again(status="failed", outcome="it came back"), letter=sent.letter)
    found = verdict([*MAIL, BACK], drafts=[sent, back], now=at(20, 13))
    (question,) = found.questions
    assert (question.kind, question.answers, question.draft) == ("reply", ("done",), sent.id)
    assert "Corvid" in question.text
    assert "come to nothing" in question.text
    assert found.wanted == ()
    done = said_to(question, "done", at(20, 13))
    assert verdict([*MAIL, BACK], answers=[done], drafts=[sent, back], now=at(20, 14)).questions == ()


def test_their_answer_to_that_letter_takes_nothing_up_that_was_never_called_off() -> None:
    thanks = reading("other", "Corvid", 20, 15, in_reply_to=free_again().message_id)
    found = verdict([*MAIL, BACK, thanks], drafts=[told(), free_again()], now=at(20, 16))
    assert (found.wanted, found.questions) == ((), ())
    assert [i.employer for i in found.interviews] == ["Corvid"]
    assert any("when you told them that you are free again" in n.text for n in found.notices)
    assert not any(n.key.startswith("stands_again:") for n in found.notices)


def test_a_new_firm_offer_puts_the_interview_in_question_again() -> None:
    new = [written(21, "Merlin", role="Clerk"), accepted(22, "Merlin")]
    found = verdict([*MAIL, BACK, *new], drafts=[told(), free_again()], now=at(22, 12))
    assert [(w.kind, w.key, w.choices[1]) for w in found.wanted] == [("withdrawal", "leave:corvid|:2", "disclose")]


def test_who_was_asked_to_move_forward_is_named_when_that_offer_is_taken_back() -> None:
    offer = written(deadline=deadline(25))
    said = [said_to(verdict([offer]).questions[0], "deciding")]
    asked = draft(verdict([offer, booked()], answers=said), "Corvid", "sent", kind="expedite")
    found = verdict([offer, booked(), BACK], answers=said, drafts=[asked], now=FREE_AT)
    (question,) = found.questions
    assert (question.kind, question.answers, question.draft) == ("reply", ("done",), asked.id)
    assert "asked Corvid to move forward" in question.text
    assert found.wanted == ()
    done = [*said, said_to(question, "done", at(20, 13))]
    assert verdict([offer, booked(), BACK], answers=done, drafts=[asked], now=at(20, 14)).questions == ()
    other = written(18, "Merlin", role="Clerk", deadline=deadline(28))
    kept = verdict([offer, booked(), other, BACK], answers=said, drafts=[asked], now=FREE_AT)
    assert asked.id not in {q.draft for q in kept.questions}
    assert verdict([offer, booked()], answers=said, drafts=[asked], now=at(26)).questions == ()


def test_after_the_interview_nothing_is_written_until_they_write() -> None:
    thanks = reading("other", "Corvid", 19)
    assert verdict([*MAIL, thanks], drafts=[told()], now=at(25)).wanted == ()
    news = reading("assessment", "Corvid", 26)
    assert letters(verdict([*MAIL, thanks, news], drafts=[told()], now=at(27))) == [("withdrawal", "Corvid")]


def test_time_asked_for_before_leaves_the_offer_alone_until_they_answer_or_the_user_wants_to_decline() -> None:
    mail = [*firm(), EGRET]
    asked = replace(wishing(verdict(mail), "more_time", "Egret", "sent"), kind="more_time")
    after_all = Answer(at(18, 11), asked.id, "redraft", "offer_decline", asked.key)
    assert letters(verdict(mail, answers=[after_all], drafts=[asked], now=at(18, 12))) == [("offer_decline", "Egret")]
    found = verdict(mail, drafts=[asked], now=at(18, 12))
    assert found.wanted == ()
    assert found.offers[0].standing == "written"
    answer = reading("other", "Egret", 19, role="Ranger")
    assert letters(verdict([*mail, answer], drafts=[asked], now=at(19, 12))) == [("offer_decline", "Egret")]


# ---------------------------------------------------------------- so near that a call is surer

RINGING = replace(booked(), contacts=(Contact("anna@corvid.com", "Anna Berg", "+1 555 0100"),))


def kinds(found: Verdict) -> list[tuple[str, str]]:
    return [(w.kind, w.key) for w in found.wanted]


def test_within_three_hours_a_call_stands_beside_the_letter() -> None:
    mail = [*firm(), RINGING]
    assert kinds(verdict(mail, now=at(24, 10, 59))) == [("withdrawal", "leave:corvid|")]
    found = verdict(mail, now=at(24, 11))
    assert kinds(found) == [("call_sheet", "call:leave:corvid|"), ("withdrawal", "leave:corvid|")]
    assert all(w.urgent for w in found.wanted)


def test_without_a_number_there_is_no_call() -> None:
    assert letters(verdict(MAIL, now=at(24, 12))) == [("withdrawal", "Corvid")]


def test_the_call_made_the_letter_is_wanted_no_more_and_the_other_way_round() -> None:
    mail = [*firm(), RINGING]
    found = verdict(mail, now=at(24, 11))
    for kind in ("call_sheet", "withdrawal"):
        done = draft(found, "Corvid", "sent", at(24, 11, 5), "done", kind=kind)
        later = verdict(mail, drafts=[done], now=at(24, 11, 10))
        assert (later.wanted, later.interviews) == ((), ())


def test_a_kept_interview_is_not_called_off_by_phone() -> None:
    mail = [*firm(), RINGING]
    kept = draft(verdict(mail), "Corvid", "kept")
    assert letters(verdict(mail, drafts=[kept], now=at(24, 12))) == [("withdrawal", "Corvid")]


def test_the_call_answers_the_same_calendar() -> None:
    entry = event("Interview with Corvid", at(24, 14), "anna@corvid.com")
    found = verdict([*firm(), RINGING], [entry], now=at(24, 12))
    call, letter = found.wanted
    assert call.interviews == letter.interviews
    assert [e.uid for i in call.interviews for e in i.events] == [entry.uid]
