"""Which calendars of an account are read, how far (the cursor), and what one event in one of them is called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

from connectors.base import Cursor, EventAnswer, Unreadable, Window
from connectors.resources import Resource

AGE = timedelta(hours=6)
"""So far may the window move before it, and the list of calendars, are read anew."""
READER = "2"
"""Part of the cursor: a later version that reads more of the same events reads them again."""
MAX_EVENTS = 5000
"""Occurrences of all calendars in the window."""
MAX_PROBLEMS = 100
"""Lines of one page; the rest is counted."""

MAX_TITLES = 20
"""So many calendars are named to who named none of them."""

MOVED = "The event was moved meanwhile; look again, then decide."


class BrokenEventError(ValueError):
    """An event that cannot be understood. The text is its fault, for a problem line."""


@dataclass(frozen=True, slots=True)
class Place:
    """One event in one calendar, as `Event.provider_id` names it."""

    calendar: str
    """The calendar's id."""
    mine: bool
    """It is a calendar of the user's own, so that whom the provider calls the calendar's owner is the user; in a
    colleague's calendar that the user may write, it is the colleague."""
    event: str = ""

    def provider_id(self) -> str:
        """As a text that `of` reads."""
        return "/".join(
            ("mine" if self.mine else "shared", quote(self.calendar, safe="@"), quote(self.event, safe="@"))
        )

    @classmethod
    def of(cls, provider_id: str) -> Place:
        """Raises ValueError for what `provider_id` did not write."""
        whose, *names = provider_id.split("/")
        calendar, event = map(unquote, names)
        empty = {"", ".", ".."}  # dots would lead out of the calendar
        if whose not in ("mine", "shared") or {calendar, event} & empty:
            raise ValueError(provider_id)
        return cls(calendar, whose == "mine", event)


@dataclass(frozen=True, slots=True)
class When:
    """A start or an end."""

    at: datetime
    """Aware, in the zone that the event names; all-day: midnight in the user's zone."""
    zone: str | None
    """That zone's IANA name; None for UTC, all-day and where none is named."""
    all_day: bool

    @property
    def written(self) -> str:
        """As RECURRENCE-ID in ISO 8601: the day, or the time with its offset in the event's own zone."""
        return self.at.date().isoformat() if self.all_day else self.at.isoformat()

    @property
    def mark(self) -> str:
        """The same text for the same moment, whoever asks."""
        return self.at.date().isoformat() if self.all_day else self.at.astimezone(UTC).isoformat()


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that is read."""

    id: str
    mine: bool
    """See `Place.mine`."""
    title: str
    """For people."""
    token: str | None = None
    """What tells one state of it from another (Google's syncToken, a digest); None: only reading tells whether anything
    changed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read, and when; times are those of the window, not of any clock."""

    question: str
    listed: datetime
    since: datetime
    until: datetime
    calendars: tuple[Calendar, ...]
    unknown: tuple[str, ...] = ()
    """One line for each calendar that is named in the settings and does not exist."""
    digest: str = ""
    """Of the page that was made."""

    def cursor(self) -> Cursor:
        """As a text that `seen_before` reads."""
        return json.dumps(asdict(self), default=lambda at: at.isoformat(), separators=(",", ":"), ensure_ascii=False)

    def is_near(self, window: Window) -> bool:
        """The window has not moved much since it was read."""
        return _near(self.since, window.since) and _near(self.until, window.until)

    def knows_calendars(self, window: Window) -> bool:
        """The list of calendars is recent enough."""
        return _near(self.listed, window.since)


def is_moved(start: When | None, etag: str, answer: EventAnswer) -> bool:
    """Whether an event that begins at `start` now, and has that `Event.etag`, is not at the time that was approved."""
    if answer.start is None:
        return etag != answer.etag
    if start is None:
        return True
    return start.at.date() != answer.start.date() if start.all_day else start.at != answer.start


def seen_before(cursor: Cursor | None, question: str) -> Seen | None:
    """What the cursor remembers; None if it remembers nothing, or was made for another question."""
    try:
        kept = json.loads(cursor) if cursor else None
        if not isinstance(kept, dict) or kept.get("question") != question:
            return None
        return Seen(
            question=question,
            listed=_instant(kept["listed"]),
            since=_instant(kept["since"]),
            until=_instant(kept["until"]),
            calendars=tuple(Calendar(**calendar) for calendar in kept["calendars"]),
            unknown=tuple(kept["unknown"]),
            digest=kept["digest"],
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def question_of(window: Window, names: Sequence[str] | None, user_addresses: Sequence[str]) -> str:
    """Tells one way of asking from another, apart from when the window lies."""
    parts = [READER, window.zone, list(names) if names is not None else None, list(user_addresses)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def after(seen: Seen | None, calendars: Sequence[Calendar]) -> tuple[Calendar, ...]:
    """The calendars of a new list, with the tokens that are known already."""
    tokens = {calendar.id: calendar.token for calendar in seen.calendars} if seen else {}
    return tuple(replace(calendar, token=tokens.get(calendar.id)) for calendar in calendars)


def named(
    entries: Sequence[Resource],
    names: Iterable[str],
    names_of: Callable[[Resource], set[str]],
    calendar_of: Callable[[Resource], Calendar],
) -> tuple[tuple[Calendar, ...], tuple[str, ...]]:
    """The calendars of the provider's list that `names` name, each once, and a line for each name that is none's.

    `names_of`: what an entry may be called, case-folded.
    """
    found: dict[str, Calendar] = {}
    unknown = []
    for name in names:
        meant = [entry for entry in entries if name.strip().casefold() in names_of(entry)]
        if not meant:
            unknown.append(f"There is no calendar “{name[:60]}”: correct `calendars` of the account.")
        for entry in meant:
            calendar = calendar_of(entry)
            found[calendar.id] = calendar
    return tuple(found.values()), tuple(unknown)


def title_of(name: str, *, primary: bool) -> str:
    """A calendar's name for people. One that is an address is not said."""
    if primary:
        return "the main calendar"
    return f"the calendar “{name}”" if name and "@" not in name else "a calendar"


def problem_lines(
    before: Iterable[str], failed: Iterable[tuple[Calendar, str]], problems: Iterable[str]
) -> tuple[str, ...]:
    """What a page tells of faults, bounded. `failed`: calendars that could not be read, and why."""
    unread = (f"{calendar.title} cannot be read: {why.splitlines()[0]}" for calendar, why in failed)
    lines = [*before, *unread, *problems]
    if len(lines) > MAX_PROBLEMS:
        lines[MAX_PROBLEMS:] = [f"… and {len(lines) - MAX_PROBLEMS} more faults in calendars"]
    return tuple(lines)


def unreadable(account: str, program: str, text: str) -> Unreadable:
    """Nothing of the account's calendars can be read. `program`: where the user looks at them.

    `text`: why; a second line is how to mend it.
    """
    why, _, mend = text.partition("\n")
    look = f"Look whether they open in {program}, and what `calendars` of account {account} names."
    return Unreadable(f"The calendars of {account} cannot be read: {why.rstrip('.')}.\n{mend or look}")


def none_named(titles: Iterable[str]) -> str:
    """Why nothing can be read where `calendars` names none that there is, with those that there are; for `unreadable`."""
    known = ", ".join(f"“{title}”" for title in sorted(filter(None, titles))[:MAX_TITLES])
    return f"there is none of those that `calendars` names\n`calendars` may name: {known or 'none, for there is none'}."


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


def _near(a: datetime, b: datetime) -> bool:
    return abs(a - b) <= AGE
