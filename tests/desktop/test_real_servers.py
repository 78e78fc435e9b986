"""Cards on notification servers as people have them, under a screen of the test's own: drawn, and clicked with a mouse."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator

import pytest

from agent.desktop.card import Button
from tests.desktop.client import KEEP, REVIEW, SEND, Client, card, client
from tests.lab import screen
from tests.lab.gnome import Gnome
from tests.lab.screen import Screen

pytestmark = pytest.mark.slow

WHERE = {"review": 0.19, "send": 0.5, "keep": 0.81}
"""Where Xfce draws each of three buttons, as a share of the card's width."""
OFFER = card(
    summary="Offer from Harrowpike Instruments is firm",
    body="3 interviews elsewhere:\nTue 10:00 Lumenstack\nWed 14:00 Tidewell Analytics & Co <b>\nFri 11:00 Lanternvale",
)
MENU = """#!/bin/sh
grep -m 1 "$(cat {home}/choice)"
"""


@pytest.fixture(params=screen.SMALL)
def each(request: pytest.FixtureRequest) -> Iterator[Screen]:
    with Screen(request.param) as shown:
        yield shown


@pytest.fixture
def xfce() -> Iterator[Screen]:
    with Screen("xfce4") as shown:
        yield shown


async def true(what: object) -> None:
    assert callable(what)
    await asyncio.to_thread(screen.until, what)


async def drawn(shown: Screen) -> tuple[int, int, int, int]:
    """The place of the one card that is drawn, once it stands still."""
    places: list[list[tuple[int, int, int, int]]] = [[]]

    def still() -> bool:
        places.append(shown.windows())
        return len(places[-1]) == 1 and places[-2] == places[-1]

    await true(still)
    return places[-1][0]


async def pressed(shown: Screen, own: Client, key: str) -> None:
    left, top, width, height = await drawn(shown)
    await asyncio.to_thread(shown.click, left + round(width * WHERE[key]), top + height - 30)
    await true(lambda: own.gestures)


def test_a_card_is_drawn_and_taken_down_again(each: Screen) -> None:
    async def run() -> None:
        async with client(each.environ) as own:
            assert {"actions", "body", "body-markup"} <= own.capabilities
            assert await own.show(OFFER)
            await drawn(each)
            await own.take_down(OFFER.key)
            await true(lambda: not each.windows())
            assert (own.gestures, own.lost) == ([], [])

    asyncio.run(run())


def test_the_hostile_text_of_a_stranger_brings_no_server_down(each: Screen) -> None:
    hostile = "<b><i>&nbsp;</b>&#0;<img src='file:///etc/passwd'>\x00\x1b[2J\u202e" + "<span size='999999'>%s%n" * 5000

    async def run() -> None:
        async with client(each.environ) as own:
            assert await own.show(card(summary=hostile, body=hostile, buttons=(Button("review", hostile),)))
            await drawn(each)
            assert await own.show(OFFER)
            assert own.present
            await own.take_down(OFFER.key)
            await true(lambda: not each.windows())

    asyncio.run(run())


@pytest.mark.parametrize("key", list(WHERE))
def test_a_click_on_a_button_of_xfce_is_that_button(xfce: Screen, key: str) -> None:
    async def run() -> None:
        async with client(xfce.environ) as own:
            await own.show(OFFER)
            await pressed(xfce, own, key)
            await true(lambda: not xfce.windows())
            (gesture,) = own.gestures
            assert (gesture.button, gesture.card) == (key, OFFER)
            assert own.lost == []

    asyncio.run(run())


