"""Proof, before a calendar file is written, that an answer would be read as it was meant and as nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from connectors.base import CalendarAction, Event, EventAnswer, Window
from connectors.local.edits import CannotAnswerError, Target
from connectors.local.events import FileEvents, Place, read_events
from connectors.local.ics import stamp_of
from connectors.local.items import occurrence_key, recurrence_id_of
from connectors.local.zones import moment

BEFORE = timedelta(days=7)
AFTER = timedelta(days=150)
"""Around the answered event; at least as far ahead as calendars are read, as a later date can hinder that a series is counted."""


def prove(target: Target, answer: EventAnswer, after: bytes | None) -> None:
    """Read the file as it is and as it would be (None: it is gone). Raises CannotAnswerError unless the event, or the one
    occurrence of it, then stands as it was answered, and all others around it as they do now."""
    window = _window(target)
    place = Place("", "", answer.provider_id, frozenset(address.lower() for address in answer.user_addresses))
    now = read_events(target.data, place, window)
    then = read_events(after, place, window) if after is not None else FileEvents()
    meant, others = _parted(now, answer)
    left, kept = _parted(then, answer)
    still, open_now = _open(left, answer.action), _open(meant, answer.action)
    # Somebody's message that calls it off may stand beside it, which no answer changes.
    called_off = any(uid == answer.uid for uid, _ in now.cancels)
    if not meant or len(left) > len(meant) or (still and not (called_off and still < open_now)):
        raise CannotAnswerError("its file is broken, and the answer could not be found in it again")
    if others - kept or (kept - others and not now.is_full):
        raise CannotAnswerError("its file is broken, and other events would change with it")


def _window(target: Target) -> Window:
    """Where the event stands, and where it would stand if it had not been moved. Raises CannotAnswerError."""
    # A master begins long before the occurrence, with more of them between than are read at once.
    told = target.blocks if target.recurrence_id is None or target.override is not None else []
    starts = [stamp for block in told if (stamp := stamp_of(block.first("DTSTART")))]
    times: list[date] = [target.zones.time(stamp) for stamp in starts]
    if target.recurrence_id is not None:
        times.append(target.recurrence_id)
    moments: list[datetime] = [moment(time, UTC) for time in times]
    if not moments:
        raise CannotAnswerError("it has no start that can be read")
    try:
        return Window(min(moments) - BEFORE, max(moments) + AFTER, "UTC")
    except OverflowError:
        raise CannotAnswerError("it stands at the rim of the calendar") from None


def _parted(found: FileEvents, answer: EventAnswer) -> tuple[list[Event], Counter[Event]]:
    """What is read of the answered event, and of all others. What is left of a series alone is no occurrence any more."""
    meant = [event for event in found.events if _is_meant(event, answer)]
    rest = (event for event in found.events if not _is_meant(event, answer))
    return meant, Counter(replace(event, recurrence_id=None) for event in rest)


def _is_meant(event: Event, answer: EventAnswer) -> bool:
    """An answer that names no occurrence is one to all of them."""
    return event.uid == answer.uid and (
        answer.recurrence_id is None or _key(event.recurrence_id) == _key(answer.recurrence_id)
    )


def _key(recurrence_id: str | None) -> str | None:
    return occurrence_key(recurrence_id_of(recurrence_id)) if recurrence_id is not None else None


def _open(events: Iterable[Event], action: CalendarAction) -> int:
    """How many of them do not stand as the answer wants them."""
    return sum(not _is_answered(event, action) for event in events)


def _is_answered(event: Event, action: CalendarAction) -> bool:
    if action == "delete":
        return False
    if action == "cancel":
        return event.status == "cancelled"
    return all(one.partstat == "declined" for one in event.attendees if one.is_user)
