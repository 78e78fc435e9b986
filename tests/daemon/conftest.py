"""A life for each test; what is still running at its end is ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.life import Life


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """One account; a letter approved is held for a second."""
    life = Life(tmp_path)
    yield life
    life.close()
