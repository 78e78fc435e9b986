"""One call of `changes`: the news of the mailbox's history, then as much of the first reading as is still open."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice, zip_longest
from typing import Final

from connectors.base import Known, MailPage, Message, Refused, Unreadable
from connectors.google import search
from connectors.google.history import fates, last_changes
from connectors.google.pace import Pace
from connectors.google.prices import GET_MESSAGE
from connectors.google.progress import Progress
from connectors.google.reader import Listed, Reader, Undecodable
from connectors.http import TooLarge
from connectors.lookback import oldest

PAGE_MESSAGES: Final = 100
PAGE_BYTES: Final = 4 * 1024 * 1024
FIRST_PAGES: Final = 25
"""Messages a page while people wait for what matters."""
LEAST: Final = 5
"""A page of the rest begins once the quota has room for so many messages: with more of them more of each minute is waited away ..."""
SPARE: Final = 200
"""... and for so many units besides, so that a letter that has to go meanwhile need not wait."""

SEARCHED: Final = 500
"""At most this many messages of one search are taken."""
STRONG: Final = 150
"""At most this many that are most likely an offer or an interview come before anything else."""
RECENT: Final = 20
"""The newest messages come first whatever they say."""
ANSWERS: Final = 40
FIRST: Final = 250
"""So many messages are the first minute's: 5,000 units of the 6,000 of a minute."""
JOB_LIKE: Final = 750
"""At most this many are read before people may stop waiting. No letter is drafted before: half of a mailbox may hold the
acceptance without the condition."""

MANY: Final = 500
"""From more news on (after a holiday, say) people do not wait for all of them."""

SLACK: Final = 86_400
"""Seconds. Where the rest is taken up again, it is so much later in time than it was left: lists are in order of time, but
nobody promises it."""
MANY_REFUSED: Final = 5
"""So many refusals of single messages in a row are one refusal of them all."""


def begin(reader: Reader, pace: Pace, since: date | None, mailbox: str = "") -> Progress:
    """The start of a first reading. The history's position is asked for before anything is listed."""
    return Progress(reader.history_now(), "jobs", since, until=int(pace.now()), mailbox=mailbox)


@dataclass(slots=True)
class Batch:
    """Messages that were read for one page."""

    messages: list[Message] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    """Asked for, and not to be had: deleted, or moved to where we do not read."""
    looked: int = 0
    size: int = 0

    def room(self, at_most: int) -> bool:
        """One more message fits on the page."""
        return self.looked < at_most and self.size < PAGE_BYTES


