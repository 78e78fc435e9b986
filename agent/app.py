"""Builds everything from the configuration, and carries out what a person asks for. No globals anywhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agent.casebook import draft_key
from agent.clock import Clock
from agent.config import Config
from agent.delivery import approval, held
from agent.errors import Busy, UserError, WrongUsage
from agent.letters import addresses
from agent.letters.mime import build, message_id_for
from agent.model import Answer, Draft, Label, Offer, Question, Recipient, Tone
from agent.passes import News
from agent.store import asked_back, views
from agent.store.store import Store
from agent.sync import Progress
from agent.work import Work, connected, reading_terms
from connectors.base import Connector, Message

if TYPE_CHECKING:
    from agent.second.session import Session
    from agent.work_search import Entry

log = logging.getLogger(__name__)

View = dict[str, object]

_SOON = 60.0
"""Seconds after which to look again where somebody else is at work on the state."""


class App:
    """The program behind every face: each method is one thing a person can ask for."""

    def __init__(self, config: Config, state: Path, clock: Clock, *, waiting: Callable[[], None] | None = None) -> None:
        """`waiting` is called once if another process has to finish writing first."""
        self.config = config
        self.state = state
        self.clock = clock
        self._waiting = waiting
        self._connectors: dict[str, Connector] = {}
        self._approved: dict[str, str] = {}
        """Draft id → id of the submission that was made when this App approved it."""
        self.news = News()
        """What the last command changed, in lines for people."""
        self.stopping: Callable[[], bool] = lambda: False
        """Whether no further letter may be begun, because the process was asked to end."""

    def close(self) -> None:
        """Let go of the accounts' connections."""
        for connector in self._connectors.values():
            connector.close()
        self._connectors.clear()

    # ------------------------------------------------------------ reading

    def sync(
        self, accounts: Sequence[str] = (), accept_empty: Sequence[str] = (), progress: Progress | None = None
    ) -> View:
        """Read all accounts (or these), judge, deliver what is approved and due; the status document.

        A failing account is named in the document; the others go on.
        """
        self._check_names((*accounts, *accept_empty))
        with self._work(whole=True) as work:
            for account in self.config.accounts:
                if not accounts or account.name in accounts:
                    work.sync(account, account.name in accept_empty, progress)
            verdict = work.run.judge(self.clock.now())
            if work.keep_people(verdict) + work.keep_reservations(verdict):
                verdict = work.run.judge(self.clock.now())
            work.deliver(verdict)
            return views.status(work.store.db.connection, self.clock.now())

    def second(self, longest: float, progress: Progress | None = None) -> bool:
        """Ask the second reader, if there is one, about mail in doubt, for so many seconds; whether any reads otherwise now.

        Nobody waits for it: the state is open for moments only. Ctrl-C and a stopped process lose nothing but time.
        """
        if (session := self._session()) is None:
            return False
        from agent.second.session import Bounds

        told = (lambda asked, of: progress("second reader", asked, of)) if progress else None
        bounds = Bounds(longest, self.stopping, told) if told else Bounds(longest, self.stopping)
        before = self.news
        try:
            changed = session.ask(self.clock.now(), bounds)
            if changed:
                with self._work() as work:
                    work.run.judge(self.clock.now())
        except Busy:
            return False  # somebody is at work on the state; what is left is asked next time
        finally:
            session.server.close()
            before.problems += session.problems
            self.news = before if self.news is before else before.then(self.news)
        return changed > 0

    def second_due(self) -> float | None:
        """Seconds until the second reader can be asked something; None where there is none, or nothing to ask."""
        if self.config.reader.model_server is None:
            return None
        from agent.second.session import asker, due

        accounts = {account.name: account.kind for account in self.config.accounts}
        try:
            with Store.opened(self.state) as store:
                return due(store, accounts, asker(self.config.reader.model), self.clock.now())
        except Busy:
            return _SOON

    def _session(self) -> Session | None:
        reader = self.config.reader
        if reader.model_server is None:
            return None
        from agent.second.server import Server
        from agent.second.session import Session

        def fetch(account: str, provider_id: str) -> Message | None:
            mail = connected(self.config, self.state, self._connectors, account).mail
            return None if mail is None else mail.fetch(provider_id)

        return Session(
            opened=lambda: Store.opened(self.state),
            accounts={account.name: account.kind for account in self.config.accounts},
            fetch=fetch,
            terms=reading_terms(self.config),
            server=Server(reader.model_server, reader.model),
            host=reader.host,
        )

    # ------------------------------------------------------------ letters

    def approve(self, ids: Sequence[str], digest: str | None = None, immediately: bool = False) -> list[View]:
        """Approve exactly these letters as they are; with `digest` only if the letter still has it.

        They are held for `approval.hold_seconds`; `immediately` delivers them at once. All are approved or none: raises
        Stale, UserError.
        """
        if digest is not None and len(ids) != 1:
            raise WrongUsage("--digest goes with one letter.")
        with self._work(whole=immediately) as work:
            drafts = [self._draft(work, id_) for id_ in ids]
            calls = [approval.called(draft, digest, self.clock.now()) for draft in drafts if draft.kind == "call_sheet"]
            with work.store.db.transaction():
                for draft in drafts:
                    if draft.kind != "call_sheet":
                        self._approve(work, draft, digest)
            for draft in drafts:
                work.outbox.prepare(draft.id, self.clock.now)
            for call in calls:
                self._called(work, call)
            if immediately:
                with self._unless_broken_off(work, ids):
                    work.deliver(work.run.judge(self.clock.now()), tuple(ids))
            return [views.item(work.store.db.connection, "draft", id_) for id_ in ids]

    def deliver(self, only: Sequence[str] = ()) -> list[View]:
        """Deliver what is due; or `only` these, due or not, as this very App approved them."""
        with self._work(whole=True) as work, self._unless_broken_off(work, only):
            verdict = work.run.judge(self.clock.now())
            mine = tuple(id_ for id_ in only if self._as_approved(work, id_))
            if mine or not only:
                work.deliver(verdict, mine or None)
            return [views.item(work.store.db.connection, "draft", id_) for id_ in only]

    def undo(self, id: str) -> View:
        """Take an approved letter back while it is held. Raises UserError where it is too late."""
        asked_back.mark(self.state, id)
        with self._work() as work:  # raises Busy: then it stays marked for a while, in which to try again
            try:
                draft = self._draft(work, id)
                return self._change(work, draft, approval.undo(draft, self.clock.now()), "draft.undone")
            finally:
                asked_back.unmark(self.state, id)

    def edit(
        self,
        id: str,
        subject: str | None = None,
        body: str | None = None,
        to: Sequence[str] | None = None,
        cc: Sequence[str] | None = None,
    ) -> View:
        """Change a letter; any approval of it is void. An address that looks like a slip gets a warning beside it."""
        with self._work() as work:
            offers = work.run.judge(self.clock.now()).offers if to or cc else ()
            draft = self._draft(work, id)
            new = approval.edit(draft, self.clock.now(), subject=subject, body=body, to=to, cc=cc)
            mine = set(self.config.user.addresses)
            if any(r.address in mine for r in (*new.letter.to, *new.letter.cc)):
                raise WrongUsage("The letter would go to yourself. Nothing was changed.")
            firm = next((offer for offer in offers if offer.id == draft.firm_offer), None)
            to_, cc_ = (tuple(_warned(r, firm) for r in people) for people in (new.letter.to, new.letter.cc))
            new = replace(new, letter=replace(new.letter, to=to_, cc=cc_))
            return self._change(work, draft, new, "draft.edited")

    def keep(self, id: str) -> View:
        """Keep an interview (id of the draft, or of the interview)."""
        with self._work() as work:
            now = self.clock.now()
            draft = work.store.drafts.get(id)
            if draft is None:
                leaving = (d for d in work.store.drafts.all() if d.key.startswith("leave:") and d.status != "void")
                open_ = [d for d in leaving if id in d.interviews]
                draft = open_[0] if open_ else None
            if draft is not None:
                kept = approval.keep(draft, now)  # refused where it is too late, before anything is remembered
                work.store.answers.add(Answer(now, draft.id, "keep", "", draft.key))
                return self._change(work, draft, kept, "draft.kept")
            key = work.store.cases.key("interview", id)
            if key is None:
                raise UserError(f"There is no letter or interview “{id}”. `agent status` shows the ids.")
            work.store.answers.add(Answer(now, id, "keep", "", key))
            work.store.journal.note(now, "interview.kept", id)
            work.run.judge(now)
            return views.item(work.store.db.connection, "interview", id)

    def keep_entry(self, id: str, words: str = "", uid: str | None = None) -> View:
        """Leave one of the user's own entries, known by words of its title or its UID, in the calendar when this letter leaves."""
        with self._work() as work:
            draft, now = self._draft(work, id), self.clock.now()
            entry = held.by_words(draft, words) if uid is None else held.by_uid(draft, uid)
            work.store.answers.add(Answer(now, draft.id, "keep_entry", entry.uid, draft.key))
            return self._change(work, draft, held.spared(draft, entry, now), "entry.kept")

    def snooze(self, id: str, until: datetime) -> View:
        """Ask again at `until`."""
        with self._work() as work:
            draft = self._draft(work, id)
            return self._change(work, draft, approval.snooze(draft, until, self.clock.now()), "draft.snoozed")

    def redraft(self, id: str, kind: str | None = None, tone: Tone | None = None) -> View:
        """Write the letter anew from its template, from now on as that kind and in that tone, where the kind fits the case.

        Raises WrongUsage where it does not; the text names those that do.
        """
        with self._work() as work:
            verdict = work.run.judge(self.clock.now())
            draft = self._draft(work, id)
            if (after := approval.follows(draft)) is not None and kind == after:
                return self._followed(work, draft, after)
            fitting = next((w.choices for w in verdict.wanted if draft_key(w) == draft.key), ()) or (draft.kind,)
            wished = approval.redraft(draft, fitting, kind, tone, self.clock.now())
            view = self._change(work, draft, wished, "draft.redrafted")
            if kind is not None and view["kind"] != kind:
                why = next(iter(self.news.problems[::-1]), "no such letter can be written here.")
                raise UserError(f"The letter {id} is not written as {kind} yet.\n{why}")
            return view

    def _followed(self, work: Work, draft: Draft, kind: str) -> View:
        """The letter that comes after one that was sent and left the matter open: the user does not wait for an answer."""
        now = self.clock.now()
        work.store.answers.add(Answer(now, draft.id, "redraft", kind, draft.key))
        work.store.journal.note(now, "draft.followed", draft.id, f"{kind} for {draft.employer}")
        work.run.judge(now)
        mine = (d for d in work.store.drafts.all() if d.candidacy == draft.candidacy and d.kind == kind)
        new = next((d for d in mine if d.status in approval.OPEN), None)
        if new is None:
            raise UserError(f"Nothing asks for a letter to {draft.employer} now.\nagent status shows what is known.")
        return views.item(work.store.db.connection, "draft", new.id)

    def done(self, id: str) -> View:
        """The user made the call: carry out the calendar actions of a call sheet."""
        with self._work() as work:
            draft = self._draft(work, id)
            if draft.kind != "call_sheet":
                raise WrongUsage(f"{id} is a letter, not a call sheet.\nApprove it with: agent approve {id}")
            self._called(work, approval.called(draft, None, self.clock.now()))
            return self._settled(work, id)

    def retry(self, id: str) -> View:
        """Try the failed calendar half of a delivery again."""
        with self._work(whole=True) as work:
            draft = self._draft(work, id)
            if draft.status == "failed":
                raise UserError(
                    f"The letter itself was not sent ({draft.outcome}).\nApprove it again: agent approve {id}"
                )
            if draft.status not in ("sent", "answered"):
                raise UserError(f"The letter {id} is {draft.status}: nothing failed that could be tried again.")
            left = [s for s in draft.letter.calendar if s.action != "none" and s.result != "done"]
            if not left:
                raise UserError(f"Everything of {id} was done: nothing to try again.")
            work.refresh({step.account for step in left})
            work.outbox.answer_calendar(replace(draft, outcome=None), self.clock.now(), again=True)
            return self._settled(work, id)

    # ------------------------------------------------------------ questions and offers

    def answer(self, id: str, answer: str) -> View:
        """Answer a question; one about what a message means, once more. Raises WrongUsage for an unknown answer."""
        with self._work() as work:
            question = work.store.cases.question(id) or self._answered(work, id)
            if question is None:
                raise UserError(f"There is no open question “{id}”. `agent questions` shows them.")
            if answer not in question.answers:
                raise WrongUsage(f"“{answer}” is no answer to that. Say one of: {', '.join(question.answers)}.")
            now = self.clock.now()
            work.store.journal.note(now, f"answer.{question.kind}", id, f"{answer}: {question.text}")
            if question.kind == "unsure_sent":
                self._settle_unsure(work, str(question.draft), sent=answer == "sent")
            else:
                messages, label = self._asked_about(work, question)
                value = f"{question.kind}={answer}"
                work.store.answers.add(Answer(now, id, "answer", value, question.subject_key, messages, label))
            work.run.judge(now)
            return {**views.status(work.store.db.connection, now), "answered": {"id": id, "answer": answer}}

    def offer(self, verb: str, id: str) -> View:
        """Tell what was decided about an offer: accept, decline, doubt, dismiss, firm, reset."""
        with self._work() as work:
            key = work.store.cases.key("offer", id)
            if key is None:
                raise UserError(f"There is no offer “{id}”. `agent offers` shows them.")
            now = self.clock.now()
            work.store.answers.add(Answer(now, id, verb, "", key, self._messages(work, key)))
            work.store.journal.note(now, f"offer.you_said_{verb}", id)
            work.run.judge(now)
            return views.item(work.store.db.connection, "offer", id)

    def _messages(self, work: Work, key: str) -> tuple[str, ...]:
        """Keys of all messages of an offer's candidacy, as the mail is read now: what the user speaks of."""
        verdict = work.run.judge(self.clock.now())
        shown = [link.key for offer in verdict.offers if offer.key == key for link in offer.evidence if link.counts]
        claims = [link.key for o in verdict.offers if o.key == key and o.suspicious for link in o.evidence]
        laid = [s.reading.key for c in verdict.candidacies if c.key == key for s in c.sources]
        return tuple(dict.fromkeys((*shown, *claims, *laid)))

    def _answered(self, work: Work, id: str) -> Question | None:
        """A question about what a message means that the user has answered: it may be answered otherwise."""
        said = [a for a in work.store.answers.all() if a.about == id and a.value.startswith("unsure_reading=")]
        if not said:
            return None
        subject = said[-1].subject_key
        return Question(id, f"unsure_{subject}", "unsure_reading", "said anew", ("yes", "no"), subject_key=subject)

    def _asked_about(self, work: Work, question: Question) -> tuple[tuple[str, ...], Label | None]:
        """The messages that a question is about, and what it takes the message for that only the user can read."""
        if question.kind == "accepted":
            return self._messages(work, question.subject_key), None
        if question.kind != "unsure_reading":
            return (), None
        key = question.subject_key.removeprefix("reading:")
        reading = next((s.reading for s in work.store.messages.sources() if s.reading.key == key), None)
        return (key,), (reading.needs_confirmation or reading.label) if reading else None

    # ------------------------------------------------------------ telling

    def work_search(self, since: datetime | None = None, until: datetime | None = None) -> list[Entry]:
        """The contacts with employers from `since` to before `until`, as a work-search record. Changes nothing."""
        from agent.casework import judge
        from agent.work_search import record

        now = self.clock.now()
        with Store.opened(self.state, waiting=self._waiting) as store:
            sources, drafts = store.messages.sources(), store.drafts.all()
            events, answers = store.accounts.events(), store.answers.all()
            verdict = judge(sources, events, answers, drafts, self.config.policy(), now)
            keys = {s.reading.key for s in sources if s.reading.interview_start is not None}
            texts = {key: _words_of(store, key) for key in sorted(keys)}
        return record(verdict, drafts, texts, self.clock.zone, now, since, until)

    # ------------------------------------------------------------ forgetting

    def purge(self, account: str | None) -> View:
        """Forget what was stored, of one account or of all. Returns what went: {"message": n, …}."""
        with Store.opened(self.state, waiting=self._waiting, whole=True) as store:
            gone = store.purge(account)
        if account is not None:
            with self._work(whole=True) as work:
                work.run.judge(self.clock.now())
                work.store.compact()
        return {**gone}

    # ------------------------------------------------------------ inside

    @contextmanager
    def _work(self, *, whole: bool = False) -> Iterator[Work]:
        """The open store, with what a killed process left behind settled first; `whole` where accounts may be read."""
        with Store.opened(self.state, waiting=self._waiting, whole=whole) as store:
            work = Work(self.config, self.state, self.clock, store, self._connectors)
            store.accounts.configure((a.name, a.kind) for a in self.config.accounts)
            if store.setting("config_stamp") != self.config.stamp:
                store.set("config_stamp", self.config.stamp)
            work.outbox.stopping = self.stopping
            work.outbox.recover(self.clock.now())
            self.news = work.run.news
            yield work
            work.outbox.tidy(self.clock.now())

    @contextmanager
    def _unless_broken_off(self, work: Work, ids: Sequence[str]) -> Iterator[None]:
        """Ctrl-C takes back what has not left: nobody who presses it expects the next sync to send the letter after all."""
        try:
            yield
        except KeyboardInterrupt:
            for id_ in ids:
                draft = work.store.drafts.get(id_)
                if draft is not None and draft.status == "approved":
                    self._change(work, draft, approval.undo(draft, self.clock.now()), "draft.undone")
            raise

    def _as_approved(self, work: Work, id_: str) -> bool:
        """Not taken back and approved anew by another process meanwhile: that approval has a hold of its own."""
        outgoing = work.store.outbox.open(id_)
        mine = self._approved.get(id_)
        return outgoing is None or mine is None or outgoing.submission.id == mine

    def _approve(self, work: Work, draft: Draft, shown: str | None) -> None:
        hold = timedelta(seconds=self.config.approval.hold_seconds)
        approved = approval.approve(draft, shown, self.clock.now(), hold)
        assert approved.approved_at is not None
        domain = approved.letter.from_.address.rpartition("@")[2]
        case = f"{approved.key}:{work.store.outbox.count(approved.id)}"
        message_id = message_id_for(case, approved.approved_at, domain)
        raw = build(approved.letter, message_id=message_id, date=approved.approved_at)
        work.outbox.accept(approved, raw, message_id)
        if (outgoing := work.store.outbox.open(approved.id)) is not None:
            self._approved[approved.id] = outgoing.submission.id

    def _called(self, work: Work, called: Draft) -> None:
        """Approving a call sheet means "I called": there is nothing to send, and the calendar is answered."""
        now = self.clock.now()
        with work.store.db.transaction():
            work.store.drafts.save(called)
            work.store.journal.note(now, "draft.called", called.id, f"for {called.employer}")
        work.outbox.answer_calendar(called, now)

    def _settle_unsure(self, work: Work, draft_id: str, *, sent: bool) -> None:
        draft = self._draft(work, draft_id)
        outgoing = work.store.outbox.open(draft_id)
        if outgoing is None or outgoing.state != "unsure":
            raise UserError("That question is settled already.")
        if sent:
            work.outbox.confirmed(draft, outgoing, self.clock.now())
        else:
            work.outbox.unsent(draft, outgoing, self.clock.now())

    def _change(self, work: Work, old: Draft, new: Draft, what: str) -> View:
        """Store a person's step: an approval that it ends leaves the outbox in the same transaction."""
        with work.store.db.transaction():
            if old.status == "approved" and not work.outbox.withdraw(old, self.clock.now()):
                raise UserError(f"It is too late: the letter {old.id} is being sent just now.")
            work.store.drafts.save(new)
            work.store.journal.note(self.clock.now(), what, new.id, f"{new.kind} for {new.employer}")
        return self._settled(work, new.id)

    def _settled(self, work: Work, id_: str) -> View:
        work.run.judge(self.clock.now())
        return views.item(work.store.db.connection, "draft", id_)

    def _draft(self, work: Work, id_: str) -> Draft:
        draft = work.store.drafts.get(id_)
        if draft is None:
            raise UserError(f"There is no letter “{id_}”. `agent drafts` shows them.")
        return draft

    def _check_names(self, names: Sequence[str]) -> None:
        known = {a.name for a in self.config.accounts}
        for name in names:
            if name not in known:
                raise WrongUsage(
                    f"There is no account “{name}”. The configuration has: {', '.join(sorted(known)) or 'none'}."
                )


def _words_of(store: Store, key: str) -> str:
    """The new text of a kept message; "" where it is not to be trusted."""
    from agent.reading import mime

    return next((mime.parse(kept.raw).text() for kept in store.messages.copies(key)), "")


def _warned(recipient: Recipient, firm: Offer | None) -> Recipient:
    """What the person typed is not forbidden, but said: nobody reads it, or the new employer does."""
    if recipient.because != approval.BY_HAND:
        return recipient
    people = [c.address for c in firm.contacts if c.address] if firm else []
    theirs = {own for address in people if (own := addresses.own_domain(address))}
    if firm and (recipient.address in people or addresses.own_domain(recipient.address) in theirs):
        return replace(recipient, warning=f"it belongs to {firm.employer}, whose offer you accepted")
    if addresses.machine(recipient.address):
        return replace(recipient, warning="it looks like an address that nobody reads")
    return recipient
