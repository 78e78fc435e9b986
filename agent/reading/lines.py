"""Lines of mail: plain text to lines with their quote signs counted, and lines back to clean running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.reading import headers

MAX_LINES = 20_000
MAX_TEXT = 400_000
"""Characters of one zone."""

_QUOTE = re.compile(r"^(?:[ ]{0,3}>)+")
_ITEM = re.compile(r"\s{0,8}(?:[-*•·–—+o▪◦]\s|\(?\d{1,2}[.)]\s|\(?[a-zA-Z][.)]\s)")
_LINK = re.compile(r"https?://[^\s<>\"']{3,2000}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it."""

    text: str
    depth: int = 0
    """How often it is quoted."""
    wrapped: bool = False
    """It may have been broken to fit a width: from plain text."""


# ---------------------------------------------------------------- plain text


def plain_lines(text: str, *, flowed: bool = False) -> list[Line]:
    """Lines of a plain text part, its quote signs counted, `format=flowed` undone (RFC 3676)."""
    lines: list[Line] = []
    joining = False
    for raw in headers.clean(text).split("\n")[:MAX_LINES]:
        depth, rest = 0, raw
        found = _QUOTE.match(raw)
        if found:
            depth = found.group().count(">")
            rest = raw[found.end() :].removeprefix(" ")
        elif flowed:
            rest = raw.removeprefix(" ")
        soft = flowed and rest.endswith(" ") and rest.rstrip() != "--"
        if joining and lines[-1].depth == depth and rest.strip():
            last = lines.pop()
            lines.append(Line(f"{last.text} {rest.strip()}", depth))
        else:
            lines.append(Line(rest.rstrip(), depth, wrapped=not flowed))
        joining = soft
    return lines


def plain_links(lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    """Addresses that stand in plain text; each has the text before it on its line as its text."""
    links = []
    for line in lines:
        for found in _LINK.finditer(line.text):
            links.append((line.text[: found.start()].strip()[-200:], found.group().rstrip(".,;:!?)>]")))
            if len(links) >= 200:
                return tuple(links)
    return tuple(links)


# ---------------------------------------------------------------- lines to text


def to_text(lines: Sequence[Line]) -> str:
    """Clean text: broken lines joined, paragraphs apart, trimmed and bounded."""
    texts = [headers.clean(line.text) for line in lines]
    if any(line.wrapped for line in lines):
        texts = _reflow(texts)
    out: list[str] = []
    for text in texts:
        folded = " ".join(text.split())
        if folded or (out and out[-1]):
            out.append(folded)
    if out and out[0] == "--":
        out = out[1:]
    return "\n".join(out).strip()[:MAX_TEXT]


def reflow_text(text: str) -> str:
    """Clean text from a plain text of its own, a text file say."""
    return to_text(plain_lines(text))


def _reflow(texts: list[str]) -> list[str]:
    """Join a line to the one before it where its first word would not have fitted there."""
    width = _width(texts)
    if not width:
        return texts
    out: list[str] = []
    length = 0
    for text in texts:
        if out and text.strip() and out[-1] and _continues(length, text, width):
            out[-1] = f"{out[-1]} {text.strip()}"
        else:
            out.append(text)
        length = len(text)
    return out


def _continues(length: int, text: str, width: int) -> bool:
    if length < width // 2 or _ITEM.match(text):
        return False
    return length + 1 + len(text.split(None, 1)[0]) > width


def _width(texts: list[str]) -> int:
    """The width that a text was broken at, 0 where it was not."""
    lengths = [len(text) for text in texts if " " in text.strip()]
    if not lengths:
        return 0
    long = sum(length > 100 for length in lengths)
    if long * 5 > len(lengths) or long > 20:
        return 0
    widest = max((length for length in lengths if length <= 100), default=0)
    return widest if widest >= 50 else 0
