"""Decisions of a person, each carried out once by a worker of its own, beside whatever pass is under way.

They follow one another in the order in which they were made; only what is taken back goes before everything else. None
waits for a pass: a pass lets them in (`agent.store.turns`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from agent.daemon.worker import GRACE, Ended, Worker

log = logging.getLogger(__name__)

Request = Mapping[str, Any]

TRIES = 6
"""A worker that found no turn to write changed nothing, so another one tries: so many, of 20 seconds each."""


class Errands:
    """The decisions that are being carried out."""

    def __init__(self, start: Callable[[Request], Worker]) -> None:
        """`start` makes the worker for a request."""
        self._start = start
        self._turn = asyncio.Lock()
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[dict[str, Any]]] = set()
        self._stopped = False

    async def do(self, request: Request) -> dict[str, Any]:
        """The worker's last line: {"view", …} or {"error", "fault", …}; also where there was none. Raises nothing."""
        task = asyncio.create_task(self._done(request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    async def stop(self) -> None:
        """Begin nothing more; what is being carried out may come to its end."""
        self._stopped = True
        for worker in list(self._workers):
            await worker.stop(GRACE)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _done(self, request: Request) -> dict[str, Any]:
        if request["do"] == "undo":
            return await self._carried_out(request)
        async with self._turn:
            return await self._carried_out(request)

    async def _carried_out(self, request: Request) -> dict[str, Any]:
        last: dict[str, Any] | None = None
        for _ in range(TRIES):
            if self._stopped:
                return {"error": "Bowout was ended before that was done.", "fault": "Ended", "exit": 1}
            last = (await self._once(request)).last
            if last is None or last.get("fault") != "Busy":
                break
        log.info("%s: exit %s", request["do"], None if last is None else last["exit"])
        return last or {"error": "It is not known whether that was done: look at it again.", "fault": "Cut", "exit": 1}

    async def _once(self, request: Request) -> Ended:
        worker = self._start(request)
        self._workers.add(worker)
        try:
            return await worker.run()
        except OSError as error:
            log.error("no worker could be started: %s", error.strerror)
            error_ = f"No process could be started for it: {error.strerror}. Nothing was done."
            return Ended(1, {"error": error_, "fault": "OSError", "exit": 1})
        finally:
            self._workers -= {worker}
