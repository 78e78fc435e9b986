"""The outbox: the only place that hands anything over. At most once, and never silently.

Each approved letter is one row: held → sending → sent | failed | unsure (or undone). `sending` is on the disk before the
call is made and the receipt is on the disk after it, so whatever kills us in between leaves a row that says "we do not
know". Not knowing is looked into without sending, again after growing pauses where the provider may still tell; then it
is asked about. Only where looking found a certain no at a provider whose draft can be sent only once, that same draft is
sent once more. Calendar answers follow only a letter that is `sent`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from agent.delivery.approval import DELETED_ELSEWHERE, EDITED_ELSEWHERE, digest, lapsed, unapprove
from agent.delivery.outbox.calendar import CalendarAnswers
from agent.delivery.outbox.found import as_found
from agent.delivery.outbox.provider import ProviderDrafts
from agent.errors import UserError
from agent.model import Draft
from agent.store import asked_back
from agent.store.drafts import Outgoing
from agent.store.store import Store
from connectors.base import (
    Changed,
    Connector,
    ConnectorError,
    Look,
    MailRole,
    NeedsLogin,
    OutcomeUnknown,
    Receipt,
    Refused,
    Submission,
    Temporary,
)

PAUSE = timedelta(minutes=5)
"""After a temporary fault the next attempt waits at least this long."""
QUICK_LOOKS, QUICK = 3, 10.0
"""So many looks are made at once after an attempt of unknown outcome, if each is due within so many seconds."""
GIVE_UP = timedelta(hours=24)
"""An attempt that could not be looked into for so long is asked about."""
ATTEMPTS = 2
"""One approval is handed over at most so often, the second time only after a certain no."""

Connect = Callable[[str], Connector]
"""Gives the connector of an account by name. Raises ConnectorError."""


class Outbox:
    """Delivers what is approved and due, over the accounts' connectors."""

    def __init__(
        self,
        store: Store,
        connect: Connect,
        user: tuple[str, ...],
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """`user` are the user's addresses; `pause` waits that many seconds."""
        self._store = store
        self._connect = connect
        self._pause = pause
        self._drafts = ProviderDrafts(store, connect, pause)
        self._calendar = CalendarAnswers(store, connect, user)
        self.answer_calendar = self._calendar.give
        self.finish_calendars = self._calendar.finish
        self.tidy = self._drafts.tidy
        self.stopping: Callable[[], bool] = lambda: False
        """Whether the process was asked to end: the letter on its way is finished, no other one is begun."""

    # ------------------------------------------------------------ approving

    def accept(self, draft: Draft, raw: bytes, message_id: str) -> Draft:
        """Fix what will be sent, in every byte, for a draft just approved; in one transaction with its new status.

        Raises UserError where the account may not send.
        """
        approved_at, due = draft.approved_at, draft.send_at
        assert approved_at is not None
        assert due is not None
        connector = self._connect(draft.letter.account)
        if connector.mail is None or not connector.can_send:
            raise UserError(
                f"The account “{draft.letter.account}” may only read, so nothing can be sent from it.\n"
                'Set `send` (local accounts) or `permissions = "send"` in the configuration, or write to them yourself.'
            )
        # Counted, because the same letter may be approved again within the same second after an undo.
        case = f"{draft.key}\0{draft.digest}\0{self._store.outbox.count(draft.id)}\0{approved_at.isoformat()}"
        before = self._store.outbox.last(draft.id)
        submission = Submission(
            id=_opaque(case),
            raw=raw,
            message_id=message_id,
            mail_from=draft.letter.from_.address,
            rcpt_to=tuple(r.address for r in (*draft.letter.to, *draft.letter.cc)),
            thread_id=draft.letter.thread_id,
            in_reply_to=draft.letter.in_reply_to,
            draft_ref=before.submission.draft_ref if before else None,
            # One that came back and goes again is another message of the same case.
            marker=_opaque(f"case\0{draft.letter.account}\0{draft.key}\0{self._store.outbox.count(draft.id, 'sent')}"),
        )
        draft = replace(draft, message_id=message_id)
        # Nothing is to be taken back yet: a mark that is there is of an earlier approval, and of somebody who was killed.
        asked_back.unmark(self._store.db.directory, draft.id)
        with self._store.db.transaction():
            self._store.outbox.add(
                Outgoing(submission, draft.id, draft.letter.account, draft.digest, "held", approved_at, due)
            )
            self._store.drafts.save(draft)
            self._store.journal.note(approved_at, "draft.approved", draft.id, _to(draft))
        return draft

    def prepare(self, id_: str, clock: Callable[[], datetime]) -> None:
        """Make the provider's own draft of a letter just approved. What does not work now is made up for before sending."""
        outgoing, draft = self._store.outbox.open(id_), self._store.drafts.get(id_)
        if outgoing is None or draft is None or outgoing.state != "held":
            return
        try:
            mail = self._connect(outgoing.account).mail
            if mail is not None:
                self._drafts.prepare(outgoing, mail, clock())
        except Changed as error:
            self._changed(draft, outgoing, error, clock())
        except (Temporary, NeedsLogin) as error:
            self._store.drafts.save(replace(draft, outcome=f"not sent yet: {error}"))
        except Refused as error:
            self._fail(draft, outgoing, clock(), str(error))
        except Exception as error:  # noqa: BLE001 - nothing was sent by it, and it is tried again before sending
            self._store.drafts.save(replace(draft, outcome=f"not sent yet: {_plain(error)}"))

    def withdraw(self, draft: Draft, now: datetime) -> bool:
        """Take the held submission of a draft back. False if there is none that is still held."""
        outgoing = self._store.outbox.open(draft.id)
        if outgoing is None or outgoing.state != "held":
            return outgoing is None
        self._store.outbox.finish(outgoing.submission.id, "undone", now)
        return True

    # ------------------------------------------------------------ delivering

    def recover(self, now: datetime) -> None:
        """What was left in `sending`: look whether it got through, if the next look is due."""
        for outgoing in self._store.outbox.in_state("sending"):
            draft = self._store.drafts.get(outgoing.draft)
            assert draft is not None
            if outgoing.look_after is None or not now < outgoing.look_after <= now + GIVE_UP:
                self._settle(draft, outgoing, now, outgoing.error or "Bowout was stopped while it was being sent")

    def notice(self, account: str, clock: Callable[[], datetime]) -> None:
        """Mail was read: a held letter may be among it, sent by the person from the provider's own drafts."""
        self._found(lambda row: row.account == account, clock)

    def sent_by_hand(self, drafts: Collection[str], clock: Callable[[], datetime]) -> tuple[bool, set[str]]:
        """Approvals that would end now: whether any of these letters turned out to be sent by the person, and those that
        could not be looked for. What becomes of them is not to be decided before the next look."""
        return self._found(lambda row: row.draft in drafts, clock)

    def _found(self, of: Callable[[Outgoing], bool], clock: Callable[[], datetime]) -> tuple[bool, set[str]]:
        found, unseen = False, set()
        # Killed while it was made or deleted, a draft may be there of which this approval knows nothing yet.
        littered = {old.draft for old in self._store.outbox.litter()}
        for outgoing in filter(of, self._store.outbox.in_state("held")):
            draft = self._store.drafts.get(outgoing.draft)
            if draft is None or not (outgoing.drafted or draft.id in littered):
                continue
            try:
                mail = self._connect(outgoing.account).mail
                receipt = mail.reconcile(outgoing.submission) if mail else None
            except OutcomeUnknown as error:
                if not error.looked:
                    unseen.add(draft.id)
            except Exception:  # noqa: BLE001 - it is looked into again before anything is sent
                unseen.add(draft.id)
            else:
                if receipt is not None:
                    self.sent(draft, outgoing, replace(receipt, detail="you sent it yourself"), clock())
                    found = True
        return found, unseen

    def deliver(self, clock: Callable[[], datetime], drafts: tuple[str, ...]) -> None:
        """Hand over these drafts, each as it was approved and if its approval still stands."""
        for listed in [row for row in self._store.outbox.in_state("held") if row.draft in drafts]:
            if self.stopping():
                return
            with self._store.db.others_first():
                pass  # one letter takes its time: another one may be taken back meanwhile
            if (found := self._still(listed)) is not None:
                self._deliver(*found, clock)

    def _still(self, outgoing: Outgoing) -> tuple[Draft, Outgoing] | None:
        """This very approval as it is now; None if it was taken back while others were let in, or is just about to be."""
        row, draft = self._store.outbox.open(outgoing.draft), self._store.drafts.get(outgoing.draft)
        if draft is None or row is None or row.state != "held" or row.submission.id != outgoing.submission.id:
            return None
        return None if asked_back.is_marked(self._store.db.directory, draft.id) else (draft, row)

    def _deliver(self, draft: Draft, outgoing: Outgoing, clock: Callable[[], datetime]) -> None:
        at = clock()
        if draft.status != "approved" or digest(draft.letter, draft.kind) != outgoing.digest:
            # Cannot happen by way of the commands; a changed row must still never leave under an old yes.
            self._void(draft, outgoing, at, "the letter is not the one that was approved: approve it again")
            return
        if lapsed(draft, at):
            self._void(
                draft, outgoing, at, "the approval is more than 24 hours old and nothing was sent: approve it again"
            )
            return
        try:
            connector = self._connect(outgoing.account)
        except ConnectorError as error:
            self._wait(draft, outgoing, at, str(error))
            return
        if connector.mail is None or not connector.can_send:
            self._void(draft, outgoing, at, f"the account “{outgoing.account}” may no longer send")
            return
        prepared = self._prepared(draft, outgoing, connector.mail, clock)
        if prepared is not None and (found := self._still(prepared)) is not None:
            self._submit(*found, connector.mail, clock)

    def _prepared(
        self, draft: Draft, outgoing: Outgoing, mail: MailRole, clock: Callable[[], datetime]
    ) -> Outgoing | None:
        """The row with the provider's draft of it, old enough to go; None where it waits or ended instead."""
        try:
            outgoing = self._drafts.prepare(outgoing, mail, clock())
        except Changed as error:
            self._changed(draft, outgoing, error, clock())
        except Refused as error:
            self._fail(draft, outgoing, clock(), str(error))
        except Exception as error:  # noqa: BLE001 - nothing is sent by making a draft
            self._wait(draft, outgoing, clock(), _plain(error))
        else:
            with self._store.db.others_first():
                self._drafts.settle(outgoing, clock())
            return outgoing
        return None

    def _submit(self, draft: Draft, outgoing: Outgoing, mail: MailRole, clock: Callable[[], datetime]) -> None:
        at = clock()
        with self._store.db.transaction():
            if not self._store.outbox.begin(outgoing.submission.id, at):
                return
            self._store.drafts.save(replace(draft, status="sending", updated_at=at))
        try:
            receipt = mail.submit(outgoing.submission)
        except Changed as error:
            self._changed(draft, outgoing, error, clock())
        except (Temporary, NeedsLogin) as error:
            self._wait(draft, outgoing, clock(), str(error))
        except Refused as error:
            self._fail(draft, outgoing, clock(), str(error))
        except Exception as error:  # noqa: BLE001 - whatever it was, it may have been sent
            self._look(draft, _plain(error), clock)
        else:
            self.sent(draft, outgoing, receipt, clock())

    def _look(self, draft: Draft, cause: str, clock: Callable[[], datetime]) -> None:
        """Look a few times at once; what is still open then is looked into by later commands."""
        for _ in range(QUICK_LOOKS):
            outgoing = self._store.outbox.open(draft.id)
            if outgoing is None or outgoing.state != "sending":
                return
            if outgoing.look_after is not None:
                wait = (outgoing.look_after - clock()).total_seconds()
                if wait > QUICK:
                    return
                self._pause(max(wait, 1.0))
            self._settle(draft, outgoing, clock(), cause)

    def sent(self, draft: Draft, outgoing: Outgoing, receipt: Receipt, at: datetime) -> None:
        """The receipt is recorded, then the calendar is answered."""
        draft = replace(
            draft,
            status="sent",
            sent_at=at,
            updated_at=at,
            message_id=receipt.message_id or outgoing.submission.message_id,
            outcome=receipt.detail or None,
        )
        with self._store.db.transaction():
            self._store.outbox.finish(outgoing.submission.id, "sent", at, receipt=receipt.ref)
            self._store.drafts.save(draft)
            self._store.journal.note(at, "draft.sent", draft.id, _to(draft))
        self.answer_calendar(draft, at)

    def confirmed(self, draft: Draft, outgoing: Outgoing, at: datetime) -> None:
        """The person knows that it was sent."""
        self.sent(draft, outgoing, Receipt("", "sent, as you say"), at)

    def unsent(self, draft: Draft, outgoing: Outgoing, at: datetime) -> None:
        """The person knows that it was not sent: back to waiting, a new approval is needed."""
        with self._store.db.transaction():
            self._store.outbox.finish(outgoing.submission.id, "failed", at, error="not sent, as the user says")
            self._store.drafts.save(unapprove(draft, at, None))
            self._store.journal.note(at, "draft.not_sent", draft.id, "as you said")

    def _settle(self, draft: Draft, outgoing: Outgoing, at: datetime, cause: str) -> None:
        """Nobody knows: look without changing anything. If that does not tell it is looked into again, or unsure."""
        age = at - (outgoing.attempted_at or at)
        again: float | None = None
        try:
            connector = self._connect(outgoing.account)
            if connector.mail is None:
                raise OutcomeUnknown("the account has no mail any more")
            look = Look(max(age.total_seconds(), 0.0), outgoing.looks)
            receipt = connector.mail.reconcile(outgoing.submission, look)
        except OutcomeUnknown as error:
            doubt, again = str(error), error.look_again
        except (Temporary, NeedsLogin) as error:
            doubt, again = str(error), PAUSE.total_seconds()
        except ConnectorError as error:
            doubt = str(error)
        except Exception as error:  # noqa: BLE001 - every command begins with this look: none may be stopped by it
            doubt = f"Looking for it failed ({type(error).__name__})."
        else:
            if receipt is not None:
                self.sent(draft, outgoing, receipt, at)
            elif outgoing.submission.draft_ref is not None and self._attempts(outgoing) < ATTEMPTS:
                self._wait(draft, outgoing, at, f"{cause}; it was certainly not sent and goes once more", at)
            else:
                self._fail(draft, outgoing, at, f"{cause}; it was certainly not sent")
            return
        if again is not None and age < GIVE_UP:
            self._look_later(draft, outgoing, at, again, cause)
            return
        outcome = f"{cause}: it may or may not have been sent. {doubt}".strip()
        with self._store.db.transaction():
            self._store.outbox.finish(outgoing.submission.id, "unsure", at, error=outcome)
            self._store.drafts.save(replace(draft, status="unsure", updated_at=at, outcome=outcome))
            self._store.journal.note(at, "draft.unsure", draft.id, outcome)

    def _attempts(self, outgoing: Outgoing) -> int:
        row = self._store.outbox.open(outgoing.draft)
        return row.attempts if row else ATTEMPTS

    def _look_later(self, draft: Draft, outgoing: Outgoing, at: datetime, again: float, cause: str) -> None:
        outcome = "it is not known yet whether it was sent: Bowout looks again by itself"
        with self._store.db.transaction():
            self._store.outbox.looked(outgoing.submission.id, at + timedelta(seconds=again), cause)
            self._store.drafts.save(replace(draft, status="sending", updated_at=at, outcome=outcome))
            if outgoing.looks == 0:
                self._store.journal.note(at, "draft.sending", draft.id, outcome)

    def _wait(self, draft: Draft, outgoing: Outgoing, at: datetime, reason: str, due: datetime | None = None) -> None:
        """Certainly not sent, and worth another try: held again under the same approval."""
        outcome = f"not sent yet: {reason}"
        due = due or at + PAUSE
        with self._store.db.transaction():
            self._store.outbox.hold(outgoing.submission.id, due, reason)
            self._store.drafts.save(replace(draft, status="approved", send_at=due, updated_at=at, outcome=outcome))
            self._store.journal.note(at, "draft.waits", draft.id, outcome)

    def postpone(self, draft: Draft, at: datetime, reason: str) -> None:
        """Hold a delivery that is due: what it rests on could not be read again."""
        outgoing = self._store.outbox.open(draft.id)
        if outgoing is not None and outgoing.state == "held":
            self._wait(draft, outgoing, at, reason)

    def _fail(self, draft: Draft, outgoing: Outgoing, at: datetime, reason: str) -> None:
        with self._store.db.transaction():
            self._store.outbox.finish(outgoing.submission.id, "failed", at, error=reason)
            self._store.drafts.save(replace(draft, status="failed", send_at=None, updated_at=at, outcome=reason))
            self._store.journal.note(at, "draft.failed", draft.id, reason)

    def _void(self, draft: Draft, outgoing: Outgoing, at: datetime, reason: str) -> None:
        with self._store.db.transaction():
            self._store.outbox.finish(outgoing.submission.id, "undone", at, error=reason)
            self._store.drafts.save(unapprove(draft, at, reason) if draft.status == "approved" else draft)
            self._store.journal.note(at, "draft.approval_void", draft.id, reason)

    def _changed(self, draft: Draft, outgoing: Outgoing, error: Changed, at: datetime) -> None:
        """The person changed or deleted the draft at the provider: the approval is void, and what is there is asked about."""
        if error.found is None:
            draft, about = unapprove(draft, at, DELETED_ELSEWHERE), DELETED_ELSEWHERE
        else:
            letter, left_out = as_found(error.found, draft.letter)
            draft = unapprove(draft, at, EDITED_ELSEWHERE)
            draft = replace(draft, letter=letter, digest=digest(letter, draft.kind), edited=True, outcome=None)
            draft = replace(draft, reasons=(*draft.reasons, *left_out))
            about = EDITED_ELSEWHERE
        with self._store.db.transaction():
            self._store.outbox.finish(outgoing.submission.id, "undone", at, error=str(error))
            self._store.outbox.clean(outgoing.submission.id)  # what is there now is the person's own
            self._store.drafts.save(draft)
            self._store.journal.note(at, "draft.approval_void", draft.id, about)


def _opaque(case: str) -> str:
    return hashlib.sha256(case.encode()).hexdigest()[:32]


def _plain(error: Exception) -> str:
    return str(error) if isinstance(error, ConnectorError) else f"{type(error).__name__} while sending"


def _to(draft: Draft) -> str:
    people = ", ".join(r.address for r in draft.letter.to)
    return f"{draft.kind} for {draft.employer}" + (f" to {people}" if people else "")
