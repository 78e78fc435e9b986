"""What a message says about a candidacy, as far as its words tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from agent.model import ContingencyKind, Evidence, Label, Meeting


@dataclass(frozen=True, slots=True)
class Decision:
    """The fields of `agent.model.Reading` that come from the words of a message."""

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
    previous_days: tuple[date, ...] = ()
    on_weekday: bool = False
    further: tuple[Meeting, ...] = ()
    nth: int | None = None
    calls_all_off: bool = False
    urges: bool = False
    agrees: bool = False
    language: str = "en"
    rule: str = ""
    """The rule that gave the label, by name."""
