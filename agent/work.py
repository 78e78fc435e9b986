"""One open state with what works on it, for the length of one command: accounts read, letters delivered."""

from __future__ import annotations

import logging
import sqlite3
from datetime import timedelta
from pathlib import Path
from traceback import extract_tb

from agent.account import connector_of
from agent.clock import Clock
from agent.config import Account, Config
from agent.delivery.outbox import Outbox
from agent.errors import UserError
from agent.model import Notice, Verdict
from agent.passes import FRESH, Pass
from agent.store import views
from agent.store.store import Store
from agent.sync import AccountSync, Progress, Terms
from connectors.base import Connector, ConnectorError, NeedsLogin, Temporary

log = logging.getLogger(__name__)

View = dict[str, object]
"""What a face shows of one thing, as plain values (`agent.store.views`)."""


def reading_terms(config: Config, accept_empty: bool = False) -> Terms:
    """What reading depends on, as the user set it."""
    asker: str | None = None
    if config.reader.model_server is not None:
        from agent.second import session

        asker = session.asker(config.reader.model)
    addresses, zone = frozenset(config.user.addresses), config.user.timezone
    return Terms(addresses, zone, timedelta(days=config.rules.lookback_days), accept_empty, asker)


def connected(config: Config, state: Path, connectors: dict[str, Connector], name: str) -> Connector:
    """The connector of an account: one of those built so far, or a new one, which is added. Raises ConnectorError."""
    account = config.account(name)
    if account is None:
        raise ConnectorError(f"There is no account “{name}” in the configuration any more.")
    if name not in connectors:
        connectors[name] = connector_of(account, config, state)
    return connectors[name]


class Work:
    """What a command works with while it holds the state."""

    def __init__(
        self, config: Config, state: Path, clock: Clock, store: Store, connectors: dict[str, Connector]
    ) -> None:
        """`connectors` are those built so far, by name; new ones are added."""
        self.config = config
        self.state = state
        self.clock = clock
        self.store = store
        self._connectors = connectors
        self.outbox = Outbox(store, self.outgoing, config.user.addresses)
        self.run = Pass(store, self.outbox, config.policy())
        self.attempted: dict[str, str | None] = {}
        """Accounts read in this command: name → why not, None for a success."""
        self.synced: list[AccountSync] = []
        """Those that could be read."""

    def view(self, noun: str, id: str) -> View:
        """What faces show of a draft, an offer, an interview as it is now. Raises Unknown."""
        return views.item(self.store.db.connection, noun, id)

    def connect(self, name: str) -> Connector:
        return connected(self.config, self.state, self._connectors, name)

    def outgoing(self, name: str) -> Connector:
        """The connector of an account to hand something over to. Raises ConnectorError."""
        connector = self.connect(name)
        if self.clock.fixed and not connector.stays_here:
            raise Temporary("With --now nothing is handed over to Google or Outlook.")
        return connector

    def sync(self, account: Account, accept_empty: bool, progress: Progress | None) -> str | None:
        """Bring one account up to date; why not, or None."""
        terms = reading_terms(self.config, accept_empty)
        error: str | None = None
        try:
            sync = AccountSync(self.store, self.connect(account.name), terms, progress)
            sync.run(self.clock.now())
            # Whether or not there was anything new: whoever read it before us may have been killed before this.
            self.outbox.notice(account.name, self.clock.now)
            self.synced.append(sync)
            self.run.news.problems += [f"{account.name}: {line}" for line in sync.problems]
        except ConnectorError as fault:
            error = str(fault)
            log.warning("account %s: %s", account.name, type(fault).__name__)
            if isinstance(fault, NeedsLogin):
                self._ask_to_sign_in(account.name)
            if isinstance(fault, Temporary) and fault.retry_after:
                self.run.news.retry_after[account.name] = fault.retry_after
            self.store.accounts.failed(account.name, error, needs_login=isinstance(fault, NeedsLogin))
        except (UserError, sqlite3.Error):
            raise  # the state itself: no account can go on
        except Exception as fault:  # noqa: BLE001 - one account must not stop the others; the reason is shown
            error = (
                f"Bowout itself failed on it ({type(fault).__name__}): nothing before it is lost, the rest was not read.\n"
                "`agent -v sync` shows where; please report it."
            )
            place = extract_tb(fault.__traceback__)[-1]
            log.error("account %s: %s at %s:%s", account.name, type(fault).__name__, place.filename, place.lineno)
            self.store.accounts.failed(account.name, error)
        self.attempted[account.name] = error
        return error

    def _ask_to_sign_in(self, name: str) -> None:
        """Tell the user once, not at every sync."""
        if not self.store.accounts.freshness()[name].needs_login:
            now = self.clock.now()
            text = f"“{name}” waits for you to sign in; nothing of it is read until then: agent login {name}"
            self.store.journal.note(now, "account.needs_login", name, text)
            notice = Notice(f"login:{name}:{now.isoformat()}", text, about=name)
            self.run.news.notices += self.store.cases.notify([notice], now)

    def keep_people(self, verdict: Verdict) -> int:
        """Keep recent mail of the people of upcoming interviews; how many messages."""
        mine = set(self.config.user.addresses)
        people = {c.address for i in verdict.interviews for c in i.contacts if c.address and c.usable} - mine
        found = 0
        for sync in self.synced:
            try:
                found += sync.keep_from(people, self.clock.now())
            except ConnectorError as fault:
                log.warning("mail of the people of interviews: %s", type(fault).__name__)
        return found

    def keep_reservations(self, verdict: Verdict) -> int:
        """Know of journeys and stays that were booked around upcoming interviews, and of no others; how many changed."""
        days = {i.start.astimezone(self.clock.zone).date() for i in verdict.interviews}
        days |= {i.start.date() for i in verdict.interviews}
        today, changed = self.clock.now().astimezone(self.clock.zone).date(), 0
        for sync in self.synced:
            try:
                changed += sync.keep_reservations(days, today)
            except ConnectorError as fault:
                log.warning("reservations around interviews: %s", type(fault).__name__)
        return changed

    def refresh(self, names: set[str]) -> dict[str, str]:
        """Read these accounts again unless they are fresh; name → why not."""
        known = self.store.accounts.freshness()
        failed = {}
        for name in sorted(names):
            account = self.config.account(name)
            if account is None:
                failed[name] = f"the account “{name}” is not in the configuration any more"
                continue
            last = known[name].last_success if name in known else None
            if name not in self.attempted and (last is None or not timedelta() <= self.clock.now() - last <= FRESH):
                self.sync(account, False, None)
            if (error := self.attempted.get(name)) is not None:
                failed[name] = f"“{name}” could not be read again: {error}"
        return failed

    def deliver(self, verdict: Verdict, only: tuple[str, ...] | None = None) -> None:
        """Read again what is due rests on, judge again, deliver, and judge once more if anything left.

        `only` these letters, under the approvals that they have now: one taken back and approved anew meanwhile is held anew.
        """
        held = self.store.outbox.in_state("held")
        approvals = None if only is None else {o.submission.id for o in held if o.draft in only}
        due = [
            o.draft for o in held if (o.due <= self.clock.now() if approvals is None else o.submission.id in approvals)
        ]
        while due:
            names = {
                name for d in due if (draft := self.store.drafts.get(d)) for name in self.run.rests_on(draft, verdict)
            }
            before = dict(self.attempted)
            self.refresh(names)
            if self.attempted == before:
                break
            # What was read just now may make it rest on one account more.
            verdict = self.run.judge(self.clock.now())
        if self.run.deliver(verdict, self.clock.now, self.refresh, approvals):
            self.run.judge(self.clock.now())
