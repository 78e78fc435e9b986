"""What the encoder is shown of a message: its structure in a few words, then its text, cut into windows of pieces.

Training reads mail through this same module, so that what was learned and what is read never differ.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.model import Direction
from agent.reading import vendors
from agent.reading.document import Document
from agent.reading.learned.pieces import Pieces
from agent.reading.structured import Facts

WINDOW = 224
"""Pieces that the encoder sees at once, its start and end marks included."""
WINDOWS = 3
"""Windows of one message at most; of a longer one the middle is left out."""
START, END = 0, 2
"""Numbers of the marks around a window."""
FLAGS, LINE = 60, 36
"""Pieces kept of the words on structure, and of the lines on sender and subject."""
HEAD = 110
"""Pieces of all three at most."""
_FIRST = 0.75
"""Share of a long message that is kept from its start; the rest is its end."""

_DMARC = re.compile(r"dmarc=(\w+)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the input: `kind` is a zone of the document, or flags, from, calendar."""

    kind: str
    text: str


Place = tuple[int, int, int]
"""Segment, and start and end in its text; segment -1 for the marks."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces that are read together; each window of a message begins with the same head."""

    numbers: tuple[int, ...]
    places: tuple[Place, ...]


def segments(document: Document, facts: Facts, direction: Direction) -> list[Segment]:
    """The stretches of a message, in the order in which they are read."""
    other = document.from_ if direction == "in" or not document.to else document.to[0]
    found = [
        Segment("flags", "; ".join(_flags(document, facts, direction)) + "."),
        Segment("from", f"{'from' if direction == 'in' else 'to'} {other.name[:50]} @{_domain(other.address)[:40]}."),
        Segment("subject", document.subject[:150] + "."),
    ]
    if facts.invite:
        event = f"{facts.invite.summary or ''} {facts.invite.description or ''}"
        found.append(Segment("calendar", f"[{event[:250].strip()}]"))
    new, signature = document.text(), document.text("signature")
    if len(new) < 25 and signature:  # a word or two, the rest taken for the foot
        found.append(Segment("text", f"{new[:4000]}\n{signature[:200]}"))
    else:
        found.append(Segment("text", new[:4000]))
        if signature:
            found.append(Segment("signature", f"[signature] {signature[:220]}"))
    if forwarded := document.text("forwarded"):
        found.append(Segment("forwarded", f"[forwarded] {forwarded[:1500]}"))
    if quoted := document.text("quoted"):
        found.append(Segment("quoted", f"[quoted] {quoted[:600]}"))
    return found


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _flags(document: Document, facts: Facts, direction: Direction) -> list[str]:
    """What is known without reading, as words."""
    flags: list[str] = [direction]
    if document.automatic:
        flags.append("automatic")
    if document.bulk:
        flags.append("bulk")
    if facts.vendor:
        flags.append(f"vendor {facts.vendor}")
    elif direction == "in" and (use := vendors.use(document.from_.address)):
        flags.append(use)
    if facts.esign:
        flags.append(f"esign {facts.esign}")
    if facts.invite:
        flags.append(f"calendar {facts.invite.method}")
    if document.delivery_status:
        flags.append("bounce")
    if document.attachments:
        flags.append("files " + " ".join(file.name[:40] for file in document.attachments[:3]))
    if direction == "in":
        found = _DMARC.search(" ".join(document.headers.get("authentication-results", ()))[:600])
        flags.append(f"dmarc {found[1] if found else 'none'}")
        if document.reply_to and _domain(document.reply_to[0].address) != _domain(document.from_.address):
            flags.append(f"answers to @{_domain(document.reply_to[0].address)[:30]}")
        if vendors.freemail(document.from_.address):
            flags.append("free mail")
    return flags


def windows(stretches: Sequence[Segment], pieces: Pieces) -> list[Window]:
    """A message's windows, one or more."""
    head: list[tuple[int, Place]] = []
    body: list[tuple[int, Place]] = []
    for index, segment in enumerate(stretches):
        found = [(number, (index, start, end)) for number, start, end in pieces.split(segment.text)]
        if segment.kind == "flags":
            head += found[:FLAGS]
        elif segment.kind in ("from", "subject"):
            head += found[:LINE]
        else:
            body += found
    return [_window(head[:HEAD], part) for part in cut(body, WINDOW - 2 - len(head[:HEAD]))]


def cut(body: Sequence[tuple[int, Place]], room: int) -> list[Sequence[tuple[int, Place]]]:
    """A body in parts of about the same size, none longer than `room`; one part, perhaps empty, at least."""
    most = room * WINDOWS
    if len(body) > most:
        first = int(most * _FIRST)
        body = [*body[:first], *body[len(body) - (most - first) :]]
    count = max(1, math.ceil(len(body) / room))
    step = max(1, math.ceil(len(body) / count))
    return [body[at : at + step] for at in range(0, len(body), step)] or [()]


def _window(head: Sequence[tuple[int, Place]], body: Sequence[tuple[int, Place]]) -> Window:
    mark: Place = (-1, 0, 0)
    return Window(
        (START, *(number for number, _ in head), *(number for number, _ in body), END),
        (mark, *(place for _, place in head), *(place for _, place in body), mark),
    )
