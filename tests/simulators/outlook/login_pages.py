"""The ways to the authority: an http client for msal, the user's browser, and loopback."""

from __future__ import annotations

import html
import json
import urllib.request
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import msal

from tests.simulators.google.wire import Asked, Reply
from tests.simulators.outlook.authority import HOST, Authority
from tests.simulators.outlook.login_errors import LoginError

PREFIX = "/login"


class FakeResponse:
    """A response as msal reads it."""

    def __init__(self, status: int, text: str) -> None:
        self.status_code = status
        self.text = text
        self.headers: dict[str, str] = {"Content-Type": "application/json"}

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise OSError(f"HTTP {self.status_code}")


class AuthorityHttp:
    """What msal is given as `http_client`: speaks to the authority in memory, and to nothing else."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self.closed = False
        self.unreachable = False
        """Every request fails, as without a network."""

    def get(self, url: str, params: Mapping[str, Any] | None = None, **_: Any) -> FakeResponse:
        return self._ask("GET", url, params)

    def post(self, url: str, params: Mapping[str, Any] | None = None, data: Any = None, **_: Any) -> FakeResponse:
        return self._ask("POST", url, {**(params or {}), **(data or {})})

    def close(self) -> None:
        self.closed = True

    def _ask(self, verb: str, url: str, given: Mapping[str, Any] | None) -> FakeResponse:
        if self.unreachable:
            raise OSError("the network is unreachable")
        parts = urlsplit(url)
        assert f"{parts.scheme}://{parts.netloc}" == HOST, url
        fields = {**dict(parse_qsl(parts.query)), **{key: str(value) for key, value in (given or {}).items()}}
        status, body = self._authority.answer(verb, parts.path, fields)
        return FakeResponse(status, json.dumps(body))


def msal_cache(authority: Authority, scopes: Collection[str], client: str) -> str:
    """The cache of a program that signed in before, made by msal itself."""
    cache = msal.SerializableTokenCache()
    program = msal.PublicClientApplication(
        client, authority=f"{HOST}/common", http_client=AuthorityHttp(authority), token_cache=cache
    )
    token = authority.grant(scopes, client)["refresh_token"]
    assert "access_token" in program.acquire_token_by_refresh_token(token, list(scopes))
    return str(cache.serialize())


def visit(authority: Authority, url: str) -> dict[str, str]:
    """The user's browser: opens the sign-in page at `url`, and brings the outcome to the program that listens on
    loopback. Gives what it brought. Raises LoginError where the page goes nowhere."""
    given = dict(parse_qsl(urlsplit(url).query))
    where, fields = authority.authorize(given)
    encoded = urlencode(fields)
    if given.get("response_mode") == "form_post":
        request = urllib.request.Request(where, data=encoded.encode(), method="POST")
    else:
        request = urllib.request.Request(f"{where}?{encoded}")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        answer.read()
    return fields


def loopback(authority: Authority, asked: Asked) -> Reply:
    """The same authority over HTTP, its paths below /login. The user at the sign-in page agrees at once."""
    path = asked.path.removeprefix(PREFIX)
    given = dict(parse_qsl(asked.query)) | dict(parse_qsl(asked.content.decode("utf-8", "replace")))
    if path.endswith("/oauth2/v2.0/authorize"):
        return _page(authority, given)
    status, body = authority.answer(asked.verb, path, given)
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})


def _page(authority: Authority, given: Mapping[str, str]) -> Reply:
    try:
        where, fields = authority.authorize(given)
    except LoginError as error:
        return Reply(400, error.description.encode(), {"Content-Type": "text/plain"})
    if given.get("response_mode") != "form_post":
        return Reply(302, b"", {"Location": f"{where}?{urlencode(fields)}"})
    inputs = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in fields.items()
    )
    form = (
        f'<form method="post" action="{html.escape(where)}">{inputs}</form><script>document.forms[0].submit()</script>'
    )
    return Reply(200, f"<html><body>{form}</body></html>".encode(), {"Content-Type": "text/html"})
