"""Outlook calendars keep the calendar contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.base import Refused
from tests.connectors.outlook_calendar_world import OutlookCalendarWorld
from tests.contracts import EMPLOYER, USER, CalendarContract, CalendarWorld, answering, ics, read, vevent


class TestOutlookCalendars(CalendarContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[OutlookCalendarWorld]:
        with OutlookCalendarWorld(tmp_path) as made:
            # By default a declined event leaves the calendar; here it stays, as Outlook can be told to do.
            made.calendars.quirks.declined = "kept"
            yield made

    def test_only_the_organizer_cancels(self, world: CalendarWorld) -> None:
        """What its organizer cancels leaves his calendar at once: it is not read as cancelled."""
        world.put("a", ics(vevent("theirs@x")))
        world.put(
            "b", ics(vevent("ours@x").replace(f"ORGANIZER;CN=Joanne:mailto:{EMPLOYER}", f"ORGANIZER:mailto:{USER}"))
        )
        found = {event.uid: event for event in read(world.role)}
        with pytest.raises(Refused):
            world.role.answer(answering(found["theirs@x"], "cancel"))
        world.role.answer(answering(found["ours@x"], "cancel"))
        (after,) = read(world.role)
        assert (after.uid, after.status) == ("theirs@x", "confirmed")
