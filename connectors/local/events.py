"""From the bytes of one calendar file to the events in a window. Pure; never raises, whatever the bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from connectors.base import Attendee, Event, Mailbox, Partstat, Window
from connectors.local.ics import Block, duration, parse, stamp_of
from connectors.local.items import (
    CANCEL,
    NO_EVENTS,
    Budget,
    Item,
    Revisions,
    TooMuchError,
    address_of,
    items,
    occurrence_key,
    sequence_of,
)
from connectors.local.zones import Zones, moment

MAX_BYTES = 10 * 1024 * 1024
MAX_LINES = 300_000
MAX_COMPONENTS = 20_000
MAX_EVENTS = 5000
"""Occurrences of one file in the window."""
MAX_ATTENDEES = 300
MAX_TEXT = 65_536
MAX_PROBLEMS = 20

_PARTSTATS: dict[str, Partstat] = {
    "ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative", "DELEGATED": "delegated",
}  # fmt: skip
_STATUSES: dict[str, Literal["tentative", "confirmed", "cancelled"]] = {
    "TENTATIVE": "tentative",
    "CANCELLED": "cancelled",
}
_LINKS = ("URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies, and for whom it is read."""

    account: str
    calendar: str
    provider_id: str
    user_addresses: frozenset[str]


@dataclass(slots=True)
class FileEvents:
    """What one file holds."""

    events: list[Event] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Without the file's name."""
    is_full: bool = False
    """There were more in the window than are read: where one goes, the next one comes in."""
    cancels: dict[tuple[str, str | None], int] = field(default_factory=dict)
    """From METHOD:CANCEL: UID and occurrence (see `items.occurrence_key`; None: all) to the SEQUENCE of the cancellation,
    which is about events in other files too."""


def read_events(data: bytes, place: Place, window: Window) -> FileEvents:
    """All occurrences that start in the window, and one line for each fault."""
    found = FileEvents()
    if len(data) > MAX_BYTES:
        found.problems.append(f"larger than {MAX_BYTES // 1024 // 1024} MB: it is not read")
    elif data.count(b"\n") > MAX_LINES:
        found.problems.append(f"more than {MAX_LINES} lines: it is not read")
    else:
        _FileReader(data, place, window, found).read()
    if len(found.problems) > MAX_PROBLEMS:
        more = len(found.problems) - MAX_PROBLEMS
        found.problems[MAX_PROBLEMS:] = [f"… and {more} more faults"]
    return found


