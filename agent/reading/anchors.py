"""Anchors: for a pattern, literal words of which one must stand in every text that it matches.

A sentence without any anchor of a pattern needs no look at the pattern, which spares nearly all of the matching. Anchors
are derived from the small language of `agent.reading.language`, where a blank may become a comma and a blank: so an anchor
never reaches over one. Where no word is sure to be there, there are no anchors and the pattern is always tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Generic, Protocol, TypeVar

Anchors = frozenset[str]
DIGIT = "\\d"
"""The anchor that any figure is."""

_TOKEN = re.compile(
    r"(?P<look>\(\?<?[!=])|(?P<open>\((?:\?(?::|P?<\w+>))?)|(?P<close>\))|(?P<bar>\|)|(?P<word>\{[a-z_]+\})"
    r"|(?P<many>[*+?]\??|\{\d*,?\d*\}\??)|(?P<any>\[\^?\]?(?:\\.|[^\]\\])*\]|[\s.~^$])|(?P<escape>\\.)"
    r"|(?P<letter>[^\\()|{}\[\]*+?.\s~^$]+(?![*+?{])|.)",
    re.DOTALL,
)
_NEEDS = 3
"""Needs of a pattern that are worth a look."""
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "an and are as at be but by can do for from had has have he if in is it its may me my no not of on or our she so that the "
        "their they this to up us was we were will with would you your could should there what which who",
    )
)


Weighed = tuple[float, Anchors]
"""Anchors, and how often a text has one of them, roughly: little for few, long and rare words."""


def _weighed(word: str) -> Weighed:
    return (8.0 if word in _COMMON else 1.0) * 4.0 ** -min(len(word), 5), frozenset((word,))


class Deriver:
    """Derives anchors for the patterns of one language, whose named words it works out once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self._known: dict[str, Weighed | None] = {}

    def anchors(self, pattern: str) -> Anchors | None:
        """Words of which every match of a pattern has at least one; None where there is no telling."""
        found = _Reader(pattern, self).alternatives()
        return None if found is None else found[1]

    def needs(self, pattern: str) -> tuple[Anchors, ...]:
        """Sets of anchors, the rarest first: every match of a pattern has at least one of each."""
        found = sorted(_Reader(pattern, self).needs(), key=_first)
        return tuple(dict.fromkeys(anchors for _, anchors in found))[:_NEEDS]

    def named(self, name: str) -> Weighed | None:
        if name not in self._known:
            self._known[name] = _Reader(self.words[name], self).alternatives()
        return self._known[name]


_first = itemgetter(0)


class _Reader:
    """Reads one pattern from left to right, its groups by recursion."""

    def __init__(self, pattern: str, deriver: Deriver) -> None:
        self._tokens = [(found.lastgroup or "", found.group()) for found in _TOKEN.finditer(pattern)]
        self._tokens.append(("close", ""))
        self._at = 0
        self._deriver = deriver

    def alternatives(self) -> Weighed | None:
        """Up to the closing bracket: the words of all alternatives, None as soon as one has none."""
        cost, words = 0.0, []
        sure = True
        while True:
            choices = self._sequence()
            if choices and sure:
                best = choices[0] if len(choices) == 1 else min(choices, key=_first)
                cost += best[0]
                words.append(best[1])
            else:
                sure = False
            if self._ends():
                return (cost, frozenset().union(*words)) if sure else None

    def needs(self) -> list[Weighed]:
        """All that a pattern of one alternative must have, else what its alternatives must have between them."""
        choices = self._sequence()
        if self._ends():
            return choices
        self._at = 0
        either = self.alternatives()
        return [either] if either else []

    def _ends(self) -> bool:
        """No further alternative follows; the bar before one, or the bracket, is taken."""
        ends = self._tokens[self._at][0] == "close"
        self._at += 1
        return ends

    def _sequence(self) -> list[Weighed]:
        """What one alternative must have, words for each of its parts that has any."""
        choices: list[Weighed] = []
        run = ""
        tokens = self._tokens
        while True:
            kind, text = tokens[self._at]
            if kind in ("close", "bar"):
                break
            self._at += 1
            inner: Weighed | None = None
            if kind == "open":
                inner = self.alternatives()
            elif kind == "look":  # looking ahead or back takes nothing of the text
                self.alternatives()
            elif kind == "word":
                inner = self._deriver.named(text[1:-1])
            elif text == DIGIT:
                inner = _ANY_DIGIT
            least = self._least() if tokens[self._at][0] == "many" else 1
            if least == 1:
                if kind == "letter":
                    run += text
                    continue
                if kind == "escape" and not text[1].isalnum():
                    run += text[1]
                    continue
            if run:
                choices += _worth(run)
                run = ""
            if inner and least:
                choices.append(inner)
        return choices + _worth(run)

    def _least(self) -> int:
        """How often the item just read must come; its repetition sign is taken. 2 stands for once or more."""
        text = self._tokens[self._at][1]
        self._at += 1
        low = text.strip("{}?").partition(",")[0]
        return 2 if text[0] == "+" or (low.isdigit() and int(low) > 0) else 0


