"""The access token of an Outlook account."""

from __future__ import annotations

from connectors.base import NeedsLogin
from connectors.http import Http
from connectors.outlook import refusals
from connectors.outlook.account import Account
from connectors.outlook.office import Office
from connectors.renewal import Renewal, Stored
from connectors.timer import Timer
from connectors.tokens import Tokens


class Credentials(Renewal):
    """See `Renewal`. What is stored: `cache` (msal's own, with the refresh token), access_token, expires_at, scopes."""

    def __init__(self, account: Account, tokens: Tokens, http: Http, timer: Timer) -> None:
        super().__init__(tokens, timer)
        self._account = account
        self._office = Office(account, http, timer)

    def _renew(self, stored: Stored) -> Stored:
        return self._office.renew(stored)

    def _void(self, reason: str | None) -> NeedsLogin:
        why = refusals.parsed(reason or "")
        if why is not None:
            return NeedsLogin(refusals.text(why, self._account))
        name = self._account.name
        return NeedsLogin(f"Nobody is signed in to the account {name}.\nSign in: agent login {name}")
