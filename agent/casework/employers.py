"""The employer behind a message: who it is, and when two of them are the same organisation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from agent.casework.eventwords import is_surely_interview
from agent.casework.names import domain_form, employer_forms, spelled_in, tokens
from agent.casework.people import SHARED, own_domain
from agent.domains import FREE_MAIL, RELAYS
from agent.model import Reading
from connectors.base import Event

_LEAST_SHORT = 4
"""Letters of a name that may stand for a longer one."""
_TITLE = 300


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation as one or several messages show it."""

    names: frozenset[str] = frozenset()
    """Forms of its names (`names.employer_forms`): its own, and those that the same mail equates with it."""
    domains: frozenset[str] = frozenset()
    """Registrable domains of its own addresses; never those of an agency, a relay or free mail."""

    @property
    def forms(self) -> frozenset[str]:
        """Its names, and the names that its domains spell."""
        spelled = (domain_form(d) for d in self.domains)
        return self.names | {f for f in spelled if f}

    def __or__(self, other: Party) -> Party:
        return Party(self.names | other.names, self.domains | other.domains)


def same_employer(a: Party, b: Party) -> bool:
    """Whether two parties are one organisation. The identifying properties, each enough alone:

    - a name in common, compared without case, accents, legal shape ("LLP", "GmbH", "Group"), a leading "the", "&" and
      "and", spaces and signs: "HARROW PIKE LLP" is "Harrow & Pike" is "Harrow and Pike";
    - a name that one mail equates with the other's: a subsidiary or parent named as such, a short form that the mail
      declares ("International Business Machines (IBM)"); initials that nobody declared say nothing;
    - a registrable domain of its own in common;
    - a name of one spelled by a domain of the other: "Tallis & Rowe" is whoever writes from tallisrowe.com.

    Never a part of a name: "Pike Robotics" is not "Harrow & Pike", "Tallis" is not "Tallis & Rowe". An agency is not
    its client, so two clients of one agency are two employers. Nothing known on one side: not the same.
    """
    return not a.forms.isdisjoint(b.forms)


def party_of(reading: Reading, agency_domains: Collection[str] = ()) -> Party:
    """The employer that a reading shows; the agency only where it names no client."""
    names = {f for name in (reading.employer, *reading.employer_names) if name for f in employer_forms(name)}
    agency = employer_forms(reading.agency) if reading.agency else frozenset[str]()
    if names - agency:
        names -= agency
    elif agency:
        names = set(agency)
    barred = FREE_MAIL | RELAYS | SHARED
    domains = {d for d in reading.employer_domains if d not in barred and d not in agency_domains}
    return Party(frozenset(names), frozenset(domains))


def agency_domains(readings: Iterable[Reading]) -> frozenset[str]:
    """Domains from which agencies write for others."""
    found = (own_domain(r.from_.address) for r in readings if r.agency and r.direction == "in")
    return frozenset(d for d in found if d)


def equated(events: Iterable[Event], names: Iterable[tuple[str, ...]], barred: Collection[str]) -> list[Party]:
    """What invitations equate: "Interview with Brackwater", organised from brackwater-instruments.com, gives the short name.

    `names` are the employers' names in mail, as words; `barred` are domains of agencies. Only a name that begins the
    domain's and is written there without the rest: "Interview with Pike Robotics" from pikerobotics.com says nothing of
    Pike.
    """
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for words in names:
        if len("".join(words)) >= _LEAST_SHORT:
            by_first.setdefault(words[0], set()).add(words)
    found = []
    for event in events:
        domain = own_domain(event.organizer.address) if event.organizer else None
        spelled = domain_form(domain) if domain and domain not in barred else None
        if not domain or not spelled:
            continue
        title = tokens(event.summary[:_TITLE])
        if is_surely_interview(event.summary) and not _spells(title, spelled):
            short = {w for t in title for w in by_first.get(t, ()) if spelled_in(w, title)}
            found += [Party(frozenset(("".join(w),)), frozenset((domain,))) for w in short if _begins(w, spelled)]
    return found


def _spells(title: tuple[str, ...], form: str) -> bool:
    return any("".join(title[i:j]) == form for i in range(len(title)) for j in range(i + 1, min(i + 6, len(title)) + 1))


def _begins(words: tuple[str, ...], form: str) -> bool:
    return form.startswith("".join(words)) and form != "".join(words)


class Clusters:
    """Employers over all messages: two parties are in one cluster if a chain of `same_employer` joins them."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self._up: dict[str, str] = {}
        for party in parties:
            forms = sorted(party.forms)
            for form in forms:
                self._join(forms[0], form)

    def of(self, party: Party) -> str | None:
        """The cluster's name, None where nothing is known. Parties that were not given at the start may be asked."""
        roots = sorted(self._root(form) for form in party.forms if form in self._up)
        return roots[0] if roots else min(party.forms, default=None)

    def _root(self, form: str) -> str:
        while (up := self._up.setdefault(form, form)) != form:
            self._up[form] = self._up[up]
            form = up
        return form

    def _join(self, a: str, b: str) -> None:
        first, second = sorted((self._root(a), self._root(b)))
        self._up[second] = first
