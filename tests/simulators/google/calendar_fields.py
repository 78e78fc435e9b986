"""Partial answers: the `fields` parameter of Google's interfaces (`items(id,start/date),nextPageToken`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.simulators.google.calls import ApiError

Mask = dict[str, Any]


def only(answer: Any, query: Mapping[str, Any]) -> Any:
    """The parts of an answer that `fields` names; all of it where there is no mask."""
    text = query.get("fields")
    if not text:
        return answer
    tokens = re.findall(r"[\w*]+|[(),/]", text)
    mask, rest = _parse(tokens)
    if rest or "".join(tokens) != text:
        raise ApiError(400, "invalidParameter", f"Invalid field selection {text}")
    return _cut(answer, mask)


def _parse(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while tokens:
        name, *tokens = tokens
        inner: Mask = {}
        if tokens and tokens[0] == "/":
            path, tokens = _path(tokens)
            inner = path
        elif tokens and tokens[0] == "(":
            inner, tokens = _parse(tokens[1:])
            tokens = tokens[1:]
        mask.setdefault(name, {}).update(inner)
        if not tokens or tokens[0] == ")":
            break
        tokens = tokens[1:]
    return mask, tokens


def _path(tokens: list[str]) -> tuple[Mask, list[str]]:
    """`/a/b` or `/a(b,c)`."""
    _, name, *tokens = tokens
    if tokens and tokens[0] == "/":
        inner, tokens = _path(tokens)
        return {name: inner}, tokens
    if tokens and tokens[0] == "(":
        inner, tokens = _parse(tokens[1:])
        return {name: inner}, tokens[1:]
    return {name: {}}, tokens


def _cut(value: Any, mask: Mask) -> Any:
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [_cut(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: _cut(part, mask[name]) for name, part in value.items() if name in mask}
