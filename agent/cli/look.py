"""How things look on a terminal: width, colour, signs, days and times in the user's zone. Pure but for `Look.of`."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, tzinfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    Cell = str | tuple[str, str]
    """A text, perhaps with the name of a style."""

WIDEST = 110
"""Lines longer than this are hard to read, however wide the terminal is."""

STYLES = {
    "title": "1",
    "dim": "2",
    "quote": "3",
    "good": "32",
    "warn": "33",
    "bad": "31",
    "soft": "36",
    "command": "1;36",
    "urgent": "1;31",
}
"""Select Graphic Rendition parameters (ECMA-48)."""

SIGNS = {
    "full": ("●", "*"), "empty": ("○", "."), "rail": ("│", "|"), "stop": ("●", "*"), "due": ("◆", "!"), "first": ("★", "+"),
    "letter": ("✉", "@"), "phone": ("☎", "#"), "ask": ("?", "?"), "good": ("✓", "ok"), "bad": ("✗", "x"), "warn": ("⚠", "!"),
    "dot": (" · ", " - "), "dash": ("–", "-"), "cut": ("…", ".."), "line": ("─", "-"), "open": ("“", '"'), "close": ("”", '"'),
    "arrow": ("→", "->"), "later": ("◷", "~"),
}  # fmt: skip
"""Each sign, and what stands for it where the terminal has no Unicode."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

FIRST_COMBINING = "\u0300"
"""All characters before this one take one column."""


