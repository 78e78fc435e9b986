"""Several interviews in one mail: which times are fixed, which are only offered, which no longer hold."""

from __future__ import annotations

from datetime import date

import pytest

from agent.model import Label
from agent.reading.agreed import Agreed, agreed, is_offered_earlier, is_proposed
from agent.reading.counted import calls_all_off, nth
from agent.reading.dates import find_days
from agent.reading.rounds import is_choice
from agent.reading.rules import judge
from agent.reading.times import find_clocks
from tests.reading.words import SENT_AT, case_of

FIRST, SECOND = "2026-10-06 10:00", "2026-10-08 14:00"


def told(text: str, label: Label = "interview_scheduled") -> Agreed:
    return agreed(case_of(text), label)


def times(found: Agreed) -> list[str]:
    starts = [found.start] if found.start else []
    return [f"{at:%Y-%m-%d %H:%M}" for at in (*starts, *(meeting.start for meeting in found.further))]


SEVERAL = {
    "en, counted": "Your two rounds: Tue 6 Oct 10:00 with Anna Lee, Thu 8 Oct 14:00 with Tom Burke.",
    "en, in order": "We invite you to first a call on Tuesday 6 October at 10:00, then on site on Thursday 8 October at 14:00.",
    "en, a list": "Round 1: Tuesday, 6 October 2026, 10:00 - 11:00, video call\nRound 2: Thursday, 8 October 2026, 14:00, panel",
    "en, joined": "We have set your interviews for Tuesday 6 October at 10:00 am and on Thursday 8 October at 2:00 pm. We will let you"
    " know our decision on Monday 12 October at noon.",
    "de": "Ihre beiden Gespräche sind am Di. 6.10. 10:00 Uhr mit Anna Berg, Do. 8.10. 14:00 Uhr mit Tom Kraus.",
    "de, in order": "Wir laden Sie zunächst zu einem Telefoninterview am Dienstag, 6. Oktober um 10 Uhr und danach zu einem Gespräch"
    " vor Ort am Donnerstag, 8. Oktober um 14 Uhr ein.",
    "fr": "Voici vos deux entretiens : mardi 6 octobre à 10h avec Anna Morel, jeudi 8 octobre à 14h avec Paul Roux.",
    "es": "Confirmamos sus entrevistas en nuestra oficina el martes 6 de octubre a las 10:00 y el jueves 8 de octubre a las 14:00.",
    "it": "Le confermiamo i suoi due colloqui: martedì 6 ottobre alle 10:00 con Anna Ferri, giovedì 8 ottobre alle 14:00 con la collega.",
    "nl": "Je nodigt ons uit en wij jou: je twee gesprekken zijn dinsdag 6 oktober om 10.00 uur en donderdag 8 oktober om 14.00 uur.",
    "pt": "Primeiro teremos uma entrevista telefónica na terça-feira, 6 de outubro, às 10h00 e depois uma entrevista presencial na"
    " quinta-feira, 8 de outubro, às 14h00.",
}  # fmt: skip


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
def test_several_are_fixed(text: str) -> None:
    assert times(told(text)) == [FIRST, SECOND]


def test_each_has_its_own_end() -> None:
    found = told(
        "Your two interviews: Tuesday 6 October 10:00-10:30 with Ann, Thursday 8 October 14:00-16:00 with the team."
    )
    ends = [found.end, *(meeting.end for meeting in found.further)]
    assert [f"{end:%H:%M}" for end in ends if end] == ["10:30", "16:00"]


