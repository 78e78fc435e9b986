"""What the title of an own entry says it is for: getting ready, getting there, staying there; and whether it is a booking.

Wider than `eventwords.prepares`, which says what is no interview: here an entry has been tied to an interview by
something else, too. In nine languages: en, de, fr, es, pt, it, nl, pl, sv.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from agent.casework import eventwords
from agent.casework.names import tokens

Kind = Literal["preparation", "travel", "stay"]

_PREPARES = re.compile(
    r"\b(?:prep|prepar\w+|prépar\w+|research|read(?:ing)?\sup|rehears\w*|practi[cs]e|mock|homework|case\sstudy|take-?home"
    r"|slides|vorbereit\w*|üben|probevortrag|probegespräch|recherche|einlesen|lernen|réviser|révisions?|entraînement"
    r"|repas(?:ar|o)|practicar|ensayar|estudiar|estudar|treinar|ensaiar|ripass\w+|studiare"
    r"|voorbereid\w*|oefenen|inlezen|przygotow\w*|powtórk\w+|ćwiczenia|ćwiczyć|förbered\w*|öva|läsa\spå|plugga)\b",
    re.IGNORECASE,
)
_BARE = (
    "travel|travelling|traveling|trip|commute|commuting|journey|parking|anreise|anfahrt|hinfahrt|hinreise|abfahrt|fahrt"
    "|fahrzeit|reise|rückfahrt|rückreise|heimfahrt|heimreise|trajet|voyage|déplacement|viaje|desplazamiento|trayecto"
    "|viagem|deslocação|deslocamento|viaggio|trasferta|reis|reistijd|heenreis|terugreis|podróż|dojazd|przejazd|powrót"
    "|resa|hemresa|återresa|restid|way\\s(?:home|back)|heimweg|rückweg|retour\\sà\\sla\\smaison|(?:vuelta|regreso|regresso)\\sa\\scasa"
    "|volta\\spara\\scasa|ritorno\\sa\\scasa|naar\\shuis|hemväg"
)
"""Words that mean the way there by themselves."""
_BY = (
    "train|bus|coach|flight|fly|ferry|taxi|cab|uber|lyft|drive|driving|leave|rental\\scar|car\\s(?:hire|rental)|zug|zugfahrt|bahn|bahnfahrt|ice\\s\\d+"
    "|flug|hinflug|rückflug|fernbus|mietwagen|tgv|vol|navette|covoiturage|tren|vuelo|autobús|coche|comboio|trem|voo"
    "|autocarro|ônibus|treno|volo|pullman|trein|treinreis|vlucht|vliegtuig|pociąg|samolot|autobus|lot|tåg|tågresa|flyg"
    "|buss|bussresa"
)
"""What one travels by: with where to."""
_BOOKABLE = re.compile(
    r"\b(?:train|bus|coach|flight|fly|ferry|rental\scar|car\s(?:hire|rental)|zug|zugfahrt|bahn|bahnfahrt|ice\s\d+|flug|hinflug|rückflug|fernbus"
    r"|mietwagen|tgv|vol|covoiturage|tren|vuelo|autobús|comboio|trem|voo|autocarro|ônibus|treno|volo|pullman|trein|treinreis|vlucht"
    r"|vliegtuig|pociąg|samolot|autobus|lot|tåg|tågresa|flyg|buss|bussresa)\b|^\W*ave\b",
    re.IGNORECASE,
)
_VEHICLES = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "flight": "flights?|fly|flug|hinflug|rückflug|vol|vuelo|voo|volo|vlucht|vliegtuig|samolot|lot|flyg",
        "bus": "bus|coach|fernbus|autobús|autocarro|ônibus|pullman|autobus|buss|bussresa",
        "train": r"train|zug|zugfahrt|bahn|bahnfahrt|ice\s\d+|tgv|tren|comboio|trem|treno|trein|treinreis|pociąg|tåg|tågresa",
        "car": r"rental\scar|car\s(?:hire|rental)|mietwagen",
    }.items()
}
_WAY = rf"(?:\b(?:{_BARE}|{_BY})|^\W*ave)\b"
"""The Spanish train is an avenue elsewhere, but not at the beginning."""
_TRAVELS = re.compile(_WAY, re.IGNORECASE)
_STAYS = re.compile(
    r"\b(?:hotel|hôtel|hotell|hotels|hostel|hostal|motel|airbnb|guest\s?house|inn|lodging|overnight(?:\sstay)?|accommodation|übernachtung|unterkunft"
    r"|ferienwohnung|hébergement|nuitée|alojamiento|hospedaje|alojamento|hospedagem|pernoite|albergo|alloggio"
    r"|pernottamento|overnachting|nocleg|zakwaterowanie|övernattning|vandrarhem)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"^\W*(?:{_BARE}|{_BY})\b", re.IGNORECASE)
_PLACE = r"(?P<place>[^,;(|]{1,60})"
_TO = (
    r"\s(?:to|towards|into|for|nach|zu|zum|zur|richtung|vers|pour|à|a|al|para|hacia|per|verso|naar|richting|do|till|mot)\s"
    r"|\s?(?:→|->|–>|>|⇒|–|—)\s?|\s-\s|(?<=\w)-(?=(?-i:[A-ZÀ-Ž]))"
)
_TOWARDS = re.compile(rf"{_WAY}(?P<origin>[\w\s.:]{{0,30}}?)(?:{_TO}){_PLACE}", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:back|home|homeward|return|zurück|heim|nach\shause|rückfahrt|rückreise|rückflug|heimfahrt|heimreise|retour|vuelta"
    r"|regreso|regresso|ritorno|terug|terugreis|naar\shuis|powrót|powrotny|hem|hemresa|återresa|tillbaka)\b",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\b(?:from|von|ab|aus|depuis|de|desde|da|van|vanuit|z|ze|från)\s{_PLACE}", re.IGNORECASE)
_COMPANY = re.compile(r"\b(?i:with|mit|avec|con|com|met|med)\s[A-ZÀ-Ž]\w+")
_MEETS = re.compile(
    r"\b(?:breakfast|brunch|lunch|dinner|drinks?|coffee|bar|party|meeting|meet|conference|spa|frühstück|mittagessen|abendessen"
    r"|essen|kaffee|treffen|besprechung|feier|petit-déjeuner|déjeuner|dîner|réunion|fête|desayuno|almuerzo|comida|cena|reunión"
    r"|fiesta|almoço|jantar|reunião|festa|colazione|pranzo|riunione|ontbijt|diner|vergadering|borrel|śniadanie|obiad|kolacja"
    r"|spotkanie|frukost|middag|möte|fest)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:holidays?|vacation|annual\sleave|pto|wedding|urlaub|ferien|feiertag|hochzeit|vacances|congés?|mariage"
    r"|vacaciones|boda|férias|feriado|casamento|vacanze?|ferie|matrimonio|vakantie|bruiloft|wakacje|urlop|wesele|semester"
    r"|ledighet|bröllop)\b",
    re.IGNORECASE,
)
_FILLS_WORDS = """
time para do się the my to for a an there in office site on onsite interview job meeting buffer block zum zur das der die im
vorstellungsgespräch gespräch bewerbungsgespräch entretien l pour au le la el al de entrevista per il colloquio naar het
sollicitatie sollicitatiegesprek na rozmowę rozmowy rozmowa kwalifikacyjna kwalifikacyjnej till inför intervju
intervjun técnica técnico del d mon meine mein meinem technical final first second round video phone panel with voor op
"""
_FILLS = frozenset(_FILLS_WORDS.split())
"""Words that name nothing beside a way."""
_BOOKED = re.compile(
    r"(?i:\b(?:booking|reservation|confirmation|record\slocator|itinerary|pnr|e-?ticket|buchungs?|auftrags?|reservierungs?"
    r"|bestätigungs?|dossier|réservation|reserva|localizador|billete|codice|prenotazione|biglietto|boekings?|reserverings?"
    r"|rezerwac\w+|bilet\w*|boknings?)(?:[- ]?(?:code|reference|ref|number|no|nr|nummer|id|numer|numero|número))?)\b"
    r"[^\n]{0,25}?[:#\s]\s*(?=[A-Z0-9-]*(?:\d|[A-Z]{5}))[A-Z0-9][A-Z0-9-]{4,18}\b"
)
_CANCELS = re.compile(
    r"cancel|manage|change|storno|stornier|verwalt|annul|gérer|gestion|modif|cancela|anular|gerir|disdi|annull|gestisci"
    r"|beheer|anulow|odwoł|zarządz|avboka|hantera",
    re.IGNORECASE,
)
_LINK = re.compile(r"https://[A-Za-z0-9.-]{3,120}(?::\d{1,5})?(?![\w@:.-])(?:/[!-;=?-~]{0,400})?")
_PHONE = re.compile(
    r"(?i:\b(?:phone|tel|telephone|call|telefon|téléphone|teléfono|telefone|telefono|telefoon|tfn)\b)\D{0,15}?"
    r"(?P<number>\+?[\d(][\d ()./-]{5,22}\d)"
)
_READ = 4000
_LINES = 200


@lru_cache(maxsize=4096)
def kind_of(title: str) -> Kind | None:
    """What the entry is for, by its title."""
    if _PREPARES.search(title):
        return "preparation"
    if _STAYS.search(title) and not _BEGINS.search(title):
        return None if _MEETS.search(title) else "stay"
    if _TRAVELS.search(title):
        return "travel"
    return "preparation" if eventwords.prepares(title) else None


def vehicle(title: str) -> str | None:
    """What the title says that one goes by: "train", "flight", "bus" or "car"; None where it does not say."""
    return next((name for name, words in _VEHICLES.items() if words.search(title)), None)


def is_bookable(kind: Kind, title: str) -> bool:
    """Whoever noted it may have booked it: a stay, or a way by what takes tickets."""
    return kind == "stay" or (kind == "travel" and bool(_BOOKABLE.search(title)))


def destination(title: str) -> str:
    """Where the way leads by the title's words, up to six of them; "" where it does not say."""
    found = _TOWARDS.search(title)
    return " ".join(found["place"].split()[:6]) if found else ""


