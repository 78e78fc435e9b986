"""Looking must be quick: what the commands that only look may load."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.conftest import Home

SLOW = {
    "agent.app", "agent.config", "agent.config_load", "agent.log", "agent.model", "agent.reading", "agent.store.store",
    "connectors", "ctypes", "dataclasses", "difflib", "email", "inspect", "jinja2", "logging", "msgspec", "pathlib",
    "rich", "shutil", "subprocess", "tempfile", "textwrap", "tomllib", "typing", "urllib", "zoneinfo",
}  # fmt: skip
LIST = ("status", "offers", "interviews", "drafts", "questions")


def loaded(home: Home, *argv: str) -> set[str]:
    """The modules that the command has loaded when it ends, beyond what every interpreter loads."""
    config = home.config.parent / "zoneless.toml"
    config.write_text(home.config.read_text().replace("timezone =", "#"))
    options = ["--config", str(config), "--state", str(home.state), "--now", home.now.isoformat()]
    # A first run of the writing kind leaves the stamp of this configuration.
    for arguments in (["sync", "--json"], list(argv)):
        modules, _ = loading([*options, *arguments])
    return modules


def loading(argv: list[str]) -> tuple[set[str], str]:
    """The modules that the command loads in a process of its own, and what it prints."""
    code = "import sys; before = set(sys.modules); from agent.cli.main import main; status = main(sys.argv[1:]); "
    code += "print(*sorted(set(sys.modules) - before), file=sys.stderr); sys.exit(status)"
    done = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split()), done.stdout


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_status_loads_nothing_slow(home: Home, form: tuple[str, ...]) -> None:
    modules = loaded(home, "status", *form)
    assert not modules & (SLOW | {"argparse"})
    assert "agent.store.views" in modules


@pytest.mark.parametrize("argv", [*((name,) for name in LIST[1:]), ("show", "ID"), ("why", "ID"), ("journal",)])
def test_other_looks_load_nothing_slow_either(home: Home, argv: tuple[str, ...]) -> None:
    id_ = home.draft("Tidewell")["id"]
    modules = loaded(home, *(id_ if word == "ID" else word for word in argv))
    assert not modules & SLOW


def test_a_sync_that_finds_nothing_new_loads_no_reader_and_says_the_same(own_home: Home) -> None:
    for path in (*own_home.config.parent.glob("mail/**/*"), *own_home.config.parent.glob("calendars/**/*")):
        os.utime(path, (1_700_000_000, 1_700_000_000))  # what was touched a moment ago is looked at once more
    options = ["--config", str(own_home.config), "--state", str(own_home.state)]
    for _ in range(3):  # what is new, what it leads to, and then nothing
        loading([*options, "-v", "sync"])
    whole, told = loading([*options, "-v", "sync"])
    modules, said = loading([*options, "sync"])
    assert said == told
    assert "agent.casework" in whole
    assert not modules & (
        {"agent.app", "agent.casework", "agent.letters", "agent.model", "agent.reading", "agent.store.store"}
        | {"argparse", "email", "jinja2", "logging", "msgspec", "rich", "subprocess"}
    )
