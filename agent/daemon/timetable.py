"""What is to happen when: one entry a name, on the machine's clock."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import cast

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Timetable:
    """Entries that happen once, in the loop. What is late (the machine slept, the loop was busy) happens once too."""

    def __init__(self, wall: Callable[[], float]) -> None:
        """`wall`: seconds since 1970."""
        self._wall = wall
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )

    def now(self) -> datetime:
        """The time, UTC."""
        return datetime.fromtimestamp(self._wall(), UTC)

    def start(self) -> None:
        """Within the loop."""
        self._scheduler.start()

    def end(self) -> None:
        """Nothing happens any more."""
        self._scheduler.shutdown(wait=False)

    def at(self, name: str, when: datetime, what: Callable[..., object], *arguments: object) -> None:
        """Plan one thing; what was planned under that name is not any more."""
        self._scheduler.add_job(_in_loop(what), "date", run_date=when, args=arguments, id=name, replace_existing=True)

    def within(self, name: str, seconds: float, what: Callable[..., object], *arguments: object) -> None:
        """Likewise, so many seconds from now."""
        self.at(name, self.now() + timedelta(seconds=seconds), what, *arguments)

    def drop(self, name: str) -> None:
        """Not any more."""
        with contextlib.suppress(LookupError):
            self._scheduler.remove_job(name)

    def when(self, name: str) -> datetime | None:
        """When it is planned for."""
        job = self._scheduler.get_job(name)
        return None if job is None else cast("datetime", job.next_run_time)

    def look_again(self) -> None:
        """The clock was set or the machine slept: what is due now happens now, not when the sleep was to end."""
        self._scheduler.wakeup()


def _in_loop(what: Callable[..., object]) -> Callable[..., object]:
    """As a coroutine: the scheduler runs anything else in a pool of threads."""
    if asyncio.iscoroutinefunction(what):
        return what

    async def run(*arguments: object) -> None:
        what(*arguments)

    return run
