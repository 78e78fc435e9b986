"""What has been: the interviews of a candidacy that took place, as its mail and its letters tell. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.casework.slots import ENDS, Slot, near, times
from agent.model import Candidacy, Draft, Reading


def once(candidacy: Candidacy) -> list[Reading]:
    """The trustworthy mail of a candidacy in order of time, each message once however many accounts hold it."""
    found = {s.reading.key: s.reading for s in candidacy.sources if not s.reading.suspicious}
    return sorted(found.values(), key=lambda r: (r.sent_at.timestamp(), r.key))


def writer(reading: Reading) -> str:
    """The name of the person who wrote: who signs, by the whole name where the header has it."""
    header, signed = reading.from_.name.strip(), reading.sign_off.strip()
    same = not signed or signed.split()[0].casefold() in header.casefold().split()
    return header if header and same and len(header.split()) >= len(signed.split()) else signed or header


def held(readings: Sequence[Reading], letters: Sequence[Draft], now: datetime) -> list[Slot]:
    """The times at which interviews took place, in order; what was called off, moved away or withdrawn before did not.

    `readings` are one candidacy's in order of time, `letters` the user's sent ones in it. An end of the candidacy ends
    what lay ahead of it then, never what lay behind it.
    """
    found: list[Slot] = []
    part: list[Reading] = []
    for reading in [*readings, None]:
        if reading is not None and reading.label not in ENDS:
            part.append(reading)
            continue
        until = now if reading is None else min(reading.sent_at, now)
        found += [s for s in times(part).slots if s.stands and s.start <= until]
        part = []
    return sorted((s for s in _apart(found) if not _left(s, letters)), key=lambda s: s.start)


def _apart(slots: Sequence[Slot]) -> list[Slot]:
    """Each time once: a reminder after the candidacy's end may name it again."""
    kept: list[Slot] = []
    for slot in slots:
        if not any(near(slot.start, other.start) for other in kept):
            kept.append(slot)
    return kept


def _left(slot: Slot, letters: Sequence[Draft]) -> bool:
    """A letter of the user's called it off before it began."""
    return any(d.sent_at and d.sent_at < slot.start and any(near(slot.start, s) for s in d.starts) for d in letters)
