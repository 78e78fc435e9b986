"""Drafts of ours at Outlook, and sending them: at most once, because a draft is claimed before it goes and sent by one request.

Graph knows no idempotency key, and nobody has written down what a second `send` of a draft does. So a letter is made as a
draft at approval, marked by a property of its own, read back before it goes, claimed for one submission on the condition
that nobody changed it since, and sent once. The answer 202 means that it was taken in, not that it was delivered.
After a lost answer only looking tells; nothing here ever sends a second time
(https://learn.microsoft.com/graph/api/message-send, …/graph/outlook-things-to-know-about-send-mail).
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, replace

from connectors.base import (
    FIRST_LOOK,
    Changed,
    ConnectorError,
    Look,
    OutcomeUnknown,
    Receipt,
    Refused,
    Submission,
    Temporary,
)
from connectors.content import nothing_added, same_letter
from connectors.drafting import FOUND, LOOK_FIRST, LOOK_LAST, WAS_SENT, check_marker, pause, prepared_late
from connectors.faults import Conflict, Gone, Missing
from connectors.outlook.api import Graph
from connectors.outlook.finder import NEW, READY, Entry, Finder, mark_of
from connectors.outlook.letters import faithful, other_sender
from connectors.outlook.shelf import Held, Known, Seen, Shelf
from connectors.outlook.traces import Scope, Traces
from connectors.timer import Timer

STUCK_AFTER = 1800.0
"""Seconds after an attempt from which a draft that is still there will not go by itself."""
LOST_AFTER = 600.0
"""Seconds after an attempt from which a sent copy that is not to be seen will not appear."""
SENT_LAG = 5.0
"""Seconds that a message on its way is usually nowhere to be seen."""
COPY_WAITS = (1.0, 2.0, 4.0)
"""Seconds between looks for the sent copy, which alone has the Message-ID for certain."""
ROUNDS = 5
"""So many requests a draft is made with, at most."""
TRIES = 3
"""So often a draft is looked at anew that changes while it is looked at."""

_GONE = "The draft was deleted in Outlook, so nothing was sent."
_EDITED = "The draft in Outlook is not what you approved any more, so nothing was sent."
_ALONE = "What it answers is not in the mailbox any more, so it went as a letter of its own."
_UNSEEN = "Outlook took the draft, but it is not to be seen."
_BUSY = "The draft is being changed in Outlook just now. Nothing was sent."
_ELSEWHERE = "Another machine has begun to send it."
_SENDER = (
    "Outlook would send it under another address of the mailbox, so nothing was sent.\n"
    "Set the account's `address` to the one that Outlook sends from."
)
_MANGLED = "Outlook does not keep the letter as you approved it, so nothing was sent."


@dataclass(frozen=True, slots=True)
class Ref:
    """What is remembered of a draft."""

    draft: str
    """Its id, which stays the same on the way to Sent Items."""
    conversation: str
    message_id: str
    """As Outlook shows it, which need not be ours."""
    threaded: bool
    """It is in the conversation that it answers."""
    by: str
    """The submission that it was made for."""

    def text(self) -> str:
        """As it is stored; `parse` reads it."""
        return json.dumps(asdict(self))


def parse(text: str | None) -> Ref | None:
    """A reference that was stored; None if there is none, or none of ours."""
    try:
        found = json.loads(text or "")
        draft, conversation, message_id = (str(found[key]) for key in ("draft", "conversation", "message_id"))
        return Ref(draft, conversation, message_id, bool(found["threaded"]), str(found["by"]))
    except (ValueError, KeyError, TypeError):
        return None


class Drafts:
    """Prepares, discards, sends and looks for the drafts of one account."""

    def __init__(self, graph: Graph, timer: Timer) -> None:
        self._timer = timer
        finder = Finder(graph)
        self._shelf = Shelf(graph, finder)
        self._traces = Traces(finder)

    # -------------------------------------------------------- making and taking back

    def prepare(self, submission: Submission) -> str:
        """Make the draft, or find the one that is there, and give its reference. Raises as `MailRole.prepare`."""
        check_marker(mark_of(submission))
        answered = self._shelf.answered(submission)
        conversation = submission.thread_id or (answered.conversation if answered else "")
        held = self._made(submission, answered, Known(self._taken_over(submission), conversation=conversation))
        threads = {conversation, answered.conversation if answered else ""} - {""}
        entry = held.entry
        return Ref(entry.id, entry.conversation, entry.message_id, entry.conversation in threads, submission.id).text()

    def discard(self, submission: Submission) -> None:
        """Delete what `prepare` made, unless somebody wrote in it. Raises NeedsLogin, Temporary, OutcomeUnknown."""
        self._delete(self._unedited(submission))

    def sweep(self, submission: Submission) -> None:
        """Delete drafts of it that nobody wrote in, but none that was ever to be sent: it may be on its way for long."""
        ref = parse(submission.draft_ref)
        late = [held for held in self._unedited(submission) if held.entry.step in ("", NEW, READY)]
        self._delete([held for held in late if ref is None or held.entry.id != ref.draft])

    def _unedited(self, submission: Submission) -> list[Held]:
        seen = self._look(submission, parse(submission.draft_ref))
        return [*seen.halves, *(held for held in seen.whole if faithful(held.raw, submission.raw))]

    def _delete(self, drafts: list[Held]) -> None:
        for held in drafts:
            try:
                self._shelf.delete(held)
            except Conflict:
                raise Temporary(_BUSY) from None

    def _made(self, submission: Submission, answered: Entry | None, known: Known) -> Held:
        """The one draft of it. Each round looks first, so that nothing is made twice whatever answer was lost."""
        doubt: OutcomeUnknown | None = None
        written = ""
        for _ in range(ROUNDS):
            seen = self._shelf.look(submission, known)
            held = self._whole(submission, seen, written)
            if held is not None:
                self._clear(seen.halves)
                return held
            if doubt is not None and not seen.halves:
                raise doubt
            try:
                if seen.halves:
                    written = seen.halves[0].entry.id
                    self._shelf.write(submission, seen.halves[0].entry)
                    known = replace(known, own=known.own | {written}, begun="")
                elif answered is not None:
                    known = replace(known, others=self._shelf.drafts(answered.conversation))
                    begun = self._shelf.begin(submission, answered)
                    known, answered = replace(known, begun=begun or ""), answered if begun is not None else None
                else:
                    written = self._shelf.create(submission)
                    known = replace(known, own=known.own | {written} - {""})
            except (Missing, Conflict):
                continue
            except OutcomeUnknown as error:
                doubt = error
                self._timer.sleep(LOOK_FIRST)
        raise doubt or OutcomeUnknown(_UNSEEN, LOOK_FIRST)

    def _taken_over(self, submission: Submission) -> frozenset[str]:
        """The draft of an earlier approval, made to say what is approved now; its id, or none where there is none to take.

        The person edited it in Outlook and then approved that text: only its looks are lost. Where more was added, which
        no letter of ours carries, it stays theirs. Where it says something else by now it keeps its mark and is asked about.
        """
        ref = parse(submission.draft_ref)
        if ref is None:
            return frozenset()
        try:
            held = self._shelf.read(ref.draft)
            free = held.entry.step in ("", NEW, READY, ref.by, submission.id)
            whole = faithful(held.raw, submission.raw)
            if not held.entry.draft or not free or (whole and held.entry.step in (READY, submission.id)):
                return frozenset({ref.draft}) if held.entry.draft else frozenset()
            if not whole and not same_letter(self._shelf.shown(held), submission.raw):
                return frozenset()
            if not whole and not nothing_added(held.raw):
                self._shelf.release(held.entry)
                return frozenset()
            self._shelf.write(submission, held.entry)
            return frozenset({ref.draft})
        except Missing:
            return frozenset()
        except Conflict:
            raise Temporary(_BUSY) from None

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
        held = self._whole(submission, self._look(submission, ref))
        receipt = self._traces.find(submission, _scope(submission, ref), WAS_SENT)
        if receipt is not None:
            self._tidy(submission, ref)
            return receipt
        if held is None:
            return self._vanished(submission, ref)
        try:
            held = self._claimed(submission, held.entry.id)
        except Missing:
            return self._vanished(submission, ref)
        return self._send(submission, ref, held)

    def _claimed(self, submission: Submission, id: str) -> Held:
        """The last look before it goes: what is sent is what the draft says by then. Raises Missing if it is none any more.

        The claim is refused if anybody changed the draft since, another machine's claim included, or is sending it.
        """
        for _ in range(TRIES):
            held = self._shelf.read(id)
            if not held.entry.draft:
                raise Missing(WAS_SENT)
            if not faithful(held.raw, submission.raw):
                raise Changed(_EDITED, self._shelf.shown(held))
            if held.entry.step not in ("", NEW, READY, submission.id):
                raise OutcomeUnknown(_ELSEWHERE, LOOK_FIRST)
            try:
                self._shelf.claim(submission, held.entry)
            except Conflict:
                self._timer.sleep(LOOK_FIRST)
            except OutcomeUnknown as error:
                raise Temporary(f"{error} Nothing was sent.") from None
            else:
                return held
        raise Temporary(_BUSY)

    def _vanished(self, submission: Submission, ref: Ref) -> Receipt:
        """There is no draft to be seen: it was deleted, or is on its way by other hands."""
        self._timer.sleep(SENT_LAG)
        receipt = self._traces.find(submission, _scope(submission, ref), WAS_SENT)
        if receipt is None:
            raise Changed(_GONE)
        return receipt

    def _send(self, submission: Submission, ref: Ref, held: Held) -> Receipt:
        """The one POST, and what its answer means."""
        try:
            self._shelf.send(held.entry.id)
        except Refused as refused:
            return self._after_no(submission, ref, held, refused)
        except OutcomeUnknown as error:
            raise OutcomeUnknown(str(error), LOOK_FIRST) from None
        detail = _ALONE if submission.in_reply_to and not ref.threaded else ""
        receipt = Receipt(held.entry.id, detail, held.entry.message_id)
        # It is sent: nothing that happens from here on may say anything else.
        with contextlib.suppress(Exception):
            receipt = self._copy(submission, replace(ref, draft=held.entry.id), receipt)
        return receipt

    def _copy(self, submission: Submission, ref: Ref, receipt: Receipt) -> Receipt:
        """The receipt as the sent copy tells it, if that comes soon."""
        for wait in COPY_WAITS:
            self._timer.sleep(wait)
            found = self._traces.find(submission, _scope(submission, ref), receipt.detail)
            if found is not None:
                return replace(found, message_id=found.message_id or receipt.message_id)
        return receipt

    def _after_no(self, submission: Submission, ref: Ref, held: Held, refused: Refused) -> Receipt:
        """A no is one only while the draft is there: if it is not, another machine or the user may just have sent it."""
        gone = isinstance(refused, (Missing, Gone))
        try:
            self._timer.sleep(SENT_LAG)
            receipt = self._traces.find(submission, _scope(submission, ref), WAS_SENT)
            if receipt is not None:
                return receipt
            gone = gone or not self._shelf.read(held.entry.id).entry.draft
        except ConnectorError:
            gone = True
        if gone:
            raise OutcomeUnknown("The draft was gone when it was to be sent.", LOOK_FIRST) from None
        if isinstance(refused, Conflict):
            raise Temporary(_BUSY) from None
        raise refused

    # -------------------------------------------------------- looking afterwards

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:
        """Whether an attempt got through, read only. Raises OutcomeUnknown, NeedsLogin, Temporary.

        A draft that is still there may be on its way, or its second sending may be a second letter: it is never a no.
        """
        ref = parse(submission.draft_ref)
        try:
            seen = self._look(submission, ref)
            receipt = self._traces.find(submission, _scope(submission, ref), FOUND)
        except Refused as error:
            raise OutcomeUnknown(str(error), LOOK_LAST, looked=False) from None
        if receipt is not None:
            return receipt
        if any(ref is None or held.entry.id == ref.draft for held in seen.whole):
            if look.age >= STUCK_AFTER and look.before >= 1:
                raise OutcomeUnknown("It is still among the drafts in Outlook.\nLook there whether it was sent.")
            raise OutcomeUnknown("It is not among the sent mail yet.", pause(look, STUCK_AFTER))
        if look.age < LOST_AFTER or look.before < 1:
            raise OutcomeUnknown("It is neither draft nor sent mail yet.", pause(look, LOST_AFTER))
        if ref is None:
            return None  # the outbox hands nothing over before it has the reference of a draft
        raise OutcomeUnknown("The draft is gone from Outlook, and no sent copy of it is to be found.")

    # -------------------------------------------------------- the drafts that are there

    def _look(self, submission: Submission, ref: Ref | None) -> Seen:
        """All drafts of it, and what was left half made."""
        own = frozenset({ref.draft}) if ref else frozenset()
        conversation = submission.thread_id or (ref.conversation if ref else "")
        return self._shelf.look(submission, Known(own, conversation=conversation))

    def _whole(self, submission: Submission, seen: Seen, written: str = "") -> Held | None:
        """The draft that counts: of several the oldest, the others are deleted. Raises Changed if one says otherwise.

        If it is the one that was written just now it was not the person who changed it: Refused.
        """
        for held in seen.whole:
            if not faithful(held.raw, submission.raw):
                if held.entry.id == written:
                    self._shelf.drop(held.entry)
                    raise Refused(_SENDER if other_sender(held.raw, submission.raw) else _MANGLED)
                raise Changed(_EDITED, self._shelf.shown(held))
        self._clear(seen.whole[1:])
        return seen.whole[0] if seen.whole else None

    def _clear(self, drafts: tuple[Held, ...]) -> None:
        """Delete what is there once too often."""
        for held in drafts:
            with contextlib.suppress(ConnectorError):  # one that stays behind is never sent: its mark was
                self._shelf.delete(held)

    def _tidy(self, submission: Submission, ref: Ref | None) -> None:
        """After it was sent by other hands: our own draft is of no more use."""
        with contextlib.suppress(ConnectorError):
            self.discard(replace(submission, draft_ref=ref.text() if ref else None))


def _scope(submission: Submission, ref: Ref | None) -> Scope:
    """Where a sent copy of it would lie, and how it is known."""
    names = [submission.message_id, ref.message_id if ref else ""]
    threads = [submission.thread_id or "", ref.conversation if ref else ""]
    return Scope(
        draft=ref.draft if ref else "",
        message_ids=tuple(dict.fromkeys(name for name in names if name)),
        conversations=tuple(dict.fromkeys(thread for thread in threads if thread)),
    )
