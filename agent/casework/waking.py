"""When a judgement will be another though nothing new is read: an interview comes near, an offer ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.casework.position import Position
from agent.casework.unreached import IN_TIME
from agent.casework.wanted.deciding import REMINDERS, ends

_BEFORE_INTERVIEWS = (timedelta(hours=24), timedelta(hours=3), timedelta(hours=2))
"""An interview's letter becomes urgent; a call is surer; the user is told that it still stands."""


def wakes(at: Position) -> list[datetime]:
    """The moments ahead, in order."""
    found = {b.interview.start - before for b in at.booked for before in _BEFORE_INTERVIEWS}
    for graded in at.graded.values():
        if graded.offer.standing == "written" and graded.offer.deadline is not None:
            end = ends(graded.offer.deadline, at.zone)
            found |= {end, *(end - before for before in REMINDERS)}
    for case in at.cases:
        if any(r.absence for r in case.readings):
            found |= {s - IN_TIME for d in at.drafts if d.candidacy in case.aliases for s in d.starts}
    return sorted(moment for moment in found if moment > at.now)
