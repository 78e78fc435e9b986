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
from itertools import chain, islice
from typing import Any

from icalendar import Event as Component
from icalendar.prop import vDDDLists, vDDDTypes, vRecur
from recurring_ical_events.adapters.event import EventAdapter
from recurring_ical_events.series import Series

from connectors.local.ics import Block, Line, duration, stamp_of, stamps_of
from connectors.local.items import Budget, TooMuchError, as_named, occurrence_key
from connectors.local.zones import Zones, moment

MAX_OCCURRENCES = 500
"""Occurrences of one series in the window."""
MAX_DAYS = 75_000
"""Days (for hourly rules: hours) that one rule may look at: two hundred years."""
MAX_DATES = 5000
"""EXDATEs, and RDATEs, of one series."""
MAX_RULES = 5
MAX_RULE_LENGTH = 1000
_UNTIL = re.compile(r"UNTIL=(\d{4})(\d\d)(\d\d)", re.IGNORECASE)
_FREQUENCIES = (["HOURLY"], ["DAILY"], ["WEEKLY"], ["MONTHLY"], ["YEARLY"])


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

    There are MAX_OCCURRENCES + 1 at most; the one too many says that some are missing. `since` and `until` are aware, in
    the user's zone. Raises TooMuchError; other exceptions come from values that the library cannot use.
    """
    budget.spend(0)
    times = _Times(blocks, zones, since.tzinfo or UTC)
    adapters = [EventAdapter(_component(number, block, times)) for number, block in enumerate(blocks)]
    alone = [number for number, block in enumerate(blocks) if times.is_alone(block)]
    moved = {times.key(named) for number in alone if (named := times.named(blocks[number])) is not None}
    gone = {times.key(value) for block in blocks for value in times.dates(block, "EXDATE")}
    by_rule = _by_rule(
        [adapter for number, adapter in enumerate(adapters) if number not in alone], since, until, budget
    )
    found = chain(
        (one for one in map(times.original, by_rule) if times.key(one.recurrence_id) not in moved),
        (times.single(number, adapters[number]) for number in alone),
    )
    standing = (
        one for one in found
        if not gone & {times.key(one.recurrence_id), times.day(one.recurrence_id)} and since <= moment(one.start, times.user) < until
    )  # fmt: skip
    # The library has some of them in a set, in an order of its own each time.
    return sorted(islice(standing, MAX_OCCURRENCES + 1), key=lambda one: (moment(one.start, times.user), one.source))


def _by_rule(
    adapters: list[EventAdapter], since: datetime, until: datetime, budget: Budget
) -> Iterator[tuple[int, date, date]]:
    """What the library makes of a master and of overrides that speak of later dates too: which, from when, until when.

    It gets neither EXDATEs nor the other overrides: it would take the time on the wall of one for the moment of another.
    """
    if not adapters:
        return
    series = _Series(adapters)
    for rule in series.rules():
        rule.budget = budget
    for occurrence in series.between(since, until):
        component = occurrence.as_component(keep_recurrence_attributes=False)
        yield int(component["X-BLOCK"]), occurrence.start, occurrence.end


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


class _Times:
    """How one series writes and names its times."""

    def __init__(self, blocks: list[Block], zones: Zones, user: tzinfo) -> None:
        self._blocks = blocks
        self._zones = zones
        self.user = user
        start = next((stamp_of(b.first("DTSTART")) for b in blocks if not b.first("RECURRENCE-ID")), None)
        self.start = zones.time(start) if start else None
        """Of its first occurrence; None where there is no master."""

    def time(self, block: Block, name: str) -> date | None:
        """As it is written."""
        value = stamp_of(block.first(name))
        return self._zones.time(value) if value else None

    def named(self, block: Block) -> date | None:
        """Which occurrence an override speaks of."""
        value = self.time(block, "RECURRENCE-ID")
        return as_named(value, self.start) if value else None

    def is_alone(self, block: Block) -> bool:
        """It speaks of one occurrence, even if it cannot be read of which."""
        line = block.first("RECURRENCE-ID")
        return line is not None and not (_from_here_on(line) and stamp_of(line))

    def dates(self, block: Block, name: str) -> list[date]:
        """EXDATEs or RDATEs of a master, in the series' own kind of time. Raises TooMuchError."""
        if block.first("RECURRENCE-ID"):
            return []
        values = [value for line in block.all(name)[:MAX_DATES] for value in stamps_of(line, MAX_DATES + 1)]
        if len(values) > MAX_DATES:
            raise TooMuchError(f"it has more than {MAX_DATES} dates in {name}")
        return [self._alike(self._zones.time(value)) for value in values]

    def key(self, value: date) -> str:
        """One text for one occurrence, however it is written."""
        return occurrence_key(self._alike(value))

    def day(self, value: date) -> str:
        """The same for all occurrences of its day, as an EXDATE may name them."""
        value = self._alike(value)
        return (value.date() if isinstance(value, datetime) else value).isoformat()

    def _alike(self, value: date) -> date:
        value = as_named(value, self.start)
        if not isinstance(value, datetime) or self.start is None:
            return value
        if not isinstance(self.start, datetime):
            return value.date()
        if value.tzinfo and not self.start.tzinfo:  # the start is on the user's wall
            return value.astimezone(self.user).replace(tzinfo=None)
        return value

    def original(self, made: tuple[int, date, date]) -> Occurrence:
        """An occurrence that was made by the rule, under the name it had before its series was moved."""
        number, start, end = made
        block = self._blocks[number]
        named, moved_to = stamp_of(block.first("RECURRENCE-ID")), stamp_of(block.first("DTSTART"))
        own = start - (moved_to.wall - named.wall) if named and moved_to else start
        return Occurrence(number, start, end, as_named(own, self.start))

    def single(self, number: int, adapter: EventAdapter) -> Occurrence:
        """The occurrence that an override speaks of."""
        return Occurrence(number, adapter.start, adapter.end, self.named(self._blocks[number]) or adapter.start)


