"""Which candidacy a calendar entry belongs to, and whether it is an interview of the user's at all.

What ties an entry to a candidacy, strongest first: the UID of a calendar object that the candidacy's mail carried; the
domain or address of its organizer and attendees; the employer's name in its title or place. Time alone ties nothing
but an entry that calls itself an interview: people do other things at the same hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from agent.casework import eventwords, holdwords
from agent.casework.candidacies import Case
from agent.casework.employers import Party
from agent.casework.names import (
    domain_form,
    employer_forms,
    employer_tokens,
    role_words,
    runs,
    spelled_in,
    tokens,
)
from agent.casework.people import own_domain, user_domains
from agent.casework.slots import Times, near, same_time
from agent.casework.threads import correspondents
from agent.domains import is_machine
from agent.model import Policy
from connectors.base import Event, Mailbox

Tie = Literal["uid", "people", "name", "time", "none"]
_SETTLED = ("offer_accepted", "offer_cleared", "offer_declined", "offer_rescinded")
_AT_INTERVIEWS = ("interview_invited", "interview_scheduled", "interview_rescheduled")


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that is an interview."""

    event: Event
    case: Case
    confidence: float
    reason: str


def mine(event: Event, policy: Policy) -> bool:
    """The entry stands and the user has not declined it."""
    own = [a for a in event.attendees if a.is_user or a.address in policy.addresses]
    return event.status != "cancelled" and not (own and all(a.partstat == "declined" for a in own))


def others(event: Event, policy: Policy) -> list[Mailbox]:
    """Organizer and attendees other than the user; rooms and calendars of the provider are nobody."""
    people = [event.organizer] if event.organizer else []
    people += [Mailbox(a.address, a.name) for a in event.attendees if not a.is_user]
    found = {m.address: m for m in reversed(people) if m.address and m.address not in policy.addresses}
    return [m for m in reversed(found.values()) if not m.address.endswith("calendar.google.com")]


