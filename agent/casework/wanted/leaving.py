"""Leaving: what a firm offer, or the user's word, asks for at one candidacy, and the kinds of letters that fit there.

One case has one draft whatever its kind: a withdrawal, a decline of their offer, a call sheet, or a letter that tells of
the offer and keeps the interview. Its key is "leave:" and the candidacy's key; a candidacy under another key before (see
`candidacies`) keeps the key of its draft, and one that came back after a letter was gone counts on ("leave:…:2").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from agent.casework.candidacies import Case
from agent.casework.corroboration import is_corroborated
from agent.casework.course import replies, sent_at, taken_back
from agent.casework.people import has_phone, has_usable_address
from agent.casework.position import (
    Basis,
    Position,
    at_same_employer,
    is_open_offer,
    is_own_job,
    still_stands,
    through_one_agency,
)
from agent.casework.said import answered
from agent.casework.threads import Tree
from agent.casework.unreached import Unreached, in_vain, is_gone, remembered, unreached
from agent.casework.wanted.letter import bare, letter
from agent.model import DELIVERED, Draft, DraftKind, Interview, Offer, Wanted

CLOSE = timedelta(hours=3)
"""So near an interview, a call is surer than a letter."""
_TALKS = ("interview_invited", "interview_scheduled", "interview_rescheduled")
_LETS_BE = ("disclose", "more_time")
"""Letters after which it is for the other side to answer."""


def leave(case: Case, at: Position, firm: Basis) -> Wanted | None:
    """What the firm offer, or the user's word, asks for at one candidacy."""
    return _declined_by_word(case, at, firm) or _left(case, at, firm) or _once_more(case, at, firm)


def calls(letters: Iterable[Wanted], at: Position) -> list[Wanted]:
    """A call sheet beside each letter whose interview begins within three hours, where a phone number is known."""
    return [_call(one) for one in letters if _is_close(one, at)]


def reason_to_leave(case: Case, at: Position) -> str | None:
    """Why a candidacy elsewhere needs an answer: an open offer, interviews, people in touch; None if it needs none."""
    graded = at.graded.get(case.key)
    if graded is not None and (graded.offer.doubted or is_own_job(graded, at)):
        return None
    if graded is not None and is_open_offer(graded, at):
        return "their offer is open"
    if booked := at.interviews(case):
        return "an interview is booked" if len(booked) == 1 else f"{len(booked)} interviews are booked"
    over = graded is not None and graded.offer.standing in ("expired", "declined", "rescinded")
    if over or not at.candidacies[case.key].open or not case.readings:
        return None
    lost = unreached(case, at.drafts, at.now)
    if lost is not None and lost.came_back:
        return lost.why
    if at.policy.withdraw == "all":
        return "your application is open"
    recent = at.policy.withdraw == "interviewing" and at.in_touch(case)
    return "people there were in touch within 60 days" if recent else None


# ---------------------------------------------------------------- what is asked for


def _declined_by_word(case: Case, at: Position, firm: Basis) -> Wanted | None:
    """The user says that an offer is declined, and no letter of the user's says so yet."""
    graded = at.graded.get(case.key)
    if graded is None or graded.offer.standing != "declined" or not graded.by_word:
        return None
    reason = "you said that you decline this offer" + (", which you had accepted" if graded.accepted_before else "")
    wanted = _want("offer_decline", case, at, firm, graded.offer, reason)
    return None if wanted is None else replace(wanted, accepted_before=graded.accepted_before)


def _left(case: Case, at: Position, firm: Basis) -> Wanted | None:
    """What the firm offer asks for at one candidacy elsewhere."""
    chosen = firm.offer
    if chosen is None or case.key == chosen.case.key or _is_let_be(case, at):
        return None
    if at_same_employer(case, chosen.case) and answered(at.answers, "same_employer", case) != "withdraw":
        return None
    graded = at.graded.get(case.key)
    reason = reason_to_leave(case, at)
    applied = at.policy.withdraw == "all" and any(r.label == "applied" for r in case.readings)
    if reason is None or not (applied or is_corroborated(case, at.interviews(case), graded.said if graded else None)):
        return None
    if graded is not None and is_open_offer(graded, at):
        return _want("offer_decline", case, at, firm, graded.offer, reason)
    sent = [d for d in _drafts(case, at) if d.status in DELIVERED]
    if any(_told_and_answered(d, case) for d in sent):
        reason += ", and they answered when you told them of the offer"
    elif any(_is_followed(d, at) for d in sent):
        reason += ", and you want to leave after all"
    return _want("withdrawal", case, at, firm, chosen.offer, reason)


def _is_let_be(case: Case, at: Position) -> bool:
    """They were told of the offer, or asked for time: nothing new is booked and nobody there has come back to it since."""
    sent = [d for d in _drafts(case, at) if d.status in DELIVERED]
    last = max(sent, key=lambda d: (sent_at(d), d.id), default=None)
    if last is None or last.kind not in _LETS_BE or _told_and_answered(last, case) or _is_followed(last, at):
        return False
    if last.id in taken_back(at.drafts):
        return False  # they believe that the user is free again, and would not be told of this offer
    ahead = [b for b in at.booked_in(case) if not b.answered]
    if ahead and last.kind == "disclose":
        return all(not b.aliases.isdisjoint(last.interview_keys) for b in ahead)
    in_touch = at.candidacies[case.key].in_touch
    return in_touch is None or in_touch <= max((sent_at(last), *last.starts))


