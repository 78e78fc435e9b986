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
        ("quillbyte", "quillbyte"), ("harbourgate", "harbourgate"), ("stonehouse", "stonehouse"),
        ("stonebridge", "stonebridge"), ("stmaryshospital", "st marys hospital"),
    ],
)  # fmt: skip
def test_a_label_is_parted_where_a_person_would(label: str, words: str) -> None:
    assert " ".join(parted.part(label)) == words


@pytest.mark.parametrize("label", ["", "a", "xyz", "1", "24", "qqqqqqqqqqqq", "-", "x" * 63, "é", "a.b"])
def test_whatever_the_label_nothing_is_lost(label: str) -> None:
    assert "".join(parted.part(label)) == label


def test_a_very_long_label_is_left_whole_and_costs_nothing() -> None:
    started = time.process_time()
    assert parted.part("valley" * 10_000) == ("valley" * 10_000,)
    assert time.process_time() - started < 0.5


def test_a_word_of_the_message_shows_where_a_name_is_parted() -> None:
    assert names.natural("zorblattquenvik.com", {"zorblatt": "Zorblatt"}) == "Zorblatt Quenvik"


def test_accents_are_those_of_the_messages_language() -> None:
    assert names.natural("clinicapatagonia.com", language="es") == "Clínica Patagonia"
    assert names.natural("clinicapatagonia.com", language="it") == "Clinica Patagonia"
    assert names.natural("millgatetheatre.com", language="en") == "Millgate Theatre"


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
