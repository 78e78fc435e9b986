"""Whatever stands in an answer of Google, an event, a list or a cursor is understood or refused, and nothing breaks."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.calendars import BrokenEventError, Place, question_of, seen_before
from connectors.google.events import event_of
from connectors.google.listing import chosen
from tests.contracts import USER, WINDOW

ZONE = ZoneInfo(WINDOW.zone)
MINE = Place(USER, mine=True)
ADDRESSES = (USER, "other@example.net")

RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
TIMES = st.sampled_from(
    ["2026-11-24T12:00:00-05:00", "2026-11-24T12:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
     "2026-13-45", "2026-11-24", "9999-12-31", "0001-01-01", "2026-W48-2", "20261124", "2026-03-08T02:30:00",
     "2026-11-24T12:00:00.123456789Z", "2026-11-24T12:00:00+23:59", "now", ""]
)  # fmt: skip
ZONES = st.sampled_from(
    ["Europe/Berlin", "UTC", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "\0", "x" * 5000, ""]
)
STAMP = st.fixed_dictionaries({}, optional={"dateTime": TIMES, "date": TIMES, "timeZone": ZONES}) | RUBBISH
PERSON = (
    st.fixed_dictionaries(
        {},
        optional={
            "email": st.sampled_from([USER, "x@y.example", "no address", "", "a@b.example\nBcc: c@d.example"])
            | RUBBISH,
            "self": st.booleans() | RUBBISH,
            "responseStatus": st.sampled_from(["declined", "accepted", "maybe"]) | RUBBISH,
            "displayName": st.text(max_size=5) | RUBBISH,
        },
    )
    | RUBBISH
)
RESOURCE = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["event1", "event1_20261124T170000Z", "", ".."]) | RUBBISH,
        "status": st.sampled_from(["confirmed", "tentative", "cancelled"]) | RUBBISH,
        "start": STAMP,
        "end": STAMP,
        "originalStartTime": STAMP,
        "recurringEventId": st.just("event1") | RUBBISH,
        "iCalUID": st.just("uid@meridian.example") | RUBBISH,
        "organizer": PERSON,
        "attendees": st.lists(PERSON, max_size=4) | RUBBISH,
        "summary": st.text(max_size=5) | RUBBISH,
        "description": RUBBISH,
        "location": RUBBISH,
        "htmlLink": RUBBISH,
        "hangoutLink": RUBBISH,
        "conferenceData": st.fixed_dictionaries({"entryPoints": st.lists(RUBBISH, max_size=2)}) | RUBBISH,
        "sequence": RUBBISH,
        "created": TIMES | RUBBISH,
        "eventType": st.sampled_from(["default", "fromGmail"]) | RUBBISH,
        "endTimeUnspecified": RUBBISH,
    },
)


@settings(max_examples=120, deadline=None)
@given(RESOURCE, st.booleans())
def test_any_resource_is_an_event_or_is_said_to_be_none(resource: dict[str, Any], mine: bool) -> None:
    try:
        event = event_of(resource, "work", Place(USER, mine), ADDRESSES, ZONE)
    except BrokenEventError:
        return
    if event is None:
        assert resource["status"] == "cancelled"
        return
    assert event.start.utcoffset() is not None
    assert event.end is None or event.end >= event.start
    assert event.uid
    assert all(guest.address and "\n" not in guest.address for guest in event.attendees)
    repr(event).encode("utf-8", "surrogatepass")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "summary", "summaryOverride", "accessRole", "primary", "selected", "deleted"]),
            st.sampled_from(["a@b.example", "owner", True, False]) | RUBBISH,
        ),
        max_size=4,
    ),
    st.none() | st.lists(st.text(max_size=5), max_size=3),
)
def test_any_list_of_calendars_gives_a_choice(entries: list[dict[str, Any]], names: list[str] | None) -> None:
    calendars, unknown = chosen(entries, names, ADDRESSES)
    assert all(calendar.id for calendar in calendars)
    assert len(unknown) <= len(names or ())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30) | RUBBISH.map(repr))
def test_any_cursor_is_ours_or_none(cursor: str) -> None:
    assert seen_before(cursor, question_of(WINDOW, None, ADDRESSES)) is None


@pytest.mark.parametrize("kind", ["attendees", "summary", "description"])
def test_what_is_too_much_is_cut(kind: str) -> None:
    much: Any = [{"email": f"g{n}@x.example"} for n in range(100_000)] if kind == "attendees" else "x" * 10_000_000
    start = {"dateTime": "2026-11-24T12:00:00Z"}
    event = event_of({"id": "event1", "start": start, kind: much}, "work", MINE, ADDRESSES, ZONE)
    assert event is not None
    assert len(getattr(event, kind)) <= 65_536
