"""Domains that look like another's: a letter changed, left out or doubled, a sign that looks alike, an extra word."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.reading import names, vendors
from agent.reading.document import Document
from agent.reading.employer import Employer

_MENTIONED = re.compile(r"(?:https?://|www\.|@)([a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){1,4})")
_ALIKE = str.maketrans({
    "0": "o", "1": "l", "3": "e", "5": "s", "$": "s", "|": "l", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x",
    "у": "y", "і": "i", "ѕ": "s", "ԁ": "d", "һ": "h", "ո": "n", "ν": "v", "ο": "o", "α": "a", "ρ": "p", "τ": "t", "ı": "i",
})  # fmt: skip
"""Signs that are taken for a letter at a glance (a few of Unicode's confusables, UTS 39)."""
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def of_mentioned(document: Document, employer: Employer) -> str | None:
    """The domain or the employer's name in the message that the sender's domain resembles, though it is another."""
    own = vendors.registrable(document.from_.address)
    label = readable(vendors.domain_label(own))
    if vendors.freemail(own) or vendors.lookup(document.from_.address):
        return None
    text = document.text("text", "signature", "footer", "quoted").lower()[:20_000]
    for found in list(_MENTIONED.finditer(text))[:30]:
        other = vendors.registrable(found.group(1))
        if other != own and vendors.domain_label(other) != label and alike(vendors.domain_label(other), label):
            return other
    for name in (employer.name, *employer.names):
        if name and len(names.squash(name)) >= 6 and names.spells(name, label) < 0.98 and alike(name, label):
            return name
    return None


def of_known(document: Document) -> str | None:
    """The well-known firm or service that a piece of the sender's domain is a letter away from ("indeedd-jobs")."""
    if vendors.lookup(document.from_.address):
        return None
    return _known_behind(readable(vendors.domain_label(document.from_.address)))


@lru_cache(1024)
def _known_behind(label: str) -> str | None:
    for piece in sorted({label, *label.split("-")} - _words("hiring_words")):
        for known in sorted(_known()):
            if len(known) > 5 and known[0] == piece[:1] and alike(known, piece):
                return known
    return None


def dressed(label: str) -> str | None:
    """What is left of a domain's name without its words about hiring ("kelpie-energy" of "kelpie-energy-careers");
    None where it has none, "" where it has nothing else."""
    pieces = [piece for piece in re.split(r"[-_]", label) if piece]
    kept = [piece for piece in pieces if piece not in _words("hiring_words")]
    return None if len(kept) == len(pieces) else "-".join(kept)


def readable(label: str) -> str:
    """A label as it is shown: punycode decoded (RFC 3492)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def alike(one: str, other: str) -> bool:
    """Taken for the other at a glance, but not the same: signs that look alike, or one letter changed, added, left out
    or two swapped, as a forger does it."""
    bare, forged = _bare(one), _bare(other)
    if bare == forged or min(len(bare), len(forged)) < 5:
        return False
    if _skeleton(bare) == _skeleton(forged):
        return True
    return _a_letter_off(names.squash(bare), names.squash(forged))


def _bare(text: str) -> str:
    return re.sub(r"[^\w$|]|_", "", text.lower().replace("&", "and"))


def _skeleton(text: str) -> str:
    text = text.translate(_ALIKE)
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return names.squash(text)


def _a_letter_off(one: str, other: str) -> bool:
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 6 or one[:2] != other[:2]:
        return False
    if len(one) == len(other):
        wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]  # fmt: skip
        return len(wrong) == 1 or swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if longer.startswith(shorter):
        return longer[-1] == shorter[-1]  # "indeedd"; "Northgates" is another word
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer) - 1))


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(vendors.load("imitated")[table])


@cache
def _known() -> frozenset[str]:
    return _words("firms") | _words("services") | vendors.imitated()


def firm(name: str) -> str | None:
    """The well-known firm that a display name begins with."""
    squashed = names.squash(name)
    first = names.squash(re.split(r"[\s_.-]+", name.strip())[0])
    return next(
        (known for known in _words("firms") if first == known or (len(known) > 7 and squashed.startswith(known))), None
    )


def service(name: str) -> str | None:
    """The well-known service that a name begins with."""
    first = names.squash(re.split(r"[\s_.-]+", name.strip())[0])
    return first if first in _words("services") else None
