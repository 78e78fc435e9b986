"""Names of organisations that the encoder reads in a message, trimmed to what was meant.

A tag marks words of running text: an article, a preposition or half a bracket may come with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.reading import names, parted
from agent.reading.learned.opinion import Opinion, Said

LEAST = 0.3
"""Chance from which on tagged words are looked at."""
AGAIN = 0.1
"""What a name gains with each further place in which it is tagged."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A name that the encoder reads."""

    text: str
    worth: float
    """0..1: how surely, weighed by where it stands."""
    kind: str
    """The kind of segment it stands in."""


_BEFORE_NAME = re.compile(
    r"^(?:(?:at|from|with|of|for|by|the|our|your|to|da|de|di|do|del|della|dello|chez|bei|von|van|bij|en|em|presso|x|a|an|der|die|das|dem|den|du|des|les|la|le|il|el|het|os|as|o)\s+)+(?=[A-ZÀ-Ý0-9])"
)
_CLIENT = re.compile(
    r"^(?:mandant\w*|kund(?:e|en|in)|auftraggeber\w*|clients?|clientes?|klant|opdrachtgever|cliënt)\s+(?=[A-ZÀ-Ý0-9])",
    re.IGNORECASE,
)
"""What an agency calls who hires: it is no part of the name."""
_AFTER_NAME = re.compile(r"\s+(?:in|as|for|at|on|to|is|has|and|en|em|a|la|il|x|of|de|di)(?:\s+\S+)?$")
_ELIDED = re.compile(r"^(?:[Dd]e?ll?|[Dd]|[Nn]?ell)['’](?=[A-ZÀ-Ý])")
"""An article that has lost its vowel: dell'Ospedale."""
_INITIAL = re.compile(r" [A-Z](?:\.[A-Za-z])*$")
"""What is left of "S.A." where a tag ends too soon."""
_GOES_ON = (
    r"((?: (?:de la|de los|de las|de|du|des|del|della|dei|di|do|da|dos|das|van|von|der|of|the)(?= )| (?:de l|d|dell|l)['’](?=[A-ZÀ-Ý])|"
    r"(?: |(?<=['’]))[A-ZÀ-Ý][\w-]+){1,6})"
)
"""What follows the kind of an organisation up to its own name: "Biscuiterie de l'Aulne"."""
_LINK_AT_END = re.compile(r" (?:de|du|des|del|della|di|do|da|van|von|of|la|le|les|the)$")
_NAME_WORTH = {
    "text": 1.0,
    "subject": 1.0,
    "calendar": 0.9,
    "forwarded": 0.9,
    "signature": 0.9,
    "quoted": 0.8,
    "from": 0.9,
}


def organisations(opinion: Opinion) -> Iterator[Proposed]:
    """Names of the employer as the message writes them, the domain of an address left out."""
    for said in opinion.says("employer", LEAST):
        weight = _NAME_WORTH.get(said.kind, 0.0)
        if not weight or (said.kind == "from" and _in_domain(opinion, said)):
            continue
        for text in _names(said.text):
            yield Proposed(text, said.chance * weight, said.kind)


def whole(name: str, text: str) -> str:
    """A tagged name with the rest that a tag left out, where what it marks says only what kind of organisation it is."""
    kind = all(parted.noun(names.squash(word)) or word[0].islower() for word in name.split())
    if not (kind or _LINK_AT_END.search(name)):
        return name
    lines = "\n".join(" ".join(line.split()) for line in text.splitlines())  # a name ends with its line
    found = re.search(re.escape(name) + _GOES_ON, lines)
    return _LINK_AT_END.sub("", name + found.group(1)) if found else name


def names_domain(opinion: Opinion, label: str) -> float:
    """How surely the encoder takes the registered name of the other side's domain for the employer's."""
    for index, segment in enumerate(opinion.stretches):
        if segment.kind == "from":
            start = segment.text.find(label, segment.text.rfind("@"))
            return opinion.score("employer", index, start, start + len(label)) if start >= 0 else 0.0
    return 0.0


def _in_domain(opinion: Opinion, said: Said) -> bool:
    text = next(segment.text for segment in opinion.stretches if segment.kind == "from")
    return said.end > text.rfind("@") and "@" in text


def _names(tagged: str) -> Iterator[str]:
    """Tagged words, line by line, as names: "Ruiz\\nHennis County Sheriff" holds two."""
    for line in tagged.splitlines():
        text = _CLIENT.sub("", _BEFORE_NAME.sub("", line.strip(' ,;:.-–—•|/"“”*>()')))
        text = names.organisation(_AFTER_NAME.sub("", text.rpartition(") ")[2]))
        text = _ELIDED.sub("", _INITIAL.sub("", text))
        if len(text) > 2 and any(c.isupper() for c in text):
            yield text
