"""Outlook as a mail role: reading by the changes of its folders; letters are the business of `connectors.outlook.drafts`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from connectors.base import (
    Cursor,
    CursorExpired,
    Known,
    MailPage,
    Message,
    Refused,
    Unreadable,
)
from connectors.drafting import DraftingMail
from connectors.faults import understood
from connectors.outlook.api import Graph
from connectors.outlook.progress import Progress
from connectors.outlook.reader import Reader
from connectors.outlook.walk import LATE, Walk

if TYPE_CHECKING:
    from connectors.outlook.drafts import Drafts


class OutlookMail(DraftingMail):
    """Mail of one Outlook account. Where it may only be read its drafts are looked at, and that is all."""

    def __init__(self, account: str, graph: Graph, drafts: Drafts) -> None:
        super().__init__(account, drafts, may_send=graph.account.may_send)
        self._reader = Reader(graph)
        self._folders: Progress | None = None
        self._shown: tuple[Cursor, frozenset[str]] | None = None
        """What the list showed at the first look with that cursor."""

    def changes(self, cursor: Cursor | None, known: Known, since: date | None) -> Iterator[MailPage]:
        progress = Progress.parse(cursor) if cursor else Progress(since=since)
        walk = Walk(self._reader, known, progress.asked(since, self._reader.now()) if cursor else progress)
        try:
            with understood("Outlook"):
                for page in walk.later() if cursor else walk.first():
                    self._folders = walk.at
                    yield page
        except Refused as refused:
            said = str(refused).splitlines()[0] if str(refused) else "Microsoft refused"
            raise Unreadable(
                f"{said}\nThe mail of {self._account} cannot be read; see that it opens in Outlook on the web."
            ) from None
        finally:
            walk.ahead.end()

    def changed(self, cursor: Cursor) -> bool:
        """Three requests: the list of the newest messages, the changes of the inbox and of the junk folder.

        What only goes, or moves, in other folders is found when `changes` is called for another reason: it asks them in turn.
        """
        try:
            at = Progress.parse(cursor)
            with understood("Outlook"):
                return at.unfinished or self._listed_anew(cursor, at) or any(map(self._reader.differs, at.watched))
        except (CursorExpired, Refused):
            return True  # reading will tell why

    def _listed_anew(self, cursor: Cursor, at: Progress) -> bool:
        """A folder that is not asked by itself shows a message which `changes` has not seen."""
        listed = [each for each in self._reader.listed(max(0, at.seen - LATE)) if not at.passes_over(each.folder_id)]
        if any(at.place(each.folder_id) is None for each in listed):
            return True
        shown = {each.id for each in listed if not at.is_watched(each.folder_id)}
        if any(each.received > at.seen for each in listed if each.id in shown):
            return True
        # Some appear late, behind others that came after them. Those of the first look had been there when `changes` looked.
        if self._shown is None or self._shown[0] != cursor:
            self._shown = cursor, frozenset(shown)
        return not shown <= self._shown[1]

    def fetch(self, provider_id: str) -> Message | None:
        try:
            with understood("Outlook"):
                return self._fetched(provider_id)
        except Refused as refused:
            raise Unreadable(f"A message of {self._account} cannot be read: {refused}") from None

    def _fetched(self, provider_id: str) -> Message | None:
        entry = self._reader.get(provider_id)
        if entry is None or entry.get("isDraft") is True:
            return None
        id_ = str(entry.get("parentFolderId"))
        if self._folders is None or (self._folders.place(id_) is None and not self._folders.passes_over(id_)):
            self._folders = Progress().grown(self._reader.tree())
        place = self._folders.place(id_)
        return self._reader.message(entry, place.folder) if place else None
