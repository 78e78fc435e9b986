"""Time zones by the names that calendars use: IANA names, Windows names, vendor prefixes
(`/mozilla.org/20050126_1/Europe/Berlin`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_UTC_NAMES = frozenset({"utc", "z", "gmt", "etc/utc", "etc/gmt", "tzone://microsoft/utc", "coordinated universal time"})


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone and what it is called."""

    name: str
    """IANA, or as a calendar file names it if the rules are the file's own."""
    rules: tzinfo


@lru_cache(maxsize=512)
def known_zone(tzid: str) -> Zone | None:
    """A zone that is known without the file: by its IANA name, its Windows name, or behind a vendor's prefix."""
    name = tzid.strip().strip('"')
    if name.casefold() in _UTC_NAMES:
        return Zone("UTC", UTC)
    parts = name.strip("/").split("/")
    for start in range(min(len(parts), 8) if name.startswith("/") else 1):
        key = "/".join(parts[start:])
        rules = _iana(key)
        if rules is not None:
            return Zone(key, rules)
    iana = _windows_names().get(name)
    rules = _iana(iana) if iana else None
    return Zone(iana, rules) if iana and rules else None


def _iana(key: str) -> tzinfo | None:
    try:
        return ZoneInfo(key) if key and len(key) < 100 else None
    except (KeyError, ValueError, OSError):  # unknown; a path that leads out; a folder of the database
        return None


def _windows_names() -> Mapping[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # heavy, and seldom needed

    return WINDOWS_TO_OLSON
