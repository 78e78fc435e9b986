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


def test_own_words_come_back_with_their_kind(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    (ready.root / "words").write_text("Dear Aisha,\n\nMy own words.\n\nInes\n")
    ready.do(f"edit {id_} --body-file {ready.root / 'words'} --subject Mine")
    told = ready.do(f"redraft {id_} --kind disclose").out
    assert "Your own words are set aside" in told
    assert f"agent redraft {id_} --kind withdrawal" in " ".join(told.split())
    assert "My own words" not in ready.later(minutes=1).draft("Linden")["body"]
    shown = " ".join(ready.do(f"show {id_}").out.split())
    assert "because Your own words are set aside. " in shown
    assert f"agent redraft {id_} --kind withdrawal your own words again" in shown
    assert "Your own words are set aside." in ready.status().draft("Linden")["reasons"]
    assert "Your own words are back" in ready.do(f"redraft {id_} --kind withdrawal").out
    back = ready.later(minutes=1).draft("Linden")
    assert (back["kind"], back["subject"], back["status"]) == ("withdrawal", "Mine", "waiting")
    assert "My own words." in back["body"]
    assert [step["action"] for step in back["calendar"]] == ["decline"]
    assert not any("set aside" in reason for reason in back["reasons"])


def test_in_another_tone_own_words_are_set_aside_and_not_lost(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    (ready.root / "words").write_text("My own words.\n")
    ready.do(f"edit {id_} --body-file {ready.root / 'words'}")
    ready.do(f"redraft {id_} --tone brief")
    assert "My own words" not in ready.status().draft("Linden")["body"]
    ready.do(f"redraft {id_} --kind withdrawal")
    assert ready.status().draft("Linden")["body"] == "My own words.\n"
    ready.do(f"redraft {id_} --kind withdrawal")
    assert "My own words" not in ready.status().draft("Linden")["body"]
    ready.do(f"redraft {id_} --kind withdrawal")
    assert ready.status().draft("Linden")["body"] == "My own words.\n"
