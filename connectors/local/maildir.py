"""Mail of a local account: what is new and what is gone in a Maildir tree, found by cheap listing.

A message is named by its folder and the unique part of its file name (before `:2,`), which stays while it moves from
`new` to `cur` and while flags are set. A folder whose `cur` and `new` have not been touched since they were listed is not
listed again; the others are listed by name only and compared with what the store knows; only new files are opened.
Nothing here writes; a sent copy is filed by `connectors.local.send`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.base import (
    FIRST_LOOK,
    Cursor,
    CursorExpired,
    Known,
    Look,
    MailPage,
    MailRole,
    Message,
    Receipt,
    Submission,
    Unreadable,
)
from connectors.local.files import NotRegularError, reason, shown, text_of
from connectors.local.folders import Folder, Tree, find
from connectors.local.listing import LATEST, Names, delivered, names_of, read_message, touched
from connectors.local.progress import Progress, Seen
from connectors.lookback import oldest

if TYPE_CHECKING:
    from connectors.local.send import Sender

PAGE_MESSAGES = 200
PAGE_BYTES = 32 * 1024 * 1024
MAX_PROBLEMS = 100
SETTLED_NS = 2_000_000_000
"""A folder touched this shortly before it was listed may change again without its modification time moving: clocks of
file systems are coarse. It is listed once more next time."""


class LocalMail(MailRole):
    """Reads a Maildir tree and hands letters to what `sender` makes. `root` None: it only sends."""

    def __init__(
        self, account: str, root: Path | None, sender: Callable[[], Sender], wall: Callable[[], int] = time.time_ns
    ) -> None:
        self._account = account
        self._root = root
        self._sender = sender
        self._wall = wall
        """The file system's clock in ns, which modification times are compared with."""

    def changes(self, cursor: Cursor | None, known: Known, since: date | None) -> Iterator[MailPage]:
        before = Progress.parse(cursor).asked(since) if cursor else Progress(since)
        if self._root is None:
            yield MailPage(cursor=before.text())
            return
        walk = _Walk(before)
        walk.look(_tree(self._account, self._root), self._wall())
        walk.compare(known)
        yield from walk.pages()

    def changed(self, cursor: Cursor) -> bool:
        """By the folders' times: no folder is listed."""
        try:
            before = Progress.parse(cursor)
        except CursorExpired:
            return True
        return self._root is not None and _Walk(before).differs(_tree(self._account, self._root))

    def sight(self) -> str:
        """The times of all folders; a file that could not be read may be readable now without one of them moving."""
        return "" if self._root is None else _shown_by(_tree(self._account, self._root))

    def fetch(self, provider_id: str) -> Message | None:
        if self._root is None:
            return None
        key = provider_id.rpartition("/")[0]
        for folder in _tree(self._account, self._root).folders:
            if folder.key == key:
                return _fetch(folder, provider_id)
        return None

    def submit(self, submission: Submission) -> Receipt:
        return self._sender().submit(submission)

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:  # noqa: ARG002 - looking twice tells no more
        return self._sender().reconcile(submission)


def _fetch(folder: Folder, provider_id: str) -> Message | None:
    try:
        for _ in range(2):  # once more, should it move between listing and reading
            file = names_of(folder).get(provider_id)
            if file is None:
                return None
            try:
                return read_message(folder, provider_id, file)
            except FileNotFoundError:
                continue
            except NotRegularError:
                return None
    except OSError as error:
        raise Unreadable(f"{shown(provider_id)} cannot be read ({reason(error)}).") from None
    return None


def _tree(account: str, root: Path) -> Tree:
    mend = f"Correct `maildir` of account {account}, or make it readable."
    try:
        tree = find(root)
    except FileNotFoundError:
        raise Unreadable(f"The Maildir {shown(str(root))} is missing. {mend}") from None
    except OSError as error:
        raise Unreadable(f"The Maildir {shown(str(root))} cannot be read ({reason(error)}). {mend}") from None
    if not tree.folders and not tree.problems:
        # An empty place is more likely a disk that is not mounted than a mailbox that lost everything.
        raise Unreadable(f"{shown(str(root))} holds no Maildir (a folder with cur and new in it). {mend}")
    return tree


