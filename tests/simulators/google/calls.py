"""One call: what a backend is given, and what it may answer.

A backend is any object whose methods are marked with `@handles("calendar.events.list")` (ids of the discovery
documents). Such a method takes a `Call` and returns `(status, body)`, body None for an empty answer, or raises
`ApiError`. By then the call was routed, its token and scopes, parameters and body were checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

Answer = tuple[int, Any]
Handler = Callable[["Call"], Answer]
F = TypeVar("F", bound=Callable[..., Answer])

STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    412: "FAILED_PRECONDITION",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
"""google.rpc.Code names beside the HTTP status; a status without one has none (410)."""

USAGE_REASONS = {"rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded", "domainPolicy"}


@dataclass(frozen=True, slots=True)
class Call:
    """One checked request."""

    method: str
    """Id in the discovery document ("gmail.users.messages.get")."""
    path: Mapping[str, str]
    """Path parameters, decoded."""
    query: Mapping[str, Any]
    """Query parameters as bool, int or str, repeatable ones as lists; those not given have their documented default,
    or are absent."""
    body: Any
    """The decoded JSON body, None if there was none."""
    headers: Mapping[str, str]
    """Lower-case names."""
    address: str
    """Whose token it was."""


class ApiError(Exception):
    """A fault that Google answers with: status, reason (`errors[].reason`), message."""

    def __init__(
        self, status: int, reason: str, message: str = "", *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message or reason)
        self.status = status
        self.reason = reason
        self.message = message or reason
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """As both services write it."""
        domain = "usageLimits" if self.reason in USAGE_REASONS else "global"
        error: dict[str, Any] = {
            "code": self.status,
            "message": self.message,
            "errors": [{"message": self.message, "domain": domain, "reason": self.reason}],
        }
        if self.status in STATUS_NAMES:
            error["status"] = STATUS_NAMES[self.status]
        return {"error": error}


def not_found(what: str = "Requested entity was not found.") -> ApiError:
    """404."""
    return ApiError(404, "notFound", what)


def bad_request(what: str) -> ApiError:
    """400."""
    return ApiError(400, "invalidArgument", what)


def handles(*ids: str) -> Callable[[F], F]:
    """Mark a method as the one that answers these discovery methods."""

    def mark(function: F) -> F:
        function.handled_ids = ids  # type: ignore[attr-defined]  # read back by handlers_of
        return function

    return mark


def handlers_of(backend: object) -> dict[str, Handler]:
    """All marked methods of a backend by discovery id."""
    found: dict[str, Handler] = {}
    for name in dir(type(backend)):
        for method_id in getattr(getattr(type(backend), name), "handled_ids", ()):
            found[method_id] = getattr(backend, name)
    return found
