"""An opinion: what was tagged, how surely, and which sentence counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
import pytest

from agent.reading import structured
from agent.reading.learned import encoder
from agent.reading.learned import opinion as module
from agent.reading.learned.encoder import KINDS, LABELS, TAGS, Encoder, Tag
from agent.reading.learned.input import Segment
from agent.reading.learned.opinion import Opinion
from agent.reading.learned.pieces import Pieces, Vocabulary
from agent.reading.mime import parse
from tests.reading.eml import ME, eml

TEXT = "The post of Night Baker is yours. Say yes by Friday week."


def chances(tag: Tag, chance: float) -> Sequence[float]:
    return [chance if other == tag else 0.0 for other in TAGS]


def opinion() -> Opinion:
    def piece(words: str, tag: Tag, chance: float) -> tuple[int, int, Sequence[float]]:
        start = TEXT.index(words)
        return start, start + len(words), chances(tag, chance)

    tagged = [
        piece("post", "role", 0.1),
        piece("Night", "role", 0.9),
        piece("Bak", "role", 0.8),
        piece("yes", "deadline", 0.2),
        piece("Friday", "deadline", 0.9),
        piece("week", "deadline", 0.7),
    ]
    weighed = [(0, 33, 0.2), (34, len(TEXT), 0.7)]
    return Opinion({"offer_written": 0.9, "other": 0.1}, 0.0, {}, [Segment("text", TEXT)], {0: tagged}, {0: weighed})


def test_its_label_is_the_likeliest() -> None:
    assert (opinion().label, opinion().chance) == ("offer_written", 0.9)


def test_tagged_words_are_whole_words() -> None:
    [said] = opinion().says("role")
    assert said.text == "Night Baker"
    assert TEXT[said.start : said.end] == said.text


def test_runs_below_the_least_chance_are_not_said() -> None:
    assert [said.text for said in opinion().says("deadline")] == ["Friday week"]
    assert opinion().says("start_date") == []


def test_a_span_is_scored_by_its_pieces() -> None:
    at = TEXT.index("Friday week")
    assert opinion().score("deadline", 0, at, at + len("Friday week")) == 0.8
    assert opinion().score("deadline", 0, 0, 3) == 0.0


def test_the_sentence_that_counted_most_comes_first() -> None:
    sentences = [(0, 33), (34, len(TEXT))]
    assert opinion().ranked({0: sentences}) == [(0, 34, len(TEXT)), (0, 0, 33)]


class Looked:
    """Stands in for the network: sure of one label, and remembers how many windows it was shown."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.windows: list[int] = []

    def run(self, outputs: None, inputs: dict[str, Any]) -> list[Any]:
        count, length = inputs["numbers"].shape
        self.windows.append(count)
        labels = numpy.array([[0.98 if label == self.label else 0.001 for label in LABELS]])
        kinds, tags = numpy.zeros((1, len(KINDS))), numpy.zeros((count * length, len(TAGS)))
        return [labels, numpy.zeros(1), kinds, tags, numpy.zeros(count * length)]


@pytest.mark.parametrize(
    ("label", "sender", "windows"),
    [
        ("other", "Shop <no-reply@kettleshop.example>", [1]),
        ("rejected", "Shop <no-reply@kettleshop.example>", [1, 3]),
        ("other", "Dana <dana@kettleshop.example>", [3]),
    ],
)
def test_a_machines_long_mail_that_starts_as_other_is_not_read_to_its_end(
    label: str, sender: str, windows: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = Looked(label)
    known = Encoder(looked, Pieces(Vocabulary({"▁kettle": 4, "▁mug": 5}, [-1.0] * 6)))
    monkeypatch.setattr(encoder, "shipped", lambda: known)
    document = parse(eml("kettle mug " * 500, from_=sender))
    found = module.opinion(document, structured.facts(document, me=ME, zone="UTC"), "in")
    assert found is not None
    assert found.label == label
    assert looked.windows == windows


def test_where_the_words_make_a_job_doubtful_the_encoder_is_believed_less() -> None:
    chances = [0.9 if label == "offer_written" else 0.1 if label == "other" else 0.0 for label in LABELS]
    assert module.tempered(chances, 3.0)["offer_written"] == pytest.approx(0.9)
    assert module.tempered(chances, 0.0)["offer_written"] == pytest.approx(0.55, abs=0.01)
    assert module.tempered(chances, -2.0)["offer_written"] < 0.03
