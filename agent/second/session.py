"""A session of questions: a bounded number, one at a time, each asked once; a server that fails is left alone.

The state is open only to see what is in doubt and to store an answer, never while the server thinks: nobody waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agent.model import Reading
from agent.reading import mime
from agent.reading.told import UNSURE, Told, checked, unsure
from agent.second.answer import parse
from agent.second.prompt import VERSION, messages
from agent.second.server import TIME_LIMIT, NoAnswer, Server
from agent.store import codec
from agent.store.attachments import without_attachments
from agent.store.store import Store
from agent.sync import Terms, matters, reader_of, reading_of
from connectors.base import ConnectorError, Message

QUESTIONS = 50
"""At most so many in one session."""
PATIENCE = 3
"""Failures in a row after which the server is left alone."""
REST = timedelta(minutes=15)
"""For so long."""

_RESTS = "second_rests_until"


def asker(model: str) -> str:
    """Under which name answers are stored: another question or another model is asked anew."""
    return f"{VERSION} {model}".rstrip()


def due(store: Store, accounts: Mapping[str, str], asker: str, now: datetime) -> float | None:
    """Seconds until there is something to ask about mail of these accounts; None where there is nothing."""
    if any(store.messages.unsure(name, asker, UNSURE, 1) or store.told.waiting(name, 1) for name in accounts):
        return _rest(store, now)
    return None


def _rest(store: Store, now: datetime) -> float:
    """Seconds for which the server is still left alone. A clock that was set back adds nothing to them."""
    until = store.setting(_RESTS)
    left = timedelta() if until is None else datetime.fromisoformat(until) - now
    return left.total_seconds() if timedelta() < left <= REST else 0.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a session may take, and who may end it."""

    longest: float
    """Seconds after which nothing more is awaited."""
    stopping: Callable[[], bool] = lambda: False
    """Nothing new may be begun."""
    progress: Callable[[int, int], None] = lambda _asked, _all: None
    """Told how many questions of how many were put."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    account: str
    provider_id: str
    message: Message | None
    """None for one that is not kept: it is fetched again."""


@dataclass(slots=True)
class Session:
    """The second reader, for the length of one command."""

    opened: Callable[[], AbstractContextManager[Store]]
    """The state, for a moment."""
    accounts: Mapping[str, str]
    """Name → kind of each account whose mail is asked about."""
    fetch: Callable[[str, str], Message | None]
    """A message of an account by its provider id; None: it is gone. Raises ConnectorError."""
    terms: Terms
    server: Server
    host: str
    """The server, as it is named to people."""
    problems: list[str] = field(default_factory=list)
    """One line for people if the server was left alone."""
    _failures: int = 0

    @property
    def _asker(self) -> str:
        assert self.terms.asker is not None
        return self.terms.asker

    def ask(self, now: datetime, bounds: Bounds) -> int:
        """Ask about what is in doubt and store the answers; how many messages read otherwise now."""
        with self.opened() as store:
            doubts = [] if _rest(store, now) else self._doubts(store)
        end, changed = time.monotonic() + bounds.longest, 0
        for asked, (doubt, message) in enumerate(self._fetched(doubts)):
            left = end - time.monotonic()
            if left <= 0 or bounds.stopping():
                break
            bounds.progress(asked, len(doubts))
            reading = self._reading(doubt, message)
            if not self._open(doubt, message, reading):
                continue
            limit, whole = min(left, TIME_LIMIT), min(bounds.longest, TIME_LIMIT)
            try:
                changed += self._put(doubt, message, reading, limit)
            except NoAnswer as fault:
                if limit < whole - 1 and time.monotonic() >= end:
                    break  # others took of its time
                if self._failed(fault, reading, now):
                    break
        if doubts:
            bounds.progress(len(doubts), len(doubts))
        return changed

    # ------------------------------------------------------------ what is in doubt

    def _doubts(self, store: Store) -> list[_Doubt]:
        """Kept messages first, the newest first."""
        kept = [old for name in self.accounts for old in store.messages.unsure(name, self._asker, UNSURE, QUESTIONS)]
        found = [_Doubt(old.account, old.provider_id, old.message) for old in kept]
        found += [_Doubt(name, id_, None) for name in self.accounts for id_ in store.told.waiting(name, QUESTIONS)]
        return found[:QUESTIONS]

    def _fetched(self, doubts: list[_Doubt]) -> Iterator[tuple[_Doubt, Message]]:
        """With their messages; what cannot be had now waits for the next session."""
        closed: set[str] = set()
        for doubt in doubts:
            message = doubt.message
            if message is None and doubt.account not in closed:
                try:
                    message = self.fetch(doubt.account, doubt.provider_id)
                except ConnectorError:
                    closed.add(doubt.account)
                    continue
                if message is None:
                    with self.opened() as store:
                        store.messages.vanish(doubt.account, [doubt.provider_id])
            if message is not None:
                yield doubt, message

    def _open(self, doubt: _Doubt, message: Message, reading: Reading) -> bool:
        """It may be asked about; else it is settled."""
        with self.opened() as store, store.db.transaction():
            settled = store.told.settled(reading.key, self._asker)
            if unsure(reading) and not settled:
                return True
            if not settled:  # a kept one may read otherwise without its attachments: the reading of the whole stays
                store.told.answered(reading.key, self._asker, None)
            waited = store.told.served(doubt.account, doubt.provider_id)
            doc = store.told.said(reading.key, self._asker) if waited and unsure(reading) else None
            if doc is not None:  # of a copy in another account
                again = self._reading(doubt, message, codec.load(Told, doc))
                self._keep(store, doubt, message, again)
            return False

    def _reading(self, doubt: _Doubt, message: Message, told: Told | None = None) -> Reading:
        kept = doubt.message is not None
        return reading_of(message, self.terms, self.accounts[doubt.account], told, known=kept)

    # ------------------------------------------------------------ questions and answers

    def _put(self, doubt: _Doubt, message: Message, reading: Reading, limit: float) -> int:
        """Put one question; how many messages read otherwise with its answer. Raises NoAnswer."""
        document = mime.document(mime.open_(message.raw, received_at=message.received_at))
        text = self.server.ask(messages(document, reading.direction), limit)
        self._failures = 0
        told = parse(text)
        told = None if told is None else checked(told, document)
        again = reading if told is None else self._reading(doubt, message, told)
        with self.opened() as store, store.db.transaction():
            return self._heard(store, doubt, message, reading, again, told if again != reading else None)

    def _heard(
        self, store: Store, doubt: _Doubt, message: Message, reading: Reading, again: Reading, told: Told | None
    ) -> int:
        """Store an answer, None where it changes nothing. What was purged meanwhile leaves no words behind."""
        copies = store.messages.copies(reading.key) if told is not None else []
        waited = store.told.served(doubt.account, doubt.provider_id)
        keeps = told is not None and waited and matters(again)
        doc = codec.dump(told) if told is not None and (copies or keeps) else None
        store.told.answered(reading.key, self._asker, doc)
        news = 0
        for copy in copies if told is not None else ():
            kind = self.accounts.get(copy.account)
            if kind is None or not unsure(reading_of(copy.message, self.terms, kind, known=True)):
                continue
            heard = reading_of(copy.message, self.terms, kind, told, known=True)
            store.messages.reread(copy.id, heard, reader_of(heard, self._asker))
            news += 1
        if keeps:
            self._keep(store, doubt, message, again)
            news += 1
        return news

    def _keep(self, store: Store, doubt: _Doubt, message: Message, reading: Reading) -> None:
        reader = reader_of(reading, self._asker)
        store.messages.keep(doubt.account, message, reading, reader, without_attachments(message.raw))

    def _failed(self, fault: NoAnswer, reading: Reading, now: datetime) -> bool:
        """Note a failure; whether the server is to be left alone now."""
        self._failures += 1
        with self.opened() as store:
            if fault.reached:
                store.told.failed(reading.key, self._asker)
                if self._failures < PATIENCE:
                    return False
            store.set(_RESTS, (now + REST).isoformat())
        self.problems.append(
            f"The second reader at {self.host} gave no answer ({fault}). Mail is read without it;"
            f" it is asked again in {REST.seconds // 60} minutes."
        )
        return True
