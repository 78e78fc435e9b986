"""People and mailboxes of the other side: who can be written to, who is a machine, who is the user."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from agent.casework.names import host_of
from agent.domains import FREE_MAIL, RELAYS, is_machine, registrable
from agent.model import Candidacy, Contact, Interview, Policy

SHARED = frozenset(["nhs.net", "nhs.uk", "gov.uk", "gc.ca", "canada.ca", "mail.mil", "usda.gov", "gov.au"])
"""Domains that many employers share."""


def own_domain(address: str | None) -> str | None:
    """The registrable domain of an organisation's own address; None for free mail, relays and shared domains."""
    host = host_of(address)
    domain = registrable(host)
    if not host or {host, domain} & (FREE_MAIL | RELAYS | SHARED):
        return None
    return domain


def user_domains(policy: Policy) -> frozenset[str]:
    """Domains of organisations at which the user has an address (the present employer's, say)."""
    return frozenset(d for d in map(own_domain, policy.addresses) if d)


def merged(contacts: Iterable[Contact], policy: Policy) -> tuple[Contact, ...]:
    """One contact an address, the first mention leading, gaps filled from later ones; never the user.

    An address that any mention calls unusable is unusable. Contacts without address are kept for their phone.
    """
    mine = set(policy.addresses)
    found: dict[str, Contact] = {}
    for contact in contacts:
        address = contact.address.casefold() if contact.address else None
        if address in mine or (address is None and not contact.phone):
            continue
        key = address or f"tel:{contact.phone}"
        first = found.get(key)
        if first is None:
            usable = contact.usable and address is not None and not is_machine(address)
            found[key] = replace(contact, address=address, usable=usable)
        else:
            found[key] = replace(
                first,
                name=first.name or contact.name,
                phone=first.phone or contact.phone,
                part=first.part or contact.part,
                because=first.because or contact.because,
                usable=first.usable and contact.usable,
            )
    return tuple(found.values())


def has_usable_address(
    candidacy: Candidacy,
    interviews: Sequence[Interview],
    in_vain: Collection[str] = (),
    instead: Sequence[Contact] = (),
) -> bool:
    """Somebody can be written to: a person or shared mailbox of this candidacy's mail or of its interviews.

    Nobody who was written to `in_vain`; `instead` are those whom the automatic answer of one of them names.

    Without one there is no letter: a call sheet where an interview or an offer needs an answer, nothing for a plain
    application. Who of them is written to, and whether Reply-To helps, is decided where letters are written.
    """
    contacts = [c for i in interviews for c in i.contacts]
    readings = [s.reading for s in candidacy.sources]
    contacts += [*(c for r in readings for c in r.contacts), *instead]
    barred = {*(c.address for c in contacts if not c.usable), *in_vain}
    known = {c.address for c in contacts if c.address}
    known |= {m.address for r in readings if r.human and r.direction == "in" for m in (*r.reply_to, r.from_)}
    return any(a not in barred and not is_machine(a) for a in known)


def has_phone(candidacy: Candidacy, interviews: Sequence[Interview]) -> bool:
    """A number of theirs is known: on an interview, or in a message of this candidacy."""
    contacts = [c for i in interviews for c in i.contacts]
    contacts += [c for s in candidacy.sources if s.reading.direction == "in" for c in s.reading.contacts]
    return any(c.phone for c in contacts)
