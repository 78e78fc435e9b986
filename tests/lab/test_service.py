"""`agent service` against a real systemd; a stub stands in for `agent run`, the command itself is the real one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.lab.lab import Lab, Result

pytestmark = pytest.mark.slow

AGENT = """#!/bin/sh
for word; do [ "$word" = run ] && {{ echo "$@" > ~/called; exec ~/stub.py; }}; done
exec {python} -c "import sys; sys.argv[0] = '$0'; from agent.cli.main import run; run()" "$@"
"""


class Owner(Lab):
    """A user who has `agent` in a folder with a blank in its name."""

    def __enter__(self) -> Owner:
        super().__enter__()
        self.command = self.write("my bin/agent", AGENT.format(python=sys.executable), 0o755)
        self.stub("stub.py")
        self.write("stub.mode", "well")
        self.units = self.home / ".config/systemd/user"
        return self

    def says(self, *words: str, **environ: str) -> Result:
        return self.run(self.command, *words, check=False, **environ)

    def told(self) -> dict[str, Any]:
        document: dict[str, Any] = self.says("service", "status", "--json").json
        return document


@pytest.fixture
def lab() -> Iterator[Owner]:
    with Owner() as lab:
        yield lab


def test_installed_it_runs_is_enabled_and_says_what_it_waits_for(lab: Owner) -> None:
    assert lab.says("service").status == 1
    installed = lab.says("service", "install")
    assert installed.status == 0, installed
    assert lab.state() == ("active", "running", "success")
    assert lab.unit()["UnitFileState"] == "enabled"
    told = lab.told()
    assert (told["installed"], told["running"], told["enabled"], told["edited"]) == (True, True, True, False)
    assert told["status"] == "waits for the keyring"
    assert told["since"]
    entry = (lab.home / ".local/share/applications/bowout.desktop").read_text()
    assert f'Exec="{lab.command}" review' in entry
    assert (lab.home / ".local/share/icons/hicolor/scalable/apps/bowout.svg").exists()


def test_it_starts_with_the_options_it_was_installed_with(lab: Owner) -> None:
    config = lab.write("50% $HOME/config.toml", "")
    lab.says("--config", str(config), "--state", str(lab.home / "the state"), "service", "install")
    assert (lab.home / "called").read_text().strip() == f"--config {config} --state {lab.home}/the state run"


def test_a_more_talkative_daemon_is_asked_for_when_it_is_installed(lab: Owner) -> None:
    lab.says("-v", "service", "install")
    assert (lab.home / "called").read_text().strip() == "-v run"
    lab.says("service", "install")
    assert (lab.home / "called").read_text().strip() == "run"


def test_installed_again_it_is_started_anew_with_the_unit_of_today(lab: Owner) -> None:
    lab.says("service", "install")
    first = lab.told()["pid"]
    assert lab.says("service", "install").status == 0
    assert lab.told()["pid"] != first


def test_a_unit_changed_by_hand_is_left_alone_until_told_otherwise(lab: Owner) -> None:
    lab.says("service", "install")
    unit = lab.units / "bowout.service"
    mine = unit.read_text() + "\n[Service]\nNice=19\n"
    unit.write_text(mine)
    refused = lab.says("service", "install")
    assert refused.status == 1
    assert "changed by hand" in refused.err
    assert unit.read_text() == mine
    assert lab.told()["edited"]
    assert lab.says("service", "install", "--replace").status == 0
    assert (lab.units / "bowout.service.saved").read_text() == mine


def test_uninstalled_nothing_of_it_is_left_and_nothing_else_is_touched(lab: Owner) -> None:
    before = lab.run("find", ".config", "-type", "f", "-o", "-type", "l").out
    lab.says("service", "install", "--hardening")
    removed = lab.says("service", "uninstall")
    assert removed.status == 0
    assert lab.run("find", ".config", "-type", "f", "-o", "-type", "l").out == before
    assert lab.state()[0] == "inactive"
    assert lab.told()["state"] == "absent"
    assert lab.run("find", ".local", "-type", "f").out == ""


def test_uninstalled_the_users_own_drop_in_stays_and_is_named(lab: Owner) -> None:
    lab.says("service", "install")
    own = lab.write(".config/systemd/user/bowout.service.d/override.conf", "[Service]\nNice=19\n")
    assert f"stays: {own}" in lab.says("service", "uninstall").out
    assert own.exists()


def test_one_sandbox_takes_the_place_of_the_other(lab: Owner) -> None:
    lab.says("service", "install", "--hardening")
    lab.says("service", "install", "--allow-setgid")
    assert [path.name for path in (lab.units / "bowout.service.d").iterdir()] == ["setgid.conf"]
    assert lab.unit()["NoNewPrivileges"] == "no"
    lab.says("service", "install")
    assert lab.unit()["NoNewPrivileges"] == "no"


def test_a_wrong_configuration_is_told_with_the_next_step(lab: Owner) -> None:
    lab.write("stub.mode", "2")
    installed = lab.says("service", "install")
    assert installed.status == 1
    assert "the configuration is wrong" in installed.out
    told = lab.told()
    assert (told["state"], told["restarts"], told["next"][0]) == ("failed", 0, "agent config")


def test_a_program_that_is_gone_is_told_so(lab: Owner) -> None:
    lab.says("service", "install")
    lab.systemctl("stop", "bowout")
    lab.command.rename(lab.home / "agent")
    lab.command = lab.home / "agent"
    lab.systemctl("start", "bowout", check=False)
    assert "not where it was" in lab.says("service").out


def test_a_session_without_a_runtime_folder_still_says_what_to_do(lab: Owner) -> None:
    refused = lab.says("service", "install", XDG_RUNTIME_DIR="")
    assert refused.status == 1
    assert "loginctl enable-linger tester" in refused.err
    assert not (lab.units / "bowout.service").exists()


def test_masked_it_is_told_how_to_unmask_it(lab: Owner) -> None:
    lab.systemctl("mask", "bowout")
    assert "systemctl --user unmask bowout" in lab.says("service").out
    assert lab.says("service", "install").status == 1
