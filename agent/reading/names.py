"""Names of organisations: cleaned as a person would say them, compared, and told apart from people's names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from agent.reading import parted, vendors

_LETTERS = re.compile(r"[^a-z0-9]+")
_AFFIX = re.compile(
    r"^(?:get|join|try|team|the|workat|go)(?=[a-z]{5})|(?:hq|app|jobs?|careers?|group|online|uk|inc|law|legal|co|tech|eng|global|mail|hr)$"
)
UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe", "Ø": "Oe"}
)
_UMLAUT = re.compile(r"(?:ae|oe|(?<![aeq])ue)(?!$)")
"""How German domains write ä, ö and ü; not in "bauer" and "quelle"."""
_DOTTED = {"ae": "ä", "oe": "ö", "ue": "ü"}
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_SPACES = re.compile(r"\s+")
_ELIDED = re.compile(r"\b(?:[dl]|dell|nell|all)['’](?=\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]{0,60}[)\]]\s*$")
_VIA = re.compile(r"\s+(?:via|through|@|über|par|por|mit|\|)\s+\S.*$", re.IGNORECASE)
_ABOUT_ITSELF = re.compile(r"^(?:get|join|workat)(?=[a-z]{5})|(?<=[a-z]{4})hq$")
"""What a domain has around a name: joinquillbyte, kilnhq."""
_ONE_WORD = re.compile(r"(?:[lrshw]|mpers)and$")
"""Where "and" ends a word of its own: island, brand, sand, hand, ampersand."""
_DEPARTMENT = re.compile(
    r"(?:departamento|department|dept|depto|divisione|ufficio|oficina|abteilung|service (?:du|des|rh)|servizio|sección|human resources|"
    r"recursos humanos|risorse umane|personalabteilung|gestão de pessoas)\b"
)
"""How the name of a department begins, before the organisation's: "Departamento de Pessoal - Fundação Saúde Contagem"."""
LEGAL = (
    r"(?:s\.? ?a\.? de c\.? ?v\.?|s\.? de r\.? ?l\.?(?: de c\.? ?v\.?)?|s\.? ?a\.? p\.? ?i\.?(?: de c\.? ?v\.?)?|s\. ?[alce]\.?(?: ?[lup]\.?)?|s\.? ?[pr]\. ?[alc]\.?(?: ?s\.)?|s\.a\.s\.?(?:u\.?)?|s\.à ?r\. ?l\.?|"
    r"[bn]\. ?v\.?|s/a|a/s|soc\. coop\.?(?: a r\. ?l\.?)?|s\. ?coop\.?(?: ltda\.?)?|(?:gmbh|ag|se) ?& ?co\.? ?(?:kgaa|kg|ohg)|e\. ?[vgk]\.?|l\. ?l\. ?c\.?|pty\.?,? (?:ltd|limited)\.?|pte\.?,? ltd\.?|"
    r"unipessoal,? lda\.?|sp\. ?z ?o\. ?o\.?|gmbh|ggmbh|partg(?:mbb)?|partmbb|kgaa|sarl|sasu|eurl|eireli|ltda|lda|ltd|limited|inc|incorporated|plc|llc|srls|srl|spa)\.?"
)
"""Legal forms as they are written, with spaces and stops: "S.A. de C.V.", "S. de R.L.", "GmbH & Co. KG"."""
_LEGAL_END = re.compile(rf"(?:,| )\s*{LEGAL}$", re.IGNORECASE)
_LEGAL_AFTER = re.compile(rf",? ?{LEGAL}(?!\w)", re.IGNORECASE)
_FOR = re.compile(r"^(?:\S+(?: \S+)? (?:for|on behalf of|im auftrag von|für)) ", re.IGNORECASE)


@cache
def words(table: str) -> frozenset[str]:
    """A list of words from the table of organisations."""
    return frozenset(vendors.load("organisations")[table])


@cache
def _longest_first(table: str) -> tuple[str, ...]:
    return tuple(sorted(words(table), key=lambda word: (-len(word), word)))


@cache
def patterns(table: str) -> re.Pattern[str]:
    """A list of patterns from the table of organisations, as one; "name:end" has to fit up to the end of the text."""
    name, _, anchor = table.rpartition(":") if ":" in table else (table, "", "")
    body = "|".join(f"(?:{pattern})" for pattern in vendors.load("organisations")[name])
    return re.compile(f"(?:{body})(?: the)?$" if anchor == "end" else body)


