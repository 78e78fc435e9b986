"""The diagnostic log: ids and counts on standard error, never an address, a token or the words of a message.

Code logs ids and counts in the first place; the formatter masks what slips through (in tracebacks, say).
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from typing import TextIO

_MASKS = (
    (re.compile(r"(?i)\b(\w*(?:authorization|cookie|password|passwd|secret|token|api[_-]?key))(\W{1,4})(bearer\s+)?[^\s,;&\"']+"), r"\1\2***"),
    (re.compile(r"(?i)\bbearer\s+\S+"), "bearer ***"),
    (re.compile(r"[^\s@<>\"'(),:;\[\]=]+@[\w.\-]+"), "<address>"),
    (re.compile(r"(https?://[^\s?#]+)[?#][^\s\"']*"), r"\1?***"),
    (re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[\w\-]{40,}\b"), "***"),
)  # fmt: skip
"""Named secrets, bearer tokens, mail addresses, queries of links, long runs of letters and digits."""


def redact(text: str) -> str:
    """The text without anything that looks like an address, a token or the query of a link."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


class Redacting(logging.Formatter):
    """Formats a record, traceback included, and masks the result."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one masked text."""
        return redact(super().format(record))


class Prioritised(Redacting):
    """For the journal, which knows the time: each line begins with its priority (sd-daemon(3))."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as masked lines."""
        level = next((mark for least, mark in _PRIORITIES if record.levelno >= least), "<7>")
        return "\n".join(level + line for line in super().format(record).splitlines())


_PRIORITIES = ((logging.CRITICAL, "<2>"), (logging.ERROR, "<3>"), (logging.WARNING, "<4>"), (logging.INFO, "<6>"))


def is_journal(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether the stream leads straight to the journal (systemd.exec(5), JOURNAL_STREAM)."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return environ.get("JOURNAL_STREAM") == f"{found.st_dev}:{found.st_ino}"


def set_up(verbosity: int, stream: TextIO, *, journal: bool = False) -> None:
    """Send log records to `stream`: none without `-v`, what happens with one, everything with two.

    `journal`: with priorities instead of times. May be called again; the last call counts.
    """
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if getattr(handler, "bowout", False)]:
        root.removeHandler(handler)
    new: logging.Handler = logging.NullHandler()
    if verbosity:
        new = logging.StreamHandler(stream)
        plain = Redacting("%(asctime)s %(levelname).1s %(name)s: %(message)s")
        new.setFormatter(Prioritised("%(name)s: %(message)s") if journal else plain)
    new.bowout = True  # type: ignore[attr-defined]  # marks the handler as ours for the next call
    root.addHandler(new)
    root.setLevel({0: logging.WARNING, 1: logging.INFO}.get(verbosity, logging.DEBUG))
