"""What a person does with one letter: each step on the open state, refused where it is too late, and judged anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from agent.casebook import draft_key
from agent.delivery import approval, held
from agent.domains import is_machine
from agent.errors import UserError, WrongUsage
from agent.letters import addresses
from agent.letters.mime import build, message_id_for
from agent.model import DELIVERED, Answer, Draft, Offer, Recipient, Tone
from agent.work import View, Work


def found(work: Work, id: str) -> Draft:
    """The letter of that id. Raises UserError where there is none."""
    draft = work.store.drafts.get(id)
    if draft is None:
        raise UserError(f"There is no letter “{id}”. `agent drafts` shows them.")
    return draft


def approve(work: Work, ids: Sequence[str], digest: str | None, submissions: dict[str, str]) -> None:
    """Approve all of these, or none; `submissions` learns draft id → id of the submission that was made of it."""
    now = work.clock.now()
    drafts = [found(work, id_) for id_ in ids]
    calls = [approval.called(draft, digest, now) for draft in drafts if draft.kind == "call_sheet"]
    with work.store.db.transaction():
        for draft in drafts:
            if draft.kind != "call_sheet":
                submissions.update(_accepted(work, draft, digest))
    for draft in drafts:
        work.outbox.prepare(draft.id, work.clock.now)
    for call in calls:
        _called(work, call)


def _accepted(work: Work, draft: Draft, shown: str | None) -> dict[str, str]:
    """The letter's bytes are fixed and put into the outbox: draft id → id of its submission."""
    hold = timedelta(seconds=work.config.approval.hold_seconds)
    approved = approval.approve(draft, shown, work.clock.now(), hold)
    assert approved.approved_at is not None
    domain = approved.letter.from_.address.rpartition("@")[2]
    case = f"{approved.key}:{work.store.outbox.count(approved.id)}"
    message_id = message_id_for(case, approved.approved_at, domain)
    raw = build(approved.letter, message_id=message_id, date=approved.approved_at)
    work.outbox.accept(approved, raw, message_id)
    outgoing = work.store.outbox.open(approved.id)
    return {} if outgoing is None else {approved.id: outgoing.submission.id}


def as_approved(work: Work, id: str, submission: str | None) -> bool:
    """Not taken back and approved anew by another process meanwhile: that approval has a hold of its own."""
    outgoing = work.store.outbox.open(id)
    return outgoing is None or submission is None or outgoing.submission.id == submission


@contextmanager
def unless_broken_off(work: Work, ids: Sequence[str]) -> Iterator[None]:
    """Ctrl-C takes back what has not left: nobody who presses it expects the next sync to send the letter after all."""
    try:
        yield
    except KeyboardInterrupt:
        for id_ in ids:
            draft = work.store.drafts.get(id_)
            if draft is not None and draft.status == "approved":
                _change(work, draft, approval.undo(draft, work.clock.now()), "draft.undone")
        raise


def undo(work: Work, id: str) -> View:
    """Taken back while it is held."""
    draft = found(work, id)
    return _change(work, draft, approval.undo(draft, work.clock.now()), "draft.undone")


def edit(
    work: Work, id: str, subject: str | None, body: str | None, to: Sequence[str] | None, cc: Sequence[str] | None
) -> View:
    """With the person's own words, or to whom they say; a slip in an address is pointed out beside it."""
    offers = work.run.judge(work.clock.now()).offers if to or cc else ()
    draft = found(work, id)
    new = approval.edit(draft, work.clock.now(), subject=subject, body=body, to=to, cc=cc)
    mine = set(work.config.user.addresses)
    if any(r.address in mine for r in (*new.letter.to, *new.letter.cc)):
        raise WrongUsage("The letter would go to yourself. Nothing was changed.")
    firm = next((offer for offer in offers if offer.id == draft.firm_offer), None)
    to_, cc_ = (tuple(_warned(r, firm) for r in people) for people in (new.letter.to, new.letter.cc))
    return _change(work, draft, replace(new, letter=replace(new.letter, to=to_, cc=cc_)), "draft.edited")


def keep(work: Work, id: str) -> View:
    """The interview is kept: named by its letter's id, or by its own, whether or not it has a letter."""
    now = work.clock.now()
    draft = work.store.drafts.get(id) or _leaving(work, id)
    if draft is not None:
        kept = approval.keep(draft, now)  # refused where it is too late, before anything is remembered
        work.store.answers.add(Answer(now, draft.id, "keep", "", draft.key))
        return _change(work, draft, kept, "draft.kept")
    key = work.store.cases.key("interview", id)
    if key is None:
        raise UserError(f"There is no letter or interview “{id}”. `agent status` shows the ids.")
    work.store.answers.add(Answer(now, id, "keep", "", key))
    work.store.journal.note(now, "interview.kept", id)
    work.run.judge(now)
    return work.view("interview", id)


def _leaving(work: Work, interview: str) -> Draft | None:
    """The letter that would give that interview up."""
    leaving = (d for d in work.store.drafts.all() if d.key.startswith("leave:") and d.status != "void")
    return next((d for d in leaving if interview in d.interviews), None)


