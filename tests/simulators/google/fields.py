"""Partial answers: the common parameter `fields` ("messages(id,payload/headers),nextPageToken")."""

from __future__ import annotations

import re
from typing import Any

from tests.simulators.google.calls import bad_request

Tree = dict[str, "Tree"]


def select(value: Any, fields: str) -> Any:
    """Only what was asked for; lists are gone through."""
    return _keep(value, _tree(fields))


def _tree(fields: str) -> Tree:
    tokens = re.findall(r"[\w*.-]+|[(),/]", fields)
    if not tokens or "".join(tokens) != fields.replace(" ", ""):
        raise bad_request(f"Invalid field selection {fields}")
    tree, rest = _level(tokens)
    if rest:
        raise bad_request(f"Invalid field selection {fields}")
    return tree


def _level(tokens: list[str]) -> tuple[Tree, list[str]]:
    """One comma list, up to its closing bracket or the end."""
    tree: Tree = {}
    while tokens:
        name, tokens = tokens[0], tokens[1:]
        inner = tree.setdefault(name, {})
        while tokens and tokens[0] == "/":
            inner = inner.setdefault(tokens[1], {})
            tokens = tokens[2:]
        if tokens and tokens[0] == "(":
            more, tokens = _level(tokens[1:])
            inner.update(more)
            tokens = tokens[1:]
        if not tokens or tokens[0] != ",":
            break
        tokens = tokens[1:]
    return tree, tokens


def _keep(value: Any, tree: Tree) -> Any:
    if not tree or "*" in tree:
        return value
    if isinstance(value, list):
        return [_keep(one, tree) for one in value]
    if isinstance(value, dict):
        return {name: _keep(value[name], tree[name]) for name in tree if name in value}
    return value
