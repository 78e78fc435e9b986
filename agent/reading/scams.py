"""Words of job scams: which kinds of them a text has, each with its weight and a sentence for people.

The words are data (`agent/reading/vendors/scams.toml`); what they weigh against is for `agent.reading.trust` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from agent.reading import names, vendors
from agent.reading.anchors import Sieve, Sought

MAX_TEXT = 20_000
MAX_SENTENCES = 400
MAX_SENTENCE = 1_500

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_PART = re.compile(r"<([a-z]+)>")
_ABOUT = re.compile(
    r"\b(?:scam\w*|phishing|fake (?:job|offer|recruit\w*)|job fraud|betrugsmasche\w*|arnaques?|estafas?|truffe|golpes?|oplichting)\b"
)
_MANY = 3
"""Phrases of the kind "tone" that count, each with its weight; of the other kinds one tells all."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of such words."""

    name: str
    weight: float
    says: str
    hints: tuple[str, ...]
    """One of them is in every sentence that can fit; looked for first, as that is quick."""


class Phrase(Sought):
    """One way to say it in one language."""

    def __init__(self, kind: Kind, pattern: str) -> None:
        super().__init__(pattern)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Found:
    """A kind that a text has, and a sentence that shows it (as compared: lower-case, without accents)."""

    name: str
    weight: float
    says: str
    quote: str


def words(text: str) -> Iterator[Found]:
    """The kinds that a text has. `text`: as written; what lies beyond `MAX_TEXT` is not looked at."""
    plain = names.plain(text[:MAX_TEXT])
    sentences = [part[:MAX_SENTENCE] for part in _SENTENCE.split(plain) if part][:MAX_SENTENCES]
    hits: dict[str, list[str]] = {}
    for sentence in sentences:
        for kind in _kinds_in(sentence):
            hits.setdefault(kind.name, []).append(sentence)
    for kind in _kinds():
        if found := hits.get(kind.name):
            count = min(len(found), _MANY) if kind.name == "tone" else 1
            yield Found(kind.name, kind.weight * count, kind.says, found[0])


def _kinds_in(sentence: str) -> list[Kind]:
    """The kinds that a sentence has; an honest one has none."""
    found = []
    for kind, phrases in groupby(_phrases().possible(sentence), key=lambda phrase: phrase.kind):
        if any(hint in sentence for hint in kind.hints) and any(one.pattern.search(sentence) for one in phrases):
            found.append(kind)
    return found if found and not _honest().search(sentence) else []


def orders(text: str) -> bool:
    """It tells programs that read mail what to do."""
    return any(found.name == "assistant" for found in words(text))


def warns(text: str) -> bool:
    """It is about such mails: a warning, a newsletter, a friend's advice."""
    return bool(_ABOUT.search(names.plain(text[:MAX_TEXT])))


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(
        Kind(name, kind["weight"], kind["says"], tuple(kind["hints"]))
        for name, kind in vendors.load("scams").items()
        if name not in ("parts", "honest")
    )


@cache
def _phrases() -> Sieve[Phrase]:
    """The phrases of all kinds and languages, kind by kind."""
    parts: dict[str, str] = {}
    for name, body in vendors.load("scams")["parts"].items():  # a part may be made of those above it
        parts[name] = _filled(body, parts)
    return Sieve(
        Phrase(kind, _filled(body, parts))
        for kind in _kinds()
        for language, patterns in vendors.load("scams")[kind.name].items()
        if language not in ("weight", "says", "hints")
        for body in patterns
    )


def _filled(body: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda found: parts[found.group(1)], body)


@cache
def _honest() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{body})" for body in vendors.load("scams")["honest"].values()))
