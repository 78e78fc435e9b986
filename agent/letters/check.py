"""The guards over every letter: what must never stand in one, or get one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from agent.domains import is_machine
from agent.letters import addresses
from agent.letters.addresses import key, own_domain
from agent.letters.recipients import bars, firm_domains
from agent.letters.text import one_line
from agent.letters.thread import answer_subject, trusted
from agent.model import Letter, Policy, Recipient, Tone, Wanted

_LEGAL = frozenset(
    ("inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "plc", "corp", "corporation", "co", "company", "gmbh",
     "mbh", "ggmbh", "ag", "kg", "kgaa", "ohg", "ug", "ev", "se", "sa", "sas", "sarl", "srl", "spa", "sl", "bv", "nv",
     "ab", "asa", "oy", "oyj", "pty", "pvt", "lda", "group", "gruppe", "holding", "holdings")
)  # fmt: skip
_LEFTOVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|\$\{|<<|>>|\[\[|\]\]"
    r"|[\[<{](?:(?:your|my|the|company|hiring|first|last|job|full)[ _-])?(?:name|role|company|employer|date|position|manager|title|time)[\]>}]",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"[€$£¥₹]\s?\d|\b(?:usd|eur|gbp|chf|cad|aud)\s?\d|\d[\d.,]*\s?(?:k\s?)?(?:[€$£¥₹]|(?:usd|eur|gbp|chf|cad|aud|euros?|dollars?|pounds)\b)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_BODY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LENGTHS: dict[Tone, tuple[int, int]] = {"warm": (60, 140), "plain": (60, 140), "brief": (30, 60)}
_HIDDEN = "\0"


def faults(letter: Letter, wanted: Wanted, policy: Policy) -> list[str]:
    """Every reason for which this letter must not exist, in plain words; empty for a good one."""
    return [
        *_faulty_headers(letter),
        *_wrong_recipients(letter, wanted, policy),
        *_wrong_words(letter, policy),
        *_named_employer(letter, wanted, policy),
    ]


def length_remark(letter: Letter, tone: Tone) -> str | None:
    """A word about a letter that is oddly short or long for its tone; not a fault."""
    words, (least, most) = len(letter.body.split()), _LENGTHS[tone]
    if not letter.to or least <= words <= most:
        return None
    return f"The letter has {words} words; {least} to {most} read best."


def _faulty_headers(letter: Letter) -> Iterator[str]:
    names = [letter.from_.name, *(r.name for r in (*letter.to, *letter.cc))]
    ids = [letter.in_reply_to or "", *letter.references]
    mailboxes = [letter.from_.address, *(r.address for r in (*letter.to, *letter.cc))]
    for what, values in (("subject", [letter.subject]), ("name", names), ("message id", ids), ("address", mailboxes)):
        if any(_CONTROL.search(v) for v in values):
            yield f"a line break or control character in a {what}"
    for address in mailboxes:
        if not addresses.well_formed(address):
            yield f"an address that is none: {one_line(address, 60)!r}"
    if letter.to and not letter.subject.strip():
        yield "no subject"


def _wrong_recipients(letter: Letter, wanted: Wanted, policy: Policy) -> Iterator[str]:
    barred = bars(wanted, policy)
    everybody: Sequence[Recipient] = (*letter.to, *letter.cc)
    if letter.cc and not letter.to:
        yield "a copy, but nobody to write to"
    if len({key(r.address) for r in everybody}) < len(everybody):
        yield "the same recipient twice"
    for recipient in everybody:
        if not recipient.because.strip():
            yield f"no reason for writing to {recipient.address}"
        elif own_domain(recipient.address) in firm_domains(wanted):
            yield f"{recipient.address} belongs to the employer of the other offer"
        elif is_machine(recipient.address):
            yield f"nobody reads {recipient.address}"
        elif addresses.well_formed(recipient.address) and not barred.allow(recipient.address):
            yield f"{recipient.address} is not somebody to write to here"


def _wrong_words(letter: Letter, policy: Policy) -> Iterator[str]:
    if _CONTROL_IN_BODY.search(letter.body):
        yield "a control character in the text"
    if not letter.body.strip():
        yield "no text"
    elif " ".join(policy.name.split()) not in " ".join(letter.body.split()):
        yield "your name is not under it"
    if found := _LEFTOVER.search(letter.body):
        yield f"an unfilled field or template sign: {found[0]}"
    if _PAY.search(letter.body):
        yield "an amount of money"


def _named_employer(letter: Letter, wanted: Wanted, policy: Policy) -> Iterator[str]:
    texts = {"text": letter.body}
    quoted = {answer_subject(s.reading.subject) for s in trusted(wanted)}
    if letter.subject not in quoted:
        texts["subject"] = letter.subject
    for place, text in texts.items():
        if name := names_firm(text, wanted, policy, letter.to):
            yield f"the {place} names the employer of the other offer ({name})"


def names_firm(text: str, wanted: Wanted, policy: Policy, to: Iterable[Recipient] = ()) -> str | None:
    """The form of the offering employer's name, or its domain, that stands in `text`; None if there is none.

    Whole words only, and the addressee's own name is no such mention: "Pike Robotics" does not name Pike.
    """
    forms = _forms(wanted)
    shown = _tokens(text)
    there = {t.casefold() for t in shown}
    forms = {form for form in forms if there.issuperset(form)}
    for own in sorted(_own_names(wanted, policy, to), key=len, reverse=True) if forms else ():
        if tuple(t.casefold() for t in own) not in forms:
            shown = _without(shown, tuple(t.casefold() for t in own))
    for form in forms:
        if any(_is_name(words, form) for words in _windows(shown, len(form))):
            return " ".join(form)
    folded = text.casefold()
    return next((d for d in firm_domains(wanted) if re.search(rf"(?<![\w-]){re.escape(d)}(?![\w-])", folded)), None)


def unfit(phrase: str, wanted: Wanted, policy: Policy, to: Iterable[Recipient] = ()) -> bool:
    """A phrase from mail (a role, say) that would make a letter faulty: better left out."""
    return bool(_PAY.search(phrase) or _LEFTOVER.search(phrase) or names_firm(phrase, wanted, policy, to))


def _forms(wanted: Wanted) -> set[tuple[str, ...]]:
    names = [*wanted.firm_names, *([wanted.firm_offer.employer] if wanted.firm_offer else [])]
    # An agency that brought both is no secret to itself.
    agency = _bare(_tokens(wanted.candidacy.agency or ""))
    forms = {form for name in names for form in (tuple(t.casefold() for t in _tokens(name)), _bare(_tokens(name)))}
    return {form for form in forms if len("".join(form)) > 1 and _bare(form) != agency}


def _own_names(wanted: Wanted, policy: Policy, to: Iterable[Recipient]) -> set[tuple[str, ...]]:
    candidacy = wanted.candidacy
    lines = [candidacy.employer, *candidacy.names, candidacy.agency or "", policy.name]
    lines += [r.name for r in to]
    lines += [c.name for s in trusted(wanted) for c in s.reading.contacts]
    return {tuple(_tokens(line)) for line in lines} - {()}


def _is_name(words: Sequence[str], form: tuple[str, ...]) -> bool:
    """The words spell the name; one that is a single word has to look like a name, so that "wish" is not Wish."""
    return tuple(w.casefold() for w in words) == form and (len(form) > 1 or not words[0].islower())


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text.replace(_HIDDEN, " ")).replace("&", " ")
    words = re.findall(r"\w+", re.sub(r"['’]", "", plain).replace("_", " "))
    return [w for w in words if w.casefold() not in ("and", "und")]


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    """A name without its legal shape and a leading "the"."""
    folded = [w.casefold() for w in words]
    while len(folded) > 1 and folded[-1] in _LEGAL:
        folded.pop()
    return tuple(folded[1:] if len(folded) > 1 and folded[0] in ("the", "die", "der", "das") else folded)


def _without(words: list[str], own: tuple[str, ...]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        if tuple(w.casefold() for w in words[at : at + len(own)]) == own:
            kept.append(_HIDDEN)
            at += len(own)
        else:
            kept.append(words[at])
            at += 1
    return kept


def _windows(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (words[at : at + size] for at in range(len(words) - size + 1))
