"""The organisations that a message names: runs of capitals, cut at sentences, weighed by where and how they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.reading import names, parted, vendors
from agent.reading.document import Document
from agent.reading.structured import Facts

MAX_PHRASES = 400
MAX_SCAN = 12_000
"""Characters of one zone that are searched for names."""
_EXACT = 1.0
"""A domain that is spelled out."""
SPELLED = 0.75
"""From here on a name counts as what a domain spells."""

_UPPER = "A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČŠŽŐŰŞĞİ"
_NAME = rf"[{_UPPER}][\w&'+.\-]*"
_LINK_WORDS = (
    "&", "+", "and", "of", "the", "de", "du", "des", "del", "della", "la", "le", "les", "van", "von", "und", "y", "e", "et",
    "am", "di", "do", "da", "na",
)  # fmt: skip
_LINKS = frozenset(_LINK_WORDS)
_PHRASE = re.compile(
    rf"(?<![\w@/.]){_NAME}(?:[ ]+(?:(?:{'|'.join(map(re.escape, _LINK_WORDS))})[ ]+){{0,2}}(?:{_NAME}|\d[\w.\-]*)){{0,9}}"
)
_ABBREVIATED = frozenset(["st.", "dr.", "inc.", "ltd.", "corp.", "co.", "bros.", "mt.", "soc."])
_OBLIQUE = re.compile(r"\b([AS])/([AS])\b")
"""A legal form with an oblique: "S/A"."""
_POSSESSIVE = re.compile(r"(?<=[a-zß-ÿ])'s?$|(?<=s)'$")
_NO_PART = ("never", "departments", "departments_first")
"""Tables of words that stand beside a name and are no part of it."""
_LEGAL_AFTER = re.compile(r",? (?:ltd|inc|llc|gmbh|plc|limited|corp|llp)\b")
_WEIGHT = {
    "display": 3.0, "signature": 2.5, "subject": 2.0, "text": 1.0, "footer": 1.0, "forwarded": 1.0, "attachment": 0.8, "quoted": 0.6,
}  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """One organisation that a message names."""

    name: str
    votes: float = 0.0
    """How often, weighed by where."""
    cues: float = 0.0
    """What the words around it say for its being the employer."""
    spelled: float = 0.0
    """How well it explains the other side's domain."""
    forms: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    where: str
    before: str
    after: str
    alone: bool
    """Nothing else stands in its line, or nothing but who it is that signs, before a comma."""


def candidates(
    document: Document, facts: Facts, *, label: str, people: frozenset[str], role: str | None
) -> dict[str, Candidate]:
    """Key → candidate. `label`: the registered name of the other side's domain, or ""; `people`: keys that are nobody's firm."""
    vendor = names.squash(facts.vendor or "")
    barred = people | {vendor, names.squash(role or "")}
    found: dict[str, Candidate] = {}
    nobodys = people | _desks(document)
    for phrase in _phrases(document, facts):
        for name, spelled in _names_in(phrase, label, nobodys):
            key = names.key(name)
            if not key or key in barred or (spelled < 0.9 and _unlikely(name, vendor)):
                continue
            candidate = found.setdefault(key, Candidate(name))
            candidate.votes += _WEIGHT[phrase.where]
            candidate.cues += _cue(phrase, name)
            candidate.spelled = max(candidate.spelled, spelled)
            candidate.forms.add(name)
    _lend(found)
    if len(label) >= 4 and not any(candidate.spelled >= SPELLED for candidate in found.values()):
        _lower_case_brand(document, label, found)
    return found


def _lend(found: dict[str, Candidate]) -> None:
    """What is said of "Ardglass" holds for "Ardglass Aquaculture", if the message names both."""
    for candidate in found.values():
        words = candidate.name.lower().split()
        for other in found.values():
            short = other.name.lower().split()
            if len(short) < len(words) and words[: len(short)] == short and words[-1] in names.words("nouns"):
                candidate.votes += other.votes * 0.6
                candidate.cues += other.cues * 0.6


def _phrases(document: Document, facts: Facts) -> Iterator[_Phrase]:
    texts = [
        ("display", names.organisation(box.name.removesuffix(" Office")))
        for box in (document.from_, *document.reply_to, *document.to[:5])
    ]
    if facts.document_title:
        texts.append(("subject", facts.document_title.replace("_", " ")))
    if facts.invite:
        texts.append(("subject", facts.invite.summary))
        if facts.invite.organizer:
            texts.append(("display", names.organisation(facts.invite.organizer.name)))
    texts += [(zone.kind, zone.text[:MAX_SCAN]) for zone in document.zones]
    count = 0
    for where, text in texts:
        text = _OBLIQUE.sub(r"\1.\2", text)
        for found in _PHRASE.finditer(text):
            count += 1
            if count > MAX_PHRASES:
                return
            start, end = found.span()
            before = text[max(0, start - 70) : start].rpartition("\n")[2].lower()
            after = text[end : end + 40].partition("\n")[0].lower()
            alone = where != "subject" and before.strip()[-1:] in ("", ",", "|") and not after.strip(" .")
            yield _Phrase(tuple(found.group().split()), where, before, after, alone)


