"""One event in a simulated Google Calendar, and the answer that was approved for it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from connectors.base import Event, EventAnswer, Receipt
from tests.connectors.google_calendar_world import NOON, PEER, GoogleCalendarWorld, Json, invitation, stamp_of
from tests.contracts import EMPLOYER, USER, answering, read

NOTE = "I have accepted another offer. Thank you for your time!"
COLLEAGUE = "kim@example.net"
LATER = {"start": stamp_of(NOON + timedelta(hours=3)), "end": stamp_of(NOON + timedelta(hours=4))}
SERIES = {
    "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=3"],
    "start": {"dateTime": NOON.isoformat(), "timeZone": "America/New_York"},
}
Action = Literal["decline", "cancel", "delete"]


class Case:
    """One event as it was read when its answer was approved."""

    def __init__(self, world: GoogleCalendarWorld, more: Json | None = None, calendar: str = "primary") -> None:
        self.world = world
        self.name = world.calendars.add(calendar, invitation(**(more or {})))
        self.events = read(world.role)
        world.asked()

    def answer(self, action: Action = "decline", comment: str | None = None, event: Event | None = None) -> Receipt:
        return self.world.role.answer(self.approved(action, comment, event))

    def approved(
        self, action: Action = "decline", comment: str | None = None, event: Event | None = None
    ) -> EventAnswer:
        event = event or self.events[0]
        return replace(answering(event, action), comment=comment, start=event.start)

    def stands(self) -> Json:
        return self.world.calendars.event(self.name)

    def body(self) -> Json:
        (record,) = self.world.writes()
        return dict(json.loads(record.body))


def event_for(action: Action) -> Json:
    if action == "decline":
        return {}
    return {"organizer": {"email": USER}, **({"attendees": []} if action == "delete" else {})}


def assert_done(case: Case, action: Action) -> None:
    """It stands there, and everybody was told exactly once."""
    told = [(notice.kind, notice.to) for notice in case.world.calendars.notifications]
    if action == "decline":
        assert case.world.answers(case.name) == {EMPLOYER: "accepted", PEER: "tentative", USER: "declined"}
        assert told == [("response", EMPLOYER)]
    else:
        assert case.stands()["status"] == "cancelled"
        assert told == ([("cancelled", EMPLOYER), ("cancelled", PEER)] if action == "cancel" else [])
