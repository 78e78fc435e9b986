"""While an offer is thought over: time is asked for, others are asked to move forward, and nothing is given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.casework.waking import OVER
from agent.model import Answer, Evidence, Policy, Reading, Verdict

from .build import (
    NOW,
    POLICY,
    accepted,
    at,
    booked,
    deadline,
    draft,
    letters,
    offer_of,
    offer_said,
    reading,
    said_to,
    verdict,
    written,
)

KEY = "tidewater|"
THE_NEXT_DAY = at(19)


def offered(day: int = 20) -> Reading:
    """Tidewater's offer, to be answered by that day of November."""
    return written(deadline=deadline(day))


def deciding(*messages: Reading, answer: str = "deciding", **more: object) -> Verdict:
    """What follows once the user has said so."""
    (question,) = verdict([offered()]).questions
    return verdict([offered(), *messages], answers=[said_to(question, answer)], **more)  # type: ignore[arg-type]  # as there


def test_time_is_asked_for_and_the_other_is_asked_to_move_forward() -> None:
    found = deciding(booked())
    assert letters(found) == [("expedite", "Corvid"), ("more_time", "Tidewater")]
    assert found.questions == ()


def test_nothing_is_asked_of_anybody_before_the_user_says_deciding() -> None:
    assert letters(verdict([offered(), booked()])) == []
    assert letters(deciding(booked(), answer="no")) == []


def test_the_employer_that_waits_is_told_a_day_and_never_whom_else_the_user_sees() -> None:
    (letter,) = (w for w in deciding(booked()).wanted if w.kind == "more_time")
    assert (letter.deadline, letter.until) == (date(2026, 11, 20), date(2026, 11, 26))
    assert letter.firm_offer is None
    assert (letter.firm_names, letter.firm_domains) == (("Corvid",), ("corvid.com",))
    assert letter.interviews == ()


def test_the_others_are_told_the_day_and_never_who_offered() -> None:
    (letter,) = (w for w in deciding(booked()).wanted if w.kind == "expedite")
    assert letter.deadline == date(2026, 11, 20)
    assert letter.firm_offer is not None
    assert (letter.firm_names, letter.firm_domains) == (("Tidewater",), ("tidewater.com",))
    assert [i.employer for i in letter.interviews] == ["Corvid"]


def test_no_time_is_asked_for_where_the_last_interview_is_before_the_deadline() -> None:
    assert letters(deciding(booked(day=19))) == [("expedite", "Corvid")]


def test_an_open_process_without_an_interview_is_asked_to_move_forward() -> None:
    recent = reading("interview_invited", "Corvid", sent_at=NOW - timedelta(days=60), role="Engineer")
    old = reading("interview_invited", "Dunlin", sent_at=NOW - timedelta(days=61), role="Engineer")
    assert letters(deciding(recent, old)) == [("expedite", "Corvid")]


def test_who_has_offered_in_writing_already_is_not_asked_to_move_forward() -> None:
    assert letters(deciding(written(10, "Egret", role="Ranger"))) == []


def test_an_offer_by_word_of_mouth_is_asked_to_become_one_in_writing() -> None:
    assert letters(deciding(reading("offer_verbal", "Egret", 11, role="Ranger"))) == [("expedite", "Egret")]


def test_an_offer_without_a_deadline_presses_nobody() -> None:
    (question,) = verdict([written()]).questions
    assert letters(verdict([written(), booked()], answers=[said_to(question, "deciding")])) == []


def test_another_role_at_the_same_employer_is_not_elsewhere() -> None:
    other = booked("Tidewater", role="Analyst")
    assert letters(deciding(other)) == []


def test_the_days_own_end_is_the_deadline() -> None:
    late = at(20, 23, 50)
    assert ("expedite", "Corvid") in letters(deciding(booked(), now=late))
    assert letters(deciding(booked(), now=late + timedelta(minutes=20))) == []


@pytest.mark.parametrize("word", ["yes", "no", "turned_down", "not_an_offer"])
def test_a_decision_ends_them(word: str) -> None:
    (question,) = verdict([offered()]).questions
    said = [said_to(question, "deciding", at(17)), said_to(question, word, at(18))]
    kinds = {kind for kind, _ in letters(verdict([offered(), booked()], answers=said))}
    assert kinds.isdisjoint({"more_time", "expedite"})


