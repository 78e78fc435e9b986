"""The check-up: what is wrong is found, named with its mend, and one trouble hides no other."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jeepney import MessageType, message_bus, new_method_return
from jeepney.io.blocking import DBusConnection
from jeepney.wrappers import unwrap_msg

from agent.cli.main import main
from agent.cli.service import _each_fault
from agent.config import Approval, Config, GoogleAccount, LocalAccount, Reader, Secret, Secrets, User
from agent.doctor import (
    Finding,
    Patient,
    accounts,
    clock,
    configuration,
    examine,
    keyring,
    notifications,
    reader,
    sending,
    service,
    state,
)
from agent.service import Standing
from agent.store import views
from agent.store.store import Store
from connectors.tokens import Tokens
from tests.connectors.keyrings import Session
from tests.desktop.server import Bus
from tests.second.chat import MODEL, Chat

NOW = datetime.now(UTC)
ME = User("Sam Lee", ("sam@example.org",), timezone="UTC")


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    """All is well: a right configuration with one local account."""
    file = tmp_path / "config.toml"
    file.write_text("")
    (tmp_path / "Mail").mkdir()
    config = Config(
        ME,
        (LocalAccount("home", maildir=tmp_path / "Mail", send=(str(program(tmp_path, "msmtp")), "-t")),),
        approval=Approval(quiet_hours=""),
    )
    return Patient(file, tmp_path / "state", {"PATH": str(tmp_path)}, NOW, config)


def program(folder: Path, name: str, mode: int = 0o755) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)
    return path


def configured(patient: Patient, *accounts: LocalAccount | GoogleAccount, store: str = "keyring") -> Patient:
    secrets = Secrets("file" if store == "file" else "keyring")
    return replace(patient, config=Config(ME, accounts, secrets=secrets))


def results(found: Iterator[Finding]) -> list[str]:
    return [one.result for one in found]


def said(found: Iterator[Finding]) -> str:
    return "\n".join(f"{one.result}: {one.what} | {one.mend}" for one in found)


def google(folder: Path) -> GoogleAccount:
    (folder / "client.json").write_text("{}")
    return GoogleAccount("gmail", "sam@example.org", folder / "client.json")


# ---------------------------------------------------------------- configuration


def test_no_configuration_is_a_problem_with_the_command_that_writes_one(patient: Patient) -> None:
    assert said(configuration.check(replace(patient, config_path=Path("/nowhere/x.toml")))).endswith(
        "| agent config init"
    )


def test_every_fault_is_a_line(patient: Patient) -> None:
    found = configuration.check(replace(patient, config=None, faults=("line 1: bad", "line 2: worse")))
    assert said(found).count("problem: line") == 2


def test_a_fault_with_steps_is_one_problem() -> None:
    text = (
        "/x/config.toml has 2 faults:\n  line 2, [user], key nmae: unknown key\n"
        "  line 9, [[account]] 1 'gmail', key client_secrets: there is no file. To get one:\n  1. Make a project.\n  2. Get it."
    )
    assert [fault.count("\n") for fault in _each_fault(text)] == [0, 2]
    assert _each_fault("/x/config.toml is not valid TOML: at line 1\nMend that line first.") == (
        "/x/config.toml is not valid TOML: at line 1",
    )


def test_a_fault_with_steps_says_where_they_are(patient: Patient) -> None:
    found = configuration.check(replace(patient, config=None, faults=("line 9: no file. To get one:\n1. Make one.",)))
    assert f"line 9: no file. | edit {patient.config_path}; agent config says more" in said(found)


def test_a_file_that_others_may_write_is_a_problem_because_it_names_commands(patient: Patient) -> None:
    patient.config_path.chmod(0o666)
    assert "chmod go-w" in said(configuration.check(patient))


# ---------------------------------------------------------------- state


@pytest.mark.skipif(os.geteuid() == 0, reason="optional: root may read everything")
def test_a_file_that_may_not_be_read_is_told_with_its_mend(patient: Patient) -> None:
    patient.config_path.chmod(0o000)
    assert "chmod u+r" in said(configuration.check(replace(patient, config=None, faults=("cannot be read",))))


def test_an_account_that_names_no_calendars_says_what_is_missed(patient: Patient) -> None:
    found = said(accounts.check(patient))
    assert "names no calendars" in found
    assert str(patient.config_path) in found


def test_asked_online_an_account_is_looked_at_also_where_the_last_look_went_wrong(patient: Patient) -> None:
    for name in ("cur", "new", "tmp"):
        (patient.config_path.parent / "Mail" / name).mkdir()
    with Store.opened(patient.state) as store:
        store.accounts.configure([("home", "local")])
        store.accounts.failed("home", "The disk is away.", needs_login=False)
    found = said(accounts.check(replace(patient, online=True)))
    assert "The disk is away" in found
    assert "home: it answers" in found


def test_a_state_that_is_not_there_yet_is_fine(patient: Patient) -> None:
    assert results(state.check(patient)) == ["ok"]


def test_a_whole_state_is_told_with_its_size(patient: Patient) -> None:
    with Store.opened(patient.state):
        pass
    assert "whole" in said(state.check(patient))


def test_a_damaged_database_is_found(patient: Patient) -> None:
    with Store.opened(patient.state):
        pass
    (patient.state / views.DATABASE).write_bytes(b"rubbish" * 1000)
    assert "is damaged (file is not a database)" in said(state.check(patient))
    (patient.state / views.DATABASE).unlink()
    with Store.opened(patient.state):
        pass
    with (patient.state / views.DATABASE).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 9000)
    found = said(state.check(patient))
    assert "is damaged (" in found
    assert "***" not in found


def test_a_newer_database_is_left_to_a_newer_program(patient: Patient) -> None:
    with Store.opened(patient.state):
        pass
    with sqlite3.connect(patient.state / views.DATABASE) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    assert "newer Bowout" in said(state.check(patient))


def test_a_state_that_others_may_look_into_is_a_warning(patient: Patient) -> None:
    with Store.opened(patient.state):
        pass
    patient.state.chmod(0o755)
    (patient.state / views.DATABASE).chmod(0o644)
    assert results(state.check(patient)).count("warning") == 2


def test_a_full_disk_is_found_before_it_hurts(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.doctor.state.NEEDED", 1 << 60)
    monkeypatch.setattr("agent.doctor.state.PLENTY", 1 << 60)
    assert "problem: only" in said(state.check(patient))


# ---------------------------------------------------------------- accounts


def test_a_folder_that_is_gone_is_a_problem_of_its_account(patient: Patient) -> None:
    lost = configured(patient, LocalAccount("home", maildir=Path("/nowhere/Mail"), send=("x",)))
    assert "problem: home: /nowhere/Mail is not there" in said(accounts.check(lost))


def test_an_account_that_cannot_send_says_so(patient: Patient, tmp_path: Path) -> None:
    mute = configured(patient, LocalAccount("home", maildir=tmp_path / "Mail"))
    assert "cannot send" in said(accounts.check(mute))
    assert "cannot send" not in said(
        accounts.check(configured(patient, LocalAccount("home", maildir=tmp_path / "Mail", permissions="read")))
    )


def test_nobody_signed_in_is_a_problem_with_the_command_to_sign_in(patient: Patient, tmp_path: Path) -> None:
    assert "| agent login gmail" in said(accounts.check(configured(patient, google(tmp_path))))


def test_a_plain_token_file_is_a_warning_and_an_open_one_another(patient: Patient, tmp_path: Path) -> None:
    Tokens(patient.state, "gmail", "file").save({"token": "x"})
    (patient.state / "tokens" / "gmail.json").chmod(0o644)
    found = said(accounts.check(configured(patient, google(tmp_path), store="file")))
    assert "others may read" in found
    assert "unencrypted" in found


def test_the_last_look_is_told_with_its_age_or_its_fault(patient: Patient) -> None:
    with Store.opened(patient.state) as store:
        store.accounts.configure([("home", "local")])
    assert "not read yet" in said(accounts.check(patient))
    with Store.opened(patient.state) as store:
        store.accounts.failed("home", "The disk is upside down.\nTurn it.", needs_login=False)
    assert "problem: home: the last look at it failed: The disk is upside down. |" in said(accounts.check(patient))


def test_an_account_that_was_not_read_for_days_is_a_warning(patient: Patient) -> None:
    with Store.opened(patient.state) as store:
        store.accounts.configure([("home", "local")])
        with store.db.transaction() as sql:
            sql.execute("UPDATE account SET last_success = ?", ((NOW - timedelta(days=5)).isoformat(),))
    assert "warning: home: read 5 days ago" in said(accounts.check(patient))


def test_an_account_that_is_not_to_be_read_any_more_is_well(patient: Patient) -> None:
    assert patient.config is not None
    with Store.opened(patient.state) as store:
        store.accounts.configure([("home", "local")])
        store.set("archive", "{}")
        with store.db.transaction() as sql:
            sql.execute("UPDATE account SET last_success = ?", ((NOW - timedelta(days=5)).isoformat(),))
    assert "warning: home: read 5 days ago" in said(accounts.check(patient))
    stopped = replace(patient.config, rules=replace(patient.config.rules, after_signing="stop"))
    assert "ok: home: read 5 days ago; the search is over" in said(accounts.check(replace(patient, config=stopped)))


def test_asked_online_a_local_account_answers(patient: Patient) -> None:
    for name in ("cur", "new", "tmp"):
        (Path(str(patient.config.accounts[0].maildir)) / name).mkdir()  # type: ignore[union-attr]
    assert "ok: home: it answers" in said(accounts.check(replace(patient, online=True)))


# ---------------------------------------------------------------- sending


def sent_by(patient: Patient, command: str | Path, **service_: object) -> str:
    account = LocalAccount("home", maildir=patient.state, send=(str(command), "-t"))
    return said(sending.check(replace(configured(patient, account), **service_)))  # type: ignore[arg-type]


def test_a_command_that_is_there_is_fine(patient: Patient) -> None:
    assert results(sending.check(patient)) == ["ok"]


def test_a_command_that_is_not_there_or_not_executable_is_a_problem(patient: Patient, tmp_path: Path) -> None:
    assert "is not there" in sent_by(patient, "nixda")
    assert "is not executable" in sent_by(patient, program(tmp_path, "plain", 0o644))


def test_a_setgid_command_is_a_problem_in_the_services_sandbox(patient: Patient, tmp_path: Path) -> None:
    command = program(tmp_path, "postdrop", 0o2755)
    installed = Standing("running")
    assert sent_by(patient, command).startswith("warning")
    assert sent_by(patient, command, standing=installed).startswith("problem")
    assert "--allow-setgid" in sent_by(patient, command, standing=installed)
    assert sent_by(patient, command, standing=replace(installed, gains_rights=True)).startswith("ok")


def test_a_command_that_hands_on_to_a_setgid_one_is_found_too(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = program(tmp_path, "queue", 0o4755)
    monkeypatch.setitem(sending.HANDS_ON, "sendmail", (str(queue),))
    (tmp_path / "sendmail").symlink_to(program(tmp_path, "sendmail.real"))
    assert f"{queue} needs its setgid" in sent_by(patient, tmp_path / "sendmail")


def test_msmtp_may_do_without_its_group(patient: Patient, tmp_path: Path) -> None:
    command = program(tmp_path, "msmtp", 0o2755)
    assert sent_by(patient, command, standing=Standing("running")).startswith("warning")


class Elsewhere:
    """A systemd whose programs are looked for in other folders than those of the terminal."""

    def environment(self) -> dict[str, str]:
        return {"PATH": "/nowhere"}


def test_a_command_that_only_the_terminal_finds_is_a_problem(patient: Patient, tmp_path: Path) -> None:
    found = sent_by(patient, "msmtp", service=Elsewhere())
    assert "the service does not find msmtp" in found
    assert f'write "{tmp_path}/msmtp"' in found


# ---------------------------------------------------------------- keyring


def test_without_sign_ins_no_keyring_is_needed(patient: Patient) -> None:
    assert "not needed" in said(keyring.check(patient))


def test_a_session_without_a_bus_has_no_keyring(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert "problem: there is no keyring" in said(keyring.check(configured(patient, google(tmp_path))))


def test_an_open_keyring_is_named_and_a_locked_one_is_waited_for(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.address)
        sick = replace(configured(patient, google(tmp_path)), environ={"DBUS_SESSION_BUS_ADDRESS": session.address})
        session.keyring()
        assert "ok: GNOME Keyring: open; the first sign-in" in said(keyring.check(sick))
        Tokens(patient.state, "gmail").save({"token": "x"})
        assert "with the key of your sign-ins" in said(keyring.check(sick))
        session.lock()
        found = said(keyring.check(sick))
        assert "problem: the keyring is locked" in found
        assert "goes on by itself" in found


# ---------------------------------------------------------------- notifications


def test_without_a_bus_or_a_server_it_says_what_there_is_instead(patient: Patient) -> None:
    assert "no session bus" in said(notifications.check(patient))
    with Session() as session:
        lonely = replace(patient, environ={"DBUS_SESSION_BUS_ADDRESS": session.address})
        assert "nobody shows any" in said(notifications.check(lonely))


def test_a_server_that_does_not_answer_is_not_waited_for_long(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.doctor.bus.LIMIT", 0.3)
    with Session() as session, session.connect() as bus:
        unwrap_msg(bus.send_and_get_reply(message_bus.RequestName(notifications.NAME)))
        deaf = replace(patient, environ={"DBUS_SESSION_BUS_ADDRESS": session.address})
        assert "does not answer" in said(notifications.check(deaf))


@pytest.mark.parametrize(("can", "result"), [(["actions", "body"], "ok"), (["body"], "warning")])
def test_a_server_is_named_with_what_it_can_do(patient: Patient, can: list[str], result: str) -> None:
    with Session() as session, session.connect() as bus:
        unwrap_msg(bus.send_and_get_reply(message_bus.RequestName(notifications.NAME)))
        thread = threading.Thread(target=serve, args=(bus, can))
        thread.start()
        well = replace(patient, environ={"DBUS_SESSION_BUS_ADDRESS": session.address})
        (found,) = notifications.check(well)
        thread.join()
    assert (found.result, found.what.partition(",")[0].partition(" has")[0]) == (result, "cards 1.0")


def serve(bus: DBusConnection, can: list[str]) -> None:
    """Answer the two questions about a notification server."""
    answers: list[tuple[str, tuple[object, ...]]] = [("ssss", ("cards", "us", "1.0", "1.2")), ("as", (can,))]
    while answers:
        message = bus.receive()
        if message.header.message_type is MessageType.method_call:
            bus.send(new_method_return(message, *answers.pop(0)))


@pytest.mark.parametrize(
    ("told", "result"), [({}, "warning"), ({"WAYLAND_DISPLAY": "wayland-0"}, "ok"), ({"DISPLAY": ":0"}, "ok")]
)
def test_a_server_that_can_be_started_needs_a_screen_that_systemd_knows_of(
    patient: Patient, told: dict[str, str], result: str
) -> None:
    class Known:
        def environment(self) -> dict[str, str]:
            return told

    with Bus() as bus:
        bus.startable("/bin/false")
        here = replace(patient, environ={**bus.environ, "WAYLAND_DISPLAY": "wayland-0"}, service=Known())  # type: ignore[arg-type] # all that is asked
        (found,) = notifications.check(here)
        assert found.result == result
        assert ("import-environment WAYLAND_DISPLAY " in str(found.mend)) is (result == "warning")


def test_switched_off_notifications_are_fine(patient: Patient) -> None:
    assert patient.config is not None
    off = replace(patient, config=replace(patient.config, approval=Approval(notify=False)))
    assert results(notifications.check(off)) == ["ok"]


# ---------------------------------------------------------------- service


def test_nothing_that_keeps_it_running_is_a_warning_with_the_command(patient: Patient) -> None:
    assert "| agent service install" in said(service.check(replace(patient, standing=Standing("absent"))))


def test_where_there_can_be_no_service_the_reason_and_the_way_round_are_two_lines(patient: Patient) -> None:
    (found,) = service.check(replace(patient, no_service="There is no systemd.\nUse cron."))
    assert (found.result, found.what, found.mend) == ("warning", "There is no systemd.", "Use cron.")


def test_a_failing_service_is_a_problem_with_what_to_type(patient: Patient) -> None:
    failed = Standing("failed", enabled=True, result="exit-code", exit_status=2)
    (found,) = service.check(replace(patient, standing=failed))
    assert found.result == "problem"
    assert str(found.mend).startswith("agent config")


def test_a_service_of_another_program_is_noticed(patient: Patient) -> None:
    running = Standing("running", enabled=True, program="/old/agent", status="idle", restarts=1)
    found = said(service.check(replace(patient, standing=running, program=("/new/agent",))))
    assert "runs another program: /old/agent" in found
    assert "started it anew once | journalctl" in found


def test_a_daemon_of_the_version_before_is_noticed(patient: Patient) -> None:
    running = Standing("running", enabled=True, since=NOW - timedelta(days=9000))
    assert "before this version" in said(service.check(replace(patient, standing=running)))


# ---------------------------------------------------------------- clock


def test_a_clock_that_is_years_behind_is_a_problem(patient: Patient) -> None:
    assert "problem: it is 1999" in said(clock.check(replace(patient, now=datetime(1999, 1, 1, tzinfo=UTC))))


def test_a_time_that_the_user_pretends_says_nothing_of_the_clock(patient: Patient) -> None:
    past = replace(patient, now=datetime(1999, 1, 1, tzinfo=UTC), pretended=True)
    assert "problem" not in said(clock.check(past))


def test_a_sane_clock_is_told_in_the_users_zone(patient: Patient) -> None:
    found = [one for one in clock.check(patient) if one.result != "warning"]
    assert "UTC" in said(iter(found)) or not found


# ---------------------------------------------------------------- the command


def test_a_check_that_breaks_off_is_a_finding_and_stops_no_other(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Patient) -> Iterator[Finding]:
        raise RuntimeError

    monkeypatch.setattr(configuration, "check", broken)
    found = list(examine(patient))
    assert found[0].what == "could not be checked (RuntimeError)"
    assert {one.area for one in found} >= {"state", "accounts", "sending", "clock"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new user's home, in a session without anything."""
    for name in (
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_RUNTIME_DIR",
        "DBUS_SESSION_BUS_ADDRESS",
        "BOWOUT_CONFIG",
        "BOWOUT_STATE",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_it_needs_no_configuration_and_says_with_one_json_document_what_is_missing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["ok"]
    assert told["checks"][0]["mend"] == "agent config init"
    assert {"area", "result", "what", "mend"} == set(told["checks"][0])
    assert not any((home / name).exists() for name in (".config", ".local"))


def test_with_a_right_configuration_nothing_is_wrong(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "Mail" / "cur").mkdir(parents=True)
    for name in ("new", "tmp"):
        (home / "Mail" / name).mkdir()
    config = home / "c.toml"
    config.write_text(
        '[user]\nname = "Sam"\naddresses = ["sam@example.org"]\n[[account]]\nname = "home"\nkind = "local"\nmaildir = "Mail"\n'
        f'send = ["{program(home, "deliver")}"]\n'
    )
    os.chmod(config, 0o600)
    assert main(["--config", str(config), "doctor"]) == 0
    out = capsys.readouterr().out
    assert "Configuration" in out
    assert "Nothing is wrong" in out


def test_options_that_mean_nothing_to_it_are_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["service", "status", "--hardening"]) == 2
    assert "go with: agent service install" in capsys.readouterr().err


