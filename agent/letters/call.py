"""What a call sheet tells besides the words to say: numbers to ring, whom to ask for, what to quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from agent.letters import when
from agent.letters.addresses import own_domain
from agent.letters.language import Language
from agent.letters.manner import person
from agent.letters.recipients import bars
from agent.letters.text import one_line, phrase
from agent.letters.thread import exchange, trusted
from agent.model import Contact, Policy, Reading, Source, Wanted

_PHONE = re.compile(r"\+?[\d(][\d ()./-]{4,24}\d(?: ?(?:ext|x)\.? ?\d{1,6})?", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b((?:application|candidate|requisition|req|job|vacancy|reference|ref|case|bewerbungs?|kandidaten|stellen|kenn)"
    r"[- ]?(?:id|number|no|nr|nummer|reference|ref|ziffer|code)?)\.?\s*[:#]?\s*#?\s?((?=[A-Z/-]*\d)[A-Z0-9][A-Z0-9/-]{2,24})\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[!-;=?-~]{0,400})?")
_MAX = 3


def fields(wanted: Wanted, policy: Policy, spoken: Language, us: bool, now: datetime) -> dict[str, Any]:
    """Fields for the template: `phones` and `references` (lists of text), `ask_for` and `portal` (text or None)."""
    sources = exchange(wanted) or trusted(wanted)
    return {
        "phones": _phones(wanted, policy, spoken, us, now),
        "ask_for": _ask_for(wanted, policy),
        "references": _references(sources),
        "portal": next((p for s in reversed(sources) if (p := _link(s.reading.portal))), None),
    }


def _phones(wanted: Wanted, policy: Policy, spoken: Language, us: bool, now: datetime) -> list[str]:
    """Numbers to ring, the most recent first, each with where it comes from."""
    found: dict[str, str] = {}
    own = re.sub(r"\D", "", policy.phone or "")
    for contact, named_in in _contacts(wanted, policy):
        number = one_line(contact.phone or "", 40)
        digits = re.sub(r"\D", "", number)
        if _PHONE.fullmatch(number) and digits != own and digits not in found:
            whose = phrase(contact.name, 60)
            form = ("message" if named_in else "entry") + ("_of" if whose else "")
            day = when.date(named_in.sent_at.date(), spoken, us, now) if named_in else ""
            found[digits] = spoken.call[form].format(number=number, name=whose, date=day)
    return list(found.values())[:_MAX]


def _contacts(wanted: Wanted, policy: Policy) -> Iterator[tuple[Contact, Reading | None]]:
    """Contacts that may be called, with the message that names them; nobody who must not get a letter either."""
    barred = bars(wanted, policy)
    found: list[tuple[Contact, Reading | None]] = []
    for sources in (exchange(wanted), trusted(wanted)):
        for source in reversed(sources):
            found += [(c, source.reading) for c in source.reading.contacts]
    found += [(c, None) for i in wanted.interviews for c in i.contacts]
    return ((c, reading) for c, reading in found if own_domain(c.address) not in barred.domains)


def _ask_for(wanted: Wanted, policy: Policy) -> str | None:
    candidacy = wanted.candidacy
    barred = {n.casefold() for n in (candidacy.employer, *candidacy.names, candidacy.agency or "", policy.name)}
    names = (p.full for c, _ in _contacts(wanted, policy) if c.part != "interviewer" and (p := person(c.name)))
    return next((n for n in names if n.casefold() not in barred), None)


def _references(sources: Sequence[Source]) -> list[str]:
    """Numbers that the employer knows the application by, as its subjects and quoted words have them."""
    texts = (t for s in reversed(sources) for t in (s.reading.subject, *(e.quote for e in s.reading.evidence)))
    found = dict.fromkeys(f"{one_line(m[1], 40)} {m[2]}" for t in texts for m in _REFERENCE.finditer(t[:2000]))
    return list(found)[:_MAX]


def _link(portal: str | None) -> str | None:
    return portal if portal and _LINK.fullmatch(portal) else None
