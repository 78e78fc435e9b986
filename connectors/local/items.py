"""Events as they lie in a calendar file: which components make one event, whose they are, and their revision."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import unquote

from connectors.local.ics import Block, Line, stamp_of
from connectors.local.zones import Zones

_RESTLESS = frozenset({"DTSTAMP", "LAST-MODIFIED", "EXDATE"})
"""Properties that change without the event, or this occurrence of it, changing."""
NO_EVENTS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
"""iTIP messages (RFC 5546) that tell of somebody's answer and are no events of a calendar."""
CANCEL = "CANCEL"
"""The iTIP message that calls an event off."""


@dataclass(slots=True)
class Item:
    """All components of one UID in a file: a single event, or a series with its overrides."""

    uid: str
    method: str
    """`CANCEL` or one of `NO_EVENTS`; empty for what stands in the calendar, however it came there."""
    blocks: list[Block] = field(default_factory=list)

    @property
    def masters(self) -> list[Block]:
        """The components that speak of no one occurrence (RFC 5545 section 3.8.4.4); a sound file has one of a UID."""
        return [block for block in self.blocks if block.first("RECURRENCE-ID") is None]

    def master(self) -> Block | None:
        """The one that counts: with the highest SEQUENCE, the later one of equals."""
        return _counts(self.masters)

    @property
    def recurs(self) -> bool:
        """It is a series, or part of one."""
        return any(block.first(name) for block in self.blocks for name in ("RRULE", "RDATE", "RECURRENCE-ID"))

    def overrides(self) -> list[Block]:
        """The components that each speak of one occurrence."""
        return [block for block in self.blocks if block.first("RECURRENCE-ID") is not None]


def _counts(blocks: list[Block]) -> Block | None:
    return max(reversed(blocks), key=sequence_of, default=None)


def items(root: Block) -> list[Item]:
    """The events of a parsed file, in the order of the file. Components that were cut off are left out."""
    found: dict[tuple[str, str], Item] = {}
    for calendar in (root, *root.children):
        if calendar is not root and calendar.name != "VCALENDAR":
            continue
        said = calendar.text("METHOD", 32).strip().upper()
        method = said if said == CANCEL or said in NO_EVENTS else ""
        for block in calendar.children:
            if block.name == "VEVENT" and block.closed:
                uid = uid_of(block)
                found.setdefault((method, uid), Item(uid, method)).blocks.append(block)
    return list(found.values())


def uid_of(block: Block) -> str:
    """The UID; for an event without one a digest of it, so that it can still be named."""
    uid = block.text("UID", 1024).strip()
    if uid:
        return uid
    return "no-uid-" + digest_of(block)[:24]


def sequence_of(block: Block) -> int:
    """The revision (SEQUENCE, RFC 5545 section 3.8.7.4); 0 where it is no number."""
    text = block.text("SEQUENCE", 9).strip()
    return int(text) if text.isascii() and text.isdigit() else 0


def address_of(line: Line) -> str:
    """The mail address of an ATTENDEE or ORGANIZER, lower-case; empty if it has none."""
    value = line.raw_value.strip()[:1000]
    scheme, colon, rest = value.partition(":")
    if colon and scheme.lower() == "mailto":
        return unquote(rest).strip().lower()
    given = line.parameter("EMAIL")  # what iCloud adds where the value is a path of its own
    if given:
        return given.removeprefix("mailto:").strip().lower()
    return value.lower() if "@" in value and not colon else ""


def is_ours(line: Line, user_addresses: Collection[str]) -> bool:
    """The attendee or organizer is the user. `user_addresses`: lower-case."""
    address = address_of(line)
    return bool(address) and address in user_addresses


def digest_of(block: Block) -> str:
    """Of everything in a component that makes the event what it is, however the lines are folded and ended."""
    digest = hashlib.sha256()
    for line in block.lines:
        if line.name not in _RESTLESS:
            digest.update(line.content + b"\n")
    return digest.hexdigest()


class Revisions:
    """Etags of an item's occurrences: of the series and, if there is one, of the occurrence's own override.

    They do not depend on what else lies in the file or on other occurrences, so that one answer does not outdate the next.
    """

    def __init__(self, item: Item, zones: Zones) -> None:
        self._item = item
        self._series = "".join(digest_of(block) for block in item.masters)
        self._overrides: dict[str, list[Block]] = {}
        master = item.master()
        start = stamp_of(master.first("DTSTART")) if master else None
        for block in item.overrides():
            value = stamp_of(block.first("RECURRENCE-ID"))
            named = as_named(zones.time(value), zones.time(start) if start else None) if value else None
            key = occurrence_key(named) if named else ""
            self._overrides.setdefault(key, []).append(block)

    def overrides(self, recurrence_id: date) -> list[Block]:
        """All overrides of one occurrence; a sound file has one at most."""
        return self._overrides.get(occurrence_key(recurrence_id), [])

    def override(self, recurrence_id: date | None) -> Block | None:
        """Of them the one that counts: with the highest SEQUENCE, the later one of equals."""
        return _counts(self.overrides(recurrence_id)) if recurrence_id is not None else None

    def counted(self) -> list[Block]:
        """What the occurrences are counted from: the master, and of each occurrence's overrides the one that counts."""
        found = [self._item.master()]
        for key, blocks in self._overrides.items():
            # A date that cannot be read names nothing: such components all stay, each at its own start.
            found += [_counts(blocks)] if key else blocks
        return [block for block in found if block is not None]

    def etag(self, recurrence_id: date | None) -> str:
        """The revision of one occurrence, None: of all; `Event.etag`."""
        blocks = [self.override(recurrence_id)] if recurrence_id is not None else self._item.overrides()
        own = "".join(digest_of(block) for block in blocks if block is not None)
        return hashlib.sha256((self._series + own).encode()).hexdigest()


def as_named(value: date, start: date | None) -> date:
    """A RECURRENCE-ID as its series names its occurrences; `start`: the series' own, as written. One without a zone is of the start's."""
    if isinstance(value, datetime) and isinstance(start, datetime) and start.tzinfo:
        return value.astimezone(start.tzinfo) if value.tzinfo else value.replace(tzinfo=start.tzinfo)
    return value


def occurrence_key(recurrence_id: date) -> str:
    """One text for one occurrence: the moment, the time on the wall, or the day."""
    if isinstance(recurrence_id, datetime) and recurrence_id.tzinfo:
        return recurrence_id.astimezone(UTC).isoformat()
    return recurrence_id.isoformat()


def recurrence_id_of(text: str) -> date:
    """Read the text form of `base.Event.recurrence_id`. Raises ValueError."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


# ---------------------------------------------------------------- bounds


class TooMuchError(Exception):
    """The series cannot be counted within the bounds. The text says why, for a problem line."""


class Budget:
    """How many days all rules of one file may look at together."""

    def __init__(self, days: int = 3_000_000) -> None:
        self._left = days

    def spend(self, days: int) -> None:
        """Raises TooMuchError when nothing is left."""
        self._left -= days
        if self._left < 0:
            raise TooMuchError("the file has too many recurring events")
