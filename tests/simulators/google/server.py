"""The simulator: one Google user with a mailbox and calendars, behind a real HTTP server on loopback."""

from __future__ import annotations

import json
import threading
import traceback
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from connectors.timer import Timer
from tests.simulators.google.calendar import Calendars
from tests.simulators.google.calls import ApiError, Call, handlers_of, not_found
from tests.simulators.google.clock import simulated_timer
from tests.simulators.google.discovery import Method, route
from tests.simulators.google.faults import Fault, Faults
from tests.simulators.google.fields import select
from tests.simulators.google.gmail import Gmail
from tests.simulators.google.gmail_drafts import GmailDrafts
from tests.simulators.google.mailbox import Mailbox
from tests.simulators.google.oauth import CLIENT_ID, CLIENT_SECRET, OAuth
from tests.simulators.google.quota import Quota
from tests.simulators.google.signin import SignInPages
from tests.simulators.google.wire import Asked, Reply, Server

JSON = {"Content-Type": "application/json; charset=UTF-8"}


@dataclass(slots=True)
class Record:
    """One request that arrived."""

    method: str
    """HTTP method."""
    path: str
    query: str
    body: bytes
    id: str
    """The discovery method, "" for sign-in pages and unknown paths."""
    at: float
    status: int = 0
    """What was answered; 0: the connection was closed instead."""
    units: int = 0
    """Quota units it cost."""
    answered: int = 0
    """Bytes of the answer's body."""


