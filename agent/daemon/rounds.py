"""What is looked at and delivered when, and what each look and each pass changes about that."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from agent.config import Config
from agent.daemon import schedule
from agent.daemon.accounts import Watched, described, token_files, watched
from agent.daemon.passes import Job, Passes
from agent.daemon.state import State
from agent.daemon.timetable import Timetable
from agent.store.agenda import Standing

log = logging.getLogger(__name__)

SOON = timedelta(seconds=0.3)
"""So long after its time a letter is looked at: a clock's tick does not make it early."""


class Rounds:
    """The accounts of one configuration, and what is due in the state."""

    def __init__(
        self, state: State, timetable: Timetable, passes: Passes, *,
        chance: Callable[[], float], battery: Callable[[], bool], limit: float, changed: Callable[[], None],
    ) -> None:  # fmt: skip
        """`chance` is in 0..1; `limit`: seconds that a look may take; `changed` is called when the status may be another."""
        self.accounts: dict[str, Watched] = {}
        self.trouble = ""
        """Why the last pass as a whole failed, one line."""
        self._state, self._times, self._passes = state, timetable, passes
        self._chance, self._battery, self._limit, self._changed = chance, battery, limit, changed
        self._config: Config | None = None
        self._tried: datetime | None = None
        self._faults = 0
        self._over = False

    def begin(self, config: Config) -> None:
        """Go by this configuration; everything is read at once."""
        before = self.accounts
        self.end()
        self._config = config
        self._over = self._state.archived()
        self.accounts = watched(config, Path(self._state.path))
        for name, account in self.accounts.items():
            if name in before and before[name].account == account.account:
                account.asked = before[name].asked
        self._tomorrow()
        self.everything()
        for account in self.accounts.values():
            self._plan(account)  # those that are not read now are looked at in their time

    def end(self) -> None:
        """Look at nothing any more."""
        for name, account in self.accounts.items():
            account.close()
            self._times.drop(f"look {name}")
        self.accounts = {}

    @property
    def stuck(self) -> bool:
        """A look takes too long."""
        return any(account.stuck(self._limit) for account in self.accounts.values())

    @property
    def resting(self) -> Literal["hourly", "stop"] | None:
        """The search is over, so accounts are looked at once an hour, or not at all; None: as they are configured."""
        wish = self._config.rules.after_signing if self._config is not None else "as_before"
        return wish if self._over and wish != "as_before" else None

    # ------------------------------------------------------------ looks

    def everything(self, *, asked: bool = False) -> None:
        """Read all accounts; those that wait for a sign-in, or were asked to wait, only where somebody `asked`, and once
        the search is over none that was read within the hour, or none at all."""
        standings = self._state.standings()
        now = self._times.now()
        names = [
            name for name, account in self.accounts.items()
            if asked or not (_signed_out(standings.get(name)) or account.waits(now) or self._rests(standings.get(name)))
        ]  # fmt: skip
        if len(names) == len(self.accounts):
            self._passes.want(())
        else:
            self._passes.want(names or None)

    def _rests(self, standing: Standing | None) -> bool:
        """The search is over, and the account was read within the hour, or is not to be read any more."""
        if self.resting != "hourly" or standing is None or standing.last_success is None:
            return self.resting == "stop"
        return 0 <= (self._times.now() - standing.last_success).total_seconds() < schedule.RESTING

    def anew(self) -> None:
        """Plan everything again by the clock as it is now, and forget that anything failed."""
        for account in self.accounts.values():
            account.failures = 0
            account.doubts.clear()
            self._plan(account)
        self._tomorrow()
        self.arrange()
        self._times.look_again()

    async def look(self, name: str) -> None:
        """One look at one account; what it finds decides whether a worker is started."""
        account = self.accounts.get(name)
        if account is None or self._passes.wants(name):
            return  # it is planned anew after the pass
        try:
            await self._look(account)
        except Exception:
            log.exception("looking at account %s", name)
            self._plan(account)
        self._changed()

    async def _look(self, account: Watched) -> None:
        assert self._config is not None
        standing = self._state.standings().get(account.name)
        if _signed_out(standing):
            if self._new_tokens(account):
                self._passes.want([account.name])
            else:
                self._plan(account)
            return
        try:
            news = await account.look(standing, self._times.now(), self._config.user.timezone, self._limit)
        except Exception as error:  # noqa: BLE001 - one account must not stop the others; the reason is shown
            self._look_failed(account, standing, error)
            return
        if self.accounts.get(account.name) is not account:
            return  # another configuration meanwhile
        if news:
            self._passes.want([account.name])
            return
        account.well()
        self._state.unchanged(account.name, standing, self._times.now())
        self._plan(account)
        self.arrange()

    def _look_failed(self, account: Watched, standing: Standing | None, error: Exception) -> None:
        if self.accounts.get(account.name) is not account:
            return
        why, seconds = described(error)
        account.failed(why, self._times.now(), seconds)
        log.warning("account %s: %s, %d in a row", account.name, type(error).__name__, account.failures)
        if not seconds and (standing is None or standing.error is None):
            self._passes.want([account.name])  # fails too, most likely, and then `agent status` says why
        self._plan(account)

    def _plan(self, account: Watched) -> None:
        """When to look at it next."""
        if self.accounts.get(account.name) is not account:
            return
        if self.resting == "stop":
            self._times.drop(f"look {account.name}")
            return
        standing = self._state.standings().get(account.name)
        waits = _signed_out(standing)
        poll = account.account.poll_seconds
        seconds = schedule.pause(
            max(poll, schedule.RESTING) if self.resting else poll,
            self._chance(),
            failures=0 if waits else account.failures,
            battery=self._battery(),
            at_least=account.waits(self._times.now()),
            keyring=account.keyring and not waits,
            more=standing is not None and standing.todo > 0,
        )
        self._times.within(f"look {account.name}", seconds, self.look, account.name)

    def _new_tokens(self, account: Watched) -> bool:
        """Somebody signed in since the account was found to need it."""
        return token_files(Path(self._state.path), account.name) != account.tokens

    def poked(self) -> None:
        """Somebody else changed the state: an approval, say, or a sign-in."""
        standings = self._state.standings()
        for name, account in self.accounts.items():
            if account.signed_out and (not _signed_out(standings.get(name)) or self._new_tokens(account)):
                account.signed_out = False
                self._passes.want([name])
        self._turn()
        self.arrange()

    def _turn(self) -> None:
        """The search is over since now, or goes on again: every account has another rhythm."""
        over = self._state.archived()
        if over != self._over:
            self._over = over
            for account in self.accounts.values():
                self._plan(account)

    # ------------------------------------------------------------ what is due

    def arrange(self) -> None:
        """Deliver what is due, and come back when the next thing is."""
        if self._passes.pending or self._config is None:
            return  # asked again after the pass
        now = self._times.now()
        again = timedelta(seconds=schedule.retry(self._faults)) if self._faults else schedule.AGAIN
        when = schedule.next_due(self._state.due(now), now, self._tried, again)
        if when is None:
            self._times.drop("due")
        elif when <= now:
            self._passes.want(None)
        else:
            self._times.at("due", when + SOON, self._due)

    def _due(self) -> None:
        self.arrange()
        self._changed()

    def _tomorrow(self) -> None:
        """Deadlines pass and interviews take place, whether or not anything arrives."""
        zone = ZoneInfo(self._config.user.timezone) if self._config is not None else UTC
        self._times.at("day", schedule.next_day(self._times.now().astimezone(zone)), self._new_day)

    def _new_day(self) -> None:
        self._tomorrow()
        self.everything()
        self._changed()

    # ------------------------------------------------------------ passes

    def pass_begins(self) -> None:
        """What is due by now is tried in it."""
        self._tried = self._times.now()

    def pass_ended(self, job: Job) -> None:
        """Draw the conclusions."""
        last = job.ended.last if job.ended is not None else None
        well = last is not None and "error" not in last
        if well or (job.relay is None and job.decision is None):  # what a person asked is that person's to hear
            self._faults = 0 if well else self._faults + 1
            self.trouble = "" if well else _first_line(str((last or {}).get("error") or "a pass was cut off"))
        self._turn()
        standings = self._state.standings()
        asked = (last or {}).get("news", {}).get("retry_after", {})
        for account in self.accounts.values():
            if job.accounts == () or (job.accounts is not None and account.name in job.accounts):
                self._conclude(account, standings.get(account.name), well=well, retry_after=asked.get(account.name))
        self.arrange()

    def _conclude(self, account: Watched, standing: Standing | None, *, well: bool, retry_after: float | None) -> None:
        now = self._times.now()
        account.signed_out = _signed_out(standing)
        if account.signed_out:
            account.tokens = token_files(Path(self._state.path), account.name)
        if not well:
            account.failed(self.trouble, now)
        elif standing is not None and standing.error is not None:
            account.failed(standing.error, now, retry_after)
        else:
            account.well()
            account.concluded(standing, now)
        self._plan(account)


def _signed_out(standing: Standing | None) -> bool:
    return standing is not None and standing.needs_login


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
