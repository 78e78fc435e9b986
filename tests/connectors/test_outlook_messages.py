"""Messages as Graph tells them, as the reader is given them: nothing lost that it needs, nothing that anybody could slip in."""

from __future__ import annotations

import email
import gzip
import json
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.reading import mime as reading_mime
from agent.reading import read
from connectors.base import MAX_RAW
from connectors.outlook import messages
from tests.connectors.test_outlook_mail import Box, a_box, created, problems
from tests.contracts import EMPLOYER, NOW, USER, letter, submission
from tests.simulators.outlook import mime

CORPUS = Path(__file__).parent.parent / "data" / "corpus" / "d.jsonl.gz"
INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//firm//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:interview-7@meridian.example
SEQUENCE:0
DTSTAMP:20261118T120000Z
DTSTART:20261124T150000Z
DTEND:20261124T160000Z
SUMMARY:Interview with Meridian Robotics
ORGANIZER;CN=Joanne:mailto:joanne@meridian.example
ATTENDEE;CN=Sam Lee;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sam.lee@example.net
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def told(**more: Any) -> dict[str, Any]:
    """A message as Graph tells it."""
    return {
        "id": "AAkALgone",
        "subject": "Your offer",
        "from": mime.recipient(EMPLOYER, "Joanne Reyes"),
        "sender": mime.recipient(EMPLOYER, "Joanne Reyes"),
        "toRecipients": [mime.recipient(USER, "Sam Lee")],
        "ccRecipients": [],
        "sentDateTime": "2026-11-18T14:00:00Z",
        "receivedDateTime": "2026-11-18T14:00:05Z",
        "internetMessageId": "<one@meridian.example>",
        "body": {"contentType": "html", "content": "<p>We offer you the post.</p>"},
        "hasAttachments": False,
        **more,
    }


def fields(raw: bytes) -> dict[str, str]:
    return {name.lower(): value for name, value in email.message_from_bytes(raw).items()}


@pytest.fixture
def box() -> Any:
    with a_box() as found:
        yield found


# ---------------------------------------------------------------- the header


def test_the_header_as_it_came_is_kept_in_its_order_and_the_originals_body_is_not_spoken_of() -> None:
    given_ = [
        ("Received", "from a by b"), ("Authentication-Results", "mx; dmarc=pass"), ("From", f"Joanne <{EMPLOYER}>"),
        ("List-Id", "<jobs.example>"), ("X-Mailer", "x"), ("References", "<zero@meridian.example>"),
        ("Content-Type", 'multipart/alternative; boundary="abc"'), ("Content-Transfer-Encoding", "base64"), ("MIME-Version", "1.0"),
    ]  # fmt: skip
    raw = messages.written(told(internetMessageHeaders=[{"name": n, "value": v} for n, v in given_]))
    document = reading_mime.parse(raw)
    assert list(email.message_from_bytes(raw).keys())[:6] == [name for name, _ in given_[:6]]
    assert document.headers["authentication-results"] == ("mx; dmarc=pass",)
    assert document.references == ("<zero@meridian.example>",)
    assert document.bulk
    assert document.text().strip() == "We offer you the post."


def test_a_sent_copy_has_its_header_from_the_properties() -> None:
    raw = messages.written(
        told(
            **{"from": mime.recipient(USER, "Sam Lee"), "sender": mime.recipient(USER, "Sam Lee")},
            toRecipients=[mime.recipient(EMPLOYER, "Reyes, Joanne"), mime.recipient("hr@meridian.example")],
            ccRecipients=[mime.recipient("x@firm.example", "Zoë")],
            internetMessageHeaders=[{"name": "x-origin", "value": "outlook"}],
            singleValueExtendedProperties=[
                {"id": "String 0x1042", "value": "<one@meridian.example>"},
                {"id": "String 0x1039", "value": "<zero@meridian.example> <one@meridian.example>"},
            ],
        )
    )
    document = reading_mime.parse(raw)
    assert document.from_.address == USER
    assert [box.address for box in document.to] == [EMPLOYER, "hr@meridian.example"]
    assert document.to[0].name == "Reyes, Joanne"
    assert document.cc[0].name == "Zoë"
    assert document.subject == "Your offer"
    assert document.message_id == "<one@meridian.example>"
    assert document.in_reply_to == "<one@meridian.example>"
    assert document.references == ("<zero@meridian.example>", "<one@meridian.example>")
    assert document.sent_at == NOW
    assert document.headers["x-origin"] == ("outlook",)


