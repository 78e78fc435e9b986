"""`agent`, `agent accounts`, `agent config`, `agent purge`: what there is, how to begin, how to forget."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from agent.cli import render
from agent.cli.command import Command
from agent.cli.look import clean
from agent.errors import UserError, WrongUsage

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from agent.cli.call import Call
    from agent.config import Account, Config
    from agent.letters.own import Fault


def _next(call: Call, _args: Namespace) -> int:
    """What a person would sensibly do next."""
    look = call.look()
    steps: list[tuple[str, str]] = []
    if not os.path.exists(call.config_path):  # noqa: PTH110 - pathlib is slow to load
        says = "Bowout is not set up yet."
        steps = [("demo", "see the whole job on a sample mailbox"), ("config init", "begin with your own mail")]
    else:
        document = call.document()
        waits = render.waiting(document, look)
        read = any(account["last_success"] for account in document["accounts"])
        says = "Something waits for you." if waits else "Nothing waits for you." if read else "Nothing was read yet."
        steps = [("status", "how things stand"), ("sync", "read what is new")] if read else [("sync", "read your mail")]
    rows = look.rows([[(f"agent {step}", "command"), about] for step, about in [*steps, ("--help", "all commands")]])
    call.answer({"says": says, "next": [f"agent {step}" for step, _ in steps]}, "\n".join([says, "", *rows]))
    return 0


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


# ---------------------------------------------------------------- config


def _config(call: Call, args: Namespace) -> int:
    if args.what == "init":
        return _init(call)
    from agent import config_show

    config = call.config()
    wrong = _wrong_templates(config)
    shown = config_show.to_dict(config) | {"template_faults": [fault._asdict() for fault in wrong]}
    call.answer(shown, config_show.to_toml(config).rstrip())
    for fault in wrong:
        call.note(clean(str(fault)))
    return WrongUsage.exit_status if wrong else 0


def _wrong_templates(config: Config) -> list[Fault]:
    """What is amiss with the user's own templates; they are read, and not run."""
    if config.drafts.templates is None:
        return []
    from agent.letters import own

    return own.faults(str(config.drafts.templates))


def _init(call: Call) -> int:
    """Write a commented starting file. Never touches one that is there."""
    from pathlib import Path

    path = Path(call.config_path)
    if os.path.lexists(path):
        raise UserError(f"There is a configuration already: {path}\nIt was not touched. `agent config` shows it.")
    text = (Path(__file__).parents[1] / "config.example.toml").read_text(encoding="utf-8")
    if call.terminal():
        text = _filled(text, _ask(call, "Your name, as letters are signed", _some), _ask_addresses(call))
    _written(path, text)
    look = call.look()
    edit = f"Name your mail and calendars in it (and who you are), then: {look.command('sync')}"
    call.answer({"path": str(path)}, f"{look.sign('good')} Written: {path}\n  {edit}")
    return 0


def _written(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _filled(text: str, name: str, addresses: list[str]) -> str:
    """The starting file with the user's own name and addresses in place of the sample ones."""
    import json

    quoted = json.dumps(name, ensure_ascii=False)
    listed = ", ".join(json.dumps(address) for address in addresses)
    return text.replace('name = "Sam Lee"', f"name = {quoted}", 1).replace(
        'addresses = ["sam.lee@example.org"]', f"addresses = [{listed}]", 1
    )


def _ask(call: Call, question: str, accept: Any) -> Any:
    """Ask until the answer is accepted."""
    while True:
        call.out.write(f"{question}: ")
        call.out.flush()
        try:
            return accept(input().strip())
        except EOFError:
            raise UserError("Nothing was written.") from None
        except WrongUsage as fault:
            call.say(str(fault))


def _some(text: str) -> str:
    if not text or not text.isprintable():
        raise WrongUsage("Please type a name.")
    return text


def _ask_addresses(call: Call) -> list[str]:
    from pathlib import Path

    from agent.config_load import checks, keys

    def accept(text: str) -> list[str]:
        words = text.replace(",", " ").split()
        try:
            addresses: tuple[str, ...] = keys.TABLES["user"][1]["addresses"](words, Path())
        except checks.Bad as bad:
            raise WrongUsage(str(bad)) from None
        return list(addresses)

    found: list[str] = _ask(call, "All mail addresses that are yours", accept)
    return found


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
    counts = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in gone.items())
    tokens = _signed_out(call, [args.account] if args.account else None) if args.tokens else []
    call.answer(gone, "\n".join([f"Deleted of {what}: {counts}.", *tokens]))
    return 0


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
    return lines or ["Nobody was signed in."]


def _stored(call: Call) -> set[str]:
    """Names of accounts that the state knows, also those that the configuration no longer has."""
    from agent.store import views

    db = call.views()
    return {str(one["name"]) for one in views.accounts(db)} if db else set()


def _config_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("init",), metavar="init", help="write a commented starting file")
    parser.set_defaults(writes_config=True)


def _purge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--account", metavar="NAME", help="only what belongs to this account")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--tokens", action="store_true", help="sign-in tokens too")


COMMANDS = {
    "next": Command(_next),
    "accounts": Command(
        _accounts,
        about="The accounts, what each may do, and how it is.",
        examples="  agent accounts\n  agent accounts --json",
    ),
    "config": Command(
        _config,
        _config_arguments,
        about="The effective configuration with every default, secrets masked. `config init` writes a starting file.",
        examples="  agent config\n  agent config init\n  agent --config ./test.toml config init",
    ),
    "purge": Command(
        _purge,
        _purge_arguments,
        about="Delete what Bowout stored. Your mail and calendars are not touched.",
        examples="  agent purge --account work\n  agent purge --yes --tokens",
    ),
}
