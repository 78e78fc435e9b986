"""Ids are words: stable, short, easily told apart."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from agent import ids

LIST = (Path(ids.__file__).parent / "words.txt").read_text("ascii").split()


def test_an_id_is_three_short_words() -> None:
    assert re.fullmatch(r"[a-z]{3,6}-[a-z]{3,6}-[a-z]{3,6}", ids.words("anything"))


def test_ids_do_not_change_between_versions() -> None:
    assert ids.words("candidacy:heatherlea") == "apron-twist-maroon"
    assert ids.words("") == "town-hotel-boat"


def test_any_text_has_an_id() -> None:
    for key in ("ü", "\ud800", "a\0b", "x" * 100_000):
        assert ids.words(key).count("-") == 2


def test_a_thousand_keys_give_a_thousand_ids() -> None:
    assert len({ids.words(f"draft:{n}") for n in range(1000)}) == 1000


def test_the_list_holds_512_words_in_order() -> None:
    assert len(LIST) == len(set(LIST)) == 512
    assert sorted(LIST) == LIST
    assert all(re.fullmatch(r"[a-z]{3,6}", word) for word in LIST)


def test_no_word_begins_another() -> None:
    assert [(a, b) for a, b in itertools.pairwise(LIST) if b.startswith(a)] == []


def test_no_two_words_differ_by_one_letter_only() -> None:
    masks = [word[:at] + "?" + word[at + 1 :] for word in LIST for at in range(len(word))]
    assert len(masks) == len(set(masks))
