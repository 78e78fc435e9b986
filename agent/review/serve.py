"""The process of the page: what answers at its door, and its end when nobody looks any more."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Mapping
from datetime import datetime
from time import monotonic
from typing import Any

from agent.review.desk import Desk, Program
from agent.review.door import Door
from agent.review.gate import Gate

IDLE = 15 * 60.0
"""Seconds without a request after which the process ends."""
LINK = 120.0
"""Seconds for which the link opens the page if a browser is started with it; a browser is not slower."""
LINK_BY_HAND = 15 * 60.0
"""Likewise if a person opens it."""
WARM = 0.5
"""Seconds after the first page until the program behind it is loaded, so that the page is not slowed down by it."""


class Server:
    """One review page, from its door to its end."""

    def __init__(
        self,
        door: Door,
        make: Callable[[], Program],
        *,
        state: str,
        now: Callable[[], datetime],
        empty: Callable[[], Mapping[str, Any]],
        changed: Callable[[], None],
        link_seconds: float = LINK,
        idle: float = IDLE,
    ) -> None:
        """See `Desk` and `Site` for what is handed in."""
        self._sock = door.sock
        self._state, self._now, self._empty = state, now, empty
        self._idle = idle
        self._desk = Desk(make, changed)
        self.gate = Gate(self._page, door.port, door.key, link_seconds=link_seconds)
        self._app: Any = None
        self._holds: Any = None
        self._warmed = False
        self._ended: asyncio.Event | None = None

    def run(self) -> int:
        """Serve until nobody looks any more, or until Ctrl-C; how many letters are still held then."""
        return asyncio.run(self._serve())

    def stop(self) -> None:
        """End soon. Only from the event loop."""
        if self._ended is not None:
            self._ended.set()

    async def _serve(self) -> int:
        from hypercorn.asyncio import serve
        from hypercorn.config import Config

        loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._ended.set)
        config = Config()
        config.bind = [f"fd://{self._sock.detach()}"]
        config.accesslog = config.errorlog = None
        config.include_server_header = False
        config.graceful_timeout = config.shutdown_timeout = 2.0
        self._app = self._built()
        watch = loop.create_task(self._watch())
        try:
            await serve(self.gate, config, shutdown_trigger=self._ended.wait, mode="asgi")  # type: ignore[arg-type]  # its scopes are dataclasses of its own, dicts at run time
        finally:
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch
            held = len(self._holds) if self._holds is not None else 0
            if self._holds is not None:
                self._holds.close()
            await loop.run_in_executor(None, self._desk.close)
        return held

    async def _watch(self) -> None:
        """End when nobody has looked for a while, nothing is being done and nothing is held. No look in between."""
        while (left := self.gate.last + self._idle - monotonic()) > 0 or self._busy():
            await asyncio.sleep(max(left, 1.0))
        self.stop()

    def _busy(self) -> bool:
        return bool(self._desk.busy or (self._holds is not None and len(self._holds)))

    async def _page(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        await self._app(scope, receive, send)
        if not self._warmed:
            self._warmed = True
            loop = asyncio.get_running_loop()
            loop.call_later(WARM, lambda: loop.create_task(self._warm()))

    async def _warm(self) -> None:
        # Whatever is wrong is told when something is asked for.
        with contextlib.suppress(Exception):
            await self._desk.warm()

    def _built(self) -> Any:
        from agent.review.site import Site

        site = Site(self._state, self._desk, self._now, self._empty, self._idle)
        self._holds = site.holds
        site.frame.make_ready()
        return site.router


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
