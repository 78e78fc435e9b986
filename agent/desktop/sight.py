"""What the cards are made from: the stored views at one moment, what the user set, what the server can show. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal
from unicodedata import east_asian_width

from agent.review.words import When, clean

View = Mapping[str, Any]
NoticeView = Mapping[str, Any]
"""`{"key", "at", "text", "urgent", "about"}`, as `agent.store.views.notices` gives it."""

URGENT = timedelta(hours=24)
"""An interview so near makes its letter urgent (`agent.casework.wanted.letter` has the same)."""
CLOSE = timedelta(hours=3)
"""So near, a call is surer than a letter."""
WORDS = 5
"""A name of more words, or with the marks of a sentence, could be read as one: it stands in quotation marks."""
_SENTENCE = re.compile(r"[.!?:;…]\s|[“”\"«»„]")
NAME, LABEL, LINE = 48, 24, 300
"""Characters of a name in a card's one line, of an answer on its button, and of one paragraph of its body."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user set about notifications."""

    quiet: tuple[time, time] | None = None
    """Times of day without any, but for critical ones, in the user's zone: from, until."""
    card_send: Literal["shown", "always"] = "shown"
    enabled: bool = True


@dataclass(frozen=True)
class Sight:
    """Everything that a card may draw on."""

    document: View
    """As of `agent status --json`."""
    now: datetime
    """In the user's zone."""
    settings: Settings
    capabilities: frozenset[str]
    displayed: Container[tuple[str, str]]
    """(draft id, digest) of the letters that were before the user's eyes, whole."""

    @cached_property
    def when(self) -> When:
        """How days and times are said."""
        return When(self.now)

    @cached_property
    def offers(self) -> dict[str, View]:
        """By id."""
        return {view["id"]: view for view in self.document["offers"]}

    @cached_property
    def interviews(self) -> dict[str, View]:
        """The upcoming ones by id."""
        return {view["id"]: view for view in self.document["interviews"] if self.when.moment(view["start"]) > self.now}

    @cached_property
    def firm(self) -> View | None:
        """The offer that letters rest on, where it is one."""
        found = [view for view in self.offers.values() if view["firm"] and view["exclusive"] and not view["suspicious"]]
        return found[0] if len(found) == 1 else None

    def drafts(self, *statuses: str) -> list[View]:
        """Those in one of these states, in the order of lists."""
        return [view for view in self.document["drafts"] if view["status"] in statuses]

    def booked(self, draft: View) -> list[View]:
        """The upcoming interviews of a letter, the next one first."""
        found = [self.interviews[id_] for id_ in draft["interviews"] if id_ in self.interviews]
        return sorted(found, key=lambda view: self.when.moment(view["start"]))

    def nearest(self, draft: View) -> timedelta | None:
        """How far its next interview lies ahead."""
        booked = self.booked(draft)
        return self.when.moment(booked[0]["start"]) - self.now if booked else None

    def urgent(self, draft: View) -> bool:
        """Its next interview is less than a day away."""
        nearest = self.nearest(draft)
        return nearest is not None and nearest <= URGENT


def stamp(*parts: object) -> str:
    """A short text that differs where the parts do, and tells nothing of them."""
    return sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:20]


def short(text: object, most: int) -> str:
    """A text from outside on one line, cut where it is longer."""
    line = clean(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def name(view: View) -> str:
    """The employer, as it may stand in the one line of a card."""
    return called(view.get("employer") or "", NAME) or "an unknown employer"


def called(text: object, most: int) -> str:
    """A name that comes from a mail; in quotation marks where it could be taken for words of ours."""
    said = short(text, most)
    if _SENTENCE.search(said) or len(said.split()) > WORDS:
        said = f"“{said.replace('“', '').replace('”', '')}”"
    return said


def counted(count: int, what: str) -> str:
    """ "1 letter", "3 letters"."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def listed(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([*[", ".join(parts[:-1])][: len(parts) - 1], *parts[-1:]])


def wide(text: str) -> int:
    """Columns that a text takes."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def body(lines: Sequence[str]) -> str:
    """Paragraphs as the body of a card; what is too long for one is cut."""
    return "\n".join(short(line, LINE) for line in lines if line)
