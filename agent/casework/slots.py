"""Times that mail gives for the interviews of one candidacy: set, confirmed, moved, called off, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from agent.model import Meeting, Reading

NEAR = timedelta(minutes=5)
"""Two times this close are one."""
_ANY_ZONES = timedelta(hours=48)
"""Clocks show the same time at moments less far apart than this, wherever they hang."""
_SETS = ("interview_scheduled", "interview_rescheduled")
ENDS = ("rejected", "withdrawn", "offer_declined", "offer_rescinded")
"""What ends a candidacy, and all that was arranged in it."""
LAST = -1
"""The place of the last interview, however many there are."""


@dataclass(slots=True)
class Slot:
    """One time of an interview, as mail gives it."""

    start: datetime
    """In the zone that the mail used."""
    end: datetime | None
    zone: str | None
    """None: the mail names no zone, and the user's was taken."""
    uid: str | None
    stands: bool = True
    """False: it is being moved and no new time is agreed."""
    readings: list[Reading] = field(default_factory=list)
    left: list[datetime] = field(default_factory=list)
    """Times that it had before it was moved."""
    nth: int | None = None
    """Its place among the interviews of the candidacy, where mail counts them; -1 for the last."""

    @property
    def first(self) -> datetime:
        """The time that it had first: it stays, however often it moves."""
        return self.left[0] if self.left else self.start


@dataclass(frozen=True, slots=True)
class Off:
    """A time, or a calendar object, that mail calls off."""

    at: datetime
    start: datetime | None
    uid: str | None
    with_all: bool = False
    """The candidacy ended, and its interviews with it."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Mail calls an interview off, and does not tell which of several: all stand until the user says."""

    reading: Reading
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """What the mail of one candidacy says of its interviews' times."""

    slots: tuple[Slot, ...]
    off: tuple[Off, ...]
    unclear: tuple[Unclear, ...] = ()


def times(readings: Sequence[Reading]) -> Times:
    """Fold the interview mail of one candidacy, trustworthy readings in order of time.

    A stated time is an interview of its own unless it is near a known one or carries its calendar UID, and one mail may
    state several; a move replaces the one that it names by time or day, else the latest one of its thread, else the
    latest; a cancellation likewise ends the one that it names, all where it says so, and none while it is not clear which
    of several is meant. The end of the candidacy ends all.
    """
    slots: list[Slot] = []
    off: list[Off] = []
    unclear: list[Unclear] = []
    for reading in readings:
        if reading.label in ENDS:
            off += [Off(reading.sent_at, s.start, s.uid, with_all=True) for s in slots]
            slots.clear()
        elif reading.label == "interview_cancelled":
            meant, clear = _called_off(slots, reading)
            if not clear:
                unclear.append(Unclear(reading, tuple(meant)))
                continue
            for slot in meant:
                off.append(Off(reading.sent_at, slot.start, slot.uid))
                slots.remove(slot)
            if (start := reading.previous_start or reading.interview_start) or reading.event_uid:
                off.append(Off(reading.sent_at, start, reading.event_uid))
        elif reading.label in _SETS:
            fresh = not slots
            _set(slots, reading)
            for meeting in reading.further:
                _add(slots, reading, meeting)
            if fresh and reading.further:
                for place, slot in enumerate(sorted(slots, key=_by_start), 1):
                    slot.nth = place
    return Times(tuple(slots), tuple(off), tuple(unclear))


def stated(reading: Reading) -> tuple[Meeting, ...]:
    """All times of interviews that the reading fixes."""
    if reading.interview_start is None:
        return ()
    return Meeting(reading.interview_start, reading.interview_end, reading.interview_zone), *reading.further


def near(a: datetime, b: datetime) -> bool:
    return abs(a - b) <= NEAR


def same_time(slot: Slot, start: datetime, *, floating: bool = False) -> bool:
    """The mail's time is that one; where mail or calendar names no zone, the same time on the clock's face will do."""
    apart = abs(slot.start - start)
    if apart <= NEAR or apart > _ANY_ZONES:
        return apart <= NEAR
    vague = floating or slot.zone is None
    return vague and near(slot.start.replace(tzinfo=None), start.replace(tzinfo=None))


def in_zone(start: datetime, zone: str | None) -> datetime:
    """That time in the zone of that name, where there is such a zone."""
    try:
        return start.astimezone(ZoneInfo(zone)) if zone else start
    except (KeyError, ValueError, OSError):
        return start


