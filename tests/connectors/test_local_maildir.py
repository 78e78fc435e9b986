"""Maildirs as they are in the wild: layouts, names, files that move while they are read, and what cannot be read."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.base import MAX_RAW, Unreadable
from connectors.local.folders import components, find
from tests.connectors.worlds import LocalMailWorld, make_maildir, snapshot
from tests.contracts import NOW, Shelf, letter, subject


@pytest.fixture
def world(tmp_path: Path) -> LocalMailWorld:
    return LocalMailWorld(tmp_path)


def titles(root: Path) -> dict[str, bool]:
    return {folder.title: folder.sent for folder in find(root).folders}


# ---------------------------------------------------------------- layouts


def test_maildir_plus_plus_has_its_folders_beside_cur(tmp_path: Path) -> None:
    for name in ("", ".Sent", ".Work.Interviews", ".Trash", ".Trash.2023", ".INBOX.Spam", ".Entw&APw-rfe"):
        make_maildir(tmp_path / name)
    assert titles(tmp_path) == {"INBOX": False, "Sent": True, "Work/Interviews": False}


def test_a_folder_of_maildirs_may_be_nested(tmp_path: Path) -> None:
    for name in ("INBOX", "Work/Interviews", "[Gmail]/Sent Mail", "[Gmail]/Trash", "[Gmail]/All Mail", "Archive/2026"):
        make_maildir(tmp_path / name)
    assert titles(tmp_path) == {
        "INBOX": False, "Work/Interviews": False, "[Gmail]/Sent Mail": True, "[Gmail]/All Mail": False, "Archive/2026": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["Papierkorb", "gelöschte elemente", "Corbeille", "Courrier indésirable", "Borradores", "Cestino", "Lixeira",
             "Concepten", "Junk E-mail", "SPAM", "Entwu\u0308rfe"],
)  # fmt: skip
def test_trash_spam_and_drafts_are_known_by_their_usual_names(tmp_path: Path, name: str) -> None:
    make_maildir(tmp_path / "INBOX")
    make_maildir(tmp_path / name)
    assert list(titles(tmp_path)) == ["INBOX"]


@pytest.mark.parametrize(
    "name", ["Gesendet", "Gesendete Objekte", "Envoyés", "&AMk-l&AOk-ments envoy&AOk-s", "Enviados", "Posta inviata",
             "Itens enviados", "Verzonden items", "SENT"],
)  # fmt: skip
def test_sent_folders_are_known_by_their_usual_names(tmp_path: Path, name: str) -> None:
    make_maildir(tmp_path / name)
    assert list(titles(tmp_path).values()) == [True]


def test_folder_names_are_shown_as_people_write_them() -> None:
    assert components(".B&APw-cher.Q&-A") == ("Bücher", "Q&A")
    assert components("plain.with.dots") == ("plain.with.dots",)
    assert components("&broken") == ("&broken",)
    assert components("&A-") == ("&A-",)


def test_link_loops_end_and_a_linked_maildir_is_read_once(tmp_path: Path) -> None:
    mail, away = tmp_path / "mail", make_maildir(tmp_path / "away")
    make_maildir(mail / "INBOX")
    make_maildir(away / "deep")
    (mail / "loop").symlink_to(mail)
    (mail / "disk").symlink_to("/")
    (mail / "linked").symlink_to(away)
    (mail / "linked too").symlink_to(away)
    (mail / "nowhere").symlink_to(tmp_path / "missing")
    assert list(titles(mail)) == ["INBOX", "linked"]


def test_the_maildir_may_be_a_link_itself(tmp_path: Path) -> None:
    make_maildir(tmp_path / "away" / ".Sent")
    make_maildir(tmp_path / "away")
    (tmp_path / "mail").symlink_to(tmp_path / "away")
    assert list(titles(tmp_path / "mail")) == ["INBOX", "Sent"]


# ---------------------------------------------------------------- what is new, what is gone


def test_a_message_that_moves_from_new_to_cur_is_the_same_message(world: LocalMailWorld) -> None:
    path = world.deliver(letter(1))
    shelf = Shelf()
    shelf.sync(world.role)
    for flags in (":2,", ":2,S", ":2,RS"):
        path = path.rename(world.maildir / "cur" / (path.name.partition(":")[0] + flags))
        (page,) = shelf.sync(world.role)
        assert (page.created, page.destroyed) == ((), ())
    assert page.checked == 1


def test_a_message_flagged_as_trashed_or_draft_is_left_out(world: LocalMailWorld) -> None:
    world.deliver(letter(1), part="cur", flags="S")
    world.deliver(letter(2), part="cur", flags="ST")
    world.deliver(letter(3), part="cur", flags="D")
    shelf = Shelf()
    shelf.sync(world.role)
    assert shelf.subjects() == ["Letter 1"]
    (path,) = world.maildir.glob("cur/*:2,S")
    path.rename(path.with_name(path.name + "T"))
    shelf.sync(world.role)
    assert shelf.subjects() == []


def test_other_separators_of_flags_are_understood(world: LocalMailWorld) -> None:
    for name in ("1795000000.a.host!2,S", "1795000000.b.host;2,ST"):
        (world.maildir / "cur" / name).write_bytes(letter(1))
    shelf = Shelf()
    shelf.sync(world.role)
    assert list(shelf.messages) == ["1795000000.a.host"]


def test_untouched_folders_are_neither_listed_nor_compared(world: LocalMailWorld) -> None:
    world.put(letter(1))
    world.rest()
    shelf = Shelf()
    shelf.sync(world.role)
    asked = shelf.asked
    (page,) = shelf.sync(world.role)
    assert shelf.asked == asked
    assert (page.checked, page.total) == (1, 1)


def test_nothing_is_opened_twice(world: LocalMailWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        world.put(letter(number))
    shelf = Shelf()
    shelf.sync(world.role)

    def never(path: Path, limit: int) -> None:
        raise AssertionError(f"{path} was opened again")

    monkeypatch.setattr("connectors.local.listing.read_regular", never)
    (world.maildir / "new" / "stray").mkdir()
    (world.maildir / "new" / "stray").rmdir()
    (page,) = shelf.sync(world.role)
    assert page.checked == 3


def test_a_folder_touched_just_now_is_listed_again(world: LocalMailWorld) -> None:
    world.put(letter(1))
    shelf = Shelf()
    shelf.sync(world.role)
    status = (world.maildir / "new").stat()
    world.put(letter(2))
    os.utime(world.maildir / "new", ns=(status.st_atime_ns, status.st_mtime_ns))  # within one tick of the clock
    shelf.sync(world.role)
    assert shelf.subjects() == ["Letter 1", "Letter 2"]


def test_a_folder_that_is_gone_takes_its_messages_along(world: LocalMailWorld) -> None:
    world.deliver(letter(1))
    world.deliver(letter(2), world.maildir / ".Old.2024")
    world.rest()
    shelf = Shelf()
    shelf.sync(world.role)
    assert len(shelf.messages) == 2
    (world.maildir / ".Old.2024").rename(world.maildir / ".Trash.2024")
    shelf.sync(world.role)
    assert shelf.subjects() == ["Letter 1"]


def test_a_message_filed_elsewhere_is_gone_there_and_new_here(world: LocalMailWorld) -> None:
    path = world.deliver(letter(1))
    shelf = Shelf()
    shelf.sync(world.role)
    archive = make_maildir(world.maildir / ".Archive")
    path.rename(archive / "cur" / (path.name + ":2,S"))
    shelf.sync(world.role)
    assert [message.folder for message in shelf.messages.values()] == ["Archive"]


def test_an_earlier_first_day_brings_the_older_mail(world: LocalMailWorld) -> None:
    world.put(letter(1), delivered=NOW - timedelta(days=200))
    world.put(letter(2))
    world.rest()
    shelf = Shelf()
    since = NOW.date() - timedelta(days=120)
    first = shelf.sync(world.role, since)[-1]
    assert first.checked == 2
    assert first.coverage is not None
    assert first.coverage.date() == since
    shelf.sync(world.role, since - timedelta(days=100))
    assert shelf.subjects() == ["Letter 1", "Letter 2"]


def test_names_without_a_time_fall_back_to_the_files_own(world: LocalMailWorld) -> None:
    old, new = world.maildir / "cur" / "msg.old:2,S", world.maildir / "cur" / "msg.new:2,S"
    for path, when in ((old, NOW - timedelta(days=300)), (new, NOW)):
        path.write_bytes(letter(1))
        os.utime(path, (when.timestamp(), when.timestamp()))
    shelf = Shelf()
    shelf.sync(world.role, NOW.date() - timedelta(days=120))
    (message,) = shelf.messages.values()
    assert (message.provider_id, message.received_at) == ("msg.new", NOW)


# ---------------------------------------------------------------- while it is read


def test_messages_may_move_and_vanish_between_two_pages(world: LocalMailWorld) -> None:
    for number in range(600):
        world.deliver(letter(number), delivered=NOW - timedelta(minutes=number))
    shelf = Shelf()
    pages = world.role.changes(None, shelf.known, None)
    shelf.take(next(pages))
    gone = 0
    for number, path in enumerate(sorted((world.maildir / "new").iterdir())):
        if number % 3 == 0:
            gone += subject(path.read_bytes()) not in shelf.subjects()
            path.unlink()
        else:
            path.rename(world.maildir / "cur" / (path.name + ":2,S"))
    for page in pages:
        shelf.take(page)
    assert shelf.problems == []
    shelf.sync(world.role)
    on_disk = sorted(subject(path.read_bytes()) for path in (world.maildir / "cur").iterdir())
    assert shelf.subjects() == on_disk
    assert gone > 100


def test_a_maildir_that_changes_all_the_time_is_read_in_the_end(world: LocalMailWorld) -> None:
    for number in range(200):
        world.deliver(letter(number))
    done = threading.Event()

    def mail_program() -> None:
        for round_ in range(3):
            for path in sorted(world.maildir.glob("*/1*")):
                part, flags = ("cur", ":2,S") if round_ % 2 == 0 else ("cur", ":2,RS")
                path.rename(world.maildir / part / (path.name.partition(":")[0] + flags))
        done.set()

    shelf, thread = Shelf(), threading.Thread(target=mail_program)
    thread.start()
    destroyed = 0
    while not done.is_set():
        destroyed += sum(len(page.destroyed) for page in shelf.sync(world.role))
    thread.join()
    shelf.sync(world.role)
    assert len(shelf.messages) == 200
    assert shelf.problems == []
    assert destroyed == 0


# ---------------------------------------------------------------- what cannot be read


def test_an_unreadable_message_is_one_line_and_tried_again(world: LocalMailWorld) -> None:
    world.put(letter(1))
    broken = world.maildir / "new" / "1795000001.broken.host"
    broken.symlink_to(broken.name)  # a link to itself: too many levels
    world.rest()
    shelf = Shelf()
    shelf.sync(world.role)
    assert shelf.subjects() == ["Letter 1"]
    (problem,) = shelf.problems
    assert "1795000001.broken.host: cannot be read" in problem
    broken.unlink()
    broken.write_bytes(letter(2))
    shelf.sync(world.role)
    assert shelf.subjects() == ["Letter 1", "Letter 2"]


def test_an_unreadable_folder_is_one_line_and_keeps_what_was_read(world: LocalMailWorld) -> None:
    world.put(letter(1))
    other = make_maildir(world.maildir / ".Other")
    world.deliver(letter(2), other)
    world.rest()
    shelf = Shelf()
    shelf.sync(world.role)
    (other / "cur").rmdir()
    (other / "cur").write_text("a file where a folder was")
    world.put(letter(3))
    shelf.sync(world.role)
    assert shelf.subjects() == ["Letter 1", "Letter 2", "Letter 3"]
    (problem,) = shelf.problems
    assert problem == "folder Other: cannot be read (not a directory)"


def test_very_many_unreadable_messages_are_told_briefly(world: LocalMailWorld) -> None:
    for number in range(150):
        path = world.maildir / "new" / f"1795000001.{number}.host"
        path.symlink_to(path.name)
    (page,) = Shelf().sync(world.role)
    assert len(page.problems) == 101
    assert page.problems[-1].startswith("… and 50 more")


def test_a_missing_maildir_is_named(tmp_path: Path) -> None:
    world = LocalMailWorld(tmp_path)
    with pytest.raises(Unreadable, match=r"is missing\. Correct `maildir` of account home"):
        Shelf().sync(world.mail(maildir=str(tmp_path / "no such")))


def test_a_place_without_any_maildir_is_no_empty_mailbox(tmp_path: Path) -> None:
    world = LocalMailWorld(tmp_path)
    (tmp_path / "unmounted").mkdir()
    with pytest.raises(Unreadable, match="holds no Maildir"):
        Shelf().sync(world.mail(maildir=str(tmp_path / "unmounted")))


def test_pipes_and_folders_among_the_messages_are_passed_by(world: LocalMailWorld) -> None:
    os.mkfifo(world.maildir / "new" / "1795000000.pipe")
    (world.maildir / "new" / "1795000000.folder").mkdir()
    (world.maildir / "new" / "1795000000.nowhere").symlink_to("missing")
    (world.maildir / "new" / ".hidden").write_text("of some program")
    world.put(letter(1))
    shelf = Shelf()
    shelf.sync(world.role)
    assert shelf.subjects() == ["Letter 1"]
    assert shelf.problems == []


def test_names_that_are_no_unicode_are_fine(world: LocalMailWorld) -> None:
    folder = make_maildir(world.maildir / os.fsdecode(b".W\xf6rk"))
    name = os.fsdecode(b"1795000000.\xff\x01\n.host:2,S")
    (folder / "cur" / name).write_bytes(letter(1))
    shelf = Shelf()
    shelf.sync(world.role)
    ((provider_id, message),) = shelf.messages.items()
    assert all(text.encode() for text in (provider_id, message.folder, message.link, str(shelf.cursor)))
    assert world.role.fetch(provider_id) == message
    assert shelf.sync(world.role)[0].created == ()


def test_a_message_of_fifty_megabytes_costs_four(world: LocalMailWorld) -> None:
    path = world.deliver(letter(1))
    with path.open("r+b") as file:
        file.truncate(50 * 1024 * 1024)  # sparse, and full of NUL
    shelf = Shelf()
    shelf.sync(world.role)
    (message,) = shelf.messages.values()
    assert (len(message.raw), message.truncated) == (MAX_RAW, True)


def test_pages_are_bounded_in_bytes(world: LocalMailWorld) -> None:
    for number in range(20):
        with world.deliver(letter(number)).open("r+b") as file:
            file.truncate(MAX_RAW)
    sizes = [sum(len(message.raw) for message in page.created) for page in Shelf().sync(world.role)]
    assert max(sizes) <= 36 * 1024 * 1024
    assert sum(sizes) == 20 * MAX_RAW


def test_a_maildir_without_new_is_read(world: LocalMailWorld) -> None:
    world.deliver(letter(1), part="cur", flags="S")
    (world.maildir / "new").rmdir()
    before = snapshot(world.maildir)
    shelf = Shelf()
    shelf.sync(world.role)
    assert shelf.subjects() == ["Letter 1"]
    assert snapshot(world.maildir) == before
