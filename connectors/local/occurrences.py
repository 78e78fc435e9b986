"""Occurrences of one series within a window, through recurring-ical-events, at a cost that is bounded.

The library counts a rule's days from DTSTART on and looks for a next match up to the year 9999; a hostile rule (one
that never matches, one for every second) would keep it busy for hours. Here a rule may look at as many days as lie between
its start and the end of the window, and no further: all occurrences in the window are found by then.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice
from typing import Any

from icalendar import Event as Component
from icalendar.prop import vDDDLists, vDDDTypes, vRecur
from recurring_ical_events.adapters.event import EventAdapter
from recurring_ical_events.series import Series

from connectors.local.ics import Block, Line, duration, stamp_of, stamps_of
from connectors.local.items import Budget, TooMuchError
from connectors.local.zones import Zones

MAX_OCCURRENCES = 500
"""Occurrences of one series in the window."""
MAX_DAYS = 75_000
"""Days (for hourly rules: hours) that one rule may look at: two hundred years."""
MAX_DATES = 5000
"""EXDATEs, and RDATEs, of one series."""
MAX_RULES = 5
MAX_RULE_LENGTH = 1000
_UNTIL = re.compile(r"UNTIL=(\d{4})(\d\d)(\d\d)", re.IGNORECASE)
_FREQUENCY = re.compile(r"FREQ=(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One instance of an event, before it is told in a zone."""

    source: int
    """Which of the blocks it is made of."""
    start: date
    """As the series counts: a date, a naive time (floating), or an aware one."""
    end: date
    recurrence_id: date
    """The time it had before it was moved, if it was."""


def occurrences(
    blocks: list[Block], zones: Zones, since: datetime, until: datetime, budget: Budget
) -> list[Occurrence]:
    """Occurrences of the series made of `blocks` (one UID: master and overrides) that start in the window.

    There are MAX_OCCURRENCES + 1 at most; the one too many says that some are missing. An override may touch the window
    without starting in it. `since` and `until` are aware, in the user's zone. Raises TooMuchError; other exceptions come from values that the
    library cannot use.
    """
    budget.spend(0)
    user = since.tzinfo or UTC
    series = _Series([EventAdapter(_component(number, block, zones, user)) for number, block in enumerate(blocks)])
    for rule in series.rules():
        rule.budget = budget
    starts = (stamp_of(block.first("DTSTART")) for block in blocks if not block.first("RECURRENCE-ID"))
    zone = next((_zone(zones.time(start)) for start in starts if start), None)
    found: list[Occurrence] = []
    for occurrence in islice(series.between(since, until), MAX_OCCURRENCES + 1):
        number = int(occurrence.as_component(keep_recurrence_attributes=False)["X-BLOCK"])
        original = _original(blocks[number], occurrence.start, zones)
        if zone is not None and isinstance(original, datetime) and original.tzinfo:
            original = original.astimezone(zone)  # one name for one occurrence, however the override writes it
        found.append(Occurrence(number, occurrence.start, occurrence.end, original))
    return found


def ended(block: Block, since: datetime) -> bool:
    """Whether the rule of a master says that it ended long before the window, so that nothing has to be counted."""
    rules = block.all("RRULE")
    if not rules or block.first("RDATE"):
        return False
    days: list[date] = []
    for rule in rules:
        match = _UNTIL.search(rule.raw_value)
        if match is None:
            return False
        with contextlib.suppress(ValueError):
            days.append(date(*map(int, match.groups())))
    return len(days) == len(rules) and (since.date() - max(days)).days > 2


def _original(block: Block, start: date, zones: Zones) -> date:
    """The RECURRENCE-ID of an occurrence that was made of `block` and starts at `start`."""
    line = block.first("RECURRENCE-ID")
    named = stamp_of(line)
    if line is None or named is None:
        return start
    own, moved_to = zones.time(named), stamp_of(block.first("DTSTART"))
    if not _from_here_on(line) or moved_to is None:
        return own
    return start - (moved_to.wall - named.wall)


def _from_here_on(line: Line) -> bool:
    return (line.parameter("RANGE") or "").upper() == "THISANDFUTURE"


def _zone(value: date) -> tzinfo | None:
    return value.tzinfo if isinstance(value, datetime) else None


def _floats(value: date) -> bool:
    return isinstance(value, datetime) and value.tzinfo is None


# ---------------------------------------------------------------- the series, as the library takes it


