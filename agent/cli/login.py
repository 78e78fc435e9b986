"""`agent login`, `agent logout`: signing in to an account, and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.cli.command import Command
from agent.cli.look import clean

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.cli.call import Call
    from agent.sign_in import Door
    from connectors.base import SignInWay


def _login(call: Call, args: Namespace) -> int:
    stream = call.err if call.as_json else call.out

    def show(text: str) -> None:
        """At once and unbroken, whatever `--quiet` says: without it nobody can go on."""
        stream.write(text + "\n")
        stream.flush()

    how: SignInWay = "device" if args.device_code else "address" if args.no_browser else "browser"
    grant = _door(call).sign_in(args.name, show, how)
    call.poke()
    look = call.look()
    name = clean(args.name)
    if grant is None:
        call.answer(_document(name), f"{name} is a local account: there is nothing to sign in to.")
        return 0
    lines = [f"{look.sign('good')} Signed in to {name}. Bowout may now:"]
    lines += [f"  {look.sign('dot').strip()} {may}" for may in grant.may]
    for problem in grant.problems:
        head, *more = look.wrapped(problem, 4)
        lines += [f"  {look.sign('warn')} {head.lstrip()}", *more]
    lines += ["", f"Next: {look.command('sync')}"]
    call.answer(_document(name, grant.may, grant.problems), "\n".join(lines))
    return 0


def _logout(call: Call, args: Namespace) -> int:
    was_in, problem = _door(call).sign_out(args.name)
    name = clean(args.name)
    said = f"Signed out of {name}. What was read of it stays." if was_in else f"Nobody was signed in to {name}."
    problems = [problem] if problem else []
    call.answer({"account": name, "signed_out": was_in, "problems": problems}, "\n".join([said, *problems]))
    return 0


def _document(name: str, may: tuple[str, ...] = (), problems: tuple[str, ...] = ()) -> dict[str, object]:
    return {"account": name, "may": list(may), "problems": list(problems)}


def _door(call: Call) -> Door:
    from pathlib import Path

    from agent import log
    from agent.sign_in import Door

    config = call.config()
    log.set_up(call.verbose, call.err)
    return Door(config, Path(call.state), lambda: call.note("Another Bowout is working on this state; waiting …"))


def _login_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the account, as the configuration calls it")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--no-browser", action="store_true", help="print the address to open instead of opening it")
    ways.add_argument("--device-code", action="store_true", help="a code to type on another machine (Outlook only)")


def _logout_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the account, as the configuration calls it")


COMMANDS = {
    "login": Command(
        _login,
        _login_arguments,
        about="Sign in to an account in the browser. Bowout asks for no more than the account's `permissions` need.",
        examples="  agent login gmail\n  agent login gmail --no-browser\n  agent login outlook --device-code",
    ),
    "logout": Command(
        _logout,
        _logout_arguments,
        about="Take Bowout's access to an account back and forget it. What was read stays; `agent purge` deletes it.",
        examples="  agent logout gmail",
    ),
}