def _from_here_on(line: Line) -> bool:
    return (line.parameter("RANGE") or "").upper() == "THISANDFUTURE"


def _floats(value: date) -> bool:
    return isinstance(value, datetime) and value.tzinfo is None


# ---------------------------------------------------------------- the series, as the library takes it


def _component(number: int, block: Block, times: _Times) -> Component:
    """A component with nothing in it but times that were checked, and the number of its block."""
    component = Component()
    component["UID"] = "series"
    component["X-BLOCK"] = str(number)
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        line = block.first(name)
        value = times.time(block, name)
        if line is not None and value is not None:
            component[name] = vDDDTypes(value)
            if _from_here_on(line):
                component[name].params["RANGE"] = "THISANDFUTURE"
    if "DTSTART" not in component:
        raise TooMuchError("it has no start that can be read")
    length = duration(block.text("DURATION", 100))
    start, end = times.time(block, "DTSTART"), times.time(block, "DTEND")
    if start and end:
        lasts = moment(end, times.user) - moment(start, times.user)
        # The library would move a start on the wall into the zone of such an end, and begin at an end that lies before it.
        if _floats(start) != _floats(end) or lasts < timedelta(0):
            length = lasts
            del component["DTEND"]
    if length is not None and "DTEND" not in component:
        component["DURATION"] = vDDDTypes(max(length, timedelta(0)))
    with contextlib.suppress(ValueError):
        component["SEQUENCE"] = int(block.text("SEQUENCE", 9))
    if block.first("RECURRENCE-ID") is None:
        if dates := times.dates(block, "RDATE"):
            component["RDATE"] = vDDDLists(dates)
        rules = [_rule(line) for line in block.all("RRULE")[:MAX_RULES]]
        if rules:
            component["RRULE"] = rules
    return component


def _rule(line: Line) -> Any:
    text = line.raw_value.strip()
    if len(text) > MAX_RULE_LENGTH:
        raise TooMuchError("its RRULE is too long")
    rule = vRecur.from_ical(text)
    if [str(value).upper() for value in rule.get("FREQ", [])] not in _FREQUENCIES:  # of what the library makes of it
        raise TooMuchError("it recurs more often than hourly, or in an unknown way")
    return rule


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
