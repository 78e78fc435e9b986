"""The moment the user meets the program: a mail arrives, a card is drawn, a mouse clicks, a browser shows the page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.daemon.life import wait
from tests.e2e.test_notified import Desk
from tests.lab.screen import Screen
from tests.review.desk import CHROMIUM, flags

pytestmark = pytest.mark.slow

THREE, TWO = {"first": 0.19, "last": 0.81}, {"first": 0.49, "last": 0.8}
"""Where Xfce draws the buttons of a card, as a share of its width."""
OPEN = """#!/bin/sh
printf '%s\\n' "$1" > {root}/opened.part && mv {root}/opened.part {root}/opened
"""


class Sitting(Desk):
    """Somebody at a desktop with a real notification server, at whose screen a mouse is moved."""

    def __init__(self, root: Path, screen: Screen, *, hold: int) -> None:
        super().__init__(root, None, hold=hold)
        self.screen = screen
        self.config.write_text(self.config.read_text().replace('card_send = "always"\n', ""))
        opener = root / "bin" / "xdg-open"
        opener.parent.mkdir()
        opener.write_text(OPEN.format(root=root))
        opener.chmod(0o755)
        told = {name: screen.environ[name] for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        self.environ = {**told, "PATH": f"{opener.parent}:{os.environ['PATH']}"}

    def card(self, text: str = "", button: str = "") -> tuple[int, int, int, int]:  # type: ignore[override]  # a drawn one
        """The place of the one card that is drawn, once it stands still."""
        places: list[list[tuple[int, int, int, int]]] = [[]]

        def still() -> bool:
            places.append(self.screen.windows())
            return len(places[-1]) == 1 and places[-3:-1] == [places[-1]] * 2

        wait(still, "a card", pause=0.1)
        return places[-1][0]

    def click(self, share: float) -> None:
        left, top, width, height = self.card()
        self.screen.click(left + round(width * share), top + height - 30)

    def opened(self) -> str:
        """The link that the browser was given."""
        wait((self.root / "opened").exists, "the browser")
        link = (self.root / "opened").read_text().strip()
        (self.root / "opened").unlink()
        return link


@pytest.fixture
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("there is no chromium: apt install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags())
        yield started
        started.close()


def test_from_the_mail_to_the_letter_by_two_clicks(tmp_path: Path, browser: Browser) -> None:
    with Screen("xfce4") as screen:
        life = Sitting(tmp_path, screen, hold=12)
        try:
            life.firm()
            life.linden()
            life.run()
            life.click(THREE["first"])  # Review
            page = browser.new_page()
            page.goto(life.opened())
            expect(page.get_by_role("heading", level=1)).to_have_text("1 letter waits for you.")
            page.get_by_role("button", name=re.compile("^Approve ")).click()
            expect(page.get_by_role("status")).to_contain_text("Approved")
            life.click(TWO["first"])  # Undo, on the card with the countdown
            life.until("Linden", "waiting")
            page.goto(page.url.partition("#")[0])
            page.get_by_role("button", name=re.compile("^Approve ")).click()
            life.until("Linden", "sent", patience=60)
            assert len(life.sent()) == 1
            assert "lindenhydro.example" in life.to()[0]
            assert "draft.undone" in life.asked("journal", "--json").out
        finally:
            life.close()
