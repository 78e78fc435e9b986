"""Reading mail from the simulator."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.client import RAW, Client, error


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


def test_attachments_are_listed_with_their_bytes(sim: OutlookSim, client: Client) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Your offer"
    letter.set_content("Attached.")
    letter.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="offer.pdf")
    id = sim.mailbox.deliver(letter.as_bytes())
    assert client.get(f"/me/messages/{id}", select="hasAttachments")["hasAttachments"]
    (found,) = client.get(f"/me/messages/{id}/attachments")["value"]
    assert (found["name"], found["contentBytes"]) == ("offer.pdf", "JVBERg==")
    assert client.get(f"/me/messages/{id}", expand="attachments")["attachments"][0]["size"] == 4
    (found,) = client.get(f"/me/messages/{id}", expand="attachments($select=name,size)")["attachments"]
    assert {"name", "size", "id"} <= set(found)
    assert "contentBytes" not in found


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: \xff\xfe\r\nFrom: <<<>>>,,\r\nTo: @,;:\r\nDate: never\r\n\r\n\x00\xff",
        b"Content-Type: text/plain; charset=nowhere; x*0*=; x*1\r\n\r\n\xe4",
        b"Content-Type: multipart/mixed; boundary=\r\nFrom: =?x?q?=00?= <a@b>\r\n\r\n--\r\n",
    ],
)
def test_damaged_mail_is_shown_all_the_same(raw: bytes, sim: OutlookSim, client: Client) -> None:
    id = sim.mailbox.deliver(raw)
    client.get(f"/me/messages/{id}", select="subject,body,from,toRecipients,internetMessageHeaders")
    assert client.ask("GET", f"/me/messages/{id}/$value").content == raw


def test_sent_items_show_only_headers_of_ones_own(sim: OutlookSim, client: Client) -> None:
    id = sim.mailbox.deliver(RAW.replace(b"To:", b"X-Mark: m1\r\nTo:", 1), "sentitems")
    seen = client.get(f"/me/messages/{id}", select="internetMessageHeaders,isDraft")
    assert seen["internetMessageHeaders"] == [{"name": "X-Mark", "value": "m1"}]
    assert not seen["isDraft"]


def test_a_draft_written_elsewhere_can_be_sent(sim: OutlookSim, client: Client) -> None:
    id = sim.mailbox.deliver(RAW.replace(b"References:", b"In-Reply-To: <zero@firm.example>\r\nReferences:"), "drafts")
    assert client.get(f"/me/messages/{id}")["isDraft"]
    sim.mailbox.user_sends_draft(id)
    assert b"In-Reply-To: <zero@firm.example>" in sim.sent[0]
    assert b"Reply-To: jobs@firm.example" in sim.sent[0]


def test_what_me_says_can_be_set(sim: OutlookSim, client: Client) -> None:
    sim.mailbox.user = {"mail": None, "userPrincipalName": "alex_example.com#EXT#@firm.example"}
    assert client.get("/me")["mail"] is None
    assert client.get("/me", select="proxyAddresses")["proxyAddresses"] == ["SMTP:alex@example.com"]
