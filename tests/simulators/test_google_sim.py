"""The simulator itself: what it gives, what it refuses, and that it finds out whoever breaks the descriptions."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from tests.simulators.google import GoogleSim
from tests.simulators.google.clock import START
from tests.simulators.google.faults import answer, hang
from tests.simulators.google.oauth import CLIENT_ID, CLIENT_SECRET

ADDRESS = "alex@example.com"
READ = "https://www.googleapis.com/auth/gmail.readonly"
COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
PROFILE = "/gmail/v1/users/me/profile"


def mail(subject: str, body: str = "Hello.", *, sender: str = "Jo <jo@acme.example>", **fields: str) -> bytes:
    """A small message; `in_reply_to="<x@y>"` gives In-Reply-To."""
    head = {"From": sender, "To": ADDRESS, "Subject": subject}
    head |= {name.replace("_", "-").title(): value for name, value in fields.items()}
    lines = [f"{name}: {value}" for name, value in head.items()]
    return ("\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", body]) + "\r\n").encode()


def reply_to(message_id: str, subject: str, **fields: str) -> bytes:
    """A reply by the user."""
    fields = {"to": "jo@acme.example", "message_id": "<ours@example.com>", **fields}
    return mail(subject, "No, thanks.", sender=ADDRESS, in_reply_to=message_id, references=message_id, **fields)


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


class Client:
    """A plain HTTP client that is signed in."""

    def __init__(self, sim: GoogleSim, *scopes: str) -> None:
        self.sim = sim
        self.token = sim.grant(scopes or (READ, COMPOSE))["access_token"]
        self.http = httpx.Client(base_url=sim.base, timeout=5)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> httpx.Response:
        head = {"Authorization": f"Bearer {self.token}"}
        return self.http.request(method, f"/gmail/v1/users/me/{path}", params=query, json=body, headers=head)

    def get(self, path: str, **query: Any) -> Any:
        found = self.ask("GET", path, **query)
        assert found.status_code == 200, found.text
        return found.json()

    def found(self, q: str, **query: Any) -> list[str]:
        return [one["id"] for one in self.get("messages", q=q, **query).get("messages", ())]

    def post(self, path: str, body: Any) -> Any:
        found = self.ask("POST", path, body)
        assert found.status_code == 200, found.text
        return found.json()

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Mapping[str, str] | None = None, **_: Any
    ) -> tuple[Any, bytes]:
        """What googleapiclient wants of its transport."""
        head = {**(headers or {}), "Authorization": f"Bearer {self.token}"}
        found = self.http.request(method, uri, content=body, headers=head)
        return _Status(found), found.content


class _Status(dict[str, str]):
    def __init__(self, found: httpx.Response) -> None:
        super().__init__(found.headers)
        self.status = found.status_code
        self.reason = found.reason_phrase


@pytest.fixture
def sim() -> Iterator[GoogleSim]:
    with GoogleSim(address=ADDRESS) as made:
        yield made


@pytest.fixture
def client(sim: GoogleSim) -> Iterator[Client]:
    with Client(sim) as made:
        yield made


def error_of(found: httpx.Response) -> tuple[int, str]:
    return found.status_code, found.json()["error"]["errors"][0]["reason"]


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


# ---------------------------------------------------------------- drafts and sending


def test_a_sent_draft_is_gone_and_its_copy_is_another_message(sim: GoogleSim, client: Client) -> None:
    first = sim.mailbox.deliver(mail("Interview", message_id="<one@acme.example>"))
    raw = reply_to("<one@acme.example>", "Re: Interview", x_case="c1", bcc="me@other.example")
    draft = client.post("drafts", {"message": {"threadId": first, "raw": encoded(raw)}})
    assert client.get("drafts")["drafts"] == [
        {"id": draft["id"], "message": {"id": draft["message"]["id"], "threadId": first}}
    ]
    assert base64.urlsafe_b64decode(client.get(f"drafts/{draft['id']}", format="raw")["message"]["raw"]) == raw
    start = client.get("profile")["historyId"]
    sent = client.post("drafts/send", {"id": draft["id"]})
    assert sent["id"] != draft["message"]["id"]
    assert (sent["threadId"], sent["labelIds"]) == (first, ["SENT"])
    assert "drafts" not in client.get("drafts")
    assert client.ask("GET", f"messages/{draft['message']['id']}").status_code == 404
    assert error_of(client.ask("POST", "drafts/send", {"id": draft["id"]})) == (404, "notFound")
    kinds = [set(record) - {"id", "messages"} for record in client.get("history", startHistoryId=start)["history"]]
    assert kinds == [{"messagesDeleted"}, {"messagesAdded"}]
    (left,) = sim.mailbox.departures
    assert b"<ours@example.com>" not in left.raw
    assert b"X-Case: c1" in left.raw
    assert b"other.example" not in left.raw
    assert left.recipients == ("jo@acme.example", "me@other.example")
    assert left.in_thread
    assert len(client.get(f"threads/{first}", format="minimal")["messages"]) == 2


def test_message_id_and_custom_fields_both_ways() -> None:
    raw = mail("Hello", sender=ADDRESS, to="jo@acme.example", message_id="<ours@example.com>", x_case="c1")
    with GoogleSim(address=ADDRESS, keep_message_id=True, keep_custom_headers=False) as sim, Client(sim) as client:
        client.post("messages/send", {"raw": encoded(raw)})
        assert b"Message-Id: <ours@example.com>" in sim.mailbox.sent[0]
        assert b"X-Case" not in sim.mailbox.sent[0]


@pytest.mark.parametrize(
    ("subject", "answers", "own", "theirs"),
    [
        ("Re: Interview", "<one@acme.example>", True, True),
        ("Re: Interview", "<unknown@acme.example>", True, False),
        ("Something else", "<one@acme.example>", False, False),
    ],
)
def test_who_sees_a_reply_in_the_conversation(
    sim: GoogleSim, client: Client, subject: str, answers: str, own: bool, theirs: bool
) -> None:
    first = sim.mailbox.deliver(mail("Interview", message_id="<one@acme.example>"))
    body = {"message": {"threadId": first, "raw": encoded(reply_to(answers, subject))}}
    client.post("drafts/send", {"id": client.post("drafts", body)["id"]})
    (left,) = sim.mailbox.departures
    assert (left.thread_id == first, left.in_thread) == (own, theirs)


def test_a_conversation_is_found_by_its_references(sim: GoogleSim, client: Client) -> None:
    first = sim.mailbox.deliver(mail("Interview", message_id="<one@acme.example>"))
    second = sim.mailbox.deliver(mail("RE: Interview", references="<zero@x.example> <one@acme.example>"))
    third = sim.mailbox.deliver(mail("Other", references="<one@acme.example>"))
    assert client.get(f"messages/{second}")["threadId"] == first
    assert client.get(f"messages/{third}")["threadId"] == third
    unknown = {"message": {"threadId": "00000000000000ff", "raw": encoded(mail("x"))}}
    assert client.ask("POST", "drafts", unknown).status_code == 400


def test_the_users_edit_makes_another_message_without_our_fields(sim: GoogleSim, client: Client) -> None:
    raw = reply_to("<one@acme.example>", "Re: Interview", x_case="c1")
    draft = client.post("drafts", {"message": {"raw": encoded(raw)}})
    sim.mailbox.user_edits_draft(draft["id"], raw.replace(b"No, thanks.", b"No!"))
    found = client.get(f"drafts/{draft['id']}", format="raw")["message"]
    assert found["id"] != draft["message"]["id"]
    assert found["threadId"] == draft["message"]["threadId"]
    text = base64.urlsafe_b64decode(found["raw"])
    assert b"No!" in text
    assert b"X-Case" not in text
    assert b"In-Reply-To: <one@acme.example>" in text
    assert b"ours@example.com" not in text
    sim.mailbox.user_sends_draft(draft["id"])
    assert b"No!" in sim.mailbox.sent[0]
    assert client.ask("GET", f"drafts/{draft['id']}").status_code == 404


def test_drafts_are_replaced_and_deleted(sim: GoogleSim, client: Client) -> None:
    draft = client.post("drafts", {"message": {"raw": encoded(mail("One"))}})
    found = client.ask("PUT", f"drafts/{draft['id']}", {"message": {"raw": encoded(mail("Two"))}}).json()
    assert found["id"] == draft["id"]
    assert found["message"]["id"] != draft["message"]["id"]
    assert client.ask("DELETE", f"drafts/{draft['id']}").status_code == 204
    assert client.ask("DELETE", f"drafts/{draft['id']}").status_code == 404
    nobody = client.post("drafts", {"message": {"raw": encoded(b"Subject: x\r\n\r\ny\r\n")}})
    assert client.ask("POST", "drafts/send", {"id": nobody["id"]}).status_code == 400
    assert sim.mailbox.sent == []


# ---------------------------------------------------------------- quota, tokens, faults


def test_more_than_a_minute_allows_is_refused_with_the_time_in_the_text() -> None:
    with GoogleSim(per_minute=45) as sim, Client(sim) as client:
        first = sim.mailbox.deliver(mail("x"))
        client.get(f"messages/{first}")
        sim.timer.sleep(20)
        client.get(f"messages/{first}")
        refused = [client.ask("GET", f"messages/{first}") for _ in range(2)]
        assert [error_of(one) for one in refused] == [(403, "rateLimitExceeded"), (429, "rateLimitExceeded")]
        assert refused[0].json()["error"]["message"].endswith("Retry after 2026-11-20T09:01:00.000Z")
        assert "retry-after" not in refused[0].headers
        sim.timer.sleep(40)
        client.get(f"messages/{first}")
        assert (sim.quota.total, sim.quota.refused, sim.quota.peak) == (60, 2, 40)
    with GoogleSim(old_quota=True) as sim, Client(sim) as client:
        client.get(f"messages/{sim.mailbox.deliver(mail('x'))}")
        assert sim.quota.total == 5


def test_tokens_end_and_lack_scopes(sim: GoogleSim, client: Client) -> None:
    draft = {"message": {"raw": encoded(mail("x"))}}
    with Client(sim, READ) as reader:
        assert error_of(reader.ask("POST", "drafts", draft)) == (403, "insufficientPermissions")
    sim.timer.sleep(3600)
    assert error_of(client.ask("GET", "profile")) == (401, "authError")
    client.token = "unknown"
    assert error_of(client.ask("GET", "profile")) == (401, "authError")


def test_latency_is_counted_on_the_simulated_clock() -> None:
    with GoogleSim(latency=0.05) as sim, Client(sim) as client:
        for _ in range(4):
            client.get("profile")
        assert sim.timer.now() == pytest.approx(START.timestamp() + 0.2)
        assert len(sim.calls("gmail.users.getProfile")) == 4
        assert sim.traffic > 200


@pytest.mark.parametrize(("fault", "effect"), [("close-before-effect", 0), ("close-after-effect", 1), ("truncated", 1)])
def test_a_connection_breaks_before_or_after_the_effect(
    sim: GoogleSim, client: Client, fault: str, effect: int
) -> None:
    draft = client.post("drafts", {"message": {"raw": encoded(mail("x"))}})
    sim.faults.add("POST .*/drafts/send", fault)
    with pytest.raises(httpx.RemoteProtocolError):
        client.post("drafts/send", {"id": draft["id"]})
    assert len(sim.mailbox.sent) == effect


def test_answers_on_demand(sim: GoogleSim, client: Client) -> None:
    sim.faults.add("getProfile", 503, times=2, skip=1)
    sim.faults.add("getProfile", "403 domainPolicy")
    sim.faults.add("getProfile", answer(429, retry_after=7))
    assert [client.ask("GET", "profile").status_code for _ in range(6)] == [200, 503, 503, 403, 429, 200]
    sim.faults.add("drafts", "504 after-effect")
    assert client.ask("POST", "drafts", {"message": {"raw": encoded(mail("x"))}}).status_code == 504
    assert len(sim.mailbox.drafts) == 1


def test_slow_is_simulated_and_hanging_is_real(sim: GoogleSim, client: Client) -> None:
    sim.faults.add("profile", "slow")
    client.get("profile")
    assert sim.timer.now() == START.timestamp() + 90
    sim.faults.add("profile", hang(0.3))
    with pytest.raises(httpx.ReadTimeout):
        client.http.get(PROFILE, headers={"Authorization": f"Bearer {client.token}"}, timeout=0.05)


# ---------------------------------------------------------------- sign-in


VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
REDIRECT = "http://127.0.0.1:5/"
ASKED = {
    "response_type": "code",
    "client_id": CLIENT_ID,
    "redirect_uri": REDIRECT,
    "scope": f"{READ} {COMPOSE}",
    "state": "s1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "access_type": "offline",
    "prompt": "consent",
}


def consent(sim: GoogleSim, **changed: str) -> dict[str, str]:
    """What comes back to the loopback address."""
    found = httpx.get(f"{sim.base}/auth", params={**ASKED, **changed})
    assert found.status_code == 302, found.text
    assert found.headers["location"].startswith(REDIRECT)
    return dict(parse_qsl(urlsplit(found.headers["location"]).query))


def token(sim: GoogleSim, **form: str) -> httpx.Response:
    return httpx.post(f"{sim.base}/token", data={"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, **form})


def exchange(sim: GoogleSim, code: str, verifier: str = VERIFIER) -> httpx.Response:
    return token(sim, grant_type="authorization_code", code=code, code_verifier=verifier, redirect_uri=REDIRECT)


def test_a_sign_in_gives_tokens_that_work_and_can_be_refreshed_and_revoked(sim: GoogleSim) -> None:
    back = consent(sim)
    assert back["state"] == "s1"
    given = exchange(sim, back["code"]).json()
    assert given["scope"].split() == sorted([READ, COMPOSE])
    assert exchange(sim, back["code"]).json()["error"] == "invalid_grant"
    sim.timer.sleep(4000)
    fresh = token(sim, grant_type="refresh_token", refresh_token=given["refresh_token"]).json()
    head = {"Authorization": f"Bearer {fresh['access_token']}"}
    assert httpx.get(sim.base + PROFILE, headers=head).status_code == 200
    assert httpx.post(f"{sim.base}/revoke", data={"token": given["refresh_token"]}).status_code == 200
    assert httpx.post(f"{sim.base}/revoke", data={"token": given["refresh_token"]}).status_code == 400
    assert httpx.get(sim.base + PROFILE, headers=head).status_code == 401
    refused = token(sim, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


def test_faults_meet_the_sign_in_too(sim: GoogleSim) -> None:
    sim.faults.add("POST /token", "400 invalid_grant")
    assert exchange(sim, consent(sim)["code"]).json()["error"] == "invalid_grant"


def test_only_who_knows_the_verifier_gets_tokens(sim: GoogleSim) -> None:
    assert exchange(sim, consent(sim)["code"], "wrong").json()["error"] == "invalid_grant"
    wrong = token(sim, grant_type="refresh_token", refresh_token="x", client_secret="other")
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"code_challenge_method": "plain"}, "PKCE"),
        ({"state": ""}, "no state"),
        ({"redirect_uri": "http://elsewhere.example/"}, "not to loopback"),
        ({"client_id": "other"}, "client is unknown"),
        ({"prompt": "please"}, "prompt"),
        ({"colour": "red"}, "no parameter colour"),
    ],
)
def test_a_careless_authorization_request_is_a_violation(changed: dict[str, str], fault: str) -> None:
    with GoogleSim() as sim:
        assert httpx.get(f"{sim.base}/auth", params={**ASKED, **changed}).status_code == 400
        assert fault in sim.violations[0]
        sim.violations.clear()


def test_the_user_unticks_denies_and_takes_another_account(sim: GoogleSim) -> None:
    sim.oauth.user.unticks = {COMPOSE}
    assert exchange(sim, consent(sim)["code"]).json()["scope"] == READ
    sim.oauth.user.signs_in_as = "other@example.com"
    given = exchange(sim, consent(sim)["code"]).json()
    head = {"Authorization": f"Bearer {given['access_token']}"}
    assert httpx.get(sim.base + PROFILE, headers=head).json()["emailAddress"] == "other@example.com"
    sim.oauth.user.denies = True
    assert consent(sim) == {"state": "s1", "error": "access_denied"}


def test_without_asking_again_there_is_no_second_refresh_token(sim: GoogleSim) -> None:
    assert "refresh_token" in exchange(sim, consent(sim)["code"]).json()
    assert "refresh_token" not in exchange(sim, consent(sim, prompt="select_account")["code"]).json()


def test_in_testing_a_sign_in_lasts_seven_days() -> None:
    with GoogleSim(testing=True) as sim:
        given = exchange(sim, consent(sim)["code"]).json()
        assert given["refresh_token_expires_in"] == 604_799
        sim.timer.sleep(6 * 86_400)
        form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
        assert token(sim, **form).status_code == 200
        sim.timer.sleep(86_400)
        assert token(sim, **form).json()["error"] == "invalid_grant"


def test_the_client_file_leads_here(sim: GoogleSim, tmp_path: Path) -> None:
    installed = json.loads(sim.client_file(tmp_path / "client.json").read_text("utf-8"))["installed"]
    assert installed["token_uri"] == f"{sim.base}/token"
    assert installed["client_id"] == CLIENT_ID
