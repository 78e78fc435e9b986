"""Calendars of the simulator."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest

from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.client import INBOX, RAW, Client, error


def meeting(sim: OutlookSim, **more: Any) -> str:
    """An invitation of Robin's."""
    event = {
        "subject": "Interview",
        "start": {"dateTime": "2026-11-23T10:00:00", "timeZone": "W. Europe Standard Time"},
        "end": {"dateTime": "2026-11-23T11:00:00", "timeZone": "W. Europe Standard Time"},
        "organizer": {"emailAddress": {"name": "Robin", "address": "robin@firm.example"}},
        "attendees": [
            {"type": "required", "emailAddress": {"name": "Alex", "address": "alex@example.com"}, "status": {"response": "none"}}
        ],
        **more,
    }  # fmt: skip
    return sim.calendars.add(event)


def view(client: Client, prefer: str = "", calendar: str = "") -> list[Any]:
    where = f"/me/calendars/{calendar}/calendarView" if calendar else "/me/calendarView"
    found = client.get(
        where, prefer, startDateTime="2026-11-20T00:00:00Z", endDateTime="2027-01-20T00:00:00Z", top="50"
    )
    values: list[Any] = found["value"]
    return values


WEEKLY = {
    "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"]},
    "range": {"type": "numbered", "startDate": "2026-11-23", "numberOfOccurrences": 4},
}


def test_a_view_is_in_the_zone_asked_for_and_keeps_the_original(sim: OutlookSim, client: Client) -> None:
    meeting(sim, onlineMeeting={"joinUrl": "https://teams.example/1"})
    (seen,) = view(client, 'outlook.timezone="UTC"')
    assert seen["start"] == {"dateTime": "2026-11-23T09:00:00.0000000", "timeZone": "UTC"}
    assert seen["originalStartTimeZone"] == "W. Europe Standard Time"
    assert (seen["type"], seen["isOrganizer"], seen["responseStatus"]["response"]) == (
        "singleInstance",
        False,
        "notResponded",
    )
    assert seen["onlineMeeting"]["joinUrl"] == "https://teams.example/1"


def test_occurrences_have_their_own_ids_and_uids(sim: OutlookSim, client: Client) -> None:
    series = meeting(sim, recurrence=WEEKLY)
    moved = sim.calendars.occurrence(series, date(2026, 11, 30))
    sim.calendars.change(moved, start={"dateTime": "2026-12-01T10:00:00", "timeZone": "UTC"},
                         end={"dateTime": "2026-12-01T11:00:00", "timeZone": "UTC"})  # fmt: skip
    found = view(client)
    assert [one["type"] for one in found] == ["occurrence", "exception", "occurrence", "occurrence"]
    assert {one["seriesMasterId"] for one in found} == {series}
    assert len({one["iCalUId"] for one in found}) == 4
    assert found[1]["originalStart"] == "2026-11-30T09:00:00Z"
    instances = client.get(
        f"/me/events/{series}/instances", startDateTime="2026-11-20T00:00:00Z", endDateTime="2026-12-05T00:00:00Z"
    )
    assert len(instances["value"]) == 2


def test_a_declined_meeting_leaves_the_calendar_and_the_organizer_is_told(sim: OutlookSim, client: Client) -> None:
    id = meeting(sim)
    assert client.post(f"/me/events/{id}/decline", {"comment": "Sorry.", "sendResponse": True}).status_code == 202
    assert [(one.kind, one.to, one.comment) for one in sim.calendars.notifications] == [
        ("declined", "robin@firm.example", "Sorry.")
    ]
    assert error(client.ask("GET", f"/me/events/{id}")) == (404, "ErrorItemNotFound")
    assert view(client) == []


def test_one_occurrence_is_declined_and_the_others_stay(sim: OutlookSim, client: Client) -> None:
    series = meeting(sim, recurrence=WEEKLY)
    client.post(f"/me/events/{view(client)[1]['id']}/decline", {"sendResponse": False})
    assert len(view(client)) == 3
    assert sim.calendars.notifications == []
    assert client.get(f"/me/events/{series}")["type"] == "seriesMaster"


