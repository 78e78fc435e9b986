"""The answer: one JSON object of a fixed form, or nothing."""

from __future__ import annotations

import json
from typing import Any, get_args

from agent.model import Label
from agent.reading.told import CLAIMS, LONGEST_WORDS, Claim, Told

LONGEST = 20_000
"""Characters; a right answer has a few hundred."""
LONGEST_VALUE = 100
_LABELS = frozenset(get_args(Label))


class _Wrong(ValueError):
    """A signal, caught at once."""


def parse(text: str) -> Told | None:
    """What the model answered; None for anything but the one JSON object that was asked for.

    Nothing is guessed: prose around it, a key too many or twice, an unknown label, a value of another type – and it
    counts for nothing.
    """
    if len(text) > LONGEST:
        return None
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_refused)
        return _told(found)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise _Wrong
    return dict(pairs)


def _refused(_: str) -> Any:
    raise _Wrong


def _told(found: Any) -> Told:
    if not isinstance(found, dict) or not found.keys() <= {"label", "words", *CLAIMS}:
        raise _Wrong
    label = found.get("label")
    if not isinstance(label, str) or label not in _LABELS:
        raise _Wrong
    claims = {name: _claim(found[name]) for name in CLAIMS if found.get(name) is not None}
    return Told(label, _text(found.get("words"), LONGEST_WORDS), **claims)  # type: ignore[arg-type]  # it is a Label


def _claim(found: Any) -> Claim:
    if not isinstance(found, dict) or found.keys() != {"value", "words"}:
        raise _Wrong
    return Claim(_text(found["value"], LONGEST_VALUE), _text(found["words"], LONGEST_WORDS))


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > 2 * longest:
        raise _Wrong
    return value
