"""Lines of mail to zones: new text, signature, footer, what is quoted and what is forwarded, each as clean text.

HTML comes here with its quotes already counted by their DOM markers; plain text by its ">" signs. The words that
mark quotes and forwards are data (`agent.reading.marks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from agent.reading import headers as fields
from agent.reading import marks
from agent.reading.document import Zone, ZoneKind
from connectors.base import Mailbox

MAX_LINES = 20_000
MAX_TEXT = 400_000
"""Characters of one zone."""

_QUOTE = re.compile(r"^(?:[ ]{0,3}>)+")
_ATTRIBUTION = re.compile("|".join(f"(?:{pattern})" for pattern in marks.ATTRIBUTIONS.values()))
_FORWARDED = re.compile(rf"[*_\s]*(?:{marks.FORWARDED})[*_\s]*$")
_ORIGINAL = re.compile(rf"[*_\s]*(?:{marks.ORIGINAL})[*_\s]*$")
_FORWARD_SUBJECT = re.compile(marks.FORWARD_SUBJECT)
_HEADER = re.compile(
    r"[*_\s]{0,4}(?:"
    + "|".join(f"(?P<{key}>{'|'.join(map(re.escape, names))})" for key, names in marks.HEADER_NAMES.items())
    + r")\s{0,2}[*_]{0,2}\s?:[*_]{0,2}\s*(?P<value>\S.*)?$"
)
_CLOSING = re.compile(rf"(?:{'|'.join(marks.CLOSINGS.values())})\s*[,.!]*\s*$")
_FOOTER = re.compile("|".join(marks.FOOTERS.values()))
_ITEM = re.compile(r"\s{0,8}(?:[-*•·–—+o▪◦]\s|\(?\d{1,2}[.)]\s|\(?[a-zA-Z][.)]\s)")
_FIELD = re.compile(r"[^\s:][^:]{0,40}:(?:\s|$)")
_LINK = re.compile(r"https?://[^\s<>\"']{3,2000}")
_ADDRESS = re.compile(r"[\w.+%-]{1,100}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_MONTHS = {
    name: n
    for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3})[a-z]*\.?,? (\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_NUMERIC = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b|\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?m?\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it."""

    text: str
    depth: int = 0
    """How often it is quoted."""
    wrapped: bool = False
    """It may have been broken to fit a width: from plain text."""


@dataclass(slots=True)
class _Block:
    kind: ZoneKind
    lines: list[Line] = field(default_factory=list)
    from_: Mailbox | None = None
    sent_at: datetime | None = None


# ---------------------------------------------------------------- plain text


def plain_lines(text: str, *, flowed: bool = False) -> list[Line]:
    """Lines of a plain text part, its quote signs counted, `format=flowed` undone (RFC 3676)."""
    lines: list[Line] = []
    joining = False
    for raw in fields.clean(text).split("\n")[:MAX_LINES]:
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


# ---------------------------------------------------------------- splitting


def split(lines: Sequence[Line], subject: str = "", sender: str = "") -> list[Zone]:
    """The zones of a text: new text first, then signature, footer, forwarded and quoted stretches in their order.

    `sender` is the display name of who wrote it: a last block that begins with it is a signature.
    """
    older: ZoneKind = "forwarded" if _FORWARD_SUBJECT.match(subject.lower()) else "quoted"
    new, rest = _cut(lines[:MAX_LINES], older)
    text, signature, footer = _foot(new, sender)
    out = [Zone("text", to_text(text))]
    if signature:
        out.append(Zone("signature", to_text(signature)))
    if footer:
        out.append(Zone("footer", to_text(footer)))
    forwarded = [block for block in rest if block.kind == "forwarded"]
    quoted = [block for block in rest if block.kind == "quoted"]
    out += [Zone(b.kind, to_text(b.lines), b.from_, b.sent_at) for b in forwarded + quoted]
    return [zone for zone in out if zone.text or zone.kind == "text"]


def _cut(lines: Sequence[Line], older: ZoneKind) -> tuple[list[Line], list[_Block]]:
    """The new lines, and the older messages under them."""
    new: list[Line] = []
    blocks: list[_Block] = []
    current: _Block | None = None
    rest_is_old = False
    i = 0
    while i < len(lines):
        line = lines[i]
        mark = _mark(lines, i, older)
        if mark is not None:
            current, consumed, to_the_end = mark
            if not blocks or blocks[-1].lines or blocks[-1].from_:
                blocks.append(current)
            else:  # a bare "Forwarded message" line, then its header
                current.kind = blocks[-1].kind
                blocks[-1] = current
            i += consumed
            rest_is_old = rest_is_old or (to_the_end and not _quoted_next(lines, i))
            continue
        if line.depth or rest_is_old:
            if current is None:
                current = _Block("quoted")
                blocks.append(current)
            current.lines.append(line)
        elif line.text or current is None:
            current = None
            new.append(line)
        i += 1
    return new, blocks


def _quoted_next(lines: Sequence[Line], i: int) -> bool:
    """The next line with words on it is marked as quoted."""
    for line in lines[i : i + 5]:
        if line.text.strip():
            return line.depth > 0
    return False


