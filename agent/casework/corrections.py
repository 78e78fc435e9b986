"""What the user said of one message, laid to those like it, so that the same mistake does not come back.

Narrow on purpose: a message is *like* another one if the same sender wrote it (organisation; address, where anybody may
have one there) in the same wording, and no employer and no role that both name differs; for a dismissed offer also if it
stands in the same conversation and says nothing more than what was dismissed. A correction lifts no suspicion, calls
nothing firm that another sender wrote, and never hides that an offer is taken back or has a condition. Nothing is stored:
all of it follows from the answers and the readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.casework.candidacies import Case
from agent.casework.doubt import in_doubt
from agent.casework.names import employer_forms, host_of, same_role
from agent.casework.people import own_domain
from agent.casework.questions import MEANS
from agent.casework.said import Word, answer_about, reading_key, unsure_answers, word_of, words_about
from agent.casework.wording import wording
from agent.domains import RELAYS, registrable
from agent.model import Answer, Label, Link, Offer, Reading, Source

NO_OFFER = "you said of a message like this that it is no offer"
"""What the evidence says of a message that a dismissal was laid to."""
_MAKES: tuple[Label, ...] = ("offer_verbal", "offer_written", "offer_cleared", "offer_accepted")
"""What a dismissal may be laid to: an end or a condition means that interviews are kept, so it is always heard."""
_ALWAYS_ASKED: tuple[Label, ...] = ("offer_rescinded", "offer_contingency", "offer_declined")
"""What no *no* about another message answers, for the same reason."""
_SAYS_NOTHING: tuple[Label, ...] = ("other", "outreach")


@dataclass(frozen=True, slots=True)
class Recalled:
    """A message to which an earlier answer was laid."""

    reading: Reading
    """As it was read."""
    says: str
    """What follows, in plain words."""
    origins: frozenset[str]
    """Keys of the messages that the user spoke of."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a message is known again by."""

    direction: str
    sender: str
    """The other side: registrable domain of an organisation's own address, else the address itself."""
    shared: bool
    """Many employers write from there (an agency, a system that sends for others): the employer has to be the same."""
    names: frozenset[str]
    """Name forms of the employer."""
    role: str | None
    wording: str | None
    thread: frozenset[str]
    facts: frozenset[str]
    """What it says beside making an offer."""


def likeness(reading: Reading) -> Likeness:
    """What to know the message again by."""
    others = [reading.from_] if reading.direction == "in" else [*reading.to, *reading.cc]
    address = next((m.address.casefold() for m in others if m.address), "")
    host = host_of(address)
    facts = {
        "in writing": _asked(reading) in ("offer_written", "offer_cleared"),
        "accepted": _asked(reading) == "offer_accepted",
        "the letter": reading.is_letter,
        "signed": reading.signed,
        "a deadline": reading.deadline is not None,
        "a first day": reading.start_date is not None,
    }
    return Likeness(
        direction=reading.direction,
        sender=own_domain(address) or address,
        shared=bool(reading.agency or {host, registrable(host)} & RELAYS),
        names=frozenset(f for n in (reading.employer, *reading.employer_names) if n for f in employer_forms(n)),
        role=reading.role,
        wording=wording(reading),
        thread=frozenset(m for m in (reading.message_id, reading.in_reply_to, *reading.references) if m),
        facts=frozenset(fact for fact, there in facts.items() if there),
    )


def same_wording(one: Likeness, other: Likeness) -> bool:
    """The same sender says the same again."""
    return _compatible(one, other) and one.wording is not None and one.wording == other.wording


def goes_on(one: Likeness, other: Likeness) -> bool:
    """`other` stands in the conversation of `one` and says nothing more."""
    return _compatible(one, other) and not one.thread.isdisjoint(other.thread) and other.facts <= one.facts


