"""The Outlook simulator itself: what it lets pass, what it refuses, and msal signing in to it for real."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from email import message_from_bytes
from typing import Any
from urllib.parse import quote

import httpx
import msal
import pytest

from tests.simulators.google.faults import answer, hang
from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.delta import SPELLINGS

SCOPES = ("Mail.ReadWrite", "Mail.Send", "Calendars.ReadWrite", "User.Read")
MARKER = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name mark"
RAW = b"""From: Robin Recruiter <robin@firm.example>\r
To: alex@example.com\r
Cc: Chris <chris@firm.example>\r
Reply-To: jobs@firm.example\r
Subject: Interview on Monday\r
Message-ID: <one@firm.example>\r
References: <zero@firm.example>\r
Date: Thu, 19 Nov 2026 10:00:00 +0000\r
\r
Shall we say ten?\r
"""


OPEN: list[httpx.Client] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


class Client:
    """A plain Graph client: everything it says can be seen in the test."""

    def __init__(self, sim: OutlookSim, scopes: tuple[str, ...] = SCOPES, prefer: str = 'IdType="ImmutableId"') -> None:
        self.sim = sim
        self.http = httpx.Client(trust_env=False, timeout=10)
        OPEN.append(self.http)
        self.headers = {"Authorization": f"Bearer {sim.grant(scopes)['access_token']}", "Prefer": prefer}

    def ask(self, verb: str, address: str, body: Any = None, prefer: str = "", **query: str) -> httpx.Response:
        url = address if address.startswith("http") else f"{self.sim.base}/v1.0{address}"
        headers = dict(self.headers)
        if prefer:
            headers["Prefer"] += f", {prefer}"
        options = {name if name[0].islower() and name in PLAIN else f"${name}": value for name, value in query.items()}
        return self.http.request(verb, url, headers=headers, json=body, params=options or None)

    def get(self, address: str, prefer: str = "", **query: str) -> Any:
        found = self.ask("GET", address, None, prefer, **query)
        assert found.status_code == 200, found.text
        return found.json()

    def post(self, address: str, body: Any = None) -> httpx.Response:
        return self.ask("POST", address, body)

    def walk(self, link: str, size: int = 2, **query: str) -> tuple[list[Any], str]:
        """All entries of a delta walk, and its deltaLink."""
        found, page = [], self.get(link, f"odata.maxpagesize={size}", **query)
        while True:
            found += page["value"]
            if "@odata.deltaLink" in page:
                return found, page["@odata.deltaLink"]
            page = self.get(page["@odata.nextLink"], f"odata.maxpagesize={size}")


PLAIN = {"startDateTime", "endDateTime", "includeHiddenFolders", "changeType"}
INBOX = "/me/mailFolders/inbox/messages/delta"


@pytest.fixture
def sim() -> Iterator[OutlookSim]:
    with OutlookSim() as made:
        yield made


@pytest.fixture
def client(sim: OutlookSim) -> Client:
    return Client(sim)


def error(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def at(hour: int) -> datetime:
    return datetime(2026, 11, 19, hour, tzinfo=UTC)


# ---------------------------------------------------------------- what counts as a violation


@pytest.mark.parametrize(
    ("verb", "address", "body"),
    [
        ("GET", "/me/unknown", None),
        ("GET", "/me/messages?$selct=id", None),
        ("GET", "/me/messages?$select=wellKnownName", None),
        ("GET", "/me/mailFolders/inbox/messages/delta?$filter=isRead eq true", None),
        ("GET", "/me/mailFolders/inbox/messages/delta?$orderby=subject", None),
        ("POST", "/me/messages", {"subjekt": "x"}),
        ("POST", "/me/messages", {"toRecipients": [{"address": "a@b.example"}]}),
    ],
)
def test_a_request_that_breaks_the_metadata_fails_the_test(verb: str, address: str, body: Any) -> None:
    with pytest.raises(AssertionError), OutlookSim() as sim:
        assert Client(sim).ask(verb, address, body).status_code >= 400


def test_a_request_without_immutable_ids_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="ImmutableId"), OutlookSim() as sim:
        Client(sim, prefer='outlook.timezone="UTC"').get("/me/messages")


def test_without_immutable_ids_a_message_has_another_id_after_a_move() -> None:
    with OutlookSim() as sim:
        plain, immutable = Client(sim, prefer='outlook.timezone="UTC"'), Client(sim)
        kept = sim.mailbox.deliver(RAW)
        before = plain.get("/me/messages")["value"][0]["id"]
        sim.mailbox.junk(kept)
        assert plain.get("/me/messages")["value"][0]["id"] != before
        assert immutable.get("/me/messages")["value"][0]["id"] == kept
        assert error(plain.ask("GET", f"/me/messages/{before}")) == (404, "ErrorItemNotFound")
        assert len(sim.violations) == 3
        sim.violations.clear()


# ---------------------------------------------------------------- reading mail


def test_ids_that_differ_only_by_case_are_two_messages(sim: OutlookSim, client: Client) -> None:
    ids = [sim.mailbox.deliver(RAW) for _ in range(4)]
    assert len({id.lower() for id in ids}) < len(set(ids)) == 4
    assert {client.get(f"/me/messages/{id}", select="id")["id"] for id in ids} == set(ids)


def test_a_folder_is_found_by_its_well_known_name_and_hidden_ones_are_asked_for(client: Client) -> None:
    inbox = client.get("/me/mailFolders/inbox")
    assert client.get(f"/me/mailFolders/{inbox['id']}")["displayName"] == "Inbox"
    first = client.get("/me/mailFolders", top="3")
    assert len(first["value"]) == 3
    rest = client.get(first["@odata.nextLink"])
    assert not {one["id"] for one in first["value"]} & {one["id"] for one in rest["value"]}
    all_of_them = client.get("/me/mailFolders", top="50", includeHiddenFolders="true")["value"]
    assert any(one["isHidden"] for one in all_of_them)


def test_headers_come_only_by_name_and_plain_text_only_by_preference(sim: OutlookSim, client: Client) -> None:
    id = sim.mailbox.deliver(RAW)
    usual = client.get(f"/me/messages/{id}")
    assert "internetMessageHeaders" not in usual
    assert usual["body"]["contentType"] == "html"
    named = client.get(
        f"/me/messages/{id}", 'outlook.body-content-type="text"', select="internetMessageHeaders,body,replyTo"
    )
    assert named["body"] == {"contentType": "text", "content": "Shall we say ten?\r\n"}
    assert {"name": "References", "value": "<zero@firm.example>"} in named["internetMessageHeaders"]
    assert client.ask("GET", f"/me/messages/{id}/$value").content == RAW


def test_ordering_by_what_is_not_filtered_by_is_refused(client: Client) -> None:
    found = client.ask("GET", "/me/messages", filter="conversationId eq 'x'", orderby="receivedDateTime desc")
    assert error(found) == (400, "InefficientFilter")


def test_a_filter_by_message_id_and_conversation_finds_the_message(sim: OutlookSim, client: Client) -> None:
    id = sim.mailbox.deliver(RAW)
    sim.mailbox.deliver(RAW.replace(b"one@", b"two@"))
    by_id = client.get("/me/messages", filter="internetMessageId eq '<one@firm.example>'")["value"]
    assert [one["id"] for one in by_id] == [id]
    talk = by_id[0]["conversationId"]
    assert [one["id"] for one in client.get("/me/messages", filter=f"conversationId eq '{talk}'")["value"]] == [id]


# ---------------------------------------------------------------- delta


def test_a_first_walk_gives_everything_newest_first_and_then_nothing(sim: OutlookSim, client: Client) -> None:
    ids = [sim.mailbox.deliver(RAW, at=at(hour)) for hour in range(5)]
    found, link = client.walk(INBOX, orderby="receivedDateTime desc", select="subject")
    assert [one["id"] for one in found] == ids[::-1]
    assert set(found[0]) == {"id", "subject", "@odata.etag"}
    assert client.walk(link)[0] == []


def test_changes_come_thin_and_removals_with_their_reason(sim: OutlookSim, client: Client) -> None:
    one, two, three = (sim.mailbox.deliver(RAW) for _ in range(3))
    _, link = client.walk(INBOX)
    sim.mailbox.read(one)
    sim.mailbox.trash(two)
    sim.mailbox.falsely_remove(three)
    four = sim.mailbox.deliver(RAW)
    found, link = client.walk(link)
    seen = {entry["id"]: entry for entry in found}
    assert set(seen[one]) == {"id", "@odata.etag", "isRead"}
    assert seen[two]["@removed"] == {"reason": "changed"}
    assert seen[three]["@removed"] == {"reason": "deleted"}
    assert client.get(f"/me/messages/{three}")["id"] == three
    assert seen[four]["subject"] == "Interview on Monday"
    assert client.walk(link)[0] == []


def test_pages_may_repeat_entries_and_be_empty(sim: OutlookSim, client: Client) -> None:
    sim.mailbox.quirks.replays, sim.mailbox.quirks.empty_pages = 1, True
    ids = {sim.mailbox.deliver(RAW) for _ in range(5)}
    found, _ = client.walk(INBOX)
    assert {one["id"] for one in found} == ids
    assert len(found) > 5


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
def test_a_token_ends_in_each_spelling(spelling: str, sim: OutlookSim, client: Client) -> None:
    _, link = client.walk(INBOX)
    sim.delta.expire_tokens(spelling)
    found = client.ask("GET", link)
    assert error(found) == SPELLINGS[spelling]
    assert ("location" in found.headers) == (found.status_code == 410)
    assert client.walk(INBOX)[0] == []


def test_a_walk_can_end_half_way(sim: OutlookSim, client: Client) -> None:
    for _ in range(5):
        sim.mailbox.deliver(RAW)
    _, old = client.walk(INBOX)
    page = client.get(INBOX, "odata.maxpagesize=2")
    sim.delta.expire_next_links()
    assert client.ask("GET", page["@odata.nextLink"]).status_code == 410
    assert client.walk(old)[0] == []


def test_a_filtered_walk_stops_at_five_thousand(sim: OutlookSim, client: Client) -> None:
    made = {"subject": "Hello", "body": {"contentType": "text", "content": "x"}, "bodyPreview": "x"}
    sim.mailbox.generate(50_000, lambda n: (dict(made), 1_700_000_000 + n), lambda n: RAW)
    filtered = "receivedDateTime ge 2023-01-01T00:00:00Z"
    assert len(client.walk(INBOX, 1000, filter=filtered, select="id")[0]) == 5000
    assert client.get("/me/mailFolders/inbox")["totalItemCount"] == 50_000


# ---------------------------------------------------------------- drafts and sending


def reply(sim: OutlookSim, client: Client) -> str:
    """A reply that is ready to go."""
    id = sim.mailbox.deliver(RAW)
    message = {
        "body": {"contentType": "text", "content": "No, thank you."},
        "internetMessageHeaders": [{"name": "x-mark", "value": "m1"}],
        "singleValueExtendedProperties": [{"id": MARKER, "value": "m1"}],
    }
    made = client.post(f"/me/messages/{id}/createReply", {"message": message})
    assert made.status_code == 201, made.text
    found: str = made.json()["id"]
    return found


def marked(client: Client) -> list[Any]:
    """What carries the marker."""
    where = f"singleValueExtendedProperties/Any(ep: ep/id eq '{MARKER}' and ep/value eq 'm1')"
    found: list[Any] = client.get("/me/messages", filter=where, select="id,isDraft,parentFolderId")["value"]
    return found


def test_a_reply_threads_respects_reply_to_and_leaves_once(sim: OutlookSim, client: Client) -> None:
    draft = reply(sim, client)
    seen = client.get(f"/me/messages/{draft}", expand=f"singleValueExtendedProperties($filter=id eq '{MARKER}')")
    assert seen["isDraft"]
    assert seen["subject"] == "RE: Interview on Monday"
    assert [one["emailAddress"]["address"] for one in seen["toRecipients"]] == ["jobs@firm.example"]
    assert seen["singleValueExtendedProperties"] == [{"id": MARKER, "value": "m1"}]
    sent = client.post(f"/me/messages/{draft}/send")
    assert (sent.status_code, sent.content) == (202, b"")
    letter = message_from_bytes(sim.sent[0])
    assert letter["In-Reply-To"] == "<one@firm.example>"
    assert letter["References"] == "<zero@firm.example> <one@firm.example>"
    assert letter["x-mark"] == "m1"
    assert letter["To"] == "jobs@firm.example"
    assert len(sim.sent) == 1


def test_the_sent_copy_comes_late_and_flips_on_its_way(sim: OutlookSim, client: Client) -> None:
    draft = reply(sim, client)
    client.post(f"/me/messages/{draft}/send")
    places = []
    for _ in range(3):
        seen = marked(client)[0]
        folder = client.get(f"/me/mailFolders/{quote(seen['parentFolderId'])}")["displayName"]
        places.append((seen["id"] == draft, seen["isDraft"], folder))
        sim.timer.sleep(1.6)
    assert places == [(True, True, "Drafts"), (True, False, "Outbox"), (True, False, "Sent Items")]
    copy = client.get(f"/me/messages/{draft}", select="internetMessageHeaders")
    assert copy["internetMessageHeaders"] == [{"name": "x-mark", "value": "m1"}]


def test_the_sent_copy_may_have_another_id_or_never_come(sim: OutlookSim, client: Client) -> None:
    sim.mailbox.quirks.sent_id = "changed"
    draft = reply(sim, client)
    client.post(f"/me/messages/{draft}/send")
    sim.timer.sleep(5)
    assert error(client.ask("GET", f"/me/messages/{draft}")) == (404, "ErrorItemNotFound")
    assert marked(client)[0]["id"] != draft
    sim.mailbox.quirks.stuck = True
    client.post(f"/me/messages/{reply(sim, client)}/send")
    sim.timer.sleep(60)
    assert len(sim.sent) == 1


@pytest.mark.parametrize(
    ("said", "status", "left"), [("404", 404, 1), ("400", 400, 1), ("202", 202, 2)], ids=["404", "400", "202"]
)
def test_a_second_send(said: Any, status: int, left: int, sim: OutlookSim, client: Client) -> None:
    sim.mailbox.quirks.second_send = said
    draft = reply(sim, client)
    client.post(f"/me/messages/{draft}/send")
    assert client.post(f"/me/messages/{draft}/send").status_code == status
    assert len(sim.sent) == left


def test_comment_and_body_together_are_refused(sim: OutlookSim, client: Client) -> None:
    id = sim.mailbox.deliver(RAW)
    body = {"comment": "a", "message": {"body": {"contentType": "text", "content": "b"}}}
    assert client.post(f"/me/messages/{id}/createReply", body).status_code == 400
    everybody = client.post(f"/me/messages/{id}/createReplyAll", {"Comment": "a"}).json()
    assert [one["emailAddress"]["address"] for one in everybody["ccRecipients"]] == ["chris@firm.example"]


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ([{"name": "In-Reply-To", "value": "<a@b>"}], "InvalidInternetMessageHeader"),
        ([{"name": f"x-{n}", "value": "1"} for n in range(6)], "InvalidInternetMessageHeaderCollection"),
        ([], "InvalidInternetMessageHeaderCollection"),
    ],
)
def test_only_a_few_x_headers_may_be_given(headers: Any, code: str, client: Client) -> None:
    assert error(client.post("/me/messages", {"subject": "x", "internetMessageHeaders": headers})) == (400, code)


def test_a_draft_is_changed_by_the_user_and_deleted_by_us(sim: OutlookSim, client: Client) -> None:
    draft = reply(sim, client)
    changed = client.ask("PATCH", f"/me/messages/{draft}", {"internetMessageId": "<mine@example.com>"}).json()
    assert changed["internetMessageId"] == "<mine@example.com>"
    sim.mailbox.user_edits_draft(draft, RAW.replace(b"ten", b"nine"))
    text = client.get(f"/me/messages/{draft}", 'outlook.body-content-type="text"', select="body")
    assert "nine" in text["body"]["content"]
    assert client.ask("DELETE", f"/me/messages/{draft}").status_code == 204
    assert sim.mailbox.drafts == []
    assert client.post(f"/me/messages/{draft}/send").status_code == 404
    assert sim.sent == []


def test_what_was_received_is_not_changed(sim: OutlookSim, client: Client) -> None:
    id = sim.mailbox.deliver(RAW)
    assert error(client.ask("PATCH", f"/me/messages/{id}", {"subject": "x"})) == (403, "ErrorAccessDenied")


# ---------------------------------------------------------------- calendars


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


# ---------------------------------------------------------------- tokens, throttling, faults


def test_tokens_end_and_scopes_are_kept_apart(sim: OutlookSim) -> None:
    reader = Client(sim, ("Mail.Read", "Calendars.Read"))
    assert error(reader.post("/me/messages", {"subject": "x"})) == (403, "ErrorAccessDenied")
    assert reader.get("/me/messages")["value"] == []
    sim.timer.sleep(3600)
    assert error(reader.ask("GET", "/me/messages")) == (401, "InvalidAuthenticationToken")


def test_a_fifth_request_at_once_is_throttled(sim: OutlookSim, client: Client) -> None:
    sim.faults.add("GET .*inbox", hang(0.4), times=4)
    with ThreadPoolExecutor(5) as pool:
        slow = [pool.submit(client.ask, "GET", "/me/mailFolders/inbox") for _ in range(4)]
        while sim._under_way < 4:
            threading.Event().wait(0.005)
        refused = client.ask("GET", "/me/mailFolders/drafts")
        assert {one.result().status_code for one in slow} == {200}
    assert error(refused) == (429, "ApplicationThrottled")
    assert refused.headers["retry-after"] == "1"
    assert sim.most_at_once == 5


def test_faults_before_and_after_the_effect(sim: OutlookSim, client: Client) -> None:
    sim.faults.add("POST .*/send", answer(504, after_effect=True))
    draft = reply(sim, client)
    assert client.post(f"/me/messages/{draft}/send").status_code == 504
    assert len(sim.sent) == 1
    sim.faults.add("message.send", "close-before-effect")
    with pytest.raises(httpx.RemoteProtocolError):
        client.post(f"/me/messages/{reply(sim, client)}/send")
    assert len(sim.sent) == 1
    sim.faults.add("GET /v1.0/me me", "truncated")
    with pytest.raises(httpx.RemoteProtocolError):
        client.ask("GET", "/me")
    sim.faults.add("GET /v1.0/me me", answer(503, retry_after=7))
    found = client.ask("GET", "/me")
    assert (error(found), found.headers["retry-after"]) == ((503, "ErrorServerBusy"), "7")
    assert client.get("/me")["mail"] == "alex@example.com"


# ---------------------------------------------------------------- signing in with msal


def app(sim: OutlookSim, cache: Any = None) -> Any:
    return msal.PublicClientApplication(
        "simulated-client",
        authority="https://login.microsoftonline.com/common",
        http_client=sim.authority_http,
        token_cache=cache,
    )


def test_msal_signs_in_by_browser_and_refreshes(sim: OutlookSim) -> None:
    cache = msal.SerializableTokenCache()
    program = app(sim, cache)
    flow = program.initiate_auth_code_flow(["Mail.Read"], redirect_uri="http://localhost:1", response_mode="form_post")
    fields = sim.authority.authorize(dict(httpx.URL(flow["auth_uri"]).params))[1]
    found = program.acquire_token_by_auth_code_flow(flow, fields)
    assert found["id_token_claims"]["preferred_username"] == "alex@example.com"
    client = Client(sim)
    client.headers["Authorization"] = f"Bearer {found['access_token']}"
    assert client.get("/me/messages")["value"] == []
    (account,) = program.get_accounts()
    again = app(sim, cache).acquire_token_silent(["Mail.Read"], account, force_refresh=True)
    assert again["access_token"] != found["access_token"]
    assert sim.authority.refreshed == 1


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_msal_waits_for_a_device(sim: OutlookSim) -> None:
    program = app(sim)
    flow = program.initiate_device_flow(["Mail.Read"])
    pending = program.acquire_token_by_device_flow(flow, exit_condition=lambda flow: True)
    assert pending["error"] == "authorization_pending"
    sim.authority.type_code(flow["user_code"])
    assert "access_token" in program.acquire_token_by_device_flow(flow, exit_condition=lambda flow: True)


def test_msal_interactive_listens_on_loopback(sim: OutlookSim) -> None:
    brought: list[threading.Thread] = []

    def show(address: str, **_: Any) -> bool:
        brought.append(threading.Thread(target=sim.visit, args=(address,)))
        brought[0].start()
        return True

    receiver = pytest.importorskip("msal.oauth2cli.authcode")
    before, receiver._browse = receiver._browse, show
    try:
        found = app(sim).acquire_token_interactive(["Mail.Read"], timeout=10)
    finally:
        receiver._browse = before
    brought[0].join(5)
    assert "access_token" in found, found


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("interaction_required", "AADSTS50076"),
        ("consent", "AADSTS65001"),
        ("admin_consent", "AADSTS90094"),
        ("conditional_access", "AADSTS53003"),
        ("expired", "AADSTS700082"),
        ("revoked", "AADSTS50173"),
    ],
)
def test_msal_is_told_why_a_refresh_fails(trouble: str, said: str, sim: OutlookSim) -> None:
    program = app(sim)
    granted = sim.grant(["Mail.Read"])
    program.acquire_token_by_refresh_token(granted["refresh_token"], ["Mail.Read"])
    (account,) = program.get_accounts()
    sim.authority.trouble = trouble
    found = program.acquire_token_silent_with_error(["Mail.Read"], account, force_refresh=True)
    assert said in found["error_description"]


def test_the_authority_is_served_on_loopback_too(sim: OutlookSim) -> None:
    start = f"{sim.base}/login/common"
    with httpx.Client(trust_env=False) as http:
        found = http.get(f"{start}/v2.0/.well-known/openid-configuration").json()
        assert found["token_endpoint"].startswith("https://login.microsoftonline.com/common/")
        token = sim.grant(["Mail.Read"])["refresh_token"]
        form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": "simulated-client", "scope": "Mail.Read"}  # fmt: skip
        assert "access_token" in http.post(f"{start}/oauth2/v2.0/token", data=form).json()
        query = {"client_id": "c", "response_type": "code", "redirect_uri": "http://localhost:1", "scope": "Mail.Read",
                 "state": "s", "code_challenge": "x", "code_challenge_method": "S256"}  # fmt: skip
        assert "code=" in http.get(f"{start}/oauth2/v2.0/authorize", params=query).headers["location"]
        assert 'name="code"' in http.get(f"{start}/oauth2/v2.0/authorize", params=query | {"response_mode": "form_post"}).text  # fmt: skip


def test_the_extract_says_where_it_is_from() -> None:
    from tests.simulators.outlook import schema

    assert "MIT" in schema.extract()["$comment"]
    assert "Permission is hereby granted" in (schema.FILE.parent / "graph_schema.LICENSE.txt").read_text()
    assert json.dumps(schema.extract()).count("x") > 0