@pytest.mark.parametrize("verb", ["accept", "decline", "doubt", "dismiss", "firm", "reset"])
def test_so_does_the_users_word_about_the_offer(verb: str) -> None:
    (question,) = verdict([offered()]).questions
    said = [said_to(question, "deciding", at(17)), offer_said(verb, KEY, at(18))]
    kinds = {kind for kind, _ in letters(verdict([offered(), booked()], answers=said))}
    assert kinds.isdisjoint({"more_time", "expedite"})


def test_an_acceptance_by_mail_ends_them() -> None:
    assert letters(deciding(accepted(17), booked())) == [("withdrawal", "Corvid")]


def test_an_offer_taken_back_ends_them() -> None:
    assert letters(deciding(reading("offer_rescinded", day=17), booked())) == []


def test_a_rejection_ends_the_asking_there() -> None:
    assert letters(deciding(booked(), reading("rejected", "Corvid", 15))) == []


def test_beside_a_firm_offer_nobody_is_asked_for_anything() -> None:
    firm = [written(5, "Merlin", role="Clerk"), accepted(6, "Merlin")]
    offer = replace(offered(), role="Engineer")
    (question,) = verdict([offer]).questions
    found = verdict([offer, booked(), *firm], answers=[said_to(question, "deciding")])
    assert letters(found) == [("offer_decline", "Tidewater"), ("withdrawal", "Corvid")]


def test_a_suspicious_offer_presses_nobody() -> None:
    found = verdict([replace(offered(), suspicious=True), booked()], answers=[offer_said("deciding", KEY)])
    assert letters(found) == []


def test_a_doubtful_word_that_the_offer_is_taken_back_holds_them() -> None:
    doubtful = replace(
        reading("offer_rescinded", day=18, hour=10), suspicious=True, needs_confirmation="offer_rescinded"
    )
    assert deciding(booked()).hold is None
    found = deciding(doubtful, booked(), now=at(18, 12))
    assert found.hold is not None
    assert letters(found) == [("expedite", "Corvid"), ("more_time", "Tidewater")]


def test_of_two_offers_the_first_to_end_is_told_of_and_neither_is_named() -> None:
    second = written(9, "Egret", role="Ranger", deadline=deadline(19))
    questions = verdict([offered(), second]).questions
    found = verdict([offered(), second, booked()], answers=[said_to(q, "deciding") for q in questions])
    (letter,) = (w for w in found.wanted if w.kind == "expedite")
    assert letter.deadline == date(2026, 11, 19)
    assert set(letter.firm_names) == {"Tidewater", "Egret"}


def test_a_second_offer_there_is_another_matter() -> None:
    first = next(w for w in deciding(booked()).wanted if w.kind == "more_time")
    mail = [offered(), reading("offer_rescinded", day=11), written(12, deadline=deadline(21)), booked()]
    (question,) = verdict(mail).questions
    again = verdict(mail, answers=[said_to(question, "deciding")])
    (letter,) = (w for w in again.wanted if w.kind == "more_time")
    assert letter.key != first.key
    assert letter.key.startswith("more_time:tidewater|:")


def test_once_sent_they_stay_one_each_and_the_interview_stays_booked() -> None:
    found = deciding(booked())
    sent = [draft(found, "Corvid", "sent", kind="expedite"), draft(found, "Tidewater", "sent", kind="more_time")]
    later = deciding(booked(), drafts=sent, now=NOW + timedelta(hours=1))
    assert {w.key for w in later.wanted} == {d.key for d in sent}
    assert [i.employer for i in later.interviews] == ["Corvid"]


def test_a_withdrawal_after_them_is_a_letter_of_its_own() -> None:
    found = deciding(booked())
    sent = draft(found, "Corvid", "sent", kind="expedite")
    assert letters(deciding(booked(), accepted(18, hour=10), drafts=[sent], now=at(18, 11))) == [
        ("withdrawal", "Corvid")
    ]


