"""The end of a search: two weeks after the first day it is over, and this is what there is to look back on. Pure.

It is over once one offer is firm, leaves no room for another job, and has been watched until two weeks past its start
date (90 days past the last word that made it firm, where no start date is known), and nothing of the search lies ahead:
no interview elsewhere, no letter on its way, no other offer whose deadline is still to come, no choice between firm
offers. An application, an interview or an offer elsewhere after that day wakes the search up again for good: whoever
applies anew is searching anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from agent.casework.candidacies import Case
from agent.casework.history import held, writer
from agent.casework.offers import Graded
from agent.casework.position import OLD_JOB, Basis, Position, at_same_employer, is_open_offer
from agent.model import DELIVERED, Archive, Correspondent, Draft, Label, Notice, Reading, Unanswered

WITHOUT_START = timedelta(days=90)
"""So long a firm offer is watched whose first day is not known."""
_ON_ITS_WAY = ("approved", "sending", "unsure")
_WAKES: tuple[Label, ...] = (
    "applied", "assessment", "interview_invited", "interview_scheduled", "interview_rescheduled",
    "offer_verbal", "offer_written", "offer_contingency", "offer_cleared", "offer_accepted",
)  # fmt: skip
_LAST = date.max - timedelta(days=1)
"""A start date far off, which somebody mistyped, leaves the calendar at no sum."""
_NO_APPLICATION: tuple[Label, ...] = ("other", "outreach")
_FAREWELLS: tuple[Label, ...] = ("withdrawn", "offer_declined")


def archived(at: Position, firm: Basis) -> Archive | None:
    """The archive of a search that is over; None while it goes on, or where there is none."""
    signed = [g for _, g in sorted(at.graded.items()) if _is_signed(g)]
    if not signed or (firm.rivals and firm.offer is None):
        return None
    ends = {g.case.key: watched_until(g, at) for g in signed}
    taken = max(signed, key=lambda g: (ends[g.case.key], g.case.key))
    over = ends[taken.case.key] + timedelta(days=1)
    if at.now.astimezone(at.zone).date() < over or _goes_on(at, taken) or _began_anew(at, signed, over):
        return None
    return _archive(at, taken, {g.case.key for g in signed}, over)


def watched_until(graded: Graded, at: Position) -> date:
    """The last day, in the user's zone, on which a firm offer is watched."""
    words = [link.date for link in graded.offer.evidence if link.counts]
    words += [graded.said.at] if graded.said else []
    last = max(words, default=at.now).astimezone(at.zone).date()
    if graded.offer.start_date is None:
        return _later(last, WITHOUT_START)
    # A start date that lies before the last word about it may be misread: two weeks are watched in any case.
    return _later(max(graded.offer.start_date, last), OLD_JOB)


def notice(archive: Archive) -> Notice:
    """What the user is told once of it."""
    role = f" ({archive.role})" if archive.role else ""
    to_thank = sum(not one.thanked for one in archive.people)
    counts = [
        _counted(archive.applications, "application"), _counted(archive.interviews, "interview"),
        _counted(archive.offers, "offer"),
    ]  # fmt: skip
    parts = [
        f"Your search is over: {archive.employer}{role}. {', '.join(counts)}.",
        f"{_counted(to_thank, 'person', 'people')} to thank." if to_thank else "",
        _LOOKS[archive.looks],
    ]
    return Notice(
        f"archived:{archive.offer}:{archive.since.isoformat()}", " ".join(p for p in parts if p), about=archive.offer
    )


_LOOKS = {
    "hourly": "Mail and calendars are looked at once an hour from now on.",
    "stop": "Mail and calendars are not looked at any more: agent sync does.",
    "as_before": "",
}


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def _later(day: date, by: timedelta) -> date:
    return day + by if _LAST - day > by else _LAST


def _is_signed(graded: Graded) -> bool:
    offer = graded.offer
    return offer.firm and offer.exclusive and not offer.doubted and not offer.suspicious and graded.case.known


