"""One Gmail account behind the connector, on the simulator: for the mail contract and the tests of the drafts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar

from connectors.base import MailRole
from connectors.google.account import READ_MAIL, WRITE_MAIL, Account, from_options
from connectors.google.api import Api
from connectors.google.credentials import Credentials
from connectors.google.drafts import Drafts
from connectors.google.mail import GoogleMail
from connectors.google.pace import Pace
from connectors.http import Http
from connectors.tokens import Tokens
from tests.contracts import NOW, USER, MailWorld, Outcome, Place
from tests.simulators.google import GoogleSim
from tests.simulators.google.clock import simulated_timer


class Signed:
    """Stands in for the sign-in: tokens straight from the simulator."""

    def __init__(self, sim: GoogleSim, scopes: tuple[str, ...] = (READ_MAIL, WRITE_MAIL)) -> None:
        self.scopes = frozenset(scopes)
        self._sim = sim
        self._token = str(sim.grant(scopes)["access_token"])
        self.refreshed = 0

    def token(self) -> str:
        return self._token

    def refresh(self, used: str = "") -> str:
        self.refreshed += 1
        self._token = str(self._sim.grant(tuple(self.scopes))["access_token"])
        return self._token


class Killed(BaseException):
    """What happens to a process at any moment."""


class Wired(Api):
    """Does something between two requests: another machine or the user comes in between, or the process is killed."""

    before: dict[int, Callable[[], object]]
    after: dict[int, Callable[[], object]]
    made = 0

    def wire(
        self,
        before: dict[int, Callable[[], object]] | None = None,
        after: dict[int, Callable[[], object]] | None = None,
    ) -> None:
        """`before` and `after` the request of that number, from now on."""
        self.made, self.before, self.after = 0, before or {}, after or {}

    def run(self, request: Any, units: int = 0) -> Any:
        number = self.made
        self.made += 1
        self.before.pop(number, _nothing)()
        answer = super().run(request, units)
        self.after.pop(number, _nothing)()
        return answer


def _nothing() -> None:
    return


def kill() -> None:
    """The process ends here."""
    raise Killed


@contextmanager
def machines(sim: GoogleSim, count: int = 1) -> Iterator[list[tuple[Drafts, Wired]]]:
    """So many machines of the same user, each with its own connections."""
    account = Account("mine", sim.address, Path("client.json"), gmail=sim.base, calendar=sim.base, token=sim.base)
    credentials: Any = Signed(sim)
    https = [Http(sim.timer) for _ in range(count)]
    try:
        apis = [Wired(account, credentials, one, Pace(None, sim.timer), sim.timer) for one in https]
        for api in apis:
            api.wire()
        yield [(Drafts(api, sim.timer), api) for api in apis]
    finally:
        for one in https:
            one.close()


class GoogleMailWorld(MailWorld):
    """One signed-in user and their mailbox, on a simulated clock. A context manager."""

    labels: ClassVar[dict[Place, tuple[str, ...]]] = {
        "inbox": ("INBOX", "UNREAD"),
        "sent": ("SENT",),
        "trash": ("TRASH",),
    }
    faults: ClassVar[dict[Outcome, str]] = {"no": "400", "later": "429", "unknown": "close-after-effect"}

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sim = GoogleSim(timer=simulated_timer(NOW), address=USER)
        self._opened: list[Http] = []
        self.role = self.mail()
        self.read_only = self.mail(permissions="read")

    def __enter__(self) -> GoogleMailWorld:
        self.sim.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for http in self._opened:
            http.close()
        self.sim.__exit__(kind, error, trace)

    def mail(self, permissions: str = "send") -> MailRole:
        """A connector of its own for the account."""
        name, base, timer = f"account{len(self._opened)}", self.sim.base, self.sim.timer
        account = from_options(
            name,
            {
                "address": USER,
                "client_secrets": self.sim.client_file(self.root / "client.json"),
                "permissions": permissions,
                "endpoints": {"gmail": base, "calendar": base, "token": base},
            },
        )
        http = Http(timer)
        self._opened.append(http)
        tokens = Tokens(self.root, name, "file", timer)
        tokens.save(self.sim.grant(account.scopes))
        pace = Pace(None, timer)
        api = Api(account, Credentials(account, tokens, http, timer), http, pace, timer)
        return GoogleMail(name, api, Drafts(api, timer), pace)

    def put(self, raw: bytes, place: Place = "inbox", delivered: datetime = NOW) -> None:
        if place == "drafts":
            self.sim.mailbox.create_draft(raw)
        else:
            self.sim.mailbox.deliver(raw, labels=self.labels[place], at=delivered)

    def remove(self, raw: bytes) -> None:
        for stored in list(self.sim.mailbox.messages.values()):
            if stored.raw == raw:
                self.sim.mailbox.delete(stored.id)

    def rest(self) -> None:
        self.sim.timer.sleep(600)

    def break_place(self) -> None:
        self.sim.faults.add("gmail[.]", "403 domainPolicy", times=100)

    def next_submission(self, outcome: Outcome) -> None:
        self.sim.faults.clear()
        if outcome != "yes":
            self.sim.faults.add("drafts.send$", self.faults[outcome])

    def received(self) -> list[bytes]:
        return list(self.sim.mailbox.sent)

    def everything(self) -> object:
        mailbox = self.sim.mailbox
        return dict(mailbox.drafts), [(m.id, m.thread_id, m.labels, m.at_ms, m.raw) for m in mailbox.newest_first()]

    def words(self, raw: bytes) -> bytes:
        """Gmail writes a Message-ID of its own."""
        return re.sub(rb"(?im)^message-id:.*\n", b"", super().words(raw), count=1)