def test_what_our_own_letter_says_of_the_offer_is_not_read_as_an_offer() -> None:
    found = deciding(booked())
    sent = draft(found, "Corvid", "sent", kind="expedite")
    copy = reading("offer_written", "Corvid", 18, 10, direction="out", message_id=sent.message_id)
    later = deciding(booked(), copy, drafts=[sent], now=at(18, 11))
    assert [o.employer for o in later.offers] == ["Tidewater"]


@given(day=st.integers(19, 30), last=st.integers(19, 30), hour=st.integers(0, 23))
def test_the_day_asked_for_is_a_working_day_after_the_last_interview_and_not_long_after_the_deadline(
    day: int, last: int, hour: int
) -> None:
    (question,) = verdict([offered(day)]).questions
    said: list[Answer] = [said_to(question, "deciding")]
    found = verdict([offered(day), booked(day=last, hour=hour)], answers=said, now=at(18))
    asked = [w for w in found.wanted if w.kind == "more_time"]
    assert bool(asked) == (last > day)
    for letter in asked:
        assert letter.until is not None
        assert letter.until.weekday() < 5
        assert timedelta(days=1) < letter.until - date(2026, 11, last) <= timedelta(days=4)
        assert letter.until - date(2026, 11, day) <= timedelta(days=14)


def test_no_day_is_named_where_it_would_be_long_after_the_deadline() -> None:
    far = replace(booked(), interview_start=at(7, month=12))
    (letter,) = (w for w in deciding(far).wanted if w.kind == "more_time")
    assert letter.until is None


def test_a_time_at_night_counts_by_the_users_day() -> None:
    """Half past eleven at night in New York is the next day in London."""
    mail = booked(day=20, hour=23)
    assert ("more_time", "Tidewater") not in letters(deciding(mail))
    london: Policy = replace(POLICY, zone="Europe/London")
    assert ("more_time", "Tidewater") in letters(deciding(mail, policy=london))


# ---------------------------------------------------------------- reminders


def reminded(*messages: Reading, **more: object) -> list[tuple[str, bool]]:
    """Hours before the end, and whether it is urgent."""
    found = verdict([offered(), *messages], **more).notices  # type: ignore[arg-type]  # as there
    return [(n.key.rpartition(":")[2], n.urgent) for n in found if n.key.startswith("deadline:")]


def test_a_written_offer_is_reminded_of_two_days_and_half_a_day_before_it_ends() -> None:
    assert reminded(now=at(18, 23, 30)) == []
    assert reminded(now=at(19, 0)) == [("48", False)]
    assert reminded(now=at(20, 11, 59)) == [("48", False)]
    assert reminded(now=at(20, 12)) == [("12", True)]
    assert reminded(now=at(21, 0)) == []


def test_the_reminder_says_what_is_to_be_decided_and_by_when() -> None:
    (notice,) = (n for n in verdict([offered()], now=at(19)).notices if n.key.startswith("deadline:"))
    assert "Friday, 20 November" in notice.text
    assert "accept it, turn it down, or ask for more time" in notice.text


def test_a_reminder_is_told_once() -> None:
    keys = {n.key for hour in (0, 9, 23) for n in verdict([offered()], now=at(19, hour)).notices}
    assert len([k for k in keys if k.startswith("deadline:")]) == 1


@pytest.mark.parametrize("verb", ["accept", "decline", "dismiss", "doubt"])
def test_no_reminder_after_a_decision(verb: str) -> None:
    assert reminded(now=at(19), answers=[offer_said(verb, KEY)]) == []


def test_nobody_is_reminded_of_what_was_accepted_taken_back_or_only_said() -> None:
    assert reminded(accepted(), now=at(19)) == []
    assert reminded(reading("offer_rescinded", day=17), now=at(19)) == []
    verbal = verdict([reading("offer_verbal", deadline=deadline(20))], now=at(19))
    assert not any(n.key.startswith("deadline:") for n in verbal.notices)


def test_who_is_deciding_is_reminded() -> None:
    (question,) = verdict([offered()]).questions
    assert reminded(now=at(19), answers=[said_to(question, "deciding")]) == [("48", False)]


def test_the_judgement_names_when_it_is_to_be_made_anew() -> None:
    found = verdict([offered(), booked()])
    near = {at(19, 0), at(20, 0), at(20, 12), at(21, 0), at(23, 14), at(24, 11), at(24, 12), at(24, 14) + OVER}
    assert near == {moment for moment in found.wakes if moment < at(1, month=12)}
    assert all(moment > NOW for moment in found.wakes)


