"""Rules and encoder weighed against each other: what a message is taken to say, and when only the user can say it.

The encoder generalises, the rules show their grounds. So the encoder's label stands where nothing much hangs on it; a
label that can make an offer firm needs a ground that can be read as well – an act of offering or accepting found by the
rules – and else becomes a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import exp, log

from agent.model import Evidence, Label
from agent.reading.case import Case
from agent.reading.clauses import spans
from agent.reading.learned.opinion import Opinion
from agent.reading.rules.verdict import STRUCTURE, Verdict

FIRM_MAKING: tuple[Label, ...] = ("offer_written", "offer_accepted", "offer_cleared")
"""Labels that can make an offer firm."""
CAUTIOUS: tuple[Label, ...] = ("offer_verbal", "offer_contingency", "other")
"""What stands in the place of such a label while the user is asked: nothing is given up for any of them."""
SURE = 0.9
"""From here on a firm-making label needs no question, where the rules show a ground for it."""
ASK = 0.25
"""Down to here a firm-making label is asked about."""

_READS: Mapping[Label, str] = {
    "offer_verbal": "an offer by word of mouth",
    "offer_written": "an offer in writing",
    "offer_contingency": "a condition of an offer that is still open",
    "offer_cleared": "a condition of an offer being met",
    "offer_accepted": "an offer being accepted",
    "offer_declined": "an offer being declined",
    "offer_rescinded": "an offer being taken back",
    "interview_invited": "an invitation to an interview, its time still open",
    "interview_scheduled": "a fixed time for an interview",
    "interview_rescheduled": "an interview being moved",
    "interview_cancelled": "an interview being called off",
    "rejected": "a rejection",
    "withdrawn": "a withdrawal by the candidate",
    "applied": "an application being acknowledged",
    "assessment": "a test or task for candidates",
    "outreach": "a first contact by a recruiter",
    "other": "nothing about a candidacy of the user's own",
}


def weigh(case: Case, verdict: Verdict, opinion: Opinion | None) -> Verdict:
    """The verdict of both: the rules' alone where there is no opinion, or where structure has settled it."""
    if opinion is None or verdict.confidence >= STRUCTURE:
        return verdict
    chances = _together(verdict, opinion, case.facts.allowed)
    label = max(chances, key=lambda label: chances[label])
    chance = chances[label]
    shown = _shown(opinion, label)
    if verdict.label == label:
        shown = tuple(dict.fromkeys((*verdict.evidence, *shown)))
    found = Verdict(label, chance, shown, f"weighed.{verdict.rule}")
    if label in FIRM_MAKING:
        return found if chance >= SURE and grounds(case, label) else _asked(found, chances)
    likely = max(FIRM_MAKING, key=lambda label: chances[label])
    return replace(found, needs=likely) if chances[likely] >= ASK else found


def _together(verdict: Verdict, opinion: Opinion, allowed: frozenset[Label] | None) -> dict[Label, float]:
    """The chance of each label: the encoder's, raised for what the rules say; nothing for what the sender cannot mean."""
    raised = {
        label: log(max(chance, 1e-6)) + (_AGREES.get(label, 1.0) if label == verdict.label else 0.0)
        for label, chance in opinion.labels.items()
        if allowed is None or label in allowed or label == "other"
    }
    total = sum(exp(value) for value in raised.values())
    return {label: exp(value) / total for label, value in raised.items()}


_AGREES: Mapping[Label, float] = {"other": 0.3}
"""What the rules' word is worth, as a logarithm of odds: little where they merely found nothing."""


def grounds(case: Case, label: Label) -> bool:
    """An act stands in the message that can be shown for a firm-making label."""
    if label == "offer_accepted":
        return case.has("ACCEPT", "THANKS_ACCEPT", "ONBOARD") or case.facts.esign == "completed"
    if label == "offer_cleared":
        return case.has("FINAL") or any(check.state == "met" for check in case.checks)
    return case.has("OFFER", "LETTER", "ANSWER_BY") or bool(case.offer_file) or case.terms >= 2


def _asked(found: Verdict, chances: Mapping[Label, float]) -> Verdict:
    cautious = max(CAUTIOUS, key=lambda label: chances.get(label, 0.0))
    return replace(found, label=cautious, needs=found.label)


def _shown(opinion: Opinion, label: Label) -> tuple[Evidence, ...]:
    """The sentence that counted most."""
    places = {
        index: spans(stretch.text)
        for index, stretch in enumerate(opinion.stretches)
        if stretch.kind in ("subject", "text", "forwarded", "quoted", "calendar")
    }
    best = opinion.decisive(places)
    if best is None:
        return ()
    index, start, end = best
    stretch = opinion.stretches[index]
    quote = " ".join(stretch.text[start:end].split())[:300]
    return (Evidence(quote, f"reads like {_READS[label]}", stretch.kind),) if quote else ()
