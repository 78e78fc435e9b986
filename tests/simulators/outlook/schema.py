"""The extract of Microsoft's published metadata, asked whether a value fits."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FILE = Path(__file__).parent.parent / "graph_schema.json"
ENOUGH = 50
"""After so many values of the same fields only one in a hundred is checked: a big mailbox has them by the ten thousand."""


@cache
def extract() -> dict[str, Any]:
    """The whole file."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": extract()["$defs"]})


@cache
def _action_validator(action: str) -> Draft202012Validator:
    found = extract()["actions"][action]
    lower = {name.lower(): schema for name, schema in found["parameters"].items()}
    schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": lower,
        "required": [name.lower() for name in found["required"]],
        "$defs": extract()["$defs"],
    }
    return Draft202012Validator(schema)


def properties(name: str) -> frozenset[str]:
    """The properties of a type."""
    return frozenset(extract()["$defs"][name]["properties"])


def faults(value: Any, name: str) -> list[str]:
    """What is wrong with a value of the type: at most three lines."""
    return [f"{name}{fault.json_path[1:]}: {fault.message[:200]}" for fault in _first(_validator(name), value)]


def action_faults(body: Any, action: str) -> list[str]:
    """What is wrong with the parameters of an action; their names may be written in either case."""
    lowered = {key.lower(): part for key, part in body.items()} if isinstance(body, dict) else body
    found = _first(_action_validator(action), {} if lowered is None else lowered)
    return [f"{action}{fault.json_path[1:]}: {fault.message[:200]}" for fault in found]


def _first(validator: Draft202012Validator, value: Any) -> list[Any]:
    found: list[Any] = []
    for fault in validator.iter_errors(value):
        found.append(fault)
        if len(found) == 3:
            break
    return found


class Answers:
    """Checks what goes out, each shape of it often enough."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()

    def faults(self, body: Any, kind: str) -> list[str]:
        """`kind`: a type, "type*" for a collection of it, "" for an empty answer, "bytes" for anything."""
        if kind == "bytes":
            return []
        if not kind:
            return [] if body is None else ["an answer where none is due"]
        if not isinstance(body, dict):
            return [f"no {kind} at all"]
        if not kind.endswith("*"):
            return self._item(body, kind)
        strange = [key for key in body if key != "value" and not key.startswith("@odata.")]
        lines = [f"{key}: not part of a collection" for key in strange]
        for item in body["value"]:
            lines += self._item(item, kind[:-1])
        return lines[:3]

    def _item(self, item: dict[str, Any], kind: str) -> list[str]:
        named = str(item.get("@odata.type", "")).removeprefix("#microsoft.graph.") or kind
        shape = (named, *sorted(item))
        self._seen[shape] += 1
        if self._seen[shape] > ENOUGH and self._seen[shape] % 100:
            return []
        inner = [line for part in item.get("attachments", ()) for line in self._item(part, "attachment")]
        return inner + faults({key: value for key, value in item.items() if key != "attachments"}, named)
