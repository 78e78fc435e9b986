"""Who hires: the employer's name, the other names and domains it goes by, and the agency that writes for it.

In order of trust: the vendor's tenant or display name; a name in the message that the sender's domain spells; for an
agency, what act sentences name; the domain read naturally. Never a person, never the vendor itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.model import Direction
from agent.reading import names, vendors
from agent.reading.believed import believed
from agent.reading.document import Document
from agent.reading.learned.opinion import Opinion
from agent.reading.organisations import SPELLED, Candidate, candidates
from agent.reading.other_side import called, hires_for_others, other_side, own_domain, people, written
from agent.reading.structured import Facts
from connectors.base import Mailbox


@dataclass(frozen=True, slots=True)
class Employer:
    """The hiring organisation of one message."""

    name: str | None = None
    names: tuple[str, ...] = ()
    """Other forms that the message uses for it."""
    domains: tuple[str, ...] = ()
    """Registrable domains of its own addresses."""
    agency: str | None = None


_WORKS_AT = re.compile(r"^.{1,40}? (?:at|from|@|bei|chez|presso) (?=[A-ZÀ-Ý])")
"""Before an organisation in a display name: "Sandy at Village Vet"."""
_HARDLY = 0.15
"""Chance below which the encoder sees no employer's name in words."""
_ASKS_FOR_A_CHECK = re.compile(
    r"(?:^|[.!?]\s)([A-Z][\w&.,'’ -]{1,60}?) has (?:asked|requested|engaged|instructed|commissioned|retained)\b"
    r"[^.\n]{0,120}\b(?:background|screening|vetting|drug|employment|pre-employment) (?:check|screen|test|verification)",
    re.MULTILINE,
)


def _client_of_a_check(document: Document) -> str | None:
    """Who has a checker write: "Harrowpike Instruments has asked Checkwell to carry out a background check"."""
    if not document.automatic:
        return None
    found = _ASKS_FOR_A_CHECK.search(document.text("text")[:4000])
    return found.group(1).strip(" ,") if found else None


def resolve(
    document: Document,
    facts: Facts,
    *,
    direction: Direction,
    me: frozenset[str],
    role: str | None = None,
    opinion: Opinion | None = None,
    language: str = "",
) -> Employer:
    """The employer that a message is about, as far as the message itself tells; `opinion`: the encoder's, `language`:
    the message's."""
    if document.delivery_status is not None:
        return _undelivered(document, facts, me, role, language)
    others = other_side(document, direction, me, facts)
    domain = own_domain(others, facts)
    label = _label(domain) if domain else ""
    found = candidates(document, facts, label=label, people=people(document, me), role=role)
    if direction == "in" and (client := _client_of_a_check(document)):
        return _employer(_best_form(client, found), found, None)
    if facts.employer_hint and facts.vendor_kind != "esign":
        return _employer(_best_form(facts.employer_hint, found), found, domain)
    itself = called(others, domain) if domain else None
    spelled = _spelled(found)
    if spelled:
        fuller = itself and names.key(itself) == names.key(spelled.name)  # it writes under the longer one
        short = None if fuller else _exact(spelled.name, label, found)
        own: str | None = short or names.completed(spelled.name, label)
    else:
        own = itself or (names.natural(domain, written(document, me), language) if domain else None)
    if not domain and (boxed := _by_mailbox(others, language)):
        return _employer(boxed, found, None)
    if opinion is not None and (
        told := believed(document, facts, found, opinion, direction=direction, me=me, domain=domain)
    ):
        if itself and names.key(told) in names.key(itself):
            told = itself
        passes = domain and own and names.key(told) != names.key(own) and hires_for_others(document, domain, own)
        return _employer(told, found, None, agency=own if passes else None)
    pointed = _seen(found, opinion) if opinion is not None else found
    if not domain or names.third_party(label) or (not spelled and names.third_party(document.from_.name)):
        return _employer(_cued(pointed, own), found, None)
    if hires_for_others(document, domain, own):
        passed_on = _passed_on(document, facts, domain, me, role, language)
        client = passed_on.name or _cued(pointed, own, least=1.5 if direction == "out" else 2.0)
        if client:
            return _employer(client, found, None, domains=passed_on.domains, agency=own)
        return _employer(own, found, domain, agency=own)
    if not spelled:
        passed_on = _passed_on(document, facts, domain, me, role, language)
        if passed_on.name:
            return _employer(passed_on.name, found, None, domains=passed_on.domains, agency=own)
    sure = spelled or (own is not None and own.split()[-1].lower() in names.words("nouns"))
    client = None if sure else _cued(pointed, own, least=2.2 if direction == "out" else 5.0, noun=True)
    return _employer(client or own, found, None if client else domain)


