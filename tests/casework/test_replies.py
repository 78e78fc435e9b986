"""What comes after a letter: who urges gets an answer, and a letter that reached nobody goes to the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agent.casebook import answered, renew
from agent.casework.unreached import READER_LEFT, TOLD_OTHERWISE
from agent.model import Contact, Draft, Reading, Recipient, Verdict
from connectors.base import Mailbox

from .build import NOW, at, booked, draft, firm, letters, offer_said, ours, reading, said_to, source, verdict, written

ANNA, BEN = "anna@corvid.com", "ben@corvid.com"
MAIL = [*firm(), booked()]


def sent(mail: list[Reading] = MAIL, to: str = ANNA, **more: Any) -> Draft:
    """The withdrawal to Corvid, sent on the 18th."""
    return replace(draft(verdict(mail), "Corvid", "sent", NOW, "done", to=to), **more)


def reply(day: int = 19, hour: int = 9, **more: Any) -> Reading:
    """Corvid's people answer that letter."""
    values = {"in_reply_to": ours("Corvid"), "urges": True, "key": f"reply/{day}/{hour}"}
    return reading("other", "Corvid", day, hour, **(values | more))


def after(*messages: Reading, drafts: list[Draft] | None = None, **more: Any) -> Verdict:
    return verdict([*MAIL, *messages], drafts=[sent()] if drafts is None else drafts, **({"now": at(20)} | more))


# ---------------------------------------------------------------- nudges


def test_a_reply_that_urges_gets_a_short_answer() -> None:
    (letter,) = after(reply()).wanted
    assert (letter.kind, letter.key) == ("nudge", "nudge:corvid|:reply/19/9")
    assert (letter.after, letter.after_at) == ("withdrawal", NOW)
    assert letter.firm_names == ("Tidewater",)


def test_a_thank_you_needs_none() -> None:
    assert after(reply(urges=False)).wanted == ()


@pytest.mark.parametrize(
    "change", [{"human": False}, {"sent_at": at(18, 8)}, {"in_reply_to": None}, {"suspicious": True}]
)
def test_what_is_no_answer_of_a_person_to_the_letter_gets_none(change: dict[str, Any]) -> None:
    assert after(reply(**change)).wanted == ()


def test_who_urges_twice_gets_one_answer() -> None:
    (letter,) = after(reply(), reply(20, 8)).wanted
    assert letter.key == "nudge:corvid|:reply/19/9"


def test_who_urges_again_after_the_answer_gets_another() -> None:
    first = draft(after(reply()), "Corvid", "sent", at(19, 12), kind="nudge")
    assert after(reply(), drafts=[sent(), first]).wanted == ()
    (letter,) = after(reply(), reply(20, 8), drafts=[sent(), first]).wanted
    assert letter.key == "nudge:corvid|:reply/20/8"


def test_the_users_own_answer_is_enough() -> None:
    own = reading("other", "Corvid", 19, 18, direction="out", in_reply_to="<reply/19/9@mail>")
    assert after(reply(), own).wanted == ()


def test_the_copy_of_the_letter_itself_is_no_answer_to_the_reply() -> None:
    copy = reading("withdrawn", "Corvid", 18, 9, direction="out", message_id=ours("Corvid"))
    assert letters(after(copy, reply())) == [("nudge", "Corvid")]


def test_a_rejection_after_all_ends_it() -> None:
    assert after(reply(), reading("rejected", "Corvid", 20, 8)).wanted == ()


def test_nobody_is_told_that_the_decision_stands_once_it_does_not() -> None:
    fallen = after(reply(), reading("offer_rescinded", day=20, hour=8))
    assert letters(fallen) == [("reopen", "Corvid")]
    doubted = after(reply(), answers=[offer_said("doubt", "tidewater|", at(20))])
    assert doubted.wanted == ()


def test_whoever_declined_their_offer_by_word_is_answered_too() -> None:
    said = [offer_said("decline", "tidewater|", at(9))]
    letter = draft(verdict([written()], answers=said), "Tidewater", "sent")
    urging = reading("other", "Tidewater", 19, in_reply_to=ours("Tidewater"), urges=True)
    found = verdict([written(), urging], answers=said, drafts=[letter], now=at(20))
    assert [(w.kind, w.after, w.firm_offer) for w in found.wanted] == [("nudge", "offer_decline", None)]