# ---------------------------------------------------------------- what they answer


def says(words: str) -> tuple[Evidence, ...]:
    return (Evidence(words, "what they write"),)


def granted(now: datetime = THE_NEXT_DAY, label: str = "other", **more: Any) -> Verdict:
    """Tidewater was asked for more time, and somebody there answered."""
    asked = draft(deciding(booked()), "Tidewater", "sent", kind="more_time")
    answer = reading(label, day=18, hour=14, in_reply_to=asked.message_id, **more)
    return deciding(answer, booked(), drafts=[asked], now=now)


def test_a_later_day_in_their_answer_is_the_new_deadline() -> None:
    found = granted(label="offer_written", deadline=deadline(27), start_date=deadline(27))
    offer = offer_of(found)
    assert (offer.standing, offer.deadline, offer.start_date) == ("written", deadline(27), None)
    assert [w.deadline for w in found.wanted if w.kind == "expedite"] == [deadline(27)]
    assert offer_of(granted(at(27), deadline=deadline(27))).standing == "written"
    assert offer_of(granted(at(28), deadline=deadline(27))).standing == "expired"


def test_a_day_that_was_read_as_the_first_one_is_the_new_deadline_where_the_first_one_is_known() -> None:
    asked = draft(deciding(booked()), "Tidewater", "sent", kind="more_time")
    answer = reading("offer_written", day=18, hour=14, in_reply_to=asked.message_id, start_date=deadline(27))
    offer = written(deadline=deadline(20), start_date=date(2027, 1, 11))
    said = [offer_said("answer", KEY)]
    said = [replace(a, value="accepted=deciding") for a in said]
    found = offer_of(verdict([offer, answer, booked()], answers=said, drafts=[asked]))
    assert (found.deadline, found.start_date) == (deadline(27), date(2027, 1, 11))


def test_a_day_that_is_no_later_gives_no_time() -> None:
    assert offer_of(granted(deadline=deadline(20))).deadline == deadline(20)
    assert offer_of(granted(at(21), deadline=deadline(20))).standing == "expired"


def test_a_plain_yes_gives_the_day_that_was_asked_for_and_accepts_nothing() -> None:
    found = granted(label="offer_verbal", needs_confirmation="offer_accepted", evidence=says("Yes, that works."))
    offer = offer_of(found)
    assert (offer.standing, offer.deadline) == ("written", deadline(26))
    assert found.questions == ()
    (notice,) = (n for n in found.notices if n.key.startswith("reply:"))
    assert notice.text.endswith("The offer counts until 26 November.")


def test_so_does_no_yes_with_a_question_or_with_more_to_it() -> None:
    for words in ("Yes, that works?", "Yes, that works if we hear from you by phone before the weekend."):
        found = granted(label="offer_verbal", needs_confirmation="offer_accepted", evidence=says(words))
        assert offer_of(found).deadline == deadline(20)
        assert [q.kind for q in found.questions] == ["granted"]


@pytest.mark.parametrize("label", ["offer_declined", "withdrawn", "interview_scheduled", "offer_cleared"])
def test_what_such_an_answer_cannot_mean_is_asked_about_as_an_answer(label: str) -> None:
    found = granted(label=label, evidence=says("Sure, no problem at all."))
    assert (offer_of(found).standing, offer_of(found).deadline) == ("written", deadline(20))
    (question,) = found.questions
    assert (question.kind, question.answers) == ("granted", ("yes", "no"))
    assert "“Sure, no problem at all.”" in question.text
    assert "until Thursday, 26 November" in question.text
    assert [i.employer for i in found.interviews] == ["Corvid"]


def test_an_offer_that_is_hardly_taken_back_is_asked_about_and_one_that_surely_is_is_gone() -> None:
    found = granted(label="offer_rescinded", confidence=0.8)
    assert offer_of(found).standing == "written"
    assert [q.kind for q in found.questions] == ["unsure_reading"]
    assert offer_of(granted(label="offer_rescinded")).standing == "rescinded"


