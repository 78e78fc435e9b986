"""What should exist: the letters, by what follows from the offers.

Only `withdrawal` and `offer_decline` (and the `call_sheet` that stands for either where nobody can be written to) are
wanted here; each rule is one function, so that the other kinds find their place beside these.

A wanted letter's key is "leave:" and the candidacy's key, whatever its kind: a withdrawal that becomes an offer decline
is the same case. A candidacy under another key before (see `candidacies`) keeps the key of its draft; one that came back
after a letter was sent counts on ("leave:…:2").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agent.casework.candidacies import Case
from agent.casework.corroboration import is_corroborated, is_made
from agent.casework.course import IN_TOUCH, sent_letters
from agent.casework.employers import same_employer
from agent.casework.interviews import Booked
from agent.casework.offers import Graded
from agent.casework.people import has_usable_address
from agent.casework.said import answered, is_kept
from agent.ids import words
from agent.model import Answer, Candidacy, Draft, DraftKind, Interview, Offer, Policy, Wanted

URGENT = timedelta(hours=24)
OLD_JOB = timedelta(days=14)
"""An offer whose first day is longer past than this is the job the user has."""
_OPEN = ("verbal", "written", "conditional", "firm")


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

    def interviews(self, case: Case) -> tuple[Interview, ...]:
        """Interviews of the candidacy that no sent letter answers yet, the next one first."""
        return tuple(b.interview for b in self.booked if b.case.key == case.key and not b.answered)


@dataclass(frozen=True, slots=True)
class Basis:
    """The offer on which letters rest, and those that ask to be chosen between."""

    offer: Graded | None
    rivals: tuple[Graded, ...] = ()
    """All that are firm, where the user has not said which one it is."""


def is_old_job(offer: Offer, at: Position) -> bool:
    return offer.start_date is not None and at.now.astimezone(at.zone).date() - offer.start_date > OLD_JOB


def puts_in_question(graded: Graded, at: Position) -> bool:
    """The offer is firm enough to give up interviews for: firm (or accepted, where the user wants that) and exclusive."""
    offer = graded.offer
    enough = offer.firm or (at.policy.act_on == "accepted" and offer.standing == "conditional")
    clear = offer.exclusive and not offer.doubted and not offer.suspicious and not is_old_job(offer, at)
    return enough and clear and graded.case.known


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


def at_same_employer(case: Case, other: Case) -> bool:
    """Both are the same organisation: directly, or by a chain of names that mail equates."""
    return (case.cluster is not None and case.cluster == other.cluster) or same_employer(case.party, other.party)


def wanted(at: Position, firm: Basis) -> list[Wanted]:
    """All letters that should exist now, at most one for each candidacy."""
    found = [_declined_by_word(case, at, firm) or _leave(case, at, firm) for case in at.cases]
    return sorted((w for w in found if w is not None and not _is_kept(w, at)), key=lambda w: w.key)


def asks_same_employer(at: Position, firm: Basis) -> list[Case]:
    """Other roles at the firm offer's own employer that would be left if they were elsewhere, not answered yet."""
    if firm.offer is None:
        return []
    chosen = firm.offer.case
    here = [c for c in at.cases if c.key != chosen.key and at_same_employer(c, chosen)]
    return [c for c in here if _reason_to_leave(c, at) and answered(at.answers, "same_employer", c) is None]


def _declined_by_word(case: Case, at: Position, firm: Basis) -> Wanted | None:
    """The user says that an offer is declined, and no letter of the user's says so yet."""
    graded = at.graded.get(case.key)
    if graded is None or graded.offer.standing != "declined" or not graded.by_word:
        return None
    return _want("offer_decline", case, at, firm, graded.offer, "you said that you decline this offer")


def _leave(case: Case, at: Position, firm: Basis) -> Wanted | None:
    """What the firm offer asks for at one candidacy elsewhere."""
    chosen = firm.offer
    if chosen is None or case.key == chosen.case.key:
        return None
    if at_same_employer(case, chosen.case) and answered(at.answers, "same_employer", case) != "withdraw":
        return None
    graded = at.graded.get(case.key)
    reason = _reason_to_leave(case, at)
    applied = at.policy.withdraw == "all" and any(r.label == "applied" for r in case.readings)
    if reason is None or not (applied or is_corroborated(case, at.interviews(case), graded.said if graded else None)):
        return None
    if graded is not None and is_open_offer(graded, at):
        return _want("offer_decline", case, at, firm, graded.offer, reason)
    return _want("withdrawal", case, at, firm, chosen.offer, reason)


