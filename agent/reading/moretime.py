"""More time: the day until which they let the user think an offer over, and a plain yes to what was asked.

An answer to "could I have until Thursday?" seldom speaks of an offer: "no problem", "take until Friday", "the 27th works".
The day counts as a deadline only where a letter of the user's asked for one; that is for others to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from agent.model import Evidence, Label
from agent.reading.anchors import Late
from agent.reading.case import Case
from agent.reading.clauses import Sentence, split
from agent.reading.dates import Day, find_days
from agent.reading.fields import Dated, day_first
from agent.reading.language.facts import also
from agent.reading.times import find_clocks

_GIVES = Late(
    r"\b(?:take (?:\w+ ){0,5}?(?:until|till)|you (?:\w+ )?(?:have|get|can have) (?:\w+ ){0,3}?(?:until|till|to)|(?:extend|prolong|mov|push|postpon|shift)\w* (?:\w+ ){0,5}?(?:deadline|date|offer|time|it)\b|"
    r"deadline|offer (?:\w+ ){0,4}?(?:extended|stands|open|holds?|valid)|(?:hold|keep|leav|holding|keeping)\w* (?:\w+ ){0,5}?(?:open|offer|until|till|it)|(?:give|giving|grant\w*|allow\w*) you|wait (?:\w+ ){0,3}?(?:until|till)|"
    r"(?:know|answer|decide|decision|reply|hear from you|back to (?:us|me)) (?:\w+ ){0,3}?(?:by|until|till|before|no later than)|to (?:decide|think|consider|make up your mind)"
    + also("more time")
    + r")"
)
_SUITS = Late(
    r"\b(?:works|suits|(?:is|are|would be|will be) (?:\w+ )?(?:fine|ok|okay|good|great|perfect|possible|all right|no problem)|(?:fine|ok|okay|happy) (?:with|by|for)"
    + also("day suits")
    + r")\b"
)
_NOT = re.compile(
    r"\b(?:not|unfortunately|unable|sorry|nicht|leider|pas(?! de (?:problème|souci))|malheureusement|no (?:es|nos|podemos|puede)|lamentablemente|"
    r"não|infelizmente|non(?! c'è)|purtroppo|niet|helaas)\b"
)
_BY = Late(
    r"\b(?:by|before|no later than|until|till|til|to|through|bis(?: zum| einschließlich)?|auf(?: den)?|jusqu'(?:au|à)|au|avant(?: le)?|d'ici(?: au| le)?|hasta(?: el)?|al|antes del|até(?: o| ao)?(?: dia)?|para|entro(?: il)?|fino al?|tot(?: en met)?|voor|vóór|uiterlijk)"
    r"(?: (?:the|le|el|den|o|il|dia|día))?(?: end of(?: the day)?(?: on)?)?,? ?$"
)
_YES = Late(
    r"\b(?:yes|yeah|yep|sure|of course|certainly|absolutely|gladly|by all means|agreed|no (?:problem|worries|trouble|rush)(?: at all)?|not a problem|take your time|"
    r"(?:that|this|it)? ?(?:is|would be|will be|sounds) (?:\w+ )?(?:fine|ok|okay|good|all right|great|perfect|possible)|(?:that|this|it) (?:\w+ )?(?:works|suits)|works|(?:fine|good) (?:by|with|for)|(?:for|with|by) (?:us|me)|fine|ok|okay"
    + also("assent")
    + r")\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_FILLING = 2
"""So many words beside a yes are a greeting, a name or thanks."""
_NEAR = 30
"""Letters between a day and what is said of it, at most."""
_SILENT: tuple[Label, ...] = ("rejected", "withdrawn", "offer_declined", "offer_rescinded", "interview_cancelled")
_FURTHEST = timedelta(days=120)


def more_time(case: Case, label: Label) -> Dated | None:
    """The day that a person's answer lets the user have; where they only say yes, the one that the quoted mail asks for."""
    if case.direction == "out" or not case.human or case.document.in_reply_to is None or label in _SILENT:
        return None
    body = [one for one in case.text if one.zone == "text"]
    if found := _latest(case, body):
        return found
    return _asked(case) if plain_yes(body) else None


def plain_yes(body: Sequence[Sentence]) -> bool:
    """They say yes, and beside greetings nothing else: there is nothing in it that they could accept or offer."""
    yes = False
    for one in body:
        said = _YES.search(one.plain) is not None
        left = _WORD.findall(_YES.pattern.sub(" ", one.plain))
        if one.question or len(left) > _FILLING:
            return False
        yes = yes or said
    return yes


def _latest(case: Case, body: Sequence[Sentence]) -> Dated | None:
    """The latest day of the first sentence that gives one, those that are led by a word of an end before others."""
    for one in body:
        days = [(day, bool(_BY.search(one.plain[: day.start]))) for day in _days(case, one.plain)]
        if not days or one.question or _NOT.search(one.plain):
            continue
        ends = [day.day for day, by in days if by]
        if _GIVES.search(one.plain) and ends:
            return _shown(max(ends), one)
        if suits := [day.day for day, _ in days if _suits(one.plain, day)]:
            return _shown(max(suits), one)
    return None


def _suits(plain: str, day: Day) -> bool:
    """The day itself is agreed to, not an hour of it."""
    around = plain[max(0, day.start - _NEAR) : day.start], plain[day.end : day.end + _NEAR]
    return not find_clocks(plain) and any(_SUITS.search(part) for part in around)


def _asked(case: Case) -> Dated | None:
    """The day that the user's quoted mail asks for."""
    asked = [one for one in split(case.document.text("quoted")[:4000], "quoted", case.language) if one.question]
    found = [(day.day, one) for one in asked for day in _days(case, one.plain) if _BY.search(one.plain[: day.start])]
    return _shown(*max(found, key=lambda pair: pair[0])) if found else None


def _days(case: Case, plain: str) -> Iterator[Day]:
    sent: date = case.document.sent_at.date()
    for day in find_days(plain, case.document.sent_at, day_first=day_first(case.document)):
        if sent <= day.day <= sent + _FURTHEST:
            yield day


def _shown(day: date, sentence: Sentence) -> Dated:
    return Dated(day, Evidence(sentence.text[:300], "you may answer until then", sentence.zone))
