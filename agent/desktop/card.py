"""A card: one notification, as plain values. What it may say is decided in `cards`, who shows it in `notifications`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Urgency = Literal["low", "normal", "critical"]


@dataclass(frozen=True, slots=True)
class Button:
    """One button. Servers show at most three, and some give the keyboard to the first: it must be harmless."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """One notification."""

    key: str
    """What it is about: at most one card of a key stands at a time ("summary", "draft:abc", "hold:abc", "question:abc")."""
    stamp: str
    """Of all that it says and does; a card with another stamp takes the place of the one that stands."""
    summary: str
    """One line of our own words, with names; never a line of a message: it may show on a lock screen."""
    body: str
    """Plain text, paragraphs parted by line ends. Escaped by whoever shows it."""
    buttons: tuple[Button, ...] = ()
    urgency: Urgency = "normal"
    about: str | None = None
    """Id of the draft, question, offer or interview."""
    digest: str | None = None
    """Where a yes can be given on it: the digest of exactly the letter that the yes is to."""
    lasting: bool = True
    """Stays until it is answered or taken down, where the server lets it; else it goes after a while."""
    reply: str = ""
    """What stands in the empty field of an inline reply; "" for none."""
    sounds: bool = True
    """False for one that only brings a standing card up to date."""
    parts: tuple[str, ...] = ()
    """What it tells, each by a stamp of its own, so that what a summary told is not told again by a card of its own;
    () where it is one thing, told by `stamp`."""
    again: bool = True
    """As long as it waits it is shown again on another day; False for what is told once."""
    at_once: bool = False
    """It answers what the person did a moment ago: quiet hours do not hold it back."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a person did with a card."""

    card: Card
    """As it stood."""
    button: str
    """Key of the button; "default" for a click on the card itself, "reply" for an inline reply."""
    text: str = ""
    """What was typed."""
    token: str = ""
    """Lets the window that opens now take the focus (XDG_ACTIVATION_TOKEN); "" where there is none."""
