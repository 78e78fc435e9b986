"""`agent edit`: change a letter by options, or in an editor as a small file of headers and text."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.cli import render
from agent.cli.command import Command
from agent.errors import UserError, WrongUsage

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.app import App
    from agent.cli.call import Call

    View = dict[str, Any]

HELP = """\
# Change what you like, save, and close the editor. An empty text changes nothing.
# Addresses are separated by commas. These lines are left out.
"""
FIELDS = ("to", "cc", "subject")
MAX_BYTES = 200_000
"""A letter is far smaller; anything larger is some other file."""


def _edit(call: Call, args: Namespace) -> int:
    id_ = call.resolve(args.id, "draft")[1]
    if (args.subject, args.body_file, args.to, args.cc) == (None, None, None, None):
        return _by_hand(call, id_)
    body = None if args.body_file is None else _body(args.body_file)
    view = call.app().edit(id_, subject=args.subject, body=body, to=_listed(args.to), cc=_listed(args.cc))
    return _changed(call, view)


def _by_hand(call: Call, id_: str) -> int:
    from agent.store import views

    if call.as_json or not (_named_editor() or call.terminal()):
        raise WrongUsage("There is no terminal for an editor.\nUse --subject, --body-file, --to or --cc.")
    view = views.item(call.state_db(), "draft", id_)
    changed = in_editor(call, call.app(), dict(view))
    if changed is None:
        call.say("Nothing was changed.")
        return 0
    return _changed(call, changed)


def _changed(call: Call, view: View) -> int:
    look = call.look()
    name = look.joined(render.kind_of(view), render.title(view, look))
    call.answer(view, f"Changed: {name}. It waits for your approval: {look.command('approve', view['id'])}")
    return 0


def _listed(values: list[str] | None) -> list[str] | None:
    """Addresses as they were given; an empty one stands for none at all."""
    return None if values is None else [value.strip() for value in values if value.strip()]


def _body(name: str) -> str:
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WrongUsage(f"{name} cannot be read: {error.strerror}.") from None
    if len(raw) > MAX_BYTES:
        raise WrongUsage(f"{name} is too large for a letter. Nothing was changed.")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise WrongUsage(f"{name} is not UTF-8 text. Nothing was changed.") from None


# ---------------------------------------------------------------- the editor


def in_editor(call: Call, app: App, view: View) -> View | None:
    """Open the letter in the user's editor and store what changed; None if nothing did."""
    before = to_file(view)
    after = _opened(before)
    if after == before or not after.strip():
        return None
    changes = changed(view, from_file(after))
    if not changes:
        return None
    call.note("Saved.")
    return dict(app.edit(view["id"], **changes))


def to_file(view: View) -> str:
    """A letter as a file to edit: headers, an empty line, the text."""
    headers = "" if view["kind"] == "call_sheet" else (
        f"To: {', '.join(view['to'])}\nCc: {', '.join(view['cc'])}\nSubject: {view['subject']}\n"
    )  # fmt: skip
    return f"{HELP}{headers}\n{view['body']}\n"


def from_file(text: str) -> View:
    """What such a file says: `to`, `cc`, `subject` where their lines are there, and `body`. Raises WrongUsage."""
    head, _, body = text.removeprefix(HELP).replace("\r\n", "\n").partition("\n\n")
    if text.removeprefix(HELP).startswith("\n"):
        head, body = "", text.removeprefix(HELP)[1:]
    found: View = {"body": body}
    for line in head.splitlines():
        if line.startswith("#"):
            continue
        name, colon, value = line.partition(":")
        key = name.strip().lower()
        if not colon or key not in FIELDS:
            raise WrongUsage(
                f"“{line[:60]}” is no To, Cc or Subject line; the text begins after an empty line.\nNothing was changed."
            )
        found[key] = value.strip() if key == "subject" else _listed(value.split(","))
    return found


def changed(view: View, found: View) -> View:
    """Only what differs from the letter as it is."""
    return {
        key: value
        for key, value in found.items()
        if (value.rstrip() != (view[key] or "").rstrip() if isinstance(value, str) else value != view[key])
    }


def _named_editor() -> str | None:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR")


def _opened(text: str) -> str:
    """The text after the user has edited it, in a file that only the user can read."""
    command = shlex.split(_named_editor() or "sensible-editor")
    with tempfile.TemporaryDirectory(prefix="bowout-") as folder:
        path = Path(folder, "letter.txt")
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        try:
            done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own editor
        except OSError as error:
            raise UserError(
                f"The editor {command[0]} cannot be started: {error.strerror}.\nName one in $EDITOR."
            ) from None
        if done.returncode:
            raise UserError(f"The editor ended with status {done.returncode}. Nothing was changed.")
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise UserError("What the editor left is no UTF-8 text. Nothing was changed.") from None


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="of the letter; its beginning is enough")
    parser.add_argument("--subject", metavar="S", help="another subject")
    parser.add_argument("--body-file", metavar="F", help="the text from this file; - is standard input")
    parser.add_argument("--to", action="append", metavar="A", help="address; more than one: repeat it")
    parser.add_argument("--cc", action="append", metavar="A", help="likewise; --cc '' for none")


COMMANDS = {
    "edit": Command(
        _edit,
        _arguments,
        about="Change a letter: by options, or without any in $EDITOR. A change takes back an approval.",
        examples="  agent edit amber\n  agent edit amber --subject 'Interview on Friday' --cc ''",
    ),
}
