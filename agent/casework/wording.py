"""The wording of a message: its decisive words without names, numbers and dates, so that the next one is recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from agent.model import Reading

LEAST = 4
"""A wording of fewer words says too little to know a message again: "Yes, please" is nobody's."""
_MARK = "…"
"""Stands for whatever differs from one message to the next."""
_DATE_WORDS = """
january february march april june july august september october november december
januar jänner februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre
octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro gennaio febbraio aprile maggio giugno
luglio settembre ottobre dicembre januari februari maart mei augustus stycznia lutego marca kwietnia maja czerwca
lipca sierpnia września października listopada grudnia augusti
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì
martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
måndag tisdag onsdag torsdag fredag lördag söndag poniedziałek wtorek środa czwartek piątek sobota niedziela
"""
_DATES = frozenset(_DATE_WORDS.split())
_PLACE = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BEGINS = frozenset('.!?:;"“”„«»()[]•·–—|')
"""After one of these a word may have its capital from where it stands."""
_NOUNS_IN_CAPITALS = ("de",)
"""Languages in which a capital letter does not make a name."""
_MOST = 600


def wording(reading: Reading) -> str | None:
    """The words that a question about the message quotes, folded; None where too few are left.

    Left out: what has a digit in it, addresses, names of months and days, the names that the message knows (employer,
    role, people), and words in capitals within a sentence, as far as the language tells names so.
    """
    text = next((e.quote for e in reading.evidence if e.quote), reading.subject)[:_MOST]
    words = list(_words(_PLACE.sub(" 0 ", text)))
    loud = sum(word.isupper() or word.istitle() for word, _ in words) * 2 > len(words)
    tells = not loud and reading.language not in _NOUNS_IN_CAPITALS
    folded = [_MARK if _differs(word, inside and tells) else _plain(word) or _MARK for word, inside in words]
    for name in _names(reading):
        _leave_out(folded, name)
    if sum(word != _MARK for word in folded) < LEAST:
        return None
    once = [word for at, word in enumerate(folded) if word != _MARK or folded[at - 1 : at] != [_MARK]]
    return " ".join(once)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it stands within a sentence."""
    end = 0
    for number, found in enumerate(_WORD.finditer(text)):
        between = text[end : found.start()]
        yield found[0], number > 0 and _BEGINS.isdisjoint(between)
        end = found.end()


def _differs(word: str, may_be_a_name: bool) -> bool:
    if any(c.isdigit() for c in word) or word.casefold() in _DATES:
        return True
    return may_be_a_name and len(word) > 1 and word[0].isupper() and not word.startswith(("I'", "I’"))


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in folded if c.isalnum())


def _names(reading: Reading) -> list[list[str]]:
    """What the message itself calls somebody or something, in plain words, the longest first."""
    people = [m.name for m in (reading.from_, *reading.to, *reading.cc)] + [c.name for c in reading.contacts]
    parts = [name for name in people if name]
    named = [reading.employer, *reading.employer_names, reading.agency, reading.role, reading.sign_off, *parts]
    named += [part for name in parts for part in name.split() if len(part) > 2]
    plain = {tuple(filter(None, map(_plain, _WORD.findall(name)))) for name in named if name}
    return [list(name) for name in sorted(plain - {()}, key=lambda name: (-len(name), name))]


def _leave_out(words: list[str], name: list[str]) -> None:
    size = len(name)
    for at in range(len(words) - size + 1):
        if words[at : at + size] == name:
            words[at : at + size] = [_MARK] * size
