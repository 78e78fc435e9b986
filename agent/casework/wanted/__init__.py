"""The letters that should exist, by what follows from the offers and from what the user said.

One rule, one module: `leaving`, `deciding`, `reopening`, `nudging`. `letter` is what all of them make.
"""

from __future__ import annotations

from agent.casework.candidacies import Case
from agent.casework.position import Basis, Position, at_same_employer
from agent.casework.said import answered
from agent.casework.wanted.deciding import expedites, more_time
from agent.casework.wanted.leaving import calls, leave, reason_to_leave
from agent.casework.wanted.letter import is_let_be
from agent.casework.wanted.nudging import nudges
from agent.casework.wanted.reopening import reopenings
from agent.model import Wanted


def wanted(at: Position, firm: Basis) -> list[Wanted]:
    """All letters that should exist now, in order of key; of those that leave a candidacy at most one for each."""
    leaving = [w for case in at.cases if (w := leave(case, at, firm)) and not is_let_be(w, at)]
    others = [
        *calls(leaving, at),
        *more_time(at, firm),
        *expedites(at, firm),
        *reopenings(at, firm),
        *nudges(at, firm),
    ]
    return sorted([*leaving, *(w for w in others if not is_let_be(w, at))], key=lambda w: w.key)


def asks_same_employer(at: Position, firm: Basis) -> list[Case]:
    """Other roles at the firm offer's own employer that would be left if they were elsewhere, not answered yet."""
    if firm.offer is None:
        return []
    chosen = firm.offer.case
    here = [c for c in at.cases if c.key != chosen.key and at_same_employer(c, chosen)]
    return [c for c in here if reason_to_leave(c, at) and answered(at.answers, "same_employer", c) is None]
