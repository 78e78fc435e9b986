"""The state as the daemon sees it: looked at for a moment, never kept open, and no trouble of it ends the daemon."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from agent.errors import UserError
from agent.store import agenda, views

log = logging.getLogger(__name__)

T = TypeVar("T")

REMEMBER = timedelta(minutes=10)
"""How fresh an account is, is written down at most so often."""


class State:
    """One state folder."""

    def __init__(self, path: str) -> None:
        self.path = path

    def standings(self) -> dict[str, agenda.Standing]:
        """How the accounts stand."""
        return self._looked(agenda.standings, {})

    def due(self, now: datetime) -> list[datetime]:
        """When something is to be done though nothing new arrives."""
        return self._looked(lambda db: [*agenda.due(db, now), *agenda.planned(db, now)], [])

    def archived(self) -> bool:
        """The search is over, as far as can be seen."""
        return self._looked(agenda.archived, False)

    def seen(self, now: datetime, since: datetime) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
        """The document of `agent status --json`, and the notices since then; None where there is nothing to see (yet)."""
        return self._looked(lambda db: (views.status(db, now), views.notices(db, since)), None)

    def unchanged(self, name: str, standing: agenda.Standing | None, now: datetime) -> None:
        """An account found unchanged is as fresh as one that was read."""
        if standing is not None and (standing.last_success is None or now - standing.last_success >= REMEMBER):
            agenda.looked(self.path, [name], now)

    def _looked(self, look: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What is to be seen; `otherwise` where nothing was read yet, or the state cannot be looked at."""
        try:
            db = views.open(self.path)
            if db is None:
                return otherwise
            with contextlib.closing(db):
                return look(db)
        except (sqlite3.Error, ValueError, UserError) as error:
            log.warning("the state cannot be looked at: %s", type(error).__name__)
            return otherwise
