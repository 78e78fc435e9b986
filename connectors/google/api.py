"""Google's two services as Python objects, and the one place where a request to them is carried out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from connectors.base import OutcomeUnknown, Temporary
from connectors.google import faults
from connectors.google.transport import Answered, Transport

if TYPE_CHECKING:
    from connectors.google.account import Account
    from connectors.google.credentials import Credentials
    from connectors.google.pace import Pace
    from connectors.http import Http, Params
    from connectors.timer import Timer

T = TypeVar("T")

PATIENCE = 120.0
"""So long a read waits in all for a limit to pass (seconds)."""
FIRST_WAIT = 2.0
"""Where Google does not say how long: this, then twice as long each time (seconds)."""


class Api:
    """Gmail and Google Calendar of one account. May be used by several threads."""

    def __init__(self, account: Account, credentials: Credentials, http: Http, pace: Pace, timer: Timer) -> None:
        self.account = account
        self.credentials = credentials
        self.pace = pace
        self._transport = Transport(http, credentials.token)
        self._timer = timer
        self._built = threading.local()

    def gmail(self, *parts: str) -> Any:
        """A part of Gmail v1: `api.gmail("users", "messages").get(…)` is a request for `run`."""
        return self._part("gmail", parts)

    def calendar(self, *parts: str) -> Any:
        """A part of Google Calendar v3: `api.calendar("events").list(…)` is a request for `run`."""
        return self._part("calendar", parts)

    def run(self, request: Any, units: int = 0) -> Any:
        """Carry out one request; its decoded answer, {} for an empty one.

        units: what it costs of Gmail's quota; 0 where nothing is counted. A read that comes too early waits and is asked
        again, for two minutes at most; a write is never asked twice, but after a 401, which did nothing. Raises
        NeedsLogin; Temporary; Missing, Gone, Conflict, Refused for a clear no; OutcomeUnknown where something may have
        been written.
        """
        writes = request.method != "GET"
        return self._insist(lambda: self._once(request, writes=writes), str(request.methodId), units, writes=writes)

    def look(self, method_id: str, path: str, params: Params, units: int = 0) -> dict[str, Any]:
        """The decoded answer to one GET, asked without Google's library, which takes 30 MB: for looks at whether anything changed.

        method_id: as the discovery document calls it; path: behind the service's address; params: without a page token.
        All else as in `run`.
        """
        mail = method_id.startswith("gmail.")
        uri = (self.account.gmail_base if mail else self.account.calendar_base) + path
        return self._insist(lambda: self._looked(uri, {**params, "alt": "json"}), method_id, units, writes=False)

    def _insist(self, ask: Callable[[], T], method_id: str, units: int, *, writes: bool) -> T:
        """Ask, at the pace that is allowed, as often as it takes. Raises what `run` does."""
        if writes:
            self._check_granted(faults.scope_of(method_id, writes=True))
        waited, wait, renewed = 0.0, FIRST_WAIT, False
        while True:
            if units:
                self._check_pace(units)
                self.pace.spend(units)
            try:
                return ask()
            except Answered as answered:
                failure = faults.read(answered.response, self._timer.now())
                if failure.status == 401 and not renewed:
                    self.credentials.refresh(answered.token)
                    renewed = True
                    continue
                error = faults.error_for(failure, self.account.name, method_id, writes=writes)
            if failure.rate:
                pause = failure.wait or wait
                if units:
                    self.pace.hold(pause)
                if not writes and waited + pause <= PATIENCE:
                    if not units:
                        self._timer.sleep(pause)
                    waited, wait = waited + pause, wait * 2
                    continue
            raise error from None

    def _check_pace(self, units: int) -> None:
        """Raises Temporary where Google said "not now" for so long that nobody would wait."""
        wait = self.pace.would_wait(units)
        if wait > PATIENCE:
            raise Temporary(f"Google allows the account {self.account.name} no more just now.", wait)

    def _check_granted(self, scope: str) -> None:
        """Raises NeedsLogin for what Google would refuse. A sign-in by another process counts at once."""
        if scope not in self.credentials.scopes:
            self.credentials.forget()
            if scope not in self.credentials.scopes:
                raise faults.not_granted(self.account.name, scope)

    def _looked(self, uri: str, params: Params) -> dict[str, Any]:
        document = self._transport.get(uri, params).json()
        if isinstance(document, dict):
            return document
        raise Temporary("Google's answer could not be read. Try again later.")

    def _once(self, request: Any, *, writes: bool) -> Any:
        try:
            found = request.execute(http=self._transport, num_retries=0) or {}
            if not isinstance(found, dict):
                raise ValueError
            return found
        except OutcomeUnknown as fault:
            if writes:
                raise
            raise Temporary(str(fault)) from None  # a very long read goes as a POST, and has written nothing
        except ValueError:
            # A success whose body is no JSON object. The library's own message would hold it.
            if writes:
                raise OutcomeUnknown("Google's answer could not be read: it was probably done.") from None
            raise Temporary("Google's answer could not be read. Try again later.") from None

    def _part(self, service: str, parts: tuple[str, ...]) -> Any:
        """Built once a thread: the library's objects are not made for several, and each takes milliseconds."""
        built, name = vars(self._built), ".".join((service, *parts))
        if name not in built:
            built[name] = getattr(self._part(service, parts[:-1]), parts[-1])() if parts else self._service(service)
        return built[name]

    def _service(self, name: str) -> Any:
        from googleapiclient.discovery import build

        version, base = ("v1", self.account.gmail_base) if name == "gmail" else ("v3", self.account.calendar_base)
        # The address is always given: nothing in the environment can lead the requests elsewhere.
        return build(
            name,
            version,
            http=self._transport,
            static_discovery=True,
            cache_discovery=False,
            client_options={"api_endpoint": base, "universe_domain": "googleapis.com"},
        )
