"""The time that a mail about an interview fixes: by its calendar part first, then by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from agent.model import Evidence, Label, Meeting
from agent.reading.case import Case
from agent.reading.dates import find_days
from agent.reading.fields import Moment, day_first, moved, previous_time
from agent.reading.language.facts import also
from agent.reading.language.several import BY_CODE
from agent.reading.rounds import is_choice, rounds, whole
from agent.reading.times import find_clocks

_NEAR = 300
"""Seconds up to which the words and the calendar part tell the same time."""
_PIECES = re.compile(r"[,;:()]| - ")


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the fields of `agent.model.Reading` with the same names say."""

    start: datetime | None = None
    end: datetime | None = None
    zone: str | None = None
    """As the mail names it, None if it names none."""
    previous: datetime | None = None
    previous_days: tuple[date, ...] = ()
    on_weekday: bool = False
    further: tuple[Meeting, ...] = ()
    shown: tuple[Evidence, ...] = ()


def agreed(case: Case, label: Label) -> Agreed:
    """The times that a message with that label fixes, and what no longer holds; nothing where it fixes none."""
    if not label.startswith("interview_") or label == "interview_invited":
        return Agreed()
    invite = case.facts.invite
    old = previous_time(case.moments)
    previous = old.start if old else None
    days = previous_days(case, label)
    if invite is not None and invite.start is not None and invite.method == "CANCEL":
        if label == "interview_cancelled":
            return Agreed(zone=invite.tzid, previous=invite.start)
        previous = invite.start
    elif invite is not None and invite.start is not None and not invite.all_day and invite.method != "COUNTER":
        said = case.moment
        zone = said.zone if said and invite.tzid is None else invite.tzid
        return Agreed(invite.start, invite.end, zone, previous, further=_beside(case, label, invite.start))
    if label == "interview_cancelled" or (invite is not None and invite.method == "COUNTER"):
        called_off = invite.start if invite and label == "interview_cancelled" else None
        return Agreed(previous=previous or called_off, previous_days=days)
    said = case.moment
    if said is None or _still_open(case, label):
        return Agreed(previous=previous, previous_days=days)
    first, *others = rounds(case, said) if label == "interview_scheduled" else [said]
    shown = tuple(one.evidence for one in (first, *others))
    on_weekday = label == "interview_rescheduled" and first.on_weekday
    return Agreed(first.start, first.end, first.zone, previous, days, on_weekday, _meetings(others), shown)


def is_proposed(case: Case) -> bool:
    """The time is one that they could offer, and the user is asked whether it suits: "we can do Thursday. Does that work?"."""
    words = BY_CODE.get(case.language)
    if words is None or case.direction == "out" or case.moment is None or case.facts.invite is not None:
        return False
    body = [one for one in case.text if one.zone == "text"]
    quote = case.moment.evidence.quote
    places = [n for n, one in enumerate(body) if one.text[:60] in quote and find_clocks(one.plain)]
    for place in places:
        near = body[place : place + 3]
        if not whole(words.may).search(near[0].plain):
            continue
        if near[0].question or whole(words.provided).search(" ".join(one.plain for one in near)):
            return True
        if any(one.question and whole(words.asks).search(one.plain) for one in near[1:]):
            return True
    return False


def is_offered_earlier(case: Case) -> bool:
    """The proposed time is an earlier one: the one that was agreed stands until the user says yes."""
    words = BY_CODE.get(case.language)
    return words is not None and is_proposed(case) and bool(whole(words.earlier).search(case.plain))


def is_shifted(case: Case) -> bool:
    """The sentence that names the time says that it was another."""
    words = BY_CODE.get(case.language)
    if words is None or case.direction == "out" or case.moment is None:
        return False
    return bool(whole(words.shifted).search(case.moment.evidence.quote.lower()))


def previous_days(case: Case, label: Label) -> tuple[date, ...]:
    """Days of what is moved or called off: those that its sentences name beside the new time, but for what stays."""
    if label not in ("interview_rescheduled", "interview_cancelled"):
        return ()
    words = BY_CODE.get(case.language)
    new = {one.start.date() for one in case.moments if one.score > 0} if label == "interview_rescheduled" else set()
    found: list[date] = []
    for one in case.text:
        if one.question or one.zone != "text":
            continue
        for piece in _PIECES.split(one.plain):
            if words is not None and whole(words.stays).search(piece):
                continue
            days = find_days(piece, case.document.sent_at, day_first=day_first(case.document))
            found += [day.day for day in days if day.kind != "within"]
    ahead = case.document.sent_at.date()
    return tuple(dict.fromkeys(day for day in found if day >= ahead and day not in new))


def _beside(case: Case, label: Label, start: datetime) -> tuple[Meeting, ...]:
    """What the words fix beside the calendar part's time, which they name, too."""
    if case.moment is None or label != "interview_scheduled":
        return ()
    fixed = rounds(case, case.moment)
    if not any(abs((one.start - start).total_seconds()) <= _NEAR for one in fixed):
        return ()
    return _meetings([one for one in fixed if one.start.date() != start.astimezone(one.start.tzinfo).date()])


def _meetings(found: Sequence[Moment]) -> tuple[Meeting, ...]:
    return tuple(Meeting(one.start, one.end, one.zone) for one in found)


def _still_open(case: Case, label: Label) -> bool:
    """A move that only asks: no new time is agreed."""
    if label != "interview_rescheduled":
        return False
    asked = re.search(
        r"(?:could|would|can|might|possible|any chance|mind" + also("move asked") + r")[^.?!]{0,120}\?", case.plain
    )
    return (bool(asked) and not moved(case.plain)) or is_proposed(case) or is_choice(case)
