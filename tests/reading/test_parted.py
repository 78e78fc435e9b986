"""Run-together domains, parted into names."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from agent.reading import names, parted


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("clunvalleyvets", "clun valley vets"), ("northmerefreight", "northmere freight"), ("rangevets", "range vets"),
        ("campwapanaki", "camp wapanaki"), ("forjasurola", "forjas urola"), ("colegiosanagustin", "colegio san agustin"),
        ("quillbyte", "quillbyte"), ("stonehouse", "stonehouse"),
        ("stonebridge", "stonebridge"), ("stmaryshospital", "st marys hospital"),
    ],
)  # fmt: skip
def test_a_label_is_parted_where_a_person_would(label: str, words: str) -> None:
    assert " ".join(parted.part(label)) == words


@pytest.mark.parametrize("label", ["", "a", "xyz", "1", "24", "qqqqqqqqqqqq", "-", "x" * 63, "é", "a.b"])
def test_whatever_the_label_nothing_is_lost(label: str) -> None:
    assert "".join(parted.part(label)) == label


@pytest.mark.parametrize(
    ("label", "language", "words"),
    [
        ("traghettivesuvio", "it", "traghetti vesuvio"), ("museoetrusco", "it", "museo etrusco"), ("andinox", "es", "andinox"),
        ("adegavaledemouro", "pt", "adega vale de mouro"), ("kiwipackhouse", "en", "kiwi packhouse"),
    ],
)  # fmt: skip
def test_words_are_those_of_the_messages_language(label: str, language: str, words: str) -> None:
    assert " ".join(parted.part(label, language=language)) == words


def test_a_language_without_lists_is_read_as_english() -> None:
    assert parted.part("northmerefreight", language="xx") == ("northmere", "freight")


def test_a_very_long_label_is_left_whole_and_costs_nothing() -> None:
    started = time.process_time()
    assert parted.part("valley" * 10_000) == ("valley" * 10_000,)
    assert time.process_time() - started < 0.5


def test_a_word_of_the_message_shows_where_a_name_is_parted() -> None:
    assert names.natural("zorblattquenvik.com", {"zorblatt": "Zorblatt"}) == "Zorblatt Quenvik"


def test_accents_are_those_of_the_messages_language() -> None:
    assert names.natural("clinicapatagonia.com", language="es") == "Clínica Patagonia"
    assert names.natural("transportescanaveral.com", language="es") == "Transportes Cañaveral"
    assert names.natural("clinicapatagonia.com", language="it") == "Clinica Patagonia"
    assert names.natural("millgatetheatre.com", language="en") == "Millgate Theatre"


def test_english_names_of_places_are_joined() -> None:
    assert names.natural("harbourgate.com", language="en") == "Harbourgate"
    assert names.natural("oakmoorhealth.com", language="en") == "Oakmoor Health"
    assert names.natural("quillislandpress.com", language="en") == "Quill Island Press"


def test_and_may_be_the_end_of_a_word_and_the_beginning_of_the_next() -> None:
    assert names.natural("gracelutherandecorah.org", language="en") == "Grace Lutheran Decorah"
    assert names.natural("peelandward.com", language="en") == "Peel & Ward"


def test_a_saint_is_told_by_what_is_called_after_saints() -> None:
    assert names.natural("stcadocsprimary.org", language="en") == "St Cadocs Primary"


def test_what_follows_a_hyphen_is_a_place_unless_it_is_a_noun_or_an_abbreviation() -> None:
    assert names.natural("villaserena-trento.it", language="it") == "Villa Serena"
    assert names.natural("northfork-csd.org", language="en") == "North Fork CSD"
    assert names.natural("alderfalls-museum.org", language="en") == "Alder Falls Museum"


def test_where_words_are_compounds_a_hyphen_parts_them_and_nothing_else() -> None:
    assert names.natural("seghers-koeltechniek.be", language="nl") == "Seghers Koeltechniek"
    assert names.natural("gebaeudekasse-uri.ch", language="de") == "Gebäudekasse Uri"


def test_what_a_domain_has_around_a_name_is_no_part_of_it() -> None:
    assert names.natural("kilnhq.com") == "Kiln"
    assert names.natural("joinquillbyte.com") == "Quillbyte"
    assert names.natural("quillandco.com") == "Quill & Co"
    assert names.natural("recrut-intermed.com") == "Intermed"


@pytest.mark.parametrize("domain", ["", ".", "-.com", "--.--", "com", "xn--bcher-kva.example.", "a" * 300 + ".com"])
def test_a_hostile_domain_raises_nothing(domain: str) -> None:
    names.natural(domain)


def test_the_lists_are_not_read_when_the_program_starts() -> None:
    code = "import agent.reading.employer, agent.reading.parted as p; print(p.shipped.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
