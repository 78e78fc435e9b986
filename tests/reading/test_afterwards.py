"""What comes back after a letter: automatic answers, returned mail, who stands in, trips that were paid."""

from __future__ import annotations

import pytest

from agent.model import Reading
from agent.reading import read

ME = {"ines.calloway@postbox.example"}


def received(text: str, subject: str = "Re: Interview", headers: str = "", language: str = "en") -> Reading:
    raw = (
        "From: Aisha Rahman <aisha.rahman@lindenhydro.example>\r\nTo: Ines Calloway <ines.calloway@postbox.example>\r\n"
        f"Subject: {subject}\r\nDate: Wed, 18 Nov 2026 09:00:00 +0000\r\nMessage-ID: <a@lindenhydro.example>\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n{headers}\r\n{text}"
    )
    return read(raw.encode(), me=ME, known=True)


AUTOMATIC = "Auto-Submitted: auto-replied\r\n"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automatic reply: Interview", "I am out of the office until 30 November."),
        ("Abwesenheitsnotiz: Vorstellungsgespräch", "Ich bin bis zum 30. November nicht im Haus."),
        ("Réponse automatique : entretien", "Je suis absente jusqu'au 30 novembre."),
        ("Respuesta automática: entrevista", "Estoy fuera de la oficina hasta el 30 de noviembre."),
        ("Resposta automática: entrevista", "Estou ausente até 30 de novembro."),
        ("Risposta automatica: colloquio", "Sono fuori ufficio fino al 30 novembre."),
        ("Automatisch antwoord: gesprek", "Ik ben tot 30 november afwezig."),
        ("Odpowiedź automatyczna: rozmowa", "Jestem nieobecna do 30 listopada."),
        ("Autosvar: intervju", "Jag är på semester till den 30 november."),
    ],
)
def test_an_automatic_answer_says_that_its_writer_is_away(subject: str, text: str) -> None:
    assert received(text, subject).absence == "away"
    assert received(text, "Re: 24.11.", AUTOMATIC).absence == "away"
    assert not received(text, subject).human


@pytest.mark.parametrize(
    "text",
    [
        "Aisha Rahman no longer works at Linden Hydro.",
        "I have left Linden Hydro. Your message will not be forwarded.",
        "Frau Rahman ist nicht mehr für Linden Hydro tätig.",
        "Ich arbeite nicht mehr bei Linden Hydro.",
        "Ich arbeite seit dem 1. November nicht\nmehr für Linden Hydro.",
        "Ich bin nicht mehr bei Linden Hydro.",
        "Ich habe Linden Hydro zum 31. Oktober verlassen.",
        "I am no longer with Linden Hydro.",
        "I'm no longer an employee of Linden Hydro.",
        "I don't work at Linden Hydro any more.",
        "My last day at Linden Hydro was 30 October.",
        "J'ai quitté mes fonctions chez Linden Hydro.",
        "Je ne suis plus en poste chez Linden Hydro.",
        "He dejado mi puesto en Linden Hydro.",
        "Deixei a empresa no fim de outubro.",
        "Não faço mais parte da Linden Hydro.",
        "Ho lasciato l'azienda.",
        "Ik heb Linden Hydro verlaten.",
        "Nie jestem już pracownicą Linden Hydro.",
        "Jag har lämnat Linden Hydro.",
        "Madame Rahman a quitté la société.",
        "Aisha Rahman ya no trabaja en Linden Hydro.",
        "Aisha Rahman já não trabalha na Linden Hydro.",
        "Aisha Rahman non lavora più per Linden Hydro.",
        "Aisha Rahman is niet langer werkzaam bij Linden Hydro.",
        "Pani Rahman już nie pracuje w Linden Hydro.",
        "Aisha Rahman arbetar inte längre på Linden Hydro.",
    ],
)
def test_who_works_there_no_longer_cannot_be_written_to(text: str) -> None:
    reading = received(text, "Automatic reply: Interview", AUTOMATIC)
    assert reading.absence == "left"
    assert [(c.address, c.usable) for c in reading.contacts] == [("aisha.rahman@lindenhydro.example", False)]


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe das Büro heute schon verlassen und lese Ihre Nachricht morgen.",
        "Ich bin diese Woche nicht mehr für Sie erreichbar.",
        "I have left the office for today.",
        "J'ai quitté le bureau pour aujourd'hui.",
        "Jag har lämnat kontoret för i dag.",
        "My last day at work before my holiday is Friday.",
    ],
)
def test_who_went_home_still_works_there(text: str) -> None:
    assert received(text, "Automatic reply: Interview", AUTOMATIC).absence == "away"


