"""Answers in Outlook calendars while events change and requests fail: given once, or not, and never in doubt unsaid."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connectors.base import NeedsLogin, OutcomeUnknown, Refused, Temporary
from connectors.outlook.account import READ_CALENDARS, READ_MAIL, READ_USER
from tests.connectors.outlook_calendar_case import LATER, NOTE, SERIES, Action, Case, assert_done, event_for
from tests.connectors.outlook_calendar_world import OutlookCalendarWorld
from tests.contracts import read
from tests.simulators.google.faults import answer as fault_answer

WRITES = "event[.](decline|cancel|delete)"
ACTIONS = pytest.mark.parametrize("action", ["decline", "cancel", "delete"])


@pytest.fixture
def world(tmp_path: Path) -> Iterator[OutlookCalendarWorld]:
    with OutlookCalendarWorld(tmp_path) as made:
        yield made


def before_the_write(world: OutlookCalendarWorld, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """It happens between the last look and the request that changes something."""
    reply = world.sim.reply
    left = [happens]

    def replied(asked: Any) -> Any:
        if asked.verb != "GET" and asked.path.startswith("/v1.0/") and left:
            left.pop()()
        return reply(asked)

    monkeypatch.setattr(world.sim, "reply", replied)


# ---------------------------------------------------------------- meanwhile


@ACTIONS
def test_a_moved_event_is_not_answered(world: OutlookCalendarWorld, action: Action) -> None:
    case = Case(world, event_for(action))
    world.calendars.change(case.name, **LATER)
    with pytest.raises(Refused):
        case.answer(action)
    assert world.writes() == []


def test_an_occurrence_of_a_series_that_was_moved_is_not_answered(world: OutlookCalendarWorld) -> None:
    case = Case(world, SERIES)
    world.calendars.change(case.name, **LATER)
    with pytest.raises(Refused):
        case.answer(event=case.events[1])
    assert world.writes() == []


def test_an_occurrence_that_was_taken_out_needs_no_answer(world: OutlookCalendarWorld) -> None:
    case = Case(world, SERIES)
    world.calendars.remove(case.events[1].provider_id.rpartition("/")[2].replace("%3D", "="))
    assert case.answer(event=case.events[1]).detail
    assert world.writes() == []


def test_an_id_that_leads_to_another_event_by_now_is_not_answered(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    with pytest.raises(Refused):
        world.role.answer(replace(case.approved(), uid="another@meridian.example"))
    assert world.writes() == []


def test_a_changed_title_is_no_reason_to_ask_again(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    world.calendars.change(case.name, subject="Interview, second talk", location={"displayName": "Room 5"})
    case.answer(comment=NOTE)
    assert_done(case, "decline")


@ACTIONS
def test_what_goes_between_the_look_and_the_answer_needs_none(
    world: OutlookCalendarWorld, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case(world, event_for(action))
    before_the_write(world, monkeypatch, lambda: world.calendars.remove(case.name))
    assert case.answer(action, NOTE).detail
    assert world.told() == []


@pytest.mark.parametrize("fault", [400, 403])
def test_a_calendar_that_may_not_be_looked_into_does_not_show_the_event(
    world: OutlookCalendarWorld, fault: int
) -> None:
    jobs = world.calendars.add_calendar("Jobs")
    world.calendars.quirks.found_again = "as it was"
    case = Case(world)
    world.sim.faults.add(f"/calendars/{jobs.rstrip('=')}", fault, times=100)
    world.sim.faults.add("/me/events events$", fault, times=100)
    for _ in range(2):
        case.answer(comment=NOTE)
    world.sim.faults.clear()
    assert_done(case, "decline")


def test_the_events_own_calendar_must_be_looked_into(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    world.sim.faults.add("view", 403, times=100)
    with pytest.raises(Refused):
        case.answer()
    assert world.writes() == []


# ---------------------------------------------------------------- faults


@ACTIONS
def test_a_token_that_ended_is_renewed_for_an_answer(world: OutlookCalendarWorld, action: Action) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add(WRITES, 401)
    assert case.answer(action, NOTE).detail == ""
    assert_done(case, action)


@ACTIONS
@pytest.mark.parametrize("fault", [429, fault_answer(429, retry_after=30)])
def test_too_many_requests_are_for_later_and_nothing_was_done(
    world: OutlookCalendarWorld, action: Action, fault: Any
) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add(WRITES, fault)
    with pytest.raises(Temporary):
        case.answer(action, NOTE)
    assert len(world.writes()) == 1
    assert world.told() == []
    case.answer(action, NOTE)
    assert_done(case, action)


@ACTIONS
@pytest.mark.parametrize("fault", [409, 412])
def test_a_conflict_is_looked_at_and_answered_once_more(
    world: OutlookCalendarWorld, action: Action, fault: int
) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add(WRITES, fault)
    case.answer(action, NOTE)
    assert_done(case, action)


def test_an_event_that_never_rests_is_for_later(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    world.sim.faults.add(WRITES, 412, times=100)
    with pytest.raises(Temporary):
        case.answer(comment=NOTE)
    assert len(world.writes()) == 2


@ACTIONS
@pytest.mark.parametrize("fault", [500, 503, 504, "close-before-effect"])
def test_a_fault_without_effect_is_not_called_done_nor_repeated_at_once(
    world: OutlookCalendarWorld, action: Action, fault: Any
) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add(WRITES, fault)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            case.answer(action, NOTE)
    assert len(world.writes()) == 1
    world.rest()
    case.answer(action, NOTE)
    assert_done(case, action)


@ACTIONS
@pytest.mark.parametrize("fault", ["500 after-effect", "503 after-effect", "504 after-effect", "close-after-effect"])
@pytest.mark.parametrize("lag", [0, 10])
def test_a_fault_after_the_effect_is_seen_to_be_done(
    world: OutlookCalendarWorld, action: Action, fault: Any, lag: float
) -> None:
    world.calendars.quirks.lag = lag
    case = Case(world, event_for(action))
    world.sim.faults.add(WRITES, fault)
    case.answer(action, NOTE)
    case.answer(action, NOTE)
    assert len(world.writes()) == 1
    assert_done(case, action)


@ACTIONS
@pytest.mark.parametrize("fault", [503, 429, "close-after-effect", "truncated", 401])
def test_an_answer_that_cannot_be_read_back_is_not_given_again(
    world: OutlookCalendarWorld, action: Action, fault: Any
) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add("GET .* event$", fault, times=100, skip=1)
    with contextlib.suppress(OutcomeUnknown):
        case.answer(action, NOTE)
    assert len(world.writes()) == 1
    world.sim.faults.clear()
    if fault != 401:
        case.answer(action, NOTE)
        assert len(world.writes()) == 1
    assert_done_elsewhere(world, action)


def assert_done_elsewhere(world: OutlookCalendarWorld, action: Action) -> None:
    """Seen by a connector that knows nothing of what went before."""
    assert read(world.calendar()) == ()
    assert len(world.told()) == {"decline": 1, "cancel": 2, "delete": 0}[action]


@pytest.mark.parametrize("fault", [503, "close-before-effect", "truncated", 429, 404, 410])
def test_an_event_that_cannot_be_looked_at_is_not_answered(world: OutlookCalendarWorld, fault: Any) -> None:
    case = Case(world)
    world.sim.faults.add("GET .* event$", fault, times=100)
    with pytest.raises((Temporary, Refused)):
        case.answer()
    assert world.writes() == []


@pytest.mark.parametrize("fault", [503, "truncated", 429])
def test_a_calendar_that_does_not_show_the_event_for_a_fault_is_not_taken_for_empty(
    world: OutlookCalendarWorld, fault: Any
) -> None:
    case = Case(world)
    world.sim.faults.add("view", fault, times=100)
    with pytest.raises(Temporary):
        case.answer()
    assert world.writes() == []


@ACTIONS
@pytest.mark.parametrize("fault", [400, 403])
def test_what_microsoft_does_not_let_us_do_is_refused(world: OutlookCalendarWorld, action: Action, fault: int) -> None:
    case = Case(world, event_for(action))
    world.sim.faults.add(WRITES, fault, times=10)
    with pytest.raises(Refused) as caught:
        case.answer(action, NOTE)
    assert "@" not in str(caught.value)
    assert len(str(caught.value).splitlines()) <= 2
    assert len(world.writes()) == 1


def test_who_may_only_read_needs_a_sign_in(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    role = world.calendar(scopes=[READ_USER, READ_MAIL, READ_CALENDARS])
    with pytest.raises(NeedsLogin):
        role.answer(case.approved())
    assert world.writes() == []


def test_access_that_was_taken_back_needs_a_sign_in(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    world.sim.authority.revoke()
    world.sim.authority.expire_access()
    with pytest.raises(NeedsLogin):
        case.answer(comment=NOTE)
    assert world.writes() == []


def test_a_calendar_that_may_only_be_read_by_now_is_refused(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    world.calendars.calendars["default"].can_edit = False
    with pytest.raises(Refused) as caught:
        case.answer(comment=NOTE)
    assert "@" not in str(caught.value)
    assert len(read(world.role)) == 1