def test_an_answer_that_the_user_keeps_to_themselves_is_not_wanted_again() -> None:
    kept = draft(after(reply()), "Corvid", "void", at(19, 12), kind="nudge")
    from agent.model import Answer

    answer = Answer(at(19, 13), kept.id, "keep", "", kept.key)
    assert after(reply(), drafts=[sent(), kept], answers=[answer]).wanted == ()


# ---------------------------------------------------------------- letters that reached nobody

ALSO_BEN = reading("interview_invited", "Corvid", 9, from_=Mailbox(BEN, "Ben Ode"))
RETURNED: dict[str, Any] = {"status": "failed", "sent_at": NOW}


def test_a_letter_that_came_back_is_wanted_anew_for_somebody_else() -> None:
    mail = [*firm(), ALSO_BEN, booked()]
    (letter,) = verdict(mail, drafts=[sent(mail, **RETURNED)], now=at(18, 12)).wanted
    assert (letter.kind, letter.key, letter.barred) == ("withdrawal", "leave:corvid|:2", (ANNA,))


def test_where_nobody_else_can_be_written_to_a_call_is_left_whether_or_not_there_is_a_number() -> None:
    (letter,) = verdict(MAIL, drafts=[sent(**RETURNED)], now=at(18, 12)).wanted
    assert (letter.kind, letter.key, letter.choices) == ("call_sheet", "leave:corvid|:2", ("call_sheet",))
    phone = reading("other", "Corvid", 9, contacts=(Contact(None, "Desk", "+1 555 0100"),), human=False)
    mail = [*MAIL, phone, reading("interview_invited", "Corvid", 9, 8)]
    (letter,) = verdict(mail, drafts=[sent(mail, **RETURNED)], now=at(18, 12)).wanted
    assert letter.kind == "call_sheet"


def test_the_letter_is_wanted_though_no_interview_is_booked_any_more() -> None:
    mail = [*firm(), replace(ALSO_BEN, role="Engineer")]
    found = verdict(mail, drafts=[sent([*mail, booked()], **RETURNED)], now=at(18, 12))
    assert [(w.kind, w.reasons[0]) for w in found.wanted] == [("withdrawal", "your letter to them came back")]


def test_a_letter_that_the_user_takes_up_again_is_the_one() -> None:
    mail = [*firm(), ALSO_BEN, booked()]
    again = sent(mail, status="waiting", sent_at=NOW, edited=True)
    (letter,) = verdict(mail, drafts=[again], now=at(18, 12)).wanted
    assert letter.key == again.key


def test_so_is_one_to_whom_the_user_has_named_somebody_though_nobody_else_is_known() -> None:
    gone = reading("other", "Corvid", 18, 10, contacts=(Contact(ANNA, usable=False),), bounce_of="<x>", human=False)
    again = sent(status="approved", sent_at=NOW, edited=True, to="cy@corvid.com")
    found = verdict([*MAIL, gone], drafts=[again], now=at(18, 12))
    assert [w.key for w in found.wanted] == [again.key]
    waiting = verdict(
        [*firm(), gone, reading("interview_invited", "Corvid", 9, role="Engineer")], drafts=[again], now=at(18, 12)
    )
    assert [w.kind for w in waiting.wanted] == ["withdrawal"]


def test_what_the_user_addresses_to_somebody_stands_before_the_call() -> None:
    call = draft(verdict(MAIL, drafts=[sent(**RETURNED)], now=at(18, 12)), "Corvid", "waiting", at(18, 12))
    again = sent(status="waiting", sent_at=NOW, edited=True, to="cy@corvid.com")
    (letter,) = verdict(MAIL, drafts=[again, replace(call, id="call")], now=at(18, 13)).wanted
    assert (letter.kind, letter.key) == ("withdrawal", again.key)


def test_the_second_to_come_back_leaves_the_third() -> None:
    mail = [
        *firm(),
        ALSO_BEN,
        reading("other", "Corvid", 9, 11, from_=Mailbox("cy@corvid.com", "Cy")),
        booked(),
    ]
    first = sent(mail, **RETURNED)
    second = replace(first, id="second", key="leave:corvid|:2", sent_at=NOW + timedelta(hours=1))
    second = replace(second, letter=replace(second.letter, to=(Recipient(BEN, "wrote"),)))
    (letter,) = verdict(mail, drafts=[first, second], now=at(18, 12)).wanted
    assert (letter.key, letter.barred) == ("leave:corvid|:3", (ANNA, BEN))


