"""Mail: raw bytes → header, parts, text, zones, structured facts; and what is kept and shown of a message."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

from agent.demo import mailbox
from agent.reading import gate, message_ids, mime, structured
from agent.review import message as shown
from agent.store.attachments import without_attachments
from tests.fuzz.target import Target, dice_of
from tests.hostile.mails import MAILS
from tests.hostile.world import ACCEPTANCE, INVITATION, ME, NOW, OFFER

CORPUS = Path(__file__).parents[1] / "data/corpus"
SMALL = 8_000
TOKENS = (
    b"\nContent-Type: multipart/mixed; boundary=x\n\n--x\n", b"\nContent-Transfer-Encoding: base64\n", b"--x--\n", b"--x\n",
    b"\nContent-Type: text/plain; charset=utf-16\n", b"\nContent-Type: text/html; charset=windows-1252\n\n<p>", b"=?utf-8?q?=00?=",
    b"=?utf-7?b?2AA=?=", b"\nContent-Type: text/calendar; method=REQUEST\n\n", b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"DTSTART:",
    b"\nDTSTART;TZID=Europe/Berlin:20261025T023000\n", b"\nFrom: ", b"\nTo: ", b"\nSubject: Re: ", b"\nIn-Reply-To: <offer@harrowpike.com>\n",
    b"\nReply-To: ", b"\nDate: Mon, 99 Foo 99999 99:99:99 +9999\n", b"\nAuto-Submitted: auto-replied\n", b"\nList-Id: <a.b>\n",
    b"\nAuthentication-Results: mx; dkim=pass header.d=", b"\n\nOn Mon, 16 Nov 2026 at 10:00, Eve <eve@b.com> wrote:\n> ",
    b"\n-----Original Message-----\nFrom: a\n", b"\n---------- Forwarded message ---------\n", b"\n-- \n", b"\n> ", b"<blockquote>",
    b"<div style='display:none'>", b"<script type='application/ld+json'>{\"@type\":\"Event\"", b"<table><tr><td>", b"&#xD800;", b"<!--",
    b"offer", b"I accept", b"contingent upon", b"interview", b"withdraw", b"we regret", b"start date", b"on January 11, 0001 at 25:99",
    b"by 31/02/9999", b"Tuesday 24 November at 10:00 CET", b"10 am - 9 pm", b"$100,000", b"Dear Mara,", b"Kind regards\n", b"tomorrow",
    b"multipart/report; report-type=delivery-status", b"\nFinal-Recipient: rfc822; a@b\nAction: failed\n", b"unsubscribe",
    b"Angebot Zusage Vertrag", "entretien confirmé à 14h30".encode(), "einer Stelle als Köchin".encode(), "あ".encode() * 30,
)  # fmt: skip


def seeds() -> list[bytes]:
    """Messages of the sample mailbox, of the corpus, and hostile ones."""
    written = [
        mailbox.message(p.read_text("utf-8"), date(2026, 11, 18)) for p in sorted(mailbox.DATA.glob("mail/**/*.eml"))
    ]
    found = [OFFER, ACCEPTANCE, INVITATION, *written, b"", b"\n", b"a"]
    for path in sorted(CORPUS.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["raw"].encode() for number, line in enumerate(lines) if number % 12 == 0]
    hostile = [raw for make in MAILS.values() if len(raw := make()) < SMALL]
    return [raw for raw in found if len(raw) < SMALL] + hostile


def run(raw: bytes) -> object:
    """Open, weigh at the gate, cut into zones, look for facts; cut attachments off; show."""
    dice = dice_of(raw)
    ids = message_ids(raw)
    kept = without_attachments(raw)
    assert len(kept) <= len(raw)
    assert message_ids(kept) == ids
    if dice.random() < 0.1:
        text = shown.text(raw)
        assert len(text.body) <= shown.MAX_TEXT
        assert "\x1b" not in text.body
    opened = mime.open_(raw, received_at=NOW if dice.random() < 0.9 else None)
    if not opened.header:
        return ids
    odds = gate.odds(opened)
    document = mime.document(opened)
    assert document.sent_at.tzinfo is not None
    assert "\n" not in document.subject
    zone = dice.choice(["Europe/Berlin", "America/New_York", "UTC"])
    facts = structured.facts(document, me=frozenset([ME]), zone=zone)
    return ids, odds, document, facts


TARGET = Target("mail", seeds, run, TOKENS, rooms=("agent.reading", "agent.store"))
