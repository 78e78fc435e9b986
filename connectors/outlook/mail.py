"""Outlook as a mail role: reading by the changes of its folders; letters are the business of `connectors.outlook.drafts`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from connectors.base import (
    FIRST_LOOK,
    Cursor,
    Known,
    Look,
    MailPage,
    MailRole,
    Message,
    Receipt,
    Refused,
    Submission,
    Unreadable,
)
from connectors.outlook.api import Graph
from connectors.outlook.progress import Progress
from connectors.outlook.reader import Reader
from connectors.outlook.walk import Walk

if TYPE_CHECKING:
    from connectors.outlook.drafts import Drafts


class OutlookMail(MailRole):
    """Mail of one Outlook account. `drafts` None: it may only be read."""

    def __init__(self, account: str, graph: Graph, drafts: Drafts | None) -> None:
        self._account = account
        self._drafts = drafts
        self._reader = Reader(graph)
        self._folders: Progress | None = None

    def changes(self, cursor: Cursor | None, known: Known, since: date | None) -> Iterator[MailPage]:
        progress = Progress.parse(cursor) if cursor else Progress(since=since)
        walk = Walk(self._reader, known, progress.asked(since, self._reader.now()) if cursor else progress)
        try:
            for page in walk.later() if cursor else walk.first():
                self._folders = walk.at
                yield page
        except Refused as refused:
            said = str(refused).splitlines()[0] if str(refused) else "Microsoft refused"
            raise Unreadable(
                f"{said}\nThe mail of {self._account} cannot be read; see that it opens in Outlook on the web."
            ) from None

    def fetch(self, provider_id: str) -> Message | None:
        try:
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

    def submit(self, submission: Submission) -> Receipt:
        return self._writing.submit(submission)

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:
        return self._writing.reconcile(submission, look)

    def prepare(self, submission: Submission) -> str:
        return self._writing.prepare(submission)

    def discard(self, submission: Submission) -> None:
        self._writing.discard(submission)

    @property
    def _writing(self) -> Drafts:
        if self._drafts is None:
            raise Refused(f"The account {self._account} is for reading only; nothing was sent.")
        return self._drafts
