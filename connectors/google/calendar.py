"""Google Calendar: whether anything changed, and all occurrences of the window when something did.

https://developers.google.com/workspace/calendar/api/guides/sync, …/v3/reference/events/list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from connectors.base import CalendarPage, CalendarRole, Cursor, Event, EventAnswer, Receipt, Refused, Unreadable, Window
from connectors.calendars import (
    MAX_EVENTS,
    BrokenEventError,
    Calendar,
    Place,
    Seen,
    after,
    none_named,
    problem_lines,
    question_of,
    seen_before,
    unreadable,
)
from connectors.faults import Missing, understood
from connectors.google.answers import Answerer
from connectors.google.events import FIELDS, event_of
from connectors.google.listing import chosen
from connectors.resources import text

if TYPE_CHECKING:
    from connectors.google.api import Api

MAX_PAGES = 200
"""Of one listing; whoever gives more goes round in circles."""
KINDS = ["default", "fromGmail"]
"""Types of events that can be interviews; the others are the user's own notes (away, at work elsewhere, birthdays)."""

_SYNC: Final[dict[str, str | int | list[str]]] = {
    "eventTypes": KINDS,
    "maxResults": 2500,
    "fields": "items/id,nextPageToken,nextSyncToken",
}
"""The same in every request for changes, the first one included: anything else is undefined behaviour."""
_LIST = {
    "maxResults": 250,
    "fields": "items(id,summary,summaryOverride,accessRole,primary,selected,deleted),nextPageToken",
}
_READ = {
    "eventTypes": KINDS, "maxResults": 250, "singleEvents": True, "orderBy": "startTime", "showDeleted": True,
    "fields": f"items({FIELDS}),nextPageToken",
}  # fmt: skip