def plain(text: str) -> str:
    """Lower-case without accents."""
    if text.isascii():
        return text.lower()
    text = text.replace("ł", "l").replace("Ł", "L")
    folded = unicodedata.normalize(
        "NFKD", text.replace("ø", "o").replace("Ø", "O").replace("æ", "ae").replace("ß", "ss")
    )
    return _FOREIGN.sub(_bare, folded).lower()


def _bare(letters: re.Match[str]) -> str:
    return "".join(c for c in letters.group() if not unicodedata.combining(c))


@lru_cache(maxsize=2048)
def squash(text: str) -> str:
    """Letters and digits alone, "&" read as "and": what a domain would spell."""
    return _LETTERS.sub("", plain(text).replace("&", " and ").replace("+", " and "))


def key(name: str) -> str:
    """Two names with one key are the same name, spelled differently."""
    kept = squash(tidy(name))
    return kept.removeprefix("the") or kept


def tidy(name: str) -> str:
    """Without legal form, quotes, brackets and stray punctuation: "Harrow & Pike Ltd." is "Harrow & Pike"."""
    text = _SPACES.sub(" ", _BRACKETS.sub("", name)).strip(" ,;:|-–—•*\"'!")
    text = _LEGAL_END.sub("", text).strip(" ,;:|-–—•.*\"'!")
    parts = text.split(" ")
    while len(parts) > 1 and parts[-1].lower().strip(".,()&") in (words("legal") | {"", "co"}):
        if len(parts) > 2 and parts[-2] in ("&", "and") and parts[-1].lower().startswith("co"):
            parts[-1] = parts[-1].rstrip(".,")
            break  # "Hollin & Co" is called so
        parts.pop()
    return " ".join(parts).strip(" ,;:|-–—•\"'")


def legal(text: str) -> bool:
    """A legal form stands at the head of the text."""
    return _LEGAL_AFTER.match(text) is not None


def organisation(display: str) -> str:
    """A display name without the department and the system that wrote it: "X Hiring Team via Y" is "X"."""
    text = _FOR.sub("", _VIA.sub("", _SPACES.sub(" ", display).strip()))
    sections = re.split(r"\s+[-–|]\s+", text)
    text = next((section for section in sections if not _DEPARTMENT.match(section.lower())), sections[0])
    if text.lower() in words("departments"):
        return ""
    changed = True
    while changed:
        changed = False
        text = tidy(text)
        low = text.lower()
        for department in _longest_first("departments"):
            if low.endswith(f" {department}"):
                text, changed = text[: -len(department)].rstrip(" -–|,&"), True
                break
        for department in _longest_first("departments_first"):
            if low.startswith(f"{department} ") and len(low) > len(department) + 2 and not changed:
                text, changed = text[len(department) :].lstrip(" -–|,&"), True
                break
    return "" if text.lower() in words("departments") or text.lower() in ("no-reply", "noreply") else text


def is_agency_name(name: str) -> bool:
    """A name or domain that says that its bearer hires for others."""
    low = plain(name)
    return any(word in low if len(word) > 6 else re.search(rf"\b{re.escape(word)}\b", low) for word in words("agency"))


def spells(phrase: str, label: str) -> float:
    """How well a phrase explains a domain's registered name, 0..1.

    Each word may give a beginning of itself ("Pendle Aerostructures" gives "pendleaero"), a first letter
    ("Whitcombe Laurier Stagg": "wls") or nothing; what stays unexplained and what was skipped counts against it.
    """
    parts = [squash(word) for word in re.split(r"[\s/-]+", phrase)]
    parts = [part for part in parts if part][:9]
    target = squash(label)
    if not parts or not target:
        return 0.0
    targets = {target, _AFFIX.sub("", target) or target}
    spelled = [parts]
    if any(c in phrase for c in "äöüÄÖÜåøØ"):  # German domains write ä as ae
        spelled.append([squash(word) for word in re.split(r"[\s/-]+", phrase.translate(UMLAUTS)) if squash(word)][:9])
    if (bare := _ELIDED.sub("", phrase)) != phrase:  # "L'Embellie" is embellie as well
        spelled.append([squash(word) for word in re.split(r"[\s/-]+", bare) if squash(word)][:9])
    if len(parts) == 2 and "".join(reversed(parts)) in targets:  # "Hotel Mayab" at mayabhotel
        return 0.95
    return max(_spells(variant, goal) for variant in spelled for goal in targets)


