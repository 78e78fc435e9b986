"""Drafts of ours at Gmail, and sending them: at most once, because sending consumes the draft.

The API knows no idempotency key. What makes sending safe is the draft itself: it is made at approval, marked by a neutral
header, read back before it goes, and gone once it went; a second `drafts.send` of it finds nothing. Nothing is ever sent
in any other way. After a lost answer only looking tells: is the draft still there, did a sent copy appear?
(https://developers.google.com/workspace/gmail/api/guides/drafts)
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass

from connectors.base import (
    FIRST_LOOK,
    Changed,
    ConnectorError,
    Look,
    OutcomeUnknown,
    Receipt,
    Refused,
    Submission,
)
from connectors.content import nothing_added, same, same_letter
from connectors.drafting import FOUND, LOOK_FIRST, LOOK_LAST, WAS_SENT, pause, prepared_late
from connectors.faults import Missing
from connectors.google.api import Api
from connectors.google.senders import Senders
from connectors.google.shelf import Held, Shelf
from connectors.google.traces import Scope, Traces
from connectors.timer import Timer

SURE_AFTER = 300.0
"""Seconds after an attempt from which a draft that is still there was certainly not sent."""
LOST_AFTER = 120.0
"""Seconds after an attempt from which a sent copy that is not to be seen will not appear."""

_GONE = "The draft was deleted at Gmail, so nothing was sent."
_EDITED = "The draft at Gmail is not what you approved any more, so nothing was sent."


@dataclass(frozen=True, slots=True)
class Ref:
    """What is remembered of a draft: its id, its message's and thread's, and how far the history went before it."""

    draft: str
    message: str
    thread: str
    history: str

    def text(self) -> str:
        """As it is stored; `parse` reads it."""
        return json.dumps(
            {"draft": self.draft, "message": self.message, "thread": self.thread, "history": self.history}
        )


def parse(text: str | None) -> Ref | None:
    """A reference that was stored; None if there is none, or none of ours."""
    try:
        found = json.loads(text or "")
        return Ref(str(found["draft"]), str(found["message"]), str(found["thread"]), str(found["history"]))
    except (ValueError, KeyError, TypeError):
        return None


class Drafts:
    """Prepares, discards, sends and looks for the drafts of one account."""

    def __init__(self, api: Api, timer: Timer) -> None:
        self._timer = timer
        self._shelf = Shelf(api)
        self._traces = Traces(api)
        self._senders = Senders(api)

    # -------------------------------------------------------- making and taking back

    def prepare(self, submission: Submission) -> str:
        """Make the draft, or find the one that is there, and give its reference. Raises as `MailRole.prepare`."""
        self._senders.check(submission.mail_from)
        history = self._shelf.history()
        held = self._oldest(submission, self._taken_over(submission))
        if held is None:
            held = self._oldest(submission, self._create(submission))
        if held is None:
            raise OutcomeUnknown("Gmail took the draft, but it is not to be seen.", LOOK_FIRST)
        return Ref(held.draft, held.message, held.thread, history).text()

    def discard(self, submission: Submission) -> None:
        """Delete what `prepare` made, unless somebody wrote in it. Raises NeedsLogin, Temporary, OutcomeUnknown."""
        ref = parse(submission.draft_ref)
        for held in self._shelf.find(submission, ref.draft if ref else None):
            if same(held.raw, submission.raw):
                self._shelf.delete(held)

    def sweep(self, submission: Submission) -> None:
        """The same: sending consumes a draft, so what is there is none that is on its way."""
        self.discard(submission)

    def _taken_over(self, submission: Submission) -> str | None:
        """The draft of an earlier approval, made to say what is approved now; its id, or None where there is none to take.

        The person edited it in Gmail's pages and then approved that text: only its looks are lost. Where it says something
        else by now, or more was added, which no letter of ours carries, it stays theirs.
        """
        ref = parse(submission.draft_ref)
        if ref is None:
            return None
        try:
            held = self._shelf.read(ref.draft)
            if same(held.raw, submission.raw):
                return held.draft
            if not same_letter(held.raw, submission.raw) or not nothing_added(held.raw):
                return None
            return self._shelf.put(submission, held.draft)
        except Missing:
            return None

    # -------------------------------------------------------- sending

    def submit(self, submission: Submission) -> Receipt:
        """Send the draft if it is what was approved and nobody did before us. Raises as `MailRole.submit`."""
        ref = parse(submission.draft_ref)
        if ref is None:
            receipt = self._traces.find(submission, _scope(submission, None), WAS_SENT)
            if receipt is not None:
                self._tidy(submission, None)
                return receipt
            ref = parse(prepared_late(self, submission, self._timer))
            assert ref is not None
        # The drafts first, then the sent mail: what is sent in between is seen, the other way round it would not be.
        held = self._oldest(submission, ref.draft)
        receipt = self._traces.find(submission, _scope(submission, ref), WAS_SENT)
        if receipt is not None:
            self._tidy(submission, ref)
            return receipt
        if held is None:
            raise Changed(_GONE)
        self._senders.check(submission.mail_from)
        self._read_back(submission, held.draft)
        return self._send(submission, ref, held)

    def _read_back(self, submission: Submission, draft: str) -> None:
        """The last look before it goes: what is sent is what the draft says by then. Raises Changed."""
        try:
            found = self._shelf.read(draft).raw
        except Missing:
            return  # sent or deleted a moment ago: sending it finds that out, and harms nothing
        if not same(found, submission.raw):
            raise Changed(_EDITED, found)

    def _send(self, submission: Submission, ref: Ref, held: Held) -> Receipt:
        """The one POST, and what its answer means."""
        try:
            sent_id = self._shelf.send(held.draft)
        except Refused as refused:
            return self._after_no(submission, ref, held, refused)
        except OutcomeUnknown as error:
            raise OutcomeUnknown(str(error), LOOK_FIRST) from None
        message_id = ""
        # It is sent: nothing that happens from here on may say anything else.
        with contextlib.suppress(Exception):
            message_id = self._traces.message_id(sent_id)
        return Receipt(sent_id or held.draft, message_id=message_id)

    def _after_no(self, submission: Submission, ref: Ref, held: Held, refused: Refused) -> Receipt:
        """A no is one only while the draft is there: if it is gone, another machine or the user may just have sent it."""
        gone = isinstance(refused, Missing)
        try:
            receipt = self._traces.find(submission, _scope(submission, ref), WAS_SENT)
            if receipt is not None:
                return receipt
            self._shelf.read(held.draft)
        except Missing:
            gone = True
        except ConnectorError:
            pass
        if gone:
            raise OutcomeUnknown("The draft was gone when it was to be sent.", LOOK_FIRST) from None
        raise refused

    # -------------------------------------------------------- looking afterwards

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:
        """Whether an attempt got through, read only. Raises OutcomeUnknown, NeedsLogin, Temporary."""
        ref = parse(submission.draft_ref)
        try:
            there = self._shelf.find(submission, ref.draft if ref else None)
            receipt = self._traces.find(submission, _scope(submission, ref), FOUND)
        except Refused as error:
            raise OutcomeUnknown(str(error), LOOK_LAST, looked=False) from None
        if receipt is not None:
            return receipt
        if ref is None or any(held.draft == ref.draft for held in there):
            # A draft that is there was not sent, but a request may still be on its way. Sending that same draft again is
            # safe; one that was edited is refused then. Where no draft was ever known, only the sent mail can tell.
            if look.age >= SURE_AFTER and look.before >= 1:
                return None
            raise OutcomeUnknown("It is not among the sent mail yet.", pause(look, SURE_AFTER))
        if look.age <= LOST_AFTER:
            raise OutcomeUnknown("The draft is gone, and it is not among the sent mail yet.", pause(look, LOST_AFTER))
        raise OutcomeUnknown("The draft is gone from Gmail, and no sent copy is to be seen.")

    # -------------------------------------------------------- drafts at the provider

    def _create(self, submission: Submission) -> str | None:
        """Make the draft and give its id. None: the answer was lost, but a draft of ours is there."""
        try:
            return self._shelf.put(submission) or None
        except OutcomeUnknown:
            self._timer.sleep(LOOK_FIRST)
            if self._shelf.find(submission, None):
                return None
            raise

    def _oldest(self, submission: Submission, own: str | None) -> Held | None:
        """The draft that counts: of several the oldest, the others are deleted. Raises Changed if one says otherwise."""
        found = [
            held
            for held in self._shelf.find(submission, own)
            if held.draft == own or not _with_additions(held.raw, submission.raw)
        ]
        for held in found:
            if not same(held.raw, submission.raw):
                raise Changed(_EDITED, held.raw)
        for held in found[1:]:
            with contextlib.suppress(ConnectorError):  # one that stays behind is never sent: its marker was
                self._shelf.delete(held)
        return found[0] if found else None

    def _tidy(self, submission: Submission, ref: Ref | None) -> None:
        """After it was sent by other hands: our own draft is of no more use."""
        with contextlib.suppress(ConnectorError):
            for held in self._shelf.find(submission, ref.draft if ref else None):
                if same(held.raw, submission.raw):
                    self._shelf.delete(held)


def _with_additions(found: bytes, approved: bytes) -> bool:
    """The letter with a blind copy or an attachment that somebody put in: it stays theirs, and keeps nothing back."""
    return not nothing_added(found) and same_letter(found, approved)


def _scope(submission: Submission, ref: Ref | None) -> Scope:
    """Where a sent copy of it would lie."""
    threads = [submission.thread_id, ref.thread if ref else None]
    return Scope(
        threads=tuple(dict.fromkeys(thread for thread in threads if thread)),
        history=ref.history if ref else "",
        search=submission.thread_id is None,
    )
