"""How people of a thread speak to each other: the salutation of a message, and the name that it is signed with."""

from __future__ import annotations

import re

from agent.reading.document import Document
from agent.reading.language.facts import also

_OPENINGS = (
    r"dear|hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|"
    r"sehr geehrte[rs]?|liebe[rs]?|hallo|guten (?:morgen|tag|abend)|moin|servus|grüezi" + also("greeting")
)
_SHORT = r"Mrs?|M[sx]|Dr|Prof|Hr|Fr|M|Mme|Sra?|Srta|Sig|Dott|Ing|Dhr|Mevr|Mw"
_TITLES = rf"(?:{_SHORT})\.|(?:Mrs?|M[sx]|Miss|Herrn?|Frau|Monsieur|Madame|Mme|Señora?|Senhora?|Sra?|Signora?|Sig|[Mm]eneer|[Mm]evrouw)\b"
_GREETING = re.compile(rf"(?i:{_OPENINGS})\b(?:,(?= (?:{_TITLES})))?(?:\b(?:{_SHORT})\.|[^\n,.!:;–—]){{0,60}}")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]{0,30}"
_BARE = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}}(?=\s*[,!:–—-])")
_SIGNED = re.compile(rf"[-–—~]?\s*({_NAME}(?: {_NAME}){{0,2}})\s*\.?")


def greeting(document: Document) -> str:
    """The salutation of the new text as written ("Dear Sam", "Sam"), "" where there is none."""
    text = document.text("text").lstrip()[:200]
    found = _GREETING.match(text) or _BARE.match(text)
    return " ".join(found.group().split()) if found else ""


def opens(line: str) -> bool:
    """A line is a salutation: "Beste Sam,"."""
    return _GREETING.match(line) is not None and line.endswith((",", ":", "!"))


def sign_off(document: Document) -> str:
    """The name under the new text ("Joanne", "Fraser Boyd"), "" where no line holds just a name."""
    text = [line.strip() for line in document.text("text").splitlines() if line.strip()]
    foot = [line.strip() for line in document.text("signature").splitlines() if line.strip()]
    for line in [*text[1:][-1:], *foot[:2]]:
        found = _SIGNED.fullmatch(line)  # "Best," has a comma, a name has none
        if found:
            return found.group(1).rstrip(".")
    return ""
