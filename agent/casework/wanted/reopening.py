"""Reopening: the offer that letters rested on fell through, so what they gave up is asked for again.

Who was told of it by a letter that gave nothing up hears that the user is free again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from agent.casework.candidacies import Case
from agent.casework.course import has_refused, sent_at, sent_letters, taken_back
from agent.casework.offers import Graded
from agent.casework.people import has_usable_address
from agent.casework.position import Basis, Position, is_open_offer, offer_ids
from agent.casework.unreached import in_vain, remembered
from agent.casework.wanted.deciding import ends
from agent.casework.wanted.letter import letter, own_key
from agent.model import DELIVERED, Draft, Wanted

_WHY = {
    "rescinded": "the offer that it rested on was taken back",
    "expired": "the offer that it rested on has expired",
    "bounced": "your acceptance of the offer that it rested on did not arrive",
    "declined": "you take back your yes to the offer that it rested on",
}


def reopenings(at: Position, firm: Basis) -> list[Wanted]:
    """A letter to each candidacy that was left for an offer which is none any more, the one left last leading, and to each
    that was told of it."""
    left = [
        _reopen(draft, case, graded, at) for draft, case, graded in _given_up(at, firm) if _is_written(draft, case, at)
    ]
    told = ((case, told_in_vain(case, at, firm)) for case in at.cases)
    return left + [_free_again(*news, case, at) for case, news in told if news and is_told_by_letter(news[0], case, at)]


def told_in_vain(case: Case, at: Position, firm: Basis) -> tuple[Draft, Graded] | None:
    """The user's last letter there told of an offer, and that has come to nothing since; nobody has said so to them yet.

    None while another one holds: what they were told is so. Who was asked to move forward knows the day
    on which the offer ended by itself, and who turned it down decided so; only one that was taken back is news.
    """
    mine = [d for d in at.drafts if d.candidacy in case.aliases and d.status in DELIVERED]
    last = max(mine, key=lambda d: (sent_at(d), d.id), default=None)
    if last is None or last.kind not in ("disclose", "expedite") or not at.candidacies[case.key].open:
        return None
    if firm.offer is not None or firm.rivals or any(_is_beside(g, last, case, at) for g in at.graded.values()):
        return None
    over = ("rescinded",) if last.kind == "expedite" else ("rescinded", "expired", "declined")
    fallen = (g for _, g in sorted(at.graded.items()) if last.firm_offer in offer_ids(g) and fell_through(g) in over)
    graded = next(fallen, None)
    own = [r.sent_at for r in case.readings if r.direction == "out" and r.message_id != last.message_id]
    if graded is None or any(sent > max(sent_at(last), _fell_at(graded, at)) for sent in own):
        return None
    return last, graded


def is_told_by_letter(draft: Draft, case: Case, at: Position) -> bool:
    """They were told that an offer was accepted, and can be written to: a letter says that the user is free again."""
    interviews = at.interviews(case)
    return draft.kind == "disclose" and has_usable_address(
        at.candidacies[case.key], interviews, in_vain(case, at.drafts)
    )


def called_off(at: Position, firm: Basis) -> list[tuple[Draft, Graded]]:
    """Candidacies that the user left by phone, or that nobody there can be written to about: theirs to call again."""
    return [(draft, graded) for draft, case, graded in _given_up(at, firm) if not _is_written(draft, case, at)]


def fell_through(graded: Graded) -> str | None:
    """Why an offer that had been accepted is none: "rescinded", "expired", "bounced", "declined"; None where it is not so."""
    standing = graded.offer.standing
    if graded.offer.suspicious:
        return None
    if standing in ("rescinded", "expired") or (standing == "declined" and graded.accepted_before):
        return standing
    return "bounced" if graded.fell == "bounced" and standing in ("verbal", "written") else None


def _given_up(at: Position, firm: Basis) -> list[tuple[Draft, Case, Graded]]:
    """Letters and calls that rested on an offer which fell through, newest first; none while another offer is firm."""
    if firm.offer is not None or firm.rivals:
        return []
    fallen = [(offer_ids(g), g) for g in at.graded.values() if fell_through(g)]
    if not fallen:
        return []
    back = taken_back(at.drafts)
    found = []
    for case in at.cases:
        last = _last_letter(case, at, back)
        graded = next((g for ids, g in fallen if last and last.firm_offer in ids), None)
        if last and graded and not at.candidacies[case.key].open and not has_refused(case, sent_at(last)):
            found.append((last, case, graded))
    return sorted(found, key=lambda given: (sent_at(given[0]), given[0].id), reverse=True)


def _last_letter(case: Case, at: Position, back: Collection[str]) -> Draft | None:
    """The last letter or call that left the case, unless it is among those taken back."""
    last = next(reversed(sent_letters(case, at.drafts)), None)
    return None if last is None or last.id in back else last


def _is_written(draft: Draft, case: Case, at: Position) -> bool:
    """It was a letter, and somebody there can be written to."""
    return draft.kind != "call_sheet" and has_usable_address(at.candidacies[case.key], (), in_vain(case, at.drafts))


def _is_beside(graded: Graded, draft: Draft, case: Case, at: Position) -> bool:
    """Another employer's offer of which the letter would be true as well: accepted, or in writing."""
    made = graded.offer.accepted or (draft.kind == "expedite" and graded.offer.written)
    return graded.case.key != case.key and made and is_open_offer(graded, at) and not fell_through(graded)


def _fell_at(graded: Graded, at: Position) -> datetime:
    """Since when the offer is none."""
    if graded.fell_at is not None:
        return graded.fell_at
    if graded.offer.standing == "expired" and graded.offer.deadline:
        return ends(graded.offer.deadline, at.zone)
    said = [graded.said.at] if graded.said and graded.said.word == "decline" else []
    return max(
        (*said, *(link.date for link in graded.offer.evidence if link.counts)), default=datetime.max.replace(tzinfo=UTC)
    )


def _free_again(draft: Draft, graded: Graded, case: Case, at: Position) -> Wanted:
    why = _WHY[fell_through(graded) or "rescinded"].replace("that it rested on", "that you told of")
    return letter(
        "reopen",
        own_key("reopen", case, at, draft.id),
        case,
        at,
        [f"you told them on {sent_at(draft).astimezone(at.zone):%-d %B} of an offer, and {why}"],
        offer=graded.offer,
        apart=(graded,),
        interviews=at.interviews(case),
        after=draft,
    )


def _reopen(draft: Draft, case: Case, graded: Graded, at: Position) -> Wanted:
    why = _WHY[fell_through(graded) or "rescinded"]
    return letter(
        "reopen",
        own_key("reopen", case, at, draft.id),
        case,
        at,
        [f"you wrote to them on {sent_at(draft).astimezone(at.zone):%-d %B}, and {why}"],
        offer=graded.offer,
        apart=(graded,),
        interviews=remembered(draft, case, at.now),
        after=draft,
    )
