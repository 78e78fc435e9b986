"""The whole store: one database, one object a noun."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.store import views
from agent.store.accounts import Accounts
from agent.store.answers import Answers, Journal
from agent.store.cases import Cases
from agent.store.db import WAIT_SECONDS, Database
from agent.store.drafts import Drafts, Outbox
from agent.store.messages import Messages
from agent.store.reservations import Reservations
from agent.store.told import Opinions


class Store:
    """Everything that is remembered. Open it for as short as the work takes: it locks others out of writing."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.accounts = Accounts(db)
        self.messages = Messages(db)
        self.told = Opinions(db)
        self.reservations = Reservations(db)
        self.answers = Answers(db)
        self.cases = Cases(db)
        self.drafts = Drafts(db)
        self.outbox = Outbox(db)
        self.journal = Journal(db)

    @classmethod
    @contextmanager
    def opened(
        cls,
        directory: Path,
        *,
        wait: float = WAIT_SECONDS,
        waiting: Callable[[], None] | None = None,
        whole: bool = False,
    ) -> Iterator[Store]:
        """The store for the length of a `with` block; `whole` as in `Database.open`. Raises Busy, NewerState, UserError."""
        db = Database.open(directory, wait=wait, waiting=waiting, whole=whole)
        try:
            yield cls(db)
        finally:
            db.close()

    def setting(self, key: str) -> str | None:
        """A remembered setting of the program's own."""
        row = self.db.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Remember a setting."""
        with self.db.transaction() as sql:
            sql.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def compact(self) -> None:
        """Leave no deleted byte in the file or its log."""
        self.db.connection.execute("VACUUM")
        self.db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def purge(self, account: str | None) -> dict[str, int]:
        """Forget what was stored: of one account its mail, events and letters, without a name everything.

        Returns how many messages, events, drafts and journal lines went.
        """
        sql = self.db.connection
        counts: dict[str, int] = {}
        with self.db.transaction():
            if account is None:
                tables = (
                    "message", "event", "draft", "journal", "seen", "answer", "offer", "interview", "question", "notice",
                    "submission", "meta", "account", "told", "doubt", "reservation",
                )  # fmt: skip
                for table in tables:
                    counts[table] = sql.execute(f"DELETE FROM {table}").rowcount  # noqa: S608 - constants
            else:
                mine = "SELECT id FROM draft WHERE json_extract(doc, '$.letter.account') = ?"
                counts["journal"] = sql.execute(f"DELETE FROM journal WHERE about IN ({mine})", (account,)).rowcount  # noqa: S608
                sql.execute(f"DELETE FROM submission WHERE draft IN ({mine})", (account,))  # noqa: S608
                counts["draft"] = sql.execute(f"DELETE FROM draft WHERE id IN ({mine})", (account,)).rowcount  # noqa: S608
                for table in ("message", "seen", "event", "doubt", "reservation"):
                    counts[table] = sql.execute(f"DELETE FROM {table} WHERE account = ?", (account,)).rowcount  # noqa: S608
                sql.execute("DELETE FROM told WHERE key NOT IN (SELECT key FROM message)")
                for table in ("offer", "interview", "question"):
                    sql.execute(f"DELETE FROM {table}")  # noqa: S608 - judged anew from what is left
                sql.execute("DELETE FROM meta WHERE key = ?", (views.ARCHIVE,))
                sql.execute("DELETE FROM account WHERE name = ?", (account,))
        self.compact()
        if account is None:
            shutil.rmtree(self.db.directory / "deleted", ignore_errors=True)
        return {name: counts.get(name, 0) for name in ("message", "event", "draft", "journal")}
