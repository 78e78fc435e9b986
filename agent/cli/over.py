"""A search that is over, for people: what came of it, whom to thank, and which letters nobody answered. Pure."""

from __future__ import annotations

from datetime import date

from agent.cli.look import Look, clean
from agent.review.words import AGAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from agent.cli.look import Cell

    View = Mapping[str, Any]

MOST = 12
"""People who are listed; --json has all."""


def lines(archive: View, look: Look) -> list[str]:
    """The job, the counts, the people, the letters without an answer, and that it can wake up again."""
    began = date.fromisoformat(archive["start_date"]) if archive["start_date"] else None
    job = look.joined(clean(archive["employer"]), clean(archive["role"] or ""))
    told = look.wrapped(f"{job}, since {look.day(began)}" if began else job, 2, "good")
    counts = (
        (archive["applications"], "application"),
        (archive["interviews"], "interview"),
        (archive["offers"], "offer"),
    )
    told += look.wrapped(look.joined(*(_counted(count, what) for count, what in counts)), 2, "dim")
    told += _people(archive["people"], look)
    told += _unanswered(archive["unanswered"], look)
    return [*told, *look.wrapped(AGAIN[archive.get("looks", "hourly")], 2, "dim")]


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _people(people: list[View], look: Look) -> list[str]:
    """Those whom nobody has thanked yet first."""
    if not people:
        return []
    shown = sorted(people, key=lambda one: one["thanked"])[:MOST]
    rows = [_person(one, look) for one in shown]
    more = [look.paint(f"    and {len(people) - MOST} more: agent status --json", "dim")] if len(people) > MOST else []
    return ["  Whom to thank", *look.rows(rows, indent=4, keep=(0,), give=1), *more]


def _person(one: View, look: Look) -> list[Cell]:
    sign = (look.sign("good"), "good") if one["thanked"] else (look.sign("empty"), "warn")
    said = "thanked, and answered" if one["answered"] else "thanked" if one["thanked"] else "not thanked yet"
    who = clean(f"{one['name']} <{one['address']}>" if one["name"] else one["address"])
    return [sign, who, clean(one["employer"]), (said, "" if one["thanked"] else "warn")]


def _unanswered(letters: list[View], look: Look) -> list[str]:
    if not letters:
        return []
    rows: list[list[Cell]] = [
        [look.sign("letter"), clean(one["employer"]), look.day(look.moment(one["sent_at"])), (one["draft"], "dim")]
        for one in letters
    ]
    return ["  Letters that nobody answered, which is fine", *look.rows(rows, indent=4, keep=(0, 3))]
