"""Telling the service manager how things stand (sd_notify(3)), and how often it wants to hear that all is well."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Mapping


class Manager:
    """The service manager, if there is one. Saying something to nobody does no harm."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """`environ` is read for NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID."""
        address = environ.get("NOTIFY_SOCKET", "")
        # A name that begins with @ is one of the abstract ones (unix(7)).
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._said = ""
        self.tick = _tick(environ)
        """Seconds between two signs of life; None where nobody waits for them."""

    def tell(self, *lines: str, wait: float = 0.0) -> bool:
        """Send assignments such as READY=1; False if nobody heard them: none is there, or too much waits to be heard.

        `wait`: seconds for which it may be tried.
        """
        if not self._address:
            return False
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
            link.settimeout(wait)
            link.sendto("\n".join(lines).encode("utf-8", "replace"), self._address)
            return True
        return False

    def status(self, text: str) -> None:
        """What is waited for, in plain words; said only when it changed, or was not heard."""
        if text != self._said and self.tell(f"STATUS={text}"):
            self._said = text

    def reloading(self) -> None:
        """The configuration is being read again; `tell("READY=1")` ends it."""
        self.tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")


def _tick(environ: Mapping[str, str]) -> float | None:
    """Half of the time after which the manager loses patience with this very process."""
    wait, process = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    if not wait.isdecimal() or int(wait) == 0 or (process and process != str(os.getpid())):
        return None
    return int(wait) / 2_000_000
