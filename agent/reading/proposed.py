"""Titles of posts and names of organisations that the encoder reads in a message, trimmed to what was meant.

A tag marks words of running text: an article, a preposition or half a bracket may come with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.reading import names
from agent.reading.learned.encoder import Tag
from agent.reading.learned.opinion import Opinion, Said

LEAST = 0.3
"""Chance from which on tagged words are looked at."""
_WHERE = {"text": 1.0, "subject": 0.95, "calendar": 0.9, "forwarded": 0.9, "quoted": 0.85, "signature": 0.35}
"""What a tag is worth by where it stands: the user's own titles stand in signatures."""

_LEADS = (
    "a an the our your my this that as of for to in on at with from by new role position post job title application re fw "
    "de del la el las los un una en para como puesto plaza vacante oferta por al cargo "
    "da do das dos o os um uma na no ao à vaga função posição "
    "di il lo i gli le uno del della dello dell' dell’ l' l’ un' un’ come ruolo posizione posto per "
    "du des d' d’ une le les poste en tant que comme pour "
    "der die das dem den des ein eine einen einem als stelle zum zur für "
    "het een van voor functie als"
)
_FORMS = "|".join(re.escape(word) for word in sorted(set(_LEADS.split()), key=len, reverse=True))
_LEAD = re.compile(rf"^(?:(?:{_FORMS})(?:(?<=['’])|[ :]+)|['’])", re.IGNORECASE)
_TAIL = re.compile(
    r"[ ,]+(?:(?:position|role|post|job|vacancy|opening|stelle|team|at|for|with|in|of|to|and|as|on|is|was|the|our|a|an"
    r"|de|del|da|do|di|du|des|en|em|na|no|con|com|per|para|para o|bei|im|y|e|et|und|chez|à|au|al|bij|van|presso|nella|nel)"
    r"|(?:at|en|em|chez|bei|presso|bij|na|no|nel|nella) (?:esta |questa |[A-ZÀ-Ý(]).*|\((?:job|role|post|req\.?|ref\.?).*)$"
)
_GAPS = frozenset((" ", ", ", " - ", " – ", " & ", "/", "-", " and ", " of ", " de ", "'", "’"))
"""What may stand untagged between two tagged parts of one title."""
AGAIN = 0.1
"""What a name or title gains with each further place in which it is tagged."""
JOINED = 0.05
"""What a title gains by being whole."""
LOWER_CASE = 0.85
"""What is left of a tag on a single small word, which is a trade less often than a slip."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A title or a name that the encoder reads."""

    text: str
    worth: float
    """0..1: how surely, weighed by where it stands."""
    kind: str
    """The kind of segment it stands in."""


def titles(opinion: Opinion) -> Iterator[Proposed]:
    """Titles of the post in question."""
    for said in _joined(opinion, "role"):
        text = title(said.text)
        worth = said.chance * _WHERE.get(said.kind, 0.0)
        if worth and text:
            yield Proposed(text, worth * (LOWER_CASE if text.isalpha() and text.islower() else 1.0), said.kind)


def _joined(opinion: Opinion, tag: Tag) -> list[Said]:
    """What is tagged; runs with next to nothing between them are given joined as well as alone."""
    found = opinion.says(tag, LEAST)
    texts = {segment.kind: segment.text for segment in opinion.stretches}
    joined: list[Said] = []
    for one in found:
        for next_ in found:
            if next_.kind == one.kind and texts[one.kind][one.end : next_.start] in _GAPS:
                text = texts[one.kind][one.start : next_.end]
                joined.append(Said(text, one.kind, one.start, next_.end, (one.chance + next_.chance) / 2 + JOINED))
    return found + joined


def title(tagged: str) -> str:
    """Tagged words without what leads to them and what follows: "de Operador de Manutenção" is "Operador de Manutenção"."""
    text = max((line.strip() for line in tagged.splitlines()), key=len, default="")
    before = None
    while before != text:
        before = text
        text = _TAIL.sub("", _LEAD.sub("", text).strip(" ,;:.-–—•|/\"'“”*>"))
        if (text.endswith(")") and "(" not in text) or text.startswith("("):
            text = text.strip("()")
    if text.count("(") > text.count(")"):
        head, _, inside = text.rpartition("(")
        text = f"{text})" if len(inside) > 2 else head.rstrip()
    return text if 2 < len(text) <= 90 and any(c.isalpha() for c in text) else ""


_BEFORE_NAME = re.compile(
    r"^(?:(?:at|from|with|of|for|by|the|our|your|to|da|de|di|do|del|della|dello|chez|bei|von|van|bij|en|em|presso|x|a|an)\s+)+(?=[A-ZÀ-Ý0-9])"
)
_AFTER_NAME = re.compile(r"\s+(?:in|as|for|at|on|to|is|has|and|en|em|a|la|il|x|of|de|di)(?:\s+\S+)?$")
_ELIDED = re.compile(r"^(?:[Dd]e?ll?|[Dd]|[Nn]?ell)['’](?=[A-ZÀ-Ý])")
"""An article that has lost its vowel: dell'Ospedale."""
_INITIAL = re.compile(r" [A-Z]$")
"""What is left of "S.A." where a tag ends too soon."""
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
        text = _BEFORE_NAME.sub("", line.strip(' ,;:.-–—•|/"“”*>()'))
        text = names.organisation(_AFTER_NAME.sub("", text.rpartition(") ")[2]))
        text = _ELIDED.sub("", _INITIAL.sub("", text))
        if len(text) > 2 and any(c.isupper() for c in text):
            yield text
