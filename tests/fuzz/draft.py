"""A draft that the person changed in their mail program: its bytes → the letter that is asked about, and what would leave of it."""

from __future__ import annotations

from agent.delivery.approval import digest
from agent.delivery.outbox.found import as_found
from agent.letters import Unwritable, build, compose
from agent.model import Letter
from agent.store import codec
from connectors.content import content
from tests.fuzz import mail
from tests.fuzz.target import Target
from tests.letters.build import NOW, SAM, reading, wanted

LETTER = compose(wanted(reading()), SAM, NOW)
OURS = build(LETTER, message_id="<one@example.net>", date=NOW)


def seeds() -> list[bytes]:
    """Our own letter, what a person may make of it, and any other mail."""
    html = OURS.replace(b"Content-Type: text/plain", b"Content-Type: text/html")
    return [
        OURS,
        html,
        OURS.replace(b"To: ", b"Bcc: x@example.com\r\nCc: Ada <ada@example.com>, \r\nTo: "),
        *mail.seeds(),
    ]


def run(raw: bytes) -> object:
    """What is stored is what its digest is of, and it leaves to those whom it shows, and nobody else."""
    letter, left_out = as_found(raw, LETTER)
    stored = codec.load(Letter, codec.dump(letter))
    assert stored == letter
    assert digest(stored, "withdrawal") == digest(letter, "withdrawal")
    assert letter.to
    assert "\n" not in letter.subject
    assert (letter.account, letter.from_, letter.in_reply_to) == (LETTER.account, LETTER.from_, LETTER.in_reply_to)
    try:
        leaves = build(letter, message_id="<two@example.net>", date=NOW)
    except Unwritable as no:
        return letter, left_out, str(no)
    told = content(leaves)
    assert told is not None
    assert not told.others, told.others
    assert told.parts == ("text/plain",), told.parts
    shown = [sorted(who.address for who in people) for people in (letter.to, letter.cc)]
    assert [len(told.to), len(told.cc)] == [len(who) for who in shown], (told, shown)
    if all(address.isascii() for who in shown for address in who):
        assert [list(told.to), list(told.cc)] == shown, (told, shown)
    return letter, left_out, leaves


TARGET = Target("draft", seeds, run, mail.TOKENS, short=150, rooms=("agent.delivery", "agent.letters"))
