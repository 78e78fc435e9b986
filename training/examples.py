"""Labelled mail as the encoder is to see it: pieces with the answers beside them.

Authors who marked their words (`why`, `quotes`) teach places directly; for the others the places are found: a name or
title where it is written, a day or hour where the text names it.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from agent.reading import mime, names, structured, vendors
from agent.reading.clauses import straight
from agent.reading.dates import find_days
from agent.reading.document import Document
from agent.reading.fields import day_first
from agent.reading.learned.encoder import KINDS, LABELS, TAGS
from agent.reading.learned.input import Segment, segments
from agent.reading.learned.pieces import Pieces
from agent.reading.times import find_clocks

WHY = len(TAGS)
"""Column of the words that decide the label, after those of the tags."""
NOTHING = (0,) * (WHY + 1)
FROZEN = frozenset("yz")
"""Authors that are never learned from."""

_COMMON = {
    "en": "the and you to of is for we your",
    "de": "und die der sie wir nicht ist für das",
    "fr": "le les et vous nous est pour une des",
    "es": "el los que para una por con del",
    "it": "il che per di una con non sono",
    "nl": "het een van je wij en dat niet",
    "pt": "que não para uma você com os da",
    "pl": "się nie na jest do w z i",
    "sv": "och att det som vi är för på",
}
Span = tuple[int, int, int, int]
"""Segment, start, end, column."""


@dataclass
class Stretch:
    """The pieces of one segment, and for each piece a row of zeros and ones."""

    kind: str
    text: str
    numbers: list[int]
    marks: list[tuple[int, ...]]

    @property
    def marked(self) -> bool:
        return any(any(row) for row in self.marks)


@dataclass
class Example:
    """One message with the answers."""

    author: str
    file: str
    label: int
    suspicious: float
    kinds: list[float]
    stretches: list[Stretch]
    known: list[float]
    """For each tag: its places are known, or there is nothing to find."""
    spans: list[Span] = field(default_factory=list)
    """Where answers stand."""
    told: bool = False
    """Its author marked the decisive words."""
    row: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def language(self) -> str:
        """Most likely."""
        return language(" ".join(stretch.text for stretch in self.stretches if stretch.kind in ("text", "signature")))


def examples(folders: Sequence[Path], pieces: Pieces) -> Iterator[Example]:
    """All messages of `AUTHOR.jsonl.gz` files, but those of the frozen authors."""
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl.gz")):
            author = path.name.removesuffix(".jsonl.gz")
            if author in FROZEN:
                continue
            with gzip.open(path, "rt", encoding="ascii") as lines:
                for line in lines:
                    row = json.loads(line)
                    yield example(author, row, row.pop("raw").encode("latin-1"), pieces)


def example(author: str, row: dict[str, Any], raw: bytes, pieces: Pieces) -> Example:
    """One labelled message as the encoder will see it."""
    document = mime.document(mime.open_(raw))
    facts = structured.facts(document, me=frozenset(), zone="Europe/London")
    found = segments(document, facts, row["direction"])
    spans = list(_spans(found, row, document))
    stretches = [_stretch(number, segment, spans, pieces) for number, segment in enumerate(found)]
    placed = {span[3] for span in spans}
    return Example(
        author,
        row["file"],
        LABELS.index(row["label"]),
        float(bool(row["suspicious"])),
        [float(kind in row["contingencies"]) for kind in KINDS],
        stretches,
        [float(number in placed or not row[tag]) for number, tag in enumerate(TAGS)],
        spans,
        "why" in row,
        row,
    )


def _stretch(number: int, segment: Segment, spans: Sequence[Span], pieces: Pieces) -> Stretch:
    here = [span for span in spans if span[0] == number]
    numbers, marks = [], []
    for piece, start, end in pieces.split(segment.text):
        row = [0] * (WHY + 1)
        for _, left, right, column in here:
            if left < end and right > start:
                row[column] = 1
        numbers.append(piece)
        marks.append(tuple(row))
    return Stretch(segment.kind, segment.text, numbers, marks)


def language(text: str) -> str:
    """A guess at a text's language, by its commonest words."""
    words = re.findall(r"\w+", text.lower())
    return max(_COMMON, key=lambda tongue: sum(word in _COMMON[tongue].split() for word in words))


# ---------------------------------------------------------------- where the answers stand


def _spans(found: Sequence[Segment], row: dict[str, Any], document: Document) -> Iterator[Span]:
    texts = [(number, segment.kind, straight(segment.text)) for number, segment in enumerate(found)]
    for words in row.get("why") or ():
        yield from _places(texts, words, WHY)
    said = {tag: row.get("quotes", {}).get(tag) for tag in TAGS}
    for column, tag in enumerate(TAGS):
        if not row[tag]:
            continue
        if said[tag]:
            told = list(_places(texts, said[tag], column))
            if told:
                yield from told
                continue
        if tag in ("employer", "role"):
            places = list(_places(texts, row[tag], column))
            yield from places
            if not places and tag == "employer":
                yield from _domain(texts, row[tag], column)
        else:
            yield from _when(texts, datetime.fromisoformat(row[tag]), column, document)


def _places(texts: Sequence[tuple[int, str, str]], words: str, column: int) -> Iterator[Span]:
    wanted = " ".join(straight(words).split()).strip(" .")
    if not wanted:
        return
    pattern = re.compile(r"(?<!\w)" + re.escape(wanted).replace(r"\ ", r"\s+") + r"(?!\w)")
    for number, kind, text in texts:
        if kind != "flags":
            for match in pattern.finditer(text):
                yield number, match.start(), match.end(), column


def _domain(texts: Sequence[tuple[int, str, str]], employer: str, column: int) -> Iterator[Span]:
    """The other side's address, where its domain spells the employer."""
    wanted = names.squash(employer).removeprefix("the")
    for number, kind, text in texts:
        at = re.search(r"@([\w.-]+)", text) if kind == "from" else None
        if at is None:
            continue
        label = names.squash(vendors.domain_label(at[1].strip(".")))
        begins = (len(wanted) >= 4 and label.startswith(wanted)) or (len(label) >= 5 and wanted.startswith(label))
        if label and (label.removeprefix("the") == wanted or begins or names.spells(employer, label) >= 0.8):
            yield number, at.start(), at.end(), column


def _when(texts: Sequence[tuple[int, str, str]], when: datetime, column: int, document: Document) -> Iterator[Span]:
    order = day_first(document)
    for number, kind, text in texts:
        if kind in ("flags", "from"):
            continue
        for day in find_days(text, document.sent_at, day_first=order):
            if day.day == when.date():
                yield number, day.start, day.end, column
        if TAGS[column] == "interview_start":
            for clock in find_clocks(text):
                if (clock.at.hour, clock.at.minute) == (when.hour, when.minute):
                    yield number, clock.start, clock.end, column
