"""The questions of one pass: a bounded number, one at a time, each asked once; a server that fails is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from agent.model import Reading
from agent.reading import mime
from agent.reading.told import Told, checked
from agent.second.answer import parse
from agent.second.prompt import VERSION, messages
from agent.second.server import NoAnswer, Server
from agent.store.store import Store
from agent.sync import AccountSync
from connectors.base import Message

QUESTIONS = 20
"""At most so many in one pass."""
LONGEST = 120.0
"""Seconds after which a pass asks nothing more."""
PATIENCE = 3
"""Failures in a row after which the server is left alone."""
REST = timedelta(minutes=15)
"""For so long."""

_RESTS = "second_rests_until"


def asker(model: str) -> str:
    """Under which name answers are stored: another question or another model is asked anew."""
    return f"{VERSION} {model}".rstrip()


class Session:
    """The second reader in one pass."""

    def __init__(self, store: Store, server: Server, host: str, stopping: Callable[[], bool] = lambda: False) -> None:
        """`host` names the server to people; `stopping` says that nothing new may be begun."""
        self._store = store
        self._server = server
        self._host = host
        self._stopping = stopping
        self._left = QUESTIONS
        self._failures = 0
        self.problems: list[str] = []
        """One line for people if the server was left alone."""

    def ask(self, accounts: Sequence[AccountSync], now: datetime) -> int:
        """Ask about what the accounts are unsure of and store the answers; how many messages read otherwise now."""
        rests = self._store.setting(_RESTS)
        if rests is not None and now < datetime.fromisoformat(rests) <= now + REST:
            return 0
        end, changed = time.monotonic() + LONGEST, 0
        for account in accounts:
            for message, reading in account.doubts(self._left):
                if self._left == 0 or self._stopping() or time.monotonic() > end:
                    return changed
                try:
                    changed += account.hear(message, reading, self._told(message, reading))
                except NoAnswer as fault:
                    if fault.reached:
                        account.no_answer(reading)
                    if self._failed(fault, now):
                        return changed
        return changed

    def _told(self, message: Message, reading: Reading) -> Told | None:
        """What the second reader says and the message bears out. Raises NoAnswer."""
        document = mime.document(mime.open_(message.raw, received_at=message.received_at))
        self._left -= 1
        with self._store.db.others_first():
            text = self._server.ask(messages(document, reading.direction))
        self._failures = 0
        told = parse(text)
        return None if told is None else checked(told, document)

    def _failed(self, fault: NoAnswer, now: datetime) -> bool:
        """Note a failure; whether it was one too many."""
        self._failures += 1
        if self._failures < PATIENCE:
            return False
        self._store.set(_RESTS, (now + REST).isoformat())
        self.problems.append(
            f"The second reader at {self._host} gave no answer {PATIENCE} times ({fault}). Mail is read without it;"
            f" it is asked again in {REST.seconds // 60} minutes."
        )
        return True
