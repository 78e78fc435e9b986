"""Words of all languages but English beside dates, hours, pay and terms, joined to the English ones of the same name.

A message's language is told from its words, but a date line or a clause of pay may be all that there is of it; so these words
are matched at once in all languages, and a language names none that means something else in another.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import agent.reading.language as languages


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


def english(word: str) -> str:
    """The English word that a word of the day forms means; itself where it is English."""
    return next((language.SAME[word] for language in ALL if word in language.SAME), word)
