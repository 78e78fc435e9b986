"""Answers in Google calendars: the user's own entry alone, once, read back; refused for whom it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.base import OutcomeUnknown, Refused
from tests.connectors.google_calendar_case import COLLEAGUE, LATER, NOTE, SERIES, Case, assert_done
from tests.connectors.google_calendar_world import NOON, PEER, GoogleCalendarWorld, Json, stamp_of
from tests.contracts import EMPLOYER, USER, read
from tests.simulators.google.calendar_rules import Notice


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GoogleCalendarWorld]:
    with GoogleCalendarWorld(tmp_path) as made:
        yield made


# ---------------------------------------------------------------- declining


def test_a_decline_with_a_note_leaves_the_others_as_they_are(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    before = case.stands()
    receipt = case.answer(comment=NOTE)
    assert (receipt.ref, receipt.detail) == (case.events[0].provider_id, "")
    after = case.stands()
    assert after["attendees"][:2] == before["attendees"][:2]
    assert after["attendees"][2] == {"email": USER, "self": True, "responseStatus": "declined", "comment": NOTE}
    changing = {"attendees", "etag", "updated"}
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }


def test_the_organizer_is_told_once(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    case.answer(comment=NOTE)
    case.answer(comment=NOTE)
    assert world.calendars.notifications == [Notice("response", EMPLOYER, case.name, "declined", NOTE)]


def test_one_request_changes_and_the_result_is_read_back(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    case.answer(comment=NOTE)
    assert world.asked() == ["calendar.events.get", "calendar.events.patch", "calendar.events.get"]


def test_without_a_note_only_the_own_entry_is_spoken_of(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    assert case.answer().detail == ""
    assert case.body() == {"attendeesOmitted": True, "attendees": [{"email": USER, "responseStatus": "declined"}]}
    assert world.answers(case.name) == {EMPLOYER: "accepted", PEER: "tentative", USER: "declined"}


@pytest.mark.parametrize(
    "more",
    [{"guestsCanSeeOtherGuests": False},
     {"attendees": [*({"email": f"g{n}@example.com", "responseStatus": "accepted"} for n in range(201)),
                    {"email": USER, "responseStatus": "needsAction"}]}],
    ids=["hidden guests", "a crowd"],
)  # fmt: skip
def test_a_list_that_may_not_be_whole_is_never_written(world: GoogleCalendarWorld, more: Json) -> None:
    case = Case(world, more)
    receipt = case.answer(comment=NOTE)
    assert case.body()["attendeesOmitted"] is True
    assert world.answers(case.name)[USER] == "declined"
    assert "note" in receipt.detail  # Google drops it then, which is said


def test_a_guest_without_an_address_is_not_written_back(world: GoogleCalendarWorld) -> None:
    case = Case(world, {"attendees": [{"displayName": "Room"}, {"email": USER, "responseStatus": "accepted"}]})
    case.answer(comment=NOTE)
    assert case.body()["attendeesOmitted"] is True
    assert [guest["responseStatus"] for guest in case.stands()["attendees"][1:]] == ["declined"]


def test_where_guests_may_not_write_the_list_the_answer_still_goes(world: GoogleCalendarWorld) -> None:
    world.calendars.quirks.refuses_lists = True
    case = Case(world)
    assert "note" in case.answer(comment=NOTE).detail
    assert world.answers(case.name) == {EMPLOYER: "accepted", PEER: "tentative", USER: "declined"}
    assert world.calendars.notifications == [Notice("response", EMPLOYER, case.name, "declined")]


def test_where_the_list_is_dropped_in_silence_the_own_entry_goes_alone(world: GoogleCalendarWorld) -> None:
    world.calendars.quirks.drops_lists = True
    case = Case(world)
    assert "note" in case.answer(comment=NOTE).detail
    assert world.answers(case.name) == {EMPLOYER: "accepted", PEER: "tentative", USER: "declined"}
    assert world.calendars.notifications == [Notice("response", EMPLOYER, case.name, "declined")]


@pytest.mark.parametrize("fault", ["close-after-effect", "503 after-effect", "truncated"])
def test_a_fault_at_the_second_attempt_is_seen_to_be_done(world: GoogleCalendarWorld, fault: str) -> None:
    world.calendars.quirks.refuses_lists = True
    case = Case(world)
    world.sim.faults.add("events.patch", fault, skip=1)
    assert "note" in case.answer(comment=NOTE).detail
    assert len(world.writes()) == 2
    assert_done(case, "decline")


@pytest.mark.parametrize("fault", ["403 forbidden", 400])
def test_what_google_does_not_let_us_do_is_refused(world: GoogleCalendarWorld, fault: str | int) -> None:
    case = Case(world)
    world.sim.faults.add("events.patch", fault, times=10)
    with pytest.raises(Refused):
        case.answer(comment=NOTE)
    assert len(world.writes()) == 2
    assert world.answers(case.name)[USER] == "needsAction"


def test_a_note_that_is_kept_is_not_said_to_be_lost(world: GoogleCalendarWorld) -> None:
    world.calendars.quirks.drops_comment = False
    case = Case(world, {"guestsCanSeeOtherGuests": False})
    assert case.answer(comment=NOTE).detail == ""


def test_an_alias_answers_for_itself(world: GoogleCalendarWorld) -> None:
    alias = {"email": "sam.lee@alias.example", "self": True, "responseStatus": "accepted"}
    for comment in (None, NOTE):
        case = Case(world, {"attendees": [{"email": EMPLOYER, "responseStatus": "accepted"}, alias]})
        event = next(event for event in case.events if event.provider_id.endswith(case.name))
        case.answer(comment=comment, event=event)
        assert world.answers(case.name) == {EMPLOYER: "accepted", "sam.lee@alias.example": "declined"}


def test_one_occurrence_is_declined_and_the_series_stands(world: GoogleCalendarWorld) -> None:
    case = Case(world, SERIES)
    case.answer(comment=NOTE, event=case.events[1])
    assert [event.attendees[2].partstat for event in read(world.role)] == ["needs-action", "declined", "needs-action"]
    assert world.answers(case.name)[USER] == "needsAction"


def test_an_occurrence_that_was_moved_before_is_declined_where_it_is(world: GoogleCalendarWorld) -> None:
    case = Case(world, SERIES)
    world.calendars.add_exception("primary", case.name, stamp_of(NOON), LATER)
    case.events = read(world.role)
    case.answer(event=case.events[0])
    after = read(world.role)
    assert [event.attendees[2].partstat for event in after] == ["declined", "needs-action", "needs-action"]
    assert after[0].start == NOON + timedelta(hours=3)


def test_a_series_is_declined_as_a_whole(world: GoogleCalendarWorld) -> None:
    case = Case(world, SERIES)
    world.role.answer(replace(case.approved(comment=NOTE), recurrence_id=None))
    assert {event.attendees[2].partstat for event in read(world.role)} == {"declined"}
    assert world.answers(case.name) == {EMPLOYER: "accepted", PEER: "tentative", USER: "declined"}


def test_an_event_that_has_become_a_series_is_not_answered_as_a_whole(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    world.calendars.change("primary", case.name, SERIES)
    with pytest.raises(Refused, match="become a series"):
        case.answer(comment=NOTE)
    assert world.writes() == []


def test_what_was_put_into_another_calendar_is_not_taken_for_gone(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    kept = case.stands()
    world.calendars.purge("primary", case.name)
    world.calendars.add(world.share("private@group.calendar.google.com", "Private"), kept)
    with pytest.raises(Refused, match="moved meanwhile"):
        case.answer(comment=NOTE)
    assert world.writes() == []


def test_what_was_declined_already_is_left_alone(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    entries = case.stands()["attendees"]
    entries[2]["responseStatus"] = "declined"
    world.calendars.change("primary", case.name, {"attendees": entries, **LATER})
    assert case.answer(comment=NOTE).detail
    assert world.writes() == []


def test_who_was_asked_through_a_group_declines_nothing(world: GoogleCalendarWorld) -> None:
    case = Case(world, {"attendees": [{"email": "all@meridian.example", "responseStatus": "needsAction"}]})
    with pytest.raises(Refused, match="not among"):
        case.answer(comment=NOTE)
    assert world.writes() == []


@pytest.mark.parametrize("comment", [None, NOTE])
def test_an_address_of_the_users_that_google_does_not_know_as_such_is_not_answered(
    world: GoogleCalendarWorld, comment: str | None
) -> None:
    case = Case(
        world, {"attendees": [{"email": EMPLOYER}, {"email": "other@example.net", "responseStatus": "accepted"}]}
    )
    with pytest.raises(Refused):
        case.answer(comment=comment)
    assert world.writes() == []


@pytest.mark.parametrize("comment", [None, NOTE])
def test_in_a_colleagues_calendar_the_user_is_not_answered_for_either(
    world: GoogleCalendarWorld, comment: str | None
) -> None:
    world.share(COLLEAGUE, "Kim", "writer")
    case = Case(world, {"attendees": [{"email": COLLEAGUE}, {"email": USER, "responseStatus": "accepted"}]}, COLLEAGUE)
    with pytest.raises(Refused):
        case.answer(comment=comment)
    assert world.writes() == []


def test_nobody_answers_for_a_colleague(world: GoogleCalendarWorld) -> None:
    world.share(COLLEAGUE, "Kim", "writer")
    guests = [{"email": EMPLOYER, "responseStatus": "accepted"}, {"email": COLLEAGUE, "responseStatus": "accepted"}]
    case = Case(world, {"attendees": guests}, COLLEAGUE)
    for action in ("decline", "cancel", "delete"):
        with pytest.raises(Refused):
            case.answer(action)
    assert world.writes() == []


def test_an_event_that_a_colleague_organises_is_not_cancelled(world: GoogleCalendarWorld) -> None:
    world.share(COLLEAGUE, "Kim", "writer")
    case = Case(world, {"organizer": {"email": COLLEAGUE}}, COLLEAGUE)
    with pytest.raises(Refused):
        case.answer("cancel")
    assert world.writes() == []


def test_an_answer_that_google_drops_is_not_called_given(world: GoogleCalendarWorld) -> None:
    world.calendars.quirks.drops_answer = True
    case = Case(world)
    with pytest.raises(OutcomeUnknown):
        case.answer()


def test_answers_of_others_that_are_lost_are_told(world: GoogleCalendarWorld) -> None:
    world.calendars.quirks.resets_others = True
    case = Case(world)
    assert "other guests" in case.answer(comment=NOTE).detail


# ---------------------------------------------------------------- cancelling and deleting


def test_the_organizer_cancels_and_everybody_is_told(world: GoogleCalendarWorld) -> None:
    case = Case(world, {"organizer": {"email": USER}})
    assert case.answer("cancel").ref
    assert case.stands()["status"] == "cancelled"
    assert world.calendars.notifications == [Notice("cancelled", to, case.name) for to in (EMPLOYER, PEER)]
    world.sim.requests.clear()
    assert case.answer("cancel").detail
    assert world.writes() == []


def test_a_calendar_of_the_users_own_may_be_the_organizer(world: GoogleCalendarWorld) -> None:
    team = world.share("team@group.calendar.google.com", "Team")
    case = Case(world, {"organizer": {"email": team}}, team)
    case.answer("cancel")
    assert world.calendars.event(case.name, team)["status"] == "cancelled"


def test_one_occurrence_is_cancelled_and_the_others_stand(world: GoogleCalendarWorld) -> None:
    case = Case(world, {**SERIES, "organizer": {"email": USER}})
    case.answer("cancel", event=case.events[1])
    assert [event.start for event in read(world.role) if event.status != "cancelled"] == [
        case.events[0].start,
        case.events[2].start,
    ]
    assert {notice.to for notice in world.calendars.notifications} == {EMPLOYER, PEER}


def test_an_own_entry_is_deleted_without_a_word(world: GoogleCalendarWorld) -> None:
    case = Case(world, {"attendees": [], "organizer": {"email": USER}})
    case.answer("delete")
    (record,) = world.writes()
    assert (record.id, record.query) == ("calendar.events.delete", "sendUpdates=none")
    assert read(world.role) == ()
    assert world.calendars.notifications == []


def test_an_event_made_of_mail_is_deleted_and_not_declined(world: GoogleCalendarWorld) -> None:
    case = Case(world, {"eventType": "fromGmail", "attendees": []})
    with pytest.raises(Refused):
        case.answer("decline")
    assert world.writes() == []
    case.answer("delete")
    assert read(world.role) == ()
    assert world.calendars.notifications == []


def test_an_own_entry_with_guests_by_now_is_not_deleted(world: GoogleCalendarWorld) -> None:
    case = Case(world, {"attendees": [], "organizer": {"email": USER}})
    world.calendars.change("primary", case.name, {"attendees": [{"email": EMPLOYER, "responseStatus": "needsAction"}]})
    with pytest.raises(Refused):
        case.answer("delete")
    assert case.stands()["status"] == "confirmed"