def absent(how: str, day: int = 22, **more: Any) -> Reading:
    """Anna's mail program answers by itself."""
    values: dict[str, Any] = {"absence": how, "human": False, "in_reply_to": ours("Corvid"), "contacts": ()}
    return reading("other", "Corvid", day, **(values | more))


STAND_IN = Contact("cy@corvid.com", "Cy Orr", None, None, "named in the message of 22 November")


@pytest.mark.parametrize(
    ("now", "again"), [(at(22, 13), False), (at(22, 15), True), (at(24, 13), True), (at(24, 15), False)]
)
def test_who_is_away_two_days_before_the_interview_is_not_the_only_one_to_know(now: Any, *, again: bool) -> None:
    mail = [*firm(), ALSO_BEN, booked()]
    found = verdict([*mail, absent("away")], drafts=[sent(mail)], now=now)
    assert [(w.kind, w.key, w.barred) for w in found.wanted] == (
        [("withdrawal", "leave:corvid|:2", (ANNA,))] if again else []
    )


def test_a_judgement_is_planned_for_when_who_is_away_would_be_too_late() -> None:
    found = verdict([*MAIL, absent("away", 19)], drafts=[sent()], now=at(19, 12))
    assert found.wakes[0] == at(22, 14)
    assert at(22, 14) not in verdict([*MAIL, absent("away", 19)], drafts=[sent()], now=at(22, 14)).wakes


def test_the_second_letter_knows_the_interview_and_answers_no_calendar() -> None:
    mail = [*firm(), ALSO_BEN, booked()]
    (letter,) = verdict([*mail, absent("away")], drafts=[sent(mail)], now=at(23)).wanted
    (interview,) = letter.interviews
    assert (interview.start, interview.zone, interview.events) == (at(24, 14), "America/New_York", ())
    assert letter.urgent is False
    assert letter.choices == ("withdrawal", "call_sheet")


def test_who_stands_in_is_written_to_first() -> None:
    mail = [*firm(), ALSO_BEN, booked()]
    (letter,) = verdict([*mail, absent("away", contacts=(STAND_IN,))], drafts=[sent(mail)], now=at(23)).wanted
    assert letter.stand_ins == (STAND_IN,)


def test_who_left_has_a_successor_however_far_the_interview_is() -> None:
    found = verdict([*MAIL, absent("left", 18, hour=10, contacts=(STAND_IN,))], drafts=[sent()], now=at(18, 12))
    (letter,) = found.wanted
    assert (letter.stand_ins, letter.barred) == ((STAND_IN,), (ANNA,))


def test_a_letter_whose_reader_left_without_a_successor_has_reached_nobody() -> None:
    foreign = Contact(None, "Petra Klein", because="at another organisation: petra@elsewhere.example", usable=False)
    gone = source(absent("left", 18, hour=10, contacts=(foreign,)))
    (failed,) = answered([sent()], [gone], at(18, 12))
    assert failed.status == "failed"
    assert failed.outcome == f"{READER_LEFT}; Petra Klein at another organisation: petra@elsewhere.example"
    named = source(absent("left", 18, hour=10, contacts=(STAND_IN,)))
    away = source(absent("away", 18, hour=10))
    assert answered([sent()], [named], at(18, 12)) == answered([sent()], [away], at(18, 12)) == []
    (call,) = verdict([*MAIL, gone.reading], drafts=[failed], now=at(18, 12)).wanted
    assert call.kind == "call_sheet"
    assert "whom you wrote to works there no longer" in call.reasons


def test_a_letter_that_came_back_waits_no_more_once_they_were_told_otherwise() -> None:
    back = sent(**RETURNED)
    call = draft(verdict(MAIL, drafts=[back], now=at(18, 12)), "Corvid", "waiting", at(18, 12))
    assert renew([back, call], [], at(18, 13))[0].status == "void"  # the call; what came back waits as it is
    done = replace(call, status="sent", sent_at=at(18, 13))
    (settled,) = renew([back, done], [], at(18, 13))
    assert (settled.id, settled.status, settled.outcome) == (back.id, "void", TOLD_OTHERWISE)
    assert renew([settled, done], [], at(18, 14)) == []
    assert verdict(MAIL, drafts=[settled, done], now=at(18, 14)).wanted == ()


