"""Outlook calendars: whether anything changed, and all occurrences of the window when something did.

https://learn.microsoft.com/graph/api/calendar-list-calendarview.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from connectors.base import CalendarPage, CalendarRole, Cursor, Event, EventAnswer, Receipt, Refused, Unreadable, Window
from connectors.calendars import (
    MAX_EVENTS,
    BrokenEventError,
    Calendar,
    Place,
    Seen,
    none_named,
    problem_lines,
    question_of,
    seen_before,
    unreadable,
)
from connectors.faults import Missing, understood
from connectors.outlook.answers import Answerer
from connectors.outlook.events import EXPAND, FIELDS, event_of
from connectors.outlook.listing import FIELDS as CALENDAR_FIELDS
from connectors.outlook.listing import STATE, chosen, mark_of, state_of
from connectors.outlook.targets import stamp
from connectors.outlook.views import CALENDARS, entries, view
from connectors.resources import Resource, text

if TYPE_CHECKING:
    from connectors.outlook.api import Graph

DAYS_AROUND = timedelta(days=1)
"""So much more than the window is asked for: all-day events are days of the user's zone, and Outlook counts in UTC."""

_LIST = {"$select": CALENDAR_FIELDS, "$top": "100"}
_LOOK = {"$select": STATE, "$top": "1000", "$orderby": "start/dateTime"}
_READ = {"$select": FIELDS, "$top": "250", "$orderby": "start/dateTime"}
_EXPAND = {"$expand": EXPAND}


class OutlookCalendars(CalendarRole):
    """Reads and answers the events of some calendars of one mailbox.

    Two kinds of requests: one for each calendar that gives no more of the window's events than tells whether any of them
    has changed; and if so, one listing of each calendar with all that is to be known. The window moves, and the list of
    calendars is asked for, when six hours have passed. Outlook's own lists of changes are not used: they know one calendar,
    a window that stands still, and call deleted what left it.
    """

    def __init__(
        self, account: str, graph: Graph, calendars: Sequence[str] | None, user_addresses: Sequence[str], *, may_answer: bool
    ) -> None:  # fmt: skip
        self._account = account
        self._graph = graph
        self._names = tuple(calendars) if calendars is not None else None
        own = graph.account.address
        self._addresses = tuple(dict.fromkeys(address.lower() for address in (own, *user_addresses)))
        self._answerer = Answerer(account, graph, self._addresses, allowed=may_answer)

    def read(self, window: Window, cursor: Cursor | None) -> CalendarPage | None:
        with understood("Outlook"):
            return self._read_since(window, cursor)

    def _read_since(self, window: Window, cursor: Cursor | None) -> CalendarPage | None:
        seen = seen_before(cursor, question_of(window, self._names, self._addresses))
        try:
            if seen is not None and seen.knows_calendars(window):
                try:
                    return self._read(window, seen, seen)
                except Missing:
                    pass  # a calendar was deleted, so the list is out of date
            return self._read(window, seen, self._listed(window))
        except Refused as error:
            raise self._unreadable(str(error)) from None

    def changed(self, window: Window, cursor: Cursor) -> bool:
        """One request for each calendar, by which `read` looks too. Whether there are other calendars by now is seen when
        the window has moved on."""
        seen = seen_before(cursor, question_of(window, self._names, self._addresses))
        if seen is None or not seen.is_near(window):
            return True
        reading = _Reading(self._account, self._graph, self._addresses, window, sure=False)
        look = replace(window, since=seen.since, until=seen.until)
        try:
            with understood("Outlook"):
                return any(reading.state(calendar, look) != calendar.token for calendar in seen.calendars)
        except Refused:
            return True  # reading will tell why

    def answer(self, answer: EventAnswer) -> Receipt:
        with understood("Outlook", writing=True):
            return self._answerer.answer(answer)

    def _listed(self, window: Window) -> Seen:
        """The calendars as they are now, nothing of them read yet. Raises Unreadable if none is to be read."""
        listed = list(entries(self._graph, CALENDARS, _LIST))
        calendars, unknown = chosen(listed, self._names, self._addresses)
        if not calendars and unknown:
            raise self._unreadable(none_named(text(entry, "name", 100) for entry in listed))
        question = question_of(window, self._names, self._addresses)
        return Seen(question, window.since, window.since, window.until, calendars, unknown)

    def _read(self, window: Window, seen: Seen | None, listed: Seen) -> CalendarPage | None:
        """Raises Missing if the list is out of date: not for one that was made just now."""
        reading = _Reading(self._account, self._graph, self._addresses, window, sure=listed is not seen)
        if seen is not None and seen.is_near(window):
            # The stretch that was read, not the window of now: that time passes is no change.
            look = replace(window, since=seen.since, until=seen.until)
            if all(reading.state(calendar, look) == calendar.token for calendar in seen.calendars):
                return None
        calendars, events = reading.all(listed.calendars)
        if reading.failed and len(reading.failed) == len(calendars):
            raise self._unreadable(reading.failed[0][1])
        now = replace(listed, since=window.since, until=window.until, calendars=calendars)
        return CalendarPage(events, now.cursor(), reading.told(listed.unknown))

    def _unreadable(self, text: str) -> Unreadable:
        return unreadable(self._account, "Outlook", text)


