"""The local connector does what every connector has to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.connectors.worlds import LocalCalendarWorld, LocalMailWorld
from tests.contracts import CalendarContract, MailContract


class TestLocalMail(MailContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> LocalMailWorld:
        return LocalMailWorld(tmp_path)


class TestLocalCalendar(CalendarContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> LocalCalendarWorld:
        return LocalCalendarWorld(tmp_path)
