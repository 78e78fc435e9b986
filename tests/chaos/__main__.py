"""`python -m tests.chaos`: kills the program at every point between two system calls, then at random ones; prints the figures.

Exit status 1 if anything that must not be was found. `--seed` and `--kind` play one story again, and tell it.
"""

from __future__ import annotations

import tests.chaos.swift  # isort: skip  # noqa: F401 - before anything else takes the clock

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from tests.chaos import tracer
from tests.chaos.improvise import improvised
from tests.chaos.people import KINDS, Person
from tests.chaos.play import Result, aside, killed
from tests.chaos.points import plans
from tests.chaos.sabotage import forget_attempts
from tests.chaos.scenes import SCENES, Scene
from tests.chaos.tracer import Plan
from tests.chaos.warm import warm


@dataclass
class Figures:
    """What was done, and what came of it."""

    trials: int = 0
    points: int = 0
    kills: int = 0
    asked: int = 0
    full: int = 0
    held: int = 0
    jumps: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, result: Result, what: str) -> None:
        self.trials += 1
        self.kills += result.kills
        self.asked += result.asked
        self.full += result.full
        self.held += result.held
        self.jumps += result.jumps
        self.ends[result.end] += 1
        self.met.update(met.rpartition(" ")[0] for met in result.met)
        self.wrong += [
            "\n".join([f"{what}: {wrong}", *(f"    {line}" for line in result.log)]) for wrong in result.wrong
        ]

    def add(self, other: Figures) -> None:
        for name in ("trials", "points", "kills", "asked", "full", "held", "jumps"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.ends.update(other.ends)
        self.met.update(other.met)
        self.wrong += other.wrong


def main() -> int:
    options = _options()
    if not tracer.permitted():
        print("tracing is not permitted here: nothing was killed", file=sys.stderr)
        return 77
    if options.sabotage:
        forget_attempts()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chaos-", dir=options.dir) as root:
        found = _worked(options, Path(root))
    for name, figures in found.items():
        print(_line(name, figures))
    everything = Figures()
    for figures in found.values():
        everything.add(figures)
    print(_line("all", everything), f"{time.monotonic() - begun:.0f} s")
    print("faults met:", ", ".join(f"{what} {n}" for what, n in sorted(everything.met.items())) or "none")
    print(*everything.wrong, sep="\n")
    return 1 if everything.wrong or not everything.kills else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try every n-th point (default: all; 0: none)")
    parser.add_argument("--thin", action="store_true", help="fewer points within long runs of database pages")
    parser.add_argument("--random", type=int, default=2000, metavar="KILLS", help="so many kills in improvised stories")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1, help="number of the first improvised story")
    parser.add_argument("--stories", type=int, help="so many improvised stories, instead of a number of kills")
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="only this kind of account")
    parser.add_argument("--scene", action="append", help="only this scene")
    parser.add_argument("--dir", default="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    parser.add_argument("--sabotage", action="store_true", help="break the program first: this has to be found")
    parser.add_argument("--tell", action="store_true", help="tell how far it is; of one story all of it")
    return parser.parse_args()


# ---------------------------------------------------------------- jobs


def _worked(options: argparse.Namespace, root: Path) -> dict[str, Figures]:
    """All jobs at once; the figures by scene."""
    kinds = tuple(options.kind or KINDS)
    warm(root, kinds)
    pipes = []
    for job in range(options.jobs):
        theirs, ours = os.pipe()
        if not os.fork():
            os.close(theirs)
            try:
                with os.fdopen(ours, "w") as pipe:
                    _job(options, job, kinds, root / str(job), pipe)
            except BaseException:  # noqa: BLE001 - what others still work in must not be cleared away from here
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(ours)
        pipes.append(theirs)
    found: dict[str, Figures] = {}
    for theirs in pipes:
        with os.fdopen(theirs) as pipe:
            for line in pipe:
                name, values = json.loads(line)
                values["ends"], values["met"] = Counter(values["ends"]), Counter(values["met"])
                found.setdefault(name, Figures()).add(Figures(**values))
    for _ in pipes:
        if os.wait()[1]:
            found.setdefault("a job", Figures()).wrong.append("it broke off: see above")
    return found


def _job(options: argparse.Namespace, job: int, kinds: tuple[str, ...], root: Path, pipe: TextIO) -> None:
    for name, figures in _share(options, job, kinds, root):
        print(json.dumps([name, vars(figures)]), file=pipe, flush=True)
        if options.tell or sys.stderr.isatty():
            print(job, _line(name, figures), file=sys.stderr)


def _share(options: argparse.Namespace, job: int, kinds: tuple[str, ...], root: Path) -> Iterator[tuple[str, Figures]]:
    """What one job does: its share of every scene and of the stories."""
    for kind in kinds:
        for scene in SCENES:
            if options.every and kind in scene.kinds and (not options.scene or scene.name in options.scene):
                yield f"{kind}: {scene.name}", _scene(kind, scene, root, options, job)
    share = (options.stories or options.random) / options.jobs / len(kinds)
    for kind in kinds:
        if share:
            person = ready(kind, root / f"{kind}-stories")
            yield f"{kind}: improvised", _stories(person, options, job, share)


def ready(kind: str, root: Path, scene: Scene | None = None) -> Person:
    """A person with a letter that waits, or where the scene begins."""
    person = KINDS[kind](root)
    person.start()
    person.run("sync")
    if scene is not None:
        scene.before(person)
    person.keep()
    return person


def _scene(kind: str, scene: Scene, root: Path, options: argparse.Namespace, job: int) -> Figures:
    every, jobs = options.every, options.jobs
    figures = Figures()
    person = ready(kind, root / f"{kind}-{SCENES.index(scene)}", scene)
    whole = aside(person, killed(scene, Plan()))
    if job == 0:
        figures.count(whole, f"{kind}: {scene.name}, not killed")
        figures.points = len(whole.points)
    for plan in plans(whole.points, every * jobs, job * every, thin=options.thin):
        name = whole.points[(plan.kill or 1) - 1]
        figures.count(
            aside(person, killed(scene, plan)), f"{kind}: {scene.name}, killed {plan.side} {plan.kill} ({name})"
        )
    return figures


def _stories(person: Person, options: argparse.Namespace, job: int, share: float) -> Figures:
    figures = Figures()
    seed = options.seed + job
    while (figures.trials if options.stories else figures.kills) < share:
        result = aside(person, improvised(seed))
        figures.count(result, f"{person.kind}: --kind {person.kind} --seed {seed} --stories 1 --every 0 --jobs 1")
        if options.tell and options.stories == 1:
            print(*result.log, result.end, sep="\n", file=sys.stderr)
        seed += options.jobs
    return figures


def _line(name: str, figures: Figures) -> str:
    ends = ", ".join(f"{end or '?'} {n}" for end, n in figures.ends.most_common())
    more = f", full disk {figures.full}, held {figures.held}, clock jumps {figures.jumps}" if figures.full else ""
    return (
        f"{name}: {figures.points} points, {figures.trials} runs, {figures.kills} kills, asked {figures.asked}"
        f"{more}; {ends}; wrong: {len(figures.wrong)}"
    )


if __name__ == "__main__":
    sys.exit(main())
