"""What an e-signature service reports: which document, and whether it waits for a signature or has all of them.

A sender can overwrite the subject, so the text counts as well; a completion means that every party has signed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from agent.reading.document import Document
from agent.reading.vendors import load

SignatureEvent = Literal["requested", "completed", "declined", "voided", "viewed"]

_ORDER: tuple[SignatureEvent, ...] = ("declined", "voided", "completed", "viewed", "requested")
_FILE = re.compile(r"\.(?:pdf|docx?|rtf|odt|html?)$", re.IGNORECASE)
_QUOTED = re.compile(r"[\"«]\s*([^\"«»\n]{4,160}?)\s*[\"»]")
_ASKED = re.compile(r"(?:signature|sign|firma)(?: on| to)?:? [\"«]?([^\"«»\n]{4,160})[\"»]?$", re.IGNORECASE)


@cache
def _words() -> dict[str, list[str]]:
    """Kind of word → patterns of all languages."""
    merged: dict[str, list[str]] = {}
    for table in load("esign_events").values():
        for key, patterns in table.items():
            merged.setdefault(key, []).extend(patterns)
    return merged


@cache
def _event_pattern(event: str) -> re.Pattern[str]:
    # A back-reference counts groups from the left of the whole alternation: such patterns are kept first.
    patterns = sorted(_words().get(event, ()), key=lambda pattern: r"\1" not in pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.MULTILINE)


@cache
def _prefix() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_words()["prefixes"], key=len, reverse=True)))
    return re.compile(rf"^(?:re|fwd?|aw|wg)?\s*:?\s*(?:(?:{words})\s*[:!-]\s*|(?:{words})\s+(?=[\"«]))+", re.IGNORECASE)


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _words()["labels"]))
    return re.compile(rf"^(?:{words})\s*(?::\s*(?P<value>.{{4,160}}))?$", re.IGNORECASE)


def event(document: Document) -> SignatureEvent | None:
    """What has happened to the document, or None where the service writes of something else."""
    text = f"{document.subject}\n{document.text()[:4000]}".lower()
    for kind in _ORDER:
        if _event_pattern(kind).search(text):
            return kind
    return None


def title(document: Document) -> str | None:
    """The document's own title, without its file ending."""
    lines = [line.strip() for line in document.text()[:4000].split("\n")]
    for candidate in (_named(lines), _from_subject(document.subject), _quoted(lines), _file(lines)):
        if candidate:
            return _FILE.sub("", candidate).strip(" .\"'«»-–") or None
    return None


def _named(lines: list[str]) -> str | None:
    """ "Document: X", or "Document" with X on the next line."""
    for i, line in enumerate(lines):
        found = _label().match(line)
        if found and found.group("value"):
            return str(found.group("value"))
        if found:
            return next((following for following in lines[i + 1 : i + 3] if following), None)
        if re.search(r"review and sign\s*:$", line, re.IGNORECASE):
            return next((following for following in lines[i + 1 : i + 3] if following), None)
    return None


def _from_subject(subject: str) -> str | None:
    quoted = _QUOTED.search(subject)
    if quoted:
        return quoted.group(1)
    rest = _prefix().sub("", subject)
    if rest != subject and rest:
        return rest
    asked = _ASKED.search(subject)
    if asked:
        return asked.group(1)
    declined = re.match(r"you declined (.{4,160})$", subject, re.IGNORECASE)
    if declined:
        return declined.group(1)
    return subject if _FILE.search(subject) else None


def _quoted(lines: list[str]) -> str | None:
    found = _QUOTED.search(" ".join(lines[:4]))
    return found.group(1) if found else None


def _file(lines: list[str]) -> str | None:
    return next((line for line in lines if _FILE.search(line) and len(line) < 160), None)
