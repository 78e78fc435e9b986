"""What an offer still depends on, and what is met."""

from __future__ import annotations

import pytest

from agent.model import ContingencyKind
from agent.reading.clauses import split
from agent.reading.contingencies import find_checks
from tests.reading.words import reading


def states(text: str, code: str = "en") -> list[tuple[ContingencyKind, str]]:
    return [(check.kind, check.state) for check in find_checks(list(split(text, language=code)), code)]


@pytest.mark.parametrize(
    ("code", "named", "closed"),
    [
        ("en", "We asked for a background check.", "There's nothing left to verify."),
        ("en", "We asked for a background check.", "It came back this morning, so there are no strings."),
        ("de", "Wir brauchen noch das Führungszeugnis.", "Es fehlt nun nichts mehr."),
        ("fr", "Nous attendons votre casier judiciaire.", "Il ne manque plus rien."),
        ("es", "Falta el certificado de antecedentes penales.", "Ya no falta nada más."),
        ("pt", "Falta o registo criminal.", "Não falta mais nada."),
        ("it", "Manca il casellario giudiziale.", "Non manca più nulla."),
        ("nl", "We wachten nog op de VOG.", "Er ontbreekt nu niets meer."),
        ("pl", "Czekamy na zaświadczenie o niekaralności.", "Niczego już nie brakuje."),
        ("sv", "Vi väntar på utdrag ur belastningsregistret.", "Inget saknas."),
    ],
)
def test_nothing_left_closes_what_was_open_before(code: str, named: str, closed: str) -> None:
    assert states(named, code) == [("background_check", "open")]
    assert states(f"{named}\n\n{closed}", code) == [("background_check", "met")]


def test_checks_that_one_has_been_through_are_met() -> None:
    text = "You have been through all our checks as a consultant, so there's nothing left to verify."
    assert set(states(text)) == {("background_check", "met")}


def test_what_is_left_after_all_stays_open() -> None:
    text = "There is nothing left to verify except the background check, which is still outstanding."
    assert ("background_check", "met") not in states(text)


def test_nothing_to_do_for_now_closes_nothing() -> None:
    text = "Your background check has started. There is nothing further for you to do at this stage."
    assert ("background_check", "met") not in states(text)


def test_completed_checks_are_met_though_the_sentence_speaks_of_what_is_required() -> None:
    text = "Pre-employment checks were completed on 24 November and no further information is required from you."
    assert set(states(text)) == {("background_check", "met")}


@pytest.mark.parametrize(
    "text", ["Reference TL-20881: your contract.", "Please quote the reference.", "Checks for the above reference."]
)
def test_a_number_to_quote_is_no_referee(text: str) -> None:
    assert "references" not in [kind for kind, _ in states(text)]


def test_because_is_no_certificate_of_sponsorship() -> None:
    assert states("I need a photo of it cos the printer is broken.") == []
    assert states("The visa team must assign the CoS first.") == [("right_to_work", "open")]


def test_a_letter_after_all_checks_has_nothing_open() -> None:
    got = reading(
        "Dear Sam,\n\nPlease find your contract of employment. Pre-employment checks were completed on 24 November and no "
        "further information is required from you. To take up the post please return page 9 signed by 6 December 2026.",
        "Contract of employment",
    )
    assert got.contingencies == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "We are pleased to offer you the post, salary 30,000 a year. The letter is attached. Drug test at the clinic on Monday.",
            "drug_test",
        ),
        (
            "We are pleased to offer you the post, salary 30,000 a year. The letter is attached. Two references from former employers.",
            "references",
        ),
    ],
)
def test_what_a_letter_names_is_open(text: str, kind: str) -> None:
    assert kind in reading(text, "Offer of employment").contingencies
