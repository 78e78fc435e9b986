"""The message without its attached files: what is kept of job mail. One look at each line, whatever the message."""

from __future__ import annotations

import re

MAX_PARTS = 500
"""Parts behind these stay as they are."""
MAX_HEAD = 32 * 1024
"""Bytes of one part's header."""
MAX_NESTED = 5
"""Messages within messages whose parts are looked at."""
KEPT = ("text/", "multipart/", "message/", "application/ics")
"""What the reader reads, beside anything whose name ends in .ics."""

_MARK = re.compile(rb"^--([^\r\n]{1,250})\r?$", re.MULTILINE)
_BLANK = re.compile(rb"^\r?\n", re.MULTILINE)
_KIND = re.compile(rb"^content-type:\s*([^;\s]+)", re.MULTILINE)
_BOUNDARY = re.compile(rb";\s*boundary\s*=\s*(?:\"([^\"\r\n]{1,250})\"|([^\s;\"]{1,250}))", re.IGNORECASE)
_CALENDAR = re.compile(rb"name[^\r\n]{0,400}\.ics\b")


def without_attachments(raw: bytes) -> bytes:
    """The message with the content of attached files taken out; everything else stays as it is, to the byte (RFC 2046).

    Only messages with a multipart body are touched.
    """
    boundaries: set[bytes] = set()
    body, _ = _head(raw, 0, boundaries)
    if not boundaries:
        return raw
    pieces: list[bytes] = []
    start, dropping, parts = 0, False, 0
    for mark in _MARK.finditer(raw, body):
        line = mark[1].rstrip()
        opens = line in boundaries
        if not opens and not (line.endswith(b"--") and line[:-2] in boundaries):
            continue
        if dropping:
            start, dropping = mark.start(), False
        parts += 1
        if parts > MAX_PARTS:
            break
        if opens:
            body, wanted = _head(raw, min(mark.end() + 1, len(raw)), boundaries)
            if not wanted:
                pieces.append(raw[start:body])
                dropping = True
    return b"".join(pieces) + (b"" if dropping else raw[start:])


def _head(raw: bytes, at: int, boundaries: set[bytes]) -> tuple[int, bool]:
    """Where the body behind the header at `at` begins, and whether it is kept; boundaries that it names are added."""
    for _ in range(MAX_NESTED):
        limit = min(len(raw), at + MAX_HEAD)
        if (mark := raw.find(b"\n--", max(at - 1, 0), limit)) >= 0:  # a part's header ends before the next part
            limit = mark + 1
        blank = _BLANK.search(raw, at, limit)
        end = blank.end() if blank else limit
        head = raw[at:end]
        lower = head.lower()
        kind = found[1].decode("latin-1") if (found := _KIND.search(lower)) else "text/plain"
        if kind.startswith("multipart/") and (boundary := _BOUNDARY.search(head)):
            boundaries.add((boundary[1] or boundary[2]).rstrip())
        if not kind.startswith("message/rfc822"):
            return end, blank is None or kind.startswith(KEPT) or _CALENDAR.search(lower) is not None
        at = end
    return at, True
