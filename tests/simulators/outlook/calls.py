"""One call: what a handler is given, and what it may answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prefer:
    """The `Prefer` header (RFC 7240), as far as Outlook knows it."""

    immutable: bool = False
    page: int | None = None
    zone: str = "UTC"
    text: bool = False
    """Bodies as plain text instead of HTML."""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One checked request."""

    route: str
    """Name of the route ("messages.delta")."""
    verb: str
    address: str
    """Path without host and version, as it came."""
    path: Mapping[str, str]
    """Parts of the path, decoded."""
    query: Mapping[str, str]
    """Query options, decoded."""
    raw_query: str
    body: Any
    """The decoded JSON body, None if there was none; the names of an action's parameters in lower case."""
    prefer: Prefer
    if_match: str = ""
    """The revision that must still be the present one; "" for any."""

    def check_revision(self, etag: str) -> None:
        """Raises 412 where the thing has changed."""
        if self.if_match and self.if_match not in {"*", etag}:
            raise GraphError(412, "ErrorIrresolvableConflict", "The change key passed in the request does not match.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a JSON body, bytes, or nothing."""

    status: int = 200
    body: Any = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class GraphError(Exception):
    """A fault that Graph answers with: status, `error.code`, `error.message`."""

    def __init__(
        self, status: int, code: str, message: str = "", *, headers: Mapping[str, str] | None = None, broken: str = ""
    ) -> None:
        super().__init__(message or code)
        self.status = status
        self.code = code
        self.message = message or code
        self.headers = dict(headers or {})
        self.broken = broken
        """Not empty: the request breaks the published rules, and the test fails for it."""

    def body(self) -> Json:
        """As Graph writes it."""
        inner = {"date": "2026-11-20T09:00:00", "request-id": "0", "client-request-id": "0"}
        return {"error": {"code": self.code, "message": self.message, "innerError": inner}}


def not_found() -> GraphError:
    """404."""
    return GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def invalid(message: str, code: str = "ErrorInvalidRequest") -> GraphError:
    """400 that a correct client may meet."""
    return GraphError(400, code, message)


def broken(message: str, code: str = "BadRequest") -> GraphError:
    """400 that no correct client meets: counts as a violation."""
    return GraphError(400, code, message, broken=message)


Handler = Callable[[Call], Answer]
F = TypeVar("F", bound=Callable[..., Answer])


def handles(*names: str) -> Callable[[F], F]:
    """Mark a method as the one that answers these routes."""

    def mark(function: F) -> F:
        function.handled_routes = names  # type: ignore[attr-defined]  # read back by handlers_of
        return function

    return mark


def handlers_of(*backends: object) -> dict[str, Handler]:
    """All marked methods by route name."""
    found: dict[str, Handler] = {}
    for backend in backends:
        for name in dir(type(backend)):
            for route in getattr(getattr(type(backend), name), "handled_routes", ()):
                found[route] = getattr(backend, name)
    return found


def prefer_of(header: str) -> Prefer:
    """Read a `Prefer` header."""
    immutable, page, zone, text, unknown = False, None, "UTC", False, []
    for name, value in re.findall(r'([\w.-]+)\s*=\s*"?([^",;]*)"?', header):
        if name.lower() == "idtype":
            immutable = value == "ImmutableId"
        elif name == "odata.maxpagesize" and value.isdigit():
            page = int(value)
        elif name == "outlook.timezone":
            zone = value
        elif name == "outlook.body-content-type" and value in {"text", "html"}:
            text = value == "text"
        else:
            unknown.append(f"{name}={value}")
    return Prefer(immutable, page, zone, text, tuple(unknown))
