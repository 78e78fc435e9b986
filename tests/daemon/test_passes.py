"""One pass at a time: who asked goes first, what is only wanted is joined into one, and an end begins nothing new."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import cast

from agent.daemon.passes import Job, Passes
from agent.daemon.worker import Ended, Worker

WELL = Ended(0, {"exit": 0})


class Slow:
    """A worker that works until it is let go."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.asked_to_stop = False

    async def run(self, relay: Callable[[bytes], None] | None = None) -> Ended:
        await self.gate.wait()
        return WELL

    async def stop(self, grace: float) -> None:
        self.asked_to_stop = True
        self.gate.set()


class Line:
    """Passes with such workers, and the jobs that were begun and that ended."""

    def __init__(self) -> None:
        self.begun: list[Job] = []
        self.ended: list[Job] = []
        self.workers: list[Slow] = []
        self.fails: list[OSError] = []
        self.passes = Passes(self._start, self.ended.append)

    def _start(self, job: Job) -> Worker:
        self.begun.append(job)
        worker = Slow()
        self.workers.append(worker)
        if self.fails:
            fault = self.fails.pop()

            async def run(relay: object = None) -> Ended:
                raise fault

            worker.run = run  # type: ignore[method-assign]
        return cast("Worker", worker)

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    async def finish_one(self) -> None:
        self.workers[-1].gate.set()
        await self.settle()


def told(story: Callable[[Line], Awaitable[None]]) -> None:
    async def run() -> None:
        line = Line()
        task = asyncio.create_task(line.passes.run())
        await story(line)
        await line.passes.stop()
        await task

    asyncio.run(run())


def test_wants_that_wait_are_joined_into_one() -> None:
    async def story(line: Line) -> None:
        line.passes.want(["a"])
        await line.settle()
        for want in (["b"], None, ["c"], ["b"]):
            line.passes.want(want)
        await line.finish_one()
        assert [job.accounts for job in line.begun] == [("a",), ("b", "c")]
        line.passes.want(["a"])
        line.passes.want(())
        await line.finish_one()
        assert line.begun[-1].accounts == ()
        line.passes.want(None)
        await line.finish_one()
        assert line.begun[-1].accounts is None
        assert len(line.begun) == 4

    told(story)


def test_who_asked_goes_before_what_is_wanted_and_each_gets_a_pass() -> None:
    async def story(line: Line) -> None:
        line.passes.want(["a"])
        await line.settle()
        line.passes.want(["b"])
        first, second = Job(()), Job(("c",))
        line.passes.ask(first)
        line.passes.ask(second)
        for _ in range(3):
            await line.finish_one()
        assert [job.accounts for job in line.begun] == [("a",), (), ("c",), ("b",)]
        assert line.begun[1:3] == [first, second]
        assert (first.ended, second.ended) == (WELL, WELL)

    told(story)


def test_it_is_known_whose_turn_it_is() -> None:
    async def story(line: Line) -> None:
        assert not line.passes.pending
        line.passes.want(["a"])
        assert (line.passes.pending, line.passes.busy, line.passes.wants("a"), line.passes.wants("b")) == (
            True,
            False,
            True,
            False,
        )
        await line.settle()
        assert (line.passes.busy, line.passes.wants("a")) == (True, True)
        line.passes.want(())
        assert line.passes.wants("b")
        await line.finish_one()
        await line.finish_one()
        assert not line.passes.pending

    told(story)


def test_a_worker_that_cannot_be_started_is_told_and_the_next_one_comes() -> None:
    async def story(line: Line) -> None:
        line.fails.append(OSError(11, "out of processes"))
        line.passes.want(["a"])
        await line.settle()
        assert [job.ended for job in line.ended] == [None]
        line.passes.want(["a"])
        await line.settle()
        await line.finish_one()
        assert line.ended[-1].ended == WELL

    told(story)


def test_the_end_lets_the_worker_finish_and_begins_nothing_new() -> None:
    async def story(line: Line) -> None:
        line.passes.want(["a"])
        await line.settle()
        waiting = Job(())
        line.passes.ask(waiting)
        line.passes.want(["b"])
        await line.passes.stop()
        assert line.workers[0].asked_to_stop
        assert len(line.begun) == 1
        assert waiting.over.is_set()
        assert waiting.ended is None

    told(story)
