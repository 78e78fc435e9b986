"""The simulator: one Outlook user with a mailbox and calendars, behind a real HTTP server on loopback."""

from __future__ import annotations

import json
import threading
import time
import traceback
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, unquote

from connectors.timer import Timer
from tests.simulators.google.clock import simulated_timer
from tests.simulators.google.faults import REASONS, Fault, Faults
from tests.simulators.google.wire import Asked, Reply, Server
from tests.simulators.outlook import invitations, login_pages, schema
from tests.simulators.outlook.authority import Authority
from tests.simulators.outlook.calendars import Calendars
from tests.simulators.outlook.calls import Answer, Call, GraphError, Json, handlers_of, prefer_of
from tests.simulators.outlook.delta import Delta
from tests.simulators.outlook.drafts import Drafts
from tests.simulators.outlook.events import Events
from tests.simulators.outlook.mail import Mail
from tests.simulators.outlook.mailbox import Mailbox
from tests.simulators.outlook.routes import Route, route

JSON = {
    "Content-Type": "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
}
AT_ONCE = 4
"""Requests at the same time for one mailbox."""
WINDOW_SECONDS, WINDOW_REQUESTS = 600, 10_000
"""Requests within ten minutes for one mailbox."""
CODES = {
    400: "ErrorInvalidRequest",
    401: "InvalidAuthenticationToken",
    403: "ErrorAccessDenied",
    404: "ErrorItemNotFound",
    409: "ErrorIrresolvableConflict",
    410: "SyncStateNotFound",
    429: "ApplicationThrottled",
    500: "ErrorInternalServerError",
    502: "BadGateway",
    503: "ErrorServerBusy",
    504: "UnknownError",
}
"""`error.code` of a fault that was planned by its status alone."""


@dataclass(slots=True)
class Record:
    """One request that arrived."""

    method: str
    path: str
    query: str
    body: bytes
    id: str
    """The route, "" for sign-in and unknown addresses."""
    at: float
    prefer: str = ""
    status: int = 0
    """What was answered; 0: the connection was closed instead."""
    answered: int = 0
    """Bytes of the answer's body."""


