"""No phrase of any language takes long on any sentence: each is tried on its own words, and what comes after them."""

from __future__ import annotations

import re
import time
from itertools import groupby
from pathlib import Path

import pytest

import agent.reading.language
from agent.reading.acts import matcher

LANGUAGES = sorted(path.parent.name for path in Path(agent.reading.language.__file__).parent.glob("*/__init__.py"))
TAILS = ("quillhurst " * 30, "a, " * 100)
SECONDS = 0.2
"""Of processor time for one family of phrases and one sentence; the usual is a thousandth of that."""


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_phrase_takes_long_on_its_own_words(code: str) -> None:
    known = matcher(code)
    assert known is not None
    for _, lines in groupby([*known.lines["in"].patterns, *known.lines["out"].patterns], key=lambda line: line.number):
        same = list(lines)
        own = list(dict.fromkeys(re.findall(r"(?<!\\)[a-zäöüß']{3,}", same[0].family.patterns)))
        for word in own:
            for tail in (*TAILS, f"{word} " * 30):
                sentence = f"{word} {tail}"[:400]
                before = time.process_time()
                for line in same:
                    for _ in line.pattern.finditer(sentence):
                        pass
                took = time.process_time() - before
                assert took < SECONDS, (same[0].family.says, sentence[:60])
