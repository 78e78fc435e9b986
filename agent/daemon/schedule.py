"""When to look again. Pure: times, failures and chance come in, a pause comes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = 30 * 60.0
"""However often an account fails, it is tried again after so many seconds."""
SPREAD = 0.1
"""Pauses vary by this part of their length, so that many accounts (and machines) do not ask in step."""
ON_BATTERY = 3.0
"""On battery pauses are so many times as long."""
KEYRING = 30.0
"""A locked keyring is looked at again after so many seconds: asking it costs nobody anything."""
OBEYED = 24 * 3600.0
"""Seconds for which a provider can ask to be left alone; who asks for more is asked again the day after."""
VAIN = 15 * 60.0
"""However often a pass read nothing new, what made it begin is tried again after so many seconds, if not before."""
POLITE = 60.0
"""What is left of a first reading goes on at most so often, in seconds."""
RESTING = 3600.0
"""Once the search is over an account is looked at so seldom, in seconds; `policy.after_signing` may want it otherwise."""
AGAIN = timedelta(minutes=5)
"""What a pass left due is tried again after this long."""
JUMP = 5.0
"""A clock that is off by more seconds than this was set, or the machine slept."""


def pause(
    poll: float, chance: float, *, failures: int = 0, battery: bool = False, at_least: float | None = None,
    keyring: bool = False, more: bool = False,
) -> float:  # fmt: skip
    """Seconds until an account is looked at again.

    `poll` is the configured interval; `chance` is in 0..1; `at_least` is what the provider asked for; `more`: the first
    reading is not over yet.
    """
    length = min(poll * (ON_BATTERY if battery else 1.0), max(LONGEST, poll))
    if keyring:
        length = KEYRING
    elif failures:
        length = max(min(length * 2 ** min(failures, 16), LONGEST), poll)
    elif more:
        length = min(length, POLITE)
    ordinary = length == poll
    length *= 1 + SPREAD * (2 * chance - 1)
    if ordinary:
        length = min(length, poll)  # news is noticed within the time that was set
    if more:
        length = max(length, POLITE)
    return max(length, at_least or 0.0)


def vain(poll: float, passes: int) -> float:
    """Seconds until what has not changed since is worth another pass, after so many in a row that read nothing new."""
    return 0.0 if passes < 1 else max(min(poll * 2 ** min(passes, 16), VAIN), poll)


def retry(faults: int) -> float:
    """Seconds until a pass is tried again after it was cut off or failed as a whole so many times in a row."""
    return float(min(10.0 * 2 ** min(faults - 1, 16), LONGEST))


def next_due(
    times: Iterable[datetime], now: datetime, tried: datetime | None, again: timedelta = AGAIN
) -> datetime | None:
    """When the next pass is due. What was due at the last one, `tried` then, and still is, waits for `again`."""
    when = []
    for time in times:
        if tried is not None and time <= tried <= now:
            when.append(max(tried + again, now))
        else:
            when.append(max(time, now))
    return min(when, default=None)


def next_day(now: datetime) -> datetime:
    """Shortly after the next midnight in the zone of `now`: deadlines have passed then."""
    day = (now + timedelta(days=1)).replace(hour=0, minute=5, second=0, microsecond=0)
    return day if day > now else day + timedelta(days=1)


@dataclass(slots=True)
class Drift:
    """Notices that the clock was set, or that the machine slept: the two clocks part."""

    apart: float | None = None
    """Seconds by which the wall clock was ahead of the steady one when they were last compared."""

    def jumped(self, wall: float, steady: float) -> bool:
        """Compare them. Smaller steps are how a clock is kept right; they add up to nothing here."""
        before, self.apart = self.apart, wall - steady
        return before is not None and abs(self.apart - before) > JUMP
