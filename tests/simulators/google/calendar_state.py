"""What the user of the simulated calendars has, and hands for tests: to add, change, cancel, and to look."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from connectors.timer import Timer
from tests.simulators.google.calendar_rules import Notice, Quirks, cancelled, notices, organizes, patched
from tests.simulators.google.calendar_times import is_day, moment, stamp_at
from tests.simulators.google.calendar_view import Book, find, instances, is_series
from tests.simulators.google.clock import rfc3339

Json = dict[str, Any]

_BASE32HEX = "0123456789abcdefghijklmnopqrstuv"


class State:
    """All calendars of one user, as they are stored."""

    def __init__(self, timer: Timer, address: str) -> None:
        self.timer = timer
        self.address = address
        self.count = 1
        """How many changes there were; etags and sync tokens are made of it."""
        self.epoch = 0
        self.gone_reason = "fullSyncRequired"
        self.quirks = Quirks()
        self.notifications: list[Notice] = []
        """All mails that Google would have sent."""
        self.outside: set[str] = set()
        """Lower-case addresses of guests who use no Google calendar."""
        self.books: dict[str, Book] = {}
        self._hooks: list[tuple[str, Callable[[], None]]] = []
        self.add_calendar(address, address, primary=True)

    # ------------------------------------------------------------ hands

    def add_calendar(
        self, id: str, summary: str, access_role: str = "owner", *, selected: bool = True, hidden: bool = False,
        primary: bool = False, zone: str = "America/New_York", own_addresses: Collection[str] = (),
    ) -> Book:  # fmt: skip
        """Another calendar in the user's list; `own_addresses`: of whom its copies are, besides its id."""
        book = Book(id, summary, access_role, primary, selected, hidden, zone=zone)
        book.own_addresses = {id.lower(), *(address.lower() for address in own_addresses)}
        self.books[id] = book
        self._touch_book(book)
        return book

    def change_calendar(self, id: str, **fields: Any) -> None:
        """Set fields of a calendar's entry (access_role, selected, hidden, deleted, summary …)."""
        book = self.book(id)
        for name, value in fields.items():
            setattr(book, name, value)
        self._touch_book(book)

    def book(self, id: str = "primary") -> Book:
        """A calendar by its id."""
        return next(book for book in self.books.values() if book.id == id or (id == "primary" and book.primary))

    def add(self, calendar: str = "primary", event: Json | None = None) -> str:
        """Store an event (a v3 resource: start is needed, anything else has a default); its id.

        `self` marks are set where they are missing: by the calendar's own addresses.
        """
        book = self.book(calendar)
        given = deepcopy(event or {})
        name = given.get("id") or _event_id(self.count + 1)
        stored = {**self._defaults(book, name, given), **given, "id": name}
        for who in [stored["organizer"], stored["creator"], *stored.get("attendees", ())]:
            if who.get("email", "").lower() in book.own_addresses:
                who.setdefault("self", True)
        self.store(book, stored)
        return name

    def add_exception(self, calendar: str, master: str, original: Json, changes: Json) -> str:
        """Make one occurrence of a series differ from it; its id."""
        book = self.book(calendar)
        series = book.events[master]
        until = moment(original, book.zone) + timedelta(days=2)
        found = next(
            event
            for event in instances(book, series, until)
            if moment(event["originalStartTime"], book.zone) == moment(original, book.zone)
        )
        self.store(book, {**found, **deepcopy(changes)})
        return str(found["id"])

    def change(self, calendar: str, id: str, changes: Json) -> None:
        """Change an event as its organizer (or anybody) would, without asking who may."""
        book = self.book(calendar)
        event = find(book, id)
        assert event is not None, f"no event {id}"
        after = {**deepcopy(event), **deepcopy(changes)}
        self.store(book, {name: value for name, value in after.items() if value is not None})

    def cancel(self, calendar: str, id: str) -> None:
        """The organizer cancels an event with all its exceptions, or one occurrence."""
        self.change(calendar, id, {"status": "cancelled"})
        for event in list(self.book(calendar).exceptions(id)):
            self.change(calendar, event["id"], {"status": "cancelled"})

    def purge(self, calendar: str, id: str) -> None:
        """The event is deleted, and only its id is left to be told."""
        self.cancel(calendar, id)
        self.book(calendar).bare.add(id)

    def forget(self, calendar: str, id: str) -> None:
        """The event is gone without a trace: 404."""
        book = self.book(calendar)
        for name in [id, *(event["id"] for event in book.exceptions(id))]:
            book.events.pop(name, None)
            book.changes.pop(name, None)
            book.bare.discard(name)
        self.count += 1

    def event(self, id: str, calendar: str = "primary") -> Json:
        """An event as it is stored, to be looked at."""
        found = find(self.book(calendar), id)
        assert found is not None, f"no event {id}"
        return deepcopy(found)

    def expire_sync_tokens(self, reason: str = "fullSyncRequired") -> None:
        """All tokens given so far answer 410 (fullSyncRequired, updatedMinTooLongAgo)."""
        self.epoch += 1
        self.gone_reason = reason

    def before(self, method: str, do: Callable[[], None]) -> None:
        """Do something just before the next call of a changing method is carried out (a race)."""
        self._hooks.append((method, do))

    # ------------------------------------------------------------ for the methods

    def run_hook(self, method: str) -> None:
        for hook in self._hooks:
            if hook[0] == method:
                self._hooks.remove(hook)
                hook[1]()
                return

    def stamp(self) -> str:
        """The simulator's time as the service writes it."""
        return rfc3339(self.timer.now())

    def store(self, book: Book, event: Json) -> Json:
        """Keep an event as changed now; its new etag in it."""
        self.count += 1
        event["etag"] = f'"{self.count}000"'
        event["updated"] = self.stamp()
        book.events[event["id"]] = event
        book.changes[event["id"]] = self.count
        return event

    def apply_patch(self, book: Book, before: Json, body: Json, updates: str) -> Json:
        """Raises InvalidError."""
        after = patched(before, body, self.quirks, book.own_addresses)
        if after == before:
            return before
        if organizes(before) and after["status"] == "cancelled":
            after = cancelled(before)
        if organizes(before) and any(before.get(name) != after.get(name) for name in ("start", "end", "recurrence")):
            after["sequence"] = before.get("sequence", 0) + 1
        self.notifications += notices(before, after, updates, self.outside)
        return self.store(book, after)

    def apply_delete(self, book: Book, before: Json, updates: str) -> None:
        """Cancels for everybody where this calendar organises, else removes its own copy."""
        after = cancelled(before)
        if organizes(before) or self.quirks.delete_declines:
            self.notifications += notices(before, after, updates, self.outside)
        self.store(book, after)
        if is_series(after):
            for event in list(book.exceptions(after["id"])):
                self.store(book, {**event, "status": "cancelled"})

    # ------------------------------------------------------------ parts

    def _touch_book(self, book: Book) -> None:
        self.count += 1
        book.changed_at, book.etag = self.count, f'"{self.count}"'

    def _defaults(self, book: Book, name: str, given: Json) -> Json:
        owner: Json = {"email": book.id, "self": True}
        if not book.primary:
            owner["displayName"] = book.summary
        found: Json = {
            "kind": "calendar#event", "status": "confirmed", "htmlLink": f"https://www.google.com/calendar/event?eid={name}",
            "created": self.stamp(), "summary": "Interview", "creator": deepcopy(given.get("organizer") or owner),
            "organizer": owner, "iCalUID": f"{name}@google.com", "sequence": 0, "reminders": {"useDefault": True},
            "eventType": "default",
        }  # fmt: skip
        if "end" not in given:
            start = given["start"]
            length = timedelta(days=1) if is_day(start) else timedelta(hours=1)
            found["end"] = stamp_at(start, moment(start, book.zone) + length, book.zone)
        return found


def at(when: datetime | str, zone: str = "UTC") -> Json:
    """An EventDateTime: an instant, or a day ("2026-11-20")."""
    if isinstance(when, str):
        return {"date": when}
    return {"dateTime": when.isoformat(timespec="seconds"), "timeZone": zone}


def _event_id(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 32)
        text = _BASE32HEX[digit] + text
    return "event" + text.rjust(6, "0")
