"""Options before the command, exit statuses, help, and what goes to which stream."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from agent.cli.command import HIDDEN, MODULES
from agent.cli.main import main
from agent.store import views
from tests.cli.conftest import Home, run

SHOWING = ("status", "offers", "interviews", "drafts", "questions", "accounts", "config", "journal", "sync")


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_command_has_help_with_examples(name: str) -> None:
    helped = run(name, "--help")
    assert helped.status == 0
    assert helped.err == ""
    assert f"usage: agent {name}" in helped.out
    assert f"  agent {name}" in helped.out.partition("examples:")[2] or "agent --" in helped.out
    assert "--json" in helped.out


def test_the_overview_names_every_command_and_option() -> None:
    helped = run("--help")
    assert helped.status == 0
    for name in (*(set(MODULES) - set(HIDDEN)), "--config", "--state", "--now", "--quiet", "--verbose", "--version"):
        assert name in helped.out


def test_the_version_is_printed() -> None:
    assert run("--version").out.startswith("bowout 0.")


@pytest.mark.parametrize("name", SHOWING)
def test_with_json_standard_output_is_one_document_and_nothing_else(home: Home, name: str) -> None:
    shown = home.agent(name, "--json")
    assert shown.status == 0, shown.err
    json.loads(shown.out)
    assert shown.out.count("\n") == 1
    assert shown.err == ""


@pytest.mark.parametrize("name", SHOWING)
def test_every_showing_command_has_a_form_for_people(home: Home, name: str) -> None:
    shown = home.agent(name)
    assert shown.status == 0, shown.err
    assert shown.out.strip()
    assert "\x1b" not in shown.out


def test_status_is_the_document_of_sync(home: Home) -> None:
    synced = home.agent("sync", "--json").data
    status = home.agent("status", "--json").data
    for noun in ("offers", "interviews", "drafts", "questions"):
        assert status[noun] == synced[noun]
        assert home.agent(noun, "--json").data == status[noun]
    assert status["now"] == synced["now"]


def test_show_and_why_take_the_beginning_of_an_id(home: Home) -> None:
    draft = home.draft("Tidewell")
    assert home.agent("show", draft["id"], "--json").data == draft
    start = draft["id"][:-2]
    assert home.agent("show", start, "--json").data == draft
    assert "Tidewell" in home.agent("show", start).out
    why = home.agent("why", start, "--json").data
    assert (why["id"], why["noun"]) == (draft["id"], "draft")
    assert "Why draft: Tidewell" in home.agent("why", start).out


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["stats"], "Did you mean: agent status"),
        (["--conf", "x", "status"], "There is no option --conf"),
        (["--config"], "--config needs a value"),
        (["--state=", "status"], "not empty"),
        (["status", "--state", "x"], "--state goes before the command"),
        (["--now", "tomorrow", "status"], "--now takes a time"),
        (["--now", "0001-01-01T00:00", "status"], "--now takes a time"),
        (["show"], "required: ID"),
        (["status", "extra"], "unrecognized arguments: extra"),
        (["snooze", "x"], "--until"),
        (["offer", "maybe", "x"], "invalid choice"),
        (["status"], "there is no configuration"),
        (["--config", "/nowhere/c.toml", "status"], "There is no configuration at /nowhere/c.toml"),
        (["--config", "/nowhere/c.toml", "explain", "-"], "There is no configuration at /nowhere/c.toml"),
        (["--config", "/nowhere/c.toml", "demo"], "There is no configuration at /nowhere/c.toml"),
    ],
)
def test_wrong_usage_is_told_in_two_lines_with_status_2(argv: list[str], says: str) -> None:
    told = run(*argv)
    assert told.status == 2
    assert told.out == ""
    assert says in told.err
    assert len(told.err.splitlines()) <= 2


def test_an_unknown_and_an_ambiguous_id_are_told(home: Home) -> None:
    assert home.agent("show", "nothing-like-it").status == 1
    with closing(sqlite3.connect(home.state / views.DATABASE, isolation_level=None)) as db:
        for id_ in ("zebra-one-two", "zebra-one-three"):
            db.execute("INSERT INTO offer (id, position, key, view, why) VALUES (?, 99, ?, '{}', '[]')", (id_, id_))
    told = home.agent("show", "zebra")
    assert told.status == 1
    assert "several things" in told.err


def test_a_fault_inside_is_one_plain_line_and_a_traceback_only_with_v(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("sam.lee@example.org")

    monkeypatch.setattr("agent.store.views.status", broken)
    told = home.agent("status")
    assert told.status == 1
    assert "inside Bowout (KeyError)" in told.err
    assert "Traceback" not in told.err
    detailed = run("-v", *home.options, "status")
    assert "Traceback" in detailed.err
    assert "sam.lee" not in detailed.err


def test_a_damaged_state_is_told_plainly(home: Home) -> None:
    (home.state / "bowout.sqlite3").write_bytes(b"no database at all" * 100)
    for argv in (["status"], ["sync"]):
        told = home.agent(*argv)
        assert told.status == 1
        assert "Traceback" not in told.err
        assert len(told.err.splitlines()) == 2


def test_a_state_of_a_newer_version_is_not_touched(home: Home) -> None:
    import sqlite3

    db = sqlite3.connect(home.state / "bowout.sqlite3")
    db.execute("PRAGMA user_version = 999")
    db.close()
    for argv in (["status"], ["sync"]):
        told = home.agent(*argv)
        assert told.status == 1
        assert "newer" in told.err


def test_interrupting_ends_with_130(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("agent.store.views.status", interrupted)
    assert home.agent("status").status == 130


def test_a_reader_who_leaves_early_is_no_error(home: Home) -> None:
    command = [sys.executable, "-m", "agent", *home.options, "status"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_full_disk_under_standard_output_is_told(home: Home) -> None:
    command = [sys.executable, "-m", "agent", *home.options, "status"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"agent: No space left")


def test_a_changed_configuration_is_read_before_anything_is_shown(home: Home, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(home.config.read_text() + "\n[policy]\nact_on = 3\n")
    told = run("--config", str(config), "--state", str(home.state), "status")
    assert told.status == 2
    assert "act_on" in told.err


def test_quiet_prints_nothing_but_errors(home: Home) -> None:
    assert run(*home.options, "--quiet", "sync") == (0, "", "")
    assert run(*home.options, "--quiet", "show", "nothing-like-it").err


def test_environment_variables_name_configuration_and_state(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOWOUT_CONFIG", str(home.config))
    monkeypatch.setenv("BOWOUT_STATE", str(home.state))
    assert main(["offers", "--json"]) == 0
    monkeypatch.delenv("BOWOUT_STATE")


def test_before_the_first_sync_the_accounts_are_listed_as_unread(home: Home, tmp_path: Path) -> None:
    fresh = ["--config", str(home.config), "--state", str(tmp_path / "none")]
    document = run(*fresh, "status", "--json").data
    assert [one["name"] for one in document["accounts"]] == ["personal", "old-uni"]
    assert not any(one["last_success"] or one["ok"] for one in document["accounts"])
    assert (document["offers"], document["drafts"]) == ([], [])
    assert "agent sync" in run(*fresh, "status").out
    assert run(*fresh, "show", "x").status == 1
    assert not (tmp_path / "none").exists()


def test_a_time_without_a_zone_is_the_users(home: Home) -> None:
    shown = run(*home.options[:4], "--now", "2026-11-20T09:40", "status", "--json").data
    assert shown["now"] == "2026-11-20T09:40:00-05:00"
