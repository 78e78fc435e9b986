"""Plain invitations: lists of interviews, days on trial, the hours as people write them."""

from __future__ import annotations

import pytest

from agent.reading.agreed import agreed, is_shifted
from agent.reading.fields import TRIAL
from agent.reading.gate import plain
from agent.reading.language import detect
from agent.reading.mime import open_
from agent.reading.rules import judge
from agent.reading.rules.interviews import is_listed
from agent.reading.times import find_clocks
from tests.reading.eml import eml
from tests.reading.words import case_of

LISTED = {
    "en": "Hi Sam,\n\nYour three interviews: Tue 6 Oct 10:00 with Anna, Wed 7 Oct 14:00 with Bo, Fri 9 Oct 9:30 with Cleo.\n\nAnna",
    "en, lines": "Your two interviews:\n\n- Tuesday 6 October, 10:00, Anna Lee\n- Thursday 8 October, 14:00, Bo Hall\n\nAnna Lee",
    "de": "Hallo Sam,\n\ndeine drei Gespräche: Di. 6.10. 10:00 Anna, Do. 8.10. 14:00 Bo, Fr. 9.10. 11:00 Cleo.\n\nAnna",
    "fr": "Bonjour Sam,\n\nVos deux entretiens : mardi 6 octobre à 10h avec Anna, jeudi 8 octobre à 14h avec Bo.\n\nAnna",
    "es": "Hola Sam,\n\nTus dos entrevistas: martes 6 de octubre a las 10:00 con Ana, jueves 8 de octubre a las 14:00 con Bo.\n\nAna",
    "it": "Ciao Sam,\n\ni tuoi due colloqui: martedì 6 ottobre alle 10:00 con Anna, giovedì 8 ottobre alle 14:00 con Bo.\n\nAnna",
    "nl": "Hoi Sam,\n\nJe twee gesprekken: dinsdag 6 oktober 10.00 uur met Anna, donderdag 8 oktober 14.00 uur met Bo.\n\nAnna",
    "pt": "Olá Sam,\n\nAs tuas duas entrevistas: terça-feira, 6 de outubro, às 10h00 com a Ana, quinta-feira, 8 de outubro, às 14h00"
    " com o Bo.\n\nAna",
}  # fmt: skip


@pytest.mark.parametrize("text", LISTED.values(), ids=LISTED)
def test_a_list_of_the_users_interviews_needs_no_word_of_a_job(text: str) -> None:
    case = case_of(text)
    assert is_listed(case)
    assert judge(case).label == "interview_scheduled"
    assert agreed(case, "interview_scheduled").further


@pytest.mark.parametrize(
    "text",
    [
        "Hi Sam,\n\nThe interviews with our three candidates: Tue 6 Oct 10:00 Anna, Wed 7 Oct 14:00 Bo. Please be there.",
        "Hi Sam,\n\nYour interview: Tue 6 Oct 10:00 with Anna.",
        "Hi Sam,\n\nThe team's dinners: Tue 6 Oct 19:00 at Bo's, Wed 7 Oct 20:00 at Cleo's.",
    ],
    ids=["others are interviewed", "one", "no interviews"],
)
def test_another_list_is_none(text: str) -> None:
    assert not is_listed(case_of(text))


TRIALS = {
    "en": "Hi Sam,\n\nWe'd like you to come in for a trial shift on Thursday 8 October at 5, before we open.",
    "de": "Hallo Sam,\n\nder Probearbeitstag ist am Donnerstag, 8. Oktober, um 5 Uhr in der Backstube.",
    "fr": "Bonjour,\n\nNous vous proposons une journée d'essai le jeudi 8 octobre à 5h au fournil.",
    "es": "Hola Sam,\n\nTe proponemos un día de prueba en el obrador el jueves 8 de octubre a las 5.",
    "it": "Buongiorno Sam,\n\nle proponiamo un giorno di prova in laboratorio giovedì 8 ottobre alle 5.",
    "nl": "Hoi Sam,\n\nJe proefdag is op donderdag 8 oktober om 5 uur in de bakkerij.",
    "pt": "Olá Sam,\n\nConfirmo o seu dia de experiência na padaria: quinta-feira, 8 de outubro, às 5h.",
}


@pytest.mark.parametrize("text", TRIALS.values(), ids=TRIALS)
def test_a_day_on_trial_is_an_interview_and_begins_in_the_morning(text: str) -> None:
    case = case_of(text)
    found = agreed(case, "interview_scheduled")
    assert judge(case).label == "interview_scheduled"
    assert f"{found.start:%Y-%m-%d %H:%M}" == "2026-10-08 05:00"


def test_an_interview_at_five_is_in_the_afternoon() -> None:
    found = agreed(case_of("Your interview is on Thursday 8 October at 5."), "interview_scheduled")
    assert found.start is not None
    assert found.start.hour == 17


