"""Small builders: a reading, an event, an answer, a draft in one line each, with a world around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agent.casework import judge
from agent.model import (
    Answer,
    CalendarStep,
    Contact,
    Draft,
    Interview,
    Letter,
    Offer,
    Policy,
    Question,
    Reading,
    Recipient,
    Reservation,
    Source,
    Verdict,
)
from connectors.base import Attendee, Event, Mailbox

NEW_YORK = ZoneInfo("America/New_York")
ME = "sam.lee@example.net"
USER = Mailbox(ME, "Sam Lee")
POLICY = Policy(name="Sam Lee", addresses=(ME,), zone="America/New_York")
NOW = datetime(2026, 11, 18, 9, tzinfo=NEW_YORK)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """A time of November 2026 in New York."""
    return datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)


def domain_of(employer: str) -> str:
    return "".join(c for c in employer.casefold() if c.isalnum()) + ".com"


def reading(label: str, employer: str | None = "Tidewater", day: int = 10, hour: int = 9, **more: Any) -> Reading:
    """A trustworthy message of that employer's recruiter (or of the user's to it, with direction="out")."""
    domain = domain_of(employer) if employer else "example.org"
    them = more.pop("from_", None) or Mailbox(f"anna@{domain}", "Anna Berg")
    direction = more.pop("direction", "in")
    sent_at = more.pop("sent_at", None) or at(day, hour)
    key = more.pop("key", None) or f"{label}/{employer}/{sent_at.isoformat()}/{direction}"
    values: dict[str, Any] = {
        "key": key,
        "message_id": f"<{key.replace(' ', '-')}@mail>",
        "in_reply_to": None,
        "references": (),
        "sent_at": sent_at,
        "direction": direction,
        "from_": them if direction == "in" else USER,
        "reply_to": (),
        "to": (USER,) if direction == "in" else (them,),
        "cc": (),
        "subject": f"{label} of {employer}",
        "label": label,
        "confidence": 0.95,
        "employer": employer,
        "employer_domains": (domain,) if employer else (),
        "contacts": (Contact(them.address, them.name, None, "recruiter", "wrote the mail"),),
        "human": direction == "in",
        "is_letter": label == "offer_written",
    }
    return Reading(**(values | more))


def source(message: Reading, account: str = "personal", **more: Any) -> Source:
    values: dict[str, Any] = {
        "account": account,
        "provider_id": f"{account}/{message.key}",
        "sent_mark": message.direction == "out",
        "read_by": "1",
    }
    return Source(message, **(values | more))


def event(summary: str, start: datetime, organizer: str | None = None, **more: Any) -> Event:
    """An entry of the user's calendar; with an organizer, one to which the user and that person are invited."""
    guests = more.pop("guests", (organizer,) if organizer else ())
    partstat = more.pop("partstat", "accepted")
    mine = Attendee(ME, "Sam Lee", partstat, is_user=True)
    uid = more.pop("uid", None) or f"{summary}@{start.isoformat()}"
    values: dict[str, Any] = {
        "account": "personal",
        "calendar": "main",
        "provider_id": f"{uid}.ics",
        "etag": "1",
        "uid": uid,
        "recurrence_id": None,
        "start": start,
        "end": start + timedelta(hours=1),
        "summary": summary,
        "tzid": "America/New_York",
        "organizer": Mailbox(organizer, "") if organizer else None,
        "attendees": (mine, *(Attendee(g, "") for g in guests)) if organizer else (),
    }
    return Event(**(values | more))


def offer_said(verb: str, employer_key: str, when: datetime = NOW) -> Answer:
    """The user's word about an offer, by candidacy key."""
    return Answer(at=when, about="offer-id", verb=verb, subject_key=employer_key)


def said_to(question: Question, value: str, when: datetime = NOW) -> Answer:
    """The user's answer to a question."""
    return Answer(
        at=when, about=question.id, verb="answer", value=f"{question.kind}={value}", subject_key=question.subject_key
    )


