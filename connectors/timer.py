"""What time it is and how one waits, for those who are told, so that a test can let time pass without waiting."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timer:
    """The machine's time by default."""

    now: Callable[[], float] = time.time
    """Seconds since 1970, UTC."""
    sleep: Callable[[float], None] = time.sleep
    """Wait that many seconds."""
