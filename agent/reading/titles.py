"""Titles of posts, found by learned weights: phrases of a message, each with what speaks for its being the post in question.

A phrase is told by its words, their endings, the words before and after, and where it stands, in all languages alike; a
weight for each was learned from labelled mail (maximum entropy over the phrases of a message). `learned/data/titles.tsv.gz`
holds them, made by `training/titles.py`; they are read at the first message that passes the gate.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

LONGEST_WORDS, LONGEST = 7, 80
"""Words and characters of one title at most."""
LETTERS, PHRASES, PLACES = 6_000, 3_000, 4
"""Characters of one part of a message, phrases of a message and places of a phrase that are looked at, at most."""
WORD = re.compile(r"[^\W_]+(?:['’./&+#-]+[^\W_]+)*[+#]*")
_BETWEEN = frozenset((" ", ", ", " - ", " – ", "/ ", " / ", " & ", " (", ") ", "(", " + "))
"""What may stand between two words of one title."""
_ELIDED = re.compile(r"^(?:[dDlL]|[dD]ell|[nN]ell|[aA]ll|[uU]n)['’](?=\w)")
_ELIDED_BETWEEN = re.compile(r"(?<= )(?:d|l|dell|nell|all)['’]$", re.IGNORECASE)
"""An elided article in the middle of a title, which belongs to it: "ingénieure d'essais"."""
_ELIDED_BEFORE = frozenset(("ici", "abord", "ailleurs", "accord", "après", "autre", "autres"))
"""Where it begins a turn of its own: "d'ici vendredi"."""
_AROUND = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_SHORT = frozenset(("sr", "jr", "ssr", "mgr", "asst"))
"""Words that are written with a full stop for what is left out."""
_SINGLE = frozenset(("i", "v"))
"""Letters that grade a post: "Engineer I"."""

_POSTS_WORDS = """
role position vacancy vacancies interview offer stelle bewerbung poste entretien vacante puesto plaza entrevista oferta
candidatura vaga vagas posição ruolo posizione colloquio functie vacature stanowisko tjänst
"""
_POSTS = frozenset(_POSTS_WORDS.split())
"""Words that lead to a title, and start none."""

Part = tuple[str, str]
"""The kind of a part of a message (of a zone, "calendar" or "file"), and its text."""
Place = tuple[int, int, int]
"""Number of the part, start, end."""


@dataclass(frozen=True, slots=True)
class Model:
    """What each feature is worth, and the words that no title starts with, or ends in."""

    weights: Mapping[str, float]
    never_first: Collection[str]
    never_last: Collection[str]


@cache
def shipped() -> Model:
    """The weights in the package."""
    data = resources.files("agent.reading.learned").joinpath("data", "titles.tsv.gz").read_bytes()
    first, last, rest = gzip.decompress(data).decode("utf-8").rstrip("\n").split("\n", 2)
    fields = rest.replace("\n", "\t").split("\t")
    weights = dict(zip(fields[0::2], map(float, fields[1::2]), strict=True))
    return Model(weights, frozenset(first.split()), frozenset(last.split()))


def scores(
    parts: Sequence[Part], found: Mapping[str, Sequence[Place]], own: Collection[str], model: Model
) -> dict[str, float]:
    """What each phrase is worth as the title; `own`: words of the correspondents' names."""
    weight = model.weights.get
    return {key: sum(weight(name, 0.0) for name in features(parts, key, places, own)) for key, places in found.items()}


def phrases(parts: Sequence[Part], model: Model) -> dict[str, list[Place]]:
    """Every phrase that may be a title, in small letters, and where it stands."""
    found: dict[str, list[Place]] = {}
    for number, (_, text) in enumerate(parts):
        for start, end in _spans(text[:LETTERS], model):
            key = text[start:end].casefold()
            if key in found or len(found) < PHRASES:
                found.setdefault(key, []).append((number, start, end))
    return found


def words(text: str) -> list[tuple[int, int]]:
    """Start and end of each word, an elided article left out."""
    return [
        (match.start() + (article.end() if (article := _ELIDED.match(match.group())) else 0), match.end())
        for match in WORD.finditer(text)
    ]


