"""Fixtures for the tests of the Outlook simulator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.client import Client


@pytest.fixture
def sim() -> Iterator[OutlookSim]:
    with OutlookSim() as made:
        yield made


@pytest.fixture
def client(sim: OutlookSim) -> Client:
    return Client(sim)
