"""Grants and tokens: what they are good for, and how long."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from connectors.timer import Timer
from tests.simulators.google.calls import ApiError

ACCESS_SECONDS = 3599
TESTING_SECONDS = 7 * 24 * 3600
"""How long a refresh token lives while the project is in "Testing"."""

CLIENT_ID = "simulated.apps.googleusercontent.com"
CLIENT_SECRET = "simulated-secret"


@dataclass(slots=True, eq=False)
class Grant:
    """One sign-in of the user: what was granted, until it is revoked."""

    address: str
    scopes: frozenset[str]
    refresh_token: str
    since: float
    revoked: bool = False


@dataclass(slots=True)
class User:
    """What the user does on the consent page."""

    unticks: set[str] = field(default_factory=set)
    """Scopes whose boxes they untick."""
    denies: bool = False
    """They press Cancel."""
    signs_in_as: str | None = None
    """They pick another account."""


class OAuth:
    """All grants and their access tokens."""

    def __init__(self, timer: Timer, address: str, *, testing: bool = False) -> None:
        self.timer = timer
        self.address = address
        self.testing = testing
        self.user = User()
        self.grants: list[Grant] = []
        self._access: dict[str, tuple[Grant, float]] = {}

    def grant(self, scopes: Collection[str], address: str | None = None) -> dict[str, Any]:
        """What a sign-in would have given, without one: refresh_token, access_token, scopes, expires_at."""
        made = self.add(scopes, address)
        return {
            "refresh_token": made.refresh_token,
            "access_token": self.access_token(made),
            "scopes": sorted(made.scopes),
            "expires_at": self.timer.now() + ACCESS_SECONDS,
        }

    def add(self, scopes: Collection[str], address: str | None = None) -> Grant:
        """A new grant with a refresh token."""
        made = Grant(address or self.address, frozenset(scopes), f"1//{secrets.token_urlsafe(32)}", self.timer.now())
        self.grants.append(made)
        return made

    def access_token(self, grant: Grant) -> str:
        """A new access token."""
        token = f"ya29.{secrets.token_urlsafe(48)}"
        self._access[token] = (grant, self.timer.now() + ACCESS_SECONDS)
        return token

    def check(self, authorization: str, scopes: Collection[str]) -> Grant:
        """Whose call it is; 401 without a token that lives, 403 where it lacks the scope."""
        kind, _, token = authorization.partition(" ")
        grant, until = self._access.get(token, (None, 0.0))
        if kind != "Bearer" or grant is None or not self.lives(grant) or until <= self.timer.now():
            raise ApiError(
                401,
                "authError",
                "Request had invalid authentication credentials. Expected OAuth 2 access token.",
                headers={"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"'},
            )
        if not grant.scopes & frozenset(scopes):
            raise ApiError(
                403,
                "insufficientPermissions",
                "Request had insufficient authentication scopes.",
                headers={"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="insufficient_scope"'},
            )
        return grant

    def lives(self, grant: Grant) -> bool:
        """Neither revoked nor, in "Testing", older than seven days."""
        return not grant.revoked and not (self.testing and self.timer.now() >= grant.since + TESTING_SECONDS)

    def of_refresh_token(self, token: str) -> Grant | None:
        """The living grant of that refresh token."""
        return next((one for one in self.grants if one.refresh_token == token and self.lives(one)), None)

    def of_token(self, token: str) -> Grant | None:
        """The living grant of that token, of either kind."""
        known = self._access.get(token)
        if known is not None and self.lives(known[0]):
            return known[0]
        return self.of_refresh_token(token)

    def expire_access(self) -> None:
        """All access tokens are over."""
        self._access.clear()

    def revoke(self) -> None:
        """The user takes everything back on the account's own page (or changes the password)."""
        for grant in self.grants:
            grant.revoked = True