@dataclass(slots=True)
class Walk:
    """Pages of one call. The caller stores each of them before it asks for the next."""

    reader: Reader
    pace: Pace
    known: Known
    at: Progress
    seen: set[str] = field(default_factory=set)
    """Looked at in this call; nothing is looked at twice."""
    stored: Collection[str] | None = None
    """What the store knew when it was first asked."""
    problems: list[str] = field(default_factory=list)
    refused: int = 0
    looked: int = 0

    def first(self) -> Iterator[MailPage]:
        """Read from nothing, or everything once again (then what the store has and the mailbox has not is gone)."""
        self.at = replace(self.at, check=bool(self._stored()))
        yield from self._reading()

    def later(self) -> Iterator[MailPage]:
        """What happened since, then the first reading from where it was left."""
        yield from self._news()
        if self.at.open:
            yield from self._reading()

    def _reading(self) -> Iterator[MailPage]:
        if self.at.phase == "jobs":
            yield from self._jobs()
        else:
            ahead = chain(self._unread(self.at.until + SLACK), self._unread(None))
            queue = deque() if self.at.left else deque(dict.fromkeys(ahead))
            yield from self._rest(queue, ahead)

    # ------------------------------------------------------------ the history

    def _news(self) -> Iterator[MailPage]:
        """Everything since the cursor's position. The position moves with the last page only."""
        answers = list(self.reader.history(self.at.history))
        records = list(chain.from_iterable(answer.get("history", ()) for answer in answers))
        found = fates(records)
        have = self._stored() if found else ()
        gone = [id_ for id_, fate in found.items() if fate == "gone" and id_ in have]
        todo = deque(id_ for id_, fate in found.items() if fate == "again" or (fate == "new" and id_ not in have))
        # What happened between the first and the last answer is told once more next time.
        newest = str(answers[0].get("historyId", self.at.history))
        if self.at.top or len(todo) > MANY:
            yield from self._much(list(todo), gone, last_changes(records), int(newest))
            return
        resting = self.at.phase == "rest"
        batch = self._take(todo, PAGE_MESSAGES)
        while todo:
            absent = [id_ for id_ in batch.absent if id_ in have]
            yield self._page(self._in_time(batch), absent, todo=self.at.left if resting else None)
            batch = self._take(todo, PAGE_MESSAGES)
        gone += [id_ for id_ in batch.absent if id_ in have]
        self.at = replace(self.at, history=newest)
        # Less is asked for than was announced: whoever waited as long as he was told is not sent away again.
        wait = self._wait(SPARE // 2) if resting else 0.0
        if batch.looked or gone or wait or not self.at.open:
            yield self._page(self._in_time(batch), gone, todo=self.at.left if resting else None, wait=wait)

    def _much(
        self, todo: Sequence[str], gone: Sequence[str], changed: Mapping[str, int], newest: int
    ) -> Iterator[MailPage]:
        """More news than people wait for: recent and job-like ones as in a first reading, then the rest, latest first.

        How far that has come is kept beside the history's position, which stays until all of it was read.
        """
        if self.at.phase == "jobs":
            yield from self._reading()
        if not self.at.top:
            among = set(todo)
            yield from self._much_first(deque(id_ for id_ in self._candidates() if id_ in among))
            self.at = replace(self.at, top=newest, low=newest, met=int(self.pace.now()))
        later = deque(id_ for id_ in reversed(todo) if changed[id_] > self.at.top)
        rest = deque(id_ for id_ in todo if changed[id_] <= self.at.low)
        # Less is asked for than was announced: whoever waited as long as he was told is not sent away again.
        yield self._much_page(Batch(), gone, len(later) + len(rest), self._wait(SPARE // 2))
        while later:
            batch = self._take(later, self._room())
            self.at = replace(self.at, top=changed[later[0]] - 1 if later else self.at.top)
            yield self._much_page(batch, (), len(later) + len(rest), self._wait())
        self.at, batch = replace(self.at, top=max(self.at.top, newest)), Batch()
        while rest:
            batch = self._take(rest, self._room())
            if rest:
                self.at = replace(self.at, low=changed[rest[0]])
                yield self._much_page(batch, (), len(rest), self._wait())
        self.at = replace(self.at, history=str(self.at.top), top=0, low=0, met=0)
        yield self._much_page(batch, (), 0, 0.0)

    def _much_first(self, todo: deque[str]) -> Iterator[MailPage]:
        while todo:
            batch = self._take(todo, FIRST_PAGES)
            yield self._page(self._in_time(batch), self._lost(batch))

    def _much_page(self, batch: Batch, gone: Sequence[str], todo: int, wait: float) -> MailPage:
        left = self.at.left if self.at.phase == "rest" else 0
        return self._page(self._in_time(batch), [*gone, *self._lost(batch)], todo=todo + left, wait=wait)

    def _lost(self, batch: Batch) -> list[str]:
        return [id_ for id_ in batch.absent if id_ in self._stored()]

    def _in_time(self, batch: Batch) -> Batch:
        """Without what is older than what is read at all (old mail that was brought in, say), unless it was read before."""
        since = oldest(self.at.since)
        if since is not None:
            batch.messages = [
                message
                for message in batch.messages
                if message.received_at is None
                or message.received_at.timestamp() >= since
                or message.provider_id in self._stored()
            ]
        return batch

    # ------------------------------------------------------------ the first reading

    def _jobs(self) -> Iterator[MailPage]:
        """Recent and job-like mail first. Its last page is where people may stop waiting."""
        todo = deque(id_ for id_ in self._candidates() if id_ not in self._stored())
        batch = self._take(todo, FIRST_PAGES)
        while todo:
            yield self._page(batch)
            batch = self._take(todo, FIRST_PAGES)
        queue = deque(dict.fromkeys(self._unread(None)))
        self.at = replace(self.at, phase="rest", left=len(queue))
        if batch.looked and queue:
            yield self._rest_page(batch, queue)
            batch = Batch()
        yield from self._rest(queue, iter(()), batch)

    def _candidates(self) -> list[str]:
        """Ids of what is read first, in the order in which it is read."""
        since = oldest(self.at.since)
        within = search.stretch(since)
        strong = _in_turn([self.reader.search(query, SEARCHED) for query in search.strong(within)])
        recent = self.reader.search(within, RECENT)
        weak = _in_turn([self.reader.search(query, SEARCHED) for query in search.weak(within)])
        words = self.reader.search(search.words(within), SEARCHED)
        threads = {each.thread for each in strong}
        sent = self.reader.search(search.stretch(since, where=search.SENT), SEARCHED)
        answers = [each for each in sent if each.thread in threads]
        minute = (*strong[:STRONG], *recent, *answers[:ANSWERS], *_in_turn([weak, words]))
        first = list(dict.fromkeys(each.id for each in minute))[:FIRST]
        return list(dict.fromkeys([*first, *(each.id for each in (*strong, *answers, *weak))]))[:JOB_LIKE]

    def _rest(self, queue: deque[str], ahead: Iterator[str], batch: Batch | None = None) -> Iterator[MailPage]:
        """Everything else, newest first: what is in the queue, and what lists that were not asked for yet will say."""
        batch = batch or Batch()
        queue.extend(islice(ahead, PAGE_MESSAGES))
        while queue:
            batch = self._take(queue, self._room())
            self._reached(batch)
            if len(queue) < PAGE_MESSAGES:
                queue.extend(islice(ahead, PAGE_MESSAGES))
            if queue and batch.messages:  # a page without any would leave the next call where this one was
                yield self._rest_page(batch, queue)
                batch = Batch()
        gone = self._absent() if self.at.check else []
        self.at = replace(self.at, phase="done", until=0, left=0, check=False)
        yield self._page(batch, gone, todo=0, total=self.looked)

    def _rest_page(self, batch: Batch, queue: Collection[str]) -> MailPage:
        self.at = replace(self.at, left=max(self.at.left, len(queue)))
        return self._page(batch, todo=self.at.left, wait=self._wait(), total=self.looked + self.at.left)

    def _reached(self, batch: Batch) -> None:
        times = [int(message.received_at.timestamp()) for message in batch.messages if message.received_at]
        self.at = replace(self.at, until=min([self.at.until, *times]), left=max(0, self.at.left - batch.looked))

    def _unread(self, before: float | None) -> Iterator[str]:
        """What lies in the mailbox, received before that time, and was not read yet; newest first."""
        query = search.stretch(oldest(self.at.since), before)
        have = self._stored()
        for page in self.reader.pages(query):
            yield from (each.id for each in page if each.id not in have and each.id not in self.seen)

    def _absent(self) -> list[str]:
        """What the store has and the mailbox has not, by two full lists: a message may slip from page to page.

        A list that breaks off raises, so that nothing counts as gone because of it.
        """
        suspects = set(self.known())
        for _ in range(2):
            lost = set(suspects)
            for page in chain(self.reader.pages(), self.reader.pages(labels=("SPAM",))):
                lost.difference_update(each.id for each in page)
                if not lost:
                    return []
            suspects = lost
        return sorted(suspects)

    # ------------------------------------------------------------ pages

    def _stored(self) -> Collection[str]:
        if self.stored is None:
            known = self.known()
            self.stored = known if isinstance(known, set | frozenset) else frozenset(known)
        return self.stored

    def _room(self) -> int:
        """How many messages a page may have, by what the quota has room for."""
        for count in (PAGE_MESSAGES, PAGE_MESSAGES // 2):
            if not self.pace.would_wait(count * GET_MESSAGE + SPARE):
                return count
        return LEAST

    def _wait(self, spare: int = SPARE) -> float:
        return self.pace.would_wait(min(LEAST * GET_MESSAGE + spare, self.pace.per_minute // 2))

    def _take(self, todo: deque[str], at_most: int) -> Batch:
        batch = Batch()
        while todo and batch.room(at_most):
            id_ = todo.popleft()
            if id_ in self.seen:
                continue
            self.seen.add(id_)
            batch.looked += 1
            try:
                message = self.reader.get(id_)
            except Refused as refused:
                self._refused(id_, refused)
                continue
            self.refused = 0
            if message is None:
                batch.absent.append(id_)
            else:
                batch.messages.append(message)
                batch.size += len(message.raw)
        self.looked += batch.looked
        return batch

    def _refused(self, id_: str, refused: Refused) -> None:
        self.refused += not isinstance(refused, Undecodable | TooLarge)  # those say nothing of the others
        if self.refused >= MANY_REFUSED:
            raise Unreadable(f"Gmail refuses to give any message: {refused}") from None
        self.problems.append(f"message {id_}: cannot be read ({refused})")

    def _page(
        self,
        batch: Batch,
        destroyed: Sequence[str] = (),
        *,
        todo: int | None = None,
        wait: float = 0.0,
        total: int | None = None,
    ) -> MailPage:
        problems, self.problems = tuple(self.problems), []
        return MailPage(
            created=tuple(batch.messages),
            destroyed=tuple(destroyed),
            cursor=self.at.text(),
            checked=batch.looked,
            total=total,
            problems=problems,
            coverage=self.at.coverage,
            todo=todo,
            wait=wait,
        )


def _in_turn(lists: Sequence[Sequence[Listed]]) -> list[Listed]:
    """The first of each, then the second of each, and so on; each message once."""
    ranks = chain.from_iterable(zip_longest(*lists))
    return list({each.id: each for each in reversed([each for each in ranks if each is not None])}.values())[::-1]
