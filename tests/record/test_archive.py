"""When a search is over, what there is to look back on, and what wakes it up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.casework.archive import WITHOUT_START
from agent.model import Answer, Archive, Draft, Reading, Recipient
from connectors.base import Event, Mailbox
from tests.casework.build import (
    NOW,
    POLICY,
    accepted,
    at,
    booked,
    draft,
    event,
    firm,
    offer_of,
    offer_said,
    reading,
    verdict,
    written,
)
from tests.desktop.scene import document, notice, offer, only, stand

START = date(2026, 12, 1)
OVER = datetime(2026, 12, 16, 0, 5, tzinfo=NOW.tzinfo)
"""The first moment of the first day on which it is over."""


def signed(**more: Any) -> list[Reading]:
    return [written(8, start_date=START, **more), accepted(9)]


def archive(
    mail: list[Reading], now: datetime = OVER, drafts: tuple[Draft, ...] = (), answers: tuple[Answer, ...] = (),
    events: tuple[Event, ...] = (), **more: Any,
) -> Archive | None:  # fmt: skip
    return verdict(mail, events, answers, drafts, now=now, **more).archive


def of(found: Archive | None) -> Archive:
    assert found is not None
    return found


def letter(mail: list[Reading], employer: str = "Corvid", status: str = "sent", to: str = "anna@corvid.com") -> Draft:
    """The user's farewell to that employer, sent on the day after the acceptance."""
    sent = draft(verdict(mail), employer, status, when=at(18))
    people = (Recipient(to, "wrote to you", "Anna Berg"),)
    return replace(sent, letter=replace(sent.letter, to=people))


# ---------------------------------------------------------------- when


def test_it_is_over_when_two_weeks_have_passed_since_the_first_day() -> None:
    assert archive(signed(), OVER - timedelta(minutes=10)) is None
    found = of(archive(signed()))
    assert (found.since, found.start_date, found.employer) == (OVER.date(), START, "Tidewater")


def test_without_a_first_day_ninety_days_pass() -> None:
    end = datetime.combine(at(9).date() + WITHOUT_START, at(9).timetz())
    assert archive(firm(), end) is None
    assert of(archive(firm(), end + timedelta(days=1))).start_date is None


def test_a_start_date_before_the_letter_is_not_believed() -> None:
    mail = [written(8, start_date=date(2025, 12, 1)), accepted(9)]
    assert archive(mail, at(22)) is None
    assert archive(mail, at(24)) is not None


def test_the_end_of_the_calendar_is_no_fault() -> None:
    assert archive([written(8, start_date=date.max), accepted(9)]) is None


@pytest.mark.parametrize("verb", ["doubt", "decline", "dismiss"])
def test_who_is_not_sure_or_said_no_goes_on(verb: str) -> None:
    key = offer_of(verdict(signed())).key
    assert archive(signed(), answers=(offer_said(verb, key, at(12)),)) is None


def test_a_job_beside_which_another_has_room_ends_no_search() -> None:
    assert archive(signed(exclusive=False)) is None


def test_nothing_is_over_that_is_not_firm() -> None:
    assert archive([written(8, start_date=START)]) is None
    assert archive([*signed(), reading("offer_rescinded", "Tidewater", 20)]) is None
    assert archive([*signed(), reading("offer_contingency", "Tidewater", 20, contingencies=("medical",))]) is None
    assert archive([written(8, start_date=START, suspicious=True), accepted(9, suspicious=True)]) is None


def test_nothing_is_over_before_all_mail_was_read() -> None:
    assert archive(signed(), complete=False) is None


def test_an_interview_that_lies_ahead_elsewhere_keeps_it_going() -> None:
    entry = event("Interview Corvid", datetime(2026, 12, 20, 14, tzinfo=NOW.tzinfo), "anna@corvid.com")
    assert archive(signed(), events=(entry,)) is None
    own = event("Interview Tidewater", datetime(2026, 12, 20, 14, tzinfo=NOW.tzinfo), "anna@tidewater.com")
    assert archive(signed(), events=(own,)) is not None


@pytest.mark.parametrize("status", ["approved", "sending", "unsure"])
def test_a_letter_on_its_way_keeps_it_going(status: str) -> None:
    mail = [*signed(), booked()]
    assert archive(mail, drafts=(letter(mail, status=status),)) is None


def test_an_offer_elsewhere_that_can_still_be_answered_keeps_it_going() -> None:
    other = written(12, "Corvid", deadline=date(2026, 12, 18))
    assert archive([*signed(), other]) is None
    assert archive([*signed(), other], OVER + timedelta(days=3)) is not None