def _shown_by(tree: Tree) -> str:
    digest = hashlib.sha256("\0".join(sorted(map(text_of, tree.blind))).encode())
    for folder in sorted(tree.folders, key=lambda folder: folder.key):
        try:
            times = touched(folder)
        except OSError:
            times = None
        digest.update(f"{folder.key}\0{times}\0".encode())
    return digest.hexdigest()


# ---------------------------------------------------------------- one walk


@dataclass(slots=True)
class _Listed:
    folder: Folder
    names: Names
    seen: Seen
    settled: bool
    looked_again: int = -1
    """Number of the page for which the folder was listed again, to find a file that moved."""


@dataclass(slots=True)
class _Candidate:
    listed: _Listed
    provider_id: str
    file: str
    delivered: float


@dataclass(slots=True)
class _Walk:
    """One call of `changes`: what was listed, what is new, and the pages made of it."""

    before: Progress
    listed: dict[str, _Listed] = field(default_factory=dict)
    untouched: dict[str, Seen] = field(default_factory=dict)
    blind: list[str] = field(default_factory=list)
    gone_folders: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    created: list[_Candidate] = field(default_factory=list)
    destroyed: tuple[str, ...] = ()

    # -------------------------------------------------------- look

    def look(self, tree: Tree, now: int) -> None:
        """List every folder that was touched since the cursor was made."""
        self.problems += tree.problems
        self.blind += map(text_of, tree.blind)
        for folder in tree.folders:
            try:
                self._look_into(folder, now)
            except OSError as error:
                self.problems.append(f"folder {shown(folder.title)}: cannot be read ({reason(error)})")
                self.blind.append(folder.key)
        self.gone_folders = self._gone(self.listed.keys() | self.untouched.keys())

    def differs(self, tree: Tree) -> bool:
        """Whether `look` would list a folder, or miss one. What cannot be looked into is told only by reading it once."""
        self.blind += map(text_of, tree.blind)
        there = set()
        for folder in tree.folders:
            try:
                times = touched(folder)
            except OSError:
                self.blind.append(folder.key)
                continue
            old = self.before.folders.get(folder.key)
            if old is None or (old.cur, old.new) != times:
                return True
            there.add(folder.key)
        return bool(self._gone(there)) or any(map(self._is_blind, self.before.folders))

    def _gone(self, there: Collection[str]) -> set[str]:
        """Folders that were there before and are no more."""
        return {
            key for key in (*self.before.folders, *self.before.left) if key not in there and not self._is_blind(key)
        }

    def _look_into(self, folder: Folder, now: int) -> None:
        cur, new = touched(folder)
        old = self.before.folders.get(folder.key)
        if old is not None and (old.cur, old.new) == (cur, new):
            self.untouched[folder.key] = old
            return
        names = names_of(folder)
        settled = max(cur, new) < now - SETTLED_NS
        self.listed[folder.key] = _Listed(folder, names, Seen(cur, new, len(names)), settled)

    def _is_blind(self, key: str) -> bool:
        return any(not blind or key == blind or key.startswith(f"{blind}/") for blind in self.blind)

    # -------------------------------------------------------- compare

    def compare(self, known: Known) -> None:
        """Tell new messages and vanished ones by what the store knows, which is asked only if a folder was touched."""
        if not self.listed and not self.gone_folders:
            return
        have = known()
        have = have if isinstance(have, set | frozenset) else set(have)
        for listed in self.listed.values():
            self._find_created(listed, have)
        self._find_destroyed(have)
        self.created.sort(key=lambda candidate: -candidate.delivered)

    def _find_created(self, listed: _Listed, have: Collection[str]) -> None:
        since = oldest(self.before.since)
        for provider_id, file in listed.names.items():
            if provider_id in have:
                continue
            when = delivered(file)
            if when is None:
                try:
                    when = (listed.folder.path / file).stat().st_mtime
                except OSError:
                    when = float(LATEST)  # moved, vanished or unreadable: reading it will tell
            if since is None or when >= since:
                self.created.append(_Candidate(listed, provider_id, file, when))

    def _find_destroyed(self, have: Collection[str]) -> None:
        there: set[str] = set()
        for listed in self.listed.values():
            there.update(listed.names)
        missing: dict[str, list[str]] = {}
        for provider_id in set(have) - there:
            key = provider_id.rpartition("/")[0]
            if key in self.listed or self._is_gone(key):
                missing.setdefault(key, []).append(provider_id)
        gone: list[str] = []
        for key, ids in missing.items():
            again = self._second_look(key)
            if again is not None:
                gone += (provider_id for provider_id in ids if provider_id not in again)
        self.destroyed = tuple(sorted(gone))

    def _is_gone(self, key: str) -> bool:
        """The folder is not there any more, by all that could be seen."""
        return key not in self.untouched and not self._is_blind(key)

    def _second_look(self, key: str) -> Collection[str] | None:
        """A directory that changes while it is listed may hide an entry: what is missing is looked for once more.

        None: the folder could not be listed just now, so nothing in it counts as gone.
        """
        listed = self.listed.get(key)
        if listed is None:
            return ()
        try:
            return names_of(listed.folder)
        except OSError:
            listed.settled = False
            return None

    # -------------------------------------------------------- pages

    def pages(self) -> Iterator[MailPage]:
        """Read what is new, newest first, in bounded pages; only the last one's cursor says that all is done."""
        total = sum(listed.seen.count for listed in self.listed.values())
        total += sum(seen.count for seen in self.untouched.values())
        unchanged = total - len(self.created)
        batch: list[Message] = []
        looked = size = page = 0
        for candidate in self.created:
            message = self._read(candidate, page)
            looked += 1
            if message is None:
                continue
            batch.append(message)
            size += len(message.raw)
            if (len(batch) >= PAGE_MESSAGES or size >= PAGE_BYTES) and candidate is not self.created[-1]:
                until = datetime.fromtimestamp(min(candidate.delivered, LATEST), UTC)
                yield self._page(batch, looked, total, self._partial(), until)
                batch, looked, size, page = [], 0, 0, page + 1
        since = self.before.since
        coverage = datetime(since.year, since.month, since.day, tzinfo=UTC) if since else None
        yield self._page(batch, looked + unchanged, total, self._complete(), coverage)

    def _page(
        self, batch: list[Message], looked: int, total: int, progress: Progress, coverage: datetime | None
    ) -> MailPage:
        problems, self.problems = tuple(self.problems), []
        if len(problems) > MAX_PROBLEMS:
            more = len(problems) - MAX_PROBLEMS
            problems = (*problems[:MAX_PROBLEMS], f"… and {more} more messages or folders that cannot be read")
        destroyed, self.destroyed = self.destroyed, ()
        return MailPage(
            created=tuple(batch), destroyed=destroyed, cursor=progress.text(), checked=looked, total=total,
            problems=problems, coverage=coverage,
        )  # fmt: skip

    def _partial(self) -> Progress:
        """While pages are under way, no folder that was listed counts as read: a kill here makes it be listed again."""
        return Progress(self.before.since, self.untouched, self._left(self.listed.values()))

    def _complete(self) -> Progress:
        done = {key: listed.seen for key, listed in self.listed.items() if listed.settled}
        unsettled = [listed for listed in self.listed.values() if not listed.settled]
        return Progress(self.before.since, {**self.untouched, **done}, self._left(unsettled))

    def _left(self, again: Collection[_Listed]) -> tuple[str, ...]:
        blind = (key for key in (*self.before.folders, *self.before.left) if self._is_blind(key))
        return tuple({*(listed.folder.key for listed in again), *blind})

    # -------------------------------------------------------- read

    def _read(self, candidate: _Candidate, page: int) -> Message | None:
        """The message, or None if it vanished, is no message, or cannot be read (then a problem is noted)."""
        listed = candidate.listed
        for file in self._places(candidate, page):
            try:
                return read_message(listed.folder, candidate.provider_id, file)
            except FileNotFoundError:
                continue
            except NotRegularError:
                return None
            except OSError as error:
                listed.settled = False
                self.problems.append(f"{shown(candidate.provider_id)}: cannot be read ({reason(error)})")
                return None
        listed.settled = False
        return None

    def _places(self, candidate: _Candidate, page: int) -> Iterator[str]:
        """Where the message may lie: where it was listed, then where it moved. A folder is listed again once a page."""
        yield candidate.listed.names.get(candidate.provider_id, candidate.file)
        if candidate.listed.looked_again != page:
            candidate.listed.looked_again = page
            try:
                candidate.listed.names = names_of(candidate.listed.folder)
            except OSError:
                candidate.listed.names = {}
        moved = candidate.listed.names.get(candidate.provider_id)
        if moved is not None:
            yield moved
