"""Reading what changed in Google calendars: what a poll costs, what is found, and what a fault does to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.base import NeedsLogin, Temporary
from connectors.google.account import READ_EVENTS, READ_MAIL
from tests.connectors.google_calendar_world import NOON, GoogleCalendarWorld, invitation, one, stamp_of, titles
from tests.contracts import WINDOW, page_of, read
from tests.simulators.google.faults import answer

TEAM = "team@group.calendar.google.com"
COLLEAGUE = "kim@example.net"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GoogleCalendarWorld]:
    with GoogleCalendarWorld(tmp_path) as made:
        yield made


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
