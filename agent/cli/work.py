"""`agent work`, hidden: one pass for the daemon, or one decision. A JSON request on standard input, JSON lines on standard output.

The request says what to do (`sync`, `deliver` what is due, ask the `second` reader, or a decision with what it is about),
with which configuration, and whose child this is. The last line is what the command would answer: `{"document", "news",
"exit"}` for a sync, `{"view", "news", "exit"}` for a decision, or `{"error", "fault", "exit"}`, with the name of the fault.
After a pass it says under "second" in how many seconds there is something to ask a second reader.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from agent.cli.command import Command
from agent.errors import WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence
    from types import FrameType
    from typing import BinaryIO

    from agent.app import App
    from agent.cli.call import Call

FAILED = 1
SIGN_IN = 3
ENDED = 143
"""128 + SIGTERM."""
GRACE = 12
"""Seconds that a letter on its way may take once the process is asked to end."""
SECOND = 600.0
"""Seconds that a second reader is asked at a stretch."""
OFTEN = 0.2
"""Progress is told at most so often, in seconds."""
PR_SET_PDEATHSIG = 1


NO_NEWS: dict[str, Any] = {"lines": [], "problems": [], "notices": [], "retry_after": {}}
"""What `news` gives where nothing changed."""


class Asked(BaseException):
    """The process is asked to end and nothing is on its way."""


def news(app: App) -> dict[str, Any]:
    """What the last command of an App changed, as plain values."""
    notices = [
        {"key": notice.key, "text": notice.text, "urgent": notice.urgent, "about": notice.about}
        for notice in app.news.notices
    ]
    return {
        "lines": list(app.news.lines),
        "problems": list(app.news.problems),
        "notices": notices,
        "retry_after": dict(app.news.retry_after),
    }


def exit_status(document: dict[str, Any]) -> int:
    """The exit status of a sync with that status document."""
    if any(account["needs_login"] for account in document["accounts"]):
        return SIGN_IN
    return FAILED if any(account["error"] for account in document["accounts"]) else 0


# ---------------------------------------------------------------- the worker


def _work(call: Call, args: Namespace) -> int:  # noqa: ARG001 - there are none
    request = json.load(sys.stdin.buffer)
    lines = Lines(_taken_over())
    stop = Stop(finishes=request.get("do") in DECISIONS)
    try:
        stop.listen(request["parent"])
        answer = _done(call, request, lines, stop)
    except Asked:
        return ENDED
    except Exception as error:  # whoever asked is told, as any command tells it
        import logging

        from agent.cli.main import plain
        from agent.errors import UserError

        if not isinstance(error, UserError):
            logging.getLogger(__name__).exception("a pass failed")
        text, status = plain(error)
        answer = {"error": text, "fault": type(error).__name__, "exit": status}
    lines.write(answer)
    return int(answer["exit"])


def _taken_over() -> BinaryIO:
    """Standard output for our lines alone: whatever else prints there goes to standard error."""
    sys.stdout.flush()
    ours = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return ours


def _done(call: Call, request: dict[str, Any], lines: Lines, stop: Stop) -> dict[str, Any]:
    from pathlib import Path

    from agent import log
    from agent.app import App
    from agent.clock import Clock
    from agent.config_load import parsed

    log.set_up(call.verbose, call.err, journal=log.is_journal(call.err, os.environ))
    config = parsed(*request["config"])
    app = App(config, Path(call.state), Clock(config.user.timezone), waiting=lambda: lines.write({"waiting": True}))
    app.stopping = stop.asked
    try:
        if (decision := DECISIONS.get(request["do"])) is not None:
            return {"view": decision(app, request), "news": news(app), "exit": 0}
        if request["do"] == "sync":
            document: dict[str, Any] = app.sync(request["accounts"], request["accept_empty"], lines.progress)
        elif request["do"] == "deliver":
            app.deliver()
            document = {"accounts": []}
        elif request["do"] == "second":
            app.second(SECOND, lines.progress)
            document = {"accounts": []}
        else:
            raise WrongUsage("Nobody understands that.")
        second = app.second_due()
    finally:
        app.close()
    answer: dict[str, Any] = {"document": document} if request["tell"] else {}
    if second is not None:
        answer["second"] = second
    return {**answer, "news": news(app), "exit": exit_status(document)}


def _snooze(app: App, asked: dict[str, Any]) -> Any:
    from datetime import datetime

    return app.snooze(asked["id"], datetime.fromisoformat(asked["until"]))


DECISIONS: dict[str, Callable[[App, dict[str, Any]], Any]] = {
    "approve": lambda app, asked: app.approve([asked["id"]], str(asked["digest"] or "none"))[0],
    "undo": lambda app, asked: app.undo(asked["id"]),
    "keep": lambda app, asked: app.keep(asked["id"]),
    "snooze": _snooze,
    "redraft": lambda app, asked: app.redraft(asked["id"], asked.get("kind"), asked.get("tone")),
    "done": lambda app, asked: app.done(asked["id"]),
    "retry": lambda app, asked: app.retry(asked["id"]),
    "answer": lambda app, asked: app.answer(asked["id"], asked["answer"])["answered"],
    "offer": lambda app, asked: app.offer(asked["verb"], asked["id"]),
}
"""What a person can decide on a card. Each is what the command of that name does."""


class Lines:
    """JSON lines to the daemon. One that is gone does not stop the work."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._gone = False
        self._told: dict[str, float] = {}

    def write(self, line: dict[str, Any]) -> None:
        """One line, at once."""
        if self._gone:
            return
        try:
            # Half of a surrogate pair can come from a broken header; ASCII can write it.
            self._stream.write(json.dumps(line).encode("ascii") + b"\n")
            self._stream.flush()
        except OSError:
            self._gone = True

    def progress(self, account: str, checked: int, total: int | None) -> None:
        """How far an account was read; also the sign that this process is not stuck."""
        now = time.monotonic()
        if now - self._told.get(account, -OFTEN) >= OFTEN or checked == total:
            self._told[account] = now
            self.write({"progress": [account, checked, total]})


