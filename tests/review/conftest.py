"""The sample mailbox with letters that wait, a review page over it, and a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.cli.conftest import Home, _apart, home, own_home, read_stage  # noqa: F401 - fixtures
from tests.review.desk import CHROMIUM, Review, flags, reviewing


@pytest.fixture
def review(home: Home) -> Iterator[Review]:  # noqa: F811 - the fixture
    """A page over a state of one's own. Nothing may be delivered from it."""
    with reviewing(home.options) as opened:
        yield opened


@pytest.fixture
def own_review(own_home: Home) -> Iterator[Review]:  # noqa: F811 - the fixture
    """Likewise with mail and calendars of one's own, for deliveries; the hold is a second."""
    own_home.config.write_text("[approval]\nhold_seconds = 1\n" + own_home.config.read_text())
    with reviewing(own_home.options) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Ended with the module: while it runs, no other test can have an event loop in this thread."""
    if not CHROMIUM:
        pytest.skip("there is no chromium: apt install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags())
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens windows, each with a profile of its own; none of them may complain on its console."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    # A refusal that the person is told of on the page is also a line on the console.
    assert [line for line in complaints if "status of 4" not in line] == []


@pytest.fixture
def page(review: Review, window: Callable[..., Page]) -> Page:
    """The page, opened with its link."""
    opened = window()
    opened.goto(review.link)
    return opened
