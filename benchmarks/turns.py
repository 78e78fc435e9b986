"""Measuring several things by turns, so that what else the machine does weighs on all of them alike."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.progress import Rounds
from benchmarks.table import Figure


@dataclass(frozen=True, slots=True)
class Used:
    """What doing a thing once took, in seconds."""

    clock: float
    processor: float

    def by(self, factor: float) -> Used:
        """In another unit, or of one of many."""
        return Used(self.clock * factor, self.processor * factor)


@dataclass(frozen=True, slots=True)
class Taken:
    """What doing it several times took."""

    clock: Figure
    processor: Figure

    @classmethod
    def of(cls, used: Sequence[Used]) -> Taken:
        return cls(Figure(tuple(each.clock for each in used)), Figure(tuple(each.processor for each in used)))


Measure = Callable[[], Used]
"""Does the thing once."""


def by_turns(things: Mapping[str, Measure], rounds: int, factor: float = 1.0, warm: int = 1) -> dict[str, Taken]:
    """Every thing once a round, in an order that moves on from round to round; first some rounds that do not count."""
    names = list(things)
    used: dict[str, list[Used]] = {name: [] for name in names}
    done = Rounds(rounds, "rounds by turns:")
    for number in range(-warm, rounds):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            once = things[name]()
            if number >= 0:
                used[name].append(once.by(factor))
        done.at(number + 1)
    return {name: Taken.of(all_) for name, all_ in used.items()}


@dataclass(frozen=True, slots=True)
class Command:
    """A program run to its end, its children's processor time included."""

    words: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)

    def __call__(self) -> Used:
        """Raises RuntimeError where it fails."""
        nothing = os.open(os.devnull, os.O_RDWR)
        actions = [(os.POSIX_SPAWN_DUP2, nothing, stream) for stream in (0, 1, 2)]
        try:
            start = time.perf_counter()
            process = os.posix_spawnp(self.words[0], list(self.words), {**os.environ, **self.environ}, file_actions=actions)  # fmt: skip
            _, status, used = os.wait4(process, 0)
            taken = time.perf_counter() - start
        finally:
            os.close(nothing)
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(f"{Path(self.words[0]).name} failed: {' '.join(self.words)}")
        return Used(taken, used.ru_utime + used.ru_stime)


def here(what: Callable[[], object]) -> Measure:
    """Something that this process does itself."""

    def once() -> Used:
        start, processor = time.perf_counter(), time.process_time()
        what()
        return Used(time.perf_counter() - start, time.process_time() - processor)

    return once
