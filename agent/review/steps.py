"""What something on the page rests on: the steps of its chain that quote somebody. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.review import words
from agent.review.words import When, clean

View = Mapping[str, Any]
Chain = Sequence[View]
CALENDAR = "In the calendar: "


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of what was understood: what it says, in whose words, and where they stand."""

    says: str
    quote: str
    when: str
    href: str | None
    web: bool
    """The link leads to the provider, not to a page of ours."""


def steps(noun: str, id_: str, chain: Chain, when: When) -> list[Step]:
    """The steps of a chain that quote somebody, in order."""
    found = []
    for number, one in enumerate(chain):
        if not one["quote"]:
            continue
        says = words.label(one["rule"] or "", one["says"])
        if one["rule"] == "calendar":
            place = clean(one["says"]).removeprefix("it stands in the calendar ")
            says = CALENDAR + place.rpartition("/")[2]  # a local calendar is a folder
        file = one["file"] or ""
        web = file.startswith("https://")
        href = file if web else f"/message/{noun}/{id_}/{number}" if file.startswith("/") else None
        found.append(Step(says, clean(one["quote"]), when.at(one["date"]), href, web))
    return found


def once(found: Sequence[Step]) -> tuple[Step, ...]:
    """Each step once; an entry that stands in several calendars is one step too."""
    kept: dict[tuple[str, ...], Step] = {}
    for step in found:
        entry = step.says.startswith(CALENDAR)
        key = (CALENDAR if entry else step.says, step.quote, step.when)
        if entry and key in kept and step.says not in kept[key].says:
            step = replace(kept[key], says=f"{kept[key].says}, {step.says.removeprefix(CALENDAR)}")
        kept[key] = step
    return tuple(kept.values())
