"""A server for each test, and mail to read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.second.chat import Chat


@pytest.fixture
def chat() -> Iterator[Chat]:
    with Chat() as chat:
        yield chat
