"""A picture of `agent status` on a terminal for the documentation: `python -m tests.cli.picture FOLDER` (needs chromium)."""

from __future__ import annotations

import io
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from agent.cli import render
from agent.cli.look import Look
from agent.config_load import load
from agent.demo.stage import Stage
from tests.review.desk import CHROMIUM, flags

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
COLUMNS = 110
PAGE = """<!doctype html><meta charset="utf-8"><body style="margin:0;display:inline-block;background:#14191d">
<pre style="margin:0;padding:18px 22px;color:#dfe6e9;font:15px/1.45 'DejaVu Sans Mono',monospace">{}</pre>"""


def status() -> str:
    """What a terminal is sent."""
    with tempfile.TemporaryDirectory(prefix="bowout-") as place:
        stage = Stage(Path(place), NOW)
        stage.build()
        stage.agent("sync")
        stage.next_morning()
        document = stage.agent("sync", "--json").data
        zone = load(stage.folder / "config.toml").user.timezone
    return render.status(document, Look(stage.now, ZoneInfo(zone), width=COLUMNS, colour=True))


def html(text: str) -> str:
    """A page that shows it."""
    console = Console(record=True, width=COLUMNS + 2, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("$ agent status\n\n" + text))
    return PAGE.format(console.export_html(inline_styles=True, theme=SVG_EXPORT_THEME, code_format="{code}").strip())


def main(folder: Path) -> None:
    """Write the picture to `folder`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags())
        page = browser.new_page(viewport={"width": 1200, "height": 600}, device_scale_factor=1)
        page.set_content(html(status()))
        page.locator("pre").screenshot(path=folder / "status.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
