"""Does something keep Bowout running, and is it well?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent import control
from agent.doctor.finding import Finding, Patient, ok, problem, warning
from agent.service import told
from agent.service.service import LOG

AREA = "service"


def check(patient: Patient) -> Iterator[Finding]:
    """The service, and whoever else runs the daemon."""
    daemon = control.status(str(patient.state), patient.environ)
    standing = patient.standing
    if standing is None:
        yield _by_itself(daemon) or warning(AREA, *_halves(patient.no_service or "there can be none in this session"))
        return
    if standing.state == "absent":
        yield _by_itself(daemon) or warning(AREA, "nothing keeps Bowout running", "agent service install")
        return
    what, steps = told.headline(standing), told.steps(standing)
    if standing.state != "running":
        yield problem(AREA, what, "; then ".join(steps) or "agent service status")
        return
    yield ok(AREA, f"{what[:-1]}{': ' + standing.status if standing.status else ''}")
    if daemon is None:
        yield warning(
            AREA, "it keeps another state, or does not answer yet", "agent service install (with the same --state)"
        )
    elif not daemon.get("healthy", True):
        yield warning(AREA, "a piece of its work is stuck; it is started anew soon", LOG)
    if standing.program and patient.program and standing.program != patient.program[0]:
        yield warning(AREA, f"it runs another program: {standing.program}", "agent service install makes it this one")
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    if standing.since is not None and standing.since < installed:
        yield warning(AREA, "it runs since before this version was installed", told.RESTART)
    for remark in told.oddities(standing):
        yield warning(AREA, *_halves(remark))


def _by_itself(daemon: dict[str, Any] | None) -> Finding | None:
    """Somebody started `agent run` otherwise."""
    return None if daemon is None else ok(AREA, f"the daemon runs, though not as a service: {daemon.get('status')}")


def _halves(text: str) -> tuple[str, str]:
    """What and mend, of a text that has both."""
    what, _, mend = text.partition("\n") if "\n" in text else text.partition(": ")
    return what, mend or told.INSTALL
