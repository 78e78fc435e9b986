"""The sample mailbox, read once; each test gets its own copy of the state."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from agent.cli.main import main
from agent.demo.stage import Stage

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


class Ran(NamedTuple):
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


def run(*argv: str) -> Ran:
    """Run the command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(list(argv))
    return Ran(status, out.getvalue(), err.getvalue())


class Home:
    """A configuration and a state of one's own."""

    def __init__(self, config: Path, state: Path, now: datetime) -> None:
        self.config = config
        self.state = state
        self.now = now

    @property
    def options(self) -> list[str]:
        return ["--config", str(self.config), "--state", str(self.state), "--now", self.now.isoformat()]

    def agent(self, *argv: str) -> Ran:
        """Run the command here."""
        return run(*self.options, *argv)

    def draft(self, employer: str) -> Any:
        """The draft for an employer."""
        drafts = self.agent("drafts", "--json").data
        return next(one for one in drafts if employer in one["employer"])


@pytest.fixture(scope="session")
def read_stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The sample mailbox with the state after everything was read: letters wait, nothing is approved."""
    stage = Stage(tmp_path_factory.mktemp("stage"), NOW)
    stage.build()
    stage.agent("sync", "--json")
    stage.next_morning()
    document = stage.agent("sync", "--json").data
    waiting = {draft["employer"].split()[0] for draft in document["drafts"]}
    assert {"Tidewell", "Lanternvale", "Corvane"} <= waiting, "the sample mailbox is not read as it should be"
    return stage


@pytest.fixture
def home(read_stage: Stage, tmp_path: Path) -> Home:
    """A copy of that state. Nothing may be delivered from it: mail and calendars are everybody's."""
    shutil.copytree(read_stage.folder / "state", tmp_path / "state")
    return Home(read_stage.folder / "config.toml", tmp_path / "state", read_stage.now)


@pytest.fixture
def own_home(read_stage: Stage, tmp_path: Path) -> Home:
    """Mail, calendars, configuration and state of one's own, for deliveries."""
    folder = tmp_path / "own"
    shutil.copytree(read_stage.folder, folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace(str(read_stage.folder), str(folder)))
    home = Home(config, folder / "state", read_stage.now)
    assert home.agent("sync").status == 0
    return home


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test sees the configuration, state, width or locale of whoever runs it."""
    for name in ("BOWOUT_CONFIG", "BOWOUT_STATE", "NO_COLOR", "COLUMNS", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg-config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg-state"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    yield
    assert not os.environ.get("BOWOUT_STATE")
