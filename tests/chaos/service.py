"""`python -m tests.chaos.service`: `agent run`, the daemon and its workers, killed again and again while letters are approved.

Real processes: the daemon, the workers that it starts, the commands of the person. Killed (SIGKILL) is the daemon, the
worker or both, at a request that one of them makes (before the provider does what was asked, or before the answer comes)
or at any moment; commands are killed between two system calls. Then the daemon is started again. When the faults are
over it has to bring everything to its end by itself, and to end when asked.
"""

from __future__ import annotations

import tests.chaos.swift  # isort: skip  # noqa: F401 - before anything else takes the clock

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from agent import control
from tests.chaos import play, swift, tracer
from tests.chaos.__main__ import ready
from tests.chaos.clocked import PROGRAM, ROOT, SharedClock
from tests.chaos.improvise import LOCAL, WIRED
from tests.chaos.people import CLOSED, KINDS, Networked, Person
from tests.chaos.play import PAUSES, Result, Wrong, aside, at_most_once, to_the_end
from tests.chaos.tracer import Plan
from tests.chaos.warm import warm
from tests.chaos.zygote import Order
from tests.e2e.world import ZONE, at
from tests.simulators.google.wire import Asked, Reply

LONGEST = 400.0
"""Real seconds after which a story is broken off."""
PASS = 60.0
"""Real seconds after which a pass is not going to come, on a busy machine too."""
STEPS = (0.0, 1.1, 1.1, 6.0, 20.0)
"""Minutes for which the machine sleeps between two things."""
VICTIMS = ("daemon", "worker", "both")
_sleep = time.sleep


