"""Bytes at random, and real messages and calendars with pieces cut out, doubled and put in: all are read, and can be stored."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.demo import mailbox
from agent.model import Reading
from agent.reading import UNREADABLE, message_ids, read
from agent.store import codec
from agent.store.attachments import without_attachments
from connectors.base import Event, Window
from connectors.local.events import Place, read_events
from tests.hostile.calendars import CALENDARS
from tests.hostile.mails import MAILS
from tests.hostile.world import ACCEPTANCE, INTERVIEW, INVITATION, ME, NOW, OFFER

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "150"))
WINDOW = Window(NOW - timedelta(days=1), NOW + timedelta(days=120), "Europe/Berlin")
PLACE = Place("personal", "calendar", "a.ics", frozenset({ME}))

WRITTEN = sorted(mailbox.DATA.glob("mail/**/*.eml"))
REAL = [mailbox.message(path.read_text("utf-8"), date(2026, 11, 18)) for path in WRITTEN] + [
    OFFER,
    ACCEPTANCE,
    INVITATION,
]
SMALL = [raw for make in MAILS.values() if len(raw := make()) < 20_000]
FILES = [raw for make in CALENDARS.values() if len(raw := make()) < 20_000] + [INTERVIEW]
TOKENS = [
    b"\0", b"\r", b"\n", b"\r\n", b"\n\n", b"\r\n\r\n", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"=", b"=\n", b"--", b":", b";",
    b'"', b"<", b">", b"@", b"(", b")", b"\\", b" ", b"\t", b"=?utf-8?q?=00?=", b"=?utf-7?b?2AA=?=", b"99999999999999999999",
    b"-1", b"\nContent-Type: multipart/mixed; boundary=x\n\n--x\n", b"\nContent-Transfer-Encoding: base64\n",
    b"\nContent-Type: text/plain; charset=utf-16\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"\r\nRRULE:FREQ=DAILY;COUNT=3\r\n",
    b"\r\nDTSTART:99991231T235959\r\n", b"\r\nDTSTART:00010101\r\n", b"\r\nRECURRENCE-ID:20261125T150000Z\r\n", b"\r\nEXDATE:1\r\n",
    b"\r\nDURATION:-P1W\r\n", b"\r\nDTSTART;TZID=Europe/Berlin:20261025T023000\r\n", b"{{", b"%s", b"&#xD800;", b"<![CDATA[",
    "\u202e".encode(), "\u0130".encode(), "２".encode(), b"on January 11, 0001 at 25:99", b"on 31/02/9999", b"$" + b"9" * 400,
]  # fmt: skip
Change = tuple[float, float, float, bytes]


def changes() -> st.SearchStrategy[list[Change]]:
    place = st.floats(0, 1)
    return st.lists(st.tuples(place, place, place, st.sampled_from(TOKENS) | st.binary(max_size=8)), max_size=12)


def changed(raw: bytes, how: Sequence[Change]) -> bytes:
    """Pieces cut out, and pieces and tokens put in."""
    for begin, length, to, token in how:
        start = int(begin * len(raw))
        piece = raw[start : start + int(length * length * 400)]
        if to < 0.3:
            raw = raw[:start] + raw[start + len(piece) :]
        target = int(to * len(raw))
        raw = raw[:target] + (token if to < 0.7 else piece + token) + raw[target:]
    return raw


def check(raw: bytes, sent: bool) -> None:
    reading = read(raw, me=[ME], zone="Europe/Berlin", sent=sent, received_at=NOW)
    assert codec.load(Reading, codec.dump(reading)) == reading
    says = [e.says for e in reading.evidence if e.says.startswith(UNREADABLE)]
    assert says in ([], [f"{UNREADABLE}: it has no header"]), "the reader was defeated"
    message_ids(raw)
    kept = without_attachments(raw)
    assert len(kept) <= len(raw)
    again = read(kept, me=[ME], zone="Europe/Berlin", sent=sent, received_at=NOW)
    assert (again.label, again.message_id) == (reading.label, reading.message_id)


def check_file(raw: bytes) -> None:
    found = read_events(raw, PLACE, WINDOW)
    assert all("\n" not in line and line.isprintable() for line in found.problems)
    for event in found.events:
        assert codec.load(Event, codec.dump(event)) == event
        assert WINDOW.since <= event.start < WINDOW.until


fuzzed = settings(max_examples=EXAMPLES, deadline=None, derandomize="FUZZ_EXAMPLES" not in os.environ,
                  suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # fmt: skip


@fuzzed
@given(st.binary(max_size=2000) | st.lists(st.sampled_from(TOKENS)).map(b"".join), st.booleans())
def test_any_bytes_are_read_as_a_message(raw: bytes, sent: bool) -> None:
    check(raw, sent)


@fuzzed
@given(st.sampled_from(REAL + SMALL), changes(), st.booleans())
def test_a_changed_message_is_read(raw: bytes, how: list[Change], sent: bool) -> None:
    check(changed(raw, how), sent)


@fuzzed
@given(st.binary(max_size=2000) | st.lists(st.sampled_from(TOKENS)).map(b"".join))
def test_any_bytes_are_read_as_a_calendar(raw: bytes) -> None:
    check_file(raw)


@fuzzed
@given(st.sampled_from(FILES), changes())
def test_a_changed_calendar_is_read(raw: bytes, how: list[Change]) -> None:
    check_file(changed(raw, how))


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\0", "\x1b", "\u202e", "x" * 1_000_000, "\U0010ffff"])
def test_any_text_can_be_stored(text: str) -> None:
    reading = read(OFFER, me=[ME])
    back = codec.load(Reading, codec.dump(replace(reading, subject=text)))
    assert back.subject == text.encode("utf-8", "replace").decode()
