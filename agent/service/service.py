"""The service as one thing: installed, removed, and told of in plain words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from agent.errors import UserError
from agent.service import files
from agent.service.manager import Manager

NAME = "bowout"
TIMER = "bowout-sync.timer"
LINGER = Path("/var/lib/systemd/linger")
LOG = "journalctl --user -u bowout -n 30"

State = Literal["absent", "running", "starting", "stopping", "stopped", "failed", "masked"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the service is."""

    state: State
    """`absent`: not installed. `starting` also where it waits to be started again."""
    enabled: bool = False
    """It starts when the user logs in."""
    lingers: bool = False
    """It also runs while the user is not logged in."""
    edited: bool = False
    """The unit is not (any more) the one that was installed."""
    since: datetime | None = None
    """When that state began."""
    status: str = ""
    """What the daemon says it does, or waits for."""
    pid: int | None = None
    restarts: int = 0
    """How often systemd has started it anew by itself."""
    result: str = "success"
    """How it ended last: success, exit-code, signal, watchdog, timeout, start-limit-hit, oom-kill … (systemd.exec(5))."""
    exit_status: int = 0
    """The exit status of that, or the number of the signal."""
    unit: str = ""
    program: str = ""
    """What it starts."""
    gains_rights: bool = False
    """What it starts may gain rights by a setuid or setgid bit."""
    drop_ins: tuple[str, ...] = ()
    timer: bool = False
    """The timer for people without a daemon is on as well."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did."""

    written: tuple[Path, ...]
    saved: tuple[Path, ...]
    """The user's own files of that name, moved there."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What went, and what of the user's own stays."""

    gone: tuple[Path, ...]
    stays: tuple[Path, ...]


class Service:
    """The service of one user."""

    def __init__(self, manager: Manager, places: files.Places, user: str) -> None:
        self._manager = manager
        self._places = places
        self._user = user

    def install(self, command: Sequence[str], drop_in: str | None = None, *, replace: bool = False) -> Installed:
        """Put the files in place, and start it (anew), now and whenever the user logs in.

        `drop_in`: one of `files.DROP_INS`, in place of the other. A file that the user has made their own stops all of
        it, unless `replace`: then it is moved aside. Raises UserError.
        """
        wanted = {
            self._places.unit: files.unit(command),
            self._places.desktop: files.desktop(command),
            self._places.icon: files.shipped(files.ICON),
        }
        for name in files.DROP_INS:
            path = self._places.drop_in(name)
            if name == drop_in or (drop_in is None and files.standing(path) == "ours"):
                wanted[path] = files.shipped(name)
        own = [path for path in wanted if files.standing(path) in ("edited", "theirs")]
        if own and not replace:
            raise UserError(
                f"{own[0]} was changed by hand, so nothing was touched.\n"
                "Put your changes into a drop-in (systemctl --user edit bowout), then: agent service install --replace"
            )
        saved = tuple(files.set_aside(path) for path in own)
        written = tuple(path for path, text in wanted.items() if files.write(path, text))
        for name in files.DROP_INS:
            if drop_in not in (None, name) and files.standing(self._places.drop_in(name)) == "ours":
                self._places.drop_in(name).unlink()
        self._manager.do("daemon-reload")
        self._manager.tries("reset-failed", files.UNIT)
        self._manager.do("enable", files.UNIT)
        self._manager.tries("restart", files.UNIT)  # whether it runs is asked afterwards
        return Installed(written, saved)

    def uninstall(self, *, replace: bool = False) -> Removed:
        """Stop it and take away exactly what was installed; with `replace` also what was changed since. Raises UserError."""
        self._manager.tries("disable", files.UNIT)
        if self._manager.properties(files.UNIT).get("ActiveState", "inactive") != "inactive":
            self._manager.do("stop", files.UNIT)
        gone, stays = [], []
        for path in (
            self._places.unit,
            *map(self._places.drop_in, files.DROP_INS),
            self._places.desktop,
            self._places.icon,
        ):
            standing = files.standing(path)
            if standing == "ours" or (standing == "edited" and replace):
                path.unlink()
                gone.append(path)
            elif standing != "absent":
                stays.append(path)
        folder = self._places.folder
        if folder.is_dir():
            stays += [path for path in sorted(folder.iterdir()) if path not in stays]
            if not any(folder.iterdir()):
                folder.rmdir()
        self._manager.do("daemon-reload")
        self._manager.tries("reset-failed", files.UNIT)
        return Removed(tuple(gone), tuple(stays))

    def standing(self) -> Standing:
        """How it is now."""
        known = self._manager.properties(files.UNIT)
        load = known.get("LoadState", "not-found")
        if load == "not-found":
            return Standing("absent", timer=self._timer())
        state = "masked" if load == "masked" else _state(known)
        pid = int(known.get("MainPID") or 0)
        return Standing(
            state=state,
            enabled=known.get("UnitFileState") in ("enabled", "enabled-runtime"),
            lingers=(LINGER / self._user).exists(),
            edited=files.standing(self._places.unit) in ("edited", "theirs"),
            since=_time(known.get("ActiveEnterTimestamp" if state == "running" else "StateChangeTimestamp", "")),
            status=known.get("StatusText", ""),
            pid=pid or None,
            restarts=int(known.get("NRestarts") or 0),
            result=known.get("Result", "success"),
            exit_status=int(known.get("ExecMainStatus") or 0),
            unit=known.get("FragmentPath", ""),
            program=known.get("ExecStart", "").partition("path=")[2].partition(" ; ")[0],
            gains_rights=known.get("NoNewPrivileges") == "no",
            drop_ins=tuple(known.get("DropInPaths", "").split()),
            timer=self._timer(),
        )

    def environment(self) -> dict[str, str]:
        """The environment in which it is started."""
        return self._manager.environment()

    def _timer(self) -> bool:
        return self._manager.properties(TIMER).get("ActiveState") == "active"


def command_line(argv0: str, python: str, config: str | None, state: str | None) -> tuple[str, ...]:
    """The running program as a command that works from anywhere: absolute path, and the options it needs.

    `argv0`: as this program was called; `python`: the interpreter that runs it. `config` and `state` where they are not
    the usual places.
    """
    beside = Path(python).parent / "agent"
    if os.path.basename(argv0) != "__main__.py":  # noqa: PTH119 - a text, perhaps no path
        found = shutil.which(argv0) or argv0
        program: tuple[str, ...] = (os.path.abspath(found),)  # noqa: PTH100 - a link stays one: updates change what is behind it
    else:
        program = (str(beside),) if os.access(beside, os.X_OK) else (python, "-P", "-m", "agent")
    options = (("--config", config), ("--state", state))
    return (*program, *(word for key, value in options if value is not None for word in (key, value)))


def _state(known: dict[str, str]) -> State:
    active, sub = known.get("ActiveState"), known.get("SubState")
    if active in ("active", "reloading"):
        return "running"
    if active == "activating" or sub == "auto-restart":
        return "starting"
    if active == "deactivating":
        return "stopping"
    return "failed" if active == "failed" else "stopped"


def _time(text: str) -> datetime | None:
    """A time as `systemctl show` prints it in UTC: "Sat 2026-11-21 07:50:27 UTC"."""
    words = text.split()
    if len(words) < 3:
        return None
    try:
        return datetime.fromisoformat(f"{words[1]} {words[2]}").replace(tzinfo=UTC)
    except ValueError:
        return None