class OutlookSim:
    """A context manager; leaving it fails if any request or answer broke Microsoft's published metadata."""

    def __init__(
        self, *, timer: Timer | None = None, address: str = "alex@example.com", name: str = "Alex Example"
    ) -> None:
        self.timer = timer or simulated_timer()
        self.address = address
        self.faults = Faults()
        self.requests: list[Record] = []
        self.violations: list[str] = []
        self.lock = threading.RLock()
        """Held while a call is answered; tests that change state while clients run hold it too."""
        self.most_at_once = 0
        """The most Graph requests that were under way at the same time."""
        self._server = Server(self)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.authority = Authority(self.timer, address, name, self.violations)
        self.authority_http = login_pages.AuthorityHttp(self.authority)
        self.mailbox = Mailbox(self.timer, address, name)
        self.calendars = Calendars(self.timer, address, name)
        events = Events(self.calendars, self.base)
        self.delta = Delta(self.mailbox, self.base, events.of_message)
        self._handlers = handlers_of(
            self.delta, Mail(self.mailbox, self.base, events.of_message), Drafts(self.mailbox, self.base), events
        )
        self._answers = schema.Answers()
        self._under_way = 0
        self._times: deque[float] = deque()
        self._count = threading.Lock()

    def __enter__(self) -> OutlookSim:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        if kind is None:
            assert not self.violations, "\n".join(self.violations)

    def now(self) -> float:
        """The simulator's time."""
        return self.timer.now()

    def grant(self, scopes: Collection[str], client: str = "simulated-client") -> Json:
        """Tokens as a sign-in would have given them: refresh_token, access_token, scopes, expires_at."""
        with self.lock:
            return self.authority.grant(scopes, client)

    def visit(self, url: str) -> dict[str, str]:
        """The user's browser opens the sign-in page, and brings the outcome to the program on loopback."""
        return login_pages.visit(self.authority, url)

    def invite(self, raw: bytes, folder: str = "inbox") -> tuple[str, str]:
        """A mail with a calendar file arrives; gives the ids of the message and of the event that it is about."""
        with self.lock:
            return invitations.invite(self.mailbox, self.calendars, raw, folder)

    def msal_cache(self, scopes: Collection[str], client: str = "simulated-client") -> str:
        """What msal's SerializableTokenCache would hold after a sign-in."""
        with self.lock:
            return login_pages.msal_cache(self.authority, scopes, client)

    @property
    def sent(self) -> list[bytes]:
        """What left, as its recipients got it."""
        return self.mailbox.sent

    # ---------------------------------------------------------------- answering

    def reply(self, asked: Asked) -> Reply:
        """The answer to one request, or the fault that it meets."""
        if asked.path.startswith(f"{login_pages.PREFIX}/"):
            return self._login(asked)
        found = route(asked.verb, asked.path.removeprefix("/v1.0")) if asked.path.startswith("/v1.0/") else None
        record = self._record(asked, found[0].name if found else "")
        with self._count:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
            crowded = self._under_way > AT_ONCE
        try:
            reply = self._served(asked, found, record, crowded)
            if reply.hang:
                time.sleep(reply.hang)
        finally:
            with self._count:
                self._under_way -= 1
        record.status, record.answered = (0 if reply.end == "closed" else reply.status), len(reply.content)
        return Reply(reply.status, reply.content, reply.headers, reply.end)

    def _login(self, asked: Asked) -> Reply:
        record = self._record(asked, "")
        fault = self.faults.take(f"{asked.verb} {asked.path}")
        if fault and fault.kind == "slow":
            self.timer.sleep(fault.seconds)
        with self.lock:
            done = None if fault and not fault.after_effect else login_pages.loopback(self.authority, asked)
        reply = _with_fault(done, fault)
        record.status = 0 if reply.end == "closed" else reply.status
        return reply

    def _record(self, asked: Asked, name: str) -> Record:
        record = Record(
            asked.verb, asked.path, asked.query, asked.content, name, self.timer.now(), asked.headers.get("prefer", "")
        )
        self.requests.append(record)
        return record

    def _served(self, asked: Asked, found: tuple[Route, dict[str, str]] | None, record: Record, crowded: bool) -> Reply:
        fault = self.faults.take(f"{record.method} {record.path} {record.id}")
        if fault and fault.kind == "slow":
            self.timer.sleep(fault.seconds)
        done = None
        if not fault or fault.after_effect:
            with self.lock:
                done = self._answer(asked, found, crowded)
        return _with_fault(done, fault)

    def _answer(self, asked: Asked, found: tuple[Route, dict[str, str]] | None, crowded: bool) -> Reply:
        try:
            if crowded:
                raise GraphError(
                    429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.",
                    headers={"Retry-After": "1"},
                )  # fmt: skip
            self._spend()
            self.mailbox.store.settle()
            return self._routed(asked, found)
        except GraphError as error:
            if error.broken:
                self._violation(asked, [error.broken])
            return Reply(error.status, json.dumps(error.body()).encode(), {**JSON, **error.headers})
        except Exception:  # noqa: BLE001 - a fault of the simulator itself must fail the test, not the thread
            self._violation(asked, [f"the simulator broke\n{traceback.format_exc()}"])
            return Reply(500, b"the simulator broke")

    def _spend(self) -> None:
        now = self.timer.now()
        while self._times and self._times[0] <= now - WINDOW_SECONDS:
            self._times.popleft()
        if len(self._times) >= WINDOW_REQUESTS:
            wait = int(self._times[0] + WINDOW_SECONDS - now) + 1
            raise GraphError(
                429,
                "ApplicationThrottled",
                "Application is over its request limit.",
                headers={"Retry-After": str(wait)},
            )
        self._times.append(now)

    def _routed(self, asked: Asked, found: tuple[Route, dict[str, str]] | None) -> Reply:
        if found is None:
            raise GraphError(404, "ResourceNotFound", "Resource not found for the segment.", broken="no such address")
        where, parts = found
        self._authorized(asked, where)
        prefer = prefer_of(asked.headers.get("prefer", ""))
        if not prefer.immutable and where.name != "me":
            self._violation(asked, ['without Prefer: IdType="ImmutableId"'])
        self._violation(asked, [f"Prefer: {text}" for text in prefer.unknown])
        query = self._query(asked, where)
        body = self._body(asked, where)
        address = asked.path.removeprefix("/v1.0")
        if_match = asked.headers.get("if-match", "")
        call = Call(where.name, asked.verb, address, parts, query, asked.query, body, prefer, if_match)
        answer = self._handlers[where.name](call)
        return self._sealed(asked, where, prefer.immutable, answer)

    def _sealed(self, asked: Asked, where: Route, immutable: bool, answer: Answer) -> Reply:
        headers = {**answer.headers, **({"Preference-Applied": 'IdType="ImmutableId"'} if immutable else {})}
        if answer.content is not None:
            return Reply(answer.status, answer.content, headers)
        self._violation(asked, [f"answer: {fault}" for fault in self._answers.faults(answer.body, where.answer)])
        if answer.body is None:
            return Reply(answer.status, b"", headers)
        return Reply(answer.status, json.dumps(answer.body).encode(), {**JSON, **headers})

    def _authorized(self, asked: Asked, where: Route) -> None:
        scopes = self.authority.scopes_of(asked.headers.get("authorization", ""))
        if scopes is None:
            raise GraphError(
                401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.",
                headers={"WWW-Authenticate": 'Bearer realm="", error="invalid_token"'},
            )  # fmt: skip
        if not scopes & set(where.scopes):
            raise GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")

    def _query(self, asked: Asked, where: Route) -> dict[str, str]:
        pairs = parse_qsl(asked.query, keep_blank_values=True)
        names = [unquote(name) for name, _ in pairs]
        wrong = sorted({name for name in names if name not in where.options or names.count(name) > 1})
        if wrong:
            text = f"query options {wrong}"
            raise GraphError(400, "BadRequest", text, broken=text)
        return dict(pairs)

    def _body(self, asked: Asked, where: Route) -> Any:
        if not asked.content:
            return self._checked(asked, where, None)
        if not asked.headers.get("content-type", "").startswith("application/json"):
            raise GraphError(415, "UnsupportedMediaType", broken="a body that does not say it is JSON")
        try:
            return self._checked(asked, where, json.loads(asked.content))
        except ValueError:
            raise GraphError(400, "BadRequest", broken="a body that is no JSON") from None

    def _checked(self, asked: Asked, where: Route, body: Any) -> Any:
        action = "." in where.body
        if not where.body:
            found = [] if body is None else ["a body where none is due"]
        elif action:
            found = schema.action_faults(body, where.body)
        else:
            found = schema.faults(body, where.body)
        if found:
            raise GraphError(400, "RequestBodyRead", "; ".join(found), broken="; ".join(found))
        return {name.lower(): part for name, part in body.items()} if action and body else body

    def _violation(self, asked: Asked, faults: Collection[str]) -> None:
        self.violations += [f"{asked.verb} {asked.path}: {fault}" for fault in faults]


def _with_fault(done: Reply | None, fault: Fault | None) -> Reply:
    """The answer as the fault leaves it."""
    if fault is None or fault.kind == "slow":
        assert done is not None
        return done
    if fault.kind == "answer":
        unnamed = fault.reason == REASONS.get(fault.status, "unknown")
        code = CODES.get(fault.status, "UnknownError") if unnamed else fault.reason
        error = GraphError(fault.status, code, "Simulated." if unnamed else fault.message)
        return Reply(fault.status, json.dumps(error.body()).encode(), {**JSON, **fault.headers})
    if fault.kind == "hang" and done is not None:
        return Reply(done.status, done.content, done.headers, hang=fault.seconds)
    if fault.kind == "truncated" and done is not None:
        return Reply(done.status, done.content, done.headers, end="truncated")
    return Reply(0, end="closed", hang=fault.seconds)
