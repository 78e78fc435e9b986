"""Open offers side by side on the page, and what there is to look back on once the search is over. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agent.beside import compared, rows
from agent.review import words
from agent.review.scene import FIRMNESS
from agent.review.words import When, clean

View = Mapping[str, Any]

_WORDS = {2: "Two", 3: "Three", 4: "Four"}


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared, and for each offer its lines, each with a mood: "" · good · warn · bad · dim."""

    name: str
    cells: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """An offer at the head of its column."""

    id: str
    employer: str
    role: str
    firmness: int
    """0 to 4."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Two open offers or more, one a column."""

    offers: tuple[Head, ...]
    rows: tuple[Row, ...]
    decided: bool
    """One of them is accepted: what there is to say to the others goes before the comparison."""

    @property
    def headline(self) -> str:
        """How many there are."""
        count = len(self.offers)
        return f"{_WORDS.get(count, count)} offers side by side"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was in touch."""

    name: str
    address: str
    employer: str
    thanked: bool
    says: str


@dataclass(frozen=True, slots=True)
class Over:
    """A search that is over."""

    job: str
    counts: str
    people: tuple[Person, ...]
    """Those whom nobody has thanked first."""
    letters: tuple[tuple[str, str, str], ...]
    """Nobody answered them: id, what it was and to whom, when."""
    again: str
    """How it goes on, and what wakes it up."""


def choice(document: View, now: datetime) -> Choice | None:
    """The open offers of a status document; None where there is nothing to choose between."""
    when = When(now)
    views = compared(document["offers"], now.date())
    if not views:
        return None
    found = rows(views, document["interviews"], when, now.date())
    return Choice(
        offers=tuple(_head(view) for view in views),
        rows=tuple(
            Row(name, tuple(tuple((clean(text), mood) for text, mood in cell) for cell in cells))
            for name, cells in found
        ),
        decided=any(view["accepted"] for view in views),
    )


def _head(view: View) -> Head:
    name = clean(view["employer"] or "") or "unknown employer"
    return Head(view["id"], name, clean(view["role"] or ""), FIRMNESS[view["standing"]])


def over(document: View, now: datetime) -> Over | None:
    """What there is to look back on; None while the search goes on."""
    archive = document.get("archive")
    if not archive:
        return None
    when = When(now)
    began = f", since {when.day(date.fromisoformat(archive['start_date']))}" if archive["start_date"] else ""
    counts = [_counted(archive[f"{what}s"], what) for what in ("application", "interview", "offer")]
    people = [_person(one) for one in archive["people"]]
    return Over(
        job=f"{words.title(archive)}{began}",
        counts=", ".join(counts),
        people=tuple(sorted(people, key=lambda one: one.thanked)),
        letters=tuple(
            (
                str(one["draft"]),
                f"{words.kind(one)}: {clean(one['employer'])}",
                when.at(one["sent_at"]),
            )
            for one in archive["unanswered"]
        ),
        again=words.AGAIN[archive.get("looks", "hourly")],
    )


def _person(view: View) -> Person:
    said = "thanked, and answered" if view["answered"] else "thanked" if view["thanked"] else "not thanked yet"
    return Person(clean(view["name"]), clean(view["address"]), clean(view["employer"]), bool(view["thanked"]), said)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
