"""A review page in a process of its own, and two ways to it: a plain connection, and a real browser."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

PATIENCE = 30.0
"""Seconds after which something that should happen at once is not going to happen."""
CHROMIUM = shutil.which("chromium") or ""
QUIET = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def flags() -> list[str]:
    """How the browser is started; its own sandbox refuses to run as root."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


class Review:
    """`agent review`, running."""

    def __init__(self, options: Sequence[str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "agent", *options, "review", "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        self.link: str = json.loads(line)["link"]
        self.port = int(json.loads(line)["port"])
        self.cookie = ""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def ask(
        self, path: str, method: str = "GET", *, body: bytes = b"", without: Sequence[str] = (), **headers: str
    ) -> Answer:
        """One request as the page's own browser would make it, but for what `headers` say and `without` leaves out."""
        sent = {"Host": self.host, "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        if method == "POST":
            sent |= {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if name not in without and value:
                    link.putheader(name, value)
            if method == "POST":
                link.putheader("Content-Length", str(len(body)))
            link.endheaders(body)
            answer = link.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode())
        finally:
            link.close()

    def post(self, path: str, fields: Mapping[str, str] | Sequence[tuple[str, str]] = (), **options: Any) -> Answer:
        """A form of the page."""
        return self.ask(path, "POST", body=urlencode(fields or ()).encode(), **options)

    def enter(self) -> Answer:
        """Open the link, and keep the cookie that comes of it."""
        parts = urlsplit(self.link)
        answer = self.ask(f"{parts.path}?{parts.query}", Sec_Fetch_Site="none")
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Ask it to end; its exit status, and what it said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


class Answer:
    """What a request got."""

    def __init__(self, status: int, headers: dict[str, str], text: str) -> None:
        self.status = status
        self.headers = headers
        self.text = text


@contextlib.contextmanager
def reviewing(options: Sequence[str]) -> Iterator[Review]:
    """A page for the length of a block; it has to end well."""
    review = Review(options)
    try:
        yield review
    finally:
        status, said = review.end()
        assert status in (0, -signal.SIGTERM), said  # the latter before it began to serve
        assert not said or "still held. With the daemon" in said, said


def wait(until: Any, what: str) -> Any:
    """Look again and again until it is so; what it then gives."""
    end = time.monotonic() + PATIENCE
    while not (found := until()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)
    return found
