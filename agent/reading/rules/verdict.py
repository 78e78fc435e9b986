"""A verdict: a label, how sure, from which rule and which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agent.model import Evidence, Label
from agent.reading.acts import Act
from agent.reading.case import Case

STRUCTURE, STRONG, FAIR, WEAK = 0.98, 0.9, 0.75, 0.6
"""How sure a rule is: a vendor's form or calendar part · a plain act · several signs · a single sign."""


@dataclass(frozen=True, slots=True)
class Verdict:
    label: Label
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    rule: str = ""
    needs: Label | None = None
    """What would be asked of the user, where the label is only the cautious one."""


Rule = Callable[[Case], Verdict | None]
"""None: the rule does not fit, the next one is asked."""


def subject(case: Case, says: str) -> tuple[Evidence, ...]:
    """The subject line as evidence."""
    return (Evidence(case.document.subject[:300], says, "subject"),)


def shown(acts: Iterable[Act], most: int = 2) -> tuple[Evidence, ...]:
    """The first acts as evidence."""
    return tuple(act.evidence() for act in list(acts)[:most])


def words(acts: Iterable[Act]) -> str:
    """The words that gave some acts away, in one line."""
    return " ".join(act.words for act in acts)
