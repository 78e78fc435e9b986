"""Where the browser comes back to: a server on loopback for the length of one sign-in (RFC 8252 section 7.3).

The answer comes in the address, or as a form that the provider's page posts (OAuth 2.0 Form Post Response Mode).
"""

from __future__ import annotations

import hmac
import threading
import time
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
SILENT = 10.0
"""Browsers open connections that they never use; none of them is waited for longer (seconds)."""
SHOWN = 90.0
"""The browser waits at most this long for what became of the sign-in (seconds)."""
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}
MAX_FORM = 64 * 1024
"""No posted answer is longer (bytes)."""
STYLE = "body{font:1.1em/1.5 system-ui,sans-serif;max-width:36em;margin:4em auto;padding:0 1em}"


@dataclass(frozen=True, slots=True)
class Return:
    """What the browser brought: a code, or why there is none. Both come from outside."""

    code: str = ""
    error: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What the person reads at the end, in plain text."""

    title: str
    lines: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    """What Bowout may do now."""

    def html(self) -> bytes:
        """The whole page; nothing in it is fetched from anywhere."""
        items = "".join(f"<li>{escape(line)}</li>" for line in self.granted)
        may = f"<p>Bowout may now:</p><ul>{items}</ul>" if items else ""
        text = "".join(f"<p>{escape(line)}</p>" for line in self.lines)
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bowout</title><style>{STYLE}</style></head>'
            f"<body><h1>{escape(self.title)}</h1>{may}{text}<p>You can close this window.</p></body></html>"
        ).encode()


STRAY = Page("Nothing here", ("This address is only used while you sign in.",))
FORGED = Page("Not this sign-in", ("This answer does not belong to the sign-in that is under way, and was not used.",))
TWICE = Page("Already done", ("This sign-in was answered before.",))
SILENCE = Page("Bowout does not answer", ("Look at the terminal where you began to sign in.",))


class Redirect:
    """A context manager; `wait` gives what the browser brought, `finish` the page that it then shows."""

    def __init__(self, state: str, name: str = HOST) -> None:
        """state: only an answer that carries it is taken (RFC 6749 section 10.12). name: 127.0.0.1 or localhost."""
        self.state = state
        self._lock = threading.Lock()
        self._came = threading.Event()
        self._finished = threading.Event()
        self._return: Return | None = None
        self._page = SILENCE
        self._server = _Server((HOST, 0), _Handler)
        self._server.redirect = self
        self.port = self._server.server_address[1]
        self.host = f"{name}:{self.port}"
        self.address = f"http://{self.host}/"

    def __enter__(self) -> Redirect:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finished.set()
        self._server.shutdown()
        self._server.server_close()

    def wait(self, seconds: float) -> Return | None:
        """What the browser brought; None if it did not come in time."""
        end = time.monotonic() + seconds
        # In short steps, so that Ctrl-C is heard at once.
        while not self._came.wait(min(0.5, max(0.0, end - time.monotonic()))):
            if time.monotonic() >= end:
                return None
        return self._return

    def finish(self, page: Page) -> None:
        """Show this to whoever brought the answer, if anybody did, and see it off."""
        self._page = page
        self._finished.set()
        if self._return is not None:
            self._server.seen.wait(SILENT)

    def answer(self, path: str, host: str, form: str = "") -> tuple[int, Page]:
        """What one request gets. Only the first with our state is taken; all others change nothing."""
        parts = urlsplit(path)
        fields = form or parts.query
        if parts.path != "/" or not fields or host != self.host:
            return 404, STRAY
        values = {key: found[0] for key, found in parse_qs(fields, max_num_fields=50).items()}
        if not hmac.compare_digest(values.get("state", "").encode(), self.state.encode()):
            return 400, FORGED
        if not (values.get("code") or values.get("error")):
            return 400, FORGED
        with self._lock:
            if self._return is not None:
                return 400, TWICE
            self._return = Return(values.get("code", ""), values.get("error", ""), values.get("error_description", ""))
        self._came.set()
        self._finished.wait(SHOWN)
        return 200, self._page


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    redirect: Redirect

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.seen = threading.Event()
        """The page at the end was written."""

    def server_bind(self) -> None:
        """Without looking up a name for 127.0.0.1, which can take long."""
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is the browser's business."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = SILENT
    error_message_format = "Bowout does not speak so."
    error_content_type = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        size = int(length) if length.isdecimal() and len(length) < 8 else 0
        self._answer(self.rfile.read(min(size, MAX_FORM)).decode("ascii", "replace"))

    def _answer(self, form: str) -> None:
        try:
            status, page = self.server.redirect.answer(self.path, self.headers.get("Host", ""), form)
        except ValueError:  # no address at all
            status, page = 404, STRAY
        body = page.html()
        try:
            self.send_response(status)
            for name, value in HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        finally:
            if status == 200:
                self.server.seen.set()

    def version_string(self) -> str:
        return "Bowout"

    def log_message(self, format: str, *args: object) -> None:
        """Its lines would hold the code."""
