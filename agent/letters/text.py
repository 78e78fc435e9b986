"""Text that came from mail, made fit to stand in a letter."""

from __future__ import annotations

import re
import unicodedata

_TRICKS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{|<[%?/!a-z]|\[\[|\]\]|https?:|www\.|@", re.IGNORECASE)


def one_line(text: str, limit: int = 200) -> str:
    """`text` without control, invisible and direction characters, whitespace folded, at most `limit` characters."""
    kept = (" " if c in "\r\n\t\x0b\x0c\x85\u2028\u2029" else c for c in text[: limit * 4])
    shown = "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn"))
    return " ".join(shown.split())[:limit].strip()


def phrase(text: str | None, limit: int = 80) -> str | None:
    """A name or a role as a letter can print it, or None for what no name looks like: markup, links, overlong."""
    if not text:
        return None
    line = one_line(text, limit + 1)
    if not line or len(line) > limit or _TRICKS.search(line) or not any(c.isalpha() for c in line):
        return None
    return line.strip(" ,;:-–|") or None