def _spells(parts: list[str], target: str) -> float:
    whole = "".join(parts)
    if whole == target:
        return 1.0
    if len(whole) >= 4 and (target.startswith(whole) or target.endswith(whole)):
        return min(0.97, len(whole) / len(target) + 0.1) if len(whole) * 10 >= len(target) * 6 else 0.0
    return _consume(tuple(parts), target)


def _consume(parts: tuple[str, ...], target: str) -> float:
    """The best way to lay the words' beginnings one after another over the target."""
    best = 0.0
    stack: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)]  # word, position, initials used, words skipped
    steps = 0
    while stack and steps < 400:
        steps += 1
        word, at, initials, skipped = stack.pop()
        best = max(best, _worth(at, len(target), initials, skipped, len(parts) - word))
        if word == len(parts):
            continue
        part = parts[word]
        common = 0
        while common < len(part) and at + common < len(target) and part[common] == target[at + common]:
            common += 1
        stack.append(
            (word + 1, at, initials, skipped + (part not in ("and", "the", "of", "de", "und", "y", "for", "du")))
        )
        if common > 1:
            stack.append((word + 1, at + 1, initials + 1, skipped))
        if common:
            stack.append((word + 1, at + common, initials + (common == 1), skipped))
    return best


def _worth(at: int, length: int, initials: int, skipped: int, unused: int) -> float:
    if not at:
        return 0.0
    covered = at / length
    if initials == at:  # initials only: all of them, three at least
        return 0.9 if at == length and at >= 3 and not skipped and not unused else 0.0
    return covered - 0.06 * initials - 0.1 * skipped - 0.01 * unused if at >= 4 or at == length else 0.0


def natural(domain: str, written: Mapping[str, str] | None = None, language: str = "") -> str | None:
    """The name that a domain spells: "clunvalley.energy" is "Clun Valley Energy", "kranbau-ostermann.de" "Kranbau Ostermann".

    `written`: words of the message, squashed → as they stand there; they tell where a run-together name is parted. `language`: the
    message's, for accents ("clinica" is "Clínica" in Spanish).
    """
    registered = vendors.registrable(domain)
    label, _, ending = registered.partition(".")
    label = _ABOUT_ITSELF.sub("", label)
    parts = [part for part in label.split("-") if part]
    kept = [part for part in parts if part not in words("domain_parts")] or parts
    if not kept:
        return None
    spoken = written or {}
    pieces = [_parted(part, spoken, language) for part in kept]
    if len(pieces) > 1 and language in ("de", "nl", "sv"):  # where words are compounds: seghers-koeltechniek
        pieces = [[_compound(part, piece, spoken, language)] for part, piece in zip(kept, pieces, strict=True)]
    elif len(pieces) > 1 and len(pieces[0]) > 1 and not _belongs(kept[1]):
        pieces = pieces[:1]  # a whole name, then a place: villaserena-trento
    found = [piece for part in pieces for piece in part]
    if ending in words("naming_endings"):
        found.append(ending)
    return " ".join(_spoken(piece, spoken, language, first=number == 0) for number, piece in enumerate(found))


def undressed(label: str) -> str:
    """A domain's name without what is hung on it with hyphens: "harrow-pike-careers" is "harrow-pike"."""
    return "-".join(part for part in label.split("-") if part not in words("domain_parts")) or label


def _compound(part: str, pieces: list[str], written: Mapping[str, str], language: str) -> str:
    return part if part in written else "".join(parted.accented(piece, language) for piece in pieces)


def _belongs(part: str) -> bool:
    """What comes after a hyphen is no place: "csd" of northfork-csd, "trust"."""
    return parted.noun(part) or re.fullmatch("[b-df-hj-np-tv-xz]{3,4}", part) is not None


