"""A process that has loaded everything and runs commands of `agent` in traced children, one after the other."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from agent.cli.main import main as command
from agent.store import db
from connectors.http import Http
from tests.chaos import swift, tracer
from tests.chaos.tracer import End, Plan

PATIENCE = 0.3
"""Real seconds after which a silent server is given up, where the connector would wait a minute."""
BUSY = 50
"""Real milliseconds after which SQLite gives up on a database that is held, instead of ten seconds."""


@dataclass(frozen=True, slots=True)
class Order:
    """One run of the command."""

    words: tuple[str, ...]
    plan: Plan


class Zygote:
    """The handle on it. Made while there are no other threads."""

    def __init__(self, errors: Path, patience: float = PATIENCE) -> None:
        """`errors` takes what the commands say on standard error; `patience`: how long they wait for a silent server."""
        self._pipe, theirs = Pipe()
        self.pid = os.fork()
        if not self.pid:
            self._pipe.close()
            _serve(theirs, errors, patience)
        theirs.close()

    def run(self, order: Order) -> End:
        """Run it to its end, whatever that is."""
        self._pipe.send(order)
        end: End = self._pipe.recv()
        return end

    def close(self) -> None:
        self._pipe.close()
        os.waitpid(self.pid, 0)


def _serve(pipe: Connection, errors: Path, patience: float) -> NoReturn:
    tracer.adopt()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    sys.stdin = open(os.devnull)  # noqa: SIM115 - for as long as this process lives
    for name in [n for n in os.environ if n.startswith(("BOWOUT_", "XDG_", "DBUS_"))]:
        del os.environ[name]
    defaults = Http.__init__.__kwdefaults__
    assert defaults is not None
    defaults["timeout"] = patience
    db._connect = _impatient(db._connect)  # type: ignore[assignment]  # the same but for its patience
    swift.begin()
    with suppress(EOFError, BrokenPipeError):
        while True:
            order: Order = pipe.recv()
            pipe.send(tracer.run(lambda: _run(order), order.plan))  # noqa: B023 - run at once
    os._exit(0)


def _impatient(connect: Callable[[Path], sqlite3.Connection]) -> Callable[[Path], sqlite3.Connection]:
    def connected(path: Path) -> sqlite3.Connection:
        connect_at_once = sqlite3.connect
        sqlite3.connect = lambda *a, **k: connect_at_once(*a, **{**k, "timeout": BUSY / 1000})
        try:
            return connect(path)
        finally:
            sqlite3.connect = connect_at_once

    return connected


def _run(order: Order) -> int:
    return command(list(order.words))
