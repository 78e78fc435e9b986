"""Anchors: what spares the matching may never spare a match."""

from __future__ import annotations

import re

import pytest

from agent.reading.acts import _matches, find_acts, matcher
from agent.reading.anchors import Deriver
from agent.reading.clauses import split
from agent.reading.language import written_out

WORDS = {"glad": "(?:so |very )?(?:pleased|delighted)", "job": "jobs?|position|role"}


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        ("offer you", {"offer"}),
        ("offer(?:ed|s)? you", {"offer"}),
        ("offer(?:ed|ing) you", {"offer"}),
        ("{glad} to", {"pleased", "delighted"}),
        ("jobs?", {"job"}),
        ("(?:signed|sealed)? letter|note", {"letter", "note"}),
        ("(?<!no )hir(?:e|ing)(?! freeze)", {"hir"}),
        ("cancel+ed", {"cance"}),
        ("wel{2}come", {"come"}),
        (r"e-?mail\.", {"mail."}),
    ],
)
def test_one_of_the_anchors_is_in_whatever_matches(pattern: str, anchors: set[str]) -> None:
    assert Deriver(WORDS).anchors(pattern) == frozenset(anchors)


@pytest.mark.parametrize("pattern", [r"\w+", "(?:letter)?", "(?:letter|.{2,9})", "[abc]+", "~", "(?=letter)"])
def test_a_pattern_without_a_sure_word_has_no_anchors(pattern: str) -> None:
    assert Deriver(WORDS).anchors(pattern) is None


@pytest.mark.parametrize("code", ["en", "de"])
def test_every_pattern_of_a_language_has_anchors_that_stand_in_its_own_words(code: str) -> None:
    known = matcher(code)
    assert known is not None
    for line in [*known.lines["in"].patterns, *known.lines["out"].patterns]:
        assert line.needs, line.pattern.pattern[:200]
        assert all(need and " " not in "".join(need) for need in line.needs)


def test_many_patterns_match_as_one_of_all_of_them_would() -> None:
    lines = [written_out(line, WORDS) for line in ("offer you", "{glad} to offer", "you the {job}", "offer you the")]
    text = "we are so pleased to offer you the role, and to offer you the position"
    whole = [match.group() for match in re.finditer("|".join(lines), text)]
    assert [match.group() for match in _matches([re.compile(line) for line in lines], text)] == whole


def test_an_act_is_found_among_sentences_without_one() -> None:
    sentences = list(split("Hello there. We are delighted to offer you the position of baker. The weather is fine."))
    assert [act.kind for act in find_acts(sentences, "en", "in")][:1] == ["OFFER"]
    assert find_acts(sentences[:1], "en", "in") == []
