"""Upcoming interviews: entries of all calendars and times given by mail, each interview once.

Two of them are one interview (the identifying properties, each enough alone):

- the same calendar object: UID and recurrence id, on whichever calendar, or carried by the candidacy's mail;
- the same candidacy, at the same time within five minutes, on two calendars or in mail and calendar; where one of them
  names no zone, the same time on the clock's face; an all-day entry, any time of its day;
- the calendar still has a time that mail has moved away from: the mail's new time, with that entry.

An entry that is declined or cancelled, or that the user holds ("mock interviews: you interview two"), ends the time
from mail that it stands for, unless another entry still stands there.
One that a letter of ours has declined does not: the letter may come back, and then the people expect the user.

Two times of one candidacy are two interviews. An interview's key is its calendar object's UID, or else the candidacy
with the first time that mail gave; so one that moves stays itself. Its `aliases` are all keys it could have had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from agent.casework import holdwords
from agent.casework.candidacies import Case
from agent.casework.corroboration import is_corroborated
from agent.casework.course import closed_at, is_leaving, taken_back
from agent.casework.matching import Match, Matcher, mine
from agent.casework.people import merged
from agent.casework.slots import Off, Slot, Times, in_zone, near, same_time, times
from agent.ids import free_words, words
from agent.model import DELIVERED, Contact, Draft, Interview, Policy, Reading
from connectors.base import Event

_SURE = 0.9
"""From this confidence a single message is enough for an interview: a caretaker's "between 8 and 12" reads like one, too."""


@dataclass(frozen=True, slots=True)
class Booked:
    """An upcoming interview with what the decisions need beside it."""

    interview: Interview
    case: Case
    aliases: frozenset[str]
    answered: bool
    """Its letter is sent; only the calendar is not answered yet."""


@dataclass(slots=True)
class _Group:
    """What is one interview: at most one time from mail, and entries."""

    case: Case
    slot: Slot | None = None
    matches: list[Match] = field(default_factory=list)
    stale: list[Match] = field(default_factory=list)
    """Entries at a time that mail has moved away from."""


def find(
    cases: Sequence[Case], events: Sequence[Event], drafts: Sequence[Draft], policy: Policy, now: datetime
) -> tuple[list[Booked], list[Case]]:
    """Upcoming interviews in order of time, and the candidacies that only the calendar knows."""
    given = {c.key: times(c.readings) for c in cases}
    matcher = Matcher(cases, given, policy)
    ahead = sorted((e for e in events if e.start >= now), key=_event_order)
    upcoming = [e for e in ahead if mine(e, policy)]
    matches = [m for e in upcoming if (m := matcher.match(e))]
    ours = {(s.uid, s.recurrence_id) for d in drafts for s in d.letter.calendar if s.result == "done"}
    left = [e for e in ahead if not mine(e, policy) and (e.uid, e.recurrence_id) not in ours]
    gone: dict[str, list[Event]] = {}
    for event in left:
        if off := matcher.match(event, founding=False):
            gone.setdefault(off.case.key, []).append(event)
    for event in upcoming:
        if denied := matcher.denies(event):
            gone.setdefault(denied.key, []).append(event)
    by_case: dict[str, list[Match]] = {}
    for match in matches:
        by_case.setdefault(match.case.key, []).append(match)
    found = []
    for case in [*(c for c in cases if c.readings), *matcher.founded]:
        closed = closed_at(case, drafts)
        groups = _groups(case, given.get(case.key, Times((), ())), by_case.get(case.key, []), closed)
        groups = [g for g in groups if not _is_gone(g, gone.get(case.key, ()))]
        found += _booked(groups, closed, drafts, policy, now)
    found = _told_apart(found)
    found.sort(key=lambda b: (b.interview.start, b.interview.key))
    return found, matcher.founded


