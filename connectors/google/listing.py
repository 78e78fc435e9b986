"""Which calendars of a Google account are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.calendars import Calendar, named, title_of
from connectors.resources import text

_WRITERS = ("owner", "writer", "writerWithoutPrivateAccess")
_GROUP = "@group.calendar.google.com"
"""The end of ids of calendars that are nobody's primary one."""


def chosen(
    entries: Sequence[Mapping[str, Any]], names: Sequence[str] | None, user_addresses: Sequence[str]
) -> tuple[tuple[Calendar, ...], tuple[str, ...]]:
    """The calendars to be read, of CalendarListEntry resources, and a line for each name that is none's.

    Without names: those that are shown and that the user may write.
    """
    entries = [entry for entry in entries if text(entry, "id", 1024) and entry.get("deleted") is not True]
    if names is None:
        return tuple(_calendar(e, user_addresses) for e in entries if _is_default(e)), ()
    return named(entries, names, _names, lambda entry: _calendar(entry, user_addresses))


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
    return Calendar(name, primary or own or name.lower() in user_addresses, title_of(title, primary=primary))
