"""Cards from a real state on a real bus, and what is asked of a worker when somebody presses a button."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from agent import shown
from agent.config_load import load
from agent.daemon.attention import Attention
from agent.daemon.state import State
from agent.daemon.timetable import Timetable
from tests.daemon.life import Life
from tests.desktop.client import until
from tests.desktop.server import PLASMA, Bus, Posted, Server

pytestmark = pytest.mark.slow

DONE: Mapping[str, Any] = {"view": {}, "exit": 0}


class Watched(Attention):
    """Attention whose decisions the test carries out."""

    def __init__(self, life: Life, environ: Mapping[str, str]) -> None:
        self.life = life
        self.times = Timetable(time.time)
        self.asked: list[Mapping[str, Any]] = []
        self.answer: Mapping[str, Any] = DONE
        self.go = asyncio.Event()
        self.go.set()
        self.pages: list[str] = []
        super().__init__(
            State(str(life.state)), self.times, environ,
            decide=self._done, review=self.pages.append, changed=lambda: None,
        )  # fmt: skip

    async def _done(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        self.asked.append(request)
        await self.go.wait()
        return self.answer


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """A letter to Linden Hydro waits, which the person has looked at."""
    life = Life(tmp_path, hold=60)
    life.config.write_text(life.config.read_text().replace("[approval]", '[approval]\nquiet_hours = ""'))
    life.firm()
    life.linden()
    assert life.agent("sync").status == 0
    yield life
    life.close()


@contextlib.asynccontextmanager
async def attention(life: Life, server: Server) -> AsyncIterator[Watched]:
    found = Watched(life, {"DBUS_SESSION_BUS_ADDRESS": server.address})
    found.times.start()
    found.configure(load(str(life.config)))
    task = asyncio.create_task(found.run())
    try:
        yield found
    finally:
        task.cancel()
        await asyncio.wait({task})
        found.times.end()


def lived(life: Life, story: Callable[[Watched, Server], Awaitable[None]]) -> None:
    async def run(server: Server) -> None:
        async with attention(life, server) as found:
            await story(found, server)

    with Bus() as bus, Server(bus.address, PLASMA) as server:
        asyncio.run(run(server))


async def card(server: Server, text: str, button: str = "") -> Posted:
    return await asyncio.to_thread(server.card, text, button)


async def quiet() -> None:
    """Long enough for a card that should not come."""
    await asyncio.sleep(0.3)


def test_while_a_decision_is_carried_out_nothing_asks_about_the_same_again(life: Life) -> None:
    async def story(found: Watched, server: Server) -> None:
        found.go.clear()
        await asyncio.to_thread(server.press, await card(server, "Linden", "keep"), "keep")
        await until(lambda: found.asked)
        for _ in range(3):
            found.look()
            await quiet()
        assert not any("Linden" in posted.summary for posted in server.standing)
        assert [request["do"] for request in found.asked] == ["keep"]
        found.go.set()

    lived(life, story)


def test_a_button_that_is_pressed_twice_is_one_decision(life: Life) -> None:
    async def story(found: Watched, server: Server) -> None:
        posted = await card(server, "Linden", "keep")
        for _ in range(3):
            await asyncio.to_thread(server.say, "ActionInvoked", "us", posted.number, "keep", to=posted.sender)
        await until(lambda: found.asked)
        await quiet()
        assert len(found.asked) == 1

    lived(life, story)


def test_what_could_not_be_done_comes_back_as_a_card_that_leads_to_the_page(life: Life) -> None:
    async def story(found: Watched, server: Server) -> None:
        says = "The letter to Linden Hydro has changed since it was shown: look again.\nagent show amber-fox-lane"
        found.answer = {"error": says, "exit": 1}
        await asyncio.to_thread(server.press, await card(server, "Linden", "keep"), "keep")
        told = await card(server, "The interview is not kept", "review")
        assert "agent show" not in told.body
        await asyncio.to_thread(server.press, told, "review")
        await until(lambda: found.pages)
        found.look()
        await quiet()
        assert all("not kept" not in posted.summary for posted in server.standing)
        assert len(found.asked) == 1

    lived(life, story)


def test_a_letter_that_was_looked_at_can_be_sent_from_its_card_and_no_other(life: Life) -> None:
    async def story(found: Watched, server: Server) -> None:
        assert "send" not in (await card(server, "Linden", "review")).actions
        draft = life.agent_view().draft("Linden")
        shown.record(life.state, [(draft["id"], draft["digest"])], found._now())
        found.look()
        await asyncio.to_thread(server.press, await card(server, "Linden", "send"), "send")
        await until(lambda: found.asked)
        assert found.asked == [{"do": "approve", "id": draft["id"], "digest": draft["digest"]}]

    lived(life, story)


def test_a_reply_is_another_letter_and_its_card_comes_at_once(life: Life) -> None:
    async def story(found: Watched, server: Server) -> None:
        posted = await card(server, "Linden", "inline-reply")
        before = life.agent_view().draft("Linden")
        found.go.clear()
        await asyncio.to_thread(server.reply, posted, "shorter")
        await until(lambda: found.asked)
        assert found.asked == [{"do": "redraft", "id": before["id"], "tone": "brief"}]
        assert life.agent("redraft", before["id"], "--tone", "brief").status == 0
        found.go.set()
        assert (await card(server, "Linden", "inline-reply")).number != posted.number

    lived(life, story)


def test_a_click_on_the_card_itself_opens_the_page_and_hands_on_the_focus(life: Life) -> None:
    async def story(found: Watched, server: Server) -> None:
        await asyncio.to_thread(server.press, await card(server, "Linden"), "default", "token-7")
        await until(lambda: found.pages)
        assert found.pages == ["token-7"]
        assert found.asked == []

    lived(life, story)


def test_a_state_that_cannot_be_read_is_no_end(life: Life) -> None:
    async def story(found: Watched, server: Server) -> None:
        await card(server, "Linden")
        database = life.state / "bowout.sqlite3"
        kept = database.read_bytes()
        for path in life.state.glob("bowout.sqlite3*"):
            path.unlink()
        database.write_bytes(b"no database at all" * 100)
        found.look()
        await quiet()
        database.write_bytes(kept)
        server.restart()
        await card(server, "Linden")

    lived(life, story)


def test_what_was_purged_is_shown_no_more_and_nothing_of_it_is_remembered(life: Life) -> None:
    async def story(found: Watched, server: Server) -> None:
        await card(server, "Linden")
        await until((life.state / "cards.json").exists)
        assert life.agent("purge", "--yes").status == 0
        found.look()
        await asyncio.to_thread(server.wait, lambda cards: not cards)
        await until(lambda: not (life.state / "cards.json").exists())
        assert life.agent("sync").status == 0
        found.look()
        await card(server, "Linden")  # it is as if nothing had ever been shown

    lived(life, story)


def test_it_is_looking_for_a_server_until_it_knows_that_there_is_none(life: Life) -> None:
    said: list[str] = []

    async def run(address: str) -> None:
        found = Watched(life, {"DBUS_SESSION_BUS_ADDRESS": address})
        found._changed = lambda: said.append(found.unheard)
        found.times.start()
        found.configure(load(str(life.config)))
        assert found.unheard == "looking for a notification server"
        task = asyncio.create_task(found.run())
        await until(lambda: said)
        task.cancel()
        await asyncio.wait({task})
        found.times.end()

    with Bus() as bus:
        asyncio.run(run(bus.address))
    assert said == ["no notification server"]


def test_without_notifications_in_the_configuration_nobody_is_asked_for(life: Life) -> None:
    life.config.write_text(life.config.read_text().replace("[approval]", "[approval]\nnotify = false"))

    async def story(found: Watched, server: Server) -> None:
        found.look()
        await quiet()
        assert server.calls == []
        assert not found.unheard

    lived(life, story)
