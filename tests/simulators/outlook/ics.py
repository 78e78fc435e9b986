"""Calendar files as Exchange reads them: a VEVENT as the event resource that it becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar

from tests.simulators.outlook import mime
from tests.simulators.outlook.calls import Json
from tests.simulators.outlook.times import DAYS

ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentativelyAccepted"}
SHORT = {day[:2].upper(): day for day in DAYS}
PATTERNS = {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "absoluteMonthly", "YEARLY": "absoluteYearly"}


def read(content: str | bytes) -> tuple[str, str, Json]:
    """(METHOD, UID, event) of a calendar file with one VEVENT; SEQUENCE as `sequence`. Of recurrence: FREQ, INTERVAL, BYDAY of weeks, COUNT, UNTIL."""
    calendar = icalendar.Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return str(calendar.get("METHOD", "")).upper(), str(event["UID"]), _event(event)


def _event(event: Any) -> Json:
    start = event["DTSTART"].dt
    status = str(event.get("STATUS", "")).upper()
    attendees = event.get("ATTENDEE", [])
    found: Json = {
        "subject": str(event.get("SUMMARY", "")),
        "body": {"contentType": "text", "content": str(event.get("DESCRIPTION", ""))},
        "start": _stamp(start),
        "end": _stamp(_end(event, start)),
        "isAllDay": not isinstance(start, datetime),
        "isCancelled": status == "CANCELLED",
        "showAs": "tentative" if status == "TENTATIVE" else "busy",
        "location": {"displayName": str(event.get("LOCATION", "")), "locationType": "default"},
        "attendees": [_attendee(one) for one in (attendees if isinstance(attendees, list) else [attendees])],
    }
    if "SEQUENCE" in event:
        found["sequence"] = int(event["SEQUENCE"])
    if "ORGANIZER" in event:
        found["organizer"] = _recipient(event["ORGANIZER"])
    if "RRULE" in event:
        found["recurrence"] = _recurrence(event["RRULE"], start)
    return found


def _end(event: Any, start: date) -> date:
    if "DTEND" in event:
        end: date = event["DTEND"].dt
        return end
    if "DURATION" in event:
        return start + timedelta(seconds=event["DURATION"].dt.total_seconds())
    return start if isinstance(start, datetime) else start + timedelta(days=1)


def _stamp(at: date) -> Json:
    if not isinstance(at, datetime):
        return {"dateTime": f"{at.isoformat()}T00:00:00", "timeZone": "UTC"}
    zone = "UTC" if at.tzinfo in {None, UTC} else getattr(at.tzinfo, "key", None) or str(at.tzinfo)
    return {"dateTime": at.replace(tzinfo=None).isoformat(), "timeZone": zone}


def _recipient(value: Any) -> Json:
    address = str(value).removeprefix("mailto:").removeprefix("MAILTO:")
    return mime.recipient(address, str(value.params.get("CN", "")))


def _attendee(value: Any) -> Json:
    answer = ANSWERS.get(str(value.params.get("PARTSTAT", "")).upper(), "none")
    return {**_recipient(value), "type": "required", "status": {"response": answer, "time": "0001-01-01T00:00:00Z"}}


def _recurrence(rule: Any, start: date) -> Json:
    frequency = str(rule["FREQ"][0]).upper()
    pattern: Json = {"type": PATTERNS[frequency], "interval": int(rule.get("INTERVAL", [1])[0])}
    if frequency == "WEEKLY":
        days = [SHORT[str(day)] for day in rule.get("BYDAY", [])]
        pattern["daysOfWeek"] = days or [DAYS[start.weekday()]]
    elif frequency != "DAILY":
        pattern |= {"dayOfMonth": start.day, "month": start.month if frequency == "YEARLY" else 0}
    span: Json = {"type": "noEnd", "startDate": f"{start:%Y-%m-%d}"}
    if "COUNT" in rule:
        span |= {"type": "numbered", "numberOfOccurrences": int(rule["COUNT"][0])}
    elif "UNTIL" in rule:
        span |= {"type": "endDate", "endDate": f"{rule['UNTIL'][0]:%Y-%m-%d}"}
    return {"pattern": pattern, "range": span}
