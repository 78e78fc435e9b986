"""One account of the configuration: its connector, which of its events are read, and a cheap look whether it has news.

Loads nothing that reads mail: the daemon and the doctor look at accounts as well, and must ask for what a sync asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agent.config import Account, settings
from connectors import registry
from connectors.base import Connector, Window

if TYPE_CHECKING:
    from agent.config import Config


@dataclass(frozen=True, slots=True)
class Sight:
    """Why a look at mail or at calendars said that there may be news."""

    cursor: str | None
    """How far it was read."""
    shown: str | None
    """What was to be seen from outside; None where that cannot be told."""


HORIZON = timedelta(days=120)
"""Events are read this far ahead."""
BEHIND = timedelta(days=1)
"""And this far back, so that an interview of today is still seen."""


def connector_of(account: Account, config: Config, state: Path) -> Connector:
    """Its connector, which has asked nobody yet. Raises ConnectorError."""
    return registry.connect(
        account.kind,
        account.name,
        settings(account),
        user_addresses=config.user.addresses,
        state=state,
        token_store=config.secrets.token_store,
    )


def window(now: datetime, zone: str) -> Window:
    """Which events are read, in days of the user's `zone`: over a change of the clocks they are not those of UTC."""
    here = now.astimezone(ZoneInfo(zone))
    return Window(here - BEHIND, here + HORIZON, zone)


def sights(
    connector: Connector, mail_cursor: str | None, calendar_cursor: str | None, now: datetime, zone: str
) -> Iterator[tuple[str, Sight | None]]:
    """Look at "mail", then at "calendar", as far as the account has them: what says that there may be news, or None.

    The calendar is asked when the caller goes on. Loads no heavy library. Raises ConnectorError.
    """
    if (mail := connector.mail) is not None:
        yes = mail_cursor is None or mail.changed(mail_cursor)
        yield "mail", Sight(mail_cursor, mail.sight()) if yes else None
    if (calendar := connector.calendar) is not None:
        events = window(now, zone)
        yes = calendar_cursor is None or calendar.changed(events, calendar_cursor)
        yield "calendar", Sight(calendar_cursor, calendar.sight(events)) if yes else None
