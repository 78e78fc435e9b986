"""What a person meant by what they did with a card: a request for a worker, or the page. Pure.

A yes to a letter always names the digest that the card stood for; whatever is not clear opens the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from agent.desktop.card import Card, Gesture

Request = Mapping[str, Any]

REST = timedelta(days=1)
""" "Later" under a letter; at the latest a day before its interview it asks again."""
TONES = {"shorter": "brief", "short": "brief", "brief": "brief", "briefer": "brief", "warmer": "warm", "warm": "warm",
         "plainer": "plain", "plain": "plain"}  # fmt: skip
KINDS = {"disclose": "disclose"}
"""Words of a reply that ask for another tone or kind of letter."""
FILLERS = frozenset(
    ("a", "an", "and", "be", "bit", "do", "it", "letter", "little", "make", "more", "much", "please", "the", "this", "too", "write")
)  # fmt: skip
LONGEST = 80
"""Characters of a reply that is such a wish."""


def request(gesture: Gesture, now: datetime) -> Request | None:
    """What a worker is to do; None where the page is to open, or nothing is to be done (`opens` tells which)."""
    card, button = gesture.card, gesture.button
    if card.about is None:
        return None
    noun = card.key.partition(":")[0]
    if button in ("send", "called"):
        # Saying "I called" is the yes to a call sheet: likewise only to the one that was shown.
        return {"do": "approve", "id": card.about, "digest": card.digest} if card.digest else None
    if button in ("undo", "keep", "retry"):
        return {"do": button, "id": card.about}
    if button == "later":
        return {"do": "snooze", "id": card.about, "until": (now + REST).isoformat()} if noun == "draft" else None
    if button == "reply":
        return _wish(gesture.text, card)
    if noun == "question" and button not in ("review", "default"):
        return {"do": "answer", "id": card.about, "answer": button}
    return None


def opens(gesture: Gesture, now: datetime) -> bool:
    """The page is to open."""
    return gesture.button != "later" and request(gesture, now) is None


def _wish(text: str, card: Card) -> Request | None:
    """Another tone or kind, where the reply asks for just that: "shorter", "Please make it warmer."."""
    words = re.findall(r"\w+", text.lower()) if len(text) <= LONGEST else []
    wishes = {word for word in words if word not in FILLERS}
    tones = {TONES.get(word) for word in wishes}
    kinds = {KINDS.get(word) for word in wishes}
    if len(tones) == 1 and (tone := tones.pop()) is not None:
        return {"do": "redraft", "id": card.about, "tone": tone}
    if len(kinds) == 1 and (kind := kinds.pop()) is not None:
        return {"do": "redraft", "id": card.about, "kind": kind}
    return None
