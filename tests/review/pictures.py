"""Pictures of the review page for the documentation: `make pictures`. The sample mailbox, told on a fixed day."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from agent.demo.stage import Stage
from tests.review.desk import CHROMIUM, Review, flags, reviewing

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
PICTURES = {
    "review-light": (1080, 1000, "light"),
    "review-dark": (1080, 1000, "dark"),
    "review-narrow": (360, 740, "light"),
}
"""Name → width, height, colours."""


def main(folder: Path) -> None:
    """Write all pictures to `folder`."""
    with tempfile.TemporaryDirectory(prefix="bowout-") as place, sync_playwright() as playwright:
        stage = Stage(Path(place), NOW)
        stage.build()
        stage.agent("sync")
        stage.next_morning()
        stage.agent("sync")
        options = ["--config", f"{place}/config.toml", "--state", f"{place}/state", "--now", stage.now.isoformat()]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags())
        with reviewing(options) as review:
            page = browser.new_page(reduced_motion="reduce")
            page.goto(review.link)
            for name, (width, height, colours) in PICTURES.items():
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
                page.screenshot(path=folder / f"{name}.png")
            page.set_viewport_size({"width": 1080, "height": 1400})
            _letter(page, folder)
            page.locator(".beside").screenshot(path=folder / "review-offers.png")
            _held(page, review, folder)
        browser.close()


def _letter(page: Page, folder: Path) -> None:
    """One case whole."""
    page.emulate_media(color_scheme="light")
    page.locator("article.case", has_text="Tidewell Analytics").screenshot(path=folder / "review-letter.png")


def _held(page: Page, review: Review, folder: Path) -> None:
    """The same after the yes."""
    page.locator("article.case", has_text="Tidewell Analytics").locator(".do-approve").click()
    case = page.locator("article.case.approved")
    case.wait_for()
    case.screenshot(path=folder / "review-undo.png")
    case.locator(".do-undo").click()
    page.wait_for_url(f"{review.origin}/*")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
