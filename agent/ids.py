"""Ids that people can read out and type: three short words for any key."""

from __future__ import annotations

import hashlib
import os

_LIST = os.path.join(os.path.dirname(__file__), "words.txt")  # noqa: PTH118, PTH120 - spares every command pathlib
_COUNT = 512


def words(key: str) -> str:
    """Three lower-case English words for `key`, joined by hyphens: "maple-otter-quartz".

    Stable: the same key gives the same words on every machine and in every version, as long as `words.txt` stays as it
    is (its order too), so that list is never edited. No word is the prefix of another, so a prefix of an id that ends
    with a whole word never matches by accident of spelling. There are 512 words, that is 27 bits or 134 million ids:
    among 1,000 keys two share an id with odds of 1 in 270, among 100 with odds of 1 in 27,000. Whoever stores ids
    under a unique key has to expect it and take the words of a longer key ("KEY#2") for the later one.
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:4], "big") >> 5
    with open(_LIST, encoding="ascii") as file:
        choices = file.read().split()
    return "-".join(choices[number >> shift & _COUNT - 1] for shift in (18, 9, 0))


def free_words(key: str, taken: set[str]) -> str:
    """`words(key)`, or, where they are `taken`, those of the first longer key that are free; they are taken from then on.

    Two keys rarely share their words by chance, but a stranger who chooses an employer's name can make them.
    """
    found, number = words(key), 1
    while found in taken:
        number += 1
        found = words(f"{key}#{number}")
    taken.add(found)
    return found
