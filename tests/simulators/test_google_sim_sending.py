"""The simulated mailbox: drafts, what leaves, quota, tokens and faults on demand."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import httpx
import pytest

from tests.simulators.google import GoogleSim
from tests.simulators.google.clock import START
from tests.simulators.google.faults import answer, hang
from tests.simulators.google_client import ADDRESS, PROFILE, READ, Client, encoded, error_of, mail, reply_to


@pytest.fixture
def sim() -> Iterator[GoogleSim]:
    with GoogleSim(address=ADDRESS) as made:
        yield made


@pytest.fixture
def client(sim: GoogleSim) -> Iterator[Client]:
    with Client(sim) as made:
        yield made


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