def test_a_click_beside_the_buttons_is_one_on_the_card_itself_and_never_a_yes(xfce: Screen) -> None:
    async def run() -> None:
        async with client(xfce.environ) as own:
            await own.show(OFFER)
            left, top, width, _ = await drawn(xfce)
            await asyncio.to_thread(xfce.click, left + width // 2, top + 20)
            await true(lambda: own.gestures or own.lost)
            assert [gesture.button for gesture in own.gestures] in ([], ["default"])

    asyncio.run(run())


def test_a_click_of_dunsts_middle_button_is_one_on_the_card_and_its_left_button_decides_nothing() -> None:
    async def run() -> None:
        with Screen("dunst") as dunst:
            async with client(dunst.environ) as own:
                await own.show(OFFER)
                left, top, width, height = await drawn(dunst)
                await asyncio.to_thread(dunst.click, left + width // 2, top + height // 2, 2)
                await true(lambda: own.gestures)
                assert own.gestures[0].button == "default"
                await own.show(card(stamp="2"))
                left, top, width, height = await drawn(dunst)
                await asyncio.to_thread(dunst.click, left + width // 2, top + height // 2, 1)
                await true(lambda: own.lost)
                assert len(own.gestures) == 1

    asyncio.run(run())


def test_what_is_chosen_from_dunsts_menu_takes_the_card_down() -> None:
    """Dunst draws no buttons: they are in a menu, and it leaves the card standing when one is chosen."""
    menu = Screen("dunst", {".config/dunst/dunstrc": ""})

    async def run() -> None:
        home = menu.bus.home
        (home / "menu").write_text(MENU.format(home=home))
        os.chmod(home / "menu", 0o755)
        async with client(menu.environ) as own:
            for key, label in (("send", "Send"), ("keep", "Keep"), ("review", "Review")):
                (home / "choice").write_text(label)
                await own.show(OFFER)
                await drawn(menu)
                await asyncio.to_thread(menu.run, "dunstctl", "context")
                await true(lambda: own.gestures)
                assert own.gestures.pop().button == key
                await true(lambda: not menu.windows())

    with menu:
        rc = f"[global]\ndmenu = {menu.bus.home}/menu\n"
        (menu.bus.home / ".config/dunst/dunstrc").write_text(rc)
        menu.again()
        asyncio.run(run())


def test_a_server_that_crashed_and_came_back_shows_the_cards_anew(each: Screen) -> None:
    async def run() -> None:
        async with client(each.environ) as own:
            await own.show(OFFER)
            await drawn(each)
            await asyncio.to_thread(each.again)
            await true(lambda: own.times_ready == 2)
            assert await own.show(OFFER)
            await drawn(each)

    asyncio.run(run())


def test_three_buttons_are_three(xfce: Screen) -> None:
    """The click on the card itself has no button of its own, on a server that would draw one."""
    narrow = card(buttons=(REVIEW, SEND, KEEP), body="")
    wide = card(buttons=(REVIEW,), body="")

    async def run() -> None:
        async with client(xfce.environ) as own:
            for each_card in (narrow, wide):
                await own.show(each_card)
                left, top, width, height = await drawn(xfce)
                await asyncio.to_thread(xfce.click, left + width - 40, top + height - 30)
                await true(lambda: own.gestures)
                assert own.gestures.pop().button == each_card.buttons[-1].key
                await true(lambda: not xfce.windows())

    asyncio.run(run())


PLASMA = {"review": 250, "send": 195, "keep": 113, "reply": 31}
"""Where Plasma draws them, in pixels from the right."""


@pytest.mark.long
def test_plasma_tells_buttons_with_a_token_for_the_focus_and_what_is_typed() -> None:
    async def run() -> None:
        async with client(plasma.environ) as own:
            assert "inline-reply" in own.capabilities
            mine = card(reply="shorter, warmer …")
            for key, right in PLASMA.items():
                await own.show(mine)
                left, top, width, height = await drawn(plasma)
                await asyncio.sleep(1)  # it slides in
                await asyncio.to_thread(plasma.click, left + width - right, top + height - 20)
                if key == "reply":
                    await asyncio.sleep(1)  # the field opens
                    plasma.run("xdotool", "type", "make it shorter")
                    plasma.run("xdotool", "key", "Return")
                await true(lambda: own.gestures)
                gesture = own.gestures.pop()
                assert (gesture.button, gesture.text) == (key, "make it shorter" if key == "reply" else "")
                assert bool(gesture.token) is (key != "reply")
                await true(lambda: not plasma.windows())
                await asyncio.sleep(1)  # else it is too much for it at once

    with Screen("plasma") as plasma:
        asyncio.run(run())


@pytest.mark.long
def test_plasmas_refusal_of_the_same_again_is_waited_for() -> None:
    async def run() -> None:
        async with client(plasma.environ) as own:
            for key in ("draft:a", "draft:b", "draft:c"):
                assert await own.show(card(key))
            await own.take_down("draft:b")

    with Screen("plasma") as plasma:
        asyncio.run(run())


GNOME = {"review": 337, "send": 479, "keep": 653}
"""Where GNOME Shell draws them, in pixels from the left."""


@pytest.mark.long
def test_gnome_tells_its_buttons_and_takes_the_card_down() -> None:
    async def run() -> None:
        async with client(gnome.environ) as own:
            assert {"actions", "body", "body-markup", "persistence"} <= own.capabilities
            hand = await gnome.hand()
            for key, x in GNOME.items():
                await own.show(card(urgency="critical", body="One line.\nAnother one.\nA third one."))
                for _ in range(6):  # it has some things to say of its own at first
                    await asyncio.sleep(4)
                    await hand.move(x, 169)
                    await hand.click()
                    await asyncio.sleep(0.5)
                    if own.gestures:
                        break
                    await hand.move(1000, 690)
                assert own.gestures.pop().button == key
                await hand.move(1000, 690)
            assert own.lost == []
            await hand.rest()

    with Gnome() as gnome:
        asyncio.run(run())
