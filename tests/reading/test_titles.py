"""Titles of posts, by learned weights and the encoder's tags."""

from __future__ import annotations

import time

import pytest

from agent.reading import titles
from agent.reading.roles import role
from tests.reading.words import document

OFFERED = [
    ("We are delighted to offer you the post of Assistant Librarian from May.", "Assistant Librarian"),
    ("Wir bieten Ihnen die Stelle als Bauzeichnerin ab Mai an.", "Bauzeichnerin"),
    ("Nous vous proposons le poste de conductrice de travaux à Lyon.", "conductrice de travaux"),
    ("Le ofrecemos el puesto de técnico de laboratorio desde mayo.", "técnico de laboratorio"),
    ("Queremos você na vaga de analista de dados a partir de maio.", "analista de dados"),
    ("Le proponiamo il ruolo di responsabile di magazzino da maggio.", "responsabile di magazzino"),
    ("Wij bieden u de functie van projectleider aan.", "projectleider"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), OFFERED)
def test_a_post_is_named_in_every_language_without_the_encoder(text: str, title: str) -> None:
    assert role(document(text)) == title


@pytest.mark.parametrize(
    "text", ["", "Shall we have lunch on Friday?", "Ihr Paket ist da.", "( ( ( ) -", "L'", "I I I I", "\n\n\x85 "]
)
def test_there_is_no_post_where_none_is_named(text: str) -> None:
    assert role(document(text)) is None


def test_a_title_is_written_as_the_message_writes_it() -> None:
    text = "It is about the site manager role.\nPosition: Site Manager\nWe offer you the Site Manager position."
    assert role(document(text)) == "Site Manager"


def test_brackets_close_or_are_left_out() -> None:
    found = titles.phrases([("text", "Engineer (Storage and Data), Lyon (France")], titles.shipped())
    assert "engineer (storage and data)" in found
    assert not [phrase for phrase in found if phrase.count("(") != phrase.count(")")]


def test_an_elided_article_is_no_part_of_a_title() -> None:
    assert "infirmière" in titles.phrases([("text", "le poste d'infirmière")], titles.shipped())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Votre candidature au poste d'ingénieure d'essais nous intéresse.", "ingénieure d'essais"),
        ("Nous vous proposons le poste d’ingénieure d’essais à Lyon.", "ingénieure d’essais"),
        ("Le poste de chargé d'affaires est à vous.", "chargé d'affaires"),
        ("Le proponiamo il ruolo di responsabile dell'ufficio tecnico da maggio.", "responsabile dell'ufficio tecnico"),
        ("Nous attendons votre réponse pour le poste d'ingénieure d'ici vendredi.", "ingénieure"),
    ],
)
def test_an_elided_article_within_a_title_belongs_to_it(text: str, title: str) -> None:
    assert role(document(text)) == title


def test_hostile_text_costs_little() -> None:
    started = time.process_time()
    role(document("the position of Senior " * 30_000))
    role(document("Engineer (" * 30_000))
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Le ofrecemos la vacante Gerente de Trade Marketing desde mayo.", "Gerente de Trade Marketing"),
        ("We offer you the role of Sr. Data Engineer from May.", "Sr. Data Engineer"),
    ],
)
def test_words_that_lead_to_a_title_are_no_part_of_it_and_a_shortened_one_keeps_its_stop(text: str, title: str) -> None:
    assert role(document(text)) == title