def test_what_decline_refuses(sim: OutlookSim, client: Client) -> None:
    theirs, own = meeting(sim), meeting(sim, organizer=None)
    unasked, fixed = meeting(sim, responseRequested=False), meeting(sim, allowNewTimeProposals=False)
    slot = {"start": {"dateTime": "2026-12-01T10:00:00", "timeZone": "UTC"}, "end": {"dateTime": "2026-12-01T11:00:00", "timeZone": "UTC"}}  # fmt: skip
    for id, body in (
        (theirs, {"comment": "x", "sendResponse": False}),
        (own, {"sendResponse": True}),
        (unasked, {"comment": "x"}),
        (fixed, {"proposedNewTime": slot}),
    ):
        assert client.post(f"/me/events/{id}/decline", body).status_code == 400
    assert sim.calendars.notifications == []
    assert len(view(client)) == 4


def test_only_the_organizer_cancels_and_deleting_ones_own_copy_tells_nobody(sim: OutlookSim, client: Client) -> None:
    theirs, own = meeting(sim), meeting(sim, organizer=None)
    refused = client.post(f"/me/events/{theirs}/cancel", {"comment": "x"})
    assert "need to be an organizer" in refused.json()["error"]["message"]
    assert client.ask("DELETE", f"/me/events/{theirs}").status_code == 204
    assert sim.calendars.notifications == []
    assert client.post(f"/me/events/{own}/cancel", {"Comment": "Called off."}).status_code == 202
    assert sim.calendars.notifications[0].kind == "cancelled"
    assert view(client) == []


def test_patching_ones_own_answer_declines_nothing(sim: OutlookSim, client: Client) -> None:
    id = meeting(sim)
    client.ask("PATCH", f"/me/events/{id}", {"attendees": [], "showAs": "free"})
    seen = client.get(f"/me/events/{id}")
    assert (len(seen["attendees"]), seen["showAs"]) == (1, "free")


def test_an_invitation_comes_with_its_event(sim: OutlookSim, client: Client) -> None:
    event = meeting(sim)
    sim.mailbox.deliver(RAW, event=event)
    found, _ = client.walk(INBOX, select="subject", expand="microsoft.graph.eventMessage/event")
    assert found[0]["@odata.type"] == "#microsoft.graph.eventMessageRequest"
    assert found[0]["event"]["id"] == event
    sim.calendars.remove(event)
    assert client.walk(INBOX, expand="microsoft.graph.eventMessage/event")[0][0]["event"] is None


def test_other_calendars_are_listed_and_read(sim: OutlookSim, client: Client) -> None:
    other = sim.calendars.add_calendar("Job search")
    sim.calendars.add({"start": {"dateTime": "2026-11-24T00:00:00", "timeZone": "UTC"}, "end": {"dateTime": "2026-11-25T00:00:00", "timeZone": "UTC"}, "isAllDay": True}, other)  # fmt: skip
    assert [one["name"] for one in client.get("/me/calendars")["value"]] == ["Calendar", "Job search"]
    (seen,) = view(client, 'outlook.timezone="Pacific Standard Time"', quote(other))
    assert seen["start"]["dateTime"] == "2026-11-24T00:00:00.0000000"
    assert view(client) == []


