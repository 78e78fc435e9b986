"""Invitations as Exchange takes them in: the mail, and the entry that it makes of the calendar file within."""

from __future__ import annotations

from tests.simulators.outlook import ics, mime
from tests.simulators.outlook.calendars import Calendars
from tests.simulators.outlook.calls import Json, Prefer
from tests.simulators.outlook.mailbox import Mailbox


def invite(mailbox: Mailbox, calendars: Calendars, raw: bytes, folder: str = "inbox") -> tuple[str, str]:
    """A mail with a calendar file arrives: METHOD:REQUEST makes or changes an entry, METHOD:CANCEL marks it. Gives the
    immutable ids of the message and of the event."""
    method, uid, event = ics.read(_file(raw))
    known = next((entry for entry in calendars.entries.values() if entry.uid == uid), None)
    if method == "CANCEL":
        assert known is not None, "nothing to cancel"
        id = calendars.id_of(known)
        calendars.cancel(id)
        more = {"meetingMessageType": "meetingCancelled", **_fields(calendars, id)}
        return mailbox.deliver(raw, folder, kind="eventMessage", event=id, more=more), id
    if known is not None:
        id = calendars.id_of(known)
        calendars.change(id, **event)
    else:
        id = calendars.add(event, uid=uid)
    kind = "fullUpdate" if known else "newMeetingRequest"
    more = {"meetingMessageType": "meetingRequest", "meetingRequestType": kind, **_fields(calendars, id)}
    return mailbox.deliver(raw, folder, event=id, more=more), id


def _file(raw: bytes) -> bytes:
    for part in mime.parse(raw).walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content
    raise AssertionError("no calendar file in it")


def _fields(calendars: Calendars, id: str) -> Json:
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
