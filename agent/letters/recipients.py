"""Who gets a letter, and why: every address comes from the thread or the event, none from anywhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.domains import is_machine, registrable
from agent.letters import addresses
from agent.letters.addresses import key, own_domain
from agent.letters.text import phrase
from agent.letters.thread import exchange, trusted
from agent.model import Contact, Label, Policy, Reading, Recipient, Source, Wanted
from connectors.base import Mailbox

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_NOUNS: dict[Label, str] = {
    "offer_verbal": "offer",
    "offer_written": "offer",
    "interview_invited": "invitation",
    "interview_scheduled": "confirmation",
    "interview_rescheduled": "change of time",
    "applied": "acknowledgement",
    "outreach": "first message",
}
_SENT_ON = re.compile(r"(?:fwd?|wg|tr|rv|enc|i|doorst|vs)\s*:", re.IGNORECASE)
_MAX_TO = 3
_MAX_CC = 2


@dataclass(frozen=True, slots=True)
class Bars:
    """Who must not get the letter."""

    addresses: frozenset[str]
    """The user's own, those of the offering employer's people, those that a reading calls unusable."""
    domains: frozenset[str]
    """The offering employer's, and an agency's client's."""

    def allow(self, address: str | None) -> bool:
        """A letter may go there: a person or a shared mailbox of the right side."""
        if not address or not addresses.well_formed(key(address)):
            return False
        own = own_domain(address)
        return key(address) not in self.addresses and own not in self.domains and not is_machine(address)


def bars(wanted: Wanted, policy: Policy) -> Bars:
    """Everybody who must not get the letter, as far as the wanted letter tells."""
    agency = agency_domains(wanted)
    clients = frozenset(wanted.candidacy.domains) - agency if wanted.candidacy.agency else frozenset[str]()
    firm = firm_domains(wanted)
    sources = wanted.candidacy.sources
    barred = {key(a) for a in policy.addresses}
    barred |= {key(s.reading.from_) for s in sources if s.reading.direction == "out"}
    barred |= {key(a.address) for i in wanted.interviews for e in i.events for a in e.attendees if a.is_user}
    barred |= {key(c.address) for s in sources for c in s.reading.contacts if c.address and not c.usable}
    barred |= _only_suspicious(wanted)
    barred |= {key(a) for a in wanted.barred}
    people = wanted.firm_offer.contacts if wanted.firm_offer else ()
    # A consultant who brought the offer may be the one who arranged the interview with another client, too.
    barred |= {key(c.address) for c in people if c.address and own_domain(c.address) not in agency}
    return Bars(frozenset(barred), firm | clients)


def _only_suspicious(wanted: Wanted) -> set[str]:
    """Addresses that no message but suspicious ones has named."""

    def named(sources: Iterable[Source]) -> set[str]:
        readings = [s.reading for s in sources if s.reading.direction == "in"]
        boxes = {key(m) for r in readings for m in (r.from_, *r.reply_to)}
        return boxes | {key(c.address) for r in readings for c in r.contacts if c.address}

    return named(s for s in wanted.candidacy.sources if s.reading.suspicious) - named(trusted(wanted))


def firm_domains(wanted: Wanted) -> frozenset[str]:
    """Registrable domains of the offering employer; never those of an agency that serves this candidacy, too."""
    named = {registrable(d) for d in wanted.firm_domains}
    people = wanted.firm_offer.contacts if wanted.firm_offer else ()
    of_people = {d for c in people if (d := own_domain(c.address))}
    return frozenset((named or of_people - set(wanted.candidacy.domains)) - agency_domains(wanted))


def agency_domains(wanted: Wanted) -> frozenset[str]:
    """Registrable domains that the agency of this candidacy writes from; empty where there is none."""
    if not wanted.candidacy.agency:
        return frozenset()
    writers = (s.reading for s in trusted(wanted) if s.reading.direction == "in" and s.reading.agency)
    return frozenset(d for r in writers if (d := own_domain(r.from_.address)))


def recipients(wanted: Wanted, policy: Policy) -> tuple[tuple[Recipient, ...], tuple[Recipient, ...]]:
    """To and Cc. Both are empty where nobody can be written to: then there is a call to make, not a letter to send."""
    barred = bars(wanted, policy)
    about = exchange(wanted)
    to = _to(wanted, about, barred)
    if not to:
        return (), ()
    return to, _copied(wanted, about, barred, to)


