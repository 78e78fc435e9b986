"""The process of the page: how it starts, what it loads, what it prints, when it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.cli.review import _openers
from agent.review.door import Door
from agent.review.serve import Server
from tests.cli.conftest import Home
from tests.review.desk import PATIENCE, reviewing, wait

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("America/New_York"))


def test_the_first_page_loads_neither_the_program_nor_any_connector() -> None:
    """The time from the click to the page is spent on importing; what is not needed for looking comes after it."""
    script = "import sys, agent.cli.review, agent.review.site, agent.review.serve; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = (
        "agent.app",
        "agent.work",
        "agent.reading",
        "agent.letters",
        "icalendar",
        "googleapiclient",
        "msal",
        "httpx",
        "rich",
    )
    assert [name for name in heavy if name in loaded] == []


def test_with_json_the_link_is_the_one_document(home: Home) -> None:
    with reviewing(home.options) as review:
        assert review.link.startswith(f"http://127.0.0.1:{review.port}/enter?key=")
        assert len(review.link.partition("key=")[2]) == 43


def test_without_a_desktop_the_link_is_printed_for_people(home: Home) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "agent", *home.options, "review"], stdout=subprocess.PIPE, text=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"},
    )  # fmt: skip
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(4)]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert lines[0] == "Open this in a browser on this machine (it works once, within 15 minutes):\n"
    assert lines[1].startswith("http://127.0.0.1:")
    assert "15 minutes after the last look" in lines[2]
    assert "ssh -L" in lines[3]


def test_the_browser_is_opened_with_the_link(home: Home, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/seen.part && mv {tmp_path}/seen.part {tmp_path}/seen\n')
    browser.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "agent", *home.options, "review"], stdout=subprocess.PIPE, text=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "BROWSER": str(browser)},
    )  # fmt: skip
    assert process.stdout is not None
    assert "opens in your browser" in process.stdout.readline()
    link = process.stdout.readline().strip()
    for _ in range(int(PATIENCE * 50)):
        if (tmp_path / "seen").exists():
            break
        threading.Event().wait(0.02)
    process.kill()
    process.communicate()
    assert (tmp_path / "seen").read_text().strip() == link


def test_a_wrong_configuration_is_told_at_once(home: Home, tmp_path: Path) -> None:
    broken = tmp_path / "config.toml"
    broken.write_text("[user]\nname = 3\n")
    done = subprocess.run(
        [sys.executable, "-m", "agent", "--config", str(broken), "--state", str(home.state), "review", "--json"],
        capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "name" in done.stderr


def test_before_anything_was_read_the_page_says_so(home: Home, tmp_path: Path) -> None:
    options = ["--config", str(home.config), "--state", str(tmp_path / "none")]
    with reviewing(options) as review:
        review.enter()
        page = review.ask("/")
    assert page.status == 200
    assert "Nothing waits for you." in page.text
    assert "Not read yet" in page.text


@pytest.mark.parametrize("idle", [0.05, 0.2])
def test_it_ends_by_itself_when_nobody_looks(tmp_path: Path, idle: float) -> None:
    def never() -> Any:
        raise AssertionError("nothing was asked for")

    server = Server(
        Door(), never, state=str(tmp_path), now=lambda: NOW, empty=dict, changed=lambda: None, idle=idle
    )  # fmt: skip
    assert server.run() == 0


def test_two_pages_stand_side_by_side(home: Home) -> None:
    with reviewing(home.options) as one, reviewing(home.options) as other:
        one.enter()
        other.enter()
        assert one.cookie != other.cookie
        assert one.ask("/").status == other.ask("/").status == 200
        assert one.ask("/", Cookie=other.cookie).status == 403
        assert one.ask("/", Cookie=f"{one.cookie}; {other.cookie}").status == 200


def test_the_browser_is_on_its_way_before_anything_of_the_page_is_loaded(home: Home, tmp_path: Path) -> None:
    """A browser takes its time to come; whatever the page needs is loaded meanwhile."""
    script = (
        "import os, sys\n"
        "def spawned(*_, **__):\n"
        "    print([name for name in sys.modules if name.startswith(('asyncio', 'hypercorn', 'jinja2'))], flush=True)\n"
        "    os._exit(0)\n"
        "os.posix_spawnp = spawned\n"
        "from agent.cli.main import run; run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *home.options, "review"], capture_output=True, text=True, timeout=PATIENCE,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "DISPLAY": ":99"}, check=True,
    )  # fmt: skip
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("browser", "first"),
    [
        ("", ["xdg-open", "L"]),
        ("firefox", ["firefox", "L"]),
        ("/opt/my\\ browser --new %s", ["/opt/my browser", "--new", "L"]),
        ("w3m %s &:links", ["w3m", "L"]),
        ("'unclosed", ["xdg-open", "L"]),
    ],
)
def test_the_users_own_browser_comes_first(browser: str, first: list[str]) -> None:
    assert next(_openers("L", {"BROWSER": browser})) == first


def test_a_browser_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    seen = tmp_path / "xdg-open"
    seen.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/link\n')
    seen.chmod(0o755)
    script = "from agent.cli.review import _browse; _browse('http://127.0.0.1:1/')"
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "BROWSER": "/nowhere/browser"}
    subprocess.run([sys.executable, "-c", script], check=True, env=env)
    wait(lambda: (tmp_path / "link").exists() and (tmp_path / "link").read_text(), "the browser")
    assert (tmp_path / "link").read_text() == "http://127.0.0.1:1/\n"


def test_nothing_of_the_folder_that_one_is_in_is_carried_out(tmp_path: Path) -> None:
    (tmp_path / "webbrowser.py").write_text(f"open('{tmp_path}/carried-out', 'w')")
    *_, last = _openers("http://127.0.0.1:1/", {})
    env = {"PATH": str(tmp_path), "BROWSER": "/bin/true", "HOME": str(tmp_path)}
    subprocess.run(last, check=True, cwd=tmp_path, env=env, capture_output=True, timeout=PATIENCE)
    assert not (tmp_path / "carried-out").exists()
