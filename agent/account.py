"""One account of the configuration: its connector, and the stretch of time whose events are read.

Loads nothing that reads mail: the daemon and the doctor look at accounts as well, and must ask for what a sync asks for.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agent.config import Account, settings
from connectors import registry
from connectors.base import Connector, Window

if TYPE_CHECKING:
    from agent.config import Config

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
