"""The effective configuration for people and scripts, secrets masked."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from agent.config import Config, Secret

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


def to_toml(config: Config) -> str:
    """The effective configuration as TOML; absent keys are comments, so that all can be seen."""
    shown = to_dict(config)
    lines = [f"# {shown.pop('path')}"]
    if config.reader.elsewhere:
        lines.append(f"# The text of mail that the reader is unsure of goes to {config.reader.host}.")
    for name, table in shown.items():
        for section in table if isinstance(table, list) else [table]:
            lines += ["", f"[[{name}]]" if isinstance(table, list) else f"[{name}]", *_lines(name, section)]
    return "\n".join(lines) + "\n"


def _lines(name: str, section: dict[str, Any]) -> list[str]:
    lines = []
    for key, value in section.items():
        if isinstance(value, dict):
            lines += [f"[{name}.{key}]", *_lines(name, value)]
        elif value is None:
            lines.append(f"# {key} is not set")
        else:
            lines.append(f"{key} = {_toml(value)}")
    return lines


def _toml(value: Any) -> str:
    """Texts, numbers, truth and lists: JSON's form of them is TOML's, DEL apart (TOML 1.0, basic strings)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
