"""Calendars: the bytes of an .ics file → its events in a window; the same as a part of mail; and the file with our answer in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import get_args

from agent.reading import calendar_part
from agent.reading.document import CalendarPart
from agent.store import codec
from connectors.base import CalendarAction, Event, EventAnswer, Window
from connectors.local.answers import written
from connectors.local.edits import CannotAnswerError, find, is_done
from connectors.local.events import FileEvents, Place, read_events
from connectors.local.items import recurrence_id_of
from tests.fuzz.target import Target, dice_of
from tests.hostile.calendars import CALENDARS, ZONE, event
from tests.hostile.world import INTERVIEW, ME, NOW

WINDOW = Window(NOW - timedelta(days=1), NOW + timedelta(days=40), "Europe/Berlin")
PLACE = Place("personal", "calendar", "a.ics", frozenset({ME}))
ACTIONS: tuple[CalendarAction, ...] = ("decline", "cancel", "delete")
assert set(ACTIONS) < set(get_args(CalendarAction))

TOKENS = (
    b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VALARM\r\n", b"END:VALARM\r\n", b"BEGIN:VTODO\r\n", b"END:VTODO\r\n", b"END:VCALENDAR\r\n",
    b"\r\nMETHOD:CANCEL\r\n", b"\r\nMETHOD:REPLY\r\n", b"\r\nRRULE:FREQ=DAILY;COUNT=3\r\n", b"\r\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1\r\n",
    b";BYHOUR=1,2,3", b";BYDAY=MO", b";UNTIL=20261201T000000Z", b";UNTIL=20261201", b";INTERVAL=2", b";INTERVAL=0", b";WKST=SU", b"FREQ=HOURLY",
    b"FREQ=YEARLY", b";BYWEEKNO=53", b";BYYEARDAY=366", b";BYMONTH=2", b";BYMONTHDAY=29", b"\r\nDTSTART:99991231T235959\r\n",
    b"\r\nDTSTART:00010101\r\n", b"\r\nDTSTART;VALUE=DATE:20261125\r\n", b"\r\nDTSTART;TZID=Europe/Berlin:20261025T023000\r\n",
    b"\r\nDTSTART;TZID=America/New_York:20261101T013000\r\n", b"\r\nDTSTART;TZID=W. Europe Standard Time:20261125T093000\r\n",
    b"\r\nDTSTART;TZID=X:20261125T093000\r\n", b"\r\nDTEND:20261125T160000Z\r\n", b"\r\nDURATION:-P1W\r\n", b"\r\nDURATION:PT1H\r\n",
    b"\r\nRECURRENCE-ID:20261126T150000Z\r\n", b"\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261126T150000Z\r\n", b"\r\nEXDATE:20261126T150000Z\r\n",
    b"\r\nEXDATE;VALUE=DATE:20261126\r\n", b"\r\nRDATE:20261127T150000Z\r\n", b"\r\nRDATE;VALUE=PERIOD:20261127T150000Z/PT1H\r\n",
    b"\r\nSTATUS:CANCELLED\r\n", b"\r\nSEQUENCE:7\r\n", b"\r\nUID:other@example.org\r\n", b"\r\nORGANIZER;CN=Eve:mailto:eve@b.com\r\n",
    b"\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:mara.quint@example.net\r\n", b'\r\nATTENDEE;CN="a;b:c";X=^n:MAILTO:MARA.QUINT@EXAMPLE.NET\r\n',
    b";PARTSTAT=", b"\r\n ", b"\n\t", b"\\n", b"\\;", b"\\,", b"^'", b";TZID=", b";VALUE=DATE", b"T240000", b"20260229", b"Z",
    b"\r\nTRANSP:TRANSPARENT\r\n", b"\r\nURL:https://meet.example/x\r\n", b"\r\nCREATED:20261101T000000Z\r\n",
)  # fmt: skip


def seeds() -> list[bytes]:
    """An invitation, series with exceptions, zones of their own, and hostile files."""
    us = "ATTENDEE;CN=Mara;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:mara.quint@example.net"
    them = "ORGANIZER;CN=Eve Mallory:mailto:eve@quillhurst.com"
    zone = ZONE.format(
        name="X", start="16010101T000000", offset="+0100", rule="RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    )
    series = event("RRULE:FREQ=WEEKLY;COUNT=8", "EXDATE:20261202T150000Z", us, them, "UID:series@example.org")
    moved = event(
        "RECURRENCE-ID:20261209T150000Z",
        "DTSTART:20261210T100000Z",
        "DTEND:20261210T110000Z",
        us,
        them,
        "UID:series@example.org",
    )
    good = [
        INTERVIEW,
        event(us, them, "SEQUENCE:2", "DTSTAMP:20261101T000000Z", before="METHOD:REQUEST"),
        event(us, them, "STATUS:CANCELLED", before="METHOD:CANCEL"),
        event(f"ORGANIZER:mailto:{ME}", "ATTENDEE:mailto:a@b.com"),
        event("DTSTART;TZID=Europe/Berlin:20261124T100000", "DURATION:PT45M", us, "RRULE:FREQ=DAILY;COUNT=4"),
        event("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261126"),
        event(
            "DTSTART;TZID=X:20261125T150000",
            "DTEND;TZID=X:20261125T160000",
            "RRULE:FREQ=DAILY;COUNT=20",
            us,
            before=zone,
        ),
        event("DTSTART:20261125T150000", "DTEND:20261125T160000", us),
        series,
        series.partition(b"END:VCALENDAR")[0] + moved.partition(b"PRODID:x\r\n")[2],
        event("RRULE:FREQ=MONTHLY;BYDAY=2TU,-1FR;UNTIL=20270301T000000Z", us),
        event("RDATE:20261127T150000Z,20261130T150000Z", us),
    ]
    return good + [raw for make in CALENDARS.values() if len(raw := make()) < 4_000]


def bend(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    """A whole component put in from another file, a line's value or parameters exchanged, a line folded anew."""
    lines = data.splitlines(keepends=True) or [b""]
    at = dice.randrange(len(lines))
    way = dice.randrange(4)
    if way == 0:
        other = dice.choice(pool)
        start = other.find(b"BEGIN:", dice.randrange(len(other) + 1))
        end = other.find(b"\n", other.find(b"END:", start)) + 1
        lines.insert(at, other[start:end] if start >= 0 < end else b"")
    elif way == 1:
        name, colon, value = lines[at].partition(b":")
        donor = dice.choice(lines).partition(b":")
        lines[at] = name + colon + donor[2] if dice.random() < 0.5 else donor[0] + colon + value
    elif way == 2:
        name, colon, value = lines[at].partition(b":")
        lines[at] = (
            name
            + b";"
            + dice.choice((b"TZID=X", b"VALUE=DATE", b"PARTSTAT=DECLINED", b'CN="', b"RANGE=THISANDFUTURE", b"A"))
            + colon
            + value
        )
    else:
        cut = dice.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:cut] + b"\r\n " + lines[at][cut:]
    return b"".join(lines)