# ---------------------------------------------------------------- the second reader


def with_reader(patient: Patient, address: str, model: str = "", consent: bool = False) -> Patient:
    assert patient.config is not None
    return replace(patient, config=replace(patient.config, reader=Reader(Secret(address), model, consent)))


def test_without_a_second_reader_there_is_nothing_to_say(patient: Patient) -> None:
    assert said(reader.check(patient)) == ""


def test_a_second_reader_that_answers_is_named_with_its_model(patient: Patient) -> None:
    with Chat() as chat:
        assert said(reader.check(with_reader(patient, chat.base))).startswith(f"ok: the second reader at {chat.host}")
        assert said(reader.check(with_reader(patient, chat.base))).endswith(f"answers, with {MODEL} | None")
        assert "no model “big”" in (missing := said(reader.check(with_reader(patient, chat.base, "big"))))
        assert MODEL in missing
        chat.models = []
        assert "warning" in said(reader.check(with_reader(patient, chat.base)))
    gone = said(reader.check(with_reader(patient, chat.base)))
    assert gone.startswith("warning")
    assert "mail is read without it" in gone


def test_one_on_another_machine_is_told_of_and_asked_only_online(patient: Patient) -> None:
    elsewhere = with_reader(patient, "https://sam:geheim@models.invalid/v1", consent=True)
    (found,) = reader.check(elsewhere)
    assert found.result == "ok"
    assert "models.invalid is another machine" in found.what
    told = said(reader.check(replace(elsewhere, online=True)))
    assert "warning: the second reader at models.invalid is not there" in told
    assert "geheim" not in told


def test_quiet_hours_are_named_while_they_last(patient: Patient) -> None:
    def named(hour: int) -> list[str]:
        with Bus() as bus:
            config = replace(patient.config, approval=Approval()) if patient.config else None
            now = datetime(2026, 11, 20, hour, tzinfo=UTC)
            night = replace(patient, config=config, environ=bus.environ, now=now)
            return [one.what for one in notifications.check(night) if "quiet" in one.what]

    line = "quiet hours until 07:30: only urgent ones come (approval.quiet_hours)"
    assert (named(2), named(12), named(23)) == ([line], [], [line])


def test_a_mail_folder_that_may_not_be_read_is_named(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "Mail" / "INBOX"
    (inbox / "cur").mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != inbox)  # as for anybody but root
    (found,) = [one for one in accounts.check(patient) if "passed over" in one.what]
    assert (found.result, found.mend) == ("warning", f"chmod u+rx '{inbox}'")
