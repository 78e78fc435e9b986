"""`agent` without a command: what a person would sensibly do next, in the state that things are in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from agent.cli import render
from agent.cli.command import Command
from agent.cli.look import clean

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any

    from agent.cli.call import Call

    View = dict[str, Any]

SAMPLE = "sam.lee@example.org"
"""The address in the starting file."""


class Advice(NamedTuple):
    """How things stand, and what can be done about it."""

    state: str
    """no_configuration · sample · no_account · sign_in · not_read · failing · waiting · held · quiet · over."""
    says: tuple[str, ...]
    """Lines."""
    steps: tuple[tuple[str, str], ...]
    """Words after `agent`, and what they bring; the first is the one to take."""


def _next(call: Call, _args: Namespace) -> int:
    advice = _advice(call)
    look = call.look()
    steps = [*advice.steps, ("--help", "all commands")]
    rows = look.rows([[(f"agent {step}", "command"), about] for step, about in steps], keep=(0,))
    document = {
        "state": advice.state,
        "says": advice.says[0],
        "more": list(advice.says[1:]),
        "next": [f"agent {step}" for step, _ in advice.steps],
    }
    text = [advice.says[0], *(line for more in advice.says[1:] for line in look.wrapped(more, 2)), "", *rows]
    call.answer(document, "\n".join(text))
    return 0


def _advice(call: Call) -> Advice:
    """What is in the way first; then what waits, and whether somebody looks."""
    if not os.path.exists(call.config_path):  # noqa: PTH110 - pathlib is slow to load
        steps = (("demo", "see the whole job on a sample mailbox"), ("config init", "begin with your own mail"))
        return Advice("no_configuration", ("Bowout is not set up yet.",), steps)
    document = call.document()
    if not any(account["last_success"] for account in document["accounts"]):
        return _unread(call, document)
    return _read(call, document)


def _unread(call: Call, document: View) -> Advice:
    """Configured, and nothing was read so far."""
    config = call.config()
    edit = f"Edit {call.config_path}"
    check = ("doctor", "looks whether all is in place")
    if config.user.addresses == (SAMPLE,):
        return Advice(
            "sample", ("The configuration is still the sample.", f"{edit}: your name and addresses."), (check,)
        )
    if not config.accounts:
        says = f"{edit}: an [[account]] for each place with mail or calendars; the file shows how."
        return Advice("no_account", ("No account is named yet.", says), (check,))
    from pathlib import Path

    from agent.sign_in import Door

    door = Door(config, Path(call.state))
    outside = [
        account.name
        for account in config.accounts
        if account.kind != "local" and not door.somebody_signed_in(account.name)
    ]
    if outside:
        steps = tuple((f"login {name}", f"sign in to {name}") for name in outside)
        return Advice("sign_in", ("You are not signed in yet.",), steps)
    if failing := _failing(document):
        return failing
    return Advice("not_read", ("Nothing was read yet.",), (("sync", "read your mail and calendars"), check))


def _read(call: Call, document: View) -> Advice:
    """The ordinary case."""
    steps = _keeping(call, document)
    waiting = [view for view in document["drafts"] if view["status"] in render.WANTS]
    count = len(waiting) + len(document["questions"])
    told = _told_of_accounts(document)
    if count:
        says = "One thing waits for you." if count == 1 else f"{count} things wait for you."
        go = (("review", "look at it, and say yes or no"), ("status", "how things stand"))
        failing = _failing(document)
        mend = failing.steps[:1] if failing else ()
        return Advice("waiting", (says, *told), (*go, *mend, *(step for step in steps if step not in mend)))
    if failing := _failing(document):
        return failing
    held = [view for view in document["drafts"] if view["status"] == "approved"]
    if held:
        says = "One letter is" if len(held) == 1 else f"{len(held)} letters are"
        take = (f"undo {held[0]['id']}", f"take back: {clean(held[0]['employer'] or held[0]['subject'])}")
        return Advice("held", (f"{says} approved, and about to leave.",), (take, *steps))
    look = ("status", "how things stand")
    if document.get("archive"):
        return Advice("over", ("Your search is over. Nothing waits for you.",), (look,))
    return Advice("quiet", ("Nothing waits for you.", *_freshness(call, document)), (look, *steps))


def _failing(document: View) -> Advice | None:
    """An account that cannot be read, with the mend."""
    out = [clean(account["name"]) for account in document["accounts"] if account["needs_login"]]
    if out:
        says = (f"{' and '.join(out)} {'wants' if len(out) == 1 else 'want'} you to sign in again.",)
        return Advice("sign_in", says, tuple((f"login {name}", f"sign in to {name}") for name in out))
    if told := _told_of_accounts(document):
        steps = (("doctor --online", "looks for the reason, and says how to mend it"), ("sync", "tries again"))
        return Advice("failing", ("Nothing waits for you, but not everything could be read.", *told), steps)
    return None


def _told_of_accounts(document: View) -> tuple[str, ...]:
    """A line for each account that could not be read."""
    return tuple(
        f"{clean(account['name'])}: {clean(account['error'])}" for account in document["accounts"] if account["error"]
    )


def _freshness(call: Call, document: View) -> tuple[str, ...]:
    oldest = min((one["last_success"] for one in document["accounts"] if one["last_success"]), default=None)
    return (f"Last looked {call.look().ago(oldest)}.",) if oldest else ()


def _keeping(call: Call, document: View) -> tuple[tuple[str, str], ...]:
    """What to type where nobody looks by itself."""
    from agent import control

    if document.get("archive") or control.status(call.state, os.environ) is not None:
        return ()
    look = ("sync", "look now")
    if os.path.exists(_unit()):  # noqa: PTH110 - pathlib is slow to load
        return look, ("service", "it is installed, and does not run: why, and what to type")
    return look, ("service install", "have it look by itself; no daemon is running")


def _unit() -> str:
    """Where `agent service install` puts its unit."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111
    return f"{home}/systemd/user/bowout.service"


COMMANDS = {"next": Command(_next, defaults={}, about="What to do next.", examples="  agent")}
