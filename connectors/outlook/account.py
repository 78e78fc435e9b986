"""One Outlook account as its connector sees it: whose it is, what it may do, where its services lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.loopback import leads_here

READ_USER = "User.Read"
READ_MAIL = "Mail.Read"
READ_CALENDARS = "Calendars.Read"
WRITE_MAIL = "Mail.ReadWrite"
SEND_MAIL = "Mail.Send"
WRITE_CALENDARS = "Calendars.ReadWrite"

GRAPH = "https://graph.microsoft.com"
GRAPH_PATH = "/v1.0"
LOGIN = "https://login.microsoftonline.com"


@dataclass(frozen=True, slots=True)
class Account:
    """The settings of one account, checked by the configuration before."""

    name: str
    address: str
    """The mailbox that has to be signed in to."""
    client_id: str
    """The application's id at Microsoft; empty where none was set, and then nobody can sign in."""
    authority: str = "common"
    """Who may sign in: common, organizations, consumers, or a tenant."""
    may_send: bool = True
    graph: str | None = None
    """In place of Microsoft Graph's scheme, host and port."""
    login: str | None = None
    """In place of https://login.microsoftonline.com."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """What is asked for, and no more."""
        read = (READ_USER, READ_MAIL, READ_CALENDARS)
        return (*read, WRITE_MAIL, SEND_MAIL, WRITE_CALENDARS) if self.may_send else read

    @property
    def base(self) -> str:
        """The address in front of `/me/…`, without a slash at its end."""
        return (self.graph or GRAPH).rstrip("/").removesuffix(GRAPH_PATH) + GRAPH_PATH

    @property
    def login_base(self) -> str:
        """The address in front of `/common/oauth2/…`, without a slash at its end."""
        return (self.login or LOGIN).rstrip("/")

    @property
    def stays_here(self) -> bool:
        """Nothing that is sent or answered leaves this machine."""
        return leads_here(self.base)


def from_options(name: str, options: Mapping[str, Any]) -> Account:
    """The account of the configuration's keys; `endpoints` is an object or a mapping, or None."""
    ends = options.get("endpoints")

    def end(key: str) -> str | None:
        value = ends.get(key) if isinstance(ends, Mapping) else getattr(ends, key, None)
        return str(value) if value else None

    return Account(
        name=name,
        address=str(options["address"]),
        client_id=str(options.get("client_id") or "").strip(),
        authority=str(options.get("authority") or "common"),
        may_send=options.get("permissions", "send") != "read",
        graph=end("graph"),
        login=end("login"),
    )
