"""Microsoft's sign-in (login.microsoftonline.com): pages, codes, tokens.

The addresses it names are Microsoft's own, since msal takes no other than https; whoever speaks to it on loopback puts
`sim.base + "/login"` in the place of `https://login.microsoftonline.com`.
Sources: the v2.0 protocol pages of the Microsoft identity platform; RFC 6749, 7636, 8628; OpenID Connect Core 1.0.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from connectors.timer import Timer
from tests.simulators.outlook.calls import Json
from tests.simulators.outlook.login_errors import DECLINED, TROUBLES, LoginError

HOST = "https://login.microsoftonline.com"
PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant of all personal accounts."""
ACCESS_SECONDS = 3599
CODE_SECONDS = 600
DEVICE_SECONDS = 900
OPENID = frozenset({"openid", "profile", "offline_access", "email"})


@dataclass(slots=True)
class Grant:
    """One sign-in of the user."""

    client: str
    scopes: frozenset[str]
    nonce: str = ""
    refresh: set[str] = field(default_factory=set)
    revoked: bool = False


@dataclass(slots=True)
class Code:
    """An authorization code that was given out."""

    grant: Grant
    redirect: str
    challenge: str
    until: float


@dataclass(slots=True)
class Device:
    """A device that waits for its user."""

    grant: Grant
    user_code: str
    until: float
    state: str = "pending"