def _mark(lines: Sequence[Line], i: int, older: ZoneKind) -> tuple[_Block, int, bool] | None:
    """An older message begins at line `i`: its block, how many lines its header takes, and whether it runs on."""
    text = lines[i].text.strip()
    if not text or len(text) > 400:
        return None
    low = text.lower()
    if low[0] in "-_*b" or low.startswith("anfang"):
        if _FORWARDED.match(low):
            return _Block("forwarded"), 1, True
        if _ORIGINAL.match(low) and (low[0] != "_" or _header_at(lines, i + 1)):
            return _Block(older), 1, True
    found = _header_at(lines, i)
    if found:
        block, consumed = found
        block.kind = older
        return block, consumed, True
    return _attribution(lines, i)


def _attribution(lines: Sequence[Line], i: int) -> tuple[_Block, int, bool] | None:
    """ "On … wrote:", on up to three lines."""
    text = ""
    for used, line in enumerate(lines[i : i + 3], 1):
        part = line.text.strip()
        if not part or line.depth != lines[i].depth or len(text) > 400:
            return None
        text = f"{text} {part}".strip()
        if part.endswith(":"):
            if not _ATTRIBUTION.fullmatch(text.lower()):
                return None
            return _Block("quoted", [], _mailbox(text), _when(text)), used, True
    return None


def _header_at(lines: Sequence[Line], i: int) -> tuple[_Block, int] | None:
    """A header such as Outlook puts over an older message: sender, date and more on lines of their own."""
    seen: dict[str, str] = {}
    used = 0
    for line in lines[i : i + 14]:
        text = line.text.strip()
        if not text and used < 2 and not seen:
            used += 1
            continue
        found = _HEADER.match(text.lower()) if len(text) < 600 else None
        if not found:
            if not text and seen and len(seen) < 3 and used < 8:
                used += 1  # some programs leave empty lines between the fields
                continue
            break
        key = next(k for k in marks.HEADER_NAMES if found.group(k))
        start = found.start("value")
        seen.setdefault(key, text[start:].strip() if start >= 0 else "")
        used += 1
    if "from" not in seen or len(seen) < 2 or not ({"sent", "subject", "to"} & set(seen)):
        return None
    if "sent" not in seen and "subject" not in seen:
        return None
    subject = seen.get("subject", "")
    body = [Line(subject, lines[i].depth), Line("", lines[i].depth)] if subject else []
    return _Block("quoted", body, _mailbox(seen["from"]), _when(seen.get("sent", ""))), used


def _mailbox(text: str) -> Mailbox | None:
    """The address in a quote's header, or the bare name."""
    found = _ADDRESS.search(text)
    if found:
        name = (
            text[: found.start()].rsplit(",", 1)[-1]
            if text.lower().startswith(("on ", "am "))
            else text[: found.start()]
        )
        name = re.sub(r"mailto:|[\[<(\"'*>]", " ", name).strip()
        return Mailbox(found.group().lower(), " ".join(name.split())[-100:])
    if text.endswith(":"):
        words = re.sub(r"(?i)\s+(?:wrote|a écrit|escribió)\s*:$", "", text)
        name = re.split(r",|\d{1,2}:\d{2}(?:\s*[ap]m)?|\bschrieb\b", words)[-1].strip(" :")
        return Mailbox("", name[:100]) if name and not any(c.isdigit() for c in name) else None
    return Mailbox("", text.strip("*\"' ")[:100]) if text else None


def _when(text: str) -> datetime | None:
    """The date in a quote's header. A time without a zone is taken as UTC: good enough to tell days apart."""
    exact = fields.date(text) if re.match(r"\s*[a-zA-Z]{3}, ?\d", text) else None
    if exact is not None:
        return exact
    low = text.lower()
    day = _day(low)
    if day is None:
        return None
    clock = _CLOCK.search(low)
    hour, minute = (int(clock.group(1)), int(clock.group(2))) if clock else (12, 0)
    if clock and clock.group(3):
        hour = hour % 12 + (12 if clock.group(3) == "p" else 0)
    try:
        return datetime(*day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def _day(low: str) -> tuple[int, int, int] | None:
    for found in _DAY_FIRST.finditer(low):
        if found.group(2) in _MONTHS:
            return int(found.group(3)), _MONTHS[found.group(2)], int(found.group(1))
    for found in _MONTH_FIRST.finditer(low):
        if found.group(1) in _MONTHS:
            return int(found.group(3)), _MONTHS[found.group(1)], int(found.group(2))
    numeric = _NUMERIC.search(low)
    if not numeric:
        return None
    year, month, day, d, m, y = (int(g) if g else 0 for g in numeric.groups())
    return (year, month, day) if year else (y, m, d)


# ---------------------------------------------------------------- signature and footer


def _foot(lines: list[Line], sender: str) -> tuple[list[Line], list[Line], list[Line]]:
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
    for i in range(last - 1, max(-1, last - 16), -1):
        text = lines[i].text.strip()
        if not text:
            continue
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


# ---------------------------------------------------------------- lines to text


def to_text(lines: Sequence[Line]) -> str:
    """Clean text: broken lines joined, paragraphs apart, trimmed and bounded."""
    texts = [fields.clean(line.text) for line in lines]
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


def lines_to_text(lines: Sequence[Line]) -> str:
    """All lines as one clean text, whatever their depth."""
    return to_text(lines)


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
