"""A simulated Outlook calendar behind the Outlook connector, for the contract tests and its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from connectors.http import Http
from connectors.outlook.account import from_options
from connectors.outlook.api import Graph
from connectors.outlook.calendar import OutlookCalendars
from connectors.outlook.credentials import Credentials
from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.contracts import EMPLOYER, NOW, USER, CalendarWorld
from tests.simulators.google.clock import simulated_timer
from tests.simulators.outlook import OutlookSim, ics, times
from tests.simulators.outlook.server import Record

Json = dict[str, Any]

ADDRESSES = ("Other@Example.net", USER)
PEER = "peer@meridian.example"
NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""Twelve o'clock in New York, within the contract's window."""
CLIENT = "simulated-client"


def invitation(**more: Any) -> Json:
    """An interview at noon in New York: the employer organises it, a colleague of theirs and the user are asked."""
    return {
        "subject": "Interview", **times_of(NOON), "organizer": person(EMPLOYER, "Joanne"),
        "attendees": [guest(EMPLOYER, "accepted"), guest(PEER, "tentativelyAccepted"), guest(USER)],
        **more,
    }  # fmt: skip


def own_entry(**more: Any) -> Json:
    """What the user put there for himself."""
    return {"subject": "Interview", **times_of(NOON), **more}


def person(address: str, name: str = "") -> Json:
    return {"emailAddress": {"address": address, "name": name}}


def guest(address: str, answer: str = "none", kind: str = "required") -> Json:
    return {**person(address), "type": kind, "status": {"response": answer, "time": "0001-01-01T00:00:00Z"}}


def times_of(start: datetime, zone: str = "Eastern Standard Time", hours: int = 1) -> Json:
    """`start` and `end` as Graph takes them: the time on the wall in a zone by its Windows name."""
    return {"start": stamp_of(start, zone), "end": stamp_of(start + timedelta(hours=hours), zone)}


def stamp_of(at: datetime, zone: str = "UTC") -> Json:
    return {"dateTime": at.astimezone(times.zone(zone)).replace(tzinfo=None).isoformat(), "timeZone": zone}


class OutlookCalendarWorld(CalendarWorld):
    """One signed-in user and their calendars, on a simulated clock. A context manager."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sim = OutlookSim(timer=simulated_timer(NOW), address=USER, name="Sam Lee")
        self.calendars = self.sim.calendars
        self.waited: list[float] = []
        """Pauses that the connector made."""
        self._timer = Timer(self.sim.timer.now, self._wait)
        self._opened: list[Http] = []
        self.role = self.calendar()
        self.read_only = self.calendar(permissions="read")
        self._names: dict[str, str] = {}

    def __enter__(self) -> OutlookCalendarWorld:
        self.sim.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for http in self._opened:
            http.close()
        self.sim.__exit__(kind, error, trace)

    def _wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.sim.timer.sleep(seconds)

    def calendar(
        self, names: Sequence[str] | None = None, permissions: str = "send", scopes: Sequence[str] | None = None
    ) -> OutlookCalendars:
        """A connector of its own for the account; `scopes`: what was granted, if it was not all that was asked for."""
        name = f"account{len(self._opened)}"
        ends = {"graph": self.sim.base, "login": f"{self.sim.base}/login"}
        account = from_options(
            name, {"address": USER, "client_id": CLIENT, "permissions": permissions, "endpoints": ends}
        )
        http = Http(self._timer)
        self._opened.append(http)
        tokens = Tokens(self.root, name, "file", self._timer)
        granted = account.scopes if scopes is None else tuple(scopes)
        tokens.save({"cache": self.sim.msal_cache(granted, CLIENT), "scopes": list(granted)})
        self.graph = Graph(account, Credentials(account, tokens, http, self._timer), http, self._timer)
        return OutlookCalendars(name, self.graph, names, ADDRESSES, may_answer=permissions == "send")

    # ---------------------------------------------------------------- hands of the contract

    def put(self, name: str, text: str) -> None:
        _, uid, event = ics.read(text)
        if name in self._names:
            self.calendars.change(self._names[name], **event)
        else:
            self._names[name] = self.calendars.add(event, uid=uid)

    def remove(self, name: str) -> None:
        self.calendars.remove(self._names.pop(name))

    def rest(self) -> None:
        self.sim.timer.sleep(600)

    def break_place(self) -> None:
        self.sim.faults.add("/me/calendars", 403, times=100)

    def everything(self) -> object:
        return self.calendars.snapshot()

    # ---------------------------------------------------------------- looking

    def asked(self) -> list[str]:
        """The routes of the requests so far, in order; and forget them."""
        found = [record.id for record in self.requests()]
        self.sim.requests.clear()
        return found

    def requests(self) -> list[Record]:
        """Those to Graph."""
        return [record for record in self.sim.requests if record.path.startswith("/v1.0/")]

    def writes(self) -> list[Record]:
        return [record for record in self.requests() if record.method != "GET"]

    def told(self) -> list[tuple[str, str]]:
        """Whom Exchange told what."""
        return [(notice.kind, notice.to) for notice in self.calendars.notifications]

    def body(self) -> Json:
        """What the one request that changed something said."""
        (record,) = self.writes()
        return dict(json.loads(record.body))
