"""Answers in Outlook calendars: given once, read back; refused where the event is not what was approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from connectors.base import OutcomeUnknown, Refused
from tests.connectors.outlook_calendar_case import LATER, NOTE, SERIES, Action, Case, event_for
from tests.connectors.outlook_calendar_world import NOON, PEER, OutlookCalendarWorld, guest, person, times_of
from tests.contracts import EMPLOYER, USER, answering, read, response
from tests.simulators.outlook.entries import Notice

OTHERWISE = {"name": "Kim", "address": "kim@example.net"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[OutlookCalendarWorld]:
    with OutlookCalendarWorld(tmp_path) as made:
        yield made


# ---------------------------------------------------------------- declining


@pytest.mark.parametrize("declined", ["removed", "kept"])
def test_the_organizer_is_told_once(world: OutlookCalendarWorld, declined: Literal["removed", "kept"]) -> None:
    world.calendars.quirks.declined = declined
    case = Case(world)
    receipt = case.answer(comment=NOTE)
    assert (receipt.ref, receipt.detail) == (case.events[0].provider_id, "")
    assert case.answer(comment=NOTE).detail
    assert world.calendars.notifications == [Notice("declined", EMPLOYER, case.name, NOTE)]


def test_one_request_changes_and_the_result_is_read_back(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    case.answer(comment=NOTE)
    assert world.body() == {"sendResponse": True, "comment": NOTE}
    assert world.asked() == ["event", "view", "event.decline", "event"]
    assert world.waited == []


def test_without_a_note_nothing_is_said_but_no(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    case.answer()
    assert world.body() == {"sendResponse": True}
    assert [notice.comment for notice in world.calendars.notifications] == [""]


def test_an_organizer_who_wants_no_answers_gets_none(world: OutlookCalendarWorld) -> None:
    case = Case(world, {"responseRequested": False})
    assert "no answers" in case.answer(comment=NOTE).detail
    assert world.body() == {"sendResponse": False}
    assert read(world.role) == ()
    assert world.told() == []


def test_who_was_asked_through_a_group_declines_his_own_copy(world: OutlookCalendarWorld) -> None:
    case = Case(world, {"attendees": [guest("all@meridian.example"), guest(PEER)]})
    assert response(case.events[0]) == "needs-action"
    case.answer(comment=NOTE)
    assert world.told() == [("declined", EMPLOYER)]


def test_who_was_never_asked_declines_nothing(world: OutlookCalendarWorld) -> None:
    case = Case(world, {"attendees": [guest(PEER)], "responseStatus": {"response": "none"}})
    with pytest.raises(Refused, match="not among"):
        case.answer(comment=NOTE)
    assert world.writes() == []


def test_an_address_of_the_users_on_the_list_is_enough_to_try(world: OutlookCalendarWorld) -> None:
    case = Case(world, {"attendees": [guest("other@example.net")], "responseStatus": {"response": "none"}})
    case.answer()
    assert world.told() == [("declined", EMPLOYER)]


def test_an_organizer_is_told_that_he_cannot_decline(world: OutlookCalendarWorld) -> None:
    case = Case(world, event_for("cancel"))
    with pytest.raises(Refused, match="organise"):
        case.answer()
    assert world.writes() == []


def test_one_occurrence_is_declined_and_the_series_stands(world: OutlookCalendarWorld) -> None:
    case = Case(world, SERIES)
    case.answer(comment=NOTE, event=case.events[1])
    assert [event.start for event in read(world.role)] == [case.events[0].start, case.events[2].start]
    assert len(world.told()) == 1
    assert case.answer(comment=NOTE, event=case.events[1]).detail
    assert len(world.told()) == 1


def test_an_occurrence_that_was_moved_before_is_declined_where_it_is(world: OutlookCalendarWorld) -> None:
    case = Case(world, SERIES)
    first = world.calendars.occurrence(case.name, NOON.date())
    world.calendars.change(first, **LATER)
    case.events = read(world.role)
    case.answer(event=case.events[0])
    assert [event.start.day for event in read(world.role)] == [1, 8]


@pytest.mark.parametrize("declined", ["removed", "kept"])
def test_a_series_is_declined_as_a_whole(world: OutlookCalendarWorld, declined: Literal["removed", "kept"]) -> None:
    world.calendars.quirks.declined = declined
    case = Case(world, SERIES)
    world.role.answer(replace(case.approved(comment=NOTE), recurrence_id=None))
    assert {response(event) for event in read(world.role)} <= {"declined"}
    assert world.told() == [("declined", EMPLOYER)]
    world.role.answer(replace(case.approved(comment=NOTE), recurrence_id=None))
    assert world.told() == [("declined", EMPLOYER)]


@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
def test_an_event_that_has_become_a_series_is_not_answered_as_a_whole(
    world: OutlookCalendarWorld, action: Action
) -> None:
    case = Case(world, event_for(action))
    world.calendars.change(case.name, **SERIES)
    with pytest.raises(Refused, match="become a series"):
        case.answer(action)
    assert world.writes() == []
    assert len(read(world.role)) == 3


def test_what_was_declined_already_is_left_alone(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    world.calendars.change(case.name, responseStatus={"response": "declined"}, **LATER)
    assert case.answer(comment=NOTE).detail
    assert world.writes() == []


@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
def test_nobody_answers_for_a_colleague(world: OutlookCalendarWorld, action: Action) -> None:
    kim = world.calendars.add_calendar("Kim", owner=OTHERWISE)
    case = Case(world, event_for(action), kim)
    with pytest.raises(Refused, match="somebody else"):
        case.answer(action)
    assert world.writes() == []


# ---------------------------------------------------------------- cancelling and deleting


def test_the_organizer_cancels_and_everybody_is_told(world: OutlookCalendarWorld) -> None:
    case = Case(world, event_for("cancel"))
    assert case.answer("cancel", NOTE).ref
    assert world.body() == {"comment": NOTE}
    assert world.told() == [("cancelled", EMPLOYER), ("cancelled", PEER)]
    assert read(world.role) == ()
    world.asked()
    assert case.answer("cancel", NOTE).detail
    assert world.writes() == []


def test_whose_guests_are_gone_by_now_is_deleted(world: OutlookCalendarWorld) -> None:
    case = Case(world, event_for("cancel"))
    world.calendars.change(case.name, attendees=[])
    case.answer("cancel", NOTE)
    assert [record.method for record in world.writes()] == ["DELETE"]
    assert read(world.role) == ()


def test_one_occurrence_is_cancelled_and_the_others_stand(world: OutlookCalendarWorld) -> None:
    case = Case(world, {**SERIES, **event_for("cancel")})
    case.answer("cancel", event=case.events[1])
    assert [event.start for event in read(world.role)] == [case.events[0].start, case.events[2].start]


def test_a_guest_cancels_nothing(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    with pytest.raises(Refused, match="organizer"):
        case.answer("cancel")
    assert world.writes() == []


def test_an_own_entry_is_deleted_without_a_word(world: OutlookCalendarWorld) -> None:
    case = Case(world, event_for("delete"))
    case.answer("delete")
    assert [record.method for record in world.writes()] == ["DELETE"]
    assert read(world.role) == ()
    assert world.told() == []


def test_an_entry_with_nothing_but_a_room_is_the_users_own(world: OutlookCalendarWorld) -> None:
    more = {**event_for("delete"), "attendees": [guest("room@meridian.example", kind="resource")]}
    case = Case(world, more)
    case.answer("delete")
    assert read(world.role) == ()


def test_an_own_entry_with_guests_by_now_is_not_deleted(world: OutlookCalendarWorld) -> None:
    case = Case(world, event_for("delete"))
    world.calendars.change(case.name, attendees=[guest(EMPLOYER)])
    with pytest.raises(Refused):
        case.answer("delete")
    assert world.writes() == []


def test_an_invitation_is_not_just_deleted(world: OutlookCalendarWorld) -> None:
    case = Case(world, {"attendees": [], "organizer": person(EMPLOYER)})
    with pytest.raises(Refused):
        case.answer("delete")
    assert world.writes() == []


# ---------------------------------------------------------------- what is gone, and what only seems so


@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
def test_what_is_gone_or_called_off_needs_no_answer(world: OutlookCalendarWorld, action: Action) -> None:
    for gone in (world.calendars.remove, world.calendars.cancel):
        case = Case(world, event_for(action))
        gone(case.name)
        assert case.answer(action).detail
        assert world.writes() == []


@pytest.mark.parametrize("found", ["as it was", "declined"])
@pytest.mark.parametrize("action", ["decline", "cancel", "delete"])
def test_what_lies_among_the_deleted_items_is_gone(
    world: OutlookCalendarWorld, action: Action, found: Literal["as it was", "declined"]
) -> None:
    world.calendars.quirks.found_again = found
    case = Case(world, event_for(action))
    assert case.answer(action, NOTE).detail == ""
    told = world.told()
    assert world.waited == []
    assert case.answer(action, NOTE).detail
    assert len(world.writes()) == 1
    assert world.told() == told


def test_a_series_that_lies_among_the_deleted_items_is_gone(world: OutlookCalendarWorld) -> None:
    world.calendars.quirks.found_again = "as it was"
    case = Case(world, SERIES)
    whole = replace(case.approved(comment=NOTE), recurrence_id=None)
    for _ in range(2):
        world.role.answer(whole)
    assert world.told() == [("declined", EMPLOYER)]


def test_what_was_put_into_another_calendar_is_answered_there(world: OutlookCalendarWorld) -> None:
    world.calendars.add_calendar("Jobs")
    case = Case(world)
    case.stands().entry.calendar = "own-1"
    case.answer(comment=NOTE)
    assert world.told() == [("declined", EMPLOYER)]


@pytest.mark.parametrize("hours", [0, 3, 24 * 90])
def test_an_event_that_was_made_anew_under_the_same_uid_is_not_taken_for_gone(
    world: OutlookCalendarWorld, hours: int
) -> None:
    case = Case(world)
    world.calendars.remove(case.name)
    again = {"subject": "Interview", "organizer": person(EMPLOYER), **times_of(NOON + timedelta(hours=hours))}
    world.calendars.add(again, uid=case.events[0].uid)
    with pytest.raises(Refused):
        case.answer()
    assert world.writes() == []


def test_an_all_day_event_is_answered(world: OutlookCalendarWorld) -> None:
    day = {"start": {"dateTime": "2026-11-24T00:00:00", "timeZone": "UTC"}, "isAllDay": True}
    case = Case(world, {**day, "end": {"dateTime": "2026-11-25T00:00:00", "timeZone": "UTC"}})
    assert case.events[0].all_day
    case.answer(comment=NOTE)
    assert world.told() == [("declined", EMPLOYER)]


@pytest.mark.parametrize("name", ["", "x", "mine/a", "mine//b", "mine/a/..", "own/a/b", "mine/a/b/c", "\0/a/b"])
def test_names_that_are_none_change_nothing(world: OutlookCalendarWorld, name: str) -> None:
    case = Case(world)
    with pytest.raises(Refused):
        world.role.answer(replace(case.approved(), provider_id=name))
    assert world.asked() == []


def test_an_id_that_means_something_in_an_address_leads_nowhere_else(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    for strange in ("mine/a/..%2F..%2Fmessages", "mine/a/x%3F$select=id", "mine/a/%2E%2E%2Fsend"):
        assert world.role.answer(replace(case.approved(), provider_id=strange, uid="nobody@x", start=None)).detail
    assert world.writes() == []


def test_the_action_none_is_nothing(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    assert world.role.answer(replace(answering(case.events[0]), action="none")).detail
    assert world.asked() == []


# ---------------------------------------------------------------- late and never


@pytest.mark.parametrize("lag", [1, 6, 25])
def test_an_answer_that_is_seen_late_is_waited_for(world: OutlookCalendarWorld, lag: float) -> None:
    world.calendars.quirks.lag = lag
    case = Case(world)
    assert case.answer(comment=NOTE).detail == ""
    assert lag <= sum(world.waited) <= 30
    assert world.told() == [("declined", EMPLOYER)]


def test_an_answer_that_is_seen_very_late_is_not_given_twice(world: OutlookCalendarWorld) -> None:
    world.calendars.quirks.lag = 90
    case = Case(world)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            case.answer(comment=NOTE)
    world.sim.timer.sleep(90)
    assert case.answer(comment=NOTE).detail
    assert world.told() == [("declined", EMPLOYER)]
    assert len(world.writes()) == 1


def test_an_answer_of_which_nothing_comes_is_not_called_given(world: OutlookCalendarWorld) -> None:
    world.calendars.quirks.drops_answer = True
    case = Case(world)
    with pytest.raises(OutcomeUnknown):
        case.answer(comment=NOTE)
    world.calendars.quirks.drops_answer = False
    world.rest()
    case.answer(comment=NOTE)
    assert world.told() == [("declined", EMPLOYER)]


def test_an_account_of_another_user_declines_for_nobody(world: OutlookCalendarWorld) -> None:
    case = Case(world)
    with pytest.raises(Refused):
        world.read_only.answer(case.approved())
    assert world.asked() == []
    assert USER not in str(case.events[0].provider_id)
