"""Reservations of a journey or a stay, read from ordinary mail: what, when, where, and how the user cancels."""

from __future__ import annotations

import json
import time
from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest

from agent.model import Reservation
from agent.reading import read

ZONE = "America/New_York"


def mail(subject: str, text: str, *, sender: str = "Bookings <noreply@stays.example>", html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "Sam Lee <sam@mail.example>", subject
    message["Date"], message["Message-ID"] = "Thu, 12 Nov 2026 10:00:00 -0500", "<1@stays.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def found(subject: str, text: str, **more: Any) -> Reservation | None:
    spam = more.pop("spam", False)
    reading = read(mail(subject, text, **more), me=("sam@mail.example",), zone=ZONE, spam=spam)
    assert reading.label == "other"
    return reading.reservation


def days(reservation: Reservation | None) -> tuple[date, date]:
    assert reservation is not None
    return reservation.start.date(), (reservation.end or reservation.start).date()


EVE, AFTER = date(2026, 11, 23), date(2026, 11, 25)

ROOM = {
    "@context": "http://schema.org", "@type": "LodgingReservation", "reservationNumber": "SI-20931",
    "reservationStatus": "http://schema.org/Confirmed", "underName": {"@type": "Person", "name": "Sam Lee"},
    "reservationFor": {
        "@type": "LodgingBusiness", "name": "Superior Inn", "telephone": "+1 218 555 0142",
        "address": {"@type": "PostalAddress", "streetAddress": "411 Canal Park Dr", "addressLocality": "Duluth"},
    },
    "checkinDate": "2026-11-23T15:00:00-06:00", "checkoutDate": "2026-11-25T11:00:00-06:00",
    "cancelReservationUrl": "https://stays.example/cancel/20931",
}  # fmt: skip


def marked(data: object) -> str:
    return f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body>Hi</body></html>'


def test_a_room_in_markup() -> None:
    room = found("Thank you, Sam", "See you soon!", html=marked(ROOM))
    assert room is not None
    assert (room.kind, room.name, room.reference) == ("stay", "Superior Inn", "SI-20931")
    assert days(room) == (EVE, AFTER)
    assert (room.link, room.phone) == ("https://stays.example/cancel/20931", "+1 218 555 0142")
    assert "Duluth" in room.where


def test_a_flight_there_and_back_in_markup_is_one_journey() -> None:
    def leg(number: str, origin: str, goal: str, day: str) -> dict[str, Any]:
        return {
            "@type": "FlightReservation", "reservationNumber": "QX7K2P",
            "reservationFor": {
                "@type": "Flight", "flightNumber": number, "airline": {"@type": "Airline", "name": "Northern Air"},
                "departureAirport": {"name": origin}, "arrivalAirport": {"name": goal},
                "departureTime": f"{day}T09:10:00-05:00", "arrivalTime": f"{day}T12:05:00-06:00",
            },
        }  # fmt: skip

    there = leg("NA 12", "Boston", "Duluth", "2026-11-23")
    journey = found(
        "Your e-ticket", "Have a good flight", html=marked([there, leg("NA 13", "Duluth", "Boston", "2026-11-25")])
    )
    assert journey is not None
    assert (journey.kind, journey.name, journey.origin, journey.goal) == ("flight", "Northern Air", "Boston", "Duluth")
    assert (journey.start.isoformat(), days(journey)) == ("2026-11-23T09:10:00-05:00", (EVE, AFTER))


def test_one_that_is_cancelled_says_so() -> None:
    gone = {**ROOM, "reservationStatus": "http://schema.org/ReservationCancelled"}
    for room in (
        found("Thank you", "", html=marked(gone)),
        found(
            "Your booking SI-20931 has been cancelled",
            "Superior Inn, check-in 23 November 2026. Booking number: SI-20931",
        ),
    ):
        assert room is not None
        assert room.cancelled
        assert room.reference == "SI-20931"


ROOMS = {
    "en": ("Booking confirmation: Superior Inn",
           "Your reservation at Superior Inn, 411 Canal Park Dr, Duluth is confirmed.\n\nBooking number: SI-20931\n"
           "Check-in: Monday, November 23, 2026\nCheck-out: Wednesday, November 25, 2026\nFree cancellation until November 20, 2026.\n\n"
           "Manage or cancel your booking: https://stays.example/b/20931\nPhone: +1 218 555 0142\n"),
    "de": ("Ihre Buchungsbestätigung – Hotel Seeblick",
           "Vielen Dank für Ihre Buchung im Hotel Seeblick.\n\nBuchungsnummer: SI-20931\nAnreise: Montag, 23. November 2026\n"
           "Abreise: Mittwoch, 25. November 2026\nKostenlos stornierbar bis 20. November 2026\nAdresse: Uferweg 4, 78462 Konstanz\n\n"
           "Buchung stornieren: https://stays.example/b/20931\nTelefon: +49 7531 555 01\n"),
    "fr": ("Confirmation de votre réservation – Hôtel du Port",
           "Votre réservation à l'Hôtel du Port est confirmée.\n\nNuméro de réservation : SI-20931\nArrivée : lundi 23 novembre 2026\n"
           "Départ : mercredi 25 novembre 2026\nAnnulation gratuite jusqu'au 20 novembre 2026\nAdresse : 4 quai Est, 29200 Brest\n\n"
           "Gérer ou annuler : https://stays.example/b/20931\n"),
    "es": ("Confirmación de su reserva: Hotel Miramar",
           "Su reserva en el Hotel Miramar está confirmada.\n\nNúmero de reserva: SI-20931\nEntrada: lunes, 23 de noviembre de 2026\n"
           "Salida: miércoles, 25 de noviembre de 2026\nCancelación gratuita hasta el 20 de noviembre de 2026\n"
           "Dirección: Calle Mayor 4, 39001 Santander\n\nGestionar o cancelar: https://stays.example/b/20931\n"),
    "pt": ("Confirmação da sua reserva – Hotel Foz",
           "A sua reserva no Hotel Foz está confirmada.\n\nNúmero da reserva: SI-20931\nEntrada: segunda-feira, 23 de novembro de 2026\n"
           "Saída: quarta-feira, 25 de novembro de 2026\nCancelamento gratuito até 20 de novembro de 2026\n"
           "Morada: Rua do Cais 4, 4150 Porto\n\nGerir ou cancelar: https://stays.example/b/20931\n"),
    "it": ("Conferma di prenotazione – Hotel Riva",
           "La sua prenotazione presso Hotel Riva è confermata.\n\nNumero di prenotazione: SI-20931\nArrivo: lunedì 23 novembre 2026\n"
           "Partenza: mercoledì 25 novembre 2026\nCancellazione gratuita fino al 20 novembre 2026\n"
           "Indirizzo: Via Porto 4, 34121 Trieste\n\nGestisci o annulla: https://stays.example/b/20931\n"),
    "nl": ("Bevestiging van je reservering – Hotel Waterkant",
           "Je reservering bij Hotel Waterkant is bevestigd.\n\nReserveringsnummer: SI-20931\nAankomst: maandag 23 november 2026\n"
           "Vertrek: woensdag 25 november 2026\nGratis annuleren tot 20 november 2026\nAdres: Kade 4, 9712 Groningen\n\n"
           "Beheer of annuleer: https://stays.example/b/20931\n"),
}  # fmt: skip
TOWNS = {
    "en": "Duluth",
    "de": "Konstanz",
    "fr": "Brest",
    "es": "Santander",
    "pt": "Porto",
    "it": "Trieste",
    "nl": "Groningen",
}


@pytest.mark.parametrize("language", ROOMS)
def test_a_room_in_plain_words(language: str) -> None:
    room = found(*ROOMS[language])
    assert room is not None
    assert (room.kind, room.reference, room.link) == ("stay", "SI-20931", "https://stays.example/b/20931")
    assert days(room) == (EVE, AFTER)
    assert TOWNS[language] in room.where


TRAINS = {
    "en": ("Your train tickets to Duluth", "Booking reference: QX7K2P\nTrain from Chicago to Duluth\nOutbound: 23 November 2026, 14:05\n"
           "Return: 25 November 2026, 17:20\nChange or cancel: https://stays.example/b/1"),
    "de": ("Ihre Fahrkarte nach Konstanz", "Auftragsnummer: QX7K2P\nZug von Hannover nach Konstanz\nHinfahrt: 23.11.2026, 14:05 Uhr\n"
           "Rückfahrt: 25.11.2026\nVerwalten oder stornieren: https://stays.example/b/1"),
    "fr": ("Vos billets de train", "Référence de dossier : QX7K2P\nTrain de Paris à Brest\nAller : 23/11/2026 à 14h05\n"
           "Retour : 25/11/2026\nAnnuler ou échanger : https://stays.example/b/1"),
    "es": ("Sus billetes de tren", "Localizador: QX7K2P\nTren de Madrid a Santander\nIda: 23 de noviembre de 2026\n"
           "Vuelta: 25 de noviembre de 2026\nCambiar o anular: https://stays.example/b/1"),
    "pt": ("Os seus bilhetes de comboio", "Código da reserva: QX7K2P\nComboio de Lisboa para Porto\nIda: 23/11/2026\nVolta: 25/11/2026\n"
           "Cancelar: https://stays.example/b/1"),
    "it": ("Il tuo biglietto del treno", "Codice prenotazione: QX7K2P\nTreno da Roma a Trieste\nAndata: 23/11/2026\nRitorno: 25/11/2026\n"
           "Annulla: https://stays.example/b/1"),
    "nl": ("Je treintickets", "Boekingscode: QX7K2P\nTrein van Utrecht naar Groningen\nHeenreis: 23 november 2026\n"
           "Terugreis: 25 november 2026\nAnnuleren: https://stays.example/b/1"),
}  # fmt: skip


@pytest.mark.parametrize("language", TRAINS)
def test_a_train_in_plain_words(language: str) -> None:
    train = found(*TRAINS[language])
    assert train is not None
    assert (train.kind, train.reference, train.goal) == ("train", "QX7K2P", TOWNS[language])
    assert days(train) == (EVE, AFTER)
    assert train.link == "https://stays.example/b/1"


@pytest.mark.parametrize(
    ("subject", "text", "reference", "ends"),
    [
        ("Ihre Buchung Auftrag 482913374", "Hinfahrt am 23.11.2026\nBerlin Hbf - Konstanz, ab 08:05, ICE 123", "482913374",
         ("Berlin Hbf", "Konstanz")),
        ("Travel Itinerary", "YOUR RESERVATION NUMBER IS: QX7K2P\nFLIGHT NA 1234 Dublin - Berlin\nMon, 23 Nov 2026", "QX7K2P",
         ("Dublin", "Berlin")),
        ("Confirmation de votre commande : Paris - Brest",
         "Référence de dossier : TGXKPL\nAller : lundi 23 novembre 2026\nParis Montparnasse 1 et 2 → Brest\nTGV 8607", "TGXKPL",
         ("Paris Montparnasse 1 et 2", "Brest")),
    ],
)  # fmt: skip
def test_numbers_and_ways_as_sellers_write_them(subject: str, text: str, reference: str, ends: tuple[str, str]) -> None:
    journey = found(subject, text)
    assert journey is not None
    assert (journey.reference, (journey.origin, journey.goal)) == (reference, ends)


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        (
            "Flight confirmation",
            "Confirmation code: QX7K2P\nFlight NA 12 from Boston to Duluth on November 23, 2026",
            "flight",
        ),
        (
            "Your rental car reservation",
            "Confirmation number: 88123456\nPick-up: November 23, 2026, Duluth Airport",
            "car",
        ),
        ("Your coach booking", "Booking reference: QX7K2P\nCoach from Leeds to York, 23 November 2026", "bus"),
    ],
)
def test_other_ways_to_get_there(subject: str, text: str, kind: str) -> None:
    journey = found(subject, text)
    assert journey is not None
    assert (journey.kind, days(journey)[0]) == (kind, EVE)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Your table reservation", "Booking number: 88123\nMonday, November 23, 2026 at 7 pm, Trattoria Due"),
        ("Your concert tickets", "Order number: 88123\nNovember 23, 2026, City Hall"),
        ("Hotels in Duluth from a good price", "Book your hotel stay on November 23, 2026 now and save."),
        (
            "Your booking at Superior Inn",
            "Thank you for staying with us. Booking number: SI-20931, November 2, 2026. How was it?",
        ),
        ("Lunch", "Shall we book the hotel for November 23? Booking number to follow"),
    ],
)
def test_what_is_none(subject: str, text: str) -> None:
    assert found(subject, text) is None


