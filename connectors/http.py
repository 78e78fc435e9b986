"""The one request: connectors on the network ask for everything through it.

What it promises: only reading is ever repeated, anything else reaches a server at most once; the error says whether
it may have; answers are whole and bounded; no error text or log has more of a request than the host it went to.
"""

from __future__ import annotations

import json
import logging
import re
import socket
import ssl
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from connectors.base import ConnectorError, OutcomeUnknown, Refused, Temporary
from connectors.loopback import is_loopback
from connectors.timer import Timer

if TYPE_CHECKING:
    import httpx

# The client's own command line would bring rich, click and pygments into every process; hidden, it is left out.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # None: there is none (importlib, "sys.modules")

Params = Mapping[str, str | int | bool | Sequence[str | int]]

SAFE = frozenset({"GET", "HEAD"})
"""Reading: repeating it changes nothing (RFC 9110 section 9.2.1)."""
PASSING = frozenset({502, 503, 504})
"""Said by something between us and the service; usually over in a moment."""
PAUSES = (0.5, 2.0)
"""Seconds before reading is tried a second and a third time."""
CONNECT = 20.0
"""Whoever does not pick up within so many seconds is not there."""
LONGEST = 10
"""One answer takes at most so many times the time limit, however slowly it drips."""
MAX_WAIT = 3600.0
"""No server is taken at its word for longer, in seconds."""
CODINGS = frozenset({"content-encoding", "transfer-encoding"})
DEFAULTS = {"accept-encoding": "gzip, deflate", "user-agent": "bowout"}


class TooLarge(Refused):
    """An answer beyond the limit: this one thing cannot be read."""


@dataclass(frozen=True, slots=True)
class Response:
    """One whole answer, whatever its status. Its representation tells nothing of what it holds."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """Lower-case names; several of one name are joined by a comma. Codings are undone, so none is named."""
    body: bytes = field(repr=False)
    host: str = ""
    safe: bool = True
    """It answers a request that only read."""

    def json(self) -> Any:
        """The body as JSON; rubbish is an answer that was cut: Temporary where we only read, else OutcomeUnknown."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            pass
        raise _fault(self.safe, f"the answer of {self.host or 'the server'} was cut short")

    def retry_after(self, now: float) -> float | None:
        """Seconds to wait as the server asks (RFC 9110 section 10.2.3), 0 to 3600; None if it does not, or not clearly."""
        text = self.headers.get("retry-after", "").strip()
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
            seconds = float(text)
        else:
            try:
                seconds = parsedate_to_datetime(text).timestamp() - now
            except (ValueError, TypeError, OverflowError, IndexError):
                return None
        return min(max(seconds, 0.0), MAX_WAIT)


