"""Conversations: which candidacy a message belongs to by what it answers, not by what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from agent.domains import is_machine
from agent.model import Reading, Source

T = TypeVar("T")

_MOST_ANCESTORS = 200
_ENVELOPE = re.compile(r"docusign|e-?sign|signature|completed:|signed:", re.IGNORECASE)
_SUBJECT_PREFIX = re.compile(
    r"^(?:(?:re|aw|fwd?|wg|completed|signed|complete with docusign|please docusign|reminder|signature requested)\s*:\s*)+",
    re.IGNORECASE,
)


class Threads(Generic[T]):
    """Remembers where messages were laid, and finds the place of those that belong with them."""

    def __init__(self, readings: Sequence[Reading], copies: Mapping[str, Sequence[Source]]) -> None:
        self._copies = copies
        self._parents = parents(readings)
        self._message: dict[str, T] = {}
        self._mention: dict[str, T] = {}
        self._thread: dict[tuple[str, str], T] = {}
        self._subject: dict[str, T] = {}
        self._address: dict[str, list[T]] = {}

    def remember(self, reading: Reading, place: T) -> None:
        """The reading was laid there. What was remembered first stays, but a provider's conversation goes on."""
        if reading.message_id:
            self._message.setdefault(reading.message_id, place)
        for mid in (reading.in_reply_to, *reading.references):
            if mid:
                self._mention.setdefault(mid, place)
        for source in self._copies[reading.key]:
            if source.thread_id:
                self._thread[source.account, source.thread_id] = place
        if envelope := _envelope(reading):
            self._subject.setdefault(envelope, place)
        for address in correspondents(reading):
            known = self._address.setdefault(address, [])
            if place not in known:
                known.append(place)

    def by_thread(self, reading: Reading) -> T | None:
        """The place of the nearest message that it answers, else of one that answers it, else of its conversation."""
        for mid in ancestors(reading, self._parents):
            if (place := self._message.get(mid)) is not None:
                return place
        if reading.message_id and (place := self._mention.get(reading.message_id)) is not None:
            return place
        for source in self._copies[reading.key]:
            if source.thread_id and (place := self._thread.get((source.account, source.thread_id))) is not None:
                return place
        return None

    def by_envelope(self, reading: Reading) -> T | None:
        """The place of the same e-signature envelope, known by its name."""
        return self._subject.get(_envelope(reading))

    def by_correspondent(self, reading: Reading) -> T | None:
        """The only place that knows somebody on the other side."""
        found: list[T] = []
        for address in correspondents(reading):
            found += [p for p in self._address.get(address, ()) if p not in found]
        return found[0] if len(found) == 1 else None


def parents(readings: Sequence[Reading]) -> dict[str, Reading]:
    """Trustworthy messages by their Message-ID; of two with the same one the first."""
    return {r.message_id: r for r in reversed(readings) if r.message_id and not r.suspicious}


def ancestors(reading: Reading, known: Mapping[str, Reading]) -> Iterator[str]:
    """Ids of what a message answers or returns, and of what those answer as far as they are known; the nearest first."""
    seen: set[str] = set()
    queue = _answered(reading)
    for mid in queue:
        if mid in seen or len(seen) >= _MOST_ANCESTORS:
            continue
        seen.add(mid)
        yield mid
        if parent := known.get(mid):
            queue.extend(_answered(parent))


class Tree:
    """Messages by what they answer, so that a long conversation is walked once, not once for each of its messages."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._parents = parents(readings)
        self._places: dict[str, list[int]] = {}
        for place, reading in enumerate(readings):
            for mid in set(_answered(reading)):
                self._places.setdefault(mid, []).append(place)

    def below(self, ids: Iterable[str]) -> list[Reading]:
        """What answers or returns one of these messages, or one that does so; in the order in which all were given."""
        found: set[int] = set()
        seen = set(ids)
        queue = list(seen)
        for mid in queue:
            for place in self._places.get(mid, ()):
                found.add(place)
                reading = self._readings[place]
                own = reading.message_id
                if own and own not in seen and self._parents.get(own) is reading:
                    seen.add(own)
                    queue.append(own)
        return [self._readings[place] for place in sorted(found)]


def correspondents(reading: Reading) -> tuple[str, ...]:
    """Addresses of the other side of a message: its author, or those to whom the user wrote; no machines."""
    others = [reading.from_] if reading.direction == "in" else [*reading.to, *reading.cc]
    return tuple(m.address for m in others if m.address and not is_machine(m.address))


def _answered(reading: Reading) -> list[str]:
    """Ids of the messages that it answers or returns, the nearest first."""
    ids = (reading.in_reply_to, *reversed(reading.references), reading.bounce_of)
    return [mid for mid in ids if mid]


def _envelope(reading: Reading) -> str:
    """The e-signature envelope's name; "" for other mail, whose subject binds nothing."""
    subject = " ".join(reading.subject.split())[:300]
    if not (reading.signed or (reading.label.startswith("offer_") and _ENVELOPE.search(subject))):
        return ""
    return _SUBJECT_PREFIX.sub("", subject).casefold()
