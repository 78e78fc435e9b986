"""One account as the daemon sees it: a cheap look whether it has anything new, and when to look again."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from agent.config import Account, Config, settings
from agent.store.agenda import Standing
from connectors import registry
from connectors.base import Connector, ConnectorError, NeedsLogin, Temporary, Window

log = logging.getLogger(__name__)

BEHIND, HORIZON = timedelta(days=1), timedelta(days=120)
"""The window of events, as `agent.sync` reads it."""
LOOK_LIMIT = 120.0
"""A look that takes longer, in seconds, is stuck."""

T = TypeVar("T")


class Stuck(Exception):
    """A look takes too long; its thread is still in it."""


@dataclass(slots=True)
class Watched:
    """An account between two looks."""

    account: Account
    connect: Callable[[], Connector]
    failures: int = 0
    """Looks or passes in a row that failed."""
    trouble: str = ""
    """Why the last one failed, one line; "" if it did not."""
    not_before: float | None = None
    """Seconds to wait at least, as the provider asked."""
    signed_out: bool = False
    """The last pass found that a sign-in is missing."""
    tokens: tuple[tuple[str, int, int], ...] = ()
    """What the token files looked like then."""
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
        self.failures, self.trouble, self.not_before = 0, "", None

    def failed(self, why: str, retry_after: float | None = None) -> None:
        """It did not."""
        self.failures += 1
        self.trouble = why.strip().partition("\n")[0]
        self.not_before = retry_after

    async def look(self, standing: Standing | None, now: datetime, zone: str, limit: float = LOOK_LIMIT) -> bool:
        """Whether a pass should read the account: it has news, or what stopped it is over. Raises ConnectorError, Stuck."""
        if standing is None or not standing.complete or standing.todo:
            return True
        if self.looking_since is not None:
            raise Stuck
        self.looking_since = time.monotonic()
        result = _in_thread(lambda: self._changed(standing, now, zone), f"look-{self.name}", self._looked)
        try:
            return await asyncio.wait_for(asyncio.shield(result), limit) or standing.error is not None
        except TimeoutError:
            result.add_done_callback(lambda done: done.cancelled() or done.exception())
            raise Stuck from None

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

    def _changed(self, standing: Standing, now: datetime, zone: str) -> bool:
        """Runs in a thread of its own."""
        if self._connector is None:
            self._connector = self.connect()
        connector = self._connector
        if connector.mail is not None and (
            standing.mail_cursor is None or connector.mail.changed(standing.mail_cursor)
        ):
            return True
        if connector.calendar is None:
            return False
        # Days of the user's zone, as `agent.sync` counts them: over a change of the clocks they are not those of UTC.
        now = now.astimezone(ZoneInfo(zone))
        window = Window(now - BEHIND, now + HORIZON, zone)
        return standing.calendar_cursor is None or connector.calendar.changed(window, standing.calendar_cursor)


def watched(config: Config, state: Path) -> dict[str, Watched]:
    """The accounts of a configuration by name; nothing is connected yet."""
    return {account.name: Watched(account, _connecting(config, account, state)) for account in config.accounts}


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


def lacks_sign_in(error: Exception) -> bool:
    """Only the user can mend it."""
    return isinstance(error, NeedsLogin)


def _connecting(config: Config, account: Account, state: Path) -> Callable[[], Connector]:
    def connect() -> Connector:
        return registry.connect(
            account.kind,
            account.name,
            settings(account),
            user_addresses=config.user.addresses,
            state=state,
            token_store=config.secrets.token_store,
        )

    return connect


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
