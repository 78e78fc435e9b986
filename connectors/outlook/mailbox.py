"""Whose mailbox was signed in to: what Microsoft calls it, and whether it is the account's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from connectors.base import Temporary
from connectors.faults import Missing
from connectors.http import Http
from connectors.outlook import faults
from connectors.outlook.account import READ_CALENDARS, READ_USER, Account
from connectors.outlook.api import IMMUTABLE
from connectors.timer import Timer

PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant of all personal accounts (https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference)."""
ME = "/me?$select=mail,userPrincipalName"
CALENDAR = "/me/calendar?$select=owner"
GUEST = re.compile(r"(.+)_([^_@]+)#EXT#@.+", re.IGNORECASE)
"""A guest's name in an organisation: alex_example.com#EXT#@contoso.onmicrosoft.com."""


class Mailbox:
    """The mailbox that an access token opens. Asks Microsoft when it is asked itself."""

    def __init__(self, account: Account, http: Http, timer: Timer, token: str, claims: Mapping[str, Any]) -> None:
        """claims: those of the id token."""
        self._account = account
        self._http = http
        self._timer = timer
        self._token = token
        self._claims = claims

    def is_of_account(self, mine: Iterable[str]) -> bool:
        """Whether it is that of the account's `address`. mine: the user's addresses. Raises what Microsoft's answers call for.

        The names that a person signs in with need not be the mailbox's: then its calendar tells whose it is. A personal
        account that shows no address of its own counts as the user's if they sign in with one of theirs.
        """
        wanted = self._account.address
        me = self._asked(ME, READ_USER)
        mail = _text(me.get("mail"))
        names = [mail, _text(me.get("userPrincipalName"))]
        names += [_text(self._claims.get(key)) for key in ("preferred_username", "email", "upn")]
        if _among(names, [wanted]):
            return True
        if _among([self._owner()], [wanted]):
            return True
        return self._claims.get("tid") == PERSONAL and not mail and _among(names, mine)

    def _owner(self) -> str:
        """The address of the mailbox's own calendar, empty where there is none."""
        try:
            owner = self._asked(CALENDAR, READ_CALENDARS).get("owner")
        except Missing:
            return ""
        return _text(owner.get("address")) if isinstance(owner, dict) else ""

    def _asked(self, path: str, scope: str) -> Mapping[str, Any]:
        headers = {"authorization": f"Bearer {self._token}", "accept": "application/json", "prefer": IMMUTABLE}
        answer = self._http.request("GET", self._account.base + path, headers=headers)
        if answer.status != 200:
            failure = faults.read(answer, self._timer.now())
            raise faults.error_for(failure, self._account.name, scope, frozenset(faults.NEEDS), writes=False)
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Temporary("Microsoft did not say whose mailbox it is. Try again later.")
        return found


def plain_name(name: str) -> str:
    """The address in a name that Microsoft has made of it: live.com#alex@example.com, or that of a guest."""
    name = name.strip()
    guest = GUEST.fullmatch(name)
    if guest:
        return f"{guest[1]}@{guest[2]}"
    return name.rpartition("#")[2]


def _among(names: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether one of the names is one of those that are wanted."""
    found = {plain_name(name).casefold() for name in names if name}
    return bool(found & {one.strip().casefold() for one in wanted})


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