@pytest.mark.parametrize(
    "text",
    [
        "Kun je donderdag 8 oktober om 8.00 uur bij ons op de afdeling een dagje meelopen?",
        "Pode vir na quinta-feira, 8 de outubro, às 8h para um dia de experiência connosco?",
        "¿Puedes venir el jueves 8 de octubre a las 8:00 para un día de prueba con nosotros?",
    ],
)
def test_whether_the_user_can_come_on_trial_is_asked(text: str) -> None:
    assert judge(case_of(text)).label == "interview_invited"


@pytest.mark.parametrize(
    "text", ["giorno di prova", "dia de teste", "dia de experiência", "día de prueba", "jornada de prueba"]
)
def test_trials_are_known_by_many_names(text: str) -> None:
    assert TRIAL.search(f"… {text} …")


@pytest.mark.parametrize(
    "text",
    [
        "Hola Sam, el turno de prueba es el viernes a las 18:30. Lola",
        "Ciao Sam, il turno di prova è venerdì alle 18. Gino",
        "Olá Sam, o dia de teste fica para sexta-feira. Rui",
        "Hi Sam, the trial shift is on Friday at 9. Jo",
    ],
)
def test_a_trial_passes_the_gate(text: str) -> None:
    assert plain(open_(eml(text)))


def test_free_days_of_a_service_are_no_trial() -> None:
    assert not plain(
        open_(eml("Ihre 30 Tage sind um. Tus 14 días de prueba terminan hoy. Le restano 3 giorni di prova."))
    )


CLOCKS = {
    "le 3 décembre à 9 h 15 en mairie": ["09:15"],
    "le 3 décembre à 14 h 30": ["14:30"],
    "alle 15,45 in stabilimento": ["15:45"],
    "dalle ore 9,30": ["09:30"],
    "mardi à 14h30 dans nos locaux, 8 rue vauban": ["14:30"],
    "am dienstag um 14 uhr, 3. stock": ["14:00"],
    "thursday, 3 with ann": ["15:00"],
    "no problem, 3 today it is": ["15:00"],
    "alle 9,5 punti": [],
    "12,50 euro": [],
}


@pytest.mark.parametrize(("text", "hours"), CLOCKS.items(), ids=CLOCKS)
def test_hours_as_they_are_written(text: str, hours: list[str]) -> None:
    assert [f"{clock.at:%H:%M}" for clock in find_clocks(text)] == hours


RANGES = {
    "von 6 bis 12 uhr": ("06:00", "12:00"),
    "de 6h à 14h": ("06:00", "14:00"),
    "from 8am till 12": ("08:00", "12:00"),
    "from 10am to 2": ("10:00", "14:00"),
    "2 bis 3 uhr": ("14:00", "15:00"),
}


@pytest.mark.parametrize(("text", "hours"), RANGES.items(), ids=RANGES)
def test_ranges_end_after_they_begin(text: str, hours: tuple[str, str]) -> None:
    (clock,) = find_clocks(text)
    assert (f"{clock.at:%H:%M}", f"{clock.until:%H:%M}") == hours


def test_lets_do_thursday_is_no_deadline() -> None:
    case = case_of("Great chatting earlier. Let's do Thursday at 3pm, you, me and Priya. 45 minutes on Meet.")
    found = agreed(case, "interview_scheduled")
    assert f"{found.start:%Y-%m-%d %H:%M}" == "2026-10-08 15:00"


def test_when_interviews_are_held_moves_none() -> None:
    text = (
        "You have been shortlisted for the post. Interviews will be held on Monday 5 October. Your time is 9.15 am. "
        "You will be asked to read with a small group first."
    )
    assert judge(case_of(text)).label == "interview_scheduled"


@pytest.mark.parametrize(
    "text",
    [
        "Temos de reagendar a entrevista para quinta-feira, 8 de outubro, às 10h00, por motivos de agenda.",
        "Tenemos que cambiar la entrevista al jueves 8 de octubre a las 10:00, por motivos de agenda.",
        "Nous devons décaler votre entretien au jeudi 8 octobre à 10h, pour des raisons de planning.",
        "Dobbiamo spostare il colloquio a giovedì 8 ottobre alle 10:00, per motivi di agenda.",
        "We moeten het gesprek naar donderdag 8 oktober om 10.00 uur verplaatsen, het spijt ons.",
    ],
)
def test_what_has_to_be_moved_is_shifted(text: str) -> None:
    assert is_shifted(case_of(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Malheureusement, le deuxième entretien est annulé.", "fr"),
        ("Helaas gaat het tweede gesprek niet door, onze excuses.", "nl"),
        ("Infelizmente, a segunda entrevista foi cancelada.", "pt"),
        ("Leider müssen wir beide Gespräche absagen.", "de"),
        ("Thursday 3pm, Ann + Bo.", "en"),
        ("Yes, la casa.", "en"),
        ("rite start u mon, trainee scaffolder fortnight on trial, 6 sharp, £105 a day", "en"),
    ],
)
def test_two_small_words_tell_the_language_of_a_short_mail(text: str, code: str) -> None:
    assert detect(text) == code
