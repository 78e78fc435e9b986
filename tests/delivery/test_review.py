"""What a hostile look at the outbox brought up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delivery.test_outbox import FakeMail, World, approved


def test_a_look_that_fails_in_an_unforeseen_way_leaves_a_question_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = approved(World(tmp_path))

    def broken(*_: object) -> None:
        raise RuntimeError("a bug in the connector")

    monkeypatch.setattr(FakeMail, "reconcile", broken)
    world.deliver("killed after")
    world.settle()
    assert world.draft.status == "unsure"
    world.deliver()
    assert len(world.provider.received) == 1
