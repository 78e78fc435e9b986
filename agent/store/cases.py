"""What the last judgement found: offers, interviews, questions and notices, ready to be shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from agent.ids import free_words
from agent.model import Notice, Question, Source, Verdict
from agent.store import codec, shapes
from agent.store.amounts import without_amounts
from agent.store.db import Database
from agent.store.views import ARCHIVE


class Cases:
    """The offer, interview, question and notice tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def replace(
        self,
        verdict: Verdict,
        questions: Sequence[Question],
        sources: Sequence[Source],
        links: Mapping[str, str],
        user: Iterable[str],
    ) -> None:
        """Store a judgement in place of the last one. `questions` are all open ones, the outbox's included."""
        addresses = tuple(user)
        with self._db.transaction() as sql:
            for table in ("offer", "interview", "question"):
                sql.execute(f"DELETE FROM {table}")  # noqa: S608 - one of three constants
            sql.execute("DELETE FROM meta WHERE key = ?", (ARCHIVE,))
            if verdict.archive is not None:
                view = json.dumps(shapes.archive(verdict.archive))
                sql.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (ARCHIVE, view))
            sql.executemany(
                "INSERT INTO offer (id, position, key, view, why) VALUES (?, ?, ?, ?, ?)",
                [
                    (o.id, i, o.key, json.dumps(shapes.offer(o)), json.dumps(shapes.offer_chain(o, links)))
                    for i, o in enumerate(verdict.offers)
                ],
            )
            sql.executemany(
                "INSERT INTO interview (id, start, key, view, why) VALUES (?, ?, ?, ?, ?)",
                [
                    (
                        i.id,
                        i.start.timestamp(),
                        i.key,
                        json.dumps(shapes.interview(i, addresses)),
                        json.dumps(shapes.interview_chain(i, sources, links)),
                    )
                    for i in verdict.interviews
                ],
            )
            sql.executemany(
                "INSERT INTO question (id, position, key, doc, view) VALUES (?, ?, ?, ?, ?)",
                [
                    (q.id, i, q.key, codec.dump(q), json.dumps(shapes.question(q)))
                    for i, q in enumerate(_told_apart(questions))
                ],
            )

    def standings(self) -> dict[str, tuple[str, str]]:
        """Offer id → (employer, standing), as last judged."""
        rows = self._db.connection.execute("SELECT id, view FROM offer")
        return {id_: ((doc := json.loads(view))["employer"], doc["standing"]) for id_, view in rows}

    def key(self, noun: str, id_: str) -> str | None:
        """The key behind an offer's or interview's id."""
        table = {"offer": "offer", "interview": "interview"}[noun]
        row = self._db.connection.execute(f"SELECT key FROM {table} WHERE id = ?", (id_,)).fetchone()  # noqa: S608
        return None if row is None else str(row[0])

    def question(self, id_: str) -> Question | None:
        """An open question."""
        row = self._db.connection.execute("SELECT doc FROM question WHERE id = ?", (id_,)).fetchone()
        return None if row is None else codec.load(Question, row[0])

    def notify(self, notices: Iterable[Notice], at: datetime) -> list[Notice]:
        """Remember notices; returns those that were never said before."""
        fresh = []
        with self._db.transaction() as sql:
            for n in notices:
                done = sql.execute(
                    "INSERT OR IGNORE INTO notice (key, at, text, urgent, about) VALUES (?, ?, ?, ?, ?)",
                    (n.key, at.isoformat(timespec="seconds"), without_amounts(n.text), int(n.urgent), n.about),
                )
                if done.rowcount:
                    fresh.append(n)
        return fresh


def _told_apart(questions: Iterable[Question]) -> list[Question]:
    """Each question once, with an id of its own."""
    ids: set[str] = set()
    once = {question.key: question for question in questions}.values()
    return [replace(q, id=free_words(f"question:{q.key}", ids), text=without_amounts(q.text)) for q in once]
