"""Which calendars of a Google account are read, and how far: the cursor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.base import Cursor, Window
from connectors.google.events import text

AGE = timedelta(hours=6)
"""So far may the window move before it, and the list of calendars, are read anew."""
READER = "1"
"""Part of the cursor: a later version that reads more of the same events reads them again."""
_WRITERS = ("owner", "writer", "writerWithoutPrivateAccess")
_GROUP = "@group.calendar.google.com"
"""The end of ids of calendars that are nobody's primary one."""


@dataclass(frozen=True, slots=True)
class Calendar:
    id: str
    mine: bool
    """See `events.Place.mine`."""
    title: str
    """For people."""
    token: str | None = None
    """Google's syncToken; None: there is none, so only reading tells whether anything changed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read, and when; times are those of the window, not of any clock."""

    question: str
    listed: datetime
    since: datetime
    until: datetime
    calendars: tuple[Calendar, ...]
    unknown: tuple[str, ...] = ()
    """One line for each calendar that is named in the settings and does not exist."""
    digest: str = ""
    """Of the page that was made."""

    def cursor(self) -> Cursor:
        return json.dumps(asdict(self), default=lambda at: at.isoformat(), separators=(",", ":"), ensure_ascii=False)

    def is_near(self, window: Window) -> bool:
        """The window has not moved much since it was read."""
        return _near(self.since, window.since) and _near(self.until, window.until)

    def knows_calendars(self, window: Window) -> bool:
        """The list of calendars is recent enough."""
        return _near(self.listed, window.since)


def seen_before(cursor: Cursor | None, question: str) -> Seen | None:
    """What the cursor remembers; None if it remembers nothing, or was made for another question."""
    try:
        kept = json.loads(cursor) if cursor else None
        if not isinstance(kept, dict) or kept.get("question") != question:
            return None
        return Seen(
            question=question,
            listed=_instant(kept["listed"]),
            since=_instant(kept["since"]),
            until=_instant(kept["until"]),
            calendars=tuple(Calendar(**calendar) for calendar in kept["calendars"]),
            unknown=tuple(kept["unknown"]),
            digest=kept["digest"],
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def question_of(window: Window, names: Sequence[str] | None, user_addresses: Sequence[str]) -> str:
    """Tells one way of asking from another, apart from when the window lies."""
    parts = [READER, window.zone, list(names) if names is not None else None, list(user_addresses)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def chosen(
    entries: Sequence[Mapping[str, Any]], names: Sequence[str] | None, user_addresses: Sequence[str]
) -> tuple[tuple[Calendar, ...], tuple[str, ...]]:
    """The calendars to be read, of CalendarListEntry resources, and a line for each name that is none's.

    Without names: those that are shown and that the user may write.
    """
    entries = [entry for entry in entries if text(entry, "id", 1024) and entry.get("deleted") is not True]
    if names is None:
        return tuple(_calendar(e, user_addresses) for e in entries if _is_default(e)), ()
    found: dict[str, Calendar] = {}
    unknown = []
    for name in names:
        named = [entry for entry in entries if name.strip().casefold() in _names(entry)]
        if not named:
            unknown.append(f"There is no calendar “{name[:60]}”: correct `calendars` of the account.")
        for entry in named:
            calendar = _calendar(entry, user_addresses)
            found[calendar.id] = calendar
    return tuple(found.values()), tuple(unknown)


def after(seen: Seen | None, calendars: Sequence[Calendar]) -> tuple[Calendar, ...]:
    """The calendars of a new list, with the tokens that are known already."""
    tokens = {calendar.id: calendar.token for calendar in seen.calendars} if seen else {}
    return tuple(replace(calendar, token=tokens.get(calendar.id)) for calendar in calendars)


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


def _near(a: datetime, b: datetime) -> bool:
    return abs(a - b) <= AGE


def _is_default(entry: Mapping[str, Any]) -> bool:
    shown = entry.get("selected") is True or entry.get("primary") is True
    return shown and entry.get("accessRole") in _WRITERS


def _names(entry: Mapping[str, Any]) -> set[str]:
    names = {text(entry, key, 1024).strip().casefold() for key in ("id", "summary", "summaryOverride")}
    return (names | {"primary"} if entry.get("primary") is True else names) - {""}


def _calendar(entry: Mapping[str, Any], user_addresses: Sequence[str]) -> Calendar:
    name = text(entry, "id", 1024)
    primary = entry.get("primary") is True
    own = entry.get("accessRole") == "owner" and name.endswith(_GROUP)
    title = text(entry, "summaryOverride", 60) or text(entry, "summary", 60)
    shown = (
        "the main calendar" if primary else f"the calendar “{title}”" if title and "@" not in title else "a calendar"
    )
    return Calendar(name, primary or own or name.lower() in user_addresses, shown)
