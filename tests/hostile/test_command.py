"""The command among hostile things: one or two clear lines, and nothing raw on the terminal."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.hostile import calendars
from tests.hostile.mails import MAILS, text
from tests.hostile.world import NOW, World


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path).good()
    world.mail(MAILS["escapes everywhere"]())
    world.mail(text("Interview", Subject="Interview \x1b[2J"), b"\x1b[31m\x07.host:2,S").chmod(0)
    world.event(calendars.CALENDARS["escapes everywhere"](), "hostile.ics")
    world.event(b"nothing", "\x1b[31m\x07.ics")
    return world


def agent(world: World, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command with its output in a pipe."""
    place = ["--config", str(world.config), "--state", str(world.state), "--now", NOW.isoformat()]
    return subprocess.run(
        [sys.executable, "-m", "agent", *place, *arguments], capture_output=True, text=True, timeout=60,
        env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip


def on_a_terminal(world: World, *arguments: str) -> str:
    """What the command writes on a terminal without colours."""
    place = ["--config", str(world.config), "--state", str(world.state), "--now", NOW.isoformat()]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "agent", *place, *arguments], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "NO_COLOR": "1", "TERM": "xterm"}, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            block = os.read(ours, 65536)
        except OSError:  # the terminal is closed
            break
        if not block:
            break
        said += block
    process.wait(60)
    os.close(ours)
    return said.decode("utf-8", "backslashreplace").replace("\r\n", "\n")


def raw(said: str) -> list[str]:
    """Characters that steer a terminal or turn the direction of writing."""
    return [c for c in said if not c.isprintable() and c != "\n"]


def test_nothing_of_mail_or_calendar_reaches_the_terminal_raw(world: World) -> None:
    synced = agent(world, "sync", "--json")
    view = json.loads(synced.stdout)
    ids = [item["id"] for noun in ("offers", "interviews", "drafts", "questions") for item in view[noun]]
    assert len(ids) >= 4
    assert raw(synced.stderr) == []
    for arguments in (["status"], ["offers"], ["interviews"], ["drafts"], ["questions"], ["journal"], ["accounts"]):
        done = agent(world, *arguments)
        assert (raw(done.stdout), raw(done.stderr)) == ([], []), arguments
    for id_ in ids[:6]:
        for command in ("show", "why"):
            done = agent(world, command, id_)
            assert (raw(done.stdout), raw(done.stderr)) == ([], []), (command, id_)
    explained = agent(world, "explain", str(world.root / "mail/cur"), "--me", "mara.quint@example.net")
    assert raw(explained.stdout + explained.stderr) == []


def test_nothing_raw_reaches_a_real_terminal_either(world: World) -> None:
    world.sync()
    assert raw(on_a_terminal(world, "status")) == []
    assert raw(on_a_terminal(world, "journal")) == []


CONFIGURATIONS = {
    "empty": b"",
    "nul bytes": b"\0" * 1000,
    "no utf-8": b'[user]\nname = "\xff\xfe"\n',
    "no toml": b"[user\nname",
    "deep": b"a = " + b"[" * 100_000,
    "deep tables": b"a" + b".a" * 5_000 + b" = 1\n",
    "a megabyte": b'[user]\nname = "' + b"a" * 1_000_000 + b'"\n',
    "wrong types": b'user = 3\naccount = "x"\npolicy = []\n',
    "everything wrong": b'[user]\nname = 1\naddresses = "x"\ntimezone = "Mars/Base"\nnmae = 2\n[policy]\nlookback_days = -1\n'
    b'act_on = "never"\n[[account]]\nname = ""\nkind = "carrier pigeon"\n[[account]]\nkind = "local"\nmaildir = 7\n',
    "escapes": b'[user]\nname = "x"\naddresses = ["\\u001b[31m@x"]\n"\\u001b]0;x\\u0007" = 1\n',
    "huge numbers": b"[policy]\nlookback_days = 99999999999999999999999999\n[approval]\nhold_seconds = 1e400\n",
    "a date": b"[policy]\nlookback_days = 9999-12-31T23:59:59+23:59\n",
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_broken_configuration_is_told_in_a_few_lines(tmp_path: Path, name: str) -> None:
    world = World(tmp_path)
    world.config.write_bytes(CONFIGURATIONS[name])
    done = agent(world, "status")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert str(world.config) in done.stderr
    assert len(done.stderr) < 5000
    assert raw(done.stderr) == []
    assert not world.state.exists()


@pytest.mark.parametrize("how", ["folder", "pipe", "loop", "closed off"])
def test_a_configuration_that_is_no_file_is_told(tmp_path: Path, how: str) -> None:
    world = World(tmp_path)
    world.config.unlink()
    if how == "folder":
        world.config.mkdir()
    elif how == "pipe":
        os.mkfifo(world.config)
    elif how == "loop":
        world.config.symlink_to(world.config.name)
    done = agent(world, "status")
    assert done.returncode == 2
    assert 1 <= len(done.stderr.splitlines()) <= 3
    assert "Traceback" not in done.stderr


def test_a_state_of_a_newer_version_is_left_alone_and_said(tmp_path: Path) -> None:
    world = World(tmp_path).good()
    world.sync()
    file = world.state / "bowout.sqlite3"
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    for arguments in (["status"], ["sync"], ["drafts", "--json"], ["journal"], ["keep", "a"], ["purge", "--yes"]):
        done = agent(world, *arguments)
        assert done.returncode == 1, arguments
        assert "newer Bowout" in done.stderr, arguments
        assert len(done.stderr.splitlines()) == 2
        assert done.stdout == ""
    assert file.read_bytes() == before


@pytest.mark.parametrize("how", ["a file", "closed", "damaged", "database is a folder"])
def test_a_state_that_cannot_be_used_is_said(tmp_path: Path, how: str) -> None:
    world = World(tmp_path).good()
    if how == "a file":
        world.state.write_text("no folder")
    elif how == "closed":
        world.state = Path("/proc/nowhere/state")
    else:
        world.state.mkdir()
        if how == "damaged":
            (world.state / "bowout.sqlite3").write_bytes(b"no database at all" * 1000)
        else:
            (world.state / "bowout.sqlite3").mkdir()
    for arguments in (["sync"], ["status"]):
        done = agent(world, *arguments)
        assert done.returncode == (1 if arguments == ["sync"] or how not in ("a file", "closed") else done.returncode)
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) <= 2
