"""Mail that confirms a journey or a stay: its id and days, and what it tells only while an interview lies beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from agent.model import Reservation
from agent.store import codec
from agent.store.db import Database


class Reservations:
    """The reservation table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def see(self, account: str, found: Iterable[tuple[str, Reservation]]) -> None:
        """Note by provider id that there is a reservation, and from which day to which: nothing of its words."""
        with self._db.transaction() as sql:
            sql.executemany(
                "INSERT OR IGNORE INTO reservation (account, provider_id, first, last) VALUES (?, ?, ?, ?)",
                [(account, id_, r.start.date().isoformat(), (r.end or r.start).date().isoformat()) for id_, r in found],
            )

    def days(self, account: str) -> list[tuple[str, date, date, bool]]:
        """Each as (provider id, first day, last day, whether what it tells is kept)."""
        rows = self._db.connection.execute(
            "SELECT provider_id, first, last, doc IS NOT NULL FROM reservation WHERE account = ? ORDER BY provider_id",
            (account,),
        )
        return [(id_, date.fromisoformat(a), date.fromisoformat(b), bool(known)) for id_, a, b, known in rows]

    def tell(self, account: str, provider_id: str, told: Reservation | None) -> None:
        """Keep what it tells, or (None) forget it again."""
        doc = None if told is None else codec.dump(told)
        with self._db.transaction() as sql:
            sql.execute(
                "UPDATE reservation SET doc = ? WHERE account = ? AND provider_id = ?", (doc, account, provider_id)
            )

    def forget(self, account: str, provider_ids: Iterable[str]) -> None:
        """It is over, gone, or was none."""
        with self._db.transaction() as sql:
            sql.executemany(
                "DELETE FROM reservation WHERE account = ? AND provider_id = ?",
                [(account, id_) for id_ in provider_ids],
            )

    def told(self) -> list[Reservation]:
        """What those near an interview tell, of all accounts."""
        rows = self._db.connection.execute(
            "SELECT doc FROM reservation WHERE doc IS NOT NULL ORDER BY first, account, provider_id"
        )
        return [codec.load(Reservation, doc) for (doc,) in rows]
