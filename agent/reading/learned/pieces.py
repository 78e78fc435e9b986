"""Text to pieces: the unigram segmentation of SentencePiece (Kudo 2018, arXiv:1804.10959) over a fixed vocabulary.

Its own few lines rather than a library: what is needed is the best segmentation of one word, and that is remembered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

MARKS = 4
"""Numbers that stand for no text."""
UNKNOWN = 3
"""Number of the piece that stands for characters which are in no other."""
_START = "▁"
_WORD = re.compile(r"\S+")
_REMEMBERED = 20_000
_LONGEST_WORD = 60
"""Characters of one word that are segmented; a longer one (base64, an address) says nothing with its rest."""
_UNKNOWN_COST = 10.0
"""How much worse than the least likely piece an unknown character is, as SentencePiece has it."""

Piece = tuple[int, int, int]
"""Number in the vocabulary; where it starts and ends in the text (an end past the last character where a word was cut)."""


class Vocabulary(NamedTuple):
    """The pieces by their spelling."""

    numbers: Mapping[str, int]
    scores: Sequence[float]
    """Number → log probability."""


def vocabulary(text: str) -> Vocabulary:
    """A line is a piece, a tab and its log probability; its number is that of the line. The first four are marks."""
    fields = text.rstrip("\n").replace("\n", "\t").split("\t")
    names, scores = fields[0::2], fields[1::2]
    return Vocabulary(dict(zip(names[MARKS:], range(MARKS, len(names)), strict=False)), list(map(float, scores)))


class Pieces:
    """The segmentation for one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._numbers, self._scores = vocabulary
        self._unknown = min(self._scores) - _UNKNOWN_COST
        self._longest = max(map(len, self._numbers))
        self._words: dict[str, tuple[Piece, ...]] = {}

    def split(self, text: str) -> list[Piece]:
        """The pieces of a text, in order. White space only parts words."""
        found: list[Piece] = []
        for match in _WORD.finditer(text):
            word, at = match.group(), match.start()
            pieces = self._words.get(word)
            if pieces is None:
                pieces = self._word(word)
                if len(self._words) < _REMEMBERED:
                    self._words[word] = pieces
            found += [(number, at + start, at + end) for number, start, end in pieces]
        return found

    def _word(self, word: str) -> tuple[Piece, ...]:
        """The likeliest pieces of one word (Viterbi); runs of unknown characters are one piece."""
        numbers, scores, longest = self._numbers, self._scores, self._longest
        whole = numbers.get(_START + word)
        if whole is not None:  # always likelier than its parts: the vocabulary was made so
            return ((whole, 0, len(word)),)
        spelt = word[:_LONGEST_WORD]
        if not spelt.isascii():
            spelt = unicodedata.normalize("NFKC", spelt).replace(" ", _START)
        marked = _START + spelt
        size = len(marked)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            here = best[start]
            spelt_from = [marked[start:end] for end in range(start + 1, min(size, start + longest) + 1)]
            for end, number in enumerate(map(numbers.get, spelt_from), start + 1):
                if number is not None and here + scores[number] > best[end]:
                    best[end], back[end] = here + scores[number], (start, number)
            if here + self._unknown > best[start + 1]:
                best[start + 1], back[start + 1] = here + self._unknown, (start, UNKNOWN)
        found: list[Piece] = []
        end = size
        exact = len(spelt) == len(word)
        while end:
            start, number = back[end]
            first, last = (max(0, start - 1), end - 1) if exact else (0, len(word))
            if number == UNKNOWN and found and found[-1][0] == UNKNOWN:
                found[-1] = (UNKNOWN, first, found[-1][2])
            else:
                found.append((number, first, last))
            end = start
        return tuple(reversed(found))
