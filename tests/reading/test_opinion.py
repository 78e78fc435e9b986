"""An opinion: what was tagged, how surely, and which sentence counted."""

from __future__ import annotations

from collections.abc import Sequence

from agent.reading.learned.encoder import TAGS, Tag
from agent.reading.learned.input import Segment
from agent.reading.learned.opinion import Opinion

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
