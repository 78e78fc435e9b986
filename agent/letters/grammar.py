"""What a template may hold: text, fields, questions about fields. Checked before anything of it is run.

A template that passes prints at most a few times its own length and runs no longer than that takes, whatever it holds:
nothing is called, nothing is built up in a loop, loops go over the short lists of a call sheet only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from jinja2 import Environment, nodes

LARGEST = 32_768
"""Bytes of a template file."""
CHOICES = ("thanks", "decision", "slot", "praise", "touch", "wish", "close")
"""Sentences that have up to three wordings; templates ask for `choice.thanks` and so on: 0, 1 or 2."""
LISTS = ("phones", "references")
"""The fields that are lists: what a loop may go over."""
_DEEPEST = 2
_SAID = 300
"""Characters that are told of one fault."""
_ATTRIBUTES = {
    "choice": CHOICES,
    "loop": ("index", "first", "last", "length"),
}
_FILTERS = ("flow", "upper", "lower", "capitalize", "title", "trim", "default", "first", "last", "length", "join")
_TESTS = ("defined", "undefined", "none", "in", "eq", "ne", "string", "number")
_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.If, nodes.CondExpr, nodes.And, nodes.Or,
    nodes.Not, nodes.Compare, nodes.Operand, nodes.Tuple, nodes.List, nodes.FilterBlock, nodes.Keyword,
)  # fmt: skip
_SUMS = (nodes.Concat, nodes.Add)
_VALUES = (nodes.Name, nodes.Const, nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand,
           nodes.Getattr, nodes.Tuple, nodes.List, nodes.Test)  # fmt: skip
"""What `{% set %}` may keep: one of the fields, never something put together, which could grow without end."""


class Fault(NamedTuple):
    """Something that a template may not hold."""

    line: int
    says: str


def faults(text: str, environment: Environment, fields: Collection[str]) -> list[Fault]:
    """All that is wrong with a template's text. Raises TemplateSyntaxError where it is no template at all.

    fields: the names that it may print or ask.
    """
    if len(text.encode("utf-8", "replace")) > LARGEST:
        return [Fault(1, f"it is longer than {LARGEST} bytes: a letter is one page")]
    tree = environment.parse(text)
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"} | {"loop"}
    found = [*_unknown(tree, set(fields) | own, fields), *_barred(tree, 0)]
    return sorted({Fault(fault.line, brief(fault.says)) for fault in found})


def brief(says: str) -> str:
    """What is said of a template, which may hold a name without end."""
    return says if len(says) <= _SAID else f"{says[:_SAID]}…"


def _unknown(tree: nodes.Template, known: Collection[str], fields: Collection[str]) -> Iterator[Fault]:
    from difflib import get_close_matches

    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name not in known:
            close = get_close_matches(node.name, fields, n=1, cutoff=0.6)
            hint = f": did you mean {close[0]}?" if close else ""
            yield Fault(node.lineno, f"there is no field {node.name}{hint}")


def _barred(node: nodes.Node, depth: int) -> Iterator[Fault]:
    fault = _fault(node, depth)
    if fault:
        yield Fault(node.lineno, fault)
        return
    for child in node.iter_child_nodes():
        yield from _barred(child, depth + isinstance(node, nodes.For))


def _fault(node: nodes.Node, depth: int) -> str | None:
    """Why this piece may not stand there, in words; None where it may."""
    if isinstance(node, nodes.Name):
        return _name(node, depth)
    if isinstance(node, (*_PLAIN, *_SUMS)):
        return None
    if isinstance(node, nodes.Getattr):
        return _attribute(node)
    if isinstance(node, nodes.For):
        return _loop(node, depth)
    if isinstance(node, nodes.Assign):
        return _kept(node)
    if isinstance(node, nodes.Filter):
        return _filter(node)
    if isinstance(node, nodes.Test):
        return None if node.name in _TESTS else f"there is no test {node.name} here"
    return _WORDS.get(type(node).__name__, f"{type(node).__name__.lower()} is nothing a template can do here")


_WORDS = {
    "Call": "a template calls nothing: it prints fields and asks about them",
    "Getitem": "a template takes no pieces out of a field",
    "Include": "a template stands alone: put the text here",
    "Import": "a template stands alone: put the text here",
    "FromImport": "a template stands alone: put the text here",
    "Extends": "a template stands alone: put the text here",
    "Macro": "a template has no macros: write the text out",
}


def _name(node: nodes.Name, depth: int) -> str | None:
    if node.ctx == "store" and node.name in _ATTRIBUTES:
        return f"{node.name} is taken: call it something else"
    if node.ctx == "load" and node.name == "loop" and not depth:
        return "there is a loop within a loop only"
    return None


def _attribute(node: nodes.Getattr) -> str | None:
    base = node.node.name if isinstance(node.node, nodes.Name) else ""
    if node.attr in _ATTRIBUTES.get(base, ()):
        return None
    if base == "choice":
        return f"there is no choice.{node.attr}: the choices are {', '.join(_ATTRIBUTES['choice'])}"
    return f"fields have no parts: .{node.attr} is nothing that can be printed"


def _loop(node: nodes.For, depth: int) -> str | None:
    if not (isinstance(node.iter, nodes.Name) and node.iter.name in LISTS):
        return f"a loop goes over {' or '.join(LISTS)} only"
    if depth >= _DEEPEST or node.recursive:
        return f"loops stand in each other at most {_DEEPEST} deep"
    return None


def _kept(node: nodes.Assign) -> str | None:
    parts = [node.node, *node.node.find_all(nodes.Node)]
    if all(isinstance(part, _VALUES) for part in parts) and isinstance(node.target, nodes.Name):
        return None
    return "set keeps a field as it is, or one of several; nothing put together"


def _filter(node: nodes.Filter) -> str | None:
    if node.name not in _FILTERS:
        return f"there is no filter {node.name} here; there are {', '.join(_FILTERS)}"
    if node.name == "join" and not (isinstance(node.node, nodes.Name) and node.node.name in LISTS):
        return f"join is for {' and '.join(LISTS)}"
    return None
