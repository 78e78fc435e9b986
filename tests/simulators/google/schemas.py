"""JSON Schemas made from the schemas of a discovery document, one validator for each method and direction.

Unknown fields fail; int64 and uint64 travel as strings of digits; bytes as base64url; null is allowed only for clearing
a field by PATCH.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator

FORMATS: dict[str, dict[str, Any]] = {
    "int64": {"type": "string", "pattern": r"^-?[0-9]{1,19}$"},
    "uint64": {"type": "string", "pattern": r"^[0-9]{1,20}$"},
    "int32": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "uint32": {"type": "integer", "minimum": 0, "maximum": 2**32 - 1},
    "byte": {"type": "string", "pattern": r"^[A-Za-z0-9_-]*={0,2}$"},
    "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    "date-time": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
    "google-datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
}


class Schemas:
    """The schemas of one document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._schemas: dict[str, Any] = document["schemas"]
        self._validators: dict[tuple[str, str, bool], Draft202012Validator] = {}

    def faults(self, value: Any, name: str, *, request_of: str = "", patch: bool = False) -> list[str]:
        """What is wrong with a value of the schema `name`: at most three lines. `request_of`: a method's id."""
        key = (name, request_of, patch)
        if key not in self._validators:
            self._validators[key] = Draft202012Validator(
                {"$ref": f"#/$defs/{name}", "$defs": self._definitions(request_of, patch)}
            )
        lines: list[str] = []
        for fault in self._validators[key].iter_errors(value):
            lines.append(f"{name}{fault.json_path[1:]}: {fault.message[:200]}")
            if len(lines) == 3:
                break
        return lines

    @cached_property
    def _answers(self) -> dict[str, Any]:
        return {name: _convert(schema, "", False) for name, schema in self._schemas.items()}

    def _definitions(self, request_of: str, patch: bool) -> dict[str, Any]:
        if not request_of:
            return self._answers
        return {name: _convert(schema, request_of, patch) for name, schema in self._schemas.items()}


def _convert(schema: dict[str, Any], request_of: str, patch: bool) -> dict[str, Any]:
    """One discovery schema as JSON Schema."""
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    kind = schema.get("type", "any")
    if kind == "any":
        return {}
    if kind == "array":
        return {"type": "array", "items": _convert(schema["items"], request_of, patch)}
    if kind == "object":
        return _object(schema, request_of, patch)
    found = dict(FORMATS.get(schema.get("format", ""), {"type": kind}))
    if "enum" in schema:
        found["enum"] = schema["enum"]
    if "pattern" in schema:
        found["pattern"] = schema["pattern"]
    return found


def _object(schema: dict[str, Any], request_of: str, patch: bool) -> dict[str, Any]:
    properties = {name: _convert(value, request_of, patch) for name, value in schema.get("properties", {}).items()}
    required = [
        name
        for name, value in schema.get("properties", {}).items()
        if request_of and request_of in value.get("annotations", {}).get("required", ())
    ]
    if patch:
        properties = {name: {"anyOf": [value, {"type": "null"}]} for name, value in properties.items()}
    others = schema.get("additionalProperties")
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": _convert(others, request_of, patch) if others else False,
    }
