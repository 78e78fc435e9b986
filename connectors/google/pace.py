"""Pace: how much of Gmail's quota was spent within the last minute, and how long to wait before spending more.

Google allows a user of a project so many units in any sliding minute (6,000 for projects made since May 2026). What was
spent is noted in a small file *before* the request is made, so that neither a kill nor a run right after another one, nor a
second process, ever exceeds it. Clocks jump: what lies in the future counts as spent just now, so that no wait is longer
than a minute (or than what the provider asked for); after a jump ahead the provider's own "not now" sets things right.
"""

from __future__ import annotations

import fcntl
import json
import math
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from connectors.google.prices import PER_MINUTE
from connectors.timer import Timer

MARGIN: Final = 0.75
"""Seconds: requests take unequally long to arrive, so two of them may be closer together there than they were here."""
GRAIN: Final = 0.5
"""Spending is noted by half seconds, each counted from its end; this keeps the file small."""
MINUTE: Final = 60.0

MAX_HOLD: Final = 3600.0
SLOWER: Final = 0.7
SLOWEST: Final = 0.2
RECOVERY: Final = 300.0
"""Seconds after a "not now" until the full rate is used again."""
BREATH: Final = 0.01
"""The shortest sleep, in seconds: below the resolution of a clock nothing would ever pass."""
MAX_FILE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was spent lately, and what the provider said."""

    spent: tuple[tuple[float, int], ...] = ()
    """(end of the half second, units), oldest first."""
    held_at: float = -math.inf
    """When the provider last said "not now"."""
    held_for: float = 0.0
    share: float = 1.0
    """The part of the rate that was left to us by then."""

    def at(self, now: float) -> Ledger:
        """As of now: what is over a minute old is dropped, what lies in the future is taken as just now."""
        spent = [(min(end, now + GRAIN), units) for end, units in self.spent if end + MINUTE + MARGIN > now]
        return replace(self, spent=tuple(spent), held_at=min(self.held_at, now))

    def rate(self, now: float) -> float:
        """The part of the full rate that may be used: less after a "not now", growing again from there."""
        return min(1.0, self.share + (1 - self.share) * (now - self.held_at) / RECOVERY)

    def wait(self, now: float, units: int, per_minute: int) -> float:
        """Seconds until so many units fit into a minute. For a ledger as of `now`."""
        room = max(per_minute * self.rate(now), min(units, per_minute))
        over = sum(units for _, units in self.spent) + min(units, per_minute) - room
        free = now
        for end, freed in self.spent:
            if over <= 0:
                break
            over -= freed
            free = end + MINUTE + MARGIN
        return max(free, self.held_at + self.held_for) - now

    def add(self, now: float, units: int) -> Ledger:
        """With so much spent now."""
        end = (math.floor(now / GRAIN) + 1) * GRAIN
        if self.spent and self.spent[-1][0] >= end:
            last, before = self.spent[-1]
            return replace(self, spent=(*self.spent[:-1], (last, before + units)))
        return replace(self, spent=(*self.spent, (end, units)))

    def hold(self, now: float, seconds: float) -> Ledger:
        """With a "not now" of the provider for so many seconds, after which less is spent for a while."""
        until = max(self.held_at + self.held_for, now + seconds)
        share = max(SLOWEST, self.rate(now) * SLOWER)
        return replace(self, held_at=now, held_for=min(until - now, MAX_HOLD), share=share)

    def text(self) -> str:
        """As it stands in the file; `parse` reads it."""
        held = [self.held_at, self.held_for, self.share] if self.held_for or self.share < 1 else None
        return json.dumps({"v": 1, "spent": self.spent, "held": held})

    @staticmethod
    def parse(text: str) -> Ledger | None:
        """None for anything that is no ledger. What follows it (of a longer one, half overwritten) is overlooked."""
        try:
            value, _ = json.JSONDecoder().raw_decode(text)
            if value["v"] != 1:
                return None
            spent = sorted((_finite(end), max(0, int(units))) for end, units in value["spent"])
            if value["held"] is None:
                return Ledger(tuple(spent))
            at, seconds, share = map(_finite, value["held"])
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None
        return Ledger(tuple(spent), at, min(max(seconds, 0.0), MAX_HOLD), min(max(share, SLOWEST), 1.0))


def _finite(value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


class Pace:
    """Makes all who spend one account's quota wait for their turn. Safe between threads and processes."""

    def __init__(self, file: Path | None, timer: Timer = Timer(), per_minute: int = PER_MINUTE) -> None:  # noqa: B008 - frozen
        self._file = file
        self._timer = timer
        self.per_minute = max(1, per_minute)
        """The whole quota, in units."""
        self._lock = threading.Lock()
        self._ledger = Ledger()
        """As this process saw it last: what counts where the file is missing or damaged."""

    def spend(self, units: int) -> None:
        """Note that so many units are spent now, after waiting until they fit into any sliding minute."""
        while units > 0 and (wait := self._try(units)) > 0:
            self._timer.sleep(max(wait, BREATH))

    def now(self) -> float:
        """The time that it goes by, in seconds since 1970."""
        return self._timer.now()

    def would_wait(self, units: int) -> float:
        """Seconds that `spend(units)` would wait now."""
        with self._open() as file:
            now = self._timer.now()
            return self._as_of(file, now).wait(now, units, self.per_minute)

    def hold(self, seconds: float) -> None:
        """The provider said "not now": nothing is spent for so long, and less for a while after that."""
        with self._open() as file:
            now = self._timer.now()
            self._write(file, self._as_of(file, now).hold(now, max(0.0, seconds)))

    def _try(self, units: int) -> float:
        """Spend if there is room; otherwise how long to wait, in seconds."""
        with self._open() as file:
            now = self._timer.now()
            ledger = self._as_of(file, now)
            wait = ledger.wait(now, units, self.per_minute)
            if wait <= 0:
                self._write(file, ledger.add(now, units))
            return wait

    # ------------------------------------------------------------ the file

    @contextmanager
    def _open(self) -> Iterator[int | None]:
        """The file, locked; None where it cannot be had: then this process at least keeps to the pace by itself."""
        with self._lock:
            file = _opened(self._file) if self._file else None
            try:
                yield file
            finally:
                if file is not None:
                    os.close(file)  # unlocks

    def _as_of(self, file: int | None, now: float) -> Ledger:
        """The ledger now; where the clock was set back that is noted, or the wait would begin anew each time."""
        found = self._read(file)
        ledger = found.at(now)
        if found.held_at > ledger.held_at or (found.spent and found.spent[-1][0] > now + GRAIN):
            self._write(file, ledger)
        return ledger

    def _read(self, file: int | None) -> Ledger:
        if file is not None:
            try:
                found = Ledger.parse(os.pread(file, MAX_FILE, 0).decode("utf-8", "replace"))
            except OSError:
                found = None
            if found is not None:
                return found
        return self._ledger

    def _write(self, file: int | None, ledger: Ledger) -> None:
        self._ledger = ledger
        if file is not None:
            data = ledger.text().encode()
            try:
                os.pwrite(file, data, 0)
                os.ftruncate(file, len(data))
            except OSError:
                return


def _opened(path: Path) -> int | None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
    except OSError:
        os.close(file)
        return None
    return file
