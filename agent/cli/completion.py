"""`agent completion`: what a shell needs to finish words for you; `agent complete`, hidden: the ids that fit a command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from agent.cli.command import Command
from agent.cli.look import clean

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from typing import Any

    from agent.cli.call import Call

    View = dict[str, Any]

SHELLS = ("bash", "zsh", "fish")
FITTING: dict[str, tuple[str, ...]] = {
    "show": ("offers", "interviews", "drafts", "questions"),
    "why": ("offers", "interviews", "drafts", "questions"),
    "approve": ("waiting", "failed"),
    "undo": ("approved",),
    "edit": ("waiting", "failed", "approved", "snoozed"),
    "keep": ("waiting", "snoozed", "interviews"),
    "snooze": ("waiting", "failed"),
    "redraft": ("waiting", "failed", "snoozed"),
    "done": ("waiting",),
    "retry": ("sent", "failed", "answered"),
    "answer": ("questions",),
    "offer": ("offers",),
    "login": ("accounts",),
    "logout": ("accounts",),
}
"""Command → what its argument names: lists of the status document, or statuses of drafts."""


def _completion(call: Call, args: Namespace) -> int:
    from agent.cli import shells
    from agent.cli.tree import branches

    text = getattr(shells, args.shell)(branches())
    if call.as_json:
        call.answer({"shell": args.shell, "script": text}, "")
    else:
        call.write(text)
    return 0


def _complete(call: Call, args: Namespace) -> int:
    """A line for each word that fits: the word, a tab, what it stands for. Says nothing where it does not know."""
    try:
        found = list(_fitting(call, args.command, args.before))
    except Exception:  # noqa: BLE001 - somebody is typing: no fault may come between
        return 0
    if found or call.as_json:
        call.answer([list(one) for one in found], "\n".join(f"{word}\t{says}" for word, says in found))
    return 0


def _fitting(call: Call, command: str, before: list[str]) -> Iterator[tuple[str, str]]:
    if not os.path.exists(call.config_path):  # noqa: PTH110 - pathlib is slow to load
        return
    document = call.document()
    if command == "answer" and before:
        question: View = next((one for one in document["questions"] if one["id"] == before[0]), {"answers": []})
        yield from ((answer, "") for answer in question["answers"])
        return
    for what in FITTING.get(command, ("accounts",)):
        if what in document:
            yield from (_named(one) for one in document[what])
        else:
            yield from (_named(one) for one in document["drafts"] if one["status"] == what)


def _named(view: View) -> tuple[str, str]:
    if "id" not in view:
        return str(view["name"]), str(view["kind"])
    says = view.get("text") or " ".join(filter(None, (view.get("kind"), view.get("employer"), view.get("role"))))
    return str(view["id"]), clean(says)[:70]


def _shell(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def _typed(parser: ArgumentParser) -> None:
    parser.add_argument("command", metavar="COMMAND", help="the command that is being typed")
    parser.add_argument("before", nargs="*", metavar="WORD", help="its arguments so far")


COMMANDS = {
    "completion": Command(
        _completion,
        _shell,
        about="A script with which your shell finishes commands, options, ids of letters and names of accounts.",
        examples=(
            "  agent completion bash > ~/.local/share/bash-completion/completions/agent\n"
            "  agent completion zsh > ~/.zfunc/_agent       with `fpath+=~/.zfunc` before compinit\n"
            "  agent completion fish > ~/.config/fish/completions/agent.fish"
        ),
    ),
    "complete": Command(
        _complete,
        _typed,
        about="For completion scripts: words that fit a command.",
        examples="  agent complete approve",
    ),
}
