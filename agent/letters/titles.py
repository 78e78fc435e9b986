"""Titles in a salutation: Herr and Frau, Mr and Ms, as far as the user wrote them to a person or the person signs with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.letters.language import Language
from agent.letters.text import phrase

_PARTICLES = frozenset(
    ("von", "vom", "zu", "zum", "zur", "van", "de", "der", "den", "het", "'t", "ten", "ter", "te", "di", "da", "del", "della",
     "dello", "dei", "du", "des", "le", "la", "af", "dos", "das", "do")
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class _Titled:
    """ "Herr Dr. Bernd Kruse": how somebody is called."""

    title: str
    degrees: tuple[str, ...]
    """Titles beside the first one, as written."""
    name: tuple[str, ...]


def greeting(full: str, written: Iterable[str], signed: Iterable[str], language: Language) -> str | None:
    """The salutation of the person `full` ("Bernd Kruse") with a title; None where nothing tells of one.

    `written` are the user's names in salutations to them, the last one first: it counts, and says how the name goes on.
    `signed` are the names that the person writes under or beside their mail; two that differ say nothing.
    """
    person = [w for w in full.split() if _bare(w) not in language.greeting["titles"]]
    for called in filter(None, (_read(line, language) for line in written)):
        if {w.casefold() for w in called.name} <= {w.casefold() for w in person}:
            return _line(called, called.name, language)
    own = [named for line in signed if (named := _read(line, language)) and _same(named.name, person)]
    lines = {_line(named, _surname(named.name), language) for named in own}
    return lines.pop() if len(lines) == 1 else None


def _read(line: str, language: Language) -> _Titled | None:
    words = (phrase(line, 60) or "").split()
    if len(words) < 2 or _bare(words[0]) not in language.titled or not all(_WORD.fullmatch(word) for word in words):
        return None
    rest = words[1:]
    degrees = tuple(word for word in rest if _bare(word) in language.greeting["titles"])
    name = tuple(word for word in rest if _bare(word) not in language.greeting["titles"])
    return _Titled(words[0], degrees, name) if name else None


def _line(called: _Titled, name: Sequence[str], language: Language) -> str:
    last = " ".join((*called.degrees, *name))
    form = language.titled[_bare(called.title)]
    return form.format(title=called.title, last=last, Last=last[0].upper() + last[1:])


def _surname(name: Sequence[str]) -> Sequence[str]:
    """The name without its first word, where the rest is surely a surname; else whole: "Ana García López" has two."""
    sure = len(name) > 1 and all(word.casefold() in _PARTICLES for word in name[1:-1])
    return name[1:] if sure else name


def _same(name: Sequence[str], person: Sequence[str]) -> bool:
    return [word.casefold() for word in name] == [word.casefold() for word in person]


def _bare(word: str) -> str:
    return word.replace(".", "").casefold()
