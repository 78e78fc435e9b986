"""Google calendars keep the calendar contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.connectors.google_calendar_world import GoogleCalendarWorld
from tests.contracts import CalendarContract


class TestGoogleCalendars(CalendarContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[GoogleCalendarWorld]:
        with GoogleCalendarWorld(tmp_path) as made:
            yield made
