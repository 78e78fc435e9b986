"""Words run together, parted: the domain "clunvalleyvets" is "clun valley vets", "oceanledger" one name.

The best segmentation (Viterbi) by weights that were learned from organisations' names (averaged perceptron, Collins
2002). Words are told by how common they are in the message's language, or else in English; what is in no list is one
unknown piece rather than shreds. `words/` holds the lists and the weights, made by `training/parted.py`; they are read at
the first domain that needs them, a language's own at the first message in it.
"""

from __future__ import annotations

import lzma
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

LONGEST = 18
"""Letters of one piece at most."""
MOST = 40
"""Letters of a label that are looked at; a longer one is left whole."""
COMMON, NOUN, LINK, SAINT, SIDE, LANDSCAPE, JOINED, UNKNOWN = "A", "N", "L", "S", "R", "G", "J", "U"
"""Kinds of pieces: common words, nouns of organisations, "of" and "della", "san" and "mount", "north" and "new", "valley"
and "creek", "bridge" and "gate", which are mostly joined to what is before them; between the common words and the unknown ones lie "B" to "E", ever rarer. A word that the message itself
has counts as common."""
FOREIGN = {"A": "x", "B": "x", "C": "y", "D": "y", "E": "z"}
"""Kinds of English words in mail of another language."""
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv")
"""Languages that have lists of words."""
SAID = 2.0
"""What a piece gains by standing in the message."""
_BEAM = 5
_WITHIN = frozenset(["in", "on", "at", "by", "im", "am", "un", "en", "et", "e", "y", "and", "und", "of"])
"""Links that hardly any name begins with: andinox, intermed."""
_SAINT = re.compile(
    "ag(?:atha|nes)|aidan|alban|andrew|anne|anthony|aug|barnabas|barth|bede|benedict|bernard|bride|catherine|christopher"
    "|clair|clare|clem|cloud|columba|cuthbert|david|denis|dunstan|edmund|elizabeth|etienne|francis|gallen|gabriel|george"
    "|germain|giles|gregory|helen|hilda|hugh|ignatius|ives|james|jerome|joan|john|joseph|jude|julian|kilda|lawrence|leonard"
    "|louis|luc|luke|malo|margaret|mark|martin|mary|matthew|maur|michael|moritz|mungo|nicholas|olaf|ouen|pancras|patrick"
    "|paul|peter|philip|poelten|raphael|sebastian|stephen|swithun|teresa|thomas|ursula|valentine|vincent|wilfrid|william"
)
_VOWEL = re.compile("[aeiouy]")


class Lists:
    """Words by kind; looked up in sorted lists, which are made faster than tables."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = [(kind, words) for kind, words in lists.items()]

    def kind(self, word: str) -> str:
        """The kind of a word; UNKNOWN where it is in no list."""
        for kind, words in self._lists:
            at = bisect_left(words, word)
            if at < len(words) and words[at] == word:
                return kind
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class Words:
    """Words of names in every language, and how common the words of each language are."""

    names: Lists
    language: Callable[[str], Lists]
    """The lists of one of LANGUAGES."""

    def kind(self, word: str, language: str) -> str:
        """The kind of a word in mail of that language; UNKNOWN where it is in no list."""
        found = self.names.kind(word)
        if found == UNKNOWN and language in LANGUAGES:
            found = self.language(language).kind(word)
        if found == UNKNOWN and language != "en":
            english = self.language("en").kind(word)
            found = FOREIGN.get(english, UNKNOWN) if language in LANGUAGES else english
        return found


@dataclass(frozen=True, slots=True)
class Model:
    """Words with their kinds, what is known of letters, and what each feature of a piece is worth."""

    words: Words
    weights: Mapping[str, float]
    ends: frozenset[str]
    """Words that names are known to end in."""
    known: frozenset[str]
    """Words with a weight of their own."""
    starts: frozenset[str]
    """Two letters that words begin with."""
    stops: frozenset[str]
    """Two letters that words end in."""
    pairs: Mapping[str, str]
    """Two letters → how often they stand side by side within a word: "1" seldom … "4" very often; others never do."""


@cache
def shipped() -> Model:
    """The model that comes with the program."""
    rows = [line.split("\t") for line in _folder().joinpath("weights.tsv").read_text("ascii").splitlines()]
    return model(_read("names"), {name: float(weight) for name, weight in rows}, _of_language)


@cache
def _of_language(language: str) -> Lists:
    return Lists(_read(language))


def _folder() -> Traversable:
    return resources.files("agent.reading").joinpath("words")


def _read(name: str) -> dict[str, list[str]]:
    """Lists of words of a file, by what they are lists of."""
    text = lzma.decompress(_folder().joinpath(f"{name}.txt.xz").read_bytes()).decode("utf-8")
    return {kind: rest.split(" ") for kind, _, rest in (line.partition(" ") for line in text.splitlines())}


def model(lists: Mapping[str, Sequence[str]], weights: Mapping[str, float], language: Callable[[str], Lists]) -> Model:
    """A model of lists by name ("starts", "stops", "pairs 1" … beside the kinds of words), weights by feature, and the
    lists of each language."""
    words = {kind: found for kind, found in lists.items() if len(kind) == 1}
    return Model(
        Words(Lists(words), language),
        weights,
        frozenset(lists["ends"]),
        frozenset(lists["known"]),
        frozenset(lists["starts"]),
        frozenset(lists["stops"]),
        {pair: name[5:] for name, found in lists.items() if name.startswith("pairs") for pair in found},
    )


@lru_cache(maxsize=2000)
def part(label: str, said: frozenset[str] = frozenset(), language: str = "en") -> tuple[str, ...]:
    """The words of a label of small letters and digits; `said`: words of the message, squashed; `language`: its own."""
    return tuple(parts(label, shipped(), said, language)) if 3 < len(label) <= MOST else (label,)


def known(word: str, language: str = "en") -> bool:
    """It stands in the lists."""
    return shipped().words.kind(word, language) != UNKNOWN


def link(word: str) -> bool:
    """It joins the words of a name: "of", "and", "della"."""
    return shipped().words.names.kind(word) == LINK


def noun(word: str) -> bool:
    """Organisations are called so: "vets", "bakery"."""
    return shipped().words.names.kind(word) == NOUN


def accented(word: str, language: str) -> str:
    """A word of a domain as the message's language writes it, or all other languages that have the word."""
    if language in ("", "en"):
        return _accents("names").get(word, {}).get(language, word)
    own = _accents(language).get(word, {}) if language in LANGUAGES else {}
    forms = {**_accents("names").get(word, {}), **own}
    if language in forms:
        return forms[language]
    return next(iter(forms.values())) if len(set(forms.values())) == 1 else word