def _component(number: int, block: Block, zones: Zones, user: tzinfo) -> Component:
    """A component with nothing in it but times that were checked, and the number of its block."""
    component = Component()
    component["UID"] = "series"
    component["X-BLOCK"] = str(number)
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        line = block.first(name)
        value = stamp_of(line)
        if line is not None and value is not None:
            component[name] = vDDDTypes(zones.time(value))
            if _from_here_on(line):
                component[name].params["RANGE"] = "THISANDFUTURE"
    if "DTSTART" not in component:
        raise TooMuchError("it has no start that can be read")
    length = duration(block.text("DURATION", 100))
    start, end = (stamp_of(block.first(name)) for name in ("DTSTART", "DTEND"))
    if start and end and _floats(zones.time(start)) != _floats(zones.time(end)):
        # The library would move a start on the wall into the zone of such an end.
        length = max(zones.aware(end, user) - zones.aware(start, user), timedelta(0))
        del component["DTEND"]
    if length is not None and "DTEND" not in component:
        component["DURATION"] = vDDDTypes(length)
    with contextlib.suppress(ValueError):
        component["SEQUENCE"] = int(block.text("SEQUENCE", 9))
    if "RECURRENCE-ID" not in component:
        _add_dates(component, block, zones)
        rules = [_rule(line) for line in block.all("RRULE")[:MAX_RULES]]
        if rules:
            component["RRULE"] = rules
    return component


def _add_dates(component: Component, block: Block, zones: Zones) -> None:
    for name in ("RDATE", "EXDATE"):
        values = [value for line in block.all(name)[:MAX_DATES] for value in stamps_of(line, MAX_DATES + 1)]
        if len(values) > MAX_DATES:
            raise TooMuchError(f"it has more than {MAX_DATES} dates in {name}")
        if values:
            component[name] = vDDDLists([zones.time(value) for value in values])


def _rule(line: Line) -> Any:
    text = line.raw_value.strip()
    if len(text) > MAX_RULE_LENGTH:
        raise TooMuchError("its RRULE is too long")
    if _FREQUENCY.search(text) is None:
        raise TooMuchError("it recurs more often than hourly, or in an unknown way")
    return vRecur.from_ical(text)


class _Series(Series):  # type: ignore[misc] # the library is untyped
    """A series whose rules stop looking where the window ends."""

    def rules(self) -> list[_BoundedRule]:
        return [rule for rule in getattr(self.recurrence, "rrules", ()) if isinstance(rule, _BoundedRule)]

    def compute_span_extension(self) -> None:
        """The library goes back by the event's length, to find what still lasts; here only starts count."""
        super().compute_span_extension()
        back = (adapter.extend_query_span_by[0] - adapter.duration for adapter in self.this_and_future_components)
        self._subtract_from_start = max(back, default=timedelta(0))

    class RecurrenceRules(Series.RecurrenceRules):  # type: ignore[misc] # the library is untyped
        def rrulestr(self, rule_string: str) -> Any:
            return _BoundedRule(super().rrulestr(rule_string))


class _BoundedRule:
    """What the library asks of a rule, with an end to the search."""

    def __init__(self, rule: Any) -> None:
        if rule._interval < 1:  # not public; dateutil itself would loop for ever
            raise TooMuchError("its INTERVAL is less than 1")
        self._rule = rule
        self.budget = Budget()
        self.string: str = rule.string
        self.until: date | None = rule.until

    def between(self, after: datetime, before: datetime, inc: bool = True) -> Iterator[datetime]:
        """Occurrences from `after` to `before`. Raises TooMuchError if they lie too far from the rule's start."""
        rule = self._rule
        days = (before.date() - rule._dtstart.date()).days
        if days < 0:
            return
        per_day = 24 if rule._freq > 3 else 1  # dateutil: 3 is daily, 4 hourly
        # It looks at whole years, months and weeks: two years more than asked for.
        allowed = (days + 2 * 366) * per_day
        if allowed > MAX_DAYS:
            raise TooMuchError("its start lies too far before the days that are looked at")
        self.budget.spend(allowed)
        _count_days(rule, allowed)
        with contextlib.suppress(_LookedEnough):
            for number, moment in enumerate(rule):
                if moment > before:
                    return
                if number == MAX_DAYS:
                    raise TooMuchError("it recurs too often")
                if moment > after or (inc and moment == after):
                    yield moment


class _LookedEnough(Exception):
    """No fault: everything up to the end of the window was seen."""


class _Counted(frozenset[int]):
    """A set of months (or weekdays) that counts how often it is asked, which dateutil does once for each day."""

    left: int

    def __contains__(self, item: object) -> bool:
        self.left -= 1
        if self.left < 0:
            raise _LookedEnough
        return frozenset.__contains__(self, item)


def _count_days(rule: Any, allowed: int) -> None:
    """Let the rule's first filter count. dateutil gives no public way to end a search that finds nothing."""
    nth_weekday_of_year = rule._bynweekday and rule._freq == 0 and not rule._bymonth
    if nth_weekday_of_year:  # a set of months would change what "20th Monday" means
        if rule._byweekno:
            raise TooMuchError("its RRULE mixes BYWEEKNO with numbered weekdays")
        rule._byweekday = counted = _Counted(rule._byweekday or range(7))
    else:
        rule._bymonth = counted = _Counted(rule._bymonth or range(1, 13))
    counted.left = allowed