_ANY_DIGIT = _weighed(DIGIT)


def _worth(run: str) -> list[Weighed]:
    """A single letter tells something only where it is a rare one."""
    return [_weighed(run)] if len(run) > 1 or not run.isascii() else []


class _Lazy:
    """A regular expression that is compiled when it is first used."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._text, self._flags = pattern, flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)


class Late(_Lazy):
    """One that is tried on any text."""

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        return self.pattern.search

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        return self.pattern.match

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        return self.pattern.finditer

    @cached_property
    def findall(self) -> Callable[[str], list[str]]:
        return self.pattern.findall


class Sought(_Lazy):
    """One that is tried, and compiled, only on a text that has its anchors. Its words are small."""

    @cached_property
    def needs(self) -> tuple[Anchors, ...]:
        return Deriver({}).needs(self._text)

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self.possible(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text) if self.possible(text) else iter(())

    def possible(self, text: str) -> bool:
        """Whether a text has its anchors."""
        for need in self.needs:
            for word in need:
                if word in text or word == DIGIT:
                    break
            else:
                return False
        return True


class Needing(Protocol):
    """Something to be matched, with sets of anchors: every match has at least one of each."""

    @property
    def needs(self) -> tuple[Anchors, ...]: ...


Pattern = TypeVar("Pattern", bound=Needing)


class Sieve(Generic[Pattern]):
    """Tells which of many patterns a text has the anchors of; what it has heard in a word it remembers."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._heard: dict[str, Anchors] = {}

    @cached_property
    def _always(self) -> list[int]:
        return [number for number, pattern in enumerate(self.patterns) if not pattern.needs]

    @cached_property
    def _first(self) -> dict[str, list[int]]:
        """Anchor → numbers of the patterns that have it in their first need."""
        found: dict[str, list[int]] = {}
        for number, pattern in enumerate(self.patterns):
            for anchor in pattern.needs[0] if pattern.needs else ():
                found.setdefault(anchor, []).append(number)
        return found

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        """The first two letters of an anchor → all that begin so."""
        found: dict[str, list[str]] = {}
        for anchor in frozenset().union(*(need for pattern in self.patterns for need in pattern.needs)):
            found.setdefault(anchor[:2], []).append(anchor)
        return found

    def possible(self, text: str, besides: Iterable[str] = ()) -> list[Pattern]:
        """The patterns that can match, in their order. `besides`: anchors that are there though they are no words."""
        heard = self.heard(text)
        heard.update(besides)
        numbers = set(self._always)
        for anchor in heard:
            numbers.update(self._first.get(anchor, ()))
        found = []
        for number in sorted(numbers):
            pattern = self.patterns[number]
            for need in pattern.needs[1:]:
                if heard.isdisjoint(need):
                    break
            else:
                found.append(pattern)
        return found

    def heard(self, text: str) -> set[str]:
        """The anchors in a text. None of them has a blank, so each stands within a word."""
        found: set[str] = set()
        for word in set(text.split()):
            heard = self._heard.get(word)
            if heard is None:
                heard = self._in(word)
                if len(self._heard) < _REMEMBERED and len(word) < _LONG:
                    self._heard[word] = heard
            found |= heard
        return found

    def _in(self, word: str) -> Anchors:
        found = {
            anchor
            for at in range(len(word) - 1)
            for anchor in self._by_start.get(word[at : at + 2], ())
            if word.startswith(anchor, at)
        }
        if not word.isascii():
            found.update(letter for letter in word if letter in self._by_start)
        if _FIGURE.search(word):
            found.add(DIGIT)
        return frozenset(found)


_FIGURE = re.compile(r"\d")
_REMEMBERED, _LONG = 10_000, 30
"""How many words a sieve remembers, and how long they are at most."""
