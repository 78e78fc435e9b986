"""Bringing a sign-in page in front of the person."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable

from connectors.base import SignInWay
from connectors.redirect import HOST


def invite(
    show: Callable[[str], None], how: SignInWay, address: str, port: int, browse: Callable[[str], object], wait: float
) -> None:
    """Open the page or show its address, which stands alone on its line.

    port: where the browser comes back to. wait: how long somebody waits for that (seconds).
    """
    if how == "browser":
        show("The browser opens to sign in. If it does not, open this address in it:")
        show(address)
        browse(address)
    else:
        show("Open this address in a browser on this machine:")
        show(address)
        show(f"From another machine, first run there: ssh -L {port}:{HOST}:{port} THIS-MACHINE")
    again = "If the window was closed, open the address again; Ctrl-C gives it up."
    show(f"Bowout waits for it, for {span(wait)}. {again}")


def browse(address: str) -> None:
    """Open the browser, if there is a desktop for it. In a process of its own, which can neither wait nor print here."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-P", "-m", "webbrowser", "-t", address]  # not a webbrowser.py that lies around here
    with contextlib.suppress(OSError):  # then the person opens the address that is shown
        subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603 - an address of ours


def span(seconds: float) -> str:
    """A wait in words: "5 minutes"."""
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"
