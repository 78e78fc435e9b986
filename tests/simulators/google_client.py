"""A plain client and small messages, for the tests of the simulator itself."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import httpx

from tests.simulators.google import GoogleSim

ADDRESS = "alex@example.com"
READ = "https://www.googleapis.com/auth/gmail.readonly"
COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
PROFILE = "/gmail/v1/users/me/profile"


def mail(subject: str, body: str = "Hello.", *, sender: str = "Jo <jo@acme.example>", **fields: str) -> bytes:
    """A small message; `in_reply_to="<x@y>"` gives In-Reply-To."""
    head = {"From": sender, "To": ADDRESS, "Subject": subject}
    head |= {name.replace("_", "-").title(): value for name, value in fields.items()}
    lines = [f"{name}: {value}" for name, value in head.items()]
    return ("\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", body]) + "\r\n").encode()


def reply_to(message_id: str, subject: str, **fields: str) -> bytes:
    """A reply by the user."""
    fields = {"to": "jo@acme.example", "message_id": "<ours@example.com>", **fields}
    return mail(subject, "No, thanks.", sender=ADDRESS, in_reply_to=message_id, references=message_id, **fields)


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


class Client:
    """A plain HTTP client that is signed in."""

    def __init__(self, sim: GoogleSim, *scopes: str) -> None:
        self.sim = sim
        self.token = sim.grant(scopes or (READ, COMPOSE))["access_token"]
        self.http = httpx.Client(base_url=sim.base, timeout=5)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> httpx.Response:
        head = {"Authorization": f"Bearer {self.token}"}
        return self.http.request(method, f"/gmail/v1/users/me/{path}", params=query, json=body, headers=head)

    def get(self, path: str, **query: Any) -> Any:
        found = self.ask("GET", path, **query)
        assert found.status_code == 200, found.text
        return found.json()

    def found(self, q: str, **query: Any) -> list[str]:
        return [one["id"] for one in self.get("messages", q=q, **query).get("messages", ())]

    def post(self, path: str, body: Any) -> Any:
        found = self.ask("POST", path, body)
        assert found.status_code == 200, found.text
        return found.json()

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Mapping[str, str] | None = None, **_: Any
    ) -> tuple[Any, bytes]:
        """What googleapiclient wants of its transport."""
        head = {**(headers or {}), "Authorization": f"Bearer {self.token}"}
        found = self.http.request(method, uri, content=body, headers=head)
        return _Status(found), found.content


class _Status(dict[str, str]):
    def __init__(self, found: httpx.Response) -> None:
        super().__init__(found.headers)
        self.status = found.status_code
        self.reason = found.reason_phrase


def error_of(found: httpx.Response) -> tuple[int, str]:
    return found.status_code, found.json()["error"]["errors"][0]["reason"]
