"""Time that is skipped instead of waited for. Imported before anything else, so that nobody has taken the real functions."""

from __future__ import annotations

import time
from typing import SupportsFloat

_sleep, _time, _monotonic = time.sleep, time.time, time.monotonic
_skipped = 0.0
_skips = False
shortest = 0.0
"""Seconds; shorter pauses are real."""


def begin() -> None:
    """From now on this process does not wait: clocks jump on by as much as it would have slept."""
    global _skips
    _skips = True


def _nap(seconds: SupportsFloat) -> None:
    global _skipped
    seconds = float(seconds)
    if not _skips or seconds < shortest:
        _sleep(seconds)
        return
    _sleep(min(seconds, 0.0005))
    _skipped += seconds


time.sleep = _nap  # type: ignore[assignment]  # what it is called with, it takes
time.time = lambda: _time() + _skipped
time.monotonic = lambda: _monotonic() + _skipped
