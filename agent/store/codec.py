"""Values of the model to JSON text and back, types checked (msgspec)."""

from __future__ import annotations

from typing import TypeVar

import msgspec

T = TypeVar("T")


def dump(value: object) -> str:
    """JSON text of a frozen value."""
    return msgspec.json.encode(value).decode()


def load(type_: type[T], text: str) -> T:
    """The value again. Raises msgspec.ValidationError where the text does not fit the type."""
    return msgspec.json.decode(text, type=type_)