def _label(domain: str) -> str:
    """The registered name of a domain without what is hung on it, unless that says that an agency is called so."""
    label = vendors.domain_label(domain)
    return label if names.is_agency_name(label.replace("-", " ")) else names.undressed(label)


def _undelivered(document: Document, facts: Facts, me: frozenset[str], role: str | None, language: str) -> Employer:
    """Whoever the message that came back was written to; never the machine that returns it."""
    address = document.delivery_status.recipient if document.delivery_status else None
    if not address or vendors.lookup(address) or vendors.freemail(address) or vendors.reserved(address):
        return Employer()
    label = vendors.domain_label(address)
    found = candidates(document, facts, label=label, people=people(document, me), role=role)
    spelled = _spelled(found)
    domain = address.rpartition("@")[2]
    return _employer(
        names.completed(spelled.name, label) if spelled else names.natural(domain, written(document, me), language),
        found,
        domain,
    )


def _passed_on(
    document: Document, facts: Facts, domain: str, me: frozenset[str], role: str | None, language: str
) -> Employer:
    """The organisation whose message an agency, or a friend, passes on: by its own sender's domain."""
    for zone in document.zones:
        sender = zone.from_.address if zone.from_ and zone.kind == "forwarded" else ""
        if "@" not in sender or sender in me or vendors.registrable(sender) == vendors.registrable(domain):
            continue
        if vendors.lookup(sender) or vendors.freemail(sender) or vendors.reserved(sender):
            continue
        label = vendors.domain_label(sender)
        best = _spelled(candidates(document, facts, label=label, people=people(document, me), role=role))
        return Employer(
            best.name if best else names.natural(sender, written(document, me), language),
            domains=(vendors.registrable(sender),),
        )
    return Employer()


def _by_mailbox(others: list[Mailbox], language: str) -> str | None:
    """Whoever has an address where anybody can have one, and is called like it: "Harrow Vets" <harrowvets@gmail.com>."""
    for box in others:
        if not vendors.freemail(box.address):
            continue
        local = box.address.rpartition("@")[0]
        name = names.organisation(_WORKS_AT.sub("", box.name))
        spelled = names.squash(name)
        at = name != names.organisation(box.name)
        if len(spelled) > 4 and spelled in names.squash(local) and (at or names.collective(name)):
            return name
        for part in re.split(r"[._+\d]+", local):
            whole = names.natural(f"{part}.com", {}, language) if len(part) > 8 else None
            if whole and " " in whole and names.collective(whole):
                return name if spelled.startswith(part) else whole
            if len(part) > 6 and spelled.startswith(part) and names.collective(name):
                return name
    return None


# ---------------------------------------------------------------- choosing


def _spelled(found: dict[str, Candidate]) -> Candidate | None:
    """The candidate that the domain spells, the best attested of them, the fuller name before the shorter one."""
    fitting = [c for c in found.values() if c.spelled >= SPELLED]
    return max(
        fitting, key=lambda c: c.spelled * 4 + min(c.votes, 8) * 0.4 + min(len(c.name.split()), 5) * 0.25, default=None
    )


