"""How far back mail is read, where a first day is asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


def oldest(since: date | None) -> float | None:
    """Received before this (seconds since 1970) means left out: a day of grace, because `since` has no zone."""
    if since is None:
        return None
    return (datetime.combine(since, time(), UTC) - timedelta(days=1)).timestamp()