@cache
def _accents(name: str) -> Mapping[str, Mapping[str, str]]:
    """As a domain has it → language → as it is written: of organisations' nouns ("names"), or of a language's words."""
    found: dict[str, dict[str, str]] = {}
    text = lzma.decompress(_folder().joinpath(f"{name}.accents.xz").read_bytes()).decode("utf-8")
    for line in text.splitlines():
        plain, language, word = line.split("\t")
        found.setdefault(plain, {})[language] = word
    return found


def parts(label: str, model: Model, said: Collection[str] = frozenset(), language: str = "en") -> list[str]:
    """The best parting of a label in mail of that language."""
    size = len(label)
    # by end: (kind of the last piece, score, where it starts, kind of the piece before it)
    best: list[list[tuple[str, float, int, str]]] = [[("", 0.0, 0, "")], *([] for _ in label)]
    weight = model.weights.get
    for end in range(1, size + 1):
        found: dict[str, tuple[str, float, int, str]] = {}
        for start in range(max(0, end - LONGEST), end):
            piece = label[start:end]
            kind = _kind(label, start, end, model, said, language)
            if start and kind == UNKNOWN and piece[:2] not in model.starts and _VOWEL.search(piece):
                continue  # nothing that can be spoken begins so: "harbou rgate"
            if kind == UNKNOWN and end - start == 1 and piece.isalpha() and size > 1:
                continue  # a shred: "san d moor"
            alone = SAID if piece in said else 0.0
            for name in _alone(label, start, end, kind, model):
                alone += weight(name, 0.0)
            for before, score, _, _ in best[start]:
                total = score + alone
                for name in _after(before, kind, start, end == size):
                    total += weight(name, 0.0)
                if kind not in found or total > found[kind][1]:
                    found[kind] = (kind, total, start, before)
        best[end] = sorted(found.values(), key=lambda way: -way[1])[:_BEAM]
    return list(reversed(list(_back(label, best)))) if best[size] else [label]


def _back(label: str, best: Sequence[Sequence[tuple[str, float, int, str]]]) -> Iterator[str]:
    end = len(label)
    way = best[end][0]
    while end:
        _, _, start, before = way
        yield label[start:end]
        if start:
            way = next(other for other in best[start] if other[0] == before)
        end = start


def counted(label: str, pieces: Sequence[str], model: Model, language: str) -> Counter[str]:
    """How often each feature stands in a parting: what training moves."""
    found: Counter[str] = Counter()
    start, before = 0, ""
    for piece in pieces:
        end = start + len(piece)
        kind = _kind(label, start, end, model, (), language)
        found.update(_alone(label, start, end, kind, model))
        found.update(_after(before, kind, start, end == len(label)))
        start, before = end, kind
    return found


def _kind(label: str, start: int, end: int, model: Model, said: Collection[str], language: str) -> str:
    piece = label[start:end]
    if piece == "st" and not _SAINT.match(label, end):
        return UNKNOWN  # "stone", "state": hardly any name with "st" at its head is a saint's
    if not start and piece in _WITHIN:
        return UNKNOWN
    kind = model.words.kind(piece, language)
    return COMMON if piece in said and kind in "BCDExyzU" else kind


def _alone(label: str, start: int, end: int, kind: str, model: Model) -> Iterator[str]:
    """Features of one piece."""
    piece, first, last = label[start:end], start == 0, end == len(label)
    yield "piece"
    yield f"length {kind} {_length(len(piece))}"
    yield f"place {kind} {first:d}{last:d}"
    if not first:
        yield f"pair {model.pairs.get(label[start - 1 : start + 1], '0')}"
    if kind == UNKNOWN:
        yield f"sounds {bool(_VOWEL.search(piece)):d} {len(piece) > 3:d}"
        yield f"starts {piece[:2] in model.starts:d}"
        yield f"stops {piece[-2:] in model.stops:d}"
    if last and not first:
        yield f"end {piece if piece in model.ends else '-'}"
    if first and last:
        yield f"whole {kind} {_length(len(piece))}"
    elif piece in model.known:
        yield f"is {piece} {last:d}"


def _after(before: str, kind: str, start: int, last: bool) -> Iterator[str]:
    """Features of a piece and the one before it."""
    yield f"after {before} {kind}"
    if last and before and kind != UNKNOWN:
        yield f"last {before} {kind} {_length(start)}"


def _length(letters: int) -> int:
    return letters if letters < 6 else 6 if letters < 8 else 8 if letters < 11 else 11
