"""What the fuzzer found in calendar files, said as sentences; each was wrong once."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from connectors.base import Refused
from tests.connectors.worlds import LocalCalendarWorld
from tests.contracts import WINDOW, answering, ics, read, vevent
from tests.fuzz import calendar


@pytest.fixture
def world(tmp_path: Path) -> LocalCalendarWorld:
    return LocalCalendarWorld(tmp_path)


@pytest.mark.parametrize("rule", ["FREQ=MINUTELY;INFREQ=HOURLY=7", "FREQ=HOURLY;FREQ=MINUTELY", "FREQ=HOURLY,MINUTELY"])
def test_a_series_of_every_minute_is_none_of_every_hour_though_its_rule_speaks_of_hours(
    world: LocalCalendarWorld, rule: str
) -> None:
    world.put("a", ics(vevent(more=f"RRULE:{rule}\n")))
    page = world.role.read(WINDOW, None)
    assert page is not None
    assert (len(page.events), "more often than hourly" in " ".join(page.problems)) == (1, True)


@pytest.mark.parametrize("action", ["decline", "delete"])
def test_an_answer_to_one_date_that_its_series_would_still_show_as_it_was_is_refused(
    world: LocalCalendarWorld, action: Literal["decline", "delete"]
) -> None:
    """The second date would end in a year that there is none of, so the series is read by what is written out: its first date,
    whatever else speaks of it. Around that date alone it could be counted."""
    world.put("a", ics(vevent(more="DTEND:99991231T235959Z\nRRULE:FREQ=WEEKLY;COUNT=8\n")))
    before = world.path("a").read_bytes()
    (event,) = read(world.role)
    with pytest.raises(Refused, match="could not be found in it again"):
        world.role.answer(answering(event, action))
    assert world.path("a").read_bytes() == before


def test_deleting_the_moved_date_of_an_event_that_is_no_series_does_not_bring_back_the_event(
    world: LocalCalendarWorld,
) -> None:
    """Left alone it is no series, and no date is left out of what is none."""
    moved = vevent(start="DTSTART:20261121T180000Z", more="RECURRENCE-ID:20261120T150000Z\n", invited=False)
    world.put("a", ics(vevent(start="DTSTART:20261120T150000Z", invited=False), moved))
    before = world.path("a").read_bytes()
    (event,) = read(world.role)
    with pytest.raises(Refused):
        world.role.answer(answering(event, "delete"))
    assert world.path("a").read_bytes() == before


def test_what_comes_into_view_where_a_date_of_a_long_series_goes_is_no_change_of_it(world: LocalCalendarWorld) -> None:
    """Five hundred dates of a series are read at most; the target called the next one a change."""
    text = ics(vevent(start="DTSTART:20261119T000000Z", more="RRULE:FREQ=HOURLY\n", invited=False))
    calendar.run(text.encode())
    world.put("a", text)
    before = read(world.role)
    world.role.answer(answering(before[1], "delete"))
    assert read(world.role)[:499] == (before[0], *before[2:])
