"""What the fuzzer found, said as sentences; each was wrong once."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from connectors.base import Refused
from tests.connectors.worlds import LocalCalendarWorld
from tests.contracts import answering, ics, read, vevent


@pytest.fixture
def world(tmp_path: Path) -> LocalCalendarWorld:
    return LocalCalendarWorld(tmp_path)


@pytest.mark.parametrize("action", ["decline", "cancel"])
def test_an_event_without_a_uid_is_not_answered_as_the_answer_could_not_be_found_again(
    world: LocalCalendarWorld, action: Literal["decline", "cancel"]
) -> None:
    world.put("a", ics(vevent(uid="", invited=action == "decline")))
    before = world.path("a").read_bytes()
    with pytest.raises(Refused, match="could not be found in it again"):
        world.role.answer(answering(read(world.role)[0], action))
    assert world.path("a").read_bytes() == before


def test_a_moved_occurrence_of_a_series_that_nobody_can_count_is_not_deleted(world: LocalCalendarWorld) -> None:
    series = vevent(more="RRULE:FREQ=SECONDLY\nRDATE:20261127T150000Z\n", invited=False)
    moved = vevent(start="DTSTART:20261121T090000Z\nRECURRENCE-ID:20261120T150000Z", invited=False)
    world.put("a", ics(series, moved))
    before = world.path("a").read_bytes()
    event = next(event for event in read(world.role) if event.start.hour == 9)
    with pytest.raises(Refused):
        world.role.answer(answering(event, "delete"))
    assert world.path("a").read_bytes() == before


@pytest.mark.parametrize("zone", ["", ";TZID=Nowhere/Atlantis"])
def test_a_series_without_a_known_zone_keeps_its_hour_though_its_end_is_in_utc(
    world: LocalCalendarWorld, zone: str
) -> None:
    once = vevent(start=f"DTSTART{zone}:20261120T150000", more="DTEND:20261120T210000Z\n")
    world.put("a", ics(once))
    (alone,) = read(world.role)
    world.put("a", ics(once.replace("DTEND:", "RRULE:FREQ=DAILY;COUNT=2\nDTEND:")))
    first, second = sorted(read(world.role), key=lambda event: event.start)
    assert (first.start, first.end, first.floating) == (alone.start, alone.end, True)
    assert (first.recurrence_id, second.recurrence_id) == ("2026-11-20T15:00:00", "2026-11-21T15:00:00")
