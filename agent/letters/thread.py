"""The thread that a letter belongs to: which message it answers, under which subject, from which account."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agent.letters import addresses
from agent.letters.text import one_line
from agent.model import Policy, Source, Wanted
from connectors.base import Mailbox

_REPLY = re.compile(
    r"^(?:(?:(?:re|aw|antw|sv|vs|odp|ref|r)(?:\s?\[\d{1,3}\]|\(\d{1,3}\))?|auto(?:matic)?[ -]?(?:reply|response)|autoreply"
    r"|out[ -]of[ -](?:the[ -])?office(?: auto(?:matic)?[ -]?reply)?|automatische antwort|abwesenheits(?:notiz|assistent)|abwesend"
    r"|réponse automatique|absence(?: du bureau)?|respuesta automática|fuera de (?:la )?oficina|resposta automática"
    r"|risposta automatica|fuori sede|automatisch (?:antwoord|bericht)|afwezig(?:heidsassistent)?"
    r"|autosvar|automatiskt svar|odpowiedź automatyczna)\s?[:：]\s*)+",
    re.IGNORECASE,
)
"""What a mail program, or an automatic answer, puts before the subject that it answers."""
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_REFERENCES_KEPT = 20
_SUBJECT_KEPT = 250


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter goes out: on which account, as whom, and as the answer to what."""

    account: str
    from_: Mailbox
    answered: Source | None = None
    """None: it begins a thread of its own."""

    @property
    def in_reply_to(self) -> str | None:
        return valid_id(self.answered.reading.message_id) if self.answered else None

    @property
    def references(self) -> tuple[str, ...]:
        return references(self.answered) if self.answered else ()

    @property
    def thread_id(self) -> str | None:
        return self.answered.thread_id if self.answered else None


def trusted(wanted: Wanted) -> tuple[Source, ...]:
    """The candidacy's messages that may give an address or a word, oldest first: nothing suspicious, no bounces."""
    sources = (s for s in wanted.candidacy.sources if not s.reading.suspicious and s.reading.bounce_of is None)
    return tuple(sorted(sources, key=lambda s: (s.reading.sent_at, s.reading.key, s.account)))


def exchange(wanted: Wanted) -> tuple[Source, ...]:
    """The conversation about what the letter answers, oldest first: the reply, the offer or the interviews that it is
    about, else the latest.

    It is what hangs together by Message-ID, In-Reply-To, References or the provider's thread. Empty where there is no
    mail at all.
    """
    sources = trusted(wanted)
    if wanted.kind == "nudge":
        asked = set(wanted.key.split(":"))
        start = [s for s in sources if s.reading.key in asked]
    elif wanted.kind in ("offer_decline", "more_time"):
        start = [s for s in sources if s.reading.label.startswith("offer_")]
    else:
        keys = {key for interview in wanted.interviews for key in interview.messages}
        start = [s for s in sources if s.reading.key in keys]
    start = start or [s for s in sources if s.reading.direction == "in" and s.reading.human][-1:] or list(sources[-1:])
    return _connected(sources, start)


def _connected(sources: Sequence[Source], start: Iterable[Source]) -> tuple[Source, ...]:
    sharing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, source in enumerate(sources):
        for mark in _marks(source):
            sharing[mark].append(at)
    wanted_keys = {s.reading.key for s in start}
    found = {at for at, s in enumerate(sources) if s.reading.key in wanted_keys}
    todo = list(found)
    while todo:
        for mark in _marks(sources[todo.pop()]):
            new = [at for at in sharing.pop(mark, ()) if at not in found]
            found.update(new)
            todo += new
    return tuple(sources[at] for at in sorted(found))


def _marks(source: Source) -> Iterator[tuple[str, str]]:
    reading = source.reading
    yield "key", reading.key
    for message_id in (reading.message_id, reading.in_reply_to, *reading.references):
        if message_id:
            yield "id", message_id
    if source.thread_id:
        yield "thread", f"{source.account}\0{source.thread_id}"


