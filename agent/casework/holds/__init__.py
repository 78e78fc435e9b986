"""What the user set up around interviews that a letter gives up: getting ready, getting there, staying there, bookings.

An entry is the user's own where it lies in a calendar of the user's and nobody else is in it. What ties it to an
interview, within three days before it (preparation) or from the day before to the day after (travel and stay):

- its words prove it: they name the employer, somebody who interviews, or the interview's own link;
- or they fit, and nothing else there could be meant: a preparation for an interview where this is the only one; the way
  to, or a stay in, the place of the interview, where nothing else leads the user there in those days; a way without a
  name that ends right before the interview; the way back from there.

What fits two interviews, names another employer, or recurs without naming this one, is nobody's. An entry that is a
booking's own is told and left: only the user cancels a booking. So is what mail alone knows to be booked (`reserved`), and
what may stand behind an entry that is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from agent.casework import holdwords
from agent.casework.candidacies import Case
from agent.casework.holds import reserved
from agent.casework.holds.entries import Entry, days_after, entry_of, is_published, spans
from agent.casework.holds.ties import PREPARES_WITHIN, Around, Tie, around, belongs_to, held_among
from agent.casework.interviews import Booked
from agent.casework.matching import mine, others
from agent.casework.position import Position
from agent.model import GIVES_UP, Hold, Policy, Reservation, Wanted
from connectors.base import Event

MOST = 10
"""Entries of one letter: each is shown before the yes."""
_CANDIDATES = 200
_NEARBY = 1000
_SHOWN = 80


def with_holds(
    letters: Iterable[Wanted], at: Position, events: Sequence[Event], reservations: Sequence[Reservation] = ()
) -> list[Wanted]:
    """The letters, each that gives interviews up with what goes with them, in order of time.

    What the user keeps does not go; what an approval covers goes with its letter also where it has begun since.
    """
    letters = list(letters)
    if not give_up(letters):
        return letters
    kept = {a.value for a in at.answers if a.verb == "keep_entry"}
    covered = {(s.uid, s.recurrence_id) for d in at.drafts if d.status == "approved" for s in d.letter.calendar}

    def goes(event: Event) -> bool:
        return event.uid not in kept and (_is_ahead(event, at.now) or (event.uid, event.recurrence_id) in covered)

    found = of(at.cases, at.booked, events, at.policy, goes, reserved.standing(reservations, at.now))
    return [
        replace(letter, holds=tuple(h for i in letter.interviews for h in found.get(i.key, ()))[:MOST])
        if letter.kind in GIVES_UP
        else letter
        for letter in letters
    ]


def give_up(letters: Iterable[Wanted]) -> bool:
    """Some of these letters give an interview up."""
    return any(letter.kind in GIVES_UP and letter.interviews for letter in letters)


def of(
    cases: Sequence[Case],
    booked: Sequence[Booked],
    events: Sequence[Event],
    policy: Policy,
    goes: Callable[[Event], bool],
    reservations: Sequence[Reservation] = (),
) -> Mapping[str, tuple[Hold, ...]]:
    """What belongs to each interview, by the interview's key. An entry belongs to one at most.

    goes: whether an entry may go at all; what has begun may not, and may still be what a journey serves.
    """
    nearby = near(events, booked, policy)
    taken = {e.uid for b in booked for e in b.interview.events}
    free = [e for e in nearby if e.uid not in taken]
    known = [*cases, *(b.case for b in booked)]
    found: dict[str, list[tuple[Entry, Tie]]] = {b.interview.key: [] for b in booked}
    ways_back: list[tuple[Around, Entry, Tie]] = []
    held = held_among(free)
    at = [around(b, free, held, policy) for b in sorted(booked, key=lambda b: (b.interview.start, b.interview.key))]
    entries = (x for e in free if goes(e) and _is_own(e, policy) and (x := entry_of(e, known, policy)))
    for entry in islice(entries, _CANDIDATES):
        if (belongs := belongs_to(entry, at, free)) is None:
            continue
        if belongs[1].proof == "back":
            ways_back.append((belongs[0], entry, belongs[1]))
        else:
            found[belongs[0].interview.key].append((entry, belongs[1]))
    for home, entry, tie in ways_back:
        own = found[home.interview.key]
        if any(other.kind != "preparation" for other, _ in own):
            own.append((entry, tie))
    by_mail = _by_mail(reservations, free, at)
    return {key: _told(ties, reservations, by_mail.get(key, [])) for key, ties in found.items()}


def near(events: Iterable[Event], booked: Sequence[Booked], policy: Policy) -> list[Event]:
    """Entries of the user's in the days around these interviews, in order of time."""
    return sorted((e for e in events if _is_near(e, booked) and mine(e, policy)), key=_order)[:_NEARBY]


def _by_mail(
    reservations: Sequence[Reservation], free: Sequence[Event], at: Sequence[Around]
) -> Mapping[str, list[tuple[datetime, Hold]]]:
    """What mail alone knows to be booked, by the interview's key; what stands in the calendar is told, or kept, there."""
    found: dict[str, list[tuple[datetime, Hold]]] = {}
    noted = [(e, kind) for e in free if (kind := holdwords.kind_of(e.summary[:_SHOWN]))]
    known = [r for e, kind in noted if (r := reserved.same(e, kind, reservations))]
    for one in reservations:
        if one not in known and (told := reserved.told(one, at, free)):
            found.setdefault(told[0].interview.key, []).append((one.start, told[1]))
    return found


def _told(
    ties: list[tuple[Entry, Tie]], reservations: Sequence[Reservation], by_mail: list[tuple[datetime, Hold]]
) -> tuple[Hold, ...]:
    told = [(entry.event.start, _hold(entry, tie, reservations)) for entry, tie in _in_order(ties)]
    return tuple(hold for _, hold in sorted([*told, *by_mail], key=lambda at: at[0]))


def _in_order(ties: list[tuple[Entry, Tie]]) -> list[tuple[Entry, Tie]]:
    return sorted(ties, key=lambda tie: _order(tie[0].event))


def _is_own(event: Event, policy: Policy) -> bool:
    """Nobody else is in it."""
    return not event.shared and (not others(event, policy) or is_published(event, policy))


def _is_ahead(event: Event, now: datetime) -> bool:
    """It has not begun; a stay of whole days has not ended."""
    return (event.end or event.start) > now if event.all_day else event.start >= now


def _is_near(event: Event, booked: Sequence[Booked]) -> bool:
    return any(-PREPARES_WITHIN - 1 <= days_after(event, b.interview) <= 2 or spans(event, b.interview) for b in booked)


def _hold(entry: Entry, tie: Tie, reservations: Sequence[Reservation]) -> Hold:
    event = entry.event
    name = " ".join(event.summary.split())
    text = f"{name if len(name) <= _SHOWN else name[: _SHOWN - 1].rstrip() + '…'}, {event.start:%-d %B}"
    kept = replace(event, description="", attendees=event.attendees[:5])
    words = f"{event.description}\n{event.location}"
    booked = reserved.same(event, entry.kind, reservations)
    kind = "booking" if entry.booking else entry.kind
    stands = not entry.booking and (booked is not None or holdwords.is_bookable(entry.kind, entry.title))
    ways = (holdwords.cancellation(words), holdwords.phone(words)) if entry.booking or stands else (None, None)
    return reserved.with_booking(Hold(kind, text, tie.because, kept, *ways, stands=stands), booked)


def _order(event: Event) -> tuple[object, ...]:
    return event.start, event.uid, event.recurrence_id or "", event.account, event.calendar, event.provider_id
