"""Mail that decides nothing: good wishes, a yes to what was asked, an answer put off, a candidacy that goes on.

The encoder takes such mail for the news that it comes after; nothing in its own words is any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agent.model import Evidence, Label
from agent.reading import grounds
from agent.reading.anchors import Late
from agent.reading.case import Case
from agent.reading.language import ActKind
from agent.reading.language.facts import also
from agent.reading.moretime import plain_yes
from agent.reading.urging import congratulates

if TYPE_CHECKING:
    from agent.reading.rules.verdict import Verdict

_WISHES = Late(
    r"\b(?:all the best|good luck|best of luck|every success|i wish you|we wish you" + also("wishes") + r")\b"
)
_PUTS_OFF = Late(
    r"\b(?:before i (?:can )?(?:answer|reply|decide|accept|sign|commit|give you (?:an|my) answer)|(?:time|a few days|a bit longer) to (?:think|decide|consider)"
    + also("puts off")
    + r")\b"
)
_ONE_OF_SEVERAL = Late(
    r"\b(?:one of (?:the |our )?(?:two|three|four|five|six|\d|several|a few|a handful of|final|last)|(?:short|long)-?list\w*|(?:among|amongst|in) (?:the |our )?(?:final|last|top) (?:two|three|four|five|\d|few|candidates)|finalists?|still in the running"
    + also("one of several")
    + r")\b"
)
_TAKEN_FURTHER = Late(
    r"\b(?:(?:take|taking|move|moving|bring|bringing) (?:\w+ )?(?:further|forward|on to)|(?:next|second|final) round|(?:see|meet) (?:you|them) again|(?:some|a few|possible) dates"
    + also("taken further")
    + r")\b"
)
_TURNED_DOWN = Late(
    r"\b(?:not (?:\w+ ){0,4}?your (?:application|candidacy)|your (?:application|candidacy) (?:\w+ ){0,3}?(?:unsuccessful|not)"
    + also("turned down")
    + r")\b"
)
_THE_OTHER = re.compile(r"\b(?:others?|ander\w+|übrigen|autres?|otr[oa]s?|outr[oa]s?|altr[oaie])\b")
"""Beside them: somebody else is the one of several."""
_MATTER: tuple[ActKind, ...] = (
    "OFFER",
    "LETTER",
    "PROMISE",
    "ANSWER_BY",
    "FINAL",
    "ACCEPT",
    "THANKS_ACCEPT",
    "ONBOARD",
)
_ANSWERS: tuple[Label, ...] = ("offer_accepted", "offer_declined", "withdrawn")


def decides_nothing(case: Case, verdict: Verdict) -> bool:
    """What the encoder alone reads is not said here: it is what the mail answers, or what is still to come."""
    if verdict.rule not in ("encoder", "nothing"):
        return False
    if case.direction == "out":
        return verdict.needs in _ANSWERS and _puts_off(case)
    if any(act.kind == "ACCEPT" for act in case.user_before):
        return False
    return agrees(case) or (verdict.needs == "offer_accepted" and _wishes_well(case))


def agrees(case: Case) -> bool:
    """A person of the other side says yes, and nothing else."""
    return case.direction == "in" and case.human and plain_yes([one for one in case.text if one.zone == "text"])


def _wishes_well(case: Case) -> bool:
    """A congratulation in answer to the user's letter, without a word of an offer of their own: the news was the user's."""
    body = [one for one in case.text if one.zone == "text"]
    if not case.human or case.document.in_reply_to is None or not any(congratulates(one.plain) for one in body):
        return False
    if case.has(*_MATTER) or case.checks or case.offer_file:
        return False
    rest = [Evidence(one.text, "", one.zone) for one in body if not _WISHES.search(one.plain)]
    matter: tuple[Label, ...] = ("offer_accepted", "offer_written")
    return not any(grounds.worded(label, case.language, rest) for label in matter)


def _puts_off(case: Case) -> bool:
    """The user answers later, and says nothing in words that would be an answer."""
    return not case.has("ACCEPT", "DECLINE", "WITHDRAW") and any(_PUTS_OFF.search(one.plain) for one in case.text)


def among_others(case: Case) -> bool:
    """The user is still one of several in their words, and no rule finds an offer: there is none yet."""
    several = (one.plain for one in case.text if _ONE_OF_SEVERAL.search(one.plain))
    return not case.has("OFFER", "LETTER") and any(not _THE_OTHER.search(plain) for plain in several)


def taken_further(case: Case) -> bool:
    """They go on with the user among others: a meeting is to follow, and nothing has ended."""
    if case.direction == "out" or not case.human or case.has("REJECT") or not among_others(case):
        return False
    further = [one.plain for one in case.text if _TAKEN_FURTHER.search(one.plain)]
    return bool(further) and not turned_down(case) and not any(_THE_OTHER.search(plain) for plain in further)


def turned_down(case: Case) -> tuple[Evidence, ...]:
    """The sentence that ends the candidacy from the other side, where no rule knows its words."""
    found = [one for one in case.text if _TURNED_DOWN.search(one.plain)]
    return tuple(Evidence(one.text[:300], "the candidacy is not taken further", one.zone) for one in found[:1])
