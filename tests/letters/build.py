"""Wanted letters to write, put together from a few words: one place for the many fields that do not matter here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agent.model import Candidacy, Contact, DraftKind, Evidence, Interview, Offer, Policy, Reading, Source, Wanted
from connectors.base import Attendee, Event, Mailbox

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
SAM = Policy(name="Sam Lee", addresses=("sam.lee@example.net",))
LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")


def mailbox(text: str) -> Mailbox:
    """ "Name <address>", or an address alone."""
    name, _, address = text.rpartition("<")
    return Mailbox(address.rstrip(">").strip(), name.strip())


def reading(sender: str = "Fraser Boyd <fraser.boyd@abernethyglass.com>", day: int = 11, **more: Any) -> Reading:
    """A message of that day of November 2026, from a person of the employer unless told otherwise."""
    fields: dict[str, Any] = {
        "key": f"k-{day}-{sender}-{more.get('subject', '')}",
        "message_id": f"<m{day}.{abs(hash((sender, more.get('subject')))) % 1000}@mail.example>",
        "in_reply_to": None,
        "references": (),
        "sent_at": datetime(2026, 11, day, 11, 0, tzinfo=UTC),
        "direction": "in",
        "from_": mailbox(sender),
        "reply_to": (),
        "to": (mailbox("Sam Lee <sam.lee@example.net>"),),
        "cc": (),
        "subject": "Interview on Tuesday 24 November",
        "label": "interview_scheduled",
        "confidence": 0.9,
        "human": True,
    }
    for name in ("reply_to", "to", "cc"):
        if isinstance(more.get(name), str):
            more[name] = (mailbox(more[name]),)
    return Reading(**{**fields, **more})


def out(to: str, day: int, **more: Any) -> Reading:
    """A message of the user's."""
    return reading("Sam Lee <sam.lee@example.net>", day, direction="out", to=(mailbox(to),), **more)


def source(of: Reading, account: str = "personal", thread_id: str | None = None) -> Source:
    return Source(of, account, f"{account}/{of.key}", thread_id)


def event(**more: Any) -> Event:
    """An interview's event that Fraser Boyd organises and the user has accepted."""
    fields: dict[str, Any] = {
        "account": "personal",
        "calendar": "main",
        "provider_id": "abernethy.ics",
        "etag": "1",
        "uid": "abernethy@ashby",
        "recurrence_id": None,
        "start": datetime(2026, 11, 24, 9, 15, tzinfo=LONDON),
        "end": None,
        "summary": "Abernethy Glass interview: Sam Lee",
        "organizer": mailbox("Fraser Boyd <fraser.boyd@abernethyglass.com>"),
        "attendees": (Attendee("sam.lee@example.net", "Sam Lee", "accepted", is_user=True),),
    }
    return Event(**{**fields, **more})


def interview(*readings: Reading, **more: Any) -> Interview:
    """An interview that rests on these messages: Tuesday 24 November, 9:15 in London."""
    fields: dict[str, Any] = {
        "id": "i",
        "key": "i",
        "candidacy": "c",
        "employer": "Abernethy Glass",
        "role": None,
        "start": datetime(2026, 11, 24, 9, 15, tzinfo=LONDON),
        "end": None,
        "zone": "Europe/London",
        "contacts": (),
        "events": (),
        "confidence": 0.9,
        "messages": tuple(r.key for r in readings),
    }
    return Interview(**{**fields, **more})


def offer(employer: str = "Strathlow Water", **more: Any) -> Offer:
    """A firm offer."""
    fields: dict[str, Any] = {
        "id": "o",
        "key": "firm",
        "employer": employer,
        "role": "Network Scheduler",
        "standing": "firm",
        "written": True,
        "accepted": True,
        "firm": True,
        "contacts": (Contact("alison.craig@strathlowwater.co.uk", "Alison Craig"),),
    }
    return Offer(**{**fields, **more})


def wanted(
    *readings: Reading,
    kind: DraftKind = "withdrawal",
    interviews: tuple[Interview, ...] | None = None,
    sources: tuple[Source, ...] = (),
    firm: Offer | None = None,
    key: str = "w",
    **more: Any,
) -> Wanted:
    """A wanted letter to Abernethy Glass; with one interview resting on all the messages unless told otherwise."""
    fields: dict[str, Any] = {
        "key": "c",
        "employer": "Abernethy Glass",
        "names": ("Abernethy Glass",),
        "domains": ("abernethyglass.com",),
        "role": "Furnace Scheduling Lead",
        "agency": None,
        "sources": sources or tuple(source(r) for r in readings),
        "open": True,
        "in_touch": NOW - timedelta(days=7),
    }
    held = interviews if interviews is not None else (interview(*readings),)
    candidacy = Candidacy(**{**fields, **{k: v for k, v in more.items() if k in fields}})
    rest = {k: v for k, v in more.items() if k not in fields}
    firm = firm or offer()
    return Wanted(key, kind, candidacy, firm, firm, held, **rest)


def quote(words: str) -> tuple[Evidence, ...]:
    return (Evidence(words, "words of the message"),)
