"""The message that leaves, byte by byte."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.letters import Unwritable, build, compose, message_id_for
from agent.model import Letter, Recipient
from connectors.base import Mailbox
from tests.letters.build import NOW, SAM, reading, wanted

ID = "<4f1c@example.net>"
DATE = datetime(2026, 11, 18, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
LETTER = compose(wanted(reading(message_id="<1@x.y>")), SAM, NOW)


def parsed(letter: Letter) -> EmailMessage:
    message = message_from_bytes(build(letter, message_id=ID, date=DATE), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_it_is_one_plain_text_part_with_the_headers_of_an_answer() -> None:
    raw = build(LETTER, message_id=ID, date=DATE)
    assert raw.startswith(
        b"From: Sam Lee <sam.lee@example.net>\r\n"
        b"To: Fraser Boyd <fraser.boyd@abernethyglass.com>\r\n"
        b"Subject: Re: Interview on Tuesday 24 November\r\n"
        b"Date: Wed, 18 Nov 2026 09:00:00 -0500\r\n"
        b"Message-ID: <4f1c@example.net>\r\n"
        b"In-Reply-To: <1@x.y>\r\n"
        b"References: <1@x.y>\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: text/plain; charset="us-ascii"\r\n'
    )


def test_nothing_tells_that_a_program_wrote_it() -> None:
    raw = build(LETTER, message_id=ID, date=DATE).lower()
    assert not re.search(rb"^x-|user-agent|mailer|auto-submitted|bowout|agent", raw, re.MULTILINE)


def test_lines_end_in_crlf_and_none_is_too_long() -> None:
    long = replace(LETTER, body="ü" * 3000 + "\n" + "x" * 3000 + "\nFrom here on\n", subject="Re: " + "ö" * 300)
    for letter in (LETTER, long):
        raw = build(letter, message_id=ID, date=DATE)
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    assert parsed(long).get_content().replace("\r\n", "\n") == long.body
    assert b"\r\nFrom here" not in build(long, message_id=ID, date=DATE)


def test_short_ascii_goes_as_it_is() -> None:
    short = replace(LETTER, body="Dear Fraser,\n\nThank you.\n\nSam Lee\n")
    raw = build(short, message_id=ID, date=DATE)
    assert b"Content-Transfer-Encoding: 7bit\r\n\r\nDear Fraser,\r\n\r\nThank you.\r\n" in raw


@pytest.mark.parametrize(
    "name",
    ["Doe, Jane", 'Jane "JD" Doe', "Jane\\Doe", "Zoë Łukasiewicz", "山田 太郎", "J. R. Hartley (HR)", "=?utf-8?q?x?=", "ü" * 15,
     "Ann <ann@x.com>", "a@b.com", ""],
)  # fmt: skip
def test_names_come_back_as_they_were(name: str) -> None:
    """A comma in a name does not make two recipients, nor a bracket another address."""
    to = (Recipient("jane@x.com", "because", name), Recipient("ann@y.com", "because", "Ann"))
    message = parsed(replace(LETTER, to=to))
    found = message["to"].addresses
    assert [a.addr_spec for a in found] == ["jane@x.com", "ann@y.com"]
    if not name.startswith("=?"):
        assert found[0].display_name == name


def test_many_recipients_and_references_are_folded_between_them() -> None:
    to = tuple(Recipient(f"person{n}@department{n}.example.com", "because", f"Person Number {n}") for n in range(20))
    ids = tuple(f"<{'x' * 60}{n}@mail.example.com>" for n in range(21))
    long_id = f"<{'y' * 300}@mail.example.com>"
    letter = replace(LETTER, to=to, cc=to[:1], references=(*ids, long_id))
    message = parsed(letter)
    assert [a.addr_spec for a in message["to"].addresses] == [r.address for r in to]
    assert message["references"].split() == [*ids, long_id]
    assert "=?" not in str(message["references"])


def test_an_international_domain_is_written_in_ascii() -> None:
    message = parsed(replace(LETTER, to=(Recipient("ann@müller.example", "because"),)))
    assert message["to"].addresses[0].addr_spec == "ann@xn--mller-kva.example"


@pytest.mark.parametrize(
    "address", ["jane", "a@b.com\r\nBcc: c@d.com", "a@b.com, c@d.com", "ä@b.com", "a@straße.example"]
)
def test_what_is_no_address_stops_the_message(address: str) -> None:
    with pytest.raises(Unwritable):
        build(replace(LETTER, to=(Recipient(address, "because"),)), message_id=ID, date=DATE)
    with pytest.raises(Unwritable):
        build(replace(LETTER, from_=Mailbox(address, "Sam Lee")), message_id=ID, date=DATE)


def test_a_letter_to_nobody_and_a_bad_message_id_are_refused() -> None:
    with pytest.raises(Unwritable):
        build(replace(LETTER, to=()), message_id=ID, date=DATE)
    for bad in ("", "x", "<a@b>\r\nBcc: c@d.com", "<a b@c>"):
        with pytest.raises(Unwritable):
            build(LETTER, message_id=bad, date=DATE)


@given(subject=st.text(max_size=400), name=st.text(max_size=200), body=st.text(max_size=2000))
def test_no_text_gets_out_of_its_place(subject: str, name: str, body: str) -> None:
    letter = replace(
        LETTER,
        subject=subject,
        body=body.encode("utf-8", "ignore").decode(),
        to=(Recipient("jane@x.com", "because", name),),
        references=(subject, name),
        in_reply_to=subject,
    )
    message = parsed(letter)
    assert set(message.keys()) <= {"From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version",
                                   "Content-Type", "Content-Transfer-Encoding"}  # fmt: skip
    assert [a.addr_spec for a in message["to"].addresses] == ["jane@x.com"]
    assert not message.is_multipart()


def test_message_ids_are_stable_opaque_and_each_approvals_own() -> None:
    one = message_id_for("withdrawal:heatherlea", NOW, "example.net")
    assert one == message_id_for("withdrawal:heatherlea", NOW.astimezone(timezone(timedelta(hours=9))), "example.net")
    assert re.fullmatch(r"<[0-9a-f-]{36}@example\.net>", one)
    assert one != message_id_for("withdrawal:heatherlea", NOW + timedelta(seconds=1), "example.net")
    assert one != message_id_for("withdrawal:pike", NOW, "example.net")
    assert "heather" not in one
    assert message_id_for("k", datetime(2026, 1, 1, tzinfo=UTC), "bad domain\r\n").endswith("@localhost>")
