"""Looking must be quick: what the commands that only look may load."""

from __future__ import annotations

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
    code = "import sys; before = set(sys.modules); from agent.cli.main import main; status = main(sys.argv[1:]); "
    code += "print(*sorted(set(sys.modules) - before), file=sys.stderr); sys.exit(status)"
    for arguments in (["sync", "--json"], list(argv)):
        command = [sys.executable, "-c", code, *options, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


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