class Service:
    """The daemon of one person, and whoever kills it."""

    def __init__(self, person: Person, dice: random.Random, result: Result) -> None:
        self.person, self.dice, self.result = person, dice, result
        self.clock = SharedClock(person.root / "clock")
        self.clock.wall = at("2026-11-18T09:00").timestamp() - time.time()
        _by_that_clock(person, self.clock)
        self.runtime = person.root / "run"
        self.runtime.mkdir(mode=0o700, exist_ok=True)
        self.environ = {"HOME": str(person.root), "XDG_RUNTIME_DIR": str(self.runtime), "PATH": os.environ["PATH"],
                        "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
        self.daemon: subprocess.Popen[bytes] | None = None
        self._begun = 0
        """Where its part of the log begins."""
        self.armed: tuple[str, int, bool, str] | None = None
        """What the name of a request contains, how many of them are let through, killed after its effect, whom."""
        self.met: Counter[str] = Counter()
        tracer.adopt()
        if isinstance(person, Networked):
            self._answer = person.sim.reply
            person.sim.reply = self._reply  # type: ignore[method-assign]  # between the program and it

    # ------------------------------------------------------------ processes

    def start(self) -> None:
        """A daemon, if there is none."""
        if self.daemon is not None and self.daemon.poll() is None:
            return
        self._begun = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("a") as log:
            self.daemon = subprocess.Popen(
                [*PROGRAM, str(self.person.root / "clock"), *self.person.world._words(())[:4], "run"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environ, cwd=ROOT, start_new_session=True,
            )  # fmt: skip

    @property
    def log(self) -> Path:
        return self.person.root / "daemon.log"

    @property
    def listens(self) -> bool:
        """The daemon has taken over its signals: before that they would end it."""
        return bool(self._pid) and b"going by a configuration" in self.log.read_bytes()[self._begun :]

    def passes(self) -> int:
        """How many passes are over."""
        return self.log.read_bytes().count(b"pass over") if self.log.exists() else 0

    def workers(self) -> list[int]:
        """The workers of this daemon, and of those before it."""
        return [pid for pid in _children(os.getpid()) + _children(self._pid) if b"\0work\0" in _words(pid) + b"\0"]

    @property
    def _pid(self) -> int:
        return self.daemon.pid if self.daemon is not None and self.daemon.poll() is None else 0

    def end(self) -> None:
        """Ask it to end. Raises Wrong if it does not, or not well."""
        if self._pid and self.daemon is not None:
            self.daemon.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.daemon.wait(PASS)
            if self.daemon.returncode != 0:
                self.stop()
                raise Wrong(f"asked to end it said {self.daemon.returncode}")
        self._reaped(PASS)

    def stop(self) -> None:
        """Nothing of it is left."""
        for pid in [*self.workers(), self._pid]:
            if pid:
                _kill(pid)
        if self.daemon is not None:
            self.daemon.wait()
        self._reaped(PASS)

    def _reaped(self, within: float) -> None:
        """Workers whose daemon died are our children: until they have ended."""
        end = time.monotonic() + within
        while self.workers():
            for pid in _children(os.getpid()):
                if b"\0work\0" in _words(pid) + b"\0" or not _words(pid):
                    with contextlib.suppress(ChildProcessError):
                        os.waitpid(pid, os.WNOHANG)
            if time.monotonic() > end:
                raise Wrong("a worker goes on without its daemon")
            _sleep(0.02)

    # ------------------------------------------------------------ killing

    def kill(self, whom: str, where: str) -> None:
        """SIGKILL, if there is somebody to kill."""
        pids = self.workers() if whom != "daemon" else []
        if whom != "worker" and self._pid:
            pids = [self._pid, *pids] if self.dice.random() < 0.5 else [*pids, self._pid]
        for pid in pids:
            _kill(pid)
        if self.daemon is not None and self.daemon.pid in pids:
            self.daemon.wait()
        if pids:
            self.result.kills += 1
            self.met[f"{whom} {where}"] += 1
            self.result.met.append(f"{whom} ")
            self.result.log.append(f"{self.person.world.now:%d %H:%M:%S} killed: {whom}, {where}")

    def _reply(self, asked: Asked) -> Reply:
        name = cast("Networked", self.person)._name(asked)
        if self.armed is None or asked.path == "/still-there" or self.armed[0] not in name:
            return self._answer(asked)
        match, left, after, whom = self.armed
        self.armed = (match, left - 1, after, whom)
        if left > 0:
            return self._answer(asked)
        self.armed = None
        done = self._answer(asked) if after else None
        self.kill(whom, f"{'after' if after else 'before'} {name}")
        return done or CLOSED

    def hunt(self) -> None:
        """Let it work for a while, and kill somebody in between."""
        before, whom = self.passes(), self.dice.choice(VICTIMS)
        self.start()
        if self.listens:
            os.kill(self._pid, signal.SIGUSR1)  # as it hears that the machine woke
        if isinstance(self.person, Networked) and self.dice.random() < 0.7:
            name = self.dice.choice(["", "", *WRITING[self.person.kind]])
            self.armed = (name, self.dice.randint(0, 30 if not name else 1), self.dice.random() < 0.5, whom)
            self._until(lambda: self.armed is None or (self.passes() > before and not self.workers()))
            self.armed = None
        else:
            _sleep(self.dice.uniform(0.0, 1.2) if self.passes() == before else 0.0)
            self._until(lambda: bool(self.workers()) or self.passes() > before, 3)
            _sleep(self.dice.uniform(0.0, self.dice.choice([0.2, 1.5])))
            self.kill(whom, "at any moment")

    def _until(self, so: Callable[[], bool], within: float = PASS) -> bool:
        end = time.monotonic() + within
        while not (it_is := so()) and time.monotonic() < end:
            _sleep(0.02)
        return it_is

    # ------------------------------------------------------------ the person

    def command(self, *words: str, plan: Plan) -> None:
        """A command beside the daemon, killed or not, which tells the daemon."""
        assert self.person.zygote is not None
        end = self.person.zygote.run(Order(tuple(self.person.world._words(words)), plan))
        self.result.kills += end.killed
        self.met["command"] += end.killed
        self.result.log.append(f"{self.person.world.now:%d %H:%M:%S} {' '.join(words)} {plan} -> {end.status}")
        self.poke()

    def poke(self) -> None:
        """As a command does, or the person with a signal."""
        if self.dice.random() < 0.3 and self.listens:
            os.kill(self._pid, signal.SIGUSR1)
        else:
            control.poke(str(self.person.world.state), self.environ)

    def slept(self, minutes: float) -> None:
        """The machine slept for so long, and woke."""
        self.clock.wall += 60 * minutes
        if isinstance(self.person, Networked):
            self.person.wire.catch_up()

    def settled(self) -> None:
        """The daemon alone brings everything to an end. Raises Wrong if it does not."""
        for minutes in PAUSES:
            self.slept(minutes)
            self.start()
            if not self._until(lambda: self.listens):
                raise Wrong("the daemon does not begin")
            before = self.passes()
            os.kill(self._pid, signal.SIGUSR1)
            if not self._until(lambda before=before: self.passes() > before and not self.workers()):  # type: ignore[misc]
                at_work = {pid: _place(pid) for pid in self.workers()}
                raise Wrong(f"the daemon does nothing, or its worker does not end: {self.passes() - before} {at_work}")
            at_most_once(self.person)
            if self.person.draft["status"] in play.SETTLED and not self.person.owed:
                return
        raise Wrong(f"with the daemon it is {self.person.draft['status']} for ever: {self.person.draft['outcome']}")


WRITING = {"google": ("drafts.create", "drafts.send", "drafts.send", "events.patch", "drafts.delete", "messages.get"),
           "outlook": ("message.reply", "message.patch", "message.send", "message.send", "event.decline")}  # fmt: skip
"""Requests at which killing tells most."""


def story(seed: int) -> Callable[[Person, Result], None]:
    """One story; what is chosen follows from its number, when things happen does not."""

    def work(person: Person, result: Result) -> None:
        dice = random.Random(f"service{person.kind}{seed}")
        person.surprise(dice)
        service = Service(person, dice, result)
        try:
            for _ in range(dice.randint(6, 10)):
                _round(service, dice)
            person.peace()
            result.log.append("-- to the end")
            service.armed = None
            service.settled()
            service.end()
        except BaseException:
            with contextlib.suppress(OSError):
                result.log.append(service.log.read_text()[-2500:])
            raise
        finally:
            service.stop()
        met = result.met
        to_the_end(person, result, gone=True)
        result.met = met

    return work


def _round(service: Service, dice: random.Random) -> None:
    person = service.person
    if dice.random() < 0.8:
        service.start()
    if dice.random() < 0.4:
        _trouble(person, dice)
    words = _words_said(person, dice)
    if words:
        if words[0] == "approve":
            person.agreed.add(" ".join(person.draft["body"].split()))
        service.command(*words, plan=Plan(dice.randint(1, 150), "before") if dice.random() < 0.25 else Plan())
    service.slept(dice.choice(STEPS))
    service.hunt()
    at_most_once(person)
    if dice.random() < 0.7:
        person.peace()


def _trouble(person: Person, dice: random.Random) -> None:
    if person.kind == "local":
        person.trouble("", dice.choice(LOCAL))
    else:
        person.trouble(dice.choice(person.TROUBLED), dice.choice(WIRED), dice.choice([1, 1, 2]))


def _words_said(person: Person, dice: random.Random) -> tuple[str, ...]:
    draft = person.draft
    id_, status = str(draft["id"]), draft["status"]
    if status in ("waiting", "failed", "kept"):
        return ("approve", id_, "--yes", *(["--immediately"] if dice.random() < 0.2 else []))
    if status == "approved" and dice.random() < 0.15:
        return (dice.choice(["undo", "keep"]), id_)
    if status == "unsure" and not person.owed and dice.random() < 0.5:
        question = person.status().question("unsure_sent")
        return ("answer", question["id"], "sent" if person.left else "not_sent")
    return ()


# ---------------------------------------------------------------- of this machine


def _by_that_clock(person: Person, clock: SharedClock) -> None:
    """From now on the person's time is the daemon's: it passes."""

    class Ticking(type(person.world)):  # type: ignore[misc]  # whichever it is
        @property
        def now(self) -> datetime:
            return datetime.fromtimestamp(clock.time(), ZONE)

        @now.setter
        def now(self, moment: datetime) -> None:
            clock.wall += moment.timestamp() - clock.time()

    del person.world.now
    person.world.__class__ = Ticking


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            name, _, rest = path.read_text().rpartition(") ")
            if pid and int(rest.split()[1]) == pid:
                found.append(int(name.split()[0]))
    return found


def _words(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _place(pid: int) -> str:
    """Where a process stands: state, parent, the call that it waits in, signals blocked, ignored and caught."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/status").read_text().splitlines()
        wanted = ("State", "PPid", "SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt", "Threads")
        lines = [line for line in told if line.startswith(wanted)]
        return "; ".join([*lines, Path(f"/proc/{pid}/wchan").read_text(), Path(f"/proc/{pid}/syscall").read_text()])
    return "gone"


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


# ---------------------------------------------------------------- all of it


def main() -> int:
    options = _options()
    if not tracer.permitted():
        print("tracing is not permitted here: nothing was killed", file=sys.stderr)
        return 77
    play.LONGEST, swift.shortest = LONGEST, 0.5
    kinds = tuple(options.kind or KINDS)
    kills, stories, wrong = 0, 0, []
    ends: Counter[str] = Counter()
    whom: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="chaos-", dir=options.dir) as root:
        warm(Path(root), kinds)
        people = {kind: ready(kind, Path(root) / kind) for kind in kinds}
        for seed, kind in _wanted(options, kinds):
            if options.stories is None and kills >= options.kills:
                break
            result = aside(people[kind], story(seed))
            kills, stories = kills + result.kills, stories + 1
            ends[f"{kind} {result.end or '?'}"] += 1
            whom.update(met.strip() for met in result.met)
            name = f"--kind {kind} --seed {seed} --stories 1"
            wrong += ["\n    ".join([f"{name}: {text}", *result.log]) for text in result.wrong]
            if options.tell:
                print(kind, seed, result.kills, result.end, *(result.wrong and wrong[-1:]), file=sys.stderr, flush=True)
        for kind in kinds:
            shutil.rmtree(Path(root) / kind, ignore_errors=True)
    print(f"agent run: {stories} stories, {kills} kills", dict(whom), dict(ends), f"wrong: {len(wrong)}")
    print(*wrong, sep="\n")
    return 1 if wrong or not kills else 0


def _wanted(options: argparse.Namespace, kinds: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    seed = options.seed
    while options.stories is None or seed < options.seed + options.stories:
        yield from ((seed, kind) for kind in kinds)
        seed += 1


def _options() -> Any:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.service", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--stories", type=int, help="so many stories of each kind, instead of a number of kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=list(KINDS))
    parser.add_argument("--dir", default="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    parser.add_argument("--tell", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
