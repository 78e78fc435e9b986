"""Killed anywhere, or out of room: nothing is lost, and the next sync ends where an undisturbed one does."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from agent.demo import mailbox
from agent.errors import UserError
from connectors.local.maildir import LocalMail
from tests.hostile.world import NOUNS, NOW, OFFER, ROOT, World, settle, whole


@pytest.fixture
def sample(tmp_path: Path) -> World:
    """The good half, and the mail and calendars of the demo beside it."""
    world = World(tmp_path / "a").good()
    mailbox.build(tmp_path / "demo", NOW.date())
    for path in sorted((tmp_path / "demo/mail/personal").glob("*/cur/*")):
        world.mail(path.read_bytes(), folder="Sent" if path.parts[-3] == "Sent" else "")
    for path in sorted((tmp_path / "demo/calendars/personal").glob("*.ics")):
        world.event(path.read_bytes(), path.name)
    return world


def contents(world: World) -> dict[str, Any]:
    """Everything that the state holds, but for the order in which rows came and how much the last sync saw."""
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(world.state / "bowout.sqlite3")) as db:
        for table, columns in {
            "seen": "*", "event": "*", "offer": "*", "interview": "*", "question": "*", "draft": "*", "notice": "*",
            "message": "account, provider_id, key, message_id, sent_mark, link, gone, read_by, doc, raw",
            "journal": "at, what, about, detail", "account": "name, mail_cursor, calendar_cursor, error, since, complete",
        }.items():  # fmt: skip
            found[table] = sorted(db.execute(f"SELECT {columns} FROM {table}").fetchall())
    return found


def kill(world: World, numbers: list[int]) -> int:
    """Sync once for each number, killed at that statement; how many were."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.killed", str(world.config), str(world.state), world.now.isoformat(),
         *map(str, numbers)],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return int(json.loads(done.stdout)["killed"])


def test_syncs_killed_at_any_statement_end_where_an_undisturbed_one_does(sample: World) -> None:
    sample.sync()
    undisturbed = contents(sample)
    view = sample.sync().view
    shutil.rmtree(sample.state)

    numbers = random.Random(7).sample(range(1, 120), 16)
    assert kill(sample, numbers) >= 8
    sample.sync()
    assert contents(sample) == undisturbed
    assert {n: sample.sync().view[n] for n in NOUNS} == {n: view[n] for n in NOUNS}


def test_a_kill_in_a_later_sync_loses_nothing_of_what_came_since(sample: World) -> None:
    sample.sync()
    before = contents(sample)
    sample.mail(OFFER.replace(b"<offer@", b"<another@").replace(b"Thu, 12 Nov", b"Sat, 14 Nov"))
    copy = World(sample.root.parent / "copy")
    shutil.copytree(sample.state, copy.state)
    copy.config = sample.config
    copy.sync()
    assert kill(sample, list(range(1, 60, 6))) >= 5
    sample.sync()
    assert contents(sample) == contents(copy)
    assert len(contents(sample)["seen"]) == len(before["seen"]) + 1


@pytest.mark.parametrize("room", [0, 60_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_a_full_disk_is_said_and_the_next_sync_with_room_does_it_all(tmp_path: Path, room: int) -> None:
    world = World(tmp_path).good()
    noise = random.Random(1)
    for number in range(40):
        world.mail(OFFER.replace(b"offer@", b"o%d@" % number) + noise.randbytes(4000).hex().encode())
    process = world.start(file=room)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    last = errors.strip().rpartition("UserError: ")[2]
    assert "disk" in last
    assert len(last.splitlines()) == 2
    ran = world.sync()
    assert ran.account()["messages"]["checked"] == 43
    assert whole(ran)


def test_a_full_disk_under_the_state_is_said(tmp_path: Path) -> None:
    """A file system of 300 kB in a namespace of its own, where the system lets us have one."""
    world = World(tmp_path).good()
    world.state.mkdir()
    for number in range(40):
        world.mail(OFFER.replace(b"offer@", b"o%d@" % number) + random.Random(number).randbytes(4000).hex().encode())
    sync = f"exec {sys.executable} -m tests.hostile.once {world.config} {world.state} {world.now.isoformat()}"
    mount = f"mount -t tmpfs -o size=300k tmpfs {world.state}"
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f"{mount} || exit 77; {sync}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode == 1 and "UserError" in done.stderr:
        assert "The disk is full" in done.stderr
    else:
        assert "unshare" in done.stderr or done.returncode == 77, done.stderr


def test_the_copy_of_a_letter_that_finds_no_room_is_said_and_the_letter_is_sent(tmp_path: Path) -> None:
    world = World(tmp_path, settings=f'send = ["/bin/sh", "-c", "cat > {tmp_path}/sent.eml"]\n').good()
    draft = world.sync().view["drafts"][0]["id"]
    shutil.rmtree(world.root / "mail/Sent/tmp")
    (world.root / "mail/Sent/tmp").symlink_to("/dev/full")
    (view,) = world.app().approve([draft], immediately=True)
    assert view["status"] == "sent"
    assert "the copy could not be filed" in str(view["outcome"])
    assert (tmp_path / "sent.eml").exists()


def test_a_fault_of_our_own_stops_one_account_and_the_other_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path).good()
    other = World(tmp_path / "other").good()
    world.settings = f'[[account]]\nname = "other"\nkind = "local"\nmaildir = "{other.root}/mail"\n'
    world.configure()
    changes = LocalMail.changes

    def broken(self: LocalMail, *args: Any) -> Any:
        if self._account == "personal":
            raise ZeroDivisionError("mara.quint@example.net")
        return changes(self, *args)

    monkeypatch.setattr(LocalMail, "changes", broken)
    ran = world.sync()
    assert "Bowout itself failed on it (ZeroDivisionError)" in ran.account()["error"]
    assert ran.account("other")["ok"]
    assert ran.account("other")["messages"]["new"] == 3


@pytest.mark.parametrize("damage", ["no database", "cut", "overwritten"])
def test_a_damaged_state_is_said_and_can_be_built_anew(tmp_path: Path, damage: str) -> None:
    world = World(tmp_path).good()
    world.sync()
    file = world.state / "bowout.sqlite3"
    data = file.read_bytes()
    if damage == "no database":
        file.write_bytes(b"no database" * 1000)
    elif damage == "cut":
        file.write_bytes(data[: len(data) // 3])
    else:
        file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises((UserError, sqlite3.DatabaseError), match=r"damaged|malformed|not a database"):
        world.sync()
    file.unlink()
    assert whole(world.sync())


def test_a_maildir_that_is_written_to_while_it_is_read_loses_nothing(tmp_path: Path) -> None:
    world = World(tmp_path).good()
    seen: list[str] = []
    app = world.app()

    def arrives(account: str, checked: int, total: int | None) -> None:
        seen.append(account)
        for part in ("cur", "new"):
            path = world.root / f"mail/{part}/late{len(seen)}{part}:2,S"
            path.write_bytes(OFFER.replace(b"offer@", path.name.encode() + b"@"))
            settle(path)

    app.sync(progress=arrives)
    assert len(seen) == 1
    second = world.sync()
    assert second.account()["messages"]["new"] == 2
