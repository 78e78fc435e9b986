"""Syncs that are killed: `python -m tests.hostile.killed CONFIG STATE NOW N…` starts one for each N and kills it (SIGKILL)
before its N-th statement reaches the database. Mail is read in pages of two, so that there are many places to die at.

Prints, as JSON, how many of them were killed, and how many statements the database has seen at most.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

from agent.app import App
from agent.clock import FixedClock
from agent.config_load import load
from agent.store import db
from connectors.local import maildir


def main() -> None:
    config = load(Path(sys.argv[1]))
    maildir.PAGE_MESSAGES = 2
    killed = 0
    for number in map(int, sys.argv[4:]):
        child = os.fork()
        if not child:
            kill_at(number)
            App(config, Path(sys.argv[2]), FixedClock(datetime.fromisoformat(sys.argv[3]), "UTC")).sync()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    json.dump({"killed": killed}, sys.stdout)


def kill_at(number: int) -> None:
    """Die before the `number`-th statement from now on."""
    left = number
    connect = db._connect

    def die(statement: str) -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.set_trace_callback(die)
        return connection

    db._connect = traced


main()
