"""Interviews that take place after all: a withdrawal was taken back, and they answer that it is well.

"See you on Tuesday as planned" names no time; the letter that was taken back knows it. Where the answer leaves it open
whether they still expect the user, the user is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from agent.casework.candidacies import Case
from agent.casework.course import replies, sent_at, told_of_an_offer
from agent.casework.said import answered
from agent.casework.slots import in_zone, near, stated
from agent.casework.threads import Tree
from agent.ids import words
from agent.model import DELIVERED, Answer, Draft, Label, Reading

_SAYS_NO: tuple[Label, ...] = ("rejected", "interview_cancelled", "interview_rescheduled", "offer_rescinded")
"""Answers that take nothing up at the time it was: what they say instead is read as in any other mail."""
_SURE = 0.9


def resumed(case: Case, drafts: Sequence[Draft], said: Sequence[Answer]) -> Case:
    """The candidacy, an answer that takes its interviews up again read with their times."""
    letter, reply = last_answer(case, drafts)
    if letter is None or reply is None or not _is_yes(letter, reply, said):
        return case
    times = [_with_time(reply, start, case) for start in letter.starts]
    at = case.readings.index(reply)
    return replace(case, readings=(*case.readings[:at], *times, *case.readings[at + 1 :])) if times else case


def open_answer(
    case: Case, drafts: Sequence[Draft], said: Sequence[Answer], now: datetime
) -> tuple[Draft, Reading] | None:
    """The letter and the answer to it that leaves open whether an interview still ahead takes place; None where nothing is."""
    letter, reply = last_answer(case, drafts)
    if letter is None or reply is None or _is_yes(letter, reply, said) or not any(s > now for s in letter.starts):
        return None
    asked = answered(said, "still_on", ids=[still_on_id(letter, reply)]) is None
    return (letter, reply) if asked else None


def last_answer(case: Case, drafts: Sequence[Draft]) -> tuple[Draft | None, Reading | None]:
    """The last letter that took a withdrawal back, and their newest answer to it.

    No answer where one of them names a time, or says no, or the user left the candidacy again since. A letter after one
    that only told of an offer takes no withdrawal back.
    """
    mine = [d for d in drafts if d.candidacy in case.aliases and d.status in DELIVERED]
    last = max(mine, key=lambda d: (sent_at(d), d.id), default=None)
    if last is None or last.kind != "reopen" or told_of_an_offer(last, drafts):
        return None, None
    answers = replies(last, Tree(case.readings))
    settled = any(r.interview_start or r.label in _SAYS_NO for r in answers)
    return last, (answers[-1] if answers and not settled else None)


def still_on_id(letter: Draft, reply: Reading) -> str:
    """Id of the question whether the interview takes place after all."""
    return words(f"question:{still_on_key(letter, reply)}")


def still_on_key(letter: Draft, reply: Reading) -> str:
    return f"still_on:{letter.id}:{reply.key}"


def _is_yes(letter: Draft, reply: Reading, said: Sequence[Answer]) -> bool:
    word = answered(said, "still_on", ids=[still_on_id(letter, reply)])
    return word == "yes" if word else reply.label == "interview_scheduled" or reply.agrees


def _with_time(reply: Reading, start: datetime, case: Case) -> Reading:
    told = [(r, m) for r in case.readings for m in stated(r) if near(m.start, start)]
    zone = next((m.zone for _, m in reversed(told) if m.zone), None)
    return replace(
        reply,
        label="interview_scheduled",
        needs_confirmation=None,
        interview_start=in_zone(start, zone),
        interview_zone=zone,
        confidence=max(reply.confidence, _SURE),
    )
