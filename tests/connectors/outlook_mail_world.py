"""One Outlook mailbox behind the connector, on the simulator: for the mail contract and the tests of the drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar

from connectors.base import MailRole
from connectors.http import Http, Response
from connectors.outlook.account import SEND_MAIL, WRITE_MAIL, Account, from_options
from connectors.outlook.api import NOTHING, Graph
from connectors.outlook.credentials import Credentials
from connectors.outlook.drafts import Drafts
from connectors.outlook.mail import OutlookMail
from connectors.tokens import Tokens
from tests.contracts import NOW, USER, MailWorld, Outcome, Place
from tests.simulators.google.clock import simulated_timer
from tests.simulators.outlook import OutlookSim

CLIENT = "simulated-client"


class Signed:
    """Stands in for the sign-in: tokens straight from the simulator."""

    def __init__(self, sim: OutlookSim, scopes: tuple[str, ...] = (WRITE_MAIL, SEND_MAIL)) -> None:
        self.scopes = frozenset(scopes)
        self._sim = sim
        self._token = str(sim.grant(scopes)["access_token"])
        self.refreshed = 0

    def token(self) -> str:
        return self._token

    def refresh(self, refused: str = "") -> str:
        self.refreshed += 1
        self._token = str(self._sim.grant(tuple(self.scopes))["access_token"])
        return self._token


class Killed(BaseException):
    """What happens to a process at any moment."""


class Wired(Graph):
    """Does something between two requests: another machine or the user comes in between, or the process is killed."""

    before: dict[int, Callable[[], object]]
    after: dict[int, Callable[[], object]]
    made = 0
    ignored: tuple[str, ...] = ()
    """What the service does not take from a message given to createReply."""

    def wire(
        self,
        before: dict[int, Callable[[], object]] | None = None,
        after: dict[int, Callable[[], object]] | None = None,
    ) -> None:
        """`before` and `after` the request of that number, from now on."""
        self.made, self.before, self.after = 0, before or {}, after or {}

    def _ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] = NOTHING,
        body: Mapping[str, Any] | None = None,
        prefer: Sequence[str] = (),
        etag: str | None = None,
    ) -> Response:
        number = self.made
        self.made += 1
        self.before.pop(number, _nothing)()
        if path.endswith("/createReply") and body and self.ignored:
            body = {"message": {name: part for name, part in body["message"].items() if name not in self.ignored}}
        answer = super()._ask(method, path, params=params, body=body, prefer=prefer, etag=etag)
        self.after.pop(number, _nothing)()
        return answer


def _nothing() -> None:
    return


def kill() -> None:
    """The process ends here."""
    raise Killed


@contextmanager
def machines(sim: OutlookSim, count: int = 1) -> Iterator[list[tuple[Drafts, Wired]]]:
    """So many machines of the same user, each with its own connections."""
    account = Account("mine", sim.address, CLIENT, graph=sim.base, login=f"{sim.base}/login")
    credentials: Any = Signed(sim)
    https = [Http(sim.timer) for _ in range(count)]
    try:
        graphs = [Wired(account, credentials, one, sim.timer) for one in https]
        for graph in graphs:
            graph.wire()
        yield [(Drafts(graph, sim.timer), graph) for graph in graphs]
    finally:
        for one in https:
            one.close()


class OutlookMailWorld(MailWorld):
    """One signed-in user and their mailbox, on a simulated clock. A context manager."""

    folders: ClassVar[dict[Place, str]] = {
        "inbox": "inbox",
        "sent": "sentitems",
        "trash": "deleteditems",
        "drafts": "drafts",
    }
    faults: ClassVar[dict[Outcome, str]] = {"no": "400", "later": "429", "unknown": "close-after-effect"}

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sim = OutlookSim(timer=simulated_timer(NOW), address=USER, name="Sam Lee")
        self._opened: list[Http] = []
        self.role = self.mail()
        self.read_only = self.mail(permissions="read")

    def __enter__(self) -> OutlookMailWorld:
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
        name, timer = f"account{len(self._opened)}", self.sim.timer
        ends = {"graph": self.sim.base, "login": f"{self.sim.base}/login"}
        options = {"address": USER, "client_id": CLIENT, "permissions": permissions, "endpoints": ends}
        account = from_options(name, options)
        http = Http(timer)
        self._opened.append(http)
        tokens = Tokens(self.root, name, "file", timer)
        tokens.save({"cache": self.sim.msal_cache(account.scopes, CLIENT), **self.sim.grant(account.scopes, CLIENT)})
        graph = Graph(account, Credentials(account, tokens, http, timer), http, timer)
        return OutlookMail(name, graph, Drafts(graph, timer))

    def put(self, raw: bytes, place: Place = "inbox", delivered: datetime = NOW) -> None:
        self.sim.mailbox.deliver(raw, self.folders[place], delivered)

    def remove(self, raw: bytes) -> None:
        for id in self.sim.mailbox.messages():
            if self.sim.mailbox.raw(id) == raw:
                self.sim.mailbox.delete(id)

    def rest(self) -> None:
        self.sim.timer.sleep(600)

    def break_place(self) -> None:
        self.sim.faults.add("/v1.0/me/", "403 MailboxNotEnabledForRESTAPI", times=100)

    def next_submission(self, outcome: Outcome) -> None:
        self.sim.faults.clear()
        if outcome != "yes":
            self.sim.faults.add("message.send$", self.faults[outcome])

    def received(self) -> list[bytes]:
        return list(self.sim.mailbox.sent)

    def everything(self) -> object:
        return self.sim.mailbox.snapshot()

    def words(self, raw: bytes) -> bytes:
        """Exchange writes the MIME of every message anew."""
        return plainly(raw)


def plainly(raw: bytes) -> bytes:
    """What a message says, one line a header in a fixed order: Exchange writes its MIME anew, whatever it was given."""
    message: Any = message_from_bytes(raw, policy=default)
    kept = sorted({"from", "to", "cc", "bcc", "reply-to", "subject", "in-reply-to", "references"} & _names(message))
    kept += sorted(name for name in _names(message) if name.startswith("x-"))
    lines = [f"{name}: {value}" for name in kept for value in message.get_all(name)]
    text = message.get_content() if message.get_content_type() == "text/plain" else message.as_string()
    return "\n".join([*lines, "", text]).replace("\r\n", "\n").encode()


def _names(message: Any) -> set[str]:
    return {name.lower() for name in message}
