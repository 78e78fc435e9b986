"""Another kind of letter in place of the one that waits, chosen on the page."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Home
from tests.review.desk import Review


@pytest.fixture
def inside(review: Review) -> Review:
    """Past the door."""
    review.enter()
    return review


def test_the_page_offers_the_kinds_that_fit(inside: Review) -> None:
    text = inside.ask("/").text
    assert "Tell of your offer, and keep the interview" in text
    assert "Call them instead" in text
    assert "Withdraw instead" not in text


def test_a_kind_that_fits_takes_the_place_of_the_letter(inside: Review, home: Home) -> None:
    before = home.draft("Tidewell")
    assert before["kinds"][:2] == ["withdrawal", "disclose"]
    inside.post(f"/letter/{before['id']}/rewrite", {"kind": "disclose"})
    after = home.draft("Tidewell")
    assert (after["id"], after["kind"], after["calendar"]) == (before["id"], "disclose", [])
    assert "Withdraw instead" in inside.ask("/").text


@pytest.mark.parametrize("kind", ["reopen", "poem", "<b>"])
def test_a_kind_that_does_not_fit_is_refused_and_nothing_changes(inside: Review, home: Home, kind: str) -> None:
    before = home.draft("Tidewell")
    refused = inside.post(f"/letter/{before['id']}/rewrite", {"kind": kind})
    assert home.draft("Tidewell") == before
    assert 400 <= refused.status < 500
    assert "does not fit" in refused.text
    assert "<b>" not in refused.text
