"""From Microsoft Graph's event resource (v1.0, `event`) to the contract's event. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from connectors.base import Attendee, Event, Mailbox, Partstat
from connectors.calendars import BrokenEventError, Place, When
from connectors.resources import Resource, part, text
from connectors.zones import Zone, known_zone

MAX_ATTENDEES = 300
MAX_TEXT = 65_536
FIELDS = (
    "id,type,seriesMasterId,iCalUId,isCancelled,isAllDay,start,end,originalStart,originalStartTimeZone,createdDateTime,"
    "lastModifiedDateTime,changeKey,subject,body,bodyPreview,location,organizer,isOrganizer,attendees,responseStatus,"
    "responseRequested,onlineMeeting,onlineMeetingUrl,webLink"
)
"""What is asked for of each event."""
SEQUENCE = "Integer {00062002-0000-0000-C000-000000000046} Id 0x8201"
"""PidLidAppointmentSequence ([MS-OXOCAL] 2.2.1.1), which is iCalendar's SEQUENCE: Graph has no property of that name."""
EXPAND = f"singleValueExtendedProperties($filter=id eq '{SEQUENCE}')"
PREFER = ('outlook.timezone="UTC"', 'outlook.body-content-type="text"')

ASKED: dict[str, Partstat] = {
    "notResponded": "needs-action", "accepted": "accepted", "tentativelyAccepted": "tentative", "declined": "declined",
}  # fmt: skip
"""`responseStatus` of a copy that the user was invited with; others have `none` or `organizer`."""

_OBJECT = bytes.fromhex("040000008200E00074C5B7101A82E008")
"""How a global object id begins ([MS-OXOCAL] 2.2.1.27)."""
_FOREIGN = b"vCal-Uid\x01\x00\x00\x00"
"""How the data of such an id begins where the UID is another program's ([MS-OXCICAL] 2.1.3.1.1.20.26)."""


def event_of(resource: Resource, account: str, place: Place, user_addresses: Collection[str], user: tzinfo) -> Event:
    """The occurrence. Raises BrokenEventError.

    place: of the calendar. user_addresses: lower-case, the account's own first. user: the zone of all-day events.
    """
    event_id = text(resource, "id", 1024)
    if not event_id:
        raise BrokenEventError("it has no id")
    start = when_of(resource, "start", user)
    if start is None:
        raise BrokenEventError("its start cannot be read")
    end = when_of(resource, "end", user)
    link = text(part(resource, "onlineMeeting"), "joinUrl", 2000) or text(resource, "onlineMeetingUrl", 2000)
    return Event(
        account=account, calendar=place.calendar,
        provider_id=Place(place.calendar, place.mine, event_id).provider_id(),
        etag=time_mark(resource), uid=uid_of(resource) or event_id, recurrence_id=_recurrence_id(resource, start, user),
        start=start.at, end=end.at if end and end.at >= start.at else None,
        summary=text(resource, "subject", 1000), description=_description(resource),
        location=text(part(resource, "location"), "displayName", 1000), url=link or text(resource, "webLink", 2000),
        tzid=start.zone, all_day=start.all_day, floating=_is_floating(resource),
        status="cancelled" if resource.get("isCancelled") is True else "confirmed",
        sequence=_sequence(resource), organizer=_organizer(resource, place, user_addresses),
        attendees=tuple(_attendees(resource, place, user_addresses)),
        created_at=instant(text(resource, "createdDateTime", 64)), shared=not place.mine,
    )  # fmt: skip


def time_mark(resource: Resource) -> str:
    """`Event.etag`: changes when the event is moved, and not when somebody answers or mends the title.

    Outlook's own revision counts every change, which is no reason to ask the user again.
    """
    marks = (when_of(resource, name, UTC) for name in ("start", "end"))
    return "/".join(when.mark if when else "" for when in marks)


def when_of(resource: Resource, name: str, user: tzinfo) -> When | None:
    """The time under `name` (`start`, `end`), or None where there is none that can be read.

    It comes in UTC, as asked for, and is given in the zone that the event was made in; all-day events have no zone.
    """
    value = part(resource, name)
    try:
        at = datetime.fromisoformat(text(value, "dateTime", 64))
        if at.tzinfo is None:
            at = at.replace(tzinfo=_rules(value, user))
        return _when(at, resource, user)
    except (ValueError, OverflowError):  # no date; or one at the rim of the calendar
        return None


def uid_of(resource: Resource) -> str:
    """The UID as the invitation has it everywhere else; empty where there is none.

    Outlook gives the hexadecimal text of the global object id, in which every occurrence has its own day, and which holds
    the UIDs of other programs as data.
    """
    written = text(resource, "iCalUId", 4096).strip()
    try:
        data = bytes.fromhex(written) if re.fullmatch(r"[0-9A-Fa-f]{80,}", written) else b""
    except ValueError:  # half a byte
        data = b""
    if not data.startswith(_OBJECT):
        return written[:1024]
    own = data[40 : 40 + int.from_bytes(data[36:40], "little")]
    if own.startswith(_FOREIGN):
        uid = own[len(_FOREIGN) :].rstrip(b"\0").decode("utf-8", "replace")
        if uid and uid.isprintable():
            return uid[:1024]
    return (data[:16] + bytes(4) + data[20:]).hex().upper()[:1024]


