"""Questions to Microsoft's sign-in, asked by msal: a code for tokens, a code to type, a new access token."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from connectors.base import ConnectorError, Temporary
from connectors.http import Http
from connectors.outlook import faults, refusals
from connectors.outlook.account import LOGIN, Account
from connectors.outlook.authority_http import AuthorityHttp
from connectors.redirect import Return
from connectors.renewal import Ended, Stored
from connectors.timer import Timer

T = TypeVar("T")

LONGEST = 366 * 86400.0
"""No token is believed to last longer (seconds)."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sign-in under way: msal's program, its cache that is still empty, and what it remembers of the question."""

    program: Any
    cache: Any
    flow: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Granted:
    """What a sign-in gave."""

    stored: Stored
    claims: Mapping[str, Any]
    """Of the id token: who signed in (OpenID Connect Core section 2)."""


class Office:
    """The place where tokens of one account are given, and the program that asks."""

    def __init__(self, account: Account, http: Http, timer: Timer) -> None:
        self._account = account
        self._http = http
        self._timer = timer

    # ---------------------------------------------------------------- in the browser

    def begin(self, redirect: str, state: str) -> tuple[Attempt, str]:
        """A sign-in in the browser with PKCE, and the address to open. Raises Temporary, Refused, Unreadable."""
        program, cache = self._program()
        flow = _careful(
            lambda: program.initiate_auth_code_flow(
                list(self._account.scopes),
                redirect_uri=redirect,
                state=state,
                prompt="select_account",
                login_hint=self._account.address,
                response_mode="form_post",
            )
        )
        address = str(flow["auth_uri"])
        return Attempt(program, cache, flow), self._account.login_base + address.removeprefix(LOGIN)

    def redeem(self, attempt: Attempt, came: Return) -> Granted:
        """Tokens for what the browser brought (RFC 7636 section 4.5). Raises what a sign-in without tokens calls for."""
        if not came.code:
            raise refusals.at_sign_in({"error": came.error, "error_description": came.description}, self._account)
        brought = {"code": came.code, "state": attempt.flow["state"]}
        answer = _careful(lambda: attempt.program.acquire_token_by_auth_code_flow(attempt.flow, brought))
        return self._granted(attempt, answer)

    # ---------------------------------------------------------------- by a code to type

    def begin_by_code(self) -> Attempt:
        """A sign-in on another machine (RFC 8628). Raises Temporary, Refused, Unreadable."""
        program, cache = self._program()
        flow = _careful(lambda: program.initiate_device_flow(list(self._account.scopes)))
        if "error" in flow:
            raise refusals.at_sign_in(flow, self._account, by_code=True)
        if not all(isinstance(flow.get(key), str) for key in ("user_code", "device_code", "verification_uri")):
            raise Temporary(refusals.UNREADABLE)
        return Attempt(program, cache, flow)

    def ask(self, attempt: Attempt) -> Granted | None:
        """Whether the code was typed and all allowed; None: not yet. Raises what a sign-in without tokens calls for."""
        flow = attempt.flow
        flow["latest_attempt_at"] = 0  # msal looks at the machine's clock, whereas the caller keeps the pauses
        answer = _careful(lambda: attempt.program.acquire_token_by_device_flow(flow, exit_condition=lambda _: True))
        if answer.get("error") in ("authorization_pending", "slow_down"):
            return None
        return self._granted(attempt, answer, by_code=True)

    # ---------------------------------------------------------------- without anybody

    def renew(self, stored: Stored) -> Stored:
        """A new access token, and the refresh token that Microsoft now wants. Raises Ended, Temporary, Unreadable."""
        program, cache = self._program(str(stored.get("cache", "")))
        asked = self._asked(stored)

        def silently() -> Any:
            account = next(iter(program.get_accounts()), None)
            return program.acquire_token_silent_with_error(
                asked, account, force_refresh=True, http_exceptions=(ConnectorError,)
            )

        answer = _careful(silently)
        if answer is None:  # signed in with another client_id, say
            raise self._ended(refusals.Reason("other"))
        if "access_token" in answer:
            return self._kept(answer, cache, asked)
        why = refusals.reason(answer)
        raise refusals.busy(why) if why.key == "busy" else self._ended(why)

    # ---------------------------------------------------------------- inside

    def _program(self, cache: str = "") -> tuple[Any, Any]:
        """msal's program with what is in the cache. Made anew each time: it keeps answers by the machine's clock."""
        if not self._account.client_id:
            raise refusals.no_client(self._account)
        import msal

        logging.getLogger("msal").setLevel(logging.CRITICAL + 1)  # it logs codes, answers and claims
        held = msal.SerializableTokenCache()
        try:
            held.deserialize(cache)
        except ValueError:
            raise self._ended(refusals.Reason("other")) from None
        program = _careful(
            lambda: msal.PublicClientApplication(
                self._account.client_id,
                authority=f"{LOGIN}/{self._account.authority}",
                http_client=AuthorityHttp(self._account, self._http, self._timer),
                token_cache=held,
                instance_discovery=False,  # there is one authority, and it is known
            )
        )
        return program, held

    def _asked(self, stored: Stored) -> list[str]:
        """No more than was granted, since for more the user would have to be asked."""
        granted = faults.known_scopes(" ".join(map(str, stored.get("scopes", ()))))
        return [scope for scope in self._account.scopes if scope in granted] or sorted(granted)

    def _granted(self, attempt: Attempt, answer: Mapping[str, Any], *, by_code: bool = False) -> Granted:
        if "access_token" not in answer:
            raise refusals.at_sign_in(answer, self._account, by_code=by_code)
        claims = answer.get("id_token_claims")
        stored = self._kept(answer, attempt.cache, self._account.scopes)
        return Granted(stored, claims if isinstance(claims, dict) else {})

    def _kept(self, answer: Mapping[str, Any], cache: Any, asked: list[str] | tuple[str, ...]) -> Stored:
        """What is worth storing. A scope that is not named is the one that was asked for (RFC 6749 section 5.1).

        The access token lies beside msal's cache as well, with its end by our clock: msal finds it there only under the
        very words that Microsoft writes the scopes in.
        """
        return {
            "cache": cache.serialize(),
            "access_token": str(answer["access_token"]),
            "expires_at": self._timer.now() + _seconds(answer.get("expires_in")),
            "scopes": sorted(faults.known_scopes(str(answer.get("scope") or " ".join(asked)))),
        }

    def _ended(self, why: refusals.Reason) -> Ended:
        return Ended(refusals.text(why, self._account), why.stored())


def lasting(stored: Stored) -> bool:
    """Whether there is something in it to renew the access token with."""
    import msal

    cache = msal.SerializableTokenCache()
    cache.deserialize(stored["cache"])
    return any(cache.search(cache.CredentialType.REFRESH_TOKEN))


def _careful(ask: Callable[[], T]) -> T:
    """What msal gives. It takes answers apart without looking; what it then says may hold the answer, and is not passed on."""
    try:
        return ask()
    except (ValueError, KeyError, TypeError, AttributeError, RuntimeError, AssertionError):
        pass
    raise Temporary(refusals.UNREADABLE)


def _seconds(value: object) -> float:
    try:
        return min(max(float(str(value)), 0.0), LONGEST)
    except ValueError:
        return 3600.0