class _Reading:
    """One pass over the calendars of an account."""

    def __init__(self, account: str, graph: Graph, addresses: tuple[str, ...], window: Window, *, sure: bool) -> None:
        self._account = account
        self._graph = graph
        self._addresses = addresses
        self._window = window
        self._user = ZoneInfo(window.zone)
        self._sure = sure
        """The list of calendars is new: one that is missing is a fault of that calendar alone."""
        self._problems: list[str] = []
        self.failed: list[tuple[Calendar, str]] = []
        """Calendars that could not be read, and why."""

    def state(self, calendar: Calendar, window: Window) -> str | None:
        """What tells the calendar's present state from another; None if it cannot be read."""
        try:
            return state_of(map(mark_of, self._entries(calendar, window, _LOOK)))
        except Missing:
            if not self._sure:
                raise
        except Refused:
            pass  # as before, or reading it will say why
        return None

    def all(self, calendars: Sequence[Calendar]) -> tuple[tuple[Calendar, ...], tuple[Event, ...]]:
        """The calendars with their states, and all occurrences that start in the window."""
        found: dict[str, Event] = {}
        read = [replace(calendar, token=self._read(calendar, found)) for calendar in calendars]
        if len(found) > MAX_EVENTS:
            self._problems.append(f"more than {MAX_EVENTS} events in these weeks: the rest is not read")
        return tuple(read), tuple(islice(found.values(), MAX_EVENTS))

    def told(self, before: Sequence[str]) -> tuple[str, ...]:
        """The problem lines, bounded."""
        return problem_lines(before, self.failed, self._problems)

    def _read(self, calendar: Calendar, found: dict[str, Event]) -> str | None:
        """Add the calendar's occurrences, and give its state; None if it cannot be read."""
        told = len(self._problems)
        try:
            try:
                return self._taken(calendar, found, {**_READ, **_EXPAND})
            except Missing:
                raise
            except Refused:
                del self._problems[told:]
                return self._taken(calendar, found, _READ)  # better without the numbers of revisions than not at all
        except Missing:
            if not self._sure:
                raise
            self.failed.append((calendar, "it does not exist any more"))
        except Refused as error:
            self.failed.append((calendar, str(error)))
        return None

    def _taken(self, calendar: Calendar, found: dict[str, Event], parameters: Mapping[str, str]) -> str:
        marks = []
        for entry in self._entries(calendar, self._window, parameters):
            marks.append(mark_of(entry))
            event = self._event(calendar, entry)
            if event is not None and len(found) <= MAX_EVENTS:
                found[event.provider_id] = event
        return state_of(marks)

    def _event(self, calendar: Calendar, entry: Resource) -> Event | None:
        """The event, if it can be understood and starts in the window."""
        try:
            event = event_of(entry, self._account, Place(calendar.id, calendar.mine), self._addresses, self._user)
        except BrokenEventError as error:
            name = " ".join(text(entry, "subject", 60).split())
            self._problems.append(f"{calendar.title}, “{name or 'an event without a title'}”: {error}")
            return None
        return event if self._window.since <= event.start < self._window.until else None

    def _entries(self, calendar: Calendar, window: Window, parameters: Mapping[str, str]) -> Iterator[Resource]:
        bounds = {
            "startDateTime": stamp(window.since - DAYS_AROUND),
            "endDateTime": stamp(window.until + DAYS_AROUND),
        }
        return entries(self._graph, view(calendar.id), {**bounds, **parameters})
