"""One event in a simulated Outlook calendar, and the answer that was approved for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from connectors.base import Event, EventAnswer, Receipt
from tests.connectors.outlook_calendar_world import (
    NOON,
    PEER,
    Json,
    OutlookCalendarWorld,
    guest,
    invitation,
    person,
    times_of,
)
from tests.contracts import EMPLOYER, USER, answering, read
from tests.simulators.outlook.entries import Seen

NOTE = "I have accepted another offer. Thank you for your time!"
LATER = times_of(NOON + timedelta(hours=3))
SERIES: Json = {
    "recurrence": {
        "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["tuesday"]},
        "range": {"type": "numbered", "startDate": "2026-11-24", "numberOfOccurrences": 3},
    }
}
Action = Literal["decline", "cancel", "delete"]


class Case:
    """One event as it was read when its answer was approved."""

    def __init__(self, world: OutlookCalendarWorld, more: Json | None = None, calendar: str = "default") -> None:
        self.world = world
        self.name = world.calendars.add(invitation(**(more or {})), calendar)
        self.events = read(world.role)
        world.asked()

    def answer(self, action: Action = "decline", comment: str | None = None, event: Event | None = None) -> Receipt:
        return self.world.role.answer(self.approved(action, comment, event))

    def approved(
        self, action: Action = "decline", comment: str | None = None, event: Event | None = None
    ) -> EventAnswer:
        event = event or self.events[0]
        return replace(answering(event, action), comment=comment, start=event.start)

    def stands(self) -> Seen:
        return self.world.calendars.event(self.name)


def event_for(action: Action) -> Json:
    if action == "decline":
        return {}
    guests = [guest(EMPLOYER), guest(PEER)] if action == "cancel" else []
    return {"organizer": person(USER, "Sam Lee"), "attendees": guests}


def assert_done(case: Case, action: Action) -> None:
    """It has left the calendar, and everybody was told exactly once."""
    assert read(case.world.role) == ()
    told = case.world.told()
    if action == "decline":
        assert told == [("declined", EMPLOYER)]
    else:
        assert told == ([("cancelled", EMPLOYER), ("cancelled", PEER)] if action == "cancel" else [])