def _exact(name: str, label: str, found: dict[str, Candidate]) -> str | None:
    """The words of a name that the domain spells out, two at least, where the message uses them alone as well: "Peel & Ward"
    of "Peel & Ward Chartered Surveyors"."""
    words = name.split()
    whole = names.squash(label)
    for count in range(2, len(words) + 1):
        short = " ".join(words[:count])
        if names.squash(short) == whole:
            return short if names.key(short) in found else None
    return None


def _seen(found: dict[str, Candidate], opinion: Opinion) -> dict[str, Candidate]:
    """Of the candidates those in which the encoder sees an employer's name at all, if it sees one anywhere: "in Leeds" is the
    place, not the client."""
    seen = [key for said in opinion.says("employer", _HARDLY) if len(key := names.key(said.text)) > 2]
    if not seen:
        return found
    return {key: one for key, one in found.items() if any(key in other or other in key for other in seen)}


def _cued(found: dict[str, Candidate], own: str | None, least: float = 2.0, noun: bool = False) -> str | None:
    """The organisation that the sentences point at, other than the one that writes; `noun`: only what is called one."""
    own_key = names.key(own) if own else ""
    best, most = None, least
    enough = min(1.2, least / 3)
    for key, candidate in found.items():
        if candidate.cues < enough or candidate.spelled >= SPELLED or (own_key and (key in own_key or own_key in key)):
            continue
        if noun and candidate.name.split()[-1].lower() not in names.words("nouns"):
            continue
        worth = min(candidate.cues, 6) + min(candidate.votes, 6) * 0.5
        if worth > most:
            best, most = candidate.name, worth
    return best


def _best_form(hint: str, found: dict[str, Candidate]) -> str:
    """The vendor's name for the employer as the text spells it ("harcourtmills" is "Harcourt Mills")."""
    name = names.organisation(hint) or hint
    if " " in name or any(c.isupper() for c in name):
        return name
    spelled = [c for c in found.values() if names.spells(c.name, name) >= 0.9]
    best = max(spelled, key=lambda c: c.votes, default=None)
    return best.name if best else names.natural(f"{name}.com") or name


def _fuller(name: str, found: dict[str, Candidate]) -> str:
    """The same name with the noun that belongs to it ("Harbourlight" is "Harbourlight Cinema"), if the text has it."""
    own = name.lower().split()
    best, most = name, 0.9
    for candidate in found.values():
        words = candidate.name.lower().split()
        rest = words[len(own) :]
        if words[: len(own)] != own or not 0 < len(rest) <= 4 or candidate.votes <= most:
            continue
        if rest[-1] in names.words("nouns") and not any(word in names.words("never") for word in rest):
            best, most = candidate.name, candidate.votes
    return best


def _accented(form: str, name: str) -> bool:
    """The same name with the accents that a domain, or who writes in a hurry, leaves out."""
    fits = not form.isascii() and not form.isupper() and len(form) == len(name)
    return fits and name.isascii() and names.plain(form) == names.plain(name)


def _employer(
    name: str | None,
    found: dict[str, Candidate],
    domain: str | None,
    *,
    domains: tuple[str, ...] = (),
    agency: str | None = None,
) -> Employer:
    if not name:
        return Employer(agency=agency)
    whole = domain is not None and names.squash(name) == names.squash(vendors.domain_label(domain))
    if not (whole and " " in name and names.key(name) in found):
        name = _fuller(name, found)
    key = names.key(name)
    forms = {form for k, c in found.items() if k == key or (domain and c.spelled >= SPELLED) for form in c.forms}
    spoken = names.said(name, forms)
    spoken = next((form for form in sorted(forms) if _accented(form, spoken)), spoken)
    return Employer(
        spoken,
        tuple(sorted(forms - {spoken}))[:8],
        domains or ((vendors.registrable(domain),) if domain else ()),
        agency if agency and names.key(agency) != key else None,
    )
