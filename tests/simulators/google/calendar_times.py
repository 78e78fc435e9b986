"""Times of simulated events: read, shown in a zone, and the starts of a series."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # the package brings no types

Json = dict[str, Any]

MAX_INSTANCES = 3000
ENDLESS = timedelta(days=730)
"""How far a series without an end is expanded where the request sets no bound."""


class BadTimeError(ValueError):
    """Not a time as RFC 3339 writes it, with an offset."""


def rfc3339(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadTimeError(text) from None
    if found.tzinfo is None:
        raise BadTimeError(text)
    return found


def is_day(stamp: Json) -> bool:
    return "date" in stamp


def moment(stamp: Json, zone: str) -> datetime:
    """The instant that an EventDateTime names; a day begins at midnight of the calendar's zone."""
    if is_day(stamp):
        return datetime.combine(date.fromisoformat(stamp["date"]), datetime.min.time(), ZoneInfo(zone))
    found = datetime.fromisoformat(stamp["dateTime"])
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(stamp.get("timeZone", zone)))


def shown(stamp: Json, zone: str, response_zone: str) -> Json:
    """The same time as the service writes it: the offset of the response's zone, the name of the event's own."""
    if is_day(stamp):
        return {"date": stamp["date"]}
    there = moment(stamp, zone).astimezone(ZoneInfo(response_zone))
    text = there.isoformat(timespec="seconds")
    return {"dateTime": text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text,
            "timeZone": stamp.get("timeZone", zone)}  # fmt: skip


def stamp_at(like: Json, when: datetime, zone: str) -> Json:
    """An EventDateTime of the same kind as `like`, at another instant."""
    if is_day(like):
        return {"date": when.astimezone(ZoneInfo(zone)).date().isoformat()}
    own = like.get("timeZone", zone)
    return {"dateTime": when.astimezone(ZoneInfo(own)).isoformat(timespec="seconds"), "timeZone": own}


def instance_id(master: str, start: Json, zone: str) -> str:
    """`<master>_<UTC stamp>`, for days `<master>_<date>`."""
    if is_day(start):
        return f"{master}_{start['date'].replace('-', '')}"
    return f"{master}_{moment(start, zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def starts(event: Json, zone: str, until: datetime) -> list[Json]:
    """The starts of all occurrences of a series before `until`, EXDATEs left out."""
    first = moment(event["start"], zone)
    if not is_day(event["start"]):
        first = first.astimezone(ZoneInfo(event["start"].get("timeZone", zone)))
    found: set[datetime] = {first}
    left_out: set[datetime] = set()
    for line in event["recurrence"]:
        name, _, value = line.partition(":")
        if name == "RRULE":
            found -= {first}
            rule = rrulestr(_with_utc_end(value, aware=not is_day(event["start"])), dtstart=_naive(event, first))
            found |= {
                when if when.tzinfo else when.replace(tzinfo=first.tzinfo)
                for when in islice(takewhile(lambda at: _before(at, until, first), rule), MAX_INSTANCES)
            }
        elif name.startswith("EXDATE"):
            left_out |= _dates(name, value, event["start"].get("timeZone", zone))
        elif name.startswith("RDATE"):
            found |= _dates(name, value, event["start"].get("timeZone", zone))
        else:
            raise ValueError(f"not simulated: {name}")
    return [stamp_at(event["start"], when, zone) for when in sorted(found - left_out) if when < until]


def _naive(event: Json, first: datetime) -> datetime:
    return first.replace(tzinfo=None) if is_day(event["start"]) else first


def _before(at: datetime, until: datetime, first: datetime) -> bool:
    return (at if at.tzinfo else at.replace(tzinfo=first.tzinfo)) < until


def _with_utc_end(rule: str, *, aware: bool) -> str:
    """A rule as dateutil wants it: UNTIL is an instant exactly where the start is one."""
    parts = []
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name == "UNTIL":
            value = (value if "T" in value else value + "T235959Z") if aware else value[:8]
        parts.append(f"{name}={value}")
    return ";".join(parts)


def _dates(name: str, value: str, zone: str) -> set[datetime]:
    """The instants that an EXDATE or RDATE line names."""
    named = next((part[5:] for part in name.split(";") if part.startswith("TZID=")), zone)
    found = set()
    for text in value.split(","):
        own = UTC if text.endswith("Z") else ZoneInfo(named)
        form = "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d"
        found.add(datetime.strptime(text.removesuffix("Z"), form).replace(tzinfo=own))
    return found
