"""The house that an employer belongs to by its mail's own words: "Deltaflow Metering, a subsidiary of Brackwater Instruments"."""

from __future__ import annotations

import re

from agent.reading import names
from agent.reading.document import Document
from agent.reading.employer import Employer

_MAX_TEXT = 8000
_MOST = 3
_WORD = r"[A-ZÀ-ÖØ-Þ][\w&.'’-]{0,30}"
_HOUSE = rf"({_WORD}(?: (?:& ?|(?:and|und|et|y|e|en|of|de|van) )?{_WORD}){{0,4}})"
_APART = r"(?:\s?[,|(–—-]\s?|\s{1,3})"
"""Between the employer's name and what is said of it, the end of a line of the signature included."""
_TIES = (
    "(?:which is |now )?(?:an? |the )?(?:wholly[- ]owned )?(?:subsidiary|division|business unit|affiliate) of (?:the )?HOUSE",
    "(?:which is |now )?(?:part of|owned by) (?:the )?HOUSE",
    "an? HOUSE (?:group )?(?:company|business|subsidiary)(?!\\w)",
    "(?:eine? )?(?:hundertprozentige )?(?:tochter|tochtergesellschaft|tochterunternehmen|tochterfirma|unternehmen) (?:der|des|von) HOUSE",
    "(?:ein )?teil der HOUSE",
    "(?:une )?filiale (?:de |du |d['’])(?:groupe )?HOUSE",
    "(?:une )?(?:société|entreprise) du groupe HOUSE",
    "(?:una )?(?:filial del?|empresa del) (?:grupo )?HOUSE",
    "(?:uma )?(?:subsidiária d[aoe]|empresa do) (?:grupo )?HOUSE",
    "(?:una )?(?:controllata di|(?:società|azienda) del gruppo) HOUSE",
    "(?:een )?(?:dochter|dochteronderneming|dochterbedrijf|onderdeel) van (?:de )?HOUSE",
    "(?:spółka z grupy|część grupy) HOUSE",
    "(?:ett )?dotterbolag till HOUSE",
)
"""All languages are tried: that of a signature is not always the mail's."""
_NO_HOUSE = re.compile(
    r"\b(?:combinator|capital|ventures?|partners?|network|chamber|association|alliance|fortune|equal|place|team|department|"
    r"program(?:me)?)\b",
    re.IGNORECASE,
)
"""An investor, a club or a list: two employers that belong to the same one are not one house."""


def _pattern(tie: str) -> str:
    before, _, after = tie.partition("HOUSE")
    return f"(?i:{before}){_HOUSE}(?i:{after})"


_TIE = re.compile("|".join(_pattern(tie) for tie in _TIES))


def houses(document: Document, employer: Employer) -> tuple[str, ...]:
    """Names of the companies that the message calls the employer a part of, straight after a name of the employer's."""
    own = {name for name in (employer.name, *employer.names) if name}
    if not own:
        return ()
    text = document.text("text", "signature", "footer")[:_MAX_TEXT]
    spelled = "|".join(re.escape(name) for name in sorted(own, key=lambda name: (-len(name), name)))
    found: list[str] = []
    for named in re.finditer(rf"(?<!\w)(?:{spelled})(?!\w)(?i:,? (?:{names.LEGAL}|ag|se|co)(?!\w))?{_APART}", text):
        tie = _TIE.match(text, named.end())
        name = next(group for group in tie.groups() if group).rstrip(" .,'’-") if tie else ""
        if name and not _NO_HOUSE.search(name) and names.key(name) not in map(names.key, own):
            found.append(name)
    return tuple(dict.fromkeys(found))[:_MOST]
