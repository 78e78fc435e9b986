"""The program behind every face: built from the configuration, with one method for each thing that a person can ask for.

It opens the state and lets go of it; what is done in between is told in `letters`, `answers` and `agent.work`. No globals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from agent import quiet
from agent.app import answers, letters
from agent.clock import Clock
from agent.config import Config
from agent.errors import Busy, WrongUsage
from agent.model import Tone
from agent.passes import News
from agent.store import agenda, asked_back, views
from agent.store.store import Store
from agent.sync import Progress
from agent.work import View, Work
from connectors.base import Connector

if TYPE_CHECKING:
    from agent.work_search import Entry


class App:
    """What commands, the review page and the daemon's workers are given. Each method opens the state for itself."""

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
            before = agenda.standings(work.store.db.connection)
            for account in self.config.accounts:
                if not accounts or account.name in accounts:
                    work.sync(account, account.name in accept_empty, progress)
            now = self.clock.now()
            verdict = work.run.judge(now)
            kept = work.keep_people(verdict) + work.keep_reservations(verdict)
            if kept:
                verdict = work.run.judge(self.clock.now())
            work.deliver(verdict)
            if not (accounts or accept_empty or kept) and work.run.news == News():
                quiet.leave(work.store, self.config, before, verdict.wakes, now)
            return views.status(work.store.db.connection, self.clock.now())

    def second(self, longest: float, progress: Progress | None = None) -> bool:
        """Ask the second reader, if there is one, about mail in doubt, for so many seconds; whether any reads otherwise now.

        Nobody waits for it: the state is open for moments only. Ctrl-C and a stopped process lose nothing but time.
        """
        if (url := self.config.reader.model_server) is None:
            return False
        from agent.app.second import session as session_of
        from agent.second.session import Bounds

        session = session_of(self.config, self.state, self._connectors, url)
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
        from agent.app.second import due

        return due(self.config, self.state, self.clock.now())

    # ------------------------------------------------------------ letters

    def approve(self, ids: Sequence[str], digest: str | None = None, immediately: bool = False) -> list[View]:
        """Approve exactly these letters as they are; with `digest` only if the letter still has it.

        They are held for `approval.hold_seconds`; `immediately` delivers them at once. All are approved or none: raises
        Stale, UserError. Approving a call sheet means "I called".
        """
        if digest is not None and len(ids) != 1:
            raise WrongUsage("--digest goes with one letter.")
        with self._work(whole=immediately) as work:
            letters.approve(work, ids, digest, self._approved)
            if immediately:
                with letters.unless_broken_off(work, ids):
                    work.deliver(work.run.judge(self.clock.now()), tuple(ids))
            return [work.view("draft", id_) for id_ in ids]

    def deliver(self, only: Sequence[str] = ()) -> list[View]:
        """Deliver what is due; or `only` these, due or not, as this very App approved them."""
        with self._work(whole=True) as work, letters.unless_broken_off(work, only):
            verdict = work.run.judge(self.clock.now())
            mine = tuple(id_ for id_ in only if letters.as_approved(work, id_, self._approved.get(id_)))
            if mine or not only:
                work.deliver(verdict, mine or None)
            return [work.view("draft", id_) for id_ in only]

    def undo(self, id: str) -> View:
        """Take an approved letter back while it is held. Raises UserError where it is too late."""
        asked_back.mark(self.state, id)
        with self._work() as work:  # raises Busy: then it stays marked for a while, in which to try again
            try:
                return letters.undo(work, id)
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
            return letters.edit(work, id, subject, body, to, cc)

    def keep(self, id: str) -> View:
        """Keep an interview (id of the draft, or of the interview)."""
        with self._work() as work:
            return letters.keep(work, id)

    def keep_entry(self, id: str, words: str = "", uid: str | None = None) -> View:
        """Leave one of the user's own entries, known by words of its title or its UID, in the calendar when this letter leaves."""
        with self._work() as work:
            return letters.keep_entry(work, id, words, uid)

    def snooze(self, id: str, until: datetime) -> View:
        """Ask again at `until`."""
        with self._work() as work:
            return letters.snooze(work, id, until)

    def redraft(self, id: str, kind: str | None = None, tone: Tone | None = None) -> View:
        """Write the letter anew from its template, from now on as that kind and in that tone, where the kind fits the case.

        Raises WrongUsage where it does not; the text names those that do.
        """
        with self._work() as work:
            return letters.redraft(work, id, kind, tone)

    def done(self, id: str) -> View:
        """The user made the call: carry out the calendar actions of a call sheet."""
        with self._work() as work:
            return letters.done(work, id)

    def retry(self, id: str) -> View:
        """Try the failed calendar half of a delivery again."""
        with self._work(whole=True) as work:
            return letters.retry(work, id)

    # ------------------------------------------------------------ questions and offers

    def answer(self, id: str, answer: str) -> View:
        """Answer a question; one about what a message means, once more. Raises WrongUsage for an unknown answer."""
        with self._work() as work:
            answers.given(work, id, answer)
            status = views.status(work.store.db.connection, self.clock.now())
            return {**status, "answered": {"id": id, "answer": answer}}

    def offer(self, verb: str, id: str) -> View:
        """Tell what was decided about an offer: accept, decline, doubt, dismiss, firm, reset."""
        with self._work() as work:
            return answers.offer(work, verb, id)

    # ------------------------------------------------------------ telling

    def work_search(self, since: datetime | None = None, until: datetime | None = None) -> list[Entry]:
        """The contacts with employers from `since` to before `until`, as a work-search record. Changes nothing."""
        from agent.casework import judge
        from agent.work_search import record

        now = self.clock.now()
        with Store.opened(self.state, waiting=self._waiting) as store:
            sources, drafts = store.messages.sources(), store.drafts.all()
            events, said = store.accounts.events(), store.answers.all()
            verdict = judge(sources, events, said, drafts, self.config.policy(), now)
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
            agenda.unsettle(store.db)
            store.accounts.configure((a.name, a.kind) for a in self.config.accounts)
            if store.setting("config_stamp") != self.config.stamp:
                store.set("config_stamp", self.config.stamp)
            work.outbox.stopping = self.stopping
            work.outbox.recover(self.clock.now())
            self.news = work.run.news
            yield work
            work.outbox.tidy(self.clock.now())

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
