"""The context of an answer: what it means beside the letter of the user's that it answers.

"Yes, that works" is no acceptance where a letter asked for more time, and "sure, no problem" declines nothing. A reader sees
one message; here the letter is known. Pure: the sources come back, those that answer such a letter as they are meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.casework.course import replies, sent_at
from agent.casework.said import answer_about, answered, unsure_answers
from agent.casework.threads import Tree
from agent.ids import words
from agent.model import DELIVERED, Answer, Draft, DraftKind, Label, Reading, Source

_ASKING: tuple[DraftKind, ...] = ("more_time", "expedite", "reopen")
_UNSAID: tuple[Label, ...] = ("offer_declined", "withdrawn")
"""What only the user can do: their answer says something else."""
_SURELY = 0.9
"""From here on an offer is taken back, whatever was asked."""
_PLAIN_YES = 5
"""A yes of so many words at most has no condition."""


def in_context(sources: Sequence[Source], drafts: Sequence[Draft], said: Sequence[Answer]) -> list[Source]:
    """The sources, answers to a letter that asks for something read as such answers: a request for time, one to move forward,
    one that takes a withdrawal back.

    Who was asked to move forward and could do so at another time has moved nothing yet: the time that was agreed stands.
    What the user said of a message stands as it was said.
    """
    asking = [d for d in drafts if d.kind in _ASKING and d.status in DELIVERED]
    if not asking:
        return list(sources)
    known = unsure_answers(said)
    asked = _asked(asking, sources)
    return [
        replace(source, reading=_meant(source.reading, letter, said))
        if (letter := asked.get(source.reading.key)) and answer_about(source.reading, known) is None
        else source
        for source in sources
    ]


def granted_id(letter: Draft, reading: Reading) -> str:
    """Id of the question whether an answer gives the time that the letter asked for."""
    return words(f"question:{granted_key(letter, reading)}")


def granted_key(letter: Draft, reading: Reading) -> str:
    return f"granted:{letter.id}:{reading.key}"


def quote(reading: Reading) -> str:
    """What they write, as far as it is kept."""
    return next((e.quote for e in reading.evidence if e.zone == "text"), reading.subject)


def _asked(letters: Sequence[Draft], sources: Sequence[Source]) -> dict[str, Draft]:
    """By the key of each message that answers some of the letters: the last of them."""
    mail = Tree([s.reading for s in sources if not s.reading.suspicious])
    return {r.key: d for d in sorted(letters, key=lambda d: (sent_at(d), d.id)) for r in replies(d, mail)}


def _meant(reading: Reading, letter: Draft, said: Sequence[Answer]) -> Reading:
    if letter.kind == "reopen":
        return _silent(reading) if reading.label in _UNSAID else reading
    if letter.kind == "expedite":
        proposes = reading.label == "interview_rescheduled" and reading.interview_start is None
        return replace(reading, label="interview_invited") if proposes else reading
    given = answered(said, "granted", ids=[granted_id(letter, reading)])
    if given is not None:
        return replace(_silent(reading), deadline=letter.until if given == "yes" else letter.deadline)
    if reading.label == "offer_rescinded" and reading.confidence < _SURELY:
        return replace(_silent(reading), needs_confirmation="offer_rescinded")
    timeless = reading.label.startswith("interview_") and reading.interview_start is None
    cleared = "offer_cleared" in (reading.label, reading.needs_confirmation) and not reading.cleared
    agrees = reading.agrees or (reading.needs_confirmation == "offer_accepted" and not reading.signed)
    plain = _silent(reading) if agrees or timeless or cleared or reading.label in _UNSAID else reading
    if agrees and reading.deadline is None and letter.until is not None and (reading.agrees or _is_plain(reading)):
        return replace(plain, deadline=letter.until)
    return plain


def _silent(reading: Reading) -> Reading:
    """Of what the reader saw alone, only the days that it names are left."""
    told = tuple(replace(e, says="they answer your letter") for e in reading.evidence)
    return replace(reading, label="other", needs_confirmation=None, evidence=told)


def _is_plain(reading: Reading) -> bool:
    text = quote(reading)
    return not reading.urges and "?" not in text and len(text.split()) <= _PLAIN_YES
