"""Candidacies: which messages speak of one application, of one person for one role at one employer.

The rule, reading by reading in order of time (so that newer mail leaves older placements alone):

1. the employer decides, over name forms and domains (`employers.same_employer`, chained over all trustworthy mail, and
   over invitations that call an employer by a shorter name);
2. then the thread (In-Reply-To, References, the provider's own conversation): it binds a reply that names no employer,
   or the same one, unless the reply is about another role;
3. then the role (`names.same_role`). A reading without role joins the employer's only candidacy, else the most recent
   one; a candidacy without role takes the first one it hears of. The first word of an offer, where it names no role, waits
   for the mail that does;
4. mail without employer and thread goes by the envelope's name (e-signatures) or by a known correspondent; a completed
   e-signature goes by its envelope also where it names somebody unheard of (a signer, a document).

Suspicious mail comes last: it may stand beside a candidacy, but founds, names and links nothing that trustworthy mail
rests on.

A candidacy's key is "employer|role" in normal form, from its earliest message that can found one. The same messages
give the same key on every machine, and newer mail does not change it. Older mail found later may: therefore `aliases`
has every other key that its messages would have given, and what the user said under those is still heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent.casework.doubt import FIRM_MAKING
from agent.casework.employers import Clusters, Party, agency_domains, equated, party_of
from agent.casework.names import domain_form, employer_forms, employer_tokens, role_words, same_role
from agent.casework.threads import Threads, correspondents
from agent.model import Reading, Source
from connectors.base import Event

FOLLOWS_AN_OFFER = ("offer_accepted", "offer_cleared", "offer_contingency", "offer_declined", "offer_rescinded")
_INITIALS = 5
"""Letters of a name in capitals that may be initials."""
_FOUNDS_NOTHING = ("other", "outreach")
_Copies = Mapping[str, Sequence[Source]]


@dataclass(frozen=True, slots=True)
class Case:
    """One candidacy as its mail shows it, before anything is concluded."""

    key: str
    employer: str
    party: Party
    names: tuple[str, ...]
    role: str | None
    agency: str | None
    sources: tuple[Source, ...]
    """Trustworthy ones in order of time, one for each account that holds the message."""
    readings: tuple[Reading, ...]
    """The same, once each."""
    suspicious: tuple[Reading, ...]
    """What only claims to belong here."""
    cluster: str | None
    known: bool
    """The employer is known by name or domain, not only by a correspondent's address."""
    aliases: frozenset[str]
    """All keys under which the user may have spoken of it, its own included."""


def gather(sources: Sequence[Source], events: Sequence[Event] = ()) -> tuple[Case, ...]:
    """All candidacies, those founded by trustworthy mail first, in order of their earliest message.

    `events` found none here; their titles may tell that two names are one employer (`employers.equated`).
    """
    copies: dict[str, list[Source]] = {}
    once = {(s.reading.key, s.account, s.provider_id, s.reading.suspicious): s for s in sources}
    for source in sorted(once.values(), key=lambda s: (s.reading.suspicious, s.account, s.provider_id)):
        copies.setdefault(source.reading.key, []).append(source)
    readings = sorted((c[0].reading for c in copies.values()), key=_in_time)
    return _finish(_Laying(readings, copies, events))


@dataclass(slots=True, eq=False)
class _Open:
    """A candidacy while mail is being laid to it."""

    cluster: str | None = None
    agency: str | None = None
    provisional: bool = False
    """Only the agency, or only a correspondent, is known so far."""
    role: str | None = None
    own: set[str] = field(default_factory=set)
    """Forms under which its own messages name it, without what they equate with it."""
    offered: bool = False
    readings: list[Reading] = field(default_factory=list)
    suspicious: list[Reading] = field(default_factory=list)


