"""Answers to events that are not what they were when the answer was approved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.base import Refused
from tests.connectors.google_calendar_case import SERIES, Case
from tests.connectors.google_calendar_world import GoogleCalendarWorld
from tests.contracts import USER


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GoogleCalendarWorld]:
    with GoogleCalendarWorld(tmp_path) as made:
        yield made


def test_a_single_event_that_became_a_series_is_not_declined_as_a_whole(world: GoogleCalendarWorld) -> None:
    case = Case(world)
    approved = case.approved()
    world.calendars.change("primary", case.name, SERIES)
    with pytest.raises(Refused):
        world.role.answer(approved)
    assert world.answers(case.name)[USER] != "declined"