def run(data: bytes) -> object:
    """The file's events, the invitation, and each answer to the first two events."""
    found = read_events(data, PLACE, WINDOW)
    assert all(line.isprintable() and len(line) < 300 for line in found.problems), found.problems
    for one in found.events[:50]:
        assert codec.load(Event, codec.dump(one)) == one
        assert WINDOW.since <= one.start < WINDOW.until
        assert one.end is None or one.end >= one.start
    invite = calendar_part.read([CalendarPart("REQUEST", data)], me=frozenset([ME]), zone="Europe/Berlin")
    dice = dice_of(data)
    for one in found.events[:2]:
        _answered(data, found, one, dice.choice(ACTIONS))
    return found, invite


def _answered(data: bytes, before: FileEvents, one: Event, action: CalendarAction) -> None:
    """What would be written into the file is refused, or is read as what was meant of this occurrence and nothing of any
    other."""
    answer = EventAnswer(one.provider_id, one.etag, one.uid, one.recurrence_id, action, (ME,))
    at = recurrence_id_of(one.recurrence_id) if one.recurrence_id else None
    try:
        target = find(data, one.uid, at)
        if target is None or target.etag != one.etag or is_done(target, action, [ME]):
            return
        after = written(target, answer, NOW)
    except CannotAnswerError:
        return
    left = read_events(after, PLACE, WINDOW).events if after is not None else []
    meant = (one.uid, one.recurrence_id)
    others = [_nameless(e) for e in before.events if (e.uid, e.recurrence_id) != meant]
    so = [e for e in left if (e.uid, e.recurrence_id) == meant]
    rest = [_nameless(e) for e in left if e not in so]
    if before.is_full:  # where one goes, the next one comes in that was not read before
        rest = [e for e in rest if e in others]
    assert rest == others, f"{action} of {meant} disturbed others"
    if len(before.events) - len(others) == 1:  # not beside somebody's message that calls it off
        assert _is_so(so, action), f"{action} of {meant} is not read"


def _nameless(event: Event) -> Event:
    """What is left of a series alone is no occurrence any more."""
    return replace(event, recurrence_id=None)


def _is_so(events: Sequence[Event], action: CalendarAction) -> bool:
    if action == "delete":
        return not events
    if action == "cancel":
        return all(e.status == "cancelled" for e in events)
    return all(a.partstat == "declined" for e in events for a in e.attendees if a.is_user)


TARGET = Target("calendar", seeds, run, TOKENS, bend, rooms=("connectors.local", "agent.reading.calendar_part"))