def draft(
    verdict: Verdict, employer: str, status: str = "waiting", when: datetime = NOW, result: str | None = None,
    kind: str | None = None, to: str | None = None,
) -> Draft:  # fmt: skip
    """The draft that a pass makes of the letter (of that kind) wanted for that employer; it goes `to` that address."""
    mine = (w for w in verdict.wanted if w.candidacy.employer == employer)
    wanted = next(w for w in mine if kind in (None, w.kind))
    steps = tuple(
        CalendarStep(e.account, e.calendar, e.uid, e.recurrence_id, "decline", result=result)
        for i in wanted.interviews
        for e in i.events
    )
    letter = Letter(
        account="personal",
        from_=USER,
        to=(Recipient(to, "wrote the mail"),) if to else (),
        cc=(),
        subject="Re: interview",
        body="…",
        in_reply_to=None,
        references=(),
        thread_id=None,
        calendar=steps,
    )
    return Draft(
        id=f"draft-{employer}" if kind is None else f"{kind}-{employer}-{len(verdict.wanted)}",
        key=wanted.key,
        kind=wanted.kind,
        status=status,  # type: ignore[arg-type]  # any of the model's
        letter=letter,
        digest="0",
        employer=employer,
        role=wanted.candidacy.role,
        offer=wanted.offer.id if wanted.offer else None,
        firm_offer=wanted.firm_offer.id if wanted.firm_offer else None,
        candidacy=wanted.candidacy.key,
        interviews=tuple(i.id for i in wanted.interviews),
        interview_keys=tuple(i.key for i in wanted.interviews),
        starts=tuple(i.start for i in wanted.interviews),
        urgent=wanted.urgent,
        reasons=wanted.reasons,
        created_at=when,
        updated_at=when,
        sent_at=when if status in ("sent", "answered") else None,
        message_id=ours(employer, when) if status in ("sent", "answered") else None,
        after_at=wanted.after_at,
        after=wanted.after,
        deadline=wanted.deadline,
        until=wanted.until,
    )


def ours(employer: str, when: datetime = NOW) -> str:
    """The Message-ID of a letter of ours that was sent then."""
    return f"<ours.{domain_of(employer)}.{when:%Y%m%dT%H%M}@example.net>"


def verdict(
    messages: Sequence[Reading | Source],
    events: Sequence[Event] = (),
    answers: Sequence[Answer] = (),
    drafts: Sequence[Draft] = (),
    policy: Policy = POLICY,
    now: datetime = NOW,
    complete: bool = True,
    reservations: Sequence[Reservation] = (),
) -> Verdict:
    sources = [m if isinstance(m, Source) else source(m) for m in messages]
    return judge(sources, events, answers, drafts, policy, now, complete=complete, reservations=reservations)


def offer_of(found: Verdict, employer: str = "Tidewater") -> Offer:
    (offer,) = [o for o in found.offers if o.employer == employer]
    return offer


def interviews_of(found: Verdict, employer: str) -> list[Interview]:
    return [i for i in found.interviews if i.employer == employer]


def letters(found: Verdict) -> list[tuple[str, str]]:
    """What is wanted, as (kind, employer)."""
    return sorted((w.kind, w.candidacy.employer) for w in found.wanted)


def asked(found: Verdict) -> list[str]:
    return sorted(q.kind for q in found.questions)


def open_kinds(offer: Offer) -> list[str]:
    return sorted(c.kind for c in offer.contingencies if c.open)


def written(day: int = 8, employer: str = "Tidewater", **more: Any) -> Reading:
    return reading("offer_written", employer, day, **more)


def accepted(day: int = 9, employer: str = "Tidewater", **more: Any) -> Reading:
    """The user's own acceptance."""
    return reading("offer_accepted", employer, day, direction=more.pop("direction", "out"), **more)


def firm(employer: str = "Tidewater", **more: Any) -> list[Reading]:
    """A letter and its acceptance: firm."""
    return [written(8, employer, **more), accepted(9, employer)]


def booked(employer: str = "Corvid", day: int = 24, hour: int = 14, sent: int = 10, **more: Any) -> Reading:
    """A time confirmed by mail, with its zone named."""
    return reading(
        "interview_scheduled",
        employer,
        sent,
        interview_start=at(day, hour),
        interview_zone="America/New_York",
        **more,
    )


def deadline(day: int) -> date:
    return date(2026, 11, day)
