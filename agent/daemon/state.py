"""The state as the daemon sees it: looked at for a moment, never kept open, and no trouble of it ends the daemon."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from agent.store import agenda, views

log = logging.getLogger(__name__)

REMEMBER = timedelta(minutes=10)
"""How fresh an account is, is written down at most so often."""


class State:
    """One state folder."""

    def __init__(self, path: str) -> None:
        self.path = path

    def standings(self) -> dict[str, agenda.Standing]:
        """How the accounts stand; none where nothing was read yet, or the state cannot be looked at."""
        try:
            with self._views() as db:
                return agenda.standings(db) if db is not None else {}
        except (sqlite3.Error, views.Newer) as error:
            log.warning("the state cannot be looked at: %s", type(error).__name__)
            return {}

    def due(self, now: datetime) -> list[datetime]:
        """When something is to be done though nothing new arrives."""
        try:
            with self._views() as db:
                return [*agenda.due(db, now), *agenda.planned(db, now)] if db is not None else []
        except (sqlite3.Error, ValueError, views.Newer) as error:
            log.warning("the state cannot be looked at: %s", type(error).__name__)
            return []

    def archived(self) -> bool:
        """The search is over, as far as can be seen."""
        try:
            with self._views() as db:
                return db is not None and agenda.archived(db)
        except (sqlite3.Error, views.Newer) as error:
            log.warning("the state cannot be looked at: %s", type(error).__name__)
            return False

    def seen(self, now: datetime, since: datetime) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
        """The document of `agent status --json`, and the notices since then; None where there is nothing to see (yet)."""
        try:
            with self._views() as db:
                return None if db is None else (views.status(db, now), views.notices(db, since))
        except (sqlite3.Error, ValueError, views.Newer) as error:
            log.warning("the state cannot be looked at: %s", type(error).__name__)
            return None

    def unchanged(self, name: str, standing: agenda.Standing | None, now: datetime) -> None:
        """An account found unchanged is as fresh as one that was read."""
        if standing is not None and (standing.last_success is None or now - standing.last_success >= REMEMBER):
            agenda.looked(self.path, [name], now)

    @contextlib.contextmanager
    def _views(self) -> Iterator[sqlite3.Connection | None]:
        db = views.open(self.path)
        try:
            yield db
        finally:
            if db is not None:
                db.close()
