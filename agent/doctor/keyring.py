"""Can the key of the sign-ins be had from the session's keyring, without anybody being asked?"""

from __future__ import annotations

from collections.abc import Iterator

from agent.config import LocalAccount
from agent.doctor.bus import Bus, NoBus
from agent.doctor.finding import Finding, Patient, ok, problem
from connectors.base import ConnectorError, Temporary
from connectors.tokens.ring import SECRETS, Ring

AREA = "keyring"
KNOWN = {
    "gnome-keyring-d": "GNOME Keyring",
    "keepassxc": "KeePassXC",
    "kwalletd5": "KWallet",
    "kwalletd6": "KWallet",
    "ksecretd": "KWallet",
    "oo7-daemon": "oo7",
}
"""Names of processes (15 letters at most, as the kernel keeps them)."""


def check(patient: Patient) -> Iterator[Finding]:
    """Only where an account needs one."""
    config = patient.config
    if config is None:
        return
    if all(isinstance(account, LocalAccount) for account in config.accounts):
        yield ok(AREA, "not needed: no account has a sign-in")
        return
    if config.secrets.token_store == "file":  # noqa: S105 - the name of a place
        yield ok(AREA, 'not used: token_store = "file"')
        return
    try:
        key = Ring().key()
    except ConnectorError as fault:
        what, _, more = str(fault).partition("\n")
        waits = (
            "the daemon waits for it and goes on by itself" if isinstance(fault, Temporary) else "see docs/service.md"
        )
        yield problem(AREA, what, more or waits)
        return
    what = "open, with the key of your sign-ins" if key else "open; the first sign-in puts a key into it"
    yield ok(AREA, f"{_name(patient)}: {what}")


def _name(patient: Patient) -> str:
    try:
        bus = Bus(patient.environ)
    except NoBus:
        return "the keyring"
    try:
        process = bus.process(SECRETS)
    finally:
        bus.close()
    return KNOWN.get(process, process or "the keyring")
