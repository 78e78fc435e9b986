"""A sync that would change nothing, known from the last one and a look at each account.

The last sync read all accounts, found nothing new and changed nothing; nobody wrote into the state since; no account has
news; and no moment has come at which a judgement would be another. Then a sync would do once more what that one did: its
work is saved, and the loading of all that it is done with. In any doubt it is done.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import agent
from agent.account import connector_of, sights
from agent.store import agenda

if TYPE_CHECKING:
    import sqlite3

    from agent.config import Account, Config
    from agent.store.agenda import Standing
    from agent.store.store import Store

_BEFORE = timedelta(seconds=1)
"""What is planned is told in whole seconds, and what ends when it is surely over (`agent.casework.waking`)."""


def leave(
    store: Store, config: Config, before: Mapping[str, Standing], wakes: Iterable[datetime], now: datetime
) -> None:
    """At the end of a sync of all accounts that had no news to tell: remember it, if nothing is left to be done.

    `before`: how the accounts stood when it began; `wakes`: when the judgement will be another.
    """
    after = agenda.standings(store.db.connection)
    unmoved = _read_to(before) == _read_to(after) and all(map(_is_whole, after.values()))
    # Files of the user's own, and somebody else who reads: either may say something else whenever it is asked.
    beside = config.drafts.templates is not None or config.reader.model_server is not None
    if not unmoved or beside or not store.outbox.idle():
        return
    zone = ZoneInfo(config.user.timezone)
    tomorrow = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)
    first = min([tomorrow, *wakes, *agenda.due(store.db.connection, now)])
    agenda.settle(store.db, agenda.Settled(now, first - _BEFORE, _by(config)))


def still(db: sqlite3.Connection, state: str, config: Config, now: datetime) -> bool:
    """Whether a sync of all accounts would change nothing just now; then they count as read at `now`.

    `db`: the state in the folder `state`, for looking at.
    """
    left = agenda.settled(db)
    if left is None or left.by != _by(config) or not left.at <= now < left.until:
        return False
    standings = agenda.standings(db)
    if any(_has_news(account, config, state, standings.get(account.name), now) for account in config.accounts):
        return False
    read = agenda.looked(state, [account.name for account in config.accounts], now)
    return read and agenda.settled(db) == left  # nobody was at work on it meanwhile


def _has_news(account: Account, config: Config, state: str, standing: Standing | None, now: datetime) -> bool:
    if standing is None or not _is_whole(standing):
        return True
    try:
        connector = connector_of(account, config, Path(state))
        try:
            looks = sights(connector, standing.mail_cursor, standing.calendar_cursor, now, config.user.timezone)
            return any(sight is not None for _, sight in looks)
        finally:
            connector.close()
    except Exception:  # noqa: BLE001 - the sync fails at it as well, and tells why
        return True


def _is_whole(standing: Standing) -> bool:
    """All of it was read, and well."""
    return standing.complete and not standing.todo and standing.error is None and not standing.needs_login


def _read_to(standings: Mapping[str, Standing]) -> dict[str, tuple[str | None, str | None]]:
    return {name: (standing.mail_cursor, standing.calendar_cursor) for name, standing in standings.items()}


def _by(config: Config) -> str:
    """Which program, by the file that says which version the reader is as well, and which configuration."""
    reader = os.stat(os.path.join(os.path.dirname(agent.__file__), "reading", "__init__.py"))  # noqa: PTH116, PTH118, PTH120 - as quick as can be
    return f"{agent.__version__}|{reader.st_mtime_ns}|{config.stamp}|{config.user.timezone}"
