"""Times of simulated events: zones by Windows and IANA names, and the starts of a series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil import rrule  # type: ignore[import-untyped]  # the package brings no types

from tests.simulators.outlook.calls import Json, broken

WINDOWS = {
    "UTC": "UTC",
    "tzone://Microsoft/Utc": "UTC",
    "GMT Standard Time": "Europe/London",
    "W. Europe Standard Time": "Europe/Berlin",
    "Central Europe Standard Time": "Europe/Budapest",
    "Romance Standard Time": "Europe/Paris",
    "Eastern Standard Time": "America/New_York",
    "Central Standard Time": "America/Chicago",
    "Pacific Standard Time": "America/Los_Angeles",
    "India Standard Time": "Asia/Kolkata",
    "Tokyo Standard Time": "Asia/Tokyo",
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
MAX_OCCURRENCES = 3000
LONGEST_VIEW = timedelta(days=1825)


def zone(name: str) -> ZoneInfo:
    """The zone of a Windows or IANA name. Raises what Graph answers."""
    try:
        return ZoneInfo(WINDOWS.get(name, name))
    except (OSError, ValueError):
        raise broken(f"The TimeZone value of '{name}' is not supported.", "TimeZoneNotSupportedException") from None


def moment(stamp: Json) -> datetime:
    """The instant of a `dateTimeTimeZone`."""
    text = str(stamp["dateTime"])
    found = datetime.fromisoformat(text[:26])
    return found if found.tzinfo else found.replace(tzinfo=zone(stamp.get("timeZone") or "UTC"))


def shown(at: datetime, name: str) -> Json:
    """A `dateTimeTimeZone` as Outlook writes it: seven digits, no offset, the zone beside it."""
    return {"dateTime": at.astimezone(zone(name)).strftime("%Y-%m-%dT%H:%M:%S.0000000"), "timeZone": name}


def shown_day(at: datetime, name: str) -> Json:
    """The same for a day: midnight wherever one looks."""
    return {"dateTime": at.strftime("%Y-%m-%dT00:00:00.0000000"), "timeZone": name}


def bounds(since: str | None, until: str | None) -> tuple[datetime, datetime]:
    """The window of a view; without an offset the times are UTC."""
    if not since or not until:
        raise broken(
            "This request requires a time window specified by startDateTime and endDateTime.", "ErrorInvalidParameter"
        )
    try:
        begin, end = (datetime.fromisoformat(text) for text in (since, until))
    except ValueError:
        raise broken(f"not a time: {since!r}, {until!r}", "ErrorInvalidParameter") from None
    begin, end = (at if at.tzinfo else at.replace(tzinfo=UTC) for at in (begin, end))
    if not begin < end or end - begin > LONGEST_VIEW:
        raise broken("The window ends before it begins, or is too long.", "ErrorInvalidParameter")
    return begin, end


def starts(recurrence: Json, first: datetime, until: datetime) -> Iterator[tuple[date, datetime]]:
    """The occurrences of a series that begin before `until`: the day in the series' own zone, and the start.

    `first` is the start of the series, in its own zone.
    """
    rule = _rule(recurrence["pattern"], recurrence["range"], first)
    for at in islice(rule, MAX_OCCURRENCES):
        start = datetime.combine(at.date(), first.time(), first.tzinfo)
        if start >= until:
            return
        yield at.date(), start


def _rule(pattern: Json, span: Json, first: datetime) -> Iterator[datetime]:
    days = [DAYS.index(day) for day in pattern.get("daysOfWeek") or ()]
    kind = pattern["type"]
    interval = pattern.get("interval", 1)
    options: Json = {"dtstart": first.replace(tzinfo=None), "interval": interval}
    if kind.startswith("relative"):
        weekdays = [rrule.weekday(day, WEEKS[pattern.get("index", "first")]) for day in days]
        options["byweekday"] = weekdays
    elif kind == "weekly":
        options["byweekday"] = days
    elif kind != "daily":
        options["bymonthday"] = pattern["dayOfMonth"]
    if kind.endswith("Yearly"):
        options["bymonth"] = pattern["month"]
    if span["type"] == "numbered":
        options["count"] = span["numberOfOccurrences"]
    elif span["type"] == "endDate":
        options["until"] = datetime.combine(date.fromisoformat(span["endDate"]), time.max)
    every = {"daily": rrule.DAILY, "weekly": rrule.WEEKLY}
    frequency = every.get(kind, rrule.YEARLY if kind.endswith("Yearly") else rrule.MONTHLY)
    return iter(rrule.rrule(frequency, **options))
