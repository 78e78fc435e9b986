"""`agent completion`: what a shell needs to finish words for you; `agent complete`, hidden: the ids that fit a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.cli.command import Command
from agent.cli.fitting import fitting

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.cli.call import Call

SHELLS = ("bash", "zsh", "fish")


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
        found = list(fitting(call, args.command, args.before))
    except Exception:  # noqa: BLE001 - somebody is typing: no fault may come between
        return 0
    if found or call.as_json:
        call.answer([list(one) for one in found], "\n".join(f"{word}\t{says}" for word, says in found))
    return 0


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
