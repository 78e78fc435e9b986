"""Google's two services as Python objects, and the one place where a request to them is carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from connectors.google.account import Account
    from connectors.google.pace import Pace
    from connectors.google.sign_in import Credentials
    from connectors.http import Http
    from connectors.timer import Timer


class Api:
    """Gmail and Google Calendar of one account. May be used by several threads."""

    def __init__(self, account: Account, credentials: Credentials, http: Http, pace: Pace, timer: Timer) -> None:
        self.account = account
        self.credentials = credentials
        self.pace = pace
        self._http = http
        self._timer = timer

    @property
    def gmail(self) -> Any:
        """Gmail v1: `api.gmail.users().messages().get(…)` is a request for `run`."""
        raise NotImplementedError

    @property
    def calendar(self) -> Any:
        """Google Calendar v3: `api.calendar.events().list(…)` is a request for `run`."""
        raise NotImplementedError

    def run(self, request: Any, units: int = 0) -> Any:
        """Carry out one request; its decoded answer, {} for an empty one.

        units: what it costs of Gmail's quota; 0 where nothing is counted. Raises NeedsLogin; Temporary; Missing, Gone,
        Conflict, Refused for a clear no; OutcomeUnknown where something may have been written.
        """
        raise NotImplementedError
