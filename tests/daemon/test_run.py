"""The daemon as a process: it starts, looks, works, delivers by itself, and ends when asked."""

from __future__ import annotations

import os
import signal
import socket
import time

import pytest

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
