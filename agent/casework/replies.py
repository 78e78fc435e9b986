"""Replies to the user's letters, which wait for the user: asked about, and in sight until they are dealt with."""

from __future__ import annotations

from collections.abc import Sequence

from agent.casework.candidacies import Case
from agent.casework.context import granted_key, quote
from agent.casework.course import replies, sent_at, told_of_an_offer
from agent.casework.offers import Graded
from agent.casework.position import Basis, Position
from agent.casework.resumed import open_answer, still_on_key
from agent.casework.said import answered
from agent.casework.slots import near
from agent.casework.threads import Tree
from agent.casework.wanted.reopening import is_told_by_letter, told_in_vain
from agent.ids import words
from agent.model import DELIVERED, Draft, DraftKind, Notice, Question, Reading

ASKED: dict[DraftKind, str] = {
    "more_time": "when you asked for more time",
    "expedite": "when you asked to move forward",
    "disclose": "when you told them of the offer",
    "reopen": "when you took your withdrawal back",
}
"""Letters that ask for something, in the words of what is told of their answers."""
_TIME_TO_FIND = ("interview_invited", "interview_rescheduled")


def pending(case: Case, at: Position, firm: Basis) -> list[Question]:
    """What their newest answer asks of the user: whether it gives the time, whether the interview is on, or to be answered."""
    if still := open_answer(case, at.drafts, at.answers, at.now):
        return [_still_on(*still, case, at)]
    if told := _told_in_vain(case, at, firm):
        return [told]
    found = newest(case, at)
    if found is None or not at.candidacies[case.key].open:
        return []
    letter, reply = found
    graded = at.graded.get(case.key)
    if letter.kind == "more_time" and graded and (granted := _granted(letter, reply, graded)):
        return granted
    waits = asks(reply) if letter.kind != "reopen" else reply.label in _TIME_TO_FIND or "?" in quote(reply)
    dealt_with = not waits or _is_seen(letter, reply, at) or _is_answered(reply, case, at)
    return [] if dealt_with else [_reply(letter, reply, case, at)]


def asked_words(letter: Draft, at: Position) -> str:
    """When it was, in the words of what is told of answers to that letter."""
    if letter.kind == "reopen" and told_of_an_offer(letter, at.drafts):
        return "when you told them that you are free again"
    return ASKED[letter.kind]


def _told_in_vain(case: Case, at: Position, firm: Basis) -> Question | None:
    """They know of an offer that has come to nothing, and no letter of ours says so: it is the user's to tell them."""
    news = told_in_vain(case, at, firm)
    if news is None or is_told_by_letter(news[0], case, at):
        return None
    last, fallen = news
    key = f"told_in_vain:{last.id}:{fallen.round}"
    if answered(at.answers, "reply", ids=[words(f"question:{key}")]):
        return None
    text = (
        f"You told {case.employer} of your offer, and it has come to nothing since. If you still want to go on there, "
        "tell them that you are free again; then say that it is done."
        if last.kind == "disclose"
        else f"You asked {case.employer} to move forward because of an offer, and that was taken back since. There is no "
        "day to be met any more: tell them so, if you like; then say that it is done."
    )
    return Question(words(f"question:{key}"), key, "reply", text, ("done",), fallen.offer.id, last.id, case.key)


def stands_again(case: Case, at: Position) -> list[Notice]:
    """An interview that takes place after all is not on the calendar any more, which was answered with the withdrawal."""
    back = (d for d in at.drafts if d.kind == "reopen" and _is_sent(d, case) and not told_of_an_offer(d, at.drafts))
    last = max(back, key=sent_at, default=None)
    mine = [b.interview for b in at.booked_in(case) if not b.interview.events]
    found = [i for i in mine if last and any(near(i.start, start) for start in last.starts)]
    return [
        Notice(
            f"stands_again:{last.id if last else ''}:{i.start:%Y%m%dT%H%M}",
            f"{case.employer}: the interview of {i.start:%A, %-d %B, %H:%M} takes place after all. Your calendar does not "
            "have it: accept it there again, or enter it.",
            about=i.id,
        )
        for i in found
    ]


def newest(case: Case, at: Position) -> tuple[Draft, Reading] | None:
    """The last letter of a candidacy that asked for something, and the newest answer to it."""
    sent = [d for d in at.drafts if d.candidacy in case.aliases and d.kind in ASKED and d.status in DELIVERED]
    mail = Tree(case.readings if sent else ())
    pairs = [(d, r) for d in sent for r in replies(d, mail)]
    return max(pairs, key=lambda p: (p[1].sent_at, p[1].key, sent_at(p[0]), p[0].id), default=None)


def asks(reply: Reading) -> bool:
    """It asks something of the user, or speaks of another time to meet."""
    return reply.urges or reply.label in _TIME_TO_FIND or "?" in quote(reply)


def _is_answered(reply: Reading, case: Case, at: Position) -> bool:
    """The user wrote there since, by a letter of ours or otherwise."""
    own = (r.sent_at for r in case.readings if r.direction == "out")
    ours = (sent_at(d) for d in at.drafts if d.candidacy in case.aliases and d.status in DELIVERED)
    return any(when > reply.sent_at for when in (*own, *ours))


def _granted(letter: Draft, reply: Reading, graded: Graded) -> list[Question]:
    """Whether they give the time that was asked for, as long as no day of theirs says so."""
    offer = graded.offer
    if offer.standing != "written" or graded.lapsed or reply.deadline is not None or reply.needs_confirmation:
        return []
    if offer.deadline is None or letter.until is None or letter.until <= offer.deadline:
        return []
    text = (
        f"{offer.employer} answered {ASKED['more_time']}: “{quote(reply)}” "
        f"May you answer until {letter.until:%A, %-d %B}, as you asked? Until you say so it is {offer.deadline:%-d %B}."
    )
    key = granted_key(letter, reply)
    return [
        Question(words(f"question:{key}"), key, "granted", text, ("yes", "no"), offer.id, letter.id, graded.case.key)
    ]


def _reply(letter: Draft, reply: Reading, case: Case, at: Position) -> Question:
    text = (
        f"{case.employer} answered {asked_words(letter, at)}: “{quote(reply)}” "
        "Write back to them; then say that it is done."
    )
    key = f"reply:{letter.id}:{reply.key}"
    return Question(words(f"question:{key}"), key, "reply", text, ("done",), letter.offer, letter.id, case.key)


def _is_sent(draft: Draft, case: Case) -> bool:
    return draft.candidacy in case.aliases and draft.status in DELIVERED


def _is_seen(letter: Draft, reply: Reading, at: Position) -> bool:
    return answered(at.answers, "reply", ids=[words(f"question:reply:{letter.id}:{reply.key}")]) is not None


def _still_on(letter: Draft, reply: Reading, case: Case, at: Position) -> Question:
    key = still_on_key(letter, reply)
    return Question(
        words(f"question:{key}"),
        key,
        "still_on",
        f"{case.employer} answered {ASKED['reopen']}: “{quote(reply)}” Does {_named(letter, at)} take place after all?",
        ("yes", "no"),
        letter.offer,
        letter.id,
        case.key,
    )


def _named(letter: Draft, at: Position) -> str:
    ahead: Sequence[str] = [f"{s:%A, %-d %B, %H:%M}" for s in letter.starts if s > at.now]
    return f"the interview of {ahead[0]}" if len(ahead) == 1 else f"each interview ({'; '.join(ahead)})"
