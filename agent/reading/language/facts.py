"""Words of all languages but English beside dates, hours, pay and terms, joined to the English ones of the same name.

A message's language is told from its words, but a date line or a clause of pay may be all that there is of it; so these words
are matched at once in all languages, and a language names none that means something else in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.reading.language.de import facts as de
from agent.reading.language.de import titles as de_titles

_ALL = (de,)


def also(name: str) -> str:
    """Further alternatives of a regular expression, each led by "|"; "" where no language has any."""
    return "".join("|" + language.FACTS[name] for language in _ALL if name in language.FACTS)


def day_forms(number: str, weekday: str) -> tuple[tuple[str, str], ...]:
    """Further ways to name a day: kind and pattern, with the groups that `agent.reading.dates` resolves."""
    return tuple(
        (kind, pattern.replace("{number}", number).replace("{weekday}", weekday))
        for language in _ALL
        for kind, pattern in language.DAY_FORMS
    )


_LED = tuple((re.compile(pattern), sure) for pattern, sure in de_titles.LED)


def led_titles(line: str) -> Iterator[tuple[str, float]]:
    """Titles of jobs that the words around them give away, in a line as written, and how surely: 1 is "as …"."""
    for pattern, sure in _LED:
        for found in pattern.finditer(line[:600]):
            yield found["title"].strip(), sure


def english(word: str) -> str:
    """The English word that a word of the day forms means; itself where it is English."""
    return next((language.SAME[word] for language in _ALL if word in language.SAME), word)