# ---------------------------------------------------------------- To


def _to(wanted: Wanted, about: Sequence[Source], barred: Bars) -> tuple[Recipient, ...]:
    """The first of these that knows somebody: who stands in, who wrote last, who organises, who is named."""
    everything = trusted(wanted)
    steps: tuple[Callable[[], tuple[Recipient, ...]], ...] = (
        lambda: _standing_in(wanted, barred),
        lambda: _newest(wanted, about, barred, lambda r: r.human),
        lambda: _organizer(wanted, barred),
        lambda: _newest(wanted, about, barred, lambda r: bool(r.reply_to)),
        lambda: _named(about, barred),
        lambda: _newest(wanted, everything, barred, lambda r: r.human),
        lambda: _of_interview(wanted, barred),
        lambda: _named(everything, barred),
    )
    return next((found for step in steps if (found := step())), ())


def _standing_in(wanted: Wanted, barred: Bars) -> tuple[Recipient, ...]:
    """Whom the automatic answer of somebody who is gone names."""
    usable = (c for c in wanted.stand_ins if c.usable and barred.allow(c.address))
    return tuple(_recipient(Mailbox(c.address or "", c.name), c.because or "named as who stands in") for c in usable)[
        :1
    ]


def _organizer(wanted: Wanted, barred: Bars) -> tuple[Recipient, ...]:
    for organizer in (e.organizer for i in wanted.interviews for e in i.events):
        if organizer and barred.allow(organizer.address) and not addresses.relay(organizer.address):
            return (_recipient(organizer, "organizer of the calendar event"),)
    return ()


def _of_interview(wanted: Wanted, barred: Bars) -> tuple[Recipient, ...]:
    for contact in (c for i in wanted.interviews for c in i.contacts):
        if _arranges(contact, barred):
            because = contact.because or "named as the contact of the interview"
            return (_recipient(Mailbox(contact.address or "", contact.name), because),)
    return ()


def _newest(
    wanted: Wanted, sources: Iterable[Source], barred: Bars, writes: Callable[[Reading], bool]
) -> tuple[Recipient, ...]:
    """Whoever an answer to the newest such message would reach (RFC 5322 section 3.6.2: Reply-To before From)."""
    for source in reversed(tuple(sources)):
        reading = source.reading
        if reading.direction == "out" or not writes(reading):
            continue
        if found := _author(wanted, reading, barred) or _reached(wanted, reading, barred):
            return found
    return ()


def _author(wanted: Wanted, reading: Reading, barred: Bars) -> tuple[Recipient, ...]:
    """Whoever at the employer wrote what somebody else, a friend or an acquaintance, sent on to the user."""
    if wanted.candidacy.agency or not _SENT_ON.match(reading.subject) or _is_theirs(wanted, reading.from_.address):
        return ()
    for contact in reading.contacts:
        if contact.address and _is_theirs(wanted, contact.address) and _arranges(contact, barred):
            return (_recipient(Mailbox(contact.address, contact.name), f"wrote what the {dated(reading)} sends on"),)
    return ()


def _is_theirs(wanted: Wanted, address: str) -> bool:
    """The address is at a domain of the employer's, as read or as spelled by its name."""
    candidacy, domain = wanted.candidacy, own_domain(address)
    spelled = {_squeezed(n) for n in (candidacy.employer, *candidacy.names)} - {""}
    known = {registrable(d) for d in candidacy.domains}
    return bool(domain) and (domain in known or _squeezed(str(domain).partition(".")[0]) in spelled)


def _reached(wanted: Wanted, reading: Reading, barred: Bars) -> tuple[Recipient, ...]:
    replies = [m for m in reading.reply_to if key(m) != key(reading.from_) and key(m) not in _user(barred, reading)]
    if not replies:
        who = [reading.from_] if barred.allow(reading.from_.address) else []
        return tuple(_recipient(m, f"wrote the {dated(reading)}") for m in who)
    usable = {key(m): m for m in replies if barred.allow(m.address)}
    names = {m.address: m.name or _name_in(reading, m.address) for m in usable.values()}
    return tuple(
        _recipient(
            Mailbox(m.address, names[m.address]), f"Reply-To of the {dated(reading)}", _odd_reply_to(wanted, reading, m)
        )
        for m in list(usable.values())[:_MAX_TO]
    )


