"""How far an application had come, whom its interviews were with, and whether a trip was booked: as mail tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from agent.letters import addresses
from agent.letters.addresses import key
from agent.letters.manner import person
from agent.letters.thread import trusted
from agent.model import Contact, Reading, Recipient, Wanted

Stage = Literal["applied", "invited", "met", "rounds"]

_HOLDS = ("interviewer", "hiring_manager")
_NAMED = 3
"""More people than this are a panel, and are not listed by name."""


def stage(wanted: Wanted, now: datetime) -> Stage:
    """How far it had come: nothing but an application, an invitation, one interview held, or several.

    Held is what was arranged for a time that has passed, and was neither moved nor called off before it: where mail
    does not tell, the less is said.
    """
    held = len(_held(wanted, now))
    if held:
        return "rounds" if held > 1 else "met"
    invited = any(r.label.startswith("interview_") and r.label != "interview_cancelled" for r in _readings(wanted))
    return "invited" if wanted.interviews or invited else "applied"


def travels(wanted: Wanted) -> bool:
    """The employer booked or pays a trip to an interview."""
    return any(r.travel and r.direction == "in" for r in _readings(wanted))


def people(wanted: Wanted, to: Sequence[Recipient], now: datetime) -> tuple[bool, tuple[str, ...]]:
    """Whom the booked interviews are with, else whom those that have passed were with: is it the reader of the letter,
    and the full names of the others. Nobody where there are more than three, or where a name is none of a person.
    """
    found: dict[str, Contact] = {}
    for contact in _interviewers(wanted, now):
        found.setdefault(key(contact.address) if contact.address else contact.name.casefold(), contact)
    readers = {key(r.address) for r in to} | {r.name.casefold() for r in to if r.name}
    reader, names = False, []
    for at, contact in found.items():
        if {at, contact.name.casefold()} & readers:
            reader = True
        elif not _is_own(wanted, contact) and (named := person(contact.name)):
            names.append(named.full)
    names = list(dict.fromkeys(names))
    if len(names) + reader > _NAMED or len(found) > 2 * _NAMED:
        return False, ()
    return reader, tuple(names)


def _interviewers(wanted: Wanted, now: datetime) -> Iterator[Contact]:
    if wanted.interviews:
        keys = {k for i in wanted.interviews for k in i.messages}
        contacts = [c for i in wanted.interviews for c in i.contacts]
    else:
        starts = set(_held(wanted, now))
        keys = {r.key for r in _readings(wanted) if not starts.isdisjoint(_starts(r))}
        contacts = []
    contacts += [c for r in _readings(wanted) if r.key in keys and r.direction == "in" for c in r.contacts]
    return (c for c in contacts if c.part in _HOLDS and not (c.address and addresses.general(c.address)))


def _is_own(wanted: Wanted, contact: Contact) -> bool:
    """An organisation's name is no person's, and the user is interviewed by others."""
    candidacy = wanted.candidacy
    own = {key(s.reading.from_) for s in candidacy.sources if s.reading.direction == "out"}
    names = {n.casefold() for n in (candidacy.employer, *candidacy.names, candidacy.agency or "")}
    return contact.name.casefold() in names or bool(contact.address and key(contact.address) in own)


def _readings(wanted: Wanted) -> list[Reading]:
    return [s.reading for s in trusted(wanted)]


def _held(wanted: Wanted, now: datetime) -> dict[datetime, str | None]:
    """The starts of interviews that have passed, each with its UID: what stood when its time came."""
    standing: dict[datetime, str | None] = {}
    for reading in _readings(wanted):
        if reading.label in ("interview_rescheduled", "interview_cancelled"):
            ended = [at for at in standing if at.date() in reading.previous_days and reading.previous_start is None]
            ended = ended or [at for at, uid in standing.items() if _ends(reading, at, uid)]
            standing = {at: uid for at, uid in standing.items() if at not in ended}
        if reading.label in ("interview_scheduled", "interview_rescheduled") and reading.interview_start:
            standing = {at: uid for at, uid in standing.items() if uid is None or uid != reading.event_uid}
            standing |= {at: reading.event_uid if at == reading.interview_start else None for at in _starts(reading)}
    booked = {i.start for i in wanted.interviews}
    return {at: uid for at, uid in standing.items() if at < now and at not in booked}


def _starts(reading: Reading) -> list[datetime]:
    """The starts of all interviews that it fixes."""
    return [reading.interview_start, *(m.start for m in reading.further)] if reading.interview_start else []


def _ends(reading: Reading, start: datetime, uid: str | None) -> bool:
    """A move or a cancellation ends the interview at its time or with its UID; one that names none, all that were to come."""
    named = reading.previous_start or (reading.interview_start if reading.label == "interview_cancelled" else None)
    if named is not None:
        return start == named
    if uid is not None and reading.event_uid is not None:
        return uid == reading.event_uid
    return start > reading.sent_at
