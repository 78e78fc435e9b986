"""`agent service`, `agent doctor`: what keeps Bowout running, and what keeps it from working."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from agent.cli.command import Command
from agent.cli.look import clean
from agent.errors import WrongUsage

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.cli.call import Call
    from agent.doctor import Finding, Patient
    from agent.service import Service, Standing

NOT_RUNNING = 1


# ---------------------------------------------------------------- service


def _service(call: Call, args: Namespace) -> int:
    if args.what != "install" and (args.hardening or args.allow_setgid):
        raise WrongUsage("--hardening and --allow-setgid go with: agent service install")
    user = _user()
    service = _found(user)
    if args.what == "uninstall":
        return _uninstall(call, service, replace=args.replace)
    if args.what == "install":
        return _install(call, service, user, args)
    standing = service.standing()
    call.answer(_document(standing), "\n".join(_told(call, standing, user)))
    return 0 if standing.state == "running" else NOT_RUNNING


def _install(call: Call, service: Service, user: str, args: Namespace) -> int:
    command = _command(call)
    drop_in = "hardening.conf" if args.hardening else "setgid.conf" if args.allow_setgid else None
    done = service.install(command, drop_in, replace=args.replace)
    standing = service.standing()
    look = call.look()
    lines = [f"{look.sign('good')} Written: {clean(str(path))}" for path in done.written]
    lines += [f"{look.sign('warn')} Your own file is kept as {clean(str(path))}" for path in done.saved]
    lines += [
        f"  It starts {clean(' '.join(command))} run",
        *_beware(call, command[0]),
        "",
        *_told(call, standing, user),
    ]
    paths = {"written": [str(path) for path in done.written], "saved": [str(path) for path in done.saved]}
    call.answer({**paths, "command": [*command, "run"], **_document(standing)}, "\n".join(lines))
    return 0 if standing.state == "running" else NOT_RUNNING


def _command(call: Call) -> tuple[str, ...]:
    """This very program, with the places it was told where they are not those it would look in by itself."""
    from agent import config_files
    from agent.service import command_line

    usual = (config_files.config_file(None, {}), config_files.state_folder(None, {}))
    config = call.config_path if call.config_path != usual[0] else None
    state = call.state if call.state != usual[1] else None
    command = command_line(sys.argv[0], sys.executable, config, state)
    return (*command, f"-{'v' * call.verbose}") if call.verbose else command


def _beware(call: Call, program: str) -> list[str]:
    """What about the installed command may surprise later."""
    look, lines = call.look(), []
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - only compared
    if program.startswith(("/tmp/", "/var/tmp/", f"{cache}/")):  # noqa: S108 - only compared
        lines += look.wrapped(
            "That program lies in a temporary place: install Bowout for good (pipx install bowout).", 2, "warn"
        )
    elif sys.prefix != sys.base_prefix:
        lines += look.wrapped(
            f"It needs the virtual environment {sys.prefix}; if you move that, install again.", 2, "dim"
        )
    if not os.path.exists(call.config_path):  # noqa: PTH110 - a text
        lines += look.wrapped("There is no configuration yet: it waits for one (agent config init).", 2, "dim")
    return lines


def _uninstall(call: Call, service: Service, *, replace: bool) -> int:
    done = service.uninstall(replace=replace)
    look = call.look()
    lines = [f"{look.sign('good')} Removed: {clean(str(path))}" for path in done.gone]
    lines += [f"{look.sign('warn')} Yours, so it stays: {clean(str(path))}" for path in done.stays]
    lines = lines or ["Nothing was installed."]
    lines += (
        look.wrapped("What Bowout read and decided stays; `agent purge` deletes it.", 2, "dim") if done.gone else []
    )
    document = {"removed": [str(path) for path in done.gone], "stays": [str(path) for path in done.stays]}
    call.answer(document, "\n".join(lines))
    return 0


def _told(call: Call, standing: Standing, user: str) -> list[str]:
    from agent.service import told

    look = call.look()
    sign = {"running": "good", "starting": "later", "stopping": "later", "absent": "empty"}.get(standing.state, "bad")
    lines = [f"{look.sign(sign)} {told.headline(standing)}"]
    since = f"since {look.at(standing.since.isoformat())}" if standing.since and standing.state != "absent" else None
    about = [since, f"process {standing.pid}" if standing.pid else None]
    lines += look.wrapped(look.joined(*about), 2, "dim") if any(about) else []
    # One that ended leaves its last words.
    lines += look.wrapped(clean(standing.status), 2) if standing.status and standing.pid else []
    for remark in told.remarks(standing, user):
        lines += look.wrapped(clean(remark), 2, "dim")
    next_ = told.steps(standing)
    lines += ["", "Next:", *(f"  {look.paint(step, 'command')}" for step in next_)] if next_ else []
    return lines


def _document(standing: Standing) -> dict[str, Any]:
    from agent.service import told

    return {
        "installed": standing.state != "absent",
        "running": standing.state == "running",
        "state": standing.state,
        "enabled": standing.enabled,
        "lingers": standing.lingers,
        "edited": standing.edited,
        "since": standing.since.astimezone().isoformat(timespec="seconds") if standing.since else None,
        "status": standing.status or None,
        "pid": standing.pid,
        "restarts": standing.restarts,
        "result": standing.result,
        "exit_status": standing.exit_status,
        "unit": standing.unit or None,
        "drop_ins": list(standing.drop_ins),
        "says": told.headline(standing),
        "next": list(told.steps(standing)),
    }


def _found(user: str) -> Service:
    from pathlib import Path

    from agent.service import Manager, Places, Service

    manager = Manager.find(os.environ, user, os.getuid())
    return Service(manager, Places.of(os.environ, Path.home(), manager.unit_path()), user)


def _user() -> str:
    """The name of who runs this. Raises WrongUsage for `sudo agent service …`, which would be root's service."""
    import pwd

    if os.getuid() == 0 and os.environ.get("SUDO_USER", "root") != "root":
        raise WrongUsage("This is your service, not the system's: run it without sudo.")
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _service_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=("install", "uninstall", "status"),
        default="status",
        help="status if you say nothing",
    )
    parser.add_argument(
        "--replace", action="store_true", help="also where a file was changed by hand (it is kept aside)"
    )
    boxes = parser.add_mutually_exclusive_group()
    boxes.add_argument("--hardening", action="store_true", help="a tighter sandbox, where user namespaces are allowed")
    boxes.add_argument(
        "--allow-setgid", action="store_true", help="a looser one, for a sendmail that needs its setgid bit"
    )


