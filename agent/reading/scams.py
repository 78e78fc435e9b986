"""Words of job scams: which kinds of them a text has, each with its weight and a sentence for people.

The words are data (`agent/reading/vendors/scams.toml`); what they weigh against is for `agent.reading.trust` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from agent.reading import names, vendors

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
    pattern: re.Pattern[str]

    def fits(self, sentence: str) -> bool:
        return any(hint in sentence for hint in self.hints) and bool(self.pattern.search(sentence))


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
    kinds = [kind for kind in _kinds() if any(hint in plain for hint in kind.hints)]
    if not kinds:
        return
    sentences = [part[:MAX_SENTENCE] for part in _SENTENCE.split(plain) if part][:MAX_SENTENCES]
    for kind in kinds:
        hits = [part for part in sentences if kind.fits(part) and not _honest().search(part)]
        if hits:
            count = min(len(hits), _MANY) if kind.name == "tone" else 1
            yield Found(kind.name, kind.weight * count, kind.says, hits[0])


def orders(text: str) -> bool:
    """It tells programs that read mail what to do."""
    return any(found.name == "assistant" for found in words(text))


def warns(text: str) -> bool:
    """It is about such mails: a warning, a newsletter, a friend's advice."""
    return bool(_ABOUT.search(names.plain(text[:MAX_TEXT])))


@cache
def _kinds() -> tuple[Kind, ...]:
    table = vendors.load("scams")
    parts: dict[str, str] = table.pop("parts")
    table.pop("honest")
    for name, body in parts.items():  # a part may be made of those above it
        parts[name] = _filled(body, parts)
    return tuple(
        Kind(name, kind["weight"], kind["says"], tuple(kind["hints"]), _joined(kind, parts))
        for name, kind in table.items()
    )


def _joined(kind: dict[str, Any], parts: dict[str, str]) -> re.Pattern[str]:
    """The patterns of all languages as one."""
    languages = [value for key, value in kind.items() if key not in ("weight", "says", "hints")]
    return re.compile("|".join(f"(?:{_filled(body, parts)})" for patterns in languages for body in patterns))


def _filled(body: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda found: parts[found.group(1)], body)


@cache
def _honest() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{body})" for body in vendors.load("scams")["honest"].values()))
