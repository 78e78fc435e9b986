"""Whatever stands in an answer of Graph, an event, a list or a cursor is understood or refused, and nothing breaks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC
from typing import Any, cast
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.base import ConnectorError, EventAnswer, Window
from connectors.calendars import BrokenEventError, Place
from connectors.outlook.account import Account
from connectors.outlook.api import Graph
from connectors.outlook.calendar import OutlookCalendars
from connectors.outlook.events import SEQUENCE, event_of, time_mark
from connectors.outlook.listing import chosen, mark_of
from tests.contracts import USER, WINDOW

NEW_YORK = ZoneInfo("America/New_York")
ADDRESSES = (USER, "slee@example.net")
OBJECT_ID = "040000008200E00074C5B7101A82E00807EA0B14" + "0" * 32 + "0400000001020304"

RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
TIMES = st.sampled_from(
    ["2026-11-24T12:00:00.0000000", "0001-01-01T00:00:00", "9999-12-31T23:59:59.9999999", "2026-13-45", "2026-11-24", "now",
     "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-W48-2", "2026-11-24T12:00:00+23:59", "\ud800", ""]
)  # fmt: skip
ZONES = st.sampled_from(
    ["UTC", "W. Europe Standard Time", "Europe/Berlin", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "\0",
     "x" * 5000, "\ud800", ""]
)  # fmt: skip
STAMP = st.fixed_dictionaries({}, optional={"dateTime": TIMES, "timeZone": ZONES}) | RUBBISH
NAME = st.fixed_dictionaries(
    {},
    optional={
        "address": st.sampled_from([USER, "x@y.example", "/O=X/CN=Y", "a@b.example\nBcc: c@d.example"]) | RUBBISH,
        "name": st.text(max_size=5) | RUBBISH,
    },
)
ANSWER = st.fixed_dictionaries({}, optional={"response": st.sampled_from(["declined", "none", "maybe"]) | RUBBISH})
PERSON = (
    st.fixed_dictionaries({}, optional={"emailAddress": NAME | RUBBISH, "status": ANSWER | RUBBISH, "type": RUBBISH})
    | RUBBISH
)
RESOURCE = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["event1", "", ".."]) | RUBBISH,
        "start": STAMP,
        "end": STAMP,
        "originalStart": TIMES | RUBBISH,
        "originalStartTimeZone": ZONES | RUBBISH,
        "isAllDay": st.booleans() | RUBBISH,
        "seriesMasterId": st.just("event1") | RUBBISH,
        "iCalUId": st.sampled_from(["uid@meridian.example", OBJECT_ID, OBJECT_ID[:32] + "F" * 60]) | RUBBISH,
        "organizer": PERSON,
        "isOrganizer": st.booleans() | RUBBISH,
        "isCancelled": RUBBISH,
        "attendees": st.lists(PERSON, max_size=4) | RUBBISH,
        "responseStatus": ANSWER | RUBBISH,
        "subject": RUBBISH,
        "body": st.fixed_dictionaries({"contentType": st.just("text"), "content": RUBBISH}) | RUBBISH,
        "bodyPreview": RUBBISH,
        "location": RUBBISH,
        "onlineMeeting": RUBBISH,
        "webLink": RUBBISH,
        "createdDateTime": TIMES | RUBBISH,
        "singleValueExtendedProperties": st.lists(
            st.fixed_dictionaries({"id": st.just(SEQUENCE), "value": RUBBISH}) | RUBBISH, max_size=2
        )
        | RUBBISH,
    },
)


@settings(max_examples=150, deadline=None)
@given(RESOURCE, st.booleans())
def test_any_resource_is_an_event_or_is_said_to_be_none(event: dict[str, Any], mine: bool) -> None:
    mark_of(event)
    time_mark(event)
    try:
        found = event_of(event, "work", Place("calendar1", mine), ADDRESSES, NEW_YORK)
    except BrokenEventError:
        return
    assert found.start.tzinfo is not None
    assert found.start.astimezone(UTC)
    assert found.end is None or found.end >= found.start
    assert found.uid
    assert all("@" in guest.address and "\n" not in guest.address for guest in found.attendees)
    "".join((found.summary, found.description, found.location, found.url, found.uid)).encode()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "name", "owner", "canEdit"), RUBBISH)), max_size=4
    ),
    st.none() | st.lists(st.text(max_size=5), max_size=3),
)
def test_any_list_of_calendars_is_understood(entries: list[dict[str, Any]], names: list[str] | None) -> None:
    found, _ = chosen(entries, names, ADDRESSES)
    assert all(one.id and one.title for one in found)


# ---------------------------------------------------------------- whole answers


class Rubbish:
    """In place of Graph: gives what it was given, whatever is asked."""

    account = Account("work", USER, "client")

    def __init__(self, pages: list[dict[str, Any]], events: list[dict[str, Any]]) -> None:
        self._pages = pages
        self._events = events
        self.written: list[str] = []

    def pages(self, path: str, **_: object) -> Iterator[dict[str, Any]]:
        if path == "/me/calendars":
            yield {"value": [{"id": "calendar1", "isDefaultCalendar": True}]}
        yield from self._pages

    def get(self, path: str, **_: object) -> dict[str, Any]:
        return self._events[min(len(self.written), len(self._events) - 1)]

    def post(self, path: str, body: object = None) -> dict[str, Any]:
        self.written.append(path)
        return {}

    def delete(self, path: str) -> None:
        self.written.append(path)

    def now(self) -> float:
        return 1.8e9

    def wait(self, seconds: float) -> None:
        pass

    def role(self) -> OutlookCalendars:
        return OutlookCalendars("work", cast(Graph, self), None, ADDRESSES, may_answer=True)


PAGES = st.lists(st.fixed_dictionaries({"value": st.lists(RESOURCE | RUBBISH, max_size=3) | RUBBISH}), max_size=2)


@settings(max_examples=100, deadline=None)
@given(PAGES, st.sampled_from(["UTC", "America/New_York", "Pacific/Kiritimati"]))
def test_any_page_is_read_once_and_then_known(pages: list[dict[str, Any]], zone: str) -> None:
    role = Rubbish(pages, [{}]).role()
    window = Window(WINDOW.since, WINDOW.until, zone)
    page = role.read(window, None)
    assert page is not None
    assert all(window.since <= event.start < window.until for event in page.events)
    assert all("\n" not in line for line in page.problems)
    assert role.read(window, page.cursor) is None


@settings(max_examples=100, deadline=None)
@given(
    PAGES,
    st.lists(RESOURCE, min_size=1, max_size=2),
    st.sampled_from(["decline", "cancel", "delete"]),
    st.sampled_from([None, "2026-11-24T12:00:00+00:00", "2026-11-24", "soon", "0001-01-01T00:00:00+14:00"]),
)
@example([], [{"id": "event1", "isCancelled": True}], "decline", "0001-01-01T00:00:00+14:00")
def test_any_event_is_answered_once_or_not(
    pages: list[dict[str, Any]], events: list[dict[str, Any]], action: Any, recurrence_id: str | None
) -> None:
    graph = Rubbish(pages, events)
    answer = EventAnswer(
        "mine/calendar1/event1", time_mark(events[0]), "uid@meridian.example", recurrence_id, action, ADDRESSES
    )
    with contextlib.suppress(ConnectorError):
        assert graph.role().answer(answer).ref
    assert len(graph.written) <= 1
