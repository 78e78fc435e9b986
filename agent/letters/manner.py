"""How a thread speaks: whom a letter greets and how, by first name or not. Nothing is guessed from a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.letters import addresses, titles
from agent.letters.addresses import key
from agent.letters.language import Language
from agent.letters.text import one_line, phrase
from agent.letters.thread import trusted
from agent.model import Policy, Reading, Recipient, Source, Wanted

_ASIDE = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\]|\||[–—]| - | via | @ | at | from | von | bei ).*$", re.IGNORECASE)
_NOT_A_PERSON = re.compile(
    r"\b(?:team|recruit\w*|talent|careers?|karriere|jobs?|hr|human|resources|people|hiring|office|support|personal\w*"
    r"|bewerb\w*|notifications?|interviews?|admin\w*|department|services?|group|gmbh|ltd|llc|inc|plc|ag)\b|\d",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"^(?:(?:mr|mrs|ms|miss|mx|herr|frau)\b\.? ?)+", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:(?:dr|prof|mr|mrs|ms|mx|herr|frau|ing|dipl|sister|sr|brother|father|fr|rev|judge|capt|captain|sir|dame|lady|lord)\b\.?[- ]*)+",
    re.IGNORECASE,
)
_SURNAME = 4
"""Letters from which on a name's part in capitals is its surname, and not initials."""
_LONG = 10
"""Letters from which on a name in one word may be several that a domain has joined."""
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name as far as a letter uses it."""

    first: str
    full: str
    last: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How the letter addresses its reader."""

    salutation: str
    """With its comma: "Dear Fraser Boyd,"."""
    familiar: bool
    """The close form of address where the language has two (du, tu, tú, je); in English, first names."""
    many: bool = False
    """Several people read it: a team is greeted, or more than one by name."""


def manner(
    wanted: Wanted, to: Sequence[Recipient], about: Sequence[Source], language: Language, policy: Policy
) -> Manner:
    """The salutation and register of a letter, as the thread's own.

    The user's own way of greeting this person wins; else the register in which they greeted or signed decides between
    the first name and the full name, and the pronouns they used the form of address. "Ms" and "Mr" appear only where
    the user wrote them to this person, in any thread of the case, or the person signs so.
    """
    person = _person(wanted, to[0], about) if len(to) == 1 else None
    readings = [s.reading for s in reversed(about)]
    theirs = [r for r in readings if to and r.direction == "in" and _speaks(r, to[0].address)]
    spoken = _spoken(theirs, language)
    first = _first_names(theirs, person, language, policy) if spoken is None or language.address["mixed"] else spoken
    familiar = spoken if spoken is not None else first and bool(language.address["by_first_name"])
    if person is None:
        several = [p for r in to if (p := _person(wanted, r, about))] if len(to) > 1 else []
        if not several or len(several) < len(to):
            return Manner(_unnamed(wanted, language), familiar and bool(language.address["plural"]), many=True)
        # The close form has another plural: to several people a letter keeps to the polite one.
        first = first and bool(language.address["mixed"] or not language.address["polite"])
        names = language.join([p.first if first else p.full for p in several])
        form = "friendly" if first else "full"
        return Manner(language.greeting[form].format(first=names, full=names), False, many=True)
    own = (r.greeting for r in readings if r.direction == "out" and _wrote_to(r, to[0].address))
    if used := next((g for line in own if (g := _reused(line, person, language))), None):
        close = spoken is None and bool(language.address["by_first_name"]) and _bare_first(used, person, language)
        return Manner(used, familiar or close)
    if not (first or familiar):
        titled = _titled(person, to[0].address, wanted, language)
        return Manner(titled or language.greeting["full"].format(full=person.full), False)
    relaxed = any(
        _opening(r.greeting, language) in ("", *language.greeting["informal_words"]) for r in theirs if r.greeting
    )
    return Manner(language.greeting["informal" if relaxed else "friendly"].format(first=person.first), familiar)


def employer_name(wanted: Wanted) -> str | None:
    """The employer's name as a letter may print it; None for a long one that only a domain spells ("Stcuthbertclinic")."""
    candidacy = wanted.candidacy
    name = phrase(candidacy.employer)
    if not name or len(name) < _LONG or " " in name:
        return name
    spelled = {d.partition(".")[0].replace("-", "").casefold() for d in candidacy.domains}
    readings = [s.reading for s in candidacy.sources]
    seen = " ".join(t for r in readings for t in (r.subject, r.from_.name, *(e.quote for e in r.evidence))).casefold()
    seen += " ".join(e.summary for i in wanted.interviews for e in i.events).casefold()
    return None if name.casefold() in spelled and not re.search(rf"\b{re.escape(name.casefold())}\b", seen) else name


def _titled(person: Person, address: str, wanted: Wanted, language: Language) -> str | None:
    readings = [s.reading for s in reversed(trusted(wanted))]
    own = [r.greeting for r in readings if r.direction == "out" and r.greeting]
    theirs = [r for r in readings if r.direction == "in" and _speaks(r, address)]
    written = (name for line in own for name in (_addressed(line, language), line))
    return titles.greeting(person.full, written, (n for r in theirs for n in (r.sign_off, r.from_.name)), language)


