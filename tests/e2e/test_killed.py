"""Killed while a letter is on its way: at most one letter, whatever happens, and never a word of it lost or cut."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest

from tests.e2e.stories import firm, linden
from tests.e2e.world import World, wait, words_of

pytestmark = pytest.mark.slow


@pytest.fixture
def on_its_way(world: World) -> World:
    """A process of the command was killed while the send command had Linden Hydro's letter in its hands."""
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden")
    world.sending("block")
    world.now = world.now.replace(minute=2)
    process = world.start("sync", "--json")
    world.wait_for_start()
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGKILL
    return world


def test_after_the_kill_it_is_unsure_and_asked_about_and_never_sent_again(on_its_way: World) -> None:
    world = on_its_way
    assert world.status().draft("Linden")["status"] == "sending"
    found = world.later(minutes=1)
    draft = found.draft("Linden")
    assert draft["status"] == "unsure"
    question = found.question("unsure_sent")
    assert (question["draft"], question["answers"]) == (draft["id"], ["sent", "not_sent"])
    assert b"DECLINED" not in (world.calendar() / "linden.ics").read_bytes()
    assert "Linden Hydro" in found.employers
    world.let_go()
    for _ in range(3):
        assert world.later(hours=1).draft("Linden")["status"] == "unsure"
    (message,) = world.sent()
    assert words_of(message).strip() == draft["body"].strip()


def test_the_answer_sent_finishes_it(on_its_way: World) -> None:
    world = on_its_way
    question = world.later(minutes=1).question("unsure_sent")
    world.let_go()
    world.do(f"answer {question['id']} sent")
    found = world.later(minutes=1)
    assert (found.draft("Linden")["status"], found.questions, found.employers) == ("sent", [], [])
    assert b"DECLINED" in (world.calendar() / "linden.ics").read_bytes().replace(b"\r\n ", b"")
    assert len(world.sent()) == 1


def test_the_answer_not_sent_lets_it_wait_for_a_new_approval(on_its_way: World) -> None:
    world = on_its_way
    question = world.later(minutes=1).question("unsure_sent")
    world.do(f"answer {question['id']} not_sent")
    assert world.later(hours=1).draft("Linden")["status"] == "waiting"
    world.sending("accept")
    world.approve("Linden")
    assert world.later(minutes=5).draft("Linden")["status"] == "sent"
    assert len(world.sent()) == 1
    world.let_go()  # the first command goes on in the end, as nothing of ours may cut it short


def test_a_copy_that_the_command_itself_filed_settles_the_doubt(on_its_way: World) -> None:
    world = on_its_way
    world.let_go()
    world.deliver(world.raw_sent()[0], "2026-11-18T09:02", sent=True)
    found = world.later(minutes=1)
    assert (found.draft("Linden")["status"], found.questions) == ("sent", [])
    assert b"DECLINED" in (world.calendar() / "linden.ics").read_bytes().replace(b"\r\n ", b"")
    assert len(world.sent()) == 1


def test_a_terminal_that_closes_kills_the_command_and_not_the_letter(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden")
    world.sending("block")
    world.now = world.now.replace(minute=2)
    words = world.command_line("sync", "--json")
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)  # fmt: skip
    world.wait_for_start()
    os.killpg(process.pid, signal.SIGKILL)  # the whole group, as a closing terminal would
    process.wait(timeout=20)
    world.let_go()
    (message,) = world.sent()
    assert "Ines Calloway" in words_of(message)
    assert world.later(minutes=1).draft("Linden")["status"] == "unsure"


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminated"])
def test_stopped_by_a_person_it_is_unsure_as_well(world: World, signal_: signal.Signals) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden")
    world.sending("block")
    world.now = world.now.replace(minute=2)
    process = world.start("sync", "--json")
    world.wait_for_start()
    process.send_signal(signal_)
    _, err = process.communicate(timeout=20)
    assert process.returncode != 0
    assert "Traceback" not in err
    world.let_go()
    assert len(world.sent()) == 1
    assert world.later(minutes=1).draft("Linden")["status"] == "unsure"
    assert len(world.sent()) == 1


def test_killed_while_reading_the_next_sync_has_everything_once(world: World) -> None:
    for number in range(300):
        world.mail("List <list@maple-street.example>", f"Note {number}", "Benches?", "2026-10-10T10:00")
    firm(world)
    linden(world)
    process = world.start("sync", "--json")
    database = world.state / "bowout.sqlite3"
    wait(database.exists, "the state to be written")
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    found = world.sync()
    assert found["accounts"][0]["ok"] is True
    assert found.offer("Brackwater")["standing"] == "firm"
    assert [d["employer"] for d in found["drafts"]] == ["Linden Hydro"]
    assert world.later(minutes=1)["accounts"][0]["messages"]["new"] == 0
