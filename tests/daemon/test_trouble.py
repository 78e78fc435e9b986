"""What the daemon does when something is missing, wrong, stuck or killed: it says what it waits for, and goes on."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.daemon.life import Life, Manager, ended, wait

pytestmark = pytest.mark.slow


def delivering(life: Life, *words: str, watchdog: float | None = None):  # type: ignore[no-untyped-def]  # a process
    """A daemon whose worker has a letter in its hands, which the send command does not take."""
    life.firm()
    life.linden()
    life.sending("block")
    daemon = life.run(*words, watchdog=watchdog)
    life.until("Linden", "waiting")
    life.rested()
    life.approved("Linden")
    life.wait_for_start()
    return daemon


# ---------------------------------------------------------------- the configuration


def test_a_configuration_with_faults_ends_it_at_once(life: Life) -> None:
    life.config.write_text("[user]\nnmae = 1\n")
    refused = life.start("run")
    _, err = refused.communicate(timeout=20)
    assert refused.returncode == 2
    assert "nmae" in err


def test_a_configuration_named_and_missing_ends_it_too(life: Life) -> None:
    life.config.unlink()
    refused = life.start("run")
    refused.communicate(timeout=20)
    assert refused.returncode == 2


def test_it_goes_by_the_machines_clock_only(life: Life) -> None:
    refused = life.start("--now", "2026-11-18T09:00", "run")
    _, err = refused.communicate(timeout=20)
    assert refused.returncode == 2
    assert "--now" in err


def test_without_a_configuration_it_waits_and_goes_on_when_there_is_one(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.firm()
    kept = life.config.read_text()
    life.config.unlink()
    life.environ["BOWOUT_CONFIG"] = str(life.config)
    monkeypatch.setattr(life, "_words", lambda words: ["--state", str(life.state), *words])
    daemon = life.run()
    assert "waiting for a configuration" in life.manager.wait("STATUS=")
    assert daemon.poll() is None
    life.config.write_text("[user\n")
    daemon.send_signal(signal.SIGUSR1)
    life.manager.wait("without faults")
    life.config.write_text(kept)
    daemon.send_signal(signal.SIGUSR1)
    life.more_passes(0)
    assert "1 account, next look" in life.rested()


def test_reloading_takes_what_is_new_and_keeps_the_old_where_the_new_has_faults(life: Life) -> None:
    daemon = life.run()
    life.more_passes(0)
    life.rested()
    good = life.config.read_text()
    life.config.write_text(good + "\n[[account]]\n")
    before = len(life.manager.listen())
    daemon.send_signal(signal.SIGHUP)
    life.manager.wait("RELOADING=1", after=before)
    life.manager.wait("READY=1", after=before)
    life.manager.wait("the old one stays", after=before)
    assert daemon.poll() is None
    passes = life.passes()
    daemon.send_signal(signal.SIGUSR1)  # by the old one, whatever the file says now
    life.more_passes(passes)
    assert "exit 0" in life.log().splitlines()[-1]
    for part in ("cur", "new", "tmp"):
        (life.root / "second" / part).mkdir(parents=True)
    life.config.write_text(good + f'\n[[account]]\nname = "second"\nkind = "local"\nmaildir = "{life.root}/second"\n')
    daemon.send_signal(signal.SIGHUP)
    life.manager.wait("2 accounts", after=before)
    assert "old one" not in life.rested()


def test_a_command_is_answered_by_the_configuration_that_it_read(life: Life) -> None:
    life.run()
    life.more_passes(0)
    life.rested()
    life.config.write_text(life.config.read_text().replace('name = "home"', 'name = "flat"'))
    document = life.process("sync", "--json").json
    assert [account["name"] for account in document["accounts"]] == ["flat"]
    assert "going by a configuration" in life.log()


# ---------------------------------------------------------------- the end


def test_a_letter_on_its_way_is_finished_before_the_end(life: Life) -> None:
    daemon = delivering(life)
    daemon.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert daemon.poll() is None
    life.let_go()
    assert daemon.wait(15) == 0
    assert life.agent_view().draft("Linden")["status"] in ("sent", "answered")
    assert len(life.sent()) == 1


def test_a_letter_that_cannot_be_finished_is_parked_within_fifteen_seconds(life: Life) -> None:
    daemon = delivering(life)
    status, seconds = ended(daemon)
    assert (status, seconds < 15) == (0, True)
    assert life.agent_view().draft("Linden")["status"] == "sending"
    life.run()
    life.until("Linden", "unsure")
    life.let_go()
    life.rested()
    assert len(life.sent()) == 1


def test_of_two_letters_the_second_is_not_begun_and_leaves_after_the_next_start(life: Life) -> None:
    life.firm()
    life.linden()
    life.orchard()
    life.sending("block")
    daemon = life.run()
    life.until("Orchard", "waiting")
    life.rested()
    ids = [draft["id"] for draft in life.agent_view().drafts]
    assert life.process("approve", *ids, "--yes").status == 0
    life.wait_for_start()
    daemon.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    life.let_go()
    assert daemon.wait(15) == 0
    assert sorted(draft["status"] for draft in life.agent_view().drafts) == ["approved", "sent"]
    assert len(life.sent()) == 1
    life.sending("accept")
    life.run()
    life.until("Linden", "sent")
    life.until("Orchard", "sent")
    assert len(life.sent()) == 2


# ---------------------------------------------------------------- stuck and killed


def test_the_watchdog_is_fed_while_all_is_well_and_not_while_a_worker_is_stuck(life: Life) -> None:
    daemon = delivering(life, "--patience", "8", watchdog=1)
    life.manager.wait("WATCHDOG=1")
    life.manager.wait("stuck")
    fed = life.manager.count("WATCHDOG=1")
    time.sleep(2)
    assert life.manager.count("WATCHDOG=1") == fed
    life.let_go()
    life.until("Linden", "sent", "answered")
    before = len(life.manager.listen())
    life.manager.wait("WATCHDOG=1", after=before)
    assert daemon.poll() is None


def test_nobody_is_told_of_life_where_nobody_waits_for_it(life: Life) -> None:
    life.run()
    life.more_passes(0)
    assert life.manager.count("WATCHDOG=1") <= 1


def test_without_a_watchdog_a_stuck_worker_is_ended_and_asked_about(life: Life) -> None:
    delivering(life, "--patience", "8")
    life.until("Linden", "unsure", patience=60)
    life.let_go()
    life.rested()
    assert len(life.sent()) == 1


def test_a_killed_daemon_takes_its_worker_along_and_the_letter_goes_once(life: Life) -> None:
    daemon = delivering(life)
    (worker,) = life.workers(daemon)
    daemon.kill()
    daemon.wait()
    life.let_go()
    wait(lambda: not os.path.exists(f"/proc/{worker}"), "the worker to end by itself")
    life.run()
    life.until("Linden", "sent", "answered")
    life.rested()
    assert len(life.sent()) == 1


def test_a_killed_worker_is_followed_by_another_one(life: Life) -> None:
    daemon = delivering(life)
    (worker,) = life.workers(daemon)
    os.kill(worker, signal.SIGKILL)
    life.let_go()
    life.until("Linden", "unsure", patience=60)
    assert len(life.sent()) == 1


# ---------------------------------------------------------------- commands beside it


def test_a_command_does_the_work_itself_when_the_daemon_dies_in_the_middle(life: Life) -> None:
    daemon = delivering(life)
    command = life.start("sync", "--json")
    wait(lambda: "at work" in life.manager.status(), "the daemon to be at work")
    time.sleep(1.5)
    daemon.kill()
    life.let_go()
    out, err = command.communicate(timeout=60)
    assert command.returncode == 0, err
    assert "broke off" in err
    assert '"drafts"' in out
    assert len(life.sent()) == 1


def test_a_command_that_gives_up_does_not_end_the_pass(life: Life) -> None:
    life.run()
    life.more_passes(0)
    life.rested()
    life.firm()
    life.linden()
    before = life.passes()
    command = life.start("sync")
    wait(lambda: "at work" in life.manager.status(), "the pass to begin")
    command.send_signal(signal.SIGINT)
    command.communicate(timeout=20)
    life.more_passes(before)
    assert life.agent_view().draft("Linden")["status"] == "waiting"


def test_the_answer_is_the_same_with_and_without_a_daemon(life: Life, tmp_path: Path) -> None:
    life.firm()
    life.linden()
    life.run()
    life.more_passes(0)
    life.rested()
    life.orchard()
    shutil.copytree(life.state, tmp_path / "apart")
    before = life.passes()
    by_daemon = life.process("sync")
    life.more_passes(before)
    life.state = tmp_path / "apart"
    alone = life.process("sync")
    assert (by_daemon.status, by_daemon.out, by_daemon.err) == (alone.status, alone.out, alone.err)
    assert "Orchard" in alone.out


def test_faults_and_exit_status_are_the_same_too(life: Life, tmp_path: Path) -> None:
    life.run()
    life.more_passes(0)
    life.rested()
    for words in (("sync", "--account", "nix"), ("sync", "--accept-empty", "nix", "--json")):
        by_daemon = life.process(*words)
        runtime, life.runtime = life.runtime, tmp_path / "nowhere"
        alone = life.process(*words)
        life.runtime = runtime
        assert (by_daemon.status, by_daemon.out, by_daemon.err) == (alone.status, alone.out, alone.err)
        assert alone.status == 2
    life.maildir().rename(life.root / "elsewhere")
    failed = life.process("sync", "--json")
    assert failed.status == 1
    assert failed.json["accounts"][0]["error"]
    assert "home: " in life.manager.wait("home: ")


def test_another_state_is_never_the_daemons_business(life: Life, tmp_path: Path) -> None:
    life.run()
    life.more_passes(0)
    life.rested()
    before = life.passes()
    life.state = tmp_path / "apart"
    assert life.process("sync", "--json").status == 0
    assert (tmp_path / "apart" / "bowout.sqlite3").exists()
    assert life.passes() == before


def test_another_time_is_never_the_daemons_business(life: Life) -> None:
    life.run()
    life.more_passes(0)
    life.rested()
    before = life.passes()
    document = life.process("--now", "2031-01-01T09:00", "sync", "--json").json
    assert document["now"].startswith("2031")
    assert life.passes() == before


def test_an_abstract_notification_socket_does_as_well(life: Life) -> None:
    life.manager.close()
    life.manager = Manager(f"@bowout-{os.getpid()}-{life.root.name}")
    daemon = life.run()
    assert ended(daemon)[0] == 0
