"""What the eye does not see: characters hidden inside words, letters turned around, text that only programs read.

Honest mail has invisible characters too (soft hyphens, joiners in emoji and Indic or Persian script, the filling of a
preview line), so only those are told that stand inside Latin words, and never one or two of a body's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Trick = Literal["split", "turned", "tags"]
"""`split`: invisible characters inside words. `turned`: an override of the reading direction (Unicode UAX 9), with which a
name reads differently from what it is. `tags`: characters without a shape that spell a text for programs."""

MAX_TEXT = 100_000

_SPLIT = re.compile("[A-Za-zÀ-ɏ][\u200b-\u200d\u2060-\u2064\ufeff\u180e\u034f]{1,9}[A-Za-zÀ-ɏ]")
_TURNED = re.compile("[\u202d\u202e]")
_TAGS = re.compile("[\U000e0000-\U000e007f]{3,}|[\U000e0100-\U000e01ef]{4,}")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]{1,8}")
_MANY = 3


def tricks(names: Iterable[str], texts: Iterable[str]) -> tuple[Trick, ...]:
    """Those that a message plays. `names`: subject and sender as they came, where one such word is enough; `texts`: bodies."""
    short = "\n".join(text for text in names if not text.isascii())
    long = "\n".join(text[:MAX_TEXT] for text in texts if not text.isascii())
    if not short and not long:
        return ()
    both = f"{short}\n{long}"
    found: list[Trick] = []
    if _TAGS.search(_FLAG.sub("", both)):
        found.append("tags")
    if _TURNED.search(both):
        found.append("turned")
    if _SPLIT.search(short) or len(_SPLIT.findall(long)) >= _MANY:
        found.append("split")
    return tuple(found)