def _goes_on(at: Position, taken: Graded) -> bool:
    """Something of the search lies still ahead."""
    interviews = any(not b.answered and not _is_own(b.case, taken) for b in at.booked)
    letters = any(d.status in _ON_ITS_WAY for d in at.drafts)
    today = at.now.astimezone(at.zone).date()
    others = (g for key, g in at.graded.items() if key != taken.case.key and is_open_offer(g, at))
    return interviews or letters or any(g.offer.deadline and g.offer.deadline >= today for g in others)


def _is_own(case: Case, taken: Graded) -> bool:
    """A talk at the new job is no interview elsewhere."""
    return case.key == taken.case.key or at_same_employer(case, taken.case)


def _began_anew(at: Position, signed: Iterable[Graded], over: date) -> bool:
    """Mail of a search came after the end of this one."""
    begin = datetime.combine(over, time(), at.zone)
    own = {g.case.key for g in signed}
    others = (case for case in at.cases if case.key not in own)
    return any(_wakes(r) and r.sent_at >= begin for case in others for r in case.readings)


def _wakes(reading: Reading) -> bool:
    """It speaks of a new search, or may: to look at mail in vain is better than to overlook an invitation."""
    return reading.label in _WAKES or reading.needs_confirmation in _WAKES


# ---------------------------------------------------------------- looking back


def _archive(at: Position, taken: Graded, signed: set[str], over: date) -> Archive:
    offer = taken.offer
    letters = {case.key: _letters(case, at.drafts) for case in at.cases}
    elsewhere = [case for case in at.cases if case.key not in signed]
    people = [person for case in elsewhere for person in _people(case, letters[case.key])]
    left = [one for case in elsewhere for one in _unanswered(case, letters[case.key])]
    applied = [c for c in at.cases if any(r.label not in _NO_APPLICATION for r in c.readings)]
    offers = [g for g in at.graded.values() if not g.offer.suspicious and g.offer.standing != "dismissed"]
    return Archive(
        offer=offer.id,
        employer=offer.employer,
        role=offer.role,
        start_date=offer.start_date,
        since=over,
        applications=len(applied),
        interviews=sum(len(held(c.readings, letters[c.key], at.now)) for c in at.cases),
        offers=len(offers),
        people=tuple(sorted({p.address: p for p in people}.values(), key=lambda p: (p.employer, p.name, p.address))),
        unanswered=tuple(sorted(left, key=lambda one: (one.sent_at, one.draft))),
        looks=at.policy.after_signing,
    )


def _letters(case: Case, drafts: Sequence[Draft]) -> list[Draft]:
    """Letters that were sent in this candidacy, and calls that were made."""
    mine = (d for d in drafts if d.candidacy in case.aliases)
    return sorted((d for d in mine if d.status in DELIVERED and d.sent_at), key=lambda d: (d.sent_at, d.id))


def _people(case: Case, letters: Sequence[Draft]) -> list[Correspondent]:
    """Those who wrote, once each, with whether they were said goodbye to, and wrote after that."""
    found: dict[str, Correspondent] = {}
    for reading in case.readings:
        if not reading.human or reading.direction == "out" or not reading.from_.address:
            continue
        address = reading.from_.address
        thanked = _thanked_at(address, case, letters)
        before = found.get(address)
        name = writer(reading) or (before.name if before else "")
        answered = bool(before and before.answered) or (thanked is not None and reading.sent_at > thanked)
        found[address] = Correspondent(name, address, case.employer, thanked is not None, answered)
    return list(found.values())


def _thanked_at(address: str, case: Case, letters: Sequence[Draft]) -> datetime | None:
    """When the last farewell went to this address."""
    sent = [d.sent_at for d in letters if d.sent_at and address in {r.address for r in (*d.letter.to, *d.letter.cc)}]
    sent += [
        r.sent_at
        for r in case.readings
        if r.direction == "out" and r.label in _FAREWELLS and address in {m.address for m in (*r.to, *r.cc)}
    ]
    return max(sent, default=None)


def _unanswered(case: Case, letters: Sequence[Draft]) -> list[Unanswered]:
    """Letters after which nobody there wrote."""
    wrote = max((r.sent_at for r in case.readings if r.human and r.direction == "in"), default=None)
    return [
        Unanswered(d.id, d.kind, d.employer, d.sent_at)
        for d in letters
        if d.sent_at and d.kind != "call_sheet" and d.status == "sent" and not (wrote and wrote > d.sent_at)
    ]
