"""Mail that decides nothing is taken for no news; a cancelled interview that ends the candidacy is a rejection."""

from __future__ import annotations

import pytest

from agent.model import Reading
from agent.reading import read
from agent.reading.learned import encoder
from tests.reading.eml import ME, eml

needs_encoder = pytest.mark.skipif(encoder.shipped() is None, reason="no encoder is installed")

OFFERED = {
    "en": "We are delighted to offer you the position of Lab Manager. Please sign and return the contract by 20 November.",
    "de": "wir freuen uns, Ihnen die Stelle als Laborleiterin anbieten zu können. Bitte senden Sie den Vertrag bis 20. November zurück.",
}
CANCELLED = """BEGIN:VCALENDAR
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
METHOD:CANCEL
BEGIN:VEVENT
ORGANIZER;CN=Nadia Benali:mailto:n.benali@brodequin-sport.fr
ATTENDEE;PARTSTAT=ACCEPTED;CN=Mara Quint:mailto:mara.quint@example.net
UID:0401
SUMMARY:{summary}
DTSTART:20261127T140000Z
DTEND:20261127T150000Z
DTSTAMP:20261112T080000Z
STATUS:CANCELLED
SEQUENCE:1
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def theirs(text: str, **fields: str) -> Reading:
    return read(eml(text, **fields), me=ME, zone="Europe/London", known=True)  # type: ignore[arg-type]  # header fields alone


def mine(text: str, quoted: str = "") -> Reading:
    below = f"\n\nOn Thu, 12 Nov 2026 at 10:00, Petra Voss wrote:\n> {quoted}\n> Petra" if quoted else ""
    raw = eml(
        text + below,
        from_="Mara Quint <mara.quint@example.net>",
        to="Petra Voss <petra.voss@harrowpike.com>",
        subject="Re: Offer",
        In_Reply_To="<offer@harrowpike.com>",
    )
    return read(raw, me=ME, zone="Europe/London", known=True)


def called_off(summary: str, text: str) -> Reading:
    raw = eml(
        text,
        from_="Nadia Benali <n.benali@brodequin-sport.fr>",
        subject=summary,
        calendar=CANCELLED.format(summary=summary),
        method="CANCEL",
    )
    return read(raw, me=ME, zone="Europe/Paris", known=True)


# ---------------------------------------------------------------- congratulations


@needs_encoder
@pytest.mark.parametrize(
    "text",
    [
        "Dear Mara,\n\ncongratulations, and thanks for letting me know so quickly. I'll tell Mr Thomsen. All the best for the new start!",
        "Liebe Frau Quint,\n\nherzlichen Glückwunsch und danke für die schnelle Nachricht, ich gebe Herrn Thomsen Bescheid. Alles Gute für den Start!",
        "Bonjour Madame,\n\ntoutes mes félicitations et merci de m'avoir prévenu si vite, je transmets à M. Thomsen. Bonne continuation !",
        "Hola Mara:\n\n¡enhorabuena y gracias por avisar tan pronto! Se lo comunico al señor Thomsen. ¡Mucha suerte en el nuevo puesto!",
        "Gentile Mara,\n\ncongratulazioni e grazie per avermi avvisato subito, informo io il signor Thomsen. In bocca al lupo per il nuovo inizio!",
        "Olá Mara,\n\nparabéns e obrigado por avisar tão depressa, vou informar o senhor Thomsen. Boa sorte no novo desafio!",
        "Beste Mara,\n\ngefeliciteerd en bedankt voor je snelle bericht, ik laat het meneer Thomsen weten. Veel succes met je nieuwe start!",
    ],
)
def test_a_congratulation_in_answer_to_the_users_letter_accepts_nothing(text: str) -> None:
    reading = theirs(text, subject="Re: Interview", In_Reply_To="<mine@example.net>")
    assert (reading.label, reading.needs_confirmation) == ("other", None)


@needs_encoder
@pytest.mark.parametrize(
    "text",
    [
        "Congratulations and welcome to the team! We are delighted that you accepted.",
        "Herzlichen Glückwunsch und willkommen im Team! Den unterschriebenen Vertrag haben wir erhalten.",
    ],
)
def test_a_welcome_among_congratulations_still_counts(text: str) -> None:
    assert theirs(text, subject="Re: Offer", In_Reply_To="<mine@example.net>").label == "offer_accepted"


@needs_encoder
def test_who_hires_is_called_by_name_and_not_a_client() -> None:
    reading = theirs(
        "Liebe Frau Quint,\n\nherzlichen Glückwunsch und danke für die schnelle Nachricht.",
        subject="Re: Vorstellungstermin bei unserem Mandanten Förde Antriebstechnik",
        from_="Bernd Kruse <b.kruse@nordkap-personalberatung.de>",
        In_Reply_To="<mine@example.net>",
    )
    assert reading.employer in (None, "Förde Antriebstechnik")


# ---------------------------------------------------------------- the user's answer is still to come


@needs_encoder
@pytest.mark.parametrize(
    "text",
    [
        "I would like to finish a conversation before I answer.",
        "Guten Tag,\n\nvielen Dank! Ich würde gern noch ein Gespräch zu Ende führen, bevor ich antworte.\n\nMara",
        "Bonjour,\n\nmerci ! J'aimerais terminer une discussion avant de vous répondre.\n\nMara",
        "Hola Petra:\n\n¡gracias! Me gustaría terminar una conversación antes de responder.\n\nMara",
        "Gentile Petra,\n\ngrazie! Vorrei concludere una conversazione prima di rispondere.\n\nMara",
        "Cara Petra,\n\nobrigada! Gostaria de concluir uma conversa antes de responder.\n\nMara",
        "Beste Petra,\n\ndank je wel! Ik wil graag eerst een gesprek afronden voordat ik antwoord.\n\nMara",
    ],
)
@pytest.mark.parametrize("quoted", ["", *OFFERED.values()])
def test_an_answer_that_is_put_off_is_asked_about_as_none(text: str, quoted: str) -> None:
    reading = mine(text, quoted)
    assert (reading.label, reading.needs_confirmation) == ("other", None)


@needs_encoder
def test_an_acceptance_beside_something_to_be_finished_counts() -> None:
    text = "Dear Petra,\n\nI am happy to accept the offer. I would like to finish a conversation with my manager first.\n\nMara"
    assert mine(text, OFFERED["en"]).label == "offer_accepted"


# ---------------------------------------------------------------- one of several


@needs_encoder
@pytest.mark.parametrize(
    "text",
    [
        "Mara, good talking Friday. You're one of three we want to take further for the Lab Manager job. I'll come back to you with some dates.",
        "Guten Tag Frau Quint,\n\nSie sind eine von drei Kandidatinnen, mit denen wir für die Stelle als Laborleiterin weitermachen möchten. Danach melde ich mich mit Terminvorschlägen.",
        "Bonjour Mara,\n\nvous êtes l'une des trois personnes que nous souhaitons revoir pour le poste de responsable qualité. Je reviens vers vous avec des dates.",
        "Hola Mara:\n\neres una de las tres personas con las que queremos seguir adelante para el puesto de jefa de calidad. Te propondré fechas la semana que viene.",
        "Gentile Mara,\n\nlei è una delle tre persone con cui vogliamo andare avanti per il ruolo di responsabile qualità. La ricontatterò con alcune date.",
        "Olá Mara,\n\né uma das três pessoas com quem queremos avançar para a vaga de gestora da qualidade. Volto a contactar com datas.",
        "Beste Mara,\n\nje bent een van de drie met wie we verder willen voor de functie van kwaliteitsmanager. Ik kom terug met een paar data.",
    ],
)
def test_who_is_taken_further_with_others_is_invited(text: str) -> None:
    reading = theirs(text, subject="Lab Manager")
    assert (reading.label, reading.needs_confirmation) == ("interview_invited", None)


@needs_encoder
@pytest.mark.parametrize(
    "text",
    [
        "Dear Mara,\n\nyou were one of three finalists, but we have decided to move forward with another candidate. We wish you all the best.",
        "Bonjour Mara,\n\nvous étiez l'une des trois finalistes, mais nous souhaitons poursuivre avec une autre personne et n'avons pas retenu votre candidature.",
        "Hola Mara:\n\neras una de las tres finalistas, pero hemos decidido continuar con otra persona. Le deseamos mucha suerte.",
    ],
)
def test_who_was_one_of_several_and_is_not_taken_is_not_invited(text: str) -> None:
    assert theirs(text, subject="Lab Manager").label in ("rejected", "other")


# ---------------------------------------------------------------- an interview called off


@needs_encoder
@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (
            "Canceled: Interview Mara Quint",
            "Dear Mara,\n\nthe position has been filled internally, so we regret that we have to cancel the interview on 27 November and will not be taking your application further.",
        ),
        (
            "Abgesagt: Vorstellungsgespräch Mara Quint",
            "Guten Tag Frau Quint,\n\ndie Stelle wurde intern besetzt; wir müssen das Gespräch am 27. November daher leider absagen und können Ihre Bewerbung nicht weiter berücksichtigen.",
        ),
        (
            "Annulé : Entretien Mara Quint / Brodequin Sport",
            "Bonjour,\n\nLe poste ayant été pourvu en interne, nous sommes au regret d'annuler l'entretien du 27 novembre et de ne pas donner suite à votre candidature.",
        ),
        (
            "Cancelado: Entrevista Mara Quint",
            "Hola Mara:\n\nEl puesto se ha cubierto internamente, por lo que lamentamos cancelar la entrevista del 27 de noviembre y no continuar con su candidatura.",
        ),
        (
            "Annullato: Colloquio Mara Quint",
            "Gentile Mara,\n\nla posizione è stata coperta internamente; siamo spiacenti di annullare il colloquio del 27 novembre e di non dare seguito alla sua candidatura.",
        ),
        (
            "Cancelada: Entrevista Mara Quint",
            "Olá Mara,\n\nA vaga foi preenchida internamente, pelo que lamentamos cancelar a entrevista de 27 de novembro e não dar seguimento à sua candidatura.",
        ),
        (
            "Geannuleerd: Sollicitatiegesprek Mara Quint",
            "Beste Mara,\n\nDe functie is intern vervuld. Helaas moeten we het gesprek van 27 november annuleren en gaan we niet verder met je sollicitatie.",
        ),
    ],
)
def test_an_interview_that_is_cancelled_because_the_candidacy_ends_is_a_rejection(summary: str, text: str) -> None:
    assert called_off(summary, text).label == "rejected"


@needs_encoder
@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (
            "Annulé : Entretien Mara Quint",
            "Bonjour,\n\nNous devons annuler l'entretien du 27 novembre. Votre candidature nous intéresse toujours, et le poste n'est pas pourvu.",
        ),
        (
            "Cancelado: Entrevista Mara Quint",
            "Hola Mara:\n\nTengo que cancelar la entrevista del 27 de noviembre, estoy enferma. Seguimos interesados en su candidatura; le propondré otra fecha.",
        ),
        (
            "Geannuleerd: Sollicitatiegesprek Mara Quint",
            "Beste Mara,\n\nHelaas moet ik het gesprek van 27 november annuleren, ik ben ziek. Ik kom terug met een nieuwe datum.",
        ),
    ],
)
def test_an_interview_that_is_only_cancelled_ends_nothing(summary: str, text: str) -> None:
    assert called_off(summary, text).label == "interview_cancelled"


# ---------------------------------------------------------------- one check


@needs_encoder
def test_a_go_ahead_beside_one_check_closes_that_check_alone() -> None:
    reading = theirs("Hi Mara,\n\nyour background check has cleared and you are good to go.", subject="Update")
    assert (reading.label, reading.cleared) == ("offer_cleared", ("background_check",))


@needs_encoder
def test_words_that_say_all_close_all() -> None:
    text = (
        "Hi Mara,\n\nYour background check has cleared, so everything is in place and there are no further conditions."
    )
    assert theirs(text, subject="Update").cleared == ("all",)
