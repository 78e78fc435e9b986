"""A long pass lets a person's decisions in: between pages of mail, between letters; and goes by what they changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from agent.app import App
from agent.clock import FixedClock
from agent.config_load import load
from agent.errors import Busy
from agent.store import asked_back, turns
from agent.store.db import Database
from connectors.base import MailRole
from tests.e2e import stories
from tests.e2e.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def ready(tmp_path: Path) -> World:
    """Letters to Linden Hydro and Orchard Robotics wait."""
    world = World(tmp_path)
    stories.firm(world)
    stories.linden(world)
    stories.orchard(world)
    world.sync()
    return world


def app(world: World) -> App:
    """As a process of its own would have it: it takes its own turns."""
    settings = load(str(world.config))
    return App(settings, world.state, FixedClock(world.now))


class Slow:
    """A mailbox at which something happens whenever a page was asked for."""

    def __init__(self, mail: Any, between: Callable[[], None]) -> None:
        self._mail = mail
        self._between = between

    def __getattr__(self, name: str) -> Any:
        return getattr(self._mail, name)

    def changes(self, *asked: Any) -> Iterator[Any]:
        self._between()
        yield from self._mail.changes(*asked)


def during(world: World, between: Callable[[], None]) -> App:
    """A program whose reading of the mailbox takes as long as that."""
    slow = app(world)
    with slow._work() as work:
        connector = work.connect("home")
    mail = cast("MailRole", Slow(connector.mail, between))
    slow._connectors["home"] = replace(connector, mail=mail)
    return slow


def once(what: Callable[[], object]) -> Callable[[], None]:
    """Only the first time."""
    done: list[object] = []

    def do() -> None:
        if not done:
            done.append(None)
            done.append(what())

    return do


def test_what_is_taken_back_while_mail_is_read_does_not_leave_in_the_same_pass(ready: World) -> None:
    ready.do(f"approve {ready.status().draft('Linden')['id']} --yes")
    ready.do(f"approve {ready.status().draft('Orchard')['id']} --yes")
    id_ = ready.status().draft("Linden")["id"]
    ready.now += timedelta(minutes=5)  # both are due
    slow = during(ready, once(lambda: app(ready).undo(id_)))
    slow.sync()
    assert ready.status().draft("Linden")["status"] == "waiting"
    assert ready.status().draft("Orchard")["status"] == "sent"
    assert len(ready.sent()) == 1


def test_what_is_approved_anew_while_a_delivery_reads_is_held_anew(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.do(f"approve {id_} --yes")
    ready.now += timedelta(minutes=20)  # due, and the account is to be read again before

    def twice() -> None:
        app(ready).undo(id_)
        app(ready).approve([id_])

    slow = during(ready, once(twice))
    slow.deliver([id_])
    assert ready.status().draft("Linden")["status"] == "approved"
    assert ready.sent() == []


def test_every_decision_gets_in_and_the_pass_ends_well(ready: World) -> None:
    linden, orchard = (ready.status().draft(name)["id"] for name in ("Linden", "Orchard"))

    def decide() -> None:
        app(ready).keep(orchard)
        app(ready).redraft(linden, tone="brief")
        app(ready).approve([linden])

    view: Any = during(ready, once(decide)).sync()
    assert view["accounts"][0]["ok"]
    assert {d["status"] for d in view["drafts"]} == {"kept", "approved"}


def test_another_pass_does_not_get_in(ready: World) -> None:
    refused: list[Exception] = []

    def try_to() -> None:
        for what in (app(ready).sync, app(ready).deliver, lambda: app(ready).purge("home")):
            try:
                with impatient():
                    what()
            except Busy as error:
                refused.append(error)

    during(ready, once(try_to)).sync()
    assert len(refused) == 3
    assert ready.status().draft("Linden")


def test_what_was_just_asked_back_does_not_leave_before_it_is_taken_back(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.do(f"approve {id_} --yes")
    ready.now += timedelta(minutes=5)
    asked_back.mark(ready.state, id_)
    ready.sync()
    assert ready.sent() == []
    ready.do(f"undo {id_}")
    assert not list(ready.state.glob("asked-back*"))
    assert ready.sync().draft("Linden")["status"] == "waiting"


def test_a_mark_whose_maker_was_killed_holds_nothing_up_for_long(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.do(f"approve {id_} --yes")
    ready.now += timedelta(minutes=5)
    asked_back.mark(ready.state, id_)
    before = time.time() - asked_back.COUNTS - 1
    os.utime(ready.state / f"asked-back-{id_}", (before, before))
    assert ready.sync().draft("Linden")["status"] == "sent"


def test_an_undo_that_finds_no_turn_leaves_its_mark_for_a_second_try(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.do(f"approve {id_} --yes")
    database = Database.open(ready.state, whole=True)
    with impatient(), pytest.raises(Busy):
        app(ready).undo(id_)
    database.close()
    assert asked_back.is_marked(ready.state, id_)
    assert not asked_back.is_marked(ready.state, "../bowout")
    asked_back.mark(ready.state, "../elsewhere")
    assert not (ready.root / "elsewhere").exists()


@contextmanager
def impatient() -> Iterator[None]:
    """Nobody waits long for a turn."""
    real = turns.Turn.taken

    def taken(directory: Path, **how: Any) -> turns.Turn:
        return real(directory, **{**how, "wait": 0.1})

    turns.Turn.taken = taken  # type: ignore[method-assign]  # for as long as the block
    try:
        yield
    finally:
        turns.Turn.taken = real  # type: ignore[method-assign]


def test_whoever_waits_goes_first(tmp_path: Path) -> None:
    """A pass whose pages come fast still does not keep anybody waiting for more than a moment."""
    database = Database.open(tmp_path, whole=True)
    waited: list[float] = []

    def decide() -> None:
        begin = time.monotonic()
        Database.open(tmp_path).close()
        waited.append(time.monotonic() - begin)

    person = threading.Thread(target=decide)
    end = time.monotonic() + 20
    person.start()
    pages = 0
    while person.is_alive() and time.monotonic() < end:
        with database.others_first():
            pages += 1
        with database.transaction() as sql:
            sql.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('page', ?)", (str(pages),))
        time.sleep(0.01)
    person.join()
    database.close()
    assert waited[0] < 2


def test_within_a_transaction_and_outside_a_pass_nobody_is_let_in(tmp_path: Path) -> None:
    for whole in (True, False):
        database = Database.open(tmp_path, whole=whole)
        with database.transaction(), database.others_first(), pytest.raises(Busy):
            Database.open(tmp_path, wait=0)
        if not whole:
            with database.others_first(), pytest.raises(Busy):
                Database.open(tmp_path, wait=0)
        database.close()


def test_a_decision_waits_for_whoever_writes_and_says_so_once(tmp_path: Path) -> None:
    said: list[None] = []
    database = Database.open(tmp_path, whole=True)
    with pytest.raises(Busy):
        Database.open(tmp_path, wait=0.2, waiting=lambda: said.append(None))
    with pytest.raises(Busy):
        Database.open(tmp_path, wait=0.2, whole=True, waiting=lambda: said.append(None))
    database.close()
    assert len(said) == 2
