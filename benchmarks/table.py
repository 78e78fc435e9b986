"""Rows of figures: ours, a reference of the same run, and their ratio."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

NOISY = 0.25
"""A spread above this says that the machine was busy with something else."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured, once or several times. Less is always better."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.values)

    @property
    def spread(self) -> float | None:
        """Half of the distance between the quartiles, as a share of the median; None with fewer than three values."""
        if len(self.values) < 3 or not self.median:
            return None
        first, _, third = statistics.quantiles(self.values, n=4, method="inclusive")
        return (third - first) / 2 / self.median


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison."""

    what: str
    unit: str
    ours: Figure
    peer: str = ""
    """What it is compared with; "": nothing."""
    theirs: Figure | None = None
    """None with a peer: it is not installed."""
    at_most: float | None = None
    """The ratio that is wanted."""
    how_to_install: str = ""
    paired: bool = True
    """The two were measured by turns, so that the first value of one belongs to the first of the other."""

    @property
    def ratio(self) -> float | None:
        """Ours in terms of the peer's: under 1 is faster. The median over the turns, where they took turns."""
        if self.theirs is None or not all(self.theirs.values):
            return None
        if self.paired and len(self.ours.values) == len(self.theirs.values):
            return statistics.median(a / b for a, b in zip(self.ours.values, self.theirs.values, strict=True))
        return self.ours.median / self.theirs.median

    @property
    def verdict(self) -> str:
        """Empty where nothing is wanted, or there is nothing to compare with."""
        if self.at_most is None or self.ratio is None:
            return ""
        if self.ratio <= self.at_most:
            return "ok"
        noisy = any(figure and (figure.spread or 0) > NOISY for figure in (self.ours, self.theirs))
        return "MISSED, noisy" if noisy else "MISSED"

    def plain(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "what": self.what,
            "unit": self.unit,
            "ours": self.ours.median,
            "ours_spread": self.ours.spread,
            "peer": self.peer or None,
            "theirs": self.theirs.median if self.theirs else None,
            "theirs_spread": self.theirs.spread if self.theirs else None,
            "ratio": self.ratio,
            "wanted_at_most": self.at_most,
            "missing": self.how_to_install if self.peer and self.theirs is None else None,
        }


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together."""

    title: str
    rows: Sequence[Row]
    remarks: Sequence[str] = ()


def shown(figure: Figure | None) -> str:
    """The median with three digits, and the spread."""
    if figure is None:
        return "–"
    spread = f" ±{figure.spread:.0%}" if figure.spread is not None else ""
    return f"{_digits(figure.median)}{spread}"


def _digits(value: float) -> str:
    if value == 0:
        return "0"
    places = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:,.{places}f}"


def text(section: Section) -> str:
    """A section as a Markdown table, which is readable as it is."""
    head = ("what", "unit", "Bowout", "beside", "theirs", "ratio", "wanted")
    lines = [head, *(_cells(row) for row in section.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    right = (False, False, True, False, True, True, False)
    table = [_line(line, widths, right) for line in lines]
    rule = "|".join("-" * (width + 1) + (":" if it else "-") for width, it in zip(widths, right, strict=True))
    return "\n".join([f"## {section.title}", "", table[0], f"|{rule}|", *table[1:], "", *_remarks(section)])


def _cells(row: Row) -> tuple[str, ...]:
    wanted = "" if row.at_most is None else f"≤ {row.at_most:.3g} {row.verdict}".strip()
    theirs = shown(row.theirs) if row.theirs is not None or not row.peer else "missing"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}" if row.ratio >= 0.1 else f"{row.ratio:.1g}"
    return row.what, row.unit, shown(row.ours), row.peer, theirs if row.peer else "", ratio, wanted


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = [
        cell.rjust(width) if to_the_right else cell.ljust(width)
        for cell, width, to_the_right in zip(cells, widths, right, strict=True)
    ]
    return f"| {' | '.join(parts)} |"


def _remarks(section: Section) -> Iterable[str]:
    missing = {row.peer: row.how_to_install for row in section.rows if row.peer and row.theirs is None}
    for peer, how in missing.items():
        yield f"- {peer} is not installed here: {how}"
    for remark in section.remarks:
        yield f"- {remark}"
