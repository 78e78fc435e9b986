"""One Google account as its connector sees it: whose it is, what it may do, where its services lie."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from connectors.loopback import leads_here

BASE = "https://www.googleapis.com/auth/"
READ_MAIL = BASE + "gmail.readonly"
WRITE_MAIL = BASE + "gmail.compose"
READ_EVENTS = BASE + "calendar.events.readonly"
READ_CALENDARS = BASE + "calendar.calendarlist.readonly"
WRITE_EVENTS = BASE + "calendar.events"

GMAIL = "https://gmail.googleapis.com"
CALENDAR = "https://www.googleapis.com"
GMAIL_PATH = "/gmail/v1"
CALENDAR_PATH = "/calendar/v3"
GMAIL_DOMAINS = ("gmail.com", "googlemail.com")


@dataclass(frozen=True, slots=True)
class Account:
    """The settings of one account, checked by the configuration before."""

    name: str
    address: str
    """The mailbox that has to be signed in to."""
    client_secrets: Path
    may_send: bool = True
    gmail: str | None = None
    """In place of Gmail's scheme, host and port."""
    calendar: str | None = None
    """In place of Google Calendar's scheme, host and port."""
    token: str | None = None
    """In place of the token address of the client file: a base address, or the whole address."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """What is asked for, and no more."""
        read = (READ_MAIL, READ_EVENTS, READ_CALENDARS)
        return (*read, WRITE_MAIL, WRITE_EVENTS) if self.may_send else read

    @property
    def gmail_base(self) -> str:
        """The address in front of `gmail/v1/…`, with a slash at its end."""
        return _host(self.gmail or GMAIL, GMAIL_PATH) + "/"

    @property
    def calendar_base(self) -> str:
        """The address in front of `calendars/…`, with a slash at its end."""
        return _host(self.calendar or CALENDAR, CALENDAR_PATH) + CALENDAR_PATH + "/"

    @property
    def stays_here(self) -> bool:
        """Nothing that is sent or answered leaves this machine."""
        return leads_here(self.gmail_base) and leads_here(self.calendar_base)

    def token_address(self, of_client: str) -> str:
        """Where tokens are asked for."""
        if self.token is None:
            return of_client
        path = urlsplit(self.token).path.rstrip("/")
        return self.token if path.endswith("/token") else self.token.rstrip("/") + "/token"


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox: Gmail takes no notice of dots, and has two names for its domain."""
    return _canonical(one) == _canonical(other)


def mailbox_key(address: str) -> str:
    """Tells one mailbox from another without naming it."""
    return hashlib.sha256(_canonical(address).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _canonical(address: str) -> str:
    local, _, domain = address.strip().casefold().rpartition("@")
    return f"{local.replace('.', '')}@gmail.com" if domain in GMAIL_DOMAINS else f"{local}@{domain}"


def from_options(name: str, options: Mapping[str, Any]) -> Account:
    """The account of the configuration's keys; `endpoints` is an object or a mapping, or None."""
    ends = options.get("endpoints")

    def end(key: str) -> str | None:
        value = ends.get(key) if isinstance(ends, Mapping) else getattr(ends, key, None)
        return str(value) if value else None

    return Account(
        name=name,
        address=str(options["address"]),
        client_secrets=Path(str(options["client_secrets"])).expanduser(),
        may_send=options.get("permissions", "send") != "read",
        gmail=end("gmail"),
        calendar=end("calendar"),
        token=end("token"),
    )


def _host(endpoint: str, path: str) -> str:
    """The endpoint without the service's path, should it end with it."""
    return endpoint.rstrip("/").removesuffix(path)
