"""When a judgement will be another though nothing new is read: an interview comes near or is over, an offer ends.

Days begin anew for everybody, so midnight in the user's zone is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from agent.casework.course import IN_TOUCH
from agent.casework.holds import give_up, near
from agent.casework.holds.reserved import until
from agent.casework.position import Position
from agent.casework.unreached import IN_TIME
from agent.casework.wanted.deciding import REMINDERS, ends
from agent.casework.wanted.letter import URGENT
from agent.model import Reservation, Wanted
from connectors.base import Event

_BEFORE_INTERVIEWS = (timedelta(hours=24), timedelta(hours=3), timedelta(hours=2))
"""An interview's letter becomes urgent; a call is surer; the user is told that it still stands."""
OVER = timedelta(seconds=1)
"""So long after its last moment something is surely over."""


def wakes(
    at: Position, letters: Sequence[Wanted], events: Sequence[Event], reservations: Sequence[Reservation]
) -> list[datetime]:
    """The moments ahead, in order; of what ends, when it is `OVER`."""
    moments = {_moved(moment, by) for moment, by in _moments(at, letters, events, reservations)}
    return sorted(moment for moment in moments if moment is not None and moment > at.now)


def _moments(
    at: Position, letters: Sequence[Wanted], events: Sequence[Event], reservations: Sequence[Reservation]
) -> Iterator[tuple[datetime, timedelta]]:
    """Each as a time that stands somewhere, and how far from it."""
    yield from ((b.interview.start, -before) for b in at.booked for before in _BEFORE_INTERVIEWS)
    for graded in at.graded.values():
        if graded.offer.standing == "written" and graded.offer.deadline is not None:
            end = ends(graded.offer.deadline, at.zone)
            yield from ((end, -before) for before in (timedelta(), *REMINDERS, URGENT))
    for case in at.cases:
        if any(r.absence for r in case.readings):
            yield from ((s, -IN_TIME) for d in at.drafts if d.candidacy in case.aliases for s in d.starts)
    yield from ((end, OVER) for end in _ends(at))
    yield from ((c.in_touch, IN_TOUCH + OVER) for c in at.candidacies.values() if c.open and c.in_touch is not None)
    if give_up(letters):
        yield from ((end, OVER) for end in _ends_around(at, events, reservations))


def _moved(moment: datetime, by: timedelta) -> datetime | None:
    """None beyond the rim of the calendar, where hostile entries lie."""
    try:
        return moment + by
    except OverflowError:
        return None


def _ends(at: Position) -> Iterator[datetime]:
    """Last moments at which an interview is ahead."""
    yield from (b.interview.start for b in at.booked)
    yield from (r.interview_start for case in at.cases for r in case.readings if r.interview_start is not None)
    yield from (start for draft in at.drafts for start in draft.starts)


def _ends_around(at: Position, events: Sequence[Event], reservations: Iterable[Reservation]) -> Iterator[datetime]:
    """Last moments of what the user set up around an interview."""
    for event in near(events, at.booked, at.policy):
        yield from (event.start, event.end or event.start)
    yield from map(until, reservations)
