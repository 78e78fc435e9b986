"""One pass: judge what was read, compare it with what exists, deliver what is due. The same for every face and the daemon."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from agent.casebook import Written, answered, doubts, draft_key, linked, renew
from agent.casework import judge
from agent.casework.people import has_phone
from agent.casework.wanted.letter import bare
from agent.delivery.outbox import Outbox
from agent.letters import Unwritable, compose, kind_for
from agent.model import Draft, DraftKind, Notice, Policy, Verdict, Wanted
from agent.store import agenda, shapes
from agent.store.drafts import Outgoing
from agent.store.store import Store

FRESH = timedelta(minutes=10)
"""An account read successfully within this time need not be read again before a delivery."""


@dataclass(slots=True)
class News:
    """What a pass changed, in lines for people."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    retry_after: dict[str, float] = field(default_factory=dict)
    """Accounts whose provider asks to be left alone, and for how many seconds."""

    def then(self, later: News) -> News:
        """Both, in order."""
        return News(
            self.lines + later.lines,
            self.problems + later.problems,
            self.notices + later.notices,
            self.retry_after | later.retry_after,
        )


class Pass:
    """Judgement and delivery over one open store."""

    def __init__(self, store: Store, outbox: Outbox, policy: Policy) -> None:
        self._store = store
        self._outbox = outbox
        self._policy = policy
        self.news = News()
        self.unseen: set[str] = set()
        """Approvals that should end, whose letters the person may have sent, and that could not be looked for: they neither
        end nor leave now."""

    def judge(self, now: datetime) -> Verdict:
        """Recompute what should exist, and make it so: drafts, questions, views, journal; one transaction."""
        sources = self._store.messages.sources()
        freshness = self._store.accounts.freshness()
        drafts = self._store.drafts.all()
        back = answered(drafts, sources, now)
        drafts = _merged(drafts, back)
        complete = bool(freshness) and all(f.complete for f in freshness.values())
        verdict = judge(
            sources,
            self._store.accounts.events(),
            self._store.answers.all(),
            drafts,
            self._policy,
            now,
            complete=complete,
            reservations=self._store.reservations.told(),
        )
        changed = renew(drafts, self._written(verdict, drafts, now), now) if complete else []
        found, self.unseen = self._outbox.sent_by_hand({d.id for d in changed if d.status != "approved"}, lambda: now)
        if found:
            return self.judge(now)
        changed = [d for d in changed if d.id not in self.unseen]
        drafts = _merged(drafts, changed)
        verdict = replace(verdict, interviews=linked(verdict.interviews, drafts))
        questions = [*doubts(drafts), *verdict.questions]
        links = self._store.messages.links()
        before = self._store.cases.standings()
        with self._store.db.transaction():
            self._store.cases.replace(verdict, questions, sources, links, self._policy.addresses)
            chains = {o.id: shapes.offer_chain(o, links) for o in verdict.offers}
            chains |= {i.id: shapes.interview_chain(i, sources, links) for i in verdict.interviews}
            for draft in _merged(back, changed):
                self._changed(draft, now)
                parts = [shapes.reply_chain(draft, sources, links)]
                parts += [chains.get(id_, []) for id_ in (*draft.interviews, draft.offer, draft.firm_offer) if id_]
                self._store.drafts.save(draft, _unique([step for part in parts for step in part]))
            self._standings(verdict, before, now)
            self.news.notices += self._store.cases.notify(verdict.notices, now)
            agenda.plan(self._store.db, verdict.wakes)
        return verdict

    def deliver(
        self, verdict: Verdict, clock: Callable[[], datetime], fresh: Callable[[set[str]], dict[str, str]],
        only: Collection[str] | None = None,
    ) -> bool:  # fmt: skip
        """Deliver what is due (or exactly the approvals `only`, ids of submissions); True if anything was touched.

        `fresh` reads accounts again and gives name → why not for those that could not be read. What rests on one of those
        waits; so does everything while the verdict says that nothing may leave.
        """
        approvals = []
        for outgoing in self._store.outbox.in_state("held"):
            wanted = outgoing.submission.id in only if only is not None else outgoing.due <= clock()
            draft = self._store.drafts.get(outgoing.draft)
            if not wanted or draft is None:
                continue
            reason = verdict.hold or next(iter(fresh(self.rests_on(draft, verdict)).values()), None)
            if reason is None and draft.id in self.unseen:
                reason = "it could not be seen whether you sent it yourself"
            # Reading lets others in: it may have been taken back.
            draft = self._store.drafts.get(outgoing.draft)
            if draft is None or not self._stands(outgoing):
                continue
            if reason is None:
                approvals.append(outgoing)
            elif draft.outcome != f"not sent yet: {reason}":
                self._outbox.postpone(draft, clock(), reason)
        ready = [outgoing.draft for outgoing in approvals if self._stands(outgoing)]
        if ready:
            self._outbox.deliver(clock, tuple(ready))
        finished = self._outbox.finish_calendars(clock)
        for id_ in [*ready, *finished]:
            draft = self._store.drafts.get(id_)
            if draft is not None:
                self.news.lines.append(_outcome(draft))
        return bool(ready or finished)

    def _stands(self, outgoing: Outgoing) -> bool:
        """This very approval is still held."""
        now = self._store.outbox.open(outgoing.draft)
        return now is not None and now.state == "held" and now.submission.id == outgoing.submission.id

    def rests_on(self, draft: Draft, verdict: Verdict) -> set[str]:
        """The accounts behind the offer and the thread, and those never read whole: each may hold what takes it all back."""
        offers = [o for o in verdict.offers if o.id in (draft.offer, draft.firm_offer)]
        unread = [name for name, state in self._store.accounts.freshness().items() if not state.complete]
        return {draft.letter.account, *unread, *(name for offer in offers for name in offer.accounts)}

    def _written(self, verdict: Verdict, drafts: Sequence[Draft], now: datetime) -> list[Written]:
        tones = {draft.key: draft.tone for draft in drafts if draft.tone is not None}
        found = []
        for wanted in verdict.wanted:
            tone = tones.get(draft_key(wanted))
            written = self._write(wanted, replace(self._policy, tone=tone), now) if tone is not None else None
            # A template of the user's may be there in one tone and broken in another: better the usual one than none.
            written = written or self._write(wanted, self._policy, now)
            if written is None and wanted.kind != wanted.choices[0]:
                # The kind that the person wished for cannot be written: the one that the rules want can, as a rule.
                written = self._write(replace(wanted, kind=wanted.choices[0]), self._policy, now)
            if written is not None:
                found.append(written)
        return found

    def _write(self, wanted: Wanted, policy: Policy, now: datetime) -> Written | None:
        kind = kind_for(wanted, policy)
        if kind == "call_sheet" and not _can_call(wanted):
            return None
        # The wording follows the key, which carries its mark only once there is a draft: without it every pass says the same.
        case = replace(wanted, kind=kind, key=bare(wanted.key))
        try:
            return Written(wanted, kind, compose(case, policy, now))
        except Unwritable as error:
            self.news.problems.append(f"No letter to {wanted.candidacy.employer}: {error}")
            return None

    def _changed(self, draft: Draft, now: datetime) -> None:
        """Note what became of a draft; an approval that no longer holds leaves the outbox with it."""
        old = self._store.drafts.get(draft.id)
        if old is not None and old.status == "approved" and draft.status != "approved":
            self._outbox.withdraw(draft, now)
        if old is None or old.status != draft.status:
            self._store.journal.note(now, f"draft.{draft.status}", draft.id, _about(draft))
            self.news.lines.append(_outcome(draft))

    def _standings(self, verdict: Verdict, before: dict[str, tuple[str, str]], now: datetime) -> None:
        for offer in verdict.offers:
            if before.get(offer.id, ("", ""))[1] != offer.standing:
                marked = " (not to be trusted)" if offer.suspicious else ""
                self._store.journal.note(now, f"offer.{offer.standing}", offer.id, offer.employer + marked)
                self.news.lines.append(f"Offer of {offer.employer}: {offer.standing}{marked}.")


