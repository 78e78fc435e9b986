"""Graph's event resource as the program's event, and which calendars are read. No network."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.base import Event, Mailbox
from connectors.calendars import BrokenEventError, Calendar, Place
from connectors.local.events import Place as FilePlace
from connectors.local.events import read_events
from connectors.outlook.events import FIELDS, SEQUENCE, event_of, time_mark, uid_of
from connectors.outlook.listing import STATE, chosen, mark_of, state_of
from tests.contracts import EMPLOYER, USER, WINDOW, ics, vevent

NEW_YORK = ZoneInfo("America/New_York")
MAIN = Place("calendar1", mine=True)
TEAM = Place("calendar2", mine=False)
ADDRESSES = (USER, "slee@example.net")
TEAMS = "https://teams.microsoft.com/l/meetup-join/19"
OBJECT = "040000008200E00074C5B7101A82E008"


def at(text: str, zone: str = "UTC") -> dict[str, str]:
    return {"dateTime": f"{text}.0000000", "timeZone": zone}


def guest(address: str, answer: str = "none", kind: str = "required") -> dict[str, Any]:
    return {"emailAddress": {"address": address, "name": ""}, "type": kind, "status": {"response": answer}}


def resource(**changes: Any) -> dict[str, Any]:
    """An invitation as Graph gives it; None takes a property out."""
    event = {
        "id": "AAkAL123=", "type": "singleInstance", "iCalUId": "one@contract.example", "changeKey": "x1",
        "createdDateTime": "2026-11-01T09:00:00.1234567Z", "lastModifiedDateTime": "2026-11-02T09:00:00Z",
        "subject": "Interview", "body": {"contentType": "text", "content": "Hello\r\nSam\r\n"}, "bodyPreview": "Hello",
        "organizer": {"emailAddress": {"address": EMPLOYER, "name": "Joanne"}}, "isOrganizer": False,
        "start": at("2026-11-20T15:00:00"), "end": at("2026-11-20T16:00:00"),
        "originalStartTimeZone": "Eastern Standard Time", "isAllDay": False, "isCancelled": False,
        "attendees": [guest(EMPLOYER, "accepted"), guest(USER)],
        "responseStatus": {"response": "notResponded", "time": "0001-01-01T00:00:00Z"},
        "webLink": "https://outlook.office365.com/owa/?itemid=1",
    } | changes  # fmt: skip
    return {key: value for key, value in event.items() if value is not None}


def mapped(event: dict[str, Any], place: Place = MAIN) -> Event:
    return event_of(event, "work", place, ADDRESSES, NEW_YORK)


def people(event: Event) -> list[tuple[str, str, bool]]:
    return [(guest.address, guest.partstat, guest.is_user) for guest in event.attendees]


# ---------------------------------------------------------------- what is in it


def test_an_invitation_has_all_its_parts() -> None:
    event = mapped(resource(location={"displayName": "Room 4"}))
    assert (event.account, event.calendar, event.uid, event.status) == ("work", "calendar1", "one@contract.example", "confirmed")  # fmt: skip
    assert (event.summary, event.location, event.description) == ("Interview", "Room 4", "Hello\nSam")
    assert event.organizer == Mailbox(EMPLOYER, "Joanne")
    assert people(event) == [(EMPLOYER, "accepted", False), (USER, "needs-action", True)]
    assert event.created_at == datetime(2026, 11, 1, 9, 0, 0, 123456, tzinfo=UTC)
    assert event.recurrence_id is None
    assert Place.of(event.provider_id) == Place("calendar1", mine=True, event="AAkAL123=")


def test_what_tells_a_state_is_among_what_is_read() -> None:
    assert set(STATE.split(",")) <= set(FIELDS.split(","))


def test_a_body_that_came_as_html_is_left_for_its_preview() -> None:
    html = {"contentType": "html", "content": "<p>Hello</p>"}
    assert mapped(resource(body=html, bodyPreview="Hello")).description == "Hello"


def test_the_link_is_where_the_talk_is_held() -> None:
    assert mapped(resource(onlineMeeting={"joinUrl": TEAMS}, onlineMeetingUrl="https://other.example")).url == TEAMS
    assert mapped(resource(onlineMeeting=None, onlineMeetingUrl="https://other.example")).url == "https://other.example"
    assert mapped(resource(onlineMeeting={"joinUrl": ""})).url.startswith("https://outlook.office365.com/")


def test_text_that_steers_a_terminal_is_cleaned() -> None:
    assert mapped(resource(subject="Inter\x1b[2Jview\u202e")).summary == "Inter[2Jview"


def test_what_the_organizer_called_off_is_cancelled() -> None:
    assert mapped(resource(isCancelled=True)).status == "cancelled"


@pytest.mark.parametrize(
    ("value", "expected"), [("3", 3), ("-1", 0), ("²", 0), ("x", 0), ("99999999999", 0), (3, 0), (None, 0)]
)
def test_the_number_of_the_revision_comes_as_an_extended_property(value: Any, expected: int) -> None:
    properties = [{"id": "String 0x1", "value": "9"}, {"id": SEQUENCE.lower(), "value": value}]
    assert mapped(resource(singleValueExtendedProperties=properties)).sequence == expected


# ---------------------------------------------------------------- one name everywhere


def hexed(day: str, data: bytes = b"\x01\x02\x03\x04\x05\x06\x07\x08") -> str:
    """The text of a global object id, of an occurrence on that day (eight digits of hexadecimal)."""
    return f"{OBJECT}{day}{'0' * 32}{len(data).to_bytes(4, 'little').hex()}{data.hex()}".upper()


def test_all_occurrences_have_the_uid_of_their_series() -> None:
    series = hexed("00000000")
    assert uid_of(resource(iCalUId=hexed("07EA0B14"))) == uid_of(resource(iCalUId=series)) == series
    assert uid_of(resource(iCalUId=hexed("07EA0B14").lower())) == series


@pytest.mark.parametrize("day", ["00000000", "07EA0B14"])
@pytest.mark.parametrize("uid", ["one@contract.example", "7kukuqrfedlm2f9t0mqk@google.com", "Gespräch-12"])
def test_the_uid_of_another_program_is_its_own_again(day: str, uid: str) -> None:
    data = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\x00"
    assert uid_of(resource(iCalUId=hexed(day, data))) == uid
    assert uid_of(resource(iCalUId=uid)) == uid


@pytest.mark.parametrize(
    "written",
    ["0400", OBJECT, OBJECT + "0" * 49, hexed("07EA0B14")[:-3], "A" * 90, hexed("0" * 8, b"vCal-Uid\x01\x00\x00\x00"),
     hexed("0" * 8, b"vCal-Uid\x01\x00\x00\x00\xff\xfe\x1b")],
)  # fmt: skip
def test_a_uid_that_is_no_object_id_or_a_broken_one_still_names_the_event(written: str) -> None:
    assert uid_of(resource(iCalUId=written))
    assert mapped(resource(iCalUId=written)).uid.isprintable()


def test_without_a_uid_the_event_is_named_by_its_id() -> None:
    assert mapped(resource(iCalUId=None)).uid == "AAkAL123="


@pytest.mark.parametrize(
    ("start", "original", "zone", "day"),
    [
        ("DTSTART;TZID=America/New_York:20261119T100000", "2026-11-19T15:00:00Z", "Eastern Standard Time", False),
        ("DTSTART;TZID=W. Europe Standard Time:20261119T100000", "2026-11-19T09:00:00Z", "W. Europe Standard Time", False),
        ("DTSTART;TZID=W. Europe Standard Time:20261119T100000", "2026-11-19T09:00:00Z", "Europe/Berlin", False),
        ("DTSTART;TZID=Asia/Kolkata:20261119T203000", "2026-11-19T15:00:00Z", "India Standard Time", False),
        ("DTSTART:20261119T150000Z", "2026-11-19T15:00:00Z", "UTC", False),
        ("DTSTART:20261119T150000Z", "2026-11-19T15:00:00Z", "tzone://Microsoft/Utc", False),
        ("DTSTART;VALUE=DATE:20261119", "2026-11-19T00:00:00Z", "UTC", True),
        ("DTSTART;VALUE=DATE:20261119", "2026-11-18T23:00:00Z", "W. Europe Standard Time", True),
        ("DTSTART;VALUE=DATE:20261119", "2026-11-19T05:00:00Z", "Eastern Standard Time", True),
        ("DTSTART;VALUE=DATE:20261119", "2026-11-19T00:00:00Z", "Eastern Standard Time", True),
    ],
)  # fmt: skip
def test_one_occurrence_has_one_name_in_outlook_and_in_a_file(start: str, original: str, zone: str, day: bool) -> None:
    text = ics(vevent(start=start, more="RRULE:FREQ=DAILY;COUNT=1\n"))
    (theirs,) = read_events(text.encode(), FilePlace("home", "f", "f", frozenset(ADDRESSES)), WINDOW).events
    data = b"vCal-Uid\x01\x00\x00\x00one@contract.example\x00"
    moved = at("2026-11-23T00:00:00")
    ours = mapped(
        resource(
            type="exception", seriesMasterId="AAkSeries", originalStart=original, originalStartTimeZone=zone,
            start=moved, end=moved, isAllDay=day, iCalUId=hexed("07EA0B13", data),
        )
    )  # fmt: skip
    assert (ours.uid, ours.recurrence_id) == (theirs.uid, theirs.recurrence_id)


def test_an_occurrence_that_does_not_tell_its_first_time_is_named_by_its_present_one() -> None:
    event = mapped(resource(type="occurrence", seriesMasterId="AAkSeries"))
    assert event.recurrence_id == "2026-11-20T10:00:00-05:00"


# ---------------------------------------------------------------- time


def test_a_time_stands_in_the_zone_that_the_event_was_made_in() -> None:
    event = mapped(resource(originalStartTimeZone="W. Europe Standard Time"))
    assert event.start.isoformat() == "2026-11-20T16:00:00+01:00"
    assert event.end is not None
    assert event.end.isoformat() == "2026-11-20T17:00:00+01:00"
    assert (event.tzid, event.floating) == ("Europe/Berlin", False)


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "tzone://Microsoft/Utc"])
def test_utc_is_no_zone_of_its_own(zone: str) -> None:
    event = mapped(resource(originalStartTimeZone=zone))
    assert (event.start.isoformat(), event.tzid) == ("2026-11-20T15:00:00+00:00", None)


@pytest.mark.parametrize("zone", [None, "", "tzone://Microsoft/Custom", "Customized Time Zone", "../../etc/passwd"])
def test_a_time_in_a_strange_zone_is_shown_in_the_users(zone: str | None) -> None:
    event = mapped(resource(originalStartTimeZone=zone))
    assert (event.start.isoformat(), event.tzid, event.floating) == ("2026-11-20T10:00:00-05:00", None, False)


def test_a_start_that_came_in_another_zone_than_asked_for_is_understood() -> None:
    assert mapped(resource(start=at("2026-11-20T10:00:00", "Eastern Standard Time"))).start == datetime(2026, 11, 20, 15, tzinfo=UTC)  # fmt: skip
    assert mapped(resource(start=at("2026-11-20T10:00:00", "Nowhere"))).floating


@pytest.mark.parametrize(
    ("start", "zone"),
    [
        ("2026-11-20T00:00:00", "Eastern Standard Time"),
        ("2026-11-20T00:00:00", "UTC"),
        ("2026-11-20T05:00:00", "Eastern Standard Time"),
        ("2026-11-19T23:00:00", "W. Europe Standard Time"),
        ("2026-11-19T22:59:00", "UTC"),
    ],
)
def test_an_all_day_event_begins_at_the_users_midnight(start: str, zone: str) -> None:
    end = start.replace("11-20", "11-21").replace("11-19", "11-20")
    event = mapped(resource(isAllDay=True, start=at(start), end=at(end), originalStartTimeZone=zone))
    assert event.all_day
    assert (event.start.isoformat(), event.tzid) == ("2026-11-20T00:00:00-05:00", None)
    assert event.end is not None
    assert event.end.isoformat() == "2026-11-21T00:00:00-05:00"


def test_an_end_that_lies_before_the_start_is_left_out() -> None:
    assert mapped(resource(end=at("2026-11-19T10:00:00"))).end is None


def test_an_event_without_a_start_or_an_id_is_broken() -> None:
    for broken in (resource(start=None), resource(start=at("tomorrow")), resource(id=None)):
        with pytest.raises(BrokenEventError):
            mapped(broken)


def test_the_revision_changes_with_the_time_and_with_nothing_else() -> None:
    before = time_mark(resource())
    assert time_mark(resource(subject="New title", changeKey="x2", attendees=[], isCancelled=True)) == before
    assert time_mark(resource(originalStartTimeZone="UTC")) == before
    assert time_mark(resource(start=at("2026-11-20T15:30:00"))) != before


# ---------------------------------------------------------------- whose it is


@pytest.mark.parametrize(
    ("given", "expected"),
    [("accepted", "accepted"), ("declined", "declined"), ("tentativelyAccepted", "tentative"),
     ("notResponded", "needs-action"), ("none", "needs-action"), ("organizer", "needs-action")],
)  # fmt: skip
def test_the_users_answer_is_that_of_this_copy(given: str, expected: str) -> None:
    assert people(mapped(resource(responseStatus={"response": given})))[1] == (USER, expected, True)


def test_who_was_asked_through_a_group_is_a_guest_all_the_same() -> None:
    event = mapped(resource(attendees=[guest("all@meridian.example")], responseStatus={"response": "accepted"}))
    assert people(event) == [("all@meridian.example", "needs-action", False), (USER, "accepted", True)]


@pytest.mark.parametrize("answer", ["none", "organizer", ""])
def test_who_was_never_asked_is_no_guest(answer: str) -> None:
    event = mapped(resource(attendees=[guest("all@meridian.example")], responseStatus={"response": answer}))
    assert [guest.is_user for guest in event.attendees] == [False]


def test_in_a_colleagues_calendar_the_colleague_is_not_the_user() -> None:
    event = mapped(resource(attendees=[guest("kim@example.net")], responseStatus={"response": "declined"}), TEAM)
    assert people(event) == [("kim@example.net", "needs-action", False)]
    invited = mapped(resource(responseStatus={"response": "declined"}), TEAM)
    assert people(invited)[1] == (USER, "needs-action", True)


def test_what_the_user_organises_under_another_name_is_the_users() -> None:
    own = {"emailAddress": {"address": "/O=EXCHANGELABS/OU=ORG/CN=SAM", "name": "Sam Lee"}}
    assert mapped(resource(organizer=own, isOrganizer=True)).organizer == Mailbox(USER, "Sam Lee")
    assert mapped(resource(organizer=own, isOrganizer=True), TEAM).organizer is None


def test_a_room_is_nobody() -> None:
    event = mapped(resource(attendees=[guest("room4@meridian.example", kind="resource"), guest(USER)]))
    assert people(event) == [(USER, "needs-action", True)]


def test_a_crowd_is_cut_but_for_the_user() -> None:
    event = mapped(resource(attendees=[*(guest(f"guest{n}@example.org") for n in range(500)), guest(USER)]))
    assert len(event.attendees) == 301
    assert event.attendees[-1].is_user


# ---------------------------------------------------------------- which calendars


def calendar(name: str, owner: str = USER, edit: bool = True, default: bool = False) -> dict[str, Any]:
    owned = {"name": "", "address": owner}
    return {"id": f"id-{name}", "name": name, "canEdit": edit, "isDefaultCalendar": default, "owner": owned}


OWN = calendar("Calendar", default=True)


def test_the_calendars_that_the_user_may_edit_are_read() -> None:
    entries = [OWN, calendar("Jobs"), calendar("Holidays", edit=False), calendar("Kim", "kim@example.net")]
    found, unknown = chosen(entries, None, ADDRESSES)
    assert [(one.id, one.mine) for one in found] == [("id-Calendar", True), ("id-Jobs", True), ("id-Kim", False)]
    assert unknown == ()
    assert found[0].title == "the main calendar"
    assert found[1].title == "the calendar “Jobs”"


@pytest.mark.parametrize("name", ["holidays", " Holidays ", "id-Holidays"])
def test_a_calendar_that_is_named_is_read_alone(name: str) -> None:
    found, _ = chosen([OWN, calendar("Holidays", edit=False)], [name], ADDRESSES)
    assert found == (Calendar("id-Holidays", True, "the calendar “Holidays”"),)
    assert [one.id for one in chosen([OWN], ["primary"], ADDRESSES)[0]] == ["id-Calendar"]


def test_a_name_that_no_calendar_has_is_told() -> None:
    found, (line,) = chosen([OWN], ["Jobs", "calendar"], ADDRESSES)
    assert [one.id for one in found] == ["id-Calendar"]
    assert "Jobs" in line


def test_a_mailbox_under_another_address_is_the_users_own() -> None:
    alias = "outlook_1A2B@outlook.example"
    found, _ = chosen([calendar("Calendar", alias, default=True), calendar("Jobs", alias)], None, ADDRESSES)
    assert [one.mine for one in found] == [True, True]


def test_the_state_changes_with_every_event_and_not_with_their_order() -> None:
    first, second = resource(), resource(id="AAkAL124=")
    before = state_of(map(mark_of, [first, second]))
    assert state_of(map(mark_of, [second, first])) == before
    changes: list[dict[str, Any]] = [
        {"changeKey": "x2"}, {"lastModifiedDateTime": "2026-11-03T09:00:00Z"}, {"isCancelled": True},
        {"start": at("2026-11-20T14:00:00")}, {"responseStatus": {"response": "declined"}}, {"id": "AAkAL125="},
    ]  # fmt: skip
    others = {state_of(map(mark_of, [first, resource(id="AAkAL124=") | change])) for change in changes}
    assert len(others | {before, state_of([mark_of(first)]), state_of([])}) == len(changes) + 3
