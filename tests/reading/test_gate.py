"""The gate: what is read in full, and what is not worth it."""

from __future__ import annotations

import pytest

from agent.model import Reading
from agent.reading import UNREADABLE, gate, label, mime, read
from agent.reading.gate import passes, plain
from agent.reading.mime import open_
from tests.reading.eml import eml

NOBODY = "Dana Pryce <dana@quillfordworks.com>"
MANY = "<https://quillfordworks.com/u>"

INVITATIONS = {
    "en": "Interview with Quillford Works",
    "de": "Vorstellungsgespräch bei Quillford Works",
    "fr": "Entretien avec Quillford Works",
    "es": "Entrevista con Quillford Works",
    "pt": "Entrevista com a Quillford Works",
    "it": "Colloquio con Quillford Works",
    "nl": "Sollicitatiegesprek bij Quillford Works",
    "pl": "Rozmowa kwalifikacyjna w Quillford Works",
    "sv": "Intervju med Quillford Works",
}

NEWS = {
    "en": "We'd like you to join us from March. I'll send the contract over this week.",
    "de": "wir freuen uns, Ihnen die Stelle anbieten zu können. Der Arbeitsvertrag folgt per Post.",
    "fr": "nous avons le plaisir de vous confirmer votre embauche. Le contrat suit.",
    "es": "nos complace ofrecerte el puesto. Te enviaremos el contrato esta semana.",
    "pt": "temos o prazer de oferecer a vaga. O contrato segue esta semana.",
    "it": "siamo lieti di offrirle il posto. Il contratto di lavoro segue in settimana.",
    "nl": "we bieden je graag de functie aan. Het contract volgt deze week.",
    "pl": "z przyjemnością oferujemy Panu to stanowisko. Umowa o pracę przyjdzie w tym tygodniu.",
    "sv": "vi vill gärna erbjuda dig tjänsten. Anställningsavtalet kommer i veckan.",
}


def unread(reading: Reading) -> bool:
    return any(UNREADABLE in item.says for item in reading.evidence)


def event(summary: str, method: str = "REQUEST") -> str:
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:1@quillfordworks.com\r\n"
        f"DTSTAMP:20261112T090000Z\r\nDTSTART:20261118T140000Z\r\nDTEND:20261118T150000Z\r\nSUMMARY;LANGUAGE=x:{summary}\r\n"
        "ORGANIZER:mailto:dana@quillfordworks.com\r\nATTENDEE:mailto:mara.quint@example.net\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


@pytest.mark.parametrize("language", INVITATIONS)
@pytest.mark.parametrize("sender", [NOBODY, "Quillford <no-reply@quillfordworks.com>"])
def test_an_invitation_to_an_interview_passes_by_its_calendar_part_alone(language: str, sender: str) -> None:
    raw = eml("", from_=sender, subject="Invitation", calendar=event(INVITATIONS[language]))
    assert passes(open_(raw))


@pytest.mark.parametrize("language", INVITATIONS)
def test_an_interview_called_off_in_the_calendar_passes(language: str) -> None:
    raw = eml("", from_=NOBODY, subject="Cancelled", calendar=event(INVITATIONS[language], "CANCEL"), method="CANCEL")
    assert passes(open_(raw))


@pytest.mark.parametrize("language", NEWS)
@pytest.mark.parametrize("sender", [NOBODY, "Quillford <no-reply@quillfordworks.com>"])
def test_an_offer_without_stock_phrases_passes(language: str, sender: str) -> None:
    assert passes(open_(eml(NEWS[language], from_=sender, subject="Quillford Works")))


@pytest.mark.parametrize("language", NEWS)
def test_an_offer_in_html_alone_passes(language: str) -> None:
    page = f"<html><head><style>{'.a{color:red}' * 900}</style></head><body><p>{NEWS[language]}</p></body></html>"
    assert passes(open_(eml(html=page.encode("ascii", "xmlcharrefreplace").decode(), from_=NOBODY)))


PLAINEST = {
    "en": "We are pleased to offer you the position of baker.",
    "de": "Gern möchten wir Ihnen die Stelle anbieten.",
    "fr": "Votre contrat de travail est joint.",
    "es": "Nos complace ofrecerle el puesto.",
    "pt": "Queremos oferecer a vaga a você.",
    "it": "Siamo lieti di offrirle il posto.",
    "nl": "De arbeidsovereenkomst is bijgevoegd.",
    "pl": "W załączeniu umowa o pracę.",
    "sv": "Vi vill erbjuda dig tjänsten.",
}
SHOP = (
    " Your order is on its way: one kettle, two mugs. Subtotal, delivery, VAT included, track your parcel, returns are free, "
    "your card was charged, customers also bought a toaster, unsubscribe, terms apply, view in browser."
)


@pytest.mark.parametrize("language", PLAINEST)
def test_an_offer_in_the_plainest_words_passes_whatever_stands_beside_it(language: str) -> None:
    assert passes(open_(eml(PLAINEST[language] + SHOP, from_="Kettles <no-reply@kettles.example>", subject="Hello")))


def test_an_offer_in_words_of_a_shop_stops_at_the_second_look() -> None:
    text = "Thank you for your order. We are pleased to confirm that your offer for the desk has been accepted." + SHOP
    opened = open_(eml(text, from_="Kettles <no-reply@kettles.example>", subject="Your offer was accepted"))
    assert gate.odds(opened) >= gate.least()
    assert not passes(opened)


