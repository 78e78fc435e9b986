"""A card as the notification server is told of it: bounded, harmless, and no more of it than the server can show. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dbus_fast import Variant

from agent.desktop.card import Card

APP, ENTRY = "Bowout", "bowout"
ICON = Path(__file__).with_name("bowout.png").as_uri()
"""By its place: it is there as well where nothing was installed into the desktop's folders."""
DEFAULT, REPLY, INLINE = "default", "reply", "inline-reply"
URGENCIES = {"low": 0, "normal": 1, "critical": 2}

SUMMARY, BODY, LABEL, TOKEN, TYPED = 200, 3000, 60, 512, 2000
"""Characters that a server, or a person, is given at most."""
BUTTONS = 3


def notify(card: Card, can: frozenset[str], replaces: int) -> tuple[list[Any], frozenset[str]]:
    """The arguments of Notify, and the keys that it offers."""
    body = plain(card.body, BODY, keep="\n")
    if "body-markup" in can:
        body = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    actions = dict(_actions(card, can))
    hints = {
        "urgency": Variant("y", URGENCIES[card.urgency]),
        "category": Variant("s", "email"),
        "desktop-entry": Variant("s", ENTRY),
        "x-gnome-privacy-scope": Variant("s", "user"),  # nothing of it on a lock screen
    }
    if not card.sounds:
        hints["suppress-sound"] = Variant("b", True)
    if INLINE in actions:
        hints["x-kde-reply-placeholder-text"] = Variant("s", plain(card.reply, LABEL))
    flat = [text for action in actions.items() for text in action]
    lasts = 0 if card.lasting else -1
    return [APP, replaces, ICON, plain(card.summary, SUMMARY), body, flat, hints, lasts], frozenset(actions)


def _actions(card: Card, can: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Key and label. The click on the card itself comes last and has no label: else some servers draw a button for it."""
    if "actions" not in can:  # one of them would ask by a window in the middle of the screen
        return
    for button in card.buttons[:BUTTONS]:
        # A letter that is not shown whole cannot be agreed to.
        if not (button.key == "send" and len(card.body) > BODY):
            yield button.key, plain(button.label, LABEL)
    if card.reply and INLINE in can:
        yield INLINE, "Reply"
    yield DEFAULT, ""


def plain(text: str, limit: int, keep: str = "") -> str:
    """Without characters that nobody sees, that turn the direction of writing, or that the bus refuses; not too long."""
    if len(text) > limit:
        text = f"{text[: limit - 1]}…"
    return "".join(char if char in keep or char.isprintable() else " " if char.isspace() else "" for char in text)