def test_two_jobs_between_which_the_user_has_not_chosen_are_no_end() -> None:
    mail = [*firm(), *firm("Corvid")]
    now = at(9) + WITHOUT_START + timedelta(days=2)
    assert archive(mail, now) is None
    asked = next(q for q in verdict(mail, now=now).questions if q.kind == "which_offer")
    chosen = Answer(now, asked.id, "answer", f"which_offer={offer_of(verdict(mail)).id}", asked.subject_key)
    assert of(archive(mail, now, answers=(chosen,))).employer == "Tidewater"


# ---------------------------------------------------------------- what wakes it up

AFTER = OVER + timedelta(days=3)
WAKING = ["applied", "assessment", "interview_invited", "interview_scheduled", "offer_verbal", "offer_written"]


@pytest.mark.parametrize("label", WAKING)
def test_a_search_begun_after_the_end_wakes_it_up(label: str) -> None:
    mail = [*signed(), reading(label, "Egret", sent_at=AFTER)]
    assert archive(mail, AFTER + timedelta(days=200)) is None


@pytest.mark.parametrize("label", WAKING)
def test_so_does_what_may_be_one_and_is_asked_about(label: str) -> None:
    maybe = reading("other", "Egret", sent_at=AFTER, needs_confirmation=label)
    assert archive([*signed(), reading("applied", "Egret", 5), maybe], AFTER + timedelta(days=1)) is None


@pytest.mark.parametrize("label", ["rejected", "other", "outreach", "offer_declined", "interview_cancelled"])
def test_late_answers_and_cold_mail_do_not(label: str) -> None:
    mail = [*signed(), reading("applied", "Egret", 5), reading(label, "Egret", sent_at=AFTER)]
    assert archive(mail, AFTER + timedelta(days=1)) is not None


def test_nor_does_mail_of_the_new_employer_or_mail_that_cannot_be_trusted() -> None:
    own = reading("interview_scheduled", "Tidewater", sent_at=AFTER, interview_start=AFTER + timedelta(days=1))
    forged = reading("offer_written", "Egret", sent_at=AFTER, suspicious=True)
    assert archive([*signed(), own, forged], AFTER + timedelta(days=2)) is not None


def test_another_job_found_then_is_an_end_again() -> None:
    second = [
        reading("applied", "Egret", sent_at=AFTER),
        reading("offer_written", "Egret", sent_at=AFTER + timedelta(days=20), start_date=date(2027, 3, 1)),
        reading("offer_accepted", "Egret", sent_at=AFTER + timedelta(days=21), direction="out"),
    ]
    assert archive([*signed(), *second], datetime(2027, 3, 15, 12, tzinfo=NOW.tzinfo)) is None
    found = of(archive([*signed(), *second], datetime(2027, 3, 16, 12, tzinfo=NOW.tzinfo)))
    assert (found.employer, found.since) == ("Egret", date(2027, 3, 16))


# ---------------------------------------------------------------- looking back


def test_it_counts_applications_interviews_and_offers() -> None:
    mail = [
        *signed(), reading("applied", "Corvid", 2), booked(day=5, sent=3), reading("rejected", "Corvid", 7),
        reading("applied", "Egret", 3), written(6, "Egret"), reading("outreach", "Harrow", 4),
        written(6, "Fraud Ltd", suspicious=True),
    ]  # fmt: skip
    found = of(archive(mail))
    assert (found.applications, found.interviews, found.offers) == (3, 1, 2)


def test_who_was_in_touch_is_to_be_thanked_but_for_machines_and_the_new_employer() -> None:
    machine = reading(
        "applied", "Egret", 2, from_=Mailbox("no-reply@greenhouse-mail.io", "Egret"), human=False, contacts=()
    )
    found = of(archive([*signed(), booked(), machine]))
    assert [(p.name, p.address, p.employer, p.thanked, p.answered) for p in found.people] == [
        ("Anna Berg", "anna@corvid.com", "Corvid", False, False)
    ]


def test_a_letter_thanks_and_a_reply_answers_it() -> None:
    mail = [*signed(), booked()]
    sent = letter(mail)
    silent = of(archive(mail, drafts=(sent,)))
    assert [(p.thanked, p.answered) for p in silent.people] == [(True, False)]
    assert [(one.draft, one.employer, one.kind) for one in silent.unanswered] == [(sent.id, "Corvid", "withdrawal")]
    reply = reading("other", "Corvid", 19, in_reply_to=booked().message_id)
    heard = of(archive([*mail, reply], drafts=(sent,)))
    assert [(p.thanked, p.answered) for p in heard.people] == [(True, True)]
    assert heard.unanswered == ()
    assert of(archive(mail, drafts=(letter(mail, status="answered"),))).unanswered == ()


