"""What lies ahead in a state that the real commands wrote."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from agent.delivery import approval
from agent.store import agenda, views
from agent.store.db import Database
from tests.e2e.stories import LINDEN_AT, firm, linden
from tests.e2e.world import World, at

pytestmark = pytest.mark.slow


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A letter to Linden Hydro waits."""
    world = World(tmp_path)
    firm(world)
    linden(world)
    world.sync()
    return world


def due(world: World) -> list[datetime]:
    db = views.open(world.state)
    assert db is not None
    try:
        return agenda.due(db, world.now)
    finally:
        db.close()


def standing(world: World) -> agenda.Standing:
    db = views.open(world.state)
    assert db is not None
    try:
        return agenda.standings(db)["home"]
    finally:
        db.close()


def test_a_letter_that_waits_for_a_person_is_not_due(world: World) -> None:
    assert due(world) == []


def test_an_approved_letter_is_due_when_its_hold_is_over(world: World) -> None:
    world.approve("Linden")
    assert due(world) == [world.now + timedelta(seconds=60)]
    world.do(f"undo {world.status().draft('Linden')['id']}")
    assert due(world) == []


def test_a_delivered_letter_is_not_due_any_more(world: World) -> None:
    world.approve("Linden", immediately=True)
    assert due(world) == []


def test_a_letter_that_is_tried_again_later_is_due_then(world: World) -> None:
    world.sending("later")
    world.agent("approve", world.status().draft("Linden")["id"], "--yes", "--immediately")
    assert due(world) == [world.now + timedelta(minutes=5)]


def test_a_snoozed_letter_is_due_when_it_wakes_at_the_latest_a_day_before_the_interview(world: World) -> None:
    id_ = world.status().draft("Linden")["id"]
    world.do(f"snooze {id_} --for 2d")
    assert due(world) == [world.now + timedelta(days=2)]
    world.do(f"snooze {id_} --for 30d")
    assert due(world) == [at(LINDEN_AT) - timedelta(days=1)]
    assert agenda.WAKE_BEFORE == approval.WAKE_BEFORE


def test_an_attempt_of_unknown_outcome_is_due_when_it_is_looked_into_again(world: World) -> None:
    world.approve("Linden")
    with sqlite3.connect(world.state / views.DATABASE) as db:
        db.execute("UPDATE submission SET state = 'sending', look_after = NULL")
    assert due(world) == [world.now]
    later = world.now + timedelta(minutes=2)
    with sqlite3.connect(world.state / views.DATABASE) as db:
        db.execute("UPDATE submission SET look_after = ?", (later.isoformat(),))
    assert due(world) == [later]


def test_a_calendar_answer_that_is_open_is_due_at_once(world: World) -> None:
    world.approve("Linden", immediately=True)
    with sqlite3.connect(world.state / views.DATABASE) as db:
        db.execute(
            "UPDATE draft SET doc = json_set(doc, '$.letter.calendar[0].result', 'pending') WHERE status = 'sent'"
        )
    assert due(world) == [world.now]


def planned(world: World) -> list[datetime]:
    """Until the interview begins."""
    db = views.open(world.state)
    assert db is not None
    try:
        return [moment for moment in agenda.planned(db, world.now) if moment <= at(LINDEN_AT)]
    finally:
        db.close()


def test_a_pass_is_planned_for_when_an_interview_comes_near(world: World) -> None:
    near = [at(LINDEN_AT) - timedelta(hours=hours) for hours in (24, 3, 2)]
    assert planned(world) == near
    world.now = near[1] + timedelta(minutes=1)
    assert planned(world) == near[1:]
    world.now = near[1] + timedelta(minutes=5)
    assert planned(world) == near[2:]


def test_a_pass_plans_anew(world: World) -> None:
    world.approve("Linden", immediately=True)
    assert planned(world) == []


def test_an_account_found_unchanged_is_as_fresh_as_one_that_was_read(world: World) -> None:
    before = standing(world)
    assert (before.complete, before.error, before.last_success) == (True, None, world.now)
    later = world.now + timedelta(hours=1)
    assert agenda.looked(world.state, ["home"], later)
    assert standing(world).last_success == later


def test_an_account_that_stopped_does_not_look_fresh(world: World) -> None:
    world.maildir().rename(world.root / "elsewhere")
    world.sync(status=1)
    agenda.looked(world.state, ["home"], world.now + timedelta(hours=1))
    assert standing(world).last_success == world.now
    assert standing(world).error


def test_whoever_is_writing_is_not_waited_for(world: World) -> None:
    database = Database.open(world.state)
    try:
        assert not agenda.looked(world.state, ["home"], world.now)
    finally:
        database.close()
