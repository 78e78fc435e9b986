"""Runs of `agent` that are killed: reads from standard input one JSON list [words, statement, seconds] a line, runs the
command in a process of its own, and kills it (SIGKILL) before its `statement`-th statement reaches the database, or after
so many `seconds`, whatever is not null. Prints the process id first, then "killed", or the exit status.

Nobody waits really in here: a pause is a hundredth of a second.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import threading
import time
from pathlib import Path

_sleep = time.sleep
time.sleep = lambda seconds: _sleep(min(float(seconds), 0.01))  # before anything takes it for its own

from agent.cli.main import main as command  # noqa: E402
from agent.store import db  # noqa: E402
from connectors.google import account, answers, api, calendar, credentials, drafts, mail, sign_in  # noqa: E402, F401


def main() -> None:
    import googleapiclient.discovery  # noqa: F401 - so that no child has to load it
    import httpx  # noqa: F401

    print("ready", flush=True)
    for line in sys.stdin:
        words, statement, seconds = json.loads(line)
        child = os.fork()
        if not child:
            _run(words, statement)
        print(child, flush=True)
        if seconds is not None:
            timer = threading.Timer(seconds, os.kill, (child, signal.SIGKILL))
            timer.start()
        _, status = os.waitpid(child, 0)
        if seconds is not None:
            timer.cancel()
        print("killed" if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status), flush=True)


def _run(words: list[str], statement: int | None) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if statement is not None:
        _die_at(statement)
    os._exit(command(words))


def _die_at(number: int) -> None:
    """Before the `number`-th statement from now on."""
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
