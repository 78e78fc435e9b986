"""`agent review`: the page with everything that waits, in the browser; with `--tty` the same on the terminal."""

from __future__ import annotations

import os
import sys

from agent.cli.command import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping

    from agent.cli.call import Call


def _review(call: Call, args: Namespace) -> int:
    if args.tty:
        from agent.cli.tour import tour

        return tour(call)
    return _serve(call, browser=not (args.no_browser or call.as_json) and _desktop())


def _serve(call: Call, *, browser: bool) -> int:
    """Show the page until nobody looks any more."""
    from agent.review.door import Door

    call.views()  # a wrong configuration is told here, not in the browser
    door = Door()
    if browser:
        _browse(door.link)  # first of all: it takes its time, in which the rest is loaded
    from agent.review.serve import IDLE, LINK, LINK_BY_HAND, Server

    server = Server(
        door,
        call.app,
        state=call.state,
        now=call.now,
        empty=call.document,
        changed=call.poke,
        link_seconds=LINK if browser else LINK_BY_HAND,
    )
    minutes = round((LINK if browser else LINK_BY_HAND) / 60)
    document = {"link": door.link, "port": door.port, "pid": os.getpid(), "idle_seconds": int(IDLE)}
    how = (
        "The review page opens in your browser. If it does not, open this there"
        if browser
        else "Open this in a browser on this machine"
    )
    lines = [
        f"{how} (it works once, within {minutes} minutes):",
        door.link,
        f"It ends by itself {IDLE / 60:.0f} minutes after the last look, or with Ctrl-C.",
    ]
    if not browser:
        lines.append(f"From another machine, first run there: ssh -L {door.port}:127.0.0.1:{door.port} THIS-MACHINE")
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
    quiet = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDWR, 0),
        (os.POSIX_SPAWN_DUP2, 0, 1),
        (os.POSIX_SPAWN_DUP2, 0, 2),
    ]
    for command in _openers(link, os.environ):
        try:
            os.posix_spawnp(command[0], command, os.environ, file_actions=quiet, setsid=True)
        except OSError:
            continue
        return
    # Nothing could be started: the person opens the link that is printed.


def _openers(link: str, environ: Mapping[str, str]) -> Iterator[list[str]]:
    """What may open it, the best first: the user's own $BROWSER (several are parted by colons), the desktop, Python."""
    for wanted in filter(None, environ.get("BROWSER", "").split(os.pathsep)):
        import shlex

        try:
            words = shlex.split(wanted.removesuffix("&"))
        except ValueError:
            continue
        if words:
            yield [word.replace("%s", link) for word in words] if "%s" in wanted else [*words, link]
    yield ["xdg-open", link]
    yield [sys.executable, "-P", "-m", "webbrowser", "-t", link]  # not a webbrowser.py that lies around here


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--no-browser", action="store_true", help="print the link instead of opening it")
    parser.add_argument("--tty", action="store_true", help="go through everything here in the terminal")


COMMANDS = {
    "review": Command(
        _review,
        _arguments,
        defaults={"no_browser": False, "tty": False},
        about=(
            "Everything that waits for you, on a page of this machine that only you can open: what was understood and\n"
            "from which words, the letters as they would be sent, and the choices. With --json the link is printed."
        ),
        examples="  agent review\n  agent review --no-browser\n  agent review --tty",
    ),
}
