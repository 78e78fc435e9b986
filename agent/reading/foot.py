"""The foot of a message: what is a signature, and what only lawyers and mailing machines write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agent.reading import manner, marks
from agent.reading.lines import Line

_CLOSING = re.compile(rf"(?:{'|'.join(marks.CLOSINGS.values())})\s*[,.!]*\s*$")
_FOOTER = re.compile("|".join(marks.FOOTERS.values()))


def split(lines: list[Line], sender: str) -> tuple[list[Line], list[Line], list[Line]]:
    """New lines → (text, signature, footer)."""
    text, footer = _footer(lines)
    at = min(_signature(text), _signed_by(text, sender))
    return text[:at], text[at:], footer


def _footer(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Paragraphs that only lawyers and mailing machines write, taken out of the last two thirds and where they stand."""
    text: list[Line] = []
    footer: list[Line] = []
    paragraphs = _paragraphs(lines)
    for n, paragraph in enumerate(paragraphs):
        joined = " ".join(line.text.strip() for line in paragraph).lower()
        late = n * 3 >= len(paragraphs)
        if late and joined and len(joined) < 3_000 and _FOOTER.search(joined):
            kept, dropped = _footer_lines(paragraph)
            text += kept
            footer += [*dropped, Line("")]
        else:
            text += paragraph
        text.append(Line(""))
    return text, footer


def _footer_lines(paragraph: list[Line]) -> tuple[list[Line], list[Line]]:
    """A paragraph of its own goes whole; of one with several short lines only the lines that say it."""
    if len(paragraph) == 1 or all(line.wrapped and len(line.text) > 50 for line in paragraph[:-1]):
        return [], paragraph
    hit = [bool(_FOOTER.search(line.text.lower())) for line in paragraph]
    if not any(hit):
        return [], paragraph
    return [x for x, h in zip(paragraph, hit, strict=True) if not h], [
        x for x, h in zip(paragraph, hit, strict=True) if h
    ]


def _paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    out: list[list[Line]] = [[]]
    for line in lines:
        if line.text.strip():
            out[-1].append(line)
        elif out[-1]:
            out.append([])
    return [paragraph for paragraph in out if paragraph]


def _signature(lines: list[Line]) -> int:
    """Where the signature begins: after "-- ", or after a closing phrase with only short lines under it."""
    for i, line in enumerate(lines):
        if line.text.rstrip() == "--":
            return i if _tail_is_short(lines[i + 1 :], 30) else len(lines)
    last = len(lines)
    while last and not lines[last - 1].text.strip():
        last -= 1
    first = next((i for i, line in enumerate(lines) if line.text.strip()), 0)
    for i in range(last - 1, max(-1, last - 16), -1):
        text = lines[i].text.strip()
        if not text or (i == first and manner.opens(text)):
            continue  # "Beste Ines," at the head greets
        if len(text) > 120:
            return len(lines)
        if len(text) <= 48 and _CLOSING.match(text.lower()):
            return i + 1 if i + 1 < last and _tail_is_short(lines[i + 1 : last], 14) else len(lines)
    return len(lines)


def _signed_by(lines: list[Line], sender: str) -> int:
    """Where a last block of short lines begins with the sender's name, or a part of it."""
    name = sender.lower().split(" via ")[0].strip()
    parts = {
        part for part in re.split(r"[^\w'-]+", name) if len(part) > 1 and part not in ("dr", "mr", "mrs", "ms", "prof")
    }
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    for i in reversed(filled[-10:]):
        text = lines[i].text.strip(" ,.-–—*_!x").lower()
        if len(text) > 140:
            break
        words = text.split()
        if (
            words
            and len(words) <= 4
            and (text == name or (words[0] in parts and set(words) <= parts))
            and i != filled[0]
        ):
            return i
    return len(lines)


def _tail_is_short(lines: list[Line], most: int) -> bool:
    filled = [line.text for line in lines if line.text.strip()]
    return len(filled) <= most and all(len(text) <= 140 for text in filled)
