"""Objects that a provider gave as JSON: nothing in them is relied on before it was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Resource = Mapping[str, Any]
"""A decoded JSON object."""


def part(resource: Resource, name: str) -> Resource:
    """The object of that name in it; an empty one where there is none."""
    value = resource.get(name)
    return value if isinstance(value, dict) else {}


def text(resource: Resource, name: str, limit: int = 200) -> str:
    """Without what steers a terminal, turns the direction of writing or cannot be seen; line ends stay."""
    value = resource.get(name)
    value = value[:limit] if isinstance(value, str) else ""
    if value.isprintable():
        return value
    value = value.replace("\r\n", "\n")
    return "".join(c if c.isprintable() or c == "\n" else " " if c.isspace() else "" for c in value)
