"""Times as a person types them: ISO 8601, or a span as 2d, 3h, 45m."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from agent.errors import WrongUsage

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def span(text: str) -> timedelta:
    """A span of time. Raises WrongUsage."""
    found = re.fullmatch(r"([0-9]{1,4})\s*([mhdw])", text.strip().lower())
    if not found or not int(found[1]):
        raise WrongUsage(f"“{text}” is no span of time: write it as 2d, 3h, 45m or 1w.")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def moment(text: str, now: datetime) -> datetime:
    """A time: ISO 8601 (in the zone of `now` if it names none), or a span from now. A mere day begins at 9:00.

    Raises WrongUsage.
    """
    bare = text.strip()
    if re.fullmatch(r"[0-9]+\s*[a-zA-Z]", bare):
        return now + span(bare)
    if word := re.fullmatch(r"(?i)(today|tomorrow)(?:\s+(\d{1,2}:\d{2}))?", bare):
        day = now.date() + timedelta(days=word[1].lower() == "tomorrow")
        bare = f"{day.isoformat()} {(word[2] or '9:00').zfill(5)}"
    day_only = re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", bare)
    return _iso(f"{bare}T09:00" if day_only else bare, now.tzinfo, text)


def past(text: str, now: datetime) -> datetime:
    """A time from which on something is wanted: ISO 8601 (a mere day from its midnight), or a span ago."""
    if re.fullmatch(r"[0-9]+\s*[a-zA-Z]", text.strip()):
        return now - span(text)
    return _iso(text.strip(), now.tzinfo, text)


def end(text: str, now: datetime) -> datetime:
    """A time until which something is wanted, as `past`, but a mere day is wanted whole."""
    day_only = re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text.strip())
    time = past(text, now)
    return (time + timedelta(days=1)) if day_only else time


def _iso(text: str, zone: tzinfo | None, typed: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUsage(
            f"“{typed}” is no time: write it as 2026-11-18T09:00, 2026-11-18, or 2d for two days."
        ) from None
    return time if time.tzinfo else time.replace(tzinfo=zone)
