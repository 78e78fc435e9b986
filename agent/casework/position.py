"""The position: everything that is known at one moment, and what the decisions ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agent.casework.candidacies import Case
from agent.casework.corroboration import is_made
from agent.casework.course import IN_TOUCH
from agent.casework.employers import same_employer
from agent.casework.interviews import Booked
from agent.casework.names import employer_forms
from agent.casework.offers import Graded
from agent.casework.said import answered
from agent.ids import words
from agent.model import Answer, Candidacy, Draft, Interview, Offer, Policy

OLD_JOB = timedelta(days=14)
"""An offer whose first day is longer past than this is the job the user has."""
OPEN = ("verbal", "written", "conditional", "firm")


@dataclass(frozen=True, slots=True)
class Position:
    """Everything that is known at one moment, as the decisions need it."""

    cases: tuple[Case, ...]
    """Those that trustworthy mail or the calendar speaks of, in order of key."""
    graded: Mapping[str, Graded]
    candidacies: Mapping[str, Candidacy]
    booked: tuple[Booked, ...]
    answers: tuple[Answer, ...]
    drafts: tuple[Draft, ...]
    policy: Policy
    zone: ZoneInfo
    now: datetime
    _booked: dict[str, list[Booked]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """By the key of the candidacy."""

    def __post_init__(self) -> None:
        for booked in self.booked:
            self._booked.setdefault(booked.case.key, []).append(booked)

    def booked_in(self, case: Case) -> Sequence[Booked]:
        """Upcoming interviews of the candidacy, the next one first."""
        return self._booked.get(case.key, ())

    def interviews(self, case: Case) -> tuple[Interview, ...]:
        """Those that no sent letter answers yet."""
        return tuple(b.interview for b in self.booked_in(case) if not b.answered)

    def in_touch(self, case: Case) -> bool:
        """The candidacy is open, and a person there wrote within 60 days."""
        candidacy = self.candidacies[case.key]
        return candidacy.open and candidacy.in_touch is not None and self.now - candidacy.in_touch <= IN_TOUCH


@dataclass(frozen=True, slots=True)
class Basis:
    """The offer on which letters rest, and those that ask to be chosen between."""

    offer: Graded | None
    rivals: tuple[Graded, ...] = ()
    """All that are firm, where the user has not said which one it is."""


def basis(at: Position) -> Basis:
    """Several firm offers rest on the user's choice; one speaks for itself."""
    firm = tuple(g for _, g in sorted(at.graded.items()) if puts_in_question(g, at))
    if len(firm) < 2:
        return Basis(next(iter(firm), None))
    chosen = answered(at.answers, "which_offer", ids=[which_offer_id(g, firm) for g in firm])
    return Basis(next((g for g in firm if g.offer.id == chosen), None), firm)


def which_offer_key(graded: Graded, rivals: Iterable[Graded]) -> str:
    """Key of the question under this offer; another choice gives other questions."""
    return f"which_offer:{graded.case.key}:" + "+".join(sorted(r.case.key for r in rivals))


def which_offer_id(graded: Graded, rivals: Iterable[Graded]) -> str:
    return words(f"question:{which_offer_key(graded, rivals)}")


def puts_in_question(graded: Graded, at: Position) -> bool:
    """The offer is firm enough to give up interviews for: firm (or accepted, where the user wants that) and exclusive."""
    offer = graded.offer
    enough = offer.firm or (at.policy.act_on == "accepted" and offer.standing == "conditional")
    clear = offer.exclusive and not offer.doubted and not offer.suspicious and not is_old_job(offer, at)
    return enough and clear and graded.case.known


def is_old_job(offer: Offer, at: Position) -> bool:
    return offer.start_date is not None and at.now.astimezone(at.zone).date() - offer.start_date > OLD_JOB


def is_own_job(graded: Graded, at: Position) -> bool:
    """A job that the user has or may keep beside another."""
    return graded.offer.accepted and (is_old_job(graded.offer, at) or not graded.offer.exclusive)


def is_open_offer(graded: Graded, at: Position) -> bool:
    """The employer waits for an answer, or for the user."""
    offer = graded.offer
    made = offer.standing in OPEN and not offer.suspicious and is_made(graded.case, graded.said)
    return made and at.candidacies[graded.case.key].open


def weighed(graded: Graded, at: Position) -> Offer:
    """The offer with the interviews that taking it would give up: none where it is over, or leaves room for another job."""
    offer = graded.offer
    if offer.standing not in OPEN or offer.suspicious or not offer.exclusive:
        return offer
    elsewhere = [
        b.interview.id
        for b in at.booked
        if not b.answered and b.case.key != graded.case.key and not at_same_employer(b.case, graded.case)
    ]
    return replace(offer, gives_up=tuple(elsewhere))


def at_same_employer(case: Case, other: Case) -> bool:
    """Both are the same organisation: directly, or by a chain of names that mail equates."""
    return (case.cluster is not None and case.cluster == other.cluster) or same_employer(case.party, other.party)


def through_one_agency(case: Case, other: Case) -> bool:
    """Both go through one agency: who would be told of the offer is who has brought it."""
    return bool(case.agency and other.agency and employer_forms(case.agency) & employer_forms(other.agency))


def all_names(case: Case) -> tuple[str, ...]:
    """All name forms of the employer, none of which may stand in a letter to somebody else."""
    return tuple(dict.fromkeys((case.employer, *case.names)))


def offer_ids(graded: Graded) -> frozenset[str]:
    """Every id that the offer has or had: a draft keeps the one that it was sent with."""
    return frozenset({graded.offer.id, *(words(f"offer:{alias}") for alias in graded.case.aliases)})


def still_stands(draft: Draft, case: Case, at: Position, firm: Basis) -> bool:
    """What a letter of the user's that left a candidacy rested on holds: the firm offer, or the user's own no to theirs."""
    if firm.offer is not None and {draft.firm_offer, draft.offer} & offer_ids(firm.offer):
        return True
    graded = at.graded.get(case.key)
    return draft.firm_offer is None and graded is not None and graded.offer.standing == "declined"