def _spans(text: str, model: Model) -> Iterator[tuple[int, int]]:
    places = words(text)
    low = [text[start:end].lower() for start, end in places]
    places = [(a, b + 1) if text[a:b].lower() in _SHORT and text[b : b + 1] == "." else (a, b) for a, b in places]
    joined = [_joined(text, one, two) for one, two in pairwise(places)]
    last = [word not in model.never_last and (len(word) > 1 or word.isdigit() or word in _SINGLE) for word in low]
    for one, (start, _) in enumerate(places):
        if len(low[one]) < 2 or low[one] in _POSTS or low[one] in model.never_first:
            continue
        for two in range(one, min(one + LONGEST_WORDS, len(places))):
            if two > one and not joined[two - 1]:
                break
            end = places[two][1]
            if last[two] and end - start <= LONGEST and (whole := _bracketed(text, start, end)):
                yield start, whole


def _joined(text: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Two words may stand in one title, one beside the other."""
    between = text[one[1] : two[0]]
    if between not in _BETWEEN and text[slice(*two)].lower() not in _ELIDED_BEFORE:
        between = _ELIDED_BETWEEN.sub("", between)
    return between in _BETWEEN


def _bracketed(text: str, start: int, end: int) -> int:
    """The end with a bracket that closes there; 0 where brackets do not match."""
    opened = text.count("(", start, end) - text.count(")", start, end)
    if opened == 1 and text[end : end + 1] == ")":
        return end + 1
    return 0 if opened else end


def features(parts: Sequence[Part], key: str, places: Sequence[Place], own: Collection[str]) -> Iterator[str]:
    """What is known of a phrase, each thing once."""
    number, start, end = places[0]
    text = parts[number][1]
    said = [text[a + start : b + start].lower() for a, b in words(text[start:end])]
    found = dict.fromkeys(_of_words(said))
    if any(word in own for word in said):
        found["own"] = None
    if any(len(word) > 3 and any(word in name for name in own) for word in said):
        found["named"] = None
    kinds = sorted({parts[number][0] for number, _, _ in places})
    found[f"in {','.join(kinds)}"] = found[f"times {min(len(places), PLACES)}"] = None
    for mark, name in ((",", "comma"), ("(", "bracket"), (" - ", "dash"), (" – ", "dash")):
        if mark in key:
            found[name] = None
    for number, start, end in places[:PLACES]:
        found.update(dict.fromkeys(_of_place(*parts[number], start, end)))
    yield from found


def _of_words(said: Sequence[str]) -> Iterator[str]:
    for word in said:
        yield f"w {word}"
        yield f"4 {word[-4:]}"
        yield f"3 {word[-3:]}"
    yield f"f {said[0]}"
    yield f"l {said[-1]}"
    yield f"f3 {said[0][-3:]}"
    yield f"l3 {said[-1][-3:]}"
    yield f"words {len(said)}"
    for one, two in pairwise(said):
        yield f"b {one} {two}"


def _of_place(kind: str, text: str, start: int, end: int) -> Iterator[str]:
    lead, tail = _around(text[max(0, start - 60) : start]), _around(text[end : end + 50])
    before = ["^", "^", "^", *(word.lower() for word in lead[-3:])][-3:]
    after = [*(word.lower() for word in tail[:2]), "$", "$"][:2]
    yield f"p {before[2]}"
    yield f"pp {before[1]} {before[2]}"
    yield f"ppp {before[0]} {before[1]} {before[2]}"
    yield f"n {after[0]}"
    yield f"nn {after[0]} {after[1]}"
    yield f"pn {before[2]} {after[0]}"
    yield f"h {_led_by(lead)}"
    yield f"kp {kind} {before[2]}"
    yield f"kn {kind} {after[0]}"
    shapes = [_shape(word) for word in WORD.findall(text[start:end])]
    yield f"s {shapes[0]}{shapes[-1]}"
    yield f"ks {kind} {shapes[0]}{shapes[-1]} {len(shapes)}"
    if lead and text[start - 1] == " " and lead[-1][0].isupper():
        yield f"cut before {shapes[0]}"
    if tail and text[end : end + 1] == " " and tail[0][0].isupper():
        yield f"cut after {shapes[-1]}"


def _led_by(lead: Sequence[str]) -> str:
    """The last long word close before: "position" in "the position of a"."""
    for word in reversed(lead[-4:]):
        if len(word) > 3:
            return word.lower()
        if word in ".!?¶;,":
            break
    return "-"


def _around(text: str) -> list[str]:
    """Words and marks; "¶" is the end of a line."""
    return _AROUND.findall(text.replace("\n", "¶"))


def _shape(word: str) -> str:
    """A digit, capitals, a capital, small letters."""
    if word.isdigit():
        return "0"
    if word.isupper() and len(word) > 1:
        return "A"
    return "a" if word[0].isupper() else "x"
