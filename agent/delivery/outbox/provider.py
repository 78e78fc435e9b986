"""The provider's own drafts of approved letters: made at approval, deleted when an approval is taken back.

A row says that there may be a draft before one is made, so that whatever kills us, it is found and used, or deleted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from agent.store.drafts import Outgoing
from agent.store.store import Store
from connectors.base import Connector, ConnectorError, MailRole, Refused

log = logging.getLogger(__name__)

SETTLES = timedelta(seconds=10)
"""A draft is at least this old when it is sent, so that another machine of the same user has seen it (or ours theirs)."""
LATE = timedelta(hours=1)
"""A request to make a draft whose connection broke may take effect for so long."""


class ProviderDrafts:
    """Makes them and clears them away."""

    def __init__(self, store: Store, connect: Callable[[str], Connector], pause: Callable[[float], None]) -> None:
        """`pause` waits that many seconds."""
        self._store = store
        self._connect = connect
        self._pause = pause

    def prepare(self, outgoing: Outgoing, mail: MailRole, at: datetime) -> Outgoing:
        """The row with the provider's draft of it, made unless it is there. Raises what `MailRole.prepare` raises."""
        if outgoing.prepared_at is not None:
            return outgoing
        for old in self._store.outbox.litter():
            if old.draft == outgoing.draft:  # what an earlier approval left must not be taken for another machine's
                mail.discard(old.submission)
                self._cleaned(old, at)
        submission = outgoing.submission
        self._store.outbox.preparing(submission.id)
        submission = replace(submission, draft_ref=mail.prepare(submission))
        self._store.outbox.prepared(submission, at)
        return replace(outgoing, submission=submission, drafted=submission.draft_ref is not None, prepared_at=at)

    def settle(self, outgoing: Outgoing, at: datetime) -> None:
        """Wait until the draft is old enough to be sent."""
        if outgoing.submission.draft_ref is not None and outgoing.prepared_at is not None:
            left = SETTLES - max(at - outgoing.prepared_at, timedelta())
            if left > timedelta():
                self._pause(left.total_seconds())

    def tidy(self, now: datetime) -> None:
        """Delete the drafts of letters that do not leave, and those that came late to letters that left. What cannot be
        deleted now is tried again another time; what may not be (the account is for reading by now, say) stays."""
        for outgoing in self._store.outbox.litter():
            newest = self._store.outbox.last(outgoing.draft)
            if self._store.outbox.open(outgoing.draft) is not None:
                continue  # approved anew meanwhile: that approval sees to it
            self._tidied(outgoing, now, left=newest is not None and newest.state == "sent")
        for outgoing in self._store.outbox.strays():
            tried = outgoing.attempts > 0
            if not tried or outgoing.finished_at is None or now - outgoing.finished_at >= LATE:
                self._tidied(outgoing, now, left=tried)

    def _tidied(self, outgoing: Outgoing, now: datetime, *, left: bool) -> None:
        """`left`: the case's letter is on its way or there, and what it was sent as must not be touched."""
        try:
            mail = self._connect(outgoing.account).mail
            if mail is not None:
                (mail.sweep if left else mail.discard)(outgoing.submission)
        except Refused as error:
            if _over(outgoing, now):
                log.warning("a draft at the provider stays there: %s", str(error).partition("\n")[0])
                self._store.outbox.clean(outgoing.submission.id)  # it would be refused at each command again
        except ConnectorError as error:
            log.info("a draft at the provider is still to be deleted: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - every command ends with this: none may be stopped by it
            log.warning("a draft at the provider could not be deleted: %s", type(error).__name__)
        else:
            self._cleaned(outgoing, now)

    def _cleaned(self, outgoing: Outgoing, now: datetime) -> None:
        """Nothing of it is there now. If something may still come, it is looked for again."""
        if _over(outgoing, now) or not outgoing.doubted:
            self._store.outbox.clean(outgoing.submission.id)


def _over(outgoing: Outgoing, now: datetime) -> bool:
    """It ended so long ago that nothing more of it comes, and no fault of that hour lasts."""
    return outgoing.finished_at is None or not timedelta() <= now - outgoing.finished_at < LATE
