"""`agent review`: the page with everything that waits, in the browser; with `--tty` the same on the terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from agent.cli.command import Command

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.cli.call import Call


def _review(call: Call, args: Namespace) -> int:
    if args.tty:
        from agent.cli.tour import tour

        return tour(call)
    return _serve(call, browser=not (args.no_browser or call.as_json) and _desktop())


def _serve(call: Call, *, browser: bool) -> int:
    """Show the page until nobody looks any more."""
    from agent.review.serve import IDLE, LINK, LINK_BY_HAND, Server, listening

    sock = listening()
    call.views()  # a wrong configuration is told here, not in the browser
    server = Server(
        sock,
        call.app,
        state=call.state,
        now=call.now,
        empty=call.document,
        changed=call.poke,
        link_seconds=LINK if browser else LINK_BY_HAND,
    )
    if browser:
        _browse(server.gate.link)
    minutes = round((LINK if browser else LINK_BY_HAND) / 60)
    port = sock.getsockname()[1]
    document = {"link": server.gate.link, "port": port, "pid": os.getpid(), "idle_seconds": int(IDLE)}
    how = (
        "The review page opens in your browser. If it does not, open this there"
        if browser
        else "Open this in a browser on this machine"
    )
    lines = [
        f"{how} (it works once, within {minutes} minutes):",
        server.gate.link,
        f"It ends by itself {IDLE / 60:.0f} minutes after the last look, or with Ctrl-C.",
    ]
    if not browser:
        lines.append(f"From another machine, first run there: ssh -L {port}:127.0.0.1:{port} THIS-MACHINE")
    call.answer(document, "\n".join(lines))
    call.out.flush()
    held = server.run()
    if held:
        what = "1 approved letter is" if held == 1 else f"{held} approved letters are"
        call.note(
            f"{what} still held. With the daemon, or the next `agent sync`, they leave; `agent undo ID` takes one back."
        )
    return 0


def _desktop() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("BROWSER"))


def _browse(link: str) -> None:
    """Start the browser, in a process that can neither wait nor print here.

    The link stands among its arguments, where other users can read it. It is worth nothing to them: it opens once, for
    two minutes, and only for connections of this user's own processes.
    """
    opener = None if os.environ.get("BROWSER") else shutil.which("xdg-open")
    command = [opener, link] if opener else [sys.executable, "-m", "webbrowser", "-t", link]
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603 - a link of ours
    except OSError:
        return  # the person opens the link that is printed


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--no-browser", action="store_true", help="print the link instead of opening it")
    parser.add_argument("--tty", action="store_true", help="go through everything here in the terminal")


COMMANDS = {
    "review": Command(
        _review,
        _arguments,
        about=(
            "Everything that waits for you, on a page of this machine that only you can open: what was understood and\n"
            "from which words, the letters as they would be sent, and the choices. With --json the link is printed."
        ),
        examples="  agent review\n  agent review --no-browser\n  agent review --tty",
    ),
}
