"""A person who does what comes to mind, while everything around them fails. All of it follows from one number."""

from __future__ import annotations

import fcntl
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from tests.chaos.people import Person
from tests.chaos.play import Result, at_most_once, to_the_end
from tests.chaos.tracer import Plan

LOCAL = ("refuse", "later", "lost", "break", "lost-after", "break-after")
WIRED = (
    "reset-before", "reset-after", "silent", "cut", "late", "twice", "503", "503 after-effect", "504 after-effect",
    "500 after-effect", "404", "410", "429", "403", "412", "404 after-effect",
)  # fmt: skip
STEPS = (0.1, 0.5, 1.1, 2, 6, 20, 90)
"""Minutes that pass between two commands."""


def improvised(seed: int) -> Callable[[Person, Result], None]:
    """One story, always the same for the same number."""

    def work(person: Person, result: Result) -> None:
        dice = random.Random(f"{person.kind}{seed}")
        person.surprise(dice)
        for _ in range(dice.randint(2, 5)):
            _trouble(person, dice, result)
            _step(person, dice, result)
            at_most_once(person)
            if dice.random() < 0.7:
                person.peace()
            _time_passes(person, dice, result)
        person.peace()
        result.log.append("-- to the end")
        to_the_end(person, result, gone=True)

    return work


def _step(person: Person, dice: random.Random, result: Result) -> None:
    words = _words(person, dice)
    if words[0] == "approve":
        person.agreed.add(" ".join(person.draft["body"].split()))
    plan = _plan(dice)
    held = dice.choice(["database", "lock"]) if dice.random() < 0.08 else ""
    with _held(person, held):
        end = person.run(*words, plan=plan)
    result.kills += end.killed
    result.full += plan.full is not None
    result.held += bool(held)
    at = end.points[-1] if end.killed and end.points else ""
    result.log.append(
        f"{person.world.now:%d %H:%M} {' '.join(words)} {plan} {held} -> {end.status} {at} {person.met[-3:]}"
    )
    if person.draft["status"] == "approved" and dice.random() < 0.12:
        what = person.hands(dice)
        result.log.append(f"the person {what} the draft" if what else "")


def _plan(dice: random.Random) -> Plan:
    chance = dice.random()
    if chance < 0.75:
        return Plan(dice.choice([dice.randint(1, 60), dice.randint(1, 250)]), dice.choice(["before", "after"]))
    return Plan(full=dice.randint(1, 200)) if chance < 0.87 else Plan()


def _words(person: Person, dice: random.Random) -> tuple[str, ...]:
    """What a person may do as it is now; more often than not they want to get on with it."""
    draft = person.draft
    id_, status = str(draft["id"]), draft["status"]
    if dice.random() < 0.1:
        return ("sync",)
    if status in ("waiting", "failed", "kept"):
        return ("approve", id_, "--yes", *(["--immediately"] if dice.random() < 0.6 else []))
    if status == "approved" and dice.random() < 0.25:
        return (dice.choice(["undo", "keep", "undo"]), id_)
    if status == "approved" and dice.random() < 0.1:
        return ("edit", id_, "--subject", f"Interview, {dice.randint(1, 9)}")
    if status == "sent" and any(s["result"] not in ("done", "pending", None) for s in draft["calendar"]):
        return ("retry", id_)
    return ("sync",)


def _trouble(person: Person, dice: random.Random, result: Result) -> None:
    if dice.random() < 0.5:
        return
    if person.kind == "local":
        person.trouble("", dice.choice(LOCAL))
        return
    for _ in range(dice.randint(1, 3)):
        match, what = dice.choice(person.TROUBLED), dice.choice(WIRED)
        person.trouble(match, what, dice.choice([1, 1, 2, 8]), dice.choice([0, 0, 1, 3]))
        result.log.append(f"trouble: {match or 'anything'} {what}")


def _time_passes(person: Person, dice: random.Random, result: Result) -> None:
    person.pass_by(minutes=dice.choice(STEPS))
    if dice.random() < 0.08:
        jump = dice.choice([-6, -2, -0.5, 0.5, 3, 8, 25])
        person.world.now += timedelta(hours=jump)
        result.jumps += 1
        result.log.append(f"the clock jumps by {jump} h")
        person.settle()


@contextmanager
def _held(person: Person, what: str) -> Iterator[None]:
    """Another process holds the state all the while."""
    if what == "database":
        connection = sqlite3.connect(person.world.state / "bowout.sqlite3", isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.close()
    elif what == "lock":
        with (person.world.state / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    else:
        yield
