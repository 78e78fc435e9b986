"""Lines of mail to zones: new text, signature, footer, what is quoted and what is forwarded, each as clean text.

HTML comes here with its quotes already counted by their DOM markers; plain text by its ">" signs. The words that
mark quotes and forwards are data (`agent.reading.marks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from agent.reading import foot, marks
from agent.reading import headers as fields
from agent.reading.document import Zone, ZoneKind
from agent.reading.lines import MAX_LINES, Line, to_text
from connectors.base import Mailbox

_ATTRIBUTION = re.compile("|".join(f"(?:{pattern})" for pattern in marks.ATTRIBUTIONS.values()))
_FORWARDED = re.compile(rf"[*_\s]*(?:{marks.FORWARDED})[*_\s]*$")
_ORIGINAL = re.compile(rf"[*_\s]*(?:{marks.ORIGINAL})[*_\s]*$")
_FORWARD_SUBJECT = re.compile(marks.FORWARD_SUBJECT)
_HEADER = re.compile(
    r"[*_\s]{0,4}(?:"
    + "|".join(f"(?P<{key}>{'|'.join(map(re.escape, names))})" for key, names in marks.HEADER_NAMES.items())
    + r")\s{0,2}[*_]{0,2}\s?:[*_]{0,2}\s*(?P<value>\S.*)?$"
)
_ADDRESS = re.compile(r"[\w.+%-]{1,100}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_MONTHS = {
    name: n
    for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3})[a-z]*\.?,? (\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_NUMERIC = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b|\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?m?\b")


@dataclass(slots=True)
class _Block:
    kind: ZoneKind
    lines: list[Line] = field(default_factory=list)
    from_: Mailbox | None = None
    sent_at: datetime | None = None


def split(lines: Sequence[Line], subject: str = "", sender: str = "") -> list[Zone]:
    """The zones of a text: new text first, then signature, footer, forwarded and quoted stretches in their order.

    `sender` is the display name of who wrote it: a last block that begins with it is a signature.
    """
    older: ZoneKind = "forwarded" if _FORWARD_SUBJECT.match(subject.lower()) else "quoted"
    new, rest = _cut(lines[:MAX_LINES], older)
    text, signature, footer = foot.split(new, sender)
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
