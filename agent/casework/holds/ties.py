"""What ties an entry of the user's own to an interview: words that prove it, or that fit where nothing else could be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from agent.casework import eventwords, holdwords
from agent.casework.candidacies import Case
from agent.casework.holds.entries import TITLE, Entry, days_after, ends_after, spans
from agent.casework.holds.places import Place, is_remote, named_in, places
from agent.casework.interviews import Booked
from agent.casework.names import role_words, spelled_in, tokens
from agent.model import Interview, Policy
from connectors.base import Event

PREPARES_WITHIN = 3
"""Days before an interview in which the user prepares for it."""
_RIGHT_BEFORE = timedelta(hours=1)
_SOON = timedelta(hours=2)
_LEAST_LINK = 24
_TEXT = 1500

_Proof = Literal["proven", "fits", "back"]


@dataclass(frozen=True, slots=True)
class Tie:
    """That an entry belongs to an interview, how sure that is, and why."""

    proof: _Proof
    because: str


@dataclass(frozen=True, slots=True)
class Around:
    """An interview, and what of it an entry may speak of."""

    interview: Interview
    case: Case
    places: frozenset[Place]
    remote: bool
    people: tuple[str, ...]
    links: frozenset[str]
    told: tuple[str, ...]
    """Words of its mail, in normal form."""
    elsewise: bool
    """Something else leads the user to its place in those days, or a holiday lies there."""
    others_held: tuple[datetime, ...]
    """When the user has other interviews, his own or with candidates of his, that mail does not know."""


def around(booked: Booked, free: Sequence[Event], held: tuple[datetime, ...], policy: Policy) -> Around:
    """The interview; `free` are the entries near it that are no known interview, `held` as `held_among` them."""
    interview, case = booked.interview, booked.case
    found = places(e.location for e in interview.events)
    where = " ".join(f"{e.location} {e.summary}" for e in interview.events)
    people = {c.name for c in interview.contacts if c.address not in policy.addresses and len(tokens(c.name)) > 1}
    own = set(tokens(policy.name))
    quotes = (
        f"{r.subject} {' '.join(e.quote for e in r.evidence)}" for r in case.readings if r.key in interview.messages
    )
    return Around(
        interview=interview,
        case=case,
        places=found,
        remote=not found and is_remote(where),
        people=tuple(sorted(name for name in people if set(tokens(name)) != own)),
        links=frozenset(e.url for e in interview.events if len(e.url) >= _LEAST_LINK),
        told=tuple(w for quote in list(quotes)[:20] for w in (*tokens(quote[:_TEXT]), "|")),
        elsewise=any(_leads_there(e, interview, found) for e in free),
        others_held=held,
    )


def _leads_there(event: Event, interview: Interview, known: frozenset[Place]) -> bool:
    """Something else in those days: at the same place, or a time away."""
    if not spans(event, interview) or holdwords.kind_of(event.summary[:TITLE]) is not None:
        return False
    where = f"{event.summary[:TITLE]} | {event.location[:TITLE]}"
    return holdwords.is_away(event.summary[:TITLE]) or (bool(known) and named_in(known, where) is not None)


def held_among(free: Sequence[Event]) -> tuple[datetime, ...]:
    """When entries begin that call themselves an interview and belong to no known one."""
    return tuple(
        e.start for e in free if eventwords.is_interview(e.summary) and holdwords.kind_of(e.summary[:TITLE]) is None
    )


def belongs_to(entry: Entry, around: Sequence[Around], free: Sequence[Event]) -> tuple[Around, Tie] | None:
    """The interview that the entry belongs to: the one that its words prove, else the only one that it fits."""
    ties = [(a, tie) for a in around if (tie := _tie(entry, a, free))]
    proven = [(a, tie) for a, tie in ties if tie.proof == "proven"]
    found = _of_role(proven, entry) if proven else ties
    if len({a.case.key for a, _ in found}) != 1:
        return None
    if not proven and _serves_others(entry, found[0][0], around):
        return None
    return min(found, key=lambda found: _nearest(found, entry.event))


def _nearest(found: tuple[Around, Tie], event: Event) -> tuple[bool, timedelta, str]:
    at, tie = found
    return tie.proof == "back", abs(at.interview.start - event.start), at.interview.key


def _of_role(found: list[tuple[Around, Tie]], entry: Entry) -> list[tuple[Around, Tie]]:
    """Of several candidacies at one employer, the one whose role the entry names."""
    if len({a.case.key for a, _ in found}) < 2:
        return found
    title = role_words(entry.event.summary[:TITLE])
    return [(a, tie) for a, tie in found if role_words(a.case.role) and role_words(a.case.role) <= title]


def _serves_others(entry: Entry, at: Around, around: Sequence[Around]) -> bool:
    """Where its words prove nothing: it recurs, somebody comes along, or another interview may lead the user the same way in those days."""
    if entry.event.recurrence_id is not None or holdwords.is_in_company(entry.title):
        return True
    if entry.kind == "preparation":
        return any(
            timedelta() < start - entry.event.start <= timedelta(days=PREPARES_WITHIN + 1) for start in at.others_held
        )
    rest = [a for a in around if a.case.key != at.case.key and spans(entry.event, a.interview)]
    return at.elsewise or any(not a.remote and (not a.places or a.places & at.places) for a in rest)


def _tie(entry: Entry, at: Around, free: Sequence[Event]) -> Tie | None:
    days = days_after(entry.event, at.interview)
    if entry.kind == "preparation":
        if not (days >= -PREPARES_WITHIN and entry.event.start < at.interview.start):
            return None
    elif not -1 <= days <= 1:
        return None
    if because := _proof(entry, at):
        return Tie("proven", because)
    if entry.named:
        return None
    if entry.kind == "preparation":
        return _prepares(entry, at)
    return None if at.remote else _stays(entry, at) if entry.kind == "stay" else _travels(entry, at, free)


def _proof(entry: Entry, at: Around) -> str | None:
    """Words that mean this interview and no other."""
    if at.case.key in entry.named:
        return f"it names {at.case.employer}"
    if name := next((name for name in at.people if spelled_in(tokens(name), entry.text)), None):
        return f"it names {name}, who is part of the interview"
    where = f"{entry.event.location}\n{entry.event.description}\n{entry.event.url}"
    return "it holds the interview's own link" if any(link in where for link in at.links) else None


def _prepares(entry: Entry, at: Around) -> Tie | None:
    left = holdwords.beside_preparing(entry.title)
    if left is None or not left <= role_words(at.case.role):
        return None
    return Tie("fits", "it prepares for an interview, and no other one follows within three days")


def _stays(entry: Entry, at: Around) -> Tie | None:
    where = named_in(at.places, f"{entry.title} | {entry.event.location[:TITLE]}")
    if where is None or days_after(entry.event, at.interview) > 0 or ends_after(entry.event, at.interview) > 1:
        return None
    return Tie("fits", f"it is in {where.title()}, where the interview is, in the same days")


def _travels(entry: Entry, at: Around, free: Sequence[Event]) -> Tie | None:
    event, start, end = entry.event, at.interview.start, at.interview.end or at.interview.start
    where = _goal(entry, at)
    spanning = event.start <= start and ends_after(event, at.interview) <= 1
    if where is not None and spanning and not holdwords.leads_back(entry.title):
        return Tie("fits", f"it leads to {where.title()}, where the interview is")
    if (event.end or event.start) <= start:
        return _right_before(entry, at, free)
    returns = (
        holdwords.leads_back(entry.title)
        or named_in(at.places, holdwords.origin(entry.title))
        or (where is not None and not holdwords.destination(entry.title))
    )
    after = event.start >= end or (event.all_day and days_after(event, at.interview) >= 0)
    return Tie("back", "it is the way back from the interview") if returns and after else None


def _goal(entry: Entry, at: Around) -> str | None:
    """The interview's place, where the way leads there."""
    goal = holdwords.destination(entry.title)
    if not goal:
        return named_in(at.places, entry.title)
    where = named_in(at.places, goal, declined=True)
    return where if where or holdwords.leads_back(entry.title) else _told_of(goal, at)


def _told_of(goal: str, at: Around) -> str | None:
    """A place with a name of its own that the interview's mail speaks of, where no calendar knows the place."""
    names = tokens(" ".join(w for w in goal.split() if w[:1].isupper()))
    known = not at.places and len("".join(names)) >= 4
    return " ".join(names) if known and spelled_in(names, at.told) else None


def _right_before(entry: Entry, at: Around, free: Sequence[Event]) -> Tie | None:
    """A way that says no more, and ends when the interview begins; nothing else begins there."""
    event, start = entry.event, at.interview.start
    if (
        not holdwords.is_bare_way(entry.title)
        or event.end is None
        or event.all_day
        or start - event.end > _RIGHT_BEFORE
    ):
        return None
    if where := event.location.strip():
        if named_in(at.places, where) is None:
            return None
    elif any(_begins_within(e, event.end) and e.uid != event.uid for e in free):
        return None
    return Tie("fits", "it ends right before the interview begins")


def _begins_within(event: Event, end: datetime) -> bool:
    is_way = holdwords.kind_of(event.summary[:TITLE]) == "travel"
    return not event.all_day and not is_way and timedelta(minutes=-5) <= event.start - end <= _SOON