def test_a_letter_to_one_of_them_thanks_that_one() -> None:
    cyrus = reading("interview_invited", "Corvid", 11, from_=Mailbox("cyrus@corvid.com", "Cyrus"))
    mail = [*signed(), booked(), cyrus]
    found = of(archive(mail, drafts=(letter(mail),)))
    assert {p.name: p.thanked for p in found.people} == {"Anna Berg": True, "Cyrus": False}


def test_the_users_own_farewell_thanks_too() -> None:
    own = reading("withdrawn", "Corvid", 18, direction="out")
    assert [p.thanked for p in of(archive([*signed(), booked(), own])).people] == [True]


def test_a_call_is_no_letter_that_waits_for_an_answer() -> None:
    mail = [*signed(), booked()]
    called = replace(letter(mail), kind="call_sheet")
    assert of(archive(mail, drafts=(called,))).unanswered == ()


def test_it_is_told_once_and_says_how_it_goes_on() -> None:
    def told(now: datetime, **policy: Any) -> list[tuple[str, str]]:
        found = verdict([*signed(), booked()], now=now, policy=replace(POLICY, **policy))
        return [(n.key, n.text) for n in found.notices if n.key.startswith("archived")]

    (first,) = told(OVER)
    assert told(OVER + timedelta(days=9)) == [first]
    assert first[1] == (
        "Your search is over: Tidewater. 2 applications, 1 interview, 1 offer. 1 person to thank."
        " Mail and calendars are looked at once an hour from now on."
    )
    assert "not looked at any more" in told(OVER, after_signing="stop")[0][1]
    assert told(OVER, after_signing="as_before")[0][1].endswith("to thank.")


def test_a_card_says_so_as_long_as_it_is_so() -> None:
    told = notice("archived:kite:2026-11-20", "Your search is over: Harrow & Pike.", about="kite")
    assert only(stand(document(offers=[offer(standing="firm", firm=True)]), [told])).summary == (
        "Your search is over: Harrow & Pike"
    )
    assert stand(document(offers=[offer(standing="rescinded")]), [told]) == ()


# ---------------------------------------------------------------- always


@st.composite
def others(draw: st.DrawFn) -> Reading:
    label = draw(st.sampled_from([*WAKING, "rejected", "other", "outreach", "interview_cancelled"]))
    sent = NOW + timedelta(days=draw(st.integers(-15, 60)))
    start = sent + timedelta(days=draw(st.integers(-2, 9))) if label == "interview_scheduled" else None
    key = f"{draw(st.integers(0, 10**9)):x}"
    return reading(label, draw(st.sampled_from(("Corvid", "Egret"))), sent_at=sent, interview_start=start, key=key)


MAIL = st.lists(others(), max_size=8, unique_by=lambda r: r.key)


@settings(max_examples=80, deadline=None)
@given(MAIL, st.integers(0, 120))
def test_a_search_that_is_over_has_nothing_ahead_and_nothing_newer_than_its_end(mail: list[Reading], days: int) -> None:
    now = NOW + timedelta(days=days)
    mail = [r for r in mail if r.sent_at <= now]
    found = verdict([*signed(), *mail], now=now)
    if found.archive is None:
        return
    assert now.date() >= found.archive.since > START
    assert found.interviews == ()
    assert not [r for r in mail if r.label in WAKING and r.sent_at.date() >= found.archive.since]
    assert len({p.address for p in found.archive.people}) == len(found.archive.people)


@settings(max_examples=60, deadline=None)
@given(MAIL, st.integers(20, 120))
def test_what_wakes_it_up_wakes_it_up_whatever_else_there_is(mail: list[Reading], days: int) -> None:
    now = NOW + timedelta(days=days)
    fresh = reading("applied", "Newcomer", sent_at=now, key="fresh")
    if now >= OVER:
        assert archive([*signed(), *mail, fresh], now) is None


@settings(max_examples=60, deadline=None)
@given(MAIL, st.integers(0, 40))
def test_once_over_it_stays_over_while_nothing_new_comes(mail: list[Reading], days: int) -> None:
    last = max([OVER, *(r.sent_at + timedelta(days=10) for r in mail)])
    before, after = archive([*signed(), *mail], last), archive([*signed(), *mail], last + timedelta(days=days))
    assert (before is None) == (after is None)
    if before and after:
        assert before.since == after.since


def test_an_empty_mailbox_is_no_search_that_is_over() -> None:
    assert archive([]) is None
