"""The review page opened from a card: by a process of its own, and outside the sandbox where systemd runs the daemon."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.desktop import launch
from tests.lab.lab import PATIENCE, Lab

PROGRAM = """#!/bin/sh
{{ echo "$@"; env; cut -d' ' -f6 /proc/$$/stat; echo $$; }} > {told}.new
mv {told}.new {told}
"""


def program(folder: Path) -> tuple[str, Path]:
    """Something that tells how it was called."""
    file, told = folder / "my agent", folder / "told"
    file.write_text(PROGRAM.format(told=told))
    file.chmod(0o755)
    return str(file), told


def said(told: Path) -> list[str]:
    end = time.monotonic() + PATIENCE
    while not told.exists():
        assert time.monotonic() < end
        time.sleep(0.005)
    return told.read_text().splitlines()


def test_the_page_is_opened_in_a_session_of_its_own_with_the_token_and_without_what_is_the_daemons(
    tmp_path: Path,
) -> None:
    file, told = program(tmp_path)
    environ = {
        "PATH": "/usr/bin:/bin",
        "INVOCATION_ID": "of the terminal",
        "XDG_ACTIVATION_TOKEN": "old",
        "DISPLAY": ":9",
    }
    launch.review(environ, (file, "--config", "a b"), "token;1")
    first, *lines, session, process = said(told)
    assert first == "--config a b review"
    assert {"XDG_ACTIVATION_TOKEN=token;1", "DESKTOP_STARTUP_ID=token;1", "DISPLAY=:9"} <= set(lines)
    assert not any(line.startswith("INVOCATION_ID") for line in lines)
    assert session == process


def test_without_a_token_none_is_made_up(tmp_path: Path) -> None:
    file, told = program(tmp_path)
    launch.review({"PATH": "/usr/bin:/bin", "XDG_ACTIVATION_TOKEN": "old"}, (file,))
    assert not [line for line in said(told) if line.startswith(("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"))]


def test_a_program_that_is_gone_or_cannot_be_started_is_no_harm(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for command in ((str(tmp_path / "absent"),), (str(tmp_path),), ("a\0b",)):
        caplog.clear()
        launch.review({}, command)
        end = time.monotonic() + PATIENCE
        while not caplog.records:
            assert time.monotonic() < end
            time.sleep(0.005)
        assert "cannot be opened" in caplog.text


def test_where_systemd_does_not_answer_the_daemon_opens_it_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, told = program(tmp_path)
    (tmp_path / "systemd-run").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "systemd-run").chmod(0o755)
    launch.review({"PATH": f"{tmp_path}:/usr/bin:/bin", "NOTIFY_SOCKET": "/run/nobody"}, (file,))
    assert said(told)[0] == "review"
    assert not [line for line in said(told) if line.startswith("NOTIFY_SOCKET")]
    assert "systemd does not open" in caplog.text


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as lab:
        yield lab


@pytest.mark.slow
def test_a_daemon_in_its_sandbox_opens_the_page_outside_of_it(lab: Lab) -> None:
    told = lab.home / "told"
    file = lab.write("agent", f"#!/bin/sh\n{{ echo \"$@\"; env; cat /proc/self/status; }} > {told}.new; mv {told}.new {told}\n", 0o755)  # fmt: skip
    script = f"import os, time; from agent.desktop import launch; launch.review(os.environ, ['{file}'], 'tok'); time.sleep(3)"
    sandbox = [f"--property={line}" for line in ("NoNewPrivileges=yes", "RestrictNamespaces=yes")]
    run = ("systemd-run", "--user", "--collect", "--quiet", "--unit=d", *sandbox, "--setenv=NOTIFY_SOCKET=x")
    lab.run(*run, f"--setenv=PATH={os.defpath}", sys.executable, "-c", script)
    lab.until(told.exists, "an opened page")
    lines = told.read_text().splitlines()
    assert lines[0] == "review"
    assert "XDG_ACTIVATION_TOKEN=tok" in lines
    assert "NoNewPrivs:\t0" in lines
    assert "Seccomp:\t0" in lines
