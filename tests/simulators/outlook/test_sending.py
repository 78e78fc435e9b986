"""Drafts of the simulator, and what leaves."""

from __future__ import annotations

from email import message_from_bytes
from typing import Any
from urllib.parse import quote

import pytest

from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.client import RAW, Client, error

MARKER = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name mark"


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


def test_on_its_way_a_mail_may_be_nowhere(sim: OutlookSim, client: Client) -> None:
    sim.mailbox.quirks.in_transit = "gone"
    draft = reply(sim, client)
    client.post(f"/me/messages/{draft}/send")
    assert client.ask("GET", f"/me/messages/{draft}").status_code == 404
    assert marked(client) == []
    sim.timer.sleep(4)
    assert [one["id"] for one in marked(client)] == [draft]


def test_the_sent_copy_may_be_without_marker_or_with_another_message_id(sim: OutlookSim, client: Client) -> None:
    sim.mailbox.quirks.keeps_marker = sim.mailbox.quirks.keeps_message_id = False
    draft = reply(sim, client)
    client.ask("PATCH", f"/me/messages/{draft}", {"internetMessageId": "<mine@example.com>"})
    client.post(f"/me/messages/{draft}/send")
    sim.timer.sleep(4)
    assert marked(client) == []
    copy = client.get(f"/me/messages/{draft}")
    assert copy["internetMessageId"] == message_from_bytes(sim.sent[0])["Message-ID"] != "<mine@example.com>"


def test_an_answer_to_a_sent_mail_joins_its_conversation(sim: OutlookSim, client: Client) -> None:
    draft = reply(sim, client)
    client.post(f"/me/messages/{draft}/send")
    sim.timer.sleep(4)
    seen = client.get(f"/me/messages/{draft}")
    answer = RAW.replace(b"<one@", b"<two@").replace(b"<zero@firm.example>", seen["internetMessageId"].encode())
    id = sim.mailbox.deliver(answer)
    assert client.get(f"/me/messages/{id}")["conversationId"] == seen["conversationId"]


def test_nothing_that_is_written_in_a_draft_breaks_out_of_its_line(sim: OutlookSim, client: Client) -> None:
    made = client.post("/me/messages", {
        "subject": "a\r\nBcc: b@c.example", "toRecipients": [{"emailAddress": {"address": "a@b.example", "name": "Zoë\nX: y"}}],
        "body": {"contentType": "html", "content": "<p>Grüße</p>"},
    }).json()  # fmt: skip
    assert "<html>" in made["body"]["content"]
    client.post(f"/me/messages/{made['id']}/send")
    letter = message_from_bytes(sim.sent[0])
    assert set(letter) & {"Bcc", "X"} == set()
    assert letter.get_content_type() == "text/html"
