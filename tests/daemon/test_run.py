"""The daemon as a process: it starts, looks, works, delivers by itself, and ends when asked."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

import agent
from agent import control
from tests.daemon.life import Life, ended, wait

pytestmark = pytest.mark.slow


def test_it_reads_at_once_says_that_it_is_ready_and_ends_when_asked(life: Life) -> None:
    life.firm()
    life.linden()
    daemon = life.run()
    life.until("Linden", "waiting")
    assert "1 account, next look at" in life.rested()
    status, seconds = ended(daemon)
    assert (status, seconds < 5) == (0, True)
    heard = life.manager.listen()
    assert "READY=1" in heard
    assert "STOPPING=1" in heard
    assert not list(life.runtime.rglob("*.sock"))


def test_an_approved_letter_leaves_by_itself_when_the_hold_is_over(life: Life) -> None:
    life.firm()
    life.linden()
    life.run()
    life.until("Linden", "waiting")
    life.rested()
    life.approved("Linden")
    life.until("Linden", "answered", "sent")
    assert len(life.sent()) == 1


def test_approving_says_that_it_leaves_by_itself(life: Life) -> None:
    life.configure("[approval]\nhold_seconds = 600")
    life.firm()
    life.linden()
    life.run()
    id_ = life.until("Linden", "waiting")["id"]
    life.rested()
    assert "They leave by themselves" in life.process("approve", id_, "--yes").out


def test_a_folder_of_the_programs_name_in_the_working_directory_is_not_run(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    (life.root / "home-folder" / "agent").mkdir(parents=True)
    (life.root / "home-folder" / "agent" / "__init__.py").write_text("raise SystemExit('not this one')")
    program = "import sys; sys.path.pop(0); from agent.cli.main import run; run()"
    monkeypatch.setattr(life, "command_line", lambda *words: [sys.executable, "-c", program, *life._words(words)])
    monkeypatch.setenv("PYTHONPATH", str(Path(agent.__file__).parent.parent))
    monkeypatch.chdir(life.root / "home-folder")
    life.run()
    life.more_passes(0)
    assert "exit 0" in life.log()
    assert "not this one" not in life.log()


def test_the_daemon_tells_how_far_it_is(life: Life) -> None:
    life.run()
    life.more_passes(0)
    life.rested()
    life.firm()
    question = {"do": "sync", "state": str(life.state), "config": str(life.config), "accounts": [], "accept_empty": []}
    answers = list(control.ask(str(life.state), question, {"XDG_RUNTIME_DIR": str(life.runtime)}) or ())
    assert {"progress": ["home", 3, 3]} in answers
    assert set(answers[-1]) == {"document", "news", "exit"}


def test_the_daemon_tells_about_itself(life: Life) -> None:
    daemon = life.run()
    life.more_passes(0)
    life.rested()
    found = control.status(str(life.state), {"XDG_RUNTIME_DIR": str(life.runtime)})
    assert found is not None
    assert (found["pid"], found["healthy"]) == (daemon.pid, True)
    assert found["status"].startswith("1 account, next look at")


def test_a_daemon_that_does_not_answer_is_not_waited_for(life: Life) -> None:
    daemon = life.run()
    life.more_passes(0)
    life.rested()
    daemon.send_signal(signal.SIGSTOP)
    try:
        assert life.process("sync", "--json").status == 0
    finally:
        daemon.send_signal(signal.SIGCONT)


def test_without_a_runtime_folder_it_works_without_a_socket(life: Life) -> None:
    life.environ["XDG_RUNTIME_DIR"] = ""
    daemon = life.run()
    life.more_passes(0)
    assert life.process("sync", "--json").status == 0
    assert not list(life.runtime.rglob("*.sock"))
    assert ended(daemon)[0] == 0


def test_the_key_that_interrupts_ends_it_too(life: Life) -> None:
    daemon = life.run()
    life.more_passes(0)
    daemon.send_signal(signal.SIGINT)
    assert daemon.wait(20) == 0


def test_the_journal_gets_priorities_instead_of_times(life: Life) -> None:
    log = life.root / "log"
    log.touch()
    found = log.stat()
    life.environ["JOURNAL_STREAM"] = f"{found.st_dev}:{found.st_ino}"
    daemon = life.run()
    life.more_passes(0)
    life.rested()
    life.config.write_text("[user")
    daemon.send_signal(signal.SIGHUP)
    wait(lambda: "the old one stays" in life.log(), "the fault to be told")
    lines = life.log().splitlines()
    assert all(line[:3] in ("<3>", "<4>", "<6>") for line in lines)
    assert any(line.startswith("<6>agent.sync: account home") for line in lines)  # a worker's
    assert any(line.startswith("<4>agent.daemon.loop: the configuration has faults") for line in lines)


def test_what_is_taken_back_in_the_hold_does_not_leave(life: Life) -> None:
    life.configure("[approval]\nhold_seconds = 3")
    life.firm()
    life.linden()
    life.run()
    life.until("Linden", "waiting")
    life.rested()
    draft = life.approved("Linden")
    assert life.process("undo", draft["id"]).status == 0
    time.sleep(4)
    assert life.agent_view().draft("Linden")["status"] == "waiting"
    assert life.sent() == []


def test_new_mail_is_found_by_polling(life: Life) -> None:
    life.configure(home="poll_seconds = 1")
    life.firm()
    life.run()
    life.rested()
    life.linden()
    life.until("Linden", "waiting")


def test_a_signal_makes_it_look_at_once(life: Life) -> None:
    life.firm()
    daemon = life.run()
    life.more_passes(0)
    life.rested()
    life.linden()
    daemon.send_signal(signal.SIGUSR1)
    life.until("Linden", "waiting")


def test_a_second_daemon_on_the_state_says_so_and_ends(life: Life) -> None:
    life.run()
    second = life.start("run")
    _, err = second.communicate(timeout=20)
    assert second.returncode == 1
    assert "already" in err


def test_the_socket_of_a_dead_daemon_is_replaced(life: Life) -> None:
    first = life.run()
    life.more_passes(0)
    first.kill()
    first.wait()
    assert list(life.runtime.rglob("*.sock"))
    assert life.process("sync", "--json").status == 0
    before = life.passes()
    life.run()
    life.more_passes(before)
    life.rested()
    before = life.passes()
    assert life.process("sync", "--json").status == 0
    wait(lambda: life.passes() == before + 1, "the daemon to have done it")


def test_the_socket_and_its_folder_are_the_users_own(life: Life) -> None:
    life.run()
    (path,) = life.runtime.rglob("*.sock")
    assert str(path) == control.place(str(life.state), {"XDG_RUNTIME_DIR": str(life.runtime)})
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert path.stat().st_uid == os.geteuid()


def test_garbage_on_the_socket_does_no_harm(life: Life) -> None:
    life.run()
    life.rested()
    (path,) = life.runtime.rglob("*.sock")
    for garbage in (b"", b"\n", b"\x00\xff\n", b"[" * 60_000 + b"\n", b"x" * 1_000_000, b'{"do": 7}\n', b'"sync"\n',
                    b'{"do": "sync", "accounts": 1}\n', b'{"do": "sync", "accounts": [], "accept_empty": [], "state": "/", "config": "/"}\n'):  # fmt: skip
        with socket.socket(socket.AF_UNIX) as link:
            link.connect(str(path))
            try:
                link.sendall(garbage)
            except OSError:
                continue  # it had enough
    assert life.process("sync", "--json").status == 0
    assert "Traceback" not in life.log()


def test_the_log_has_no_address_and_no_word_of_a_message(life: Life) -> None:
    life.environ["JOURNAL_STREAM"] = ""
    life.firm()
    life.linden()
    life.run()
    life.until("Linden", "waiting")
    life.approved("Linden")
    life.until("Linden", "answered", "sent")
    log = life.log()
    assert "pass over: exit 0" in log
    for word in ("@", "Linden", "Brackwater", "Aisha", "offer letter"):
        assert word not in log
