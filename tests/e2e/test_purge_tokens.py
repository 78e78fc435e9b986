"""Forgetting an account forgets its sign-in too, where that is asked for."""

from __future__ import annotations

from pathlib import Path

from tests.e2e import stories
from tests.e2e.google_world import GoogleWorld


def test_purge_with_tokens_signs_out_and_without_keeps_the_sign_in(tmp_path: Path) -> None:
    world = GoogleWorld(tmp_path)
    with world.sim:
        stories.firm(world)
        world.sync()
        assert "Signed out" not in world.do("purge --yes").out
        assert world.sync()["offers"]
        assert "Signed out of gmail." in world.do("purge --yes --tokens").out
        assert not list((world.state / "tokens").glob("gmail.json"))
        assert [record.path for record in world.sim.requests][-1] == "/revoke"
        result = world.agent("sync", "--json")
        assert result.status == 3
        assert "agent login gmail" in result.json["accounts"][0]["error"]


def test_an_account_without_a_sign_in_has_nothing_to_be_signed_out_of(tmp_path: Path) -> None:
    world = GoogleWorld(tmp_path)
    with world.sim:
        world.do("logout gmail")
        assert "Nobody was signed in." in world.do("purge --yes --tokens").out


def test_the_sign_in_of_an_account_that_left_the_configuration_is_deleted_too(tmp_path: Path) -> None:
    world = GoogleWorld(tmp_path)
    with world.sim:
        world.sync()
        world.config.write_text(world.config.read_text().replace('name = "gmail"', 'name = "mail"'))
        told = world.do("purge --yes --tokens").out
        assert "gmail: its sign-in is deleted here" in told
        assert not list((world.state / "tokens").glob("gmail.*"))