INVITATION = b"""From: Robin <robin@firm.example>\r
To: alex@example.com\r
Subject: Interview\r
Message-ID: <invite@firm.example>\r
Content-Type: text/calendar; method=REQUEST; charset=utf-8\r
\r
BEGIN:VCALENDAR\r
PRODID:-//x//y\r
VERSION:2.0\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:abc@firm.example\r
SUMMARY:Interview\r
DTSTART;TZID=Europe/Berlin:20261123T100000\r
DTEND;TZID=Europe/Berlin:20261123T110000\r
ORGANIZER;CN=Robin:mailto:robin@firm.example\r
ATTENDEE;CN=Alex;PARTSTAT=NEEDS-ACTION:mailto:alex@example.com\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_an_invitation_by_mail_makes_an_entry_and_its_cancellation_marks_it(sim: OutlookSim, client: Client) -> None:
    message, event = sim.invite(INVITATION)
    seen = client.get(f"/me/messages/{message}", expand="microsoft.graph.eventMessage/event")
    assert (seen["meetingMessageType"], seen["event"]["id"]) == ("meetingRequest", event)
    assert seen["event"]["iCalUId"] == "abc@firm.example"
    assert view(client)[0]["start"]["dateTime"] == "2026-11-23T09:00:00.0000000"
    assert sim.invite(INVITATION.replace(b"20261123", b"20261124"))[1] == event
    gone, _ = sim.invite(INVITATION.replace(b"REQUEST", b"CANCEL"))
    assert client.get(f"/me/messages/{gone}")["meetingMessageType"] == "meetingCancelled"
    (entry,) = view(client)
    assert entry["isCancelled"]
    assert entry["start"]["dateTime"] == "2026-11-24T09:00:00.0000000"


def test_a_series_from_a_calendar_file_is_expanded(sim: OutlookSim, client: Client) -> None:
    rule = b"RRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT"
    accepted = INVITATION.replace(b"NEEDS-ACTION", b"ACCEPTED").replace(b"END:VEVENT", rule)
    sim.invite(accepted)
    assert [one["start"]["dateTime"][:10] for one in view(client)] == ["2026-11-23", "2026-11-30", "2026-12-07"]
    assert {one["responseStatus"]["response"] for one in view(client)} == {"accepted"}
    first = view(client)[0]["iCalUId"]
    assert b"vCal-Uid".hex().upper() in first
    assert first != "abc@firm.example"


def test_an_event_of_an_old_revision_is_not_deleted(sim: OutlookSim, client: Client) -> None:
    id = meeting(sim)
    client.headers["If-Match"] = client.get(f"/me/events/{id}")["@odata.etag"]
    before = sim.calendars.snapshot()
    sim.calendars.change(id, subject="Moved")
    assert client.ask("DELETE", f"/me/events/{id}").status_code == 412
    assert len(view(client)) == 1
    assert sim.calendars.snapshot() != before


MONTHS = [
    (
        {"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["tuesday"], "index": "last"},
        ["2026-11-24", "2026-12-29"],
    ),
    ({"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 24}, ["2026-11-24", "2026-12-24"]),
    ({"type": "daily", "interval": 30}, ["2026-11-24", "2026-12-24"]),
]


@pytest.mark.parametrize(("pattern", "days"), MONTHS, ids=["relative", "absolute", "days"])
def test_patterns_give_their_days(pattern: Any, days: list[str], sim: OutlookSim, client: Client) -> None:
    span = {"type": "endDate", "startDate": "2026-11-24", "endDate": "2026-12-31"}
    start = {"dateTime": "2026-11-24T10:00:00", "timeZone": "UTC"}
    meeting(
        sim,
        start=start,
        end={**start, "dateTime": "2026-11-24T11:00:00"},
        recurrence={"pattern": pattern, "range": span},
    )
    assert [one["start"]["dateTime"][:10] for one in view(client)] == days


def test_a_calendar_that_is_only_shown_is_not_changed(sim: OutlookSim, client: Client) -> None:
    theirs = sim.calendars.add_calendar("Team", can_edit=False, owner={"name": "Kim", "address": "kim@firm.example"})
    day = {"dateTime": "2026-11-24T00:00:00", "timeZone": "UTC"}
    id = sim.calendars.add(
        {"start": day, "end": day, "organizer": {"emailAddress": {"name": "Kim", "address": "kim@firm.example"}}},
        theirs,
    )
    assert error(client.post(f"/me/events/{id}/decline", {})) == (403, "ErrorAccessDenied")
    assert client.ask("DELETE", f"/me/events/{id}").status_code == 403


def test_of_the_event_of_an_invitation_only_what_is_asked_for_is_given(sim: OutlookSim, client: Client) -> None:
    id = sim.mailbox.deliver(RAW, event=meeting(sim))
    cast = "subject,microsoft.graph.eventMessage/meetingMessageType"
    seen = client.get(
        f"/me/messages/{id}", select=cast, expand="microsoft.graph.eventMessage/event($select=start,iCalUId)"
    )
    assert seen["meetingMessageType"] == "meetingRequest"
    assert set(seen["event"]) == {"id", "@odata.etag", "start", "iCalUId"}
