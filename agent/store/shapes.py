"""Values of the model in the JSON of the public interface: what a view holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from agent.model import Archive, CalendarStep, Contact, Draft, Hold, Interview, Link, Offer, Question, Recipient, Source
from agent.store.amounts import without_amounts

Shape = dict[str, object]


def offer(value: Offer) -> Shape:
    """`Offer` of the interface."""
    return {
        "id": value.id,
        "employer": value.employer,
        "role": value.role,
        "standing": value.standing,
        "written": value.written,
        "accepted": value.accepted,
        "firm": value.firm,
        "exclusive": value.exclusive,
        "contingencies": [{"kind": c.kind, "open": c.open} for c in value.contingencies],
        "deadline": _day(value.deadline),
        "start_date": _day(value.start_date),
        "suspicious": value.suspicious,
        "doubted": value.doubted,
        "letter_read": value.letter_read,
        "evidence": [
            {
                "message_id": e.message_id,
                "date": _iso(e.date),
                "label": e.label,
                "quote": without_amounts(e.quote),
                "says": e.says,
                "counts": e.counts,
            }
            for e in value.evidence
        ],
        "contacts": [_contact(c) for c in value.contacts],
        "reasons": list(value.reasons),
        "gives_up": list(value.gives_up),
    }


def archive(value: Archive) -> Shape:
    """The archive of a search that is over."""
    return {
        "since": _day(value.since),
        "looks": value.looks,
        "offer": value.offer,
        "employer": value.employer,
        "role": value.role,
        "start_date": _day(value.start_date),
        "applications": value.applications,
        "interviews": value.interviews,
        "offers": value.offers,
        "people": [
            {"name": p.name, "address": p.address, "employer": p.employer, "thanked": p.thanked, "answered": p.answered}
            for p in value.people
        ],
        "unanswered": [
            {"draft": one.draft, "kind": one.kind, "employer": one.employer, "sent_at": _iso(one.sent_at)}
            for one in value.unanswered
        ],
    }


def interview(value: Interview, user: Iterable[str]) -> Shape:
    """`Interview` of the interface. `user` are the user's addresses."""
    mine = set(user)
    return {
        "id": value.id,
        "employer": value.employer,
        "role": value.role,
        "start": _iso(value.start),
        "end": _iso(value.end),
        "zone": value.zone,
        "contacts": [_contact(c) for c in value.contacts],
        "events": [
            {
                "account": e.account,
                "calendar": e.calendar,
                "uid": e.uid,
                "recurrence_id": e.recurrence_id,
                "response": next((a.partstat for a in e.attendees if a.is_user or a.address in mine), None),
                "organizer": None if e.organizer is None else e.organizer.address,
                "summary": e.summary,
                "floating": e.floating,
            }
            for e in value.events
        ],
        "confidence": round(value.confidence, 2),
        "draft": value.draft,
    }


def draft(value: Draft) -> Shape:
    """`Draft` of the interface."""
    letter = value.letter
    return {
        "id": value.id,
        "digest": value.digest,
        "kind": value.kind,
        "kinds": list(value.choices),
        "after": value.after,
        "aside": sorted(own.kind for own in value.aside),
        "status": value.status,
        "account": letter.account,
        "employer": value.employer,
        "role": value.role,
        "offer": value.offer,
        "interview": value.interviews[0] if value.interviews else None,
        "interviews": list(value.interviews),
        "from": letter.from_.address,
        "to": [r.address for r in letter.to],
        "cc": [r.address for r in letter.cc],
        "subject": letter.subject,
        "body": letter.body,
        "in_reply_to": letter.in_reply_to,
        "recipients": [_recipient(r) for r in (*letter.to, *letter.cc)],
        "calendar": [_step(s) for s in letter.calendar],
        "holds": [_hold(h) for h in value.holds],
        "urgent": value.urgent,
        "reasons": list(value.reasons),
        "send_at": _iso(value.send_at),
        "sent_at": _iso(value.sent_at),
        "snoozed_until": _iso(value.snoozed_until),
        "edited": value.edited,
        "message_id": value.message_id,
        "outcome": value.outcome,
    }


def question(value: Question) -> Shape:
    """`Question` of the interface."""
    return {
        "id": value.id,
        "kind": value.kind,
        "offer": value.offer,
        "draft": value.draft,
        "text": without_amounts(value.text),
        "answers": list(value.answers),
    }


