"""The daemon's loop: signals, wake-ups, commands, readiness, the end. It decides when; workers do what is to be done."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from agent import control
from agent.daemon import schedule, status
from agent.daemon.accounts import LOOK_LIMIT
from agent.daemon.attention import Attention
from agent.daemon.errands import Errands
from agent.daemon.notify import Manager
from agent.daemon.passes import Job, Passes
from agent.daemon.rounds import Rounds
from agent.daemon.second import Second
from agent.daemon.server import Reply, Server
from agent.daemon.settings import Current
from agent.daemon.state import State
from agent.daemon.timetable import Timetable
from agent.daemon.worker import PROGRAM, Worker
from agent.store import asked_back

log = logging.getLogger(__name__)

PATIENCE = 600.0
"""A worker without a sign of life for so many seconds is stuck."""
LOOK_FOR_CONFIGURATION = 20.0
"""While there is none it is looked for at such intervals, in seconds."""
PROMPT = 5.0
"""Seconds for which the service manager is told that we are ready: it must hear that."""
ERRAND = 120.0
"""A worker that carries out a decision is ended after so many seconds without a sign of life."""
SETTLE = 30.0
"""Wake-ups by the machine count at most so often, in seconds: a network that comes and goes is not asked each time."""


class Watch(Protocol):
    """What tells of the machine: it woke, the network is back, the clock was set; and whether it runs on its battery."""

    @property
    def on_battery(self) -> bool:
        """Power is short."""

    async def run(self) -> None:
        """Until cancelled."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the daemon works."""

    config: str
    state: str
    verbose: int = 0