def _told_apart(found: Sequence[Booked]) -> list[Booked]:
    """Each with a key and an id of its own: anybody can copy a UID into an invitation. Known candidacies come first."""
    keys: set[str] = set()
    ids: set[str] = set()
    apart = []
    for booked in sorted(found, key=lambda b: (not b.case.readings, b.case.key, b.interview.start)):
        key = booked.interview.key
        while key in keys:
            key += f"|{booked.case.key}"
        keys.add(key)
        interview = replace(booked.interview, key=key, id=free_words(f"interview:{key}", ids))
        apart.append(replace(booked, interview=interview))
    return apart


def _groups(case: Case, given: Times, matches: Sequence[Match], closed: datetime | None) -> list[_Group]:
    """The interviews of one candidacy. While it is closed, its end calls no entry off: a letter of ours may cover it."""
    groups = [_Group(case, slot) for slot in given.slots]
    for match in matches:
        event = match.event
        if any(_is_off(event, off) for off in given.off if not (off.with_all and closed)):
            continue
        home = next((g for g in groups if g.slot and _is_at(event, g.slot)), None)
        home = home or next((g for g in groups if g.slot and _was_at(event, g.slot)), None)
        if home is not None and home.slot is not None and _was_at(event, home.slot) and not _is_at(event, home.slot):
            home.stale.append(match)
            continue
        home = home or next((g for g in groups if any(_same(event, m.event) for m in g.matches)), None)
        if home is None:
            groups.append(home := _Group(case))
        home.matches.append(match)
    return groups


def _is_gone(group: _Group, gone: Sequence[Event]) -> bool:
    """Only mail has it, and its entry is no interview (any more); one that is older than a move to this time says nothing."""
    slot = group.slot
    if slot is None or group.matches or group.stale:
        return False
    moved = slot.readings[-1].sent_at if slot.left else None
    newer = (e for e in gone if moved is None or e.created_at is None or e.created_at >= moved)
    return any(_is_at(e, slot) for e in newer)


def _is_at(event: Event, slot: Slot) -> bool:
    """The entry is the interview of that slot, perhaps moved by its organizer since."""
    same_object = slot.uid == event.uid and event.recurrence_id is None
    moved_away = any(near(left, event.start) for left in slot.left)
    return (same_object and not moved_away) or _fits(event, slot)


def _was_at(event: Event, slot: Slot) -> bool:
    return slot.stands and any(near(left, event.start) for left in slot.left) and not _fits(event, slot)


def _fits(event: Event, slot: Slot) -> bool:
    if event.all_day:
        return event.start.date() == slot.start.astimezone(event.start.tzinfo).date()
    return same_time(slot, event.start, floating=event.floating)


def _same(a: Event, b: Event) -> bool:
    if (a.uid, a.recurrence_id) == (b.uid, b.recurrence_id):
        return True
    if a.all_day or b.all_day:
        return a.start.date() == b.start.astimezone(a.start.tzinfo).date()
    floating = (a.floating or b.floating) and near(a.start.replace(tzinfo=None), b.start.replace(tzinfo=None))
    return near(a.start, b.start) or floating


def _is_off(event: Event, off: Off) -> bool:
    """Mail called this entry off, and it was not made anew since."""
    if event.created_at is not None and event.created_at > off.at:
        return False
    if off.start is not None:
        return near(off.start, event.start)
    return off.uid == event.uid


def _booked(
    groups: Sequence[_Group],
    closed: datetime | None,
    drafts: Sequence[Draft],
    policy: Policy,
    now: datetime,
) -> list[Booked]:
    """The groups that are upcoming interviews to act on."""
    found = []
    back = taken_back(drafts)
    for group in groups:
        start, zone = _start(group, groups)
        if start < now or not (group.matches or (group.slot and group.slot.stands)):
            continue
        if not (group.matches or group.stale or _is_sure(group)):
            continue
        aliases = _aliases(group)
        covering = [d for d in drafts if is_leaving(d) and _covers(d, group.case, aliases, start)]
        sent = [d for d in covering if d.status in DELIVERED and not _is_back(group, back.get(d.id))]
        if any(_finished(d) for d in sent) or (not sent and closed is not None and not _is_newer(group, closed)):
            continue
        live = sorted((d for d in covering if d.status != "void"), key=lambda d: (d.created_at, d.id))
        interview = _interview(group, start, zone, policy, live[-1].id if live else None)
        found.append(Booked(interview, group.case, aliases, bool(sent)))
    return found