class Matcher:
    """Knows what ties entries to the candidacies of one moment."""

    def __init__(self, cases: Sequence[Case], times: Mapping[str, Times], policy: Policy) -> None:
        self._policy = policy
        self._times = times
        self._cases = [c for c in cases if c.readings]
        self._own_domains = user_domains(policy)
        self._by_uid: dict[str, Case] = {}
        self._other_uids: set[str] = set()
        self._by_form: dict[str, dict[str, Case]] = {}
        self._by_agency: dict[str, dict[str, Case]] = {}
        self._by_address: dict[str, dict[str, Case]] = {}
        self._by_word: dict[str, list[tuple[tuple[str, ...], Case]]] = {}
        self.founded: list[Case] = []
        self._founded: dict[str, int] = {}
        """Their places, by the forms of the employer's name."""
        for case in self._cases:
            self._index(case)

    def match(self, event: Event, *, founding: bool = True) -> Match | None:
        """The interview that this entry is, or None. With `founding`, it may be one of which no mail is known."""
        case, tie = self._tie(event)
        if case is None:
            return self._found(event) if founding else None
        confidence, reason = self._judge(event, case, tie)
        return Match(event, case, confidence, reason) if confidence else None

    def denies(self, event: Event) -> Case | None:
        """The candidacy whose interview it cannot be, whatever mail says: by its words the user holds it."""
        case, tie = self._tie(event)
        return case if tie in ("people", "name") and _says_held(event) else None

    def _index(self, case: Case) -> None:
        for reading in case.readings:
            if reading.event_uid and reading.label in (*_AT_INTERVIEWS, "interview_cancelled"):
                self._by_uid[reading.event_uid] = case
            elif reading.event_uid:
                self._other_uids.add(reading.event_uid)
            if reading.agency and (domain := own_domain(reading.from_.address)):
                _add(self._by_agency, domain, case)
            for address in correspondents(reading):
                _add(self._by_address, address, case)
            for contact in reading.contacts:
                if contact.address and not is_machine(contact.address):
                    _add(self._by_address, contact.address, case)
        for form in case.party.forms:
            _add(self._by_form, form, case)
        for name in {case.employer, *case.names} if case.known else ():
            if words := employer_tokens(name):
                self._by_word.setdefault(words[0], []).append((words, case))

    def _tie(self, event: Event) -> tuple[Case | None, Tie]:
        if case := self._by_uid.get(event.uid):
            return case, "uid"
        people = others(event, self._policy)
        domains = sorted({d for m in people if (d := own_domain(m.address))})
        own = [d for d in domains if d not in self._by_agency]
        close = [c for d in own for c in self._by_form.get(domain_form(d) or d, {}).values()]
        named = self._named(event)
        if found := self._pick(close, event):
            return found, "people"
        by_agency = [c for d in domains for c in self._by_agency.get(d, {}).values()]
        known = [c for m in people for c in self._by_address.get(m.address, {}).values()]
        if through := _unique([*by_agency, *known]):
            if found := self._pick([c for c in through if c in named] or through, event, guess=not by_agency):
                return found, "people"
            return None, "none"
        if found := self._pick(named, event):
            return found, "name"
        if eventwords.is_interview(event.summary):
            at_time = [c for c in self._cases if self._at_time(c, event)]
            if len(at_time) == 1:
                return at_time[0], "time"
        return None, "none"

    def _named(self, event: Event) -> list[Case]:
        text = (*tokens(event.summary[:500]), "|", *tokens(event.location[:500]))
        found = [c for w in dict.fromkeys(text) for words, c in self._by_word.get(w, ()) if spelled_in(words, text)]
        return _unique(found or [c for form in runs(text) for c in self._by_form.get(form, {}).values()])

    def _pick(self, cases: Iterable[Case], event: Event, *, guess: bool = True) -> Case | None:
        """Of several candidacies: the one with an interview at that time, then the role in the title, then the newest."""
        found = _unique(cases)
        if len(found) < 2:
            return found[0] if found else None
        if at_time := [c for c in found if self._at_time(c, event)]:
            return at_time[-1]
        title = _title_words(event)
        if by_role := [c for c in found if role_words(c.role) and role_words(c.role) <= title]:
            return max(by_role, key=lambda c: len(role_words(c.role)))
        return max(found, key=_last_heard) if guess else None

    def _at_time(self, case: Case, event: Event) -> bool:
        return any(
            same_time(slot, event.start, floating=event.floating) or any(near(left, event.start) for left in slot.left)
            for slot in self._times[case.key].slots
        )

    def _judge(self, event: Event, case: Case, tie: Tie) -> tuple[float, str]:
        """How sure it is that the entry is an interview of the user's, and why; 0 for none."""
        if tie == "uid":
            return 0.99, "the invitation came by mail"
        if eventwords.prepares(event.summary) and not others(event, self._policy):
            return 0.0, ""
        if self._at_time(case, event) and not (self._is_held(event) if tie == "time" else _says_held(event)):
            return 0.97, "mail gives the same time"
        words = eventwords.is_interview(event.summary)
        names = (case.employer, *case.names, case.role or "")
        if self._goes_around(event, case, names):
            return 0.0, ""
        if self._is_held(event) or eventwords.is_something_else(event.summary, *names):
            return 0.0, ""
        if event.uid in self._other_uids and not eventwords.is_surely_interview(event.summary):
            return 0.0, ""
        if words:
            return (0.9 if tie == "people" else 0.7), "its title says so, and its employer is known from mail"
        if tie == "people" and self._is_invited(event) and _is_asked_to_talk(case, event):
            return 0.6, "people who invited you to an interview organise it"
        return 0.0, ""

    def _goes_around(self, event: Event, case: Case, names: Sequence[str]) -> bool:
        """An own entry for getting ready, there, or a bed, that names an interview whose time mail gives: "Hotel, Corvid interview"."""
        known = bool(self._times[case.key].slots) and not others(event, self._policy)
        return known and holdwords.kind_of(eventwords.without(event.summary[:300], *names)) is not None

    def _is_invited(self, event: Event) -> bool:
        return event.organizer is not None and event.organizer.address not in self._policy.addresses

    def _is_guest(self, event: Event) -> bool:
        """The user is among the attendees, or none are told: an entry of another mailbox of theirs may be a colleague's."""
        return not event.attendees or any(a.is_user or a.address in self._policy.addresses for a in event.attendees)

    def _is_own(self, event: Event) -> bool:
        """Nobody else has to do with the entry."""
        return not others(event, self._policy) and not eventwords.prepares(event.summary)

    def _is_of_another(self, event: Event) -> bool:
        """Its title names somebody from outside who is invited beside the user: they are the candidate."""
        title = set(tokens(event.summary[:500]))
        if event.organizer is None or not title.isdisjoint(tokens(self._policy.name)):
            return False
        house = own_domain(event.organizer.address)
        guests = (m for m in others(event, self._policy) if own_domain(m.address) != house)
        return any((name := set(tokens(guest.name))) and name <= title for guest in guests)

    def _is_held(self, event: Event) -> bool:
        """The user is the interviewer: the words say so, or the user's own organisation organises it."""
        if eventwords.is_held_by_user(event.summary, event.description, self._policy.name):
            return True
        organizer = own_domain(event.organizer.address) if event.organizer else None
        colleagues = [m for m in others(event, self._policy) if own_domain(m.address) in self._own_domains]
        return (organizer in self._own_domains and self._is_invited(event)) or bool(colleagues)

    def _found(self, event: Event) -> Match | None:
        """An interview of which no mail is known, in words that mean nothing else: an outsider invites the user, or the
        user wrote down what was agreed by telephone.
        """
        invited = self._is_invited(event)
        if (
            not (eventwords.is_surely_interview if invited else eventwords.is_for_a_job)(event.summary)
            or not (self._is_guest(event) if invited else self._is_own(event))
            or self._is_of_another(event)
            or self._is_held(event)
            or eventwords.is_something_else(event.summary)
            or eventwords.tells_of_something_else(event.summary, event.description)
            or event.uid in self._other_uids
        ):
            return None
        if not invited:
            name = eventwords.own_employer(eventwords.without(event.summary, self._policy.name))
            return Match(event, self._case(name, ()), 0.6, "your own entry, without mail") if name else None
        domains = sorted({d for m in others(event, self._policy) if (d := own_domain(m.address))})
        name = _employer_name(event, domains, self._policy.name)
        if name is None:
            return None
        case = self._case(name, domains)
        return Match(event, case, 0.6, "an invitation to an interview, without mail")

    def _case(self, name: str, domains: Sequence[str]) -> Case:
        """The candidacy that only the calendar knows, one for each employer."""
        party = Party(employer_forms(name), frozenset(domains))
        known = [self._founded[form] for form in party.forms if form in self._founded]
        if known:
            return self.founded[min(known)]
        key = f"{'-'.join(employer_tokens(name))}|"
        forms = frozenset(f"{form}|" for form in party.forms)
        case = Case(
            key=key, employer=name, party=party, names=(name,), role=None, agency=None, sources=(), readings=(),
            suspicious=(), cluster=None, known=True, aliases=forms | {key},
        )  # fmt: skip
        self._founded |= dict.fromkeys(party.forms, len(self.founded))
        self.founded.append(case)
        return case