def _user(barred: Bars, reading: Reading) -> set[str]:
    """Addresses of the message that are barred because they are its addressees: the user's own, as a rule."""
    return {key(m) for m in (*reading.to, *reading.cc)} & barred.addresses


def _name_in(reading: Reading, address: str) -> str:
    named = (c.name for c in reading.contacts if c.address and key(c.address) == key(address) and c.name)
    alone = reading.from_.name if len(reading.reply_to) == 1 and not addresses.general(address) else ""
    return next(named, alone)


def _odd_reply_to(wanted: Wanted, reading: Reading, mailbox: Mailbox) -> str | None:
    domain = registrable(mailbox.address)
    if domain == registrable(reading.from_.address) or own_domain(mailbox.address) in _known_domains(wanted):
        return None
    return f"Answers are directed to another domain ({domain}) than the one that the message came from."


def _known_domains(wanted: Wanted) -> set[str]:
    """Domains of the employer or agency: as read, as spelled by its name, or as its people have on the invitation."""
    candidacy = wanted.candidacy
    known = {registrable(d) for d in candidacy.domains} | agency_domains(wanted)
    boxes = [b for s in trusted(wanted) if s.reading.direction == "in" for b in (s.reading.from_, *s.reading.reply_to)]
    boxes += [e.organizer for i in wanted.interviews for e in i.events if e.organizer]
    spelled = {_squeezed(n) for n in (candidacy.employer, *candidacy.names, candidacy.agency or "")} - {""}
    known |= {d for b in boxes if (d := own_domain(b.address)) and _squeezed(d.partition(".")[0]) in spelled}
    people = (a.address for i in wanted.interviews for e in i.events for a in e.attendees if not a.is_user)
    return known | {d for a in people if (d := own_domain(a))}


def _squeezed(name: str) -> str:
    return "".join(c for c in name.casefold().replace("&", "and") if c.isalnum())


def _named(sources: Sequence[Source], barred: Bars) -> tuple[Recipient, ...]:
    for source in reversed(sources):
        for contact in source.reading.contacts:
            if _arranges(contact, barred):
                because = f"named in the {dated(source.reading)}"
                return (_recipient(Mailbox(contact.address or "", contact.name), because),)
    return ()


def _arranges(contact: Contact, barred: Bars) -> bool:
    """Somebody who arranges interviews: the one who only holds it is not written to behind the recruiter's back."""
    return contact.usable and contact.part != "interviewer" and barred.allow(contact.address)


# ---------------------------------------------------------------- Cc


def _copied(wanted: Wanted, about: Sequence[Source], barred: Bars, to: Sequence[Recipient]) -> tuple[Recipient, ...]:
    """The general recruiting or HR address, where it took part in the thread or is named in it."""
    taken = {key(r.address) for r in to}
    ours = {registrable(r.address) for r in to} | _known_domains(wanted)
    found: dict[str, Recipient] = {}
    for reading in (s.reading for s in about if s.reading.direction == "in"):
        for mailbox, because in _mentioned(reading):
            address = key(mailbox)
            if address in taken | set(found) or not addresses.general(address) or own_domain(address) not in ours:
                continue
            if barred.allow(address):
                found[address] = _recipient(mailbox, because)
    return tuple(found.values())[:_MAX_CC]


def _mentioned(reading: Reading) -> Iterator[tuple[Mailbox, str]]:
    yield reading.from_, f"wrote the {dated(reading)}"
    for mailbox in (*reading.to, *reading.cc):
        yield mailbox, f"copied on the {dated(reading)}"
    for contact in reading.contacts:
        if contact.address and contact.usable:
            yield Mailbox(contact.address, contact.name), f"named in the {dated(reading)}"


# ---------------------------------------------------------------- in words


def _recipient(mailbox: Mailbox, because: str, warning: str | None = None) -> Recipient:
    return Recipient(key(mailbox), because, phrase(mailbox.name) or "", warning)


def dated(reading: Reading) -> str:
    """The message in words: "invitation of 12 November"."""
    times = (reading.interview_start, reading.previous_start)
    moves = reading.label != "interview_rescheduled" or any(times)
    return f"{_NOUNS.get(reading.label, 'message') if moves else 'message'} of {day(reading.sent_at)}"


def day(at: datetime) -> str:
    """A day in words: "12 November"."""
    return f"{at.day} {_MONTHS[at.month - 1]}"
