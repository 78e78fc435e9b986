"""The worker: one request, JSON lines, and an end when its parent ends."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import time
from typing import Any

import pytest

from agent.cli.work import ENDED
from tests.daemon.life import Life

pytestmark = pytest.mark.slow


def worked(life: Life, request: dict[str, Any] | bytes) -> tuple[int, list[dict[str, Any]]]:
    """Exit status and lines of a worker."""
    asked = request if isinstance(request, bytes) else json.dumps(request).encode()
    done = subprocess.run(life.command_line("work"), input=asked, capture_output=True, env=life.env(), timeout=60)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def request(life: Life, **more: Any) -> dict[str, Any]:
    config = (life.config.read_text(), "stamp", str(life.config))
    return {
        "do": "sync",
        "accounts": [],
        "accept_empty": [],
        "config": config,
        "tell": True,
        "parent": os.getpid(),
        **more,
    }


def test_it_answers_as_a_sync_would(life: Life) -> None:
    life.firm()
    life.linden()
    status, lines = worked(life, request(life))
    assert status == 0
    assert lines[-2] == {"progress": ["home", 5, 5]}
    last = lines[-1]
    assert (last["exit"], last["document"]["accounts"][0]["messages"]["new"]) == (0, 5)
    assert any("Linden" in line for line in last["news"]["lines"])


def test_without_anybody_to_tell_the_document_stays_where_it_is(life: Life) -> None:
    _, lines = worked(life, request(life, tell=False))
    assert set(lines[-1]) == {"news", "exit"}


def test_it_goes_by_the_configuration_that_it_is_given(life: Life) -> None:
    asked = request(life)
    life.config.write_text("[user")
    assert worked(life, asked)[0] == 0


def test_what_fails_is_told_as_a_command_tells_it(life: Life) -> None:
    status, lines = worked(life, request(life, accounts=["nix"]))
    assert (status, lines[-1]["exit"]) == (2, 2)
    assert "There is no account “nix”" in lines[-1]["error"]
    life.state.mkdir(exist_ok=True)
    (life.state / "bowout.sqlite3").write_bytes(b"no database at all" * 100)
    status, lines = worked(life, request(life))
    assert (status, lines[-1]["exit"]) == (1, 1)
    assert "damaged" in lines[-1]["error"]


def test_a_request_that_nobody_understands_is_an_error_and_nothing_else(life: Life) -> None:
    for asked in (b"", b"{", b"[]", b'{"parent": 1}'):
        status, lines = worked(life, asked)
        assert status != 0
        assert not any("document" in line for line in lines)


def test_a_worker_whose_parent_is_gone_does_nothing(life: Life) -> None:
    assert worked(life, request(life, parent=1)) == (ENDED, [])
    assert not (life.state / "bowout.sqlite3").exists()


def test_it_ends_at_once_when_nothing_is_on_its_way(life: Life) -> None:
    holder = life.start("sync")  # makes the state
    holder.communicate(timeout=60)
    process = subprocess.Popen(life.command_line("work"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=life.env())
    assert process.stdin is not None
    assert process.stdout is not None
    with open(life.state / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process.stdin.write(json.dumps(request(life)).encode())
        process.stdin.close()
        assert json.loads(process.stdout.readline()) == {"waiting": True}
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == ENDED
        assert time.monotonic() - begin < 5
    process.stdout.close()
