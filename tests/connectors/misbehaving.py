"""A web server on loopback that does to each request what it was told to, and remembers what arrived."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType

BODY = b'{"answer": 42}'
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nSet-Cookie: seen=1\r\n\r\n%s" % (len(BODY), BODY)


@dataclass(frozen=True)
class Arrived:
    """One request that arrived whole."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int


def status(line: str, *headers: str, body: bytes = b"") -> bytes:
    """An answer, written out."""
    lines = [f"HTTP/1.1 {line}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


ANSWERS = {
    "whole": WHOLE,
    "truncated": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + BODY,
    "truncated chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ans\r\n",
    "half a status line": b"HTTP/1.1 20",
    "half the headers": b"HTTP/1.1 200 OK\r\nContent-Le",
    "no http": b"SSH-2.0-Door secret-of-the-server\r\n\r\n",
    "bad gzip": status("200 OK", "Content-Encoding: gzip", body=b"this is no gzip"),
    "gzip": status("200 OK", "Content-Encoding: gzip", body=gzip.compress(BODY)),
    "gzip bomb": status("200 OK", "Content-Encoding: gzip", body=gzip.compress(bytes(4_000_000))),
    "redirect": status("307 Temporary Redirect", "Location: /elsewhere"),
    "500": status("500 Internal Server Error"),
    "502": status("502 Bad Gateway"),
    "503": status("503 Service Unavailable"),
    "503 come again": status("503 Service Unavailable", "Retry-After: 7"),
    "504": status("504 Gateway Timeout"),
    "429": status("429 Too Many Requests", "Retry-After: 7"),
}  # fmt: skip
THEN_CLOSED = ("truncated", "truncated chunks", "half a status line", "half the headers", "no http")
"""After these the connection ends; after the others it stays."""
OTHERS = ("close", "reset", "door", "hang", "stale", "huge", "drip")
"""close, reset: after the request was read, before a status line · door: before it was read · stale: answered, then
closed while kept · huge: a body without an end · drip: a byte at a time."""


@dataclass
class Server:
    """Answers by `plan`, one word a request, then with `whole`."""

    plan: deque[str] = field(default_factory=deque)
    arrived: list[Arrived] = field(default_factory=list)
    connections: int = 0
    trust: ssl.SSLContext | None = None

    def __enter__(self) -> Server:
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._open: list[socket.socket] = []
        self._threads[0].start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._over.set()
        with contextlib.suppress(OSError):  # wakes the accepting thread
            self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join(10)
        self._listener.close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join(10)

    @property
    def url(self) -> str:
        return f"{'https' if self.trust else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"

    def count(self, *methods: str) -> int:
        """How many requests of these methods arrived."""
        return sum(request.method in methods for request in self.arrived)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection, self.connections), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            if self.trust is not None:
                connection = self.trust.wrap_socket(connection, server_side=True)
            self._open.append(connection)
            with connection.makefile("rb") as incoming:
                if self.plan and self.plan[0] == "door":
                    self.plan.popleft()
                    _reset(connection)
                    return
                while (request := _read(incoming.readline, incoming.read, number)) is not None:
                    self.arrived.append(request)
                    if not self._answer(connection, self.plan.popleft() if self.plan else "whole"):
                        return
        except (OSError, UnicodeDecodeError):
            pass  # the other side left, or speaks no HTTP
        finally:
            if connection in self._open:
                self._open.remove(connection)
            connection.close()

    def _answer(self, connection: socket.socket, word: str) -> bool:
        """Do as told; whether the connection stays."""
        if word in ANSWERS:
            connection.sendall(ANSWERS[word])
            return word not in THEN_CLOSED
        if word in ("reset", "door"):  # a kept connection is past its door
            _reset(connection)
        elif word == "hang":
            self._over.wait()
        elif word == "stale":
            connection.sendall(WHOLE)
        elif word == "huge":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
            while not self._over.is_set():
                connection.sendall(bytes(65536))
        elif word == "drip":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
            while not self._over.wait(0.01):
                connection.sendall(b".")
        else:
            assert word == "close", word
        return False


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _read(line: Callable[[], bytes], read: Callable[[int], bytes], number: int) -> Arrived | None:
    first = line().decode().split()
    if not first:
        return None
    headers: dict[str, str] = {}
    while (text := line().decode().strip()) != "":
        name, _, value = text.partition(":")
        headers[name.lower()] = value.strip()
    return Arrived(first[0], first[1], headers, read(int(headers.get("content-length", 0))), number)
