"""One call of `changes`: the first reading from where it was left, and what is new in the folders.

The first reading takes each time a page of the folder of which the least was read, so that the whole mailbox is read from
the newest message backwards. Its links are those of changes, so that what happens meanwhile is told by them afterwards.

News: Microsoft tells changes folder by folder only, and a mailbox may have many. Four requests are enough: one list of the
newest messages wherever they lie, which shows the folders that have any; the changes of the inbox and of the junk folder,
which people move mail out of; and those of one more folder, in turn (or the list of folders, when it is its turn).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from connectors.base import Known, MailPage, Message, Refused, Temporary
from connectors.faults import Gone, Missing
from connectors.lookback import oldest
from connectors.outlook import messages
from connectors.outlook.ahead import Ahead
from connectors.outlook.folders import Folder, mark
from connectors.outlook.progress import ALWAYS, FIRST_TURN, UNTOUCHED, Place, Progress, started
from connectors.outlook.reader import SEVERAL, Answer, Attached, Entry, Listed, Reader

FILTERED: Final = 5_000
"""Microsoft gives no more messages than this where changes since a day are asked for."""
LATE: Final = 600
"""Seconds. Messages may appear in lists so much later than they were received."""
RESTARTS: Final = 2
"""A folder whose links end more often than this in one call is left for another time."""
MANY_REMOVED: Final = 100
"""From so many on, what is said to be gone is compared with the whole mailbox and not asked for one by one."""
NOTHING: Final = Attached({}, 0, 0)


@dataclass(slots=True)
class Batch:
    """What is to be told on one page."""

    created: list[Message] = field(default_factory=list)
    destroyed: list[str] = field(default_factory=list)
    looked: int = 0

    @property
    def empty(self) -> bool:
        return not (self.created or self.destroyed)


@dataclass(slots=True)
class Walk:
    """Pages of one call. The caller stores each of them before it asks for the next."""

    reader: Reader
    known: Known
    at: Progress
    stored: set[str] | None = None
    """What the store has, the pages of this call included."""
    problems: list[str] = field(default_factory=list)
    restarts: dict[str, int] = field(default_factory=dict)
    grown: bool = False
    """The folders were listed in this call."""
    looked: int = 0
    older: dict[str, Iterator[tuple[Entry, ...]]] = field(default_factory=dict)
    """Lists under way, by folder."""
    ahead: Ahead = field(default_factory=Ahead)
    attached: dict[str, Attached] = field(default_factory=dict)
    """What is known of attachments beyond the pages that were read, by folder."""

    def first(self) -> Iterator[MailPage]:
        """Read from nothing, or everything once again (then what the store has and the mailbox has not is gone)."""
        self.at = started(self.reader.tree(), self.at.since, self.reader.now(), check=bool(self._stored()))
        self.grown = True
        yield from self._reading()

    def later(self) -> Iterator[MailPage]:
        """The first reading from where it was left, and what happened since."""
        if self.at.open:
            yield from self._reading()
        yield from self._news()

    # ------------------------------------------------------------ the first reading

    def _reading(self) -> Iterator[MailPage]:
        told = self.at.rested
        while (place := self.at.next()) is not None:
            batch = self._older(place) if place.stage == "older" else self._first(place)
            if not self.at.open:
                break
            resting = self.at.rested
            if resting and self.at.left < 0:
                self.at = replace(self.at, left=self._left())
            elif resting:
                self.at = replace(self.at, left=max(1, self.at.left - batch.looked))
            if batch.looked or self.problems or resting > told:
                yield self._page(batch)
                told, batch = resting, Batch()
        else:
            batch = Batch()
        batch.destroyed += self._vanished()
        begun = self.at.begun
        self.at = replace(self.at, begun=0, left=-1, all=True)
        yield self._page(batch, todo=0 if begun else None)

    def _first(self, place: Place) -> Batch:
        """The next page of a folder that is read for the first time."""
        answer = self._answer(place)
        if answer is None:
            return Batch()
        reached = _reached(place, answer.entries)
        now = replace(place, link=answer.link, count=place.count + len(answer.entries), reached=reached)
        if answer.last:
            cut = self.at.since is not None and now.count >= FILTERED
            now = replace(now, stage="older" if cut else "done")
        self.at = self.at.put(now)
        following = self.at.next()
        if following is not None and following.stage == "first":
            self.ahead.ask(following.folder, following.link, self._asking(following))
        return self._take(answer.entries, place.folder)

    def _older(self, place: Place) -> Batch:
        """The next page of what the changes of a folder do not go back to."""
        folder = place.folder
        until = min(place.reached, int(self.reader.now()) + LATE)
        listed = self.older.setdefault(folder.id, self.reader.older(folder, oldest(self.at.since), until))
        try:
            entries = next(listed, None)
        except Missing:
            self._grow()
            return Batch()
        if entries is None:
            self.at = self.at.put(replace(place, stage="done"))
            return Batch()
        batch = self._take(entries, folder)
        now = self.at.place(folder.id) or place
        self.at = self.at.put(replace(now, reached=_reached(now, entries)))
        return batch

    def _left(self) -> int:
        """How many messages the first reading has still to read, at least one."""
        left = 0
        for place in self.at.places:
            if place.open and place.reached < UNTOUCHED:
                left += self.reader.count(place.folder, oldest(self.at.since), place.reached)
        return max(1, left)

    # ------------------------------------------------------------ news

    def _news(self) -> Iterator[MailPage]:
        """What is new since the last call. Always ends with a page, the last one's cursor complete."""
        listed = list(self.reader.listed(max(0, self.at.seen - LATE)))
        asked = self._whom(listed)
        batch = Batch()
        for folder_id in asked:
            while (place := self.at.place(folder_id)) is not None and not place.open:
                answer = self._answer(replace(place, stage="news"))
                if answer is None:
                    break
                found = self._take(answer.entries, place.folder)
                after = replace(place, link=answer.link, stage="done" if answer.last else "news")
                self.at = self.at.put(after)
                batch = _joined(batch, found)
                if answer.last:
                    break
                yield self._page(batch)
                batch = Batch()
        for each in listed:
            self._untold(each, batch)
        newest = max((each.received for each in listed), default=0)
        self.at = replace(self.at, seen=max(self.at.seen, min(newest, int(self.reader.now()))), all=False)
        if self.at.open:
            if not batch.empty or self.problems:
                yield self._page(batch)
            yield from self._reading()
            return
        batch.destroyed += self._vanished()
        yield self._page(batch)

    def _whom(self, listed: Sequence[Listed]) -> list[str]:
        """Folders to ask for their changes."""
        waiting = {place.folder.id for place in self.at.places if place.stage == "news"}
        always = {place.folder.id for place in self.at.places if place.folder.kind in ALWAYS}
        touched = {each.folder_id for each in listed if self._is_new(each, always)}
        if any(self.at.place(id_) is None for id_ in touched):
            self._grow()
            nowhere = {mark(id_) for id_ in touched if self.at.place(id_) is None and not self.at.passes_over(id_)}
            # What lies in none of the folders that are listed is not asked about each time.
            self.at = replace(self.at, below=(*self.at.below, *sorted(nowhere)))
        if self.at.all:
            return [place.folder.id for place in self.at.places]
        turn = self._turn([place.folder.id for place in self.at.places if place.folder.id not in always])
        wanted = waiting | always | touched | ({turn} if turn else set())
        return [place.folder.id for place in self.at.places if place.folder.id in wanted]

    def _is_new(self, listed: Listed, always: set[str]) -> bool:
        """A list shows a message that the store has not, in a folder that would not be asked."""
        there = listed.folder_id in always or self.at.passes_over(listed.folder_id)
        return not there and listed.id not in self._stored()

    def _turn(self, others: Sequence[str]) -> str | None:
        """Who is asked beside those that are asked each time: one after the other, then the list of folders."""
        turn = (self.at.turn - FIRST_TURN) % (len(others) + 1)
        self.at = replace(self.at, turn=FIRST_TURN + (turn + 1) % (len(others) + 1))
        if turn < len(others):
            return others[turn]
        self._grow()
        return None

    def _untold(self, listed: Listed, batch: Batch) -> None:
        """A list shows what the changes of its folder have not told yet, or told to be gone."""
        place = self.at.place(listed.folder_id)
        if place is None or place.open or listed.id in self._stored():
            return
        entry = self.reader.get(listed.id)
        where = self._folder(entry) if entry is not None else None
        if entry is not None and where is not None:
            batch.looked += 1
            self._read(entry, where, batch, None)

    # ------------------------------------------------------------ folders

    def _answer(self, place: Place) -> Answer | None:
        """A page of a folder's changes; None if its link has ended or the folder has gone, which is then provided for."""
        folder = place.folder
        try:
            return self.ahead.take(folder, place.link, self._asking(place))
        except Gone as gone:
            self.restarts[folder.id] = self.restarts.get(folder.id, 0) + 1
            if self.restarts[folder.id] > RESTARTS or not place.link:
                raise Temporary(
                    f"The folder {_quoted(folder)} cannot be followed at Microsoft just now ({gone})."
                ) from None
            self.at = self.at.put(place.again())
            if not place.open:
                self.at = replace(self.at, check=True)
                self.problems.append(
                    f"folder {_quoted(folder)}: Microsoft no longer knows what changed there, so it is read once again"
                )
        except Missing:
            self._grow()
            if self.at.place(folder.id) is not None:
                raise Temporary(f"The folder {_quoted(folder)} is there and cannot be read just now.") from None
        return None

    def _asking(self, place: Place) -> Callable[[], Answer]:
        return partial(self.reader.changes, place.folder, place.link, oldest(self.at.since))

    def _grow(self) -> None:
        """List the folders, once a call: new ones are read, those that are gone are not asked any more."""
        if not self.grown:
            self.grown = True
            self.at = self.at.grown(self.reader.tree(self.at.tree))

    def _vanished(self) -> list[str]:
        """What the store has and the mailbox has not, by two full lists: a message may slip from page to page.

        A list that breaks off raises, so that nothing counts as gone because of it.
        """
        if not self.at.check:
            return []
        suspects = set(self._stored())
        for _ in range(2):
            if not suspects:
                break
            there = {each.id for each in self.reader.listed() if not self.at.passes_over(each.folder_id)}
            suspects -= there
        self.at = replace(self.at, check=False)
        self._stored().difference_update(suspects)
        return sorted(suspects)

    # ------------------------------------------------------------ messages

    def _take(self, entries: Sequence[Entry], folder: Folder) -> Batch:
        """What is news in the entries of one page."""
        batch = Batch(looked=len(entries))
        self.looked += len(entries)
        removed = [str(entry["id"]) for entry in entries if "@removed" in entry]
        if len(removed) > MANY_REMOVED:
            self.at = replace(self.at, check=True)
        for id_ in removed if len(removed) <= MANY_REMOVED else ():
            if id_ in self._stored():
                self._look(id_, folder, batch)
        new = [entry for entry in entries if "@removed" not in entry and entry["id"] not in self._stored()]
        files = self._files(new, folder)
        for entry in new:
            if entry["id"] not in self._stored():
                self._read(entry, folder, batch, files.get(str(entry["id"])))
        return batch

    def _files(self, entries: Sequence[Entry], folder: Folder) -> Mapping[str, Sequence[Entry]]:
        """What is attached to the messages of a page, by message; those it lacks are to be asked for one by one.

        A first reading goes from the newest back, so that what one request gives serves several pages.
        """
        times = self.reader.with_files(entries, folder)
        known = self.attached.get(folder.id, NOTHING)
        unknown = [at for at in times if not known.covers(at)]
        if len(unknown) < SEVERAL:
            return known.files
        place = self.at.place(folder.id)
        ahead = place is not None and place.open
        found = self.reader.files(folder, oldest(self.at.since) if ahead else min(unknown), max(unknown))
        if ahead:
            self.attached[folder.id] = found
        return {**known.files, **found.files}

    def _look(self, id_: str, folder: Folder, batch: Batch) -> None:
        """Something is said to be gone: see whether it is, or only lies elsewhere now."""
        entry = self.reader.get(id_)
        where = self._folder(entry) if entry is not None else None
        if entry is None or where is None:
            batch.destroyed.append(id_)
            self._stored().discard(id_)
        elif where.spam != folder.spam:  # junk or not: that counts for how it is read
            self._add(entry, where, batch)

    def _read(self, entry: Entry, folder: Folder, batch: Batch, files: Sequence[Entry] | None) -> None:
        """A message that the store has not: the entry may tell only what changed in it."""
        if "body" not in entry or "receivedDateTime" not in entry:
            whole = self.reader.get(str(entry["id"]))
            where = self._folder(whole) if whole is not None else None
            if whole is None or where is None:
                return
            entry, folder = whole, where
        received, first = messages.moment(entry.get("receivedDateTime")), oldest(self.at.since)
        too_old = first is not None and received is not None and received.timestamp() < first
        if not too_old and entry.get("isDraft") is not True:
            self._add(entry, folder, batch, files)

    def _add(self, entry: Entry, folder: Folder, batch: Batch, files: Sequence[Entry] | None = None) -> None:
        try:
            message = self.reader.message(entry, folder, files)
        except Refused as refused:
            self.problems.append(f"message {entry['id']}: cannot be read whole ({refused})")
            message = self.reader.without_files(entry, folder)
        if message is not None:
            batch.created.append(message)
            self._stored().add(message.provider_id)

    def _folder(self, entry: Entry) -> Folder | None:
        """The folder in which a message lies, None if that is not read."""
        id_ = str(entry.get("parentFolderId"))
        if self.at.place(id_) is None and not self.at.passes_over(id_):
            self._grow()
        place = self.at.place(id_)
        return place.folder if place is not None else None

    def _stored(self) -> set[str]:
        if self.stored is None:
            self.stored = set(self.known())
        return self.stored

    def _page(self, batch: Batch, *, todo: int | None = None) -> MailPage:
        problems, self.problems = tuple(self.problems), []
        rested = self.at.rested
        if todo is None and rested:
            todo = self.at.left
        return MailPage(
            created=tuple(batch.created),
            destroyed=tuple(batch.destroyed),
            cursor=self.at.text(),
            checked=batch.looked,
            total=self.looked + todo if todo is not None else None,
            problems=problems,
            coverage=self.at.coverage,
            todo=todo,
        )


def _reached(place: Place, entries: Sequence[Entry]) -> int:
    """Everything received after this was read of the folder, once these were."""
    times = [messages.moment(entry.get("receivedDateTime")) for entry in entries if "@removed" not in entry]
    return min([place.reached, *(int(at.timestamp()) for at in times if at is not None and at.timestamp() >= 0)])


def _joined(one: Batch, other: Batch) -> Batch:
    return Batch(one.created + other.created, one.destroyed + other.destroyed, one.looked + other.looked)


def _quoted(folder: Folder) -> str:
    return f"“{''.join(c if c.isprintable() else '?' for c in folder.name)}”"
