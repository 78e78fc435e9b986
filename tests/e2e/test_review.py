"""Unlucky days: what changes between a yes and the sending, and what a second thought still stops."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from agent.app import App
from agent.clock import FixedClock
from agent.config_load import load
from agent.work import Work
from tests.e2e.stories import BRACKWATER, firm, linden, orchard
from tests.e2e.test_delivery import bounce
from tests.e2e.world import World


@pytest.fixture
def ready(world: World) -> World:
    """A firm offer, an interview elsewhere, and a letter that waits."""
    firm(world)
    linden(world)
    world.sync()
    return world


def taken_back(world: World, first: str, when: str = "2026-11-18T09:05") -> None:
    """Brackwater takes its offer back."""
    world.mail(
        BRACKWATER,
        "Re: Your offer from Brackwater Instruments",
        "Dear Ines,\n\nI am very sorry to tell you that we have to rescind our offer: the position has been eliminated.\n\n"
        "Tomasz",
        when,
        answers=first,
    )


def test_nothing_leaves_while_an_account_that_was_added_has_never_been_read(two: World) -> None:
    world = two
    both, world.accounts = world.accounts, ("home",)
    world.configure()
    (first, *_) = firm(world)
    linden(world)
    world.sync()
    world.approve("Linden")
    world.accounts = both
    world.configure(uni=f'maildir = "{world.root}/nowhere"')
    world.config.write_text(world.config.read_text().replace(f'maildir = "{world.root}/uni/mail"\n', ""))
    taken_back(world, first)
    found = world.later(minutes=30, status=1)
    assert world.sent() == []
    assert found.offer("Brackwater")["standing"] == "rescinded"
    assert "uni" in str(found.draft("Linden")["outcome"])


def test_an_approval_of_a_clock_that_was_far_ahead_asks_again(ready: World) -> None:
    world = ready
    world.now += timedelta(days=3)
    world.approve("Linden")
    world.now -= timedelta(days=3)
    assert world.later(minutes=2).draft("Linden")["status"] == "waiting"
    assert world.later(days=4).draft("Linden")["status"] == "waiting"
    assert world.sent() == []


def test_keep_that_comes_too_late_leaves_no_trace(ready: World) -> None:
    world = ready
    draft = world.approve("Linden", immediately=True)
    before = world.do("journal --json").out
    assert world.agent("keep", draft["id"]).status == 1
    assert world.do("journal --json").out == before
    assert draft["interviews"]
    with sqlite3.connect(world.state / "bowout.sqlite3") as base:
        assert base.execute("SELECT count(*) FROM answer").fetchone() == (0,)


def test_a_letter_that_came_back_can_go_to_somebody_else(ready: World) -> None:
    world = ready
    draft = world.approve("Linden", immediately=True)
    bounce(world, world.sent()[0]["Message-ID"], "aisha.rahman@lindenhydro.example")
    found = world.later(minutes=10)
    assert {(d["kind"], d["status"]) for d in found.drafts} == {("withdrawal", "failed"), ("call_sheet", "waiting")}
    world.do(f"edit {draft['id']} --to rolf.enders@lindenhydro.example")
    again = world.status().draft("Linden")
    assert (again["id"], again["status"], again["to"]) == (draft["id"], "waiting", ["rolf.enders@lindenhydro.example"])
    world.approve("Linden")
    assert world.later(minutes=5).draft("Linden")["status"] == "sent"
    assert [m["To"] for m in world.sent()][1:] == ["rolf.enders@lindenhydro.example"]


def test_a_letter_that_came_back_and_was_approved_again_rests_on_the_offer_as_well(world: World) -> None:
    (first, *_) = firm(world)
    linden(world)
    world.sync()
    draft = world.approve("Linden", immediately=True)
    bounce(world, world.sent()[0]["Message-ID"], "aisha.rahman@lindenhydro.example")
    world.later(minutes=10)
    world.do(f"edit {draft['id']} --to rolf.enders@lindenhydro.example")
    world.approve("Linden")
    taken_back(world, first, "2026-11-18T09:12")
    assert world.later(minutes=5).drafts == []
    assert len(world.sent()) == 1


def test_a_call_sheet_is_not_carried_out_under_another_digest(world: World) -> None:
    firm(world)
    world.event("linden", "Interview: Ines Calloway, Test Engineer (Linden Hydro)", "2026-11-24T14:00",
                organizer="Linden Hydro <no-reply@lindenhydro.example>")  # fmt: skip
    found = world.sync()
    draft = found.draft("Linden")
    assert draft["kind"] == "call_sheet"
    assert world.agent("approve", draft["id"], "--yes", "--digest", "0" * 64).status == 1
    assert b"DECLINED" not in (world.calendar() / "linden.ics").read_bytes()
    assert world.status().draft("Linden")["status"] == "waiting"


def test_breaking_off_while_the_accounts_are_read_once_more_takes_the_letter_back(
    ready: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = ready
    id_ = world.approve("Linden")["id"]
    world.now += timedelta(minutes=30)
    app = App(load(world.config), world.state, FixedClock(world.now))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Work, "sync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        app.deliver([id_])
    monkeypatch.undo()
    assert world.later(minutes=1).draft("Linden")["status"] == "waiting"
    assert world.sent() == []


def test_the_countdown_of_an_older_approval_does_not_hurry_a_newer_one(ready: World) -> None:
    world = ready
    id_ = world.status().draft("Linden")["id"]
    clock = FixedClock(world.now)
    counting = App(load(world.config), world.state, clock)
    counting.approve([id_])
    world.now += timedelta(seconds=50)
    world.do(f"undo {id_}")
    world.approve("Linden")
    clock.advance(timedelta(seconds=61))
    counting.deliver([id_])
    assert world.status().draft("Linden")["status"] == "approved"
    assert world.sent() == []
    assert world.later(minutes=2).draft("Linden")["status"] == "sent"
    assert len(world.sent()) == 1


def test_of_several_letters_approved_at_once_either_all_are_or_none(ready: World) -> None:
    world = ready
    orchard(world)
    world.later(minutes=1)
    linden_, orchard_ = (world.status().draft(employer)["id"] for employer in ("Linden", "Orchard"))
    world.approve("Orchard", immediately=True)
    assert world.agent("approve", linden_, orchard_, "--yes").status == 1
    assert world.status().draft("Linden")["status"] == "waiting"


@pytest.mark.parametrize(
    ("address", "warning"),
    [
        ("hr@brackwater-instruments.example", "Brackwater"),
        ("t.wilk@brackwater-instruments.example", "Brackwater"),
        ("no-reply@lindenhydro.example", "nobody reads"),
        ("rolf.enders@lindenhydro.example", None),
    ],
)
def test_an_address_that_looks_like_a_slip_is_warned_about(ready: World, address: str, warning: str | None) -> None:
    world = ready
    id_ = world.status().draft("Linden")["id"]
    world.do(f"edit {id_} --to {address}")
    world.later(minutes=1)
    (recipient,) = world.do(f"show {id_} --json").json["recipients"]
    assert recipient["address"] == address
    assert (warning in recipient["warning"]) if warning else not recipient["warning"]
    assert not warning or warning in world.do(f"show {id_}").out
