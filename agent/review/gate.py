"""Who may see the page: this user, in the browser that opened the one-time link, from the page itself.

Each check stands alone against one attack: the owner of the connection against other users of the machine, the exact
Host against rebinding of names, Origin and Sec-Fetch-Site against forged requests of other pages (another port of
127.0.0.1 counts as the same site, so SameSite alone is not enough), the cookie against everybody without the link.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from html import escape
from time import monotonic
from typing import Any
from urllib.parse import parse_qs

from agent.review import forms, peers
from agent.review.door import ENTRY, HOST, link

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),  # with no-referrer, browsers send forms with `Origin: null`
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
OWN_PAGES = ("same-origin", "none")
"""`Sec-Fetch-Site` of what the person opens, and of what the page itself fetches (W3C Fetch Metadata)."""


class Gate:
    """In front of the page. It opens once for the link, and from then on for the cookie that came of it."""

    def __init__(
        self,
        app: App,
        port: int,
        key: str,
        *,
        link_seconds: float,
        owner: Callable[[int, int], int | None] = peers.owner,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._app = app
        self._host = f"{HOST}:{port}".encode()
        self._origin = b"http://" + self._host
        self._port = port
        self._owner = owner
        self._clock = clock
        self._key: str | None = key
        self._until = clock() + link_seconds
        self._cookie = secrets.token_urlsafe(32)
        self._name = f"bowout-{port}"
        self.link = link(port, key)
        self.last = clock()
        """When somebody who may look last did."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._http(scope, receive, _sealed(send))

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refusal(scope)
        if refused is not None:
            await _say(send, *refused)
        elif scope["path"] == ENTRY:
            await self._enter(scope, send)
        elif not self._known(scope):
            await _say(send, 403, "This page is closed to you", "Open it with: agent review")
        else:
            self.last = self._clock()
            await self._app(scope, _bounded(receive), send)

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        """Why not even the link is looked at."""
        client = scope.get("client") or ("", 0)
        whose = self._owner(int(client[1] or 0), self._port)
        if whose is not None and whose != os.geteuid():
            return 403, "This page belongs to another user", "Open your own with: agent review"
        if _headers(scope, b"host") != [self._host]:
            return 421, "Wrong address", "This page answers to its own address only."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "Not possible", "This page knows GET and POST."
        sites = _headers(scope, b"sec-fetch-site")
        if scope["path"] != ENTRY and any(site.decode("latin-1") not in OWN_PAGES for site in sites):
            return 403, "Not from here", "Another page asked for this; nothing was done."
        if scope["method"] == "POST" and _headers(scope, b"origin") != [self._origin]:
            return 403, "Not from here", "Another page sent this form; nothing was done."
        return None

    async def _enter(self, scope: Scope, send: Send) -> None:
        """Trade the link for the cookie, once. A HEAD or a POST does not use it up."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        key, late = self._key, self._clock() > self._until
        right = key is not None and not late and hmac.compare_digest(given.encode(), key.encode())
        if not right or scope["method"] != "GET":
            await _say(send, 403, "This link is used up", "It works once, for a short time. Open another: agent review")
            return
        self._key = None
        self.last = self._clock()
        cookie = f"{self._name}={self._cookie}; HttpOnly; SameSite=Strict; Path=/"
        headers = [(b"set-cookie", cookie.encode())]
        if _headers(scope, b"sec-fetch-site") in ([], [b"none"]):
            await _answer(send, 303, b"", [*headers, (b"location", b"/")])
            return
        # A redirect of a link on another page is still that page's doing, and gets no Strict cookie: a page of ours goes on.
        page = _page(
            "Welcome", "<a href='/'>Go to the review page</a>", "<meta http-equiv='refresh' content='0;url=/'>"
        )
        await _answer(send, 200, page, headers)

    def _known(self, scope: Scope) -> bool:
        """The cookie is there; two of its name would mean that somebody else set one."""
        found = [
            value
            for line in _headers(scope, b"cookie")
            for part in line.split(b";")
            for name, _, value in [part.strip(b" \t").partition(b"=")]
            if name == self._name.encode()
        ]
        return len(found) == 1 and hmac.compare_digest(found[0], self._cookie.encode())


def _headers(scope: Scope, name: bytes) -> list[bytes]:
    return [bytes(value) for key, value in scope["headers"] if key == name]


def _sealed(send: Send) -> Send:
    """Every answer, a refusal too, carries the headers that keep it in its place."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in HEADERS}
            message["headers"] = [(n, v) for n, v in message.get("headers", ()) if n.lower() not in own] + [*HEADERS]
        await send(message)

    return sealed


def _bounded(receive: Receive) -> Receive:
    """A body that ends where ours are long enough. Raises forms.Unreadable."""
    count = 0

    async def bounded() -> Message:
        nonlocal count
        message = await receive()
        count += len(message.get("body", b""))
        if count > forms.MAX_BYTES:
            raise forms.Unreadable(413, "That is more than any letter needs.")
        return message

    return bounded


async def _say(send: Send, status: int, title: str, text: str) -> None:
    await _answer(send, status, _page(title, escape(text)), [])


def _page(title: str, body: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='color-scheme' content='light dark'>"
        f"<meta name='viewport' content='width=device-width'>{head}<title>Bowout</title></head>"
        f"<body><h1>{escape(title)}</h1><p>{body}</p></body></html>"
    ).encode()


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    all_ = [*headers, (b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": all_})
    await send({"type": "http.response.body", "body": body})
