"""Stored events as the service shows them: occurrences made of a series, guests left out, bare ones that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.simulators.google.calendar_rules import Quirks, own_entry
from tests.simulators.google.calendar_times import instance_id, is_day, moment, shown, stamp_at, starts

Json = dict[str, Any]

_OF_THE_SERIES = ("recurrence", "id", "start", "end", "htmlLink")
_BARE = ("kind", "etag", "id", "status", "recurringEventId", "originalStartTime")
_BUSY = ("kind", "etag", "id", "status", "start", "end", "recurringEventId", "originalStartTime", "eventType")


@dataclass(slots=True)
class Book:
    """One calendar: its entry in the list, and its events as they are stored (series, exceptions, single ones)."""

    id: str
    summary: str
    access_role: str = "owner"
    primary: bool = False
    selected: bool = True
    hidden: bool = False
    deleted: bool = False
    zone: str = "America/New_York"
    summary_override: str = ""
    etag: str = '"1"'
    changed_at: int = 0
    """The count of changes at which its entry in the list changed last."""
    events: dict[str, Json] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    """Event id to the count of changes at which it changed last."""
    bare: set[str] = field(default_factory=set)
    """Events of which nothing is left but the id."""
    own_addresses: set[str] = field(default_factory=set)
    """Lower-case addresses that are this calendar's: the owner's and their aliases."""

    def exceptions(self, master: str) -> Iterator[Json]:
        """The stored occurrences of a series that differ from it."""
        return (event for event in self.events.values() if event.get("recurringEventId") == master)


def is_series(event: Json) -> bool:
    return "recurrence" in event


def instances(book: Book, master: Json, until: datetime) -> Iterator[Json]:
    """All occurrences of a series that were to start before `until`, exceptions in their places."""
    stored = {event["id"]: event for event in book.exceptions(master["id"])}
    for start in starts(master, book.zone, until):
        name = instance_id(master["id"], start, book.zone)
        yield stored.pop(name) if name in stored else instance(book, master, start)
    yield from stored.values()  # moved here from beyond, or added


def instance(book: Book, master: Json, start: Json) -> Json:
    """One occurrence as its series has it."""
    length = moment(master["end"], book.zone) - moment(master["start"], book.zone)
    event = {name: deepcopy(value) for name, value in master.items() if name not in _OF_THE_SERIES}
    name = instance_id(master["id"], start, book.zone)
    end = moment(start, book.zone).astimezone(UTC) + length
    if is_day(start):
        days = timedelta(days=round(length / timedelta(days=1)))
        end = moment(start, book.zone) + days
    return {
        **event, "id": name, "recurringEventId": master["id"], "originalStartTime": start,
        "start": start, "end": stamp_at(start, end, book.zone),
        "htmlLink": f"https://www.google.com/calendar/event?eid={name}",
    }  # fmt: skip


def find(book: Book, name: str) -> Json | None:
    """An event by its id, an occurrence of a series included."""
    if name in book.events:
        return book.events[name]
    master_id, _, stamp = name.rpartition("_")
    master = book.events.get(master_id)
    if master is None or not is_series(master) or not stamp[:1].isdigit():
        return None
    form = "%Y%m%dT%H%M%SZ" if "T" in stamp else "%Y%m%d"
    try:
        until = datetime.strptime(stamp, form).replace(tzinfo=UTC) + timedelta(days=2)
    except ValueError:
        return None
    return next((event for event in instances(book, master, until) if event["id"] == name), None)


def overlaps(book: Book, event: Json, since: datetime | None, until: datetime | None) -> bool:
    """timeMin bounds the end, timeMax the start, both exclusive."""
    if "start" not in event:
        return since is None and until is None
    start, end = moment(event["start"], book.zone), moment(event["end"], book.zone)
    return (since is None or end > since or start == end >= since) and (until is None or start < until)


def seen(book: Book, event: Json, quirks: Quirks, response_zone: str = "", max_attendees: int | None = None) -> Json:
    """The event as an answer holds it."""
    gone = event["status"] == "cancelled"
    is_exception = "recurringEventId" in event
    found = deepcopy(event)
    if gone and (
        event["id"] in book.bare
        or (is_exception and not quirks.detailed_exceptions)
        or (not is_exception and quirks.bare_deleted)
    ):
        found = {name: found[name] for name in _BARE if name in found}
    elif book.access_role == "freeBusyReader":
        found = {name: found[name] for name in _BUSY if name in found} | {"visibility": "private"}
    for name in ("start", "end", "originalStartTime"):
        if name in found:
            found[name] = shown(found[name], book.zone, response_zone or book.zone)
    guests = found.get("attendees", [])
    if max_attendees is not None and len(guests) > max_attendees:
        own = own_entry(found)
        found["attendees"] = [own] if own else []
        found["attendeesOmitted"] = True
    return found
