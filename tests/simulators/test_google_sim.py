"""The simulator itself: that it finds out whoever breaks the descriptions, what it gives to read and what it finds."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from tests.simulators.google import GoogleSim
from tests.simulators.google.clock import START
from tests.simulators.google_client import ADDRESS, Client, encoded, error_of, mail, reply_to


@pytest.fixture
def sim() -> Iterator[GoogleSim]:
    with GoogleSim(address=ADDRESS) as made:
        yield made


@pytest.fixture
def client(sim: GoogleSim) -> Iterator[Client]:
    with Client(sim) as made:
        yield made


# ---------------------------------------------------------------- the descriptions


def test_the_official_client_reads_and_writes_here(sim: GoogleSim, client: Client) -> None:
    first = sim.mailbox.deliver(mail("Interview", message_id="<one@acme.example>"))
    gmail = build(
        "gmail",
        "v1",
        http=client,
        static_discovery=True,
        cache_discovery=False,
        client_options={"api_endpoint": sim.base},
    )
    users = gmail.users()
    assert users.getProfile(userId="me").execute()["emailAddress"] == ADDRESS
    assert [one["id"] for one in users.messages().list(userId="me", maxResults=5).execute()["messages"]] == [first]
    raw = users.messages().get(userId="me", id=first, format="raw").execute()["raw"]
    assert base64.urlsafe_b64decode(raw).startswith(b"From: Jo")
    body = {"message": {"threadId": first, "raw": encoded(reply_to("<one@acme.example>", "Re: Interview"))}}
    draft = users.drafts().create(userId="me", body=body).execute()
    sent = users.drafts().send(userId="me", body={"id": draft["id"]}).execute()
    assert sent["threadId"] == first
    with pytest.raises(HttpError) as refused:
        users.drafts().send(userId="me", body={"id": draft["id"]}).execute(num_retries=0)
    assert refused.value.resp.status == 404


def test_what_the_description_does_not_know_fails_the_test() -> None:
    sim = GoogleSim().__enter__()
    with Client(sim) as client:
        assert error_of(client.ask("GET", "messages", colour="red")) == (400, "invalidArgument")
    with pytest.raises(AssertionError, match="no query parameter colour"):
        sim.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "fault"),
    [
        ("GET", "history", {"startHistoryId": "12x"}, None, "uint64"),
        ("GET", "history", {"startHistoryId": "1", "historyTypes": "messagesAdded"}, None, "historyTypes is none"),
        ("GET", "messages", {"maxResults": "many"}, None, "no integer"),
        ("GET", "messages", {"includeSpamTrash": "yes"}, None, "no boolean"),
        ("GET", "nothing", {}, None, "no such method"),
        ("POST", "drafts", {}, {"message": {"raw": "x", "colour": 1}}, "colour"),
        ("POST", "drafts", {}, {"message": {"raw": "not base64!"}}, "does not match"),
        ("POST", "drafts/send", {}, {}, "'id' is a required property"),
        ("POST", "drafts/send", {}, None, "no Draft in the body"),
    ],
)
def test_a_request_against_the_description_is_a_violation(
    method: str, path: str, query: dict[str, str], body: Any, fault: str
) -> None:
    with GoogleSim() as sim, Client(sim) as client:
        assert client.ask(method, path, body, **query).status_code in (400, 404)
        assert fault in sim.violations[0]
        sim.violations.clear()


def test_an_answer_against_the_description_is_a_violation_too() -> None:
    with GoogleSim() as sim, Client(sim) as client:
        sim.mailbox.history_id = -5
        client.get("profile")
        assert "historyId" in sim.violations[0]
        sim.violations.clear()


def test_only_the_fields_asked_for(sim: GoogleSim, client: Client) -> None:
    first = sim.mailbox.deliver(mail("Interview"))
    found = client.get(f"messages/{first}", fields="id,payload(headers/name)")
    assert found == {
        "id": first,
        "payload": {"headers": [{"name": n} for n in ("From", "To", "Subject", "Content-Type")]},
    }


# ---------------------------------------------------------------- reading


def test_the_four_formats(sim: GoogleSim, client: Client) -> None:
    first = sim.mailbox.deliver(mail("=?utf-8?q?Gespr=C3=A4ch?=", "a & b"), at=START - timedelta(hours=1))
    minimal = client.get(f"messages/{first}", format="minimal")
    assert minimal["snippet"] == "a &amp; b"
    assert minimal["internalDate"] == str(int((START - timedelta(hours=1)).timestamp() * 1000))
    assert "payload" not in minimal
    assert "raw" not in minimal
    named = client.get(f"messages/{first}", format="metadata", metadataHeaders=["subject"])
    assert named["payload"]["headers"] == [{"name": "Subject", "value": "Gespräch"}]
    full = client.get(f"messages/{first}")
    assert base64.urlsafe_b64decode(full["payload"]["body"]["data"]) == b"a & b\r\n"
    assert client.ask("GET", "messages/0000000000000000").status_code == 404


def test_attached_files_lie_apart(sim: GoogleSim, client: Client) -> None:
    raw = (
        b"From: jo@acme.example\r\nSubject: Plan\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html\r\n\r\n<p>The <b>plan</b></p>\r\n--b\r\nContent-Type: text/calendar; name=i.ics\r\n"
        b"Content-Disposition: attachment; filename=i.ics\r\n\r\nBEGIN:VCALENDAR\r\n--b--\r\n"
    )
    first = sim.mailbox.deliver(raw)
    text, file = client.get(f"messages/{first}")["payload"]["parts"]
    assert (text["mimeType"], file["filename"]) == ("text/html", "i.ics")
    found = client.get(f"messages/{first}/attachments/{file['body']['attachmentId']}")
    assert base64.urlsafe_b64decode(found["data"]) == b"BEGIN:VCALENDAR"
    assert client.found("has:attachment filename:ics the plan") == [first]


@pytest.mark.parametrize(
    ("q", "numbers"),
    [
        ("", [3, 2, 0]),
        ("interview", [2, 0]),
        ("inter", []),
        ("subject:interview", [0]),
        ('"we would like"', [0]),
        ('"like would"', []),
        ("from:acme.example", [0]),
        ("from:(acme OR umbrella)", [3, 0]),
        ("{subject:interview subject:lunch}", [3, 0]),
        ("interview -subject:interview", [2]),
        ("lunch OR interview from:acme", [0]),
        ("-{interview lunch}", []),
        ("newer_than:2d", [3, 2]),
        ("older_than:2d", [0]),
        (f"after:{int(START.timestamp()) - 90_000}", [3, 2]),
        ("before:2026/11/18", [0]),
        ("after:2026/11/19 interview", [2]),
        ("in:spam", [1]),
        ("in:anywhere offer", [1]),
        ("offer", []),
        ("-in:trash offer", []),
        ("is:unread", [3, 2, 0]),
        ("is:starred", [3]),
        ("label:jobs", [2]),
        ("rfc822msgid:two@globex.example", [2]),
        ("to:alex subject:(lunch on friday)", [3]),
    ],
)
def test_the_search_finds(sim: GoogleSim, client: Client, q: str, numbers: list[int]) -> None:
    box, jobs = sim.mailbox, sim.mailbox.add_label("Jobs")
    ids = [
        box.deliver(mail("Your interview", "We would like to meet."), at=START - timedelta(days=4)),
        box.deliver(mail("Offer", "Rich!"), labels=["SPAM"], at=START - timedelta(days=3)),
        box.deliver(
            mail("Hello", "The interview.", sender="hr@globex.example", message_id="<two@globex.example>"),
            labels=["INBOX", "UNREAD", jobs],
            at=START - timedelta(days=1),
        ),
        box.deliver(mail("Lunch on Friday?", sender="a@umbrella.example"), labels=["INBOX", "UNREAD", "STARRED"]),
    ]
    assert client.found(q) == [ids[number] for number in numbers]


def test_a_search_that_is_not_simulated_is_refused(sim: GoogleSim, client: Client) -> None:
    sim.mailbox.deliver(mail("x"))
    assert client.ask("GET", "messages", q="around:3").status_code == 400
    assert client.ask("GET", "messages", q="(a OR b").status_code == 400


def test_spam_and_bin_are_left_out_unless_asked_for(sim: GoogleSim, client: Client) -> None:
    kept, spam, binned = (sim.mailbox.deliver(mail(name), labels=[name]) for name in ("INBOX", "SPAM", "INBOX"))
    sim.mailbox.trash(binned)
    assert client.found("") == [kept]
    assert set(client.found("", includeSpamTrash="true")) == {kept, spam, binned}
    assert client.found("", labelIds=["TRASH"]) == [binned]


def test_fifty_thousand_messages_page_by_page(sim: GoogleSim, client: Client) -> None:
    now, made = START.timestamp(), []

    def make(number: int) -> bytes:
        made.append(number)
        return mail(f"Number {number}")

    ids = sim.mailbox.generate(50_000, make, lambda number: now - 60 * number)
    page = client.get("messages", maxResults=500)
    following = client.get("messages", maxResults=500, pageToken=page["nextPageToken"])
    assert [one["id"] for one in following["messages"]] == ids[500:1000]
    assert made == []
    assert client.get(f"messages/{ids[40_000]}", format="metadata")["payload"]["headers"][2]["value"] == "Number 40000"
    assert set(made) == {40_000}
    assert client.ask("GET", "messages", pageToken=page["nextPageToken"], q="other").status_code == 400


def test_history_tells_what_happened_since(sim: GoogleSim, client: Client) -> None:
    box = sim.mailbox
    old = box.deliver(mail("Old"))
    start = client.get("profile")["historyId"]
    assert "history" not in client.get("history", startHistoryId=start)
    new = box.deliver(mail("New"))
    box.label(old, add=["STARRED"], remove=["UNREAD"])
    box.delete(new)
    found = client.get("history", startHistoryId=start)
    kinds = [set(record) - {"id", "messages"} for record in found["history"]]
    assert kinds == [{"messagesAdded"}, {"labelsAdded", "labelsRemoved"}, {"messagesDeleted"}]
    assert found["history"][1]["labelsAdded"][0]["labelIds"] == ["STARRED"]
    assert found["historyId"] == client.get("profile")["historyId"]
    numbers = [int(record["id"]) for record in found["history"]]
    assert numbers == sorted(numbers)
    assert numbers[1] - numbers[0] > 1
    added = client.get("history", startHistoryId=start, historyTypes=["messageAdded"])
    assert [record["messagesAdded"][0]["message"]["id"] for record in added["history"]] == [new]
    one = client.get("history", startHistoryId=start, maxResults=2)
    two = client.get("history", startHistoryId=start, maxResults=2, pageToken=one["nextPageToken"])
    assert [*one["history"], *two["history"]] == found["history"]


def test_history_expires(sim: GoogleSim, client: Client) -> None:
    start = client.get("profile")["historyId"]
    sim.mailbox.expire_history()
    assert error_of(client.ask("GET", "history", startHistoryId=start)) == (404, "notFound")
    assert "history" not in client.get("history", startHistoryId=client.get("profile")["historyId"])
