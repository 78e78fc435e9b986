"""Message in, reading out: what one message says about the user's job search, with its evidence.

The way: gate (header, a glance) → document (zones of clean text) → facts (structure) → decision (speech acts, fields) →
employer, trust, people. Pure: no clock, disk or network; what is imported late is imported where it is used.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from agent.model import Direction, Evidence, Reading
from agent.reading import headers
from connectors.base import Mailbox

if TYPE_CHECKING:
    from agent.reading.decision import Decision
    from agent.reading.document import Document
    from agent.reading.employer import Employer
    from agent.reading.learned.opinion import Opinion
    from agent.reading.mime import Opened
    from agent.reading.structured import Facts
    from agent.reading.told import Told
    from agent.reading.trust import Trust

READER = "6"
"""Version of the reader; a stored reading made by another is made anew."""

_SURELY_NOTHING = 0.76
"""Chance from which on the encoder is sure that a message is about no candidacy of the user's."""

UNREADABLE = "the message could not be read"
"""What the evidence of an unreadable message says."""


def read(
    raw: bytes,
    *,
    me: Collection[str],
    zone: str = "UTC",
    sent: bool = False,
    spam: bool = False,
    received_at: datetime | None = None,
    told: Told | None = None,
    known: bool = False,
) -> Reading:
    """Read one message. Never raises, whatever the bytes.

    `me`: the user's addresses, lower-case. `zone`: IANA, for times that name none. `sent`: it lies among the user's sent
    mail. `spam`: the provider filed it as spam. `received_at`: when it came, for mail without a date. `told`: what a second
    reader said of it; words that are not in the message count for nothing. `known`: it belongs to a thread, or comes from a
    person, of the job search, so that it is read in full whatever its words ("Could you still come?").
    """
    try:
        return _read(raw, frozenset(me), zone, sent=sent, spam=spam, received_at=received_at, told=told, known=known)
    except Exception as error:  # noqa: BLE001  # one hostile message must not stop a sync; it is shown as unreadable
        return _unreadable(raw, received_at, type(error).__name__)