def test_the_one_who_stands_in_is_a_contact_with_a_name() -> None:
    text = (
        "I no longer work at Linden Hydro. Please turn to my colleague Jonas Weber (j.weber@lindenhydro.example) or to"
        " recruiting@lindenhydro.example."
    )
    contacts = {c.address: c for c in received(text, "Automatic reply", AUTOMATIC).contacts}
    assert contacts["j.weber@lindenhydro.example"].name == "Jonas Weber"
    assert contacts["j.weber@lindenhydro.example"].usable
    assert contacts["recruiting@lindenhydro.example"].name == ""


def test_the_successor_whom_a_german_answer_names_is_a_contact() -> None:
    text = "Ich arbeite nicht mehr bei Linden Hydro. Bitte wenden Sie sich an Frau Petra Klein (petra.klein@lindenhydro.example)."
    reading = received(text, "Automatische Antwort: Absage", AUTOMATIC)
    found = [(c.address, c.name, c.usable) for c in reading.contacts]
    assert ("petra.klein@lindenhydro.example", "Petra Klein", True) in found
    assert ("aisha.rahman@lindenhydro.example", "Aisha Rahman", False) in found


def test_a_successor_elsewhere_is_told_of_and_not_written_to() -> None:
    text = "I no longer work at Linden Hydro. Please contact Petra Klein (petra.klein@brookway.example) instead."
    (elsewhere,) = received(text, "Automatic reply", AUTOMATIC).contacts[1:]
    assert (elsewhere.address, elsewhere.name, elsewhere.usable) == (None, "Petra Klein", False)
    assert "petra.klein@brookway.example" in elsewhere.because


def test_an_answer_by_hand_about_a_colleague_is_no_absence() -> None:
    reading = received("Hi Ines,\n\nMark has left the company, so I will see you on Tuesday.\n\nAisha")
    assert reading.absence is None
    assert reading.human


def test_returned_mail_names_the_address_that_cannot_be_reached() -> None:
    raw = (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: ines.calloway@postbox.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <r@mx.example>\r\n"
        "Date: Wed, 18 Nov 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; aisha.rahman@lindenhydro.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        "--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <letter@postbox.example>\r\n\r\n--x--\r\n"
    )
    failed = read(raw.format(action="failed").encode(), me=ME)
    assert [(c.address, c.usable) for c in failed.contacts] == [("aisha.rahman@lindenhydro.example", False)]
    assert read(raw.format(action="delayed").encode(), me=ME).contacts == ()


@pytest.mark.parametrize(
    "text",
    [
        "We have booked your train to Leeds for Tuesday morning.",
        "Your travel expenses will of course be reimbursed.",
        "We are happy to cover the flight and the hotel.",
        "Ihre Fahrtkosten übernehmen wir selbstverständlich.",
        "Vos frais de déplacement seront remboursés.",
        "Los gastos de viaje corren por nuestra cuenta.",
        "As despesas de deslocação serão reembolsadas.",
        "Le spese di viaggio sono a nostro carico.",
        "De reiskosten worden vergoed.",
        "Koszty dojazdu zostaną zwrócone.",
        "Vi betalar resan och hotellet.",
    ],
)
def test_a_trip_that_the_employer_pays_is_read(text: str) -> None:
    assert received(f"Hello Ines,\n\nWe look forward to the interview. {text}\n\nAisha").travel


@pytest.mark.parametrize(
    "text",
    [
        "Please note that travel costs cannot be met.",
        "The role involves travel to our sites in Leeds.",
        "The train station is five minutes away.",
        "Die Stelle ist mit Reisen verbunden.",
    ],
)
def test_talk_of_travelling_is_no_paid_trip(text: str) -> None:
    assert not received(f"Hello Ines,\n\nWe look forward to the interview. {text}\n\nAisha").travel


@pytest.mark.parametrize(
    ("text", "greeting"),
    [
        ("Bonjour Madame Calloway,", "Bonjour Madame Calloway"),
        ("Chère Inès,", "Chère Inès"),
        ("Estimada Ines:", "Estimada Ines"),
        ("Hola Ines,", "Hola Ines"),
        ("Prezada Ines,", "Prezada Ines"),
        ("Gentile Dott.ssa Calloway,", "Gentile Dott.ssa Calloway"),
        ("Cara Ines,", "Cara Ines"),
        ("Beste Ines,", "Beste Ines"),
        ("Dzień dobry Pani Ines,", "Dzień dobry Pani Ines"),
        ("Hej Ines!", "Hej Ines"),
    ],
)
def test_salutations_are_read_in_every_language(text: str, greeting: str) -> None:
    assert received(f"{text}\n\nSee you.").greeting == greeting