class _Laying:
    """Lays readings to candidacies, one after another."""

    def __init__(self, readings: list[Reading], copies: _Copies, events: Sequence[Event]) -> None:
        genuine = [r for r in readings if not r.suspicious]
        self.copies = copies
        self.agency_forms = frozenset(f for r in genuine if r.agency for f in employer_forms(r.agency))
        hosts = agency_domains(genuine)
        self.parties = {r.key: party_of(r, hosts) for r in readings}
        names = (employer_tokens(name) for r in genuine for name in (r.employer, *r.employer_names) if name)
        alike = equated(events, names, hosts)
        self.clusters = Clusters([*(self.parties[r.key] for r in genuine), *alike])
        self.threads = Threads[_Open](readings, copies)
        self.cases: list[_Open] = []
        self.by_cluster: dict[str, list[_Open]] = {}
        founding = [r for r in genuine if _founds(r)]
        for reading in [r for r in founding if not self._lay(r, late=False)]:
            self._lay(reading, late=True)
        for reading in genuine:
            if not _founds(reading):
                self._lay(reading, late=True)
        for reading in readings:
            if reading.suspicious:
                self._lay_suspicious(reading)

    def names_agency_only(self, reading: Reading) -> bool:
        """No client is named: what stands for the employer is an agency."""
        names = self.parties[reading.key].names
        return bool(names) and names <= self.agency_forms

    def _lay(self, reading: Reading, *, late: bool) -> bool:
        """Lay it where it belongs, founding a candidacy if need be; mail that names no employer waits until `late`."""
        cluster, case = self._place(reading)
        if case is None and cluster is None and late:
            case = self.threads.by_envelope(reading) or self.threads.by_correspondent(reading)
        if case is None and (not _founds(reading) or (cluster is None and not late)):
            return False
        if not late and self._waits(reading, case):
            return False
        if case is None:
            case = _Open(provisional=cluster is None or self.names_agency_only(reading))
            self.cases.append(case)
        self._join(case, reading, cluster)
        return True

    def _waits(self, reading: Reading, case: _Open | None) -> bool:
        """A first word of an offer, without role or thread: later mail tells for which of the roles there it is."""
        first = reading.label == "offer_verbal" and not reading.role and case is not None and not case.offered
        return first and self.threads.by_thread(reading) is not case

    def _place(self, reading: Reading) -> tuple[str | None, _Open | None]:
        """The reading's cluster, and the candidacy to which employer, thread and role lead."""
        cluster = self.clusters.of(self.parties[reading.key])
        thread = self.threads.by_thread(reading)
        if cluster is None or (thread is not None and self._bound(thread, reading, cluster)):
            return cluster, thread
        here = self.by_cluster.get(cluster, [])
        envelope = self.threads.by_envelope(reading) if reading.signed and not here else None
        return cluster, _choose(here, reading) or self._through_agency(reading) or envelope

    def _bound(self, thread: _Open, reading: Reading, cluster: str) -> bool:
        """The thread keeps the reading: same employer (or its agency, or one not known yet) and no other role."""
        known = cluster == thread.cluster or thread.provisional or self._is_agency_of(thread, reading)
        same = not reading.role or not thread.role or same_role(thread.role, reading.role)
        return known and (same or (thread.offered and reading.label in FOLLOWS_AN_OFFER))

    def _is_agency_of(self, case: _Open, reading: Reading) -> bool:
        """The reading names no client, and its agency is the candidacy's."""
        forms = employer_forms(case.agency) if case.agency else frozenset[str]()
        return self.names_agency_only(reading) and not forms.isdisjoint(self.parties[reading.key].names)

    def _through_agency(self, reading: Reading) -> _Open | None:
        """The candidacy that the agency means: a client now named, or one that it does not name again."""
        if self.names_agency_only(reading):
            clients = [c for c in self.cases if self._is_agency_of(c, reading)]
            by_role = [c for c in clients if same_role(c.role, reading.role)]
            only = clients if len(clients) == 1 and not reading.role else []
            return next(iter(by_role or only), None)
        forms = employer_forms(reading.agency) if reading.agency else frozenset[str]()
        unnamed = [c for c in self.cases if c.provisional and c.agency and forms & employer_forms(c.agency)]
        return next((c for c in unnamed if same_role(c.role, reading.role)), None)

    def _join(self, case: _Open, reading: Reading, cluster: str | None) -> None:
        case.readings.append(reading)
        if cluster is not None and (case.cluster is None or case.provisional) and case.cluster != cluster:
            if case.cluster is not None:
                self.by_cluster[case.cluster].remove(case)
            case.cluster = cluster
            case.provisional = self.names_agency_only(reading)
            self.by_cluster.setdefault(cluster, []).append(case)
        if _founds(reading):
            case.role = case.role or reading.role
            case.agency = case.agency or reading.agency
            case.own |= _own_forms(reading)
            case.offered = case.offered or reading.label.startswith("offer_")
        self.threads.remember(reading, case)

    def _lay_suspicious(self, reading: Reading) -> None:
        """Beside a candidacy it claims to belong to, or into one of its own that counts for nothing."""
        cluster, case = self._place(reading)
        if case is None:
            if not _founds(reading):
                return
            case = _Open(cluster=cluster, role=reading.role, own=_own_forms(reading))
            self.cases.append(case)
            if cluster is not None:
                self.by_cluster.setdefault(cluster, []).append(case)
            self.threads.remember(reading, case)
        case.suspicious.append(reading)


def _choose(cases: Sequence[_Open], reading: Reading) -> _Open | None:
    """Of one employer's candidacies the one that the reading means; None for a new one."""
    follows = reading.label in FOLLOWS_AN_OFFER
    offered = [c for c in cases if c.offered]
    if reading.role:
        words = role_words(reading.role)
        exact = [c for c in cases if role_words(c.role) == words]
        alike = [c for c in cases if same_role(c.role, reading.role)]
        roleless = [c for c in cases if not c.role and not c.own.isdisjoint(_own_forms(reading))]
        only_offer = offered if follows and len(offered) == 1 else []
        return _newest(exact or alike or roleless or only_offer)
    if reading.label.startswith("offer_"):
        return _newest(offered or cases)
    own = _own_forms(reading)
    return _newest([c for c in cases if not own or not _founds(reading) or not c.own.isdisjoint(own)])


def _newest(cases: Sequence[_Open]) -> _Open | None:
    return max(cases, key=lambda c: (c.readings or c.suspicious)[-1].sent_at, default=None)


