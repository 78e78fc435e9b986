"""Names in normal form: of organisations, of roles, and as mail domains spell them.

Everything that compares two names in this room does it on these forms, so that two spellings are one name here or
nowhere. No form is ever compared by substring.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from agent.domains import registrable


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEGAL = _listed(
    "inc incorporated llc llp lp ltd limited plc corp corporation co company companies gmbh mbh ggmbh ag kg kgaa ohg ug"
    " ev eg gbr se sa sas sarl srl spa sl slu bv nv ab as asa aps oy oyj pty pvt pte lda ltda kk cic group groupe gruppe"
    " grupo holding holdings"
)
"""Words that say what legal shape a firm has, dropped at the end of a name."""
_JOINERS = frozenset({"and", "und", "et", "y"})
_GMBH = frozenset({"gmbh", "mbh", "kg", "ag", "kgaa", "ohg"})
_LEADERS = frozenset({"the", "die", "der", "das"})
_ROLE_FILLERS = _listed(
    "the of for a an and und et in at to as on der die das fur role position job post stelle als m w f d x mwd mfd wmd"
    " full part time fulltime parttime remote hybrid"
)
_ROLE_SAME = {
    "sr": "senior",
    "jr": "junior",
    "mgr": "manager",
    "eng": "engineer",
    "dir": "director",
    "asst": "assistant",
}
_LEVELS = _listed(
    "senior junior lead principal staff head chief director vice president deputy assistant associate manager intern"
    " internship trainee apprentice graduate i ii iii iv v 1 2 3 4 5 supervisor coordinator executive"
)
"""Words that make another job of a role, even where all its other words are the same."""
_DOMAIN_NAME = re.compile(r"^([\w-]+)\.(?:com|io|ai|org|net|de|app|dev|co|eu)$")


def _plain(text: str) -> str:
    """Case and accents folded; signs between words as spaces; "I.B.M." and "Sotheby's" in one piece."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"['’`´]", "", folded)
    folded = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", folded)
    return re.sub(r"[^\w&+]+", " ", folded.replace("_", " ")).replace("&", " & ").replace("+", " + ").strip()


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in normal form, joiners ("and", "&") left out."""
    return tuple(t for t in _plain(text).split() if t not in _JOINERS and t not in "&+")


@lru_cache(maxsize=8192)
def employer_tokens(name: str) -> tuple[str, ...]:
    """The words that make an organisation's name: without its legal shape, a leading "the" and joiners.

    "HARROW PIKE LLP" and "Harrow & Pike" both give ("harrow", "pike"). A name made of nothing else keeps its words.
    """
    words = list(tokens(re.sub(r"\([^)]*\)", " ", name))) or list(tokens(name))
    while len(words) > 1 and words[0] in _LEADERS:
        words.pop(0)
    if len(words) > 2 and _GMBH & set(words[1:]):
        words = words[:1] + [w for w in words[1:] if w not in _GMBH]
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return tuple(words)


@lru_cache(maxsize=8192)
def employer_forms(name: str) -> frozenset[str]:
    """All forms under which an organisation's name is known, each one word: with and without legal shape and joiners.

    A short form in brackets counts where it is spelled from the name's initials ("International Business Machines
    (IBM)" is also "ibm"); one that the name does not declare does not.
    """
    words = employer_tokens(name)
    if not words:
        return frozenset()
    bare = re.sub(r"\([^)]*\)", " ", name)
    forms = {
        "".join(words),
        "".join(tokens(bare)),
        "".join(_plain(bare).replace("&", "and").replace("+", "and").split()),
    }
    if inner := re.search(r"\(([^)]{2,12})\)", name):
        short = "".join(tokens(inner[1]))
        if short and short == "".join(w[0] for w in words):
            forms.add(short)
    if site := _DOMAIN_NAME.match(name.strip().casefold()):
        forms.add("".join(tokens(site[1])))
    forms.discard("")
    return frozenset(forms)


@lru_cache(maxsize=8192)
def domain_form(domain: str) -> str | None:
    """The name that a registrable domain spells ("harrow-pike.co.uk" is "harrowpike"), None for one too short to tell."""
    label = registrable(domain).split(".", 1)[0]
    form = "".join(tokens(label))
    return form if len(form) > 1 else None


def host_of(address: str | None) -> str:
    """The host of a mail address, lower-case, "" where there is none."""
    return (address or "").rpartition("@")[2].casefold() if "@" in (address or "") else ""


@lru_cache(maxsize=8192)
def role_words(role: str | None) -> frozenset[str]:
    """The words that make a role: "Sr. Engineer, Platform (m/w/d)" is {senior, engineer, platform}."""
    if not role:
        return frozenset()
    words = tokens(re.sub(r"\([^)]*\)", " ", role)) or tokens(role)
    return frozenset(_ROLE_SAME.get(w, w) for w in words if w not in _ROLE_FILLERS)


def same_role(a: str | None, b: str | None) -> bool:
    """One role under two names: the same words in any order, or fewer of them with no word of rank left out.

    "Manager of Member Operations" is "Member Operations Manager", "Engineer" is "GIS Engineer"; "Senior Engineer" is
    not "Engineer". An unnamed role is no role: never the same.
    """
    first, second = role_words(a), role_words(b)
    if not first or not second:
        return False
    if first == second:
        return True
    return (first < second or second < first) and not (first ^ second) & _LEVELS


def spelled_in(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    """The words stand in the text, whole and next to each other."""
    if not words:
        return False
    size = len(words)
    return any(text[i : i + size] == words for i in _starts(words[0], text))


def _starts(word: str, text: tuple[str, ...]) -> Iterator[int]:
    at = -1
    while True:
        try:
            at = text.index(word, at + 1)
        except ValueError:
            return
        yield at


LEAST_RUN = 5
"""Letters of a name that words spell together."""


def runs(text: tuple[str, ...]) -> Iterator[str]:
    """Names that up to four words of the text spell together: "Kestrel Lane" is "kestrellane", as a domain has it."""
    for size in range(4, 0, -1):
        for i in range(len(text) - size + 1):
            form = "".join(text[i : i + size])
            if len(form) >= LEAST_RUN and "|" not in form:
                yield form
