"""What was shown when outlives the daemon, in a file that holds nothing but stamps and times."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.desktop.board import Board
from agent.desktop.memory import FILE, MOST, Memory, forget
from agent.desktop.sight import Settings
from tests.desktop.scene import NOW, document, draft, stand

FREE = Settings()


def shown_and_closed(state: Path) -> None:
    """A daemon's life in which one card was shown and closed, and another one stands."""
    board = Board(Memory.open(state))
    standing, closed = stand(document(drafts=[draft("amber"), draft("owl")]))
    for card in (closed, standing):
        board.shown(card, NOW)
    board.closed(closed, NOW)


def test_what_was_closed_stays_closed_for_the_next_daemon(tmp_path: Path) -> None:
    shown_and_closed(tmp_path)
    board = Board(Memory.open(tmp_path))
    plan = board.plan(stand(document(drafts=[draft("amber"), draft("owl")])), NOW, FREE)
    assert [card.key for card in plan.show] == ["draft:owl"]


def test_no_name_and_no_word_of_a_letter_is_written_down(tmp_path: Path) -> None:
    shown_and_closed(tmp_path)
    text = (tmp_path / FILE).read_text()
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert not any(word in text for word in ("Lumenstack", "Harrow", "example", "Withdraw", "time"))
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "spoilt", [b"", b"{", b"[]", b"null", b"{}", b'{"told": 3}', b"\xff", b'{"told": {"a": "2026-11-20T09:30:00"}}', b"[" * 99999]
)  # fmt: skip
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / FILE).write_bytes(spoilt)
    assert Memory.open(tmp_path) == Memory(tmp_path / FILE)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.just("2026-11-20T09:30:00+00:00"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["told", "shown", "rests", "standing", "stamp", "parts", "lasting"]), inner, max_size=7),
))  # fmt: skip
def test_any_file_can_be_opened(tmp_path: Path, value: object) -> None:
    (tmp_path / FILE).write_text(json.dumps(value))
    Board(Memory.open(tmp_path)).plan(stand(document(drafts=[draft()])), NOW, FREE)


def test_a_disk_that_takes_nothing_costs_no_card(tmp_path: Path) -> None:
    memory = Memory(tmp_path / FILE)
    (tmp_path / FILE).mkdir()
    memory.save()
    Memory(tmp_path / "none" / FILE).save()
    assert Memory.open(tmp_path).told == {}


def test_it_does_not_grow_for_ever() -> None:
    memory = Memory()
    for number in range(MOST + 50):
        memory.told[str(number)] = NOW - timedelta(seconds=number)
    memory.told["old"] = NOW - timedelta(days=31)
    memory.told["ahead"] = NOW + timedelta(days=2)
    memory.shown["k", "old"] = NOW - timedelta(days=31)
    memory.rests |= {"over": NOW, "wrong": NOW + timedelta(days=300), "on": NOW + timedelta(hours=1)}
    memory.trim(NOW)
    assert len(memory.told) == MOST
    assert "0" in memory.told
    assert not {"old", "ahead", str(MOST)} & memory.told.keys()
    assert memory.shown == {}
    assert list(memory.rests) == ["on"]


def test_after_a_purge_the_running_daemon_forgets_too(tmp_path: Path) -> None:
    shown_and_closed(tmp_path)
    memory = Memory.open(tmp_path)
    board = Board(memory)
    forget(tmp_path)
    forget(tmp_path)
    (card,) = stand(document(drafts=[draft("fresh")]))
    board.shown(card, NOW)
    assert list(memory.shown) == []
    kept = json.loads((tmp_path / FILE).read_text())
    assert (kept["told"], kept["shown"], list(kept["standing"])) == ({}, [], ["draft:fresh"])
