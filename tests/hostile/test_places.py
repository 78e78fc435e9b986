"""Places that are not what they should be: pipes, loops and devices in a Maildir, names of any bytes, closed doors."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile import calendars
from tests.hostile.mails import WORDS, text
from tests.hostile.world import INTERVIEW, NOUNS, Ran, World, letters, settle, whole

HOSTILE = text(WORDS)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield World(tmp_path).good()
    for folder, _, _ in os.walk(tmp_path):  # so that what was closed can be taken away
        os.chmod(folder, 0o700)


def once(world: World) -> Ran:
    """A sync that does its job, and another one that finds nothing to do."""
    first = world.sync_alone(cpu=20)  # where it hangs, it hangs alone
    assert whole(first)
    second = world.sync()
    assert second.account()["messages"]["new"] == 0
    assert {n: second.view[n] for n in NOUNS} == {n: first.view[n] for n in NOUNS}
    return first


def test_what_is_no_file_is_passed_over_and_holds_nobody_up(world: World) -> None:
    cur = world.root / "mail/cur"
    os.mkfifo(cur / "1794000001.pipe.host:2,S")
    (cur / "1794000002.folder.host:2,S").mkdir()
    (cur / "1794000003.loop.host:2,S").symlink_to("1794000003.loop.host:2,S")
    (cur / "1794000004.nowhere.host:2,S").symlink_to("nowhere")
    (cur / "1794000005.zeros.host:2,S").symlink_to("/dev/zero")
    (cur / "1794000006.terminal.host:2,S").symlink_to("/dev/tty")
    (cur / "1794000007.everything.host:2,S").symlink_to("/")
    os.mkfifo(world.root / "calendar/pipe.ics")
    (world.root / "calendar/folder.ics").mkdir()
    (world.root / "calendar/loop.ics").symlink_to("loop.ics")
    (world.root / "calendar/zeros.ics").symlink_to("/dev/zero")
    settle(cur)
    ran = once(world)
    assert ran.account()["ok"]
    # Without a terminal there is none to open.
    assert all("loop" in line or "terminal" in line for line in ran.problems), ran.problems


def test_loops_and_odd_places_among_the_folders_are_passed_over(world: World) -> None:
    mail = world.root / "mail"
    (mail / "Loop").symlink_to(mail)
    (mail / "Up").symlink_to("..")
    (mail / "Self").symlink_to("Self")
    (mail / "Disk").symlink_to("/")
    (mail / "plain").write_text("no folder")
    os.mkfifo(mail / "Pipe")
    (mail / "Broken").mkdir()
    (mail / "Broken/cur").write_text("no folder either")
    (mail / "Broken/new").mkdir()
    deep = mail
    for _ in range(60):
        deep = deep / "deep"
        deep.mkdir()
    ran = once(world)
    assert ran.account()["ok"]
    assert any("Broken" in line for line in ran.problems)


NAMES = (
    b"1794000001.\xff\xfe\x80.host:2,S", b"line\nbreak\r\n:2,S", b"\x1b[31mred\x1b]0;x\x07:2,S", b"a" * 255, b":2,S", b":",
    b"2,:2,:2,S", b"9999999999.a:2,", b"0.a", b"-1.a:2,S", b"=?utf-8?q?a?=:2,S", b"%s%n{}$(id)`id`", b"' OR 1=1 --:2,S",
    "\u202eS,2:gpj.exe".encode(), b" :2,S",
)  # fmt: skip


def test_messages_under_any_names_are_read_once(world: World) -> None:
    for name in NAMES:
        world.mail(HOSTILE, name)
    ran = once(world)
    assert ran.account()["messages"]["new"] == len(NAMES) + 3


def test_a_calendar_file_under_any_name_is_read(world: World) -> None:
    for name in (b"\xff\xfe.ics", b"line\nbreak.ics", b"\x1b[31m.ics", b"a" * 251 + b".ics", b" .ics"):
        path = os.fsencode(world.root) + b"/calendar/" + name
        Path(os.fsdecode(path)).write_bytes(calendars.event(f"UID:{name.hex()}"))
    ran = once(world)
    assert ran.account()["events"]["checked"] == 6


def test_a_message_without_permission_is_named_and_the_rest_is_read(world: World) -> None:
    closed = world.mail(HOSTILE, "1794000001.closed.host")
    closed.chmod(0)
    first = world.sync_alone(powerless=True)
    assert whole(first)
    assert first.problems == ["personal: 1794000001.closed.host: cannot be read (permission denied)"]
    closed.chmod(0o600)
    assert world.sync().account()["messages"]["new"] == 1


def test_a_folder_without_permission_is_named_and_the_rest_is_read(world: World) -> None:
    for part in ("cur", "new", "tmp"):
        (world.root / "mail/Work" / part).mkdir(parents=True)
    world.mail(HOSTILE, folder="Work")
    world.sync()
    (world.root / "mail/Work").chmod(0)
    ran = world.sync_alone(powerless=True)
    assert ran.problems == ["personal: folder Work: cannot be read (permission denied)"]
    assert whole(ran)
    (world.root / "mail/Work").chmod(0o700)
    assert world.sync().account()["messages"] == {
        "checked": 4,
        "new": 0,
        "kept": ran.account()["messages"]["kept"],
    }


@pytest.mark.parametrize(("place", "says"), [
    ("mail", "Maildir"), ("calendar", "calendar folder"),
])  # fmt: skip
@pytest.mark.parametrize("how", ["closed", "missing", "a file", "a loop"])
def test_an_account_that_cannot_be_read_stops_with_a_reason_and_the_other_goes_on(
    world: World, place: str, says: str, how: str
) -> None:
    world.sync()
    other = World(world.root / "other")
    other.event(INTERVIEW.replace(b"20261124T1", b"20261125T1").replace(b"interview@", b"second@"), "second.ics")
    world.settings = f'[[account]]\nname = "other"\nkind = "local"\nmaildir = "{other.root}/mail"\ncalendars = ["{other.root}/calendar"]\n'
    world.configure()
    spoil(world.root / place, how)

    ran = world.sync_alone(powerless=True) if how == "closed" else world.sync()
    hurt = ran.account()
    assert not hurt["ok"]
    assert says in hurt["error"]
    assert str(world.root / place) in hurt["error"]
    assert len(hurt["error"].splitlines()) <= 2
    assert ran.account("other")["ok"]
    assert ran.account("other")["events"]["checked"] == 1
    # What was read before still stands.
    assert ("withdrawal", "Tidewell") in letters(ran.view)
    assert any(offer["firm"] for offer in ran.view["offers"])


def spoil(place: Path, how: str) -> None:
    """Make a folder one that cannot be read."""
    if how == "closed":
        place.chmod(0)
        return
    place.rename(place.with_name("elsewhere"))
    if how == "a file":
        place.write_text("no folder")
    elif how == "a loop":
        place.symlink_to(place.name)
