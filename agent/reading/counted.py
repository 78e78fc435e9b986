"""Which of several interviews a mail means by counting them: "the second round", "Zweitgespräch", "both interviews"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from agent.model import Label
from agent.reading.case import Case
from agent.reading.fields import Moment
from agent.reading.language.several import BY_CODE, Several
from agent.reading.rounds import whole

LAST = -1
"""The place of the last one, however many there are."""
_PIECES = re.compile(r"[,;:()]| - ")
_FIGURES = {
    "1": 1,
    "one": 1,
    "2": 2,
    "two": 2,
    "zwei": 2,
    "deux": 2,
    "dos": 2,
    "due": 2,
    "twee": 2,
    "dois": 2,
    "3": 3,
    "three": 3,
}


def nth(case: Case, label: Label, moment: Moment | None) -> int | None:
    """The place of the interview that is fixed (at that moment), moved or called off; None where the words tell none, or several."""
    words = BY_CODE.get(case.language)
    if words is None or not label.startswith("interview_") or label == "interview_invited":
        return None
    if label == "interview_cancelled":
        pieces = _called_off(case, words)
    else:
        pieces = [moment.evidence.quote.lower()] if moment else []
    found = {place for piece in pieces for place in _places(piece, case.language)}
    return found.pop() if len(found) == 1 else None


def calls_all_off(case: Case, label: Label) -> bool:
    """All interviews are called off, not one of them."""
    words = BY_CODE.get(case.language)
    if words is None or label != "interview_cancelled":
        return False
    said = " ".join(_called_off(case, words))
    if whole(words.some).search(said):
        return False
    every = whole(rf"(?:{words.every}) (?:\S+ ){{0,3}}?(?:{words.meets})")
    return bool(every.search(said) or whole(words.counted).search(said) or whole(words.yours).search(said))


def _called_off(case: Case, words: Several) -> Sequence[str]:
    """The parts of sentences that say that something is called off; whole sentences where the parts do not tell."""
    off, stays = whole(words.off), whole(words.stays)
    said = [one.plain for one in case.text if not one.question and off.search(one.plain)]
    pieces = [piece for sentence in said for piece in _PIECES.split(sentence) if off.search(piece)]
    return [piece for piece in pieces if not stays.search(piece)]


def _places(text: str, code: str) -> set[int]:
    return {place for place, pattern in _patterns(code) if pattern.search(text)} | {
        _FIGURES[match[1]] for match in _numbered(code).finditer(text)
    }


@lru_cache(maxsize=16)
def _patterns(code: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    words = BY_CODE[code]
    places = (1, 2, 3, 4, LAST)
    before = rf"[ -]?(?:[^\W\d]\S* ){{0,2}}?(?:{words.meets})"
    found = [(place, whole(f"(?:{ordinal}){before}")) for place, ordinal in zip(places, words.nth, strict=True)]
    return (*found, (LAST, whole(f"(?:{words.meets}) (?:{words.nth[-1]})")))


@lru_cache(maxsize=16)
def _numbered(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{BY_CODE[code].meets}) ({'|'.join(_FIGURES)})(?![\w.:])")
