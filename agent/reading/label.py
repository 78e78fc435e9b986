"""The label of a message and the fields that go with it: rules over acts and facts, then dates and conditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from agent.model import ContingencyKind, Direction, Evidence, Label
from agent.reading.acts import matcher
from agent.reading.agreed import agreed, is_offered_earlier, is_proposed, is_shifted
from agent.reading.case import Case, gather
from agent.reading.counted import calls_all_off, nth
from agent.reading.decision import Decision
from agent.reading.document import Document
from agent.reading.fields import day_first, deadline, part_time, start_date
from agent.reading.learned.opinion import Opinion
from agent.reading.moretime import more_time
from agent.reading.roles import ENOUGH, SURELY, UNAIDED, role
from agent.reading.rounds import is_choice
from agent.reading.rules import judge
from agent.reading.rules.verdict import Verdict
from agent.reading.structured import Facts
from agent.reading.tagged import tagged_days
from agent.reading.told import Told, filled, weighed
from agent.reading.undecided import agrees, decides_nothing
from agent.reading.urging import urges
from agent.reading.weigh import weigh


def decide(
    document: Document,
    facts: Facts,
    *,
    direction: Direction,
    zone: str,
    human: bool,
    opinion: Opinion | None = None,
    told: Told | None = None,
) -> Decision:
    """The strongest news that the message brings for one candidacy of the user's, with its evidence.

    `zone` is the IANA name for times that name none; `human` says that a person wrote it; `opinion` is the encoder's,
    `told` a second reader's answer.
    """
    case = gather(document, facts, direction=direction, zone=zone, human=human)
    verdict = weigh(case, judge(case), opinion)
    if decides_nothing(case, verdict):
        verdict = replace(verdict, label="other", needs=None)
    if verdict.label == "interview_scheduled" and case.facts.invite is None and (is_choice(case) or is_proposed(case)):
        verdict = replace(verdict, label="interview_invited")
    elif verdict.label == "interview_scheduled" and matcher(case.language) is None and is_shifted(case):
        verdict = replace(verdict, label="interview_rescheduled")
    if verdict.label == "interview_rescheduled" and is_offered_earlier(case):
        verdict = replace(verdict, label="interview_invited")
    if told is not None:
        verdict = weighed(verdict, told, document, facts.allowed)
    meant = _meant(verdict)
    times = agreed(case, verdict.label)
    due, first_day = _dates(case, verdict, opinion)
    contingencies, cleared = _conditions(case, replace(verdict, label=meant), opinion)
    letter, read = _letter(case, meant)
    evidence = verdict.evidence + times.shown + tuple(item for item in (due[1], first_day[1]) if item is not None)
    decision = Decision(
        label=verdict.label,
        confidence=verdict.confidence,
        needs_confirmation=verdict.needs,
        evidence=tuple(dict.fromkeys(evidence)),
        role=_role(case, verdict, opinion),
        deadline=due[0],
        start_date=first_day[0],
        contingencies=contingencies,
        cleared=cleared,
        is_letter=letter,
        letter_read=read,
        signed=facts.esign == "completed" and meant == "offer_accepted",
        exclusive=not (meant.startswith("offer_") and part_time(case.plain)),
        interview_start=times.start,
        interview_end=times.end,
        interview_zone=times.zone,
        previous_start=times.previous,
        previous_days=times.previous_days,
        on_weekday=times.on_weekday,
        further=times.further,
        nth=nth(case, verdict.label, case.moment),
        calls_all_off=calls_all_off(case, verdict.label),
        urges=direction == "in" and human and urges(case.text),
        agrees=agrees(case),
        language=case.language,
        rule=verdict.rule,
    )
    return decision if told is None else filled(decision, told, document, zone)


def _meant(verdict: Verdict) -> Label:
    """The label that conditions are read for: that of an offer or acceptance which the user is asked about, so that a yes
    brings its conditions with it."""
    return verdict.needs if verdict.needs in ("offer_written", "offer_accepted") else verdict.label


def _role(case: Case, verdict: Verdict, opinion: Opinion | None) -> str | None:
    """The post in question; for mail that decides nothing only where it plainly names one. Where the encoder sees nothing in
    mail that the rules read, it has no say in it."""
    blind = opinion is not None and opinion.labels["other"] >= 0.5
    if verdict.label == "other":
        return role(case.document, case.facts.invite, opinion=opinion, least=SURELY if blind or not opinion else ENOUGH)
    if blind:
        return role(case.document, case.facts.invite, least=UNAIDED)
    return role(case.document, case.facts.invite, opinion=opinion)


_ANSWERABLE: tuple[Label, ...] = ("offer_written", "offer_verbal", "offer_cleared")
_BEGUN: tuple[Label, ...] = (*_ANSWERABLE, "offer_accepted", "offer_contingency")
_MOSTLY = 0.5
"""Chance of all labels together that can come with a first day, from which on one is looked for under another label."""


def _dates(
    case: Case, verdict: Verdict, opinion: Opinion | None
) -> tuple[tuple[date | None, Evidence | None], tuple[date | None, Evidence | None]]:
    """Deadline and first day, where the label lets there be one, or the one that the user is asked about does."""
    document = case.document
    label = _asked_or_told(verdict)
    body = [sentence for sentence in case.text if sentence.zone != "subject"] + [
        s for s in case.text if s.zone == "subject"
    ]
    due = first = None
    begins = label in _BEGUN or (opinion is not None and sum(opinion.labels.get(one, 0.0) for one in _BEGUN) >= _MOSTLY)
    seen = tagged_days(opinion, document.sent_at, day_first=day_first(document)) if opinion and begins else {}
    if label in _ANSWERABLE:
        loose = case.facts.esign is not None
        theirs = {act.quote for act in case.all("PROMISE")} - {act.quote for act in case.all("ANSWER_BY")}
        spoken = label == "offer_verbal"  # there the day on which the letter comes is not the one of the answer
        asked = [s for s in body if not (spoken and s.text[:300] in theirs)]
        due = deadline(document, asked, loose=loose, tagged=seen, sure=spoken)
    due = due or more_time(case, label)
    if begins:
        first = start_date(document, body, tagged=seen, sure=label == "offer_contingency")
    return (due.day if due else None, due.evidence if due else None), (
        first.day if first else None,
        first.evidence if first else None,
    )


_READ_SO = 0.5
"""Chance that the encoder gives a kind from which on it is open where it is named without a word on how it stands."""
_ASKED_FOR: Mapping[Label, Collection[ContingencyKind]] = {
    "offer_verbal": ("approval", "references"),
    "offer_written": ("background_check", "drug_test", "education", "references"),
}
"""Kinds that are open where such a message merely names them: six of seven are, in mail of thirty authors."""


def _asked_or_told(verdict: Verdict) -> Label:
    """The label whose fields are looked for: the one that is asked about where nothing else is said."""
    return verdict.needs if verdict.label == "other" and verdict.needs is not None else verdict.label


def _conditions(
    case: Case, verdict: Verdict, opinion: Opinion | None
) -> tuple[tuple[ContingencyKind, ...], tuple[ContingencyKind | Literal["all"], ...]]:
    """The kinds still open, and those met, as far as the label lets them matter."""
    label = _asked_or_told(verdict)
    if label not in ("offer_verbal", "offer_written", "offer_contingency", "offer_cleared", "offer_accepted"):
        return (), ()
    opened = [
        check.kind
        for check in case.checks
        if check.state == "open" and (check.binding or label in ("offer_contingency", "offer_cleared"))
    ]
    named = [check.kind for check in case.checks if check.state == "named"]
    met = [check.kind for check in case.checks if check.state == "met"]
    loose = [check.kind for check in case.checks if check.state == "open"]
    thought = [kind for kind in named if opinion is not None and opinion.kinds.get(kind, 0.0) >= _READ_SO]
    if label == "offer_contingency":
        kinds = opened + named if not opened else opened + [kind for kind in named if kind not in met]
        kinds = kinds or (met if verdict.needs != "offer_cleared" else [])
    elif label == "offer_cleared":
        kinds = [] if case.has("FINAL") and not opened else [kind for kind in opened if kind not in met]
    elif label == "offer_verbal":
        kinds = opened + [kind for kind in loose if kind == "approval"]
    elif opinion is not None:
        kinds = loose + (named if label == "offer_accepted" else thought)
    else:
        kinds = opened
    kinds += [kind for kind in named if kind in _ASKED_FOR.get(label, ())]
    if label == "offer_written":
        kinds += [check.kind for check in case.checks if check.kind == "contract"]
    still = tuple(dict.fromkeys(kinds))
    if label == "offer_written" and not still and case.has("FINAL", strong=True):
        return (), ("all",)  # the unconditional letter itself
    if label != "offer_cleared":
        return still, tuple(dict.fromkeys(kind for kind in met if kind not in still))
    if not still:
        # "The check came back clear" says nothing of another one.
        one = () if _says_all(case) else tuple(dict.fromkeys(met))
        return (), one or ("all",)
    return still, tuple(dict.fromkeys(kind for kind in met if kind not in still))


def _says_all(case: Case) -> bool:
    """It says that nothing is left, not merely that one may go on: "the check has cleared and you are good to go"."""
    return any(not case.marked("go-ahead", act.words) for act in case.all("FINAL"))


def _letter(case: Case, label: Label) -> tuple[bool, bool]:
    """Whether this message is, or carries, the offer in writing; and whether its terms could be read here."""
    if label not in ("offer_written", "offer_cleared", "offer_accepted"):
        return False, True
    final = label == "offer_cleared" and case.has("FINAL") and case.has("OFFER", "ANSWER_BY", "LETTER")
    signed = label == "offer_accepted" and case.facts.esign == "completed"
    if label == "offer_written" or final or signed:
        return True, case.names_pay or case.terms >= 3
    return False, True
