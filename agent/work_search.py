"""The work-search record: one line for each contact with an employer, as unemployment offices ask for it. Pure.

What counts is what was read and done: applications, their acknowledgements, invitations, interviews that took place,
assessments, refusals, offers, withdrawals. Suspicious mail, and offers that the user dismissed, are left out. Nothing
here is new knowledge: it is the candidacies and the sent letters once more, in the form that an office wants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from agent.casework.history import held, once, writer
from agent.casework.slots import Slot
from agent.model import DELIVERED, Candidacy, Contact, Draft, DraftKind, Interview, Label, Offer, Reading, Verdict

_IN: Mapping[Label, str] = {
    "assessment": "assessment",
    "interview_invited": "invitation to an interview",
    "interview_scheduled": "invitation to an interview",
    "interview_cancelled": "interview called off",
    "rejected": "refusal",
    "offer_verbal": "offer",
    "offer_written": "offer in writing",
    "offer_accepted": "offer accepted",
    "offer_rescinded": "offer taken back",
}
"""What a message of the employer's is, for the record."""
_OUT: Mapping[Label, str] = {
    "applied": "application",
    "interview_cancelled": "interview called off",
    "offer_accepted": "offer accepted",
    "offer_declined": "offer declined",
    "withdrawn": "withdrawal",
}
"""What a message of the user's is."""
_LETTERS: Mapping[DraftKind, str] = {
    "withdrawal": "withdrawal",
    "offer_decline": "offer declined",
    "call_sheet": "withdrawal",
    "reopen": "application taken up again",
}
_KEPT_UP = "application kept up"
"""A `reopen` after a letter that only told of another offer: nothing had been given up."""
_INVITES = ("interview_invited", "interview_scheduled")
_ONCE = ("offer_verbal", "offer_written", "offer_accepted")
"""Often said more than once of the same offer: the first time is the contact."""
_STANDINGS = {
    "firm": "offer accepted",
    "conditional": "offer accepted, conditions open",
    "written": "offer",
    "verbal": "offer",
    "declined": "offer, declined",
    "expired": "offer, expired",
    "rescinded": "offer, taken back",
}
_ENDS: Mapping[Label, str] = {"rejected": "refused", "withdrawn": "withdrawn", "offer_declined": "offer, declined"}
_WAYS = (
    ("video", re.compile(r"\b(?:zoom|teams|webex|skype|google meet|jitsi|whereby|hangouts?|video\w*|vid[ée]o\w*)\b|meet\.google")),
    ("telephone", re.compile(
        r"\b(?:tele)?phone\b|\b(?:will|i'll|to) (?:call|ring) you\b|\btelefon\w*|\banrufen?\b|\bt[ée]l[ée]phon\w*|\btel[ée]fono\b|\btelef[oô]n\w*"
    )),
    ("in person", re.compile(
        r"\bin[- ]person\b|\bon[- ]?site\b|\bat our (?:\w+ )?(?:office|workshop|site|premises|building|headquarters|studio|lab)\b"
        r"|\b(?:reception|front desk|vor ort|sur place|en persona|presencial\w*|in presenza|op locatie)\b|\bin unserem \w+"
    )),
)  # fmt: skip
"""How an interview is held, by words of its mail and its calendar entry; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One contact."""

    at: datetime
    """In the user's zone."""
    employer: str
    role: str
    what: str
    """application · acknowledgement · interview · refusal …, in plain words."""
    way: str
    """online application · e-mail · telephone · in person · video · interview (where its mail does not say how)."""
    person: str
    address: str
    """Where they can be reached: an address, else a website; "" if neither is known."""
    result: str
    """What came of the candidacy so far."""


def record(
    verdict: Verdict, drafts: Sequence[Draft], texts: Mapping[str, str], zone: tzinfo, now: datetime,
    since: datetime | None = None, until: datetime | None = None,
) -> list[Entry]:  # fmt: skip
    """All contacts from `since` to before `until`, in order of time.

    `verdict` is a judgement of now, `drafts` all letters; `texts` are words of interview messages by the reading's key,
    searched for how the interview is held.
    """
    sent = [d for d in drafts if d.status in DELIVERED and d.sent_at and d.kind in _LETTERS]
    offers = {offer.key: offer for offer in verdict.offers}
    found: list[Entry] = []
    for candidacy in verdict.candidacies:
        upcoming = [i for i in verdict.interviews if i.candidacy == candidacy.key]
        mine = [d for d in sent if d.candidacy == candidacy.key]
        story = _Story(candidacy, offers.get(candidacy.key), upcoming, mine, texts, zone, now)
        found += story.entries()
    known = {candidacy.key for candidacy in verdict.candidacies}
    found += [_of_letter(d, d.employer, d.role, "withdrawn", zone) for d in sent if d.candidacy not in known]
    once_ = {(e.at.date(), e.employer, e.role, e.what, e.way): e for e in sorted(found, key=_order, reverse=True)}
    kept = [e for e in once_.values() if (since is None or e.at >= since) and (until is None or e.at < until)]
    return sorted(kept, key=_order)


def _order(entry: Entry) -> tuple[datetime, str, str]:
    return entry.at, entry.employer, entry.what


