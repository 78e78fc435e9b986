"""Whose turn it is to write: one process at a time, and one long pass at a time, which lets others in between.

Three files are locked (flock(2), so that every lock ends with its process): `lock` by whoever writes, `lock.pass` for
the whole length of a pass, `lock.asked` (shared) by those who wait for a turn. A pass lets go of `lock` while it waits
for a provider or reads what came, so that a person's decision waits for a page of mail and not for a mailbox. Whoever
waits then goes first. Another pass does not get in: it would read the same mail.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.errors import Busy

LOCK, PASS, ASKED = "lock", "lock.pass", "lock.asked"
LOOK = 0.05
"""A lock that somebody else has is tried again after so many seconds."""
POLITE = 1.0
"""So long whoever waits may take to go first, in seconds: one that is stopped holds nobody up for good."""
PATIENT = 300.0
"""So long a pass waits for the turn that it gave away, in seconds."""


class Turn:
    """The right to write, as long as the process has it."""

    def __init__(self, lock: int, asked: int, whole: int | None) -> None:
        self._lock, self._asked, self._whole = lock, asked, whole

    @classmethod
    def taken(
        cls, directory: Path, *, wait: float, waiting: Callable[[], None] | None = None, whole: bool = False
    ) -> Turn:
        """Wait up to `wait` seconds for it; `waiting` is called once if it has to. `whole` is for a pass.

        Raises Busy, OSError.
        """
        end = time.monotonic() + wait
        handles: list[int] = []
        try:
            if whole:
                handles.append(_opened(directory / PASS))
                waiting = _locked(handles[0], end, waiting)
            asked = _opened(directory / ASKED)
            handles.append(asked)
            lock = _opened(directory / LOCK)
            handles.append(lock)
            if not _free(lock):
                fcntl.flock(asked, fcntl.LOCK_SH)
                _locked(lock, end, waiting)
                fcntl.flock(asked, fcntl.LOCK_UN)
        except BaseException:
            for handle in handles:
                os.close(handle)
            raise
        return cls(lock, asked, handles[0] if whole else None)

    def end(self) -> None:
        """Let the next one in."""
        for handle in (self._lock, self._asked, self._whole):
            if handle is not None:
                os.close(handle)

    @contextmanager
    def given(self) -> Iterator[None]:
        """Nothing is written within: of a pass, whoever waits for a decision goes first. Raises Busy afterwards."""
        if self._whole is None:
            yield
            return
        fcntl.flock(self._lock, fcntl.LOCK_UN)
        try:
            yield
        finally:
            end = time.monotonic() + POLITE
            while self._somebody_waits() and time.monotonic() < end:
                time.sleep(LOOK / 5)
            _locked(self._lock, time.monotonic() + PATIENT, None)

    def _somebody_waits(self) -> bool:
        if not _free(self._asked):
            return True
        fcntl.flock(self._asked, fcntl.LOCK_UN)
        return False


def _opened(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)


def _free(handle: int) -> bool:
    """Lock it, if nobody else has it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked(handle: int, end: float, waiting: Callable[[], None] | None) -> Callable[[], None] | None:
    """Lock it, at the latest when the steady clock says `end`; `waiting` unless it was called. Raises Busy."""
    while not _free(handle):
        if time.monotonic() >= end:
            raise Busy("Another Bowout is working on this state just now. Nothing was changed; try again in a moment.")
        if waiting is not None:
            waiting()
            waiting = None
        time.sleep(LOOK)
    return waiting
