"""The OAuth client file that the user downloads from Google: which program asks for access."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from connectors.base import Unreadable
from connectors.loopback import leads_here

LIMIT = 64 * 1024
"""A client file has a few hundred bytes; whatever is longer is something else."""

HOW_TO_GET_ONE = (
    "1. At https://console.cloud.google.com make a project and enable the Gmail API and the Google Calendar API.\n"
    "2. Under “Google Auth Platform” publish the app, then make a client of the type “Desktop app” and download its JSON.\n"
    "3. Set `client_secrets` of the account to that file. docs/google.md goes through it step by step."
)


@dataclass(frozen=True, slots=True)
class Client:
    """An installed program as Google knows it. Its secret is none (RFC 8252 section 8.5), but is not shown either."""

    id: str
    secret: str = field(repr=False)
    auth_uri: str
    """Where the browser is sent."""
    token_uri: str
    """Where tokens are asked for."""


def read(path: Path) -> Client:
    """Read the file. Raises Unreadable, with what is wrong with it and the mend."""
    document = _document(path)
    if document.get("type") == "service_account":
        raise _wrong(path, "is the key of a service account, which has no mailbox")
    if "web" in document:
        raise _wrong(path, "belongs to a client of the type “Web application”")
    own = document.get("installed")
    if not isinstance(own, dict):
        raise _wrong(path, "is no client file from Google")
    values = [own.get(key) for key in ("client_id", "client_secret", "auth_uri", "token_uri")]
    if not all(isinstance(value, str) and value.strip() and value.isprintable() for value in values):
        raise _wrong(path, "lacks a part of what Google writes into a client file")
    client = Client(*(str(value).strip() for value in values))
    for address in (client.auth_uri, client.token_uri):
        if not _usable(address):
            raise _wrong(path, "names a sign-in address that is not https")
    return client


def _document(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise Unreadable(f"There is no client file at {path}. To get one:\n{HOW_TO_GET_ONE}") from None
    except OSError as fault:
        raise Unreadable(f"The client file {path} cannot be read: {fault.strerror}.") from None
    try:
        document = json.loads(raw) if len(raw) <= LIMIT else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise _wrong(path, "is not the JSON file that Google gives")
    return document


def _usable(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and leads_here(address)))
    except ValueError:
        return False


def _wrong(path: Path, what: str) -> Unreadable:
    return Unreadable(
        f"The client file {path} {what}.\n"
        "Make a client of the type “Desktop app” and download its JSON: docs/google.md says how."
    )
