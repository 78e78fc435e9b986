"""Several interviews in one mail: which of the times that it names are fixed beside the first.

"Your two rounds: Tuesday 10:00 with Ann, Thursday 14:00 with Bo" fixes two; "Tuesday 10:00 or Thursday 14:00?" none. Where
the words leave it open, there is one. Two hours of one day are one visit.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from agent.reading.case import Case
from agent.reading.fields import Moment
from agent.reading.language.several import BY_CODE

_LEAST = 1.0
"""What a moment's score must come to: below, the words around speak of another thing."""
_MOST = 6
_WITHIN = timedelta(days=90)
_LOOKED_AT = 40
"""So many times of one mail are looked at."""
_FEW = 3
"""So many words after "and" lead to nothing but the next time: "and again on Thursday"."""
_NEAR = 8
"""So many words at most stand between two times of one list."""
_BREAK = re.compile(r"[.!?;] +(?=[^\d\s])|[.!?] *$| ?[¶·] ?")
_ABBREVIATED = re.compile(
    r"\b(?:mo|di|mi|do|fr|sa|so|mon|tues?|wed|thurs?|fri|sat|sun|nov|dec|dez|jan|feb|mr|mrs|ms|dr|hr|sig|a\.m|p\.m|\d)\.$"
)


@lru_cache(maxsize=64)
def whole(alternatives: str) -> re.Pattern[str]:
    """The pattern of alternatives as whole words."""
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)")


def rounds(case: Case, first: Moment) -> list[Moment]:
    """All interviews that the mail fixes, by its words; `first` alone where it is not plain that there are more."""
    words = BY_CODE.get(case.language)
    found = _candidates(case, first)
    if words is None or len(found) < 2 or case.direction == "out" or _is_open(case, first):
        return [first]
    counted = bool(whole(words.counted).search(first.text))
    chain: list[Moment] = []
    for moment in found:
        if any(moment.start.date() == known.start.date() for known in chain) or _is_aside(case, moment):
            continue
        if chain and not _follows(case, chain[-1], moment, counted=counted):
            if first in chain:
                break
            chain = []
        chain.append(moment)
    return chain if first in chain and len(chain) <= _MOST else [first]


def is_choice(case: Case) -> bool:
    """Times are offered to choose from: "or" stands between two of them, or words beside them leave it to the user."""
    words = BY_CODE.get(case.language)
    if words is None or case.direction == "out":
        return False
    sent = case.document.sent_at
    found = [m for m in case.moments if m.evidence.zone == "text" and m.score > 0 and m.start > sent]
    found = [m for m in found[: 2 * _LOOKED_AT] if not _is_aside(case, m)]
    for one, other in pairwise(found[:_LOOKED_AT]):
        if one.text is not other.text or one.start == other.start:
            continue
        gap = one.text[one.span[1] : other.span[0]]
        if len(gap.split()) <= _NEAR and not _ends(gap) and whole(words.between).search(gap):
            return True
        other_day = one.start.date() != other.start.date()
        if other_day and len(gap.split()) <= _NEAR and whole(words.choice).search(_around(one, other)):
            return True
    return False


def _around(one: Moment, other: Moment) -> str:
    """The sentence or list in which both stand, and the one after it."""
    before, after = one.text[: one.span[0]][-300:], other.text[other.span[1] :][:300]
    cuts, ends = _ends(before), _ends(after)
    start = one.span[0] - len(before) + (cuts[-1] if cuts else 0)
    end = other.span[1] + (ends[min(1, len(ends) - 1)] if ends else len(after))
    return one.text[start:end]


def _candidates(case: Case, first: Moment) -> list[Moment]:
    """The moments of the same text that may be interviews, as they stand in it."""
    sent = case.document.sent_at
    same = [m for m in case.moments if m.text is first.text and m.evidence.zone == "text"]
    near = (m for m in same if m.start > sent and abs(m.start - first.start) <= _WITHIN)
    return sorted((m for m in near if m.score >= _LEAST or m is first), key=lambda m: m.span)[:_LOOKED_AT]


def _is_open(case: Case, first: Moment) -> bool:
    """Something in the text leaves a choice, or asks whether the times suit."""
    words = BY_CODE[case.language]
    asks = whole(words.asks)
    asked = any(one.question and one.zone == "text" and asks.search(one.plain) for one in case.text)
    return asked or is_choice(case) or bool(whole(words.choice).search(first.text))


def _follows(case: Case, last: Moment, moment: Moment, *, counted: bool) -> bool:
    """The words between two times, and around the second, make it the next of several interviews."""
    words = BY_CODE[case.language]
    gap = moment.text[last.span[1] : moment.span[0]]
    tail = _piece(moment)[1]
    own = _ends(gap)
    said = f"{gap[own[-1] :]} {tail}" if own else f"{gap} {tail}"
    if whole(words.then).search(said if own else gap):
        return bool(whole(words.meets).search(f"{last.text[: last.span[0]][-200:]} {gap} {tail}"))
    if own:
        return bool(whole(words.meets).search(said)) or (counted and len(gap[own[-1] :].split()) <= _FEW)
    joined = list(whole(words.joined).finditer(gap))
    if joined and len(gap[joined[-1].end() :].split()) <= _FEW:
        return True
    return counted and (len(gap) <= 60 or bool(whole(words.meets).search(gap)))


def _is_aside(case: Case, moment: Moment) -> bool:
    """Something else has that day and hour, or it is told of as possible only."""
    lead, tail = _piece(moment)
    return bool(whole(BY_CODE[case.language].aside).search(f"{lead} {tail}"))


def _piece(moment: Moment) -> tuple[str, str]:
    """The words before and after a time in its sentence or line, as far as the next figure."""
    before, after = moment.text[: moment.span[0]][-200:], moment.text[moment.span[1] :][:140]
    cuts, ends = _ends(before), _ends(after)
    lead = before[cuts[-1] :] if cuts else before
    tail = after[: ends[0]] if ends else after
    return re.split(r"\d(?=\D*$)", lead)[-1], re.split(r"\d", tail)[0]


def _ends(text: str) -> list[int]:
    """Where sentences and lines end in it."""
    return [m.end() for m in _BREAK.finditer(text) if not _ABBREVIATED.search(text[: m.start() + 1])]
