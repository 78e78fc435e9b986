"""A journey or a stay that the user booked, read from the confirmation of it; anything else gives none.

Every message of no job passes here, so whether one is read at all is decided by its subject and by the mere presence of
markup. A reservation has days and, in plain words, a number; where something is missing there is none: better an entry
that the user has to remember than one made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from agent.model import Reservation
from agent.reading import mime, reservation_markup
from agent.reading import reservation_ways as ways

if TYPE_CHECKING:
    from agent.reading.document import Document
    from agent.reading.mime import Opened

_SUBJECT = re.compile(
    r"buchung|reservierung|boeking|reservering|\b(?:booking|reservation|itinerary|e-?tickets?|(?:train|rail|coach|bus|flight|plane) tickets?|boarding pass"
    r"|(?:trip|travel|flight|stay|hotel|rental) (?:confirmation|details|receipt)|your (?:trip|stay|flight|journey|tickets?)"
    r"|cancell?ation|stornierung\w*|stornobestätigung|annulation|cancelación|anulación|cancelamento|cancellazione|annulering"
    r"|reiseplan|reisebestätigung|fahrkarten?|fahrschein|bordkarte|ihr flug|ihre reise|ihr aufenthalt"
    r"|réservation|confirmation de votre (?:commande|voyage)|billets? (?:de|d')|vos billets|e-billet|votre (?:voyage|séjour|vol|billet|train)"
    r"|reserva|billetes?|(?:tu|su) (?:viaje|vuelo|estancia)|bilhetes?|passagem|(?:seu|teu) voo|(?:sua|tua) (?:viagem|estadia)"
    r"|prenotazione|bigliett[oi]|(?:tuo|suo) (?:viaggio|volo|soggiorno)"
    r"|treintickets?|(?:je|uw) (?:reis|vlucht|verblijf))\b",
    re.IGNORECASE,
)
"""What the subject of a confirmation says in English, German, French, Spanish, Portuguese, Italian or Dutch."""
_KINDS: tuple[tuple[Literal["stay", "train", "flight", "bus", "car"], re.Pattern[str]], ...] = (
    ("car", re.compile(r"\b(?:rental car|car (?:rental|hire)|mietwagen|location de voiture|alquiler de coche|coche de alquiler|aluguer de (?:carro|automóvel)|aluguel de carro|autonoleggio|noleggio auto|huurauto|autohuur)\b")),
    ("flight", re.compile(r"\b(?:flights?|flug|flüge|vols?|vuelos?|voos?|volo|voli|vlucht(?:en)?|boarding pass|bordkarte)\b")),
    ("bus", re.compile(r"\b(?:coach|bus|fernbus|autocar|autobús|autocarro|ônibus|autobus)\b")),
    ("train", re.compile(r"\b(?:trains?|rail|zug|bahn|ice \d+|fahrkarten?|tgv|tren|comboio|trem|treno|trein\w*)\b")),
    ("stay", re.compile(r"\b(?:hotel|hôtel|hostel|hostal|inn|motel|lodge|check-?in|nights?|übernachtung\w*|unterkunft|pension|hébergement|alojamiento|habitación|alojamento|pousada|quarto|albergo|camera|soggiorno|kamer|verblijf)\b")),
)  # fmt: skip
"""What each kind is known by, the plainest first; lower-case text."""
_NUMBER = re.compile(
    r"\b(?:booking|reservation|confirmation|record locator|itinerary|ticket|order|\w*buchung|buchungs|auftrags?|reservierungs|bestätigungs|dossier"
    r"|réservation|reserva|localizador|confirmación|confirmação|codice|prenotazione|conferma|boekings|reserverings|bevestigings)"
    r"[- ]?(?:code|reference|ref|number|no|nr|nummer|id|numero|número|prenotazione|locator)?\b(?: is| ist| est| es)?[^\n\w]{0,6}"
    r"(?-i:\b(?!NUMBER|CODE|REFERENCE|CONFIRM|BOOKING|TICKET)(?=[A-Z0-9.-]{0,18}\d|[A-Z]{5})([A-Z0-9](?:[A-Z0-9-]|\.(?=\d)){3,18})\b)",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\b(?:(?:been|is|was) cancell?ed|cancell?ation confirm\w*|storniert|stornierungsbestätigung|a été annulée?|annulation (?:confirmée|de votre)"
    r"|ha sido (?:cancelad|anulad)a|foi cancelada|è stata? (?:annullat|cancellat)a|is geannuleerd)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"cancel|storno|stornier|annul|anula|disdett|disdi|booked on|booking date|order date|date of booking|issued|invoice"
    r"|buchungsdatum|gebucht am|ausgestellt|rechnung|date de (?:la )?réservation|réservé le|facture|fecha de (?:la )?reserva"
    r"|reservado el|factura|data da reserva|fatura|data di prenotazione|fattura|boekingsdatum|geboekt op|factuur",
    re.IGNORECASE,
)
"""A day beside these words is the one of the booking, or the last to cancel on."""
_ENTERS = re.compile(
    r"\b(?:check-?in|arriv\w+|anreise|ankunft|entrada|llegada|chegada|aankomst|outbound|outward|depart\w*|hinfahrt|hinflug|aller"
    r"|ida|andata|heenreis|pick-?up)\b",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"\b(?:check-?out|departure|abreise|départ|salida|saída|partenza|vertrek|return|inbound|rückfahrt|rückflug|retour|vuelta"
    r"|volta|ritorno|terugreis|drop-?off)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(\d{1,2})\.?º?(?:st|nd|rd|th)? ?(?:to|till|until|bis|au|al|a|até|tot|-|–|—) ?(?:the |den |el |il |le )?$"
)
_WAY = re.compile(
    r"(?:\b(?:from|von|ab|de|da|van) (?P<origin>[^\W\d_][\w.'’ -]{1,40}?) (?:to|nach|à|a|para|naar)|\b(?P<from>[^\W\d_][\w.'’ -]{1,40}?) ?(?:→|->|–>|➔))"
    r" ?(?P<goal>(?-i:[^\W\d_a-zà-ÿ])[\w.'’-]{1,30}(?: (?-i:[^\W\d_a-zà-ÿ])[\w.'’-]{1,30}){0,2})",
    re.IGNORECASE,
)
_LEG = re.compile(
    r"(?P<origin>[^\W\d_a-zà-ÿ][^\W\d_]+(?: [^\W\d_a-zà-ÿ][^\W\d_]+){0,2}) [-–—] (?P<goal>[^\W\d_a-zà-ÿ][^\W\d_]+(?: [^\W\d_a-zà-ÿ][^\W\d_]+){0,2})"
)
"""A way told by its two ends: "Berlin Hbf - Konstanz"."""
_GOAL = re.compile(
    r"\b(?:to|nach|à|para|naar|pour) ((?-i:[^\W\d_a-zà-ÿ])[\w.'’-]{1,30}(?: (?-i:[^\W\d_a-zà-ÿ])[\w.'’-]{1,30}){0,2})"
)
_ADDRESS = re.compile(
    r"\b(?:address|adresse|anschrift|dirección|endereço|morada|indirizzo|adres)\s?:|\b\d{4,5}(?:-\d{3})? [^\W\d_]{3}|\b\d{1,5} [^\W\d_][\w.]+ [^\n,]{2,40},|, [A-Z][\w-]+ [A-Z]{1,2}\d",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"(?:[A-ZÀ-Ž][\w'’&-]{0,30} ){0,4}(?:Hotel|Hôtel|Hostel|Hostal|Inn|Motel|Lodge|Pension|Albergo|Pousada|Guesthouse|Suites|Apartments)\b(?: (?:du|de|da|am|zur|[A-ZÀ-Ž][\w'’&-]{1,30})\b){0,3}"
)
_BREAKS = re.compile(r"\n|(?<=[^\W\d_][.!?])\s+(?=[^\W\d_a-zà-ÿ])|(?<=\b20\d\d)\s+(?=[^\W\d_a-zà-ÿ])")
"""Ends of lines, of sentences, and of days, where lines were joined."""
_LINES = 300
_AHEAD = timedelta(days=366)
_LONGEST = {"stay": 31, "car": 31}
"""Days that one reservation of its kind spans at most; a journey, there and back: fourteen."""


def find(opened: Opened, zone: str) -> Reservation | None:
    """What the message confirms, or takes back, of a journey or a stay. zone: the user's (IANA), for days without a time."""
    if not (_is_marked(opened) or _SUBJECT.search(opened.subject)):
        return None
    from agent.reading import authentication

    document = mime.document(opened)
    if authentication.read(document).failed:  # its link is shown to the user
        return None
    return reservation_markup.read(document, zone) or _told(document, zone)


