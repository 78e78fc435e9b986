"""A letter that came back, taken up again: the interview stays in sight until somebody there knows."""

from __future__ import annotations

import pytest

from tests.e2e.stories import firm, linden
from tests.e2e.test_delivery import bounce
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
    assert world.later(minutes=10).draft("Linden")["status"] == "failed"
    return world


def test_the_person_is_told_to_write_to_somebody_else_and_not_to_send_it_there_again(returned: World) -> None:
    id_ = returned.status().draft("Linden")["id"]
    assert f"agent edit {id_}" in returned.do("status").out
    assert f"agent approve {id_}" not in returned.do("status").out
    shown = returned.do(f"show {id_}").out
    assert "came back" in shown
    assert f"agent edit {id_} --to ADDRESS" in shown
    assert f"agent approve {id_}" not in shown


def test_said_yes_to_once_more_it_becomes_a_call_and_the_interview_stays_in_sight(returned: World) -> None:
    returned.do(f"approve {returned.status().draft('Linden')['id']} --yes")
    for _ in range(3):
        found = returned.later(minutes=10)
        assert (found.draft("Linden")["kind"], found.draft("Linden")["status"]) == ("call_sheet", "waiting")
        assert found.employers == ["Linden Hydro"]
    assert len(returned.sent()) == 1
    returned.do(f"done {found.draft('Linden')['id']}")
    assert returned.later(minutes=10).employers == []


def test_addressed_to_somebody_else_it_waits_with_its_interview_and_leaves_once(returned: World) -> None:
    id_ = returned.status().draft("Linden")["id"]
    returned.do(f"edit {id_} --to {ROLF}")
    found = returned.later(minutes=10)
    assert (found.draft("Linden")["status"], found.employers) == ("waiting", ["Linden Hydro"])
    returned.do(f"approve {id_} --yes --immediately")
    found = returned.later(minutes=10)
    assert (found.draft("Linden")["status"], found.employers) == ("sent", [])
    assert [m["To"] for m in returned.sent()][1:] == [ROLF]
