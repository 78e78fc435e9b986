"""The Gmail cursor: up to which point of the mailbox's history it was read, and how far the first reading has come."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Literal

from connectors.base import Cursor, CursorExpired
from connectors.lookback import oldest

VERSION = 1
_HISTORY = re.compile(r"[0-9]{1,20}")

Phase = Literal["jobs", "rest", "done"]
"""jobs: recent and job-like mail first · rest: everything else, newest first · done: only the history is followed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the mail of an account was read."""

    history: str
    """The mailbox's history was followed up to here (an unsigned 64-bit number, kept as text)."""
    phase: Phase = "jobs"
    since: date | None = None
    """Messages received before this day are left out."""
    until: int = 0
    """Everything received after this was read (seconds since 1970), while the first reading is under way."""
    left: int = 0
    """How many messages were still to be read."""
    check: bool = False
    """Once everything was listed, what the store has and the mailbox has not is gone."""
    top: int = 0
    """Where there was too much news to be read at once: what changed last between `low` and `top` (positions of the
    history, `top` included) was read, and what changed between `history` and `low` is still to be read. 0: nothing is."""
    low: int = 0
    met: int = 0
    """When that was found (seconds since 1970)."""
    mailbox: str = ""
    """Which mailbox it was; empty: nobody knows."""

    @property
    def open(self) -> bool:
        """The first reading is not done."""
        return self.phase != "done"

    @property
    def coverage(self) -> datetime | None:
        """Everything received since then was read; None: everything there is."""
        if self.open or self.top:
            return datetime.fromtimestamp(max(self.until, self.met), UTC)
        return datetime.combine(self.since, time(), UTC) if self.since else None

    def asked(self, since: date | None) -> Progress:
        """With `since` as asked for now: an earlier day makes the older mail be read too, a later one changes nothing.

        None on a later call means "as before": the first read has settled it.
        """
        if since is None or self.since is None or since >= self.since:
            return self
        if self.open:
            return replace(self, since=since)
        return replace(self, since=since, phase="rest", until=int(oldest(self.since) or 0))

    def text(self) -> Cursor:
        """As the store keeps it; `parse` reads it."""
        value = {"v": VERSION, "h": self.history, "p": self.phase, "s": self.since.isoformat() if self.since else None}
        if self.open:
            value |= {"u": self.until, "n": self.left, "c": int(self.check)}
        if self.top:
            value["b"] = [self.low, self.top, self.met]
        if self.mailbox:
            value["m"] = self.mailbox
        return json.dumps(value, separators=(",", ":"))

    @staticmethod
    def parse(cursor: Cursor, mailbox: str | None = None) -> Progress:
        """Raises CursorExpired for a text that is none of ours, and for one of another mailbox than `mailbox`."""
        try:
            value = json.loads(cursor)
            history, phase = value["h"], value["p"]
            if value["v"] != VERSION or phase not in ("jobs", "rest", "done") or not _HISTORY.fullmatch(history):
                raise CursorExpired("The mail cursor is of another version: everything is read once again.")
            box = str(value.get("m") or mailbox or "")
            if mailbox not in (None, box):
                raise CursorExpired("The account was another mailbox before: everything is read.")
            since = date.fromisoformat(value["s"]) if value["s"] else None
            until, left, check = int(value.get("u", 0)), int(value.get("n", 0)), bool(value.get("c", 0))
            low, top, met = map(int, value.get("b", (0, 0, 0)))
            datetime.fromtimestamp(max(until, met), UTC)
            return Progress(history, phase, since, until, left, check, top, low, met, box)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError, RecursionError):
            raise CursorExpired("The mail cursor cannot be understood: everything is read once again.") from None