def _is_marked(opened: Opened) -> bool:
    return any("ld+json" in page and "Reservation" in page for page in opened.found.html)


def _told(document: Document, zone: str) -> Reservation | None:
    """As its words say."""
    text = f"{document.subject}\n{document.text('text', 'signature', 'footer')[: ways.READ]}"
    lines = [" ".join(part.split()) for part in _BREAKS.split(text)[:_LINES]]
    kind = _kind(document.subject, text)
    number = next((found[1] for line in lines if (found := _NUMBER.search(line[:400]))), None)
    if kind is None or number is None or not _SUBJECT.search(document.subject):
        return None
    cancelled = any(_CANCELLED.search(line[:400]) for line in lines[:12])
    span = _days(lines, document.sent_at, _LONGEST.get(kind, 14), ended=cancelled)
    if span is None:
        return None
    origin, goal = ("", "") if kind in ("stay", "car") else _way(lines)
    where = [line[:150] for line in lines[1:] if _ADDRESS.search(line[:300])][:3] if kind in ("stay", "car") else []
    return Reservation(
        kind=kind,
        name=_name(document, lines, kind),
        start=ways.local(span[0], zone),
        end=ways.local(span[1], zone),
        where=" | ".join([document.subject[:120], *where])[:300],
        origin=origin,
        goal=goal,
        reference=number,
        link=ways.link(document),
        phone=ways.phone(text),
        cancelled=cancelled,
    )


