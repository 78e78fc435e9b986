"""Automatic answers of people who are away, or work there no longer; and who stands in for them."""

from __future__ import annotations

import re
from typing import Literal

from agent.reading.document import Document
from agent.reading.language.facts import also

_SUBJECT = re.compile(
    r"^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office"
    + also("automatic answer")
    + r")\b"
)
_LEFT = re.compile(
    r"\b(?:no longer (?:work|works|working|with|at|employed|part of|an employee|a member|in (?:this|that) (?:role|position))|(?:has|have) left (?:the (?!office\b)|our\b|us\b)"
    r"|\bi(?: have|'ve)? left\b(?! (?:the|my) (?:office|desk))|(?:do(?:es)? not|do(?:es)?n't) work (?:here|(?:at|for) (?:\S+ ){1,4}?)any ?more"
    r"|my last (?:working )?day (?:at|with) (?!work\b)(?:\S+ ){1,4}?was|(?:has|have) moved on from|this (?:mailbox|account|address) is no longer (?:in use|monitored|active)"
    + also("left")
    + r")"
)
_WORD = r"[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČŠŽ][\w'’-]+"
_NAMED = re.compile(rf"{_WORD}(?: {_WORD}){{1,3}}")
_NEAR = 60
"""Letters around an address in which the name or number that goes with it is looked for."""


def absence(document: Document) -> Literal["away", "left"] | None:
    """What an automatic answer says of its writer; None where it is none."""
    submitted = " ".join(document.headers.get("auto-submitted", ())).lower()
    headers = "auto-replied" in submitted or "x-autoreply" in document.headers or "x-autorespond" in document.headers
    if document.delivery_status is not None or not (headers or _SUBJECT.match(document.subject.lower())):
        return None
    said = " ".join(document.text("text", "signature")[:4000].lower().replace("’", "'").split())
    return "left" if _LEFT.search(said) else "away"


def name_of(address: str, text: str) -> str:
    """The person whom a text names with that address: "Jonas Weber" for jonas.weber@…; "" where it names nobody."""
    pieces = [piece for piece in re.split(r"[._+-]", address.partition("@")[0].lower()) if piece.isalpha()]
    at = text.lower().find(address.lower())
    around = text[max(0, at - _NEAR) : at] + "\n" + text[at + len(address) : at + len(address) + _NEAR]
    for found in _NAMED.finditer(around) if at >= 0 and pieces else ():
        words = found.group().split()
        pairs = (words[first:] for first in range(len(words) - 1))
        if name := next((" ".join(pair) for pair in pairs if _fits(pieces, [word.lower() for word in pair])), None):
            return name
    return ""


def _fits(pieces: list[str], words: list[str]) -> bool:
    """jonas.weber, j.weber, weber and jweber are all Jonas Weber's."""
    first, last = words[0], words[-1]
    squeezed = "".join(pieces)
    spellings = (first + last, last + first, first[0] + last, last + first[0], first + last[0])
    return squeezed in (*spellings, last, first)
