"""Reading Google calendars: what is asked for, what changed, and which event is whose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.base import CalendarRole, Event, NeedsLogin, Temporary, Unreadable
from connectors.google.account import READ_EVENTS, READ_MAIL
from tests.connectors.google_calendar_world import NOON, PEER, GoogleCalendarWorld, invitation, stamp_of
from tests.contracts import EMPLOYER, USER, WINDOW, page_of, read
from tests.simulators.google.faults import answer

TEAM = "team@group.calendar.google.com"
COLLEAGUE = "kim@example.net"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GoogleCalendarWorld]:
    with GoogleCalendarWorld(tmp_path) as made:
        yield made


def one(role: CalendarRole) -> Event:
    (event,) = read(role)
    return event


def titles(role: CalendarRole) -> list[str]:
    return [event.summary for event in read(role)]


# ---------------------------------------------------------------- what a poll costs


def test_nothing_new_costs_one_request_for_each_calendar(world: GoogleCalendarWorld) -> None:
    world.share(TEAM, "Team")
    world.calendars.add("primary", invitation())
    cursor = page_of(world.role).cursor
    world.asked()
    for _ in range(3):
        world.rest()
        assert world.role.read(WINDOW, cursor) is None
    assert sum(record.answered for record in world.requests()) < 3000
    assert world.asked() == ["calendar.events.list"] * 6


def test_the_cursor_is_short(world: GoogleCalendarWorld) -> None:
    world.share(TEAM, "Team")
    for _ in range(50):
        world.calendars.add("primary", invitation())
    assert len(page_of(world.role).cursor) < 1000


def test_a_cursor_of_another_process_is_as_good(world: GoogleCalendarWorld) -> None:
    cursor = page_of(world.role).cursor
    assert world.calendar().read(WINDOW, cursor) is None


@pytest.mark.parametrize("cursor", ["", "rubbish", "{}", "[1]", '{"question": 1}', "\ud800"])
def test_a_cursor_of_nobodys_reads_everything(world: GoogleCalendarWorld, cursor: str) -> None:
    world.calendars.add("primary", invitation())
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert len(page.events) == 1


def test_the_window_may_move_a_little_for_nothing(world: GoogleCalendarWorld) -> None:
    cursor = page_of(world.role).cursor
    world.asked()
    later = replace(WINDOW, since=WINDOW.since + timedelta(hours=1), until=WINDOW.until + timedelta(hours=1))
    assert world.role.read(later, cursor) is None
    assert world.asked() == ["calendar.events.list"]


def test_the_next_day_everything_is_read_anew(world: GoogleCalendarWorld) -> None:
    cursor = page_of(world.role).cursor
    world.share(TEAM, "Team")
    world.calendars.add(TEAM, invitation())
    tomorrow = replace(WINDOW, since=WINDOW.since + timedelta(days=1), until=WINDOW.until + timedelta(days=1))
    page = world.role.read(tomorrow, cursor)
    assert page is not None
    assert [event.calendar for event in page.events] == [TEAM]


# ---------------------------------------------------------------- what changed


def test_a_change_far_outside_the_window_is_no_new_event(world: GoogleCalendarWorld) -> None:
    far = world.calendars.add("primary", invitation(start=stamp_of(datetime(2028, 1, 10, 12, tzinfo=UTC))))
    cursor = page_of(world.role).cursor
    world.calendars.change("primary", far, {"summary": "Later"})
    page = world.role.read(WINDOW, cursor)
    assert page is None or page.events == ()


@pytest.mark.parametrize("where", ["primary", TEAM])
def test_a_change_in_any_calendar_is_found(world: GoogleCalendarWorld, where: str) -> None:
    world.share(TEAM, "Team")
    cursor = page_of(world.role).cursor
    world.calendars.add(where, invitation())
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert len(page.events) == 1


def test_what_began_before_the_window_is_left_out_though_it_lasts(world: GoogleCalendarWorld) -> None:
    begin, end = WINDOW.since - timedelta(hours=1), WINDOW.since + timedelta(hours=1)
    world.calendars.add("primary", invitation(start=stamp_of(begin), end=stamp_of(end)))
    world.calendars.add("primary", invitation(start=stamp_of(WINDOW.since), summary="First"))
    world.calendars.add("primary", invitation(start=stamp_of(WINDOW.until), summary="Too late"))
    assert titles(world.role) == ["First"]


def test_an_event_that_is_moved_into_the_window_is_new(world: GoogleCalendarWorld) -> None:
    far = stamp_of(datetime(2028, 1, 10, 12, tzinfo=UTC))
    name = world.calendars.add("primary", invitation(start=far))
    cursor = page_of(world.role).cursor
    world.calendars.change("primary", name, {"start": stamp_of(NOON), "end": stamp_of(NOON + timedelta(hours=1))})
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert [event.start for event in page.events] == [NOON]


def test_an_answer_is_a_change_but_no_other_event(world: GoogleCalendarWorld) -> None:
    name = world.calendars.add("primary", invitation())
    before = one(world.role)
    cursor = page_of(world.role).cursor
    entries = world.calendars.event(name)["attendees"]
    entries[1]["responseStatus"] = "declined"
    world.calendars.change("primary", name, {"attendees": entries})
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    (after,) = page.events
    assert [guest.partstat for guest in after.attendees] == ["accepted", "declined", "needs-action"]
    assert after.etag == before.etag  # what was approved for the one is good for the other


@pytest.mark.parametrize("why", ["fullSyncRequired", "updatedMinTooLongAgo"])
def test_an_expired_token_reads_everything_again(world: GoogleCalendarWorld, why: str) -> None:
    world.calendars.add("primary", invitation())
    cursor = page_of(world.role).cursor
    world.calendars.expire_sync_tokens(why)
    world.calendars.add("primary", invitation(summary="Second"))
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert {event.summary for event in page.events} == {"Interview", "Second"}
    world.asked()
    assert world.role.read(WINDOW, page.cursor) is None
    assert world.asked() == ["calendar.events.list"]


def test_without_a_token_nothing_new_is_none_and_a_change_is_found(world: GoogleCalendarWorld) -> None:
    world.calendars.quirks.no_sync_token = True
    world.calendars.add("primary", invitation())
    cursor = page_of(world.role).cursor
    assert world.role.read(WINDOW, cursor) is None
    world.calendars.add("primary", invitation(summary="Second"))
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert len(page.events) == 2
    assert world.role.read(WINDOW, page.cursor) is None


@pytest.mark.parametrize("empty", [False, True])
def test_all_pages_are_read(world: GoogleCalendarWorld, empty: bool) -> None:
    world.calendars.quirks.page_size = 2
    world.calendars.quirks.empty_first_page = empty
    for number in range(5):
        world.calendars.add("primary", invitation(summary=f"Interview {number}"))
    page = page_of(world.role)
    assert len(page.events) == 5
    assert world.role.read(WINDOW, page.cursor) is None


def test_a_removal_on_a_later_page_is_a_change(world: GoogleCalendarWorld) -> None:
    names = [world.calendars.add("primary", invitation()) for _ in range(3)]
    cursor = page_of(world.role).cursor
    world.calendars.quirks.page_size = 1
    world.calendars.quirks.empty_first_page = True
    for name in names[1:]:
        world.calendars.purge("primary", name)
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert len(page.events) == 1


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
    with pytest.raises(Unreadable):
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


# ---------------------------------------------------------------- faults


def test_a_token_that_ended_is_renewed(world: GoogleCalendarWorld) -> None:
    world.calendars.add("primary", invitation())
    world.sim.oauth.expire_access()
    assert len(read(world.role)) == 1


@pytest.mark.parametrize(
    "fault",
    ["403 rateLimitExceeded", "403 userRateLimitExceeded", 429, 503, "slow", "truncated", "close-before-effect",
     "close-after-effect", answer(429, "rateLimitExceeded", retry_after=20)],
)  # fmt: skip
def test_a_passing_fault_is_waited_out(world: GoogleCalendarWorld, fault: Any) -> None:
    world.calendars.add("primary", invitation())
    for skip in range(3):
        world.sim.faults.add("calendar[.]", fault, skip=skip)
        assert len(read(world.role)) == 1
        world.sim.faults.clear()


@pytest.mark.parametrize(
    "fault", ["403 rateLimitExceeded", 503, "truncated", "close-before-effect", "403 quotaExceeded"]
)
@pytest.mark.parametrize("skip", [0, 1, 2])
def test_a_lasting_fault_is_for_later_and_loses_nothing(
    world: GoogleCalendarWorld, fault: str | int, skip: int
) -> None:
    world.calendars.add("primary", invitation())
    cursor = page_of(world.role).cursor
    world.calendars.add("primary", invitation(summary="Second"))
    world.sim.faults.add("calendar[.]", fault, times=1000, skip=min(skip, 1))
    with pytest.raises(Temporary) as caught:
        world.role.read(WINDOW, None if skip == 2 else cursor)
    assert "@" not in str(caught.value)
    world.sim.faults.clear()
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert len(page.events) == 2


def test_access_that_was_taken_back_needs_a_sign_in(world: GoogleCalendarWorld) -> None:
    cursor = page_of(world.role).cursor
    world.sim.oauth.revoke()
    with pytest.raises(NeedsLogin):
        world.role.read(WINDOW, cursor)
    world.asked()
    with pytest.raises(NeedsLogin):
        world.role.read(WINDOW, cursor)
    assert world.asked() == []  # it is known by now


def test_a_box_that_was_not_ticked_is_told(world: GoogleCalendarWorld) -> None:
    with pytest.raises(NeedsLogin) as caught:
        world.calendar(scopes=[READ_MAIL, READ_EVENTS]).read(WINDOW, None)
    assert "calendars" in str(caught.value)
