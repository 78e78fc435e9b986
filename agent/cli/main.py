"""The command `agent`: options before the command, the chosen command, and every fault in one or two plain lines.

Only the chosen command's module is imported and only its parser built, because starting quickly is part of the interface.
"""

from __future__ import annotations

import os
import sys

from agent.cli.command import GROUPS, MODULES, Command, Plain
from agent.errors import UserError, WrongUsage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import Any, NoReturn

    from agent.cli.call import Options

VALUES = ("config", "state", "now")
INTERRUPTED = 130
BROKEN_PIPE = 141
"""128 + SIGPIPE, as a shell reports a program that a closed pipe ended."""
INTERNAL = 1


def run() -> NoReturn:
    """The console script."""
    status = main()
    if "agent.app" not in sys.modules:
        # Nothing was opened for writing: a mere look need not wait for the interpreter to take itself apart.
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. Nothing is ever raised but SystemExit by the shell's own doing."""
    from agent.cli.call import Options

    options = Options()
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv), options)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - a person gets a line, never a traceback
        return _told(error, options)


def _run(argv: list[str], options: Options) -> int:
    name, rest = _before_command(argv, options)
    if name in ("-h", "--help", "help"):
        sys.stdout.write(overview())
        return 0
    if name == "--version":
        from agent import __version__

        sys.stdout.write(f"bowout {__version__}\n")
        return 0
    if name and name not in MODULES:
        raise WrongUsage(_no_such(name))
    return _command(name or "next", rest, options)


def _command(name: str, rest: list[str], options: Options) -> int:
    from importlib import import_module

    from agent.cli.call import Call

    module = import_module(f"agent.cli.{MODULES.get(name, 'begin')}")
    command: Command = module.COMMANDS[name]
    arguments: Any
    if command.defaults is not None and rest in ([], ["--json"]):
        arguments = Plain(command.defaults, as_json=bool(rest))
    else:
        arguments = _parse(name, command, rest)
    if arguments is None:
        return 0
    call = Call(options, as_json=arguments.json)
    if call.config_named and not os.path.isfile(call.config_path) and not getattr(arguments, "writes_config", False):  # noqa: PTH113 - pathlib is slow to load
        raise WrongUsage(f"There is no configuration at {call.config_path}.\nWrite one there with: agent config init")
    try:
        return command.run(call, arguments)
    finally:
        call.close()


def _before_command(argv: list[str], options: Options) -> tuple[str, list[str]]:
    """Take the options that stand before the command; the command (or a last option such as --help) and the rest."""
    while argv:
        word = argv.pop(0)
        key, has_value, value = word.partition("=")
        name = key[2:] if key.startswith("--") else ""
        if name in VALUES:
            if not has_value and not argv:
                raise WrongUsage(f"{key} needs a value.\nSee: agent --help")
            setattr(options, name, value if has_value else argv.pop(0))
            if not getattr(options, name):
                raise WrongUsage(f"{key} needs a value that is not empty.\nSee: agent --help")
        elif word == "--verbose" or (word.startswith("-v") and not word.strip("v-")):
            options.verbose += max(word.count("v"), 1) if word != "--verbose" else 1
        elif word in ("-q", "--quiet"):
            options.quiet = True
        elif word == "--json" and not argv:
            return "", [word]
        elif word.startswith("-") and word not in ("-h", "--help", "--version"):
            raise WrongUsage(f"There is no option {word} before the command.\nSee: agent --help")
        else:
            return word, argv
    return "", []


def _parse(name: str, command: Command, rest: list[str]) -> Namespace | None:
    """The command's own arguments; None where only its help was wanted."""
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise WrongUsage(f"{_misplaced(rest) or message}\nSee: agent {name} --help")

    from agent.cli.parser import parser_of

    # A width of its own keeps argparse from importing what finds out the terminal's.
    columns = os.environ.get("COLUMNS", "")
    width = min(int(columns), 100) if columns.isdecimal() and int(columns) > 20 else 90
    parser = parser_of(name, command, Parser, width)
    if {"-h", "--help"} & set(rest):
        sys.stdout.write(parser.format_help())
        return None
    return parser.parse_args(rest)


