"""A judgement names every moment of the day at which it would be another: between them time changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from agent.casework.waking import OVER
from agent.model import Draft, Reading, Verdict
from connectors.base import Event

from .build import NOW, at, booked, deadline, draft, event, firm, reading, verdict
from .test_always import ENTRIES, mailboxes

AROUND = [
    event("Prep for Corvid interview", at(24, 10)),
    event("Train to Corvid", at(24, 11), end=at(24, 13)),
    event("Hotel for Corvid", at(23, 0), end=at(25, 0), all_day=True),
    event("Lunch with Mia", at(24, 12)),
]
OFFER = [*firm(), booked()]

HOURS = st.sampled_from((0, 6, 10, 11, 12, 13, 14, 15, 23))
STEPS = st.sampled_from((-1, 0, 1, 1800))


@st.composite
def moments(draw: st.DrawFn, month: int = 11) -> tuple[datetime, datetime]:
    """Two times of one day, often right at what may happen in it."""
    year, days = (2026, st.integers(18, 26)) if month == 11 else (2027, st.integers(1, 17))
    midnight = at(draw(days), 0, month=month, year=year)
    two = (midnight + timedelta(hours=draw(HOURS), seconds=draw(STEPS)) for _ in range(2))
    first, second = sorted(max(moment, midnight) for moment in two)
    return first, second


def without_plan(found: Verdict) -> Verdict:
    return replace(found, wakes=())


def stays(between: tuple[datetime, datetime], mail: Sequence[Reading], events: Sequence[Event], **more: Any) -> None:
    """Nothing is planned between two times, or the judgement is the same at both."""
    first, second = between
    before = verdict(mail, events, now=first, **more)
    if not any(moment - OVER <= second for moment in before.wakes):
        assert without_plan(before) == without_plan(verdict(mail, events, now=second, **more))


@settings(max_examples=150, deadline=None)
@given(moments(), mailboxes())
@example((at(24, 9), at(24, 14, 30)), OFFER)
def test_of_any_mail(between: tuple[datetime, datetime], mail: list[Reading]) -> None:
    stays(between, mail, ENTRIES)


@settings(max_examples=60, deadline=None)
@given(moments(), mailboxes(), st.sampled_from(("waiting", "kept", "snoozed", "approved", "sent", "answered", "void")))
def test_of_a_letter_whatever_became_of_it(
    between: tuple[datetime, datetime], mail: list[Reading], status: str
) -> None:
    stays(between, [*OFFER, *mail], [*ENTRIES, *AROUND], drafts=[letter(status)])


@settings(max_examples=60, deadline=None)
@given(moments(month=1), mailboxes())
@example((at(9, 8, month=1, year=2027), at(9, 9, 30, month=1, year=2027)), [reading("applied", "Corvid"), *firm()])
def test_two_months_later(between: tuple[datetime, datetime], mail: list[Reading]) -> None:
    stays(between, [reading("interview_invited", "Corvid", 10), *mail], ())


@settings(max_examples=30, deadline=None)
@given(moments())
def test_of_an_offer_that_waits_for_an_answer(between: tuple[datetime, datetime]) -> None:
    stays(between, [reading("offer_written", "Tidewater", day=17, deadline=deadline(20)), booked()], ENTRIES)


def letter(status: str) -> Draft:
    return draft(verdict(OFFER, ENTRIES), "Corvid", status)


def test_the_end_of_an_interview_is_planned() -> None:
    assert at(24, 14) + OVER in verdict(OFFER, now=at(24, 13)).wakes


def test_what_lies_around_an_interview_is_planned_where_a_letter_gives_it_up() -> None:
    ends = {at(24, 10) + OVER, at(24, 13) + OVER}
    assert ends <= set(verdict(OFFER, AROUND, now=NOW).wakes)
    assert not ends & set(verdict([booked()], AROUND, now=NOW).wakes)


def test_an_entry_that_ends_at_the_rim_of_the_calendar_is_no_moment() -> None:
    rim = datetime.max.replace(tzinfo=NOW.tzinfo)
    entry = event("Prep for Corvid interview", at(24, 10), end=rim)
    assert all(moment < rim for moment in verdict(OFFER, [entry], now=at(20, 9)).wakes)
