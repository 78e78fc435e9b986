"""Whatever happens in the calendars, reading what changed leads to the same as reading everything."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.base import ConnectorError, Event
from tests.connectors.google_calendar_world import NOON, GoogleCalendarWorld, invitation, stamp_of
from tests.contracts import USER, WINDOW, answering, page_of

TEAM = "team@group.calendar.google.com"
SERIES = {
    "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=3"],
    "start": {"dateTime": NOON.isoformat(), "timeZone": "Europe/Berlin"},
}


class Story:
    """What happens, one step after the other; `pick` chooses among what there is."""

    def __init__(self, world: GoogleCalendarWorld) -> None:
        self.world = world
        self.state = world.calendars
        world.share(TEAM, "Team")
        page = page_of(world.role)
        self.seen, self.cursor = page.events, page.cursor

    def event(self, pick: int, *, series: bool = False) -> tuple[str, str] | None:
        """The calendar and id of an event that stands."""
        found = [
            (book.id, name)
            for book in self.state.books.values()
            for name, event in book.events.items()
            if event["status"] != "cancelled" and ("recurrence" in event) == series and not book.deleted
        ]
        return found[pick % len(found)] if found else None

    def change(self, pick: int, changes: dict[str, Any], *, series: bool = False) -> None:
        found = self.event(pick, series=series)
        if found:
            self.state.change(*found, changes)

    def add(self, pick: int) -> None:
        where = TEAM if pick % 2 and not self.state.books[TEAM].deleted else USER
        more: tuple[dict[str, Any], ...] = (
            {},
            SERIES,
            {"eventType": "fromGmail", "attendees": []},
            {"organizer": {"email": USER}},
        )
        self.state.add(where, invitation(**more[pick % 4]))

    def move(self, pick: int) -> None:
        start = NOON + timedelta(days=(1, 2, 400, -30)[pick % 4])
        self.change(pick, {"start": stamp_of(start), "end": stamp_of(start + timedelta(hours=1))})

    def move_series(self, pick: int) -> None:
        start = NOON + timedelta(hours=pick)
        changes = {
            "start": {"dateTime": start.isoformat(), "timeZone": "Asia/Tokyo"},
            "end": stamp_of(start + timedelta(hours=1)),
        }
        self.change(pick, changes, series=True)

    def rename(self, pick: int) -> None:
        self.change(pick, {"summary": f"Talk {pick}"})

    def except_one(self, pick: int) -> None:
        found = self.event(pick, series=True)
        if found:
            calendar, name = found
            first = self.state.event(name, calendar)["start"]
            moved = stamp_of(NOON + timedelta(days=pick))
            self.state.add_exception(calendar, name, first, {"start": moved, "end": moved, "status": "confirmed"})

    def cancel_one(self, pick: int) -> None:
        events = [event for event in self.seen if event.recurrence_id and event.calendar in self.standing()]
        if events:
            event = events[pick % len(events)]
            found = event.provider_id.rpartition("/")[2]
            if any(book.id == event.calendar and found in book.events for book in self.state.books.values()):
                self.state.cancel(event.calendar, found)

    def standing(self) -> set[str]:
        return {book.id for book in self.state.books.values() if not book.deleted}

    def cancel(self, pick: int) -> None:
        if found := self.event(pick, series=pick % 2 == 0):
            self.state.cancel(*found)

    def purge(self, pick: int) -> None:
        if found := self.event(pick, series=pick % 2 == 0):
            self.state.purge(*found)

    def answer(self, pick: int) -> None:
        """The user answers what was read, whether or not it still stands so."""
        if self.seen:
            event = self.seen[pick % len(self.seen)]
            try:
                self.world.role.answer(answering(event, ("decline", "cancel", "delete")[pick % 3]))
            except ConnectorError:
                return

    def expire(self, pick: int) -> None:
        self.state.expire_sync_tokens()

    def stop_tokens(self, pick: int) -> None:
        self.state.quirks.no_sync_token = pick % 2 == 0

    def page(self, pick: int) -> None:
        self.state.quirks.page_size = (1, 2, 2500)[pick % 3]
        self.state.quirks.empty_first_page = pick % 2 == 0

    def lose_calendar(self, pick: int) -> None:
        if pick == 0:
            self.state.change_calendar(TEAM, deleted=True)

    def compare(self) -> None:
        page = self.world.role.read(WINDOW, self.cursor)
        if page is not None:
            self.seen, self.cursor = page.events, page.cursor
        assert _sorted(self.seen) == _sorted(page_of(self.world.role).events)


STEPS: tuple[Callable[[Story, int], None], ...] = (
    Story.add, Story.add, Story.move, Story.move_series, Story.rename, Story.except_one, Story.cancel_one, Story.cancel,
    Story.purge, Story.answer, Story.answer, Story.expire, Story.stop_tokens, Story.page, Story.lose_calendar,
)  # fmt: skip


def _sorted(events: tuple[Event, ...]) -> list[Event]:
    return sorted(events, key=lambda event: event.provider_id)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 7), st.booleans()), max_size=14))
def test_what_changed_leads_to_what_there_is(steps: list[tuple[Callable[[Story, int], None], int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, GoogleCalendarWorld(Path(folder)) as world:
        story = Story(world)
        for step, pick, compared in steps:
            step(story, pick)
            if compared:
                story.compare()
        story.compare()
        assert story.world.role.read(WINDOW, story.cursor) is None
