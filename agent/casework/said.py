"""What the user said, laid to the candidacy, interview or message that it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from agent.casework.candidacies import Case
from agent.ids import words
from agent.model import Answer, Reading, Source

Word = Literal["accept", "decline", "doubt", "dismiss", "firm", "deciding", "no"]
_BY_ANSWER: Mapping[str, Word] = {
    "yes": "accept",
    "no": "no",
    "deciding": "deciding",
    "turned_down": "decline",
    "not_an_offer": "dismiss",
}
_BY_VERB: Mapping[str, Word] = {
    "accept": "accept",
    "decline": "decline",
    "doubt": "doubt",
    "dismiss": "dismiss",
    "firm": "firm",
}
CERTAIN = 0.5
"""Below this confidence nothing follows from a reading without a question."""


@dataclass(frozen=True, slots=True)
class Said:
    """The user's last word about one offer: it beats the mail that was there when it was said."""

    at: datetime
    word: Word


def reading_key(reading: Reading) -> str:
    """What an `unsure_reading` question about this message is about."""
    return f"reading:{reading.key}"


def unsure_id(reading: Reading) -> str:
    """Id of that question."""
    return words(f"question:unsure_reading:{reading.key}")


def in_doubt(reading: Reading) -> bool:
    """Only the user can say what the message means: the reader asks, is unsure, or a suspicious one takes an offer back."""
    if reading.suspicious:
        return reading.label == "offer_rescinded"
    return reading.needs_confirmation is not None or (
        reading.confidence < CERTAIN and reading.label.startswith("offer_")
    )


def confirmed(sources: Sequence[Source], answers: Sequence[Answer]) -> list[Source]:
    """The sources with the user's answers to `unsure_reading` put in, and what nobody is sure of left out.

    *yes*: the message means what was asked, and is trusted. *no*: only the cautious label stands; a suspicious one stays
    suspicious. Unanswered: the cautious label stands too, and `needs_confirmation` says what is to be asked.
    """
    answered = {a.subject_key: a.value for a in _in_time(answers) if a.value.startswith("unsure_reading=")}
    answered |= {a.about: a.value for a in _in_time(answers) if a.value.startswith("unsure_reading=")}
    return [replace(s, reading=_confirmed(s.reading, answered)) for s in sources]


def _confirmed(reading: Reading, answered: Mapping[str, str]) -> Reading:
    if in_doubt(reading):
        value = answered.get(reading_key(reading)) or (answered.get(unsure_id(reading)) if answered else None)
        if value == "unsure_reading=yes":
            label = reading.needs_confirmation or reading.label
            return replace(reading, label=label, needs_confirmation=None, suspicious=False, confidence=1.0)
        if value is not None:
            label = (
                "other" if reading.suspicious or reading.needs_confirmation in (None, reading.label) else reading.label
            )
            return replace(reading, label=label, needs_confirmation=None)
    if reading.confidence < CERTAIN and reading.label != "other":
        asked = reading.needs_confirmation or (reading.label if in_doubt(reading) else None)
        return reading if reading.suspicious else replace(reading, label="other", needs_confirmation=asked)
    return reading


def last_words(cases: Sequence[Case], answers: Sequence[Answer]) -> dict[str, Said]:
    """The last word about each candidacy's offer, by candidacy key; a *reset* forgets all before it."""
    by_key = {alias: case.key for case in cases for alias in case.aliases}
    strays = any(_word(a) or a.verb == "reset" for a in answers if a.subject_key not in by_key)
    by_id = {words(f"offer:{alias}"): key for alias, key in by_key.items()} if strays else {}
    found: dict[str, Said] = {}
    for answer in _in_time(answers):
        key = by_key.get(answer.subject_key) or by_id.get(answer.about)
        if key is None:
            continue
        if answer.verb == "reset":
            found.pop(key, None)
        elif word := _word(answer):
            found[key] = Said(answer.at, word)
    return found


def _word(answer: Answer) -> Word | None:
    if answer.verb == "answer":
        kind, _, value = answer.value.partition("=")
        return _BY_ANSWER.get(value) if kind == "accepted" else None
    return _BY_VERB.get(answer.verb)


def answered(answers: Iterable[Answer], kind: str, case: Case | None = None, ids: Sequence[str] = ()) -> str | None:
    """The last answer to a question of this kind about the candidacy, or under one of these question ids."""
    value = None
    for answer in _in_time(answers):
        about = answer.about in ids or (case is not None and answer.subject_key in case.aliases)
        if about and answer.verb == "answer" and answer.value.startswith(f"{kind}="):
            value = answer.value.partition("=")[2]
    return value


def is_kept(names: Collection[str], answers: Iterable[Answer]) -> bool:
    """The user said *keep* of something under one of these keys or ids."""
    return any(a.verb == "keep" and (a.about in names or a.subject_key in names) for a in answers)


def _in_time(answers: Iterable[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda a: (a.at, a.about, a.verb, a.value))
