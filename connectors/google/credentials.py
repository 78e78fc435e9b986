"""The access token of a Google account, renewed ahead of time by one thread of one process."""

from __future__ import annotations

import threading
from typing import Any

from connectors.base import NeedsLogin, Temporary
from connectors.google import client_file, oauth
from connectors.google.account import Account
from connectors.http import Http
from connectors.timer import Timer
from connectors.tokens import Tokens

AHEAD = 240.0
"""A token is renewed this long before it ends (seconds)."""
LEAST = 15.0
"""A token that lasts no longer than this is not used any more (seconds)."""

SLACK = 3600.0
"""Clocks differ by no more (seconds)."""

ENDED = {
    "invalid_grant": "The sign-in of the account {} has ended.",
    "testing": "The sign-in of the account {} has ended, as all do while the Google project is in “Testing” (docs/google.md).",
}
"""What to tell by the reason that is stored."""


class Credentials:
    """Access tokens for one account. May be used by several threads; several processes share the stored tokens."""

    def __init__(self, account: Account, tokens: Tokens, http: Http, timer: Timer) -> None:
        self._account = account
        self._tokens = tokens
        self._http = http
        self._timer = timer
        self._lock = threading.Lock()
        self._held: dict[str, Any] | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """What the user granted. Asks no network. Raises NeedsLogin, Temporary, Unreadable."""
        with self._lock:
            return oauth.scopes(self._stored())

    def token(self) -> str:
        """An access token that is good for a while. Raises NeedsLogin, Temporary, Unreadable."""
        with self._lock:
            held = self._stored()
            if self._lasts(held) > AHEAD:
                return str(held["access_token"])
            try:
                return self._renewed(None)
            except Temporary:
                if self._lasts(held) > LEAST:
                    return str(held["access_token"])
                raise

    def refresh(self, refused: str | None = None) -> str:
        """A new access token in place of the one that the provider refused. Raises what `token` raises."""
        with self._lock:
            return self._renewed(refused or str(self._stored().get("access_token")))

    def forget(self) -> None:
        """Read what is stored anew: somebody signed in or out."""
        with self._lock:
            self._held = None

    def _renewed(self, refused: str | None) -> str:
        """Renewed, or what another process has renewed meanwhile."""
        with self._tokens.locked():
            self._held = None
            stored = self._stored()
            if self._lasts(stored) > AHEAD and stored["access_token"] != refused:
                return str(stored["access_token"])
            office = oauth.Office(self._account, client_file.read(self._account.client_secrets), self._http)
            try:
                new = office.renew(stored, self._timer.now())
            except NeedsLogin:
                # Kept, so that no later run asks again with a token that is void: only a sign-in helps.
                self._tokens.save({"ended": "testing" if self._was_for_days(stored) else "invalid_grant"})
                self._held = None
                self._stored()
                raise
            self._tokens.save(new)
            self._held = new
            return str(new["access_token"])

    def _stored(self) -> dict[str, Any]:
        if self._held is None:
            self._held = self._tokens.load()
        held = self._held or {}
        if not held.get("refresh_token"):
            self._held = None  # a sign-in by another process counts at once
            why = ENDED.get(str(held.get("ended")), "Nobody is signed in to the account {}.").format(self._account.name)
            raise NeedsLogin(f"{why}\nSign in: agent login {self._account.name}")
        return held

    def _was_for_days(self, stored: dict[str, Any]) -> bool:
        """It ended when Google had said that it would."""
        ends = stored.get("ends_at")
        return isinstance(ends, (int, float)) and self._timer.now() >= ends - SLACK

    def _lasts(self, stored: dict[str, Any]) -> float:
        """Seconds for which the stored access token is good; one without a known end is not."""
        if not stored.get("access_token"):
            return 0.0
        try:
            return float(stored.get("expires_at") or 0) - self._timer.now()
        except (TypeError, ValueError):
            return 0.0
