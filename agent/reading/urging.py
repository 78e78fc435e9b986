"""Urging: a reply that wants the user to come after all, asks for reasons, or shows that a letter was not taken in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.reading.anchors import Late
from agent.reading.clauses import Sentence
from agent.reading.language.facts import also

_URGES = Late(
    r"\b(?:please (?:do )?(?:come|reconsider|think (?:again|about)|call me|ring me|(?:tell|let) (?:us|me) (?:know )?why)|(?:can|could) (?:we|i) (?:change|persuade|talk|convince)|before you (?:decide|close)|change your mind|what would it take|"
    r"would you (?:still|consider|be willing)|come (?:anyway|all the same)|keep the (?:slot|interview)|hear us out|(?<!understand )(?<!see )(?<!that is )why|are you sure|"
    r"(?:could|can|shall|might|may) (?:we|i) (?:\w+ ){0,8}?(?:chat|talk|speak|call|meet)|would (?:\w+ ){0,2}?(?:love|like) to (?:meet|talk|speak|see(?! how| what| where)|have you)|still like to (?:meet|talk|see)|"
    r"(?:may|might|can|could) i ask|(?:tell|let) (?:us|me) (?:know )?(?:what (?:made|led)|(?:the|your) reasons?)|what (?:was|is|were|are) (?:the|your) reasons?|counter-?offer|(?:done|do) (?:anything |something )?(?:differently|better)|(?:match|beat) (?:the|their|that) offer"
    + also("urges")
    + r")\b"
)
_STANDS = Late(
    r"\b(?:(?:interview|meeting|appointment|slot|call|conversation)\b[^;!?]{0,90} (?:stands|is still on|still stands|remains|goes ahead|is (?:still )?confirmed|as (?:planned|agreed|scheduled)|(?:can|will|could) (?:\w+ ){0,2}?(?:take place|go ahead|happen)|is still (?:free|available|open|yours))|"
    r"see you (?:then|there|tomorrow|at \d|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:next )?(?:mon|tues|wednes|thurs|fri)day|next week)|(?:look(?:ing)? forward|excited|can not wait) to (?:meet|see|speak|talk|welcom)\w*|"
    r"looking forward to (?:our|the|your) (?:interview|meeting|call|conversation)" + also("stands") + r")\b"
)
_FALLS = Late(
    r"\b(?:cancel\w*|called off|moved|postponed|rescheduled|no longer|not|sorry (?:that|to miss)|pity|shame|future|again|one day|some (?:day|time)|sometime"
    + also("falls")
    + r")\b"
)
"""Beside words of a meeting: that it does not take place, or that one may meet some other time."""
_KIND = Late(
    r"\b(?:(?:stay|stayed|staying|keep|kept|remain) in (?:touch|contact)|(?:on|in) (?:our )?(?:file|talent pool)|if (?:you|things|anything|circumstances|your \w+) (?:\w+ ){0,3}?(?:chang\w+|reconsider)|should (?:you|things|anything|your \w+) (?:\w+ ){0,3}?(?:change|reconsider)|"
    r"where (?:are|will) you (?:be )?(?:going|off|headed|joining|working)|(?:which|what) (?:company|firm|employer)|who (?:are|will) you|refund\w*|reimburs\w+|receipts?|bank details|expenses|linkedin|how are you|delet\w+|in (?:the )?future"
    + also("kind")
    + r")\b"
)
"""Questions and turns of mere kindness, and practical ones: nobody urges in their sentence."""
_CONGRATULATES = Late(
    r"\b(?:congrat\w*|(?:happy|pleased|delighted|thrilled|glad) for you|well done" + also("congratulates") + r")\b"
)
_YOU = frozenset(("you" + also("you")).split("|"))
_WORD = re.compile(r"\w+")


def stands(plain: str) -> bool:
    """A sentence says that the meeting takes place as it was agreed."""
    return bool(_STANDS.search(plain)) and not _FALLS.search(plain)


def congratulates(plain: str) -> bool:
    """A sentence is glad for the user."""
    return bool(_CONGRATULATES.search(plain))


def urges(sentences: Sequence[Sentence]) -> bool:
    """The other side urges the user to come anyway, still expects it, or asks for more than a kind word.

    In a congratulation only what plainly urges counts: its questions are small talk.
    """
    if any(stands(one.plain) for one in sentences):
        return True
    said = [one for one in sentences if not _KIND.search(one.plain)]
    if any(_URGES.search(one.plain) for one in said):
        return True
    if any(congratulates(one.plain) for one in sentences):
        return False
    return any(one.question and _YOU & set(_WORD.findall(one.plain)) for one in said)