class Daemon:
    """One daemon for one state folder."""

    def __init__(
        self, place: Place, current: Current, environ: Mapping[str, str], *,
        watch: Callable[[Callable[[str], None]], Watch] | None = None,
        patience: float = PATIENCE, look_limit: float = LOOK_LIMIT,
        wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:  # fmt: skip
        """`watch` is given what to call with a reason; without it the daemon learns of such things from its own clock."""
        self.place = place
        self.current = current
        self.manager = Manager(environ)
        self.times = Timetable(wall)
        self.passes = Passes(self._worker, self._passed)
        self.rounds = Rounds(
            State(place.state), self.times, self.passes,
            chance=chance, battery=self._on_battery, limit=look_limit, changed=self._changed,
        )  # fmt: skip
        self.errands = Errands(self._errand)
        self.second = Second(self.times, self._second, self._told)
        self.attention = Attention(
            State(place.state), self.times, environ,
            decide=self._decide, review=self._review, changed=self._say,
        )  # fmt: skip
        self._taking_back: set[asyncio.Task[Mapping[str, Any]]] = set()
        self._environ = environ
        self._patience = patience
        self._wall, self._steady = wall, steady
        self._watch = watch(self.wake) if watch is not None else None
        self._drift = schedule.Drift()
        self._stop = asyncio.Event()
        self._woken: float | None = None
        self._since = datetime.fromtimestamp(wall(), UTC)

    # ------------------------------------------------------------ from start to end

    async def run(self) -> None:
        """Until a signal ends it."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.end)
        loop.add_signal_handler(signal.SIGHUP, self.reload)
        loop.add_signal_handler(signal.SIGUSR1, self.wake, "asked")
        path = control.place(self.place.state, self._environ)
        server = Server(path, self._answer) if path is not None else None
        self.times.start()
        passes = asyncio.create_task(self.passes.run())
        watching = [asyncio.create_task(self._watching(self._watch))] if self._watch is not None else []
        watching.append(asyncio.create_task(self.attention.run()))
        try:
            if server is not None:
                await server.start()
            self._configured()
            self._take_back()
            self.manager.tell("READY=1", wait=PROMPT)
            self._tick()
            await self._until_asked(passes)
        finally:  # asked to end, cancelled, or nothing can be done any more
            await self._ending(passes, watching, server)

    async def _ending(
        self, passes: asyncio.Task[None], watching: list[asyncio.Task[None]], server: Server | None
    ) -> None:
        """Raises what ended the passes."""
        log.info("ending")
        self._stop.set()
        self.manager.tell("STOPPING=1")
        self.manager.status("ending; a letter on its way is finished first")
        self.rounds.end()
        self.times.end()
        await asyncio.gather(self.passes.stop(), self.errands.stop(), self.second.stop())
        if server is not None:
            await server.stop()
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        await passes

    async def _until_asked(self, passes: asyncio.Task[None]) -> None:
        """Or until the passes end, which they do for a fault only: better no daemon than one that does nothing."""
        asked = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({asked, passes}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()

    def end(self) -> None:
        """As SIGTERM does."""
        self._stop.set()

    async def _watching(self, watch: Watch) -> None:
        try:
            await watch.run()
        except Exception as error:  # noqa: BLE001 - the daemon works without it, by its own clock
            log.warning("nothing tells of sleep and network: %s", type(error).__name__)

    # ------------------------------------------------------------ signs of life

    def _tick(self) -> None:
        """The only thing that happens at fixed intervals: a sign of life, if all is well."""
        self._look_at_clock()
        self._say()
        if self.healthy:
            self.manager.tell("WATCHDOG=1")
        if self.manager.tick is not None:
            asyncio.get_running_loop().call_later(self.manager.tick, self._tick)

    @property
    def healthy(self) -> bool:
        """Neither the worker nor a look is stuck."""
        worker = self.passes.worker
        return not (worker is not None and worker.stuck) and not self.rounds.stuck

    def status(self) -> str:
        """What it does or waits for, in plain words."""
        if self.current.settings is None:
            return status.waiting_for_configuration(self.place.config, faults=bool(self.current.fault))
        accounts = [
            status.Watched(name, account.signed_out, account.trouble, self.times.when(f"look {name}"))
            for name, account in self.rounds.accounts.items()
        ]
        return status.working(
            accounts,
            pending=self.passes.pending,
            healthy=self.healthy,
            trouble=self.rounds.trouble,
            kept_old=bool(self.current.fault),
            unheard=self.attention.unheard,
            resting=self.rounds.resting,
        )

    def _say(self) -> None:
        if not self._stop.is_set():
            self.manager.status(self.status())

    def _changed(self) -> None:
        """Something happened by the clock, so it is compared as well."""
        self._look_at_clock()
        self._say()

    # ------------------------------------------------------------ wake-ups

    def wake(self, reason: str) -> None:
        """Look at everything now: somebody asked, the machine woke, the network is back, the clock was set."""
        if self._stop.is_set():
            return
        if self.current.settings is None:
            self._look_for_configuration()
            return
        now = self._steady()
        if reason != "asked" and self._woken is not None and now - self._woken < SETTLE:
            self.times.within("wake", SETTLE - (now - self._woken), self.wake, "late")
        else:
            log.info("a pass at once: %s", reason)
            self._woken = now
            self.rounds.everything(asked=reason == "asked")
        self.rounds.anew()
        self._say()

    def _look_at_clock(self) -> None:
        if self._drift.jumped(self._wall(), self._steady()):
            log.info("the clock jumped")
            self.wake("clock")

    def _on_battery(self) -> bool:
        return self._watch is not None and self._watch.on_battery

    # ------------------------------------------------------------ configuration

    def reload(self) -> None:
        """Read the configuration again; one with faults changes nothing but the status."""
        self.manager.reloading()
        if self.current.read():
            self._configured()
        else:
            log.warning(
                "the configuration has faults: %s", "the old one stays" if self.current.settings else "it waits"
            )
        self.manager.tell("READY=1", wait=PROMPT)
        self._say()

    def _configured(self) -> None:
        """Go by the configuration as it is now; without one, look for it from time to time."""
        if self.current.settings is None:
            self.times.within("configuration", LOOK_FOR_CONFIGURATION, self._look_for_configuration)
        else:
            log.info("going by a configuration with %d accounts", len(self.current.settings.config.accounts))
            self.attention.configure(self.current.settings.config)
            self.rounds.begin(self.current.settings.config)

    def _look_for_configuration(self) -> None:
        if self.current.settings is None:
            if self.current.changed():
                self.current.read()
            self._configured()
        self._say()

    # ------------------------------------------------------------ passes

    def _worker(self, job: Job) -> Worker:
        self.rounds.pass_begins()
        request = {
            "do": "sync" if job.accounts is not None else "deliver",
            "accounts": job.accounts or (),
            "accept_empty": job.accept_empty,
            "tell": job.relay is not None,
        }
        # A service manager that waits for signs of life ends a stuck worker together with us.
        return self._started(job.decision or request, patience=self._patience, kill=self.manager.tick is None)

    def _started(self, request: Mapping[str, Any], *, patience: float, kill: bool) -> Worker:
        settings = self.current.settings
        assert settings is not None
        config = (settings.text, settings.stamp, self.place.config)
        command = ["-v"] * (self.place.verbose + 1) + self._options()
        return Worker(command, {**request, "config": config}, patience=patience, kill=kill)

    def _options(self) -> list[str]:
        return ["--config", self.place.config, "--state", self.place.state]

    def _passed(self, job: Job) -> None:
        well = job.ended is not None and job.ended.last is not None
        log.log(
            logging.INFO if well else logging.WARNING, "pass over: exit %s", job.ended.status if job.ended else None
        )
        if not self._stop.is_set():
            self.rounds.pass_ended(job)
            if job.ended is not None and job.ended.last is not None:
                self.second.plan(job.ended.last.get("second"))
            self._changed()
            self.attention.look()

    def _second(self) -> Worker:
        request = {"do": "second", "tell": False}
        return self._started(request, patience=self._patience, kill=True)

    def _told(self) -> None:
        """What the second reader told may have changed what waits."""
        self.rounds.poked()
        self.attention.look()

    # ------------------------------------------------------------ decisions

    async def _decide(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Have it carried out; the answer."""
        if request["do"] == "retry":  # reads accounts, so it is a pass itself
            job = Job(None, decision=request)
            self.passes.ask(job)
            self._say()
            await job.over.wait()
            last = job.ended.last if job.ended is not None else None
            return last or {"error": "It is not known whether that was done: look at it again."}
        if request["do"] == "undo":
            asked_back.mark(self.place.state, request["id"])
        answer = await self.errands.do(request)
        if not self._stop.is_set():
            self.rounds.poked()
        return answer

    def _take_back(self) -> None:
        """What was asked back when the daemon, or the machine, was ended in the middle of it."""
        for id_ in asked_back.left(self.place.state) if self.current.settings is not None else ():
            task = asyncio.create_task(self._decide({"do": "undo", "id": id_}))
            self._taking_back.add(task)
            task.add_done_callback(self._taking_back.discard)

    def _errand(self, request: Mapping[str, Any]) -> Worker:
        return self._started(request, patience=ERRAND, kill=True)

    def _review(self, token: str) -> None:
        """Open the page, outside of our own sandbox."""
        from agent.desktop import launch

        launch.review(self._environ, [*PROGRAM, *self._options()], token)

    # ------------------------------------------------------------ commands

    async def _answer(self, question: dict[str, Any], reply: Reply) -> None:
        """One question of a command."""
        if question.get("do") == "status":
            reply.line({"status": self._described()})
        elif question.get("do") == "poke":
            if not self._stop.is_set():
                self.rounds.poked()
                self.attention.look()
            self._say()
            reply.line({"done": True})
        elif question.get("do") == "sync" and _is_sync(question):
            await self._sync(question, reply)
        else:
            reply.line({"refused": "nobody understands that"})

    async def _sync(self, question: dict[str, Any], reply: Reply) -> None:
        mine = os.path.realpath(self.place.state), os.path.realpath(self.place.config)
        if (os.path.realpath(question["state"]), os.path.realpath(question["config"])) != mine:
            reply.line({"refused": "another state or configuration"})
            return
        if self.current.changed():
            self.reload()  # the command went by the file as it is now, and so must its pass
        if self.current.settings is None or self.current.fault or self._stop.is_set():
            reply.line({"refused": "no configuration to go by, or the end has come"})
            return
        if self.passes.busy:
            reply.line({"waiting": True})
        job = Job(tuple(question["accounts"]), tuple(question["accept_empty"]), reply.raw)
        self.passes.ask(job)
        self._say()
        await job.over.wait()
        if job.ended is None or job.ended.last is None:
            reply.line({"broken": "the pass was cut off"})

    def _described(self) -> dict[str, Any]:
        return {
            "status": self.status(),
            "pid": os.getpid(),
            "healthy": self.healthy,
            "since": self._since.isoformat(timespec="seconds"),
        }


def _is_sync(question: dict[str, Any]) -> bool:
    lists = all(
        isinstance(question.get(key), list) and all(isinstance(name, str) for name in question[key])
        for key in ("accounts", "accept_empty")
    )
    return lists and all(isinstance(question.get(key), str) for key in ("state", "config"))
