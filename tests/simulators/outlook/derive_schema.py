"""The extract: the few types and actions of Microsoft Graph that the simulator speaks, as JSON Schema, out of Microsoft's own CSDL.

Run `python tests/simulators/outlook/derive_schema.py cleanMetadata.xml > tests/simulators/graph_schema.json` with the file
`clean_v10_metadata/cleanMetadata.xml` of the public repository microsoftgraph/msgraph-metadata (MIT licence, its notice
lies beside the extract). The reading follows OData CSDL XML 4.01; nothing is added by hand but the lists below.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
ROOTS = (
    "user",
    "mailFolder",
    "mailSearchFolder",
    "message",
    "eventMessage",
    "eventMessageRequest",
    "eventMessageResponse",
    "calendar",
    "event",
    "fileAttachment",
)
ACTIONS = (
    ("message", "createReply"),
    ("message", "createReplyAll"),
    ("message", "send"),
    ("message", "move"),
    ("user", "sendMail"),
    ("event", "accept"),
    ("event", "tentativelyAccept"),
    ("event", "decline"),
    ("event", "cancel"),
)
FUNCTIONS = (("message", "delta"), ("event", "delta"))
NAVIGATIONS = {
    "message": {"attachments", "singleValueExtendedProperties", "event"},
    "mailFolder": {"childFolders"},
    "event": {"attachments", "singleValueExtendedProperties", "calendar", "instances"},
}
USER = {
    "displayName",
    "givenName",
    "surname",
    "mail",
    "userPrincipalName",
    "otherMails",
    "proxyAddresses",
    "preferredLanguage",
    "businessPhones",
    "jobTitle",
    "mobilePhone",
    "officeLocation",
}
PLAIN: dict[str, dict[str, Any]] = {
    "Edm.String": {"type": "string"},
    "Edm.Boolean": {"type": "boolean"},
    "Edm.Int16": {"type": "integer"},
    "Edm.Int32": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "Edm.Int64": {"type": "integer"},
    "Edm.Double": {"type": "number"},
    "Edm.Single": {"type": "number"},
    "Edm.Decimal": {"type": "number"},
    "Edm.Binary": {"type": "string", "pattern": "^[A-Za-z0-9+/_-]*={0,2}$"},
    "Edm.Date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    "Edm.TimeOfDay": {"type": "string", "pattern": r"^\d\d:\d\d:\d\d(\.\d+)?$"},
    "Edm.Duration": {"type": "string", "pattern": "^-?P"},
    "Edm.DateTimeOffset": {
        "type": "string",
        "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$",
    },
}

Element = ElementTree.Element


def short(name: str) -> str:
    """The type's own name: `graph.message` → `message`."""
    return name.removeprefix("microsoft.graph.").removeprefix("graph.")


def within(name: str) -> str | None:
    """The type inside `Collection(…)`, None for a single value."""
    return name[len("Collection(") : -1] if name.startswith("Collection(") else None


class Deriver:
    """Collects the types that the roots need, and theirs, and so on."""

    def __init__(self, schema: Element) -> None:
        self.types = {x.get("Name", ""): x for x in schema if x.tag in {EDM + "EntityType", EDM + "ComplexType"}}
        self.enums = {x.get("Name", ""): x for x in schema if x.tag == EDM + "EnumType"}
        self.bound = [x for x in schema if x.tag in {EDM + "Action", EDM + "Function"}]
        self.defs: dict[str, Any] = {}

    def value(self, kind: str, nullable: bool) -> dict[str, Any]:
        """The schema of one value of a CSDL type."""
        item = within(kind)
        if item is not None:
            return {"type": "array", "items": self.value(item, False)}
        if kind in PLAIN:
            plain = dict(PLAIN[kind])
            return plain | {"type": [plain["type"], "null"]} if nullable else plain
        self.define(short(kind))
        ref = {"$ref": f"#/$defs/{short(kind)}"}
        return {"anyOf": [ref, {"type": "null"}]} if nullable else ref

    def define(self, name: str) -> None:
        """Put a type among the definitions, once."""
        if name in self.defs:
            return
        if name in self.enums:
            self.defs[name] = {"enum": [m.get("Name") for m in self.enums[name].iter(EDM + "Member")]}
            return
        self.defs[name] = {}
        self.defs[name] = {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {"@odata\\.": True, "^@removed$": True},
            "properties": dict(self.properties(name)),
        }

    def properties(self, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Own and inherited properties, and the navigations that are used."""
        kind = self.types[name]
        base = kind.get("BaseType")
        if base:
            yield from self.properties(short(base))
        wanted: set[str] = set().union(*(NAVIGATIONS[n] for n in self.lineage(name) if n in NAVIGATIONS))
        for part in kind:
            own, of, nullable = part.get("Name", ""), part.get("Type", ""), part.get("Nullable") != "false"
            if part.tag == EDM + "NavigationProperty" and own not in wanted:
                continue
            if part.tag not in {EDM + "Property", EDM + "NavigationProperty"} or of == "Edm.Stream":
                continue
            if name == "user" and own not in USER:
                continue
            yield own, self.value(of, nullable)

    def lineage(self, name: str) -> Iterator[str]:
        yield name
        base = self.types[name].get("BaseType")
        if base:
            yield from self.lineage(short(base))

    def parameters(self, of: str, name: str) -> Element:
        """The action or function bound to a type."""
        for found in self.bound:
            first = next(found.iter(EDM + "Parameter"), None)
            bound_to = "" if first is None else first.get("Type", "")
            if found.get("Name") == name and short(within(bound_to) or bound_to) == of:
                return found
        raise KeyError(f"{of}.{name}")

    def action(self, of: str, name: str) -> dict[str, Any]:
        parameters = list(self.parameters(of, name).iter(EDM + "Parameter"))[1:]
        return {
            "parameters": {
                p.get("Name", ""): self.value(p.get("Type", ""), p.get("Nullable") != "false") for p in parameters
            },
            "required": [p.get("Name", "") for p in parameters if p.get("Nullable") == "false"],
        }

    def options(self, element: Element) -> list[str]:
        """The query options of its own that an element declares."""
        found = [
            p.get("String", "")
            for p in element.iter(EDM + "PropertyValue")
            if p.get("Property") == "Name" and p.get("String")
        ]
        return sorted(set(found))

    def navigation_options(self, of: str, name: str) -> list[str]:
        part = next(p for p in self.types[of].iter(EDM + "NavigationProperty") if p.get("Name") == name)
        return self.options(part)


def derive(xml: bytes) -> dict[str, Any]:
    """The extract of a metadata file."""
    root = ElementTree.fromstring(xml.removeprefix(b"\xef\xbb\xbf"))
    deriver = Deriver(next(s for s in root.iter(EDM + "Schema") if s.get("Namespace") == "microsoft.graph"))
    for name in ROOTS:
        deriver.define(name)
    actions = {f"{of}.{name}": deriver.action(of, name) for of, name in ACTIONS}
    options = {f"{of}.{name}": deriver.options(deriver.parameters(of, name)) for of, name in FUNCTIONS}
    options["mailFolder.childFolders"] = deriver.navigation_options("mailFolder", "childFolders")
    options["event.instances"] = deriver.navigation_options("event", "instances")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Derived from microsoftgraph/msgraph-metadata by derive_schema.py; MIT, see graph_schema.LICENSE.txt.",
        "actions": actions,
        "options": options,
        "$defs": dict(sorted(deriver.defs.items())),
    }


if __name__ == "__main__":
    json.dump(derive(Path(sys.argv[1]).read_bytes()), sys.stdout, indent=1)
    print()