class Http:
    """Requests of one account. May be used from several threads. Costs nothing until the first request."""

    def __init__(
        self,
        timer: Timer = Timer(),  # noqa: B008 - frozen
        *,
        timeout: float = 60.0,
        limit: int = 64 * 1024 * 1024,
        longest: float | None = None,
    ) -> None:
        """`timeout`: seconds without a byte until the server counts as silent. `limit`: bytes of a body, codings undone.

        `longest`: seconds that one answer may take, however slowly it drips; default `LONGEST` times the time limit.
        """
        self._timer = timer
        self._timeout = timeout
        self._longest = LONGEST * timeout if longest is None else longest
        self._limit = limit
        self._lock = threading.Lock()
        self._trust: ssl.SSLContext | None = None
        self._clients: dict[tuple[bool, bool, bool], httpx.Client] = {}

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        params: Params | None = None,
    ) -> Response:
        """Ask once, or up to three times if it is a GET or HEAD; redirects are not followed.

        Repeated are transport faults, and 502, 503 and 504 without Retry-After; every other answer is the caller's.
        `params` are added to the query. All but GET and HEAD take a connection of their own.
        Raises Temporary where certainly nothing was done, OutcomeUnknown where it may have been, and Refused for an
        address that may not be asked (plain http elsewhere than on this machine), TooLarge for an answer beyond the limit.
        """
        method = method.upper()
        safe = method in SAFE
        named = {name.lower(): value for name, value in (headers or {}).items()}
        named["connection"] = "keep-alive" if safe else "close"
        request = _built(method, url, DEFAULTS | named, content, params)
        client = self._client(safe, is_loopback(request.url.host), request.url.scheme == "http")
        for pause in (*PAUSES, None):
            try:
                response = self._once(client, request, safe)
            except Temporary:
                if pause is None or not safe:
                    raise
            else:
                passing = safe and response.status in PASSING and "retry-after" not in response.headers
                if pause is None or not passing:
                    return response
            self._timer.sleep(pause)
        raise AssertionError  # the last turn returns or raises

    def close(self) -> None:
        """Give the connections back. A later request opens new ones."""
        with self._lock:
            clients = list(self._clients.values())
            self._clients.clear()
        for client in clients:
            client.close()

    def _client(self, safe: bool, local: bool, plain: bool) -> httpx.Client:
        """Reading shares kept connections; writing has one each time, because a kept one may be dead already.

        Proxies of the environment are for other machines only.
        """
        with self._lock:
            client = self._clients.get((safe, local, plain))
            if client is None:
                client = self._clients[safe, local, plain] = self._opened(safe, local, plain)
            return client

    def _opened(self, safe: bool, local: bool, plain: bool) -> httpx.Client:
        import httpx

        for name in ("httpx", "httpcore"):  # they log addresses with queries, and headers
            logging.getLogger(name).setLevel(logging.WARNING)
        try:
            if self._trust is None and not plain:
                self._trust = httpx.create_ssl_context()
            return httpx.Client(
                verify=False if plain or self._trust is None else self._trust,  # plain http has nothing to verify
                trust_env=not local,
                timeout=httpx.Timeout(self._timeout, connect=min(self._timeout, CONNECT)),
                limits=httpx.Limits(max_keepalive_connections=4 if safe else 0),
                follow_redirects=False,
            )
        except (ImportError, ValueError):
            raise Temporary(
                "the proxy that the environment names cannot be used: see HTTPS_PROXY and ALL_PROXY"
            ) from None
        except OSError:
            raise Temporary("the certificates cannot be read: see SSL_CERT_FILE and SSL_CERT_DIR") from None

    def _once(self, client: httpx.Client, request: httpx.Request, safe: bool) -> Response:
        """One attempt, read to the end. Raises Temporary, OutcomeUnknown, Refused."""
        import httpx

        host = request.url.host
        end = time.monotonic() + self._longest
        try:
            answer = client.send(request, stream=True)
            try:
                body = self._body(answer, end)
            finally:
                answer.close()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
            # Nothing was sent yet.
            fault: ConnectorError = Temporary(f"{host}: {_why_not_reached(error)}")
        except httpx.TimeoutException:
            fault = _fault(safe, f"{host} did not answer in time")
        except _TooLong:
            fault = _fault(safe, f"{host} took too long over its answer")
        except _TooLarge:
            text = f"{host} answered with more than {self._limit} bytes"
            fault = TooLarge(text) if safe else OutcomeUnknown(text)
        except httpx.RequestError:
            fault = _fault(safe, f"{host}: the connection broke before the answer was complete")
        else:
            headers = {name.lower(): value for name, value in answer.headers.items() if name.lower() not in CODINGS}
            return Response(answer.status_code, headers, body, host, safe)
        # Raised out here, so that nothing hangs on it which has the request or the answer in its text.
        raise fault

    def _body(self, answer: httpx.Response, end: float) -> bytes:
        """The body, codings undone, read until `end` at the latest. Raises _TooLarge, _TooLong and what httpx raises."""
        body = bytearray()
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > self._limit:
                raise _TooLarge
            if time.monotonic() > end:
                raise _TooLong
        return bytes(body)


class _TooLarge(Exception):
    """A signal, caught at once."""


class _TooLong(Exception):
    """A signal, caught at once."""


def _built(
    method: str, url: str, headers: Mapping[str, str], content: bytes | None, params: Params | None
) -> httpx.Request:
    """The request, if its address may be asked. Raises Refused."""
    import httpx

    request = None
    try:
        where = httpx.URL(url)
        if params:
            where = where.copy_merge_params(params)
        request = httpx.Request(method, where, headers=headers, content=content)
    except (httpx.InvalidURL, ValueError):
        pass
    if request is None or not request.url.host or request.url.userinfo:
        raise Refused("this is no address that can be asked")
    # What httpx will connect to is what is checked: two readers of an address can disagree.
    scheme, host = request.url.scheme, request.url.host
    if scheme != "https" and not (scheme == "http" and is_loopback(host)):
        raise Refused(f"{host}: only https is spoken with other machines")
    return request


def _fault(safe: bool, text: str) -> ConnectorError:
    """Something went wrong after the request may have arrived."""
    return Temporary(text) if safe else OutcomeUnknown(text)


def _why_not_reached(error: BaseException) -> str:
    """In words of ours: what the library says may hold more than the host."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return "its name could not be looked up (no network?)"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "its certificate is not to be trusted"
        if isinstance(cause, ssl.SSLError):
            return "no encrypted connection came about"
        if isinstance(cause, ConnectionRefusedError):
            return "the connection was refused"
        cause = cause.__cause__ or cause.__context__
    return "it could not be reached"
