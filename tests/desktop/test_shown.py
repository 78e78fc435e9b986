"""Which letters were before the user's eyes: a file that many write at once, and nobody can be hurt by."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from agent import shown
from agent.desktop import memory
from tests.cli.conftest import Home, _apart, home, read_stage  # noqa: F401 - fixtures
from tests.cli.test_terminal import terminal
from tests.desktop.scene import NOW
from tests.review.desk import reviewing


def test_what_was_shown_is_known(tmp_path: Path) -> None:
    assert shown.displayed(tmp_path) == frozenset()
    shown.record(tmp_path, [("amber", "d1"), ("owl", "d2")], NOW)
    shown.record(tmp_path, [("amber", "d3")], NOW)
    assert shown.displayed(tmp_path) == {("amber", "d1"), ("owl", "d2"), ("amber", "d3")}


def test_only_the_user_can_read_it_and_it_holds_no_more_than_is_needed(tmp_path: Path) -> None:
    shown.record(tmp_path, [("amber", "d1")], NOW)
    file = tmp_path / shown.FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text()) == {"id": "amber", "digest": "d1", "at": "2026-11-20T09:30:00+00:00"}


def test_what_is_known_is_not_written_again(tmp_path: Path) -> None:
    for _ in range(3):
        shown.record(tmp_path, [("amber", "d1"), ("amber", "d1")], NOW)
    assert len((tmp_path / shown.FILE).read_text().splitlines()) == 1


def test_the_file_does_not_grow_for_ever_and_the_newest_stay(tmp_path: Path) -> None:
    digest = "0" * 64
    for start in range(0, 9000, 500):
        shown.record(tmp_path, [(f"letter-{number}", digest) for number in range(start, start + 500)], NOW)
        assert (tmp_path / shown.FILE).stat().st_size < 2 * shown.LONGEST
        assert (f"letter-{start + 499}", digest) in shown.displayed(tmp_path)
    assert ("letter-0", digest) not in shown.displayed(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [shown.FILE]


def test_spoilt_lines_are_passed_over(tmp_path: Path) -> None:
    shown.record(tmp_path, [("amber", "d1")], NOW)
    with (tmp_path / shown.FILE).open("ab") as file:
        file.write(b'\xff\xfe\n[]\n{"id": 3, "digest": "d"}\nnull\n{"id": "cut", "dig\n' + b"[" * 100_000 + b"\n")
        file.write(b'{"id": "owl", "digest": "d2"}\n')
    assert shown.displayed(tmp_path) == {("amber", "d1"), ("owl", "d2")}


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text('{"id": "amber", "digest": "d1"}\n')
    (tmp_path / shown.FILE).symlink_to(other)
    shown.record(tmp_path, [("owl", "d2")], NOW)
    assert shown.displayed(tmp_path) == frozenset()
    assert "owl" not in other.read_text()


@pytest.mark.parametrize("spoil", ["folder", "fifo", "absent"])
def test_where_nothing_can_be_written_nothing_is_remembered_and_nothing_breaks(tmp_path: Path, spoil: str) -> None:
    state = tmp_path / "state"
    if spoil != "absent":
        state.mkdir()
        place = state / shown.FILE
        place.mkdir() if spoil == "folder" else os.mkfifo(place)
    shown.record(state, [("amber", "d1")], NOW)
    assert shown.displayed(state) == frozenset()


def _many(state: Path, who: int) -> None:
    for number in range(100):
        shown.record(state, [(f"w{who}", f"d{number}")], NOW)


def test_several_can_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_many, args=(tmp_path, who)) for who in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(shown.displayed(tmp_path)) == 400


# ---------------------------------------------------------------- who shows letters whole


def known(home: Home, employer: str) -> bool:  # noqa: F811 - the fixture's name
    draft = home.draft(employer)
    return (draft["id"], draft["digest"]) in shown.displayed(home.state)


def test_the_review_page_shows_what_it_rendered(home: Home) -> None:  # noqa: F811
    with reviewing(home.options) as review:
        review.enter()
        assert not known(home, "Tidewell"), "the link alone shows nothing"
        review.ask("/", "HEAD")
        assert not known(home, "Tidewell")
        review.ask("/history")
        assert not known(home, "Tidewell")
        assert review.ask("/", Cookie="none").status == 403
        assert not known(home, "Tidewell")
        assert "marcus.oyelaran@tidewell.example" in review.ask("/").text
        assert known(home, "Tidewell")
        assert known(home, "Lanternvale")


def test_a_page_that_comes_by_itself_after_a_countdown_shows_nothing(home: Home) -> None:  # noqa: F811
    with reviewing(home.options) as review:
        review.enter()
        assert review.ask("/?after").status == 200
    assert not known(home, "Tidewell")


def test_the_page_does_not_show_what_is_folded_away(home: Home) -> None:  # noqa: F811
    home.agent("keep", home.draft("Tidewell")["id"])
    with reviewing(home.options) as review:
        review.enter()
        review.ask("/")
        assert (known(home, "Tidewell"), known(home, "Lanternvale")) == (False, True)


def test_the_list_of_all_shows_the_letters_in_it(home: Home) -> None:  # noqa: F811
    with reviewing(home.options) as review:
        review.enter()
        review.ask("/letters")
        assert (known(home, "Tidewell"), known(home, "Corvane")) == (True, False), "calls are not among them"


def test_the_terminal_shows_and_a_script_does_not(home: Home) -> None:  # noqa: F811
    id_ = home.draft("Tidewell")["id"]
    home.agent("show", id_)
    home.agent("show", id_, "--json")
    home.agent("drafts")
    assert not known(home, "Tidewell")
    with terminal(home, "show", id_) as screen:
        screen.until("Nora Kessler")
        assert screen.end() == 0
    assert known(home, "Tidewell")
    assert not known(home, "Lanternvale")


@pytest.mark.parametrize("command", ["approve", "review"])
def test_what_is_asked_about_on_the_terminal_was_shown(home: Home, command: str) -> None:  # noqa: F811
    argv = ["approve", home.draft("Tidewell")["id"]] if command == "approve" else ["review", "--tty"]
    with terminal(home, *argv) as screen:
        if command == "review":
            screen.until("q(uit)]")
            screen.type("s\n")
        screen.until("[y/N/e(dit)")
        screen.type("n\n")
        screen.until("Nothing was approved")
    assert len(shown.displayed(home.state)) == 1


def test_a_purge_forgets_what_was_shown(home: Home) -> None:  # noqa: F811
    shown.record(home.state, [("amber", "d1")], NOW)
    (home.state / memory.FILE).write_text("{}")
    assert home.agent("purge", "--yes").status == 0
    assert not (home.state / shown.FILE).exists()
    assert not (home.state / memory.FILE).exists()
