"""Mail varied as mail varies: parts missing, other mail quoted below, small talk around the news, a stretch left out."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.reading.learned import input as shown
from agent.reading.learned.pieces import UNKNOWN, Pieces
from training.examples import NOTHING, WHY, Example

Row = tuple[int, tuple[int, ...]]
"""A piece and its marks."""
Window = tuple[list[int], list[tuple[int, ...]]]

_SPEAKS_OF_JOBS = re.compile(
    r"(?i)offer|angebot|interview|gespräch|entrevista|colloqui|gesprek|entretien|rozmow|intervju|contrat|vertrag|accept"
    r"|annehm|zusag|absag|declin|reject|withdraw|unfortunately|leider|malheureus|purtroppo|infelizmente|lamentab|helaas"
    r"|tyvärr|niestety|applica|bewerb|candida|position|stelle|poste|vacan|rescind|condition|subject to|reference"
    r"|background|check|test|assess|sign|letter|start|hire|hiring|join|role|job|\d{1,2}[:.h]\d\d"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]+\s*|[^\n]+\n+")


class Variations:
    """What messages are varied with."""

    def __init__(self, messages: Sequence[Example], pieces: Pieces, rng: random.Random) -> None:
        self.rng = rng
        self._messages = messages
        self._stops = frozenset(number for mark in ".!?" for number, _, _ in pieces.split(mark))
        self._talk: dict[str, list[list[int]]] = defaultdict(list)
        for message in messages:
            if message.told:
                self._talk[message.language] += _small_talk(message, pieces)

    def body(self, example: Example, body: list[Row]) -> list[Row]:
        """The text of a message, varied."""
        rng = self.rng
        below = any(stretch.kind in ("quoted", "forwarded") for stretch in example.stretches)
        if rng.random() < 0.12 and len(body) < 150 and not below:
            other = rng.choice(self._messages)
            old = [piece for stretch in other.stretches if stretch.kind == "text" for piece in stretch.numbers]
            body = body + [(piece, NOTHING) for piece in old[: rng.randint(20, 90)]]
        if example.told and len(body) > 60 and rng.random() < 0.3:
            count = rng.randint(len(body) // 10, len(body) * 4 // 10)
            at = rng.randint(0, len(body) - count)
            if not any(any(marks) for _, marks in body[at : at + count]):
                body = body[:at] + body[at + count :]
        if len(body) < 330 and rng.random() < 0.2 and self._talk[example.language]:
            for _ in range(rng.randint(1, 3)):
                body = self._talked(body, rng.choice(self._talk[example.language]))
        return body

    def _talked(self, body: list[Row], talk: Sequence[int]) -> list[Row]:
        ends = [0]
        ends += [at + 1 for at, (piece, marks) in enumerate(body) if piece in self._stops and not any(marks)]
        at = self.rng.choice(ends)
        return [*body[:at], *((piece, NOTHING) for piece in talk), *body[at:]]


def _small_talk(message: Example, pieces: Pieces) -> Iterator[list[int]]:
    """Runs of sentences that have nothing to do with the label, from long mail whose author marked what has."""
    for number, stretch in enumerate(message.stretches):
        if stretch.kind != "text" or len(stretch.text.split()) < 70:
            continue
        spans = [match.span() for match in _SENTENCE.finditer(stretch.text)][1:]
        run: list[tuple[int, int]] = []
        for start, end in [*spans, (0, 0)]:
            plain = end and not _SPEAKS_OF_JOBS.search(stretch.text[start:end])
            if plain and not any(at == number and left < end and right > start for at, left, right, _ in message.spans):
                run.append((start, end))
                continue
            if run:
                found = [piece for piece, _, _ in pieces.split(stretch.text[run[0][0] : run[-1][1]])]
                if 8 < len(found) < 160:
                    yield found
            run = []


def windows(example: Example, varied: Variations | None) -> list[Window]:
    """A message's windows, varied or as they are."""
    rng = varied.rng if varied else None
    head: list[Row] = []
    body: list[Row] = []
    for stretch in example.stretches:
        rows = list(zip(stretch.numbers, stretch.marks, strict=True))
        if stretch.kind in ("flags", "from", "subject"):
            if not (rng and _left_out(stretch.kind, decisive=any(row[WHY] for row in stretch.marks), rng=rng)):
                head += rows[: shown.FLAGS if stretch.kind == "flags" else shown.LINE]
            continue
        spare = stretch.kind in ("quoted", "signature") and len(body) > 40 and not stretch.marked
        if not (rng and spare and rng.random() < 0.2):
            body += rows
    head = head[: shown.HEAD]
    if varied:
        body = varied.body(example, body)
    found = []
    for number, part in enumerate(shown.cut(body, shown.WINDOW - 2 - len(head))):
        first = head if number == 0 else [(piece, NOTHING) for piece, _ in head]
        rows = [(shown.START, NOTHING), *first, *part, (shown.END, NOTHING)]
        numbers = [UNKNOWN if rng and piece > UNKNOWN and rng.random() < 0.03 else piece for piece, _ in rows]
        found.append((numbers, [marks for _, marks in rows]))
    return found


def _left_out(kind: str, *, decisive: bool, rng: random.Random) -> bool:
    return rng.random() < {"flags": 0.1, "from": 0.2, "subject": 0.0 if decisive else 0.1}[kind]
