"""Accounts as stored: cursors, freshness, coverage, and the events of their calendars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from agent.store import codec
from agent.store.db import Database
from connectors.base import Cursor, Event


@dataclass(frozen=True, slots=True)
class Freshness:
    """How an account stands between syncs."""

    name: str
    last_success: datetime | None
    error: str | None
    needs_login: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What one sync of an account saw; `kept` is what it holds in all."""

    checked: int = 0
    new: int = 0
    kept: int = 0
    events_checked: int = 0
    events_changed: int = 0


class Accounts:
    """The account and event tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def configure(self, accounts: Iterable[tuple[str, str]]) -> None:
        """Make the table hold exactly these (name, kind), in this order. One that left keeps its mail until purged."""
        with self._db.transaction() as sql:
            names = []
            for position, (name, kind) in enumerate(accounts):
                names.append(name)
                sql.execute(
                    "INSERT INTO account (name, position, kind) VALUES (?, ?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET position = excluded.position, kind = excluded.kind",
                    (name, position, kind),
                )
            marks = ",".join("?" * len(names))
            sql.execute(f"DELETE FROM event WHERE account NOT IN ({marks})", names)  # noqa: S608 - question marks only
            sql.execute(f"DELETE FROM account WHERE name NOT IN ({marks})", names)  # noqa: S608

    def cursors(self, name: str) -> tuple[Cursor | None, Cursor | None]:
        """Mail cursor and calendar cursor."""
        row = self._db.connection.execute(
            "SELECT mail_cursor, calendar_cursor FROM account WHERE name = ?", (name,)
        ).fetchone()
        return (None, None) if row is None else (row[0], row[1])

    def set_mail_cursor(
        self, name: str, cursor: Cursor | None, since: datetime | None = None, todo: int | None = None
    ) -> None:
        """Remember how far mail was read, and how much is still to come. Called in the transaction that stores the page."""
        with self._db.transaction() as sql:
            sql.execute("UPDATE account SET mail_cursor = ?, todo = ? WHERE name = ?", (cursor, todo, name))
            if since is not None:
                sql.execute("UPDATE account SET since = ? WHERE name = ?", (_iso(since), name))

    def attempted(self, name: str, at: datetime) -> None:
        """A sync of the account begins."""
        with self._db.transaction() as sql:
            sql.execute("UPDATE account SET last_attempt = ? WHERE name = ?", (_iso(at), name))

    def succeeded(self, name: str, at: datetime, counts: Counts) -> None:
        """Everything of the account was read."""
        with self._db.transaction() as sql:
            sql.execute(
                "UPDATE account SET last_success = ?, error = NULL, needs_login = 0, complete = 1,"
                " checked = ?, new = ?, kept = ?, events_checked = ?, events_changed = ? WHERE name = ?",
                (_iso(at), counts.checked, counts.new, counts.kept, counts.events_checked, counts.events_changed, name),
            )

    def failed(self, name: str, error: str, *, needs_login: bool = False) -> None:
        """The account stopped, with the reason that `status` shows."""
        with self._db.transaction() as sql:
            sql.execute("UPDATE account SET error = ?, needs_login = ? WHERE name = ?", (error, int(needs_login), name))

    def signed_in(self, name: str) -> None:
        """The user signed in (again): what stopped the account for want of that is over."""
        with self._db.transaction() as sql:
            sql.execute("UPDATE account SET error = NULL, needs_login = 0 WHERE name = ? AND needs_login = 1", (name,))

    def freshness(self) -> dict[str, Freshness]:
        """All accounts by name."""
        rows = self._db.connection.execute("SELECT name, last_success, error, needs_login, complete FROM account")
        return {
            name: Freshness(
                name, None if success is None else datetime.fromisoformat(success), error, bool(login), bool(complete)
            )
            for name, success, error, login, complete in rows
        }

    def events(self, name: str | None = None) -> list[Event]:
        """Stored occurrences, of one account or of all."""
        where, values = ("", ()) if name is None else (" WHERE account = ?", (name,))
        rows = self._db.connection.execute(f"SELECT doc FROM event{where}", values)  # noqa: S608 - two constants
        return [codec.load(Event, doc) for (doc,) in rows]

    def replace_events(self, name: str, events: Iterable[Event], cursor: Cursor) -> int:
        """Store a calendar page and its cursor in one transaction; returns how many occurrences changed."""
        new = {(e.calendar, e.uid, e.recurrence_id or "", e.provider_id): codec.dump(e) for e in events}
        with self._db.transaction() as sql:
            rows = sql.execute(
                "SELECT calendar, uid, recurrence_id, provider_id, doc FROM event WHERE account = ?", (name,)
            ).fetchall()
            old = {tuple(row[:4]): row[4] for row in rows}
            gone = [key for key in old if key not in new]
            changed = [key for key, doc in new.items() if old.get(key) != doc]
            sql.executemany(
                "DELETE FROM event WHERE account = ? AND calendar = ? AND uid = ? AND recurrence_id = ?"
                " AND provider_id = ?",
                [(name, *key) for key in gone],
            )
            sql.executemany(
                "INSERT OR REPLACE INTO event (account, calendar, uid, recurrence_id, provider_id, doc)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [(name, *key, new[key]) for key in changed],
            )
            sql.execute("UPDATE account SET calendar_cursor = ? WHERE name = ?", (cursor, name))
        return len(gone) + len(changed)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
