"""What a letter's template may print or ask: every field with its value for one letter, None where it is not known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from agent.letters import call, progress, render, when
from agent.letters.check import unfit
from agent.letters.language import Language
from agent.letters.manner import employer_name, manner, person
from agent.letters.text import phrase
from agent.letters.thread import trusted
from agent.model import DraftKind, Policy, Recipient, Source, Wanted

FIELDS = frozenset(
    ("salutation", "familiar", "many", "us", "role", "position", "employer", "agency", "slots", "slots_late", "several", "stage", "met_with",
     "others", "travel", "deadline", "until", "accepted", "found_by_you", "accepted_before", "after", "declining", "same_employer",
     "in_touch", "instead", "keep_in_touch", "referral", "name", "phone", "signature", "choice")
)  # fmt: skip
"""What every template may ask for."""
CALL_FIELDS = frozenset(("phones", "references", "ask_for", "portal"))
"""What a call sheet has besides."""


def fields(
    wanted: Wanted, policy: Policy, now: datetime, about: Sequence[Source], to: Sequence[Recipient], spoken: Language
) -> dict[str, Any]:
    """The fields of a letter to `to`, or of a call sheet where that is empty; explained in `templates/README.md`."""
    candidacy = wanted.candidacy
    role = phrase(candidacy.role or next((i.role for i in wanted.interviews if i.role), None))
    role = role.strip("\"'„“”‚‘’«»‹› ") or None if role else None  # letters set their own quotes around it
    role = None if role and (unfit(role, wanted, policy, to) or _is_somebodys(role, wanted)) else role
    employer, agency = employer_name(wanted), phrase(candidacy.agency)
    inside = is_inside(wanted)
    speaks = manner(wanted, to, about, spoken, policy)
    us = when.month_first(wanted.interviews, about, policy)
    known = {
        "salutation": speaks.salutation,
        "familiar": speaks.familiar,
        "many": speaks.many,
        "us": us,
        "role": role,
        "position": spoken.position["named" if role else "unnamed"].format(role=role),
        "employer": None if (employer == agency and agency) or inside else employer,
        "agency": agency,
        "slots": when.slots(wanted.interviews, spoken, about, policy, now),
        "slots_late": _is_late(wanted),
        "several": len(wanted.interviews) > 1,
        "stage": progress.stage(wanted, now),
        "travel": progress.travels(wanted),
        "deadline": when.date(wanted.deadline, spoken, us, now) if wanted.deadline else None,
        "until": when.date(wanted.until, spoken, us, now) if wanted.until else None,
        "accepted": _accepted(wanted),
        "found_by_you": bool(agency) and wanted.one_agency and _accepted(wanted),
        "accepted_before": wanted.accepted_before,
        "after": _after(wanted),
        "declining": wanted.kind == "offer_decline" or _declines(wanted),
        "same_employer": inside,
        "in_touch": candidacy.in_touch is not None,
        "instead": _instead(wanted, policy, to, spoken),
        "keep_in_touch": policy.keep_in_touch and not inside,
        "referral": policy.referral and not inside,
        "name": policy.name,
        "phone": policy.phone,
        "signature": policy.signature or "",
        "choice": render.choices(wanted.key),
    }
    known |= _people(wanted, policy, now, to, spoken, familiar=speaks.familiar)
    return known | (call.fields(wanted, policy, spoken, us, now) if not to else {})


def _is_somebodys(role: str, wanted: Wanted) -> bool:
    """It is what one of theirs is called: "you will meet Wes Turnbull (VP Eng)"; the post is not told then."""
    quotes = "\n".join(e.quote for s in wanted.candidacy.sources for e in s.reading.evidence)
    contacts = (
        *(c for s in wanted.candidacy.sources for c in s.reading.contacts),
        *(c for i in wanted.interviews for c in i.contacts),
    )
    names = sorted({re.escape(" ".join(c.name.split())) for c in contacts if c.name.strip()})
    theirs = re.compile(rf"(?:{'|'.join(names)})(?: ?[(,|–—]| -) ?{re.escape(role)}(?!\w)")
    elsewhere = re.compile(rf"(?<!\w){re.escape(role)}(?!\w)")
    return bool(names and theirs.search(quotes)) and not elsewhere.search(theirs.sub("", quotes))


def _is_late(wanted: Wanted) -> bool:
    """An interview is booked for a day after the one by which the open offer is to be answered."""
    return wanted.deadline is not None and any(i.start.date() > wanted.deadline for i in wanted.interviews)


def is_inside(wanted: Wanted) -> bool:
    """It rests on an offer of the same employer for another role: no other employer is to be kept from it."""
    about_another = wanted.offer is not None and wanted.offer.key != wanted.candidacy.key
    return wanted.firm_offer is None and about_another


def _declines(wanted: Wanted) -> bool:
    """A call sheet about an offer of this very candidacy declines it; inside one house the offer is another role's."""
    if wanted.kind != "call_sheet" or wanted.offer is None:
        return False
    return wanted.offer.key == wanted.candidacy.key or (is_inside(wanted) and _was_offered(wanted))


def _was_offered(wanted: Wanted) -> bool:
    """They have made the user an offer in this candidacy."""
    offers = (s.reading for s in trusted(wanted) if s.reading.label in ("offer_verbal", "offer_written"))
    return any(r.direction == "in" for r in offers)


def _after(wanted: Wanted) -> DraftKind | None:
    """What the letter follows; a call is what was said in it."""
    if wanted.after != "call_sheet":
        return wanted.after
    return "offer_decline" if _was_offered(wanted) else "withdrawal"


def _instead(wanted: Wanted, policy: Policy, to: Sequence[Recipient], spoken: Language) -> str | None:
    """Why it is this reader who gets it, where an automatic answer named them: they have arranged nothing so far."""
    if not {r.address for r in to} & {c.address for c in wanted.stand_ins}:
        return None
    gone = (s.reading for s in reversed(trusted(wanted)) if s.reading.absence)
    house = {n.casefold() for n in (wanted.candidacy.employer, *wanted.candidacy.names, wanted.candidacy.agency or "")}
    names = (found.full for r in gone if r.from_.name.casefold() not in house and (found := person(r.from_.name)))
    name = next((n for n in names if not unfit(n, wanted, policy, to)), "")
    return spoken.stand_in["named" if name else "unnamed"].format(name=name)


def _accepted(wanted: Wanted) -> bool:
    """Another offer was accepted. What is reopened was given up for one; who turned that down says no more of it."""
    other = wanted.firm_offer
    if other is not None and wanted.kind == "reopen":
        return other.standing != "declined"
    return other is not None and other.accepted


def _people(
    wanted: Wanted, policy: Policy, now: datetime, to: Sequence[Recipient], spoken: Language, *, familiar: bool
) -> dict[str, str | None]:
    """`met_with` ("with you and Tom Ek") and `others` ("Tom Ek")."""
    reader, names = progress.people(wanted, to, now)
    own = policy.name.casefold()
    names = tuple(n for n in names if n.casefold() != own and not unfit(n, wanted, policy, to))
    others = spoken.join(names) or None
    form = "you_and" if reader and others else "you" if reader else "others" if others else None
    if form is None:
        return {"met_with": None, "others": None}
    form += "_familiar" if reader and familiar else ""
    return {"met_with": spoken.met_with[form].format(names=others), "others": others}
