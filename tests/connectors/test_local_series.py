"""Series in calendar files, against a plain count by hand: dates that are left out or moved are those that are named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from connectors.base import Event, EventAnswer
from connectors.local.answers import written
from connectors.local.edits import find
from connectors.local.events import Place, read_events
from connectors.local.items import recurrence_id_of
from tests.contracts import NOW, USER, WINDOW, ics, response, vevent

PLACE = Place("home", "calendar", "a.ics", frozenset({USER}))
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]
FATES = st.tuples(
    st.sampled_from(["stands", "stands", "left out", "moved"]), st.sampled_from([*ZONES, "Z"]), st.integers(-50, 50)
)


def written_in(at: datetime, zone: str) -> str:
    """What follows the name of a property."""
    if zone == "Z":
        return at.astimezone(UTC).strftime(":%Y%m%dT%H%M%SZ")
    return f";TZID={zone}:" + at.astimezone(ZoneInfo(zone)).strftime("%Y%m%dT%H%M%S")


def is_plain(at: datetime) -> bool:
    """Its clock shows that time once, wherever it is written."""
    there = [at.astimezone(ZoneInfo(zone)) for zone in ZONES]
    return all(one.utcoffset() == one.replace(fold=not one.fold).utcoffset() for one in there)


def told(text: str) -> list[Event]:
    found = read_events(text.encode(), PLACE, WINDOW)
    assert found.problems == []
    return found.events


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 100 * 24),
    st.sets(st.integers(1, 60), min_size=1, max_size=5),
    st.lists(FATES, min_size=6, max_size=6),
    st.sampled_from(["decline", "delete"]),
    st.integers(0, 5),
)
def test_a_series_is_read_and_answered_as_counted_by_hand(
    zone: str,
    hour: int,
    later: set[int],
    fates: list[tuple[str, str, int]],
    action: Literal["decline", "delete"],
    number: int,
) -> None:
    first = (WINDOW.since + timedelta(days=4, hours=hour)).astimezone(ZoneInfo(zone))
    dates = [first + timedelta(hours=hours) for hours in (0, *sorted(later))]
    assume(all(map(is_plain, dates)))
    more = "".join(f"RDATE{written_in(at, zone)}\n" for at in dates[1:])
    moves, expected = [], []
    for at, (fate, how, half_hours) in zip(dates, fates, strict=False):
        to = at + timedelta(minutes=30 * half_hours) if fate == "moved" else at
        if fate == "left out":
            more += f"EXDATE{written_in(at, how)}\n"
            continue
        if fate == "moved":
            moves.append(vevent(start="DTSTART" + written_in(to, "Z"), more=f"RECURRENCE-ID{written_in(at, how)}\n"))
        expected.append((at.astimezone(UTC), to.astimezone(UTC)))
    text = ics(*moves, vevent(start="DTSTART" + written_in(first, zone), more=more))
    before = told(text)
    assert sorted((_named(event), event.start.astimezone(UTC)) for event in before) == expected
    if before:
        one = before[number % len(before)]
        after = told(_answered(text, one, action))
        left = [event for event in after if response(event) != "declined"]
        assert left == [event for event in before if event != one]


def _named(event: Event) -> datetime:
    assert event.recurrence_id is not None
    return datetime.fromisoformat(event.recurrence_id).astimezone(UTC)


def _answered(text: str, one: Event, action: Literal["decline", "delete"]) -> str:
    assert one.recurrence_id is not None
    target = find(text.encode(), one.uid, recurrence_id_of(one.recurrence_id))
    assert target is not None
    answer = EventAnswer(one.provider_id, one.etag, one.uid, one.recurrence_id, action, (USER,))
    return (written(target, answer, NOW) or b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").decode()