def _compatible(one: Likeness, other: Likeness) -> bool:
    if one.direction != other.direction or one.sender != other.sender or not one.sender:
        return False
    differ = one.names.isdisjoint(other.names)
    if differ and (one.shared or other.shared or (one.names and other.names)):
        return False
    return not (one.role and other.role) or same_role(one.role, other.role)


# ---------------------------------------------------------------- yes and no to `unsure_reading`


def heard(sources: Sequence[Source], answers: Sequence[Answer]) -> tuple[list[Answer], list[Recalled]]:
    """Answers for messages that were not asked about, from the last one about a message in the same wording.

    Only where the same is asked, never for a suspicious message or from one; *reset* of an offer ends it for its messages.
    """
    known = unsure_answers(answers)
    if not known:
        return [], []
    readings = {s.reading.key: s.reading for s in sources if not s.reading.suspicious}
    spoken = _spoken_readings(readings.values(), known)
    reset = {key: a.at for a in sorted(answers, key=_when) if a.verb == "reset" for key in a.messages}
    found, recalled = [], []
    for reading in sorted(readings.values(), key=lambda r: r.key) if spoken else ():
        if not in_doubt(reading) or answer_about(reading, known) is not None:
            continue
        own, asked = likeness(reading), _asked(reading)
        alike = [
            (answer, origin)
            for answer, label, origin, like in spoken
            if label == asked and same_wording(like, own) and answer.at > reset.get(reading.key, _before(answer))
        ]
        if not alike:
            continue
        answer, origin = max(alike, key=lambda pair: (_when(pair[0]), pair[1]))
        yes = answer.value == "unsure_reading=yes"
        if yes or asked not in _ALWAYS_ASKED:
            found.append(replace(answer, about="", subject_key=reading_key(reading), messages=(), label=asked))
            recalled.append(Recalled(reading, _heard(asked, yes=yes), frozenset({origin})))
    return found, recalled


def _spoken_readings(
    readings: Iterable[Reading], known: Mapping[str, Answer]
) -> list[tuple[Answer, Label, str, Likeness]]:
    """Each answered message: the answer, what was asked about, its key, and what it is known again by."""
    found = []
    for reading in readings:
        answer = answer_about(reading, known)
        if answer is not None and (answer.label is not None or in_doubt(reading)):
            found.append((answer, answer.label or _asked(reading), reading.key, likeness(reading)))
    return found


def _heard(label: Label, *, yes: bool) -> str:
    return f"you said of a message like this that it {'is' if yes else 'is not'} {MEANS.get(label, 'what it seems')}"


# ---------------------------------------------------------------- dismissed offers


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The last word about one offer, and the messages that were there."""

    at: datetime
    word: Word | None
    """None: taken back, the mail speaks."""
    suspicious: bool
    keys: frozenset[str]
    likes: tuple[Likeness, ...]
    judged: frozenset[str]
    """Those of them that the offer's own standing answers for."""

    def means(self, reading: Reading, like: Likeness) -> bool:
        """The word goes for this message too. A forged one speaks for none but forged ones."""
        if self.suspicious and not reading.suspicious:
            return False
        return any(same_wording(own, like) or goes_on(own, like) for own in self.likes)


def without_dismissed(cases: Sequence[Case], answers: Sequence[Answer]) -> tuple[tuple[Case, ...], list[Recalled]]:
    """The candidacies, in which what is like a dismissed offer counts as any other mail; and the messages concerned.

    A candidacy that rests on nothing else is gone. Of several words about offers alike the last one goes; messages that
    the user spoke of themselves are left to that word.
    """
    if not any(word_of(a) == "dismiss" for a in answers):
        return tuple(cases), []
    spoken = _spoken(cases, answers)
    judged = frozenset(key for s in spoken for key in s.judged)
    found: dict[str, Recalled] = {}
    for case in cases:
        for reading in (*case.readings, *case.suspicious):
            if _asked(reading) in _MAKES and reading.key not in judged:
                like = likeness(reading)
                last = max((s for s in spoken if s.means(reading, like)), key=_by_time, default=None)
                if last is not None and last.word == "dismiss":
                    found[reading.key] = Recalled(reading, NO_OFFER, last.keys)
    return tuple(c for case in cases if (c := _without(case, found))), list(found.values())


