"""Words of all languages but English beside dates, hours, pay and terms, joined to the English ones of the same name.

A message's language is told from its words, but a date line or a clause of pay may be all that there is of it; so these words
are matched at once in all languages, and a language names none that means something else in another.
"""

from __future__ import annotations

from agent.reading.language.de import facts as de

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


def english(word: str) -> str:
    """The English word that a word of the day forms means; itself where it is English."""
    return next((language.SAME[word] for language in _ALL if word in language.SAME), word)