class Stop:
    """Being asked to end: at once where nothing is on its way, else after the letter that is."""

    def __init__(self, *, finishes: bool = False) -> None:
        """`finishes`: what a person decided, which takes a moment, is carried out all the same."""
        self._asked = False
        self._finishes = finishes

    def asked(self) -> bool:
        """Nothing new is to be begun."""
        return self._asked

    def listen(self, parent: int) -> None:
        """Hear SIGTERM, which also comes when the parent dies (prctl(2)). Raises Asked if it is dead already."""
        import ctypes

        # The daemon's signals, which may be sent to all of its processes. A send command inherits that.
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
            signal.signal(number, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self._terminated)
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            raise Asked

    def _terminated(self, _number: int, frame: FrameType | None) -> None:
        self._asked = True
        if not self._finishes and not _on_its_way(frame):
            raise Asked
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.alarm(GRACE)  # its default action ends the process; the outbox survives that


def _on_its_way(frame: FrameType | None) -> bool:
    """A letter is being handed over: the call was begun, or its receipt is being stored and the calendar answered."""
    # Not imported here: the signal may have come in the middle of that very import, and then nothing is on its way yet.
    Outbox = getattr(sys.modules.get("agent.delivery.outbox"), "Outbox", None)
    if Outbox is None:
        return False
    delivering: Sequence[object] = (Outbox._submit.__code__, Outbox.sent.__code__)
    while frame is not None:
        if frame.f_code in delivering:
            return True
        frame = frame.f_back
    return False


COMMANDS = {
    "work": Command(
        _work,
        about="One pass for the daemon, which says on standard input what to do. Not for people.",
        examples="  agent work < request.json",
    )
}
