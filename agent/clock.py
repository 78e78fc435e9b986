"""What time it is, for those who are told and never look themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo


class Clock:
    """The machine's clock, read in the user's zone."""

    fixed = False
    """True where the time was named by the user: then Google and Outlook deliver only to loopback addresses."""

    def __init__(self, zone: str = "UTC") -> None:
        self.zone: tzinfo = ZoneInfo(zone)

    def now(self) -> datetime:
        """The time, aware, in the user's zone."""
        return datetime.now(UTC).astimezone(self.zone)


class FixedClock(Clock):
    """A clock that stands still until it is told to go on (`--now`, demos, tests)."""

    fixed = True

    def __init__(self, at: datetime, zone: str | None = None) -> None:
        """`at` is aware; `zone` is the user's, by default that of `at`."""
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware time")
        self.zone = at.tzinfo if zone is None else ZoneInfo(zone)
        self._at = at.astimezone(self.zone)

    def now(self) -> datetime:
        """The time that was set."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Let time go on."""
        self._at = (self._at.astimezone(UTC) + by).astimezone(self.zone)