def _is_sure(group: _Group) -> bool:
    """Where only mail gives the time: it surely means an interview, or something beside it speaks of a job there."""
    sure = group.slot is not None and any(r.confidence >= _SURE for r in group.slot.readings)
    return sure or is_corroborated(group.case, ())


def _is_back(group: _Group, reopened: datetime | None) -> bool:
    """The letter that called it off was taken back, and it stands on the calendar (again), or newer mail names its time."""
    if reopened is None:
        return False
    return bool(group.matches) or (group.slot is not None and group.slot.readings[-1].sent_at > reopened)


def _is_newer(group: _Group, closed: datetime) -> bool:
    """It was put on a calendar after the candidacy ended."""
    return any(m.event.created_at is not None and m.event.created_at > closed for m in group.matches)


def _covers(draft: Draft, case: Case, aliases: frozenset[str], start: datetime) -> bool:
    if not aliases.isdisjoint(draft.interview_keys):
        return True
    return draft.candidacy in case.aliases and any(near(s, start) for s in draft.starts)


def _finished(draft: Draft) -> bool:
    """Both halves are done: the letter is sent and every calendar answered."""
    return all(step.action == "none" or step.result == "done" for step in draft.letter.calendar)


def _interview(group: _Group, start: datetime, zone: str | None, policy: Policy, draft: str | None) -> Interview:
    case, slot = group.case, group.slot
    events = [m.event for m in (*group.matches, *group.stale)]
    spoken = slot.readings if slot else [r for r in case.readings if r.label.startswith("interview_")]
    sure = [m.confidence for m in group.matches] + ([slot.readings[-1].confidence] if slot and slot.stands else [])
    key = _key(group)
    end = next((e.end for e in events if near(e.start, start) and not e.all_day), None)
    return Interview(
        id=words(f"interview:{key}"),
        key=key,
        candidacy=case.key,
        employer=case.employer,
        role=case.role,
        start=start,
        end=(slot.end if slot and slot.end and near(slot.start, start) else end),
        zone=zone,
        contacts=merged([*_from_mail(spoken), *_from_events(events)], policy),
        events=tuple(events),
        confidence=max(sure, default=0.5),
        messages=tuple(r.key for r in spoken),
        reasons=_reasons(group),
        draft=draft,
    )


def _reasons(group: _Group) -> tuple[str, ...]:
    found = [f"calendar: {m.reason}" for m in group.matches]
    found += ["calendar: still at a time that mail has moved away from" for _ in group.stale]
    if group.slot:
        found += [f"mail of {r.sent_at:%-d %B %Y}: {_first_words(r)}" for r in group.slot.readings]
    return tuple(dict.fromkeys(found))


def _first_words(reading: Reading) -> str:
    return next((e.quote for e in reading.evidence), reading.subject)


def _start(group: _Group, groups: Sequence[_Group]) -> tuple[datetime, str | None]:
    """When it is, in the zone that the employer used, and that zone's name.

    The calendar knows the instant best, unless it only has the day or no zone; the mail best knows the employer's zone,
    that about the others of the candidacy's interviews (`groups`), too: calendars write any zone as UTC.
    """
    slot = group.slot
    exact = [m.event for m in group.matches if not m.event.all_day]
    fixed = [e for e in exact if not e.floating] or ([] if slot and slot.stands else exact)
    if fixed:
        event = max(fixed, key=lambda e: (e.sequence, bool(e.organizer), e.tzid is not None))
        if (
            slot is not None
            and near(slot.start, event.start)
            and (slot.zone is not None or _is_written_elsewhere(slot, event))
        ):
            return slot.start, slot.zone
        if _is_bare(event) and (clock := _clock([slot, *(g.slot for g in groups)], event.start)):
            return clock
        return in_zone(event.start, event.tzid), event.tzid
    if slot is not None:
        return slot.start, slot.zone
    event = group.matches[0].event
    return event.start, event.tzid


