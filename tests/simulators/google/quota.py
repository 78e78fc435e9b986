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
    "gmail.users.settings.sendAs.list": 1,
}
OLD = {
    **NEW,
    "gmail.users.messages.get": 5,
    "gmail.users.messages.attachments.get": 5,
    "gmail.users.threads.get": 10,
}
PER_MINUTE_NEW = 6_000
PER_MINUTE_OLD = 15_000


CALENDAR_PER_MINUTE = 600
"""Requests, for each user."""


class _Minute:
    """What was spent within the last sixty seconds."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.sum = 0
        self._spent: deque[tuple[float, int]] = deque()

    def spend(self, now: float, units: int) -> float | None:
        """None if it fits and is spent; else when it may be tried again."""
        while self._spent and self._spent[0][0] <= now - 60:
            self.sum -= self._spent.popleft()[1]
        if self.sum + units > self.most:
            return self._spent[0][0] + 60 if self._spent else now + 60
        self._spent.append((now, units))
        self.sum += units
        return None


class Quota:
    """What one user spent."""

    def __init__(self, timer: Timer, *, old: bool = False, per_minute: int | None = None) -> None:
        self._timer = timer
        self._units = OLD if old else NEW
        self._gmail = _Minute(per_minute or (PER_MINUTE_OLD if old else PER_MINUTE_NEW))
        self._calendar = _Minute(CALENDAR_PER_MINUTE)
        self.total = 0
        """Gmail's units of all calls that were let through."""
        self.refused = 0
        """How many calls were too many."""
        self.peak = 0
        """The most of Gmail's units within any minute."""

    def spend(self, method: str) -> int:
        """Count a call and give its units (0 for the calendar, where calls are counted).

        Raises what Gmail answers when it was one too many: 403 and 429 in turn, the time to wait for in the text alone.
        """
        now = self._timer.now()
        if method.startswith("calendar."):
            if self._calendar.spend(now, 1) is not None:
                self.refused += 1
                raise ApiError(403, "rateLimitExceeded", "Rate Limit Exceeded")
            return 0
        units = self._units.get(method, 5)
        until = self._gmail.spend(now, units)
        if until is not None:
            self.refused += 1
            status = 403 if self.refused % 2 else 429
            raise ApiError(status, "rateLimitExceeded", f"User-rate limit exceeded.  Retry after {rfc3339(until)}")
        self.total += units
        self.peak = max(self.peak, self._gmail.sum)
        return units
