"""Hostile calendar files beside a good one: each is named with its fault or read, at a bounded cost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent.store import codec
from connectors.base import Event, Window
from connectors.local.events import Place, read_events
from tests.hostile.calendars import CALENDARS
from tests.hostile.world import ME, NOUNS, NOW, World, processor, whole

SECONDS = 5.0
"""Of processor time for one file of up to ten megabytes."""
MEMORY = 800
WINDOW = Window(NOW - timedelta(days=1), NOW + timedelta(days=120), "UTC")
SAID = {
    "nothing": "no calendar file",
    "nul bytes": "no calendar file",
    "ten megabytes": "larger than 10 MB",
    "cut in the middle": "cut off in the middle",
    "fifty thousand events": "more than",
    "a start that is none": "no start",
    "a start in year 0": "no start",
    "every second for ever": "recurs more often than hourly",
    "every day since year 1": "too far before",
    "a rule of a megabyte": "RRULE is too long",
    "a hundred thousand exceptions": "EXDATE",
}
"""What has to be said about some of them."""


@pytest.mark.parametrize("name", CALENDARS)
def test_a_hostile_calendar_file_is_read_at_a_bounded_cost_and_can_be_stored(name: str) -> None:
    data = CALENDARS[name]()
    before = processor()
    found = read_events(data, Place("personal", "calendar", "hostile.ics", frozenset({ME})), WINDOW)
    assert processor() - before < SECONDS
    for event in found.events[:100]:
        assert codec.load(Event, codec.dump(event)) == event
        assert len(codec.dump(event)) < 200_000
    assert all("\n" not in line and len(line) < 300 for line in found.problems)
    assert SAID.get(name, "") in " ".join(found.problems)


def test_a_calendar_of_nothing_but_hostile_files_is_synced_within_bounds_and_hides_nothing(tmp_path: Path) -> None:
    world = World(tmp_path).good()
    for number, (name, make) in enumerate(CALENDARS.items()):
        if "thousand" not in name:
            world.event(make(), f"{number}.ics")

    first = world.sync_alone(memory=MEMORY, cpu=60)
    assert first.account()["ok"], first.account()["error"]
    assert whole(first)
    assert any("calendar/0.ics: no calendar file" in line for line in first.problems)
    assert all("\n" not in line for line in first.problems)

    second = world.sync_alone(memory=MEMORY, cpu=10)
    assert second.account()["events"]["changed"] == 0
    assert {n: second.view[n] for n in NOUNS} == {n: first.view[n] for n in NOUNS}