def test_mail_that_only_claims_to_come_from_the_seller_books_nothing() -> None:
    forged = b"Authentication-Results: mx.example; dmarc=fail header.from=stays.example\n" + mail(*ROOMS["en"])
    assert read(forged, me=("sam@mail.example",), zone=ZONE).reservation is None


def test_spam_books_nothing() -> None:
    assert found("Thank you", "", html=marked(ROOM), spam=True) is None


@pytest.mark.parametrize(
    "markup",
    [
        "[" * 5000, json.dumps({"@type": "LodgingReservation"}), json.dumps({"@type": "LodgingReservation", "checkinDate": 7}),
        json.dumps({"@type": ["LodgingReservation"], "checkinDate": "2026-99-99", "reservationFor": [1, {}]}),
        json.dumps({**ROOM, "cancelReservationUrl": "javascript:alert(1)", "checkinDate": "9999-12-31"}),
    ],
)  # fmt: skip
def test_hostile_markup_does_no_harm(markup: str) -> None:
    html = f'<script type="application/ld+json">{markup}</script><p>LodgingReservation</p>'
    reservation = found("Your booking", "x", html=html)
    assert reservation is None or reservation.link is None


def test_long_hostile_words_take_no_long_time() -> None:
    began = time.process_time()
    found("Your booking", "from A to B " * 20_000 + "\nBooking number: " + "A1" * 50_000 + "\ncheck-in " * 5_000)
    assert time.process_time() - began < 5


def test_a_cancellation_is_known_by_its_subject() -> None:
    text = "Ihre Reservierung im Hotel Seehof wurde storniert.\nReservierungsnummer: 55012\nAnreise: 23. November 2026\nAbreise: 25. November 2026"
    room = found("Stornierungsbestätigung Hotel Seehof", text)
    assert days(room) == (EVE, AFTER)
    assert room is not None
    assert (room.reference, room.cancelled) == ("55012", True)


def test_tickets_without_a_word_for_what_they_are_for_in_the_subject() -> None:
    text = "Booking reference: QX7K2P\nDublin Heuston to Carlow by rail\nOutbound: November 23, 2026 15:00\nReturn: November 25, 2026 14:10"
    journey = found("Your tickets: Dublin to Carlow", text)
    assert days(journey) == (EVE, AFTER)
    assert journey is not None
    assert (journey.kind, journey.reference, journey.goal) == ("train", "QX7K2P", "Carlow")
    assert found("Your tickets: the Heron Quartet", "Order number: 77123\nNovember 23, 2026, 8 pm, row F") is None
