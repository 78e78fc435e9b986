"""Reading Google calendars: which are read, which event is whose, and the occurrences of a series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.base import Unreadable
from tests.connectors.google_calendar_world import NOON, PEER, GoogleCalendarWorld, invitation, one, stamp_of, titles
from tests.contracts import EMPLOYER, USER, WINDOW, page_of, read

TEAM = "team@group.calendar.google.com"
COLLEAGUE = "kim@example.net"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GoogleCalendarWorld]:
    with GoogleCalendarWorld(tmp_path) as made:
        yield made


# ---------------------------------------------------------------- series


WEEKLY = {
    "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=4"],
    "start": {"dateTime": NOON.isoformat(), "timeZone": "America/New_York"},
}


def test_an_exception_takes_the_place_of_its_occurrence(world: GoogleCalendarWorld) -> None:
    series = world.calendars.add("primary", invitation(**WEEKLY))
    second = stamp_of(NOON + timedelta(days=7))
    moved = stamp_of(NOON + timedelta(days=8))
    end = stamp_of(NOON + timedelta(days=8, hours=2))
    world.calendars.add_exception("primary", series, second, {"start": moved, "end": end, "summary": "Talk"})
    found = read(world.role)
    assert [event.start.day for event in found] == [24, 2, 8, 15]
    assert found[1].summary == "Talk"
    assert found[1].recurrence_id is not None
    assert datetime.fromisoformat(found[1].recurrence_id) == NOON + timedelta(days=7)
    assert len({event.uid for event in found}) == 1
    assert len({event.provider_id for event in found}) == 4


@pytest.mark.parametrize("detailed", [False, True])
def test_a_cancelled_occurrence_stands_no_more(world: GoogleCalendarWorld, detailed: bool) -> None:
    world.calendars.quirks.detailed_exceptions = detailed
    series = world.calendars.add("primary", invitation(**WEEKLY))
    cursor = page_of(world.role).cursor
    world.calendars.cancel("primary", f"{series}_20261201T170000Z")
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    standing = [event.start.day for event in page.events if event.status != "cancelled"]
    assert standing == [24, 8, 15]
    assert page.problems == ()


def test_a_series_without_an_end_is_read_within_the_window(world: GoogleCalendarWorld) -> None:
    endless = {**WEEKLY, "recurrence": ["RRULE:FREQ=DAILY"]}
    world.calendars.add("primary", invitation(**endless))
    found = read(world.role)
    assert found[0].start == NOON
    assert len(found) == 114
    # The hour of the wall stays when the clocks change.
    assert {event.start.strftime("%H:%M") for event in found} == {"12:00"}


def test_a_deleted_series_is_gone_with_its_exceptions(world: GoogleCalendarWorld) -> None:
    series = world.calendars.add("primary", invitation(**WEEKLY))
    world.calendars.add_exception("primary", series, stamp_of(NOON), {"summary": "Talk"})
    cursor = page_of(world.role).cursor
    world.calendars.purge("primary", series)
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert [event for event in page.events if event.status != "cancelled"] == []


# ---------------------------------------------------------------- calendars


def test_the_calendars_that_the_user_sees_and_may_write_are_read(world: GoogleCalendarWorld) -> None:
    world.share(TEAM, "Team")
    world.share("write@group.calendar.google.com", "Written", "writer")
    world.share("read@group.calendar.google.com", "Holidays", "reader")
    world.share("busy@group.calendar.google.com", "Busy", "freeBusyReader")
    world.share("off@group.calendar.google.com", "Off", selected=False)
    world.share("hidden@group.calendar.google.com", "Hidden", hidden=True)
    for name in list(world.calendars.books):
        world.calendars.add(name, invitation(summary=world.calendars.books[name].summary))
    assert sorted(titles(world.role)) == sorted([USER, "Team", "Written"])


@pytest.mark.parametrize("name", ["Holidays", "holidays", "read@group.calendar.google.com"])
def test_a_calendar_that_is_named_is_read_alone(world: GoogleCalendarWorld, name: str) -> None:
    world.share("read@group.calendar.google.com", "Holidays", "reader", selected=False, hidden=True)
    world.calendars.add("read@group.calendar.google.com", invitation(summary="There"))
    world.calendars.add("primary", invitation(summary="Here"))
    assert titles(world.calendar([name])) == ["There"]


def test_the_users_own_name_for_a_calendar_counts(world: GoogleCalendarWorld) -> None:
    world.share(TEAM, "c_188abcd")
    world.calendars.change_calendar(TEAM, summary_override="Job search")
    world.calendars.add(TEAM, invitation(summary="There"))
    assert titles(world.calendar(["Job search"])) == ["There"]
    assert titles(world.calendar(["primary"])) == []


def test_a_name_that_no_calendar_has_is_told_and_the_others_are_read(world: GoogleCalendarWorld) -> None:
    world.calendars.add("primary", invitation())
    page = page_of(world.calendar(["primary", "Jobs"]))
    assert len(page.events) == 1
    (problem,) = page.problems
    assert "Jobs" in problem
    with pytest.raises(Unreadable, match="may name: “"):
        world.calendar(["Jobs"]).read(WINDOW, None)


def test_a_calendar_that_is_deleted_is_left_out(world: GoogleCalendarWorld) -> None:
    world.share(TEAM, "Team")
    world.calendars.add(TEAM, invitation())
    cursor = page_of(world.role).cursor
    world.calendars.change_calendar(TEAM, deleted=True)
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert page.events == ()
    assert page.problems == ()


def test_a_calendar_that_cannot_be_read_does_not_hide_the_others(world: GoogleCalendarWorld) -> None:
    world.share(TEAM, "Team")
    world.calendars.add("primary", invitation())
    world.sim.faults.add(f"/calendars/{TEAM.replace('@', '%40')}/", "403 forbidden", times=100)
    page = page_of(world.role)
    assert len(page.events) == 1
    (problem,) = page.problems
    assert "Team" in problem
    assert world.role.read(WINDOW, page.cursor) is None


def test_calendars_of_one_title_that_cannot_be_read_are_several(world: GoogleCalendarWorld) -> None:
    world.share("one@group.calendar.google.com", "Jobs")
    world.share("two@group.calendar.google.com", "Jobs")
    world.sim.faults.add("/events", "403 forbidden", times=100)
    with pytest.raises(Unreadable):
        world.calendar(["Jobs"]).read(WINDOW, None)


# ---------------------------------------------------------------- whose event it is


def test_guests_organizer_and_note_are_read(world: GoogleCalendarWorld) -> None:
    world.calendars.add("primary", invitation(description="Bring an ID", location="Room 4"))
    event = one(world.role)
    assert event.organizer is not None
    assert (event.organizer.address, event.organizer.name) == (EMPLOYER, "Joanne")
    assert [(guest.address, guest.partstat, guest.is_user) for guest in event.attendees] == [
        (EMPLOYER, "accepted", False),
        (PEER, "tentative", False),
        (USER, "needs-action", True),
    ]
    assert (event.description, event.location) == ("Bring an ID", "Room 4")


def test_an_alias_of_the_user_is_the_user(world: GoogleCalendarWorld) -> None:
    alias = {"email": "sam.lee@alias.example", "self": True, "responseStatus": "accepted"}
    world.calendars.add("primary", invitation(attendees=[{"email": EMPLOYER, "responseStatus": "accepted"}, alias]))
    assert [guest.is_user for guest in one(world.role).attendees] == [False, True]


def test_in_a_colleagues_calendar_the_colleague_is_not_the_user(world: GoogleCalendarWorld) -> None:
    world.share(COLLEAGUE, "Kim", "writer")
    guests = [{"email": EMPLOYER, "responseStatus": "accepted"}, {"email": COLLEAGUE, "responseStatus": "accepted"}]
    world.calendars.add(COLLEAGUE, invitation(attendees=guests))
    event = one(world.role)
    assert world.calendars.event(event.provider_id.split("/")[-1], COLLEAGUE)["attendees"][1]["self"] is True
    assert not any(guest.is_user for guest in event.attendees)


def test_who_was_asked_through_a_group_is_no_guest(world: GoogleCalendarWorld) -> None:
    world.calendars.add(
        "primary", invitation(attendees=[{"email": "all@meridian.example", "responseStatus": "needsAction"}])
    )
    assert [guest.is_user for guest in one(world.role).attendees] == [False]


def test_an_event_made_of_mail_has_neither_guests_nor_organizer(world: GoogleCalendarWorld) -> None:
    world.calendars.add(
        "primary", {"start": stamp_of(NOON), "eventType": "fromGmail", "summary": "Interview at Meridian"}
    )
    event = one(world.role)
    assert (event.attendees, event.organizer, event.summary) == ((), None, "Interview at Meridian")


@pytest.mark.parametrize("kind", ["birthday", "focusTime", "outOfOffice", "workingLocation"])
def test_notes_of_the_user_are_no_events(world: GoogleCalendarWorld, kind: str) -> None:
    cursor = page_of(world.role).cursor
    world.calendars.add("primary", {"start": stamp_of(NOON), "eventType": kind})
    assert world.role.read(WINDOW, cursor) is None
    assert read(world.role) == ()


def test_more_guests_than_are_kept_still_hold_the_user(world: GoogleCalendarWorld) -> None:
    crowd = [{"email": f"guest{number}@example.com", "responseStatus": "needsAction"} for number in range(350)]
    world.calendars.add("primary", invitation(attendees=[*crowd, {"email": USER, "responseStatus": "accepted"}]))
    event = one(world.role)
    assert event.attendees[-1].is_user
    assert event.attendees[-1].partstat == "accepted"


MEET = "https://meet.google.com/abc-defg-hij"
ZOOM = {
    "entryPoints": [
        {"entryPointType": "phone", "uri": "tel:+1"},
        {"entryPointType": "video", "uri": "https://zoom.example/j/1"},
    ]
}


@pytest.mark.parametrize(
    ("more", "url"),
    [({"hangoutLink": MEET}, MEET), ({"conferenceData": ZOOM}, "https://zoom.example/j/1")],
)
def test_the_place_of_an_online_talk_is_found(world: GoogleCalendarWorld, more: dict[str, Any], url: str) -> None:
    world.calendars.add("primary", invitation(**more))
    assert one(world.role).url == url


def test_a_zone_that_nobody_knows_leaves_the_time_as_it_is(world: GoogleCalendarWorld) -> None:
    start = {"dateTime": "2026-11-24T12:00:00-05:00", "timeZone": "Mars/Olympus"}
    world.calendars.add("primary", invitation(start=start, end=start))
    event = one(world.role)
    assert (event.start, event.tzid) == (NOON, None)
