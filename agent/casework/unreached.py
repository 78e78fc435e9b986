"""Letters that reached nobody: they came back, or an automatic answer says that their reader is away or gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.casework.candidacies import Case
from agent.casework.course import sent_at
from agent.casework.slots import in_zone, near, stated
from agent.model import DELIVERED, Contact, Draft, Interview, Reading

IN_TIME = timedelta(days=2)
"""Who is away when the interview is so near will not read the letter in time."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """The last letter of a case, which did not get to anybody."""

    draft: Draft
    why: str
    """In plain words, for the person."""
    came_back: bool
    """It is known not to have been delivered; else its reader is not there."""
    absent: tuple[str, ...] = ()
    """Addresses of those who are away, or gone."""
    stand_ins: tuple[Contact, ...] = ()
    """Whom an automatic answer names instead."""


CAME_BACK = "it came back as undeliverable: write to somebody else there"
READER_LEFT = "whom it went to works there no longer: write to somebody else there"
"""What became of a letter that reached nobody."""
TOLD_OTHERWISE = "it reached nobody; they were told otherwise since"
"""What became of a letter that came back, once another one, or a call, has reached them."""


def is_back(draft: Draft) -> bool:
    """It was sent, and came back; nobody has taken it up again."""
    settled = draft.status == "void" and draft.outcome == TOLD_OTHERWISE
    return (draft.status == "failed" or settled) and draft.sent_at is not None


def is_gone(draft: Draft) -> bool:
    """It left: what is wanted from here on is another letter."""
    return draft.status in DELIVERED or is_back(draft)


def has_left(reading: Reading) -> bool:
    """An automatic answer says that its writer works there no longer, and nobody who may be written to instead."""
    return reading.absence == "left" and not any(c.usable and c.address for c in reading.contacts)


def unread(draft: Draft, readings: Iterable[Reading]) -> str | None:
    """What to tell of a sent letter where everybody whom it went to works there no longer, and no automatic answer of theirs
    names who follows and may be written to; None where it has a reader."""
    if draft.status != "sent":
        return None
    told = [r for r in readings if r.absence == "left" and _is_automatic_answer(r, draft)]
    gone = {address for r in told for address in _absent(r, draft)}
    to = {r.address for r in draft.letter.to}
    named = [c for r in told for c in r.contacts]
    if not to or not to <= gone or any(c.usable and c.address for c in named):
        return None
    elsewhere = dict.fromkeys(" ".join((c.name, c.because)).strip() for c in named if not c.address and c.because)
    return "; ".join((READER_LEFT, *elsewhere))


def in_vain(case: Case, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Addresses from which a letter of this case came back."""
    back = [d for d in drafts if d.candidacy in case.aliases and is_back(d)]
    return tuple(sorted({r.address for d in back for r in d.letter.to}))


def unreached(case: Case, drafts: Sequence[Draft], now: datetime) -> Unreached | None:
    """What became of the last letter that left the case, where it reached nobody who will act on it in time.

    Who is away counts where an interview that the letter calls off begins within two days; who left always does.
    """
    mine = [d for d in drafts if d.candidacy in case.aliases and d.key.startswith("leave:") and is_gone(d)]
    last = max(mine, key=lambda d: (sent_at(d), d.id), default=None)
    if last is None:
        return None
    if is_back(last):
        left = (last.outcome or "").startswith(READER_LEFT)
        why = "whom you wrote to works there no longer" if left else "your letter to them came back"
        return Unreached(last, why, came_back=True)
    answers = [r for r in case.readings if _is_automatic_answer(r, last)]
    to = {r.address for r in last.letter.to}
    absent = {r.from_.address for r in answers}
    if last.status != "sent" or not answers or (len(to) > 1 and not to <= absent):
        return None
    left = any(r.absence == "left" for r in answers)
    if not left and not any(now < start <= now + IN_TIME for start in last.starts):
        return None
    known = {a for d in mine for r in case.readings if _is_automatic_answer(r, d) for a in _absent(r, d)}
    instead = tuple(
        c for r in reversed(answers) for c in r.contacts if c.usable and c.address and c.address not in known
    )
    why = "they work there no longer" if left else "they are away, and the interview is near"
    return Unreached(last, f"an automatic answer says that {why}", False, tuple(sorted(known)), instead)


def remembered(draft: Draft, case: Case, now: datetime) -> tuple[Interview, ...]:
    """The interviews still ahead that a sent letter called off, as far as the letter knows them: without their entries."""
    told = zip(draft.interviews, draft.interview_keys, draft.starts, strict=False)
    return tuple(_interview(id_, key, start, case) for id_, key, start in told if start > now)


def _interview(id_: str, key: str, start: datetime, case: Case) -> Interview:
    told = [(r, m) for r in case.readings for m in stated(r) if near(m.start, start)]
    zone = next((m.zone for _, m in reversed(told) if m.zone), None)
    return Interview(
        id=id_,
        key=key,
        candidacy=case.key,
        employer=case.employer,
        role=case.role,
        start=in_zone(start, zone),
        end=None,
        zone=zone,
        contacts=tuple(c for r, _ in reversed(told) if r.direction == "in" for c in r.contacts),
        events=(),
        confidence=1.0,
        messages=tuple(r.key for r, _ in told),
    )


def _is_automatic_answer(reading: Reading, draft: Draft) -> bool:
    """It came after the letter, in answer to it or from whom it went to."""
    if reading.absence is None or reading.direction != "in" or reading.sent_at < sent_at(draft):
        return False
    answered = draft.message_id is not None and draft.message_id in (reading.in_reply_to, *reading.references)
    return answered or reading.from_.address in {r.address for r in draft.letter.to}


def _absent(reading: Reading, draft: Draft) -> set[str]:
    """Whose absence it tells: its writer's, and the reader's of a letter to one alone, whatever address answers."""
    to = {r.address for r in draft.letter.to}
    return {reading.from_.address} | (to if len(to) == 1 else set())
