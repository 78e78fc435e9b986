"""Attached files are not kept; every text, calendar part and header is, to the byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agent.demo import mailbox
from agent.reading import read
from agent.store.attachments import without_attachments

ME = frozenset({"nora.kessler@postbox.example"})


def multipart(*parts: bytes, line: bytes = b"\n") -> bytes:
    body = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return (b'Subject: x\nContent-Type: multipart/mixed;\n boundary="b"\n\n' + body + b"--b--\nepilogue").replace(
        b"\n", line
    )


@pytest.mark.parametrize("path", sorted(mailbox.DATA.glob("mail/**/*.eml")), ids=lambda path: path.stem)
def test_a_message_reads_the_same_without_its_attachments(path: Path) -> None:
    raw = mailbox.message(path.read_text("utf-8"), date(2026, 11, 18))
    kept = without_attachments(raw)
    assert read(kept, me=ME) == read(raw, me=ME)


@pytest.mark.parametrize("line", [b"\n", b"\r\n"])
def test_only_the_content_of_files_goes(line: bytes) -> None:
    file = b"Content-Type: application/pdf; name=offer.pdf\n\n"
    text, calendar = b"\nthe offer", b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR"
    raw = multipart(text, file + b"%PDF\n" * 100, calendar, file + b"--c\n%PDF", line=line)
    kept = without_attachments(raw)
    assert kept == multipart(text, file[:-1], calendar, file[:-1], line=line)


def test_a_calendar_under_another_kind_is_kept() -> None:
    raw = multipart(b'Content-Type: application/octet-stream; name="invite.ics"\n\nBEGIN:VCALENDAR')
    assert without_attachments(raw) == raw


def test_files_in_forwarded_messages_and_nested_parts_go_too() -> None:
    inner = b"Content-Type: multipart/mixed; boundary=c\n\n--c\n\ntext\n--c\nContent-Type: image/png\n\nPICTURE\n--c--"
    kept = without_attachments(multipart(b"Content-Type: message/rfc822\n\nSubject: y\n" + inner, inner))
    assert b"PICTURE" not in kept
    assert kept.count(b"\ntext\n") == 2
    assert kept.endswith(b"--b--\nepilogue")


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 1000, b"Subject: x\n\nno parts", b"Content-Type: multipart/mixed\n\n--\n"]
)
def test_what_is_no_multipart_stays_as_it_is(raw: bytes) -> None:
    assert without_attachments(raw) == raw


def test_a_part_whose_header_never_ends_hides_none_behind_it() -> None:
    raw = multipart(
        b"Content-Type: application/pdf", b"\ntext", b"Content-Type: message/rfc822\n\nSubject: y", b"\nmore"
    )
    assert without_attachments(raw) == raw


def test_a_part_of_nothing_doubles_none() -> None:
    head, file = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"--b\nContent-Type: application/pdf\n\n"
    assert without_attachments(head + file + b"PDF\n--b--") == head + file + b"--b--"