def _kind(subject: str, text: str) -> Literal["stay", "train", "flight", "bus", "car"] | None:
    """By the subject, else by what the text says first of all and most."""
    if found := next((kind for kind, words in _KINDS if words.search(subject.lower())), None):
        return found
    low = text[:4000].lower()
    counts = [(len(words.findall(low)), -at, kind) for at, (kind, words) in enumerate(_KINDS)]
    count, _, kind = max(counts)
    return kind if count else None


def _days(lines: Sequence[str], sent_at: datetime, longest: int, *, ended: bool) -> tuple[date, date] | None:
    """The first day and the last one; None where no day ahead is told."""
    found = list(_told_days(lines, sent_at, ended=ended))
    if not found:
        return None
    everyday = [day for days, _, _ in found for day in days]
    first = next((days[0] for days, enters, leaves in found if enters and not leaves), None) or min(everyday)
    last = next((days[-1] for days, _, leaves in found if leaves), None)
    last = last if last and last >= first else max(day for day in everyday)
    return first, last if first <= last <= first + timedelta(days=longest) else first


def _told_days(lines: Sequence[str], sent_at: datetime, *, ended: bool) -> Iterator[tuple[list[date], bool, bool]]:
    """Of each line that tells days of the journey or the stay: those, and whether it tells where it begins, or ends."""
    from agent.reading.dates import find_days

    before = ""
    for line in lines:
        low = line[:300].lower()
        label, before = f"{before} {low}" if before and any(c.isdigit() for c in low) else low, ""
        if not any(c.isdigit() for c in low):
            before = low if len(low) < 40 else ""
            continue
        if _ASIDE.search(low) and not ended:
            continue
        days = []
        for day in find_days(low, sent_at):
            if day.kind == "absolute" and sent_at.date() <= day.day <= sent_at.date() + _AHEAD:
                head = _BEFORE.search(low[: day.start])
                if head and 0 < int(head[1]) < day.day.day:
                    days.append(day.day.replace(day=int(head[1])))
                days.append(day.day)
        if days:
            yield days, bool(_ENTERS.search(label)), bool(_LEAVES.search(label)) and len(days) == 1


def _way(lines: Sequence[str]) -> tuple[str, str]:
    for line in lines:
        if found := _WAY.search(line[:200]):
            return (found["origin"] or found["from"] or "").strip(), found["goal"].strip()
    for line in lines[1:]:
        if leg := _LEG.search(line[:200]):
            return leg["origin"], leg["goal"]
    goal = next((found[1] for line in lines[:20] if (found := _GOAL.search(line[:200]))), "")
    return "", goal


def _name(document: Document, lines: Sequence[str], kind: str) -> str:
    if kind == "stay":
        for line in lines:
            if (found := _HOUSE.search(line[:200])) and " " in found[0].strip():
                return found[0].strip()[:60]
    return " ".join(document.from_.name.split())[:60] or document.from_.address.rpartition("@")[2]
