"""Deciding: while the user thinks an offer over, its employer is asked for time and the others to move forward.

Nothing is given up by these letters. They are wanted from the user's *deciding* until the offer is answered, or ends, or
its deadline passes; the day of the deadline itself still counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agent.casework.candidacies import Case
from agent.casework.corroboration import is_corroborated
from agent.casework.offers import Graded
from agent.casework.people import has_usable_address
from agent.casework.position import Basis, Position, at_same_employer, is_own_job, through_one_agency
from agent.casework.unreached import in_vain
from agent.casework.wanted.letter import URGENT, letter, own_key
from agent.model import Interview, Wanted

THINKING = timedelta(days=2)
"""What is asked for: so long after the last interview, to compare."""
MOST = timedelta(days=14)
"""Nobody is asked to wait longer than this after their deadline; beyond it no day is named."""
REMINDERS = (timedelta(hours=48), timedelta(hours=12))
"""So long before an offer ends the user is reminded, once each."""
_SETTLED = ("accept", "firm", "no", "decline", "dismiss", "doubt")


def deciding(at: Position, firm: Basis) -> list[Graded]:
    """Offers in writing that the user thinks over, the one to be answered first leading; none beside a firm one."""
    if firm.offer is not None or firm.rivals:
        return []
    found = [g for g in at.graded.values() if _thinks_over(g, at)]
    return sorted(found, key=lambda g: (g.offer.deadline or date.max, g.case.key))


def more_time(at: Position, firm: Basis) -> list[Wanted]:
    """To each employer whose deadline falls before the last interview elsewhere: may it be a little later?"""
    return [w for g in deciding(at, firm) if (w := _more_time(g, at))]


def expedites(at: Position, firm: Basis) -> list[Wanted]:
    """To each employer elsewhere with an interview or an open process: an offer has to be answered by that day."""
    offers = [g for g in deciding(at, firm) if g.offer.deadline is not None]
    if not offers:
        return []
    return [w for case in at.cases if (w := _expedite(case, offers, at))]


def elsewhere(graded: Graded, at: Position) -> list[Case]:
    """Open processes with other employers: an interview is booked, or a person was in touch within 60 days."""
    return [case for case in at.cases if not at_same_employer(case, graded.case) and _goes_on(case, at)]


def until(graded: Graded, at: Position) -> date | None:
    """The day to ask for: a working day soon after the last interview elsewhere, where that is not too long to wait."""
    deadline, last = graded.offer.deadline, _last(_interviews(graded, at), at.zone)
    if deadline is None or last is None or last <= deadline:
        return None
    day = last + THINKING
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return day if day - deadline <= MOST else None


def ends(deadline: date, zone: ZoneInfo) -> datetime:
    """When an offer ends: its deadline's day is over, where the user is."""
    return datetime.combine(deadline + timedelta(days=1), time(), zone)


def reminders(at: Position) -> list[tuple[Graded, timedelta]]:
    """Offers in writing that wait for an answer and end soon, each with the nearest reminder that is due."""
    found = []
    for graded in at.graded.values():
        deadline = graded.offer.deadline
        if deadline is None or not _waits(graded, at):
            continue
        left = ends(deadline, at.zone) - at.now
        due = [before for before in REMINDERS if left <= before]
        if due and left > timedelta():
            found.append((graded, min(due)))
    return found


# ---------------------------------------------------------------- inside


def _waits(graded: Graded, at: Position) -> bool:
    """In writing, to be trusted, open, and the user has not said what becomes of it."""
    offer = graded.offer
    open_ = offer.standing == "written" and not offer.suspicious and not offer.doubted
    return open_ and at.candidacies[graded.case.key].open and not (graded.said and graded.said.word in _SETTLED)


def _thinks_over(graded: Graded, at: Position) -> bool:
    return _waits(graded, at) and graded.case.known and graded.said is not None and graded.said.word == "deciding"


def _goes_on(case: Case, at: Position) -> bool:
    """Somebody there may still make up their mind: no offer of theirs in writing, and surely about a job."""
    graded = at.graded.get(case.key)
    if graded is not None and (graded.offer.doubted or graded.offer.suspicious or is_own_job(graded, at)):
        return False
    if graded is not None and graded.offer.standing not in ("verbal", "dismissed"):
        return False
    booked = at.interviews(case)
    said = graded.said if graded else None
    return bool(booked or at.in_touch(case)) and is_corroborated(case, booked, said)


def _more_time(graded: Graded, at: Position) -> Wanted | None:
    offer, case = graded.offer, graded.case
    booked = _interviews(graded, at)
    last = _last(booked, at.zone)
    if offer.deadline is None or last is None or last <= offer.deadline:
        return None
    if not has_usable_address(at.candidacies[case.key], (), in_vain(case, at.drafts)):
        return None
    others = [c for c in elsewhere(graded, at) if any(i.candidacy == c.key for i in booked)]
    asked = letter(
        "more_time",
        own_key("more_time", case, at, graded.round),
        case,
        at,
        [
            f"you are deciding, and your last interview elsewhere, on {_day(last)}, is after the deadline of {_day(offer.deadline)}"
        ],
        offer=offer,
        hidden=others,
        choices=("offer_decline",),
        deadline=offer.deadline,
        until=until(graded, at),
        urgent=ends(offer.deadline, at.zone) - at.now <= URGENT,
    )
    return replace(asked, interviews=at.interviews(case)) if asked.kind == "offer_decline" else asked


def _expedite(case: Case, offers: Sequence[Graded], at: Position) -> Wanted | None:
    first = offers[0]
    if any(at_same_employer(case, g.case) or through_one_agency(case, g.case) for g in offers) or not _goes_on(
        case, at
    ):
        return None
    booked, deadline = at.interviews(case), first.offer.deadline
    assert deadline is not None
    if not has_usable_address(at.candidacies[case.key], booked, in_vain(case, at.drafts)):
        return None
    why = "an interview is booked there" if booked else "people there were in touch within 60 days"
    return letter(
        "expedite",
        own_key("expedite", case, at),
        case,
        at,
        [f"you are deciding about an offer that has to be answered by {_day(deadline)}", why],
        offer=first.offer,
        apart=offers,
        interviews=booked,
        deadline=deadline,
    )


def _interviews(graded: Graded, at: Position) -> list[Interview]:
    return [i for case in elsewhere(graded, at) for i in at.interviews(case)]


def _last(booked: Sequence[Interview], zone: ZoneInfo) -> date | None:
    return max((i.start.astimezone(zone).date() for i in booked), default=None)


def _day(day: date) -> str:
    return f"{day:%-d %B}"
