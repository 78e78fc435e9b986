"""The whole command line as values: every command with its options and arguments, for completion and the manual."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib import import_module

from agent.cli.command import GROUPS
from agent.cli.parser import parser_of

BEFORE = (
    ("--config", "FILE", "the configuration (BOWOUT_CONFIG; $XDG_CONFIG_HOME/bowout/config.toml)"),
    ("--state", "DIR", "where Bowout keeps what it knows (BOWOUT_STATE; $XDG_STATE_HOME/bowout)"),
    ("--now", "TIME", "act as if it were that time (ISO 8601)"),
    ("--quiet", "", "print nothing but errors"),
    ("--verbose", "", "say more on standard error; -vv says all"),
    ("--version", "", "print the version"),
    ("--help", "", "show all commands"),
)
"""(option, value, what it does) of the options before the command."""


@dataclass(frozen=True, slots=True)
class Word:
    """An option or an argument of a command."""

    flags: tuple[str, ...]
    """As "--yes"; none for an argument."""
    value: str
    """What its value is called, as "FILE"; "" where it takes none."""
    choices: tuple[str, ...]
    """All values that it takes; empty where any will do."""
    says: str
    many: bool
    """It may come again."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One command."""

    group: str
    name: str
    summary: str
    about: str
    examples: str
    usage: str
    words: tuple[Word, ...]

    @property
    def options(self) -> tuple[Word, ...]:
        """Those that begin with a dash."""
        return tuple(word for word in self.words if word.flags)

    @property
    def arguments(self) -> tuple[Word, ...]:
        """Those that stand for themselves, in their order."""
        return tuple(word for word in self.words if not word.flags)


def branches() -> list[Branch]:
    """Every command of the overview, in its order."""
    found = []
    for group, commands in GROUPS:
        for name, module, summary in commands:
            command = import_module(f"agent.cli.{module}").COMMANDS[name]
            parser = parser_of(name, command)
            words = tuple(_word(action) for action in parser._actions)  # argparse has no other way to list them
            usage = " ".join(parser.format_usage().partition(":")[2].split())
            found.append(Branch(group, name, summary, command.about, command.examples, usage, words))
    return found


def _word(action: argparse.Action) -> Word:
    takes = action.nargs != 0
    value = action.metavar if isinstance(action.metavar, str) else (action.dest.upper() if takes else "")
    choices = tuple(str(choice) for choice in action.choices) if action.choices is not None else ()
    many = action.nargs in ("+", "*") or isinstance(action, argparse._AppendAction)  # its class has no other name
    return Word(tuple(action.option_strings), value if takes else "", choices, action.help or "", many)
