"""What follows from the mail, the calendars and the user's words: offers, interviews, letters wanted, questions.

Values in, values out: the time, the zone and the policy are arguments, and the order in which anything is given does not
matter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.casework.archive import archived, notice
from agent.casework.calledoff import settled
from agent.casework.candidacies import Case, gather
from agent.casework.context import in_context
from agent.casework.corrections import heard, told, without_dismissed
from agent.casework.course import candidacy, is_leaving
from agent.casework.holds import with_holds
from agent.casework.interviews import find
from agent.casework.offers import Graded, grade
from agent.casework.position import Position, basis, weighed
from agent.casework.questions import hold, notices, questions
from agent.casework.resumed import resumed
from agent.casework.said import confirmed, last_words
from agent.casework.unreached import has_left
from agent.casework.waking import wakes
from agent.casework.wanted import wanted
from agent.ids import free_words
from agent.model import Answer, Draft, Policy, Reading, Reservation, Source, Verdict
from connectors.base import Event

__all__ = ["judge"]

_LEAVES = ("withdrawn", "offer_declined")


def judge(
    sources: Sequence[Source],
    events: Sequence[Event],
    answers: Sequence[Answer],
    drafts: Sequence[Draft],
    policy: Policy,
    now: datetime,
    *,
    complete: bool = True,
    reservations: Sequence[Reservation] = (),
) -> Verdict:
    """What should exist at this moment.

    `drafts` are those that exist: what was sent ends a candidacy, what is kept stays so. `complete=False` says that not
    every account has been read once: half a mailbox may hold the acceptance without the condition, so nothing is wanted,
    asked or told yet. Times are aware; `policy.zone` is the user's zone (IANA), in which deadlines end.
    """
    at, cases = _position(sources, events, answers, drafts, policy, now)
    firm = basis(at)
    doubtful = tuple(c for c in cases if not c.readings)
    over = archived(at, firm) if complete else None
    told_once = [*notices(at, firm), *([notice(over)] if over else [])]
    letters = with_holds(wanted(at, firm), at, events, reservations)
    return Verdict(
        candidacies=tuple(at.candidacies[key] for key in sorted(at.candidacies)),
        offers=tuple(at.graded[key].offer for key in sorted(at.graded)),
        interviews=tuple(b.interview for b in at.booked),
        wanted=tuple(letters) if complete else (),
        questions=tuple(questions(at, firm, doubtful)) if complete else (),
        notices=tuple(told_once) if complete else (),
        hold=hold(at, firm),
        wakes=tuple(wakes(at, letters, events, reservations)) if complete else (),
        archive=over,
    )


def _position(
    sources: Sequence[Source], events: Sequence[Event], answers: Sequence[Answer], drafts: Sequence[Draft], policy: Policy,
    now: datetime,
) -> tuple[Position, tuple[Case, ...]]:  # fmt: skip
    """Everything that is known at this moment, and the candidacies of all mail, those in doubt included."""
    zone = _zone(policy.zone)
    alike, heard_again = heard(sources, answers)
    read = confirmed(sources, [*answers, *alike])
    read = in_context(_delivered(read, drafts), drafts, answers)
    gathered = [settled(resumed(case, drafts, answers), answers) for case in gather(read, events)]
    cases, dismissed = without_dismissed(gathered, answers)
    recalled = [*heard_again, *dismissed]
    said = last_words(cases, answers)
    graded = {c.key: g for c in cases if (g := grade(c, said.get(c.key), drafts, policy, zone, now))}
    graded = {key: replace(g, offer=told(g.offer, g.case, recalled)) for key, g in _told_apart(graded).items()}
    booked, founded = find(cases, events, drafts, policy, now)
    known: list[Case] = [*cases, *founded]
    candidacies = {c.key: candidacy(c, drafts) for c in known}
    at = Position(
        cases=tuple(sorted((c for c in known if c.readings or not c.suspicious), key=lambda c: c.key)),
        graded=graded,
        candidacies=candidacies,
        booked=tuple(booked),
        answers=tuple(answers),
        drafts=tuple(drafts),
        policy=policy,
        zone=zone,
        now=now,
    )
    at = replace(at, graded={key: replace(g, offer=weighed(g, at)) for key, g in graded.items()})
    return at, tuple(cases)


def _told_apart(graded: Mapping[str, Graded]) -> dict[str, Graded]:
    """Every offer with an id of its own."""
    ids: set[str] = set()
    return {
        key: replace(g, offer=replace(g.offer, id=free_words(f"offer:{key}", ids))) for key, g in sorted(graded.items())
    }


def _delivered(sources: Sequence[Source], drafts: Sequence[Draft]) -> list[Source]:
    """The sources, without what the user's own withdrawals and declines would say had they not come back, or found nobody there.

    What our own letters say is known from their drafts: one that asks for time, or takes a withdrawal back, is not read.
    """
    back: set[str | None] = {s.reading.bounce_of for s in sources if s.reading.bounce_of and not s.reading.suspicious}
    back |= {s.reading.in_reply_to for s in sources if has_left(s.reading)}
    ours = {d.message_id for d in drafts if d.sent_at and d.message_id and not is_leaving(d)}
    return [_unsaid(s) if _says_nothing(s.reading, back, ours) else s for s in sources]


def _says_nothing(reading: Reading, back: Collection[str | None], ours: Collection[str | None]) -> bool:
    own = reading.direction == "out" and reading.message_id is not None
    return own and (reading.message_id in ours or (reading.message_id in back and reading.label in _LEAVES))


def _unsaid(source: Source) -> Source:
    return replace(source, reading=replace(source.reading, label="other", needs_confirmation=None))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
