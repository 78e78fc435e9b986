"""`agent` alone: the next sensible step, whatever the state of things."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from agent import control
from agent.store import views
from connectors.tokens import Tokens
from tests.cli.conftest import Home, Ran, run

USER = '[user]\nname = "Sam"\naddresses = ["sam@example.org"]\n[secrets]\ntoken_store = "file"\n'
GOOGLE = '[[account]]\nname = "gmail"\nkind = "google"\naddress = "sam@example.org"\nclient_secrets = "google.json"\n'


def alone(config: Path, state: Path) -> Any:
    return run("--config", str(config), "--state", str(state), "--json").data


def first(tmp_path: Path, text: str) -> tuple[Any, Path]:
    """What is told of a configuration that nothing was read by."""
    config = tmp_path / "c.toml"
    config.write_text(text)
    (tmp_path / "google.json").write_text("{}")
    return alone(config, tmp_path / "state"), config


@pytest.fixture(autouse=True)
def _no_daemon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")


def test_without_a_configuration_there_is_the_demo_and_a_starting_file() -> None:
    fresh = run()
    assert fresh.status == 0
    assert "not set up yet" in fresh.out
    assert "agent demo" in fresh.out
    assert "agent config init" in fresh.out


def test_a_starting_file_that_nobody_filled_in_is_to_be_edited(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    assert run("--config", str(config), "config", "init").status == 0
    told = alone(config, tmp_path / "state")
    assert (told["state"], told["next"]) == ("sample", ["agent doctor"])
    assert str(config) in told["more"][0]


def test_a_configuration_without_an_account_wants_one(tmp_path: Path) -> None:
    told, config = first(tmp_path, USER)
    assert told["state"] == "no_account"
    assert str(config) in told["more"][0]


def test_an_account_that_nobody_signed_in_to_comes_before_the_first_sync(tmp_path: Path) -> None:
    told, config = first(tmp_path, USER + GOOGLE)
    assert (told["state"], told["next"]) == ("sign_in", ["agent login gmail"])
    Tokens(tmp_path / "state", "gmail", "file").save({"token": "x"})
    told = alone(config, tmp_path / "state")
    assert (told["state"], told["next"][0]) == ("not_read", "agent sync")


def test_a_faulty_configuration_is_told_with_its_faults(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text(USER + GOOGLE + "[policy]\nact_on = 3\n")
    told = run("--config", str(config))
    assert told.status == 2
    assert "act_on" in told.err


def test_what_waits_comes_first_and_then_that_nobody_looks(home: Home) -> None:
    told = home.agent("--json").data
    assert told["state"] == "waiting"
    assert told["next"] == ["agent review", "agent status", "agent sync", "agent service install"]
    assert "wait for you" in home.agent().out


def test_a_daemon_that_runs_needs_no_service(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "status", lambda *_: {"status": "idle"})
    assert home.agent("--json").data["next"] == ["agent review", "agent status"]


def test_a_service_that_was_stopped_is_not_to_be_installed(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "systemd" / "user").mkdir(parents=True)
    (tmp_path / "systemd" / "user" / "bowout.service").touch()
    assert home.agent("--json").data["next"][-1] == "agent service"


def changed(home: Home, **account: Any) -> Any:
    """What is told once nothing waits any more, with an account as given."""
    with closing(sqlite3.connect(home.state / views.DATABASE, isolation_level=None)) as db:
        db.execute("DELETE FROM draft")
        db.execute("DELETE FROM question")
        for name, value in account.items():
            db.execute(f"UPDATE account SET {name} = ? WHERE name = 'personal'", (value,))
    return home.agent("--json").data


def test_where_all_is_quiet_it_says_when_it_last_looked(home: Home) -> None:
    told = changed(home)
    assert told["state"] == "quiet"
    assert told["more"][0].startswith("Last looked")
    assert told["next"] == ["agent status", "agent sync", "agent service install"]


def test_an_account_that_fails_is_not_quiet(home: Home) -> None:
    told = changed(home, error="the disk is away")
    assert (told["state"], told["next"][0]) == ("failing", "agent doctor --online")
    assert told["more"] == ["personal: the disk is away"]


def test_an_account_that_wants_a_sign_in_says_so(home: Home) -> None:
    told = changed(home, error="the sign-in has ended", needs_login=1)
    assert (told["state"], told["next"]) == ("sign_in", ["agent login personal"])


def test_a_letter_that_is_about_to_leave_can_be_taken_back(own_home: Home) -> None:
    draft = own_home.draft("Tidewell")
    for other in own_home.agent("drafts", "--json").data:
        if other["id"] != draft["id"]:
            own_home.agent(
                "keep" if other["interview"] else "snooze",
                other["id"],
                *([] if other["interview"] else ["--for", "1d"]),
            )
    for question in own_home.agent("questions", "--json").data:
        own_home.agent("answer", question["id"], question["answers"][-1])
    assert own_home.agent("approve", draft["id"], "--yes").status == 0
    told: Ran = own_home.agent("--json")
    document = json.loads(told.out)
    if document["state"] == "held":  # nothing else waits
        assert document["next"][0] == f"agent undo {draft['id']}"
    else:
        assert document["state"] == "waiting"


def test_json_is_one_document_with_the_words_for_people(home: Home) -> None:
    told = home.agent("--json").data
    assert set(told) == {"state", "says", "more", "next"}
    assert told["says"] in home.agent().out


def test_what_waits_does_not_hide_that_an_account_is_signed_out(home: Home) -> None:
    with closing(sqlite3.connect(home.state / views.DATABASE, isolation_level=None)) as db:
        db.execute("UPDATE account SET error = 'the sign-in has ended', needs_login = 1 WHERE name = 'personal'")
    told = home.agent("--json").data
    assert told["state"] == "waiting"
    assert "agent login personal" in told["next"]
    assert told["more"] == ["personal: the sign-in has ended"]
