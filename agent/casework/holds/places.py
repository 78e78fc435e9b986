"""The place of an interview: what its entries' locations call it, and whether another text speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agent.casework.names import spelled_in, tokens

Place = tuple[str, ...]
"""A name of a place as words in normal form: ("new", "york"), ("14", "park", "row")."""

_REMOTE = re.compile(
    r"https?://|\b(?:zoom|teams|google\smeet|webex|skype|online|remote|virtual|video\w*|phone|telephone|call|telefon\w*"
    r"|téléphone|visio\w*|videollamada|videochamada|videochiamata|videogesprek|telefonicz\w*)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING_WORDS = """
uk gb england scotland wales ireland usa us united states of america kingdom germany deutschland france frankreich
spain espana espagne portugal italy italia netherlands nederland poland polska sweden sverige austria osterreich
switzerland schweiz suisse canada belgium belgique belgie office buro bureau oficina escritorio ufficio kantoor biuro
kontor floor room building suite hq headquarters lobby reception campus center centre street road avenue main
city downtown north south east west new st ave rd the der die das le la el il de
"""
_SAYS_NOTHING = frozenset(_SAYS_NOTHING_WORDS.split())
"""Countries, and words of any address."""
_MOST = 300
_PARTS = 8
_LONG = 6
"""Letters of a town whose cases are told from other words."""


def is_remote(text: str) -> bool:
    """It is held at a distance, as far as the words tell."""
    return bool(_REMOTE.search(text[:_MOST]))


def places(locations: Iterable[str]) -> frozenset[Place]:
    """The names of places in locations such as "Corvid, 14 Park Row, Leeds LS1 5HD, UK": street with number, and town.

    Countries and words that any address may have name no place.
    """
    found: set[Place] = set()
    for location in locations:
        here = re.sub(r"\S+://\S*", ",", location[:_MOST])
        for part in re.split(r"[,;\n|/()–]", here)[:_PARTS]:
            words = () if is_remote(part) else tokens(part)
            if len(words) > 1 and any(w.isdigit() for w in words) and _tells(words):
                found.add(words)
            town = tuple(w for w in words if not any(c.isdigit() for c in w))
            while len(town) > 1 and len(town[-1]) == 2:
                town = town[:-1]  # Boston MA
            if _tells(town):
                found.add(town)
    return frozenset(found)


def named_in(known: Iterable[Place], text: str, *, declined: bool = False) -> str | None:
    """The longest of these places that the text names, in normal form; None for none.

    declined: a town may stand in another case ("do Krakowa"), which is right for a destination only.
    """
    words = tokens(text[:_MOST])
    found = [p for p in known if spelled_in(p, words) or (declined and any(_is_case_of(p, w) for w in words))]
    return max((" ".join(place) for place in found), key=lambda name: (len(name), name), default=None)


def _is_case_of(place: Place, word: str) -> bool:
    town = place[0]
    return len(place) == 1 and len(town) >= _LONG and word.startswith(town[:-1]) and abs(len(word) - len(town)) < 2


def _tells(words: Place) -> bool:
    return any(len(w) > 2 and not w.isdigit() and w not in _SAYS_NOTHING for w in words)
