"""The mail cursor: which folders were read to the end, and what they looked like then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.base import Cursor, CursorExpired

VERSION = 1


@dataclass(frozen=True, slots=True)
class Seen:
    """A folder that was read to the end, and had been left alone for a while by then."""

    cur: int
    """Modification time of `cur` (ns), taken before it was listed."""
    new: int
    count: int
    """How many messages lay there."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the mail of an account was read."""

    since: date | None
    """Messages delivered before this day are left out, in every later listing too."""
    folders: Mapping[str, Seen] = field(default_factory=dict)
    """By folder key. A folder that is missing here is listed again."""
    left: tuple[str, ...] = ()
    """Keys of folders that were there but have to be listed again."""

    def text(self) -> Cursor:
        folders = {key: [seen.cur, seen.new, seen.count] for key, seen in sorted(self.folders.items())}
        since = self.since.isoformat() if self.since else None
        return json.dumps({"v": VERSION, "since": since, "folders": folders, "left": sorted(self.left)})

    @staticmethod
    def parse(cursor: Cursor) -> Progress:
        """Raises CursorExpired for a text that is none of ours."""
        try:
            value = json.loads(cursor)
            if value["v"] != VERSION:
                raise CursorExpired("The mail cursor is of another version: everything is read once again.")
            since = date.fromisoformat(value["since"]) if value["since"] else None
            folders = {str(key): Seen(*map(int, numbers)) for key, numbers in value["folders"].items()}
            return Progress(since, folders, tuple(map(str, value["left"])))
        except (ValueError, TypeError, KeyError, AttributeError):
            raise CursorExpired("The mail cursor cannot be understood: everything is read once again.") from None

    def asked(self, since: date | None) -> Progress:
        """With `since` as asked for now: an earlier day makes every folder be listed again, a later one changes nothing.

        None on a later call means "as before": the first read has settled it.
        """
        if since is None or self.since is None or since >= self.since:
            return self
        return Progress(since, {}, tuple({*self.folders, *self.left}))
