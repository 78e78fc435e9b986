"""Days that the encoder tags: how surely it takes each day that a message names for a deadline or the first day of work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from agent.reading.clauses import spans, straight
from agent.reading.dates import Day, find_days
from agent.reading.document import ZoneKind
from agent.reading.learned.opinion import Opinion

_ZONES: Mapping[str, ZoneKind] = {"subject": "subject", "text": "text", "forwarded": "forwarded", "quoted": "quoted"}
_QUOTED = 0.9
"""What a tag in the quoted text is worth beside one in the new text."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the encoder takes a day for, 0..1 each, and the words in which it stands where it is surest of the first day."""

    deadline: float = 0.0
    first: float = 0.0
    quote: str = ""
    zone: ZoneKind = "text"


def tagged_days(opinion: Opinion, base: datetime, *, day_first: bool) -> dict[date, Tagged]:
    """Every day that the message names. In quoted text, only days that are named in full: others hang on when it was written."""
    found: dict[date, Tagged] = {}
    for index, stretch in enumerate(opinion.stretches):
        zone = _ZONES.get(stretch.kind)
        if zone is None:
            continue
        worth = _QUOTED if zone == "quoted" else 1.0
        for day, quote in _days(stretch.text, base, day_first=day_first):
            if zone == "quoted" and day.kind != "absolute":
                continue
            known = found.get(day.day, Tagged())
            first = worth * opinion.score("start_date", index, day.start, day.end)
            due = opinion.score("deadline", index, day.start, day.end) if zone != "quoted" else 0.0
            if first > known.first:
                known = replace(known, first=first, quote=quote, zone=zone)
            found[day.day] = replace(known, deadline=max(known.deadline, due))
    return found


def _days(text: str, base: datetime, *, day_first: bool) -> Iterator[tuple[Day, str]]:
    """The days of a text, each with its sentence."""
    low = straight(text)
    for start, end in spans(text):
        for day in find_days(low[start:end], base, day_first=day_first):
            yield replace(day, start=day.start + start, end=day.end + start), " ".join(text[start:end].split())[:300]
