"""The simulated Google Calendar does what the real one is documented, or was seen, to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.simulators.google import GoogleSim
from tests.simulators.google.calendar_rules import Notice
from tests.simulators.google.calendar_state import at

USER = "alex@example.com"
BOSS = "joanne@meridian.example"
PEER = "peer@meridian.example"
NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
SCOPES = (
    "https://www.googleapis.com/auth/calendar.events",
    "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
)
Json = dict[str, Any]


def invited(**more: Any) -> Json:
    """An interview at noon in New York, with the user and two others."""
    return {
        "start": at(NOON, "America/New_York"),
        "organizer": {"email": BOSS},
        "attendees": [
            {"email": BOSS, "organizer": True, "responseStatus": "accepted"},
            {"email": PEER, "responseStatus": "tentative"},
            {"email": USER, "responseStatus": "needsAction"},
        ],
        **more,
    }


class Client:
    """Asks the simulator as any HTTP client would."""

    def __init__(self, sim: GoogleSim, http: httpx.Client) -> None:
        self.sim = sim
        self._http = http
        self._token = sim.grant(SCOPES)["access_token"]

    def ask(self, verb: str, path: str, body: Json | None = None, etag: str = "", **query: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token}", **({"If-Match": etag} if etag else {})}
        query = {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
        return self._http.request(
            verb, f"{self.sim.base}/calendar/v3{path}", params=query, json=body, headers=headers
        )  # fmt: skip

    def get(self, path: str = "/calendars/primary/events", **query: Any) -> Json:
        answer = self.ask("GET", path, **query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def items(self, **query: Any) -> list[Json]:
        return list(self.get(**query)["items"])

    def event(self, name: str, **query: Any) -> Json:
        return self.get(f"/calendars/primary/events/{name}", **query)

    def patch(self, name: str, body: Json, etag: str = "", **query: Any) -> httpx.Response:
        return self.ask("PATCH", f"/calendars/primary/events/{name}", body, etag, **query)

    def delete(self, name: str, **query: Any) -> httpx.Response:
        return self.ask("DELETE", f"/calendars/primary/events/{name}", **query)

    def answers(self, name: str) -> Json:
        return {entry["email"]: entry["responseStatus"] for entry in self.event(name).get("attendees", ())}


@pytest.fixture
def sim() -> Iterator[GoogleSim]:
    with GoogleSim() as started:
        yield started


@pytest.fixture
def client(sim: GoogleSim) -> Iterator[Client]:
    with httpx.Client(trust_env=False) as http:
        yield Client(sim, http)


def reason(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


# ---------------------------------------------------------------- calendars


def test_the_list_of_calendars_hides_what_is_hidden(sim: GoogleSim, client: Client) -> None:
    sim.calendars.add_calendar("team@group.calendar.google.com", "Team", "reader", selected=False)
    sim.calendars.add_calendar("old@group.calendar.google.com", "Old", hidden=True)
    first, second = client.get("/users/me/calendarList")["items"]
    assert (first["id"], first["primary"], first["accessRole"], first["selected"]) == (USER, True, "owner", True)
    assert (second["accessRole"], "selected" in second) == ("reader", False)
    assert len(client.get("/users/me/calendarList", showHidden=True)["items"]) == 3
    assert len(client.get("/users/me/calendarList", minAccessRole="writer")["items"]) == 1


def test_the_list_of_calendars_tells_what_changed(sim: GoogleSim, client: Client) -> None:
    token = client.get("/users/me/calendarList")["nextSyncToken"]
    assert client.get("/users/me/calendarList", syncToken=token)["items"] == []
    sim.calendars.add_calendar("new@group.calendar.google.com", "New")
    sim.calendars.change_calendar("primary", deleted=True)
    changed = client.get("/users/me/calendarList", syncToken=token)["items"]
    assert [(entry["id"], entry.get("deleted", False)) for entry in changed] == [
        (USER, True),
        ("new@group.calendar.google.com", False),
    ]
    answer = client.ask("GET", "/users/me/calendarList", syncToken=token, minAccessRole="owner")
    assert reason(answer) == (400, "invalid")
    sim.calendars.expire_sync_tokens()
    assert reason(client.ask("GET", "/users/me/calendarList", syncToken=token)) == (410, "fullSyncRequired")


# ---------------------------------------------------------------- listing


def test_times_are_shown_in_the_calendars_zone_and_name_the_events(sim: GoogleSim, client: Client) -> None:
    sim.calendars.add(event={"start": {"dateTime": "2026-11-24T10:00:00", "timeZone": "Europe/Berlin"}})
    (event,) = client.items()
    assert event["start"] == {"dateTime": "2026-11-24T04:00:00-05:00", "timeZone": "Europe/Berlin"}
    (event,) = client.items(timeZone="UTC")
    assert event["end"] == {"dateTime": "2026-11-24T10:00:00Z", "timeZone": "Europe/Berlin"}


def test_the_window_bounds_ends_and_starts(sim: GoogleSim, client: Client) -> None:
    sim.calendars.add(event={"start": at(NOON)})
    assert len(client.items(timeMin="2026-11-24T17:59:59Z", timeMax="2026-11-25T00:00:00Z")) == 1
    assert client.items(timeMin="2026-11-24T18:00:00Z") == []
    assert client.items(timeMax="2026-11-24T17:00:00Z") == []
    wrong = client.ask(
        "GET", "/calendars/primary/events", timeMin="2026-11-25T00:00:00Z", timeMax="2026-11-24T00:00:00Z"
    )
    assert reason(wrong) == (400, "timeRangeEmpty")


def test_a_series_is_expanded_with_its_exceptions(sim: GoogleSim, client: Client) -> None:
    weekly = {"start": at(datetime(2026, 10, 20, 16, tzinfo=UTC), "America/New_York"),
              "recurrence": ["RRULE:FREQ=WEEKLY;UNTIL=20261201", "EXDATE;TZID=America/New_York:20261027T120000"]}  # fmt: skip
    series = sim.calendars.add(event=invited(**weekly))
    moved = sim.calendars.add_exception(
        "primary", series, at(datetime(2026, 11, 10, 17, tzinfo=UTC)), {"start": at(NOON), "end": at(NOON)}
    )
    sim.calendars.cancel("primary", f"{series}_20261117T170000Z")
    found = client.items(singleEvents=True, orderBy="startTime")
    assert [event["start"]["dateTime"] for event in found] == [
        "2026-10-20T12:00:00-04:00",
        "2026-11-03T12:00:00-05:00",  # the hour of the wall stays when the clocks change
        "2026-11-24T12:00:00-05:00",
        "2026-11-24T12:00:00-05:00",
        "2026-12-01T12:00:00-05:00",
    ]
    assert moved in {event["id"] for event in found}
    assert all(event["recurringEventId"] == series and "recurrence" not in event for event in found)
    gone = client.event(f"{series}_20261117T170000Z")
    assert set(gone) == {"kind", "etag", "id", "status", "recurringEventId", "originalStartTime"}
    masters = client.items()
    assert [event["id"] for event in masters] == [series, moved, gone["id"]]
    assert client.ask("GET", f"/calendars/primary/events/{series}_20261027T160000Z").status_code == 404


def test_instances_are_found_by_their_original_start(sim: GoogleSim, client: Client) -> None:
    series = sim.calendars.add(event={"start": at("2026-11-20"), "recurrence": ["RRULE:FREQ=DAILY;COUNT=4"]})
    path = f"/calendars/primary/events/{series}/instances"
    assert [event["id"] for event in client.get(path)["items"]] == [f"{series}_202611{day}" for day in (20, 21, 22, 23)]
    (one,) = client.get(path, originalStart="2026-11-22")["items"]
    assert (one["start"], one["end"]) == ({"date": "2026-11-22"}, {"date": "2026-11-23"})


def test_kinds_uids_and_deleted_events_are_selected(sim: GoogleSim, client: Client) -> None:
    one = sim.calendars.add(event={"start": at(NOON), "iCalUID": "uid@meridian.example"})
    mail = sim.calendars.add(event={"start": at(NOON), "eventType": "fromGmail"})
    sim.calendars.cancel("primary", one)
    assert [event["id"] for event in client.items()] == [mail]
    assert client.items(eventTypes="default") == []
    assert [event["id"] for event in client.items(iCalUID="uid@meridian.example", showDeleted=True)] == [one]


def test_pages_follow_each_other_and_only_the_last_has_a_sync_token(sim: GoogleSim, client: Client) -> None:
    for _ in range(5):
        sim.calendars.add(event={"start": at(NOON)})
    first = client.get(maxResults=2)
    second = client.get(maxResults=2, pageToken=first["nextPageToken"])
    third = client.get(maxResults=2, pageToken=second["nextPageToken"])
    assert [len(page["items"]) for page in (first, second, third)] == [2, 2, 1]
    assert ["nextSyncToken" in page for page in (first, second, third)] == [False, False, True]
    other = client.ask("GET", "/calendars/primary/events", pageToken=first["nextPageToken"], showDeleted=True)
    assert reason(other) == (400, "invalid")


def test_an_ordered_listing_has_no_sync_token(sim: GoogleSim, client: Client) -> None:
    assert "nextSyncToken" not in client.get(singleEvents=True, orderBy="startTime")
    assert reason(client.ask("GET", "/calendars/primary/events", orderBy="startTime")) == (400, "invalid")
    sim.calendars.quirks.no_sync_token = True
    assert "nextSyncToken" not in client.get()


def test_a_sync_token_tells_what_changed_even_what_is_gone(sim: GoogleSim, client: Client) -> None:
    one, two = (sim.calendars.add(event={"start": at(NOON)}) for _ in range(2))
    token = client.get()["nextSyncToken"]
    assert client.items(syncToken=token) == []
    sim.calendars.purge("primary", two)
    sim.calendars.change("primary", one, {"summary": "Moved"})
    page = client.get(syncToken=token)
    assert [(event["id"], event["status"], "summary" in event) for event in page["items"]] == [
        (one, "confirmed", True),
        (two, "cancelled", False),
    ]
    assert client.items(syncToken=page["nextSyncToken"]) == []


@pytest.mark.parametrize(
    "query",
    [{"timeMin": "2026-11-24T00:00:00Z"}, {"timeMax": "2026-11-24T00:00:00Z"}, {"orderBy": "updated"}, {"q": "x"},
     {"iCalUID": "x"}, {"updatedMin": "2026-11-20T00:00:00Z"}, {"privateExtendedProperty": "a=b"},
     {"sharedExtendedProperty": "a=b"}, {"showDeleted": False}, {"singleEvents": True}, {"eventTypes": "default"}],
)  # fmt: skip
def test_what_may_not_stand_beside_a_sync_token_is_a_bad_request(client: Client, query: Json) -> None:
    token = client.get()["nextSyncToken"]
    assert reason(client.ask("GET", "/calendars/primary/events", syncToken=token, **query)) == (400, "invalid")


@pytest.mark.parametrize("why", ["fullSyncRequired", "updatedMinTooLongAgo"])
def test_an_expired_sync_token_is_gone(sim: GoogleSim, client: Client, why: str) -> None:
    token = client.get()["nextSyncToken"]
    sim.calendars.expire_sync_tokens(why)
    assert reason(client.ask("GET", "/calendars/primary/events", syncToken=token)) == (410, why)
    assert reason(client.ask("GET", "/calendars/primary/events", syncToken="rubbish")) == (400, "invalid")


def test_a_field_mask_cuts_the_answer(sim: GoogleSim, client: Client) -> None:
    sim.calendars.add(event=invited())
    page = client.get(fields="items(id,attendees/email,start/dateTime),nextSyncToken")
    assert set(page) == {"items", "nextSyncToken"}
    assert page["items"][0]["attendees"][2] == {"email": USER}
    assert set(page["items"][0]) == {"id", "attendees", "start"}


def test_guests_beyond_the_number_asked_for_are_left_out(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited())
    found = client.event(name, maxAttendees=1)
    assert ([entry["email"] for entry in found["attendees"]], found["attendeesOmitted"]) == ([USER], True)
    assert "attendeesOmitted" not in client.event(name)


def test_a_calendar_for_busy_times_shows_nothing_else(sim: GoogleSim, client: Client) -> None:
    sim.calendars.add_calendar("boss@example.com", "Boss", "freeBusyReader")
    sim.calendars.add("boss@example.com", invited())
    (event,) = client.get("/calendars/boss@example.com/events")["items"]
    assert "summary" not in event
    assert "attendees" not in event


# ---------------------------------------------------------------- answering


def test_the_own_answer_alone_is_changed(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited())
    body = {"attendeesOmitted": True, "attendees": [{"email": USER, "responseStatus": "declined", "comment": "Sorry"}]}
    answer = client.patch(name, body, sendUpdates="all")
    assert answer.status_code == 200
    assert client.answers(name) == {BOSS: "accepted", PEER: "tentative", USER: "declined"}
    assert sim.calendars.notifications == [Notice("response", BOSS, name, "declined", "")]
    assert "comment" not in client.event(name)["attendees"][2]  # lost beside attendeesOmitted


def test_an_answer_without_updates_sends_no_mail(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited())
    body = {"attendeesOmitted": True, "attendees": [{"email": USER, "responseStatus": "declined"}]}
    client.patch(name, body)
    assert client.answers(name)[USER] == "declined"
    assert sim.calendars.notifications == []


def test_only_outsiders_are_told_where_that_was_asked(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited(organizer={"email": USER}))
    sim.calendars.outside = {PEER}
    client.delete(name, sendUpdates="externalOnly")
    assert sim.calendars.notifications == [Notice("cancelled", PEER, name)]


def test_another_address_than_the_own_entrys_changes_nothing(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited())
    before = client.event(name)
    body = {"attendeesOmitted": True, "attendees": [{"email": BOSS, "responseStatus": "declined"}]}
    assert client.patch(name, body, sendUpdates="all").json() == before
    assert sim.calendars.notifications == []


def test_a_plain_patch_replaces_everybody(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited())
    client.patch(
        name, {"attendees": [{"email": USER, "responseStatus": "declined", "comment": "Sorry"}, {"email": PEER}]}
    )
    assert client.answers(name) == {USER: "declined", PEER: "needsAction"}
    own, _ = client.event(name)["attendees"]
    assert (own["self"], own["comment"]) == (True, "Sorry")


def test_a_whole_list_with_the_own_entry_changed_carries_a_comment(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited())
    event = client.event(name)
    event["attendees"][2].update(responseStatus="declined", comment="Sorry")
    client.patch(name, {"attendees": event["attendees"]}, etag=event["etag"], sendUpdates="all")
    assert client.answers(name) == {BOSS: "accepted", PEER: "tentative", USER: "declined"}
    assert sim.calendars.notifications == [Notice("response", BOSS, name, "declined", "Sorry")]


def test_an_alias_is_the_own_entry(sim: GoogleSim, client: Client) -> None:
    alias = {"email": "alias@example.com", "responseStatus": "needsAction", "self": True}
    name = sim.calendars.add(event=invited(attendees=[{"email": BOSS, "responseStatus": "accepted"}, alias]))
    body = {"attendeesOmitted": True, "attendees": [{"email": "alias@example.com", "responseStatus": "declined"}]}
    client.patch(name, body)
    assert client.answers(name)["alias@example.com"] == "declined"


def test_a_guests_edits_are_accepted_and_dropped(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited())
    answer = client.patch(name, {"summary": "Mine now", "status": "cancelled", "colorId": "3"}, sendUpdates="all")
    assert answer.status_code == 200
    event = client.event(name)
    assert (event["summary"], event["status"], event["colorId"]) == ("Interview", "confirmed", "3")
    assert sim.calendars.notifications == []


def test_a_guest_may_be_refused_to_write_the_list(sim: GoogleSim, client: Client) -> None:
    sim.calendars.quirks.refuses_lists = True
    name = sim.calendars.add(event=invited())
    body = {"attendees": [{"email": USER, "responseStatus": "declined"}]}
    assert reason(client.patch(name, body)) == (403, "forbiddenForNonOrganizer")
    assert client.patch(name, {**body, "attendeesOmitted": True}).status_code == 200
    assert client.answers(name) == {BOSS: "accepted", PEER: "tentative", USER: "declined"}


def test_an_organizers_edits_count(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited(organizer={"email": USER}))
    client.patch(name, {"start": at(NOON.replace(hour=16))}, sendUpdates="all")
    assert client.event(name)["sequence"] == 1
    assert [(notice.kind, notice.to) for notice in sim.calendars.notifications] == [
        ("updated", BOSS),
        ("updated", PEER),
    ]


def test_an_outdated_etag_fails_the_precondition(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited())
    etag = client.event(name)["etag"]
    sim.calendars.before("calendar.events.patch", lambda: sim.calendars.change("primary", name, {"location": "Room 5"}))
    assert reason(client.patch(name, {"colorId": "3"}, etag=etag)) == (412, "conditionNotMet")
    assert client.patch(name, {"colorId": "3"}, etag=client.event(name)["etag"]).status_code == 200


def test_one_occurrence_is_answered_and_the_others_stand(sim: GoogleSim, client: Client) -> None:
    series = sim.calendars.add(event=invited(recurrence=["RRULE:FREQ=DAILY;COUNT=3"]))
    one = f"{series}_20261125T170000Z"
    body = {"attendeesOmitted": True, "attendees": [{"email": USER, "responseStatus": "declined"}]}
    client.patch(one, body)
    found = client.items(singleEvents=True, orderBy="startTime")
    assert [event["attendees"][2]["responseStatus"] for event in found] == ["needsAction", "declined", "needsAction"]
    client.patch(series, body)
    assert client.answers(f"{series}_20261126T170000Z")[USER] == "declined"


@pytest.mark.parametrize(
    ("body", "words"),
    [({"attendees": [{"responseStatus": "declined"}]}, "email"),
     ({"attendees": [{"email": USER, "responseStatus": "no"}]}, "responseStatus")],
)  # fmt: skip
def test_a_list_of_guests_that_cannot_be_is_a_bad_request(
    sim: GoogleSim, client: Client, body: Json, words: str
) -> None:
    name = sim.calendars.add(event=invited())
    answer = client.patch(name, body)
    assert reason(answer) == (400, "invalid")
    assert words in answer.text


def test_events_made_of_mail_cannot_be_changed_but_deleted(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event={"start": at(NOON), "eventType": "fromGmail"})
    assert reason(client.patch(name, {"summary": "x"})) == (400, "eventTypeRestriction")
    assert client.delete(name).status_code == 204


def test_calendars_of_others_may_only_be_read(sim: GoogleSim, client: Client) -> None:
    sim.calendars.add_calendar("boss@example.com", "Boss", "reader")
    name = sim.calendars.add("boss@example.com", invited())
    answer = client.ask("DELETE", f"/calendars/boss@example.com/events/{name}")
    assert reason(answer) == (403, "requiredAccessLevel")


# ---------------------------------------------------------------- deleting


def test_an_organizer_who_deletes_cancels_for_all(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event=invited(organizer={"email": USER}))
    assert client.delete(name, sendUpdates="all").status_code == 204
    event = client.event(name)
    assert (event["status"], event["summary"], event["sequence"]) == ("cancelled", "Interview", 1)
    assert [(notice.kind, notice.to) for notice in sim.calendars.notifications] == [
        ("cancelled", BOSS),
        ("cancelled", PEER),
    ]
    assert reason(client.delete(name)) == (410, "deleted")
    assert reason(client.patch(name, {"colorId": "3"})) == (410, "deleted")


@pytest.mark.parametrize("seen", [True, False])
def test_a_guest_who_deletes_removes_their_own_copy(sim: GoogleSim, client: Client, seen: bool) -> None:
    sim.calendars.quirks.delete_declines = seen
    name = sim.calendars.add(event=invited())
    client.delete(name, sendUpdates="all")
    assert client.items() == []
    assert sim.calendars.notifications == ([Notice("response", BOSS, name, "declined")] if seen else [])


def test_a_deleted_occurrence_is_bare_and_alone(sim: GoogleSim, client: Client) -> None:
    series = sim.calendars.add(event={"start": at(NOON), "recurrence": ["RRULE:FREQ=DAILY;COUNT=3"]})
    client.delete(f"{series}_20261125T170000Z")
    assert len(client.items(singleEvents=True)) == 2
    assert len(client.items(singleEvents=True, showDeleted=True)) == 3
    client.delete(series)
    assert client.items(singleEvents=True) == []
    assert client.items() == []


def test_what_was_forgotten_is_not_found(sim: GoogleSim, client: Client) -> None:
    name = sim.calendars.add(event={"start": at(NOON)})
    sim.calendars.forget("primary", name)
    assert reason(client.ask("GET", f"/calendars/primary/events/{name}")) == (404, "notFound")
    assert reason(client.delete(name)) == (404, "notFound")


def test_many_guests_hear_of_no_answer(sim: GoogleSim, client: Client) -> None:
    crowd = [{"email": f"guest{number}@example.com", "responseStatus": "needsAction"} for number in range(200)]
    name = sim.calendars.add(event=invited(attendees=[*crowd, {"email": USER, "responseStatus": "needsAction"}]))
    body = {"attendeesOmitted": True, "attendees": [{"email": USER, "responseStatus": "declined"}]}
    client.patch(name, body, sendUpdates="all")
    assert client.answers(name)[USER] == "declined"
    assert sim.calendars.notifications == []
