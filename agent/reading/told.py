"""What a second reader told of a message: believed only as far as the message's own words show it.

Nobody has to trust it. Its words must stand in the message, days and hours are worked out here from those words, and a
label that could give something up, or make an offer firm, becomes a question. It adds; it takes nothing away.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from agent.model import Evidence, Label, Reading

if TYPE_CHECKING:
    from agent.reading.decision import Decision
    from agent.reading.document import Document, ZoneKind
    from agent.reading.employer import Employer
    from agent.reading.rules.verdict import Verdict

BY = "read by the local language model"
"""How the evidence begins that rests on it."""
UNSURE = 0.7
"""Below this confidence the own reader is unsure: about half of what it says so is wrong, a seventh of job mail."""
ORDERS = "instructions to programs that read mail"
"""Stands in the reason to suspect mail that has such."""
TAKEN = 0.6
"""How sure a label is that rests on it."""
ASKED: frozenset[Label] = frozenset(
    ("offer_written", "offer_accepted", "offer_cleared", "offer_declined", "offer_rescinded")
)
"""Labels that only the user can confirm: they make an offer firm, or end it."""
LONGEST_WORDS = 300
"""Characters of one quotation."""
SHORTEST_WORDS = 8
"""Fewer characters stand in any mail, and show nothing."""

_SHOWS: tuple[ZoneKind, ...] = ("subject", "text", "forwarded", "attachment")
"""Where words may stand that show a label: what is new in this message, never its quoted history."""
_NAMES: tuple[ZoneKind, ...] = (*_SHOWS, "signature")
_DUE: frozenset[Label] = frozenset(("offer_verbal", "offer_written", "offer_cleared"))
_BEGINS: frozenset[Label] = _DUE | {"offer_accepted", "offer_contingency"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One field, and the words that are said to show it."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of the second reader."""

    label: Label
    words: str
    """The words that are said to show the label."""
    employer: Claim | None = None
    role: Claim | None = None
    deadline: Claim | None = None
    """A day, as 2026-11-21."""
    start_date: Claim | None = None
    """Likewise."""
    interview_start: Claim | None = None
    """A day and hour without a zone, as 2026-11-21T14:30."""


CLAIMS = tuple(field.name for field in fields(Told) if field.name not in ("label", "words"))
"""The names of the fields that it may fill."""


def unsure(reading: Reading) -> bool:
    """A second reader may be asked: the own one would ask the user, or guesses.

    What cannot be trusted is not passed on, nor what tells programs what to do, whoever sent it; nor what could not be read
    (confidence 0).
    """
    if reading.suspicious or reading.bounce_of is not None or reading.confidence == 0.0:
        return False
    if any(ORDERS in why for why in reading.suspicion):
        return False
    return reading.needs_confirmation is not None or reading.confidence < UNSURE


def rests_on_it(reading: Reading) -> bool:
    """The reading says something that a second reader told."""
    return any(BY in evidence.says for evidence in reading.evidence)


def checked(told: Told, document: Document) -> Told | None:
    """The answer without what the message does not show; None where its label's words are not in the message."""
    if told.label == "other" or _place(told.words, document, _SHOWS) is None:
        return None
    wrong = {name: None for name in CLAIMS if not _shown(name, getattr(told, name), document)}
    return replace(told, **wrong)  # type: ignore[arg-type]  # None fits each of them


# ---------------------------------------------------------------- what follows from it


def weighed(verdict: Verdict, told: Told, document: Document, allowed: frozenset[Label] | None) -> Verdict:
    """The verdict with a checked answer: a label where nothing much hangs on it, else something to ask the user.

    `allowed`: what the sender can mean, None for anything.
    """
    from agent.reading.weigh import READS

    place = _place(told.words, document, _SHOWS)
    if place is None or (allowed is not None and told.label not in allowed):
        return verdict
    shown = Evidence(_folded(told.words), f"{BY} as {READS[told.label]}", place)
    if verdict.label in ASKED or (verdict.needs in ASKED and told.label not in ASKED):
        return verdict
    evidence = (shown, *verdict.evidence)
    if told.label in ASKED:
        return replace(verdict, needs=told.label, evidence=evidence)
    confidence = max(TAKEN, verdict.confidence if verdict.label == told.label else 0.0)
    return replace(
        verdict, label=told.label, confidence=confidence, needs=None, evidence=evidence, rule=f"told.{verdict.rule}"
    )


