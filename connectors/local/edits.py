"""One answer written into the bytes of a calendar file, and nothing else disturbed. Pure.

A decline changes our ATTENDEE line's PARTSTAT and DTSTAMP, a cancellation STATUS, SEQUENCE and DTSTAMP, a deletion takes
components away; every other byte stays as it was, folds and line ends included.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from connectors.base import CalendarAction
from connectors.local.ics import Block, Line, Stamp, parse, stamp_of
from connectors.local.items import (
    Budget,
    Item,
    Revisions,
    TooMuchError,
    address_of,
    is_ours,
    items,
    occurrence_key,
    sequence_of,
)
from connectors.local.zones import Zones, moment

FOLD_AT = 75
"""RFC 5545 section 3.1: lines should not be longer (octets, line end not counted)."""
_SERIES_ONLY = frozenset({"RRULE", "RDATE", "EXDATE", "EXRULE"})
_CONTENTS = ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY")
_FOLD = re.compile(rb"\r?\n[ \t]")


class CannotAnswerError(Exception):
    """The event cannot be answered so. The text says why."""


Splice = tuple[int, int, bytes]
"""Replace the bytes from the first to the second place."""


@dataclass(slots=True)
class Target:
    """The event, or the one occurrence of it, that an answer is about, found in a file."""

    data: bytes
    root: Block
    zones: Zones
    item: Item
    recurrence_id: date | None
    revisions: Revisions
    splices: list[Splice] = field(default_factory=list)

    @property
    def etag(self) -> str:
        """Its revision."""
        return self.revisions.etag(self.recurrence_id)

    @property
    def override(self) -> Block | None:
        """The component that speaks of this occurrence alone."""
        return self.revisions.override(self.recurrence_id)

    @property
    def blocks(self) -> list[Block]:
        """The components that say how things stand now: its override, or else its master; without occurrence all."""
        if self.recurrence_id is None:
            return self.item.blocks
        if self.override is not None:
            return [self.override]
        master = self.item.master()
        return [master] if master is not None else []


def find(data: bytes, uid: str, recurrence_id: date | None) -> Target | None:
    """The event in the file, or None if it is not (or no longer) there. Raises CannotAnswerError."""
    root = parse(data)
    zones = Zones(root.walk("VTIMEZONE"))
    item = next((item for item in items(root) if item.uid == uid and not item.method), None)
    if item is None:
        return None
    target = Target(data, root, zones, item, recurrence_id, Revisions(item, zones))
    if recurrence_id is None or target.override is not None:
        return target
    _check_dates(target)
    return target if _occurs(target, recurrence_id) else None


def is_cut_off(data: bytes) -> bool:
    """The file is no whole calendar: what is not found in it may have stood there a moment ago, and may come back."""
    root = parse(data)
    calendars = [block for block in root.children if block.name == "VCALENDAR"]
    return not calendars or not all(block.closed for block in [*calendars, *root.walk("VEVENT")])


def is_done(target: Target, action: CalendarAction, user_addresses: Collection[str]) -> bool:
    """Whether the event already stands as the answer wants it. Raises CannotAnswerError if it can never be so."""
    if action == "cancel":
        return all(block.text("STATUS", 32).strip().upper() == "CANCELLED" for block in target.blocks)
    if action == "decline":
        lines = _our_lines(target.blocks, user_addresses)
        if not lines:
            raise CannotAnswerError("none of your addresses is among the attendees, so there is nothing to decline")
        return all((line.parameter("PARTSTAT") or "").upper() == "DECLINED" for line in lines)
    return False


def changed(target: Target, action: CalendarAction, user_addresses: Collection[str], now: datetime) -> bytes | None:
    """The file after the answer, or None if nothing is left in it. Raises CannotAnswerError."""
    if action == "delete":
        return _delete(target, now)
    if action == "cancel":
        organizers = [line for block in target.blocks if (line := block.first("ORGANIZER"))]
        if any(address_of(line) and not is_ours(line, user_addresses) for line in organizers):
            raise CannotAnswerError("somebody else organises it, so it is not yours to cancel")
    if target.override is not None:
        _check_range([target.override])
    elif target.recurrence_id is not None:
        return _with_override(target, target.recurrence_id, action, user_addresses, now)
    for block in target.blocks:
        target.splices += _answer(target.data, block, action, user_addresses, now)
    return _applied(target.data, target.splices)


def others(data: bytes, uid: str) -> tuple[object, ...]:
    """What an answer to that event leaves as it is: all other events, and what the zones are that any may name."""
    root = parse(data)
    zones = Zones(root.walk("VTIMEZONE")).definitions
    return (
        {name: data[block.start : block.end] for name, block in zones.items()},
        [
            (item.uid, item.method, data[block.start : block.end])
            for item in items(root)
            if item.uid != uid
            for block in item.blocks
        ],
    )


def _check_dates(target: Target) -> None:
    """Raises CannotAnswerError where it cannot be told which component speaks of one date of the series."""
    overrides = target.item.overrides()
    _check_range(overrides)
    if any(stamp_of(block.first("RECURRENCE-ID")) is None for block in overrides):
        raise CannotAnswerError("one date of the series was changed, and it cannot be read which")


def _check_range(overrides: Iterable[Block]) -> None:
    """Raises CannotAnswerError for overrides that speak of later dates too."""
    if any(line.parameter("RANGE") for block in overrides for line in block.all("RECURRENCE-ID")):
        raise CannotAnswerError("the series was changed from one date on: answer this date in your calendar program")


def _occurs(target: Target, recurrence_id: date) -> bool:
    from connectors.local.occurrences import occurrences  # heavy, and for recurring events only

    around = moment(recurrence_id, UTC)
    try:
        # Floating times and dates count in whatever zone the window has: two days around are enough for all.
        found = occurrences(
            target.revisions.counted(), target.zones, around - timedelta(days=2), around + timedelta(days=2), Budget()
        )
    except TooMuchError as error:
        raise CannotAnswerError(f"its recurrence cannot be counted: {error}") from None
    except Exception:  # noqa: BLE001 - libraries on hostile input: whatever they raise, the series is not understood
        raise CannotAnswerError("its recurrence cannot be read") from None
    wanted = occurrence_key(recurrence_id)
    return any(occurrence_key(one.recurrence_id) == wanted for one in found)


def _our_lines(blocks: Iterable[Block], user_addresses: Collection[str]) -> list[Line]:
    return [line for block in blocks for line in block.all("ATTENDEE") if is_ours(line, user_addresses)]


# ---------------------------------------------------------------- decline, cancel


def _answer(
    data: bytes, block: Block, action: CalendarAction, user_addresses: Collection[str], now: datetime
) -> list[Splice]:
    """What to replace in one component."""
    if action == "decline":
        lines = _our_lines([block], user_addresses)
        if not lines:
            return []  # an override that we were not invited to
        return [*(_with_partstat(data, line) for line in lines), _stamped(data, block, now)]
    return [
        _with_value(data, block, "STATUS", "CANCELLED"),
        _with_value(data, block, "SEQUENCE", str(sequence_of(block) + 1)),
        _stamped(data, block, now),
    ]


def _stamped(data: bytes, block: Block, now: datetime) -> Splice:
    return _with_value(data, block, "DTSTAMP", now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))


def _with_value(data: bytes, block: Block, name: str, value: str) -> Splice:
    """Set a property without parameters; where it is missing it comes behind the last one."""
    line = block.first(name)
    text = f"{name}:{value}".encode()
    if line is not None:
        return line.start, line.end, text + _line_end(data, line.end)
    place = block.lines[-1].end if block.lines else block.tail
    return place, place, text + _line_end(data, place)


def _with_partstat(data: bytes, line: Line) -> Splice:
    """The ATTENDEE line with PARTSTAT=DECLINED; its folds stay where they are while the lines are short enough."""
    raw = data[line.start : line.end]
    given = [parameter for parameter in line.parameters() if parameter.name == "PARTSTAT"]
    edits = [(parameter.start, parameter.end, b"DECLINED") for parameter in given]
    if not edits:
        edits = [(len(line.name), len(line.name), b";PARTSTAT=DECLINED")]
    folded = raw
    for start, end, value in sorted(edits, reverse=True):
        folded = folded[: _place(raw, start)] + value + folded[_place(raw, end) :]
    if _longest(folded) > FOLD_AT >= _longest(raw):
        content = line.content
        for start, end, value in sorted(edits, reverse=True):
            content = content[:start] + value + content[end:]
        folded = _folded(content, _line_end(data, line.end))
    return line.start, line.end, folded


def _place(raw: bytes, place: int) -> int:
    """Where a place in the unfolded line lies in the folded one."""
    for fold in _FOLD.finditer(raw):
        if fold.start() >= place:
            break
        place += fold.end() - fold.start()
    return place


def _longest(raw: bytes) -> int:
    return max((len(part.rstrip(b"\r")) for part in raw.split(b"\n")), default=0)


def _folded(content: bytes, line_end: bytes) -> bytes:
    """Folded at 75 octets, never inside a UTF-8 character."""
    parts: list[bytes] = []
    room = FOLD_AT
    while len(content) > room:
        cut = room
        while cut > room - 4 and content[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(content[:cut])
        content, room = content[cut:], FOLD_AT - 1
    return (line_end + b" ").join([*parts, content]) + line_end


def _line_end(data: bytes, end: int) -> bytes:
    """The line end used just before `end`."""
    return b"\r\n" if data[max(0, end - 2) : end] == b"\r\n" else b"\n"


# ---------------------------------------------------------------- one occurrence of a series


def _with_override(
    target: Target, recurrence_id: date, action: CalendarAction, user_addresses: Collection[str], now: datetime
) -> bytes:
    """The file with an override for one occurrence behind the master: a copy of it, moved there and answered."""
    data, master = target.data, target.item.master()
    if master is None:
        raise CannotAnswerError("the series it belongs to is not in the file")
    if data[master.end - 1 : master.end] != b"\n":
        raise CannotAnswerError("its file is cut off behind it")
    begins, start = _start_of(target, master, recurrence_id)
    end_of_line = _line_end(data, begins.end)
    splices = _answer(data, master, action, user_addresses, now)
    splices += [(line.start, line.end, b"") for line in master.lines if line.name in _SERIES_ONLY]
    moved = _moved(begins, start) + end_of_line + _named(b"RECURRENCE-ID", begins, start) + end_of_line
    splices.append((begins.start, begins.end, moved))
    splices += _moved_end(target, master, start)
    override = _applied(data, splices, master.start, master.end)
    return data[: master.end] + override + data[master.end :]


def _start_of(target: Target, master: Block, recurrence_id: date) -> tuple[Line, Stamp]:
    """The master's DTSTART line, and the occurrence's start as that line would write it."""
    line = master.first("DTSTART")
    start = stamp_of(line)
    if line is None or start is None:
        raise CannotAnswerError("the series has no start that can be read")
    named = target.zones.time(start)
    if not isinstance(recurrence_id, datetime) and not isinstance(named, datetime):
        wall = datetime(recurrence_id.year, recurrence_id.month, recurrence_id.day)  # noqa: DTZ001 - a day
    elif not isinstance(recurrence_id, datetime) or not isinstance(named, datetime):
        raise CannotAnswerError("its series counts days, and it has a time, or the other way round")
    elif named.tzinfo and recurrence_id.tzinfo:
        wall = recurrence_id.astimezone(named.tzinfo).replace(tzinfo=None)
    elif named.tzinfo or recurrence_id.tzinfo:
        raise CannotAnswerError("its date is named without a zone, and its series has one, or the other way round")
    else:
        wall = recurrence_id
    return line, Stamp(wall, start.is_date, start.utc, start.tzid)


def _moved(line: Line, value: Stamp) -> bytes:
    """A DTSTART or DTEND line with another value, its parameters as they were."""
    return line.content[: line.value_start] + value.text().encode()


def _named(name: bytes, line: Line, value: Stamp) -> bytes:
    """A line of that name with a value of the kind that the DTSTART line has; no other parameter means the same in it."""
    kind = [p for p in line.parameters() if p.name in ("VALUE", "TZID")]
    return name + b"".join(b";%s=%s" % (p.name.encode(), p.raw) for p in kind) + b":" + value.text().encode()


def _moved_end(target: Target, master: Block, start: Stamp) -> list[Splice]:
    """DTEND, moved by as much as DTSTART; a DURATION stays as it is."""
    line, begun = master.first("DTEND"), stamp_of(master.first("DTSTART"))
    end = stamp_of(line)
    if line is None or end is None or begun is None:
        return []
    try:
        if (end.is_date, end.utc, end.tzid) == (begun.is_date, begun.utc, begun.tzid):
            wall = end.wall + (start.wall - begun.wall)
        else:  # written in another zone than the start: by the clock that all share
            zones, some = target.zones, ZoneInfo("UTC")
            length = zones.aware(end, some).astimezone(UTC) - zones.aware(begun, some).astimezone(UTC)
            ends = zones.aware(start, some).astimezone(UTC) + length
            wall = ends.astimezone(zones.aware(end, some).tzinfo).replace(tzinfo=None)
    except OverflowError:
        raise CannotAnswerError("it would end outside of all years") from None
    text = _moved(line, Stamp(wall, end.is_date, end.utc, end.tzid))
    return [(line.start, line.end, text + _line_end(target.data, line.end))]


# ---------------------------------------------------------------- delete


def _delete(target: Target, now: datetime) -> bytes | None:
    data, master = target.data, target.item.master()
    if target.recurrence_id is not None:
        _check_dates(target)
    if target.recurrence_id is None or master is None:
        gone = target.blocks
    else:
        gone = target.revisions.overrides(target.recurrence_id)
        begins, start = _start_of(target, master, target.recurrence_id)
        place = (master.first("RRULE") or begins).end
        exdate = _named(b"EXDATE", begins, start) + _line_end(data, place)
        target.splices += [(place, place, exdate), _stamped(data, master, now)]
    target.splices += [(block.start, block.end, b"") for block in gone]
    left = [block for name in _CONTENTS for block in target.root.walk(name)]
    if all(any(block is one for one in gone) for block in left):
        return None
    return _applied(data, target.splices)


# ---------------------------------------------------------------- bytes


def _applied(data: bytes, splices: Iterable[Splice], start: int = 0, end: int | None = None) -> bytes:
    """The bytes from `start` to `end` with all splices in them, which do not overlap."""
    stop = len(data) if end is None else end
    parts: list[bytes] = []
    place = start
    for first, last, replacement in sorted(splices, key=lambda splice: splice[:2]):
        parts += [data[place:first], replacement]
        place = last
    return b"".join([*parts, data[place:stop]])
