"""The state as the daemon looks at it: whatever is wrong with it, the daemon goes on."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.daemon.state import State
from agent.store.db import Database
from agent.store.schema import DATABASE, SCHEMA_VERSION

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def of_version(state: Path, version: int) -> None:
    """A state that says so of itself, whatever its tables are."""
    Database.open(state).close()
    connection = sqlite3.connect(state / DATABASE)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def nothing_is_seen(state: Path) -> None:
    seen = State(str(state))
    assert seen.standings() == {}
    assert seen.due(NOW) == []
    assert not seen.archived()
    assert seen.seen(NOW, NOW - timedelta(days=7)) is None


def test_where_nothing_was_read_yet_there_is_nothing_to_see(tmp_path: Path) -> None:
    nothing_is_seen(tmp_path)


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, SCHEMA_VERSION - 1])
def test_a_state_of_a_newer_version_or_one_that_cannot_be_brought_up_to_date_is_no_end(
    tmp_path: Path, version: int
) -> None:
    of_version(tmp_path, version)
    nothing_is_seen(tmp_path)


def test_a_damaged_state_is_no_end(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"this is no database" * 100)
    nothing_is_seen(tmp_path)
