"""Anchors: for a pattern, literal words of which one must stand in every text that it matches.

A sentence without any anchor of a pattern needs no look at the pattern, which spares nearly all of the matching. Anchors
are derived from the small language of `agent.reading.language`, where a blank may become a comma and a blank: so an anchor
never reaches over one. Where no word is sure to be there, there are no anchors and the pattern is always tried.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Anchors = frozenset[str]

_TOKEN = re.compile(
    r"(?P<look>\(\?<?[!=])|(?P<open>\((?:\?(?::|P?<\w+>))?)|(?P<close>\))|(?P<bar>\|)|(?P<word>\{[a-z_]+\})"
    r"|(?P<many>[*+?]\??|\{\d*,?\d*\}\??)|(?P<any>\[\^?\]?(?:\\.|[^\]\\])*\]|[\s.~^$])|(?P<escape>\\.)|(?P<letter>.)",
    re.DOTALL,
)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "an and are as at be but by can do for from had has have he if in is it its may me my no not of on or our she so that the "
        "their they this to up us was we were will with would you your could should there what which who",
    )
)


def _cost(anchors: Anchors) -> float:
    """How often a text has one of them, roughly: little for few, long and rare words."""
    return sum((8.0 if word in _COMMON else 1.0) * 4.0 ** -min(len(word), 5) for word in anchors)


class Deriver:
    """Derives anchors for the patterns of one language, whose named words it works out once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._known: dict[str, Anchors | None] = {}

    def anchors(self, pattern: str) -> Anchors | None:
        """Words of which every match of a pattern has at least one; None where there is no telling."""
        return _Reader(pattern, self).alternatives()

    def named(self, name: str) -> Anchors | None:
        if name not in self._known:
            self._known[name] = self.anchors(self._words[name])
        return self._known[name]


class _Reader:
    """Reads one pattern from left to right, its groups by recursion."""

    def __init__(self, pattern: str, deriver: Deriver) -> None:
        self._tokens = [(found.lastgroup or "", found.group()) for found in _TOKEN.finditer(pattern)]
        self._at = 0
        self._deriver = deriver

    def alternatives(self) -> Anchors | None:
        """Up to the closing bracket: the words of all alternatives, None as soon as one has none."""
        found: Anchors | None = frozenset()
        while True:
            best = self._sequence()
            found = None if best is None or found is None else found | best
            ends = self._at >= len(self._tokens) or self._tokens[self._at][0] == "close"
            self._at += 1
            if ends:
                return found

    def _sequence(self) -> Anchors | None:
        """One alternative: the best of what it must have."""
        choices: list[Anchors] = []
        run = ""
        while self._at < len(self._tokens) and self._tokens[self._at][0] not in ("close", "bar"):
            kind, text = self._tokens[self._at]
            self._at += 1
            inner = self._inner(kind, text)
            least = self._least()
            letter = text if kind == "letter" else text[1] if kind == "escape" and not text[1].isalnum() else ""
            if letter and least == 1:
                run += letter
                continue
            choices += _worth(run)
            run = ""
            if inner and least:
                choices.append(inner)
        return min([*choices, *_worth(run)], key=_cost, default=None)

    def _inner(self, kind: str, text: str) -> Anchors | None:
        """What a group or a named word must have. Looking ahead or back takes nothing of the text."""
        if kind == "open":
            return self.alternatives()
        if kind == "look":
            self.alternatives()
        return self._deriver.named(text[1:-1]) if kind == "word" else None

    def _least(self) -> int:
        """How often the item just read must come; its repetition sign is taken. 2 stands for once or more."""
        if self._at >= len(self._tokens) or self._tokens[self._at][0] != "many":
            return 1
        text = self._tokens[self._at][1]
        self._at += 1
        low = text.strip("{}?").partition(",")[0]
        return 2 if text[0] == "+" or (low.isdigit() and int(low) > 0) else 0


def _worth(run: str) -> list[Anchors]:
    return [frozenset([run])] if len(run) > 1 else []
