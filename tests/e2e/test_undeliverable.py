"""A letter that came back, taken up again: the interview stays in sight until somebody there knows."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.cli.conftest import Home
from tests.cli.test_terminal import Terminal, terminal
from tests.e2e.stories import firm, linden
from tests.e2e.test_delivery import bounce
from tests.e2e.test_etiquette import of_kind, one
from tests.e2e.world import World

AISHA = "aisha.rahman@lindenhydro.example"
ROLF = "rolf.enders@lindenhydro.example"


@pytest.fixture
def returned(world: World) -> World:
    """The withdrawal was sent and came back, the calendar is answered, nobody else is known."""
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    bounce(world, world.sent()[0]["Message-ID"], AISHA)
    world.later(minutes=10)
    return world


def letter(world: World) -> dict[str, Any]:
    """The one that came back."""
    return one(world.status(), "withdrawal")


def on_terminal(world: World, *words: str) -> AbstractContextManager[Terminal]:
    return terminal(Home(world.config, world.state, world.now), *words)


def test_on_the_terminal_it_can_go_to_somebody_else_or_be_kept_but_not_be_sent_there_again(
    returned: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = returned.root / "editor"
    editor.write_text(f'#!/bin/sh\nsed -i "s/^To: .*/To: {ROLF}/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    id_ = letter(returned)["id"]
    with on_terminal(returned, "review", "--tty") as screen:
        while "it came back as undeliverable" not in screen.until("[y/N/"):
            screen.type("s\n")
        asked = screen.until("]")
        assert asked == "k(eep)/w(hy)/s(kip)]"
        screen.type("w\n")
        screen.until("Write to somebody else there?")
        screen.type("y\n")
        assert ROLF in screen.until("Send this letter?")
        screen.type("n\n")
        assert screen.end() == 0
    changed = letter(returned)
    assert (changed["id"], changed["status"], changed["to"]) == (id_, "waiting", [ROLF])
    assert len(returned.sent()) == 1


def test_approving_it_by_its_id_asks_for_somebody_else_too(returned: World) -> None:
    with on_terminal(returned, "approve", letter(returned)["id"]) as screen:
        screen.until("Write to somebody else there?")
        screen.type("n\n")
        screen.until("it waits")
        assert screen.end() == 0
    assert letter(returned)["status"] == "failed"


def test_the_person_is_told_to_write_to_somebody_else_and_not_to_send_it_there_again(returned: World) -> None:
    id_ = letter(returned)["id"]
    assert letter(returned)["status"] == "failed"
    assert f"agent edit {id_}" in returned.do("status").out
    assert f"agent approve {id_}" not in returned.do("status").out
    shown = returned.do(f"show {id_}").out
    assert "came back" in shown
    assert f"agent edit {id_} --to ADDRESS" in shown
    assert f"agent approve {id_}" not in shown


def test_a_call_is_left_that_says_where_a_number_may_be_found_and_is_done_once_they_were_told(returned: World) -> None:
    call = one(returned.status(), "call_sheet")
    assert "your mail names no number" in call["body"]
    assert returned.status().employers == ["Linden Hydro"]
    returned.do(f"done {call['id']}")
    found = returned.later(minutes=10)
    assert [(d["kind"], d["status"]) for d in found.drafts] == [("call_sheet", "sent")]
    assert found.employers == []
    assert "came back" not in returned.do("status").out
    assert len(returned.sent()) == 1


def test_said_yes_to_once_more_it_is_not_sent_there_again_and_the_interview_stays_in_sight(returned: World) -> None:
    returned.do(f"approve {letter(returned)['id']} --yes")
    for _ in range(3):
        found = returned.later(minutes=10)
        assert [d["status"] for d in of_kind(found, "call_sheet")] == ["waiting"]
        assert found.employers == ["Linden Hydro"]
    assert len(returned.sent()) == 1


def test_addressed_to_somebody_else_it_waits_with_its_interview_and_leaves_once(returned: World) -> None:
    id_ = letter(returned)["id"]
    returned.do(f"edit {id_} --to {ROLF}")
    found = returned.later(minutes=10)
    assert (found.draft("Linden")["status"], found.employers) == ("waiting", ["Linden Hydro"])
    returned.do(f"approve {id_} --yes --immediately")
    found = returned.later(minutes=10)
    assert (found.draft("Linden")["status"], found.employers) == ("sent", [])
    assert [m["To"] for m in returned.sent()][1:] == [ROLF]