def _misplaced(rest: list[str]) -> str | None:
    """What to say where an option stands after the command that has to stand before it."""
    keys = {f"--{name}" for name in VALUES} | {"-v", "--verbose", "-q", "--quiet"}
    found = next((word.partition("=")[0] for word in rest if word.partition("=")[0] in keys), None)
    return f"{found} goes before the command: agent {found} …" if found else None


def _no_such(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, MODULES, n=1)
    hint = f"Did you mean: agent {close[0]}" if close else "See: agent --help"
    return f"There is no command “{name}”.\n{hint}"


def overview() -> str:
    """The help of the whole command."""
    lines = [
        "Bowout withdraws you kindly from interviews you no longer need, once your offer is really firm.",
        "It never sends anything that you have not looked at and approved.",
        "",
        "usage: agent [options] COMMAND …        agent COMMAND --help",
    ]
    for title, commands in GROUPS:
        lines += ["", title, *(f"  {name:<11} {summary}" for name, _, summary in commands)]
    lines += [
        "",
        "Options before the command",
        "  --config FILE  the configuration (BOWOUT_CONFIG; $XDG_CONFIG_HOME/bowout/config.toml)",
        "  --state DIR    where Bowout keeps what it knows (BOWOUT_STATE; $XDG_STATE_HOME/bowout)",
        "  --now TIME     act as if it were that time (ISO 8601)",
        "  --quiet        print nothing but errors",
        "  -v, --verbose  say more on standard error; -vv says all",
        "  --version      print the version",
        "",
        "Every command takes --json. Ids may be shortened. Exit status: 0 done, 1 something failed,",
        "2 wrong usage or configuration, 3 a sign-in is needed.",
        "Something in the way? agent doctor, and docs/troubleshooting.md",
    ]
    pages = os.path.join(sys.prefix, "share", "doc", "bowout")  # noqa: PTH118 - pathlib is slow to load
    if os.path.isdir(pages):  # noqa: PTH112 - likewise
        lines += ["", f"The pages that are named docs/… lie in {pages}"]
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- faults


def _told(error: Exception, options: Options) -> int:
    """Say in one or two lines what went wrong; the exit status."""
    text, status = plain(error)
    text = "".join(c if c.isprintable() or c == "\n" else "?" for c in text)  # it may quote a file name
    if options.verbose:
        from traceback import format_exception

        from agent.log import redact

        sys.stderr.write(redact("".join(format_exception(error))))
    try:
        sys.stderr.write(f"agent: {text}\n")
        sys.stdout.flush()
    except OSError:
        _silence()
    return status


def plain(error: Exception) -> tuple[str, int]:
    """What a person is told of an error, and the exit status."""
    if isinstance(error, UserError):
        return str(error), error.exit_status
    # Not imported here: what was never loaded cannot have been raised.
    for module, names, status in (
        ("agent.store.views", ("Unknown", "Ambiguous"), 1),
        ("connectors.base", ("NeedsLogin",), 3),
        ("connectors.base", ("ConnectorError",), 1),
    ):
        kinds = tuple(getattr(sys.modules[module], name) for name in names) if module in sys.modules else ()
        if isinstance(error, kinds):
            return str(error), status
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or type(error).__name__}{place}.\nNothing more was done.", 1
    if "sqlite3" in sys.modules and isinstance(error, sys.modules["sqlite3"].Error):
        return (
            f"The state cannot be read: {error}.\nCheck the folder named with --state, or move it away and run `agent sync`.",
            1,
        )
    return (
        f"Something went wrong inside Bowout ({type(error).__name__}).\nNothing is lost; `agent -v …` shows the details for a report.",
        INTERNAL,
    )


def _silence() -> None:
    """Nobody reads standard output any more: keep the interpreter from complaining when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stream without a file under it
        return