def _own_forms(reading: Reading) -> set[str]:
    """What the reading itself calls the employer, initials included, without what it equates with it.

    Within one employer this keeps a subsidiary's interview apart from the parent's offer, each as its mail names it.
    """
    name = reading.employer or ""
    initials = "".join(word[0] for word in employer_tokens(name))
    return {*employer_forms(name), *Party(domains=frozenset(reading.employer_domains)).forms, *initials.split()}


def _founds(reading: Reading) -> bool:
    """It speaks of a candidacy; or the user is asked whether it makes an offer, and the question needs a place."""
    asked = not reading.suspicious and reading.needs_confirmation in FIRM_MAKING
    return reading.label not in _FOUNDS_NOTHING or asked


def _in_time(reading: Reading) -> tuple[float, str]:
    return reading.sent_at.timestamp(), reading.key


def _finish(laying: _Laying) -> tuple[Case, ...]:
    """Open candidacies as values, each under its own key; aliases that would mean two of them mean neither."""
    for case in laying.cases:
        case.readings.sort(key=_in_time)
        case.suspicious.sort(key=_in_time)
    ordered = sorted(laying.cases, key=lambda c: (not c.readings, _in_time((c.readings or c.suspicious)[0])))
    keyed = [(case, *_keys(case, laying)) for case in ordered]
    taken = {key for _, key, _ in keyed}
    meant = Counter(alias for _, _, aliases in keyed for alias in aliases)
    uses: Counter[str] = Counter()
    cases = []
    for case, key, aliases in keyed:
        uses[key] += 1
        unique = key if uses[key] == 1 else f"{key}#{uses[key]}"
        alone = {alias for alias in aliases if meant[alias] == 1 and alias not in taken}
        cases.append(_case(case, unique, frozenset({unique, *alone}), laying))
    return tuple(cases)


def _keys(case: _Open, laying: _Laying) -> tuple[str, frozenset[str]]:
    """The key that the earliest founding message gives, and those that others would have given."""
    founding = [r for r in case.readings or case.suspicious if _founds(r)]
    prefix = "" if case.readings else "doubtful:"
    pairs = [(_employer_key(r, laying), "-".join(sorted(role_words(r.role)))) for r in founding]
    keys = [f"{prefix}{employer}|{role}" for employer, role in pairs]
    forms = {form for r in founding for form in laying.parties[r.key].forms}
    roleless = {f"{prefix}{employer}|" for employer in forms | {e for e, _ in pairs}}
    return keys[0], frozenset(keys) | roleless


def _employer_key(reading: Reading, laying: _Laying) -> str:
    name = employer_tokens(reading.employer or reading.agency or "")
    forms = laying.parties[reading.key].forms
    return "-".join(name) or min(forms, default="") or next(iter(correspondents(reading)), reading.from_.address)


def _case(case: _Open, key: str, aliases: frozenset[str], laying: _Laying) -> Case:
    speaking = [r for r in case.readings or case.suspicious if _founds(r)]
    clients = [r for r in speaking if laying.clusters.of(laying.parties[r.key]) in (None, case.cluster)] or speaking
    party = Party()
    for reading in clients:
        party |= laying.parties[reading.key]
    name = _name([r for r in clients if r.employer], party) or case.agency
    return Case(
        key=key,
        employer=name or _stand_in(speaking[0], party),
        party=party,
        names=tuple(dict.fromkeys(n for r in clients for n in (r.employer, *r.employer_names) if n)),
        role=case.role,
        agency=case.agency,
        sources=tuple(s for r in case.readings for s in laying.copies[r.key] if not s.reading.suspicious),
        readings=tuple(case.readings),
        suspicious=tuple(case.suspicious),
        cluster=case.cluster,
        known=bool(name or party.domains),
        aliases=aliases,
    )


def _name(named: Sequence[Reading], party: Party) -> str | None:
    """The name as the earliest mail spells it, else as its domain was read; one that does not shout, and not joined as in
    a domain, if there is one, and with the accents that any mail writes: a domain has none."""
    spelled = [r for r in named if r.employer_written] or named
    names = [r.employer for r in spelled if r.employer]
    joined = {domain_form(d) for d in party.domains}
    quiet = [n for n in names if not n.isupper() or len(n) <= _INITIALS]
    apart = [n for n in quiet if " " in n and not joined.isdisjoint(employer_forms(n))]
    first = next(iter(quiet or names), None)
    as_in_a_domain = first is not None and first[1:].islower() and first.casefold() in joined
    chosen = apart[0] if apart and as_in_a_domain else first
    alike = (n for n in quiet if chosen and len(n) == len(chosen) and employer_tokens(n) == employer_tokens(chosen))
    return next((n for n in alike if not n.isascii()), chosen)


def _stand_in(reading: Reading, party: Party) -> str:
    """What to call an employer that no mail names: the name its domain spells, else who writes."""
    if party.domains:
        return min(party.domains).split(".", 1)[0].replace("-", " ").title()
    other = reading.from_ if reading.direction == "in" else next(iter(reading.to), reading.from_)
    return other.name or other.address