def test_somebody_without_an_address_of_the_internet_keeps_their_name() -> None:
    inside = mime.recipient("/o=ExchangeLabs/cn=Recipients/cn=1", "Joanne Reyes")
    raw = messages.written(told(**{"from": inside, "sender": inside}))
    assert "Joanne Reyes" in fields(raw)["from"]
    assert reading_mime.parse(raw).from_.address == ""


@pytest.mark.parametrize("what", ["\r\nBcc: x@evil.example", "\n\nbody", "\x00\r", "a\u2028b", "\r\n\r\n--mark"])
def test_no_value_makes_a_field_of_its_own(what: str) -> None:
    raw = messages.written(
        told(
            subject=f"Hello{what}",
            internetMessageId=f"<a{what}@b>",
            **dict.fromkeys(("from", "sender"), mime.recipient(f"a{what}@b.example", f"Joanne{what}\" <evil@evil.example>, ")),
            internetMessageHeaders=[
                {"name": f"X-One{what}", "value": "x"}, {"name": "X-Two", "value": f"x{what}"}, {"name": "X-Three:", "value": "x"},
                {"name": "", "value": "x"}, {"name": 7, "value": "x"}, {"name": "X-Four", "value": None}, "nothing", None,
            ],
        )
    )  # fmt: skip
    assert set(fields(raw)) <= {
        "x-two", "from", "sender", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding",
    }  # fmt: skip
    document = reading_mime.parse(raw)
    assert document.from_.address not in ("evil@evil.example", "x@evil.example")
    assert document.text().strip() == "We offer you the post."


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["name", "value", "emailAddress", "address", "content", "contentType", "id"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*told(), "internetMessageHeaders", "singleValueExtendedProperties", "replyTo", "@odata.type"]), ANYTHING), st.lists(st.dictionaries(st.sampled_from(["name", "contentType", "size"]), ANYTHING, max_size=3), max_size=3))  # fmt: skip
def test_any_values_give_a_message_and_always_the_same(values: dict[str, Any], files: list[dict[str, Any]]) -> None:
    message = told(**values)
    raw = messages.written(message, files)
    assert raw == messages.written(json.loads(json.dumps(message)), files)
    assert b"\r\n\r\n" in raw
    messages.must_be_whole(message)
    messages.may_have_files(message)
    messages.matter(files)
    read(raw, me={USER}, zone="UTC")


def test_lone_halves_of_signs_do_no_harm() -> None:
    assert b"?" in messages.written(told(subject="\ud83d", body={"contentType": "text", "content": "\udc00"}))


# ---------------------------------------------------------------- the parts


def test_attachments_are_named_and_have_no_content() -> None:
    files = [
        {"name": "Offer letter.pdf", "contentType": "application/pdf", "size": 9},
        {"name": 'a"\r\nX: y.doc', "contentType": "bad\r\n", "size": 9},
        {"name": "event.ics", "contentType": "text/calendar", "size": 9},
    ]
    document = reading_mime.parse(messages.written(told(), files))
    assert [a.name for a in document.attachments] == ["Offer letter.pdf", "a' X: y.doc"]
    assert document.text().strip() == "We offer you the post."
    assert not document.faults


