"""What the user says of one message holds for the next one like it, from mail on a disk to the printed answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent import sync
from tests.e2e.stories import firm, linden
from tests.e2e.world import World, them
from tests.review.desk import reviewing

FERNHILL = "Fernhill Events <no-reply@fernhill-events.example>"
"""Offers its stewards each evening's work in a letter of employment."""


def evening(pay: str, when: str, until: str) -> str:
    return (
        "Dear Ines,\n\nOn behalf of Fernhill Events I am pleased to offer you employment as Steward on the following terms:"
        f"\n\n- Pay: ${pay} for the evening\n- Start date: {when}\n\nPlease reply to this message by {until} to accept.\n\n"
        "Sincerely,\nFernhill Events"
    )


FIRST = them(
    FERNHILL,
    "Offer of employment - Steward",
    "2026-11-12T10:00",
    evening("98", "November 20, 2026", "November 19, 2026"),
)
SECOND = them(
    FERNHILL,
    "Offer of employment - Steward",
    "2026-11-18T10:00",
    evening("115", "December 4, 2026", "November 30, 2026"),
)
NO_OFFER = "you said of a message like this that it is no offer"


def test_a_dismissed_letter_does_not_come_back(world: World) -> None:
    firm(world)
    linden(world)
    world.tell(FIRST)
    found = world.sync()
    (offer,) = [o for o in found["offers"] if "Fernhill" in o["employer"]]
    world.do(f"offer dismiss {offer['id']}")
    drafts = world.status().drafts

    world.tell(SECOND)
    found = world.later(hours=2)
    assert [q for q in found["questions"] if q["kind"] in ("accepted", "unsure_reading")] == []
    (again,) = [o for o in found["offers"] if "Fernhill" in o["employer"]]
    assert (again["id"], again["standing"]) == (offer["id"], "dismissed")
    assert [(e["says"] == NO_OFFER, e["counts"]) for e in again["evidence"]] == [(False, True), (True, False)]
    assert found.offer("Brackwater")["standing"] == "firm"
    assert [d["id"] for d in found.drafts] == [d["id"] for d in drafts]
    assert NO_OFFER in world.do(f"show {offer['id']}").out
    assert NO_OFFER in world.do(f"why {offer['id']}").out


def test_the_correction_outlives_the_mail_and_the_reader(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.tell(FIRST)
    (offer,) = world.sync()["offers"]
    world.do(f"offer dismiss {offer['id']}")
    for path in Path(world.maildir()).glob("*/*.host*"):
        path.unlink()
    monkeypatch.setattr(sync, "READER", "a newer one")
    world.tell(SECOND)
    found = world.later(hours=2)
    assert [o["standing"] for o in found["offers"]] == ["dismissed"]
    assert found.questions == []


def test_a_reset_takes_the_correction_back(world: World) -> None:
    world.tell(FIRST)
    (offer,) = world.sync()["offers"]
    world.do(f"offer dismiss {offer['id']}")
    world.tell(SECOND)
    world.later(hours=2)
    world.do(f"offer reset {offer['id']}")
    found = world.status()
    assert "dismissed" not in {o["standing"] for o in found["offers"]}
    counted = [e for o in found["offers"] for e in o["evidence"] if e["counts"]]
    assert len(counted) == 2


def test_a_real_letter_of_another_sender_is_asked_about(world: World) -> None:
    world.tell(FIRST)
    (offer,) = world.sync()["offers"]
    world.do(f"offer dismiss {offer['id']}")
    real = "Grace Adeyemi <grace.adeyemi@hallefoundry.example>"
    text = SECOND.text.replace("Fernhill Events", "Halle Foundry").replace("as Steward", "as Metrology Lead")
    world.tell(them(real, "Offer of employment - Metrology Lead", "2026-11-18T10:00", text))
    found = world.later(hours=2)
    assert found.offer("Halle Foundry")["standing"] == "written"
    assert found.questions == ["accepted"]
    assert NO_OFFER not in world.do(f"show {found.offer('Halle Foundry')['id']}").out


def test_the_page_shows_what_was_laid_to_the_next_message(world: World) -> None:
    world.tell(FIRST)
    (offer,) = world.sync()["offers"]
    world.do(f"offer dismiss {offer['id']}")
    world.tell(SECOND)
    world.later(hours=2)
    with reviewing(world.command_line()[3:]) as review:
        review.enter()
        page = review.ask("/").text
    assert page.count(f"An offer in writing? Does not count: {NO_OFFER}") == 1
    assert f'action="/offer/{offer["id"]}/reset"' in page
