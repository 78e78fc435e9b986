"""What lies in a calendar: single events, series, the days of a series."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from tests.simulators.outlook.calls import Json, Prefer


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail that Exchange would have sent to somebody."""

    kind: Literal["declined", "accepted", "tentativelyAccepted", "cancelled"]
    to: str
    event: str
    """Immutable id of what was answered: an event, a series, one occurrence."""
    comment: str = ""


@dataclass(slots=True)
class Quirks:
    """What the service is known to do at times, or nobody knows for certain."""

    declined: Literal["removed", "kept"] = "removed"
    """Whether a declined meeting leaves the calendar (it does by default)."""
    found_again: Literal["", "as it was", "declined"] = ""
    """What left a calendar is still found by its id (among the deleted items), with or without the user's answer."""
    lag: float = 0.0
    """So many seconds later is an answer seen that was accepted."""
    drops_answer: bool = False
    """An answer is accepted, and nothing comes of it."""


@dataclass(slots=True, eq=False)
class Entry:
    """A single event or a series."""

    key: int
    calendar: str
    props: Json
    """As Graph has them, and `sequence`, which it only gives as an extended property."""
    uid: str
    created: float
    changed: float = field(init=False)
    revision: int = 1
    exceptions: dict[date, Json] = field(default_factory=dict)
    dropped: set[date] = field(default_factory=set)
    deleted: set[date | None] = field(default_factory=set)
    """Days of a series (None: all of it) that lie among the deleted items, where only their ids lead."""

    def __post_init__(self) -> None:
        self.changed = self.created


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as it is addressed: an entry, or one day of a series."""

    entry: Entry
    day: date | None = None
    start: datetime | None = None
    """Start of the occurrence by the rule."""

    @property
    def props(self) -> Json:
        """Its own properties, those of an exception over those of the series."""
        return {**self.entry.props, **self.entry.exceptions.get(self.day, {})} if self.day else self.entry.props

    def id(self, prefer: Prefer) -> str:
        prefix = "AAkALgEvent" if prefer.immutable else "AAMkADEvent"
        return f"{prefix}{_digest(f'{self.entry.key}/{self.day}')[:60]}="


@dataclass(slots=True)
class Calendar:
    """One calendar."""

    key: str
    name: str
    owner: Json
    can_edit: bool = True

    @property
    def id(self) -> str:
        return f"AAMkCalendar{_digest(self.key)[:48]}="


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha512(text.encode()).digest()).decode()
