"""`agent accounts`, `agent purge`: what there is, and how to forget it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agent.cli import render
from agent.cli.command import Command
from agent.cli.look import clean
from agent.errors import UserError, WrongUsage

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.cli.call import Call
    from agent.config import Account


# ---------------------------------------------------------------- accounts


def _accounts(call: Call, _args: Namespace) -> int:
    config = call.config()
    health = {one["name"]: one for one in call.document()["accounts"]}
    shown = [{**health.get(account.name, {}), **_abilities(account)} for account in config.accounts]
    look = call.look()
    lines: list[str] = []
    for one in shown:
        known = [health[one["name"]]] if one["name"] in health else []
        lines += render.accounts(known, look) or [f"  {look.sign('later')} {clean(one['name'])}: not read yet"]
        lines += look.wrapped(look.joined(one["kind"], *one["may"]), 4, "dim")
    call.answer(shown, "\n".join(lines) or f"No account is configured. Add one to {call.config_path}")
    return 0


def _abilities(account: Account) -> dict[str, Any]:
    """What an account may do."""
    from agent.config import LocalAccount, may_send

    local = isinstance(account, LocalAccount)
    mail = not isinstance(account, LocalAccount) or account.maildir is not None
    calendars = bool(account.calendars) if isinstance(account, LocalAccount) else account.calendars != ()
    sends = may_send(account) and mail
    answers = account.permissions == "send" and calendars
    may = [
        "reads mail" if mail else None,
        "reads calendars" if calendars else None,
        ("sends what you approve" if sends else "never sends") if mail else None,
        ("changes calendar files" if local else "answers invitations") if answers else None,
    ]
    return {
        "name": account.name,
        "kind": account.kind,
        "permissions": account.permissions,
        "sends": sends,
        "answers": answers,
        "may": [one for one in may if one],
    }


# ---------------------------------------------------------------- purge


def _purge(call: Call, args: Namespace) -> int:
    config = call.config()
    if args.account and config.account(args.account) is None and args.account not in _stored(call):
        names = ", ".join(account.name for account in config.accounts) or "none"
        raise WrongUsage(f"There is no account “{args.account}”. The configuration has: {names}.")
    what = f"the account “{args.account}”" if args.account else "all accounts, with every decision and the journal"
    if not args.yes:
        if not call.terminal():
            raise WrongUsage("There is no terminal to ask on.\nWith --yes it is deleted unasked.")
        call.out.write(f"Delete what is stored of {what}? Your mail and calendars stay. [y/N] ")
        call.out.flush()
        try:
            agreed = input().strip().lower() in ("y", "yes")
        except EOFError:
            agreed = False
        if not agreed:
            call.say("Nothing was deleted.")
            return 0
    gone = call.app().purge(args.account)
    _unseen(call)
    counts = ", ".join(f"{count} {_noun(noun, count)}" for noun, count in gone.items())
    tokens = _signed_out(call, [args.account] if args.account else None) if args.tokens else []
    call.answer(gone, "\n".join([f"Deleted of {what}: {counts}.", *tokens]))
    return 0


def _noun(name: str, count: object) -> str:
    if name == "journal":
        return "journal entry" if count == 1 else "journal entries"
    return name if count == 1 else f"{name}s"


def _unseen(call: Call) -> None:
    """Forget which letters and notifications were shown. Raises UserError."""
    from agent import shown
    from agent.desktop import memory

    try:
        shown.forget(call.state)
        memory.forget(call.state)
    except OSError as error:
        raise UserError(
            f"The rest is deleted, but what was shown to you is still noted in {call.state}: {error.strerror}."
        ) from error


def _signed_out(call: Call, names: list[str] | None) -> list[str]:
    """Sign out of these accounts, or of all; what there is to say about it, in lines."""
    from pathlib import Path

    from agent.sign_in import Door
    from connectors.base import ConnectorError

    config = call.config()
    door, lines = Door(config, Path(call.state)), []
    for name in names or [account.name for account in config.accounts]:
        if config.account(name) is None:
            continue
        try:
            was_in, problem = door.sign_out(name)
        except ConnectorError as fault:
            was_in, problem = False, str(fault)
        lines += [f"Signed out of {clean(name)}."] if was_in else []
        lines += [f"{clean(name)}: {problem}"] if problem else []
    for name in door.leftovers() if names is None else [one for one in names if config.account(one) is None]:
        if door.forget(name):
            lines.append(
                f"{clean(name)}: its sign-in is deleted here. End it at the provider as well: it could not be told."
            )
    return lines or ["Nobody was signed in."]


def _stored(call: Call) -> set[str]:
    """Names of accounts that the state knows, also those that the configuration no longer has."""
    from agent.store import views

    db = call.views()
    return views.read_of(db) if db else set()


def _purge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--account", metavar="NAME", help="only what belongs to this account")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--tokens", action="store_true", help="sign-in tokens too")


COMMANDS = {
    "accounts": Command(
        _accounts,
        defaults={},
        about="The accounts, what each may do, and how it is.",
        examples="  agent accounts\n  agent accounts --json",
    ),
    "purge": Command(
        _purge,
        _purge_arguments,
        about="Delete what Bowout stored. Your mail and calendars are not touched.",
        examples="  agent purge --account work\n  agent purge --yes --tokens",
    ),
}
