"""Senders: the addresses that Gmail lets a mailbox write from.

Under any other one a letter leaves all the same, but Gmail writes the mailbox's own address in its place, silently.
https://developers.google.com/workspace/gmail/api/guides/alias_and_signature_settings
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from connectors.base import Refused
from connectors.google.account import same_mailbox
from connectors.google.api import Api
from connectors.google.prices import LIST_SENDERS
from connectors.resources import text

LONGEST: Final = 320
"""Characters of an address (RFC 5321 section 4.5.3.1)."""

_UNKNOWN = (
    "Gmail would send it under another address than the letter's sender, so nothing was sent.\n"
    "Add that sender in Gmail's settings under “Send mail as” and confirm it, or take it out of `addresses`."
)


class Senders:
    """The addresses of one account. Asked for when first needed, and again for one that is not among them."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._accepted: frozenset[str] = frozenset()

    def check(self, address: str) -> None:
        """Raises Refused if Gmail would not keep that sender; NeedsLogin, Temporary."""
        if same_mailbox(address, self._api.account.address) or _key(address) in self._accepted:
            return
        request = self._api.gmail("users", "settings", "sendAs").list(userId="me")
        found = self._api.run(request, LIST_SENDERS).get("sendAs", ())
        self._accepted = frozenset(_key(text(each, "sendAsEmail", LONGEST)) for each in found if _accepted(each))
        if _key(address) not in self._accepted:
            raise Refused(_UNKNOWN)


def _accepted(entry: Mapping[str, Any]) -> bool:
    return entry.get("isPrimary") is True or entry.get("verificationStatus") == "accepted"


def _key(address: str) -> str:
    return address.strip().casefold()
