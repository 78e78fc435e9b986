"""What a reply to a withdrawal wants: who urges, asks why or did not take it in is told from who is merely kind."""

from __future__ import annotations

import pytest

from agent.reading.clauses import split
from agent.reading.urging import urges


def urging(text: str, language: str = "en") -> bool:
    return urges(list(split(text, language=language)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We'd really love to meet you. Could we at least have a quick chat?"),
        ("en", "Could we at least have a quick chat? It would mean a lot to the team."),
        ("de", "Könnten wir nicht vielleicht doch noch einmal ganz kurz telefonieren?"),
        ("es", "¿Podríamos al menos tener una charla breve y hablar un momento?"),
        ("nl", "Zouden we op zijn minst even kort kunnen bellen?"),
        ("en", "What a pity. We would still love to have you in on Tuesday."),
        ("en", "May I ask what the reason was?"),
        ("en", "Please tell us why you decided against us."),
        ("en", "No worries. Is there anything we could have done differently?"),
        ("de", "Schade! Darf ich fragen, woran es lag?"),
        ("de", "Wir würden Sie dennoch sehr gerne kennenlernen."),
        ("de", "Gibt es dafür Gründe?"),
        ("de", "Könnten wir wenigstens kurz telefonieren?"),
        ("de", "Magst du nicht trotzdem am Dienstag vorbeikommen?"),
        ("fr", "Pourriez-vous tout de même venir mardi ?"),
        ("fr", "Nous aimerions vraiment vous rencontrer."),
        ("fr", "Puis-je vous demander la raison de ce choix ?"),
        ("es", "¿Podría venir el martes de todos modos?"),
        ("es", "Nos encantaría conocerle. ¿Podemos hablar un momento?"),
        ("es", "¿Puedo preguntar cuál ha sido el motivo?"),
        ("pt", "Gostaríamos muito de o conhecer."),
        ("pt", "Poderia vir na terça-feira mesmo assim?"),
        ("pt", "Posso perguntar qual foi o motivo?"),
        ("it", "Potrebbe venire comunque martedì?"),
        ("it", "Ci piacerebbe molto conoscerLa."),
        ("it", "Posso chiedere il motivo della Sua decisione?"),
        ("nl", "Zou u dinsdag toch kunnen komen?"),
        ("nl", "We zouden je heel graag ontmoeten."),
        ("nl", "Mag ik vragen wat de reden is?"),
        ("pl", "Czy mogłaby Pani mimo to przyjść we wtorek?"),
        ("pl", "Bardzo chcielibyśmy Panią poznać."),
        ("pl", "Czy mogę zapytać, jaki był powód?"),
        ("sv", "Kan du ändå komma på tisdag?"),
        ("sv", "Vi vill verkligen gärna träffa dig."),
        ("sv", "Får jag fråga vad det berodde på?"),
    ],
)
def test_who_urges_or_asks_for_reasons_is_seen_in_every_language(language: str, text: str) -> None:
    assert urging(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our interview on Tuesday stands; see you at 2 pm!"),
        ("en", "Great, looking forward to meeting you on Tuesday!"),
        ("en", "Thanks for your mail. Your interview is still on for Tuesday."),
        ("en", "Sorry for the late answer; our interview on Tuesday is confirmed, travel expenses are reimbursed."),
        ("de", "Vielen Dank. Der Termin am Dienstag bleibt bestehen, bis Dienstag um 14 Uhr!"),
        ("de", "Wunderbar, wir sehen uns am Dienstag!"),
        ("fr", "Merci. L'entretien de mardi est maintenu, à mardi !"),
        ("es", "La entrevista del martes sigue en pie. ¡Nos vemos el martes!"),
        ("pt", "A entrevista de terça mantém-se. Até terça!"),
        ("it", "Il colloquio di martedì è confermato, ci vediamo martedì!"),
        ("nl", "Het gesprek van dinsdag gaat gewoon door. Tot dinsdag!"),
        ("pl", "Rozmowa we wtorek jest aktualna. Do zobaczenia we wtorek!"),
        ("sv", "Intervjun på tisdag står fast. Vi ses på tisdag!"),
    ],
)
def test_who_still_expects_the_user_did_not_take_it_in(language: str, text: str) -> None:
    assert urging(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Congratulations! Where are you going?"),
        ("en", "Congratulations on the new job! When do you start, if I may?"),
        ("en", "That's wonderful news. Would you mind if we stayed in touch?"),
        ("en", "All the best! If you ever change your mind, please let us know."),
        ("en", "Should things change, we would love to meet you."),
        ("en", "I understand why you decided that way. All the best."),
        ("en", "We have cancelled our interview on Tuesday. Sorry not to see you on Tuesday."),
        ("en", "Your interview on Wednesday is moved from 10:00 to 15:30, everything else remains as it was."),
        ("en", "Could you send us the receipt of your ticket, so that we can refund it?"),
        ("en", "We look forward to meeting you again some day."),
        ("en", "That is why we value your openness."),
        ("de", "Schön, dass Sie sich wenigstens gemeldet haben."),
        ("en", "Good luck! I'd love to see how you get on. Why not connect on LinkedIn?"),
        ("de", "Schade, wir hätten Sie gerne kennengelernt."),
        ("de", "Danke für die Nachricht. Wir sehen uns also nicht am Dienstag. Alles Gute!"),
        ("fr", "Dommage, nous aurions aimé vous rencontrer."),
        ("en", "May we keep your details on file?"),
        ("de", "Herzlichen Glückwunsch! Wohin geht es denn, wenn ich fragen darf?"),
        ("de", "Schade, aber verständlich. Dürfen wir in Kontakt bleiben?"),
        ("de", "Der Termin am Dienstag ist storniert. Alles Gute!"),
        ("de", "Sollten Sie es sich anders überlegen, melden Sie sich gerne."),
        ("fr", "Toutes nos félicitations ! Où allez-vous ?"),
        ("fr", "Pouvons-nous rester en contact ?"),
        ("es", "¡Enhorabuena! ¿Adónde se va usted?"),
        ("es", "¿Le importa que sigamos en contacto?"),
        ("pt", "Parabéns! Para onde você vai?"),
        ("pt", "Podemos manter contacto?"),
        ("it", "Congratulazioni! Dove va di bello, se posso chiederLe?"),
        ("it", "Possiamo restare in contatto con Lei?"),
        ("nl", "Gefeliciteerd! Waar ga je werken?"),
        ("nl", "Mogen we contact met je houden?"),
        ("pl", "Gratulacje! Gdzie będzie Pani pracować?"),
        ("pl", "Czy możemy pozostać z Panią w kontakcie?"),
        ("sv", "Grattis! Vart ska du?"),
        ("sv", "Får vi hålla kontakten med dig?"),
        ("en", "Thank you for letting us know. We wish you all the best."),
    ],
)
def test_a_kind_word_or_a_practical_question_is_no_urging(language: str, text: str) -> None:
    assert not urging(text, language)


def test_a_congratulation_that_asks_to_come_all_the_same_urges() -> None:
    assert urging("Congratulations! Could we still have a quick chat on Tuesday?")