class _FileReader:
    def __init__(self, data: bytes, place: Place, window: Window, found: FileEvents) -> None:
        self._root = parse(data)
        self._zones = Zones(self._root.walk("VTIMEZONE"))
        self._place = place
        self._user = ZoneInfo(window.zone)
        self._since, self._until = window.since.astimezone(self._user), window.until.astimezone(self._user)
        self._found = found
        self._budget = Budget()
        self._current: tuple[Item, Revisions] | None = None
        """The item whose events are being made."""
        self._templates: dict[int, Event] = {}
        """What occurrences of one of its components share."""

    def read(self) -> None:
        all_items = items(self._root)
        if not all_items and not any(block.name == "VCALENDAR" for block in self._root.children):
            self._found.problems.append("no calendar file")
        blocks = sum(1 for _ in self._root.walk("VEVENT"))
        complete = sum(len(item.blocks) for item in all_items)
        if complete < blocks:
            self._found.problems.append("cut off in the middle of an event, which is not read")
        seen = 0
        for number, item in enumerate(all_items, 1):
            if item.method in NO_EVENTS:
                continue
            seen += len(item.blocks)
            if seen > MAX_COMPONENTS:
                self._found.problems.append(f"more than {MAX_COMPONENTS} events: the rest is not read")
                return
            where = "" if len(all_items) == 1 else f"event {number}: "
            if item.method == CANCEL:
                self._note_cancel(item)
            for event in self._events(item, where):
                if len(self._found.events) == MAX_EVENTS:
                    self._found.problems.append(f"more than {MAX_EVENTS} events in these weeks: the rest is not read")
                    self._found.is_full = True
                    return
                self._found.events.append(event)

    def _note_cancel(self, item: Item) -> None:
        for block in item.blocks:
            named = stamp_of(block.first("RECURRENCE-ID"))
            key = (item.uid, occurrence_key(self._zones.time(named)) if named else None)
            self._found.cancels[key] = max(self._found.cancels.get(key, 0), sequence_of(block))

    def _events(self, item: Item, where: str) -> Iterator[Event]:
        if item.recurs:
            yield from self._series(item, where)
            return
        block = item.master()
        if block is not None:
            start = stamp_of(block.first("DTSTART"))
            if start is None:
                self._found.problems.append(f"{where}it has no start that can be read")
                return
            yield from self._event(item, block, self._zones.aware(start, self._user), None, None)

    def _series(self, item: Item, where: str) -> Iterator[Event]:
        # Heavy libraries, for recurring events only.
        from connectors.local.occurrences import MAX_OCCURRENCES, ended, occurrences

        master = item.master()
        if master is not None and not item.overrides() and ended(master, self._since):
            return
        blocks = self._revised(item).counted()
        try:
            found = occurrences(blocks, self._zones, self._since, self._until, self._budget)
        except TooMuchError as error:
            self._found.problems.append(f"{where}{error}; only dates that are written out are read")
            yield from self._written_out(item, blocks)
            return
        except Exception:  # noqa: BLE001 - libraries on hostile input: whatever they raise is this item's fault
            self._found.problems.append(f"{where}its recurrence cannot be read; only dates that are written out are")
            yield from self._written_out(item, blocks)
            return
        if len(found) > MAX_OCCURRENCES:
            self._found.problems.append(f"{where}more than {MAX_OCCURRENCES} occurrences: the rest is not read")
            self._found.is_full = True
        for one in found[:MAX_OCCURRENCES]:
            block, start = blocks[one.source], moment(one.start, self._user)
            end = moment(one.end, self._user) if _has_end(block) else None
            yield from self._event(item, block, start, end, one.recurrence_id)

    def _written_out(self, item: Item, blocks: list[Block]) -> Iterator[Event]:
        """The first date of a series that cannot be counted, and its overrides."""
        for block in blocks:
            start = stamp_of(block.first("DTSTART"))
            named = stamp_of(block.first("RECURRENCE-ID")) or start
            if start is not None and named is not None:
                begins = self._zones.aware(start, self._user)
                yield from self._event(item, block, begins, None, self._zones.time(named))

    def _event(
        self, item: Item, block: Block, start: datetime, end: datetime | None, recurrence_id: date | None
    ) -> Iterator[Event]:
        """The event, if it starts in the window. `end` None: as the component says."""
        try:
            if not self._since <= start < self._until:
                return
            start = _plain(start)
            end = self._end(block, start) if end is None else _plain(end)
        except (OverflowError, ValueError):  # a date at the rim of the calendar
            return
        revisions = self._revised(item)
        template = self._templates.get(id(block))
        if template is None:
            template = self._templates[id(block)] = self._template(item, block)
        yield replace(
            template, etag=revisions.etag(recurrence_id), start=start, end=end if end and end >= start else None,
            recurrence_id=recurrence_id.isoformat() if recurrence_id is not None else None,
        )  # fmt: skip

    def _revised(self, item: Item) -> Revisions:
        if self._current is None or self._current[0] is not item:
            self._current, self._templates = (item, Revisions(item, self._zones)), {}
        return self._current[1]

    def _template(self, item: Item, block: Block) -> Event:
        """What all occurrences that are made of one component share."""
        written = stamp_of(block.first("DTSTART"))
        zone = self._zones.find(written.tzid) if written and written.tzid else None
        status = _STATUSES.get(block.text("STATUS", 32).strip().upper(), "confirmed")
        return Event(
            account=self._place.account, calendar=self._place.calendar, provider_id=self._place.provider_id,
            etag="", uid=item.uid, recurrence_id=None, start=self._since, end=None,
            summary=_words(block.text("SUMMARY", 1000)), description=_words(block.text("DESCRIPTION", MAX_TEXT)),
            location=_words(block.text("LOCATION", 1000)),
            url=next((url for name in _LINKS if (url := _words(block.text(name, 2000)))), ""),
            tzid=zone.name if zone and zone.rules is not UTC else None,
            all_day=written is not None and written.is_date,
            floating=written is not None and self._zones.is_floating(written),
            status="cancelled" if item.method == CANCEL else status,
            sequence=sequence_of(block), organizer=_organizer(block),
            attendees=tuple(_attendees(block, self._place.user_addresses)), created_at=_created(block),
        )  # fmt: skip

    def _end(self, block: Block, start: datetime) -> datetime | None:
        written = stamp_of(block.first("DTEND"))
        if written is not None:
            return _plain(self._zones.aware(written, self._user))
        length = duration(block.text("DURATION", 100))
        begun = stamp_of(block.first("DTSTART"))
        if length is not None:
            return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
        return start + timedelta(days=1) if begun is not None and begun.is_date else None


def _has_end(block: Block) -> bool:
    return stamp_of(block.first("DTEND")) is not None or duration(block.text("DURATION", 100)) is not None


def _plain(when: datetime) -> datetime:
    """With rules that everybody knows; a zone of the file's own is reduced to its offset."""
    if when.tzinfo is UTC or isinstance(when.tzinfo, ZoneInfo):
        return when
    return when.replace(tzinfo=timezone(when.utcoffset() or timedelta(0)))


def _organizer(block: Block) -> Mailbox | None:
    line = block.first("ORGANIZER")
    address = address_of(line) if line else ""
    if line is None or not address.isprintable() or not address:
        return None
    return Mailbox(address, _words(line.parameter("CN") or "")[:200])


def _attendees(block: Block, user_addresses: frozenset[str]) -> Iterator[Attendee]:
    """The first 300, and the user wherever he stands."""
    for number, line in enumerate(block.all("ATTENDEE")):
        address = address_of(line)
        ours = bool(address) and address in user_addresses
        if address and address.isprintable() and (number < MAX_ATTENDEES or ours):
            partstat = _PARTSTATS.get((line.parameter("PARTSTAT") or "").strip().upper(), "needs-action")
            yield Attendee(address, _words(line.parameter("CN") or "")[:200], partstat, ours)


def _words(text: str) -> str:
    """Without what steers a terminal, turns the direction of writing or cannot be seen; line ends stay."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " if c.isspace() else "" for c in text)


def _created(block: Block) -> datetime | None:
    value = stamp_of(block.first("CREATED"))
    return value.wall.replace(tzinfo=UTC) if value is not None else None
