"""Gmail as a mail role: reading by the mailbox's history; letters are the business of `connectors.google.drafts`.

The history's position is taken before anything is listed, so that nothing can arrive unseen between the two. The first
reading goes backwards in time behind it, job-like mail first (`connectors.google.walk`); after a kill anywhere the cursor
and what the store knows are enough to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
from connectors.google.account import mailbox_key
from connectors.google.api import Api
from connectors.google.drafts import Drafts
from connectors.google.history import fates
from connectors.google.pace import Pace
from connectors.google.prices import GET_MESSAGE
from connectors.google.progress import Progress
from connectors.google.reader import Reader
from connectors.google.walk import LEAST, SPARE, Walk, begin


class GoogleMail(DraftingMail):
    """Mail of one Google account. Where it may only be read its drafts are looked at, and that is all."""

    def __init__(self, account: str, api: Api, drafts: Drafts, pace: Pace) -> None:
        super().__init__(account, drafts, may_send=api.account.may_send)
        self._pace = pace
        self._reader = Reader(account, api)
        self._mailbox = mailbox_key(api.account.address)

    def changes(self, cursor: Cursor | None, known: Known, since: date | None) -> Iterator[MailPage]:
        with understood("Gmail"):
            if cursor:
                progress = Progress.parse(cursor, self._mailbox).asked(since)
                yield from Walk(self._reader, self._pace, known, progress).later()
            else:
                progress = begin(self._reader, self._pace, since, self._mailbox)
                yield from Walk(self._reader, self._pace, known, progress).first()

    def changed(self, cursor: Cursor) -> bool:
        """One request for the mailbox's history. Records of it that mean nothing here, such as marks of read mail, are no
        change; so are, where reading is not over, messages that the quota has no room for just now."""
        try:
            at = Progress.parse(cursor, self._mailbox)
            if (at.open or at.top) and not self._pace.would_wait(LEAST * GET_MESSAGE + SPARE):
                return True
            answer = self._reader.looked(str(at.top or at.history))
            return bool(answer.get("nextPageToken") or fates(answer.get("history", ())))
        except (CursorExpired, Refused, LookupError, TypeError, AttributeError):
            return True  # reading will tell why

    def fetch(self, provider_id: str) -> Message | None:
        try:
            return self._reader.get(provider_id)
        except Refused as refused:
            raise Unreadable(f"A message of {self._account} cannot be read: {refused}") from None
