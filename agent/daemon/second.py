"""The second reader's turn: a worker that asks it, beside the passes, whenever a pass said that there is something to ask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from agent.daemon.timetable import Timetable
from agent.daemon.worker import GRACE, Worker

log = logging.getLogger(__name__)

ENTRY = "second"
LEAST = 1.0
"""Seconds between two workers: one that gets nothing done does not keep the machine busy."""


class Second:
    """At most one such worker. Nobody waits for it, and it holds nobody up."""

    def __init__(self, times: Timetable, start: Callable[[], Worker], ended: Callable[[], None]) -> None:
        """`start` makes the worker; `ended` is called after each one, when mail may read otherwise."""
        self._times, self._start, self._ended = times, start, ended
        self._worker: Worker | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    def plan(self, seconds: float | None) -> None:
        """Ask in so many seconds; None: there is nothing to ask."""
        if seconds is None or self._stopped:
            self._times.drop(ENTRY)
        else:
            self._times.within(ENTRY, max(seconds, LEAST), self.begin)

    async def stop(self) -> None:
        """Ask nothing more; an answer that is being waited for is given up, and asked for again some day."""
        self._stopped = True
        if self._worker is not None:
            await self._worker.stop(GRACE)
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    def begin(self) -> None:
        """Its time has come."""
        if self._task is None or self._task.done():  # one at work says at its end what is left
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            self._worker = self._start()
            ended = await self._worker.run()
        except OSError as error:
            log.error("no worker could be started: %s", error.strerror)
            return
        finally:
            self._worker = None
        last = ended.last or {}
        for problem in last.get("news", {}).get("problems", ()):
            log.warning("%s", problem)
        if not self._stopped:
            self._ended()
            self.plan(last.get("second"))
