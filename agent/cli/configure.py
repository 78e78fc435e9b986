"""`agent config`: what is in effect and where each value comes from; `agent config init`: a file to start with."""

from __future__ import annotations

import json
import os
import re
import shlex
from typing import TYPE_CHECKING, Any

from agent.cli.command import Command
from agent.cli.look import clean
from agent.errors import UserError, WrongUsage

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from agent.cli.call import Call
    from agent.config import Config
    from agent.letters.own import Fault

KINDS = ("google", "outlook", "local")
CALLED = {
    "gmail": "google", "google mail": "google", "workspace": "google", "microsoft": "outlook", "hotmail": "outlook",
    "outlook.com": "outlook", "office365": "outlook", "microsoft 365": "outlook", "files": "local", "maildir": "local",
    "imap": "local", "mbsync": "local",
}  # fmt: skip
"""What people call them."""
NAMED = ("name", "kind", "address", "client_secrets", "permissions", "maildir", "calendars", "send")
"""Keys of the starting file's accounts that are written for the kind that was chosen; the others stay comments."""
NEXT = {
    "google": "Make your client file at Google and put it beside this file as google.json: docs/google.md, ten minutes.",
    "outlook": "Register an application at Microsoft and write its id there as client_id: docs/outlook.md, five minutes.",
    "local": "Write the command that sends into it (send); docs/local.md has an example with msmtp.",
    None: "Name your mail and calendars in it, and who you are.",
}


def _config(call: Call, args: Namespace) -> int:
    if args.what == "init":
        return _init(call, args.kind)
    if args.kind:
        raise WrongUsage("--kind goes with `agent config init`.\nSee: agent config --help")
    from agent import config_show
    from agent.config_load.origins import origins

    config = call.config()
    wrong = _wrong_templates(config)
    found = origins(_text(config), os.environ)
    places = _places(call)
    shown = config_show.to_dict(config) | {
        "places": {what: {"path": path, "from": named} for what, path, named in places},
        "origins": config_show.with_origins(config, found),
        "template_faults": [fault._asdict() for fault in wrong],
    }
    call.answer(shown, config_show.to_toml(config, found, places).rstrip())
    for fault in wrong:
        call.note(clean(str(fault)))
    return WrongUsage.exit_status if wrong else 0


def _text(config: Config) -> str:
    from agent.config_load import source

    return source(config.path)[0] if config.path else ""


def _places(call: Call) -> tuple[tuple[str, str, str], ...]:
    """Configuration and state: where each is, and what says so."""
    from agent.config_load.origins import place

    named = "--config" if call.config_named else None
    state = "--state" if call.state_named else None
    return (
        ("configuration", call.config_path, place(named, os.environ, "BOWOUT_CONFIG", "XDG_CONFIG_HOME")),
        ("state", call.state, place(state, os.environ, "BOWOUT_STATE", "XDG_STATE_HOME")),
    )


def _wrong_templates(config: Config) -> list[Fault]:
    """What is amiss with the user's own templates; they are read, and not run."""
    if config.drafts.templates is None:
        return []
    from agent.letters import own

    return own.faults(str(config.drafts.templates))


# ---------------------------------------------------------------- the starting file


def _init(call: Call, kind: str | None) -> int:
    """Write a commented starting file. Never touches one that is there."""
    from pathlib import Path

    path = Path(call.config_path)
    if os.path.lexists(path):
        raise UserError(f"There is a configuration already: {path}\nIt was not touched. `agent config` shows it.")
    text = (Path(__file__).parents[1] / "config.example.toml").read_text(encoding="utf-8")
    address = None
    if call.terminal():
        name = _ask(call, "Your name, as letters are signed", _some)
        addresses = _ask_addresses(call)
        text, address = filled(text, name, addresses), addresses[0]
        kind = kind or _ask(call, "Where your mail is: google, outlook, local, or Enter for later", _kind)
    if kind:
        text = with_account(text, kind, address)
    if kind == "local" and call.terminal():
        text = _with_folders(call, text)
    _written(path, text)
    look = call.look()
    sign_in = {"google": "login gmail", "outlook": "login outlook"}.get(kind or "", "sync")
    lines = [f"{look.sign('good')} Written: {path}", *look.wrapped(NEXT[kind], 2)]
    if kind and address is None:
        lines.append("  Put your own name and addresses in it.")
    then = f"  Then: {look.command(sign_in)}   ({look.command()} alone tells what comes next)"
    call.answer({"path": str(path)}, "\n".join([*lines, then]))
    return 0


def _written(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def filled(text: str, name: str, addresses: list[str]) -> str:
    """The starting file with the user's own name and addresses in place of the sample ones."""
    quoted = json.dumps(name, ensure_ascii=False)
    listed = ", ".join(json.dumps(address) for address in addresses)
    return text.replace('name = "Sam Lee"', f"name = {quoted}", 1).replace(
        'addresses = ["sam.lee@example.org"]', f"addresses = [{listed}]", 1
    )


def with_account(text: str, kind: str, address: str | None) -> str:
    """The starting file with the account of that kind written and the others as comments."""
    head, *blocks = re.split(r"^(?=#?\[\[account\]\])", text, flags=re.MULTILINE)
    made = []
    for block in blocks:
        if f'kind = "{kind}"' in block:
            block = _opened(block)
            if address is not None:
                block = re.sub(
                    r'^(address = )"[^"]*"', lambda found: found[1] + json.dumps(address), block, flags=re.MULTILINE
                )
        elif not block.startswith("#"):
            block = re.sub(r"^(?=[^#\s])", "#", block, flags=re.MULTILINE)
        made.append(block)
    return head + "".join(made)


def _with_folders(call: Call, text: str) -> str:
    """The starting file with the folders of a local account."""
    mail = _ask(call, "Folder of your mail, with a Maildir or several [~/Mail]", lambda typed: typed or "~/Mail")
    calendars = _ask(call, "Folders of .ics files, or Enter for none", shlex.split)
    text = text.replace('maildir = "~/Mail"', f"maildir = {json.dumps(mail, ensure_ascii=False)}", 1)
    return text.replace("calendars = []", f"calendars = {json.dumps(calendars, ensure_ascii=False)}", 1)


def _opened(block: str) -> str:
    """An account's block with what belongs to every account no longer a comment; lists that name examples stay one."""
    keys = "|".join(key for key in NAMED if f"#{key} = [" not in block)
    return re.sub(rf"^#(?=\[\[account\]\]|(?:{keys}) = )", "", block, flags=re.MULTILINE)


# ---------------------------------------------------------------- asking


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


def _kind(text: str) -> str | None:
    typed = text.lower()
    if typed in CALLED:
        return CALLED[typed]
    chosen = [kind for kind in KINDS if typed and kind.startswith(typed)]
    if typed and len(chosen) != 1:
        raise WrongUsage("Please type google (Gmail), outlook (also Microsoft 365), local (files), or nothing.")
    return chosen[0] if chosen else None


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

    found: list[str] = _ask(call, "All mail addresses that are yours, your main one first", accept)
    return found


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("init",), metavar="init", help="write a commented starting file")
    parser.add_argument("--kind", choices=KINDS, help="with init: where your mail is, so that its part is filled in")
    parser.set_defaults(writes_config=True)


COMMANDS = {
    "config": Command(
        _config,
        _arguments,
        about=(
            "The effective configuration with every default, secrets masked, and where each value comes from.\n"
            "`config init` writes a starting file; on a terminal it asks for your name, addresses and kind of mail."
        ),
        examples="  agent config\n  agent config init\n  agent config init --kind google\n  agent --config ./test.toml config init",
    ),
}
