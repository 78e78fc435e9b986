"""A Google account whose calendar is not wanted, or cannot be had, works with its mail alone."""

from __future__ import annotations

from pathlib import Path

from tests.e2e import stories
from tests.e2e.google_world import GoogleWorld


def test_with_no_calendar_named_the_mail_is_enough_for_letters(tmp_path: Path) -> None:
    world = GoogleWorld(tmp_path)
    world.configure(gmail="calendars = []")
    with world.sim:
        stories.firm(world)
        stories.linden(world, event=False)
        status = world.sync()
        assert status.draft("Linden")["calendar"] == []
        assert not [one for one in world.asked() if one.startswith("calendar.")]
