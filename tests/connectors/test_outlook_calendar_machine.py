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
from tests.connectors.outlook_calendar_case import SERIES
from tests.connectors.outlook_calendar_world import NOON, OutlookCalendarWorld, invitation, person, times_of
from tests.contracts import USER, WINDOW, answering, page_of


class Story:
    """What happens, one step after the other; `pick` chooses among what there is."""

    def __init__(self, world: OutlookCalendarWorld) -> None:
        self.world = world
        self.state = world.calendars
        self.jobs = self.state.add_calendar("Jobs")
        page = page_of(world.role)
        self.seen, self.cursor = page.events, page.cursor

    def event(self, pick: int, *, series: bool = False) -> str | None:
        """The id of an event that stands."""
        found = [
            self.state.id_of(entry)
            for entry in self.state.entries.values()
            if bool(entry.props.get("recurrence")) == series and not entry.deleted
        ]
        return found[pick % len(found)] if found else None

    def occurrence(self, pick: int) -> str | None:
        """The id of an occurrence that stands."""
        series = self.event(pick, series=True)
        if series is None:
            return None
        entry = self.state.event(series).entry
        days = [seen.day for seen in self.state.occurrences(entry, NOON + timedelta(days=60)) if seen.day]
        days = [day for day in days if day not in entry.deleted]
        return self.state.occurrence(series, days[pick % len(days)]) if days else None

    def change(self, id: str | None, changes: dict[str, Any]) -> None:
        if id:
            self.state.change(id, **changes)

    def add(self, pick: int) -> None:
        more: tuple[dict[str, Any], ...] = (
            {}, SERIES, {"organizer": person(USER), "attendees": []}, {"organizer": person(USER)}
        )  # fmt: skip
        where = self.jobs if pick % 2 and "own-1" in self.state.calendars else "default"
        self.state.add(invitation(**more[pick % 4]), where)

    def move(self, pick: int) -> None:
        self.change(self.event(pick), times_of(NOON + timedelta(days=(1, 2, 400, -30)[pick % 4])))

    def move_series(self, pick: int) -> None:
        self.change(self.event(pick, series=True), times_of(NOON + timedelta(hours=pick % 4), "Tokyo Standard Time"))

    def rename(self, pick: int) -> None:
        self.change(self.event(pick), {"subject": f"Talk {pick}"})

    def except_one(self, pick: int) -> None:
        self.change(self.occurrence(pick), times_of(NOON + timedelta(days=pick)))

    def remove_one(self, pick: int) -> None:
        if found := self.occurrence(pick):
            self.state.remove(found)

    def cancel(self, pick: int) -> None:
        if found := self.event(pick, series=pick % 2 == 0):
            self.state.cancel(found)

    def remove(self, pick: int) -> None:
        if found := self.event(pick, series=pick % 2 == 0):
            self.state.remove(found)

    def answer(self, pick: int) -> None:
        """The user answers what was read, whether or not it still stands so."""
        if self.seen:
            event = self.seen[pick % len(self.seen)]
            try:
                self.world.role.answer(answering(event, ("decline", "cancel", "delete")[pick % 3]))
            except ConnectorError:
                return

    def keep(self, pick: int) -> None:
        self.state.quirks.declined = "kept" if pick % 2 else "removed"
        self.state.quirks.found_again = ("", "as it was", "declined")[pick % 3]

    def lose_calendar(self, pick: int) -> None:
        if pick == 0:
            self.state.calendars.pop("own-1", None)

    def wait(self, pick: int) -> None:
        self.world.sim.timer.sleep(100 * pick)

    def compare(self) -> None:
        page = self.world.role.read(WINDOW, self.cursor)
        if page is not None:
            self.seen, self.cursor = page.events, page.cursor
        assert _sorted(self.seen) == _sorted(page_of(self.world.role).events)
        told = [(notice.to, notice.event) for notice in self.state.notifications if notice.kind == "declined"]
        assert len(told) == len(set(told))


STEPS: tuple[Callable[[Story, int], None], ...] = (
    Story.add, Story.add, Story.move, Story.move_series, Story.rename, Story.except_one, Story.remove_one, Story.cancel,
    Story.remove, Story.answer, Story.answer, Story.keep, Story.lose_calendar, Story.wait,
)  # fmt: skip


def _sorted(events: tuple[Event, ...]) -> list[Event]:
    return sorted(events, key=lambda event: event.provider_id)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 7), st.booleans()), max_size=14))
def test_what_changed_leads_to_what_there_is(steps: list[tuple[Callable[[Story, int], None], int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, OutlookCalendarWorld(Path(folder)) as world:
        story = Story(world)
        for step, pick, compared in steps:
            step(story, pick)
            if compared:
                story.compare()
        story.compare()
        assert story.world.role.read(WINDOW, story.cursor) is None