def offer_chain(value: Offer, links: Mapping[str, str]) -> list[Shape]:
    """Why an offer stands where it does: one step a message, then the sentences of the rules."""
    return [_link(link, links) for link in value.evidence] + [_rule(reason) for reason in value.reasons]


def interview_chain(value: Interview, sources: Iterable[Source], links: Mapping[str, str]) -> list[Shape]:
    """Why an interview is listed: its messages with their words, its calendar entries, the rules."""
    wanted = set(value.messages)
    chain: list[Shape] = []
    seen: set[str] = set()
    for source in sorted(sources, key=lambda s: s.reading.sent_at):
        reading = source.reading
        if reading.key not in wanted or reading.key in seen:
            continue
        seen.add(reading.key)
        first = reading.evidence[0] if reading.evidence else None
        chain.append(
            {
                "says": first.says if first else f"a message about it ({reading.label})",
                "quote": without_amounts(first.quote if first else reading.subject),
                "message_id": reading.message_id,
                "date": _iso(reading.sent_at),
                "rule": reading.label,
                "file": links.get(reading.key) or None,
            }
        )
    chain += [
        {
            "says": f"it stands in the calendar {event.calendar}",
            "quote": without_amounts(event.summary),
            "message_id": None,
            "date": _iso(event.start),
            "rule": "calendar",
            "file": None,
        }
        for event in value.events
    ]
    return chain + [_rule(reason) for reason in value.reasons]


def reply_chain(value: Draft, sources: Iterable[Source], links: Mapping[str, str]) -> list[Shape]:
    """The reply that a letter answers, in its words; empty where it answers none."""
    asked = set(value.key.split(":")) if value.kind == "nudge" else set()
    reply = next((s.reading for s in sources if s.reading.key in asked), None)
    if reply is None:
        return []
    said = next((e.quote for e in reply.evidence if e.zone == "text"), reply.subject)
    return [
        {
            "says": "their reply",
            "quote": without_amounts(said),
            "message_id": reply.message_id,
            "date": _iso(reply.sent_at),
            "rule": "reply",
            "file": links.get(reply.key) or None,
        }
    ]


def draft_chain(value: Draft, chain: list[Shape]) -> list[Shape]:
    """Why a draft exists: its own reasons, each address, then the `chain` of its offer and interviews."""
    steps = [_rule(reason) for reason in value.reasons]
    steps += [
        _rule(f"{r.address}: {r.because}" + (f" (look: {r.warning})" if r.warning else ""))
        for r in (*value.letter.to, *value.letter.cc)
    ]
    steps += [_rule(f"{h.text}: {h.because}") for h in value.holds]
    return steps + chain


def _rule(text: str) -> Shape:
    return {
        "says": without_amounts(text),
        "quote": None,
        "message_id": None,
        "date": None,
        "rule": "policy",
        "file": None,
    }


def _link(value: Link, links: Mapping[str, str]) -> Shape:
    return {
        "says": value.says or value.label,
        "quote": without_amounts(value.quote),
        "message_id": value.message_id,
        "date": _iso(value.date),
        "rule": value.label if value.counts else f"{value.label} (shown only)",
        "file": links.get(value.key) or None,
    }


def _contact(value: Contact) -> Shape:
    return {"name": value.name, "address": value.address, "phone": value.phone, "part": value.part}


def _recipient(value: Recipient) -> Shape:
    return {"address": value.address, "because": value.because, "name": value.name, "warning": value.warning}


def _step(value: CalendarStep) -> Shape:
    return {
        "account": value.account,
        "calendar": value.calendar,
        "uid": value.uid,
        "recurrence_id": value.recurrence_id,
        "action": value.action,
        "result": value.result,
        "summary": value.summary,
        "start": _iso(value.start),
        "comment": value.comment,
    }


def _hold(value: Hold) -> Shape:
    """What goes with the interviews; with a `uid` that stands in the calendar. A booking is never cancelled by us,
    nor what may have been booked for an entry that is deleted (`stands`)."""
    event = value.event
    return {
        "kind": value.kind,
        "text": value.text,
        "because": value.because,
        "link": value.link,
        "phone": value.phone,
        "stands": value.stands,
        "uid": None if event is None else event.uid,
        "recurrence_id": None if event is None else event.recurrence_id,
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