def test_where_nobody_else_is_known_who_is_away_is_called_whether_or_not_there_is_a_number() -> None:
    assert letters(verdict([*MAIL, absent("away")], drafts=[sent()], now=at(22, 13))) == []
    assert letters(verdict([*MAIL, absent("away")], drafts=[sent()], now=at(23))) == [("call_sheet", "Corvid")]
    phone = absent("away", contacts=(Contact(None, "Desk", "+1 555 0100"),))
    (letter,) = verdict([*MAIL, phone], drafts=[sent()], now=at(23)).wanted
    assert letter.kind == "call_sheet"


def test_whoever_answered_after_all_needs_no_second_letter() -> None:
    mail = [*firm(), ALSO_BEN, booked()]
    found = verdict([*mail, absent("away")], drafts=[sent(mail, status="answered")], now=at(23))
    assert found.wanted == ()


def test_one_of_two_readers_is_enough() -> None:
    mail = [*firm(), ALSO_BEN, booked()]
    both = sent(mail)
    both = replace(both, letter=replace(both.letter, to=(Recipient(ANNA, "wrote"), Recipient(BEN, "wrote"))))
    assert verdict([*mail, absent("away", in_reply_to=None)], drafts=[both], now=at(23)).wanted == ()


def test_the_second_letter_is_sent_once() -> None:
    mail = [*firm(), ALSO_BEN, booked()]
    first = sent(mail)
    found = verdict([*mail, absent("away")], drafts=[first], now=at(23))
    second = replace(draft(found, "Corvid", "sent", at(23), to=BEN), id="second")
    assert verdict([*mail, absent("away")], drafts=[first, second], now=at(23, 12)).wanted == ()


def test_nobody_is_written_to_again_once_the_offer_is_gone() -> None:
    mail = [*firm(), ALSO_BEN, booked(), reading("offer_rescinded", day=22)]
    found = verdict([*mail, absent("away")], drafts=[sent([*firm(), ALSO_BEN, booked()])], now=at(23))
    assert letters(found) == [("reopen", "Corvid")]


def test_deciding_is_not_asked_of_an_address_that_letters_came_back_from() -> None:
    offer = written(deadline=at(20).date())
    (question,) = verdict([offer]).questions
    back = draft(
        verdict([offer, booked()], answers=[said_to(question, "deciding")]), "Corvid", kind="expedite", to=ANNA
    )
    back = replace(back, status="failed", sent_at=NOW)
    mail = [offer, booked()]
    assert letters(verdict(mail, answers=[said_to(question, "deciding")], drafts=[back])) == [
        ("more_time", "Tidewater")
    ]
    found = verdict([*mail, ALSO_BEN], answers=[said_to(question, "deciding")], drafts=[back])
    assert [w.key for w in found.wanted if w.kind == "expedite"] == ["expedite:corvid|:2"]


def test_a_candidacy_that_turns_out_to_have_a_role_gets_no_second_letter_of_a_kind() -> None:
    offer = written(deadline=at(20).date())
    said = [said_to(verdict([offer]).questions[0], "deciding")]
    gone = draft(verdict([offer, booked()], answers=said), "Corvid", "sent", kind="expedite", to=ANNA)
    older = replace(ALSO_BEN, role="Engineer")
    found = verdict([offer, older, booked()], answers=said, drafts=[gone])
    assert [w.key for w in found.wanted if w.kind == "expedite"] == [gone.key]


@pytest.mark.parametrize("label", ["interview_scheduled", "interview_rescheduled"])
def test_another_time_named_to_win_the_user_back_is_answered_and_no_interview(label: Any) -> None:
    found = after(replace(reply(), label=label, interview_start=at(25, 10)))
    assert [w.kind for w in found.wanted] == ["nudge"]
    assert found.interviews == ()


@pytest.mark.parametrize("more", [{"urges": False}, {"event_uid": "anew@corvid.com"}, {"in_reply_to": None}])
def test_a_new_interview_after_the_letter_is_withdrawn_from_in_its_turn(more: dict[str, Any]) -> None:
    found = after(replace(reply(), label="interview_scheduled", interview_start=at(25, 10), **more))
    assert [w.kind for w in found.wanted] == ["withdrawal"]
    assert len(found.interviews) == 1
