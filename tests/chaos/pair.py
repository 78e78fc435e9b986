"""Two machines of one person on one account: two states, one provider, and commands that run into each other."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos.people import NOTHING, GooglePerson, Networked, OutlookPerson
from tests.chaos.play import Wrong
from tests.chaos.tracer import End, Plan
from tests.chaos.zygote import Order, Zygote
from tests.simulators.google.wire import Asked, Reply

MACHINES = (0, 1)
PATIENCE = 60.0
"""Real seconds after which two commands wait for each other in vain."""


@dataclass
class Gate:
    """One request of one machine at which that machine stands still."""

    number: int
    after: bool
    """The provider has done what was asked, and the answer is what waits."""
    reached: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)


class Pair:
    """The two machines."""

    def __init__(self, person: Networked) -> None:
        self.person = person
        self.states = (person.world.state, person.root / "state-2")
        self.zygotes: list[Zygote] = []
        self.active = 0
        self.asked = [0, 0]
        """Requests that each machine made since the last `count`."""
        self.names: tuple[list[str], list[str]] = ([], [])
        self.gates: dict[int, Gate] = {}
        self._reply = person.wire.reply
        person.sim.reply = self._gated  # type: ignore[method-assign]  # between the program and it

    def ready(self) -> None:
        """Both machines know the letter, which waits on both."""
        self.person.start()
        for machine in MACHINES:
            self._turn(machine)
            if machine:
                shutil.copytree(self.states[0] / "tokens", self.states[1] / "tokens")
                for name in ("tokens.key", "key"):
                    if (self.states[0] / name).exists():
                        shutil.copy2(self.states[0] / name, self.states[1] / name)
            self.person.run("sync")
            assert self.draft(machine)["status"] == "waiting"
        self.person.keep()

    def restore(self) -> None:
        self.person.restore()

    @property
    def errors(self) -> str:
        return self.person.errors

    def start(self) -> None:
        """Ready for commands; after a fork, before any thread."""
        self.person.patience = PATIENCE  # one that stands still has not given up
        self.zygotes = [Zygote(self.person.root / "stderr-2", PATIENCE)]
        self.person.start()
        assert self.person.zygote is not None
        self.zygotes.insert(0, self.person.zygote)

    def stop(self) -> None:
        self.person.zygote = self.zygotes[0]  # the younger one, which holds a copy of the other's pipe
        self.person.stop()
        self.zygotes[1].close()

    # ------------------------------------------------------------ one after the other

    def run(self, machine: int, *words: str, plan: Plan = NOTHING) -> End:
        """A command on one of them, from beginning to end."""
        self._turn(machine)
        return self.person.run(*words, plan=plan)

    def draft(self, machine: int) -> dict[str, Any]:
        """The letter as that machine has it."""
        self._turn(machine)
        return self.person.draft

    def _turn(self, machine: int) -> None:
        self.active = machine
        self.person.world.state = self.states[machine]
        if self.zygotes:
            self.person.zygote = self.zygotes[machine]

    # ------------------------------------------------------------ both at once

    def both(self, words: tuple[str, ...], gates: dict[int, Gate]) -> None:
        """The first runs up to its gate, then the second up to its own, then the first to its end, then the second."""
        self.asked, self.names, self.gates = [0, 0], ([], []), gates
        with self._running(0, words) as first:
            self._until(0, first)
            with self._running(1, words) as second:
                self._until(1, second)
                self._on(0, first)
                self._on(1, second)
        self.gates = {}
        self.person.settle()

    @contextmanager
    def _running(self, machine: int, words: tuple[str, ...]) -> Iterator[threading.Thread]:
        self._turn(machine)
        for pace in (self.states[machine] / "pace").glob("*.json"):
            pace.unlink()
        order = Order(tuple(self.person.world._words(words)), NOTHING)
        thread = threading.Thread(target=self.zygotes[machine].run, args=(order,), daemon=True)
        thread.start()
        yield thread

    def _until(self, machine: int, thread: threading.Thread) -> None:
        """Until it stands at its gate, or has ended without coming to it."""
        gate = self.gates.get(machine)
        while thread.is_alive() and not (gate and gate.reached.is_set()):
            thread.join(0.002)

    def _on(self, machine: int, thread: threading.Thread) -> None:
        self.active = machine
        if machine in self.gates:
            self.gates[machine].go.set()
        thread.join(PATIENCE)
        if thread.is_alive():
            raise Wrong("two commands wait for each other")

    def _gated(self, asked: Asked) -> Reply:
        machine = self.active
        if asked.path == "/still-there":
            return self._reply(asked)
        self.asked[machine] += 1
        self.names[machine].append(self.person._name(asked))
        gate = self.gates.get(machine)
        if gate is None or gate.number != self.asked[machine]:
            return self._reply(asked)
        done = self._reply(asked) if gate.after else None
        gate.reached.set()
        gate.go.wait(PATIENCE)
        return done or self._reply(asked)

    # ------------------------------------------------------------ what came of it

    def finish(self) -> None:
        """Both go on until nothing is open; the person answers what is asked."""
        for minutes in (1, 6, 12, 60, 60 * 23, 12):
            self.person.pass_by(minutes=minutes)
            for machine in MACHINES:
                self.run(machine, "sync")
                if self.draft(machine)["status"] == "unsure":
                    self.person.answer_truly()
        for machine in MACHINES:
            status = self.draft(machine)["status"]
            if status in ("approved", "sending", "unsure"):
                raise Wrong(f"on machine {machine} it is {status} for ever")

    def statuses(self) -> list[str]:
        return [str(self.draft(machine)["status"]) for machine in MACHINES]


PAIRS: dict[str, Callable[[Path], Networked]] = {"google": GooglePerson, "outlook": OutlookPerson}
