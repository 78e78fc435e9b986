"""One worker at a time: first what people asked for, then what the daemon wants. Wants that wait are joined into one."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agent.daemon.worker import GRACE, Ended, Worker

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Job:
    """One pass."""

    accounts: tuple[str, ...] | None
    """Accounts to be read; () for all of them, None for none: then only what is due is delivered."""
    accept_empty: tuple[str, ...] = ()
    relay: Callable[[bytes], None] | None = None
    """Given each line of the worker; None for a pass that nobody waits for."""
    decision: Mapping[str, Any] | None = None
    """What a person decided that needs a pass: asked of the worker instead."""
    ended: Ended | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Passes:
    """Runs the passes, one after the other."""

    def __init__(self, start: Callable[[Job], Worker], ended: Callable[[Job], None]) -> None:
        """`start` makes the worker of a job; `ended` is called after each one, whatever became of it."""
        self._start = start
        self._ended = ended
        self._asked: deque[Job] = deque()
        self._wanted: set[str] | None = None
        self._all = False
        self._something = asyncio.Event()
        self._stopped = False
        self.worker: Worker | None = None
        """The one at work."""
        self.job: Job | None = None
        """What it works on."""

    @property
    def busy(self) -> bool:
        """Somebody who asks now has to wait."""
        return self.worker is not None or bool(self._asked)

    @property
    def pending(self) -> bool:
        """There is, or will be at once, something at work."""
        return self.busy or self._wanted is not None

    def want(self, accounts: Iterable[str] | None) -> None:
        """Read these accounts when it is the turn; () for all, None to deliver only what is due."""
        names = None if accounts is None else set(accounts)
        self._all = self._all or names == set()
        self._wanted = (self._wanted or set()) | (names or set())
        self._something.set()

    def wants(self, name: str) -> bool:
        """The account is being read, or will be."""
        job = self.job
        now = job is not None and job.accounts is not None and (not job.accounts or name in job.accounts)
        return now or self._all or name in (self._wanted or ())

    def ask(self, job: Job) -> None:
        """Somebody waits for this one."""
        self._asked.append(job)
        self._something.set()

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stopped:
            await self._something.wait()
            self._something.clear()
            while not self._stopped and (job := self._next()) is not None:
                await self._one(job)

    async def stop(self) -> None:
        """Begin nothing new, and let the worker finish the letter on its way."""
        self._stopped = True
        self._something.set()
        worker, job = self.worker, self.job
        if worker is not None and job is not None:
            await worker.stop(GRACE)
            await job.over.wait()
        for job in self._asked:
            job.over.set()

    def _next(self) -> Job | None:
        if self._asked:
            return self._asked.popleft()
        if self._wanted is None:
            return None
        names = () if self._all else tuple(sorted(self._wanted))
        job = Job(names if names or self._all else None)
        self._wanted, self._all = None, False
        return job

    async def _one(self, job: Job) -> None:
        self.worker, self.job = self._start(job), job
        try:
            job.ended = await self.worker.run(job.relay)
        except OSError as error:
            log.error("no worker could be started: %s", error.strerror)
        finally:
            self.worker = self.job = None
            job.over.set()
        self._ended(job)
