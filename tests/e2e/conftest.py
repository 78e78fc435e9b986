"""A fresh world for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """One account, with its send command at work."""
    return World(tmp_path)


@pytest.fixture
def two(tmp_path: Path) -> World:
    """Two accounts: `home`, and `uni` beside it."""
    return World(tmp_path, ("home", "uni"))
