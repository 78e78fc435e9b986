"""Opening the review page from a card, in a process that has nothing to do with the daemon any more.

What the daemon starts itself inherits its sandbox, in which a browser cannot make its own (no namespaces). So systemd, if
it runs the daemon, is asked to start the page for us, among the user's other programs.
"""

from __future__ import annotations

import logging
import os
import subprocess
import threading
from collections.abc import Mapping, Sequence

log = logging.getLogger(__name__)

LIMIT = 10.0
"""Seconds that systemd is given to take it over."""
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Wayland's name and X11's for the permission to take the focus."""
OURS = ("BOWOUT_CONFIG", "BOWOUT_STATE")
"""What tells the page where things are."""
DAEMONS = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID",
           "MEMORY_PRESSURE_WATCH", "MEMORY_PRESSURE_WRITE")  # fmt: skip
"""What systemd told the daemon, and nobody else."""


def review(environ: Mapping[str, str], command: Sequence[str], token: str = "") -> None:
    """Open the page. Returns at once and never raises: whoever sees no page finds the same in `agent review`.

    `environ`: the daemon's; `command`: the program with its options, to which `review` is added; `token`: see
    `Gesture.token`.
    """
    told = {name: environ[name] for name in OURS if name in environ}
    told |= dict.fromkeys(TOKENS, token) if token else {}
    words = [*command, "review"]
    own = {name: value for name, value in environ.items() if name not in (*DAEMONS, *TOKENS)} | told
    by_systemd = _by_systemd(words, told) if _runs_us(environ) else None
    threading.Thread(target=_open, args=(by_systemd, words, own, dict(environ)), daemon=True, name="review").start()


def _runs_us(environ: Mapping[str, str]) -> bool:
    """Systemd started this very process: the variables are inherited by what a terminal starts, too."""
    return "NOTIFY_SOCKET" in environ or environ.get("SYSTEMD_EXEC_PID") == str(os.getpid())


def _by_systemd(words: Sequence[str], told: Mapping[str, str]) -> list[str]:
    # Nothing that is printed goes to the journal: the page's link is among it.
    return [
        "systemd-run", "--user", "--collect", "--quiet", "--no-block", "--slice=app.slice",
        "--description=Bowout, the review page", "--property=StandardOutput=null",
        *(f"--setenv={name}={value}" for name, value in told.items()),
        "--", *words,
    ]  # fmt: skip


def _open(
    by_systemd: Sequence[str] | None, words: Sequence[str], own: Mapping[str, str], daemons: Mapping[str, str]
) -> None:
    """Waits for its child, so that none is left as a zombie."""
    quiet = subprocess.DEVNULL
    if by_systemd is not None:
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                by_systemd, env=dict(daemons), stdin=quiet, stdout=quiet, stderr=quiet, timeout=LIMIT
            )
            if done.returncode == 0:
                return
            log.warning("systemd does not open the review page: status %d", done.returncode)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            log.warning("systemd does not open the review page: %s", type(error).__name__)
    try:
        subprocess.run(  # noqa: S603 - as above
            list(words), env=dict(own), stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, check=False
        )
    except (OSError, ValueError) as error:
        log.warning("the review page cannot be opened: %s", type(error).__name__)
