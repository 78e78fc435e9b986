"""One target in a process of its own: `python -m tests.fuzz.drive NAME --runs N --folder FOLDER`.

The first part of the runs is guided by coverage, where atheris is installed: an input that reaches a new branch is kept in
the corpus, and others are made of it. The rest takes the corpus as it is by then and runs without the instruments, which
is several times as fast. A fault is written down and does not end the run.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import gc
import json
import sys
import time
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.mutate import mutated
from tests.fuzz.target import LARGEST, Target, load
from tests.fuzz.trial import Trial, bounded, peak, signature, story

EVERY = 5.0
"""Seconds between two notes of how far it is."""
LOOKS = 64
"""Inputs between two looks at the clock."""
STOP_AT = 50
"""Different faults after which a run ends: something is broken altogether."""


class Record:
    """How far a target is, in its folder: `state.json`, `corpus/`, `faults/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.corpus = folder / "corpus"
        self.faults = folder / "faults"
        for each in (self.corpus, self.faults):
            each.mkdir(parents=True, exist_ok=True)
        self.state: dict[str, Any] = {"runs": 0, "guided": 0, "seconds": 0.0, "slowest": 0.0, "peak": 0}
        with contextlib.suppress(OSError, ValueError):
            self.state |= json.loads((folder / "state.json").read_text())

    def save(self) -> None:
        place = self.folder / "state.new"
        place.write_text(json.dumps(self.state))
        place.replace(self.folder / "state.json")

    def fault(self, data: bytes, error: BaseException) -> None:
        """Keep the smallest input of each kind of fault."""
        name = signature(error)[:120]
        place = self.faults / name
        if not place.exists() or place.stat().st_size > len(data):
            place.write_bytes(data)
            (self.faults / f"{name}.txt").write_text(story(error), errors="replace")

    def count(self) -> int:
        """Different faults so far."""
        return len([path for path in self.faults.iterdir() if path.suffix != ".txt"])

    def inputs(self) -> list[bytes]:
        """The corpus."""
        return [path.read_bytes() for path in sorted(self.corpus.iterdir())]


class Run:
    """Runs of one target, noted as they go."""

    def __init__(self, target: Target, record: Record, trial: Trial, until: int, way: str) -> None:
        self._target = target
        self._record = record
        self._trial = trial
        self._until = until
        self._way = way
        self._since = self._noted = time.monotonic()
        self._at = int(record.state["runs"])

    def once(self, data: bytes) -> None:
        """One input; faults are written down."""
        try:
            self._trial.once(data)
        except KeyboardInterrupt:
            self.note()
            raise
        except BaseException as error:  # noqa: BLE001 - a door that raises anything at all is at fault
            self._record.fault(data, error)
        state = self._record.state
        state["runs"] += 1
        state["guided"] += self._way == "guided"
        if state["runs"] % LOOKS == 0 and time.monotonic() - self._noted > EVERY:
            self.note()

    def note(self) -> None:
        """Write down how far it is, and show it."""
        now, state = time.monotonic(), self._record.state
        state["seconds"] += now - self._noted
        if self._trial.slowest > state["slowest"]:
            state["slowest"] = self._trial.slowest
            (self._record.folder / "slowest").write_bytes(self._trial.slow)
        state["peak"] = max(state["peak"], peak())
        self._noted = now
        self._record.save()
        pace = (state["runs"] - self._at) / max(now - self._since, 0.001)
        faults = self._record.count()
        print(
            f"{self._target.name}: {state['runs']:,} of {self._until:,} · {self._way} · {pace:,.0f}/s · "
            f"slowest {state['slowest']:.2f} s · {state['peak']} MB · faults {faults}",
            flush=True,
        )
        if faults >= STOP_AT:
            sys.exit(f"{self._target.name}: {faults} different faults, enough for now")


def guided(target: Target, record: Record, folder: Path, until: int) -> None:
    """Runs guided by coverage. Does not come back: libFuzzer ends the process."""
    atheris: Any = import_module("atheris")
    left = until - int(record.state["runs"])
    with contextlib.ExitStack() as stack:
        with atheris.instrument_imports(include=list(target.rooms), enable_loader_override=False):
            again = _fresh(target.name)
            seeds = again.seeds()
            for number, seed in enumerate(seeds):
                (record.corpus / f"seed-{number:04}").write_bytes(seed[:LARGEST])
            trial = stack.enter_context(Trial(again, folder / "place").ready())
            for seed in seeds:  # what is imported late is imported now
                with contextlib.suppress(Exception):
                    again.run(seed)
        run = Run(again, record, trial, until, "guided")

        def mutator(data: bytes, most: int, seed: int) -> bytes:
            return mutated(again, data, Random(seed), seeds)[:most]

        options = [
            f"-runs={left}",
            f"-max_len={LARGEST}",
            "-rss_limit_mb=0",
            "-timeout=600",
            "-verbosity=0",
            "-print_final_stats=0",
        ]
        atheris.Setup([sys.argv[0], *options, str(record.corpus)], run.once, custom_mutator=mutator)
        atexit.register(run.note)
        atheris.Fuzz()


def _fresh(name: str) -> Target:
    """The target with all that it uses imported anew, with instruments."""
    for module in [
        m
        for m in sys.modules
        if m.partition(".")[0] in ("agent", "connectors")
        or (m.startswith("tests.") and not m.startswith("tests.fuzz.t"))
    ]:
        if module not in ("tests.fuzz", __name__):
            del sys.modules[module]
    return load(name)


def plain(target: Target, record: Record, folder: Path, until: int) -> None:
    """Runs that take any input of the corpus and change it."""
    pool = target.seeds() + record.inputs()
    with Trial(target, folder / "place").ready() as trial:
        run = Run(target, record, trial, until, "plain")
        at = int(record.state["runs"])
        gc.freeze()  # the program, its data and the pool stay: they need not be looked through again and again
        for number in range(at, until):
            dice = Random(f"{target.name} {number}")
            run.once(mutated(target, dice.choice(pool), dice, pool) if number >= len(pool) else pool[number])
        run.note()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.drive", description=__doc__)
    parser.add_argument("name")
    parser.add_argument(
        "--runs", type=int, required=True, help="how many there shall be in all, the earlier ones included"
    )
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--guided", action="store_true", help="guided by coverage, with atheris")
    given = parser.parse_args()
    folder = given.folder.resolve()
    record = Record(folder)
    bounded()
    (guided if given.guided else plain)(load(given.name), record, folder, given.runs)


if __name__ == "__main__":
    main()