class Authority:
    """What was granted, and the endpoints."""

    def __init__(self, timer: Timer, address: str, name: str, violations: list[str]) -> None:
        self.timer = timer
        self.address = address
        self.name = name
        self.tenant = PERSONAL
        self.user_id = "00000000-0000-0000-6a0b-4f7c00000001"
        self.trouble = ""
        """A key of TROUBLES: how every request for tokens ends from now on."""
        self.at_the_page = ""
        """A key of TROUBLES, or "declined": what happens at the sign-in page."""
        self.interval = 5
        """Seconds between two questions of a device."""
        self.unticked: frozenset[str] = frozenset()
        """Scopes that are not granted although they were asked for."""
        self.strict_rotation = False
        """A refresh token works once."""
        self.grants: list[Grant] = []
        self.refreshed = 0
        """How often tokens were refreshed."""
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        """Every request: the endpoint and what it was given."""
        self._violations = violations
        self._codes: dict[str, Code] = {}
        self._devices: dict[str, Device] = {}
        self._access: dict[str, tuple[Grant, float]] = {}
        self._used: set[str] = set()

    # ---------------------------------------------------------------- hands

    def grant(self, scopes: Collection[str], client: str = "simulated-client") -> Json:
        """Tokens as a sign-in would have given them, without one."""
        made = Grant(client, frozenset(scopes) | {"openid", "profile", "offline_access"})
        self.grants.append(made)
        found = self._tokens(made)
        return {**found, "scopes": sorted(scopes), "expires_at": self.timer.now() + ACCESS_SECONDS}

    def expire_access(self) -> None:
        """All access tokens are over."""
        self._access.clear()

    def revoke(self) -> None:
        """The user takes everything back, or changes the password."""
        for grant in self.grants:
            grant.revoked = True

    def type_code(self, user_code: str, *, approve: bool = True) -> None:
        """The user types the code of a device at microsoft.com/devicelogin and agrees, or does not."""
        device = next(device for device in self._devices.values() if device.user_code == user_code)
        device.state = "approved" if approve else "declined"
        if approve:
            self.grants.append(device.grant)

    # ---------------------------------------------------------------- checking

    def scopes_of(self, authorization: str) -> frozenset[str] | None:
        """What a bearer token is good for, None if it is good for nothing."""
        kind, _, token = authorization.partition(" ")
        grant, until = self._access.get(token, (None, 0.0))
        if kind != "Bearer" or grant is None or grant.revoked or until <= self.timer.now():
            return None
        return frozenset(scope.rpartition("/")[2] for scope in grant.scopes)

    # ---------------------------------------------------------------- endpoints

    def answer(self, verb: str, path: str, given: Mapping[str, str]) -> tuple[int, Json]:
        """The answer to one request but that for the sign-in page; `path` begins with the tenant."""
        tenant, _, endpoint = path.strip("/").partition("/")
        self.asked.append((endpoint, dict(given)))
        try:
            if endpoint.endswith(".well-known/openid-configuration"):
                return 200, self._configuration(tenant)
            if endpoint == "discovery/instance":
                return 200, self._instance(tenant)
            if verb == "POST" and endpoint == "oauth2/v2.0/devicecode":
                return 200, self._device(given)
            if verb == "POST" and endpoint == "oauth2/v2.0/token":
                return 200, self._token(given)
        except LoginError as error:
            return error.status, error.body()
        self._violations.append(f"{verb} /login/{tenant}/{endpoint}: no such endpoint")
        return 404, {}

    def _configuration(self, tenant: str) -> Json:
        start = f"{HOST}/{tenant}"
        return {
            "token_endpoint": f"{start}/oauth2/v2.0/token",
            "authorization_endpoint": f"{start}/oauth2/v2.0/authorize",
            "device_authorization_endpoint": f"{start}/oauth2/v2.0/devicecode",
            "end_session_endpoint": f"{start}/oauth2/v2.0/logout",
            "issuer": f"{HOST}/{self.tenant}/v2.0",
            "jwks_uri": f"{start}/discovery/v2.0/keys",
            "response_modes_supported": ["query", "fragment", "form_post"],
            "response_types_supported": ["code", "id_token", "code id_token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "tenant_region_scope": None,
            "cloud_instance_name": "microsoftonline.com",
        }

    def _instance(self, tenant: str) -> Json:
        hosts = ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"]
        return {
            "tenant_discovery_endpoint": f"{HOST}/{tenant}/v2.0/.well-known/openid-configuration",
            "api-version": "1.1",
            "metadata": [{"preferred_network": hosts[0], "preferred_cache": hosts[1], "aliases": hosts}],
        }

    def authorize(self, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """What the sign-in page does once the user is done: where it goes, with which fields. Raises LoginError
        where the page shows an error and goes nowhere."""
        self.asked.append(("oauth2/v2.0/authorize", dict(given)))
        redirect = given.get("redirect_uri", "")
        place = urlsplit(redirect)
        if place.scheme != "http" or place.hostname != "localhost" or place.path not in {"", "/"}:
            self._violations.append(f"redirect_uri {redirect}: only http://localhost is registered")
            raise LoginError("invalid_request", 50011, "The redirect URI does not match those of the application.")
        needed = {"code_challenge", "state", "client_id", "scope"}
        if given.get("response_type") != "code" or given.get("code_challenge_method") != "S256" or needed - set(given):
            self._violations.append("authorize: code with PKCE (S256) and a state is asked for")
            raise LoginError("invalid_request", 900144, "The request body must contain all parameters.")
        fields = {"state": given["state"]}
        if self.at_the_page:
            error = DECLINED if self.at_the_page == "declined" else TROUBLES[self.at_the_page]
            return redirect, {**fields, "error": error.error, "error_description": error.description}
        grant = Grant(given["client_id"], self._granted(given["scope"]), given.get("nonce", ""))
        code = f"0.A{secrets.token_urlsafe(32)}"
        self._codes[code] = Code(grant, redirect, given["code_challenge"], self.timer.now() + CODE_SECONDS)
        return redirect, {**fields, "code": code}

    def _granted(self, scope: str) -> frozenset[str]:
        return frozenset(scope.split()) - self.unticked

    def _device(self, given: Mapping[str, str]) -> Json:
        grant = Grant(given["client_id"], self._granted(given["scope"]))
        code = secrets.token_urlsafe(32)
        user_code = "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(9))
        self._devices[code] = Device(grant, user_code, self.timer.now() + DEVICE_SECONDS)
        return {
            "user_code": user_code,
            "device_code": code,
            "verification_uri": "https://microsoft.com/devicelogin",
            "expires_in": DEVICE_SECONDS,
            "interval": self.interval,
            "message": f"To sign in, open the page https://microsoft.com/devicelogin and enter the code {user_code}.",
        }

    def _token(self, given: Mapping[str, str]) -> Json:
        if self.trouble:
            raise TROUBLES[self.trouble]
        kind = given.get("grant_type", "")
        if kind == "authorization_code":
            return self._tokens(self._redeemed(given), given)
        if kind == "refresh_token":
            return self._tokens(self._refreshed(given), given)
        if kind == "urn:ietf:params:oauth:grant-type:device_code":
            return self._tokens(self._approved(given), given)
        raise LoginError("unsupported_grant_type", 70003, "The app requested an unsupported grant type.")

    def _redeemed(self, given: Mapping[str, str]) -> Grant:
        code = self._codes.pop(given.get("code", ""), None)
        if code is None or code.until <= self.timer.now():
            raise LoginError("invalid_grant", 70008, "The provided authorization code has expired or was used.")
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != code.challenge:
            self._violations.append("token: the code_verifier does not match the challenge")
            raise LoginError("invalid_grant", 501481, "The Code_Verifier does not match the code_challenge.")
        if given.get("redirect_uri") != code.redirect or given.get("client_id") != code.grant.client:
            self._violations.append("token: another redirect_uri or client_id than the code was given for")
            raise LoginError("invalid_grant", 50011, "The redirect URI does not match.")
        self.grants.append(code.grant)
        return code.grant

    def _refreshed(self, given: Mapping[str, str]) -> Grant:
        token = given.get("refresh_token", "")
        grant = next((grant for grant in self.grants if token in grant.refresh), None)
        if grant is None or given.get("client_id") != grant.client:
            raise LoginError("invalid_grant", 9002313, "Invalid request. The refresh token is malformed.")
        if grant.revoked or (self.strict_rotation and token in self._used):
            raise TROUBLES["revoked"]
        if not frozenset(given.get("scope", "").split()) <= grant.scopes | OPENID:
            raise TROUBLES["consent"]
        self._used.add(token)
        self.refreshed += 1
        return grant

    def _approved(self, given: Mapping[str, str]) -> Grant:
        device = self._devices.get(given.get("device_code", ""))
        if device is None:
            raise LoginError("bad_verification_code", 70019, "The verification code is not known.")
        if device.until <= self.timer.now():
            raise LoginError(
                "expired_token", 70020, "The provided value for the input parameter 'device_code' has expired."
            )
        if device.state == "pending":
            raise LoginError("authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending.")
        if device.state == "declined":
            raise LoginError("authorization_declined", 70000, "The end user denied the authorization request.")
        return device.grant

    def _tokens(self, grant: Grant, given: Mapping[str, str] | None = None) -> Json:
        access = f"EwB{secrets.token_urlsafe(96)}"
        self._access[access] = (grant, self.timer.now() + ACCESS_SECONDS)
        found: dict[str, Any] = {
            "token_type": "Bearer",
            "scope": " ".join(sorted(grant.scopes - {"offline_access"})),
            "expires_in": ACCESS_SECONDS,
            "ext_expires_in": ACCESS_SECONDS,
            "access_token": access,
        }
        if "offline_access" in grant.scopes:
            found["refresh_token"] = f"M.C{secrets.token_urlsafe(96)}"
            grant.refresh.add(found["refresh_token"])
        if "openid" in grant.scopes:
            found["id_token"] = self._id_token(grant)
        if given and given.get("client_info") == "1":
            info = {"uid": self.user_id, "utid": self.tenant, "ver": "1.0"}
            found["client_info"] = _encoded(info)
        return found

    def _id_token(self, grant: Grant) -> str:
        now = int(self.timer.now())
        claims: Json = {
            "ver": "2.0", "iss": f"{HOST}/{self.tenant}/v2.0", "sub": "simulated-subject", "aud": grant.client,
            "exp": now + 86400, "iat": now, "nbf": now, "name": self.name, "preferred_username": self.address,
            "oid": self.user_id, "tid": self.tenant,
        }  # fmt: skip
        if grant.nonce:
            claims["nonce"] = grant.nonce
        return f"{_encoded({'typ': 'JWT', 'alg': 'RS256', 'kid': 'simulated'})}.{_encoded(claims)}.c2ltdWxhdGVk"


def _encoded(value: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
