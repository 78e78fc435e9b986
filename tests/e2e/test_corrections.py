"""What the user says of one message holds for the next one like it, from mail on a disk to the printed answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from agent import sync
from agent.reading import label
from agent.reading import weigh as weighing
from agent.reading.case import Case
from agent.reading.learned.opinion import Opinion
from agent.reading.rules.verdict import Verdict
from tests.e2e.stories import firm, linden
from tests.e2e.world import World, them
from tests.review.desk import reviewing

FERNHILL = "Fernhill Events <no-reply@fernhill-events.example>"
"""Offers its stewards each evening's work in a letter of employment."""


def evening(pay: str, when: str, until: str) -> str:
    return (
        "Dear Ines,\n\nOn behalf of Fernhill Events I am pleased to offer you employment as Steward on the following terms:"
        f"\n\n- Position: Steward, full shift\n- Pay: ${pay} for the evening, paid monthly\n- Start date: {when}"
        "\n- Place of work: Fernhill Hall\n\nTo accept, please sign the attached letter and return it by "
        f"{until}.\n\nSincerely,\nGrace Holm\nHuman Resources, Fernhill Events"
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


# ---------------------------------------------------------------- what only the user can read


@pytest.fixture
def doubting(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A reader that is sure of an acceptance, but has no ground to show for it; an offer, the answer to it, an interview."""
    weigh = weighing.weigh

    def without_ground(case: Case, verdict: Verdict, opinion: Opinion | None) -> Verdict:
        found = weigh(case, verdict, opinion)
        return replace(found, needs=found.label) if found.label == "offer_accepted" else found

    monkeypatch.setattr(label, "weigh", without_ground)
    firm(world)
    linden(world)
    return world


def test_nothing_is_given_up_before_the_user_has_read_it(doubting: World) -> None:
    found = doubting.sync()
    assert found.offer("Brackwater")["standing"] == "written"
    assert found.drafts == []
    texts = [q["text"] for q in found["questions"] if q["kind"] == "unsure_reading"]
    assert texts
    assert all("acceptance" in text and "“" in text and "Brackwater" in text for text in texts)


def test_a_yes_counts_and_can_be_taken_back(doubting: World) -> None:
    question = next(
        q for q in doubting.sync()["questions"] if q["kind"] == "unsure_reading" and "delighted" in q["text"]
    )
    said = doubting.do(f"answer {question['id']} yes").out
    assert f"agent answer {question['id']} no" in said
    assert doubting.status().offer("Brackwater")["standing"] == "firm"
    assert len(doubting.status().drafts) == 1
    doubting.now += timedelta(minutes=1)
    doubting.do(f"answer {question['id']} no")
    assert doubting.status().offer("Brackwater")["standing"] == "written"
    assert doubting.status().drafts == []


def test_what_was_never_asked_cannot_be_answered(doubting: World) -> None:
    doubting.sync()
    assert doubting.agent("answer", "no-such-question", "yes").status != 0
