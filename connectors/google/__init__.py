"""The Google connector: Gmail and Google Calendar over Google's own client library.

Making a connector asks nobody and opens nothing; the libraries are loaded with the first request.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from connectors.base import Connector
from connectors.google.prices import PER_MINUTE
from connectors.timer import Timer


def connect(
    name: str,
    options: Mapping[str, Any],
    *,
    user_addresses: tuple[str, ...],
    state: Path,
    token_store: Literal["keyring", "file"] = "keyring",  # noqa: S107 - the name of a place
    timer: Timer = Timer(),  # noqa: B008 - frozen
    per_minute: int = PER_MINUTE,
) -> Connector:
    """The connector of one Google account.

    options: `address`, `client_secrets`, `permissions`, `calendars` (names, or None for all), `endpoints` (with `gmail`,
    `calendar`, `token`). state: a private folder for the tokens and the pace. per_minute: Gmail's quota units.
    """
    from connectors.google.account import from_options
    from connectors.google.api import Api
    from connectors.google.calendar import GoogleCalendars
    from connectors.google.credentials import Credentials
    from connectors.google.drafts import Drafts
    from connectors.google.mail import GoogleMail
    from connectors.google.pace import Pace
    from connectors.google.sign_in import GoogleSignIn
    from connectors.http import Http
    from connectors.tokens import Tokens

    account = from_options(name, options)
    http = Http(timer)
    tokens = Tokens(state, name, token_store, timer)
    pace = Pace(state / "pace" / f"{name}.json", timer, per_minute)
    credentials = Credentials(account, tokens, http, timer)
    api = Api(account, credentials, http, pace, timer)
    calendars = options.get("calendars")
    return Connector(
        name=name,
        kind="google",
        mail=GoogleMail(name, api, Drafts(api, timer), pace),
        # Who names no calendar at all wants none read: the mail goes on alone.
        calendar=None
        if calendars is not None and not calendars
        else GoogleCalendars(name, api, calendars, user_addresses, may_answer=account.may_send),
        can_send=account.may_send,
        can_answer=account.may_send,
        sign_in=GoogleSignIn(account, tokens, http, timer, user_addresses, credentials.forget),
        stays_here=account.stays_here,
        close=http.close,
    )
