"""Spelling: every word of every letter is in the dictionaries of its language; English in the British and the American."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from agent.letters.language import codes, load
from tests.letters.corpus import samples
from tests.letters.situations import AGENCY, EMPLOYER, PANEL, ROLE

HERE = Path(__file__).parent / "spelling"
DICTIONARIES = {
    "en": ("en_GB", "en_US"),
    "de": ("de_DE",),
    "fr": ("fr_FR",),
    "es": ("es_ES",),
    "pt": ("pt_PT,pt_BR",),
    "it": ("it_IT",),
    "nl": ("nl_NL",),
}
"""A word has to be in each; what is spelled differently in Britain and America is avoided. With a comma: in one of them."""
PACKAGES = "hunspell hunspell-en-gb hunspell-en-us hunspell-de-de hunspell-fr hunspell-es hunspell-pt-pt hunspell-pt-br hunspell-it hunspell-nl"
NAMES = {
    *f"{ROLE} {EMPLOYER} {AGENCY} {' '.join(PANEL)} Sam Lee Fraser Boyd Mo Khan Bo Lind Ida Holm KF Your message".split()
}
"""What the sample letters are about; not ours to spell."""


def unknown(words: set[str], dictionary: str) -> set[str]:
    """Those that the dictionary does not have."""
    asked = "\n".join(sorted(words))
    found = subprocess.run(
        ["hunspell", "-d", dictionary, "-i", "utf-8", "-l"], input=asked, capture_output=True, text=True, check=False
    )
    if found.returncode or "Can't open" in found.stderr:
        pytest.fail(f"there is no dictionary {dictionary}: apt install {PACKAGES}", pytrace=False)
    return set(found.stdout.split())


def words_of(code: str) -> set[str]:
    """Every word that letters in the language print, besides names and zones, which no dictionary has."""
    language = load(code)
    zones = " ".join(str(z) for z in (*language.zones.values(), *language.zones["short"].values()))
    text = " ".join(f"{one.letter.body} {one.letter.subject}" for one in samples(code))
    text += " " + " ".join((*language.subject.values(), *language.call.values(), language.calendar_note))
    text += " " + " ".join((*language.weekdays, *language.months))
    text = re.sub(r"https?:\S+|\{\w+\}|\d", " ", text.replace("’", "'"))
    allowed = (HERE / f"{code}.txt").read_text(encoding="utf-8").split() if (HERE / f"{code}.txt").exists() else []
    found = {w.strip("'") for w in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text)}
    return found - NAMES - set(allowed) - set(re.findall(r"\w+", zones)) - {""}


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_word_is_spelled_right(code: str) -> None:
    if shutil.which("hunspell") is None:
        pytest.fail(f"the tests of spelling need: apt install {PACKAGES}", pytrace=False)
    for dictionary in DICTIONARIES[code]:
        assert sorted(unknown(words_of(code), dictionary)) == [], dictionary


def test_a_slip_would_be_found() -> None:
    if shutil.which("hunspell") is None:
        pytest.fail(f"the tests of spelling need: apt install {PACKAGES}", pytrace=False)
    assert unknown({"honour", "interveiw", "thank"}, "en_US") == {"honour", "interveiw"}


def test_the_lists_of_words_that_dictionaries_lack_are_short_and_used() -> None:
    for path in HERE.glob("*.txt"):
        allowed = path.read_text(encoding="utf-8").split()
        text = " ".join(one.letter.body for one in samples(path.stem))
        assert allowed == sorted(set(allowed)), path.name
        assert len(allowed) <= 20, path.name
        assert [w for w in allowed if w not in text.replace("’", "'")] == [], path.name
