"""Bytes to document: zones, quotes, forwards, signatures, charsets, and what is hostile."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime

import pytest

from agent.reading.document import Document
from agent.reading.mime import parse
from tests.reading.eml import eml


def kinds(document: Document) -> list[str]:
    return [zone.kind for zone in document.zones if zone.kind != "subject"]


def test_new_text_signature_and_footer_are_apart() -> None:
    text = (
        "Hi Mara,\n\nThe panel liked you.\n\n-- \nPetra Voss\nHead of People\n\n"
        "This e-mail and any files with it are confidential and intended solely for the addressee."
    )
    document = parse(eml(text))
    assert kinds(document) == ["text", "signature", "footer"]
    assert document.text() == "Hi Mara,\n\nThe panel liked you."
    assert document.text("signature") == "Petra Voss\nHead of People"


def test_a_block_that_begins_with_the_senders_name_is_a_signature() -> None:
    document = parse(eml("The date is fine.\n\nPetra Voss\nHarrow & Pike Ltd"))
    assert document.text("signature") == "Petra Voss\nHarrow & Pike Ltd"


def test_a_long_text_after_thanks_is_no_signature() -> None:
    document = parse(eml("Thanks,\n\n" + "we will send you the contract as soon as the board has met. " * 4))
    assert "contract" in document.text()


def test_hard_wrapped_lines_are_joined_and_lists_kept() -> None:
    text = (
        "We are glad that you could come to see us on Tuesday and would like to know\n"
        "whether you could start in March, which is when the new hall opens.\n\n"
        "- salary of 40,000\n- thirty days of leave\n"
    )
    lines = parse(eml(text)).text().split("\n")
    assert lines[0].endswith("when the new hall opens.")
    assert lines[2:] == ["- salary of 40,000", "- thirty days of leave"]


def test_flowed_text_is_joined() -> None:
    raw = (
        eml("x")
        .replace(b"text/plain;", b"text/plain; format=flowed;")
        .replace(b"\n\nx", b"\n\nWe offer you \nthe post.")
    )
    assert parse(raw).text() == "We offer you the post."


def test_a_quote_below_on_wrote_is_quoted_with_sender_and_date() -> None:
    text = "Yes, gladly.\n\nOn Thu, 5 Nov 2026 at 10:02, Petra Voss <petra.voss@harrowpike.com> wrote:\n> Would you accept?\n> Petra\n"
    document = parse(eml(text))
    assert document.text() == "Yes, gladly."
    quoted = next(zone for zone in document.zones if zone.kind == "quoted")
    assert quoted.from_ is not None
    assert quoted.from_.address == "petra.voss@harrowpike.com"
    assert quoted.sent_at == datetime(2026, 11, 5, 10, 2, tzinfo=UTC)
    assert "Would you accept?" in quoted.text


def test_answers_between_quoted_lines_are_new() -> None:
    text = "On Monday Petra wrote:\n> Can you start in March?\nYes.\n> And the salary?\nFine too.\n"
    document = parse(eml(text))
    assert document.text() == "Yes.\nFine too."


@pytest.mark.parametrize(
    ("subject", "kind"),
    [("Re: Your interview", "quoted"), ("FW: Your interview", "forwarded"), ("Fwd: hello", "forwarded")],
)
def test_an_outlook_header_begins_what_is_older(subject: str, kind: str) -> None:
    text = "See below.\n\nFrom: Dana Holt <dana@ottermill.org>\nSent: 3 November 2026 09:15\nTo: Petra Voss\nSubject: The post\n\nWe want her."
    document = parse(eml(text, subject=subject))
    older = document.zones[-1]
    assert (older.kind, older.from_ and older.from_.address) == (kind, "dana@ottermill.org")
    assert "We want her." in older.text
    assert document.text() == "See below."


def test_a_forwarded_message_is_forwarded_whatever_the_subject() -> None:
    text = "Look!\n\n---------- Forwarded message ---------\nFrom: Dana <dana@ottermill.org>\nDate: Tue, 3 Nov 2026\nSubject: Offer\n\nWe offer."
    document = parse(eml(text))
    assert kinds(document) == ["text", "forwarded"]
    assert document.text("forwarded") == "Offer\n\nWe offer."


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote">On Monday X wrote:<blockquote>OLD</blockquote></div>',
        '<blockquote type="cite">OLD</blockquote>',
        '<div id="appendonsend"></div><p>OLD</p>',
        '<div id="divRplyFwdMsg"><b>From:</b> X</div><p>OLD</p>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> X</p></div><p>OLD</p>',
        '<div class="yahoo_quoted">OLD</div>',
    ],
)
def test_quotes_of_mail_programs_are_known_by_their_dom(quote: str) -> None:
    document = parse(eml(html=f"<html><body><p>New words.</p>{quote}</body></html>"))
    assert document.text() == "New words."
    assert "OLD" in document.text("quoted")


def test_hidden_preheaders_styles_and_pixels_are_not_text() -> None:
    page = (
        "<html><head><style>p{color:red}</style></head><body><div style='display:none'>Preheader</div>"
        "<p>Hello&nbsp;Mara,\u200b\u034f</p><p>the \u201coffer\u201d</p><img src='https://t.example/p.gif' width=1></body></html>"
    )
    assert parse(eml(html=page)).text() == 'Hello Mara,\n\nthe "offer"'


def test_links_are_kept_with_their_words() -> None:
    document = parse(
        eml(
            html='<p><a href="https://jobs.harrowpike.com/offer/1">Review your offer</a> <a href="javascript:x">no</a></p>'
        )
    )
    assert document.links == (("Review your offer", "https://jobs.harrowpike.com/offer/1"),)


def test_cells_of_a_row_stand_on_one_line() -> None:
    page = "<table><tr><td>Start date</td><td>2 March 2027</td></tr><tr><td>Salary</td><td>40,000</td></tr></table>"
    assert parse(eml(html=page)).text() == "Start date 2 March 2027\nSalary 40,000"


def test_attachments_are_named_and_text_files_read() -> None:
    document = parse(eml("See attached.", attach=("Offer.txt", "text/plain", b"We offer you the post.")))
    assert document.attachments[0].name == "Offer.txt"
    assert document.text("attachment") == "We offer you the post."


def test_a_message_within_the_message_is_forwarded() -> None:
    inner = eml("We offer you the post.", from_="Dana <dana@ottermill.org>", subject="Offer")
    head = b"From: a@b.org\nSubject: this\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    raw = head + b"--x\n\nsee below\n--x\nContent-Type: message/rfc822\n\n" + inner + b"\n--x--\n"
    zone = next(zone for zone in parse(raw).zones if zone.kind == "forwarded")
    assert zone.from_ is not None
    assert (zone.from_.address, zone.text) == ("dana@ottermill.org", "Offer\n\nWe offer you the post.")


def test_a_bounce_names_the_message_that_did_not_arrive() -> None:
    raw = (
        b"From: Mail Delivery System <mailer-daemon@mx.example.net>\nSubject: Undelivered Mail Returned to Sender\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        b"--x\n\nIt could not be delivered.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        b"Final-Recipient: rfc822; Dana@Ottermill.org\nAction: failed\nStatus: 5.1.1\n\n"
        b"--x\nContent-Type: message/rfc822\n\nMessage-ID: <gone@example.net>\nSubject: I accept\n\nyes\n--x--\n"
    )
    status = parse(raw).delivery_status
    assert status is not None
    assert (status.recipient, status.message_id, status.failed) == ("dana@ottermill.org", "<gone@example.net>", True)


def test_a_delay_is_no_failure() -> None:
    raw = (
        b"From: postmaster@mx.example.net\nSubject: Delivery Status Notification (Delay)\n"
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n"
        b"Final-Recipient: rfc822; d@o.org\nAction: delayed\n--x--\n"
    )
    status = parse(raw).delivery_status
    assert status is not None
    assert not status.failed


@pytest.mark.parametrize(
    ("head", "automatic", "bulk"),
    [
        ({"Auto_Submitted": "auto-replied"}, True, False),
        ({"Auto_Submitted": "no"}, False, False),
        ({"List_Unsubscribe": "<https://x.example/u>"}, False, True),
        ({"Precedence": "bulk"}, True, True),
        ({"from_": "X <no-reply@x.org>"}, True, False),
        ({}, False, False),
    ],
)
def test_machines_and_lists_are_told_apart(head: dict[str, str], automatic: bool, bulk: bool) -> None:
    document = parse(eml(**head))  # type: ignore[arg-type]  # header fields by name
    assert (document.automatic, document.bulk) == (automatic, bulk)


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        ("utf-8", "Grüße".encode()),
        ("iso-8859-1", "Grüße".encode("cp1252")),
        ("windows-1252", "Grüße".encode("cp1252")),
        ("us-ascii", "Grüße".encode("cp1252")),
        ("x-unknown", "Grüße".encode()),
        ("punycode", "Grüße".encode()),
        ("utf-16", "Grüße".encode("utf-16")),
    ],
)
def test_any_charset_gives_text(charset: str, raw: bytes) -> None:
    head = f"From: a@b.org\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    assert parse(head.encode() + base64.b64encode(raw)).text() == "Grüße"


def test_headers_are_decoded_whatever_they_hold() -> None:
    document = parse(
        b"From: =?utf-8?q?J=C3=BCrgen_M=2C?= <J@B.org>, \nSubject: =?iso-2022-jp?b?GyRCRnxLXBsoQg==?= =?x-none?q?a?=\n"
        b"To: undisclosed-recipients:;\nDate: not a date\nMessage-ID: bare@id\n\nx"
    )
    assert (document.from_.address, document.from_.name) == ("j@b.org", "Jürgen M,")
    assert document.subject == "日本 a" or document.subject == "日本a"
    assert document.to == ()
    assert document.message_id == "<bare@id>"


HEAD = b"From: a@b.org\nSubject: interview\nMIME-Version: 1.0\n"
HOSTILE = {
    "many parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: text/plain\n\nx\n" * 10_000,
    "deep nesting": HEAD
    + b"Content-Type: multipart/mixed; boundary=b0\n\n"
    + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1) for i in range(500)),
    "nested messages": b"Content-Type: message/rfc822\n\n" * 300 + b"x",
    "reopened tags": HEAD
    + b"Content-Type: text/html\n\n"
    + b"".join(b"<b id=%d>" % i for i in range(9_000))
    + b"<p>x" * 30_000,
    "deep page": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 60_000,
    "open styles": HEAD + b"Content-Type: text/html\n\n" + b"<style>" * 60_000,
    "open comments": HEAD + b"Content-Type: text/html\n\n" + b"<!--" * 80_000,
    "parentheses": b"From: " + b"(" * 50_000 + b"\nSubject: " + b"=?utf-8?q?a?=" * 3_000 + b"\n\nx",
    "many fields": b"X-Y: z\n" * 50_000 + b"\nx",
    "capitals": HEAD + b"\n" + b"Harrow And Pike Group\n" * 15_000,
    "nul bytes": HEAD + b"\n" + b"\0" * 100_000,
    "no boundary": HEAD + b"Content-Type: multipart/alternative\n\nx",
    "broken base64": HEAD + b"Content-Transfer-Encoding: base64\n\n!!!" + b"QUJD" * 1_000 + b"Q",
    "nothing": b"",
    "noise": bytes(range(256)) * 500,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_mail_costs_little(raw: bytes) -> None:
    began = time.process_time()
    document = parse(raw)
    assert time.process_time() - began < 2
    assert isinstance(document.text(), str)


def test_what_lies_beyond_the_bounds_is_told() -> None:
    document = parse(HEAD + b"\n" + b"interview " * 600_000)
    assert document.truncated
    assert document.faults
    assert len(document.text()) <= 512 * 1024


def test_a_missing_last_boundary_loses_nothing() -> None:
    document = parse(
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nthe last words"
    )
    assert document.text() == "the last words"
    assert document.faults
