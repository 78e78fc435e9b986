"""A wanted letter put together: its case, what it rests on, whom it must not name, and which kind the person wishes for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from agent.casework.candidacies import Case
from agent.casework.interviews import Booked
from agent.casework.offers import Graded
from agent.casework.position import Position, all_names, through_one_agency
from agent.casework.said import is_kept
from agent.casework.unreached import in_vain, is_back
from agent.model import DELIVERED, Contact, Draft, DraftKind, Interview, Offer, Wanted

WITHOUT_INTERVIEW = "|open"
"""Marks the key of a draft for a candidacy without a booked interview: another letter than the one with."""
URGENT = timedelta(hours=24)


def letter(
    kind: DraftKind, key: str, case: Case, at: Position, reasons: Sequence[str], *, offer: Offer | None,
    apart: Iterable[Graded] = (), interviews: tuple[Interview, ...] = (), choices: Sequence[DraftKind] = (),
    deadline: date | None = None, until: date | None = None, after: Draft | None = None,
    hidden: Iterable[Case] = (), barred: Sequence[str] = (), stand_ins: tuple[Contact, ...] = (), urgent: bool = False,
) -> Wanted:  # fmt: skip
    """The wanted letter of that kind, or of the one among `choices` that the person wishes for.

    `apart` are the offers whose employers must neither be named nor written to; the first is the one it rests on. So must
    those of the candidacies `hidden`.
    `after` is the letter of the user's that it follows.
    """
    kept_from = tuple(apart)
    others = (*(g.case for g in kept_from), *hidden)
    fits = tuple(dict.fromkeys((kind, *choices)))
    return Wanted(
        key=key,
        kind=wished(draft_key(key, interviews), fits, at),
        candidacy=at.candidacies[case.key],
        offer=offer,
        firm_offer=kept_from[0].offer if kept_from else None,
        interviews=interviews,
        urgent=urgent or any(i.start - at.now <= URGENT for i in interviews),
        reasons=tuple(reasons),
        firm_names=tuple(dict.fromkeys(name for other in others for name in all_names(other))),
        firm_domains=tuple(sorted({domain for other in others for domain in other.party.domains})),
        deadline=deadline,
        until=until,
        after=after.kind if after else None,
        after_at=after.sent_at if after else None,
        choices=fits,
        barred=tuple(sorted({*in_vain(case, at.drafts), *barred})),
        stand_ins=stand_ins,
        one_agency=bool(kept_from) and through_one_agency(case, kept_from[0].case),
    )


def bare(key: str) -> str:
    """The key of the case, whether or not an interview is booked."""
    return key.removesuffix(WITHOUT_INTERVIEW)


def draft_key(key: str, interviews: Sequence[Interview]) -> str:
    """The key of the draft that a letter becomes: a case left without a booked interview is another letter."""
    plain = bare(key)
    return plain if interviews or not plain.startswith("leave:") else plain + WITHOUT_INTERVIEW


def wished(key: str, fits: Sequence[DraftKind], at: Position) -> DraftKind:
    """The kind that the person wants that draft to be, of those that fit; the first of them where they want none."""
    wishes = (d.wish for d in at.drafts if d.key == key and d.wish)
    return next((wish for wish in wishes if wish in fits), fits[0])


def own_key(kind: DraftKind, case: Case, at: Position, *rest: object) -> str:
    """The key of a letter that stands beside the one that leaves the case ("nudge:…:reading").

    A candidacy under another key before keeps the key of its draft; a letter that came back is followed by a further one
    ("nudge:…:reading:2").
    """
    tail = "".join(f":{part}" for part in rest)
    keys = [f"{kind}:{alias}{tail}" for alias in (case.key, *sorted(case.aliases))]
    key = next((key for key in keys if any(_same(d.key, key) for d in at.drafts)), keys[0])
    back = sum(is_back(d) and _same(d.key, key) for d in at.drafts)
    return f"{key}:{back + 1}" if back else key


def _same(key: str, first: str) -> bool:
    return key == first or (key.startswith(f"{first}:") and key.removeprefix(f"{first}:").isdigit())


def is_let_be(wanted: Wanted, at: Position) -> bool:
    """The user keeps what this letter would give up, and no draft stands that would show so."""
    case = next(c for c in at.cases if c.key == wanted.candidacy.key)
    leaves = wanted.key.startswith("leave:")
    leaving = [d for d in at.drafts if d.candidacy in case.aliases and d.key.startswith("leave:")]
    mine = leaving if leaves else [d for d in at.drafts if d.key == wanted.key]
    if any(d.status not in ("void", *DELIVERED) for d in mine):
        return False
    names = {wanted.key, *(d.id for d in mine), *(d.key for d in mine)}
    if leaves:
        booked = {a for b in at.booked_in(case) for a in (*b.aliases, b.interview.id)}
        names |= booked | case.aliases
    return is_kept(names, at.answers)


def is_wanted(booked: Booked, at: Position) -> bool:
    """The user goes to this interview although it is in question: it was kept, or they were told of the offer."""
    leaving = [d for d in at.drafts if d.candidacy in booked.case.aliases and d.key.startswith("leave:")]
    standing = [d for d in leaving if d.status != "void"]
    if standing:
        return all(d.status == "kept" or (d.kind == "disclose" and d.status in DELIVERED) for d in standing)
    return is_kept({*booked.aliases, booked.interview.id, *booked.case.aliases}, at.answers)