def _desks(document: Document) -> frozenset[str]:
    """What mailboxes are called: "vetting" of vetting@ostlerclinical.com is no part of the name before it."""
    found = set()
    for box in (document.from_, *document.reply_to, *document.to, *document.cc):
        desk = names.squash(box.address.partition("@")[0])
        if desk and (vendors.use(box.address) or not parted.noun(desk)):  # a hospital's may be hospital@
            found.add(desk)
    return frozenset(found)


def _names_in(phrase: _Phrase, label: str, nobodys: frozenset[str]) -> Iterator[tuple[str, float]]:
    """The names that a run of capitals may hold, each with how well it explains the domain; `nobodys`: keys of words that
    are people's, or what a mailbox is called."""
    pieces = list(_pieces(phrase.words))
    for piece in pieces:
        formed = piece is pieces[-1] and names.legal(phrase.after)
        alone = phrase.alone and len(pieces) == 1
        spelled = _part_spelled(piece, label, nobodys, formed=formed, alone=alone) if label else None
        if spelled:
            yield spelled
            continue
        name = names.organisation(" ".join(_after_of(piece)))
        if phrase.after[:1] == " " and phrase.after[1:2].isalpha():  # "at Harrow's new site" is about Harrow
            name = _POSSESSIVE.sub("", name)
        if name:
            yield name, 0.0


def _pieces(words: Sequence[str]) -> Iterator[list[str]]:
    """A run cut where a sentence ends within it, and stripped of words that begin sentences."""
    run: list[str] = []
    for word in [*words, ""]:
        if word:
            run.append(word if word.lower() in _ABBREVIATED else word.rstrip(".,;:!?"))
        if not word or _ends(word):
            while run and (run[0].lower() in names.words("starters") or run[0] in _LINKS):
                run.pop(0)
            if run[-2:] == ["and", "I"]:
                run.pop()
            while run and run[-1].lower() in _LINKS:
                run.pop()
            if run:
                yield run
            run = []


def _after_of(words: list[str]) -> list[str]:
    """ "Tom Bergstrand of Ridgeline" is about Ridgeline, "University of Wexmoor" about all of it."""
    if "of" not in words or words.index("of") < 1:
        return words
    at = words.index("of")
    if words[0].lower() in ("member", "part", "fellow", "friend"):
        return []
    if at < 2 or words[at - 1].lower() in names.words("nouns"):
        return words
    rest = words[at + 1 :]
    while rest and rest[0] in _LINKS:
        rest.pop(0)
    return rest


def _ends(word: str) -> bool:
    """A sentence, or a name in the possessive, ends with this word ("St. Jude's" does not)."""
    if word.lower() in _ABBREVIATED:
        return False
    short = word[:-1].isupper() and word[:-1].isalpha()  # "at Harrow IT. Your papers"
    return (word.endswith((".", "!", "?", ":")) and (len(word) > 3 or (short and len(word) > 2))) or word.endswith("s'")


def _part_spelled(
    words: list[str], label: str, nobodys: frozenset[str], *, formed: bool, alone: bool
) -> tuple[str, float] | None:
    """The stretch of a run of words that best explains the domain, with the organisation's nouns around it; all of a run
    that stands alone in its line; all of one that a legal form ends, within it or (`formed`) right after it, unless the
    domain spells its beginning out."""
    best, first, last = 0.0, 0, 0
    for i, word in enumerate(words):
        if word in _LINKS:
            continue
        for j in range(i + 1, min(len(words), i + 7) + 1):
            score = names.spells(" ".join(words[i:j]), label) if words[j - 1] not in _LINKS else 0.0
            if score > best + 0.005:
                best, first, last = score, i, j
    if best < SPELLED:
        return None
    ends = len(words) if formed else next((n for n in range(last, len(words)) if names.legal(" ".join(words[n:]))), 0)
    if ends and not any(word.lower() in names.words("never") for word in words[:ends]):
        # What a domain leaves out before its word is part of the name; what it leaves out behind is often a mere description.
        first, last = 0, ends if best < _EXACT or not _LINKS.isdisjoint(words[last : last + 1]) else last
    if alone and not ends and len(words) < 8 and _goes_with(words[:first], words[last:], nobodys):
        brand = last - first == 1 and best >= _EXACT
        if not brand or any(word in _LINKS or parted.noun(names.squash(word)) for word in words[:first]):
            first = 0
        last = len(words)
    first = _opened(words, first)
    last = _closed(words, last, nobodys)
    name = names.tidy(" ".join(words[first:last]))
    bare = _POSSESSIVE.sub("", name)
    if bare != name and names.spells(bare, label) >= names.spells(name, label):
        name = bare
    return (name, best) if name else None


