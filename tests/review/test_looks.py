"""What one can read, and where: contrast of the colours, lengths, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import agent.review

ROOM = Path(agent.review.__file__).parent
STYLE = (ROOM / "assets" / "page.css").read_text()
TEXT = 4.5
"""Contrast of text (WCAG 2.2, 1.4.3 level AA)."""
SIGN = 3.0
"""Contrast of borders of fields and of parts of a picture (1.4.11)."""
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "soft", "accent", "bad") for ground in ("ground", "card", "paper")],
    ("good", "card", TEXT),
    ("warn", "card", TEXT),
    ("accent-ink", "accent", TEXT),
    ("good", "good-ground", TEXT),
    ("warn", "warn-ground", TEXT),
    ("bad", "bad-ground", TEXT),
    ("said-ink", "said-ground", TEXT),
    *[(edge, ground, SIGN) for edge in ("edge", "accent") for ground in ("ground", "card", "paper")],
    *[(sign, "card", SIGN) for sign in ("mark", "bad", "good", "band1", "band2", "band3", "band4")],
]
"""Which colour stands on which, and how much they have to differ."""


def colours(scheme: str) -> dict[str, str]:
    """The variables of one scheme."""
    light, dark = re.findall(r":root \{(.*?)\n *\}", STYLE, re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", {"light": light, "dark": dark}[scheme]))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_as_far_apart_as_colours_can_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_everything_can_be_read(scheme: str, ink: str, ground: str, least: float) -> None:
    shown = colours(scheme)
    assert contrast(shown[ink], shown[ground]) >= least


def test_both_schemes_name_the_same_colours() -> None:
    assert colours("light").keys() == colours("dark").keys()


def test_colours_stand_in_variables_only() -> None:
    rest = re.sub(r":root \{.*?\n *\}", "", STYLE, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rest) == []


def test_nothing_comes_from_elsewhere_and_nothing_stands_inline() -> None:
    for file in [*(ROOM / "templates").glob("*.html"), *(ROOM / "assets").iterdir()]:
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|url\(|@import|//cdn", text), file.name
        if file.suffix == ".html":
            assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?! src=\"/assets/)|javascript:|\|\s*safe", text), (
                file.name
            )


def test_the_script_builds_no_markup() -> None:
    script = (ROOM / "assets" / "page.js").read_text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function", script)