@dataclass(frozen=True, slots=True)
class _Story:
    """One candidacy, told contact by contact."""

    candidacy: Candidacy
    offer: Offer | None
    upcoming: Sequence[Interview]
    letters: Sequence[Draft]
    texts: Mapping[str, str]
    zone: tzinfo
    now: datetime

    def entries(self) -> list[Entry]:
        readings = [r for r in once(self.candidacy) if not (self._dismissed and r.label.startswith("offer_"))]
        slots = held(readings, self.letters, self.now)
        result = self._result(readings)
        role = self.candidacy.role
        found = [self._of_reading(r, what, result) for r, what in self._contacts(readings, slots)]
        found += [self._interview(slot, result) for slot in slots]
        return found + [_of_letter(d, self.candidacy.employer, role, result, self.zone) for d in self.letters]

    @property
    def _dismissed(self) -> bool:
        return self.offer is not None and self.offer.standing == "dismissed"

    def _contacts(self, readings: Sequence[Reading], slots: Sequence[Slot]) -> list[tuple[Reading, str]]:
        """The messages that are contacts, with what each is."""
        by_letter = {d.message_id for d in self.letters} - {None}
        found: list[tuple[Reading, str]] = []
        said: set[str] = set()
        for reading in readings:
            if reading.message_id in by_letter:
                continue  # the letter itself has a line
            what = self._what(reading, said)
            if reading.label in _INVITES and what:
                if self._invited(reading, found, slots):
                    continue
            elif what and reading.label in _ONCE and what in said:
                continue
            if what:
                said.add(what)
                found.append((reading, what))
        return found

    def _what(self, reading: Reading, said: set[str]) -> str | None:
        if reading.direction == "out":
            return _OUT.get(reading.label)
        if reading.label == "applied":
            # Who hears from the employer first has applied on a page of theirs.
            return "acknowledgement" if {"application", "acknowledgement"} & said else "application"
        return _IN.get(reading.label)

    def _invited(self, reading: Reading, found: Sequence[tuple[Reading, str]], slots: Sequence[Slot]) -> bool:
        """It arranges what an earlier invitation began: no interview took place in between."""
        before = [r.sent_at for r, what in found if what == _IN["interview_invited"]]
        return bool(before) and not any(before[-1] < slot.start <= reading.sent_at for slot in slots)

    def _of_reading(self, reading: Reading, what: str, result: str) -> Entry:
        person, address = _whom(reading, self.candidacy)
        return self._entry(reading.sent_at, what, _way(reading, what), person, address, result)

    def _interview(self, slot: Slot, result: str) -> Entry:
        reading = slot.readings[-1]
        person, address = _whom(reading, self.candidacy)
        words = [self.texts.get(r.key, "") for r in reversed(slot.readings)]
        words += [f"{r.subject} {' '.join(e.quote for e in r.evidence)}" for r in reversed(slot.readings)]
        return self._entry(slot.start, "interview", held_by(words), person, address, result)

    def _entry(self, at: datetime, what: str, way: str, person: str, address: str, result: str) -> Entry:
        agency = self.candidacy.agency
        if agency and agency != self.candidacy.employer:
            person = f"{person} ({agency})" if person else agency
        role = self.candidacy.role or ""
        return Entry(at.astimezone(self.zone), self.candidacy.employer, role, what, way, person, address, result)

    def _result(self, readings: Sequence[Reading]) -> str:
        """What came of it so far: an offer, an end, an interview ahead, or nothing yet."""
        if self.offer is not None and not self.offer.suspicious and self.offer.standing in _STANDINGS:
            return _STANDINGS[self.offer.standing]
        ahead = [i.start for i in self.upcoming]
        if self.candidacy.open and ahead:
            start = min(ahead).astimezone(self.zone)
            return f"interview on {start.day} {start:%B %Y}"
        if self.candidacy.open:
            return "waiting"
        ends = [(r.sent_at, _ENDS[r.label]) for r in readings if r.label in _ENDS]
        ends += [(d.sent_at, "withdrawn") for d in self.letters if d.sent_at]
        return max(ends)[1] if ends else "withdrawn"


def _of_letter(draft: Draft, employer: str, role: str | None, result: str, zone: tzinfo) -> Entry:
    to = next(iter(draft.letter.to), None)
    assert draft.sent_at is not None
    return Entry(
        draft.sent_at.astimezone(zone), employer, role or "", _KEPT_UP if draft.kind == "reopen" and draft.after == "disclose" else _LETTERS[draft.kind],
        "telephone" if draft.kind == "call_sheet" else "e-mail",
        to.name if to else "", to.address if to else "", result,
    )  # fmt: skip


def _way(reading: Reading, what: str) -> str:
    if reading.direction == "in" and what == "application":
        return "e-mail" if reading.human and not reading.portal else "online application"
    return "online" if what == "assessment" and reading.portal else "e-mail"


def held_by(texts: Sequence[str]) -> str:
    """How an interview is held, by the first of these texts that says so; "interview" where none does."""
    for text in texts:
        for way, pattern in _WAYS:
            if pattern.search(text.casefold()):
                return way
    return "interview"


def _whom(reading: Reading, candidacy: Candidacy) -> tuple[str, str]:
    """Who was in touch, and where they are to be found: a person's or office's address, else a page, else a domain."""
    if reading.direction == "out":
        to = next(iter(reading.to), None)
        return (to.name, to.address) if to else ("", "")
    if reading.human:
        return writer(reading), reading.from_.address
    contact = next((c for c in reading.contacts if c.usable and c.address), Contact(None))
    website = reading.portal or next(iter((*reading.employer_domains, *candidacy.domains)), "")
    return contact.name, contact.address or website
