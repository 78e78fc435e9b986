"""The user's own systemd: found, asked, and told what to do, all by `systemctl --user`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from agent.errors import UserError

LIMIT = 100.0
"""Seconds that systemctl is given: longer than TimeoutStartSec and TimeoutStopSec of the unit together."""
WITHOUT = "Let your desktop start `agent run` when you log in, or run `agent --quiet sync` from cron."


class NoManager(UserError):
    """No systemd of the user's runs, or none at all. The text says why and what to do."""


class Manager:
    """One user's systemd."""

    def __init__(self, environ: Mapping[str, str], systemctl: str) -> None:
        self._environ = environ
        self._systemctl = systemctl

    @classmethod
    def find(cls, environ: Mapping[str, str], user: str, uid: int) -> Manager:
        """Raises NoManager. A session without XDG_RUNTIME_DIR (`su`, say) still finds what runs for the user."""
        systemctl = shutil.which("systemctl", path=environ.get("PATH", os.defpath))
        if systemctl is None or not Path("/run/systemd/system").is_dir():
            what = "This machine has no systemd" if systemctl is None else "This machine was not started by systemd"
            raise NoManager(f"{what}, so there is nothing that could keep Bowout running.\n{WITHOUT}")
        runtime = environ.get("XDG_RUNTIME_DIR") or f"/run/user/{uid}"
        if not Path(runtime, "systemd", "private").exists():
            raise NoManager(
                f"No systemd of {user}'s runs, because {user} is not logged in to a session of their own.\n"
                f"Log in (to the desktop, or by ssh), or let it run always: sudo loginctl enable-linger {user}"
            )
        # Times come in UTC and words in English, whatever the user's locale.
        own = {"XDG_RUNTIME_DIR": runtime, "TZ": "UTC", "LC_ALL": "C", "SYSTEMD_PAGER": "", "SYSTEMD_COLORS": "0"}
        return cls({**environ, **own}, systemctl)

    def do(self, *words: str) -> None:
        """Tell it something. Raises UserError with what it answers."""
        done = self._run(*words)
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise UserError(f"systemctl --user {' '.join(words)} failed: {said[0] if said else done.returncode}")

    def tries(self, *words: str) -> bool:
        """Tell it something that may fail; whether it went well."""
        return self._run(*words).returncode == 0

    def unit_path(self) -> tuple[str, ...]:
        """The folders in which it looks for units, the user's own before the others."""
        return tuple(self._run("show", "--property=UnitPath", "--value").stdout.split())

    def environment(self) -> dict[str, str]:
        """What it gives the programs that it starts; values that need quoting are left as they are shown."""
        lines = self._run("show-environment").stdout.splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def properties(self, unit: str) -> dict[str, str]:
        """What it knows of a unit (org.freedesktop.systemd1(5)); of one that it does not know, not much."""
        lines = self._run("show", unit).stdout.splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(  # noqa: S603 - our own words, no shell
                [self._systemctl, "--user", *words],
                env=dict(self._environ),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=LIMIT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UserError(
                f"Your systemd does not answer ({type(error).__name__}).\nSee: systemctl --user status"
            ) from None
