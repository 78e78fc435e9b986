"""Times as people type them, and clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agent.cli.times import moment, past, span
from agent.clock import Clock, FixedClock
from agent.errors import WrongUsage

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 24, 18, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-18T09:00", "2026-11-18T09:00:00+01:00"),
        ("2026-11-18 09:00", "2026-11-18T09:00:00+01:00"),
        ("2026-11-18T09:00:00-05:00", "2026-11-18T09:00:00-05:00"),
        ("2026-11-18T09:00Z", "2026-11-18T09:00:00+00:00"),
        ("2026-11-18", "2026-11-18T09:00:00+01:00"),
        ("tomorrow", "2026-10-25T09:00:00+01:00"),
        ("Tomorrow 8:30", "2026-10-25T08:30:00+01:00"),
        ("today 20:00", "2026-10-24T20:00:00+02:00"),
        ("3h", "2026-10-24T21:00:00+02:00"),
    ],
)
def test_a_time_may_be_typed_in_several_ways(typed: str, meant: str) -> None:
    assert moment(typed, NOW).isoformat() == meant


def test_looking_back_a_day_begins_at_midnight_and_a_span_goes_back() -> None:
    assert past("2026-10-01", NOW).isoformat() == "2026-10-01T00:00:00+02:00"
    assert past("7d", NOW) == NOW - timedelta(days=7)


@pytest.mark.parametrize("typed", ["", "soon", "2d3h", "0d", "-1d", "99999d", "2026-13-01", "٣d"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    for read in (lambda: span(typed), lambda: moment(typed, NOW), lambda: past(typed, NOW)):
        with pytest.raises(WrongUsage):
            read()


def test_a_clock_tells_the_users_time() -> None:
    assert abs(Clock("Asia/Tokyo").now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert Clock("Asia/Tokyo").now().utcoffset() == timedelta(hours=9)
    assert not Clock().fixed


def test_a_fixed_clock_stands_until_it_is_told_to_go_on() -> None:
    clock = FixedClock(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), "Europe/Berlin")
    assert clock.fixed
    assert clock.now().isoformat() == "2026-10-25T01:30:00+02:00"
    clock.advance(timedelta(hours=2))
    assert clock.now().isoformat() == "2026-10-25T02:30:00+01:00"
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 1, 1))  # noqa: DTZ001 - that it is refused is the point
