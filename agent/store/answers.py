"""What the user said, in order; and the journal of every decision and delivery."""

from __future__ import annotations

import json
from datetime import datetime

from agent.model import Answer
from agent.store.db import Database


class Answers:
    """The answer table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, answer: Answer) -> None:
        """Remember something that the user said."""
        with self._db.transaction() as sql:
            sql.execute(
                "INSERT INTO answer (at, about, verb, value, subject_key, messages, label) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    answer.at.isoformat(),
                    answer.about,
                    answer.verb,
                    answer.value,
                    answer.subject_key,
                    json.dumps(answer.messages),
                    answer.label,
                ),
            )

    def all(self) -> list[Answer]:
        """Everything the user said, oldest first."""
        rows = self._db.connection.execute(
            "SELECT at, about, verb, value, subject_key, messages, label FROM answer ORDER BY id"
        )
        return [
            Answer(datetime.fromisoformat(at), about, verb, value, key, tuple(json.loads(messages)), label)
            for at, about, verb, value, key, messages, label in rows
        ]


class Journal:
    """The journal table: append-only, for the user to read."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, at: datetime, what: str, about: str = "", detail: str = "") -> None:
        """Write one line."""
        with self._db.transaction() as sql:
            sql.execute(
                "INSERT INTO journal (at, what, about, detail) VALUES (?, ?, ?, ?)",
                (at.isoformat(timespec="seconds"), what, about, detail),
            )
