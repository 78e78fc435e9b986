"""The Outlook connector: Outlook mail and calendars over Microsoft Graph.

Making a connector asks nobody and opens nothing; the libraries are loaded with the first request.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from connectors.base import Connector
from connectors.timer import Timer


def connect(
    name: str,
    options: Mapping[str, Any],
    *,
    user_addresses: tuple[str, ...],
    state: Path,
    token_store: Literal["keyring", "file"] = "keyring",  # noqa: S107 - the name of a place
    timer: Timer = Timer(),  # noqa: B008 - frozen
) -> Connector:
    """The connector of one Outlook account.

    options: `address`, `client_id`, `authority`, `permissions`, `calendars` (names, or None for all), `endpoints` (with
    `graph`, `login`). state: a private folder for the tokens.
    """
    from connectors.http import Http
    from connectors.outlook.account import from_options
    from connectors.outlook.api import Graph
    from connectors.outlook.calendar import OutlookCalendars
    from connectors.outlook.credentials import Credentials
    from connectors.outlook.drafts import Drafts
    from connectors.outlook.mail import OutlookMail
    from connectors.outlook.sign_in import OutlookSignIn
    from connectors.tokens import Tokens

    account = from_options(name, options)
    http = Http(timer)
    tokens = Tokens(state, name, token_store, timer)
    credentials = Credentials(account, tokens, http, timer)
    graph = Graph(account, credentials, http, timer)
    calendars = options.get("calendars")
    return Connector(
        name=name,
        kind="outlook",
        mail=OutlookMail(name, graph, Drafts(graph, timer)),
        # Who names no calendar at all wants none read: the mail goes on alone.
        calendar=None
        if calendars is not None and not calendars
        else OutlookCalendars(name, graph, calendars, user_addresses, may_answer=account.may_send),
        can_send=account.may_send,
        can_answer=account.may_send,
        sign_in=OutlookSignIn(account, tokens, http, timer, user_addresses, credentials.forget),
        stays_here=account.stays_here,
        close=http.close,
    )
