"""Decisions carried out: each once, in their order, what is taken back before everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from agent.daemon.errands import TRIES, Errands
from agent.daemon.worker import Ended, Worker

DONE = {"view": {}, "exit": 0}
BUSY = {"error": "Another Bowout is working on this state just now.", "fault": "Busy", "exit": 1}


class Hand:
    """A worker that ends when the test says how."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        self.request = request
        self.stopped = False
        self._last: asyncio.Future[dict[str, Any] | None] = asyncio.get_running_loop().create_future()

    def end(self, last: dict[str, Any] | None = DONE) -> None:
        self._last.set_result(last)

    async def run(self, relay: object = None) -> Ended:
        last = await self._last
        return Ended(0 if last else -9, last)

    async def stop(self, grace: float) -> None:
        self.stopped = True
        if not self._last.done():
            self._last.set_result(None)


class Hands(Errands):
    """Errands whose workers are the test's."""

    def __init__(self) -> None:
        super().__init__(lambda request: cast("Worker", self.hand(request)))
        self.hands: list[Hand] = []

    def hand(self, request: Mapping[str, Any]) -> Hand:
        self.hands.append(Hand(request))
        return self.hands[-1]

    @property
    def begun(self) -> list[str]:
        return [hand.request["id"] for hand in self.hands]


def lived(story: Callable[[Hands], Awaitable[None]]) -> None:
    async def run() -> None:
        await story(Hands())

    asyncio.run(run())


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def ask(errands: Hands, do: str, id_: str) -> asyncio.Task[dict[str, Any]]:
    return asyncio.create_task(errands.do({"do": do, "id": id_}))


def test_they_follow_one_another_and_what_is_taken_back_goes_before() -> None:
    async def story(errands: Hands) -> None:
        first, second, undo = ask(errands, "approve", "a"), ask(errands, "keep", "b"), ask(errands, "undo", "c")
        await settled()
        assert errands.begun == ["a", "c"]
        errands.hands[1].end()
        assert await undo == DONE
        errands.hands[0].end()
        assert await first == DONE
        await settled()
        assert errands.begun == ["a", "c", "b"]
        errands.hands[2].end()
        await second

    lived(story)


def test_one_that_found_no_turn_is_tried_again_and_changed_nothing_before() -> None:
    async def story(errands: Hands) -> None:
        asked = ask(errands, "undo", "a")
        await settled()
        errands.hands[0].end(BUSY)
        await settled()
        errands.hands[1].end()
        assert await asked == DONE
        assert len(errands.hands) == 2

    lived(story)


def test_it_is_not_tried_for_ever() -> None:
    async def story(errands: Hands) -> None:
        asked = ask(errands, "undo", "a")
        for number in range(TRIES):
            await settled()
            errands.hands[number].end(BUSY)
        assert (await asked)["fault"] == "Busy"
        assert len(errands.hands) == TRIES

    lived(story)


def test_one_that_was_cut_off_is_not_done_again() -> None:
    """It may have been done: a second time would be a second decision."""

    async def story(errands: Hands) -> None:
        asked = ask(errands, "approve", "a")
        await settled()
        errands.hands[0].end(None)
        assert "not known" in (await asked)["error"]
        assert len(errands.hands) == 1

    lived(story)


def test_whoever_waits_for_the_answer_may_go_without_stopping_it() -> None:
    async def story(errands: Hands) -> None:
        asked = ask(errands, "approve", "a")
        await settled()
        asked.cancel()
        await settled()
        assert not errands.hands[0].stopped
        errands.hands[0].end()
        await errands.stop()

    lived(story)


def test_at_the_end_what_is_under_way_ends_and_nothing_more_begins() -> None:
    async def story(errands: Hands) -> None:
        first, second = ask(errands, "approve", "a"), ask(errands, "keep", "b")
        await settled()
        await errands.stop()
        assert errands.hands[0].stopped
        assert "error" in await first
        assert (await second)["fault"] == "Ended"
        assert errands.begun == ["a"]

    lived(story)


def test_a_machine_that_can_start_no_process_says_so() -> None:
    class Nothing(Hand):
        async def run(self, relay: object = None) -> Ended:
            raise OSError(11, "no more processes")

    async def story(errands: Hands) -> None:
        errands.hand = Nothing  # type: ignore[method-assign]  # what makes workers, here
        assert "no more processes" in (await errands.do({"do": "keep", "id": "a"}))["error"]

    lived(story)
