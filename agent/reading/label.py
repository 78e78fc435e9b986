"""The label of a message: a decision list over its speech acts and structured facts, first rule that fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from agent.model import ContingencyKind, Direction, Evidence, Label

if TYPE_CHECKING:
    from agent.reading.document import Document
    from agent.reading.structured import Facts


@dataclass(frozen=True, slots=True)
class Decision:
    """What a message says about a candidacy: the fields of `agent.model.Reading` that come from its words."""

    label: Label
    confidence: float
    needs_confirmation: Label | None = None
    evidence: tuple[Evidence, ...] = ()
    role: str | None = None
    deadline: date | None = None
    start_date: date | None = None
    contingencies: tuple[ContingencyKind, ...] = ()
    cleared: tuple[ContingencyKind | Literal["all"], ...] = ()
    is_letter: bool = False
    letter_read: bool = True
    signed: bool = False
    exclusive: bool = True
    interview_start: datetime | None = None
    interview_end: datetime | None = None
    interview_zone: str | None = None
    previous_start: datetime | None = None
    urges: bool = False
    language: str = "en"


def decide(document: Document, facts: Facts, *, direction: Direction, zone: str, human: bool) -> Decision:
    """The strongest news that the message brings for one candidacy of the user's, with its evidence.

    `zone` is the IANA name for times that name none; `human` says that a person wrote it. Never raises.
    """
    return Decision("other", 0.5)
