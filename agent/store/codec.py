"""Values of the model to JSON text and back, types checked (msgspec)."""

from __future__ import annotations

import json
from typing import TypeVar

import msgspec

T = TypeVar("T")


def dump(value: object) -> str:
    """JSON text of a frozen value. Half a surrogate pair, which no file takes, becomes a question mark."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode()


def load(type_: type[T], text: str) -> T:
    """The value again. Raises msgspec.ValidationError where the text does not fit the type."""
    return msgspec.json.decode(text, type=type_)
