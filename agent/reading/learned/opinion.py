"""What the encoder thinks of a message, as values that rules can weigh: labels, suspicion, conditions, and where it reads them.

An opinion proposes. What follows from it, and that it alone never makes an offer firm, is decided in `agent.reading.weigh`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf

from agent.model import ContingencyKind, Direction, Label
from agent.reading.document import Document
from agent.reading.learned import encoder
from agent.reading.learned.encoder import KINDS, LABELS, TAGS, Outputs, Tag
from agent.reading.learned.input import Segment, Window, segments, windows
from agent.reading.structured import Facts

PLAIN = 0.95
"""A long mail by a machine, or one that is hardly about a job, is not read further when its start is so surely about no
candidacy: there the news comes first."""
DOUBT, EASY = 2.0, 1.0
"""How much the gate's odds weigh, and from which on they do not; one message about a job in fifteen has less."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that were tagged, and how surely."""

    text: str
    kind: str
    """The kind of segment they stand in."""
    start: int
    end: int
    chance: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """The encoder's reading of one message."""

    labels: Mapping[Label, float]
    suspicious: float
    kinds: Mapping[ContingencyKind, float]
    stretches: Sequence[Segment]
    tagged: Mapping[int, Sequence[tuple[int, int, Sequence[float]]]]
    """Segment → (start, end, chance of each tag) of its pieces, in order."""
    weighed: Mapping[int, Sequence[tuple[int, int, float]]]
    """Segment → (start, end, weight for the label) of its pieces."""
    odds: float = inf
    """The gate's: the logarithm of the odds that it is about a job."""

    @property
    def label(self) -> Label:
        return max(self.labels, key=lambda label: self.labels[label])

    @property
    def chance(self) -> float:
        """Of its label."""
        return self.labels[self.label]

    def score(self, tag: Tag, segment: int, start: int, end: int) -> float:
        """How surely the words from `start` to `end` of a segment say what `tag` means: the mean of their pieces."""
        number = TAGS.index(tag)
        found = [
            chances[number] for left, right, chances in self.tagged.get(segment, ()) if left < end and right > start
        ]
        return sum(found) / len(found) if found else 0.0

    def pieces(self, tag: Tag, segment: int) -> list[tuple[int, int, float]]:
        """The pieces of a segment: start, end, chance that they say what `tag` means."""
        number = TAGS.index(tag)
        return [(start, end, chances[number]) for start, end, chances in self.tagged.get(segment, ())]

    def says(self, tag: Tag, least: float = 0.5) -> list[Said]:
        """The runs of words that are tagged, the surest first."""
        number = TAGS.index(tag)
        found: list[Said] = []
        for index, tagged in self.tagged.items():
            segment = self.stretches[index]
            for start, end, chance in _runs(segment.text, [(a, b, c[number]) for a, b, c in tagged], least):
                found.append(Said(segment.text[start:end], segment.kind, start, end, chance))
        return sorted(found, key=lambda said: -said.chance)

    def ranked(self, places: Mapping[int, Sequence[tuple[int, int]]]) -> list[tuple[int, int, int]]:
        """Spans of the segments (sentences) by how much they counted for the label: segment, start, end."""
        found = [
            (
                sum(weight for left, right, weight in self.weighed.get(index, ()) if left < end and right > start),
                index,
                start,
                end,
            )
            for index, spans in places.items()
            for start, end in spans
        ]
        return [(index, start, end) for _, index, start, end in sorted(found, key=lambda item: -item[0])]


def _runs(text: str, pieces: Sequence[tuple[int, int, float]], least: float) -> Iterator[tuple[int, int, float]]:
    """Runs of pieces above `least`, widened to whole words: start, end, mean chance."""
    run: list[tuple[int, int, float]] = []
    for piece in [*pieces, (len(text) + 9, len(text) + 9, 0.0)]:
        if piece[2] >= least:
            run.append(piece)
            continue
        if run:
            start, end = run[0][0], run[-1][1]
            while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
                end += 1
            yield start, end, sum(chance for _, _, chance in run) / len(run)
        run = []


def opinion(document: Document, facts: Facts, direction: Direction, odds: float = inf) -> Opinion | None:
    """The encoder's opinion of a message; None where there is no encoder. `odds`: the gate's, that it is about a job."""
    found = encoder.shipped()
    if found is None:
        return None
    stretches = segments(document, facts, direction)
    seen = windows(stretches, found.pieces)
    if len(seen) > 1 and (document.bulk or document.automatic or odds < EASY):
        first = found.run(seen[:1])
        if tempered(first.labels, odds)["other"] > PLAIN:
            return _opinion(stretches, seen[:1], first, odds)
    return _opinion(stretches, seen, found.run(seen), odds)


def tempered(chances: Sequence[float], odds: float) -> dict[Label, float]:
    """The chances of the labels where the words make it doubtful that the message is about a job at all: the encoder was
    made from mail about jobs, and knows little of all the other mail there is."""
    doubt = exp(-DOUBT * max(0.0, EASY - odds))
    found = {
        label: chance * (1.0 if label == "other" else doubt) for label, chance in zip(LABELS, chances, strict=True)
    }
    total = sum(found.values()) or 1.0
    return {label: chance / total for label, chance in found.items()}


def _opinion(stretches: Sequence[Segment], seen: Sequence[Window], outputs: Outputs, odds: float) -> Opinion:
    tagged: dict[int, list[tuple[int, int, Sequence[float]]]] = defaultdict(list)
    weighed: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    again = {index for index, stretch in enumerate(stretches) if stretch.kind in ("flags", "from", "subject")}
    for row, window in enumerate(seen):
        for (index, start, end), tags, weight in zip(
            window.places, outputs.tags[row], outputs.weight[row], strict=False
        ):
            if index < 0:
                continue
            if row == 0 or index not in again:  # each window begins with these
                tagged[index].append((start, end, tags))
            weighed[index].append((start, end, weight))
    return Opinion(
        tempered(outputs.labels, odds),
        outputs.suspicious,
        dict(zip(KINDS, outputs.kinds, strict=True)),
        stretches,
        tagged,
        weighed,
        odds,
    )
