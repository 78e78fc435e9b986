"""The parser of one command, as its help, completion and the manual have it."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from agent.cli.command import Command


def parser_of(
    name: str, command: Command, kind: type[argparse.ArgumentParser] = argparse.ArgumentParser, width: int = 90
) -> argparse.ArgumentParser:
    """The command's own parser."""
    parser = kind(
        prog=f"agent {name}",
        description=command.about or None,
        epilog=f"examples:\n{command.examples}" if command.examples else None,
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=width),
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="store_true", help="show this and stop")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    if command.arguments:
        command.arguments(parser)
    return parser