def _reason_to_leave(case: Case, at: Position) -> str | None:
    """Why a candidacy elsewhere needs an answer: an open offer, interviews, people in touch; None if it needs none."""
    graded = at.graded.get(case.key)
    if graded is not None and (graded.offer.doubted or _is_own_job(graded, at)):
        return None
    if graded is not None and is_open_offer(graded, at):
        return "their offer is open"
    if booked := at.interviews(case):
        return "an interview is booked" if len(booked) == 1 else f"{len(booked)} interviews are booked"
    over = graded is not None and graded.offer.standing in ("expired", "declined", "rescinded")
    candidacy = at.candidacies[case.key]
    if over or not candidacy.open or not case.readings:
        return None
    if at.policy.withdraw == "all":
        return "your application is open"
    recent = candidacy.in_touch is not None and at.now - candidacy.in_touch <= IN_TOUCH
    return "people there were in touch within 60 days" if at.policy.withdraw == "interviewing" and recent else None


def is_open_offer(graded: Graded, at: Position) -> bool:
    """The employer waits for an answer, or for the user."""
    offer = graded.offer
    made = offer.standing in _OPEN and not offer.suspicious and is_made(graded.case, graded.said)
    return made and at.candidacies[graded.case.key].open


def _is_own_job(graded: Graded, at: Position) -> bool:
    """A job that the user has or may keep beside another."""
    return graded.offer.accepted and (is_old_job(graded.offer, at) or not graded.offer.exclusive)


def _want(kind: DraftKind, case: Case, at: Position, firm: Basis, offer: Offer, reason: str) -> Wanted | None:
    """The letter; one to the firm offer's own employer, about another role, has no other employer to keep from it."""
    interviews = at.interviews(case)
    candidacy = at.candidacies[case.key]
    reasons = [reason]
    if not has_usable_address(candidacy, interviews):
        if not interviews and kind == "withdrawal":
            return None
        kind = "call_sheet"
        reasons.append("nobody there can be written to")
    if firm.offer is not None:
        reasons.append(f"{firm.offer.offer.employer}: {_how_firm(firm.offer.offer)}")
    elsewhere = firm.offer if firm.offer and not at_same_employer(case, firm.offer.case) else None
    return Wanted(
        key=_key(case, at.drafts),
        kind=kind,
        candidacy=candidacy,
        offer=offer,
        firm_offer=elsewhere.offer if elsewhere else None,
        interviews=interviews,
        urgent=any(i.start - at.now <= URGENT for i in interviews),
        reasons=tuple(reasons),
        firm_names=_all_names(elsewhere.case) if elsewhere else (),
        firm_domains=tuple(sorted(elsewhere.case.party.domains)) if elsewhere else (),
    )


def _all_names(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys((case.employer, *case.names)))


def _how_firm(offer: Offer) -> str:
    sure = "in writing, accepted, nothing open" if offer.firm else "accepted, though not firm yet"
    return sure if offer.letter_read else f"{sure}; the letter itself could not be read, so its conditions are unseen"


def _key(case: Case, drafts: Sequence[Draft]) -> str:
    mine = [d for d in drafts if d.candidacy in case.aliases and d.key.startswith("leave:")]
    sent = {d.id for d in sent_letters(case, drafts)}
    live = sorted(
        (d for d in mine if d.id not in sent), key=lambda d: (d.status == "void", -d.created_at.timestamp(), d.id)
    )
    if live and (live[0].status != "void" or not sent):
        return live[0].key
    return f"leave:{case.key}" + (f":{len(sent) + 1}" if sent else "")


def _is_kept(letter: Wanted, at: Position) -> bool:
    """The user keeps it, and no draft stands that would show so."""
    case = next(c for c in at.cases if c.key == letter.candidacy.key)
    mine = [d for d in at.drafts if d.candidacy in case.aliases]
    if any(d.status not in ("void", "sent", "answered") for d in mine):
        return False
    names = {a for b in at.booked if b.case.key == case.key for a in (*b.aliases, b.interview.id)}
    return is_kept({*names, *case.aliases, letter.key, *(d.id for d in mine), *(d.key for d in mine)}, at.answers)
