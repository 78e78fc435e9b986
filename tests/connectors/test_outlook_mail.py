"""Reading Outlook: every folder by its changes, the first reading newest first, and everything that happens in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from connectors.base import MAX_RAW, CursorExpired, MailPage, Message, NeedsLogin, Refused, Temporary, Unreadable
from connectors.http import Http
from connectors.outlook.account import READ_MAIL, Account
from connectors.outlook.api import Graph
from connectors.outlook.mail import OutlookMail
from connectors.timer import Timer
from tests.contracts import NOW, USER, Shelf, letter, subject
from tests.simulators.google.clock import simulated_timer
from tests.simulators.outlook import OutlookSim


class Signed:
    """Stands in for the sign-in: tokens straight from the simulator."""

    scopes = frozenset({READ_MAIL})

    def __init__(self, sim: OutlookSim) -> None:
        self._token = str(sim.grant(tuple(self.scopes))["access_token"])

    def token(self) -> str:
        return self._token

    def refresh(self, refused: str) -> str:
        raise NeedsLogin(f"Sign in again ({len(refused)}).")

    def forget(self) -> None:
        return


@dataclass
class Box:
    """A simulated mailbox with the connector on it, and a store beside them."""

    sim: OutlookSim
    timer: Timer
    http: Http
    shelf: Shelf = field(default_factory=Shelf)

    @property
    def role(self) -> OutlookMail:
        """As a process that has just started has it."""
        account = Account("mine", self.sim.address, "client", graph=self.sim.base)
        credentials: Any = Signed(self.sim)
        return OutlookMail("mine", Graph(account, credentials, self.http, self.timer), None)

    def put(self, number: int, hours: float = 0.0, text: str = "Hello", folder: str = "inbox", **more: Any) -> str:
        return self.sim.mailbox.deliver(letter(number, text), folder, NOW - timedelta(hours=hours), **more)

    def sync(self, since: date | None = None, pages: int | None = None) -> list[MailPage]:
        return self.shelf.sync(self.role, since, pages)

    def asked(self, name: str = "") -> list[str]:
        """Routes asked for since the last time that this was called."""
        found = [record.id for record in self.sim.requests]
        self.sim.requests.clear()
        return [route for route in found if name in route]

    @property
    def lags_behind(self) -> set[str]:
        """What the store and the mailbox differ in."""
        store = self.sim.mailbox.store
        closed = {"deleteditems", "drafts", "outbox", "conversationhistory", "recoverableitemsdeletions"}
        there = {item.immutable_id for item in store.items.values() if item.folder not in closed}
        return there ^ self.shelf.messages.keys()


@contextmanager
def a_box() -> Iterator[Box]:
    timer = simulated_timer(NOW)
    with OutlookSim(timer=timer, address=USER) as sim:
        http = Http(timer)
        try:
            yield Box(sim, timer, http)
        finally:
            http.close()


@pytest.fixture
def box() -> Iterator[Box]:
    with a_box() as found:
        yield found


def created(pages: list[MailPage]) -> list[Message]:
    return [message for page in pages for message in page.created]


def subjects(pages: list[MailPage]) -> list[str]:
    return [subject(message.raw) for message in created(pages)]


def destroyed(pages: list[MailPage]) -> list[str]:
    return [id_ for page in pages for id_ in page.destroyed]


def problems(pages: list[MailPage]) -> list[str]:
    return [problem for page in pages for problem in page.problems]
