"""What the daemon does or waits for, in plain words. Pure; no address and no word of a message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from agent.log import redact


@dataclass(frozen=True, slots=True)
class Watched:
    """One account, as far as there is something to tell."""

    name: str
    signed_out: bool = False
    trouble: str = ""
    """Why the last look or pass failed; "" if it did not."""
    next_look: datetime | None = None


def waiting_for_configuration(path: str, *, faults: bool) -> str:
    """There is nothing to go by."""
    if faults:
        return f"waiting for a configuration without faults at {path}: agent config"
    return f"waiting for a configuration at {path}: agent config init"


def working(
    accounts: Iterable[Watched], *, pending: bool, healthy: bool, trouble: str = "", kept_old: bool = False,
    unheard: str = "", resting: str | None = None,
) -> str:  # fmt: skip
    """How things stand with a configuration; `trouble`: why the last pass as a whole failed; `unheard`: why notifications
    are not shown; `resting`: the search is over, and accounts are looked at "hourly", or at a "stop"."""
    accounts = list(accounts)
    count = f"{len(accounts)} account{'' if len(accounts) == 1 else 's'}"
    looks = [account.next_look for account in accounts if account.next_look is not None]
    if not healthy:
        count += ", a pass or a look is stuck"
    elif pending:
        count += ", at work"
    elif looks:
        count += f", next look at {min(looks).astimezone():%H:%M:%S}"
    said = [count]
    if resting is not None:
        said.append(_RESTS[resting])
    if any(_locked(account) for account in accounts):
        said.append("waiting for the keyring to be unlocked")
    for account in accounts:
        if account.signed_out:
            said.append(f"{account.name} waits for you to sign in: agent login {account.name}")
        elif account.trouble and not _locked(account):
            said.append(f"{account.name}: {account.trouble.removesuffix('.')}")
    if trouble:
        said.append(trouble.removesuffix("."))
    if kept_old:
        said.append("the changed configuration has faults, so the old one stays: agent config")
    if unheard:
        said.append(unheard)
    return redact("; ".join(dict.fromkeys(said)))


_RESTS = {
    "hourly": "the search is over, so it looks once an hour",
    "stop": "the search is over, so it looks only when asked: agent sync",
}


def _locked(account: Watched) -> bool:
    return "keyring" in account.trouble and "locked" in account.trouble and not account.signed_out