def is_occurrence(resource: Resource) -> bool:
    """It is one of a series, moved or not."""
    return bool(series_of(resource))


def series_of(resource: Resource) -> str:
    """The id of the series that it is an occurrence of, or nothing."""
    return text(resource, "seriesMasterId", 1024)


def guests(resource: Resource) -> list[Resource]:
    """The attendees who are people, as they are written."""
    entries = resource.get("attendees")
    people = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return [entry for entry in people if entry.get("type") != "resource"]  # a room is nobody


def address(entry: Resource) -> str:
    """The mail address of a guest or an organizer, lower-case; empty where there is none (Exchange also writes names of
    its directory there)."""
    written = text(part(entry, "emailAddress"), "address", 1000).strip().lower()
    return written if "@" in written and not re.search(r"\s", written) else ""


def response(resource: Resource) -> str:
    """The calendar owner's own answer: a key of `ASKED`, `organizer` or `none`."""
    return text(part(resource, "responseStatus"), "response")


def instant(written: str) -> datetime | None:
    """A moment as ISO 8601 with its offset; None for what is none."""
    try:
        at = datetime.fromisoformat(written)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _when(at: datetime, resource: Resource, user: tzinfo) -> When:
    """Raises OverflowError, ValueError."""
    named = _zone(text(resource, "originalStartTimeZone", 200))
    if resource.get("isAllDay") is True:
        day = _day(at, named)
        return When(datetime(day.year, day.month, day.day, tzinfo=user), None, all_day=True)
    at = at.astimezone(named.rules if named else user)
    at.astimezone(UTC)
    return When(at, named.name if named and named.rules is not UTC else None, all_day=False)


def _day(at: datetime, named: Zone | None) -> date:
    """The day whose midnight it is, where it was written or where the event was made; else the one that is nearest."""
    there = at.astimezone(named.rules) if named else at
    for seen in (at, there):
        if (seen.hour, seen.minute) == (0, 0):
            return seen.date()
    return (there + timedelta(hours=12)).date()


def _rules(value: Resource, user: tzinfo) -> tzinfo:
    """Of the zone that a time is written in."""
    named = _zone(text(value, "timeZone", 200) or "UTC")
    return named.rules if named else user


def _is_floating(resource: Resource) -> bool:
    """The start is written in a zone that nobody knows, though UTC was asked for."""
    start = part(resource, "start")
    return resource.get("isAllDay") is not True and _zone(text(start, "timeZone", 200) or "UTC") is None


def _zone(name: str) -> Zone | None:
    return known_zone(name) if name else None


def _recurrence_id(resource: Resource, start: When, user: tzinfo) -> str | None:
    if not is_occurrence(resource):
        return None
    original = instant(text(resource, "originalStart", 64))
    try:
        return (_when(original, resource, user) if original else start).written
    except (ValueError, OverflowError):
        return start.written


def _description(resource: Resource) -> str:
    body = part(resource, "body")
    whole = text(body, "content", MAX_TEXT) if body.get("contentType") == "text" else ""
    return (whole or text(resource, "bodyPreview", 1000)).strip()


def _organizer(resource: Resource, place: Place, user_addresses: Collection[str]) -> Mailbox | None:
    organizer = part(resource, "organizer")
    who = address(organizer)
    if resource.get("isOrganizer") is True and place.mine and who not in user_addresses:
        # An alias, or a name of Exchange's own: it is the user all the same.
        who = next(iter(user_addresses), who)
    return Mailbox(who, text(part(organizer, "emailAddress"), "name")) if who else None


def _attendees(resource: Resource, place: Place, user_addresses: Collection[str]) -> Iterator[Attendee]:
    """The first 300, and the user wherever he stands.

    The user's answer is that of this copy: the list that Exchange gives to guests does not follow the answers. Who was
    invited through a group is a guest, because the copy in his calendar can be declined, whoever is on the list.
    """
    ours = ASKED.get(response(resource)) if place.mine else None
    found = False
    for number, entry in enumerate(guests(resource)):
        who = address(entry)
        is_user = who in user_addresses
        if who and (number < MAX_ATTENDEES or is_user):
            partstat = ASKED.get(text(part(entry, "status"), "response"), "needs-action")
            name = text(part(entry, "emailAddress"), "name")
            found |= is_user
            yield Attendee(who, name, (ours or partstat) if is_user else partstat, is_user)
    if ours and not found and resource.get("isOrganizer") is not True and (me := next(iter(user_addresses), None)):
        yield Attendee(me, "", ours, is_user=True)


def _sequence(resource: Resource) -> int:
    properties = resource.get("singleValueExtendedProperties")
    for one in properties if isinstance(properties, list) else ():
        if isinstance(one, dict) and text(one, "id").lower() == SEQUENCE.lower():
            value = text(one, "value", 12)
            return int(value) if value.isascii() and value.isdigit() and int(value) < 2**31 else 0
    return 0
