"""Messages, conversations and their history, as one mailbox holds them."""

from __future__ import annotations

import random
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from connectors.timer import Timer
from tests.simulators.google import content

HistoryKind = Literal["messageAdded", "messageDeleted", "labelAdded", "labelRemoved"]

FIRST_HISTORY_ID = 999_000
"""Ids soon grow by a digit, so that whoever compares them as text is found out."""


@dataclass(slots=True, eq=False)
class Stored:
    """One message. Its bytes may be made only when they are wanted."""

    id: str
    thread_id: str
    labels: frozenset[str]
    at_ms: int
    """When Gmail received it, milliseconds since 1970."""
    make: Callable[[], bytes]
    history_id: int = 0

    @property
    def raw(self) -> bytes:
        """RFC 5322 bytes."""
        return self.make()

    @property
    def order(self) -> tuple[int, str]:
        """Newest first."""
        return -self.at_ms, self.id


@dataclass(frozen=True, slots=True)
class Change:
    """One history record."""

    id: int
    message_id: str
    thread_id: str
    labels: frozenset[str]
    """As they were after it."""
    kinds: Mapping[HistoryKind, tuple[str, ...]] = field(default_factory=dict)
    """What happened; for labels, which."""


class Messages:
    """All messages of a mailbox, every change recorded."""

    def __init__(self, timer: Timer, *, history_start: int = FIRST_HISTORY_ID) -> None:
        self.timer = timer
        self.messages: dict[str, Stored] = {}
        self.history: list[Change] = []
        self.history_id = history_start
        self.history_floor = 0
        """Older ids are unknown."""
        self.threads: dict[str, list[str]] = {}
        self._by_message_id: dict[str, str] = {}
        self._sorted: list[tuple[tuple[int, str], Stored]] = []
        self._made = 0
        self._random = random.Random(20261120)

    # ---------------------------------------------------------------- reading

    def newest_first(self) -> Iterator[Stored]:
        """All messages."""
        return (stored for _, stored in self._sorted)

    def thread(self, thread_id: str) -> list[Stored]:
        """A conversation, oldest first."""
        return sorted((self.messages[found] for found in self.threads.get(thread_id, ())), key=lambda m: m.at_ms)

    # ---------------------------------------------------------------- changing

    def add(self, raw: bytes, labels: Iterable[str], at: datetime | float | None, thread: str | None = None) -> Stored:
        """Put a message in; without `thread` it joins the conversation it answers."""
        fields = content.headers(raw)
        seconds = at.timestamp() if isinstance(at, datetime) else self.timer.now() if at is None else at
        new_id = self._next_id()
        stored = Stored(
            new_id,
            thread or self.thread_of(fields) or new_id,
            frozenset(labels),
            int(seconds * 1000),
            lambda: raw,
        )
        for message_id in content.ids_in(content.header(fields, "Message-ID")):
            self._by_message_id[message_id] = new_id
        self._put(stored)
        self._record(stored, {"messageAdded": ()})
        return stored

    def generate(
        self,
        count: int,
        make: Callable[[int], bytes],
        at: Callable[[int], float],
        labels: Callable[[int], Iterable[str]] = lambda number: ("INBOX",),
    ) -> list[str]:
        """`count` messages that were always there: `make` gives the bytes of each when they are read, `at` its time in
        seconds. Each is a conversation of its own, and none leaves a history record."""
        made: list[Stored] = []
        sets: dict[frozenset[str], frozenset[str]] = {}
        for number in range(count):
            new_id = self._next_id()
            chosen = frozenset(labels(number))
            chosen = sets.setdefault(chosen, chosen)
            stored = Stored(new_id, new_id, chosen, int(at(number) * 1000), _Maker(make, number), self.history_id)
            self.messages[new_id] = stored
            self.threads[new_id] = [new_id]
            made.append(stored)
        self._sorted += [(stored.order, stored) for stored in made]
        self._sorted.sort(key=lambda pair: pair[0])
        return [stored.id for stored in made]

    def remove(self, message_id: str) -> Stored:
        """A message is gone for good."""
        stored = self.messages.pop(message_id)
        self._sorted = [pair for pair in self._sorted if pair[1] is not stored]
        self.threads[stored.thread_id].remove(message_id)
        if not self.threads[stored.thread_id]:
            del self.threads[stored.thread_id]
        self._record(stored, {"messageDeleted": ()})
        return stored

    def label(self, message_id: str, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Labels change; what is so already is no change."""
        stored = self.messages[message_id]
        new = tuple(sorted(set(add) - stored.labels))
        old = tuple(sorted(set(remove) & stored.labels))
        stored.labels = (stored.labels | set(new)) - set(old)
        kinds: dict[HistoryKind, tuple[str, ...]] = {}
        if new:
            kinds["labelAdded"] = new
        if old:
            kinds["labelRemoved"] = old
        if kinds:
            self._record(stored, kinds)

    def expire_history(self) -> None:
        """Every id handed out so far is too old from now on."""
        self.history_id += 17
        self.history_floor = self.history_id
        self.history.clear()

    # ---------------------------------------------------------------- conversations

    def thread_of(self, fields: content.Headers) -> str | None:
        """The conversation that a message belongs to by its References or In-Reply-To, and its subject."""
        for named in reversed(references(fields)):
            found = self._by_message_id.get(named)
            if found in self.messages and self.fits(fields, self.messages[found].thread_id):
                return self.messages[found].thread_id
        return None

    def fits(self, fields: content.Headers, thread_id: str) -> bool:
        """Whether References or In-Reply-To name a message of that conversation, and the subject is the same."""
        named = set(references(fields))
        for stored in self.thread(thread_id):
            theirs = content.headers(stored.raw)
            if named & set(content.ids_in(content.header(theirs, "Message-ID"))):
                return same_subject(fields, theirs)
        return False

    # ---------------------------------------------------------------- inside

    def _put(self, stored: Stored) -> None:
        self.messages[stored.id] = stored
        self.threads.setdefault(stored.thread_id, []).append(stored.id)
        insort(self._sorted, (stored.order, stored), key=lambda pair: pair[0])

    def _record(self, stored: Stored, kinds: Mapping[HistoryKind, tuple[str, ...]]) -> None:
        self.history_id += self._random.randrange(3, 90)
        stored.history_id = self.history_id
        self.history.append(Change(self.history_id, stored.id, stored.thread_id, stored.labels, kinds))

    def _next_id(self) -> str:
        """16 hexadecimal digits."""
        self._made += 1
        return f"{0x19AA_0000_0000_0000 + self._made * 0x9E37_79B1:016x}"


class _Maker:
    """The bytes of one generated message; smaller than a closure."""

    __slots__ = ("_make", "_number")

    def __init__(self, make: Callable[[int], bytes], number: int) -> None:
        self._make = make
        self._number = number

    def __call__(self) -> bytes:
        return self._make(self._number)


def references(fields: content.Headers) -> list[str]:
    """The messages that a message refers to, the nearest last."""
    return content.ids_in(content.header(fields, "References") + content.header(fields, "In-Reply-To"))


def same_subject(one: content.Headers, other: content.Headers) -> bool:
    """Whether two messages have the same subject, "Re:" and "Fwd:" aside."""
    return content.subject_key(content.header(one, "Subject")) == content.subject_key(content.header(other, "Subject"))
