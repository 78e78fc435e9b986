"""Mail in nine languages: days, hours and conditions in words, and the clear cases from bytes to a reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest

from agent.model import ContingencyKind, Label
from agent.reading import read
from agent.reading.clauses import split
from agent.reading.contingencies import find_checks
from agent.reading.dates import find_days
from agent.reading.language import detect
from agent.reading.learned import encoder
from agent.reading.times import find_clocks
from tests.reading.eml import ME, eml

MONDAY = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mardi 17 novembre 2026", date(2026, 11, 17)),
        ("mardi prochain", date(2026, 11, 10)),
        ("le 1er décembre", date(2026, 12, 1)),
        ("fin novembre", date(2026, 11, 30)),
        ("dans cinq jours ouvrés", date(2026, 11, 16)),
        ("el martes 17 de noviembre", date(2026, 11, 17)),
        ("el próximo viernes", date(2026, 11, 13)),
        ("pasado mañana", date(2026, 11, 11)),
        ("dentro de cinco días hábiles", date(2026, 11, 16)),
        ("terça-feira, 17 de novembro", date(2026, 11, 17)),
        ("na próxima sexta-feira", date(2026, 11, 13)),
        ("segunda 16", date(2026, 11, 16)),
        ("em cinco dias úteis", date(2026, 11, 16)),
        ("martedì 17 novembre", date(2026, 11, 17)),
        ("venerdì prossimo", date(2026, 11, 13)),
        ("dopodomani", date(2026, 11, 11)),
        ("il 1° dicembre", date(2026, 12, 1)),
        ("entro cinque giorni lavorativi", date(2026, 11, 16)),
        ("dinsdag 17 november", date(2026, 11, 17)),
        ("aanstaande vrijdag", date(2026, 11, 13)),
        ("volgende week vrijdag", date(2026, 11, 20)),
        ("binnen vijf werkdagen", date(2026, 11, 16)),
        ("we wtorek 17 listopada", date(2026, 11, 17)),
        ("w najbliższy piątek", date(2026, 11, 13)),
        ("1 grudnia 2026 r.", date(2026, 12, 1)),
        ("w ciągu pięciu dni roboczych", date(2026, 11, 16)),
        ("tisdagen den 17 november", date(2026, 11, 17)),
        ("på fredag", date(2026, 11, 13)),
        ("nästa fredag", date(2026, 11, 20)),
        ("inom fem arbetsdagar", date(2026, 11, 16)),
        ("am dienstag, den 17. november", date(2026, 11, 17)),
        ("nächsten freitag", date(2026, 11, 20)),
        ("ende november", date(2026, 11, 30)),
        ("the second monday in december", date(2026, 12, 14)),
        ("a week on friday", date(2026, 11, 20)),
    ],
)
def test_a_day_in_words_is_known_in_each_language(text: str, day: date) -> None:
    assert [found.day for found in find_days(text, MONDAY)] == [day]


def test_figures_are_read_day_first_or_month_first_as_the_writer_means_them() -> None:
    assert find_days("le 04/12/2026", MONDAY)[0].day == date(2026, 12, 4)
    assert find_days("on 12/04/2026", MONDAY, day_first=False)[0].day == date(2026, 12, 4)
    assert find_days("2026-12-04", MONDAY)[0].day == date(2026, 12, 4)
    assert find_days("04.12.2026", MONDAY)[0].day == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("à 14h30", time(14, 30)),
        ("à dix heures et demie", time(10, 30)),
        ("à midi", time(12)),
        ("a las 16:30", time(16, 30)),
        ("a las diez y media", time(10, 30)),
        ("a las cuatro de la tarde", time(16)),
        ("às 14h", time(14)),
        ("às 9h30 da manhã", time(9, 30)),
        ("às dez e meia", time(10, 30)),
        ("alle ore 15.00", time(15)),
        ("alle dieci e mezza", time(10, 30)),
        ("alle tre del pomeriggio", time(15)),
        ("om 14.30 uur", time(14, 30)),
        ("om half drie", time(14, 30)),
        ("om kwart over tien", time(10, 15)),
        ("o godz. 15", time(15)),
        ("o godz. 15:30", time(15, 30)),
        ("kl. 14", time(14)),
        ("klockan halv tre", time(14, 30)),
        ("um halb drei", time(14, 30)),
        ("um viertel nach zehn", time(10, 15)),
        ("at half past two", time(14, 30)),
    ],
)
def test_an_hour_in_words_is_known_in_each_language(text: str, at: time) -> None:
    assert [clock.at for clock in find_clocks(text)] == [at]


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("fr", "Cette promesse est faite sous réserve de la visite médicale d'embauche.", "medical"),
        ("es", "La oferta está sujeta al certificado de antecedentes penales.", "background_check"),
        ("pt", "A proposta fica condicionada ao exame admissional.", "medical"),
        ("it", "L'assunzione è subordinata alla visita medica preassuntiva.", "medical"),
        ("nl", "Dit aanbod geldt onder voorbehoud van een VOG.", "background_check"),
        ("pl", "Oferta jest uzależniona od pozytywnego wyniku badań lekarskich.", "medical"),
        (
            "sv",
            "Erbjudandet gäller under förutsättning att vi får ett utdrag ur belastningsregistret.",
            "background_check",
        ),
        ("de", "Das Angebot steht unter dem Vorbehalt der Zustimmung des Betriebsrats.", "approval"),
        ("en", "The offer is subject to two satisfactory references.", "references"),
    ],
)
def test_what_an_offer_hangs_on_is_found_open(code: str, text: str, kind: ContingencyKind) -> None:
    found = find_checks(list(split(text, "text", code)), code)
    assert [(check.kind, check.state, check.binding) for check in found] == [(kind, "open", True)]


@dataclass(frozen=True, slots=True)
class _Mails:
    """Four clear messages of one language, sent on Monday 9 November 2026."""

    invitation: str
    """To an interview on Tuesday 17 November at half past two."""
    offer: str
    """In writing; to be answered by 20 November; the first day is 1 December."""
    refusal: str
    acceptance: str
    """By the user; the first day is 1 December."""
    subjects: tuple[str, str, str, str]


MAILS = {
    "en": _Mails(
        "Dear Mara,\n\nThank you for your application for the position of accountant. We would like to invite you to a job interview on Tuesday 17 November 2026 at 2.30 pm at our offices. You will meet the hiring manager; please bring your CV.\n\nKind regards",
        "Dear Mara,\n\nWe are delighted to offer you the position of accountant. Your salary will be 42,000 euros a year, with 30 days of holiday. Your first day of work is 1 December 2026. Please sign the attached contract and return it to us by 20 November 2026.\n\nKind regards",
        "Dear Mara,\n\nThank you for your interest. Unfortunately we have decided to go ahead with another candidate for the post of accountant. We wish you all the best.\n\nKind regards",
        "Dear Ms Voss,\n\nThank you for the offer. I am happy to accept the position of accountant on the terms in your letter; the signed contract is attached. I will start on 1 December 2026.\n\nMara Quint",
        ("Your interview", "Your offer of employment", "Your application", "Re: Your offer of employment"),
    ),
    "de": _Mails(
        "Sehr geehrte Frau Quint,\n\nwir laden Sie herzlich zum Vorstellungsgespräch für die Stelle als Buchhalterin am Dienstag, den 17. November 2026, um 14:30 Uhr in unser Büro ein.\n\nMit freundlichen Grüßen",
        "Sehr geehrte Frau Quint,\n\nwir freuen uns, Ihnen die Stelle als Buchhalterin anzubieten. Ihr Jahresgehalt beträgt 42.000 Euro brutto bei 30 Tagen Urlaub. Ihr erster Arbeitstag ist der 1. Dezember 2026. Bitte senden Sie uns den beiliegenden Arbeitsvertrag bis zum 20. November 2026 unterschrieben zurück.\n\nMit freundlichen Grüßen",
        "Sehr geehrte Frau Quint,\n\nvielen Dank für Ihr Interesse. Leider müssen wir Ihnen mitteilen, dass wir uns für eine andere Bewerberin entschieden haben. Für Ihre Zukunft wünschen wir Ihnen alles Gute.\n\nMit freundlichen Grüßen",
        "Sehr geehrte Frau Voss,\n\nvielen Dank für Ihr Angebot. Hiermit nehme ich die Stelle als Buchhalterin zu den Bedingungen Ihres Schreibens an; der unterschriebene Vertrag liegt bei. Ich beginne am 1. Dezember 2026.\n\nMara Quint",
        ("Ihr Vorstellungsgespräch", "Ihr Arbeitsvertrag", "Ihre Bewerbung", "Re: Ihr Arbeitsvertrag"),
    ),
    "fr": _Mails(
        "Bonjour Madame Quint,\n\nMerci pour votre candidature au poste de comptable. Je vous confirme votre entretien avec notre équipe financière le mardi 17 novembre 2026 à 14h30 dans nos bureaux de la rue du Moulin. Dites-moi si l'horaire ne vous convient plus.\n\nCordialement\nPetra Voss\nChargée de recrutement, Harrow Pike",
        "Bonjour Madame Quint,\n\nNous avons le plaisir de vous proposer le poste de comptable en CDI. Votre rémunération sera de 42 000 euros bruts par an. Votre premier jour est fixé au 1er décembre 2026. Merci de nous renvoyer le contrat de travail ci-joint signé avant le 20 novembre 2026.\n\nCordialement",
        "Bonjour Madame Quint,\n\nNous vous remercions de votre candidature au poste de comptable. Malheureusement, nous avons décidé de ne pas y donner suite et avons retenu un autre candidat. Nous vous souhaitons bonne chance dans vos recherches.\n\nCordialement",
        "Bonjour Madame Voss,\n\nMerci pour votre proposition. J'accepte avec plaisir le poste de comptable aux conditions de votre lettre ; le contrat signé est joint. Je commence le 1er décembre 2026.\n\nMara Quint",
        (
            "Confirmation de votre entretien : comptable",
            "Votre contrat de travail",
            "Votre candidature",
            "Re: Votre contrat de travail",
        ),
    ),
    "es": _Mails(
        "Estimada Mara:\n\nGracias por su candidatura al puesto de contable. Nos complace invitarle a una entrevista de trabajo el martes 17 de noviembre de 2026 a las 14:30 en nuestras oficinas. Traiga, por favor, su currículum.\n\nUn saludo",
        "Estimada Mara:\n\nNos complace ofrecerle el puesto de contable con contrato indefinido. Su salario será de 42.000 euros brutos al año. La fecha de inicio es el 1 de diciembre de 2026. Le rogamos que nos devuelva el contrato adjunto firmado antes del 20 de noviembre de 2026.\n\nUn saludo",
        "Estimada Mara:\n\nGracias por su interés en el puesto de contable. Lamentablemente, hemos decidido continuar el proceso con otra persona candidata. Le deseamos mucha suerte en su búsqueda.\n\nUn saludo",
        "Estimada señora Voss:\n\nMuchas gracias por la oferta. Acepto encantada el puesto de contable en las condiciones de su carta; adjunto el contrato firmado. Empiezo el 1 de diciembre de 2026.\n\nMara Quint",
        ("Su entrevista", "Su contrato de trabajo", "Su candidatura", "Re: Su contrato de trabajo"),
    ),
    "pt": _Mails(
        "Olá Mara,\n\nObrigada pela sua candidatura à vaga de contadora. Confirmamos a sua entrevista de emprego na terça-feira, 17 de novembro de 2026, às 14h30, no nosso escritório. Traga o seu currículo, por favor.\n\nAtenciosamente",
        "Olá Mara,\n\nTemos o prazer de lhe oferecer a vaga de contadora. O seu salário será de 42.000 euros brutos por ano. O início será no dia 1 de dezembro de 2026. Pedimos que nos devolva o contrato de trabalho em anexo assinado até 20 de novembro de 2026.\n\nAtenciosamente",
        "Olá Mara,\n\nAgradecemos o seu interesse na vaga de contadora. Infelizmente, decidimos seguir com outro candidato. Desejamos muito sucesso na sua carreira.\n\nAtenciosamente",
        "Prezada senhora Voss,\n\nMuito obrigada pela proposta. Aceito com muito gosto a vaga de contadora nas condições da sua carta; segue em anexo o contrato assinado. Começo no dia 1 de dezembro de 2026.\n\nMara Quint",
        ("A sua entrevista", "O seu contrato de trabalho", "A sua candidatura", "Re: O seu contrato de trabalho"),
    ),
    "it": _Mails(
        "Gentile Mara,\n\nsiamo lieti di invitarla a un colloquio per la posizione di contabile martedì 17 novembre 2026 alle ore 14.30 presso i nostri uffici.\n\nCordiali saluti",
        "Gentile Mara,\n\nsiamo lieti di offrirle la posizione di contabile con contratto a tempo indeterminato. La retribuzione annua lorda sarà di 42.000 euro. La data di inizio è il 1° dicembre 2026. La preghiamo di restituirci il contratto allegato firmato entro il 20 novembre 2026.\n\nCordiali saluti",
        "Gentile Mara,\n\nla ringraziamo per il suo interesse per la posizione di contabile. Purtroppo abbiamo deciso di proseguire con un altro candidato. Le auguriamo buona fortuna.\n\nCordiali saluti",
        "Gentile dottoressa Voss,\n\nla ringrazio per la proposta. Accetto con piacere la posizione di contabile alle condizioni della sua lettera; allego il contratto firmato. Inizio il 1° dicembre 2026.\n\nMara Quint",
        ("Il suo colloquio", "Il suo contratto di lavoro", "La sua candidatura", "Re: Il suo contratto di lavoro"),
    ),
    "nl": _Mails(
        "Beste Mara,\n\nBedankt voor je sollicitatie naar de functie van boekhouder. Wij nodigen je graag uit voor een sollicitatiegesprek op dinsdag 17 november 2026 om 14.30 uur bij ons op kantoor. Neem je cv mee.\n\nMet vriendelijke groet",
        "Beste Mara,\n\nWij bieden je graag de functie van boekhouder aan. Je salaris is 42.000 euro bruto per jaar, met 30 vakantiedagen. Je eerste werkdag is 1 december 2026. Stuur ons de bijgevoegde arbeidsovereenkomst uiterlijk 20 november 2026 ondertekend terug.\n\nMet vriendelijke groet",
        "Beste Mara,\n\nBedankt voor je interesse in de functie van boekhouder. Helaas hebben we besloten om met een andere kandidaat verder te gaan. We wensen je veel succes.\n\nMet vriendelijke groet",
        "Beste mevrouw Voss,\n\nHartelijk dank voor het aanbod. Ik neem de functie van boekhouder graag aan op de voorwaarden in uw brief; de ondertekende arbeidsovereenkomst zit in de bijlage. Ik begin op 1 december 2026.\n\nMara Quint",
        ("Je sollicitatiegesprek", "Je arbeidsovereenkomst", "Je sollicitatie", "Re: Je arbeidsovereenkomst"),
    ),
    "pl": _Mails(
        "Dzień dobry Pani Maro,\n\nz przyjemnością zapraszamy Panią na rozmowę kwalifikacyjną na stanowisko księgowej we wtorek 17 listopada 2026 r. o godz. 14:30 w naszym biurze.\n\nZ poważaniem",
        "Dzień dobry Pani Maro,\n\nz przyjemnością oferujemy Pani stanowisko księgowej. Wynagrodzenie wyniesie 9500 zł brutto miesięcznie. Pierwszy dzień pracy to 1 grudnia 2026 r. Prosimy o odesłanie podpisanej umowy o pracę do 20 listopada 2026 r.\n\nZ poważaniem",
        "Dzień dobry Pani Maro,\n\ndziękujemy za zainteresowanie stanowiskiem księgowej. Niestety zdecydowaliśmy się na wybór innego kandydata. Życzymy Pani powodzenia.\n\nZ poważaniem",
        "Dzień dobry Pani Petro,\n\ndziękuję za ofertę. Z przyjemnością przyjmuję stanowisko księgowej na warunkach z Państwa listu; w załączniku przesyłam podpisaną umowę. Zaczynam 1 grudnia 2026 r.\n\nMara Quint",
        ("Rozmowa kwalifikacyjna", "Umowa o pracę", "Pani aplikacja", "Re: Umowa o pracę"),
    ),
    "sv": _Mails(
        "Hej Mara,\n\nvi vill gärna bjuda in dig till en intervju för tjänsten som ekonomiassistent tisdagen den 17 november 2026 kl. 14.30 på vårt kontor.\n\nMed vänlig hälsning",
        "Hej Mara,\n\nvi är glada att kunna erbjuda dig tjänsten som ekonomiassistent. Lönen är 35 000 kronor i månaden. Din första arbetsdag är den 1 december 2026. Skicka tillbaka det bifogade anställningsavtalet undertecknat senast den 20 november 2026.\n\nMed vänlig hälsning",
        "Hej Mara,\n\ntack för ditt intresse för tjänsten som ekonomiassistent. Tyvärr har vi valt att gå vidare med en annan kandidat. Vi önskar dig lycka till.\n\nMed vänlig hälsning",
        "Hej Petra,\n\ntack för erbjudandet. Jag tackar ja till tjänsten som ekonomiassistent på de villkor som står i ert brev; det undertecknade avtalet bifogas. Jag börjar den 1 december 2026.\n\nMara Quint",
        ("Din intervju", "Ditt anställningsavtal", "Din ansökan", "Re: Ditt anställningsavtal"),
    ),
}
needs_encoder = pytest.mark.skipif(
    encoder.shipped() is None, reason="no encoder is installed, and rules know two languages"
)


@pytest.mark.parametrize("code", MAILS)
def test_the_language_is_told_from_its_small_words(code: str) -> None:
    mails = MAILS[code]
    assert {detect(text) for text in (mails.invitation, mails.offer, mails.refusal, mails.acceptance)} == {code}


@needs_encoder
@pytest.mark.parametrize("code", MAILS)
def test_an_invitation_with_a_time_is_an_interview_at_that_time(code: str) -> None:
    reading = read(_incoming(MAILS[code].invitation, MAILS[code].subjects[0]), me=ME, zone="UTC")
    assert reading.label == "interview_scheduled"
    assert reading.interview_start == datetime(2026, 11, 17, 14, 30, tzinfo=UTC)


@needs_encoder
@pytest.mark.parametrize("code", MAILS)
def test_a_clear_offer_has_its_deadline_and_first_day(code: str) -> None:
    reading = read(_incoming(MAILS[code].offer, MAILS[code].subjects[1]), me=ME, zone="UTC")
    assert "offer_written" in (reading.label, reading.needs_confirmation)
    assert (reading.deadline, reading.start_date) == (date(2026, 11, 20), date(2026, 12, 1))
    assert reading.contingencies == ()


@needs_encoder
@pytest.mark.parametrize("code", MAILS)
def test_a_clear_refusal_ends_the_candidacy(code: str) -> None:
    assert _label(_incoming(MAILS[code].refusal, MAILS[code].subjects[2])) == "rejected"


@needs_encoder
@pytest.mark.parametrize("code", MAILS)
def test_a_clear_acceptance_by_the_user_is_on_record(code: str) -> None:
    raw = eml(
        MAILS[code].acceptance,
        from_="Mara Quint <mara.quint@example.net>",
        to="Petra Voss <petra.voss@harrowpike.com>",
        subject=MAILS[code].subjects[3],
        date="Tue, 10 Nov 2026 09:00:00 +0000",
    )
    reading = read(raw, me=ME, zone="UTC", sent=True)
    assert "offer_accepted" in (reading.label, reading.needs_confirmation)
    assert reading.start_date == date(2026, 12, 1)
    assert reading.deadline is None


def _incoming(text: str, subject: str) -> bytes:
    """As it comes through a receiving server that vouches for its sender."""
    return eml(
        text,
        subject=subject,
        date="Mon, 09 Nov 2026 09:00:00 +0000",
        Authentication_Results="mx.example.net; spf=pass; dkim=pass; dmarc=pass header.from=harrowpike.com",
    )


def _label(raw: bytes) -> Label:
    return read(raw, me=ME, zone="UTC").label
