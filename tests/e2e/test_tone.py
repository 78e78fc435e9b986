"""A letter in another tone than the others, as the person asked for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e import stories
from tests.e2e.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def ready(tmp_path: Path) -> World:
    """A letter to Linden Hydro and one to Orchard Robotics wait."""
    world = World(tmp_path)
    stories.firm(world)
    stories.linden(world)
    stories.orchard(world)
    world.sync()
    return world


def words(world: World, employer: str) -> int:
    return len(world.status().draft(employer)["body"].split())


def test_a_letter_keeps_the_tone_that_it_was_given_and_no_other_letter_changes(ready: World) -> None:
    before = ready.status()
    ready.do(f"redraft {before.draft('Linden')['id']} --tone brief")
    assert words(ready, "Linden") < len(before.draft("Linden")["body"].split())
    assert ready.status().draft("Linden")["digest"] != before.draft("Linden")["digest"]
    assert ready.status().draft("Orchard") == before.draft("Orchard")
    brief = ready.status().draft("Linden")
    ready.sync()
    assert ready.status().draft("Linden")["body"] == brief["body"]
    ready.do(f"redraft {brief['id']} --kind withdrawal")
    assert ready.status().draft("Linden")["body"] == brief["body"]
    ready.do(f"redraft {brief['id']} --tone warm")
    assert ready.status().draft("Linden")["digest"] == before.draft("Linden")["digest"]


def test_an_approval_ends_with_another_tone(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.do(f"approve {id_} --yes")
    ready.do(f"redraft {id_} --tone plain")
    assert ready.status().draft("Linden")["status"] == "waiting"
    assert ready.sent() == []


def test_a_template_of_the_users_that_is_broken_in_that_tone_leaves_the_letter_as_it_was(ready: World) -> None:
    own = ready.root / "templates"
    own.mkdir()
    (own / "withdrawal.brief.txt").write_text("{{ nobody_knows_that }}")
    ready.config.write_text(ready.config.read_text() + f'\n[drafts]\ntemplates = "{own}"\n')
    before = ready.status().draft("Linden")
    ready.agent("redraft", before["id"], "--tone", "brief")
    assert ready.status().draft("Linden")["body"] == before["body"]
    assert ready.status().draft("Linden")["status"] == "waiting"


def test_another_kind_or_tone_has_to_be_named(ready: World) -> None:
    refused = ready.agent("redraft", ready.status().draft("Linden")["id"])
    assert refused.status == 2
    assert "--tone" in refused.err
    assert ready.agent("redraft", ready.status().draft("Linden")["id"], "--tone", "angry").status == 2
