"""A simulated Google Calendar behind the Google connector, for the contract tests and its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import icalendar

from connectors.base import CalendarRole, Event
from connectors.google.account import from_options
from connectors.google.api import Api
from connectors.google.calendar import GoogleCalendars
from connectors.google.credentials import Credentials
from connectors.google.pace import Pace
from connectors.http import Http
from connectors.tokens import Tokens
from tests.contracts import EMPLOYER, NOW, USER, CalendarWorld, read
from tests.simulators.google import GoogleSim, Record
from tests.simulators.google.clock import simulated_timer

Json = dict[str, Any]

ADDRESSES = ("Other@Example.net", USER)
PEER = "peer@meridian.example"
NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""Twelve o'clock in New York, within the contract's window."""


def invitation(**more: Any) -> Json:
    """An interview at noon in New York: the employer organises it, a colleague of theirs and the user are asked."""
    return {
        "summary": "Interview", "start": stamp_of(NOON), "organizer": {"email": EMPLOYER, "displayName": "Joanne"},
        "attendees": [
            {"email": EMPLOYER, "displayName": "Joanne", "organizer": True, "responseStatus": "accepted"},
            {"email": PEER, "responseStatus": "tentative", "comment": "Maybe late", "optional": True},
            {"email": USER, "responseStatus": "needsAction"},
        ],
        **more,
    }  # fmt: skip


class GoogleCalendarWorld(CalendarWorld):
    """One signed-in user and their calendars, on a simulated clock. A context manager."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sim = GoogleSim(timer=simulated_timer(NOW), address=USER)
        self.calendars = self.sim.calendars
        self._opened: list[Http] = []
        self.role = self.calendar()
        self.read_only = self.calendar(permissions="read")
        self._names: dict[str, str] = {}

    def __enter__(self) -> GoogleCalendarWorld:
        self.sim.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for http in self._opened:
            http.close()
        self.sim.__exit__(kind, error, trace)

    def calendar(
        self, names: Sequence[str] | None = None, permissions: str = "send", scopes: Sequence[str] | None = None
    ) -> GoogleCalendars:
        """A connector of its own for the account; `scopes`: what was granted, if it was not all that was asked for."""
        name = f"account{len(self._opened)}"
        base = self.sim.base
        account = from_options(
            name,
            {
                "address": USER,
                "client_secrets": self.sim.client_file(self.root / "client.json"),
                "permissions": permissions,
                "endpoints": {"gmail": base, "calendar": base, "token": base},
            },
        )
        timer = self.sim.timer
        http = Http(timer)
        self._opened.append(http)
        tokens = Tokens(self.root, name, "file", timer)
        tokens.save(self.sim.grant(account.scopes if scopes is None else scopes))
        api = Api(account, Credentials(account, tokens, http, timer), http, Pace(None, timer), timer)
        return GoogleCalendars(name, api, names, ADDRESSES, may_answer=permissions == "send")

    # ---------------------------------------------------------------- hands of the contract

    def put(self, name: str, text: str) -> None:
        resource = resource_of(text)
        if name in self._names:
            self.calendars.change("primary", self._names[name], resource)
        else:
            self._names[name] = self.calendars.add("primary", resource)

    def remove(self, name: str) -> None:
        self.calendars.purge("primary", self._names.pop(name))

    def rest(self) -> None:
        self.sim.timer.sleep(600)

    def break_place(self) -> None:
        self.sim.faults.add("calendar[.]", "403 accessNotConfigured", times=100)

    def everything(self) -> object:
        return [(book.id, dict(book.changes), repr(book.events)) for book in self.calendars.books.values()]

    def share(self, id: str, summary: str, access_role: str = "owner", **marks: Any) -> str:
        """One more calendar in the user's list."""
        self.calendars.add_calendar(id, summary, access_role, **marks)
        return id

    # ---------------------------------------------------------------- looking

    def asked(self) -> list[str]:
        """The discovery methods of the requests so far, in order; and forget them."""
        found = [record.id for record in self.requests()]
        self.sim.requests.clear()
        return found

    def requests(self) -> list[Record]:
        return list(self.sim.requests)

    def writes(self) -> list[Record]:
        return [record for record in self.sim.requests if record.method != "GET"]

    def answers(self, event: str, calendar: str = "primary") -> dict[str, str]:
        """The guests' answers as Google has them."""
        entries = self.calendars.event(event, calendar).get("attendees", ())
        return {entry["email"]: entry["responseStatus"] for entry in entries}


def one(role: CalendarRole) -> Event:
    (event,) = read(role)
    return event


def titles(role: CalendarRole) -> list[str]:
    return [event.summary for event in read(role)]


# ---------------------------------------------------------------- iCalendar text as Google keeps it


def resource_of(text: str) -> Json:
    """The event resource that Google makes of an invitation."""
    component: Any
    (component,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    start = component["DTSTART"].dt
    end = component["DTEND"].dt if "DTEND" in component else start + _length(component, start)
    resource: Json = {
        "iCalUID": str(component["UID"]), "start": stamp_of(start), "end": stamp_of(end),
        "status": str(component.get("STATUS", "CONFIRMED")).lower(), "sequence": int(component.get("SEQUENCE", 0)),
    }  # fmt: skip
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        if name in component:
            resource[name.lower()] = str(component[name])
    if "RRULE" in component:
        resource["recurrence"] = ["RRULE:" + component["RRULE"].to_ical().decode()]
    if "ORGANIZER" in component:
        resource["organizer"] = _person(component["ORGANIZER"])
    attendees = component.get("ATTENDEE", [])
    for entry in attendees if isinstance(attendees, list) else [attendees]:
        answer = str(entry.params.get("PARTSTAT", "NEEDS-ACTION")).lower().replace("needs-action", "needsAction")
        resource.setdefault("attendees", []).append({**_person(entry), "responseStatus": answer})
    return resource


def _length(component: Any, start: date) -> timedelta:
    if "DURATION" in component:
        return timedelta(seconds=component["DURATION"].dt.total_seconds())
    return timedelta(hours=1) if isinstance(start, datetime) else timedelta(days=1)


def _person(entry: Any) -> Json:
    person = {"email": str(entry).removeprefix("mailto:")}
    if "CN" in entry.params:
        person["displayName"] = str(entry.params["CN"])
    return person


def stamp_of(when: date) -> Json:
    if not isinstance(when, datetime):
        return {"date": when.isoformat()}
    zone = "UTC" if when.tzinfo in (UTC, None) or str(when.tzinfo) == "UTC" else str(when.tzinfo)
    return {"dateTime": when.isoformat(timespec="seconds"), "timeZone": zone}
