"""Text to pieces: the unigram segmentation of SentencePiece (Kudo 2018, arXiv:1804.10959) over a fixed vocabulary.

Its own few lines rather than a library: what is needed is the best segmentation of one word, and that is remembered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

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


class Pieces:
    """The segmentation for one vocabulary: piece → (number, log probability)."""

    def __init__(self, vocabulary: Mapping[str, tuple[int, float]]) -> None:
        self._vocabulary = vocabulary
        self._unknown = min(score for _, score in vocabulary.values()) - _UNKNOWN_COST
        self._longest = max(map(len, vocabulary))
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
        spelt = unicodedata.normalize("NFKC", word[:_LONGEST_WORD]).replace(" ", _START)
        marked = _START + spelt
        size = len(marked)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        known, longest = self._vocabulary, self._longest
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(size, start + longest) + 1):
                piece = known.get(marked[start:end])
                if piece is not None and here + piece[1] > best[end]:
                    best[end], back[end] = here + piece[1], (start, piece[0])
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
