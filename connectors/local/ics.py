"""iCalendar text (RFC 5545 section 3.1) by its bytes: content lines and the components they stand in.

Everything keeps its place in the file, so that one parameter can be changed and every other byte stays. The grammar is
read leniently, as calendars in the wild need it; nothing here raises on bad bytes, and the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MAX_DEPTH = 20
MAX_PARAMETERS = 50
_LOGICAL = re.compile(rb"[^\n]*+(?:\n[ \t][^\n]*+)*+\n?")
_FOLD = re.compile(rb"\r?\n[ \t]")
_NAME = re.compile(rb"([A-Za-z0-9-]+)(?=[;:])")
_PARAMETER = re.compile(rb';\s*+([A-Za-z0-9-]+)=((?:"[^"]*+"|[^";:])*+)')


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a property and where its value stands in the unfolded line."""

    name: str
    raw: bytes
    start: int
    end: int

    @property
    def value(self) -> str:
        """The (first) value, quotes and RFC 6868 carets undone."""
        text = _text(self.raw)
        if text.startswith('"'):
            text = text[1:].partition('"')[0]
        return text.replace("^n", "\n").replace("^'", '"').replace("^^", "^") if "^" in text else text


@dataclass(frozen=True, slots=True)
class Line:
    """One content line: a property of a component."""

    start: int
    end: int
    """Its bytes in the file, line end included."""
    name: str
    """Upper-case."""
    content: bytes
    """Unfolded, without line end."""

    def parameters(self) -> tuple[Parameter, ...]:
        """In the order of the line."""
        return self._split()[0]

    def parameter(self, name: str) -> str | None:
        """The value of the first one of that name (upper-case)."""
        return next((parameter.value for parameter in self.parameters() if parameter.name == name), None)

    @property
    def value_start(self) -> int:
        """Where the value begins in `content`, behind the colon."""
        return self._split()[1]

    @property
    def raw_value(self) -> str:
        """The value as it stands in the file."""
        return _text(self.content[self.value_start :])

    @property
    def value(self) -> str:
        """The value as TEXT, backslash escapes undone (section 3.3.11)."""
        text = self.raw_value
        return re.sub(r"\\(.)", _unescaped, text, flags=re.DOTALL) if "\\" in text else text

    def _split(self) -> tuple[tuple[Parameter, ...], int]:
        found: list[Parameter] = []
        place = len(self.name)
        while match := _PARAMETER.match(self.content, place):
            if len(found) == MAX_PARAMETERS:
                return (), len(self.content)  # hostile: as if it had neither parameters nor a value
            found.append(Parameter(match[1].decode().upper(), match[2], *match.span(2)))
            place = match.end()
        colon = self.content.find(b":", place)
        return tuple(found), len(self.content) if colon < 0 else colon + 1


@dataclass(slots=True)
class Block:
    """One component (or the whole file, with an empty name) with its own properties and the components in it."""

    name: str
    start: int
    end: int = 0
    """Behind its END line."""
    tail: int = 0
    """Where its END line begins."""
    closed: bool = False
    lines: list[Line] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """Its own lines of that name (upper-case), in order."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """The first of them."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str, limit: int = 65_536) -> str:
        """The value of the first of them, cut at `limit` characters; "" where there is none."""
        line = self.first(name)
        return line.value[:limit] if line else ""

    def walk(self, name: str) -> Iterator[Block]:
        """All components of that name, outermost first; none inside another of the same name."""
        for child in self.children:
            if child.name == name:
                yield child
            else:
                yield from child.walk(name)


def parse(data: bytes) -> Block:
    """The components of a file. Wrong nesting is repaired as well as can be; `closed` tells what was not complete."""
    root = Block("", 0, len(data), len(data), closed=True)
    stack = [root]
    for match in _LOGICAL.finditer(data):
        start, end = match.span()
        content = match[0].rstrip(b"\r\n")
        if start == 0:
            content = content.removeprefix(b"\xef\xbb\xbf")
        if b"\n" in content:
            content = _FOLD.sub(b"", content)
        name = _NAME.match(content)
        if name is None:
            continue
        key = name[1].decode().upper()
        if key == "BEGIN":
            block = Block(_text(content[6:]).strip().upper(), start, end, end)
            if len(stack) <= MAX_DEPTH:
                stack[-1].children.append(block)
            stack.append(block)
        elif key == "END":
            _close(stack, _text(content[4:]).strip().upper(), start, end)
        elif len(stack) <= MAX_DEPTH:
            stack[-1].lines.append(Line(start, end, key, content))
    for block in stack[1:]:
        block.end = block.tail = len(data)
    return root


def _close(stack: list[Block], name: str, start: int, end: int) -> None:
    """Close the innermost open component of that name and those left open inside it; ignore an END of nothing."""
    for depth in range(len(stack) - 1, max(0, len(stack) - 1 - MAX_DEPTH), -1):
        if stack[depth].name == name:
            for block in stack[depth + 1 :]:
                block.end = block.tail = start
            stack[depth].tail, stack[depth].end, stack[depth].closed = start, end, True
            del stack[depth:]
            return


def _text(data: bytes) -> str:
    """UTF-8; what is none is read as Latin-1, byte by byte, so that old files stay legible."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


# ---------------------------------------------------------------- values

_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.IGNORECASE)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A DATE or DATE-TIME value as written: the time on the wall, and which wall."""

    wall: datetime
    """Without zone; midnight for a date."""
    is_date: bool = False
    utc: bool = False
    tzid: str | None = None

    def text(self) -> str:
        """The value in iCalendar form."""
        if self.is_date:
            return self.wall.strftime("%Y%m%d").rjust(8, "0")
        return self.wall.strftime("%Y%m%dT%H%M%S").rjust(15, "0") + ("Z" if self.utc else "")


def stamp(text: str, tzid: str | None = None) -> Stamp | None:
    """Read one DATE or DATE-TIME (sections 3.3.4, 3.3.5); None for anything else."""
    match = _STAMP.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        wall = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - 60 is a leap second
    except ValueError:
        return None
    utc = match[7] is not None
    return Stamp(wall, is_date=match[4] is None, utc=utc, tzid=None if utc or match[4] is None else tzid)


def stamp_of(line: Line | None) -> Stamp | None:
    """The date or time of a line; None where there is none that can be read."""
    return stamp(line.raw_value, line.parameter("TZID")) if line else None


def stamps_of(line: Line, limit: int) -> list[Stamp]:
    """All dates of an EXDATE or RDATE, of a PERIOD its start, at most `limit`; unreadable ones are left out."""
    tzid = line.parameter("TZID")
    values = (stamp(value.partition("/")[0], tzid) for value in line.raw_value.split(",", limit)[:limit])
    return [value for value in values if value is not None]


def duration(text: str) -> timedelta | None:
    """Read a DURATION (section 3.3.6)."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or text.strip().upper().endswith(("P", "T")):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] == "-" else length
