"""Open offers on a terminal, for deciding: side by side, or one under the other where there is no room. Pure."""

from __future__ import annotations

from agent.beside import compared, rows
from agent.cli.look import Look, clean, wide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from agent.beside import Cell, Row

    View = Mapping[str, Any]
    Line = tuple[str, str]
    """A text and its style."""

INDENT, GAP = 2, 3
NARROWEST, WIDEST = 22, 38
"""How wide a column may be."""


def lines(document: View, look: Look) -> list[str]:
    """A column for each open offer where there is room, else one offer under the other; [] where there are fewer than two."""
    today = look.now.date()
    views = compared(document["offers"], today)
    if not views:
        return []
    found = rows(views, document["interviews"], look, today)
    first = max(wide(name) for name, _ in found)
    width = min((look.width - INDENT - first - GAP * len(views)) // len(views), WIDEST)
    told = _beside(views, found, first, width, look) if width >= NARROWEST else _below(views, found, first, look)
    return [*told, "", f"  {look.command('offer', 'VERB', 'ID')}  tells what you decided: accept, decline or doubt"]


def _beside(views: Sequence[View], found: Sequence[Row], first: int, width: int, look: Look) -> list[str]:
    heads: list[Cell] = [[(_name(view), "title"), (view["role"] or "", "")] for view in views]
    ids: list[Cell] = [[(view["id"], "dim")] for view in views]
    rule = " " * INDENT + look.paint(look.sign("line") * (first + (GAP + width) * len(views)), "dim")
    told = [*_row("", heads, first, width, look), rule]
    for name, cells in [*found, ("", ids)]:
        told += _row(name, cells, first, width, look)
    return told


def _below(views: Sequence[View], found: Sequence[Row], first: int, look: Look) -> list[str]:
    told: list[str] = []
    width = look.width - INDENT - first - GAP
    for number, view in enumerate(views):
        title: Cell = [(look.joined(clean(_name(view)), clean(view["role"] or "")), "title")]
        told += ["", *(" " * INDENT + look.paint(*line) for line in _wrapped(title, look.width - INDENT))]
        for name, cells in [*found, ("", [[(one["id"], "dim")] for one in views])]:
            if cells[number]:
                told += _row(name, [cells[number]], first, width, look)
    return told[1:]


def _name(view: View) -> str:
    return view["employer"] or "unknown employer"


def _row(name: str, cells: Sequence[Cell], first: int, width: int, look: Look) -> list[str]:
    """A row takes as many lines as its longest cell."""
    columns = [_wrapped(cell, width) for cell in cells]
    told = []
    for number in range(max(map(len, columns))):
        parts = [look.paint(name, "dim") + " " * (first - wide(name)) if number == 0 else " " * first]
        for column in columns:
            text, style = column[number] if number < len(column) else ("", "")
            parts.append(look.paint(text, style) + " " * (width - wide(text)))
        told.append((" " * INDENT + (" " * GAP).join(parts)).rstrip())
    return told


def _wrapped(cell: Cell, width: int) -> list[Line]:
    """The lines of a cell, each in as many as it needs; a word that is too long is broken."""
    found: list[Line] = []
    for text, mood in cell:
        line = ""
        for word in _pieces(clean(text), width):
            if line and wide(line) + 1 + wide(word) > width:
                found.append((line, mood))
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            found.append((line, mood))
    return found


def _pieces(text: str, width: int) -> list[str]:
    found = []
    for word in text.split():
        while wide(word) > width:
            kept = word
            while wide(kept) > width:
                kept = kept[:-1]
            found.append(kept)
            word = word[len(kept) :]
        found.append(word)
    return found
