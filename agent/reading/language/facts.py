"""Words of all languages but English beside dates, hours, pay and terms, joined to the English ones of the same name.

A message's language is told from its words, but a date line or a clause of pay may be all that there is of it; so these words
are matched at once in all languages, and a language names none that means something else in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import agent.reading.language as languages
from agent.reading.language.de import titles as de_titles


def _load() -> Iterator[tuple[str, ModuleType]]:
    """The languages that are there: a module or package of two letters each, found by its name."""
    for found in iter_modules(languages.__path__):
        if len(found.name) == 2:
            name = f"{languages.__name__}.{found.name}"
            yield found.name, import_module(f"{name}.facts" if found.ispkg else name)


BY_CODE: dict[str, ModuleType] = dict(_load())
ALL = tuple(BY_CODE.values())


def also(name: str) -> str:
    """Further alternatives of a regular expression, each led by "|"; "" where no language has any."""
    return "".join("|" + language.FACTS[name] for language in ALL if name in language.FACTS)


_LED = tuple((re.compile(pattern), sure) for pattern, sure in de_titles.LED)


def led_titles(line: str) -> Iterator[tuple[str, float]]:
    """Titles of jobs that the words around them give away, in a line as written, and how surely: 1 is "as …"."""
    for pattern, sure in _LED:
        for found in pattern.finditer(line[:600]):
            yield found["title"].strip(), sure


def english(word: str) -> str:
    """The English word that a word of the day forms means; itself where it is English."""
    return next((language.SAME[word] for language in ALL if word in language.SAME), word)
