"""Questions to Google's token address: a code for tokens, a new access token, an end to all of it (RFC 6749, RFC 7009)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from connectors.base import ConnectorError, NeedsLogin, OutcomeUnknown, Refused, Temporary, Unreadable
from connectors.google.account import Account
from connectors.google.client_file import Client
from connectors.http import Http, Response

REVOKE = "https://oauth2.googleapis.com/revoke"
FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}

Tokens = dict[str, Any]
"""What is stored: refresh_token, access_token, expires_at (seconds since 1970), scopes; ends_at, if the sign-in itself ends
then. Or `ended`: why there is nothing (any more)."""


@dataclass(frozen=True, slots=True)
class Office:
    """The place where tokens of one account are given, and the program that asks."""

    account: Account
    client: Client
    http: Http

    def exchange(self, code: str, verifier: str, redirect: str, now: float) -> Tokens:
        """Tokens for the code of a sign-in (RFC 7636 section 4.5). Raises Refused, Temporary, Unreadable."""
        answer = self._ask(
            {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": redirect}, now
        )
        return tokens(answer, now, " ".join(self.account.scopes))

    def renew(self, old: Mapping[str, Any], now: float) -> Tokens:
        """A new access token (RFC 6749 section 6). Raises NeedsLogin where the sign-in is void, Temporary, Unreadable."""
        answer = self._ask({"grant_type": "refresh_token", "refresh_token": str(old.get("refresh_token", ""))}, now)
        return {**old, **tokens(answer, now, " ".join(scopes(old)))}

    def revoke(self, token: str) -> None:
        """End what was granted. Raises ConnectorError where that could not be done; a void token is a success."""
        answer = self._post(self._revocation(), {"token": token})
        if answer.status >= 300 and _error(answer) != "invalid_token":
            raise Temporary(f"Google answered {answer.status}.")

    def _ask(self, form: Mapping[str, str], now: float) -> Mapping[str, Any]:
        address = self.account.token_address(self.client.token_uri)
        secret = {"client_id": self.client.id, "client_secret": self.client.secret}
        answer = self._post(address, {**form, **secret})
        if answer.status == 200:
            document = _document(answer)
            if isinstance(document.get("access_token"), str):
                return document
            raise Temporary("Google's answer to the sign-in could not be read. Try again later.")
        raise self._fault(answer, now)

    def _post(self, address: str, form: Mapping[str, str]) -> Response:
        try:
            return self.http.request("POST", address, headers=FORM, content=urlencode(form).encode())
        except OutcomeUnknown:
            # Asking for a token changes nothing that could happen twice.
            raise Temporary(f"{urlsplit(address).hostname} did not answer the sign-in. Try again later.") from None

    def _fault(self, answer: Response, now: float) -> ConnectorError:
        error = _error(answer)
        if answer.status == 429 or answer.status >= 500 or error == "temporarily_unavailable":
            return Temporary(f"Google's sign-in is out of order just now ({answer.status}).", answer.retry_after(now))
        if error == "invalid_grant":
            return NeedsLogin(
                f"The sign-in of the account {self.account.name} has ended.\nSign in again: agent login {self.account.name}"
            )
        if error in ("invalid_client", "unauthorized_client", "deleted_client", "disabled_client"):
            return Unreadable(
                f"Google does not know the client of {self.account.client_secrets} any more ({error}).\n"
                "Download its file again, or make a new one: docs/google.md says how."
            )
        if error in ("admin_policy_enforced", "org_internal", "access_denied"):
            return Refused(
                f"Your organisation, or Google, does not let this client into the mailbox ({error}).\n"
                "docs/google.md says what can be done about it."
            )
        return Refused(f"Google refused the sign-in ({answer.status} {error or 'without a reason'}).")

    def _revocation(self) -> str:
        """Beside the token address; Google's own stays the same whatever the client file says."""
        parts = urlsplit(self.account.token_address(self.client.token_uri))
        if (parts.hostname or "").endswith((".google.com", ".googleapis.com")):
            return REVOKE
        return urlunsplit((parts.scheme, parts.netloc, parts.path.rpartition("/")[0] + "/revoke", "", ""))


def tokens(answer: Mapping[str, Any], now: float, asked: str) -> Tokens:
    """What is worth storing of Google's answer. A scope that is not named is the one that was asked for (RFC 6749 5.1)."""
    kept: Tokens = {
        "access_token": answer["access_token"],
        "expires_at": now + _seconds(answer.get("expires_in"), 3600.0),
        "scopes": sorted(str(answer.get("scope") or asked).split()),
    }
    if isinstance(answer.get("refresh_token"), str):
        kept["refresh_token"] = answer["refresh_token"]
    ends = _seconds(answer.get("refresh_token_expires_in"), 0.0)
    if ends:
        kept["ends_at"] = now + ends
    return kept


def scopes(stored: Mapping[str, Any]) -> frozenset[str]:
    """What was granted."""
    value = stored.get("scopes", ())
    return frozenset(value.split() if isinstance(value, str) else map(str, value))


def _seconds(value: object, otherwise: float) -> float:
    try:
        return min(max(float(str(value)), 0.0), 366 * 86400.0)
    except ValueError:
        return otherwise


def _error(answer: Response) -> str:
    """The error code (RFC 6749 section 5.2), a plain word; empty where there is none."""
    error = _document(answer).get("error")
    plain = isinstance(error, str) and error.replace("_", "").isalnum() and error.isascii() and len(error) < 60
    return str(error) if plain else ""


def _document(answer: Response) -> dict[str, Any]:
    """The answer's JSON object; an empty one if it is something else."""
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
