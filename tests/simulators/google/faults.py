"""Faults on demand: which request meets which fault, and how often."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["answer", "slow", "hang", "truncated", "close"]

REASONS = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    409: "conflict",
    410: "fullSyncRequired",
    412: "conditionNotMet",
    429: "rateLimitExceeded",
    500: "backendError",
    502: "badGateway",
    503: "backendError",
    504: "deadlineExceeded",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one request."""

    kind: Kind
    after_effect: bool = False
    """What was asked for is done all the same."""
    status: int = 500
    reason: str = "backendError"
    message: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    """slow: on the simulator's timer · hang: really."""


def answer(
    status: int,
    reason: str = "",
    message: str = "",
    *,
    after_effect: bool = False,
    retry_after: int | str | None = None,
) -> Fault:
    """An answer of that status instead of the right one."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    reason = reason or REASONS.get(status, "unknown")
    return Fault("answer", after_effect, status, reason, message or f"Simulated {reason}", headers)


def slow(seconds: float = 90.0) -> Fault:
    """The right answer, after that long on the simulator's timer."""
    return Fault("slow", True, seconds=seconds)


def hang(seconds: float = 0.5, *, after_effect: bool = True) -> Fault:
    """Nothing is answered for that long in real time; then the right answer, or without effect the end of the connection."""
    return Fault("hang", after_effect, seconds=seconds)


NAMED = {
    "slow": slow(),
    "hang": hang(),
    "truncated": Fault("truncated", True),
    "close-before-effect": Fault("close", False),
    "close-after-effect": Fault("close", True),
}


def fault_of(text: Fault | str | int) -> Fault:
    """A fault from its short name: "slow", "truncated", 503, "403 rateLimitExceeded", "504 after-effect"."""
    if isinstance(text, Fault):
        return text
    if text in NAMED:
        return NAMED[str(text)]
    words = str(text).split()
    reason = " ".join(word for word in words[1:] if word != "after-effect")
    return answer(int(words[0]), reason, after_effect="after-effect" in words)


@dataclass(slots=True)
class _Planned:
    pattern: re.Pattern[str]
    fault: Fault
    times: int
    skip: int


class Faults:
    """The faults still to come, in the order in which they were planned."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self._lock = threading.Lock()

    def add(self, match: str, fault: Fault | str | int, times: int = 1, *, skip: int = 0) -> None:
        """The next `times` requests whose "METHOD /path discovery.id" holds the regular expression `match` meet the fault,
        after `skip` of them that do not."""
        with self._lock:
            self._planned.append(_Planned(re.compile(match), fault_of(fault), times, skip))

    def clear(self) -> None:
        """From now on nothing goes wrong."""
        with self._lock:
            self._planned.clear()

    def take(self, text: str) -> Fault | None:
        """The fault that this request meets."""
        with self._lock:
            for planned in self._planned:
                if not planned.pattern.search(text):
                    continue
                if planned.skip:
                    planned.skip -= 1
                    return None
                planned.times -= 1
                if planned.times <= 0:
                    self._planned.remove(planned)
                return planned.fault
        return None