def _parted(part: str, written: Mapping[str, str], language: str) -> list[str]:
    """One part of a domain as words."""
    known = frozenset(word for word in written if 3 < len(word) < len(part) and word in part)
    pieces = list(parted.part(part, known, language or "en")) if part.isalnum() and part.isascii() else [part]
    for at in range(len(pieces) - 2, 0, -1):
        if pieces[at] == "and":
            pieces[at - 1 : at + 2] = _and(pieces[at - 1], pieces[at + 1], language)
    if language in ("", "en"):
        pieces = _joined(pieces)
    first = pieces[0]
    if first.startswith("st") and len(first) > 5 and parted.known(first, language) is False:
        saint = first[2:]
        named_after = saint.endswith("s") and pieces[-1] in words("saints_have") and len(pieces) > 1
        if named_after or any(
            parted.known(name, language) or name in written for name in (saint, saint.removesuffix("s"))
        ):
            pieces[:1] = ["st", saint]
    return pieces


def _joined(pieces: list[str]) -> list[str]:
    """Where English names have one word of two: "harbour gate" is "harbourgate"."""
    found = pieces[:1]
    for piece in pieces[1:]:
        before = found[-1]
        if piece == "land" and before.endswith("is") and parted.known(before[:-2]):
            found[-1:] = [before[:-2], "island"]
        elif len(found) == 1 and len(before) > 2 and piece in words("joined") and not _apart(before):
            found[-1] = before + piece
        else:
            found.append(piece)
    return found


def _apart(word: str) -> bool:
    return parted.link(word) or parted.noun(word)


def _and(before: str, after: str, language: str) -> list[str]:
    """Two words with "and" between them, unless it is the end of a word or two: "island", "lutheran decorah"."""
    if not parted.known(before, language) and _ONE_WORD.search(before + "and"):
        return [f"{before}and", after]
    if not parted.known(after, language) and parted.known(f"{before}an", language):
        return [f"{before}an", f"d{after}"]
    return [before, "and", after]


def _spoken(piece: str, written: Mapping[str, str], language: str, *, first: bool) -> str:
    if piece in written and not written[piece].isupper():
        return written[piece]
    if not first and parted.link(piece):
        return "&" if piece == "and" else piece
    if len(piece) <= 3 and not re.search("[aeiouy]", piece) and piece not in ("st", "mt", "dr"):
        return piece.upper()
    accented = parted.accented(piece, language)
    if language == "de" and accented == piece and not parted.known(piece, language):
        accented = _UMLAUT.sub(lambda found: _DOTTED[found.group()], piece)
    return accented.capitalize()


def said(name: str, forms: Iterable[str] = ()) -> str:
    """As a person says it: "City of Alder Falls" without "The", and not shouted where the name is more than one word."""
    text = name
    if text.lower().startswith("the ") and any(
        opener.endswith(" of") and text[4:].lower().startswith(f"{opener} ") for opener in words("openers")
    ):
        text = text[4:]
    if " " not in text or not text.isupper():
        return text
    quiet = sorted(form for form in forms if not form.isupper() and key(form) == key(name))
    return quiet[0] if quiet else " ".join(_calm(word) for word in text.split(" "))


def _calm(word: str) -> str:
    """A shouted word; three letters, or none that sounds, are an abbreviation."""
    spoken = len(word) > 3 and re.search("[AEIOUYÄÖÜ]", word)
    return word.capitalize() if spoken else word


def completed(name: str, label: str) -> str:
    """A name with the noun that the domain alone spells out: "Harbourlight" at harbourlightcinema is "Harbourlight Cinema"."""
    target, whole = squash(label), squash(name)
    rest = target.removeprefix(whole)
    return (
        f"{name} {rest.capitalize()}"
        if whole and rest != target and rest in words("nouns") and (" " not in name or not _AFFIX.match(rest))
        else name
    )


def collective(name: str) -> bool:
    """One of its words says that it is an organisation's: "Clun Valley Vets"."""
    return any(parted.noun(squash(word)) for word in name.split() if len(word) > 2)


def third_party(text: str) -> bool:
    """A name or domain of one who works for employers without hiring: a check, a test, a signing service."""
    low = plain(text)
    return any(word in low for word in words("third_party"))


def may_check(text: str) -> bool:
    """A name or domain of one who may examine candidates for an employer: a clinic, a laboratory."""
    low = plain(text)
    return any(plain(word) in low for word in words("may_check"))