def _can_call(wanted: Wanted) -> bool:
    """What to say is known where a candidacy is left; after a letter that reached nobody, a number has to be known too, unless
    a call is all that is left."""
    leaves = wanted.key.startswith(("leave:", "call:"))
    asked = wanted.choices == ("call_sheet",)
    return leaves and (asked or not wanted.barred or has_phone(wanted.candidacy, wanted.interviews))


def _merged(first: list[Draft], second: list[Draft]) -> list[Draft]:
    """Both, the second where a draft is in both."""
    return list({**{d.id: d for d in first}, **{d.id: d for d in second}}.values())


def _unique(chain: list[shapes.Shape]) -> list[shapes.Shape]:
    seen: list[shapes.Shape] = []
    for step in chain:
        if step not in seen:
            seen.append(step)
    return seen


def _about(draft: Draft) -> str:
    return f"{draft.kind} for {draft.employer}" + (f": {draft.outcome}" if draft.outcome else "")


def _outcome(draft: Draft) -> str:
    free = draft.kind == "reopen" and draft.after == "disclose"
    name = "Telling that you are free again" if free else _NAMES.get(draft.kind, draft.kind)
    says = f"{name} for {draft.employer} ({draft.id}): {draft.status}"
    return f"{says}, {draft.outcome}." if draft.outcome else f"{says}."


_NAMES: dict[DraftKind, str] = {
    "withdrawal": "Withdrawal",
    "offer_decline": "Declining the offer",
    "more_time": "Asking for more time",
    "expedite": "Asking to move forward",
    "disclose": "Telling of the offer",
    "reopen": "Asking again",
    "nudge": "Answer",
    "call_sheet": "Call sheet",
}
