"""A hostile message beside good ones: a sync costs little, says what it has to, and does its whole job."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.mails import MAILS
from tests.hostile.world import World, whole

NOUNS = ("offers", "interviews", "drafts", "questions")
SECONDS = 3.0
"""Of processor time for one sync with one hostile message; on a quiet machine it is under one."""


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_message_is_read_once_at_little_cost_and_hides_nothing(tmp_path: Path, name: str) -> None:
    world = World(tmp_path).good()
    world.mail(MAILS[name]())

    first = world.sync()
    assert first.account()["ok"], first.account()["error"]
    assert first.account()["messages"]["checked"] == 4
    assert whole(first)
    assert first.cpu < SECONDS

    second = world.sync()
    assert second.account()["messages"]["new"] == 0
    assert {n: second.view[n] for n in NOUNS} == {n: first.view[n] for n in NOUNS}
