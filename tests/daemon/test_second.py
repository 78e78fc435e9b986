"""The second reader's turn in the daemon: when there is something to ask, beside everything else, one worker at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any, cast

import pytest

from agent.daemon.second import ENTRY, LEAST, Second
from agent.daemon.timetable import Timetable
from agent.daemon.worker import Worker
from tests.daemon.life import Life, ahead, ended, iso, wait
from tests.daemon.test_errands import Hand, settled
from tests.e2e.world import them
from tests.second.chat import Chat, answer


class Desk:
    """A turn whose workers are the test's, on a clock that stands still."""

    def __init__(self) -> None:
        self.times = Timetable(lambda: 1_800_000_000.0)
        self.hands: list[Hand] = []
        self.told = 0
        self.fails = False
        self.second = Second(self.times, self._start, self._ended)

    def _start(self) -> Worker:
        if self.fails:
            raise OSError(12, "no memory")
        self.hands.append(Hand({"do": "second"}))
        return cast("Worker", self.hands[-1])

    def _ended(self) -> None:
        self.told += 1

    @property
    def planned(self) -> float | None:
        """In how many seconds it is its turn."""
        when = self.times.when(ENTRY)
        return None if when is None else (when - self.times.now()) / timedelta(seconds=1)

    async def turn(self) -> None:
        """Its time has come."""
        self.second.begin()
        await settled()

    async def end(self, last: dict[str, Any] | None) -> None:
        self.hands[-1].end(last)
        await settled()


def lived(story: Callable[[Desk], Awaitable[None]]) -> None:
    async def run() -> None:
        desk = Desk()
        desk.times.start()
        try:
            await story(desk)
        finally:
            await desk.second.stop()
            desk.times.end()

    asyncio.run(run())


def test_it_is_planned_as_a_pass_says() -> None:
    async def story(desk: Desk) -> None:
        desk.second.plan(900.0)
        assert desk.planned == 900.0
        desk.second.plan(0.0)
        assert desk.planned == LEAST
        desk.second.plan(None)
        assert desk.planned is None

    lived(story)


def test_there_is_one_worker_at_a_time_and_it_says_what_is_left() -> None:
    async def story(desk: Desk) -> None:
        await desk.turn()
        await desk.turn()
        assert len(desk.hands) == 1
        await desk.end({"news": {"problems": ["the server is down"]}, "exit": 0, "second": 900.0})
        assert (desk.told, desk.planned) == (1, 900.0)
        await desk.turn()
        await desk.end({"news": {}, "exit": 0})
        assert (desk.told, desk.planned, len(desk.hands)) == (2, None, 2)

    lived(story)


def test_a_worker_that_was_cut_off_or_could_not_be_started_is_not_tried_again_by_itself() -> None:
    async def story(desk: Desk) -> None:
        await desk.turn()
        await desk.end(None)
        assert (desk.told, desk.planned) == (1, None)
        desk.fails = True
        await desk.turn()
        assert desk.planned is None
        desk.fails = False
        await desk.turn()
        assert len(desk.hands) == 2

    lived(story)


def test_an_end_gives_up_the_answer_that_is_waited_for() -> None:
    async def story(desk: Desk) -> None:
        await desk.turn()
        await desk.second.stop()
        assert desk.hands[0].stopped
        assert desk.told == 0
        desk.second.plan(0.0)
        assert desk.planned is None

    lived(story)


# ---------------------------------------------------------------- with the daemon itself


VAGUE = {
    "Your application for the Metrology Lead role":
        "the panel met this morning. The bench by the window is yours from the fourth of January, if you still want it.",
    "Metrology Lead: offer": "as to the offer: it stands or falls with the budget, and I may not say which yet.",
    "Metrology Lead - your candidacy": "after the interview we had a long talk about your candidacy. Whatever comes of it,"
        " keep the first week of January free.",
    "Job offer, Metrology Lead": "about the job offer we spoke of: the letter may be in your hands by Friday, or we start over"
        " with interviews.",
    "Your application: next steps": "We would like to go on with your application. Next come either a talk with the works"
        " council or the contract itself; hold on.",
}  # fmt: skip
"""Whatever the reader makes of one, it is not sure of all of them."""


def vague(life: Life) -> None:
    for hour, (subject, text) in enumerate(VAGUE.items()):
        words = f"Dear Ines,\n\n{text}\n\nGrace Adeyemi\nHalle Foundry"
        life.tell(them("Grace Adeyemi <grace@hallefoundry.example>", subject, iso(ahead(-1, 10 + hour)), words))


def offer(mail: str) -> str:
    """A model that takes anything for an offer, by the mail's own words."""
    text = next(text for text in VAGUE.values() if text in mail) if any(t in mail for t in VAGUE.values()) else ""
    return answer("offer_written" if text else "other", text)


@pytest.fixture
def chat() -> Iterator[Chat]:
    with Chat() as chat:
        yield chat


@pytest.mark.slow
def test_the_daemon_asks_beside_its_passes_and_a_letter_goes_meanwhile(life: Life, chat: Chat) -> None:
    life.configure(f'[approval]\nhold_seconds = 1\n[reader]\nmodel_server = "{chat.base}"')
    chat.gate.clear()
    chat.say = offer
    life.firm()
    life.linden()
    vague(life)
    life.run()
    wait(chat.busy.is_set, "a question", 120.0)
    assert life.rested()
    life.approved("Linden")
    life.until("Linden", "sent")
    assert len(chat.questions) == 1
    chat.gate.set()
    wait(lambda: b"read by the local language model" in life.stored(), "what it told to be stored", pause=0.2)
    wait(lambda: "unsure_reading" in life.view().questions, "the question", pause=0.5)


@pytest.mark.slow
def test_a_daemon_that_waits_for_an_answer_ends_at_once(life: Life, chat: Chat) -> None:
    life.configure(f'[approval]\nhold_seconds = 1\n[reader]\nmodel_server = "{chat.base}"')
    chat.gate.clear()
    vague(life)
    daemon = life.run()
    wait(chat.busy.is_set, "a question", 120.0)
    status, seconds = ended(daemon)
    assert status == 0
    assert seconds < 8
    chat.gate.set()
