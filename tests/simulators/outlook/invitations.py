"""Invitations as Exchange takes them in: the mail, and the entry that it makes of the calendar file within."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import icalendar

from tests.simulators.outlook import mime
from tests.simulators.outlook.calendars import Calendars
from tests.simulators.outlook.calls import Json, Prefer
from tests.simulators.outlook.mailbox import Mailbox

ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentativelyAccepted"}


def invite(mailbox: Mailbox, calendars: Calendars, raw: bytes, folder: str = "inbox") -> tuple[str, str]:
    """A mail with a calendar file arrives: METHOD:REQUEST makes an entry, METHOD:CANCEL marks the one it made. Gives the
    immutable ids of the message and of the event. A single event only."""
    calendar = icalendar.Calendar.from_ical(_file(raw))
    event: Any = calendar.walk("VEVENT")[0]
    uid = str(event["UID"])
    known = next((entry for entry in calendars.entries.values() if entry.uid == uid), None)
    if str(calendar.get("METHOD", "")).upper() == "CANCEL":
        assert known is not None, "nothing to cancel"
        id = calendars.id_of(known)
        calendars.cancel(id)
        more = {"meetingMessageType": "meetingCancelled", **_times(calendars, id)}
        return mailbox.deliver(raw, folder, kind="eventMessage", event=id, more=more), id
    if known is not None:
        id = calendars.id_of(known)
        calendars.change(id, **_event(event))
    else:
        id = calendars.add(_event(event), uid=uid)
    kind = "fullUpdate" if known else "newMeetingRequest"
    more = {"meetingMessageType": "meetingRequest", "meetingRequestType": kind, **_times(calendars, id)}
    return mailbox.deliver(raw, folder, event=id, more=more), id


def _file(raw: bytes) -> bytes:
    for part in mime.parse(raw).walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content
    raise AssertionError("no calendar file in it")


def _times(calendars: Calendars, id: str) -> Json:
    seen = calendars.render(calendars.event(id), Prefer(immutable=True))
    return {
        "startDateTime": seen["start"],
        "endDateTime": seen["end"],
        "location": seen["location"],
        "type": seen["type"],
        "isAllDay": seen["isAllDay"],
        "isOutOfDate": False,
        "isDelegated": False,
    }


def _event(event: Any) -> Json:
    """The resource that Exchange makes of a VEVENT."""
    whole_day = not isinstance(event["DTSTART"].dt, datetime)
    end = event["DTEND"].dt if "DTEND" in event else event["DTSTART"].dt
    attendees = event.get("ATTENDEE", [])
    found: Json = {
        "subject": str(event.get("SUMMARY", "")),
        "body": {"contentType": "text", "content": str(event.get("DESCRIPTION", ""))},
        "start": _stamp(event["DTSTART"].dt),
        "end": _stamp(end),
        "isAllDay": whole_day,
        "location": {"displayName": str(event.get("LOCATION", "")), "locationType": "default"},
        "attendees": [_attendee(one) for one in (attendees if isinstance(attendees, list) else [attendees])],
    }
    if "ORGANIZER" in event:
        found["organizer"] = _recipient(event["ORGANIZER"])
    return found


def _stamp(at: date) -> Json:
    if not isinstance(at, datetime):
        return {"dateTime": f"{at.isoformat()}T00:00:00", "timeZone": "UTC"}
    zone = getattr(at.tzinfo, "key", None) or str(at.tzinfo or "UTC")
    return {"dateTime": at.replace(tzinfo=None).isoformat(), "timeZone": zone}


def _recipient(value: Any) -> Json:
    address = str(value).removeprefix("mailto:").removeprefix("MAILTO:")
    return mime.recipient(address, str(value.params.get("CN", "")))


def _attendee(value: Any) -> Json:
    answer = ANSWERS.get(str(value.params.get("PARTSTAT", "")).upper(), "none")
    return {**_recipient(value), "type": "required", "status": {"response": answer, "time": "0001-01-01T00:00:00Z"}}
