"""Which calendars of an Outlook mailbox are read, and what tells that one has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from connectors.calendars import Calendar, named, title_of
from connectors.outlook.events import address, response
from connectors.resources import Resource, part, text

FIELDS = "id,name,canEdit,isDefaultCalendar,owner"
"""What is asked for of each calendar."""
STATE = "id,changeKey,lastModifiedDateTime,start,end,isCancelled,responseStatus"
"""What `mark_of` looks at."""


def chosen(
    entries: Sequence[Resource], names: Sequence[str] | None, user_addresses: Sequence[str]
) -> tuple[tuple[Calendar, ...], tuple[str, ...]]:
    """The calendars to be read, of `calendar` resources, and a line for each name that is none's.

    Without names: those that the user may edit.
    """
    entries = [entry for entry in entries if text(entry, "id", 1024)]
    mine = {_owner(entry) for entry in entries if _is_default(entry)} | set(user_addresses)
    if names is None:
        return tuple(_calendar(e, mine) for e in entries if e.get("canEdit") is True or _is_default(e)), ()
    return named(entries, names, _names, lambda entry: _calendar(entry, mine))


def mark_of(event: Resource) -> str:
    """What tells this state of an event from another."""
    ends = (text(part(event, name), "dateTime", 64) for name in ("start", "end"))
    names = (text(event, "id", 1024), text(event, "changeKey"), text(event, "lastModifiedDateTime", 64))
    return json.dumps([*names, *ends, event.get("isCancelled") is True, response(event)])


def state_of(marks: Iterable[str]) -> str:
    """A digest of the marks of all events, in whatever order: another one as soon as one comes, goes or changes."""
    return hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest()[:16]


def _is_default(entry: Resource) -> bool:
    return entry.get("isDefaultCalendar") is True


def _names(entry: Resource) -> set[str]:
    names = {text(entry, key, 1024).strip().casefold() for key in ("id", "name")}
    return (names | {"primary"} if _is_default(entry) else names) - {""}


def _owner(entry: Resource) -> str:
    return address({"emailAddress": part(entry, "owner")})


def _calendar(entry: Resource, mine: set[str]) -> Calendar:
    default = _is_default(entry)
    shown = title_of(text(entry, "name", 60), primary=default)
    return Calendar(text(entry, "id", 1024), default or _owner(entry) in mine, shown)