CONFIRMATIONS = {
    "en": "Your interview with Quillford Works for Data Engineer is confirmed for Wednesday, 25 November at 11:00.\n\nTo"
    " reschedule or withdraw, visit https://portal.quillfordworks.com/c/8821\n\nPlease do not reply to this email.",
    "de": "Ihr Vorstellungsgespräch bei Quillford Works ist bestätigt: Mittwoch, 25. November, 11:00 Uhr.\n\nTermin ändern:"
    " https://portal.quillfordworks.com/c/8821\n\nBitte antworten Sie nicht auf diese E-Mail.",
    "fr": "Votre entretien avec Quillford Works est confirmé : mercredi 25 novembre à 11h00.\n\nPour annuler ou déplacer :"
    " https://portal.quillfordworks.com/c/8821\n\nMerci de ne pas répondre à cet e-mail.",
    "es": "Tu entrevista con Quillford Works está confirmada: miércoles 25 de noviembre a las 11:00.\n\nPara cambiarla o"
    " cancelarla: https://portal.quillfordworks.com/c/8821\n\nNo respondas a este correo.",
    "pt": "A sua entrevista com a Quillford Works está confirmada: quarta-feira, 25 de novembro, às 11h00.\n\nPara alterar"
    " ou cancelar: https://portal.quillfordworks.com/c/8821\n\nNão responda a este e-mail.",
    "it": "Il Suo colloquio con Quillford Works è confermato: mercoledì 25 novembre alle 11:00.\n\nPer spostarlo o"
    " annullarlo: https://portal.quillfordworks.com/c/8821\n\nNon rispondere a questa e-mail.",
    "nl": "Je sollicitatiegesprek met Quillford Works is bevestigd: woensdag 25 november om 11.00 uur.\n\nWijzigen of"
    " annuleren: https://portal.quillfordworks.com/c/8821\n\nBeantwoord deze e-mail niet.",
}


@pytest.mark.parametrize("language", CONFIRMATIONS)
def test_a_confirmed_interview_passes_among_the_words_of_a_machine(language: str) -> None:
    message = eml(
        CONFIRMATIONS[language], from_="Quillford Works <no-reply@quillfordworks.com>", subject="Confirmation"
    )
    assert passes(open_(message))


@pytest.mark.parametrize(
    "text",
    [
        "Course K12: sea swimming. Your interview with the admissions tutors is on Sunday, May 13 at 14:00. Tuition: see the portal. Do not reply.",
        "Parents' evening is on Wednesday. Class 5: our readers sent a story. Your interview with Ms Castellan is at 6:41 pm.",
        "À lire aussi : une recette de tarte. Votre entretien avec le conseiller bancaire est fixé au 15 mai à 12h. Merci de nous prévenir.",
        "In breve: un concerto. Il colloquio con gli insegnanti è giovedì alle 17. A presto. Annulla iscrizione.",
    ],
)
def test_an_interview_of_a_school_or_bank_is_not_about_a_job_for_that(text: str) -> None:
    message = eml(text, from_="Hollow Lane <office@hollowlane.example>", subject="News")
    assert not plain(open_(message))


def test_a_receipt_stops() -> None:
    text = (
        "Order 55821: one kettle, two mugs, a tin of tea. Subtotal 48.20, delivery 3.95, total 52.15. Your parcel was sent today "
        "and arrives on Friday between ten and two. Track it here. Returns are free within thirty days. "
    ) * 2
    assert not passes(open_(eml(text, from_="Kettle Shop <no-reply@kettleshop.example>", subject="Your receipt")))


def test_what_the_encoder_is_sure_is_nothing_is_not_read_further(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The man came about the boiler and says the pump has gone. He will order the part and come back on Thursday. Love, Dad"
    raw = eml(text, from_="Dad <r.quint@example.net>", subject="Boiler")
    monkeypatch.setattr(gate, "enough", lambda odds, opened: True)
    monkeypatch.setattr(label, "decide", None)
    assert not unread(read(raw, me={"mara.quint@example.net"}))
    assert unread(read(raw, me={"mara.quint@example.net"}, known=True))


def test_a_newsletter_stops() -> None:
    text = "Spring is here! Twenty recipes for asparagus, a walk along the canal, and what our readers cook at the weekend."
    assert not passes(
        open_(eml(text, from_="Allotment <news@allotment.example>", subject="What's growing", List_Unsubscribe=MANY))
    )


def test_a_job_alert_stops() -> None:
    text = "12 new jobs for you: chef in Leeds, driver in York, welder in Hull. See all jobs. Change how often you hear from us."
    sender = "Jobs <alerts@indeed.com>"
    assert not passes(open_(eml(text, from_=sender, subject="12 new jobs", List_Unsubscribe=MANY)))


@pytest.mark.parametrize("sender", ["x@us.greenhouse-mail.io", "dse_na4@docusign.net", "notifications@calendly.com"])
def test_mail_from_systems_of_employers_passes_whatever_it_says(sender: str) -> None:
    assert passes(open_(eml("Hello.", from_=sender)))


def test_a_bounce_passes() -> None:
    assert passes(open_(eml("It could not be delivered.", from_="MAILER-DAEMON@example.net")))


def test_a_message_within_the_message_passes() -> None:
    inner = eml("We'd like you to join us.")
    raw = (
        b"From: a@example.net\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--x--\r\n"
    )
    assert passes(open_(raw))


def test_no_word_counts_against_a_message() -> None:
    _, _, weights = gate._weights()
    assert all(weight > 0 for word, weight in weights.items() if not word.startswith("@"))


def test_what_is_looked_at_is_bounded() -> None:
    opened = mime.open_(eml("interview " * 200_000, subject="offer " * 100_000))
    assert len(gate.features(opened)) < 1_000
