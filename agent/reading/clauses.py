"""Sentences and clauses of a zone: the pieces of text that one speech act lives in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.reading.document import Document, ZoneKind
from agent.reading.language.calendar import MONTHS

MAX_ZONE = 24_000
"""Characters of one zone that are read: its head and, of longer ones, its last quarter (letters end with the news)."""
MAX_SENTENCE = 700


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, list item or heading."""

    text: str
    """As written, whitespace folded."""
    plain: str
    """For matching: lower-case, contractions written out ("we are", "can not")."""
    zone: ZoneKind
    paragraph: int
    heading: bool = False
    """Stands alone and ends like a title: no verb is expected to act here."""
    question: bool = False


_END = re.compile(
    r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]?[A-ZÀ-ÞА-Я0-9¿¡\[>*])|(?<=[!?])\s+(?=\S)|\s+(?:---?|–|—)\s+(?=[A-Z])"
    r"|(?<=[a-z]{3}[.])\s+(?=(?:i|we|you|it|if|so|but|please|thanks|sorry|was|bring|no)\b)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|rev|capt|lic|inc|ltd|co|corp|no|nr|ref|approx|dept|e\.g|i\.e|etc|vs|jr|sr|u\.s|"
    r"a\.m|p\.m|tel|ext|bzw|ca|z\.b|evtl|sig|sra|mme|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|"
    r"thurs?|fri|sat|sun|gmbh & co|i\.a|i\.v|hr|inkl|zzgl|bzgl|d\.h|u\.a|usw|mag|dipl|tel|gem|abs|str)|\b[a-z])\.$"
)  # fmt: skip


def sentences(document: Document, *kinds: ZoneKind, language: str = "en") -> Iterator[Sentence]:
    """The sentences of all zones of these kinds, in order."""
    for zone in document.zones:
        if zone.kind in kinds:
            yield from split(zone.text, zone.kind, language)


def split(text: str, zone: ZoneKind = "text", language: str = "en") -> Iterator[Sentence]:
    """Sentences of one zone's text. Lines and list items end a sentence too."""
    if len(text) > MAX_ZONE:
        text = text[: MAX_ZONE * 3 // 4] + "\n\n" + text[-MAX_ZONE // 4 :]
    for number, paragraph in enumerate(text.split("\n\n")):
        for line in paragraph.split("\n"):
            folded = " ".join(line.split())
            for piece in _pieces(folded):
                if piece:
                    yield _sentence(piece[:MAX_SENTENCE], zone, number, language, alone=piece == folded)


def _pieces(line: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(line):
        head = line[start : match.start()]
        if _ABBREVIATION.search(head[-12:].lower()) or _ordinal(head, line[match.end() : match.end() + 16]):
            continue
        yield head.strip()
        start = match.end()
    yield line[start:].strip()


def spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand in it; lines end a sentence too."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        place = 0
        for piece in _pieces(line):
            start = line.find(piece, place) if piece else -1
            if start >= 0:
                place = start + len(piece)
                found.append((at + start, at + place))
        at += len(line) + 1
    return found


def _ordinal(head: str, rest: str) -> bool:
    """A number with its dot that is a day ("20. November"), a weekday that is shortened ("Do. 12."), a floor ("2. Stock")."""
    word = re.match(r"[^\W\d_]+", rest)
    if re.search(r"\b\d{1,2}\.$", head[-4:]):
        return word is not None and (word.group().lower() in MONTHS or word.group() in _COUNTED)
    return rest[:1].isdigit() and re.search(r"\b(?:mo|di|mi|do|fr|sa|so)\.$", head[-4:].lower()) is not None


_COUNTED = frozenset(
    [
        "Stock",
        "Etage",
        "Obergeschoss",
        "OG",
        "Lebensjahr",
        "Altersjahr",
        "Klasse",
        "Quartal",
        "Semester",
        "Monatsgehalt",
    ]
)


def _sentence(text: str, zone: ZoneKind, paragraph: int, language: str, *, alone: bool) -> Sentence:
    heading = alone and len(text) < 60 and not text.endswith((".", "!", "?", ",", ":")) and zone != "subject"
    return Sentence(text, plain(text, language), zone, paragraph, heading, text.rstrip("\"') ").endswith("?"))


_CONTRACTIONS = (
    (re.compile(r"\bcan'?t\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon'?t\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|must|need|ai)n'?t\b"), r"\1 not"),
    (re.compile(r"\b(i|you|we|they|he|she|it|that|there|who|what|which|this|nobody|everyone|panel|team)'(d)\b"), r"\1 would"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\bi'?m\b"), "i am"),
    (re.compile(r"\blet's\b"), "let us"),
    (re.compile(r"\b(it|that|there|he|she|what|here|who|where|how|everything|everyone|everybody|nothing|nobody|which|offer|job|"
                r"role|position|post|contract|answer|letter|interview|name|one|time)'s\b"), r"\1 is"),
    (re.compile(r"(\w)'s (?=(?:off|back|done|gone|clear|fine|in|out|over|on|not|been|a|an|the|all|no|yours|ours|free|happy|delighted)\b)"), r"\1 is "),
    (re.compile(r"\b(?:u|ya)\b"), "you"),
    (re.compile(r"\b(?:your|youre|ur)(?= (?:in|hired|on|official|welcome|good)\b)"), "you are"),
    (re.compile(r"\bpls\b|\bplz\b"), "please"),
    (re.compile(r"\bgonna\b"), "going to"),
    (re.compile(r"\bwanna\b"), "want to"),
    (re.compile(r"\bthx\b|\bcheers for\b|\bta for\b"), "thanks for"),
    (re.compile(r"\bthats\b"), "that is"),
    (re.compile(r"\btheres\b"), "there is"),
    (re.compile(r"\b(wouldve|would've)\b"), "would have"),
)  # fmt: skip
_SHORT = re.compile(r"'|\b(?:u|ya|pls|plz|gonna|wanna|thx|ta|cannot|cant|wont|dont|didnt|isnt|wasnt|im|thats|theres|your|"
                    r"youre|ur|cheers|hasnt|havent|doesnt|couldnt|wouldve)\b")  # fmt: skip
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def straight(text: str) -> str:
    """Lower-case with straight quotes and plain blanks, letter for letter."""
    low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return re.sub(r"\s", " ", low.translate(_QUOTES))


def plain(text: str, language: str = "en") -> str:
    """Lower-case with straight quotes; in English, contractions and chat spelling written out."""
    low = text.translate(_QUOTES).lower()
    if language == "en" and _SHORT.search(low):
        for pattern, full in _CONTRACTIONS:
            low = pattern.sub(full, low)
    return " ".join(low.split())


_BOUNDARY = re.compile(
    r"[;:()]| - |\.\.\.|, (?=(?:and|but|so|because|since|as|which|who|while|although|though|however|where|yet|for|or|then|"
    r"i|we|you|they|it|he|she|there|please|if|unless|should|when|once|subject|pending|in case|whether)\b)|"
    r" (?=(?:but|because|although|though|whereas|unless|provided|otherwise|while|however)\b)|, |\. |! "
)


def clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The part of the same clause before `start`, and that after `end`, of a plain sentence."""
    after = text[end:]
    cut = _BOUNDARY.search(after)
    return _last_piece(text[:start]), after[: cut.start()] if cut else after


def _last_piece(before: str) -> str:
    last = 0
    for match in _BOUNDARY.finditer(before):
        last = match.end()
    return before[last:]
