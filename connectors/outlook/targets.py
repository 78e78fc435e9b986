"""What an answer is given to: the event as it is now, what may be done to it, and where it stands. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.base import EventAnswer, Refused
from connectors.calendars import MOVED, Place, is_moved
from connectors.outlook.events import ASKED, address, guests, response, time_mark, when_of
from connectors.resources import Resource, text

_NEARBY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Target:
    """What is answered: one event, one occurrence, or a series."""

    place: Place
    event: Resource
    shown_at: Resource
    """The event whose start tells where in the calendar it is seen: itself, or of a series the occurrence asked about."""

    @property
    def declined(self) -> bool:
        """The user has declined it."""
        return response(self.event) == "declined"

    @property
    def organised(self) -> bool:
        """By the calendar's owner."""
        return self.event.get("isOrganizer") is True

    def others(self, user_addresses: Collection[str]) -> bool:
        """There are guests besides the user."""
        return any(address(entry) not in user_addresses for entry in guests(self.event))

    def invited(self, user_addresses: Collection[str]) -> bool:
        """The user was asked to come: Outlook keeps an answer of his, or he is on the list."""
        listed = any(address(entry) in user_addresses for entry in guests(self.event))
        return not self.organised and (response(self.event) in ASKED or listed)


def check_time(event: Resource, answer: EventAnswer) -> None:
    """Raises Refused if the event is not at the time that was approved."""
    if is_moved(when_of(event, "start", UTC), time_mark(event), answer):
        raise Refused(MOVED)


def decline_of(event: Resource, comment: str | None) -> Mapping[str, Any]:
    """The body of a decline. To an organizer who asked for no answer none can be sent, and then there is no comment."""
    if event.get("responseRequested") is False:
        return {"sendResponse": False}
    return {"sendResponse": True, **({"comment": comment} if comment else {})}


def at_its_start(event: Resource) -> dict[str, str]:
    """The window of a view that shows the event, if its calendar does."""
    start = when_of(event, "start", UTC)
    if start is None:
        return {}
    return window(start.at, timedelta(days=1) if start.all_day else timedelta(minutes=1))


def around(answer: EventAnswer) -> list[dict[str, str]]:
    """Windows in which an event would stand that changed its id. Not of days: looking there would find its neighbours."""
    try:
        original = datetime.fromisoformat(answer.recurrence_id) if answer.recurrence_id else None
    except ValueError:
        original = None
    if answer.recurrence_id is not None and (original is None or original.tzinfo is None):
        return []
    times = [window(at, _NEARBY) for at in (answer.start, original) if at is not None]
    return [bounds for number, bounds in enumerate(times) if bounds and bounds not in times[:number]]


def window(at: datetime, margin: timedelta) -> dict[str, str]:
    """The parameters of a view; {} at the rim of the calendar."""
    try:
        return {"startDateTime": stamp(at - margin), "endDateTime": stamp(at + margin)}
    except (ValueError, OverflowError):
        return {}


def stamp(at: datetime) -> str:
    """ISO 8601 in whole seconds, without the sign that addresses take for a space."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def is_it(entry: Resource, event_id: str) -> bool:
    """An entry of a view is the event, or belongs to the series."""
    return event_id in (text(entry, "id", 1024), text(entry, "seriesMasterId", 1024))
