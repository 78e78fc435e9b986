"""Is the time sane, kept by somebody, and in the zone that the configuration means?"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agent.config import is_zone, system_zone
from agent.doctor.finding import Finding, Patient, ok, problem, warning

AREA = "clock"
LIMIT = 5.0
MEND = "sudo timedatectl set-ntp true"


def check(patient: Patient) -> Iterator[Finding]:
    """The time of day decides what is due and what is upcoming."""
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    if not patient.pretended and patient.now < installed - timedelta(days=1):
        yield problem(AREA, f"it is {patient.now:%Y-%m-%d %H:%M}, before this program was installed", MEND)
    kept = _kept()
    zone = patient.config.user.timezone if patient.config else system_zone()
    if not is_zone(zone):
        yield problem(AREA, f"the time zone {zone} is not known here", "sudo apt install tzdata")
        return
    local = f"{patient.now:%H:%M} in {zone}"
    if kept is False:
        yield warning(AREA, f"{local}; nobody keeps the clock right", MEND)
    else:
        yield ok(AREA, f"{local}{', kept by the network' if kept else ''}")
    here = system_zone()
    if patient.now.astimezone().utcoffset() != patient.now.utcoffset():
        yield ok(AREA, f"this machine is in {here}, you are in {zone}: everything is shown in yours")


def _kept() -> bool | None:
    """Whether the clock is kept by the network; None where that cannot be told (timedatectl(1))."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    words = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=LIMIT, check=False)  # noqa: S603 - our own words
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(done.stdout.strip()) if done.returncode == 0 else None
