"""Simulated time: stands still but for those who sleep, and then passes at once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from connectors.timer import Timer

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""When simulated time begins, unless told otherwise: a Friday morning."""


class SimulatedTime:
    """A clock that several threads may read and let run."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start.timestamp()
        self._lock = threading.Lock()

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        with self._lock:
            self._now += max(0.0, seconds)


def simulated_timer(start: datetime = START) -> Timer:
    """A Timer whose sleep only lets simulated time pass."""
    time = SimulatedTime(start)
    return Timer(now=time.now, sleep=time.sleep)


def rfc3339(seconds: float) -> str:
    """ "2026-11-20T09:00:00.000Z"."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
