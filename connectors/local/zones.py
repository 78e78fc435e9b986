"""Time zones of calendar files: from the name (and the VTIMEZONE) in the file to rules that can be counted with.

Names that are known (`connectors.zones`), and for names nobody knows the file's own VTIMEZONE, if its rules are of the
plain yearly kind. What stays unknown is None: such times are floating.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo

from connectors.local.ics import Block, Line, Stamp
from connectors.zones import Zone, known_zone

MAX_OWN_ZONES = 50
"""So many VTIMEZONEs of a file are looked at."""
MAX_OBSERVANCES = 40

_YEARLY = re.compile(
    r"FREQ=YEARLY(;INTERVAL=1|;WKST=[A-Z]{2}|;UNTIL=\d{8}(T\d{6}Z?)?|;BYMONTH=([1-9]|1[0-2])"
    r"|;BYDAY=(?P<nth>-?[1-5])?[A-Z]{2}|;BYMONTHDAY=(?P<day>[1-9]|1\d|2[0-8])(,\d\d?)*)*"
)
"""Rules of observances that are counted with: they match in every year (or every few), so searching one ends soon."""


class Zones:
    """The zones that one file can name."""

    def __init__(self, definitions: Iterable[Block] = ()) -> None:
        self.definitions: dict[str, Block] = {}
        """The file's own, of each name the first."""
        for block in definitions:
            name = block.text("TZID", 256)
            if len(self.definitions) < MAX_OWN_ZONES:
                self.definitions.setdefault(name, block)
        self._found: dict[str, Zone | None] = {}

    def find(self, tzid: str) -> Zone | None:
        """The zone of that name, or None if nobody knows it."""
        if tzid not in self._found:
            self._found[tzid] = known_zone(tzid) or self._own(tzid)
        return self._found[tzid]

    def _own(self, tzid: str) -> Zone | None:
        block = self.definitions.get(tzid)
        if block is None:
            return None
        location = block.text("X-LIC-LOCATION", 256)
        if location and (zone := known_zone(location)):
            return zone
        rules = _rules(block)
        return Zone(tzid, rules) if rules else None

    def time(self, value: Stamp) -> date:
        """A date, a time on the wall (floating, or in a zone nobody knows), or a moment, as the value has it."""
        if value.is_date:
            return value.wall.date()
        if value.utc:
            return value.wall.replace(tzinfo=UTC)
        zone = self.find(value.tzid) if value.tzid else None
        return value.wall.replace(tzinfo=zone.rules) if zone else value.wall

    def aware(self, value: Stamp, user: tzinfo) -> datetime:
        """The moment; dates begin at midnight in the user's zone, floating and unknown ones are taken in it."""
        return moment(self.time(value), user)

    def is_floating(self, value: Stamp) -> bool:
        """No zone is named, or one that nobody knows."""
        return not value.is_date and not value.utc and (value.tzid is None or self.find(value.tzid) is None)


def moment(value: date, user: tzinfo) -> datetime:
    """Dates begin at midnight in the user's zone; times without a zone are taken in it."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=user)
    return value if value.tzinfo else value.replace(tzinfo=user)


# ---------------------------------------------------------------- the file's own rules


def _rules(block: Block) -> tzinfo | None:
    """Rules of a VTIMEZONE, from a copy that holds nothing but what was checked."""
    observances = [child for child in block.children if child.name in ("STANDARD", "DAYLIGHT")]
    if not 0 < len(observances) <= MAX_OBSERVANCES:
        return None
    lines = ["BEGIN:VTIMEZONE", "TZID:own"]
    for child in observances:
        checked = [text for line in child.lines if (text := _checked(line)) is not None]
        lines += [f"BEGIN:{child.name}", *checked, f"END:{child.name}"]
    lines += ["END:VTIMEZONE", ""]
    from icalendar import Timezone

    try:
        own = Timezone.from_ical("\r\n".join(lines))
        if not isinstance(own, Timezone):
            return None
        rules: tzinfo = own.to_tz(lookup_tzid=False)
        datetime(2026, 1, 1, tzinfo=rules).utcoffset()
    except Exception:  # noqa: BLE001 - two libraries on hostile input: whatever they raise, the zone is unknown
        return None
    return rules


def _checked(line: Line) -> str | None:
    value = line.raw_value.strip().upper()
    if line.name == "RRULE":
        match = _YEARLY.fullmatch(value)
        plain = match is not None and not (match["nth"] and match["day"])
        return f"RRULE:{value}" if plain else None
    if line.name in ("DTSTART", "RDATE"):
        return f"{line.name}:{value}" if re.fullmatch(r"\d{8}T\d{6}(,\d{8}T\d{6}){0,100}", value) else None
    if line.name in ("TZOFFSETFROM", "TZOFFSETTO"):
        return f"{line.name}:{value}" if re.fullmatch(r"[+-]\d{4}(\d\d)?", value) else None
    return None