class Look:
    """A way to print: how wide, with which colours and signs, and for which moment and zone."""

    def __init__(
        self, now: datetime, zone: tzinfo | None = None, *, width: int = 80, colour: bool = False, unicode: bool = True
    ) -> None:
        """`now` is aware; times are shown in `zone`, or the system's."""
        self.now = now.astimezone(zone)
        self.zone = zone
        self.width = max(min(width, WIDEST), 30)
        self.colour = colour
        self.unicode = unicode
        self.encoding: str | None = None

    @classmethod
    def of(cls, stream: TextIO, environ: Mapping[str, str], now: datetime, zone: tzinfo | None) -> Look:
        """How to print on `stream`: colours only on a terminal and without NO_COLOR, signs only in a Unicode locale."""
        terminal = stream.isatty()
        colour = terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
        locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
        encoding = (stream.encoding or "utf-8").lower().replace("-", "")
        unicode = encoding == "utf8" and "utf8" in locale.lower().replace("-", "")
        look = cls(now, zone, width=_width(stream, environ, terminal), colour=colour, unicode=unicode)
        look.encoding = None if encoding == "utf8" else stream.encoding
        return look

    # ------------------------------------------------------------ signs and colours

    def sign(self, name: str) -> str:
        """The sign of that name."""
        return SIGNS[name][0 if self.unicode else 1]

    def paint(self, text: str, style: str) -> str:
        """The text in a style, where there are colours."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.colour and style and text else text

    def command(self, *words: str) -> str:
        """Something to type: the words after `agent`."""
        return self.paint(" ".join(("agent", *words)), "command")

    def quoted(self, text: str) -> str:
        """Somebody's words."""
        return f"{self.sign('open')}{clean(text)}{self.sign('close')}"

    def joined(self, *parts: str | None) -> str:
        """What there is of the parts, with a dot between them."""
        return self.sign("dot").join(part for part in parts if part)

    def encodable(self, text: str) -> str:
        """The text with what the stream cannot print replaced."""
        encoding = self.encoding or "utf-8"
        return text.encode(encoding, "replace").decode(encoding)

    # ------------------------------------------------------------ layout

    def heading(self, text: str, right: str = "") -> str:
        """A line that begins a section, perhaps with something at its right end."""
        gap = self.width - wide(text) - wide(right)
        return self.paint(text, "title") + (" " * max(gap, 2) + self.paint(right, "dim") if right else "")

    def rule(self) -> str:
        """A line across."""
        return self.paint(self.sign("line") * self.width, "dim")

    def rows(
        self, rows: Sequence[Sequence[Cell]], indent: int = 2, keep: tuple[int, ...] = (), give: int | None = None
    ) -> list[str]:
        """Rows in columns. Where they do not fit, column `give` is cut first, then the widest, never those in `keep`."""
        if not rows:
            return []
        cells = [[cell if isinstance(cell, tuple) else (cell, "") for cell in row] for row in rows]
        widths = [max(wide(row[column][0]) for row in cells) for column in range(len(cells[0]))]
        used = [column for column, width in enumerate(widths) if width]
        excess = sum(widths) + indent + 2 * (len(used) - 1) - self.width
        if give is not None:
            giving = min(max(excess, 0), max(widths[give] - 16, 0))
            widths[give] -= giving
            excess -= giving
        loose = [column for column in used if column not in keep]
        while excess > 0 and loose and max(widths[column] for column in loose) > 6:
            widths[max(loose, key=widths.__getitem__)] -= 1
            excess -= 1
        return [self._row(row, widths, used, indent) for row in cells]

    def _row(self, row: Sequence[tuple[str, str]], widths: Sequence[int], used: Sequence[int], indent: int) -> str:
        parts = []
        for column in used:
            text, style = row[column]
            shown = cut(text, widths[column], self.sign("cut"))
            parts.append(self.paint(shown, style) + " " * (widths[column] - wide(shown)))
        return (" " * indent + "  ".join(parts)).rstrip()

    def wrapped(self, text: str, indent: int = 0, style: str = "") -> list[str]:
        """A text of one paragraph in lines that fit."""
        lines, line = [], ""
        room = self.width - indent
        for word in text.split():
            if line and wide(line) + 1 + wide(word) > room:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        return [" " * indent + self.paint(each, style) for each in [*lines, line] if each]

    # ------------------------------------------------------------ days and times

    def moment(self, iso: str) -> datetime:
        """An ISO 8601 time of a view, in the user's zone."""
        return datetime.fromisoformat(iso).astimezone(self.zone)

    def day(self, when: date) -> str:
        """A day: "Mon 24 Nov", with the year where it is another one."""
        text = f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"
        return text if when.year == self.now.year else f"{text} {when.year}"

    def at(self, iso: str) -> str:
        """A day and a time."""
        when = self.moment(iso)
        return f"{self.day(when)} {when:%H:%M}"

    def within(self, when: date) -> str:
        """How far a day lies ahead, or behind."""
        days = (when - self.now.date()).days
        near = {0: "today", 1: "tomorrow", -1: "yesterday"}
        return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")

    def ago(self, iso: str) -> str:
        """How long ago a time was."""
        gone = self.now - self.moment(iso)
        if gone < timedelta(seconds=90):
            return "just now"
        for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
            if (count := int(gone.total_seconds() // size)) > 0:
                return f"{count} {unit}{'s' if count > 1 else ''} ago"
        return "just now"


def clean(text: object) -> str:
    """A text from outside on one line, without characters that steer a terminal or turn the direction of writing."""
    return " ".join(_printable(str(text)).split())


def clean_lines(text: object) -> list[str]:
    """Likewise with its lines kept."""
    return [_printable(line).rstrip() for line in str(text).split("\n")]


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)


def wide(text: str) -> int:
    """How many columns a text takes (Unicode Standard Annex 11, combining marks apart)."""
    odd = [] if text.isascii() else [char for char in text if char >= FIRST_COMBINING]
    if not odd:
        return len(text)
    from unicodedata import combining, east_asian_width

    return len(text) + sum(-1 if combining(char) else east_asian_width(char) in "WF" for char in odd)


def cut(text: str, width: int, mark: str) -> str:
    """The text in at most `width` columns, with `mark` where something was left out."""
    if wide(text) <= width:
        return text
    kept = text
    while kept and wide(kept) > width - len(mark):
        kept = kept[:-1]
    return kept.rstrip() + mark


def _width(stream: TextIO, environ: Mapping[str, str], terminal: bool) -> int:
    if environ.get("COLUMNS", "").isdecimal() and int(environ["COLUMNS"]):
        return int(environ["COLUMNS"])
    if terminal:
        try:
            return os.get_terminal_size(stream.fileno()).columns or 80
        except OSError:
            return 80
    return 100
