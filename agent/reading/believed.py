"""Which of the names that the encoder reads as the employer's is to be believed rather than the other side's domain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from agent.model import Direction
from agent.reading import names, proposed, vendors
from agent.reading.document import Document
from agent.reading.learned.opinion import Opinion
from agent.reading.organisations import MAX_SCAN, SPELLED, Candidate
from agent.reading.other_side import hires_for_others, is_person, people
from agent.reading.structured import Facts

_AGAINST = -3.6
"""What speaks against a name that the domain does not spell. This and the weights beside it are a logistic regression's,
fitted on mail of authors whom the encoder had not seen: name or domain, 380 messages, 0.87 right across folds."""
_ALIKE = 0.88
"""From here on two names are one, misspelled or imitated: a letter or two of ten differ."""
_OFTEN = 4.0
"""Votes from which on a name that the domain spells out is surely that of who writes."""
_BELIEVED = 0.45
"""How surely a name must be tagged where there is no domain of an employer's own."""
_SMALL_BEFORE = re.compile(r"^(?:[a-zß-ÿ]{4,} )+(?=[A-ZÀ-Þ])")
_ARTICLE_AFTER = re.compile(r" (?:La|Il|El|The|Os|As|Le|Les|Der|Die|Das)$")

_Tagged = Mapping[str, Sequence[proposed.Proposed]]
"""Key of a name → where the encoder reads it."""


def believed(
    document: Document,
    facts: Facts,
    found: Mapping[str, Candidate],
    opinion: Opinion,
    *,
    direction: Direction,
    me: frozenset[str],
    domain: str | None,
) -> str | None:
    """The name that the encoder reads, where it is to be believed rather than the other side's domain; else None."""
    label = vendors.domain_label(domain) if domain else ""
    best, most, spelled = _likeliest(_tagged(document, facts, opinion, direction, me), found, label)
    if not best:
        return None
    name = found[names.key(best[0].text)].name if names.key(best[0].text) in found else best[0].text
    name = proposed.whole(name, document.text("text", "subject", "signature", "forwarded", "quoted")[:MAX_SCAN])
    if not domain:
        return name if most >= _BELIEVED else None
    own = spelled + (proposed.names_domain(opinion, label) if label else 0.0)
    return name if _points(name, best, own, document, found, direction, domain) > 0 else None


def _tagged(document: Document, facts: Facts, opinion: Opinion, direction: Direction, me: frozenset[str]) -> _Tagged:
    """What the encoder reads, but for names of people and of the system that wrote."""
    nobodys = people(document, me) | {names.squash(facts.vendor or "")}
    boxes = [box for box in (document.from_, *document.to, *document.cc) if " " in box.name]
    whole = tuple(names.squash(box.name) for box in boxes if is_person(box.name, box.address))
    tagged: dict[str, list[proposed.Proposed]] = defaultdict(list)
    for one in proposed.organisations(opinion):
        if direction == "out" and one.kind == "signature":
            continue  # the user's own
        text = _trimmed(one.text)
        key = names.key(text)
        ones = not names.collective(text) and any(names.squash(word) in nobodys for word in text.split())
        if not ones and key not in nobodys and not any(key.startswith(name) and key != name for name in whole):
            tagged[key].append(replace(one, text=text))
    return tagged


def _likeliest(
    tagged: _Tagged, found: Mapping[str, Candidate], label: str
) -> tuple[Sequence[proposed.Proposed], float, float]:
    """Of the names that the domain does not spell the one that is read most surely, how surely; and how surely the one that
    it spells is."""
    best: Sequence[proposed.Proposed] = ()
    most = spelled = 0.0
    own_keys = [names.key(candidate.name) for candidate in found.values() if candidate.spelled >= SPELLED]
    for key, times in tagged.items():
        if key not in own_keys and any(SequenceMatcher(None, key, other).ratio() > _ALIKE for other in own_keys):
            continue
        surest = max(one.worth for one in times)
        if label and _same(times[0].text, label):
            spelled = max(spelled, surest)
        elif (worth := surest + min(len(times) - 1, 3) * proposed.AGAIN) > most:
            best, most = times, worth
    return best, most, spelled


def _points(
    name: str,
    best: Sequence[proposed.Proposed],
    own: float,
    document: Document,
    found: Mapping[str, Candidate],
    direction: Direction,
    domain: str,
) -> float:
    """What speaks for a name, above 0 that it is the employer's. `own`: how surely the domain's name is read as it."""
    label = vendors.domain_label(domain)
    cues = found[names.key(name)].cues if names.key(name) in found else 0.0
    hires = hires_for_others(document, domain, None)
    return (
        _AGAINST
        + 1.8 * max(one.worth for one in best)
        + 1.4 * (len(best) > 1)
        - (1.5 if hires else 2.9) * own  # an agency names itself beside its client
        + 0.35 * min(cues, 4.0)
        + 0.9 * (name.split()[-1].lower() in names.words("nouns"))
        + 2.9 * (" " in name)
        + 1.4 * document.automatic
        - 0.9 * (direction == "out")
        + 0.7 * (vendors.use(document.from_.address) is not None)
        + 2.0 * hires
        - (not hires and any(one.spelled >= 1.0 and one.votes >= _OFTEN for one in found.values()))
        + 1.5 * _platform(document, label, best)
        + 2.0 * names.third_party(label)
        + 3.0 * (names.may_check(label) or names.may_check(document.from_.name))
    )


def _platform(document: Document, label: str, tagged: Sequence[proposed.Proposed]) -> bool:
    """A system writes under its own name alone, and another organisation's stands in the subject."""
    own = names.squash(label)
    alone = names.squash(document.from_.name) == own and own not in names.squash(document.subject)
    return alone and any(one.kind == "subject" for one in tagged)


def _trimmed(name: str) -> str:
    """A tagged name without the place after it and what is no part of it: "compagnia Hotel Mayab, Mérida"."""
    text = _ARTICLE_AFTER.sub("", _SMALL_BEFORE.sub("", name))
    head, comma, tail = text.partition(", ")
    return head if comma and " " not in tail and names.collective(head) else text


def _same(name: str, label: str) -> bool:
    """A name is the one that a domain spells, or a part of it, or has all in it that a hyphened one has before a place."""
    key = names.key(name)
    if names.spells(name, label) >= SPELLED or (len(key) > 3 and key in names.squash(label)):
        return True
    first, hyphen, _ = label.partition("-")
    return bool(hyphen) and len(first) > 5 and first in key
