"""The page with the letters shows what is written now."""

from __future__ import annotations

from agent.letters.language import load
from tests.letters.gallery import PAGE, complete, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/letters.md is out of date: make letters"


def test_it_shows_every_language() -> None:
    text = page()
    assert [code for code in complete() if f"## {load(code).name}\n" not in text] == []