def test_a_body_that_holds_the_boundary_is_not_cut() -> None:
    files = [{"name": "x.pdf", "contentType": "application/pdf"}]
    mark = messages.written(told(), files).partition(b'boundary="')[2].partition(b'"')[0].decode()
    content = f"<p>One</p>\r\n--{mark}\r\n\r\n<p>Two</p>\r\n--{mark}--"
    document = reading_mime.parse(messages.written(told(body={"contentType": "html", "content": content}), files))
    assert "Two" in document.text()


def test_a_huge_body_is_cut() -> None:
    assert len(messages.written(told(body={"contentType": "text", "content": "é" * MAX_RAW * 2}))) < 2 * MAX_RAW + 2000


def attached(name: str, kind: str, content: bytes = b"abc") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = EMPLOYER, USER, "With a file"
    message["Message-ID"] = f"<{name}@meridian.example>"
    message.set_content("Please see the file.")
    main, _, sub = kind.partition("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def test_what_is_attached_is_asked_for_by_name_only(box: Box) -> None:
    box.sim.mailbox.deliver(attached("Offer.pdf", "application/pdf"))
    (message,) = created(box.sync())
    assert [a.name for a in reading_mime.parse(message.raw).attachments] == ["Offer.pdf"]
    assert [route for route in box.asked() if route.startswith("message.")] == ["message.attachments"]
    assert box.role.fetch(message.provider_id) == message


def test_what_is_attached_to_a_page_of_messages_is_one_request(box: Box) -> None:
    for number in range(30):
        box.sim.mailbox.deliver(attached(f"{number}.pdf", "application/pdf"), at=NOW - timedelta(hours=number))
    found = created(box.sync())
    names = {reading_mime.parse(message.raw).attachments[0].name for message in found}
    assert names == {f"{number}.pdf" for number in range(30)}
    asked = box.asked()
    assert asked.count("folder.messages") == 1
    assert "message.attachments" not in asked
    assert box.role.fetch(found[0].provider_id) == found[0]


def test_a_first_reading_asks_for_what_is_attached_once_for_several_pages(box: Box) -> None:
    # Two of each second, so that each request ends between messages of one second.
    for number in range(301):
        at = NOW - timedelta(seconds=(number + 1) // 2)
        box.sim.mailbox.deliver(attached(f"{number}.pdf", "application/pdf"), at=at)
    names = {reading_mime.parse(message.raw).attachments[0].name for message in created(box.sync())}
    assert names == {f"{number}.pdf" for number in range(301)}
    asked = box.asked()
    assert asked.count("folder.messages") <= 4
    assert asked.count("message.attachments") <= 4


@pytest.mark.parametrize("fault", ["400", "504"])
def test_where_a_page_of_attachments_is_refused_each_message_is_asked_by_itself(box: Box, fault: str) -> None:
    for number in range(4):
        box.sim.mailbox.deliver(attached(f"{number}.pdf", "application/pdf"))
    box.sim.faults.add("folder.messages", fault, times=99)
    names = {reading_mime.parse(message.raw).attachments[0].name for message in created(box.sync())}
    assert names == {f"{number}.pdf" for number in range(4)}


def test_a_calendar_file_that_is_attached_is_read(box: Box) -> None:
    raw = attached("invite.ics", "application/octet-stream", INVITATION.encode())
    box.sim.mailbox.deliver(raw)
    (message,) = created(box.sync())
    assert message.raw == raw


def test_attachments_of_bulk_and_junk_mail_are_not_asked_for(box: Box) -> None:
    box.sim.mailbox.deliver(attached("a.pdf", "application/pdf"), "junkemail")
    box.sim.mailbox.deliver(b"List-Unsubscribe: <https://x.example>\n" + attached("b.pdf", "application/pdf"))
    assert len(created(box.sync())) == 2
    assert "message.attachments" not in box.asked()


def invitation() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = EMPLOYER, USER, "Interview with Meridian Robotics"
    message["Message-ID"], message["Date"] = "<invite@meridian.example>", NOW
    message.set_content("You are invited.")
    message.add_alternative(INVITATION, subtype="calendar", params={"method": "REQUEST"})
    return message.as_bytes()


def test_an_invitation_has_the_event_as_its_organizer_names_it(box: Box) -> None:
    box.sim.invite(invitation())
    (message,) = created(box.sync())
    (part,) = reading_mime.parse(message.raw).calendars
    assert part.method == "REQUEST"
    assert b"UID:interview-7@meridian.example" in part.raw
    assert box.asked("message.value") == ["message.value"]
    assert box.role.fetch(message.provider_id) == message


def test_an_invitation_that_cannot_be_had_whole_is_read_as_far_as_it_is_told(box: Box) -> None:
    box.sim.invite(invitation())
    box.sim.faults.add("message.value", "400", times=9)
    pages = box.sync()
    assert "Interview with Meridian" in created(pages)[0].raw.decode()
    assert len(problems(pages)) == 1


def test_an_invitation_that_goes_while_it_is_read_is_passed_over(box: Box) -> None:
    box.sim.invite(invitation())
    box.sim.faults.add("message.value", "404", times=1)
    assert created(box.sync()) == []


def test_a_report_of_what_could_not_be_delivered_is_read_whole(box: Box) -> None:
    raw = (
        f"From: postmaster@example.net\r\nTo: {USER}\r\nSubject: Undeliverable\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        "It failed.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;x\r\n\r\nFinal-Recipient: rfc822;a@b.example\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <ours@example.net>\r\n\r\n--b--\r\n"
    ).encode()
    box.sim.mailbox.deliver(raw)
    (message,) = created(box.sync())
    assert message.raw == raw
    assert read(message.raw, me={USER}, zone="UTC").bounce_of == "<ours@example.net>"


# ---------------------------------------------------------------- as the reader reads it


def test_the_reader_reads_it_as_it_reads_the_original() -> None:
    with gzip.open(CORPUS, "rt", encoding="ascii") as lines:
        rows = [json.loads(line) for line in lines][:120]
    differ = []
    for row in rows:
        raw = row["raw"].encode("latin-1")
        if b"text/calendar" in raw.lower() or b"multipart/report" in raw.lower():
            continue  # these are given whole
        seen = mime.view(raw)
        entry = {**seen, "id": "x", "body": mime.in_form(seen["body"], text=False, draft=False)}
        files = list(mime.attachments(mime.parse(raw)))
        ours = read(messages.written(entry, files), me={USER}, zone="UTC")
        whole = read(raw, me={USER}, zone="UTC")
        if (ours.label, ours.message_id, ours.from_) != (whole.label, whole.message_id, whole.from_):
            differ.append((whole.label, ours.label, whole.subject))
    assert differ == []


def test_plain_text_comes_back_out_of_what_outlook_made_of_it(box: Box) -> None:
    text = "Dear Sam,\n\n1 < 2 & 3 > 2\n> quoted\n\nJoanne\n"
    box.sim.mailbox.deliver(letter(1, text))
    (message,) = created(box.sync())
    assert email.message_from_bytes(message.raw).get_payload() == text
    assert email.message_from_bytes(message.raw).get_content_type() == "text/plain"


def test_html_that_only_says_it_was_plain_text_stays_html() -> None:
    html = '<html><!-- converted from text --><body><p style="display:none">We offer you the post.</p></body></html>'
    header = [{"name": "Content-Type", "value": "text/html"}]
    raw = messages.written(told(body={"contentType": "html", "content": html}, internetMessageHeaders=header))
    assert email.message_from_bytes(raw).get_content_type() == "text/html"


def test_a_reply_of_ours_belongs_to_its_thread(box: Box) -> None:
    id_ = box.sim.mailbox.deliver(submission().raw, "sentitems")
    box.sim.mailbox.store.item(id_).extended["String 0x1042"] = "<7@contract.example>"
    (message,) = created(box.sync())
    assert message.sent
    assert reading_mime.parse(message.raw).in_reply_to == "<7@contract.example>"