def place(wanted: Wanted, policy: Policy, person: str | None) -> Place:
    """Where the letter to `person` (an address) goes out; `person` None for a call sheet, which answers nothing."""
    about = exchange(wanted)
    answered = _last_with(about, person) or _last_with(trusted(wanted), person) if person else None
    copies = [s for s in about if answered and s.reading.key == answered.reading.key] or list(about)
    if answered:
        answered = min(copies or [answered], key=lambda s: _account_rank(s, about, policy))
    account = answered.account if answered else _account_without_thread(about, wanted, policy)
    return Place(account, Mailbox(_own_address(answered, about, wanted, policy), policy.name), answered)


def _last_with(sources: Sequence[Source], person: str | None) -> Source | None:
    """The latest message that the person wrote, got, or is named in."""
    for source in reversed(sources):
        reading = source.reading
        boxes = (reading.from_, *reading.reply_to, *reading.to, *reading.cc)
        named = (c.address for c in reading.contacts if c.address)
        if person in {*map(addresses.key, boxes), *map(addresses.key, named)} and valid_id(reading.message_id):
            return source
    return None


def _account_rank(source: Source, about: Sequence[Source], policy: Policy) -> tuple[bool, bool, bool, str]:
    """Of several accounts that hold the thread: one that may send, where the user wrote from, that it was sent to."""
    account = source.account
    wrote_there = any(s.account == account and s.reading.direction == "out" for s in about)
    return account in policy.read_only_accounts, not wrote_there, not _mine(source, policy), account


def _account_without_thread(about: Sequence[Source], wanted: Wanted, policy: Policy) -> str:
    accounts = [s.account for s in reversed(about)]
    accounts += [event.account for interview in wanted.interviews for event in interview.events]
    accounts += [s.account for s in reversed(trusted(wanted))]
    accounts += [s.account for s in wanted.candidacy.sources]
    return next((a for a in accounts if a not in policy.read_only_accounts), accounts[0] if accounts else "")


def _own_address(answered: Source | None, about: Sequence[Source], wanted: Wanted, policy: Policy) -> str:
    """The user's address that the thread used, else the one invited to the event, else the first configured one."""
    for source in (answered, *reversed(about)):
        if source and (mine := _mine(source, policy)):
            return mine
    invited = [a for i in wanted.interviews for e in i.events for a in e.attendees]
    known = {a.lower(): a for a in policy.addresses}
    return next(
        (known[addresses.key(a.address)] for a in invited if addresses.key(a.address) in known), policy.addresses[0]
    )


def _mine(source: Source, policy: Policy) -> str | None:
    reading = source.reading
    known = {a.lower(): a for a in policy.addresses}
    boxes = (reading.from_,) if reading.direction == "out" else (*reading.to, *reading.cc)
    return next((known[addresses.key(b)] for b in boxes if addresses.key(b) in known), None)


def valid_id(message_id: str | None) -> str | None:
    """The id if it can stand in a header as it is (RFC 5322 section 3.6.4, loosely), else None."""
    return message_id if message_id and _MESSAGE_ID.fullmatch(message_id) else None


def references(answered: Source) -> tuple[str, ...]:
    """References of an answer (RFC 5322 section 3.6.4), bounded: the first one, which names the thread, and the last 20."""
    reading = answered.reading
    before = reading.references or ((reading.in_reply_to,) if reading.in_reply_to else ())
    ids = dict.fromkeys(i for i in (*before, reading.message_id) if valid_id(i))
    if reading.message_id in ids:
        ids.pop(reading.message_id)
        ids[reading.message_id] = None
    chain = tuple(i for i in ids if i)
    return chain if len(chain) <= _REFERENCES_KEPT + 1 else (chain[0], *chain[-_REFERENCES_KEPT:])


def answer_subject(subject: str) -> str:
    """The subject of an answer: "Re: " once, whatever chain of them stood there; "" for an empty one."""
    bare = _REPLY.sub("", one_line(subject, _SUBJECT_KEPT)).strip()
    return f"Re: {bare}" if bare else ""