@pytest.mark.parametrize(("word", "day", "standing"), [("yes", 26, "written"), ("no", 20, "expired")])
def test_what_the_user_reads_in_their_answer_counts(word: str, day: int, standing: str) -> None:
    asked = draft(deciding(booked()), "Tidewater", "sent", kind="more_time")
    reply = reading("other", day=18, hour=14, in_reply_to=asked.message_id)
    (question,) = deciding(reply, booked(), drafts=[asked], now=THE_NEXT_DAY).questions
    (deciding_is,) = verdict([offered()]).questions
    said = [said_to(deciding_is, "deciding"), said_to(question, word, THE_NEXT_DAY)]
    found = verdict([offered(), reply, booked()], answers=said, drafts=[asked], now=THE_NEXT_DAY)
    assert offer_of(found).deadline == deadline(day)
    assert found.questions == ()
    later = verdict([offered(), reply, booked()], answers=said, drafts=[asked], now=at(21))
    assert offer_of(later).standing == standing


def test_an_answer_without_a_day_is_asked_about_again_once_the_deadline_is_over() -> None:
    assert [q.kind for q in granted().questions] == ["granted"]
    found = granted(at(21))
    (question,) = found.questions
    assert (question.kind, offer_of(found).standing, offer_of(found).deadline) == ("accepted", "written", None)
    assert letters(found) == []


def test_a_machines_answer_gives_no_time() -> None:
    assert offer_of(granted(at(21), human=False)).standing == "expired"
    assert offer_of(granted(human=False, deadline=deadline(27))).deadline == deadline(20)


def test_what_they_answer_is_told_with_the_day_that_counts_then() -> None:
    (notice,) = (n for n in granted(deadline=deadline(27)).notices if n.key.startswith("reply:"))
    assert "Tidewater answered when you asked for more time" in notice.text
    assert notice.text.endswith("The offer counts until 27 November.")


def test_so_is_what_somebody_answers_who_was_asked_to_move_forward() -> None:
    urged = draft(deciding(booked()), "Corvid", "sent", kind="expedite")
    quote = (Evidence("We can move it to Thursday the 19th at 2 pm. Would that work?", "they ask something"),)
    answer = reading("other", "Corvid", 18, 14, in_reply_to=urged.message_id, urges=True, evidence=quote)
    found = deciding(booked(), answer, drafts=[urged], now=THE_NEXT_DAY)
    (question,) = found.questions
    assert (question.kind, question.draft, question.answers) == ("reply", urged.id, ("done",))
    assert "Would that work?" in question.text
    assert not any(n.key.startswith("reply:") for n in found.notices)
    machine = replace(answer, human=False)
    assert deciding(booked(), machine, drafts=[urged], now=THE_NEXT_DAY).questions == ()
    mine = reading("other", "Corvid", 18, 15, direction="out", in_reply_to=answer.message_id)
    assert deciding(booked(), answer, mine, drafts=[urged], now=THE_NEXT_DAY).questions == ()


def test_another_time_that_they_could_do_leaves_the_one_agreed_until_the_user_answers() -> None:
    urged = draft(deciding(booked()), "Corvid", "sent", kind="expedite")
    could = reading("interview_rescheduled", "Corvid", 18, 14, in_reply_to=urged.message_id)
    found = deciding(booked(), could, drafts=[urged], now=THE_NEXT_DAY)
    assert [(i.employer, i.start) for i in found.interviews] == [("Corvid", at(24, 14))]
    assert [q.kind for q in found.questions] == ["reply"]
    moved = replace(could, interview_start=at(19, 14), interview_zone="America/New_York")
    found = deciding(booked(), moved, drafts=[urged], now=THE_NEXT_DAY)
    assert [i.start for i in found.interviews] == [at(19, 14)]


def test_an_answer_that_asks_nothing_is_told_once() -> None:
    urged = draft(deciding(booked()), "Corvid", "sent", kind="expedite")
    answer = reading(
        "other", "Corvid", 18, 14, in_reply_to=urged.message_id, evidence=says("Thank you for telling us.")
    )
    found = deciding(booked(), answer, drafts=[urged], now=THE_NEXT_DAY)
    assert found.questions == ()
    (notice,) = (n for n in found.notices if n.key.startswith("reply:"))
    assert (notice.about, "Thank you for telling us." in notice.text) == (urged.id, True)
