"""What lies ahead, read straight from rows: how far each account was read, and when something is due.

For the daemon, which decides when and never what: imports nothing heavier than sqlite3 and json.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import UserError
from agent.store.views import ARCHIVE

if TYPE_CHECKING:
    from agent.store.db import Database

WAKE_BEFORE = timedelta(hours=24)
"""A snoozed letter wakes this long before its interview, as in `agent.delivery.approval`."""

LATE = timedelta(minutes=4)
"""A planned moment that passed less long ago may have had no pass yet; one that passed before had."""
_PLAN = "wakes"
_SETTLED = "settled"

_OPEN_STEPS = (
    "SELECT 1 FROM draft, json_each(draft.doc, '$.letter.calendar') AS step WHERE draft.status IN ('sent', 'answered')"
    " AND json_extract(step.value, '$.action') != 'none'"
    " AND coalesce(json_extract(step.value, '$.result'), 'pending') = 'pending' LIMIT 1"
)
"""Calendar answers that a fault left open: they are given again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stood when it was last read."""

    mail_cursor: str | None
    calendar_cursor: str | None
    error: str | None
    needs_login: bool
    complete: bool
    todo: int
    """Older messages still to be read."""
    last_success: datetime | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A sync of all accounts changed nothing, and nothing was written since: until its time another one would not either."""

    at: datetime
    until: datetime
    by: str
    """Which program did it, by which configuration."""


def standings(db: sqlite3.Connection) -> dict[str, Standing]:
    """The accounts by name."""
    rows = db.execute(
        "SELECT name, mail_cursor, calendar_cursor, error, needs_login, complete, coalesce(todo, 0), last_success FROM account"
    )
    return {
        name: Standing(mail, calendar, error, bool(login), bool(complete), todo, _time(success))
        for name, mail, calendar, error, login, complete, todo, success in rows
    }


def due(db: sqlite3.Connection, now: datetime) -> list[datetime]:
    """When a pass has something to do though nothing new arrives, unordered; what cannot wait is due `now`."""
    times = [when for (text,) in db.execute("SELECT due FROM submission WHERE state = 'held'") if (when := _time(text))]
    looks = db.execute("SELECT look_after FROM submission WHERE state = 'sending'")
    times += [_time(text) or now for (text,) in looks]
    times += [_wakes(doc, now) for (doc,) in db.execute("SELECT doc FROM draft WHERE status = 'snoozed'")]
    if db.execute(_OPEN_STEPS).fetchone():
        times.append(now)
    return times


def planned(db: sqlite3.Connection, now: datetime) -> list[datetime]:
    """When a judgement will be another though nothing arrives, as the last one planned it; what passed long ago was seen."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_PLAN,)).fetchone()
    times = [_time(text) for text in json.loads(row[0])] if row else []
    return [when for when in times if when is not None and when > now - LATE]


def plan(database: Database, moments: Iterable[datetime]) -> None:
    """Remember when a judgement will be another though nothing arrives, in place of what was planned before."""
    text = json.dumps([when.isoformat(timespec="seconds") for when in moments])
    with database.transaction() as sql:
        sql.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_PLAN, text))


def settled(db: sqlite3.Connection) -> Settled | None:
    """What the last sync left behind, if it changed nothing and nobody was at work on the state since."""
    rows = db.execute("SELECT value FROM meta WHERE key = ?", (_SETTLED,)).fetchall()
    if not rows:
        return None
    at, until, by = json.loads(rows[0][0])
    return Settled(datetime.fromisoformat(at), datetime.fromisoformat(until), by)


def settle(database: Database, left: Settled) -> None:
    """Remember it."""
    text = json.dumps([left.at.isoformat(), left.until.isoformat(), left.by])
    with database.transaction() as sql:
        sql.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_SETTLED, text))


def unsettle(database: Database) -> None:
    """From now on it is not so any more."""
    if settled(database.connection) is not None:
        with database.transaction() as sql:
            sql.execute("DELETE FROM meta WHERE key = ?", (_SETTLED,))


def archived(db: sqlite3.Connection) -> bool:
    """The search is over."""
    return db.execute("SELECT 1 FROM meta WHERE key = ?", (ARCHIVE,)).fetchone() is not None


def looked(state: str | os.PathLike[str], names: Iterable[str], at: datetime) -> bool:
    """Remember that these accounts were found unchanged. False if somebody else is writing just now."""
    from agent.store.db import Database

    try:
        database = Database.open(Path(state), wait=0)
    except UserError:
        return False
    try:
        with database.transaction() as sql:
            for name in names:
                sql.execute(
                    "UPDATE account SET last_success = ? WHERE name = ? AND error IS NULL AND complete = 1",
                    (at.isoformat(timespec="seconds"), name),
                )
    except UserError:
        return False
    finally:
        database.close()
    return True


def _wakes(doc: str, now: datetime) -> datetime:
    """When a snoozed letter waits again."""
    draft = json.loads(doc)
    until = _time(draft.get("snoozed_until")) or now
    starts = [start for text in draft.get("starts") or () if (start := _time(text)) is not None and start > now]
    return min([until, *(start - WAKE_BEFORE for start in starts)])


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)
