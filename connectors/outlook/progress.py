"""The cursor of Outlook mail: how far each folder was read, and by which link its reading goes on."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Final, Literal

from connectors.base import Cursor, CursorExpired
from connectors.lookback import oldest
from connectors.outlook.folders import ORDER, Folder, Tree, mark

VERSION: Final = 1
RECENT: Final = 30 * 86_400
"""Seconds. People wait until this much of the time before now was read."""
UNTOUCHED: Final = 4_102_444_800
"""Later than any message: nothing of the folder was read yet."""

ALWAYS: Final = ("inbox", "junk")
"""Kinds of folders that people move mail out of, so that they are asked for their changes each time."""
FIRST_TURN: Final = 100
"""So that the cursor is as long at each turn."""

Stage = Literal["first", "older", "news", "done"]
"""first: read for the first time, newest first · older: what Microsoft did not give then · news: in the middle of changes ·
done: read up to its link."""
_STAGES: Final[tuple[Stage, ...]] = ("first", "older", "news", "done")
_ID: Final = "{}"
"""Stands for the folder's id in its link, which no link holds by itself (RFC 3986 section 2)."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far one folder was read."""

    folder: Folder
    stage: Stage = "first"
    link: str = ""
    """Microsoft's own, opaque, after the address that all have in common; empty: from the start."""
    reached: int = UNTOUCHED
    """Everything received after this was read (seconds since 1970), while it is open."""
    count: int = 0
    """How many messages were given, while it is read for the first time."""

    @property
    def open(self) -> bool:
        """The folder was not read to its end yet."""
        return self.stage in ("first", "older")

    def again(self) -> Place:
        """To be read from its start."""
        return Place(self.folder)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the mail of an account was read."""

    places: tuple[Place, ...] = ()
    closed: tuple[str, ...] = ()
    """Marks of well-known folders that are not read."""
    below: tuple[str, ...] = ()
    """Marks of other folders that are not read."""
    since: date | None = None
    """Messages received before this day are left out."""
    begun: int = 0
    """When the first reading began (seconds since 1970); 0: it is over."""
    left: int = -1
    """How many messages the first reading had still to read; -1: not counted yet."""
    seen: int = 0
    """News are looked for from here on (seconds since 1970)."""
    turn: int = FIRST_TURN
    """Whose turn it is among what is not asked for each time."""
    all: bool = False
    """Each folder has to be asked for news once."""
    check: bool = False
    """What the store has and the mailbox has not is gone: to be found out once all was read."""

    @property
    def open(self) -> bool:
        """A folder was not read to its end yet."""
        return any(place.open for place in self.places)

    @property
    def coverage(self) -> datetime | None:
        """Everything received since then was read; None: everything there is."""
        if self.begun and self.open:
            reached = max(place.reached for place in self.places if place.open)
            return datetime.fromtimestamp(min(self.begun, reached), UTC)
        return datetime.combine(self.since, time(), UTC) if self.since else None

    @property
    def rested(self) -> bool:
        """What people wait for was read, and the first reading goes on."""
        reached = [place.reached for place in self.places if place.open]
        return bool(self.begun) and max(reached, default=0) <= self.begun - RECENT

    def next(self) -> Place | None:
        """The folder of which the least was read: so the whole mailbox is read from the newest to the oldest message."""
        return max((place for place in self.places if place.open), key=lambda place: place.reached, default=None)

    def place(self, folder_id: str) -> Place | None:
        return next((place for place in self.places if place.folder.id == folder_id), None)

    @property
    def unfinished(self) -> bool:
        """There is more to be read, whether or not anything has changed."""
        return self.all or self.check or any(place.stage != "done" for place in self.places)

    @property
    def watched(self) -> tuple[str, ...]:
        """Links of the folders that are asked for their changes each time."""
        return tuple(place.link for place in self.places if place.folder.kind in ALWAYS)

    def is_watched(self, folder_id: str) -> bool:
        """It is a folder that is asked for its changes each time."""
        place = self.place(folder_id)
        return place is not None and place.folder.kind in ALWAYS

    def passes_over(self, folder_id: str) -> bool:
        """It is a folder that is not read."""
        return mark(folder_id) in (*self.closed, *self.below)

    @property
    def tree(self) -> Tree:
        """The folders as they were when they were last listed."""
        return Tree(tuple(place.folder for place in self.places), self.closed, self.below)

    def put(self, *changed: Place) -> Progress:
        """With these instead of what their folders had."""
        new = {place.folder.id: place for place in changed}
        return replace(self, places=tuple(new.get(place.folder.id, place) for place in self.places))

    def grown(self, tree: Tree) -> Progress:
        """With the folders as they are now. What lay in a folder that is no more read has to be looked for."""
        had = {place.folder.id: place for place in self.places}
        places = [replace(had.get(f.id, Place(f)), folder=f) for f in tree.read]
        lost = had.keys() - {folder.id for folder in tree.read}
        return replace(self, places=tuple(places), closed=tree.closed, below=tree.below, check=self.check or bool(lost))

    def asked(self, since: date | None, now: float) -> Progress:
        """With `since` as asked for now: an earlier day makes the older mail be read too, a later one changes nothing.

        None on a later call means "as before": the first read has settled it.
        """
        if since is None or self.since is None or since >= self.since:
            return self
        before = int(oldest(self.since) or 0)
        places = [
            replace(place, stage="older", reached=min(place.reached, before)) if place.stage == "done" else
            place if place.stage == "older" else place.again()
            for place in self.places
        ]  # fmt: skip
        return replace(self, since=since, places=tuple(places), begun=self.begun or int(now), left=-1, all=True)

    def text(self) -> Cursor:
        value: dict[str, Any] = {
            "v": VERSION,
            "s": self.since.isoformat() if self.since else None,
            "t": self.seen,
            "r": self.turn,
            "a": int(self.all),
            "c": int(self.check),
            "x": "".join(self.closed),
            "y": "".join(self.below),
            "f": [_packed(place) for place in self.places],
        }
        if self.begun:
            value |= {"b": self.begun, "n": self.left}
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    @staticmethod
    def parse(cursor: Cursor) -> Progress:
        """Raises CursorExpired for a text that is none of ours."""
        try:
            value = json.loads(cursor)
            if value["v"] != VERSION:
                raise CursorExpired("The mail cursor is of another version: everything is read once again.")
            since = date.fromisoformat(value["s"]) if value["s"] else None
            found = Progress(
                places=tuple(_unpacked(each) for each in value["f"]),
                closed=_marks(value["x"]),
                below=_marks(value["y"]),
                since=since,
                begun=int(value.get("b", 0)),
                left=int(value.get("n", -1)),
                seen=int(value["t"]),
                turn=int(value["r"]),
                all=bool(value["a"]),
                check=bool(value["c"]),
            )
            times = [found.begun, found.seen, *(place.reached for place in found.places)]
            if not all(0 <= at <= UNTOUCHED for at in times):
                raise ValueError
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
            raise CursorExpired("The mail cursor cannot be understood: everything is read once again.") from None
        return found


def started(tree: Tree, since: date | None, now: float, *, check: bool) -> Progress:
    """The start of a first reading."""
    seen = int(now) - 86_400  # our clock may be ahead of Microsoft's
    return Progress((), since=since, begun=int(now), seen=seen, check=check).grown(tree)


def _marks(text: str) -> tuple[str, ...]:
    return tuple(text[at : at + 8] for at in range(0, len(text), 8))


def _packed(place: Place) -> list[Any]:
    folder = place.folder
    shown = [folder.id, folder.name, ORDER.index(folder.kind), _STAGES.index(place.stage)]
    return [*shown, place.link.replace(folder.id, _ID), *([place.reached, place.count] if place.open else ())]


def _unpacked(value: Any) -> Place:
    id_, name, kind, stage, link, *more = value
    if not all(isinstance(each, str) for each in (id_, name, link)) or not id_ or kind < 0 or stage < 0:
        raise ValueError
    folder = Folder(id_, name, ORDER[kind])
    place = Place(folder, _STAGES[stage], link.replace(_ID, id_))
    return replace(place, reached=int(more[0]), count=int(more[1])) if place.open else place
