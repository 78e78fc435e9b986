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
    drafted: bool = False
    """The provider may hold a draft of it, to be deleted if it does not leave."""
    prepared_at: datetime | None = None
    """When that draft was made, or was found not to be needed; None: not tried with success yet."""
    looks: int = 0
    """Looks in a row that found the attempt neither sent nor lost."""
    look_after: datetime | None = None
    doubted: bool = False
    """A request to make that draft got no answer: what it made may appear late, beside the one that is sent."""


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
        if draft.kind == "reopen" and draft.after_at is not None:
            position = -draft.after_at.timestamp()  # before everything else, the newest of them first
        why = None if chain is None else json.dumps(shapes.draft_chain(draft, chain))
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

    def count(self, draft: str, state: SubmissionState | None = None) -> int:
        """How often the draft was approved so far; with `state` how many of these ended so."""
        sql = "SELECT count(*) FROM submission WHERE draft = ? AND state = coalesce(?, state)"
        return int(self._db.connection.execute(sql, (draft, state)).fetchone()[0])

    def in_state(self, state: SubmissionState) -> list[Outgoing]:
        """All rows in one state, oldest approval first."""
        return self._select("state = ?", state)

    def preparing(self, id_: str) -> None:
        """From now on there may be a draft at the provider. On the disk before the call is made."""
        with self._db.transaction() as sql:
            sql.execute("UPDATE submission SET drafted = min(drafted + 1, 2) WHERE id = ?", (id_,))

    def prepared(self, submission: Submission, at: datetime) -> None:
        """The provider's draft is known by its `draft_ref`, or there is none."""
        with self._db.transaction() as sql:
            sql.execute(
                "UPDATE submission SET doc = ?, drafted = CASE WHEN ? THEN drafted ELSE 0 END, prepared_at = ? WHERE id = ?",
                (codec.dump(submission), submission.draft_ref is not None, at.isoformat(), submission.id),
            )

    def litter(self) -> list[Outgoing]:
        """What did not leave and may still lie at the provider as a draft."""
        return self._select("drafted AND state = ?", "undone") + self._select("drafted AND state = ?", "failed")

    def strays(self) -> list[Outgoing]:
        """What left, and may lie at the provider, or come to lie there, as a draft nevertheless.

        The person sent another one by hand before ours was tried, or a request to make one got no answer.
        """
        return self._select("drafted > (attempts > 0 AND prepared_at IS NOT NULL) AND state = ?", "sent")

    def idle(self) -> bool:
        """There is nothing that the outbox would look after at the next command."""
        return not (self.in_state("held") or self.in_state("sending") or self.litter() or self.strays())

    def clean(self, id_: str) -> None:
        """The provider's draft is gone, or is none of ours any more."""
        with self._db.transaction() as sql:
            sql.execute("UPDATE submission SET drafted = 0 WHERE id = ?", (id_,))

    def last(self, draft: str) -> Outgoing | None:
        """The draft's newest approval, whatever became of it."""
        found = self._select("draft = ?", draft)
        return found[-1] if found else None

    def begin(self, id_: str, at: datetime) -> bool:
        """held → sending, on the disk before the call is made. False if it is not held any more."""
        with self._db.transaction() as sql:
            done = sql.execute(
                "UPDATE submission SET state = 'sending', attempts = attempts + 1, attempted_at = ?, looks = 0, look_after = NULL,"
                " error = NULL"
                " WHERE id = ? AND state = 'held'",
                (at.isoformat(), id_),
            )
        return done.rowcount == 1

    def looked(self, id_: str, again: datetime, error: str) -> None:
        """An attempt was looked into and is still open; the next look is due `again`."""
        with self._db.transaction() as sql:
            sql.execute(
                "UPDATE submission SET looks = looks + 1, look_after = ?, error = ? WHERE id = ? AND state = 'sending'",
                (again.isoformat(), error, id_),
            )

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
            f" error, drafted, prepared_at, looks, look_after FROM submission WHERE {where}"
            " ORDER BY approved_at, coalesce(finished_at, '~'), id",
            (value,),
        )
        return [_outgoing(*row) for row in rows]


def _outgoing(
    doc: str, draft: str, account: str, digest: str, state: SubmissionState, approved: str, due: str, attempts: int,
    attempted: str | None, finished: str | None, receipt: str | None, error: str | None, drafted: int,
    prepared: str | None, looks: int, look_after: str | None,
) -> Outgoing:  # fmt: skip
    """One row, in the order of `_select`."""
    return Outgoing(
        codec.load(Submission, doc),
        draft,
        account,
        digest,
        state,
        datetime.fromisoformat(approved),
        datetime.fromisoformat(due),
        attempts,
        _time(attempted),
        _time(finished),
        receipt,
        error,
        bool(drafted),
        _time(prepared),
        looks,
        _time(look_after),
        drafted > 1 or (bool(drafted) and prepared is None),
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
