"""The official discovery documents as a route table, and as the judge of every request and answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import googleapiclient

from tests.simulators.google.schemas import FORMATS, Schemas

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"


@dataclass(frozen=True, slots=True)
class Method:
    """One method of a discovery document."""

    id: str
    verb: str
    pattern: re.Pattern[str]
    parameters: dict[str, Any]
    """The method's own and the document's common ones."""
    request: str | None
    response: str | None
    scopes: frozenset[str]
    schemas: Schemas

    def request_faults(self, query: str, body: Any) -> tuple[dict[str, Any], list[str]]:
        """The typed query parameters, and what is wrong with the request."""
        values, faults = _query(self, query)
        if self.request is None:
            if body is not None:
                faults.append("a body where none is wanted")
        elif body is None:
            faults.append(f"no {self.request} in the body")
        else:
            faults += self.schemas.faults(body, self.request, request_of=self.id, patch=self.verb == "PATCH")
        return values, faults

    def answer_faults(self, body: Any) -> list[str]:
        """What is wrong with a successful answer."""
        if self.response is None:
            return [] if body is None else ["an answer where none is described"]
        return self.schemas.faults(body, self.response)


@cache
def methods() -> tuple[Method, ...]:
    """All methods of Gmail v1 and Calendar v3, those with fixed paths before those with parameters."""
    found: list[Method] = []
    for name in ("gmail.v1", "calendar.v3"):
        document = json.loads((DOCUMENTS / f"{name}.json").read_text("utf-8"))
        schemas = Schemas(document)
        found += [_method(raw, document, schemas) for raw in _raw_methods(document)]
    return tuple(sorted(found, key=lambda method: method.pattern.pattern.count("(?P")))


def route(verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """The method that a request means, and its path parameters."""
    for method in methods():
        if method.verb == verb and (match := method.pattern.fullmatch(path)):
            return method, {name: unquote(value) for name, value in match.groupdict().items()}
    return None


def _raw_methods(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from node.get("methods", {}).values()
    for resource in node.get("resources", {}).values():
        yield from _raw_methods(resource)


def _method(raw: dict[str, Any], document: dict[str, Any], schemas: Schemas) -> Method:
    path = "/" + document["servicePath"] + raw.get("flatPath", raw["path"])
    pattern = "".join(
        f"(?P<{piece[1:-1]}>[^/]+)" if piece.startswith("{") else re.escape(piece)
        for piece in re.split(r"(\{\w+\})", path)
    )
    return Method(
        id=raw["id"],
        verb=raw["httpMethod"],
        pattern=re.compile(pattern),
        parameters={**document["parameters"], **raw.get("parameters", {})},
        request=raw.get("request", {}).get("$ref"),
        response=raw.get("response", {}).get("$ref"),
        scopes=frozenset(raw.get("scopes", ())),
        schemas=schemas,
    )


def _query(method: Method, query: str) -> tuple[dict[str, Any], list[str]]:
    """Query parameters by their described types, documented defaults filled in."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, text in parse_qsl(query, keep_blank_values=True):
        described = method.parameters.get(name)
        if described is None or described.get("location") != "query":
            faults.append(f"no query parameter {name} here")
            continue
        if name in ("access_token", "oauth_token"):
            faults.append("a token in the address")
            continue
        value, fault = _value(name, text, described)
        if fault:
            faults.append(fault)
        elif described.get("repeated"):
            values.setdefault(name, []).append(value)
        elif name in values:
            faults.append(f"{name} given twice")
        else:
            values[name] = value
    for name, described in method.parameters.items():
        if described.get("location") != "query" or name in values:
            continue
        if described.get("required"):
            faults.append(f"{name} is missing")
        elif "default" in described:
            values[name] = _value(name, described["default"], described)[0]
    return values, faults


def _value(name: str, text: str, described: dict[str, Any]) -> tuple[Any, str]:
    """One parameter's text by its type, and what is wrong with it."""
    kind = described.get("type")
    if kind == "boolean":
        return text == "true", "" if text in ("true", "false") else f"{name} is no boolean: {text!r}"
    if "enum" in described and text not in described["enum"]:
        return text, f"{name} is none of its words: {text!r}"
    if kind == "integer":
        if not re.fullmatch(r"-?\d{1,10}", text):
            return text, f"{name} is no integer: {text!r}"
        low, high = int(described.get("minimum", -(2**31))), int(described.get("maximum", 2**32 - 1))
        return int(text), "" if low <= int(text) <= high else f"{name} is not within {low}..{high}: {text}"
    pattern = described.get("pattern") or FORMATS.get(described.get("format", ""), {}).get("pattern")
    if pattern and not re.search(pattern, text):
        return text, f"{name} is not written as {described.get('format') or pattern}: {text!r}"
    return text, ""