def keep_entry(work: Work, id: str, words: str, uid: str | None) -> View:
    """One of the person's own entries stays in the calendar when the letter leaves."""
    draft, now = found(work, id), work.clock.now()
    entry = held.by_words(draft, words) if uid is None else held.by_uid(draft, uid)
    work.store.answers.add(Answer(now, draft.id, "keep_entry", entry.uid, draft.key))
    return _change(work, draft, held.spared(draft, entry, now), "entry.kept")


def snooze(work: Work, id: str, until: datetime) -> View:
    """Asked about again then."""
    draft = found(work, id)
    return _change(work, draft, approval.snooze(draft, until, work.clock.now()), "draft.snoozed")


def redraft(work: Work, id: str, kind: str | None, tone: Tone | None) -> View:
    """Written anew from its template; or, after one that was sent and left the matter open, the letter that follows it."""
    verdict = work.run.judge(work.clock.now())
    draft = found(work, id)
    if (after := approval.follows(draft)) is not None and kind == after:
        return _followed(work, draft, after)
    fitting = next((w.choices for w in verdict.wanted if draft_key(w) == draft.key), ()) or (draft.kind,)
    wished = approval.redraft(draft, fitting, kind, tone, work.clock.now())
    view = _change(work, draft, wished, "draft.redrafted")
    if kind is not None and view["kind"] != kind:
        why = next(iter(work.run.news.problems[::-1]), "no such letter can be written here.")
        raise UserError(f"The letter {id} is not written as {kind} yet.\n{why}")
    return view


def _followed(work: Work, draft: Draft, kind: str) -> View:
    """The person does not wait for an answer to the letter that was sent."""
    now = work.clock.now()
    work.store.answers.add(Answer(now, draft.id, "redraft", kind, draft.key))
    work.store.journal.note(now, "draft.followed", draft.id, f"{kind} for {draft.employer}")
    work.run.judge(now)
    mine = (d for d in work.store.drafts.all() if d.candidacy == draft.candidacy and d.kind == kind)
    new = next((d for d in mine if d.status in approval.OPEN), None)
    if new is None:
        raise UserError(f"Nothing asks for a letter to {draft.employer} now.\nagent status shows what is known.")
    return work.view("draft", new.id)


def done(work: Work, id: str) -> View:
    """The call was made."""
    draft = found(work, id)
    if draft.kind != "call_sheet":
        raise WrongUsage(f"{id} is a letter, not a call sheet.\nApprove it with: agent approve {id}")
    _called(work, approval.called(draft, None, work.clock.now()))
    return _settled(work, id)


def _called(work: Work, called: Draft) -> None:
    """There is nothing to send, and the calendar is answered."""
    now = work.clock.now()
    with work.store.db.transaction():
        work.store.drafts.save(called)
        work.store.journal.note(now, "draft.called", called.id, f"for {called.employer}")
    work.outbox.answer_calendar(called, now)


def retry(work: Work, id: str) -> View:
    """The calendar answers that failed are given again."""
    draft = found(work, id)
    if draft.status == "failed":
        raise UserError(f"The letter itself was not sent ({draft.outcome}).\nApprove it again: agent approve {id}")
    if draft.status not in DELIVERED:
        raise UserError(f"The letter {id} is {draft.status}: nothing failed that could be tried again.")
    left = [s for s in draft.letter.calendar if s.action != "none" and s.result != "done"]
    if not left:
        raise UserError(f"Everything of {id} was done: nothing to try again.")
    work.refresh({step.account for step in left})
    work.outbox.answer_calendar(replace(draft, outcome=None), work.clock.now(), again=True)
    return _settled(work, id)


def _change(work: Work, old: Draft, new: Draft, what: str) -> View:
    """Store a person's step: an approval that it ends leaves the outbox in the same transaction."""
    with work.store.db.transaction():
        if old.status == "approved" and not work.outbox.withdraw(old, work.clock.now()):
            raise UserError(f"It is too late: the letter {old.id} is being sent just now.")
        work.store.drafts.save(new)
        work.store.journal.note(work.clock.now(), what, new.id, f"{new.kind} for {new.employer}")
    return _settled(work, new.id)


def _settled(work: Work, id: str) -> View:
    work.run.judge(work.clock.now())
    return work.view("draft", id)


def _warned(recipient: Recipient, firm: Offer | None) -> Recipient:
    """What the person typed is not forbidden, but said: nobody reads it, or the new employer does."""
    if recipient.because != approval.BY_HAND:
        return recipient
    people = [c.address for c in firm.contacts if c.address] if firm else []
    theirs = {own for address in people if (own := addresses.own_domain(address))}
    if firm and (recipient.address in people or addresses.own_domain(recipient.address) in theirs):
        return replace(recipient, warning=f"it belongs to {firm.employer}, whose offer you accepted")
    if is_machine(recipient.address):
        return replace(recipient, warning="it looks like an address that nobody reads")
    return recipient
