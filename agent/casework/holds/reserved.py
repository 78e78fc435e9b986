"""Journeys and stays that mail confirms: which entry of the user's own is the same, and which interview they are for.

Nothing is done to a booking; it is told, so that the user does not forget to cancel it. So little has to prove that it belongs
to an interview: the place, or the days where no place of the interview is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from agent.casework import holdwords
from agent.casework.holds.entries import TITLE, Entry, days_after, ends_after, spans
from agent.casework.holds.ties import Around, belongs_to
from agent.casework.names import tokens
from agent.model import Hold, Reservation
from connectors.base import Event

_WAYS = {"train": "Train", "flight": "Flight", "bus": "Coach", "car": "Rental car", "stay": ""}
_SHOWN = 80


def standing(told: Iterable[Reservation], now: datetime) -> list[Reservation]:
    """Those that are not over and were not cancelled, each once, in order of time."""
    told = list(told)
    gone = {r.reference for r in told if r.cancelled and r.reference}
    once: dict[tuple[object, ...], Reservation] = {}
    for one in told:
        if not one.cancelled and one.reference not in gone and until(one) > now:
            once.setdefault((one.kind, one.reference or one.name, one.start.date()), one)
    return sorted(once.values(), key=_order)


def same(event: Event, kind: holdwords.Kind, booked: Sequence[Reservation]) -> Reservation | None:
    """The one that an entry stands for: of its sort, on its first day (or the day of the way back), and alone or named alike."""
    day = event.start.date()
    goes_by = holdwords.vehicle(event.summary[:TITLE]) if kind == "travel" else None
    alike = [r for r in booked if _sort(r) == kind and goes_by in (None, r.kind) and day in {r.start.date(), _last(r)}]
    words = set(tokens(f"{event.summary[:TITLE]} {event.location[:TITLE]}"))
    named = [r for r in alike if words & {w for w in tokens(f"{r.name} {r.goal}") if len(w) > 2}]
    return next(iter(named or alike), None)


def told(reservation: Reservation, around: Sequence[Around], free: Sequence[Event]) -> tuple[Around, Hold] | None:
    """The interview that it is for, and how that is told; None where it is for none, or may be for something else."""
    entry = _entry(reservation)
    if (belongs := belongs_to(entry, around, free)) is not None:
        at, because = belongs[0], belongs[1].because
    elif (fits := _by_days(entry, around)) is not None:
        at, because = fits, "it is for the days of the interview, whose place is not known"
    else:
        return None
    return at, Hold("booking", text(reservation), because, None, reservation.link, reservation.phone)


def text(reservation: Reservation) -> str:
    """What it is, in plain words: "Superior Inn, 23 November (booking SI-20931)"."""
    number = f" (booking {reservation.reference})" if reservation.reference else ""
    return f"{_title(reservation)[:_SHOWN].strip()}, {reservation.start:%-d %B}{number}"


def _by_days(entry: Entry, around: Sequence[Around]) -> Around | None:
    """The only interview in those days, where nobody knows its place and nothing else leads the user away."""
    near = [a for a in around if spans(entry.event, a.interview)]
    only = near[0] if len({a.case.key for a in near}) == 1 else None
    if only is None or only.places or only.remote or only.elsewise:
        return None
    fits = -1 <= days_after(entry.event, only.interview) <= 0 <= 1 + ends_after(entry.event, only.interview) <= 2
    return only if fits else None


def _entry(one: Reservation) -> Entry:
    event = Event(
        account="", calendar="", provider_id="", etag="", uid="", recurrence_id=None, start=one.start, end=until(one),
        summary=_title(one), location=one.where, all_day=one.all_day,
    )  # fmt: skip
    title = event.summary if one.goal or one.kind in ("stay", "car") else f"{event.summary} {one.where}"
    kind: holdwords.Kind = "stay" if one.kind in ("stay", "car") else "travel"
    return Entry(event, kind, title, (*tokens(event.summary), "|", *tokens(one.where)), frozenset(), booking=True)


def _title(one: Reservation) -> str:
    name = one.name if one.kind in ("stay", "car") else ""
    way = f"{one.origin} → {one.goal}".removeprefix(" → ") if one.goal else ""
    way = f"to {way}" if way and not one.origin else way
    return ": ".join(part for part in (_WAYS[one.kind], name) if part) if name else f"{_WAYS[one.kind]} {way}".strip()


def _sort(one: Reservation) -> holdwords.Kind:
    return "stay" if one.kind == "stay" else "travel"


def until(one: Reservation) -> datetime:
    """When it is over; a day of travel ends with the day."""
    end = one.end or one.start
    return end + timedelta(days=1) if one.all_day and (one.kind != "stay" or end == one.start) else end


def _last(one: Reservation) -> object:
    return (one.end or one.start).date() if one.kind != "stay" else None


def _order(one: Reservation) -> tuple[object, ...]:
    return one.start.date(), one.kind, one.name, one.reference


def with_booking(hold: Hold, booked: Reservation | None) -> Hold:
    """An entry of the user's own with what is known of the booking behind it."""
    if booked is None:
        return hold
    return replace(hold, link=hold.link or booked.link, phone=hold.phone or booked.phone)
