"""Quota units as Gmail counts them: by method, for each user, over a sliding minute.

https://developers.google.com/workspace/gmail/api/reference/quota; projects made before May 2026 keep the old values.
"""

from __future__ import annotations

from collections import deque

from connectors.timer import Timer
from tests.simulators.google.calls import ApiError
from tests.simulators.google.clock import rfc3339

NEW = {
    "gmail.users.getProfile": 1,
    "gmail.users.labels.list": 1,
    "gmail.users.labels.get": 1,
    "gmail.users.history.list": 2,
    "gmail.users.messages.list": 5,
    "gmail.users.messages.get": 20,
    "gmail.users.messages.attachments.get": 20,
    "gmail.users.messages.send": 100,
    "gmail.users.threads.list": 10,
    "gmail.users.threads.get": 40,
    "gmail.users.drafts.list": 5,
    "gmail.users.drafts.get": 5,
    "gmail.users.drafts.create": 10,
    "gmail.users.drafts.update": 15,
    "gmail.users.drafts.delete": 10,
    "gmail.users.drafts.send": 100,
}
OLD = {
    **NEW,
    "gmail.users.messages.get": 5,
    "gmail.users.messages.attachments.get": 5,
    "gmail.users.threads.get": 10,
}
PER_MINUTE_NEW = 6_000
PER_MINUTE_OLD = 15_000


class Quota:
    """What one user spent within the last minute."""

    def __init__(self, timer: Timer, *, old: bool = False, per_minute: int | None = None) -> None:
        self._timer = timer
        self._units = OLD if old else NEW
        self.per_minute = per_minute or (PER_MINUTE_OLD if old else PER_MINUTE_NEW)
        self._spent: deque[tuple[float, int]] = deque()
        self._sum = 0
        self.total = 0
        """Units of all calls that were let through."""
        self.refused = 0
        """How many calls were too many."""
        self.peak = 0
        """The most units within any minute."""

    def units(self, method: str) -> int:
        """What a call costs; the calendar counts otherwise and costs none."""
        return self._units.get(method, 5 if method.startswith("gmail.") else 0)

    def spend(self, method: str) -> int:
        """Count a call, or raise what Gmail answers: 403 and 429 in turn, the time to wait for in the text alone."""
        now, units = self._timer.now(), self.units(method)
        while self._spent and self._spent[0][0] <= now - 60:
            self._sum -= self._spent.popleft()[1]
        if units and self._sum + units > self.per_minute:
            self.refused += 1
            until = rfc3339(self._spent[0][0] + 60)
            status = 403 if self.refused % 2 else 429
            raise ApiError(status, "rateLimitExceeded", f"User-rate limit exceeded.  Retry after {until}")
        self._spent.append((now, units))
        self._sum += units
        self.total += units
        self.peak = max(self.peak, self._sum)
        return units
