"""Drafts, and the submissions that carry approved ones out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from agent.model import Draft
from agent.store import codec, shapes
from agent.store.db import Database
from connectors.base import Submission

SubmissionState = Literal["held", "sending", "sent", "failed", "unsure", "undone"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One approved message on its way: one row of the outbox."""

    submission: Submission
    draft: str
    account: str
    digest: str
    state: SubmissionState
    approved_at: datetime
    due: datetime
    attempts: int = 0
    attempted_at: datetime | None = None
    finished_at: datetime | None = None
    receipt: str | None = None
    error: str | None = None


class Drafts:
    """The draft table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Draft]:
        """Every draft, void and sent ones included."""
        rows = self._db.connection.execute("SELECT doc FROM draft ORDER BY position, id")
        return [codec.load(Draft, doc) for (doc,) in rows]

    def get(self, id_: str) -> Draft | None:
        """One draft."""
        row = self._db.connection.execute("SELECT doc FROM draft WHERE id = ?", (id_,)).fetchone()
        return None if row is None else codec.load(Draft, row[0])

    def save(self, draft: Draft, chain: list[shapes.Shape] | None = None) -> None:
        """Store a draft and its view; without `chain` the one it has stays."""
        position = draft.starts[0].timestamp() if draft.starts else draft.created_at.timestamp()
        why = None if chain is None else json.dumps(shapes.draft_chain(draft, [chain]))
        with self._db.transaction() as sql:
            sql.execute(
                "INSERT INTO draft (id, key, status, position, doc, view, why) VALUES (?, ?, ?, ?, ?, ?, coalesce(?, '[]'))"
                " ON CONFLICT (id) DO UPDATE SET status = excluded.status, position = excluded.position,"
                " doc = excluded.doc, view = excluded.view, why = coalesce(?, why)",
                (
                    draft.id,
                    draft.key,
                    draft.status,
                    position,
                    codec.dump(draft),
                    json.dumps(shapes.draft(draft)),
                    why,
                    why,
                ),
            )


class Outbox:
    """The submission table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, outgoing: Outgoing) -> None:
        """A new approval. Raises sqlite3.IntegrityError if the draft has an open one already."""
        with self._db.transaction() as sql:
            sql.execute(
                "INSERT INTO submission (id, draft, account, digest, state, doc, approved_at, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    outgoing.submission.id,
                    outgoing.draft,
                    outgoing.account,
                    outgoing.digest,
                    outgoing.state,
                    codec.dump(outgoing.submission),
                    outgoing.approved_at.isoformat(),
                    outgoing.due.isoformat(),
                ),
            )

    def open(self, draft: str) -> Outgoing | None:
        """The draft's approval that is held, being sent, or unsure."""
        found = self._select("draft = ? AND state IN ('held', 'sending', 'unsure')", draft)
        return found[0] if found else None

    def count(self, draft: str) -> int:
        """How often the draft was approved so far."""
        return int(
            self._db.connection.execute("SELECT count(*) FROM submission WHERE draft = ?", (draft,)).fetchone()[0]
        )

    def in_state(self, state: SubmissionState) -> list[Outgoing]:
        """All rows in one state, oldest approval first."""
        return self._select("state = ?", state)

    def begin(self, id_: str, at: datetime) -> bool:
        """held → sending, on the disk before the call is made. False if it is not held any more."""
        with self._db.transaction() as sql:
            done = sql.execute(
                "UPDATE submission SET state = 'sending', attempts = attempts + 1, attempted_at = ?"
                " WHERE id = ? AND state = 'held'",
                (at.isoformat(), id_),
            )
        return done.rowcount == 1

    def hold(self, id_: str, due: datetime, error: str) -> None:
        """sending or held → held until `due`: it was certainly not sent."""
        with self._db.transaction() as sql:
            sql.execute(
                "UPDATE submission SET state = 'held', due = ?, error = ? WHERE id = ? AND state IN ('held', 'sending')",
                (due.isoformat(), error, id_),
            )

    def finish(
        self, id_: str, state: SubmissionState, at: datetime, *, receipt: str | None = None, error: str | None = None
    ) -> None:
        """Record what became of it."""
        with self._db.transaction() as sql:
            sql.execute(
                "UPDATE submission SET state = ?, finished_at = ?, receipt = ?, error = ? WHERE id = ?",
                (state, at.isoformat(), receipt, error, id_),
            )

    def _select(self, where: str, value: str) -> list[Outgoing]:
        rows = self._db.connection.execute(
            "SELECT doc, draft, account, digest, state, approved_at, due, attempts, attempted_at, finished_at, receipt,"  # noqa: S608 - `where` is one of this module's constants
            f" error FROM submission WHERE {where} ORDER BY approved_at, id",
            (value,),
        )
        return [
            Outgoing(
                codec.load(Submission, doc),
                draft,
                account,
                digest,
                state,
                datetime.fromisoformat(approved),
                datetime.fromisoformat(due),
                attempts,
                None if attempted is None else datetime.fromisoformat(attempted),
                None if finished is None else datetime.fromisoformat(finished),
                receipt,
                error,
            )
            for doc, draft, account, digest, state, approved, due, attempts, attempted, finished, receipt, error in rows
        ]
