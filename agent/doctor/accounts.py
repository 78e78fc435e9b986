"""Does each account lie where the configuration says, is somebody signed in, and did the last look at it go well?"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from agent.account import connector_of, window
from agent.config import Account, Config, GoogleAccount, LocalAccount, may_send
from agent.doctor.finding import Finding, Patient, ok, problem, warning
from agent.errors import UserError
from agent.store import agenda, views
from connectors.base import Connector, ConnectorError, NeedsLogin
from connectors.tokens import Tokens

AREA = "accounts"
STALE = timedelta(days=2)


def check(patient: Patient) -> Iterator[Finding]:
    """One account after the other."""
    if patient.config is None:
        return
    known = _known(patient.state)
    resting = patient.config.rules.after_signing == "stop" and _is_over(patient.state)
    for account in patient.config.accounts:
        found = [*_places(account), *_sign_in(account, patient.config, patient.state)]
        if not any(one.result == "problem" for one in found):
            last = _last(account, known.get(account.name), patient.now, resting=resting)
            asked = list(_asked(account, patient.config, patient)) if patient.online else []
            # What went wrong at the last look may be over; what still goes wrong is told once.
            found += asked if any(one.result == "problem" for one in asked) else [*last, *asked]
        if not may_send(account) and account.permissions == "send":
            found.append(
                warning(
                    AREA,
                    f"{account.name}: it cannot send, having no `send` command",
                    f'set send = ["msmtp", "-t"], say, for {account.name} in {patient.config_path}; docs/local.md',
                )
            )
        if isinstance(account, LocalAccount) and not account.calendars:
            what = f"{account.name}: it names no calendars, so only interviews that stand in mail are found"
            found.append(warning(AREA, what, f"set calendars = [...] there, in {patient.config_path}; docs/local.md"))
        yield from found


def _is_over(state: Path) -> bool:
    """The search is archived."""
    with _opened(state) as db:
        return db is not None and agenda.archived(db)


def _places(account: Account) -> Iterator[Finding]:
    """Folders and files that the configuration names."""
    if isinstance(account, LocalAccount):
        folders = [*([account.maildir] if account.maildir else []), *account.calendars]
        for folder in folders:
            if not folder.is_dir():
                yield problem(
                    AREA, f"{account.name}: {folder} is not there", "correct the path, or mount what it lies on"
                )
            elif not os.access(folder, os.R_OK | os.X_OK):
                yield problem(AREA, f"{account.name}: {folder} may not be read", f"chmod u+rx '{folder}'")
        yield from _blind(account)
        for folder in account.calendars if account.permissions == "send" else ():
            if folder.is_dir() and not os.access(folder, os.W_OK):
                yield warning(
                    AREA, f"{account.name}: invitations in {folder} cannot be answered", f"chmod u+w '{folder}'"
                )
    elif isinstance(account, GoogleAccount) and not os.access(account.client_secrets, os.R_OK):
        yield problem(
            AREA, f"{account.name}: the client file {account.client_secrets} cannot be read", "see docs/google.md"
        )


def _blind(account: LocalAccount) -> Iterator[Finding]:
    """Mail folders that are passed over: what lies in them is not known, an offer say."""
    if account.maildir is None or not os.access(account.maildir, os.R_OK | os.X_OK):
        return
    for folder, inner, _ in os.walk(account.maildir):
        shut = [name for name in inner if not os.access(Path(folder, name), os.R_OK | os.X_OK)]
        for name in shut:
            path = Path(folder, name)
            yield warning(AREA, f"{account.name}: {path} may not be read, and is passed over", f"chmod u+rx '{path}'")
        inner[:] = [name for name in inner if name not in ("cur", "new", "tmp", *shut)]


def _sign_in(account: Account, config: Config, state: Path) -> Iterator[Finding]:
    if isinstance(account, LocalAccount):
        return
    store = config.secrets.token_store
    if not Tokens(state, account.name, store).exists:
        yield problem(AREA, f"{account.name}: nobody is signed in", f"agent login {account.name}")
        return
    kept = state / "tokens" / f"{quote(account.name, safe='')}.{'bin' if store == 'keyring' else 'json'}"
    if stat.S_IMODE(kept.stat().st_mode) & 0o077:
        yield warning(AREA, f"{account.name}: others may read {kept}", f"chmod 600 '{kept}'")
    if store == "file":
        yield warning(
            AREA,
            f"{account.name}: its sign-in lies unencrypted in {kept}",
            'token_store = "keyring" under [secrets], then sign in again',
        )


def _last(account: Account, seen: dict[str, Any] | None, now: datetime, *, resting: bool) -> Iterator[Finding]:
    """What the last look at it brought. `resting`: it is not to be looked at any more."""
    name = account.name
    if seen is None or (seen["last_success"] is None and seen["error"] is None):
        yield ok(AREA, f"{name}: not read yet")
    elif seen["needs_login"]:
        yield problem(AREA, f"{name}: {_line(seen['error'])}", f"agent login {name}")
    elif seen["error"]:
        what = f"{name}: the last look at it failed: {_line(seen['error'])}"
        yield problem(AREA, what, f"agent sync --account {name} tries again and says more")
    else:
        last = datetime.fromisoformat(seen["last_success"])
        read = f"{name}: read {_ago(now - last)}"
        if resting and now - last > STALE:
            yield ok(AREA, f"{read}; the search is over, so it is read only when asked (policy.after_signing)")
        elif now - last > STALE:
            yield warning(AREA, read, "agent service install keeps it fresh")
        else:
            yield ok(AREA, read if seen["coverage"]["complete"] else f"{read}; older mail is still being read")


def _asked(account: Account, config: Config, patient: Patient) -> Iterator[Finding]:
    """A live look, which changes nothing."""
    name = account.name
    try:
        connector = connector_of(account, config, patient.state)
        try:
            _look(connector, patient, config)
        finally:
            connector.close()
    except NeedsLogin as fault:
        yield problem(AREA, f"{name}: {_line(fault)}", f"agent login {name}")
    except (ConnectorError, UserError) as fault:
        yield problem(AREA, f"{name}: {_line(fault)}", f"agent sync --account {name} tries again and says more")
    else:
        yield ok(AREA, f"{name}: it answers")


def _look(connector: Connector, patient: Patient, config: Config) -> None:
    """Read the calendar anew, and ask the mail for changes as far as it was ever read. Raises ConnectorError."""
    seen = _standings(patient.state).get(connector.name)
    if connector.mail is not None and seen is not None and seen.mail_cursor is not None:
        connector.mail.changed(seen.mail_cursor)
    if connector.calendar is not None:
        connector.calendar.read(window(patient.now, config.user.timezone), None)


def _known(state: Path) -> dict[str, dict[str, Any]]:
    with _opened(state) as db:
        return {str(one["name"]): one for one in views.accounts(db)} if db else {}


def _standings(state: Path) -> dict[str, agenda.Standing]:
    with _opened(state) as db:
        return agenda.standings(db) if db else {}


@contextmanager
def _opened(state: Path) -> Iterator[sqlite3.Connection | None]:
    """The state for looking at; None where it cannot be looked at, which its own check says."""
    try:
        db = views.open(state)
    except (sqlite3.Error, UserError):
        db = None
    try:
        yield db
    finally:
        if db is not None:
            db.close()


def _line(text: object) -> str:
    return str(text).partition("\n")[0]


def _ago(gone: timedelta) -> str:
    minutes = int(gone.total_seconds() // 60)
    if minutes < 2:
        return "just now"
    if minutes < 120:
        return f"{minutes} minutes ago"
    return f"{minutes // 60} hours ago" if minutes < 48 * 60 else f"{minutes // 1440} days ago"
