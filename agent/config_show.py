"""The effective configuration for people and scripts, secrets masked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from agent.config import Config, Secret

Origins = Mapping[tuple[str, str], str]
"""(table as "user" or "account 2"; key) → where the value comes from."""

COLUMN = 60
"""Values that end before this one have their origins below each other."""

_PASSWORD = re.compile(r"(?i)((?:pass(?:word|wd)?|secret|token|key)\s*[=:]\s*).+")


def to_dict(config: Config) -> dict[str, Any]:
    """Tables and keys as in the file, with every default filled in; an absent value is None."""
    shown: dict[str, Any] = {"path": str(config.path) if config.path else None}
    for name in ("user", "policy", "approval", "secrets", "reader", "drafts"):
        shown[name] = _values(getattr(config, "rules" if name == "policy" else name))
    shown["account"] = [_values(account) for account in config.accounts]
    return shown


def _values(section: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(section, field.name)) for field in fields(section)}


def _plain(value: Any) -> Any:
    """A value as JSON has it, with what must not be seen masked."""
    if isinstance(value, Secret):
        return value.masked
    if is_dataclass(value):
        return _values(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return [_PASSWORD.sub(r"\1***", part) if isinstance(part, str) else _plain(part) for part in value]
    return value


def to_toml(config: Config, origins: Origins | None = None, places: Sequence[tuple[str, str, str]] = ()) -> str:
    """The effective configuration as TOML; absent keys are comments, so that all can be seen.

    With `origins` each value says where it comes from. `places` are (what, path, what named it).
    """
    shown = to_dict(config)
    path = shown.pop("path")
    lines = [f"# {what}: {where}  ({named})" for what, where, named in places] or [f"# {path}"]
    if config.reader.elsewhere:
        lines.append(f"# The text of mail that the reader is unsure of goes to {config.reader.host}.")
    for name, table in shown.items():
        many = isinstance(table, list)
        for number, section in enumerate(table if many else [table], 1):
            title = f"{name} {number}" if many else name
            lines += ["", f"[[{name}]]" if many else f"[{name}]", *_lines(name, section, title, origins)]
    return "\n".join(lines) + "\n"


def with_origins(config: Config, origins: Origins) -> dict[str, Any]:
    """In the shape of `to_dict`, where each value comes from: "line 7", "default" …"""

    def of(title: str, section: dict[str, Any]) -> dict[str, Any]:
        return {
            key: of(f"{title}.{key}", value) if isinstance(value, dict) else origins.get((title, key), "default")
            for key, value in section.items()
        }

    shown = to_dict(config)
    del shown["path"]
    return {
        name: [of(f"{name} {number}", one) for number, one in enumerate(table, 1)]
        if isinstance(table, list)
        else of(name, table)
        for name, table in shown.items()
    }


def _lines(name: str, section: dict[str, Any], title: str, origins: Origins | None) -> list[str]:
    rows: list[tuple[str, str]] = []
    parts: list[str] = []
    for key, value in section.items():
        if isinstance(value, dict):
            if origins is None or any(part is not None for part in value.values()):
                parts += [f"[{name}.{key}]", *_lines(name, value, f"{title}.{key}", origins)]
        elif value is None:
            rows.append((f"# {key} is not set", ""))
        else:
            rows.append(
                (f"{key} = {_toml(value)}", origins.get((title, key), "default") if origins is not None else "")
            )
    column = max((len(text) for text, origin in rows if origin and len(text) <= COLUMN), default=0)
    return [f"{text:<{column}}  # {origin}" if origin else text for text, origin in rows] + parts


def _toml(value: Any) -> str:
    """Texts, numbers, truth and lists: JSON's form of them is TOML's, DEL apart (TOML 1.0, basic strings)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
