"""One account as the daemon sees it: a cheap look whether it has anything new, and when to look again."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from agent.account import Sight, connector_of, sights
from agent.config import Account, Config
from agent.daemon import schedule
from agent.store.agenda import Standing
from connectors.base import Connector, ConnectorError, Temporary

log = logging.getLogger(__name__)

LOOK_LIMIT = 120.0
"""A look that takes longer, in seconds, is stuck."""

T = TypeVar("T")


class Stuck(Exception):
    """A look takes too long; its thread is still in it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A look says yes, and the pass that followed read nothing new: a file that may not be read, a calendar of which
    the provider tells no changes. It is as good as no until then, unless something else is to be seen."""

    sight: Sight
    passes: int
    """In vain, in a row."""
    until: datetime


@dataclass(slots=True)
class Watched:
    """An account between two looks."""

    account: Account
    connect: Callable[[], Connector]
    failures: int = 0
    """Looks or passes in a row that failed."""
    trouble: str = ""
    """Why the last one failed, one line; "" if it did not."""
    asked: tuple[datetime, float] | None = None
    """When the provider asked to be left alone, and for how many seconds."""
    signed_out: bool = False
    """The last pass found that a sign-in is missing."""
    tokens: tuple[tuple[str, int, int], ...] = ()
    """What the token files looked like then."""
    sights: dict[str, Sight] = field(default_factory=dict)
    """Of the last look: what said yes, "mail" or "calendar"."""
    doubts: dict[str, Doubt] = field(default_factory=dict)
    """What is known to say yes in vain."""
    looking_since: float | None = None
    """When the thread of the current look began (monotonic); None: there is none."""
    _connector: Connector | None = field(default=None)

    @property
    def name(self) -> str:
        """What the configuration calls it."""
        return self.account.name

    @property
    def keyring(self) -> bool:
        """It waits for the keyring."""
        return "keyring" in self.trouble

    def well(self) -> None:
        """The last look or pass went well."""
        self.failures, self.trouble, self.asked = 0, "", None

    def failed(self, why: str, now: datetime, retry_after: float | None = None) -> None:
        """It did not; the provider may have asked to be left alone for so many seconds."""
        self.failures += 1
        self.trouble = why.strip().partition("\n")[0]
        if retry_after:
            self.asked = now, min(retry_after, schedule.OBEYED)

    def waits(self, now: datetime) -> float:
        """Seconds for which the provider still asks to be left alone. A clock that was set back adds nothing to them."""
        if self.asked is None:
            return 0.0
        since, seconds = self.asked
        return max(0.0, seconds - max(0.0, (now - since).total_seconds()))

    def concluded(self, standing: Standing | None, now: datetime) -> None:
        """A pass read the account well: what the look before it saw was news, or it was a doubt."""
        said, self.sights = self.sights, {}
        for half, sight in said.items():
            if standing is None or _cursor(standing, half) != sight.cursor:
                self.doubts.pop(half, None)
                continue
            before = self.doubts.get(half)
            passes = before.passes + 1 if before is not None and before.sight == sight else 1
            pause = timedelta(seconds=schedule.vain(self.account.poll_seconds, passes))
            self.doubts[half] = Doubt(sight, passes, now + pause)

    async def look(self, standing: Standing | None, now: datetime, zone: str, limit: float = LOOK_LIMIT) -> bool:
        """Whether a pass should read the account: it has news, or what stopped it is over. Raises ConnectorError, Stuck."""
        self.sights = {}
        if standing is None or not standing.complete or standing.todo:
            return True
        if self.looking_since is not None:
            raise Stuck
        self.looking_since = time.monotonic()
        result = _in_thread(lambda: self._looked_at(standing, now, zone), f"look-{self.name}", self._looked)
        try:
            async with asyncio.timeout(limit):
                said = await asyncio.shield(result)
        except TimeoutError:
            result.add_done_callback(lambda done: done.cancelled() or done.exception())
            raise Stuck from None
        for half, sight in said.items():
            if sight is None:
                self.doubts.pop(half, None)
            else:
                self.sights[half] = sight
        return self._news(said, now) or standing.error is not None

    def stuck(self, limit: float = LOOK_LIMIT) -> bool:
        """A look takes too long."""
        return self.looking_since is not None and time.monotonic() - self.looking_since > limit

    def close(self) -> None:
        """Let go of connections."""
        if self._connector is not None and self.looking_since is None:
            self._connector.close()
        self._connector = None

    def _looked(self) -> None:
        self.looking_since = None

    def _looked_at(self, standing: Standing, now: datetime, zone: str) -> dict[str, Sight | None]:
        """What was asked and what it said, None for no. Runs in a thread of its own."""
        if self._connector is None:
            self._connector = self.connect()
        said: dict[str, Sight | None] = {}
        for half, sight in sights(self._connector, standing.mail_cursor, standing.calendar_cursor, now, zone):
            said[half] = sight
            if self._news(said, now):
                break  # where mail has news the pass reads calendars too, so they are not asked
        return said

    def _news(self, said: Mapping[str, Sight | None], now: datetime) -> bool:
        """Something says yes that is not known to do so in vain."""
        for half, sight in said.items():
            doubt = self.doubts.get(half)
            if sight is not None and (doubt is None or doubt.sight != sight or not now < doubt.until):
                return True
        return False


def _cursor(standing: Standing, half: str) -> str | None:
    return standing.mail_cursor if half == "mail" else standing.calendar_cursor


def watched(config: Config, state: Path) -> dict[str, Watched]:
    """The accounts of a configuration by name; nothing is connected yet."""
    return {
        account.name: Watched(account, partial(connector_of, account, config, state)) for account in config.accounts
    }


def token_files(state: Path, name: str) -> tuple[tuple[str, int, int], ...]:
    """Tells one sign-in of an account from another: its token files by name, time and inode."""
    from urllib.parse import quote

    found = []
    for ending in ("bin", "json"):
        path = state / "tokens" / f"{quote(name, safe='')}.{ending}"
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((ending, status.st_mtime_ns, status.st_ino))
    return tuple(found)


def described(error: Exception) -> tuple[str, float | None]:
    """Why a look failed, for people, and how long the provider asks to wait."""
    if isinstance(error, Temporary):
        return str(error), error.retry_after
    if isinstance(error, ConnectorError):
        return str(error), None
    if isinstance(error, Stuck):
        return "it does not answer", None
    return f"Bowout itself failed on it ({type(error).__name__})", None


def _in_thread(work: Callable[[], T], name: str, ended: Callable[[], None]) -> asyncio.Future[T]:
    """Run it in a thread of its own, which keeps nobody from ending; `ended` is called in the loop."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: Any, error: BaseException | None) -> None:
        ended()
        if future.cancelled():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)

    def run() -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            result = work()
        except BaseException as fault:  # noqa: BLE001 - it is raised where it is waited for
            error = fault
        try:
            loop.call_soon_threadsafe(settle, result, error)
        except RuntimeError:  # the loop has ended meanwhile
            return

    threading.Thread(target=run, name=name, daemon=True).start()
    return future
