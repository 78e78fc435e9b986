"""The daemon's loop: jobs, wake-ups, signals, readiness, the end. It decides when; workers do what is to be done."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from agent import control
from agent.daemon import schedule
from agent.daemon.accounts import LOOK_LIMIT, Watched, described, token_files, watched
from agent.daemon.notify import Manager
from agent.daemon.passes import Job, Passes
from agent.daemon.server import Reply, Server
from agent.daemon.settings import Current
from agent.daemon.worker import Worker
from agent.log import redact
from agent.store import agenda, views

log = logging.getLogger(__name__)

PATIENCE = 600.0
"""A worker without a sign of life for so many seconds is stuck."""
LOOK_FOR_CONFIGURATION = 20.0
"""While there is none it is looked for at such intervals, in seconds."""
SETTLE = 30.0
"""Wake-ups by the machine count at most so often, in seconds: a network that comes and goes is not asked each time."""
REMEMBER = timedelta(minutes=10)
"""How fresh the accounts are is written down at most so often."""
SOON = 0.3
"""Seconds after its time at which a letter is looked at: a clock's tick does not make it early."""


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
        self.accounts: dict[str, Watched] = {}
        self.passes = Passes(self._worker, self._passed)
        self._environ = environ
        self._patience, self._look_limit = patience, look_limit
        self._wall, self._steady, self._chance = wall, steady, chance
        self._watch = watch(self.wake) if watch is not None else None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._drift = schedule.Drift()
        self._stop = asyncio.Event()
        self._tried: datetime | None = None
        self._faults = 0
        self._trouble = ""
        self._woken: float | None = None
        self._since = datetime.fromtimestamp(wall(), UTC)

    # ------------------------------------------------------------ from start to end

    async def run(self) -> None:
        """Until a signal ends it."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        loop.add_signal_handler(signal.SIGHUP, self.reload)
        loop.add_signal_handler(signal.SIGUSR1, self.wake, "asked")
        path = control.place(self.place.state, self._environ)
        server = Server(path, self._answer) if path is not None else None
        self._scheduler.start()
        tasks = [asyncio.create_task(self.passes.run())]
        if self._watch is not None:
            tasks.append(asyncio.create_task(self._watching(self._watch)))
        if server is not None:
            await server.start()
        self._configured()
        self.manager.tell("READY=1")
        self._tick()
        await self._stop.wait()
        log.info("ending")
        self.manager.tell("STOPPING=1")
        self.manager.status("ending; a letter on its way is finished first")
        self._close()
        self._scheduler.shutdown(wait=False)
        await self.passes.stop()
        if server is not None:
            await server.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def end(self) -> None:
        """As SIGTERM does."""
        self._stop.set()

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
        return not (worker is not None and worker.stuck) and not any(
            account.stuck(self._look_limit) for account in self.accounts.values()
        )

    async def _watching(self, watch: Watch) -> None:
        try:
            await watch.run()
        except Exception as error:  # noqa: BLE001 - the daemon works without it, by its own clock
            log.warning("nothing tells of sleep and network: %s", type(error).__name__)

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
            self._at("wake", self._now() + timedelta(seconds=SETTLE - (now - self._woken)), self.wake, "late")
            return
        log.info("a pass at once: %s", reason)
        self._woken = now
        for account in self.accounts.values():
            account.failures = 0
        self._reschedule()
        self._everything(asked=reason == "asked")

    def _everything(self, *, asked: bool = False) -> None:
        """Read all accounts; those that wait for a sign-in only where somebody asked."""
        standings = self._standings()
        names = [n for n in self.accounts if asked or not (n in standings and standings[n].needs_login)]
        if len(names) == len(self.accounts):
            self.passes.want(())
        else:
            self.passes.want(names or None)
        self._say()

    def _look_at_clock(self) -> None:
        if self._drift.jumped(self._wall(), self._steady()):
            log.info("the clock jumped")
            self.wake("clock")

    def _reschedule(self) -> None:
        """Nothing planned by another time of day stays: the scheduler sleeps by the clock that was."""
        for account in self.accounts.values():
            self._plan(account)
        self._tomorrow()
        self._arrange()
        self._scheduler.wakeup()

    # ------------------------------------------------------------ configuration

    def reload(self) -> None:
        """Read the configuration again; one with faults changes nothing but the status."""
        self.manager.reloading()
        if self.current.read():
            log.info("configuration read again: %d accounts", len(self._config_accounts()))
            self._configured()
        else:
            log.warning("the configuration has faults; %s", "it waits" if self.current.settings is None else "the old one stays")  # fmt: skip
        self.manager.tell("READY=1")
        self._say()

    def _configured(self) -> None:
        """Go by the configuration as it is now; without one, look for it from time to time."""
        self._close()
        settings = self.current.settings
        if settings is None:
            self._at("configuration", self._now() + timedelta(seconds=LOOK_FOR_CONFIGURATION), self._look_for_configuration)  # fmt: skip
            return
        self.accounts = watched(settings.config, Path(self.place.state))
        self._tomorrow()
        self._everything()

    def _look_for_configuration(self) -> None:
        if self.current.settings is None and self.current.changed() and self.current.read():
            log.info("the configuration is there")
            self._configured()
        elif self.current.settings is None:
            self._at("configuration", self._now() + timedelta(seconds=LOOK_FOR_CONFIGURATION), self._look_for_configuration)  # fmt: skip
        self._say()

    def _config_accounts(self) -> tuple[object, ...]:
        return self.current.settings.config.accounts if self.current.settings else ()

    def _close(self) -> None:
        for name, account in self.accounts.items():
            account.close()
            if self._scheduler.get_job(f"look {name}"):
                self._scheduler.remove_job(f"look {name}")
        self.accounts = {}

    # ------------------------------------------------------------ looks

    async def _look(self, name: str) -> None:
        """One look at one account; what it finds decides whether a worker is started."""
        self._look_at_clock()
        account = self.accounts.get(name)
        if account is None or self.current.settings is None or self.passes.wants(name):
            return  # it is planned anew after the pass
        standing = self._standings().get(name)
        if standing is not None and standing.needs_login:
            if token_files(Path(self.place.state), name) != account.signed_in:
                self.passes.want([name])
            else:
                self._plan(account)
            return
        try:
            news = await account.look(
                standing, self._now(), self.current.settings.config.user.timezone, self._look_limit
            )
        except Exception as error:  # noqa: BLE001 - one account must not stop the others; the reason is shown
            if self.accounts.get(name) is account:
                self._look_failed(account, standing, error)
            return
        if self.accounts.get(name) is not account:
            return
        if news:
            self.passes.want([name])
        else:
            account.well()
            self._remember(name, standing)
            self._plan(account)
            self._arrange()
        self._say()

    def _look_failed(self, account: Watched, standing: agenda.Standing | None, error: Exception) -> None:
        account.failed(*described(error))
        log.warning("account %s: %s, for the %d. time", account.name, type(error).__name__, account.failures)
        if standing is None or standing.error is None:
            self.passes.want([account.name])  # fails too, most likely, and then `agent status` says why
        self._plan(account)
        self._say()

    def _remember(self, name: str, standing: agenda.Standing | None) -> None:
        """An account found unchanged is as fresh as one that was read."""
        now = self._now()
        if standing is not None and (standing.last_success is None or now - standing.last_success >= REMEMBER):
            agenda.looked(self.place.state, [name], now)

    def _plan(self, account: Watched) -> None:
        """When to look at it next."""
        standing = self._standings().get(account.name)
        waits = standing is not None and standing.needs_login
        seconds = schedule.pause(
            account.account.poll_seconds,
            self._chance(),
            failures=0 if waits else account.failures,
            battery=self._watch is not None and self._watch.on_battery,
            at_least=account.not_before,
            keyring=account.keyring and not waits,
            more=standing is not None and standing.todo > 0,
        )
        self._at(f"look {account.name}", self._now() + timedelta(seconds=seconds), self._look, account.name)

    # ------------------------------------------------------------ what is due

    def _arrange(self) -> None:
        """Deliver what is due, and come back when the next thing is."""
        if self.passes.pending or self.current.settings is None:
            return  # asked again after the pass
        now = self._now()
        again = timedelta(seconds=schedule.retry(self._faults)) if self._faults else schedule.AGAIN
        try:
            with self._views() as db:
                when = schedule.next_due(agenda.due(db, now), now, self._tried, again) if db else None
        except sqlite3.Error as error:
            log.warning("the state cannot be looked at: %s", type(error).__name__)
            when = now + again
        if when is None:
            with contextlib.suppress(LookupError):
                self._scheduler.remove_job("due")
        elif when <= now:
            self.passes.want(None)
        else:
            self._at("due", when + timedelta(seconds=SOON), self._arrange)

    def _tomorrow(self) -> None:
        """Deadlines pass and interviews take place, whether or not anything arrives."""
        settings = self.current.settings
        zone = ZoneInfo(settings.config.user.timezone) if settings else UTC
        self._at("day", schedule.next_day(self._now().astimezone(zone)), self._new_day)

    def _new_day(self) -> None:
        self._tomorrow()
        self._everything()

    # ------------------------------------------------------------ passes

    def _worker(self, job: Job) -> Worker:
        assert self.current.settings is not None
        settings = self.current.settings
        self._tried = self._now()
        request = {
            "do": "sync" if job.accounts is not None else "deliver",
            "accounts": job.accounts or (),
            "accept_empty": job.accept_empty,
            "config": (settings.text, settings.stamp, self.place.config),
            "tell": job.relay is not None,
        }
        options = ["-v"] * (self.place.verbose + 1)
        command = [*options, "--config", self.place.config, "--state", self.place.state]
        # A service manager that waits for signs of life ends a stuck worker together with us.
        return Worker(command, request, patience=self._patience, kill=self.manager.tick is None)

    def _passed(self, job: Job) -> None:
        """Draw the conclusions of a pass."""
        last = job.ended.last if job.ended is not None else None
        well = last is not None and "error" not in last
        status = job.ended.status if job.ended is not None else None
        if well or job.relay is None:  # what a person asked wrongly is that person's to hear
            self._faults = 0 if well else self._faults + 1
            self._trouble = "" if well else _first_line((last or {}).get("error") or "a pass was cut off")
        log.log(logging.INFO if well else logging.WARNING, "pass over: exit %s", status)
        if self._stop.is_set():
            return
        standings = self._standings()
        for account in self.accounts.values():
            if job.accounts is None or (job.accounts and account.name not in job.accounts):
                continue
            standing = standings.get(account.name)
            if standing is not None and standing.needs_login:
                account.signed_in = token_files(Path(self.place.state), account.name)
            if not well:
                account.failed(self._trouble)
            elif standing is not None and standing.error is not None:
                account.failed(standing.error, account.not_before)
            else:
                account.well()
            self._plan(account)
        self._arrange()
        self._say()

    # ------------------------------------------------------------ commands

    async def _answer(self, question: dict[str, Any], reply: Reply) -> None:
        """One question of a command."""
        if question.get("do") == "status":
            reply.line({"status": self._described()})
        elif question.get("do") == "poke":
            self._poked()
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

    def _poked(self) -> None:
        """Somebody else changed the state: an approval, say, or a sign-in."""
        standings = self._standings()
        for name, account in self.accounts.items():
            standing = standings.get(name)
            if standing is not None and not standing.needs_login and account.signed_in:
                account.signed_in = ()
                self.passes.want([name])
        self._arrange()
        self._say()

    # ------------------------------------------------------------ status

    def _described(self) -> dict[str, Any]:
        return {
            "status": self.status(),
            "pid": os.getpid(),
            "healthy": self.healthy,
            "since": self._since.isoformat(timespec="seconds"),
        }

    def _say(self) -> None:
        if not self._stop.is_set():
            self.manager.status(self.status())

    def status(self) -> str:
        """What it does or waits for, in plain words; no address and no word of a message."""
        if self.current.settings is None:
            fault = (
                "the configuration has faults, `agent config` shows them"
                if self.current.fault
                else "there is none yet: agent config init"
            )
            return f"waiting for a configuration at {self.place.config}: {fault}"
        parts = [f"{len(self.accounts)} account{'' if len(self.accounts) == 1 else 's'}"]
        if not self.healthy:
            parts.append("a pass or a look is stuck")
        elif self.passes.pending:
            parts.append("at work")
        elif times := [t for name in self.accounts if (t := self._next_look(name)) is not None]:
            parts.append(f"next look at {min(times).astimezone():%H:%M:%S}")
        said = [", ".join(parts)]
        if any(account.keyring and "locked" in account.trouble for account in self.accounts.values()):
            said.append("waiting for the keyring to be unlocked")
        standings = self._standings()
        for name, account in self.accounts.items():
            if name in standings and standings[name].needs_login:
                said.append(f"{name} waits for you to sign in: agent login {name}")
            elif account.trouble and not (account.keyring and "locked" in account.trouble):
                said.append(f"{name}: {account.trouble}")
        if self._trouble:
            said.append(self._trouble)
        if self.current.fault:
            said.append("the changed configuration has faults, so the old one stays: agent config")
        return redact("; ".join(dict.fromkeys(said)))

    def _next_look(self, name: str) -> datetime | None:
        job = self._scheduler.get_job(f"look {name}")
        return job.next_run_time if job is not None else None

    # ------------------------------------------------------------ inside

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), UTC)

    def _at(self, name: str, when: datetime, what: Callable[..., object], *arguments: object) -> None:
        """Plan one thing; what was planned under that name is not any more."""
        self._scheduler.add_job(_in_loop(what), "date", run_date=when, args=arguments, id=name, replace_existing=True)

    @contextlib.contextmanager
    def _views(self) -> Iterator[sqlite3.Connection | None]:
        db = views.open(self.place.state)
        try:
            yield db
        finally:
            if db is not None:
                db.close()

    def _standings(self) -> dict[str, agenda.Standing]:
        try:
            with self._views() as db:
                return agenda.standings(db) if db is not None else {}
        except (sqlite3.Error, views.Newer) as error:
            log.warning("the state cannot be looked at: %s", type(error).__name__)
            return {}


def _in_loop(what: Callable[..., object]) -> Callable[..., object]:
    """As a coroutine: the scheduler runs anything else in a pool of threads."""
    if asyncio.iscoroutinefunction(what):
        return what

    async def run(*arguments: object) -> None:
        what(*arguments)

    return run


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _is_sync(question: dict[str, Any]) -> bool:
    lists = all(
        isinstance(question.get(key), list) and all(isinstance(name, str) for name in question[key])
        for key in ("accounts", "accept_empty")
    )
    return lists and all(isinstance(question.get(key), str) for key in ("state", "config"))