def filled(decision: Decision, told: Told, document: Document, zone: str) -> Decision:
    """The decision with fields that were empty, where its label has such fields. `zone`: for hours that name none."""
    label = decision.needs_confirmation or decision.label
    found: dict[str, object] = {}
    evidence: list[Evidence] = []

    def fill(name: str, claim: Claim | None, value: object, says: str) -> None:
        place = _place(claim.words, document, _NAMES) if claim else None
        if claim and place and value is not None and getattr(decision, name) is None:
            found[name] = value
            evidence.append(Evidence(_folded(claim.words), f"{says}, {BY}", place))

    if label != "other":
        fill("role", told.role, told.role and _folded(told.role.value), "the post")
    if label in _DUE:
        fill("deadline", told.deadline, _day(told.deadline, document), "the day by which to answer")
    if label in _BEGINS:
        fill("start_date", told.start_date, _day(told.start_date, document), "the first day")
    if decision.label == "interview_scheduled":
        start = _moment(told.interview_start, document, zone)
        fill("interview_start", told.interview_start, start, "the time of the interview")
    return replace(decision, **found, evidence=(*decision.evidence, *evidence)) if found else decision  # type: ignore[arg-type]  # names and types are those of Decision


def named(hires: Employer, told: Told, decision: Decision, document: Document) -> tuple[Employer, Decision]:
    """The employer where the message itself gave none, with its evidence. Never for what can make an offer firm: who hires
    decides there which interviews are elsewhere."""
    claim = told.employer
    if hires.name or claim is None or decision.label in ASKED:
        return hires, decision
    place = _place(claim.words, document, _NAMES)
    if (decision.needs_confirmation or decision.label) == "other" or place is None:
        return hires, decision
    shown = Evidence(_folded(claim.words), f"the employer, {BY}", place)
    return replace(hires, name=_folded(claim.value)), replace(decision, evidence=(*decision.evidence, shown))


# ---------------------------------------------------------------- does the message show it?


def _folded(text: str) -> str:
    return " ".join(text.split())


def _place(words: str, document: Document, kinds: tuple[ZoneKind, ...]) -> ZoneKind | None:
    """The kind of zone in which exactly these words stand, whitespace apart."""
    wanted = _folded(words)
    if not SHORTEST_WORDS <= len(wanted) <= LONGEST_WORDS:
        return None
    return next((zone.kind for zone in document.zones if zone.kind in kinds and wanted in _folded(zone.text)), None)


def _shown(name: str, claim: Claim | None, document: Document) -> bool:
    """The words stand in the message, and the value in the words."""
    if claim is None or _place(claim.words, document, _NAMES) is None:
        return False
    if name in ("employer", "role"):
        value = _folded(claim.value)
        letters = sum(char.isalpha() for char in value)
        return 2 <= letters <= len(value) <= 100 and "@" not in value and value in _folded(claim.words)
    if name == "interview_start":
        return _moment(claim, document, "UTC") is not None
    return _day(claim, document) is not None


def _days(claim: Claim, document: Document) -> set[date]:
    """The days that the words name, worked out from when the message was written."""
    from agent.reading.dates import find_days
    from agent.reading.fields import day_first

    text = _folded(claim.words).lower()
    return {day.day for day in find_days(text, document.sent_at, day_first=day_first(document))}


def _day(claim: Claim | None, document: Document) -> date | None:
    """The day of the claim, if its words name that day and it lies where such days lie."""
    if claim is None:
        return None
    try:
        day = date.fromisoformat(claim.value)
    except ValueError:
        return None
    ahead = day - document.sent_at.date()
    near = timedelta(days=-31) <= ahead <= timedelta(days=550)
    return day if near and day in _days(claim, document) else None


def _moment(claim: Claim | None, document: Document, zone: str) -> datetime | None:
    """The moment of the claim, if its words name that day and that hour; in the zone that they name, or the writer's."""
    from agent.reading.fields import writer_zone
    from agent.reading.times import as_zone, find_clocks, find_zone

    if claim is None:
        return None
    try:
        start = datetime.fromisoformat(claim.value)
    except ValueError:
        return None
    text = _folded(claim.words).lower()
    if start.date() not in _days(claim, document) or start.time() not in {clock.at for clock in find_clocks(text)}:
        return None
    return start.replace(tzinfo=as_zone(find_zone(text)) or writer_zone(document, zone))