class GoogleCalendars(CalendarRole):
    """Reads and answers the events of some calendars of one account.

    Two kinds of requests: one for each calendar that says, by its syncToken, whether anything at all has changed; and
    if so, one listing of each calendar's occurrences in the window. The window is listed anew, and the list of calendars
    asked for, when six hours have passed.
    """

    def __init__(
        self, account: str, api: Api, calendars: Sequence[str] | None, user_addresses: Sequence[str], *, may_answer: bool
    ) -> None:  # fmt: skip
        self._account = account
        self._api = api
        self._names = tuple(calendars) if calendars is not None else None
        self._addresses = tuple(dict.fromkeys(address.lower() for address in user_addresses))
        self._answerer = Answerer(account, api, self._addresses, allowed=may_answer)

    def read(self, window: Window, cursor: Cursor | None) -> CalendarPage | None:
        with understood("Google Calendar"):
            return self._read_since(window, cursor)

    def _read_since(self, window: Window, cursor: Cursor | None) -> CalendarPage | None:
        seen = seen_before(cursor, question_of(window, self._names, self._addresses))
        try:
            if seen is not None and seen.knows_calendars(window):
                try:
                    return self._read(window, seen, seen)
                except Missing:
                    pass  # a calendar was deleted, so the list is out of date
            return self._read(window, seen, self._listed(window, seen))
        except Refused as error:
            raise self._unreadable(str(error)) from None

    def changed(self, window: Window, cursor: Cursor) -> bool:
        """One request for each calendar. Whether there are other calendars by now is seen when the window has moved on."""
        seen = seen_before(cursor, question_of(window, self._names, self._addresses))
        if seen is None or not seen.is_near(window):
            return True
        try:
            with understood("Google Calendar"):
                return any(self._differs(calendar) for calendar in seen.calendars)
        except Refused:
            return True  # reading will tell why

    def _differs(self, calendar: Calendar) -> bool:
        if calendar.token is None:
            return True
        path = f"calendars/{quote(calendar.id, safe='')}/events"
        answer = self._api.look("calendar.events.list", path, {**_SYNC, "syncToken": calendar.token})
        return bool(answer.get("items") or answer.get("nextPageToken"))

    def answer(self, answer: EventAnswer) -> Receipt:
        with understood("Google Calendar", writing=True):
            return self._answerer.answer(answer)

    def _listed(self, window: Window, seen: Seen | None) -> Seen:
        """The calendars as they are now, nothing of them read yet. Raises Unreadable if none is to be read."""
        entries: list[dict[str, Any]] = []
        hidden = None if self._names is None else True  # one that is named may be hidden in Google's own pages
        for page in pages(self._api, self._api.calendar("calendarList"), showHidden=hidden, **_LIST):
            entries += _items(page)
        calendars, unknown = chosen(entries, self._names, self._addresses)
        if not calendars and unknown:
            raise self._unreadable(none_named(text(entry, "summary", 100) for entry in entries))
        question = question_of(window, self._names, self._addresses)
        return Seen(question, window.since, window.since, window.until, after(seen, calendars), unknown)

    def _read(self, window: Window, seen: Seen | None, listed: Seen) -> CalendarPage | None:
        """Raises Missing if the list is out of date: not for one that was made just now."""
        due = seen is None or not seen.is_near(window) or _keys(seen) != _keys(listed)
        reading = _Reading(self._account, self._api, self._addresses, window, sure=listed is not seen)
        calendars = [reading.changes(calendar, renew=due) for calendar in listed.calendars]
        if not (due or reading.changed or reading.blind):
            return None
        events = reading.events(calendars)
        if reading.failed and len(reading.failed) == len(calendars):
            raise self._unreadable(reading.failed[0][1])
        problems = reading.told(listed.unknown)
        digest = hashlib.sha256(repr((events, problems)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if seen is not None and not (due or reading.changed) and digest == seen.digest:
            return None
        now = replace(listed, since=window.since, until=window.until, calendars=tuple(calendars), digest=digest)
        return CalendarPage(events, now.cursor(), problems)

    def _unreadable(self, text: str) -> Unreadable:
        return unreadable(self._account, "Google Calendar", text)


class _Reading:
    """One pass over the calendars of an account."""

    def __init__(self, account: str, api: Api, addresses: tuple[str, ...], window: Window, *, sure: bool) -> None:
        self._account = account
        self._api = api
        self._addresses = addresses
        self._window = window
        self._user = ZoneInfo(window.zone)
        self._sure = sure
        """The list of calendars is new: one that is missing is a fault of that calendar alone."""
        self._problems: list[str] = []
        self.changed = False
        """Some calendar is not as it was."""
        self.blind = False
        """Only reading tells whether some calendar is as it was."""
        self.failed: list[tuple[Calendar, str]] = []
        """Calendars that could not be read, and why."""

    def changes(self, calendar: Calendar, *, renew: bool) -> Calendar:
        """Note whether anything changed in it, and give it the token of now.

        One without a token is only asked for one if `renew`: that means listing everything it has.
        """
        try:
            if calendar.token is not None:
                try:
                    return self._walk(calendar)
                except Missing:
                    raise
                except Refused:
                    self.changed = True  # the token is too old (410), or none any more
            if calendar.token is not None or renew:
                return self._walk(replace(calendar, token=None))
        except Missing:
            if not self._sure:
                raise
        except Refused:
            pass  # reading it will say why
        self.blind = True
        return replace(calendar, token=None)

    def _walk(self, calendar: Calendar) -> Calendar:
        """List what changed since the calendar's token; everything, if it has none."""
        last: dict[str, Any] = {}
        events = self._api.calendar("events")
        for last in pages(self._api, events, calendarId=calendar.id, syncToken=calendar.token, **_SYNC):
            self.changed |= bool(last.get("items"))
        return replace(calendar, token=text(last, "nextSyncToken", 2000) or None)

    def events(self, calendars: Sequence[Calendar]) -> tuple[Event, ...]:
        """All occurrences that start in the window."""
        found: dict[str, Event] = {}
        for calendar in calendars:
            try:
                for event in self._occurrences(calendar):
                    if len(found) == MAX_EVENTS:
                        self._problems.append(f"more than {MAX_EVENTS} events in these weeks: the rest is not read")
                        return tuple(found.values())
                    found[event.provider_id] = event
            except Missing:
                if not self._sure:
                    raise
                self.failed.append((calendar, "it does not exist any more"))
            except Refused as error:
                self.failed.append((calendar, str(error)))
        return tuple(found.values())

    def told(self, before: Sequence[str]) -> tuple[str, ...]:
        """The problem lines, bounded."""
        return problem_lines(before, self.failed, self._problems)

    def _occurrences(self, calendar: Calendar) -> Iterator[Event]:
        window = self._window
        place = Place(calendar.id, calendar.mine)
        for page in pages(
            self._api, self._api.calendar("events"), calendarId=calendar.id, timeZone=window.zone,
            timeMin=_stamp(window.since), timeMax=_stamp(window.until + timedelta(seconds=1)), **_READ,
        ):  # fmt: skip
            for item in _items(page):
                try:
                    event = event_of(item, self._account, place, self._addresses, self._user)
                except BrokenEventError as error:
                    self._problems.append(f"{calendar.title}, event {text(item, 'id', 40) or '?'}: {error}")
                    continue
                if event is not None and window.since <= event.start < window.until:
                    yield event


def pages(api: Api, collection: Any, **parameters: Any) -> Iterator[dict[str, Any]]:
    """All pages of a `list` request of that collection."""
    token = None
    for _ in range(MAX_PAGES):
        answer = api.run(collection.list(pageToken=token, **parameters))
        yield answer
        token = answer.get("nextPageToken")
        if not token:
            return


def _items(page: dict[str, Any]) -> list[dict[str, Any]]:
    items = page.get("items")
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _keys(seen: Seen) -> set[tuple[str, bool]]:
    return {(calendar.id, calendar.mine) for calendar in seen.calendars}


def _stamp(at: datetime) -> str:
    """RFC 3339 in whole seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
