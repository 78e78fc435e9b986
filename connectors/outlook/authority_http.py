"""What msal speaks to Microsoft's sign-in through: the one request of all connectors, and its errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from connectors.base import OutcomeUnknown, Refused, Temporary
from connectors.http import Http, Response
from connectors.outlook import refusals
from connectors.outlook.account import LOGIN, Account
from connectors.timer import Timer

FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as msal reads it. Only answers that hold a JSON object come this far."""

    status_code: int
    text: str
    headers: Mapping[str, str]

    def raise_for_status(self) -> None:
        """Errors that say nothing about the sign-in were raised before."""


class AuthorityHttp:
    """msal's `http_client`. Raises Temporary, Refused, Unreadable."""

    def __init__(self, account: Account, http: Http, timer: Timer) -> None:
        self._account = account
        self._http = http
        self._timer = timer

    def get(
        self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None, **_: Any
    ) -> Answer:
        """A question about the sign-in itself: where its addresses are."""
        answer = self._answer(self._http.request("GET", self._address(url), headers=headers, params=params))
        if answer.status_code != 200:
            raise refusals.at_sign_in(json.loads(answer.text), self._account)
        return answer

    def post(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> Answer:
        """A question for tokens, or for a code to type."""
        content = urlencode(data or {}).encode()
        address = self._address(url)
        try:
            response = self._http.request(
                "POST", address, headers={**(headers or {}), **FORM}, params=params, content=content
            )
        except OutcomeUnknown:
            # Asking for a token changes nothing that could happen twice: the old refresh token still counts.
            raise Temporary("Microsoft's sign-in did not answer. Try again later.") from None
        return self._answer(response)

    def close(self) -> None:
        """The connections are the account's, which closes them."""

    def _address(self, url: str) -> str:
        """msal takes no other address than https; a server of one's own gets its place here."""
        if not url.startswith(LOGIN + "/"):
            raise Refused("Microsoft's sign-in leads to another server: it is not followed.")
        return self._account.login_base + url.removeprefix(LOGIN)

    def _answer(self, response: Response) -> Answer:
        if response.status == 429 or response.status >= 500:
            wait = response.retry_after(self._timer.now())
            raise refusals.busy(refusals.Reason("busy", str(response.status)), wait)
        try:
            text = response.body.decode()
            whole = isinstance(json.loads(text), dict)
        except (ValueError, RecursionError):
            whole = False
        if not whole:
            raise Temporary(refusals.UNREADABLE)
        return Answer(response.status, text, response.headers)
