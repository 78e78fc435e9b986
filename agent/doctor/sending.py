"""Does the send command of a local account exist, and would it work where the service starts it?

A program with a setgid or setuid bit loses it in the service's sandbox. Some have none themselves and hand the letter to
one that has: those are known by name.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from agent.config import LocalAccount, may_send
from agent.doctor.finding import Finding, Patient, ok, problem, warning

AREA = "sending"
HANDS_ON = {
    "sendmail": (
        "/usr/sbin/postdrop",
        "/usr/sbin/nullmailer-queue",
        "/var/qmail/bin/qmail-queue",
        "/usr/libexec/sendmail/sendmail",
    ),
    "nullmailer-inject": ("/usr/sbin/nullmailer-queue",),
    "qmail-inject": ("/var/qmail/bin/qmail-queue",),
}
"""Command → programs that it starts, which need their bit."""
CAN_DO_WITHOUT = ("msmtp",)
"""Debian gives it a group for the system's own configuration only; with ~/.msmtprc it needs none."""
ALLOW = "agent service install --allow-setgid"


def check(patient: Patient) -> Iterator[Finding]:
    """One send command after the other."""
    if patient.config is None:
        return
    for account in patient.config.accounts:
        if isinstance(account, LocalAccount) and may_send(account):
            yield from _command(account.name, account.send[0], patient)


def _command(name: str, word: str, patient: Patient) -> Iterator[Finding]:
    program = shutil.which(word, path=patient.environ.get("PATH", os.defpath))
    if program is None:
        there = "is not executable" if Path(word).is_file() else "is not there"
        yield problem(AREA, f"{name}: the send command {word} {there}", f"install it, or correct `send` of {name}")
        return
    yield from _elsewhere(name, word, program, patient)
    bearer = _bearer(program)
    if bearer is None or _gains_rights(patient):
        yield ok(AREA, f"{name}: {program}")
        return
    what = f"{name}: {bearer} needs its setgid or setuid bit, which the service's sandbox takes from it"
    if Path(program).name in CAN_DO_WITHOUT:
        yield warning(AREA, f"{what}, unless it can do with ~/.{Path(program).name}rc", f"if letters fail: {ALLOW}")
    elif patient.standing is not None and patient.standing.state != "absent":
        yield problem(AREA, what, ALLOW)
    else:
        yield warning(AREA, what, f"when you install the service: {ALLOW}")


def _elsewhere(name: str, word: str, program: str, patient: Patient) -> Iterator[Finding]:
    """A command without a path is looked for by systemd's PATH, not by that of this terminal."""
    if "/" in word or patient.service is None:
        return
    path = patient.service.environment().get("PATH")
    if path is not None and shutil.which(word, path=path) is None:
        yield problem(
            AREA,
            f"{name}: the service does not find {word}, which is in none of its folders",
            f'write "{program}" in `send` of {name}',
        )


def _bearer(program: str) -> str | None:
    """The program that has such a bit: this one, or one that it starts."""
    real = Path(program).resolve()
    called = (Path(program).name, real.name)
    for path in (real, *(Path(other) for name in called for other in HANDS_ON.get(name, ()))):
        try:
            if path.stat().st_mode & (stat.S_ISUID | stat.S_ISGID):
                return str(path)
        except OSError:
            continue
    return None


def _gains_rights(patient: Patient) -> bool:
    """The service is there, and its programs may gain rights."""
    return patient.standing is not None and patient.standing.gains_rights
