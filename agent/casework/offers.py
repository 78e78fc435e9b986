"""How firm an offer is: the fold of its evidence as a value, with what the decisions need beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.casework.candidacies import Case
from agent.casework.fold import State, fold, link
from agent.casework.people import merged
from agent.casework.said import Said
from agent.ids import words
from agent.model import Contact, Contingency, Draft, Link, Offer, Policy, Reading, Source

_ENDS = ("offer_rescinded", "offer_declined")


@dataclass(frozen=True, slots=True)
class Graded:
    """An offer with what the decisions need to know beside it."""

    offer: Offer
    case: Case
    said: Said | None
    """The user's word, as long as it still stands."""
    asks: bool
    """Newer mail contradicts the user's word where it would give interviews up: ask."""
    fell: str | None
    """Why it is no longer what it was: "rescinded", "bounced", "condition"; None if it did not fall."""
    fell_at: datetime | None
    by_word: bool
    """It ended by the user's word alone: no letter of the user's says so yet."""
    accepted_before: bool
    """It is declined, and had been accepted: by mail, or by the user's word."""
    round: int
    """0 for the first offer of the candidacy; one more each time a new one followed an end."""
    lapsed: bool = False
    """Its deadline is over, and they answered a request for more time without a day that could be read."""


def grade(
    case: Case, said: Said | None, drafts: Sequence[Draft], policy: Policy, zone: ZoneInfo, now: datetime
) -> Graded | None:
    """The offer of one candidacy, or None if nothing speaks of one."""
    state = fold(case, said, drafts, zone)
    if state.exists or state.ended is not None:
        return _graded(state, case, policy, now)
    return _claimed(case, policy)


def _graded(state: State, case: Case, policy: Policy, now: datetime) -> Graded:
    if not state.ended and not state.accepted and state.is_past(now):
        state.lapse()
    claims = [link(r, counts=False) for r in case.suspicious if r.label.startswith("offer_")]
    links = tuple(sorted([*state.links, *claims], key=lambda link: (link.date, link.key)))
    offer = Offer(
        id=words(f"offer:{case.key}"),
        key=case.key,
        employer=case.employer,
        role=case.role,
        standing=state.standing,
        written=state.written,
        accepted=bool(state.accepted),
        firm=state.standing == "firm",
        exclusive=state.exclusive,
        contingencies=tuple(Contingency(k, state.open[k]) for k in sorted(state.open)),
        deadline=state.deadline,
        start_date=state.start_date,
        doubted=state.said is not None and state.said.word == "doubt",
        letter_read=state.letter_read is not False,
        evidence=links,
        contacts=_contacts(case.readings, policy),
        accounts=_accounts(case.sources, links),
        reasons=tuple(state.reasons),
    )
    fell, fell_at = state.fell or (None, None)
    before = state.standing == "declined" and (bool(state.accepted) or _said_yes(state.said, case))
    return Graded(offer, case, state.said, state.asks, fell, fell_at, state.by_word, before, state.round, state.lapsed)


def _said_yes(said: Said | None, case: Case) -> bool:
    """The user had said yes to the very offer that the last word declines: nothing ended it in between."""
    if said is None or said.accepted_at is None:
        return False
    return not any(r.label in _ENDS and said.accepted_at < r.sent_at < said.at for r in case.readings)


def _claimed(case: Case, policy: Policy) -> Graded | None:
    """An offer of which only suspicious mail speaks: listed with a warning, counting for nothing."""
    speaking = [r for r in case.suspicious if r.label.startswith("offer_")]
    if not speaking:
        return None
    offer = Offer(
        id=words(f"offer:{case.key}"),
        key=case.key,
        employer=case.employer,
        role=case.role,
        standing="verbal" if all(r.label == "offer_verbal" for r in speaking) else "written",
        written=False,
        accepted=False,
        firm=False,
        suspicious=True,
        evidence=tuple(link(r, counts=False) for r in speaking),
        contacts=tuple(replace(c, usable=False) for c in _contacts(speaking, policy)),
        reasons=tuple(dict.fromkeys(why for r in speaking for why in r.suspicion))
        or ("the mail is not to be trusted",),
    )
    return Graded(offer, case, None, asks=False, fell=None, fell_at=None, by_word=False, accepted_before=False, round=0)


def _contacts(readings: Sequence[Reading], policy: Policy) -> tuple[Contact, ...]:
    return merged((c for r in reversed(readings) if r.label.startswith("offer_") for c in r.contacts), policy)


def _accounts(sources: Sequence[Source], links: Sequence[Link]) -> tuple[str, ...]:
    keys = {link.key for link in links}
    return tuple(sorted({s.account for s in sources if s.reading.key in keys}))
