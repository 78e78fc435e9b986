"""Signing in to a Google account, and the access token for as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from connectors.base import Grant, SignIn, SignInWay

if TYPE_CHECKING:
    from connectors.google.account import Account
    from connectors.http import Http
    from connectors.timer import Timer
    from connectors.tokens import Tokens


class Credentials:
    """The access token of one account, renewed ahead of time by one process at a time."""

    def __init__(self, account: Account, tokens: Tokens, http: Http, timer: Timer) -> None: ...

    @property
    def scopes(self) -> frozenset[str]:
        """What the user granted. Raises what `token` raises, but asks no network."""
        raise NotImplementedError

    def token(self) -> str:
        """An access token that is good for some minutes. Raises NeedsLogin, Temporary, Unreadable."""
        raise NotImplementedError

    def refresh(self, refused: str | None = None) -> str:
        """A new access token after the provider refused the old one (`refused`)."""
        raise NotImplementedError


class GoogleSignIn(SignIn):
    """Google's sign-in for installed programs, with PKCE, over a redirect to loopback (RFC 8252, RFC 7636)."""

    def __init__(self, account: Account, tokens: Tokens, http: Http, timer: Timer) -> None: ...

    def sign_in(self, show: Callable[[str], None], how: SignInWay = "browser", wait: float = 300.0) -> Grant:
        """See `SignIn.sign_in`."""
        raise NotImplementedError

    def sign_out(self) -> str | None:
        """See `SignIn.sign_out`."""
        raise NotImplementedError

    def signed_in(self) -> bool:
        """See `SignIn.signed_in`."""
        raise NotImplementedError
