"""Where each value of a configuration comes from: a line of the file, the system, or the default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from typing import Any

from agent.config_load import places

DEFAULT = "default"


def origins(text: str, environ: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """(table as "user", "account 2" or "account 2.endpoints"; key) → "line 7", for the keys of a right configuration.

    A key that is not there has its default. A key written within a line of its table has that line.
    """
    document = tomllib.loads(text)
    lines = places(text)
    found: dict[tuple[str, str], str] = {}
    for table, values in _tables(document):
        for key in values:
            number = lines.get((table, key)) or lines.get((table, None), 0)
            found[table, key] = f"line {number}" if number else "the file"
    if ("user", "timezone") not in found:
        found["user", "timezone"] = "environment: TZ" if environ.get("TZ") else "the system's"
    return found


def place(option: str | None, environ: Mapping[str, str], own: str, folder: str) -> str:
    """What named a path: the option (as "--config"), the variable `own`, the XDG variable `folder`, or nothing."""
    if option:
        return option
    if environ.get(own):
        return f"environment: {own}"
    return f"environment: {folder}" if os.path.isabs(environ.get(folder, "")) else DEFAULT  # noqa: PTH117 - a text


def _tables(document: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Every table with its name as `places` has it, an account's endpoints apart from it."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    for name, value in document.items():
        for number, table in enumerate(value if isinstance(value, list) else [value], 1):
            title = f"{name} {number}" if isinstance(value, list) else name
            found.append((title, table))
            found += [(f"{title}.{key}", part) for key, part in table.items() if isinstance(part, dict)]
    return found