def _is_followed(last: Draft, at: Position) -> bool:
    """The user wants another letter after the one that was sent."""
    return any(a.verb == "redraft" and a.subject_key == last.key and a.at >= sent_at(last) for a in at.answers)


def _told_and_answered(last: Draft, case: Case) -> bool:
    """They were told of the offer, and wrote back otherwise than with a time to talk: the user may withdraw now."""
    if last.kind != "disclose":
        return False
    return any(r.label not in _TALKS for r in replies(last, Tree(case.readings)))


def _once_more(case: Case, at: Position, firm: Basis) -> Wanted | None:
    """The letter was sent, and an automatic answer says that its reader is not there to read it in time."""
    lost = unreached(case, at.drafts, at.now)
    if lost is None or lost.came_back or not still_stands(lost.draft, case, at, firm):
        return None
    graded = at.graded.get(case.key)
    ours = lost.draft.kind == "offer_decline" and graded is not None
    offer = graded.offer if ours and graded else firm.offer.offer if firm.offer else None
    if offer is None:
        return None
    kind: DraftKind = "offer_decline" if ours else "withdrawal"
    return _want(kind, case, at, firm, offer, lost.why)


def _want(kind: DraftKind, case: Case, at: Position, firm: Basis, offer: Offer, reason: str) -> Wanted | None:
    """The letter; one to the firm offer's own employer, about another role, has no other employer to keep from it."""
    lost = unreached(case, at.drafts, at.now)
    again = lost is not None and not lost.came_back
    interviews = remembered(lost.draft, case, at.now) if lost and again else at.interviews(case)
    fits = _fitting(kind, case, at, firm, interviews, lost)
    if not fits:
        return None
    reasons = [reason, *([lost.why] if lost and lost.came_back and lost.why != reason else [])]
    reasons += ["nobody there can be written to"] if fits == ("call_sheet",) else []
    if firm.offer is not None:
        reasons.append(f"{firm.offer.offer.employer}: {_how_firm(firm.offer.offer)}")
    return letter(
        fits[0],
        _key(case, at),
        case,
        at,
        reasons,
        offer=offer,
        apart=[g for g in (firm.offer,) if g and not at_same_employer(case, g.case)],
        interviews=interviews,
        choices=fits,
        barred=lost.absent if lost else (),
        stand_ins=lost.stand_ins if lost else (),
    )


def _fitting(
    kind: DraftKind, case: Case, at: Position, firm: Basis, interviews: tuple[Interview, ...], lost: Unreached | None
) -> tuple[DraftKind, ...]:
    """The kinds of letters that fit the case, the one that the rules want leading; none where nobody can be reached."""
    absent, instead = (lost.absent, lost.stand_ins) if lost else ((), ())
    vain = {*in_vain(case, at.drafts), *absent}
    if not (has_usable_address(at.candidacies[case.key], interviews, vain, instead) or _is_addressed(case, at)):
        return ("call_sheet",) if interviews or kind != "withdrawal" else ()
    apart = firm.offer is not None and not at_same_employer(case, firm.offer.case)
    news = apart and firm.offer is not None and not through_one_agency(case, firm.offer.case)
    if kind == "withdrawal" and interviews and news and not absent:
        return kind, "disclose", "call_sheet"
    return kind, "call_sheet"


def _how_firm(offer: Offer) -> str:
    sure = "in writing, accepted, nothing open" if offer.firm else "accepted, though not firm yet"
    return sure if offer.letter_read else f"{sure}; the letter itself could not be read, so its conditions are unseen"


# ---------------------------------------------------------------- its draft


def _drafts(case: Case, at: Position) -> list[Draft]:
    return [d for d in at.drafts if d.candidacy in case.aliases and d.key.startswith("leave:")]


def _is_addressed(case: Case, at: Position) -> bool:
    """The person has said whom it goes to: that is not for us to find out."""
    return any(_is_taken_up(d) and d.status != "void" and not is_gone(d) for d in _drafts(case, at))


def _is_taken_up(draft: Draft) -> bool:
    """The person has written in it, and it has an address."""
    return draft.edited and bool(draft.letter.to)


def _key(case: Case, at: Position) -> str:
    mine = _drafts(case, at)
    gone = {d.id for d in mine if is_gone(d)}
    rest = (d for d in mine if d.id not in gone)
    live = sorted(rest, key=lambda d: (d.status == "void", not _is_taken_up(d), -d.created_at.timestamp(), d.id))
    if live and (live[0].status != "void" or not gone):
        return live[0].key
    return f"leave:{case.key}" + (f":{len(gone) + 1}" if gone else "")


# ---------------------------------------------------------------- the call beside it


def _is_close(wanted: Wanted, at: Position) -> bool:
    kept = any(bare(d.key) == bare(wanted.key) and d.status in ("kept", "snoozed") for d in at.drafts)
    close = any(i.start - at.now <= CLOSE for i in wanted.interviews)
    gives_up = wanted.kind in ("withdrawal", "offer_decline")
    return gives_up and close and not kept and has_phone(wanted.candidacy, wanted.interviews)


def _call(wanted: Wanted) -> Wanted:
    """The same as a call: whichever is done first, the letter or the call, answers the calendar and ends the other."""
    return replace(
        wanted,
        key=f"call:{bare(wanted.key)}",
        kind="call_sheet",
        choices=("call_sheet",),
        urgent=True,
        reasons=("the interview is less than three hours away: a call is surer", *wanted.reasons),
    )
