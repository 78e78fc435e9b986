"""The access token of a Google account."""

from __future__ import annotations

from connectors.base import NeedsLogin
from connectors.google import client_file, oauth
from connectors.google.account import Account, mailbox_key
from connectors.http import Http
from connectors.renewal import Ended, Renewal, Stored
from connectors.timer import Timer
from connectors.tokens import Tokens

SLACK = 3600.0
"""Clocks differ by no more (seconds)."""

ENDED = {
    "invalid_grant": "The sign-in of the account {} has ended.",
    "testing": "The sign-in of the account {} has ended, as all do while the Google project is in “Testing” (docs/google.md).",
}
"""What to tell by the reason that is stored."""


class Credentials(Renewal):
    """See `Renewal`. What is stored: refresh_token, access_token, expires_at, scopes, mailbox (a
    digest of its address); ends_at, if the sign-in ends then."""

    def __init__(self, account: Account, tokens: Tokens, http: Http, timer: Timer) -> None:
        super().__init__(tokens, timer)
        self._account = account
        self._http = http

    def _stored(self) -> Stored:
        """Raises NeedsLogin where it is for another mailbox than the configuration names by now."""
        held = super()._stored()
        if held.get("mailbox") not in (None, mailbox_key(self._account.address)):
            self._held = None
            raise NeedsLogin(
                f"The sign-in of the account {self._account.name} is for another mailbox than its `address`.\n"
                f"Sign in: agent login {self._account.name}"
            )
        return held

    def _renew(self, stored: Stored) -> Stored:
        office = oauth.Office(self._account, client_file.read(self._account.client_secrets), self._http)
        now = self._timer.now()
        try:
            return office.renew(stored, now)
        except NeedsLogin:
            pass
        reason = "testing" if _was_for_days(stored, now) else "invalid_grant"
        raise Ended(str(self._void(reason)), reason)

    def _void(self, reason: str | None) -> NeedsLogin:
        name = self._account.name
        why = ENDED.get(reason or "", "Nobody is signed in to the account {}.").format(name)
        return NeedsLogin(f"{why}\nSign in: agent login {name}")


def _was_for_days(stored: Stored, now: float) -> bool:
    """It ended when Google had said that it would."""
    ends = stored.get("ends_at")
    return isinstance(ends, (int, float)) and now >= ends - SLACK
