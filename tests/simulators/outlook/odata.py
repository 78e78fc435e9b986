"""Query options (OData 4.01): $select, $expand, $filter and $orderby, as far as Outlook takes them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.simulators.outlook.calls import Json, broken, invalid
from tests.simulators.outlook.schema import properties

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
EVENT = "microsoft.graph.eventMessage/event"
PARSE = "RequestBroker--ParseUri"
EXTENDED = re.compile(r"^\w+ (\{[0-9A-Fa-f-]{36}\} (Name .+|Id 0x[0-9A-Fa-f]+)|0x[0-9A-Fa-f]+)$")
"""The id of an extended property: "String {GUID} Name …" or "String 0x…"."""
_ANY = re.compile(
    r"singleValueExtendedProperties/any\(\s*(\w+)\s*:\s*\1/id eq '((?:[^']|'')*)' and \1/value eq '((?:[^']|'')*)'\s*\)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"([\w/]+) (eq|ne|gt|ge|lt|le) (.+)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison of a filter."""

    field: str
    """A property; "extended" for an extended property."""
    compare: str
    value: Any
    extended_id: str = ""


@dataclass(frozen=True, slots=True)
class Expand:
    """What is to be expanded."""

    event: bool = False
    event_fields: frozenset[str] | None = None
    """Of the event, only these; None: all."""
    attachments: bool = False
    attachment_fields: frozenset[str] | None = None
    """Of each attachment, only these; None: all, with the bytes."""
    extended: frozenset[str] = frozenset()
    """Ids of the extended properties, lower case."""


def selected(text: str | None, kind: str) -> frozenset[str] | None:
    """The properties to give; None: the usual ones."""
    if text is None:
        return None
    found = set()
    for name in text.split(","):
        cast, _, own = name.strip().rpartition("/")
        of = cast.removeprefix("microsoft.graph.") if cast else kind
        if own not in properties(of):
            raise broken(f"Could not find a property named '{own}' on type 'microsoft.graph.{of}'.", PARSE)
        found.add(own)
    return frozenset(found)


def expanded(text: str | None) -> Expand:
    """What `$expand` asks for. Raises where an extended property is not named by its id."""
    event, fields, attachments, named, extended = False, None, False, None, set()
    for part in _outside(text or "", ","):
        if nested := re.fullmatch(re.escape(EVENT) + r"(?:\(\$select=([\w,]+)\))?", part):
            event, fields = True, selected(nested[1], "event")
        elif nested := re.fullmatch(r"attachments(?:\(\$select=([\w,]+)\))?", part):
            attachments, named = True, selected(nested[1], "attachment")
        elif found := re.fullmatch(r"singleValueExtendedProperties\(\$filter=(.+)\)", part):
            for one in re.split(r"\bor\b", found[1]):
                match = re.fullmatch(r"\s*id eq '([^']+)'\s*", one)
                if not match or not EXTENDED.match(match[1]):
                    raise broken(f"$expand: {part}")
                extended.add(match[1].lower())
        else:
            raise broken(f"$expand: {part}")
    return Expand(event, fields, attachments, named, frozenset(extended))


def clauses(text: str | None, kind: str) -> tuple[Clause, ...]:
    """The comparisons of a `$filter`, all of which must hold."""
    found: list[Clause] = []
    for part in _outside(text or "", " and "):
        if re.fullmatch(r"\((?:[^()']|'[^']*'|\([^()]*\))*\)", part):
            found += clauses(part[1:-1], kind)
            continue
        if extended := _ANY.fullmatch(part):
            if not EXTENDED.match(extended[2]):
                raise broken(f"$filter: {part}", "ErrorInvalidProperty")
            found.append(Clause("extended", "eq", extended[3].replace("''", "'"), extended[2].lower()))
        elif plain := _PLAIN.fullmatch(part):
            if plain[1].partition("/")[0] not in properties(kind):
                raise broken(f"Could not find a property named '{plain[1]}' on type 'microsoft.graph.{kind}'.", PARSE)
            found.append(Clause(plain[1], plain[2], _literal(plain[3])))
        else:
            raise broken(f"Invalid filter clause: {part}")
    return tuple(found)


def ordering(text: str | None, kind: str, filters: Iterable[Clause]) -> tuple[str, bool] | None:
    """The property to order by and whether downwards. Outlook wants what is ordered by to be filtered by first."""
    if text is None:
        return None
    name, _, way = text.strip().partition(" ")
    if way not in {"", "asc", "desc"} or name.partition("/")[0] not in properties(kind):
        raise broken(f"$orderby: {text}")
    first = next(iter(filters), None)
    if first is not None and first.field != name:
        raise invalid("The restriction or sort order is too complex for this operation.", "InefficientFilter")
    return name, way == "desc"


def holds(clause: Clause, item: Mapping[str, Any], extended: Mapping[str, str]) -> bool:
    """Whether an item passes."""
    if clause.field == "extended":
        return any(key.lower() == clause.extended_id and value == clause.value for key, value in extended.items())
    value: Any = item
    for step in clause.field.split("/"):
        value = value.get(step) if isinstance(value, Mapping) else None
    if isinstance(clause.value, datetime):
        if value is None:
            return False
        value = datetime.fromisoformat(value)
    elif isinstance(value, str) and isinstance(clause.value, str) and clause.field != "conversationId":
        return OPERATORS[clause.compare](value.lower(), clause.value.lower())
    return OPERATORS[clause.compare](value, clause.value)


def whole(text: str | None, name: str, default: int, most: int) -> int:
    """A whole number option, bounded."""
    if text is None:
        return default
    if not text.isdigit() or not 0 <= int(text) <= 10**6:
        raise broken(f"Invalid value '{text}' for {name}")
    return min(int(text), most)


def chosen(item: Json, select: frozenset[str] | None, hidden: frozenset[str]) -> Json:
    """The item with the wanted properties: id and annotations always, the `hidden` ones only by name."""
    return {
        key: value
        for key, value in item.items()
        if key == "id" or "@" in key or (key in select if select is not None else key not in hidden)
    }


def _literal(text: str) -> Any:
    if found := re.fullmatch(r"'((?:[^']|'')*)'", text):
        return found[1].replace("''", "'")
    if text in {"true", "false"}:
        return text == "true"
    if _MOMENT.fullmatch(text):
        return datetime.fromisoformat(text)
    raise broken(f"Invalid filter clause: {text}")


def _outside(text: str, separator: str) -> list[str]:
    """Split where the separator stands outside quotes and brackets."""
    parts, depth, quoted, start, at = [], 0, False, 0, 0
    while at < len(text):
        sign = text[at]
        if sign == "'":
            quoted = not quoted
        elif not quoted and sign in "()":
            depth += 1 if sign == "(" else -1
        elif not quoted and depth == 0 and text[at : at + len(separator)].lower() == separator:
            parts.append(text[start:at].strip())
            start = at = at + len(separator)
            continue
        at += 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]