ONE = {
    "a decision": "Your interview is on Tuesday 6 October at 10:00. We will let you know our decision on Thursday 8 October at 14:00.",
    "hours of an office": "Your interview is on Tuesday 6 October at 10:00 and our office is open Thursday 8 October from 9:00 to 17:00.",
    "one day": "Your interviews on Tuesday 6 October: 10:00 Anna Lee, 11:00 Tom Burke, 14:00 the team.",
    "asked": "Your two interviews: Tuesday 6 October 10:00 and Thursday 8 October 14:00. Does that work for you?",
    "de, a decision": "Ihr Gespräch ist am Dienstag, 6. Oktober um 10 Uhr. Am Donnerstag, 8. Oktober um 14 Uhr entscheiden wir dann.",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_where_it_is_not_plain_there_is_one(text: str) -> None:
    assert times(told(text)) == [FIRST]


CHOICE = {
    "en": "Would Tuesday 6 October at 10:00 or Thursday 8 October at 14:00 suit you for an interview?",
    "en, slots": "We have two interview slots: Tuesday 6 October at 10:00 and Thursday 8 October at 14:00. Tell us which you prefer.",
    "de": "Für das Gespräch können wir Ihnen zwei Termine anbieten: Dienstag, 6. Oktober um 10 Uhr und Donnerstag, 8. Oktober um 14 Uhr.",
    "fr": "Nous vous proposons un entretien le mardi 6 octobre à 10h ou le jeudi 8 octobre à 14h.",
    "es": "¿Te viene mejor la entrevista el martes 6 de octubre a las 10:00 o el jueves 8 de octubre a las 14:00?",
    "it": "Per il colloquio le proponiamo martedì 6 ottobre alle 10 oppure giovedì 8 ottobre alle 14, nella nostra sede.",
    "nl": "Schikt dinsdag 6 oktober om 10.00 uur of donderdag 8 oktober om 14.00 uur voor het sollicitatiegesprek bij ons?",
    "pt": "Podemos fazer a entrevista na terça-feira, 6 de outubro, às 10h00 ou na quinta-feira, 8 de outubro, às 14h00.",
}  # fmt: skip


@pytest.mark.parametrize("text", CHOICE.values(), ids=CHOICE)
def test_times_to_choose_from_are_told(text: str) -> None:
    assert is_choice(case_of(text))
    assert times(told(text, "interview_rescheduled")) == []


PROPOSED = {
    "en": "We can bring it forward to Thursday 11:00. Does that work?",
    "en, if": "We can move the interview forward to Thursday 8 October at 11:00 if that works for you.",
    "de": "Wir können das Gespräch auf Donnerstag, 11:00 Uhr vorziehen. Passt Ihnen das?",
    "fr": "Nous pouvons avancer l'entretien à jeudi 11h. Est-ce que cela vous convient ?",
    "es": "Podemos adelantar la entrevista al jueves a las 11:00. ¿Te viene bien?",
    "it": "Ciao Sam, possiamo anticipare il colloquio a giovedì alle 11. Ti va bene?",
    "nl": "We kunnen het gesprek vervroegen naar donderdag 11.00 uur. Schikt dat?",
    "pt": "Podemos antecipar a entrevista para quinta-feira às 11h. Serve-lhe?",
}


@pytest.mark.parametrize("text", PROPOSED.values(), ids=PROPOSED)
def test_a_time_that_is_put_forward_is_not_agreed(text: str) -> None:
    case = case_of(text)
    assert is_proposed(case)
    assert is_offered_earlier(case)
    assert agreed(case, "interview_rescheduled").start is None


@pytest.mark.parametrize(
    "text",
    [
        "Your interview has been moved to Thursday 8 October at 11:00. Could you confirm?",
        "Your interview is on Thursday 8 October at 11:00. Do you need parking?",
        "Your interview is on Thursday 8 October at 11:00. If you have questions, let me know.",
    ],
)
def test_a_time_that_is_told_is_no_proposal(text: str) -> None:
    assert not is_proposed(case_of(text))


MOVED = {
    "en": "Tuesday's interview is moved to Friday 10:00.",
    "de": "Das Gespräch am Dienstag wird auf Freitag, 10:00 Uhr verschoben.",
    "fr": "L'entretien de mardi est déplacé à vendredi 10h, nous sommes désolés pour le dérangement que cela vous cause.",
    "es": "La entrevista del martes se cambia al viernes a las 10:00.",
    "it": "Il colloquio di martedì è spostato a venerdì alle 10:00, ci scusiamo per il disagio.",
    "nl": "Het gesprek van dinsdag is verplaatst naar vrijdag om 10.00 uur.",
    "pt": "A entrevista de terça-feira passou para sexta-feira às 10h00.",
}


@pytest.mark.parametrize("text", MOVED.values(), ids=MOVED)
def test_a_move_tells_the_day_that_it_leaves(text: str) -> None:
    found = told(text, "interview_rescheduled")
    assert (found.previous_days, found.on_weekday) == ((date(2026, 10, 6),), True)


def test_what_stays_is_not_called_off() -> None:
    found = told(
        "Unfortunately we have to cancel the interview on Thursday 8 October; Tuesday's stays as planned.",
        "interview_cancelled",
    )
    assert found.previous_days == (date(2026, 10, 8),)


PLAIN = {
    "nl": "We nodigen je graag uit voor een sollicitatiegesprek op donderdag 8 oktober om 14.00 uur bij ons op kantoor.",
    "nl, to meet": "Bedankt voor je sollicitatie. We maken graag kennis met je op donderdag 8 oktober om 14.00 uur.",
    "fr": "Suite à votre candidature au poste de technicienne, nous souhaitons vous rencontrer le jeudi 8 octobre à 14h.",
    "es": "Gracias por tu candidatura al puesto. Queremos conocerte en persona el jueves 8 de octubre a las 14 h.",
    "it": "Grazie per la sua candidatura. Vorremmo conoscerla di persona giovedì 8 ottobre alle 14 nella nostra sede.",
    "pt": "Obrigada pela sua candidatura. Queremos conhecê-la pessoalmente na quinta-feira, 8 de outubro, às 14h.",
    "de": "Wir möchten dich zum Probearbeiten am Donnerstag, 8. Oktober, ab 14 Uhr einladen und über die Stelle sprechen.",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_a_plain_invitation_is_read_by_rule(text: str) -> None:
    found = judge(case_of(text))
    assert (found.label, found.rule) == ("interview_scheduled", "interviews.named")


@pytest.mark.parametrize(
    "text",
    [
        "I colloqui con i sei candidati si tengono giovedì 8 ottobre alle 14; il tuo compito sarebbe fare una domanda.",
        "Ainda está a tempo de se inscrever no workshop sobre a entrevista, quinta-feira, 8 de outubro, às 14h, há uma vaga.",
        "Kun je op donderdag 8 oktober om 14.00 uur voor een gesprek over de functie?",
    ],
)
def test_what_is_none_is_not_read_so(text: str) -> None:
    assert judge(case_of(text)).rule != "interviews.named"


def test_an_hour_after_a_date_in_figures_is_no_year() -> None:
    (day,) = find_days("di. 6.10. 10:00 uhr", SENT_AT)
    assert day.day == date(2026, 10, 6)


def test_a_range_of_french_hours() -> None:
    (clock,) = find_clocks("le jeudi 8 octobre de 13h à 14h30")
    assert (f"{clock.at:%H:%M}", f"{clock.until:%H:%M}") == ("13:00", "14:30")


def test_a_trial_shift_from_an_hour_on_is_fixed() -> None:
    text = (
        "We would love to have you in for a trial shift on Saturday 10 October from 10 am. Then we talk about the job."
    )
    assert times(told(text)) == ["2026-10-10 10:00"]


NTH = {
    "en": ("Unfortunately the second round is cancelled.", 2),
    "en, in figures": ("We have to call off interview 2, sorry about that.", 2),
    "en, after another": ("Your first interview stands as planned, but we need to cancel the second interview.", 2),
    "en, the last": ("Sam, the final round is cancelled, we need no more talks.", -1),
    "en, no place": ("We have to cancel the interview, sorry.", None),
    "en, two places": ("We must cancel the first interview and the third interview.", None),
    "de": ("Leider müssen wir das zweite Gespräch absagen.", 2),
    "de, in one word": ("Das Zweitgespräch entfällt leider, wir melden uns bei Ihnen.", 2),
    "de, what stays": ("Das zweite Gespräch entfällt; das erste Gespräch bleibt wie geplant.", 2),
    "fr": ("Malheureusement, le deuxième entretien est annulé.", 2),
    "fr, the last": ("Nous sommes désolés, l'entretien final n'aura pas lieu.", -1),
    "es": ("Lamentablemente, la segunda entrevista queda cancelada.", 2),
    "it": ("Purtroppo il secondo colloquio è annullato, ci scusiamo.", 2),
    "nl": ("Helaas gaat het tweede gesprek niet door, onze excuses.", 2),
    "pt": ("Infelizmente, a segunda entrevista foi cancelada.", 2),
    "pt, a weekday": ("Infelizmente, a entrevista de segunda-feira foi cancelada.", None),
}


@pytest.mark.parametrize(("text", "place"), NTH.values(), ids=NTH)
def test_the_place_of_what_is_called_off(text: str, place: int | None) -> None:
    case = case_of(text)
    assert (nth(case, "interview_cancelled", case.moment), calls_all_off(case, "interview_cancelled")) == (place, False)


ALL_OFF = {
    "en": "Unfortunately we have to cancel both interviews.",
    "en, yours": "Your interviews are cancelled, I am sorry.",
    "de": "Leider müssen wir beide Gespräche absagen.",
    "fr": "Malheureusement, les deux entretiens sont annulés.",
    "es": "Lamentablemente tenemos que cancelar las dos entrevistas.",
    "it": "Purtroppo dobbiamo annullare entrambi i colloqui.",
    "nl": "Helaas moeten we beide gesprekken met je annuleren.",
    "pt": "Infelizmente temos de cancelar as duas entrevistas.",
}


@pytest.mark.parametrize("text", ALL_OFF.values(), ids=ALL_OFF)
def test_all_are_called_off_where_it_says_so(text: str) -> None:
    assert calls_all_off(case_of(text), "interview_cancelled")


ONE_OFF = {
    "en": "Unfortunately we have to cancel one of your interviews.",
    "de": "Leider müssen wir eines der beiden Gespräche absagen.",
    "fr": "Malheureusement, un de vos entretiens est annulé.",
    "es": "Tenemos que cancelar una de sus entrevistas.",
    "it": "Dobbiamo annullare uno dei suoi colloqui, mi dispiace.",
    "nl": "We moeten een van je gesprekken annuleren, onze excuses.",
    "pt": "Temos de cancelar uma das suas entrevistas, lamentamos.",
}


@pytest.mark.parametrize("text", ONE_OFF.values(), ids=ONE_OFF)
def test_one_of_them_is_not_all(text: str) -> None:
    assert not calls_all_off(case_of(text), "interview_cancelled")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Your second interview is on Thursday 8 October at 14:00.", 2),
        ("Das zweite Gespräch findet am Donnerstag, 8. Oktober um 14 Uhr statt.", 2),
        ("Le deuxième entretien aura lieu jeudi 8 octobre à 14h.", 2),
        ("Your interview is on Thursday 8 October at 14:00. The second round follows a week later.", None),
    ],
)
def test_the_place_of_what_is_fixed(text: str, place: int | None) -> None:
    case = case_of(text)
    assert nth(case, "interview_scheduled", case.moment) == place
