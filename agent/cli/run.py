"""`agent run`: the daemon in the foreground, as the user service starts it."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING, Any

from agent.cli.command import Command
from agent.errors import UserError, WrongUsage

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.cli.call import Call
    from agent.daemon.settings import Current

LOCK = "daemon.lock"


def _run(call: Call, args: Namespace) -> int:
    if call.fixed is not None:
        raise WrongUsage("`agent run` goes by the machine's clock: --now is for demos and tests.")
    import asyncio
    import logging

    from agent import log

    # Before anything else: a configuration with faults is told at once, and ends the service for good.
    current = _current(call)
    handle = _locked(call.state)
    log.set_up(call.verbose + 1, call.err, journal=log.is_journal(call.err, os.environ))
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every job
    try:
        asyncio.run(_daemon(call, current, args.patience))
    finally:
        os.close(handle)
    return 0


async def _daemon(call: Call, current: Current, patience: float) -> None:
    from agent.daemon.loop import Daemon, Place

    place = Place(call.config_path, call.state, call.verbose)
    await Daemon(place, current, os.environ, watch=_watch(), patience=patience).run()


def _watch() -> Any:
    """What tells of sleep, network and battery; the daemon does without, by its own clock."""
    from importlib import import_module

    try:
        return import_module("agent.daemon.watch").Watch
    except ImportError:
        return None


def _current(call: Call) -> Current:
    """What the daemon goes by; nothing yet where there is no file. Raises WrongUsage where it has faults."""
    from agent.daemon.settings import Current, Settings

    there = os.path.lexists(call.config_path)
    return Current(call.config_path, Settings.read(call.config_path) if there else None)


def _locked(state: str) -> int:
    """An open file that says that this state has a daemon, for as long as the process lives. Raises UserError."""
    try:
        os.makedirs(state, mode=0o700, exist_ok=True)  # noqa: PTH103 - a text in all commands
        handle = os.open(os.path.join(state, LOCK), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)  # noqa: PTH118
    except OSError as error:
        raise UserError(
            f"The state folder {state} cannot be used: {error.strerror}.\nMend it, or name another with --state."
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise UserError(
            "A daemon works on this state already.\n`agent service status` tells about it; `agent sync` asks it for a pass."
        ) from None
    return handle


def _seconds(text: str) -> float:
    """Raises ArgumentTypeError."""
    from argparse import ArgumentTypeError

    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 1 <= value <= 86_400:
        raise ArgumentTypeError(f"“{text}” is no number of seconds between 1 and 86400")
    return value


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--patience",
        type=_seconds,
        default=600.0,
        metavar="SECONDS",
        help="a pass without a sign of life for so long counts as stuck (600)",
    )


COMMANDS = {
    "run": Command(
        _run,
        _arguments,
        about=(
            "The daemon: looks for changes, keeps drafts up to date, delivers what is approved when it is due.\n"
            "SIGUSR1: look at once. SIGHUP: read the configuration again. SIGTERM: finish the letter on its way and end."
        ),
        examples="  agent run                  in the foreground, until Ctrl-C\n  agent service install      with every login",
    ),
}
