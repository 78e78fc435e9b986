"""Nudging: whoever urges the user to come anyway, or asks why, hears once more that the decision stands."""

from __future__ import annotations

from agent.casework.candidacies import Case
from agent.casework.course import has_refused, replies, sent_at, sent_letters
from agent.casework.people import has_usable_address
from agent.casework.position import Basis, Position, at_same_employer, still_stands
from agent.casework.threads import Tree
from agent.casework.unreached import in_vain, remembered
from agent.casework.wanted.letter import letter, own_key
from agent.model import DELIVERED, Draft, Reading, Wanted


def nudges(at: Position, firm: Basis) -> list[Wanted]:
    """To each reply that urges the user to come anyway, or asks why: the decision stands. A thank-you needs none."""
    return [w for case in at.cases if (w := _nudge(case, at, firm))]


def _nudge(case: Case, at: Position, firm: Basis) -> Wanted | None:
    last = next((d for d in reversed(sent_letters(case, at.drafts)) if d.kind != "call_sheet"), None)
    reply = None if last is None else _urging(last, case, at)
    if last is None or reply is None or not still_stands(last, case, at, firm):
        return None
    if not has_usable_address(at.candidacies[case.key], (), in_vain(case, at.drafts)):
        return None
    offer = firm.offer.offer if firm.offer else None
    own = at.graded.get(case.key)
    return letter(
        "nudge",
        own_key("nudge", case, at, reply.key),
        case,
        at,
        [
            f"their answer of {reply.sent_at.astimezone(at.zone):%-d %B} asks you something, or to come after all",
            *_words(reply),
        ],
        offer=own.offer if last.kind == "offer_decline" and own else offer,
        apart=[g for g in (firm.offer,) if g and not at_same_employer(case, g.case)],
        interviews=at.interviews(case) or remembered(last, case, at.now),
        after=last,
    )


def _urging(last: Draft, case: Case, at: Position) -> Reading | None:
    """The first urging reply that the user has not answered yet, while the candidacy stays as the letter left it.

    What comes after a nudge that was sent, or after the user's own mail, asks anew.
    """
    if at.candidacies[case.key].open or has_refused(case, sent_at(last)):
        return None
    nudged = [d for d in at.drafts if d.candidacy in case.aliases and d.kind == "nudge" and d.status in DELIVERED]
    own = [r.sent_at for r in case.readings if r.direction == "out" and r.message_id != last.message_id]
    spoken = max([sent_at(last), *map(sent_at, nudged), *own])
    urging = [r for r in replies(last, Tree(case.readings)) if r.urges and r.sent_at > spoken]
    return min(urging, key=lambda r: (r.sent_at, r.key), default=None)


def _words(reply: Reading) -> list[str]:
    """What they write, as far as it is kept."""
    said = next((e.quote for e in reply.evidence if e.zone == "text"), None)
    return [f"they write: “{said}”"] if said else []
