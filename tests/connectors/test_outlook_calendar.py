"""Reading Outlook calendars: what is asked for, what changed, and which event is whose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
import pytest

from connectors.base import CalendarRole, Event, NeedsLogin, Temporary, Unreadable
from connectors.outlook.account import READ_MAIL, READ_USER
from connectors.outlook.drafts import Drafts
from connectors.outlook.mail import OutlookMail
from tests.connectors.outlook_calendar_world import (
    NOON,
    PEER,
    OutlookCalendarWorld,
    guest,
    invitation,
    own_entry,
    person,
    times_of,
)
from tests.contracts import EMPLOYER, USER, WINDOW, ics, page_of, read, vevent
from tests.simulators.google.faults import answer

COLLEAGUE = {"name": "Kim", "address": "kim@example.net"}
FAR = datetime(2028, 1, 10, 12, tzinfo=UTC)
WEEKLY = {
    "recurrence": {
        "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["tuesday"]},
        "range": {"type": "numbered", "startDate": "2026-11-24", "numberOfOccurrences": 4},
    }
}
DAILY = {
    "recurrence": {
        "pattern": {"type": "daily", "interval": 1},
        "range": {"type": "noEnd", "startDate": "2026-11-24"},
    }
}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[OutlookCalendarWorld]:
    with OutlookCalendarWorld(tmp_path) as made:
        yield made


def one(role: CalendarRole) -> Event:
    (event,) = read(role)
    return event


def titles(role: CalendarRole) -> list[str]:
    return [event.summary for event in read(role)]


# ---------------------------------------------------------------- what a poll costs


def test_nothing_new_costs_one_request_for_each_calendar(world: OutlookCalendarWorld) -> None:
    world.calendars.add_calendar("Jobs")
    world.calendars.add(invitation(**DAILY))
    cursor = page_of(world.role).cursor
    world.asked()
    for _ in range(3):
        world.rest()
        assert world.role.read(WINDOW, cursor) is None
    assert world.asked() == ["view"] * 6


def test_a_look_asks_for_no_texts(world: OutlookCalendarWorld) -> None:
    body = {"contentType": "text", "content": "x" * 50_000}
    world.calendars.add(invitation(**DAILY, body=body))
    cursor = page_of(world.role).cursor
    world.asked()
    assert world.role.read(WINDOW, cursor) is None
    (record,) = world.requests()
    assert record.answered < 120 * 1000
    assert 'outlook.timezone="UTC"' in record.prefer


def test_the_cursor_is_short(world: OutlookCalendarWorld) -> None:
    world.calendars.add_calendar("Jobs")
    for _ in range(50):
        world.calendars.add(invitation())
    assert len(page_of(world.role).cursor) < 1000


def test_a_cursor_of_another_process_is_as_good(world: OutlookCalendarWorld) -> None:
    cursor = page_of(world.role).cursor
    assert world.calendar().read(WINDOW, cursor) is None


@pytest.mark.parametrize("cursor", ["", "rubbish", "{}", "[1]", '{"question": 1}', "\ud800"])
def test_a_cursor_of_nobodys_reads_everything(world: OutlookCalendarWorld, cursor: str) -> None:
    world.calendars.add(invitation())
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert len(page.events) == 1


def test_the_window_may_move_a_little_for_nothing(world: OutlookCalendarWorld) -> None:
    # An event leaves the window and another comes in: what is over is no change, what is far has time.
    world.calendars.add(invitation(**times_of(WINDOW.since - timedelta(hours=24, minutes=30))))
    world.calendars.add(invitation(**times_of(WINDOW.until + timedelta(hours=24, minutes=30))))
    cursor = page_of(world.role).cursor
    world.asked()
    later = replace(WINDOW, since=WINDOW.since + timedelta(hours=1), until=WINDOW.until + timedelta(hours=1))
    assert world.role.read(later, cursor) is None
    assert world.asked() == ["view"]


def test_the_next_day_everything_is_read_anew(world: OutlookCalendarWorld) -> None:
    cursor = page_of(world.role).cursor
    jobs = world.calendars.add_calendar("Jobs")
    world.calendars.add(invitation(), jobs)
    tomorrow = replace(WINDOW, since=WINDOW.since + timedelta(days=1), until=WINDOW.until + timedelta(days=1))
    page = world.role.read(tomorrow, cursor)
    assert page is not None
    assert [event.calendar for event in page.events] == [jobs]
    assert world.role.read(tomorrow, page.cursor) is None


# ---------------------------------------------------------------- what changed


def test_a_change_far_outside_the_window_is_none(world: OutlookCalendarWorld) -> None:
    far = world.calendars.add(invitation(**times_of(FAR)))
    cursor = page_of(world.role).cursor
    world.calendars.change(far, subject="Later")
    assert world.role.read(WINDOW, cursor) is None


@pytest.mark.parametrize("main", [True, False])
def test_a_change_in_any_calendar_is_found(world: OutlookCalendarWorld, main: bool) -> None:
    jobs = world.calendars.add_calendar("Jobs")
    cursor = page_of(world.role).cursor
    world.calendars.add(invitation(), "default" if main else jobs)
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert len(page.events) == 1


def test_what_began_before_the_window_is_left_out_though_it_lasts(world: OutlookCalendarWorld) -> None:
    world.calendars.add(invitation(**times_of(WINDOW.since - timedelta(hours=1), hours=2)))
    world.calendars.add(invitation(**times_of(WINDOW.since), subject="First"))
    world.calendars.add(invitation(**times_of(WINDOW.until), subject="Too late"))
    assert titles(world.role) == ["First"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"])
def test_a_day_at_the_rim_of_the_window_is_the_users_day(world: OutlookCalendarWorld, zone: str) -> None:
    since = datetime.fromisoformat("2026-11-18T00:00:00+00:00")
    for day in range(16, 21):
        start = {"dateTime": f"2026-11-{day}T00:00:00", "timeZone": "UTC"}
        end = {"dateTime": f"2026-11-{day + 1}T00:00:00", "timeZone": "UTC"}
        world.calendars.add(own_entry(subject=str(day), isAllDay=True, start=start, end=end))
    page = world.role.read(replace(WINDOW, since=since, until=since + timedelta(days=2), zone=zone), None)
    assert page is not None
    assert {event.start.hour for event in page.events} == {0}
    starts = {event.summary: event.start for event in page.events}
    assert all(since <= start < since + timedelta(days=2) for start in starts.values())
    assert len(starts) == 2


def test_an_event_that_is_moved_into_the_window_is_new(world: OutlookCalendarWorld) -> None:
    name = world.calendars.add(invitation(**times_of(FAR)))
    cursor = page_of(world.role).cursor
    world.calendars.change(name, **times_of(NOON))
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert [event.start for event in page.events] == [NOON]


def test_a_changed_text_is_a_change_but_no_other_event(world: OutlookCalendarWorld) -> None:
    name = world.calendars.add(invitation())
    before, cursor = one(world.role), page_of(world.role).cursor
    world.calendars.change(name, subject="Second talk")
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    (after,) = page.events
    assert after.summary == "Second talk"
    assert after.etag == before.etag  # what was approved for the one is good for the other


def test_what_the_organizer_calls_off_is_cancelled(world: OutlookCalendarWorld) -> None:
    name = world.calendars.add(invitation())
    cursor = page_of(world.role).cursor
    world.calendars.cancel(name)
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert [event.status for event in page.events] == ["cancelled"]


def test_all_pages_are_read(world: OutlookCalendarWorld) -> None:
    for number in range(600):
        world.calendars.add(invitation(subject=f"Interview {number}"))
    page = page_of(world.role)
    assert len({event.summary for event in page.events}) == 600
    assert world.role.read(WINDOW, page.cursor) is None


# ---------------------------------------------------------------- series


def test_every_occurrence_has_its_own_name_and_the_uid_of_the_series(world: OutlookCalendarWorld) -> None:
    world.calendars.add(invitation(**WEEKLY), uid="series@meridian.example")
    found = read(world.role)
    assert [event.start.day for event in found] == [24, 1, 8, 15]
    assert {event.uid for event in found} == {"series@meridian.example"}
    assert found[0].recurrence_id == "2026-11-24T12:00:00-05:00"
    assert len({event.provider_id for event in found}) == 4


def test_a_series_of_exchanges_own_has_one_uid(world: OutlookCalendarWorld) -> None:
    world.calendars.add(invitation(**WEEKLY))
    (uid,) = {event.uid for event in read(world.role)}
    assert uid.startswith("040000008200E00074C5B7101A82E00800000000")


def test_an_exception_takes_the_place_of_its_occurrence(world: OutlookCalendarWorld) -> None:
    series = world.calendars.add(invitation(**WEEKLY))
    second = world.calendars.occurrence(series, (NOON + timedelta(days=7)).date())
    world.calendars.change(second, **times_of(NOON + timedelta(days=8), hours=2), subject="Talk")
    found = read(world.role)
    assert [event.start.day for event in found] == [24, 2, 8, 15]
    assert found[1].summary == "Talk"
    assert found[1].recurrence_id == "2026-12-01T12:00:00-05:00"
    assert len({event.uid for event in found}) == 1


def test_an_occurrence_that_was_taken_out_is_gone(world: OutlookCalendarWorld) -> None:
    series = world.calendars.add(invitation(**WEEKLY))
    cursor = page_of(world.role).cursor
    world.calendars.remove(world.calendars.occurrence(series, (NOON + timedelta(days=7)).date()))
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert sorted(event.start.day for event in page.events) == [8, 15, 24]


def test_a_series_without_an_end_is_read_within_the_window(world: OutlookCalendarWorld) -> None:
    world.calendars.add(invitation(**DAILY))
    found = read(world.role)
    assert found[0].start == NOON
    assert len(found) == 114
    # The hour of the wall stays when the clocks change.
    assert {event.start.strftime("%H:%M") for event in found} == {"12:00"}


# ---------------------------------------------------------------- calendars


def test_the_calendars_that_the_user_may_edit_are_read(world: OutlookCalendarWorld) -> None:
    world.calendars.add_calendar("Jobs")
    world.calendars.add_calendar("Holidays", can_edit=False)
    world.calendars.add_calendar("Kim", owner=COLLEAGUE)
    for calendar in world.calendars.calendars.values():
        world.calendars.add(invitation(subject=calendar.name), calendar.id)
    assert sorted(titles(world.role)) == ["Calendar", "Jobs", "Kim"]


@pytest.mark.parametrize("name", ["Holidays", "holidays"])
def test_a_calendar_that_is_named_is_read_alone(world: OutlookCalendarWorld, name: str) -> None:
    world.calendars.add(invitation(subject="There"), world.calendars.add_calendar("Holidays", can_edit=False))
    world.calendars.add(invitation(subject="Here"))
    assert titles(world.calendar([name])) == ["There"]
    assert titles(world.calendar(["primary"])) == ["Here"]


def test_a_name_that_no_calendar_has_is_told_and_the_others_are_read(world: OutlookCalendarWorld) -> None:
    world.calendars.add(invitation())
    page = page_of(world.calendar(["Calendar", "Jobs"]))
    assert len(page.events) == 1
    (problem,) = page.problems
    assert "Jobs" in problem
    with pytest.raises(Unreadable, match="may name: “Calendar”"):
        world.calendar(["Jobs"]).read(WINDOW, None)


def test_a_calendar_that_is_deleted_is_left_out(world: OutlookCalendarWorld) -> None:
    jobs = world.calendars.add_calendar("Jobs")
    world.calendars.add(invitation(), jobs)
    cursor = page_of(world.role).cursor
    del world.calendars.calendars["own-1"]
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert page.events == ()
    assert page.problems == ()


def test_a_calendar_that_cannot_be_read_does_not_hide_the_others(world: OutlookCalendarWorld) -> None:
    jobs = world.calendars.add_calendar("Jobs")
    world.calendars.add(invitation())
    world.sim.faults.add(f"/calendars/{jobs.rstrip('=')}", 403, times=100)
    page = page_of(world.role)
    assert len(page.events) == 1
    (problem,) = page.problems
    assert "Jobs" in problem
    assert world.role.read(WINDOW, page.cursor) is None
    world.sim.faults.clear()
    mended = world.role.read(WINDOW, page.cursor)
    assert mended is not None
    assert mended.problems == ()


# ---------------------------------------------------------------- whose event it is


def test_guests_organizer_and_note_are_read(world: OutlookCalendarWorld) -> None:
    body = {"contentType": "html", "content": "<html><body><p>Bring an ID</p></body></html>"}
    world.calendars.add(invitation(body=body, location={"displayName": "Room 4"}))
    event = one(world.role)
    assert event.organizer is not None
    assert (event.organizer.address, event.organizer.name) == (EMPLOYER, "Joanne")
    assert [(guest.address, guest.partstat, guest.is_user) for guest in event.attendees] == [
        (EMPLOYER, "accepted", False),
        (PEER, "tentative", False),
        (USER, "needs-action", True),
    ]
    assert (event.description, event.location) == ("Bring an ID", "Room 4")


def test_the_link_of_an_online_talk_is_read(world: OutlookCalendarWorld) -> None:
    world.calendars.add(invitation(onlineMeeting={"joinUrl": "https://teams.microsoft.com/l/1"}))
    assert one(world.role).url == "https://teams.microsoft.com/l/1"


def test_who_was_asked_through_a_group_is_a_guest(world: OutlookCalendarWorld) -> None:
    world.calendars.add(invitation(attendees=[guest("all@meridian.example")]))
    assert [(guest.address, guest.is_user) for guest in one(world.role).attendees] == [
        ("all@meridian.example", False),
        (USER, True),
    ]


def test_in_a_colleagues_calendar_the_colleague_is_not_the_user(world: OutlookCalendarWorld) -> None:
    kim = world.calendars.add_calendar("Kim", owner=COLLEAGUE)
    guests = [guest(EMPLOYER), guest("kim@example.net", "accepted")]
    world.calendars.add(invitation(attendees=guests, organizer=person(EMPLOYER)), kim)
    assert not any(guest.is_user for guest in one(world.role).attendees)


# ---------------------------------------------------------------- the mail that brought it


@pytest.mark.parametrize("recurs", ["", "RRULE:FREQ=DAILY;COUNT=2\n"])
@pytest.mark.parametrize(
    "uid", ["talk-12@meridian.example", f"040000008200E00074C5B7101A82E008{'0' * 40}10AB{'0' * 20}"]
)
def test_an_invitation_in_the_mail_and_its_event_have_one_uid(
    world: OutlookCalendarWorld, uid: str, recurs: str
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = EMPLOYER, USER, "Interview"
    mail.set_content("You are invited.")
    file = ics(vevent(uid, more=recurs), head="METHOD:REQUEST\n")
    mail.add_alternative(file, subtype="calendar", params={"method": "REQUEST"})
    world.sim.invite(mail.as_bytes())
    role = OutlookMail("mail", world.graph, Drafts(world.graph, world.sim.timer))
    (found,) = [message for page in role.changes(None, set, None) for message in page.created]
    parts = message_from_bytes(found.raw, EmailMessage, policy=policy.default).walk()
    (part,) = [part for part in parts if part.get_content_type() == "text/calendar"]
    written = str(icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")[0]["UID"])
    assert {event.uid for event in read(world.role)} == {written} == {uid}


# ---------------------------------------------------------------- faults


def test_where_revisions_are_not_given_events_are_read_without(world: OutlookCalendarWorld) -> None:
    world.put("a", ics(vevent(more="SEQUENCE:3\n")))
    assert one(world.role).sequence == 3
    world.sim.faults.add("view", 400)
    page = page_of(world.role)
    assert [event.sequence for event in page.events] == [0]
    assert page.problems == ()


def test_one_broken_event_is_told_and_the_others_are_read(
    world: OutlookCalendarWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = world.calendars.add(invitation(subject="Broken"))
    world.calendars.add(invitation())
    render = world.calendars.render

    def rendered(seen: Any, prefer: Any) -> dict[str, Any]:
        found = render(seen, prefer)
        return {**found, "start": {"dateTime": "soon", "timeZone": "UTC"}} if found["id"] == broken else found

    monkeypatch.setattr(world.calendars, "render", rendered)
    page = page_of(world.role)
    assert [event.summary for event in page.events] == ["Interview"]
    (problem,) = page.problems
    assert "its start cannot be read" in problem
    assert world.role.read(WINDOW, page.cursor) is None


@pytest.mark.parametrize(
    "fault",
    [429, 503, 504, "slow", "truncated", "close-before-effect", "close-after-effect", answer(429, retry_after=20),
     answer(503, retry_after=5)],
)  # fmt: skip
def test_a_passing_fault_is_waited_out_or_is_for_later(world: OutlookCalendarWorld, fault: Any) -> None:
    world.calendars.add(invitation())
    for skip in range(2):
        world.sim.faults.add("/me/calendars", fault, skip=skip)
        try:
            assert len(read(world.role)) == 1
        except Temporary:
            assert len(read(world.role)) == 1
        world.sim.faults.clear()


def test_what_microsoft_says_how_long_to_wait_is_waited(world: OutlookCalendarWorld) -> None:
    world.calendars.add(invitation())
    world.sim.faults.add("calendarView", answer(429, retry_after=20))
    assert len(read(world.role)) == 1
    assert sum(world.waited) >= 20


@pytest.mark.parametrize("fault", [429, 503, "truncated", "close-before-effect"])
@pytest.mark.parametrize("skip", [0, 1, 2])
def test_a_lasting_fault_is_for_later_and_loses_nothing(
    world: OutlookCalendarWorld, fault: str | int, skip: int
) -> None:
    world.calendars.add(invitation())
    cursor = page_of(world.role).cursor
    world.calendars.add(invitation(subject="Second"))
    world.sim.faults.add("/me/calendars", fault, times=1000, skip=min(skip, 1))
    with pytest.raises(Temporary) as caught:
        world.role.read(WINDOW, None if skip == 2 else cursor)
    assert "@" not in str(caught.value)
    world.sim.faults.clear()
    page = world.role.read(WINDOW, cursor)
    assert page is not None
    assert len(page.events) == 2


def test_access_that_was_taken_back_needs_a_sign_in(world: OutlookCalendarWorld) -> None:
    cursor = page_of(world.role).cursor
    world.sim.authority.revoke()
    world.sim.authority.expire_access()
    with pytest.raises(NeedsLogin):
        world.role.read(WINDOW, cursor)
    world.asked()
    with pytest.raises(NeedsLogin):
        world.role.read(WINDOW, cursor)
    assert world.asked() == []  # it is known by now


def test_a_permission_that_was_not_given_is_told(world: OutlookCalendarWorld) -> None:
    with pytest.raises(NeedsLogin) as caught:
        world.calendar(scopes=[READ_USER, READ_MAIL]).read(WINDOW, None)
    assert "calendars" in str(caught.value)
