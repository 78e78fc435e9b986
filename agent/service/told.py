"""How the service is, in words a person understands, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from agent.service.service import LOG, TIMER, Standing

RESTART = "systemctl --user restart bowout"
INSTALL = "agent service install"

SANDBOX = range(214, 244)
"""Exit statuses with which systemd says that a step before the program failed (systemd.exec(5), "Process Exit Codes")."""
PROGRAM_GONE = 203
WRONG_CONFIGURATION = 2


def headline(standing: Standing) -> str:
    """In one sentence."""
    if standing.state == "absent":
        return "Bowout is not installed as a service."
    if standing.state == "masked":
        return "The service is masked: systemd was told never to start it."
    if standing.state == "running":
        return "Bowout runs as a service."
    if standing.state == "starting":
        why = "" if standing.result == "success" else f": {ending(standing)}"
        return f"Bowout is being started{' again' if why else ''}{why}."
    if standing.state == "stopping":
        return "Bowout is being stopped."
    if standing.state == "failed":
        return f"Bowout is installed as a service but does not run: {ending(standing)}."
    return "Bowout is installed as a service but does not run."


def ending(standing: Standing) -> str:
    """How it ended last."""
    result, status = standing.result, standing.exit_status
    if result in ("exit-code", "start-limit-hit"):
        if status == WRONG_CONFIGURATION:
            return "the configuration is wrong"
        if status == PROGRAM_GONE:
            return "the program is not where it was when the service was installed"
        if status in SANDBOX:
            return f"systemd could not prepare its sandbox (status {status})"
        often = ", again and again" if result == "start-limit-hit" or standing.restarts >= 3 else ""
        return f"it ended with exit status {status}{often}"
    return {
        "watchdog": "it did not get on any more and was ended",
        "timeout": "it took too long to start or to stop",
        "signal": f"it was ended by signal {status}",
        "core-dump": f"it crashed (signal {status})",
        "oom-kill": "it took too much memory and was ended",
        "protocol": "it ended before it had started",
    }.get(result, f"it ended ({result})")


def steps(standing: Standing) -> Sequence[str]:
    """What to type next; nothing where all is well."""
    if standing.state == "absent":
        return (INSTALL,)
    if standing.state == "masked":
        return ("systemctl --user unmask bowout", INSTALL)
    if standing.state == "stopped":
        return (RESTART,) if standing.enabled else (INSTALL,)
    if standing.state == "failed" or (standing.state == "starting" and standing.result != "success"):
        if standing.result in ("exit-code", "start-limit-hit"):
            if standing.exit_status == WRONG_CONFIGURATION:
                return ("agent config", RESTART)
            if standing.exit_status == PROGRAM_GONE:
                return (INSTALL,)
            if standing.exit_status in SANDBOX and any(path.endswith("/hardening.conf") for path in standing.drop_ins):
                return ("agent service uninstall", INSTALL)
        return (LOG, RESTART)
    return () if standing.enabled else (INSTALL,)


def remarks(standing: Standing, user: str) -> list[str]:
    """What else is worth knowing."""
    lines = []
    if standing.state in ("absent", "masked", "failed"):
        return oddities(standing)
    if not standing.enabled:
        lines.append("It does not start when you log in.")
    elif standing.lingers:
        lines.append("It starts with the machine, and stays when you log out.")
    else:
        lines.append("It starts when you log in, and ends when you log out.")
        lines.append(f"To have it run without you: sudo loginctl enable-linger {user}")
    return [*lines, *oddities(standing)]


def oddities(standing: Standing) -> list[str]:
    """What is not as an installation leaves it."""
    lines = []
    if standing.edited:
        lines.append("The unit was changed by hand: agent service install --replace")
    if standing.restarts:
        times = "once" if standing.restarts == 1 else f"{standing.restarts} times"
        lines.append(f"systemd has started it anew {times}: {LOG}")
    if standing.timer:
        lines.append(f"The timer for use without a daemon is on too: systemctl --user disable --now {TIMER}")
    return lines
