"""What a second reader told of messages, and the messages that wait for it."""

from __future__ import annotations

from agent.store.db import Database

TRIES = 3
"""A message that got no answer so often is left alone."""


class Opinions:
    """The told and doubt tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def said(self, key: str, asker: str) -> str | None:
        """What stood up to the message, as JSON; None where nothing did, or it was not answered yet."""
        row = self._db.connection.execute(
            "SELECT doc FROM told WHERE key = ? AND asker = ? AND failures = 0", (key, asker)
        ).fetchone()
        return None if row is None else row[0]

    def settled(self, key: str, asker: str) -> bool:
        """It was answered, or failed too often."""
        row = self._db.connection.execute(
            "SELECT 1 FROM told WHERE key = ? AND asker = ? AND (failures = 0 OR failures >= ?)", (key, asker, TRIES)
        ).fetchone()
        return row is not None

    def answered(self, key: str, asker: str, doc: str | None) -> None:
        """Remember an answer; None: nothing of it counts."""
        with self._db.transaction() as sql:
            sql.execute("INSERT OR REPLACE INTO told (key, asker, doc) VALUES (?, ?, ?)", (key, asker, doc))

    def failed(self, key: str, asker: str) -> None:
        """Remember that this very question got no answer."""
        with self._db.transaction() as sql:
            sql.execute(
                "INSERT INTO told (key, asker, doc, failures) VALUES (?, ?, NULL, 1)"
                " ON CONFLICT (key, asker) DO UPDATE SET failures = failures + 1",
                (key, asker),
            )

    def wait(self, account: str, provider_id: str) -> None:
        """A message that is not kept waits for the second reader: its id, nothing of its words."""
        with self._db.transaction() as sql:
            sql.execute("INSERT OR IGNORE INTO doubt (account, provider_id) VALUES (?, ?)", (account, provider_id))

    def waiting(self, account: str, most: int) -> list[str]:
        """Provider ids of those that wait."""
        rows = self._db.connection.execute(
            "SELECT provider_id FROM doubt WHERE account = ? ORDER BY provider_id DESC LIMIT ?", (account, most)
        )
        return [provider_id for (provider_id,) in rows]

    def served(self, account: str, provider_id: str) -> bool:
        """It waits no longer; False if it did not (any more)."""
        with self._db.transaction() as sql:
            cursor = sql.execute("DELETE FROM doubt WHERE account = ? AND provider_id = ?", (account, provider_id))
            return cursor.rowcount > 0
