"""`agent` by a clock that others hold as well: a file of two numbers, by which both clocks, and the wall clock alone, are ahead.

Nobody waits long: who would sleep moves the clock on instead, for everybody. What a daemon starts goes by the same clock.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import time
from datetime import datetime, tzinfo
from pathlib import Path
from typing import SupportsFloat

SHORT = 0.5
"""Seconds; shorter pauses are real, they are for other processes to go on."""
ROOT = str(Path(__file__).resolve().parents[2])
PROGRAM = (
    sys.executable, "-P", "-c",
    "import sys; sys.path.append(sys.argv.pop(1)); from tests.chaos import clocked; clocked.run(sys.argv.pop(1))", ROOT,
)  # fmt: skip
"""To be followed by the clock's path and the words of the command."""

_sleep, _time, _monotonic = time.sleep, time.time, time.monotonic


class SharedClock:
    """The two numbers, in seconds."""

    def __init__(self, path: str | Path) -> None:
        with Path(path).open("a+b") as file:
            file.truncate(16)
            self._map = mmap.mmap(file.fileno(), 16)

    @property
    def both(self) -> float:
        """Both clocks are ahead by so much: it was slept."""
        return float(struct.unpack_from("d", self._map, 0)[0])

    @both.setter
    def both(self, seconds: float) -> None:
        struct.pack_into("d", self._map, 0, seconds)

    @property
    def wall(self) -> float:
        """The wall clock is ahead by so much more: it was set, or the machine slept."""
        return float(struct.unpack_from("d", self._map, 8)[0])

    @wall.setter
    def wall(self, seconds: float) -> None:
        struct.pack_into("d", self._map, 8, seconds)

    def time(self) -> float:
        """Seconds since 1970."""
        return _time() + self.both + self.wall

    def monotonic(self) -> float:
        return _monotonic() + self.both

    def sleep(self, seconds: SupportsFloat) -> None:
        if float(seconds) < SHORT:
            _sleep(float(seconds))
        else:
            self.both += float(seconds)


def run(path: str) -> None:
    """The command in `sys.argv`, by the clock at `path`."""
    clock = SharedClock(path)
    time.sleep, time.time, time.monotonic = clock.sleep, clock.time, clock.monotonic  # type: ignore[assignment]  # as they are called

    class Moment(datetime):
        """Gives the clock's present, as a plain `datetime`."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # it is stored, and no other type can be
            return datetime.fromtimestamp(clock.time(), tz)

    import agent.clock
    import connectors.local

    vars(agent.clock)["datetime"] = vars(connectors.local)["datetime"] = Moment  # what they ask for the time
    if "run" in sys.argv:
        import apscheduler.schedulers.base

        from agent.daemon import worker

        vars(apscheduler.schedulers.base)["datetime"] = Moment
        vars(worker)["PROGRAM"] = (*PROGRAM, os.path.realpath(path))
    from agent.cli.main import run as command

    command()