def _is_written_elsewhere(slot: Slot, event: Event) -> bool:
    """The user's own entry has the interview on their clock; the mail had another: "9.30 Uhr", in theirs half past three."""
    return event.organizer is None and slot.start.utcoffset() != in_zone(event.start, event.tzid).utcoffset()


def _is_bare(event: Event) -> bool:
    """It is in UTC, which says nothing of where anybody is."""
    return event.tzid in (None, "UTC", "Etc/UTC") and not event.start.utcoffset()


def _clock(slots: Sequence[Slot | None], start: datetime) -> tuple[datetime, str | None] | None:
    """That instant on the clock by which mail names a time of theirs: in the zone that it names, or by its offset of that day."""
    told = [s for s in slots if s is not None]
    if zone := next((s.zone for s in told if s.zone), None):
        return in_zone(start, zone), zone
    own = (start.astimezone(s.start.tzinfo) for s in told if s.start.utcoffset() and s.start.date() == start.date())
    return next(((at, None) for at in own), None)


def _key(group: _Group) -> str:
    keys = _object_keys(group)
    return keys[0] if keys else _mail_key(group.case, group.slot, group.slot.start if group.slot else None)


def _object_keys(group: _Group) -> list[str]:
    """Keys by calendar object: the one that mail carried, then those of the employer's own invitations, then others."""
    events = [m.event for m in (*group.matches, *group.stale)]
    uid = group.slot.uid if group.slot else None
    events.sort(key=lambda e: (e.uid != uid, e.organizer is None, e.uid, e.recurrence_id or ""))
    keys = [f"event:{e.uid}" + (f"#{e.recurrence_id}" if e.recurrence_id else "") for e in events]
    if uid and not any(e.uid == uid for e in events):
        keys.insert(0, f"event:{uid}")
    return list(dict.fromkeys(keys))


def _mail_key(case: Case, slot: Slot | None, start: datetime | None, alias: str | None = None) -> str:
    first = slot.left[0] if slot and slot.left and alias is None else start
    at = first.astimezone(UTC) if first else None
    return f"mail:{alias or case.key}@{at:%Y%m%dT%H%MZ}" if at else f"mail:{case.key}"


def _aliases(group: _Group) -> frozenset[str]:
    keys = set(_object_keys(group))
    if slot := group.slot:
        for at in (slot.start, *slot.left):
            keys |= {_mail_key(group.case, slot, at, alias) for alias in group.case.aliases}
    return frozenset(keys)


def _from_mail(readings: Sequence[Reading]) -> list[Contact]:
    return [c for r in reversed(readings) if r.direction == "in" for c in r.contacts]


def _from_events(events: Sequence[Event]) -> list[Contact]:
    found = []
    for event in events:
        if event.organizer:
            day = f"{event.start:%-d %B}"
            found.append(
                Contact(
                    event.organizer.address, event.organizer.name, None, "scheduler", f"organises the event of {day}"
                )
            )
        found += [
            Contact(a.address, a.name, None, "interviewer", "is invited to the interview")
            for a in event.attendees
            if not a.is_user
        ]
        own = event.organizer is None and not event.attendees
        if own and (number := holdwords.phone(f"{event.location}\n{event.description}")):
            found.append(Contact(None, phone=number, because="stands in your own entry"))
    return found


def _event_order(event: Event) -> tuple[object, ...]:
    return event.start, event.uid, event.recurrence_id or "", event.account, event.calendar, event.provider_id
