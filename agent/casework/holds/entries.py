"""An entry of the user's own that is for something: what it is for, and whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from agent.casework import eventwords, holdwords
from agent.casework.candidacies import Case
from agent.casework.matching import others
from agent.casework.names import employer_tokens, role_words, runs, spelled_in, tokens
from agent.casework.position import at_same_employer
from agent.model import Interview, Policy
from connectors.base import Event

TITLE = 300
"""Characters of a title, or of a location, that are read."""
_TEXT = 1500


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the user's own that is for something."""

    event: Event
    kind: holdwords.Kind
    title: str
    """Without the names of employers and roles that it names: "Train driver" is no way."""
    text: tuple[str, ...]
    """All its words in normal form."""
    named: frozenset[str]
    """Keys of the candidacies that it names."""
    booking: bool


def entry_of(event: Event, cases: Sequence[Case], policy: Policy) -> Entry | None:
    """The entry, where its title says what it is for (employers' names and roles set aside) and names one employer at most."""
    title = " ".join(event.summary[:TITLE].split())
    if holdwords.kind_of(title) is None or eventwords.tells_of_holding(title):
        return None
    head = (*tokens(title), "|", *tokens(event.location[:TITLE]))
    text = (*head, "|", *tokens(event.description[:_TEXT]))
    spelled = frozenset(runs(head))
    named = [c for c in cases if _names(c, text, spelled)]
    if any(not at_same_employer(named[0], c) for c in named):
        return None
    names = (name for case in named for name in (case.employer, *case.names))
    roles = (c.role for c in cases if c.role and role_words(c.role) <= role_words(title))
    bare = eventwords.without(title, *dict.fromkeys((*names, *roles)))
    kind = holdwords.kind_of(bare)
    if kind is None:
        return None
    booked = event.from_mail or holdwords.is_booking(f"{title}\n{event.location[:TITLE]}\n{event.description}")
    return Entry(event, kind, bare, text, frozenset(c.key for c in named), booked or is_published(event, policy))


def is_published(event: Event, policy: Policy) -> bool:
    """Somebody else made it and invites nobody: a ticket's `.ics`."""
    return not event.attendees and bool(others(event, policy))


def _names(case: Case, text: tuple[str, ...], spelled: frozenset[str]) -> bool:
    if not case.known:
        return False
    names = (employer_tokens(name) for name in (case.employer, *case.names))
    return any(spelled_in(words, text) for words in names) or not case.party.forms.isdisjoint(spelled)


def days_after(event: Event, interview: Interview) -> int:
    """How many days after the interview it begins, where the entry's clock stands."""
    return (event.start.date() - interview.start.astimezone(event.start.tzinfo).date()).days


def ends_after(event: Event, interview: Interview) -> int:
    """Likewise its last day."""
    end = max(event.start, (event.end or event.start) - timedelta(seconds=1)).astimezone(event.start.tzinfo)
    return (end.date() - interview.start.astimezone(event.start.tzinfo).date()).days


def spans(event: Event, interview: Interview) -> bool:
    """Some day of it is the interview's, or next to it."""
    return days_after(event, interview) <= 1 and ends_after(event, interview) >= -1
