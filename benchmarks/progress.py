"""What is being done just now, on standard error: an hour is long."""

from __future__ import annotations

import sys
import time

EVERY = 20.0
"""Seconds between two lines about rounds."""


def say(what: str) -> None:
    """One line, with the time of day."""
    print(f"  {time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


class Rounds:
    """Says now and then how many are done."""

    def __init__(self, all_: int, what: str = "") -> None:
        self._all, self._what = all_, what
        self._next = time.monotonic() + EVERY

    def at(self, number: int) -> None:
        """So many are done."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            say(f"{self._what} {number:,} of {self._all:,}")
