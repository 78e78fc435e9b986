"""An access token that is renewed ahead of time, by one thread of one process, and never again once the sign-in is void."""

from __future__ import annotations

import contextlib
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from connectors.base import NeedsLogin, Temporary
from connectors.timer import Timer
from connectors.tokens import Tokens

AHEAD = 240.0
"""A token is renewed this long before it ends (seconds)."""
LEAST = 15.0
"""A token that lasts no longer than this is not used any more (seconds)."""

Stored = dict[str, Any]
"""access_token, expires_at (seconds since 1970), scopes, and what it is renewed with. Or `ended`: why there is nothing."""


class Ended(NeedsLogin):
    """The sign-in is void: only another one helps."""

    def __init__(self, text: str, reason: str) -> None:
        """reason: a short word, to be stored, from which the text can be told again."""
        super().__init__(text)
        self.reason = reason


class Renewal(ABC):
    """Access tokens for one account. May be used by several threads; several processes share the stored tokens."""

    def __init__(self, tokens: Tokens, timer: Timer) -> None:
        self._tokens = tokens
        self._timer = timer
        self._lock = threading.Lock()
        self._held: Stored | None = None

    @abstractmethod
    def _renew(self, stored: Stored) -> Stored:
        """What is to be stored instead. Raises Ended where the sign-in is void, Temporary, Unreadable."""

    @abstractmethod
    def _void(self, reason: str | None) -> NeedsLogin:
        """What to tell by the reason that is stored; None: nobody is signed in."""

    @property
    def scopes(self) -> frozenset[str]:
        """What the user granted. Asks no network. Raises NeedsLogin, Temporary, Unreadable."""
        with self._lock:
            return frozenset(map(str, self._stored().get("scopes", ())))

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
            try:
                new = self._renew(stored)
            except Ended as fault:
                # Kept, so that no later run asks again with what is void.
                self._tokens.save({"ended": fault.reason})
                self._held = None
                raise
            self._tokens.save(new)
            self._held = new
            return str(new["access_token"])

    def _stored(self) -> Stored:
        if self._held is None:
            self._held = self._tokens.load()
        held = self._held
        if not held or "ended" in held:
            self._held = None  # a sign-in by another process counts at once
            raise self._void(str(held["ended"]) if held else None)
        return held

    def _lasts(self, stored: Stored) -> float:
        """Seconds for which the stored access token is good; one without a known end is not."""
        if not stored.get("access_token"):
            return 0.0
        try:
            return float(stored.get("expires_at") or 0) - self._timer.now()
        except (TypeError, ValueError):
            return 0.0


@contextlib.contextmanager
def sign_in(tokens: Tokens) -> Iterator[bool]:
    """A sign-in under way; gives whether there is one already, which stays if this one fails.

    Whether anything can be stored is found out before anybody is asked. Raises Temporary, Unreadable (keyring locked, absent).
    """
    try:
        held = tokens.load()
    except NeedsLogin:  # damaged, or its key is gone
        held = None
    had_before = bool(held) and "ended" not in (held or {})
    try:
        if not had_before:
            tokens.save({"ended": "sign-in not finished"})
        yield had_before
    except BaseException:
        if not had_before:
            tokens.delete()
        raise


def sign_out(tokens: Tokens) -> None:
    """Forget what is stored. Raises Temporary, Unreadable."""
    try:
        with tokens.locked():  # whoever is renewing must not store it again afterwards
            tokens.delete()
    except Temporary:
        tokens.delete()
