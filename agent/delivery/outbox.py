"""The outbox: the only place that hands anything over. At most once, and never silently.

Each approved letter is one row: held → sending → sent | failed | unsure (or undone). `sending` is on the disk before the
call is made and the receipt is on the disk after it, so whatever kills us in between leaves a row that says "we do not
know", and not knowing is looked into without sending, then asked about, never repeated. Calendar answers follow only a
letter that is `sent`; they are idempotent, read back, and each is on record before and after.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from agent.delivery.approval import digest, lapsed, unapprove
from agent.errors import UserError
from agent.model import CalendarStep, Draft
from agent.store.drafts import Outgoing
from agent.store.store import Store
from connectors.base import (
    Connector,
    ConnectorError,
    EventAnswer,
    NeedsLogin,
    OutcomeUnknown,
    Receipt,
    Refused,
    Submission,
    Temporary,
)

PENDING = "pending"
"""A calendar answer that was begun; after a kill it is given again, which is harmless."""
PAUSE = timedelta(minutes=5)
"""After a temporary fault the next attempt waits at least this long."""

Connect = Callable[[str], Connector]
"""Gives the connector of an account by name. Raises ConnectorError."""


class Outbox:
    """Delivers what is approved and due, over the accounts' connectors."""

    def __init__(self, store: Store, connect: Connect, user: tuple[str, ...]) -> None:
        self._store = store
        self._connect = connect
        self._user = user

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
        opaque = hashlib.sha256(case.encode()).hexdigest()[:32]
        submission = Submission(
            id=opaque,
            raw=raw,
            message_id=message_id,
            mail_from=draft.letter.from_.address,
            rcpt_to=tuple(r.address for r in (*draft.letter.to, *draft.letter.cc)),
            thread_id=draft.letter.thread_id,
            in_reply_to=draft.letter.in_reply_to,
        )
        draft = replace(draft, message_id=message_id)
        with self._store.db.transaction():
            self._store.outbox.add(
                Outgoing(submission, draft.id, draft.letter.account, draft.digest, "held", approved_at, due)
            )
            self._store.drafts.save(draft)
            self._store.journal.note(approved_at, "draft.approved", draft.id, _to(draft))
        return draft

    def withdraw(self, draft: Draft, now: datetime) -> bool:
        """Take the held submission of a draft back. False if there is none that is still held."""
        outgoing = self._store.outbox.open(draft.id)
        if outgoing is None or outgoing.state != "held":
            return outgoing is None
        self._store.outbox.finish(outgoing.submission.id, "undone", now)
        return True

    # ------------------------------------------------------------ delivering

    def recover(self, now: datetime) -> None:
        """What a killed process left in `sending`: look whether it got through; in doubt it is `unsure`."""
        for outgoing in self._store.outbox.in_state("sending"):
            draft = self._store.drafts.get(outgoing.draft)
            assert draft is not None
            self._settle(draft, outgoing, now, "Bowout was stopped while it was being sent")

    def deliver(self, clock: Callable[[], datetime], drafts: tuple[str, ...]) -> None:
        """Hand over these drafts, each as it was approved and if its approval still stands."""
        for outgoing in self._store.outbox.in_state("held"):
            draft = self._store.drafts.get(outgoing.draft)
            if draft is not None and draft.id in drafts:
                self._deliver(draft, outgoing, clock)

    def finish_calendars(self, clock: Callable[[], datetime]) -> list[str]:
        """Give the calendar answers that a killed process left open; returns the ids of their drafts."""
        left = [
            draft
            for draft in self._store.drafts.all()
            if draft.status in ("sent", "answered") and any(s.result in (None, PENDING) for s in _steps(draft))
        ]
        for draft in left:
            self.answer_calendar(draft, clock())
        return [draft.id for draft in left]

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
        with self._store.db.transaction():
            if not self._store.outbox.begin(outgoing.submission.id, at):
                return
            self._store.drafts.save(replace(draft, status="sending", updated_at=at))
        try:
            receipt = connector.mail.submit(outgoing.submission)
        except (Temporary, NeedsLogin) as error:
            self._wait(draft, outgoing, clock(), str(error))
        except Refused as error:
            self._fail(draft, outgoing, clock(), str(error))
        except Exception as error:  # noqa: BLE001 - whatever it was, it may have been sent
            cause = str(error) if isinstance(error, OutcomeUnknown) else f"{type(error).__name__} while sending"
            self._settle(draft, outgoing, clock(), cause)
        else:
            self.sent(draft, outgoing, receipt, clock())

    def sent(self, draft: Draft, outgoing: Outgoing, receipt: Receipt, at: datetime) -> None:
        """The receipt is recorded, then the calendar is answered."""
        draft = replace(
            draft,
            status="sent",
            sent_at=at,
            updated_at=at,
            message_id=outgoing.submission.message_id,
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
        """Nobody knows: look without changing anything, and if that does not tell, it is unsure."""
        receipt: Receipt | None = None
        try:
            connector = self._connect(outgoing.account)
            if connector.mail is None:
                raise OutcomeUnknown("the account has no mail any more")
            receipt = connector.mail.reconcile(outgoing.submission)
        except ConnectorError as error:
            doubt = str(error)
        except Exception as error:  # noqa: BLE001 - every command begins with this look: none may be stopped by it
            doubt = f"Looking for it failed ({type(error).__name__})."
        else:
            if receipt is not None:
                self.sent(draft, outgoing, receipt, at)
            else:
                self._fail(draft, outgoing, at, f"{cause}; it was certainly not sent")
            return
        outcome = f"{cause}: it may or may not have been sent. {doubt}".strip()
        with self._store.db.transaction():
            self._store.outbox.finish(outgoing.submission.id, "unsure", at, error=outcome)
            self._store.drafts.save(replace(draft, status="unsure", updated_at=at, outcome=outcome))
            self._store.journal.note(at, "draft.unsure", draft.id, outcome)

    def _wait(self, draft: Draft, outgoing: Outgoing, at: datetime, reason: str) -> None:
        """Certainly not sent, and worth another try: held again under the same approval."""
        outcome = f"not sent yet: {reason}"
        with self._store.db.transaction():
            self._store.outbox.hold(outgoing.submission.id, at + PAUSE, reason)
            self._store.drafts.save(
                replace(draft, status="approved", send_at=at + PAUSE, updated_at=at, outcome=outcome)
            )
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

    # ------------------------------------------------------------ the calendar

    def answer_calendar(self, draft: Draft, at: datetime, *, again: bool = False) -> Draft:
        """Give the calendar answers of a letter that was sent (or a call that was made).

        Each is marked as begun first; one that failed is only tried `again` when the person says so.
        """
        steps = list(draft.letter.calendar)
        for index, step in enumerate(steps):
            tried = step.result not in (None, PENDING)
            if step.action == "none" or step.result == "done" or (tried and not again):
                continue
            steps[index] = replace(step, result=PENDING)
            draft = self._save_steps(draft, steps, at)
            steps[index] = replace(step, result=self._answer(step))
            draft = self._save_steps(draft, steps, at)
            what = "calendar.answered" if steps[index].result == "done" else "calendar.failed"
            self._store.journal.note(at, what, draft.id, f"{step.action}: {step.summary}: {steps[index].result}")
        return draft

    def _answer(self, step: CalendarStep) -> str:
        try:
            connector = self._connect(step.account)
            if connector.calendar is None or not connector.can_answer:
                return f"the account “{step.account}” may only read: change the event yourself"
            connector.calendar.answer(
                EventAnswer(step.provider_id, self._etag(step), step.uid, step.recurrence_id, step.action, self._user)
            )
        except ConnectorError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - one calendar must not stop the others; the reason is shown
            return f"it failed ({type(error).__name__}): look at the calendar"
        return "done"

    def _etag(self, step: CalendarStep) -> str:
        """The revision that was last read and found to be the same event, or the one at approval."""
        for event in self._store.accounts.events(step.account):
            same = (event.calendar, event.uid, event.recurrence_id) == (step.calendar, step.uid, step.recurrence_id)
            if same and event.provider_id == step.provider_id and event.start == step.start:
                return event.etag
        return step.etag

    def _save_steps(self, draft: Draft, steps: list[CalendarStep], at: datetime) -> Draft:
        failed = [s.result for s in steps if s.result not in (None, PENDING, "done")]
        outcome = draft.outcome if not failed else f"the calendar could not be answered: {failed[0]}"
        draft = replace(draft, letter=replace(draft.letter, calendar=tuple(steps)), updated_at=at, outcome=outcome)
        self._store.drafts.save(draft)
        return draft


def _steps(draft: Draft) -> list[CalendarStep]:
    return [s for s in draft.letter.calendar if s.action != "none"]


def _to(draft: Draft) -> str:
    people = ", ".join(r.address for r in draft.letter.to)
    return f"{draft.kind} for {draft.employer}" + (f" to {people}" if people else "")