def message_ids(raw: bytes) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Message-ID, In-Reply-To and References, from the header alone. Never raises."""
    header = headers.parse(headers.split(raw)[0])
    return (
        headers.message_id(headers.first(header, "message-id")),
        headers.message_id(headers.first(header, "in-reply-to")),
        headers.references(header),
    )


def _read(
    raw: bytes,
    me: frozenset[str],
    zone: str,
    *,
    sent: bool,
    spam: bool,
    received_at: datetime | None,
    told: Told | None,
    known: bool,
) -> Reading:
    from agent.reading import gate, mime, reservation

    opened = mime.open_(raw, received_at=received_at)
    if not opened.header:
        return _unreadable(raw, received_at, "it has no header")
    direction: Direction = "out" if sent or opened.from_.address in me else "in"
    odds = gate.odds(opened)
    if not known and not gate.enough(odds, opened):
        reading = _ordinary(opened, direction)
    else:
        reading = _full(opened, direction, me, zone, odds=odds, sent=sent, spam=spam, told=told, known=known)
    if reading.label == "other" and direction == "in" and not spam and (booked := reservation.find(opened, zone)):
        return _with(reading, reservation=booked)
    return reading


def _full(
    opened: Opened,
    direction: Direction,
    me: frozenset[str],
    zone: str,
    *,
    odds: float,
    sent: bool,
    spam: bool,
    told: Told | None,
    known: bool,
) -> Reading:
    from agent.reading import employer, label, manner, people, structured, travel, trust, weigh
    from agent.reading import told as second
    from agent.reading.gate import plain
    from agent.reading.learned.opinion import opinion
    from agent.reading.mime import document as document_of

    document = document_of(opened)
    told = second.checked(told, document) if told is not None else None
    facts = structured.facts(document, me=me, zone=zone)
    human = people.human(document, facts, direction=direction)
    thinks = opinion(document, facts, direction, odds)
    if (
        not known
        and told is None
        and direction == "in"
        and weigh.nothing(document, facts, thinks)
        and not plain(opened)
    ):
        return _ordinary(opened, direction)
    decision = label.decide(document, facts, direction=direction, zone=zone, human=human, opinion=thinks, told=told)
    hires, decision = _who_hires(document, facts, decision, direction, me, thinks=thinks, told=told)
    trusted = trust.judge(document, facts, hires, direction=direction, me=me, sent=sent, spam=spam, opinion=thinks)
    if decision.label == "other" and not _touches_a_candidacy(decision, hires, direction, thinks):
        hires = employer.Employer()
    contacts = (
        people.contacts(document, facts, hires, direction=direction, me=me, label=decision.label)
        if decision.label != "other" or human or facts.absent or document.delivery_status
        else ()
    )
    reading = _assemble(document, facts, decision, hires, trusted, direction)
    return _with(
        reading,
        human=human,
        contacts=contacts,
        greeting=manner.greeting(document),
        sign_off=manner.sign_off(document),
        absence=facts.absent,
        travel=direction == "in" and travel.provided(document),
    )


def _who_hires(
    document: Document,
    facts: Facts,
    decision: Decision,
    direction: Direction,
    me: frozenset[str],
    *,
    thinks: Opinion | None,
    told: Told | None,
) -> tuple[Employer, Decision]:
    """The employer, and the decision with what follows from who it is, or that nobody is known to hire."""
    from agent.reading import employer, weigh
    from agent.reading import told as second

    # Who takes an offer back is whoever writes: a stranger in the thread speaks for nobody else.
    named = None if decision.label == "offer_rescinded" else thinks
    hires = employer.resolve(
        document, facts, direction=direction, me=me, role=decision.role, opinion=named, language=decision.language
    )
    if told is not None:
        hires, decision = second.named(hires, told, decision, document)
    if decision.label in weigh.FIRM_MAKING and decision.rule == "encoder" and hires.name is None:
        # "I accept your offer" of a lift, to a friend.
        decision = dataclasses.replace(decision, needs_confirmation=decision.label)
    return hires, decision


def _touches_a_candidacy(decision: Decision, hires: Employer, direction: Direction, thinks: Opinion | None) -> bool:
    """Mail that decides nothing has an employer only where it belongs to a candidacy of the user's own: it names the
    post, the user writes to an organisation, or is asked whether it makes an offer; a machine answers the user's mail, or
    the encoder takes it for more than nothing."""
    asked = decision.needs_confirmation is not None or decision.rule == "structure.machine_answer"
    doubted = thinks is not None and thinks.labels["other"] < _SURELY_NOTHING
    return asked or doubted or decision.role is not None or (direction == "out" and bool(hires.domains))


def _assemble(
    document: Document, facts: Facts, decision: Decision, hires: Employer, trusted: Trust, direction: Direction
) -> Reading:
    from agent.reading import house, other_side

    bounce = document.delivery_status
    return Reading(
        key=_key(document.headers),
        message_id=document.message_id,
        in_reply_to=document.in_reply_to,
        references=document.references,
        sent_at=document.sent_at,
        direction=direction,
        from_=document.from_,
        reply_to=document.reply_to,
        to=document.to,
        cc=document.cc,
        subject=headers.as_written(headers.first(document.headers, "subject") or "")[:1000],
        label=decision.label,
        confidence=decision.confidence,
        needs_confirmation=decision.needs_confirmation,
        suspicious=trusted.suspicious,
        suspicion=trusted.reasons,
        employer=hires.name,
        employer_written=hires.name is None or other_side.spells(document, hires.name),
        employer_names=(*hires.names, *house.houses(document, hires)),
        employer_domains=hires.domains,
        agency=hires.agency,
        role=decision.role,
        deadline=decision.deadline,
        start_date=decision.start_date,
        contingencies=decision.contingencies,
        cleared=decision.cleared,
        is_letter=decision.is_letter,
        letter_read=decision.letter_read,
        signed=decision.signed,
        exclusive=decision.exclusive,
        interview_start=decision.interview_start,
        interview_end=decision.interview_end,
        interview_zone=decision.interview_zone,
        previous_start=decision.previous_start,
        previous_days=decision.previous_days,
        on_weekday=decision.on_weekday,
        further=() if hires.agency else decision.further,
        nth=decision.nth,
        calls_all_off=decision.calls_all_off,
        event_uid=facts.invite.uid or None if facts.invite else None,
        urges=decision.urges,
        agrees=decision.agrees,
        bounce_of=bounce.message_id if bounce and bounce.failed else None,
        language=decision.language,
        portal=facts.portal,
        evidence=decision.evidence,
    )


def _with(reading: Reading, **changes: object) -> Reading:
    from dataclasses import replace

    return replace(reading, **changes)  # type: ignore[arg-type]  # the names are those of Reading


def _ordinary(opened: Opened, direction: Direction) -> Reading:
    """Mail that stops at the gate: nothing of it is kept but who, when and under which subject."""
    header = opened.header
    return Reading(
        key=_key(header),
        message_id=headers.message_id(headers.first(header, "message-id")),
        in_reply_to=headers.message_id(headers.first(header, "in-reply-to")),
        references=headers.references(header),
        sent_at=headers.sent_at(header, opened.received_at),
        direction=direction,
        from_=opened.from_,
        reply_to=headers.mailboxes(header, "reply-to"),
        to=headers.mailboxes(header, "to"),
        cc=headers.mailboxes(header, "cc"),
        subject=opened.subject,
        label="other",
        confidence=0.97,
    )


def _unreadable(raw: bytes, received_at: datetime | None, why: str) -> Reading:
    """A message that defeated the reader: labelled other, and its evidence says so."""
    nobody = Mailbox("")
    return Reading(
        key=hashlib.sha256(raw[:65_536]).hexdigest()[:32],
        message_id=None,
        in_reply_to=None,
        references=(),
        sent_at=received_at or headers.sent_at({}),
        direction="in",
        from_=nobody,
        reply_to=(),
        to=(),
        cc=(),
        subject="",
        label="other",
        confidence=0.0,
        evidence=(Evidence("", f"{UNREADABLE}: {why}", "header"),),
    )


def _key(header: headers.Headers) -> str:
    """Digest of what the same message has on every account: its id, date, sender and subject, not how it travelled."""
    named = ["message-id", "date", "from", "subject"]
    if "message-id" not in header:
        named += ["to", "in-reply-to", "content-type"]
    parts = (" ".join((headers.first(header, name) or "").split()) for name in named)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
