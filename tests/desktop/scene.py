"""Views as `agent status --json` gives them, made of as little as a test has to say; and cards as they read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agent.desktop.card import Card
from agent.desktop.cards import cards
from agent.desktop.sight import Settings, View

ZONE = ZoneInfo("Europe/Dublin")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZONE)
"""A Friday."""
FULL = frozenset({"actions", "body", "body-markup", "persistence"})


def at(when: datetime) -> str:
    return when.isoformat(timespec="seconds")


def offer(id: str = "kite", employer: str = "Harrow & Pike", **more: Any) -> dict[str, Any]:
    view: dict[str, Any] = {
        "id": id, "employer": employer, "role": "Data Analyst", "standing": "firm", "written": True, "accepted": True,
        "exclusive": True, "contingencies": [], "deadline": None, "start_date": None, "suspicious": False,
        "doubted": False, "letter_read": True, "evidence": [{"date": at(NOW - timedelta(hours=1))}], "contacts": [],
        "reasons": [],
    }  # fmt: skip
    view |= more
    return {"firm": view["standing"] == "firm", **view}


def interview(id: str, employer: str, start: datetime, phone: str | None = None, who: str = "Ines") -> dict[str, Any]:
    contacts = [{"name": who, "address": None, "phone": phone, "part": "scheduler"}] if phone else []
    return {"id": id, "employer": employer, "role": None, "start": at(start), "end": None, "contacts": contacts}


def draft(id: str = "amber", employer: str = "Lumenstack", **more: Any) -> dict[str, Any]:
    """A withdrawal; `to` may be bare addresses, `warning` goes with the first of them."""
    warning = more.pop("warning", None)
    view: dict[str, Any] = {
        "id": id, "digest": f"{id}-1", "kind": "withdrawal", "status": "waiting", "account": "home", "employer": employer,
        "role": "Engineer", "offer": "kite", "interview": None, "interviews": [], "from": "nora@postbox.example",
        "to": ["m@lumen.example"], "cc": [], "subject": "Re: Interview", "body": LONG, "in_reply_to": None,
        "calendar": [], "urgent": False, "reasons": ["an interview is booked"], "send_at": None, "sent_at": None,
        "snoozed_until": None, "edited": False, "message_id": None, "outcome": None,
    }  # fmt: skip
    view |= more
    everybody = [*view["to"], *view["cc"]]
    recipients = [
        {"address": one, "because": "wrote to you", "name": "Marcus Oye" if number == 0 else "", "warning": None}
        for number, one in enumerate(everybody)
    ]
    if warning:
        recipients[0]["warning"] = warning
    return {"recipients": recipients, **view}


LONG = "Dear Marcus,\n\n" + "Thank you very much for the time you have taken. " * 12 + "\n\nNora\n"
BRIEF = "Hi Marcus,\n\nI have accepted another role, so please give my slot to somebody else.\n\nThanks, Nora\n"


def decline(start: datetime, summary: str = "Interview Nora", **more: Any) -> dict[str, Any]:
    return {
        "account": "home", "calendar": "work", "uid": "1@lumen", "recurrence_id": None, "action": "decline",
        "result": None, "summary": summary, "start": at(start), "comment": None, **more,
    }  # fmt: skip


def question(id: str = "holly", kind: str = "accepted", answers: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    given = answers or ("deciding", "yes", "no", "turned_down", "not_an_offer")
    text = "Did you accept the offer of Harrow & Pike?"
    return {"id": id, "kind": kind, "offer": "kite", "draft": None, "text": text, "answers": list(given), **more}


def notice(key: str, text: str = "Something became of it.", **more: Any) -> dict[str, Any]:
    return {"key": key, "at": at(NOW), "text": text, "urgent": False, "about": "kite", **more}


def account(name: str = "home", **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "google", "ok": True, "error": None, "needs_login": False, **more}


def document(**lists: Sequence[View]) -> dict[str, Any]:
    return {
        "now": at(NOW),
        "accounts": [],
        "offers": [offer()],
        "interviews": [],
        "drafts": [],
        "questions": [],
        **lists,
    }


def stand(
    view: View,
    notices: Sequence[View] = (),
    *,
    now: datetime = NOW,
    displayed: Collection[tuple[str, str]] = (),
    capabilities: frozenset[str] = FULL,
    settings: Settings | None = None,
) -> tuple[Card, ...]:
    """The cards of a document."""
    return cards(view, notices, now, settings or Settings(), capabilities, displayed)


def read(card: Card) -> str:
    """A card as a person has it before them."""
    buttons = " ".join(f"[{button.label}]" for button in card.buttons)
    urgent = "!! " if card.urgency == "critical" else ""
    return "\n".join(line for line in (urgent + card.summary, card.body, buttons) if line)


def only(found: Sequence[Card]) -> Card:
    (card,) = found
    return card
