"""One input tried: time, memory, the outside world and sameness are watched; what is wrong is an exception."""

from __future__ import annotations

import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from zlib import crc32

from tests.fuzz import guard
from tests.fuzz.target import Target

SECONDS = 10.0
"""Of processor time for one input of 64 KB, on a machine that does other things as well; most take a thousandth."""
MEMORY = 3 * 1024**3
"""Bytes of address space in a run by itself, the interpreter and the tools included."""
TWICE = 16
"""One input in so many is tried twice: the same must come of it."""
ROOT = Path(__file__).parents[2]


class TooSlow(BaseException):
    """It took longer than `SECONDS`; no `except Exception` hides it."""


class NotTheSame(AssertionError):
    """Twice the same input, and two different results."""


class Trial:
    """A target under watch. Use within `ready`."""

    def __init__(self, target: Target, folder: Path) -> None:
        self._target = target
        self._folder = folder
        self.slowest = 0.0
        """Seconds of processor time that one input took at most, and which."""
        self.slow = b""

    @contextmanager
    def ready(self) -> Iterator[Trial]:
        """The door open, the clock set. Only in the main thread."""
        self._folder.mkdir(parents=True, exist_ok=True)
        before = signal.signal(signal.SIGVTALRM, _too_slow)
        try:
            with self._target.ready(self._folder):
                yield self
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)

    def once(self, data: bytes) -> None:
        """Raises whatever is wrong."""
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            with guard.watched(self._folder):
                result = self._target.run(data)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = time.process_time() - began
        if took > self.slowest:
            self.slowest, self.slow = took, data
        if crc32(data) % TWICE == 0:
            with guard.watched(self._folder):
                again = self._target.run(data)
            if again != result:
                raise NotTheSame(f"{result!r:.300} and then {again!r:.300}")


def _too_slow(_: int, frame: FrameType | None) -> None:
    raise TooSlow(f"more than {SECONDS:.0f} s of processor time")


def bounded() -> None:
    """No more memory than `MEMORY` for this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def peak() -> int:
    """MB that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def signature(error: BaseException) -> str:
    """Where it happened, the same for the same mistake: the kind, and the innermost place in the program's own code."""
    frames = traceback.extract_tb(error.__traceback__) if error.__traceback__ else []
    own = [f for f in frames if f.filename.startswith((str(ROOT / "agent"), str(ROOT / "connectors")))]
    place = (own or frames)[-1] if frames else None
    where = f"{Path(place.filename).stem}-{place.name}-{place.lineno}" if place else "nowhere"
    return f"{type(error).__name__}-{where}".replace("<", "").replace(">", "")


def story(error: BaseException) -> str:
    """The traceback as text."""
    return "".join(traceback.format_exception(error))[-8000:]


def version() -> str:
    return f"Python {sys.version.split()[0]}"
