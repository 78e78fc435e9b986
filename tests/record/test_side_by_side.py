"""Two offers and the end of a search as a person meets them: on the page, in the terminal, in JSON."""

from __future__ import annotations

import pytest

from tests.e2e.stories import LETTER_OF_BRACKWATER, LINDEN, firm, linden, orchard
from tests.e2e.world import World, them
from tests.review.desk import reviewing

KESTREL = them(
    "Marguerite Oduya <m.oduya@kestrelavionics.example>", "Kestrel Avionics: offer letter", "2026-11-13T11:00",
    "Dear Ines,\n\nKestrel Avionics is pleased to offer you the position of Verification Engineer. Please find the offer"
    " letter attached and answer by November 27. Your first day would be December 14, 2026. The offer is contingent on a"
    " background check.\n\nMarguerite Oduya\nKestrel Avionics",
    attachment="offer.pdf",
)  # fmt: skip


@pytest.fixture
def two(world: World) -> World:
    """Two offers in writing, two interviews elsewhere."""
    world.tell(LETTER_OF_BRACKWATER)
    world.tell(KESTREL)
    linden(world)
    orchard(world)
    world.sync()
    return world


def page(world: World) -> str:
    options = ["--config", str(world.config), "--state", str(world.state), "--now", world.now.isoformat()]
    with reviewing(options) as review:
        review.enter()
        return review.ask("/").text


def test_two_offers_stand_side_by_side_in_the_terminal(two: World) -> None:
    text = two.do("offers").out
    heading = next(line for line in text.splitlines() if "Brackwater" in line)
    assert "Kestrel" in heading
    for words in ("in 2 days", "in 9 days", "Mon 14 Dec", "background check", "Linden Hydro, Tue 24 Nov"):
        assert words in text


def test_json_is_as_it_was_with_what_each_would_give_up(two: World) -> None:
    offers = two.do("offers --json").json
    assert offers == two.status()["offers"]
    booked = {interview["id"] for interview in two.status()["interviews"]}
    assert [set(offer["gives_up"]) for offer in offers] == [booked, booked]


def test_they_stand_side_by_side_on_the_page_too(two: World) -> None:
    shown = page(two)
    assert "Two offers side by side" in shown
    for offer in two.status()["offers"]:
        assert f'href="#offer-{offer["id"]}"' in shown


def test_the_deadline_of_an_open_offer_is_in_the_status_and_on_the_timeline(two: World) -> None:
    text = two.do("status").out
    assert "answer by Fri 20 Nov (in 2 days)" in text
    assert [line for line in text.splitlines() if "answer is due" in line and "Fri 20 Nov" in line]
    shown = page(two)
    assert "the answer is due: Fri 20 Nov" in shown


def test_one_offer_is_told_as_ever(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    world.sync()
    assert "How firm" not in world.do("offers").out
    assert "side by side" not in page(world)


# ---------------------------------------------------------------- after signing


def test_two_weeks_after_the_first_day_there_is_something_to_look_back_on(world: World) -> None:
    firm(world)
    ids = linden(world)
    orchard(world)
    assert world.sync()["archive"] is None
    world.approve("Linden", immediately=True)
    world.mail(
        LINDEN, "Re: Interview for Test Engineer at Linden Hydro",
        "Hi Ines,\n\nThank you for letting me know, and all the best for the new job!\n\nAisha", "2026-11-19T10:00", answers=ids[-1],
    )  # fmt: skip
    world.day("2026-11-20T09:00")
    assert world.day("2027-01-25T09:00")["archive"] is None
    found = world.day("2027-01-26T09:00")["archive"]
    assert (found["employer"], found["since"], found["start_date"]) == (
        "Brackwater Instruments", "2027-01-26", "2027-01-11",
    )  # fmt: skip
    assert {one["name"]: (one["thanked"], one["answered"]) for one in found["people"]} == {
        "Aisha Rahman": (True, True), "Ben Sayer": (False, False),
    }  # fmt: skip
    assert world.status()["archive"] == found
    text = world.do("status").out
    assert "Your search is over" in text
    assert "not thanked yet" in text
    assert "Your search is over" in page(world)
    world.mail(
        "Kim Aldous <kim@egretworks.example>", "Your application to Egret Works",
        "Hi Ines,\n\nThank you for applying for the position of Sensor Engineer at Egret Works. We have received your application"
        " and will be in touch.\n\nKim Aldous\nEgret Works", "2027-02-01T10:00",
    )  # fmt: skip
    assert world.day("2027-02-01T11:00")["archive"] is None
    assert "Your search is over" not in world.do("status").out


def test_a_purge_forgets_the_archive_too(world: World) -> None:
    firm(world)
    assert world.day("2027-01-26T09:00")["archive"] is not None
    world.do("purge --account home --yes")
    assert world.status()["archive"] is None


def test_before_a_decision_the_comparison_comes_first_and_after_it_the_letters_do(two: World) -> None:
    shown = page(two)
    assert shown.index('id="choice"') < shown.index('id="questions"') < shown.index('id="letters"')
    offer = two.status().offer("Brackwater")["id"]
    two.do(f"offer firm {offer}")
    shown = page(two)
    assert shown.index('id="letters"') < shown.index('id="choice"') < shown.index('id="offers"')
