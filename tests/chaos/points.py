"""All the places where a command can be killed, and which of them are tried."""

from __future__ import annotations

from collections.abc import Iterator

from tests.chaos.tracer import Plan

PAGES = frozenset({"pwrite64"})
"""The database's own writing. Between two of these nothing happens that others could see: killed after the first is killed
before the second."""
EDGE = 3
"""Of a long run of them so many are tried at either end."""


def plans(points: list[str], every: int = 1, first: int = 0, *, thin: bool = False) -> Iterator[Plan]:
    """A plan for each side of each point, of which every n-th is taken, beginning with the `first`.

    `thin` takes every third page only within a long run of pages: a half-written transaction or checkpoint is SQLite's own
    promise, and every third still tries it.
    """
    found = []
    for number, name in enumerate(points, 1):
        page = name in PAGES
        if not (thin and page and number % 3 and _deep(points, number - 1)):
            found.append(Plan(number, "before"))
        if not (page and points[number : number + 1] and points[number] in PAGES):
            found.append(Plan(number, "after"))
    yield from found[first::every]


def _deep(points: list[str], index: int) -> bool:
    """Within a run of pages, and not near either of its ends."""
    around = points[max(index - EDGE, 0) : index + EDGE + 1]
    return len(around) == 2 * EDGE + 1 and all(name in PAGES for name in around)
