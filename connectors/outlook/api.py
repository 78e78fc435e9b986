"""Microsoft Graph for one mailbox, and the one place where a request to it is carried out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from connectors.base import OutcomeUnknown, Refused, Temporary
from connectors.outlook import faults

if TYPE_CHECKING:
    from connectors.http import Http, Response
    from connectors.outlook.account import Account
    from connectors.outlook.credentials import Credentials
    from connectors.timer import Timer

AT_ONCE = 2
"""Requests at the same time; Microsoft allows four for one mailbox, of which other programs need some."""
PATIENCE = 120.0
"""So long a read waits in all for a limit to pass (seconds)."""
FIRST_WAIT = 2.0
"""Where Microsoft does not say how long: this, then twice as long each time (seconds)."""
IMMUTABLE = 'IdType="ImmutableId"'
"""Ids that stay the same when a message is moved or sent. Asked for each time: ids of the two kinds do not mix."""
NOTHING: Mapping[str, str] = {}


class Graph:
    """Requests of one mailbox. May be used by several threads.

    A read that comes too early waits and is asked again, for two minutes at most. A write reaches Microsoft once, but
    after a 401, which did nothing. All raise NeedsLogin; Temporary; Missing, Gone, Conflict, Refused for a clear no; and
    where something may have been written, OutcomeUnknown.
    """

    def __init__(self, account: Account, credentials: Credentials, http: Http, timer: Timer) -> None:
        self.account = account
        self.credentials = credentials
        self._http = http
        self._timer = timer
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def now(self) -> float:
        """The time that it goes by, in seconds since 1970."""
        return self._timer.now()

    def wait(self, seconds: float) -> None:
        """Let so much of that time pass."""
        self._timer.sleep(seconds)

    def get(self, path: str, *, params: Mapping[str, str] = NOTHING, prefer: Sequence[str] = ()) -> dict[str, Any]:
        """The decoded answer. path: "/me/…", or a whole link that Microsoft gave."""
        return _document(self._ask("GET", path, params=params, prefer=prefer))

    def raw(self, path: str) -> bytes:
        """The answer as it is ("/me/messages/…/$value")."""
        return self._ask("GET", path).body

    def pages(
        self, path: str, *, params: Mapping[str, str] = NOTHING, prefer: Sequence[str] = ()
    ) -> Iterator[dict[str, Any]]:
        """The pages of a list, one after the other. Not for changes, whose links the caller keeps."""
        page = self.get(path, params=params, prefer=prefer)
        seen = set()
        while True:
            yield page
            link = page.get("@odata.nextLink")
            if not isinstance(link, str) or not link:
                return
            if link in seen:
                raise Temporary("Microsoft's list leads back to its own beginning. Try again later.")
            seen.add(link)
            page = self.get(link, prefer=prefer)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The decoded answer, {} for an empty one (202)."""
        return _document(self._ask("POST", path, body=body))

    def patch(self, path: str, body: Mapping[str, Any], *, etag: str | None = None) -> dict[str, Any]:
        """The decoded answer. etag: only if it is still this revision, else Conflict."""
        return _document(self._ask("PATCH", path, body=body, etag=etag))

    def delete(self, path: str) -> None:
        """Delete it."""
        self._ask("DELETE", path)

    # ---------------------------------------------------------------- inside

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
        url = self._address(path)
        writes = method != "GET"
        scope = faults.scope_of(url.removeprefix(self.account.base), writes=writes)
        if writes:
            self._check_granted(scope)
        headers = {"accept": "application/json", "prefer": ", ".join((IMMUTABLE, *prefer))}
        content = None
        if body is not None:
            headers["content-type"] = "application/json"
            content = json.dumps(body).encode()
        if etag:
            headers["if-match"] = etag
        waited, wait, renewed = 0.0, FIRST_WAIT, False
        while True:
            token = self.credentials.token()
            response = self._once(method, url, {**headers, "authorization": f"Bearer {token}"}, content, params)
            if 200 <= response.status < 300:
                return response
            if response.status == 401 and not renewed:
                self.credentials.refresh(token)
                renewed = True
                continue
            failure = faults.read(response, self._timer.now())
            pause = wait if failure.wait is None else failure.wait
            if not writes and failure.busy and waited + pause <= PATIENCE:
                self._timer.sleep(pause)
                waited, wait = waited + pause, wait * 2
                continue
            raise faults.error_for(failure, self.account.name, scope, self.credentials.scopes, writes=writes)

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None, params: Mapping[str, str]
    ) -> Response:
        with self._places:
            return self._http.request(method, url, headers=headers, content=content, params=params or None)

    def _address(self, path: str) -> str:
        """The whole address. Raises Refused for a link that leads elsewhere: it would be shown the token."""
        if path.startswith("/"):
            return self.account.base + path
        if not path.startswith(self.account.base + "/"):
            raise Refused("Microsoft's answer leads to another server: it is not followed.")
        return path

    def _check_granted(self, scope: str) -> None:
        """Raises NeedsLogin for what Microsoft would refuse. A sign-in by another process counts at once."""
        if not faults.allowed(scope, self.credentials.scopes):
            self.credentials.forget()
            if not faults.allowed(scope, self.credentials.scopes):
                raise faults.not_granted(self.account.name, scope)


def segment(text: str) -> str:
    """An id as a part of a path: it may hold what means something else there."""
    return quote(text, safe="")


def _document(response: Response) -> dict[str, Any]:
    """The answer's object, {} for an empty one. Raises what an answer that was cut calls for."""
    if not response.body.strip():
        return {}
    document = response.json()
    if isinstance(document, dict):
        return document
    text = "Microsoft's answer could not be read"
    if response.safe:
        raise Temporary(f"{text}. Try again later.")
    raise OutcomeUnknown(f"{text}: it was probably done.")
