"""The sign-in's three addresses: /auth (where the browser goes), /token and /revoke.

RFC 6749 with PKCE (RFC 7636) and a loopback redirect (RFC 8252), as Google describes them for installed programs
(https://developers.google.com/identity/protocols/oauth2/native-app).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.simulators.google.oauth import ACCESS_SECONDS, CLIENT_ID, CLIENT_SECRET, TESTING_SECONDS, Grant, OAuth
from tests.simulators.google.wire import Asked, Reply

JSON = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-cache, no-store, max-age=0"}
AUTH = ("/auth", "/o/oauth2/auth", "/o/oauth2/v2/auth")

KNOWN = {
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method",
    "access_type", "prompt", "login_hint", "include_granted_scopes", "hl", "enable_granular_consent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Code:
    """An authorization code not yet exchanged."""

    grant: Grant
    challenge: str
    redirect_uri: str
    with_refresh: bool


class SignInPages:
    """Answers for what lies outside the APIs."""

    def __init__(self, oauth: OAuth) -> None:
        self.oauth = oauth
        self._codes: dict[str, _Code] = {}

    def reply(self, asked: Asked) -> tuple[Reply, list[str]] | None:
        """The answer and what was wrong with the request, or None if the address is none of these."""
        if asked.path in AUTH and asked.verb == "GET":
            return self._authorize(dict(parse_qsl(asked.query)))
        if asked.path not in ("/token", "/revoke") or asked.verb != "POST":
            return None
        if not asked.headers.get("content-type", "application/x-www-form-urlencoded").startswith(
            "application/x-www-form-urlencoded"
        ):
            return _error("invalid_request", "Not a form"), ["the body is no form"]
        form = dict(parse_qsl(asked.content.decode("utf-8", "replace")))
        if asked.path == "/revoke":
            return self._revoke(form.get("token") or dict(parse_qsl(asked.query)).get("token", "")), []
        leaked = ["a secret in the address"] if asked.query else []
        return self._token(form), leaked

    # ---------------------------------------------------------------- the browser

    def _authorize(self, asked: dict[str, str]) -> tuple[Reply, list[str]]:
        """The consent page; the user answers at once, as `OAuth.user` says."""
        faults = _authorization_faults(asked)
        if faults:
            page = f"Access blocked: authorization error. {'; '.join(faults)}"
            return Reply(400, page.encode(), {"Content-Type": "text/plain; charset=utf-8"}), faults
        user, wanted = self.oauth.user, set(asked["scope"].split())
        granted = wanted - user.unticks
        if user.denies or not granted:
            return _redirect(asked, {"error": "access_denied"}), []
        address = user.signs_in_as or self.oauth.address
        before = [one for one in self.oauth.grants if one.address == address and self.oauth.lives(one)]
        if asked.get("include_granted_scopes") == "true":
            granted = granted.union(*(one.scopes for one in before))
        code = f"4/{secrets.token_urlsafe(40)}"
        asks = "consent" in asked.get("prompt", "").split() or not before
        self._codes[code] = _Code(
            self.oauth.add(granted, address),
            asked["code_challenge"],
            asked["redirect_uri"],
            asked.get("access_type") == "offline" and asks,
        )
        return _redirect(asked, {"code": code, "scope": " ".join(sorted(granted))}), []

    # ---------------------------------------------------------------- tokens

    def _token(self, form: dict[str, str]) -> Reply:
        if form.get("client_id") != CLIENT_ID or form.get("client_secret") != CLIENT_SECRET:
            return _error("invalid_client", "The OAuth client was not found.", 401)
        kind = form.get("grant_type")
        if kind == "authorization_code":
            return self._exchange(form)
        if kind == "refresh_token":
            grant = self.oauth.of_refresh_token(form.get("refresh_token", ""))
            if grant is None:
                return _error("invalid_grant", "Token has been expired or revoked.")
            return _json(200, self._access(grant))
        return _error("unsupported_grant_type", f"Invalid grant_type: {kind}")

    def _exchange(self, form: dict[str, str]) -> Reply:
        """A code for tokens, once, and only for who knows the verifier."""
        code = self._codes.pop(form.get("code", ""), None)
        if code is None:
            return _error("invalid_grant", "Malformed auth code.")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if urlsafe_b64encode(digest).rstrip(b"=").decode() != code.challenge:
            return _error("invalid_grant", "Invalid code verifier.")
        if form.get("redirect_uri") != code.redirect_uri:
            return _error("redirect_uri_mismatch", "Bad Request")
        answer = self._access(code.grant)
        if code.with_refresh:
            answer["refresh_token"] = code.grant.refresh_token
            if self.oauth.testing:
                answer["refresh_token_expires_in"] = TESTING_SECONDS - 1
        return _json(200, answer)

    def _access(self, grant: Grant) -> dict[str, Any]:
        return {
            "access_token": self.oauth.access_token(grant),
            "expires_in": ACCESS_SECONDS,
            "scope": " ".join(sorted(grant.scopes)),
            "token_type": "Bearer",
        }

    def _revoke(self, token: str) -> Reply:
        grant = self.oauth.of_token(token)
        if grant is None:
            return _error("invalid_token", "Token expired or revoked")
        grant.revoked = True
        return _json(200, {})


def _authorization_faults(asked: dict[str, str]) -> list[str]:
    """What Google would not accept, and what a careful program would not leave out."""
    target = urlsplit(asked.get("redirect_uri", ""))
    checks = {
        "response_type is not code": asked.get("response_type") == "code",
        "the client is unknown": asked.get("client_id") == CLIENT_ID,
        "the redirect is not to loopback": target.scheme == "http"
        and target.hostname in ("127.0.0.1", "localhost", "::1"),
        "no PKCE challenge (S256)": asked.get("code_challenge_method") == "S256"
        and len(asked.get("code_challenge", "")) == 43,
        "no state": bool(asked.get("state")),
        "no scope": bool(asked.get("scope")),
        "access_type is neither online nor offline": asked.get("access_type", "online") in ("online", "offline"),
        "prompt is not understood": set(asked.get("prompt", "").split()) <= {"none", "consent", "select_account"},
    }
    unknown = [f"no parameter {name} here" for name in sorted(asked.keys() - KNOWN)]
    return [fault for fault, fine in checks.items() if not fine] + unknown


def _redirect(asked: dict[str, str], answer: dict[str, str]) -> Reply:
    target = asked["redirect_uri"]
    sign = "&" if "?" in target else "?"
    return Reply(302, b"", {"Location": f"{target}{sign}{urlencode({'state': asked['state'], **answer})}"})


def _json(status: int, body: dict[str, Any]) -> Reply:
    return Reply(status, json.dumps(body).encode(), JSON)


def _error(error: str, description: str, status: int = 400) -> Reply:
    return _json(status, {"error": error, "error_description": description})
