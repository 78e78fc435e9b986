"""What the pages tell a user to type is so."""

from __future__ import annotations

import re
import shlex
import subprocess
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest

from agent.cli.call import Options
from agent.cli.command import MODULES
from agent.cli.main import _before_command
from agent.cli.parser import parser_of
from agent.config import LocalAccount
from agent.config_load import load

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]

TYPED = {
    "agent", "apt", "cp", "journalctl", "make", "mkdir", "mv", "pipx", "pytest", "rm", "secret-tool", "sudo", "systemctl", "uv",
}  # fmt: skip
"""What a line begins with that somebody is to paste into a terminal."""


def blocks(page: str, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("README.md", ["google", "local"]),
        ("docs/local.md", ["local"]),
        ("docs/google.md", ["google"]),
        ("docs/outlook.md", ["outlook"]),
    ],
)
def test_the_configuration_shown_loads(
    page: str, kinds: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "Mail/personal/INBOX" / folder).mkdir(parents=True)
    (tmp_path / ".local/share/calendars/personal/home").mkdir(parents=True)
    (block,) = blocks(page, "toml")
    path = tmp_path / "config.toml"
    path.write_text(block, encoding="utf-8")
    (tmp_path / "google.json").write_text("{}")
    accounts = load(path).accounts
    assert [account.kind for account in accounts] == kinds
    for account in accounts:
        if isinstance(account, LocalAccount):
            assert account.maildir == tmp_path / "Mail/personal"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target


def test_make_help_names_every_command_of_the_makefile_that_the_pages_use() -> None:
    told = subprocess.run(["make", "-s", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    used = {
        name for page in PAGES for name in re.findall(r"^make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert used >= {"demo", "test"}
    for name in used:
        assert f"make {name}" in told


def pasted(page: Path) -> list[str]:
    """The lines of a page's listings that somebody is to paste, without the prompt of a shown session or the times of a cron job."""
    fenced = re.findall(r"^( *)```(\S*)\n(.*?)^ *```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    shown = ((margin, text) for margin, kind, text in fenced if kind in ("", "text"))
    listed = [line.removeprefix(margin) for margin, text in shown for line in text.splitlines()]
    lines = [re.sub(r"^(?:\$ |(?:[\d*/]+ +){5})", "", line) for line in listed]
    return [line for line in lines if line.partition(" ")[0] in TYPED]


def takes(line: str, *, whole: bool = True) -> None:
    """Parse one `agent …` as the program would; its own complaint where it takes no such words.

    ID, NAME and the like are words as any other. Unless it is to be `whole`, arguments may be left out, as by "…" at its end.
    """
    words = shlex.split(line.replace(" KIND", " disclose"), comments=True)[1:]
    name, rest = _before_command(
        words if whole or words[-2:-1] == ["--to"] else [w for w in words if w != "…"], Options()
    )
    if name in ("", "--version", "--help") or "--help" in rest:
        return
    assert name in MODULES, line

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise AssertionError(f"{line}: {message}")

    parser = parser_of(name, import_module(f"agent.cli.{MODULES[name]}").COMMANDS[name], Parser)
    for action in parser._actions:
        action.required = action.required and whole
    parser.parse_args(rest)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_line_to_be_pasted_is_one_command_with_its_remark_behind_a_hash(page: Path) -> None:
    for line in pasted(page):
        command = line.partition("#")[0]
        assert not re.search(r"   +\S| · ", command), line
        for part in re.split(r"; | && | \| | > ", command):
            if part.split()[:1] == ["agent"]:
                takes(part)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_program_takes_every_command_that_a_sentence_names(page: Path) -> None:
    for line in re.findall(r"(?<!`)`(agent(?: [^`]+)?)`", page.read_text(encoding="utf-8").replace("\n", " ")):
        takes(line, whole=False)
