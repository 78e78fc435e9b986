"""Messages: which ones were seen, and of those about the job search the reading and the text."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.model import Reading, Source
from agent.store import codec
from agent.store.amounts import without_amounts
from agent.store.db import Database
from agent.store.told import TRIES
from connectors.base import Message

_STORED = "SELECT id, account, provider_id, raw, sent_mark, spam, received_at FROM message AS m"


@dataclass(frozen=True, slots=True)
class Stored:
    """A kept message as it is needed for reading it anew."""

    id: int
    account: str
    provider_id: str
    raw: bytes
    sent_mark: bool
    spam: bool
    received_at: datetime | None

    @property
    def message(self) -> Message:
        """As its account gave it, without its attachments."""
        return Message(self.provider_id, self.raw, sent=self.sent_mark, spam=self.spam, received_at=self.received_at)


def fingerprint(text: str | bytes) -> bytes:
    """16 bytes that stand for a Message-ID (or a message without one), from which it cannot be read back."""
    return hashlib.sha256(text.encode("utf-8", "replace") if isinstance(text, str) else text).digest()[:16]


class Messages:
    """The seen and message tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def known(self, account: str) -> set[str]:
        """Provider ids that were seen and are not gone."""
        rows = self._db.connection.execute("SELECT provider_id FROM seen WHERE account = ?", (account,))
        return {provider_id for (provider_id,) in rows}

    def count(self, account: str) -> int:
        """How many messages of the account were seen and are not gone."""
        row = self._db.connection.execute("SELECT count(*) FROM seen WHERE account = ?", (account,)).fetchone()
        return int(row[0])

    def kept(self, account: str) -> int:
        """How many messages of the account are kept, each once wherever it was moved."""
        row = self._db.connection.execute(
            "SELECT count(DISTINCT key) FROM message WHERE account = ?", (account,)
        ).fetchone()
        return int(row[0])

    def see(self, account: str, messages: Iterable[tuple[Message, Reading]]) -> None:
        """Note messages as seen: an id, and fingerprints of it, of what it answers, and of the sender."""
        with self._db.transaction() as sql:
            sql.executemany(
                "INSERT OR IGNORE INTO seen (account, provider_id, digest, parent, sender) VALUES (?, ?, ?, ?, ?)",
                [(account, *_traces(message, reading)) for message, reading in messages],
            )

    def keep(self, account: str, message: Message, reading: Reading, read_by: str, raw: bytes) -> None:
        """Keep a message about the job search: its reading, and its text without attachments."""
        with self._db.transaction() as sql:
            sql.execute(
                "UPDATE seen SET kept = 1 WHERE account = ? AND provider_id = ?", (account, message.provider_id)
            )
            sql.execute(
                "INSERT INTO message (account, provider_id, key, message_id, thread_id, sent_mark, spam, received_at,"
                " link, read_by, doc, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (account, provider_id) DO UPDATE SET gone = 0, doc = excluded.doc, key = excluded.key,"
                " read_by = excluded.read_by, link = excluded.link",
                (
                    account,
                    message.provider_id,
                    reading.key,
                    reading.message_id,
                    message.thread_id,
                    int(message.sent),
                    int(message.spam),
                    None if message.received_at is None else message.received_at.isoformat(timespec="seconds"),
                    message.link,
                    read_by,
                    codec.dump(_unpaid(reading)),
                    zlib.compress(raw),
                ),
            )

    def vanish(self, account: str, provider_ids: Sequence[str]) -> None:
        """Messages are gone from the account; what they said stays as evidence."""
        with self._db.transaction() as sql:
            rows = [(account, provider_id) for provider_id in provider_ids]
            sql.executemany("DELETE FROM seen WHERE account = ? AND provider_id = ?", rows)
            sql.executemany("UPDATE message SET gone = 1 WHERE account = ? AND provider_id = ?", rows)
            sql.executemany("DELETE FROM doubt WHERE account = ? AND provider_id = ?", rows)
            sql.executemany("DELETE FROM reservation WHERE account = ? AND provider_id = ?", rows)

    def kept_fingerprints(self, account: str) -> set[bytes]:
        """Fingerprints of the Message-IDs of kept messages, and of those that they answer or refer to."""
        rows = self._db.connection.execute("SELECT doc FROM message WHERE account = ?", (account,))
        found: set[bytes] = set()
        for (doc,) in rows:
            reading = codec.load(Reading, doc)
            for name in (reading.message_id, reading.in_reply_to, *reading.references):
                if name:
                    found.add(fingerprint(name))
        return found

    def relatives(self, account: str, fingerprints: Iterable[bytes]) -> list[str]:
        """Seen messages, not kept yet, that are one of these or answer one of these: provider ids."""
        found: dict[str, None] = {}
        for print_ in fingerprints:
            rows = self._db.connection.execute(
                "SELECT provider_id FROM seen WHERE kept = 0 AND account = ? AND (digest = ? OR parent = ?)",
                (account, print_, print_),
            )
            found.update((provider_id, None) for (provider_id,) in rows)
        return list(found)

    def from_people(self, account: str, addresses: Iterable[str]) -> list[str]:
        """Seen messages of these senders that were passed over and not looked at again: provider ids."""
        found: dict[str, None] = {}
        for address in addresses:
            rows = self._db.connection.execute(
                "SELECT provider_id FROM seen WHERE kept = 0 AND account = ? AND sender = ?",
                (account, fingerprint(address)),
            )
            found.update((provider_id, None) for (provider_id,) in rows)
        return list(found)

    def pass_over(self, account: str, provider_id: str) -> None:
        """A second look found nothing either."""
        with self._db.transaction() as sql:
            sql.execute("UPDATE seen SET kept = 2 WHERE account = ? AND provider_id = ?", (account, provider_id))

    def sources(self) -> list[Source]:
        """All kept messages, in the order in which they were stored."""
        rows = self._db.connection.execute(
            "SELECT doc, account, provider_id, thread_id, sent_mark, read_by FROM message ORDER BY id"
        )
        return [
            Source(codec.load(Reading, doc), account, provider_id, thread_id, bool(sent), read_by)
            for doc, account, provider_id, thread_id, sent, read_by in rows
        ]

    def links(self) -> dict[str, str]:
        """How to open each kept message: reading key → path or address ('' once it is gone)."""
        rows = self._db.connection.execute("SELECT key, link, gone FROM message ORDER BY id DESC")
        return {key: "" if gone else link for key, link, gone in rows}

    def read_by_others(self, account: str, readers: tuple[str, str]) -> list[Stored]:
        """Kept messages of the account whose reading was made by none of these readers."""
        rows = self._db.connection.execute(
            f"{_STORED} WHERE account = ? AND read_by NOT IN (?, ?)",
            (account, *readers),
        )
        return [_stored(row) for row in rows]

    def unsure(self, account: str, asker: str, least: float, most: int) -> list[Stored]:
        """Kept messages of the account that the reader is unsure of and `asker` was not asked about yet, the newest first.

        Unsure: there is something to confirm, or the confidence lies under `least`.
        """
        rows = self._db.connection.execute(
            f"{_STORED} WHERE account = ?"  # noqa: S608 - a constant of this module
            " AND (doc ->> '$.needs_confirmation' IS NOT NULL OR doc ->> '$.confidence' < ?)"
            " AND NOT doc ->> '$.suspicious' AND NOT EXISTS"
            " (SELECT 1 FROM told WHERE told.key = m.key AND asker = ? AND (failures = 0 OR failures >= ?))"
            " ORDER BY datetime(doc ->> '$.sent_at') DESC LIMIT ?",
            (account, least, asker, TRIES, most),
        )
        return [_stored(row) for row in rows]

    def copies(self, key: str) -> list[Stored]:
        """The kept message of that key on every account, but for those that cannot be trusted."""
        rows = self._db.connection.execute(
            f"{_STORED} WHERE key = ? AND NOT doc ->> '$.suspicious'",
            (key,),
        )
        return [_stored(row) for row in rows]

    def reread(self, id_: int, reading: Reading, reader: str) -> None:
        """Store the newer reading of a kept message."""
        with self._db.transaction() as sql:
            row = sql.execute("SELECT key FROM message WHERE id = ?", (id_,)).fetchone()
            # The key names the message, not the reading: it stays, whatever was stripped from the text since.
            reading = _unpaid(replace(reading, key=row[0]))
            sql.execute("UPDATE message SET doc = ?, read_by = ? WHERE id = ?", (codec.dump(reading), reader, id_))


def _unpaid(reading: Reading) -> Reading:
    """The reading with no amounts of money in the words that it quotes."""
    return replace(reading, evidence=tuple(replace(e, quote=without_amounts(e.quote)) for e in reading.evidence))


def _stored(row: tuple[int, str, str, bytes, int, int, str | None]) -> Stored:
    id_, account, provider_id, raw, sent, spam, received = row
    when = None if received is None else datetime.fromisoformat(received)
    return Stored(id_, account, provider_id, zlib.decompress(raw), bool(sent), bool(spam), when)


def _traces(message: Message, reading: Reading) -> tuple[str, bytes, bytes | None, bytes]:
    parent = reading.in_reply_to or (reading.references[-1] if reading.references else None)
    return (
        message.provider_id,
        fingerprint(reading.message_id or message.raw),
        None if parent is None else fingerprint(parent),
        fingerprint(reading.from_.address),
    )