def _opened(words: list[str], first: int) -> int:
    """How far to the left the words that open an organisation's name reach ("University of")."""
    moved = True
    while moved:
        moved = False
        for length in (3, 2, 1):
            if first >= length and " ".join(words[first - length : first]).lower() in names.words("openers"):
                first, moved = first - length, True
                break
    return first


def _goes_with(before: list[str], after: list[str], nobodys: frozenset[str]) -> bool:
    """The words around can be parts of an organisation's name: no person's, no department's."""
    if any(_desk(word, nobodys) for word in after):
        return False
    rest = [word for word in (*before, *after) if word not in _LINKS and word.lower() not in names.words("nouns")]
    return not any(
        _desk(word, nobodys) or any(word.lower() in names.words(table) for table in _NO_PART) for word in rest
    )


def _desk(word: str, nobodys: frozenset[str]) -> bool:
    """A person's name, or what a mailbox is called, or a word that begins so: "Administration" beside admin@."""
    key = names.squash(word)
    return key in nobodys or any(len(desk) > 3 and key.startswith(desk) for desk in nobodys)


def _closed(words: list[str], last: int, nobodys: frozenset[str]) -> int:
    """How far to the right its name goes on: a partner after "&", then up to the last noun of organisations, over at
    most three other words; of what is left, two plain words at the end of the run are taken as part of it."""
    if words[last : last + 1] in (["&"], ["and"]) and last + 1 < len(words):
        last += 2
    reach = last
    for i in range(last, min(len(words), last + 4)):
        low = words[i].lower()
        noun = low in names.words("nouns")
        department = " ".join(words[last : i + 1]).lower() in names.words("departments")
        if department or _desk(words[i], nobodys) or (low in names.words("never") and not noun):
            return reach
        if noun:
            reach = i + 1
    plain = words[reach:]
    ends_here = 0 < len(plain) <= 2 and not _POSSESSIVE.search(words[reach - 1])
    return len(words) if ends_here and not any(_common(word) for word in plain) else reach


def _common(word: str) -> bool:
    low = word.lower()
    return low in names.words("starters") or low in names.words("legal") or low in _LINKS or not word.isalpha()


def _lower_case_brand(document: Document, label: str, found: dict[str, Candidate]) -> None:
    """A name written small in the text ("quillfeather"), told by the domain alone."""
    text = document.text("text", "signature", "subject", "quoted")[:MAX_SCAN]
    hit = re.search(rf"(?<![\w@./]){re.escape(label)}(?![\w@/]|\.[a-z])", text, re.IGNORECASE)
    if hit:
        name = hit.group() if any(c.isupper() for c in hit.group()) else hit.group().capitalize()
        found[names.key(name)] = Candidate(name, 1.0, 0.0, 1.0, {name})


def _unlikely(name: str, vendor: str) -> bool:
    """Nothing in it is a name: words that begin sentences, days, titles, systems."""
    words = [word.lower().strip(".,:;!?") for word in name.split()]
    if len(words) <= 2 and all(word in names.words("nouns") or word == "the" for word in words):
        return True
    if all(word in names.words("never") or word in _LINKS or not any(c.isalpha() for c in word) for word in words):
        return True
    if words[-1] in names.words("never") and words[0] in names.words("never"):
        return True
    return len(name) < 3 or len(name) > 80 or (bool(vendor) and names.squash(name).startswith(vendor))


def _cue(phrase: _Phrase, name: str) -> float:
    """What the words around a name, and its own, say for its being the employer."""
    score = 0.0
    before, after = phrase.before.rstrip(), phrase.after.lstrip()
    if names.patterns("before_strong:end").search(before):
        score += 2.0
    elif names.patterns("before_weak:end").search(before):
        score += 0.7
    if names.patterns("after_strong").match(after):
        score += 2.0
    words = [word.lower().strip(".,") for word in name.split()]
    if words[-1] in names.words("nouns") or words[0] in names.words("nouns"):
        score += 1.2
    elif words[-1] in names.words("never"):
        score -= 1.5
    if _LEGAL_AFTER.match(phrase.after):
        score += 1.5
    return score + 0.5 * (phrase.where == "subject")
