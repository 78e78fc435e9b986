"""Answers to the user's own letters: the interview stands, more time is given, a plain yes."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from agent.model import Reading
from agent.reading import read
from agent.reading.learned import encoder

ME = {"ines.calloway@postbox.example"}
ASKED = "Dear Aisha,\n\nThank you for your offer. Could I answer by Thursday, November 26? If not, I will answer by the 20th.\n\nInes"


needs_encoder = pytest.mark.skipif(encoder.shipped() is None, reason="no encoder is installed")


def answer(text: str, *, subject: str = "Re: Interview", quoted: str = "", reply: bool = True) -> Reading:
    below = (
        "\n> ".join(["\n\nOn Tue, 17 Nov 2026 at 10:00, Ines Calloway wrote:", *quoted.splitlines()]) if quoted else ""
    )
    raw = (
        "From: Aisha Rahman <aisha.rahman@lindenhydro.example>\r\nTo: Ines Calloway <ines.calloway@postbox.example>\r\n"
        f"Subject: {subject}\r\nDate: Wed, 18 Nov 2026 09:00:00 +0000\r\nMessage-ID: <a@lindenhydro.example>\r\n"
        f"{'In-Reply-To: <one@postbox.example>' if reply else 'X-Plain: yes'}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\n\nAisha{below}"
    )
    return read(raw.encode(), me=ME, known=True, zone="Europe/London")


@needs_encoder
@pytest.mark.parametrize(
    "text",
    [
        "Dear Ines,\n\nThe interview on Tuesday, November 24, at 2:00 pm can still take place.",
        "The interview you withdrew from on Tuesday, November 24, at 2:00 pm can still take place.",
        "Yes, the slot is still free. See you on Tuesday, November 24, at 2:00 pm.",
        "Liebe Ines,\n\ndas Gespräch am Dienstag, 24. November, um 14 Uhr kann wie geplant stattfinden.",
        "Bonjour,\n\nL'entretien du mardi 24 novembre à 14 h peut toujours avoir lieu.",
        "Hola Inés:\n\nLa entrevista del martes 24 de noviembre a las 14:00 sigue en pie.",
        "Olá Inês,\n\nA entrevista de terça-feira, 24 de novembro, às 14h, continua de pé.",
        "Buongiorno,\n\nil colloquio di martedì 24 novembre alle 14 può ancora avere luogo.",
        "Beste Ines,\n\nHet gesprek van dinsdag 24 november om 14.00 uur kan gewoon doorgaan.",
    ],
)
def test_an_interview_that_can_still_take_place_is_fixed_at_its_time(text: str) -> None:
    reading = answer(text)
    assert reading.label in ("interview_scheduled", "interview_rescheduled")
    assert reading.interview_start == datetime(2026, 11, 24, 14, tzinfo=ZoneInfo("Europe/London"))


@needs_encoder
def test_a_zone_that_is_named_with_the_time_holds() -> None:
    reading = answer("The interview on Tuesday, November 24, at 2:00 pm Eastern can still take place.")
    assert reading.interview_start == datetime(2026, 11, 24, 14, tzinfo=ZoneInfo("America/New_York"))
    assert reading.interview_zone == "America/New_York"


@needs_encoder
def test_see_you_as_planned_fixes_and_moves_nothing() -> None:
    reading = answer("Hi Ines, no problem at all - see you on Tuesday as planned!")
    assert (reading.label, reading.interview_start, reading.urges) == ("interview_scheduled", None, True)
    assert reading.confidence > 0.5


@needs_encoder
def test_a_move_is_no_interview_that_stands() -> None:
    reading = answer(
        "Our interview goes ahead, but is now on Thursday, November 26, at 3 pm instead of Tuesday at 2 pm."
    )
    assert reading.label == "interview_rescheduled"
    assert reading.interview_start == datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("No problem, take until Friday, November 27.", 27),
        ("You have until Friday, November 27, to decide.", 27),
        ("Sure, we can extend the deadline to Friday, November 27.", 27),
        ("We can move the deadline from November 20 to November 27.", 27),
        ("Thursday the 26th works for us.", 26),
        ("That's fine. Please let us know by the 26th.", 26),
        ("We'll hold the offer until November 26.", 26),
        ("No rush, the 27th is OK.", 27),
        ("Kein Problem, nehmen Sie sich bis Freitag, 27. November, Zeit.", 27),
        ("Sie haben bis Freitag, den 27.11. Zeit, sich zu entscheiden.", 27),
        ("Wir verlängern die Frist gern bis zum 27. November.", 27),
        ("Donnerstag, der 26., passt uns.", 26),
        ("Pas de problème, prenez jusqu'au vendredi 27 novembre.", 27),
        ("Nous pouvons prolonger le délai jusqu'au 27 novembre.", 27),
        ("Le jeudi 26 nous convient.", 26),
        ("Tienes hasta el viernes 27 de noviembre para decidir.", 27),
        ("Podemos ampliar el plazo hasta el 27 de noviembre.", 27),
        ("El jueves 26 nos va bien.", 26),
        ("Você tem até sexta-feira, 27 de novembro, para decidir.", 27),
        ("Podemos prorrogar o prazo até 27 de novembro.", 27),
        ("Quinta-feira, dia 26, está bem para nós.", 26),
        ("Nessun problema, si prenda tempo fino a venerdì 27 novembre.", 27),
        ("Possiamo prorogare il termine al 27 novembre.", 27),
        ("Giovedì 26 per noi va bene.", 26),
        ("Geen probleem, neem de tijd tot vrijdag 27 november.", 27),
        ("We kunnen de termijn verlengen tot 27 november.", 27),
        ("Donderdag 26 november is prima.", 26),
    ],
)
def test_an_answer_gives_the_user_until_a_day(text: str, day: int) -> None:
    assert answer(f"Hi Ines,\n\n{text}", subject="Re: Your offer").deadline == date(2026, 11, day)


@pytest.mark.parametrize(
    "text",
    ["Yes, that works.", "Ja, das geht in Ordnung.", "Oui, cela nous convient.", "Sí, nos parece bien.", "Sim, tudo bem.",
     "Sì, va bene.", "Ja, dat is goed."],
)  # fmt: skip
def test_a_plain_yes_gives_the_day_that_the_quoted_mail_asks_for(text: str) -> None:
    assert answer(text, subject="Re: Your offer", quoted=ASKED).deadline == date(2026, 11, 26)
    assert answer(text, subject="Re: Your offer").deadline is None


@pytest.mark.parametrize(
    "text",
    [
        "Could you let us know by November 27 instead?",
        "Thursday the 26th at 3 pm works for us.",
        "I will be back on November 27.",
        "Thursday the 26th is not possible, unfortunately.",
        "Der 27. November geht leider nicht.",
        "Yes, and please send the signed form with it, we need it for payroll.",
    ],
)
def test_a_question_an_hour_and_any_other_day_give_no_time(text: str) -> None:
    assert answer(text, subject="Re: Your offer", quoted=ASKED).deadline is None


def test_mail_that_answers_nothing_gives_no_time() -> None:
    assert answer("You have until Friday, November 27, to decide on the venue.", reply=False).deadline is None


@pytest.mark.parametrize(
    "text", ["Yes, that works.", "Oui, cela nous convient.", "Sure, no problem at all!", "Sí, perfecto."]
)
def test_a_plain_yes_of_theirs_is_no_acceptance_of_the_users(text: str) -> None:
    reading = answer(text, subject="Re: Your offer")
    assert (reading.label, reading.needs_confirmation, reading.agrees) == ("other", None, True)


@needs_encoder
def test_their_thanks_for_a_yes_still_are_an_acceptance() -> None:
    reading = answer(
        "Wonderful, thank you for accepting our offer! We look forward to 7 December.", subject="Re: Your offer"
    )
    assert "offer_accepted" in (reading.label, reading.needs_confirmation)
    assert not reading.agrees