def _employer_name(event: Event, domains: Sequence[str], user: str) -> str | None:
    """What the entry calls the employer, held against the organizer's domain where it has one of its own."""
    named = eventwords.named_employer(event.summary, user)
    if not domains:
        return named
    spelled = {domain_form(d) for d in domains}
    words = [w for w in event.summary.replace("(", " ").replace(")", " ").replace(",", " ").split() if w]
    for size in range(5, 0, -1):
        for i in range(len(words) - size + 1):
            part = " ".join(words[i : i + size]).strip(" :-–|/")
            if employer_forms(part) & spelled:
                return part
    return domains[0].split(".", 1)[0].replace("-", " ").title()


def _is_asked_to_talk(case: Case, event: Event) -> bool:
    """Interviews were spoken of, and no offer yet; or an offer that nobody has accepted, and the entry names its role."""
    labels = {r.label for r in case.readings}
    if not any(label.startswith("offer_") for label in labels):
        return not labels.isdisjoint(_AT_INTERVIEWS)
    role = role_words(case.role)
    return bool(role) and labels.isdisjoint(_SETTLED) and role <= _title_words(event)


def _says_held(event: Event) -> bool:
    return eventwords.tells_of_holding(event.summary) or eventwords.tells_of_holding(event.description)


def _title_words(event: Event) -> frozenset[str]:
    """Words of the title as roles have them, those in brackets too."""
    return role_words(event.summary[:500].replace("(", " ").replace(")", " "))


def _add(index: dict[str, dict[str, Case]], name: str, case: Case) -> None:
    index.setdefault(name, {})[case.key] = case


def _unique(cases: Iterable[Case]) -> list[Case]:
    return list({c.key: c for c in cases}.values())


def _last_heard(case: Case) -> tuple[float, str]:
    return case.readings[-1].sent_at.timestamp(), case.key
