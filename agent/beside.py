"""Open offers side by side, for deciding: what there is to compare, as rows of cells. Pure, for every face.

Views in, plain values out; looking must be quick, so this imports nothing. What offers pay is no part of it: it is
neither read nor kept.
"""

from __future__ import annotations

from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Protocol

    View = Mapping[str, Any]
    Cell = list[tuple[str, str]]
    """Lines, each with its mood: "" · good · warn · bad · dim. Texts from outside are as they came."""
    Row = tuple[str, list[Cell]]
    """What is compared, and a cell for each offer."""

    class When(Protocol):
        """How a face says days."""

        def day(self, when: date, /) -> str: ...
        def within(self, when: date, /) -> str: ...
        def at(self, iso: str, /) -> str: ...


STANDINGS = {
    "firm": ("firm", "good"),
    "conditional": ("accepted, not firm yet", "warn"),
    "written": ("in writing", ""),
    "verbal": ("by word of mouth", "dim"),
}
"""Open offers, and how it is said how firm they are."""
SOON = 3
"""A deadline so many days away, or nearer, is to be seen."""
OLD = 14
"""An accepted offer whose first day is more days past is the job one has."""
_RANK = tuple(STANDINGS)


def compared(offers: Sequence[View], today: date) -> list[View]:
    """The offers that are open, the firmest first, then the one whose answer is due first; none if there are fewer than two."""
    found = [view for view in offers if view["standing"] in STANDINGS and not view["suspicious"]]
    found = [view for view in found if not (view["accepted"] and _is_old(view, today))]
    found.sort(key=lambda view: (_RANK.index(view["standing"]), view["deadline"] or "9999", view["id"]))
    return found if len(found) > 1 else []


def rows(offers: Sequence[View], interviews: Sequence[View], when: When, today: date) -> list[Row]:
    """What is to be compared of these offers; rows that are empty for all of them are left out."""
    booked = {view["id"]: view for view in interviews}
    found: list[Row] = [
        ("How firm", [_standing(view) for view in offers]),
        ("Answer by", [_deadline(view, when, today) for view in offers]),
        ("First day", [_day(view["start_date"], when) for view in offers]),
        ("Still open", [_open(view) for view in offers]),
        ("Met", [_named(view, still=False, mood="good") for view in offers]),
        ("The letter", [_letter(view) for view in offers]),
        ("Beside it", [[("leaves room for another job", "")] if not view["exclusive"] else [] for view in offers]),
        ("Would give up", [_given_up(view, booked, when) for view in offers]),
    ]
    return [(name, cells) for name, cells in found if any(cells)]


def _is_old(view: View, today: date) -> bool:
    return bool(view["start_date"]) and (today - date.fromisoformat(view["start_date"])).days > OLD


def _standing(view: View) -> Cell:
    lines = [STANDINGS[view["standing"]]]
    return [*lines, ("you are not sure", "warn")] if view["doubted"] else lines


def _deadline(view: View, when: When, today: date) -> Cell:
    if view["accepted"]:
        return [("you accepted", "good")]
    if not view["deadline"]:
        return [("no day is named", "dim")]
    day = date.fromisoformat(view["deadline"])
    return [(when.day(day), ""), (when.within(day), "warn" if (day - today).days <= SOON else "")]


def _day(iso: str | None, when: When) -> Cell:
    return [(when.day(date.fromisoformat(iso)), "")] if iso else [("not named", "dim")]


def _open(view: View) -> Cell:
    """The conditions that are open; where the offer is not in writing, or its letter unread, nobody knows of any."""
    lines = _named(view, still=True, mood="warn")
    if not view["written"]:
        return [*lines, ("nothing is in writing yet", "warn")]
    if not view["letter_read"]:
        return [*lines, ("conditions are unseen", "warn")]
    return lines or [("nothing", "good")]


def _named(view: View, *, still: bool, mood: str) -> Cell:
    return [(one["kind"].replace("_", " "), mood) for one in view["contingencies"] if one["open"] == still]


def _letter(view: View) -> Cell:
    if not view["written"]:
        return [("none yet", "dim")]
    return [("was read" if view["letter_read"] else "could not be read", "")]


def _given_up(view: View, booked: Mapping[str, View], when: When) -> Cell:
    """Interviews elsewhere, the next one first; the other offers go without saying."""
    ahead = [booked[id_] for id_ in view.get("gives_up") or () if id_ in booked]
    ahead.sort(key=lambda one: one["start"])
    lines = [(f"{one['employer'] or 'unknown employer'}, {when.at(one['start'])}", "") for one in ahead]
    return lines or [("no interview", "dim")]