class GoogleSim:
    """A context manager; leaving it fails if any request or answer broke the discovery documents."""

    def __init__(
        self,
        *,
        timer: Timer | None = None,
        address: str = "alex@example.com",
        latency: float = 0.0,
        old_quota: bool = False,
        per_minute: int | None = None,
        testing: bool = False,
        aliases: Iterable[str] = (),
        keep_message_id: bool = False,
        keep_custom_headers: bool = True,
    ) -> None:
        """`timer`: simulated time by default; `Timer()` for programs with a clock of their own, which then really waits.
        `latency`: seconds each request takes on that timer. `testing`: refresh tokens die after seven days."""
        self.timer = timer or simulated_timer()
        self.address = address
        self.latency = latency
        self.oauth = OAuth(self.timer, address, testing=testing)
        self.quota = Quota(self.timer, old=old_quota, per_minute=per_minute)
        self.faults = Faults()
        self.calendars = Calendars(self.timer, address)
        self.mailbox = Mailbox(
            self.timer,
            address,
            aliases=aliases,
            keep_message_id=keep_message_id,
            keep_custom_headers=keep_custom_headers,
        )
        self.requests: list[Record] = []
        self.violations: list[str] = []
        self.lock = threading.RLock()
        """Held while a call is answered; tests that change state while clients run hold it too."""
        self._sign_in = SignInPages(self.oauth)
        self._handlers = {
            **handlers_of(Gmail(self.mailbox)),
            **handlers_of(GmailDrafts(self.mailbox)),
            **handlers_of(self.calendars),
        }
        self._server = Server(self)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> GoogleSim:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        if kind is None:
            assert not self.violations, "\n".join(self.violations)

    def now(self) -> float:
        """The simulator's time."""
        return self.timer.now()

    def calls(self, method: str = "") -> list[Record]:
        """The requests for one discovery method, all requests by default."""
        return [record for record in self.requests if not method or record.id == method]

    @property
    def traffic(self) -> int:
        """Bytes of all bodies, asked and answered."""
        return sum(len(record.body) + record.answered for record in self.requests)

    def grant(self, scopes: Collection[str], address: str | None = None) -> dict[str, Any]:
        """Tokens as a sign-in would have given them: refresh_token, access_token, scopes, expires_at."""
        with self.lock:
            return self.oauth.grant(scopes, address)

    def client_file(self, path: Path) -> Path:
        """Write the file that Google's console gives for an installed program, its addresses on the simulator."""
        installed = {
            "client_id": CLIENT_ID,
            "project_id": "simulated",
            "auth_uri": f"{self.base}/auth",
            "token_uri": f"{self.base}/token",
            "client_secret": CLIENT_SECRET,
            "redirect_uris": ["http://localhost"],
        }
        path.write_text(json.dumps({"installed": installed}), "utf-8")
        return path

    # ---------------------------------------------------------------- answering

    def reply(self, asked: Asked) -> Reply:
        """The answer to one request, or the fault that it meets."""
        if self.latency:
            self.timer.sleep(self.latency)
        found = route(asked.verb, asked.path)
        record = Record(
            asked.verb, asked.path, asked.query, asked.content, found[0].id if found else "", self.timer.now()
        )
        with self.lock:
            self.requests.append(record)
            fault = self.faults.take(f"{record.method} {record.path} {record.id}")
            if fault and fault.kind == "slow":
                self.timer.sleep(fault.seconds)
            done = None if fault and not fault.after_effect else self._answer(asked, found, record)
        reply = _with_fault(done, fault, api=found is not None)
        record.status, record.answered = (0 if reply.end == "closed" else reply.status), len(reply.content)
        return reply

    def _answer(self, asked: Asked, found: tuple[Method, dict[str, str]] | None, record: Record) -> Reply:
        try:
            signing_in = self._sign_in.reply(asked)
            if signing_in is not None:
                self._violation(asked, signing_in[1])
                return signing_in[0]
            return self._method(asked, found, record)
        except ApiError as error:
            return Reply(error.status, json.dumps(error.body()).encode(), {**JSON, **error.headers})
        except Exception:  # noqa: BLE001 - a fault of the simulator itself must fail the test, not the thread
            self.violations.append(f"{asked.verb} {asked.path}: the simulator broke\n{traceback.format_exc()}")
            return Reply(500, b"the simulator broke")

    def _method(self, asked: Asked, found: tuple[Method, dict[str, str]] | None, record: Record) -> Reply:
        if found is None:
            self._violation(asked, ["no such method"])
            raise not_found()
        method, path = found
        grant = self.oauth.check(asked.headers.get("authorization", ""), method.scopes)
        body, faults = _body(asked)
        query, more = method.request_faults(asked.query, body)
        if faults or more:
            self._violation(asked, faults + more)
            raise ApiError(400, "invalidArgument", "; ".join(faults + more))
        if method.id not in self._handlers:
            self._violation(asked, [f"{method.id} is not simulated"])
            raise ApiError(501, "notImplemented")
        record.units = self.quota.spend(method.id)
        status, answer = self._handlers[method.id](Call(method.id, path, query, body, asked.headers, grant.address))
        self._violation(asked, method.answer_faults(answer))
        if answer is None:
            return Reply(status)
        if "fields" in query:
            answer = select(answer, query["fields"])
        headers = {**JSON, "ETag": answer["etag"]} if "etag" in answer else JSON
        return Reply(status, json.dumps(answer).encode(), headers)

    def _violation(self, asked: Asked, faults: list[str]) -> None:
        self.violations += [f"{asked.verb} {asked.path}: {fault}" for fault in faults]


def _body(asked: Asked) -> tuple[Any, list[str]]:
    """The decoded body, and what is wrong with it."""
    if not asked.content:
        return None, []
    if not asked.headers.get("content-type", "").startswith("application/json"):
        return None, ["a body that does not say it is JSON"]
    try:
        return json.loads(asked.content), []
    except ValueError:
        return None, ["a body that is no JSON"]


def _with_fault(done: Reply | None, fault: Fault | None, *, api: bool) -> Reply:
    """The answer as the fault leaves it; errors as the APIs write them, or as the sign-in does (RFC 6749 section 5.2)."""
    if fault is None or fault.kind == "slow":
        assert done is not None
        return done
    if fault.kind == "answer":
        error: dict[str, Any] = {"error": fault.reason, "error_description": fault.message}
        if api:
            error = ApiError(fault.status, fault.reason, fault.message).body()
        return Reply(fault.status, json.dumps(error).encode(), {**JSON, **fault.headers})
    if fault.kind == "hang" and done is not None:
        return Reply(done.status, done.content, done.headers, hang=fault.seconds)
    if fault.kind == "truncated" and done is not None:
        return Reply(done.status, done.content, done.headers, end="truncated")
    return Reply(0, end="closed", hang=fault.seconds)
