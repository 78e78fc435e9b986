"""From Google's event resource (Calendar API v3, `Event`) to the contract's event. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, tzinfo
from typing import Literal

from connectors.base import Attendee, Event, Mailbox, Partstat
from connectors.calendars import BrokenEventError, Place, When
from connectors.resources import Resource, part, text
from connectors.zones import known_zone

MAX_ATTENDEES = 300
MAX_TEXT = 65_536
FIELDS = (
    "id,status,htmlLink,created,summary,description,location,organizer,start,end,endTimeUnspecified,recurringEventId,"
    "originalStartTime,iCalUID,sequence,attendees,hangoutLink,conferenceData/entryPoints,eventType"
)
"""What is asked for of each event."""

_PARTSTATS: dict[str, Partstat] = {"accepted": "accepted", "declined": "declined", "tentative": "tentative"}
_STATUSES: dict[str, Literal["tentative", "confirmed", "cancelled"]] = {
    "tentative": "tentative",
    "cancelled": "cancelled",
}


def event_of(
    resource: Resource, account: str, place: Place, user_addresses: Collection[str], user: tzinfo
) -> Event | None:
    """The occurrence, or None for one that was deleted and tells nothing to anybody. Raises BrokenEventError.

    place: of the calendar. user_addresses: lower-case, the account's own first. user: the zone of all-day events.
    """
    event_id = text(resource, "id", 1024)
    if not event_id:
        raise BrokenEventError("it has no id")
    status = _STATUSES.get(text(resource, "status"), "confirmed")
    start = when_of(resource, "start", user)
    uid = text(resource, "iCalUID", 1024)
    if status == "cancelled" and (start is None or not uid):
        return None  # of deleted ones nothing but the id is certain
    if start is None:
        raise BrokenEventError("its start cannot be read")
    organizer = _organizer(resource, place, user_addresses)
    attendees = tuple(_attendees(resource, place, user_addresses))
    if status == "cancelled" and not _meant_others(organizer, attendees, user_addresses):
        return None
    end = None if resource.get("endTimeUnspecified") is True else when_of(resource, "end", user)
    return Event(
        account=account, calendar=place.calendar,
        provider_id=Place(place.calendar, place.mine, event_id).provider_id(),
        etag=time_mark(resource), uid=uid or event_id, recurrence_id=_recurrence_id(resource, start, user),
        start=start.at, end=end.at if end and end.at >= start.at else None,
        summary=text(resource, "summary", 1000), description=text(resource, "description", MAX_TEXT),
        location=text(resource, "location", 1000), url=_url(resource), tzid=start.zone, all_day=start.all_day,
        status=status, sequence=_count(resource.get("sequence")), organizer=organizer, attendees=attendees,
        created_at=_instant(text(resource, "created", 64)), from_mail=is_from_mail(resource), shared=not place.mine,
    )  # fmt: skip


def time_mark(resource: Resource) -> str:
    """`Event.etag`: changes when the event is moved, and not when somebody answers or mends the title.

    Google's own revision counts every answer of every guest, which is no reason to ask the user again.
    """
    marks = (when_of(resource, name, UTC) for name in ("start", "end"))
    return "/".join(when.mark if when else "" for when in marks)


def when_of(resource: Resource, name: str, user: tzinfo) -> When | None:
    """The time under `name` (`start`, `end`, `originalStartTime`), or None where there is none that can be read."""
    value = part(resource, name)
    try:
        if day := text(value, "date", 32):
            on = date.fromisoformat(day)
            return When(datetime(on.year, on.month, on.day, tzinfo=user), None, all_day=True)
        at = datetime.fromisoformat(text(value, "dateTime", 64))
        named = text(value, "timeZone", 100) or text(part(resource, "start"), "timeZone", 100)
        zone = known_zone(named) if named else None
        rules = zone.rules if zone else user
        if at.tzinfo is None:
            at = at.replace(tzinfo=rules)
        at = at.astimezone(rules)
        at.astimezone(UTC)
    except (ValueError, OverflowError):  # no date; or one at the rim of the calendar
        return None
    return When(at, zone.name if zone and zone.rules is not UTC else None, all_day=False)


def guests(resource: Resource) -> list[Resource]:
    """The attendees, as they are written."""
    entries = resource.get("attendees")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def own_guest(entries: Collection[Resource], place: Place) -> Resource | None:
    """The user's entry among the guests, which is the one that Google marks in a calendar of the user's own.

    An answer for another entry is dropped, or told in somebody else's name.
    """
    return next((entry for entry in entries if entry.get("self") is True), None) if place.mine else None


def address(entry: Resource) -> str:
    """The mail address of a guest or an organizer, lower-case; empty where there is none."""
    written = text(entry, "email", 1000).strip().lower()
    return written if "\n" not in written else ""


def is_from_mail(resource: Resource) -> bool:
    """Google made it from a mail: nobody is invited, nobody can be answered."""
    return resource.get("eventType") == "fromGmail"


def _organizer(resource: Resource, place: Place, user_addresses: Collection[str]) -> Mailbox | None:
    organizer = part(resource, "organizer")
    who = address(organizer)
    if not who or is_from_mail(resource):
        return None
    if organizer.get("self") is True and place.mine and who not in user_addresses:
        # An alias, or the address that Google gave to a further calendar of the user's: it is the user all the same.
        who = next(iter(user_addresses), who)
    return Mailbox(who, text(organizer, "displayName"))


def _attendees(resource: Resource, place: Place, user_addresses: Collection[str]) -> Iterator[Attendee]:
    """The first 300, and the user wherever he stands."""
    if is_from_mail(resource):
        return
    for number, entry in enumerate(guests(resource)):
        who = address(entry)
        ours = who in user_addresses or (place.mine and entry.get("self") is True)
        if who and (number < MAX_ATTENDEES or ours):
            partstat = _PARTSTATS.get(text(entry, "responseStatus"), "needs-action")
            yield Attendee(who, text(entry, "displayName"), partstat, ours)


def _meant_others(organizer: Mailbox | None, attendees: Collection[Attendee], user_addresses: Collection[str]) -> bool:
    """A cancelled event that was between the user and somebody else; an own entry that was deleted is just gone."""
    foreign = organizer is not None and organizer.address not in user_addresses
    return any(not a.is_user for a in attendees) or (foreign and bool(attendees))


def _recurrence_id(resource: Resource, start: When, user: tzinfo) -> str | None:
    if not text(resource, "recurringEventId", 1024):
        return None
    return (when_of(resource, "originalStartTime", user) or start).written


def _url(resource: Resource) -> str:
    """Where the talk is held; failing that, where the event is shown."""
    points = part(resource, "conferenceData").get("entryPoints")
    videos = [p for p in points if isinstance(p, dict)] if isinstance(points, list) else []
    video = next((p for p in videos if p.get("entryPointType") == "video"), {})
    return text(resource, "hangoutLink", 2000) or text(video, "uri", 2000) or text(resource, "htmlLink", 2000)


def _count(value: object) -> int:
    return value if type(value) is int and 0 <= value < 2**31 else 0  # true is no number


def _instant(written: str) -> datetime | None:
    """A moment as RFC 3339; None for what is none (Google gives the year 0000 to some imported events)."""
    try:
        at = datetime.fromisoformat(written)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
