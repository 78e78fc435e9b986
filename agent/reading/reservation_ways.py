"""What a reservation has however it is read: when its days begin, where it is cancelled or changed, whom one can call."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.reading.document import Document

_CANCEL = re.compile(r"cancel|storn|annul|anular|disdi", re.IGNORECASE)
_CHANGE = re.compile(
    r"manage|change|verwalt|ändern|gérer|modif|gestion|cambiar|gerir|alterar|gestisci|beheer|wijzig|your (?:booking|trip)",
    re.IGNORECASE,
)
_NO_WAY = re.compile(
    r"unsubscribe|abmeld|désabonn|baja|preference|privacy|policy|terms|conditions|bedingung|richtlinie|gift|insurance",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?i:\b(?:phone|tel|telephone|call|telefon|téléphone|teléfono|telefone|telefono|telefoon)\b)\D{0,15}?(\+?[\d(][\d ()./-]{5,22}\d)"
)
READ = 12_000
"""Characters of a message in which a reservation is looked for."""


def local(day: date, zone: str) -> datetime:
    """The beginning of a day, or a time that names no zone, in the user's."""
    from agent.reading.times import as_zone

    at = day if isinstance(day, datetime) else datetime.combine(day, time.min)
    return at.replace(tzinfo=as_zone(zone) or UTC)


def link(document: Document) -> str | None:
    """Where its words say that it is cancelled, failing that changed; https only."""
    for words in (_CANCEL, _CHANGE):
        for text, address in document.links:
            if words.search(f"{text[-120:]} {address[:300]}") and not _NO_WAY.search(text) and safe(address):
                return address
    return None


def safe(address: object) -> bool:
    """A link that can be shown: https to a host, nothing hidden in it."""
    return isinstance(address, str) and bool(re.fullmatch(r"https://[A-Za-z0-9.-]{3,120}(?:/[!-~]{0,500})?", address))


def phone(text: str) -> str | None:
    """The number that it gives."""
    found = _PHONE.search(text[:READ])
    return " ".join(found[1].split()) if found else None