def _unnamed(wanted: Wanted, language: Language) -> str:
    employer = phrase(wanted.candidacy.agency) or employer_name(wanted)
    return language.greeting["team"].format(employer=employer) if employer else str(language.greeting["nobody"])


def _speaks(reading: Reading, address: str) -> bool:
    return address in {key(reading.from_), *map(key, reading.reply_to)}


def _wrote_to(reading: Reading, address: str) -> bool:
    return address in {key(m) for m in (*reading.to, *reading.cc)}


def _person(wanted: Wanted, recipient: Recipient, about: Sequence[Source]) -> Person | None:
    if addresses.general(recipient.address):
        return None
    contacts = [c for s in reversed(about) for c in s.reading.contacts]
    contacts += [c for i in wanted.interviews for c in i.contacts]
    names: Iterable[str] = (
        recipient.name,
        *(c.name for c in contacts if c.address and key(c.address) == recipient.address),
    )
    barred = {n.casefold() for n in (wanted.candidacy.employer, *wanted.candidacy.names, wanted.candidacy.agency or "")}
    return next((p for name in names if (p := person(name)) and p.full.casefold() not in barred), None)


def person(name: str) -> Person | None:
    """The person that a display name names; None for a team, a machine, one word, or what is no name at all.

    "Boyd, Fraser", "BOYD Fraser" and "Fraser Boyd (Abernethy Glass)" are all Fraser Boyd.
    """
    plain = phrase(_ASIDE.sub("", one_line(name, 120).strip("\"' ")), 60)
    if plain and plain.count(",") == 1:
        last, _, first = plain.partition(",")
        plain = f"{first.strip()} {last.strip()}"
    if not plain or "," in plain or _NOT_A_PERSON.search(plain):
        return None
    bare = _TITLE.sub("", plain).split()
    if not 2 <= len(bare) <= 5 or not all(_NAME.fullmatch(part) for part in bare) or len(bare[0].strip(".")) < 2:
        return None
    if plain.isupper() or plain.islower():
        plain, bare = plain.title(), [part.title() for part in bare]
    elif surname := _capitals(bare):
        bare = [*(part for part in bare if part not in surname), *(part.title() for part in surname)]
        plain = " ".join(bare)
    return Person(first=bare[0], full=_ADDRESSED.sub("", plain), last=bare[-1])


def _capitals(name: Sequence[str]) -> list[str]:
    """The surname of "LE GUEN Anne" and "Anne LE GUEN", as directories write it; not the initials of "JP Dupont"."""
    capitals = [part for part in name if part.isupper()]
    at_an_end = capitals in (list(name[: len(capitals)]), list(name[-len(capitals) :]))
    return capitals if at_an_end and len("".join(capitals)) >= _SURNAME else []


def _spoken(theirs: Sequence[Reading], language: Language) -> bool | None:
    """Whether their words use the close form of address, where the language has two; None where they do not tell."""
    quotes = " ".join(e.quote for r in theirs for e in r.evidence)
    polite, close = language.address["polite"], language.address["familiar"]
    if polite and re.search(polite, quotes):
        return False
    return True if close and re.search(close, quotes) else None


def _first_names(theirs: Sequence[Reading], person: Person | None, language: Language, policy: Policy) -> bool:
    """They call the user by the first name, or sign with theirs."""
    own = policy.name.split()
    for reading in theirs:
        if reading.greeting:
            words = _addressed(reading.greeting, language).split()
            return bool(own) and [w.casefold() for w in words] == [own[0].casefold()]
    signed = next((r.sign_off for r in theirs if r.sign_off), "")
    return person is not None and signed.strip(" ,.!").casefold() == person.first.casefold()


def _opening(greeting: str, language: Language) -> str:
    """The words before the name in a salutation line, "" for a bare name."""
    line = one_line(greeting, 100).casefold()
    found = [w for w in language.greeting["openings"] if re.match(rf"{re.escape(w)}\b", line)]
    return max(found, key=len, default="")


def _addressed(greeting: str, language: Language) -> str:
    """The name in a salutation line: "Dear Sam," gives "Sam"."""
    line = one_line(greeting, 100)
    return line[len(_opening(greeting, language)) :].strip(" ,.!;:-–")


def _reused(greeting: str, person: Person, language: Language) -> str | None:
    """The user's own salutation, where it greets this person in the letter's language."""
    line = phrase(greeting.rstrip(" ,.!;:"), 60)
    named = _addressed(line or "", language).casefold().split()
    if not line or not _opening(line, language) or not {person.first.casefold(), person.last.casefold()} & set(named):
        return None
    words = {person.first, person.last, *person.full.split()}
    allowed = {w.casefold() for w in words} | set(language.greeting["titles"])
    return f"{line}," if all(w.strip(".") in allowed for w in named) else None


def _bare_first(salutation: str, person: Person, language: Language) -> bool:
    return _addressed(salutation, language).casefold() == person.first.casefold()
