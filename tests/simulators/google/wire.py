"""HTTP on loopback: reads a request, lets the simulator answer it, and breaks the connection where a fault says so."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    verb: str
    path: str
    query: str
    headers: Mapping[str, str]
    """Lower-case names."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back."""

    status: int
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    end: Literal["whole", "truncated", "closed"] = "whole"
    hang: float = 0.0
    """Real seconds before anything is sent."""


class Answers(Protocol):
    """What the server asks."""

    def reply(self, asked: Asked) -> Reply:
        """The answer to one request; called by several threads."""

    def now(self) -> float:
        """For the Date header."""


class Server(ThreadingHTTPServer):
    """The loopback server of one simulator."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answers: Answers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def opened(self, connection: socket.socket, still: bool) -> None:
        """A connection begins or ends."""
        with self._lock:
            (self._open.add if still else self._open.discard)(connection)

    def stop(self) -> None:
        """No more requests; connections kept alive end too."""
        self.shutdown()
        self.server_close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news; anything else was recorded as a violation."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536
    server: Server

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection, True)

    def finish(self) -> None:
        self.server.opened(self.connection, False)
        super().finish()

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.answers.reply(Asked(self.command, path, query, headers, self.rfile.read(length)))
        if reply.hang:
            time.sleep(reply.hang)
        if reply.end == "closed":
            self._close()
            return
        self.send_response_only(reply.status)
        self.send_header("Date", formatdate(self.server.answers.now(), usegmt=True))
        self.send_header("Content-Length", str(len(reply.content)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.end == "truncated":
            self.wfile.write(reply.content[: len(reply.content) // 2])
            self.wfile.flush()
            self._close()
            return
        self.wfile.write(reply.content)
        self.wfile.flush()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _serve

    def _close(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""