def _set(slots: list[Slot], reading: Reading) -> None:
    start = reading.interview_start
    moves = reading.label == "interview_rescheduled"
    end = reading.interview_end
    slot = _meant(slots, reading)
    if slot is not None and start is not None and reading.on_weekday:
        weeks = _weeks(slot.start - start)
        start, end = start + weeks, end and end + weeks
    if slot is None and moves and not any(start and same_time(s, start) for s in slots):
        slot = _latest(slots, reading)
    if slot is None and start is not None:
        slot = next((s for s in slots if same_time(s, start)), None)
    if start is None:
        if slot is not None and moves:
            slot.stands = False
            slot.readings.append(reading)
        return
    if slot is None:
        slot = Slot(start, end, reading.interview_zone, reading.event_uid)
        slots.append(slot)
    elif not near(slot.start, start) and not (reading.interview_zone is None and same_time(slot, start)):
        slot.left.append(slot.start)
        slot.start, slot.end, slot.zone = start, end, reading.interview_zone
    elif slot.zone is None and reading.interview_zone is not None:
        slot.start, slot.zone = start, reading.interview_zone
    if reading.previous_start is not None and moves:
        slot.left.append(reading.previous_start)
    slot.end = slot.end or end
    slot.uid = reading.event_uid or slot.uid
    slot.nth = slot.nth or (None if reading.further else reading.nth)
    slot.stands = True
    slot.readings.append(reading)


def _weeks(away: timedelta) -> timedelta:
    """Whole weeks, none back, that bring a weekday nearest to a time that is so far away: "Thursday's is moved to Friday"."""
    return timedelta(weeks=max(0, round(away / timedelta(weeks=1))))


def _add(slots: list[Slot], reading: Reading, meeting: Meeting) -> None:
    """A further time that the reading states: an interview of its own, or one that is known."""
    slot = next((s for s in slots if same_time(s, meeting.start)), None)
    if slot is None:
        slots.append(slot := Slot(meeting.start, meeting.end, meeting.zone, None))
    elif slot.zone is None and meeting.zone is not None:
        slot.start, slot.zone = meeting.start, meeting.zone
    slot.end = slot.end or meeting.end
    slot.stands = True
    slot.readings.append(reading)


def _meant(slots: Sequence[Slot], reading: Reading) -> Slot | None:
    """The slot whose calendar object, time or day the reading names."""
    if reading.event_uid:
        for slot in slots:
            if slot.uid == reading.event_uid:
                return slot
    if reading.previous_start is not None:
        return next((s for s in slots if same_time(s, reading.previous_start)), None)
    named = _on_days(slots, reading.previous_days) or [s for s in slots if reading.nth and s.nth == reading.nth]
    return named[0] if len(named) == 1 else None


def _on_days(slots: Sequence[Slot], days: Sequence[date]) -> list[Slot]:
    """The slots on one of these days; where there is none, that on the same day of another week: "Thursday's"."""
    found = [s for s in slots if s.start.date() in days]
    if found:
        return found
    weekdays = {day.weekday() for day in days}
    same = [s for s in slots if s.start.weekday() in weekdays]
    return same if len(same) == 1 else []


def _latest(slots: Sequence[Slot], reading: Reading) -> Slot | None:
    """The slot that was spoken of last, in the reading's own thread if one was."""
    return next(iter([*reversed(_in_thread(slots, reading)), *reversed(slots)]), None)


def _called_off(slots: Sequence[Slot], reading: Reading) -> tuple[list[Slot], bool]:
    """What a cancellation means: by time if it names one (one that was left for another ends nothing), else by UID, day or
    place; and whether that is clear."""
    if (named := reading.previous_start or reading.interview_start) is not None:
        return [s for s in slots if same_time(s, named)], True
    if reading.event_uid is None and (on_days := _on_days(slots, reading.previous_days)):
        return on_days, True
    if reading.event_uid:
        if (slot := _meant(slots, reading)) is not None:
            return [slot], True
        return ([s for s in slots if s.uid is None] if len(slots) == 1 else []), True
    here = _in_thread(slots, reading) or list(slots)
    here = [s for s in here if s.start > reading.sent_at] or here
    if reading.calls_all_off:
        return here, True
    return _at_place(here, reading.nth, earlier=len(slots) > len(here))


def _at_place(slots: Sequence[Slot], nth: int | None, *, earlier: bool) -> tuple[list[Slot], bool]:
    """The slot of that place, or those that may be it, and whether that is clear. `earlier`: there were others before."""
    exact = [s for s in slots if nth is not None and s.nth == nth]
    if len(exact) == 1:
        return exact, True
    if nth == LAST and slots and all(s.nth for s in slots):
        return [max(slots, key=_by_start)], True
    may_be = [s for s in slots if nth is None or s.nth is None]
    unheard_of = nth is not None and nth > 1 and not earlier  # "the second round", where one time alone is known
    return may_be, not may_be or (len(may_be) == 1 and not unheard_of)


def _by_start(slot: Slot) -> datetime:
    return slot.start


def _in_thread(slots: Iterable[Slot], reading: Reading) -> list[Slot]:
    answered = {reading.in_reply_to, *reading.references} - {None}
    return [s for s in slots if any(r.message_id in answered or r.in_reply_to in answered for r in s.readings)]
