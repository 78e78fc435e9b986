"""Our client in the loop of a test, with what it told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping

from agent.desktop.card import Button, Card, Gesture
from agent.desktop.notifications import Notifications
from tests.desktop.server import ENOUGH

REVIEW, SEND, KEEP = Button("review", "Review"), Button("send", "Send"), Button("keep", "Keep interview")


def card(key: str = "draft:a", *, summary: str = "A letter to Lumenstack waits", body: str = "Dear Ms Okafor", stamp: str = "1",
         buttons: tuple[Button, ...] = (REVIEW, SEND, KEEP), **more: object) -> Card:  # fmt: skip
    return Card(key, stamp, summary, body, buttons, **more)  # type: ignore[arg-type] # as the test says


class Client(Notifications):
    """It remembers what it was told."""

    def __init__(self, environ: Mapping[str, str], first: float = 0.02) -> None:
        super().__init__(self._has_acted, self._has_closed, self._is_ready, environ, first=first)
        self.gestures: list[Gesture] = []
        self.lost: list[Card] = []
        self.times_ready = 0

    def _has_acted(self, gesture: Gesture) -> None:
        self.gestures.append(gesture)

    def _has_closed(self, card: Card) -> None:
        self.lost.append(card)

    def _is_ready(self) -> None:
        self.times_ready += 1


async def until(true: Callable[[], object]) -> None:
    """Wait for another process, thread or connection of ours."""
    async with asyncio.timeout(ENOUGH):
        while not true():
            await asyncio.sleep(0.002)


@contextlib.asynccontextmanager
async def client(environ: Mapping[str, str], *, server: bool = True) -> AsyncIterator[Client]:
    """Running; with a server unless the test says that there is none."""
    own = Client(environ)
    task = asyncio.create_task(own.run())
    try:
        if server:
            await until(lambda: own.present)
        yield own
    finally:
        task.cancel()
        await asyncio.wait({task})
