"""Answers in Google calendars while events change and requests fail: given once, or not, and never in doubt unsaid."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connectors.base import NeedsLogin, OutcomeUnknown, Refused, Temporary
from connectors.google.account import READ_CALENDARS, READ_EVENTS
from tests.connectors.google_calendar_case import LATER, NOTE, SERIES, Action, Case, assert_done, event_for
from tests.connectors.google_calendar_world import PEER, GoogleCalendarWorld, Json, invitation
from tests.contracts import EMPLOYER, USER, read
from tests.simulators.google.faults import answer as fault_answer


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GoogleCalendarWorld]:
    with GoogleCalendarWorld(tmp_path) as made:
        yield made


# ---------------------------------------------------------------- meanwhile


@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
def test_a_moved_event_is_not_answered(world: GoogleCalendarWorld, action: Action) -> None:
    more: dict[str, Json] = {
        "decline": {},
        "cancel": {"organizer": {"email": USER}},
        "delete": {"attendees": [], "organizer": {"email": USER}},
    }
    case = Case(world, more[action])
    world.calendars.change("primary", case.name, LATER)
    with pytest.raises(Refused):
        case.answer(action)
    assert world.writes() == []


def test_an_occurrence_of_a_series_that_was_moved_is_not_answered(world: GoogleCalendarWorld) -> None:
    case = Case(world, SERIES)
    world.calendars.change("primary", case.name, LATER)  # and with it the ids of all its occurrences
    with pytest.raises(Refused):
        case.answer(event=case.events[1])
    assert world.writes() == []


def test_an_occurrence_that_was_cancelled_needs_no_answer(world: GoogleCalendarWorld) -> None:
    case = Case(world, SERIES)
    world.calendars.cancel("primary", case.events[1].provider_id.rpartition("/")[2])
    assert case.answer(event=case.events[1]).detail
    assert world.writes() == []


def test_an_event_that_is_moved_during_the_answer_is_not_answered(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    world.calendars.before("calendar.events.patch", lambda: world.calendars.change("primary", case.name, LATER))
    with pytest.raises(Refused):
        case.answer(comment=NOTE)
    assert world.answers(case.name)[USER] == "needsAction"
    assert world.calendars.notifications == []


def test_an_answer_of_another_during_ours_is_kept(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    entries = case.stands()["attendees"]
    entries[1]["responseStatus"] = "accepted"
    world.calendars.before(
        "calendar.events.patch", lambda: world.calendars.change("primary", case.name, {"attendees": entries})
    )
    assert case.answer(comment=NOTE).detail == ""
    assert world.answers(case.name) == {EMPLOYER: "accepted", PEER: "accepted", USER: "declined"}
    assert [record.status for record in world.writes()] == [412, 200]


def test_an_event_that_never_rests_is_for_later(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    rooms = iter(range(10))
    for _ in range(10):
        world.calendars.before(
            "calendar.events.patch",
            lambda: world.calendars.change("primary", case.name, {"location": f"Room {next(rooms)}"}),
        )
    with pytest.raises(Temporary):
        case.answer(comment=NOTE)
    assert world.answers(case.name)[USER] == "needsAction"


@pytest.mark.parametrize("how", ["cancel", "purge", "forget"])
@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
@pytest.mark.parametrize("when", ["before", "between"])
def test_what_is_gone_needs_no_answer(world: GoogleCalendarWorld, how: str, action: Action, when: str) -> None:
    more: dict[str, Json] = {
        "decline": {},
        "cancel": {"organizer": {"email": USER}},
        "delete": {"attendees": [], "organizer": {"email": USER}},
    }
    case = Case(world, more[action])
    method = "calendar.events.patch" if action == "decline" else "calendar.events.delete"

    def vanish() -> None:
        getattr(world.calendars, how)("primary", case.name)

    if when == "before":
        vanish()
    else:
        world.calendars.before(method, vanish)
    assert case.answer(action, NOTE).detail
    assert read(world.role) == () or read(world.role)[0].status == "cancelled"


def test_an_event_that_was_made_anew_under_the_same_uid_is_not_taken_for_gone(world: GoogleCalendarWorld) -> None:
    case = Case(world, {"iCalUID": "uid@meridian.example"})
    world.calendars.forget("primary", case.name)
    world.calendars.add("primary", invitation(iCalUID="uid@meridian.example", **LATER))
    with pytest.raises(Refused):
        case.answer()


@pytest.mark.parametrize(
    "name", ["", "x", "a/b/c", "mine/primary/", "mine/primary/x/y", "mine//x", "../../x", "mine/%2e%2e/x"]
)
def test_names_that_are_none_change_nothing(world: GoogleCalendarWorld, name: str) -> None:
    case = Case(world)
    with contextlib.suppress(Refused):
        world.role.answer(replace(case.approved("delete"), provider_id=name))
    assert world.writes() == []
    assert case.stands()["status"] == "confirmed"


# ---------------------------------------------------------------- faults


def test_a_token_that_ended_is_renewed_for_an_answer(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    world.sim.faults.add("events.patch", 401)
    assert case.answer(comment=NOTE).detail == ""
    assert len(world.calendars.notifications) == 1


@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
@pytest.mark.parametrize(
    "fault", ["403 rateLimitExceeded", 429, "403 quotaExceeded", fault_answer(429, retry_after=30)]
)
def test_too_many_requests_are_for_later_and_nothing_was_done(
    world: GoogleCalendarWorld, action: Action, fault: Any
) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add("events.(patch|delete)", fault)
    with pytest.raises(Temporary):
        case.answer(action, NOTE)
    assert len(world.writes()) == 1
    assert world.calendars.notifications == []
    case.answer(action, NOTE)
    assert_done(case, action)


@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
@pytest.mark.parametrize("fault", [500, 503, 504, "close-before-effect"])
def test_a_fault_without_effect_is_not_called_done_nor_repeated(
    world: GoogleCalendarWorld, action: Action, fault: Any
) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add("events.(patch|delete)", fault)
    with pytest.raises(OutcomeUnknown):
        case.answer(action, NOTE)
    assert len(world.writes()) == 1
    case.answer(action, NOTE)
    assert_done(case, action)


@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
@pytest.mark.parametrize("fault", ["500 after-effect", "503 after-effect", "truncated", "close-after-effect"])
def test_a_fault_after_the_effect_is_seen_to_be_done(world: GoogleCalendarWorld, action: Action, fault: Any) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add("events.(patch|delete)", fault)
    case.answer(action, NOTE)
    assert len(world.writes()) == 1
    assert_done(case, action)


@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
@pytest.mark.parametrize("fault", [503, "close-after-effect", "truncated", "403 rateLimitExceeded"])
def test_an_answer_that_cannot_be_read_back_is_not_given_again(
    world: GoogleCalendarWorld, action: Action, fault: Any
) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add("events.get", fault, times=100, skip=1)
    with contextlib.suppress(OutcomeUnknown):
        case.answer(action, NOTE)
    assert len(world.writes()) == 1
    world.sim.faults.clear()
    case.answer(action, NOTE)
    assert len(world.writes()) == 1
    assert_done(case, action)


@pytest.mark.parametrize("fault", [503, "close-before-effect", "truncated", "403 rateLimitExceeded", 404, 410])
def test_an_event_that_cannot_be_looked_at_is_not_answered(world: GoogleCalendarWorld, fault: Any) -> None:
    case = Case(world)
    world.sim.faults.add("events.get", fault, times=100)
    with pytest.raises((Temporary, Refused)):
        case.answer()
    assert world.writes() == []


def test_who_may_only_read_needs_a_sign_in(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    role = world.calendar(scopes=[READ_EVENTS, READ_CALENDARS])
    with pytest.raises(NeedsLogin):
        role.answer(case.approved())
    assert world.writes() == []


def test_a_calendar_that_may_be_read_only_by_now_is_refused(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    world.calendars.change_calendar("primary", access_role="reader")
    with pytest.raises(Refused) as caught:
        case.answer(comment=NOTE)
    assert "@" not in str(caught.value)
