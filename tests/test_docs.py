"""What the pages tell a user to type is so."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from agent.config import LocalAccount
from agent.config_load import load

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


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