def _spoken(cases: Sequence[Case], answers: Sequence[Answer]) -> list[_Spoken]:
    last: dict[str | None, Answer] = {}
    lost = []
    for key, answer in words_about(cases, answers):
        if key is None:
            lost.append(answer)
        else:
            last[key] = answer
    found = []
    by_key = {case.key: case for case in cases}
    for key, answer in last.items():
        case = by_key[key or ""]
        genuine, forged = ([r for r in part if _asked(r) in _MAKES] for part in (case.readings, case.suspicious))
        for mail, suspicious in ((genuine, False), (forged, True)):
            there = [r for r in mail if r.key in answer.messages] or [r for r in mail if r.sent_at <= answer.at]
            found += _of(answer, there, suspicious=suspicious, placed=True)
    for answer in lost:
        # Its mail is read as another offer's by now: the word stays with the messages.
        mine = [r for case in cases for r in case.readings if r.key in answer.messages and _asked(r) in _MAKES]
        found += _of(answer, mine, suspicious=False, placed=False)
    return found


def _of(answer: Answer, there: Sequence[Reading], *, suspicious: bool, placed: bool) -> list[_Spoken]:
    if not there:
        return []
    return [
        _Spoken(
            at=answer.at,
            word=word_of(answer),
            suspicious=suspicious,
            keys=frozenset(r.key for r in there),
            likes=tuple(dict.fromkeys(likeness(r) for r in there)),
            judged=frozenset(r.key for r in there if placed and r.sent_at <= answer.at),
        )
    ]


def _without(case: Case, dismissed: Mapping[str, Recalled]) -> Case | None:
    """The candidacy with those messages as ordinary mail; None if nothing else speaks of one."""
    if not any(r.key in dismissed for r in (*case.readings, *case.suspicious)):
        return case
    readings, suspicious = (tuple(_plain(r, dismissed) for r in part) for part in (case.readings, case.suspicious))
    if all(r.label in _SAYS_NOTHING for r in (*readings, *suspicious)):
        return None
    sources = tuple(replace(s, reading=_plain(s.reading, dismissed)) for s in case.sources)
    return replace(case, readings=readings, suspicious=suspicious, sources=sources)


def _plain(reading: Reading, dismissed: Mapping[str, Recalled]) -> Reading:
    if reading.key not in dismissed:
        return reading
    return replace(reading, label="other" if reading.label in _MAKES else reading.label, needs_confirmation=None)


# ---------------------------------------------------------------- told


def told(offer: Offer, case: Case, recalled: Sequence[Recalled]) -> Offer:
    """The offer with what was recalled of its messages, of others of its candidacy, or of those that the user spoke of."""
    links = {link.key: link for link in offer.evidence}
    there = {*links, *(r.key for r in (*case.readings, *case.suspicious))}
    for one in recalled:
        reading = one.reading
        if reading.key in links:
            links[reading.key] = replace(links[reading.key], says=one.says)
        elif reading.key in there or not one.origins.isdisjoint(links):
            quote = next((e.quote for e in reading.evidence), reading.subject)
            links[reading.key] = Link(
                reading.message_id, reading.key, reading.sent_at, _asked(reading), quote, one.says, counts=False
            )
    return replace(offer, evidence=tuple(sorted(links.values(), key=lambda link: (link.date, link.key))))


def _asked(reading: Reading) -> Label:
    return reading.needs_confirmation or reading.label


def _when(answer: Answer) -> tuple[datetime, str, str]:
    return answer.at, answer.about, answer.value


def _before(answer: Answer) -> datetime:
    return datetime.min.replace(tzinfo=answer.at.tzinfo)


def _by_time(spoken: _Spoken) -> tuple[datetime, list[str]]:
    return spoken.at, sorted(spoken.keys)