def origin(title: str) -> str:
    """Where the way begins by the title's words."""
    if found := _FROM.search(title):
        return " ".join(found["place"].split()[:6])
    return found["origin"].strip() if (found := _TOWARDS.search(title)) else ""


def leads_back(title: str) -> bool:
    """It is the way home."""
    return bool(_BACK.search(title))


def is_in_company(title: str) -> bool:
    """It names somebody who comes along: "Train to Leeds with Anna"."""
    return bool(_COMPANY.search(title))


def is_bare_way(title: str) -> bool:
    """It says that there is a way to go, and nothing else: "Travel time", "Anreise", "Travel to interview"."""
    return bool(_BEGINS.search(title)) and all(
        word in _FILLS or word.isdigit() or re.fullmatch(_BARE, word) for word in re.findall(r"\w+", title.casefold())
    )


def beside_preparing(title: str) -> frozenset[str] | None:
    """What the title of a preparation for an interview says beside that, folded; None where it prepares for something else.

    "Interview prep" and "Vorbereitung Vorstellungsgespräch" say nothing beside it.
    """
    words = re.findall(r"\w+", title.casefold())
    left = {
        w for w in words if not (_PREPARES.fullmatch(w) or eventwords.is_interview(w) or w in _FILLS or w.isdigit())
    }
    alone = _PREPARES.search(title) and (eventwords.is_interview(title) or len(words) == 1)
    return frozenset(t for w in left for t in tokens(w)) if alone else None


def is_away(title: str) -> bool:
    """A holiday, a feast: whoever travels then may travel for that."""
    return bool(_AWAY.search(title))


def is_booking(text: str) -> bool:
    """It carries the number of a booking."""
    return bool(_BOOKED.search(text[:_READ]))


def cancellation(text: str) -> str | None:
    """The link that a booking's words give for changing it; failing that, the mail that it came in."""
    lines = text[:_READ].splitlines()[:_LINES]
    for number, line in enumerate(lines):
        for found in _LINK.finditer(line):
            before = lines[number - 1] if number and not line[: found.start()].strip() else ""
            if _CANCELS.search(line) or _CANCELS.search(before):
                return found[0].rstrip(".")
    mail = next((found[0] for line in lines for found in _LINK.finditer(line) if _is_mail(found[0])), None)
    return mail.rstrip(".") if mail else None


def phone(text: str) -> str | None:
    """The number that a booking's words give."""
    found = _PHONE.search(text[:_READ])
    return " ".join(found["number"].split()) if found else None


def _is_mail(link: str) -> bool:
    return link.startswith("https://mail.google.com/")
