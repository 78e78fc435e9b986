"""Grounds: words that can be shown for a label which can make an offer firm.

Either an act that the rules found, or, in a sentence that counted for the encoder, a word of the matter in the mail's
language (`grounds.toml`) with none against it. Where there are none, the encoder alone is the reason: then it is asked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from agent.model import Evidence, Label
from agent.reading.case import Case

AGAINST = "against"
_SOMEBODY_ELSE = re.compile(
    r"\b(?:(?!(?:You|I|We) )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?|[Hh]e|[Ss]he|[Tt]hey) (?:has |have |had )?(?:just )?(?:accepted|signed)\b"
)
"""Another one's acceptance: "Diego Vance accepted our offer"."""


@cache
def _patterns(table: str, language: str) -> re.Pattern[str] | None:
    tables = tomllib.loads(resources.files("agent.reading").joinpath("grounds.toml").read_text("utf-8"))
    found = tables.get(table, {})
    words = found.get(language, found["en"])
    return re.compile("|".join(words)) if words else None


def acts(case: Case, label: Label) -> tuple[Evidence, ...]:
    """Acts of offering, accepting or clearing that the rules found."""
    if label == "offer_accepted":
        return case.evidence("ACCEPT", "THANKS_ACCEPT", "ONBOARD")
    if label == "offer_cleared":
        return case.evidence("FINAL")
    return case.evidence("OFFER", "LETTER", "ANSWER_BY")


def hedged(case: Case) -> bool:
    """An acceptance is spoken of, and each time denied, planned, hoped for or tied to a condition."""
    spoken = [act for act in case.acts if act.kind in ("ACCEPT", "THANKS_ACCEPT")]
    return bool(spoken) and not any(act.holds for act in spoken)


def structural(case: Case, label: Label) -> bool:
    """Files, terms and vendors' events that stand for the label without a sentence of their own."""
    if label == "offer_accepted":
        return case.facts.esign == "completed"
    if label == "offer_cleared":
        return any(check.state == "met" for check in case.checks)
    return bool(case.offer_file) or case.terms >= 2 or case.facts.esign is not None


def worded(label: Label, language: str, sentences: Iterable[Evidence]) -> Evidence | None:
    """The first sentence with a word of the matter and none against it."""
    wanted, against = _patterns(label, language), _patterns(AGAINST, language)
    for sentence in sentences:
        if label == "offer_accepted" and _SOMEBODY_ELSE.search(sentence.quote):
            continue
        low = sentence.quote.lower().replace("’", "'")
        if wanted and wanted.search(low) and not (against and against.search(low)):
            return sentence
    return None
