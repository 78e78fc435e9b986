"""Google's event resource as the program's event, and which calendars are read. No network."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.base import Event, Mailbox, Window
from connectors.calendars import BrokenEventError, Calendar, Place, Seen, after, question_of, seen_before
from connectors.google.events import event_of, own_guest, time_mark
from connectors.google.listing import chosen
from connectors.local.events import Place as FilePlace
from connectors.local.events import read_events
from tests.contracts import EMPLOYER, USER, WINDOW, ics, vevent

NEW_YORK = ZoneInfo("America/New_York")
PRIMARY = Place(USER, mine=True)
TEAM = Place("team@meridian.example", mine=False)
ADDRESSES = (USER, "slee@example.net")


def resource(**changes: Any) -> dict[str, Any]:
    """An invitation as Google gives it; None takes a property out."""
    event = {
        "id": "abc123", "etag": '"3390"', "status": "confirmed", "iCalUID": "one@contract.example", "sequence": 2,
        "htmlLink": "https://calendar.google.com/event?eid=abc", "created": "2026-11-01T09:00:00.000Z",
        "summary": "Interview", "organizer": {"email": EMPLOYER, "displayName": "Joanne"},
        "start": {"dateTime": "2026-11-20T10:00:00-05:00", "timeZone": "America/New_York"},
        "end": {"dateTime": "2026-11-20T11:00:00-05:00", "timeZone": "America/New_York"},
        "attendees": [
            {"email": EMPLOYER, "organizer": True, "responseStatus": "accepted"},
            {"email": USER, "self": True, "responseStatus": "needsAction"},
        ],
    } | changes  # fmt: skip
    return {key: value for key, value in event.items() if value is not None}


def maybe(event: dict[str, Any], place: Place = PRIMARY) -> Event | None:
    return event_of(event, "work", place, ADDRESSES, NEW_YORK)


def mapped(event: dict[str, Any], place: Place = PRIMARY) -> Event:
    found = maybe(event, place)
    assert found is not None
    return found


# ---------------------------------------------------------------- what is in it


def test_an_invitation_has_all_its_parts() -> None:
    event = mapped(resource(location="Room 4", description="Bring <b>an ID</b>"))
    assert (event.account, event.calendar, event.uid, event.sequence) == ("work", USER, "one@contract.example", 2)
    assert (event.summary, event.location, event.description) == ("Interview", "Room 4", "Bring <b>an ID</b>")
    assert event.organizer == Mailbox(EMPLOYER, "Joanne")
    assert [(a.address, a.partstat, a.is_user) for a in event.attendees] == [
        (EMPLOYER, "accepted", False),
        (USER, "needs-action", True),
    ]
    assert event.created_at == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert event.recurrence_id is None
    assert Place.of(event.provider_id) == Place(USER, mine=True, event="abc123")


@pytest.mark.parametrize(
    ("given", "expected"),
    [("accepted", "accepted"), ("declined", "declined"), ("tentative", "tentative"), ("needsAction", "needs-action")],
)
def test_every_answer_has_its_word(given: str, expected: str) -> None:
    event = mapped(resource(attendees=[{"email": USER, "self": True, "responseStatus": given}]))
    assert event.attendees[0].partstat == expected


def test_the_link_is_where_the_talk_is_held() -> None:
    entry = {"entryPointType": "video", "uri": "https://video.example/1"}
    phone = {"entryPointType": "phone", "uri": "tel:+1-555-0100"}
    meet = "https://meet.google.com/abc"
    assert mapped(resource(hangoutLink=meet, conferenceData={"entryPoints": [entry]})).url == meet
    assert mapped(resource(conferenceData={"entryPoints": [phone, entry]})).url == "https://video.example/1"
    assert mapped(resource(conferenceData={"entryPoints": [phone]})).url.startswith("https://calendar.google.com/")


def test_text_that_steers_a_terminal_is_cleaned() -> None:
    assert mapped(resource(summary="Inter\x1b[2Jview‮", description="a\r\nb")).summary == "Inter[2Jview"
    assert mapped(resource(description="a\r\nb")).description == "a\nb"


# ---------------------------------------------------------------- time


def test_a_time_stands_in_the_zone_that_the_event_names() -> None:
    there = {"dateTime": "2026-11-20T04:00:00-05:00", "timeZone": "Europe/Berlin"}
    event = mapped(resource(start=there, end=there))
    assert event.start.isoformat() == "2026-11-20T10:00:00+01:00"
    assert event.tzid == "Europe/Berlin"
    assert not event.floating


def test_utc_is_no_zone_of_its_own() -> None:
    event = mapped(resource(start={"dateTime": "2026-11-20T15:00:00Z", "timeZone": "UTC"}))
    assert (event.start.isoformat(), event.tzid) == ("2026-11-20T15:00:00+00:00", None)


def test_a_time_without_a_zone_or_with_a_strange_one_is_shown_in_the_users() -> None:
    for zone in ({}, {"timeZone": "Nowhere/Else"}, {"timeZone": "../../etc/passwd"}):
        event = mapped(resource(start={"dateTime": "2026-11-20T15:00:00Z", **zone}))
        assert (event.start.isoformat(), event.tzid) == ("2026-11-20T10:00:00-05:00", None)


def test_an_all_day_event_begins_at_the_users_midnight() -> None:
    event = mapped(resource(start={"date": "2026-11-20"}, end={"date": "2026-11-21"}))
    assert event.all_day
    assert event.start.isoformat() == "2026-11-20T00:00:00-05:00"
    assert event.end is not None
    assert event.end.isoformat() == "2026-11-21T00:00:00-05:00"


def test_an_end_that_is_not_meant_or_lies_before_the_start_is_left_out() -> None:
    assert mapped(resource(endTimeUnspecified=True)).end is None
    assert mapped(resource(end={"dateTime": "2026-11-19T10:00:00Z"})).end is None


@pytest.mark.parametrize(
    ("start", "google"),
    [
        ("DTSTART;TZID=America/New_York:20261119T100000", {"dateTime": "2026-11-19T16:00:00+01:00", "timeZone": "America/New_York"}),
        ("DTSTART;TZID=W. Europe Standard Time:20261119T100000", {"dateTime": "2026-11-19T04:00:00-05:00", "timeZone": "Europe/Berlin"}),
        ("DTSTART:20261119T150000Z", {"dateTime": "2026-11-19T10:00:00-05:00", "timeZone": "UTC"}),
        ("DTSTART;VALUE=DATE:20261119", {"date": "2026-11-19"}),
    ],
)  # fmt: skip
def test_one_occurrence_has_one_name_in_google_and_in_a_file(start: str, google: dict[str, str]) -> None:
    text = ics(vevent(start=start, more="RRULE:FREQ=DAILY;COUNT=1\n"))
    (theirs,) = read_events(text.encode(), FilePlace("home", "f", "f", frozenset(ADDRESSES)), WINDOW).events
    moved = {"dateTime": "2026-11-23T09:00:00-05:00", "timeZone": "America/New_York"}
    ours = mapped(resource(recurringEventId="abc", originalStartTime=google, start=moved, end=moved))
    assert (ours.uid, ours.recurrence_id) == (theirs.uid, theirs.recurrence_id)


def test_the_revision_changes_with_the_time_and_with_nothing_else() -> None:
    before = time_mark(resource())
    answered = [{"email": EMPLOYER, "responseStatus": "declined"}]
    assert time_mark(resource(summary="New title", etag='"9"', attendees=answered)) == before
    assert time_mark(resource(start={"dateTime": "2026-11-20T15:00:00Z"})) == before
    assert time_mark(resource(start={"dateTime": "2026-11-20T15:30:00Z"})) != before


# ---------------------------------------------------------------- whose it is


def test_an_alias_that_google_knows_is_the_user() -> None:
    event = mapped(resource(attendees=[{"email": "s.lee@alias.example", "self": True}]))
    assert event.attendees[0].is_user


def test_in_a_colleagues_calendar_the_colleague_is_not_the_user() -> None:
    event = mapped(resource(attendees=[{"email": "team@meridian.example", "self": True}, {"email": USER}]), TEAM)
    assert [a.is_user for a in event.attendees] == [False, True]


def test_what_the_user_organises_under_another_address_is_the_users() -> None:
    organizer = {"email": "xyz@group.calendar.google.com", "self": True, "displayName": "Applications"}
    own = Place("xyz@group.calendar.google.com", mine=True)
    assert mapped(resource(organizer=organizer), own).organizer == Mailbox(USER, "Applications")
    foreign = mapped(resource(organizer=organizer), replace(own, mine=False)).organizer
    assert foreign == Mailbox("xyz@group.calendar.google.com", "Applications")


def test_an_event_made_from_a_mail_has_nobody_to_answer() -> None:
    event = mapped(resource(eventType="fromGmail", attendees=None))
    assert (event.organizer, event.attendees) == (None, ())


def test_the_entry_to_be_answered_is_the_one_that_google_marks_in_an_own_calendar() -> None:
    marked = {"email": "alias@example.net", "self": True}
    named = {"email": USER}
    assert own_guest([named, marked], PRIMARY) is marked
    assert own_guest([named], PRIMARY) is None
    assert own_guest([named, marked], TEAM) is None


def test_a_crowd_is_cut_but_for_the_user() -> None:
    crowd = [{"email": f"guest{n}@example.org"} for n in range(500)]
    event = mapped(resource(attendees=[*crowd, {"email": USER, "self": True}]))
    assert len(event.attendees) == 301
    assert event.attendees[-1].is_user


# ---------------------------------------------------------------- cancelled and broken


def test_a_cancelled_invitation_is_kept_as_cancelled() -> None:
    assert mapped(resource(status="cancelled")).status == "cancelled"


def test_a_deleted_entry_of_the_users_own_is_gone() -> None:
    own = {"email": USER, "self": True}
    assert maybe(resource(status="cancelled", organizer=own, attendees=None)) is None
    assert maybe(resource(status="cancelled", attendees=None)) is None


def test_of_a_deleted_event_only_the_id_may_be_left() -> None:
    assert maybe({"id": "abc123", "status": "cancelled"}) is None
    origin = {"dateTime": "2026-11-19T15:00:00Z"}
    assert maybe({"id": "a_1", "status": "cancelled", "recurringEventId": "a", "originalStartTime": origin}) is None


@pytest.mark.parametrize("start", [None, {}, "soon", {"dateTime": 5}, {"dateTime": "soon"}, {"date": "2026-13-01"}])
def test_an_event_without_a_start_is_broken(start: object) -> None:
    with pytest.raises(BrokenEventError, match="start"):
        maybe(resource(start=start))


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_the_rim_of_the_calendar_breaks_nothing(at: str) -> None:
    with pytest.raises(BrokenEventError):
        maybe(resource(start={"dateTime": at}))


def test_values_of_the_wrong_kind_are_passed_over() -> None:
    rubbish = resource(
        attendees=[5, {"email": 7}, {}], organizer="me", summary=["x"], sequence="many", conferenceData=[1],
        created="0000-12-31T00:00:00.000Z", end=[], description={}, iCalUID=None,
    )  # fmt: skip
    event = mapped(rubbish)
    assert (event.attendees, event.organizer, event.summary, event.sequence) == ((), None, "", 0)
    assert (event.created_at, event.end, event.uid) == (None, None, "abc123")


# ---------------------------------------------------------------- names of places


@pytest.mark.parametrize("calendar", ["sam.lee@example.net", "a/b c%2F@group.calendar.google.com", "ü"])
def test_a_provider_id_names_calendar_and_event(calendar: str) -> None:
    place = Place(calendar, mine=False, event="e/1_20261120T150000Z")
    assert Place.of(place.provider_id()) == place


@pytest.mark.parametrize(
    "name", ["", "abc", "mine/a", "mine//b", "mine/a/", "yours/a/b", "mine/a/b/c", "mine/%2e%2e/a", "mine/a/."]
)
def test_what_is_no_provider_id_is_refused(name: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever its text
        Place.of(name)


# ---------------------------------------------------------------- which calendars

ENTRIES: list[dict[str, Any]] = [
    {"id": USER, "summary": USER, "accessRole": "owner", "primary": True, "selected": True},
    {"id": "jobs@group.calendar.google.com", "summary": "Jobs", "accessRole": "owner", "selected": True},
    {"id": "team@meridian.example", "summary": "Team", "accessRole": "writer", "selected": True},
    {"id": "old@group.calendar.google.com", "summary": "Old", "accessRole": "owner"},
    {"id": "holidays@group.v.calendar.google.com", "summary": "Holidays", "accessRole": "reader", "selected": True},
]


def test_shown_calendars_that_may_be_written_are_read_by_default() -> None:
    calendars, unknown = chosen(ENTRIES, None, ADDRESSES)
    assert [(c.title, c.mine) for c in calendars] == [
        ("the main calendar", True),
        ("the calendar “Jobs”", True),
        ("the calendar “Team”", False),
    ]
    assert unknown == ()


def test_calendars_are_named_by_id_or_title_and_an_unknown_one_is_told() -> None:
    calendars, unknown = chosen(ENTRIES, ["holidays", "OLD@group.calendar.google.com", "primary", "Joobs"], ADDRESSES)
    assert [c.id for c in calendars] == [ENTRIES[4]["id"], ENTRIES[3]["id"], USER]
    assert len(unknown) == 1
    assert "Joobs" in unknown[0]


def test_a_cursor_is_read_back_by_the_same_question_only() -> None:
    question = question_of(WINDOW, None, ADDRESSES)
    calendars = (Calendar(USER, True, "the main calendar", "token"), Calendar("b", False, "a calendar"))
    seen = Seen(question, WINDOW.since, WINDOW.since, WINDOW.until, calendars, ("a line",), "digest")
    assert seen_before(seen.cursor(), question) == seen
    assert seen_before(seen.cursor(), question_of(replace(WINDOW, zone="Asia/Tokyo"), None, ADDRESSES)) is None
    assert seen_before(seen.cursor(), question_of(WINDOW, ["Jobs"], ADDRESSES)) is None
    for rubbish in (None, "", "{", "[]", "5", json.dumps({"question": question})):
        assert seen_before(rubbish, question) is None


def test_the_window_may_move_six_hours() -> None:
    def later(hours: int) -> Window:
        return Window(WINDOW.since + timedelta(hours=hours), WINDOW.until + timedelta(hours=hours), WINDOW.zone)

    seen = Seen("", WINDOW.since, WINDOW.since, WINDOW.until, ())
    assert seen.is_near(later(6))
    assert not seen.is_near(later(7))
    assert not seen.is_near(later(-7))
    assert not seen.is_near(replace(WINDOW, until=WINDOW.until + timedelta(days=30)))
    assert not seen.knows_calendars(later(7))


def test_a_new_list_of_calendars_keeps_known_tokens() -> None:
    seen = Seen("", WINDOW.since, WINDOW.since, WINDOW.until, (Calendar("a", True, "", "token"),))
    kept = after(seen, [Calendar("a", True, ""), Calendar("b", True, "")])
    assert [c.token for c in kept] == ["token", None]
    assert [c.token for c in after(None, kept)] == [None, None]