# ---------------------------------------------------------------- doctor


def _doctor(call: Call, args: Namespace) -> int:
    from agent import log
    from agent.doctor import examine

    log.set_up(call.verbose, call.err)
    look = call.look()
    findings: list[Finding] = []
    area = ""
    for finding in examine(_patient(call, online=args.online)):
        findings.append(finding)
        if call.as_json:
            continue
        if finding.area != area:
            call.say(look.paint(finding.area.capitalize(), "title"))
            area = finding.area
        call.say("\n".join(_line(call, finding)))
    problems, warnings = (sum(one.result == result for one in findings) for result in ("problem", "warning"))
    document = {
        "ok": not problems,
        "problems": problems,
        "warnings": warnings,
        "checks": [{name: getattr(one, name) for name in ("area", "result", "what", "mend")} for one in findings],
    }
    call.answer(document, f"\n{_summary(problems, warnings)}")
    return 1 if problems else 0


def _line(call: Call, finding: Finding) -> list[str]:
    look = call.look()
    sign, style = {"ok": ("good", "good"), "warning": ("warn", "warn")}.get(finding.result, ("bad", "bad"))
    first, *rest = look.wrapped(clean(finding.what), 4)
    lines = [f"  {look.paint(look.sign(sign), style)} {first.lstrip()}", *rest]
    return lines + (look.wrapped(clean(finding.mend), 6, "command") if finding.mend else [])


def _summary(problems: int, warnings: int) -> str:
    def count(number: int, noun: str) -> str:
        return f"{number} {noun}{'' if number == 1 else 's'}"

    if problems:
        return f"{count(problems, 'problem')}, {count(warnings, 'warning')}. The line under each says what to do."
    return f"Nothing is wrong. {count(warnings, 'warning')}." if warnings else "Nothing is wrong."


def _patient(call: Call, *, online: bool) -> Patient:
    """Whatever can be had of the configuration and the service, and why the rest cannot."""
    from pathlib import Path

    from agent.doctor import Patient
    from agent.errors import UserError

    config, service, standing, reason = None, None, None, None
    faults: tuple[str, ...] = ()
    try:
        config = call.config() if os.path.exists(call.config_path) else None  # noqa: PTH110 - a text
    except WrongUsage as fault:
        faults = _each_fault(str(fault))
    try:
        service = _found(_user())
        standing = service.standing()
    except UserError as fault:
        reason = str(fault)
    return Patient(
        config_path=Path(call.config_path),
        state=Path(call.state),
        environ=os.environ,
        now=call.now(),
        config=config,
        faults=faults,
        service=service,
        standing=standing,
        no_service=reason,
        program=_command(call),
        online=online,
        pretended=call.fixed is not None,
    )


def _each_fault(text: str) -> tuple[str, ...]:
    """Faults of a configuration one by one, each with the lines that say more; the whole text where it is about one."""
    head, *more = text.splitlines()
    each: list[str] = []
    for line in more:
        if re.match(r"  (line \d+, )?\[", line):
            each.append(line.strip())
        elif each:
            each[-1] += f"\n{line.strip()}"
    return tuple(each) or (head,)


def _doctor_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--online", action="store_true", help="ask the accounts too; nothing is changed")


COMMANDS = {
    "service": Command(
        _service,
        _service_arguments,
        about=(
            "Bowout as a service of yours, which systemd starts when you log in and keeps running.\n"
            "`install` writes the unit with the path of this very `agent`, and starts it; `uninstall` takes it away."
        ),
        examples="  agent service install\n  agent service status\n  journalctl --user -u bowout -f      what it does\n  agent service uninstall",
    ),
    "doctor": Command(
        _doctor,
        _doctor_arguments,
        defaults={"online": False},
        about="Look at everything that could keep Bowout from working, and say how to mend it. Changes nothing.",
        examples="  agent doctor\n  agent doctor --online       asks the accounts too\n  agent doctor --json",
    ),
}
