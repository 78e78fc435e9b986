"""What the user said, laid to the candidacy, interview or message that it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from agent.casework.candidacies import Case
from agent.casework.doubt import affirmed, denied, in_doubt, unanswered
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


@dataclass(frozen=True, slots=True)
class Said:
    """The user's last word about one offer: it beats the mail that was there when it was said."""

    at: datetime
    word: Word
    accepted_at: datetime | None = None
    """When the user said before that it was accepted, where the last word takes that back."""


def reading_key(reading: Reading) -> str:
    """What an `unsure_reading` question about this message is about."""
    return f"reading:{reading.key}"


def unsure_id(reading: Reading) -> str:
    """Id of that question."""
    return words(f"question:unsure_reading:{reading.key}")


def confirmed(sources: Sequence[Source], answers: Sequence[Answer]) -> list[Source]:
    """The sources with the user's answers to `unsure_reading` put in, and what nobody is sure of left out.

    *yes*: the message means what was asked, and is trusted. *no*: what was asked does not count; a suspicious one stays
    suspicious. Unanswered: as for *no*, and `needs_confirmation` says what is to be asked; also where the reader is sure
    of it but has no ground to show. So nothing that is in doubt makes an offer firm. An answer holds for what was asked
    (`Answer.label`), however another reader reads the message since.
    """
    known = unsure_answers(answers)
    return [replace(s, reading=_confirmed(s.reading, answer_about(s.reading, known))) for s in sources]


def unsure_answers(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The last answer to each `unsure_reading`, by what it is about and by the question's id.

    A *reset* of an offer forgets those about its messages: they are asked about again.
    """
    found: dict[str, Answer] = {}
    for answer in _in_time(answers):
        if answer.value.startswith("unsure_reading="):
            found |= {name: answer for name in (answer.subject_key, answer.about) if name}
        elif answer.verb == "reset":
            gone = [found.pop(f"reading:{key}") for key in answer.messages if f"reading:{key}" in found]
            for old in gone:
                found.pop(old.about, None)
    return found


def answer_about(reading: Reading, known: Mapping[str, Answer]) -> Answer | None:
    """The answer about this very message."""
    return (known.get(reading_key(reading)) or known.get(unsure_id(reading))) if known else None


def _confirmed(reading: Reading, answer: Answer | None) -> Reading:
    asked = reading.needs_confirmation or reading.label
    same = answer is not None and answer.label in (None, asked)
    if answer is not None and (same or not reading.suspicious):
        yes = answer.value == "unsure_reading=yes"
        if in_doubt(reading) and yes:
            return affirmed(reading, answer.label or asked)
        if in_doubt(reading) and same:
            return denied(reading)
        if answer.label is not None and not in_doubt(reading) and yes != (reading.label == answer.label):
            return affirmed(reading, answer.label) if yes else replace(denied(reading), confidence=1.0)
    return unanswered(reading)


def last_words(cases: Sequence[Case], answers: Sequence[Answer]) -> dict[str, Said]:
    """The last word about each candidacy's offer, by candidacy key; a *reset* forgets all before it."""
    found: dict[str, Said] = {}
    for key, answer in words_about(cases, answers):
        if key is None:
            continue
        if word := word_of(answer):
            found[key] = Said(answer.at, word, _accepted_at(found.get(key)) if word == "decline" else None)
        else:
            found.pop(key, None)
    return found


def _accepted_at(before: Said | None) -> datetime | None:
    if before is None:
        return None
    return before.at if before.word in ("accept", "firm") else before.accepted_at


def words_about(cases: Sequence[Case], answers: Sequence[Answer]) -> list[tuple[str | None, Answer]]:
    """What the user said of offers, resets included, in order of time: each with the key of its candidacy, if there is one.

    It is found by the key under which it was said; where that is gone, or means other mail by now (the same messages are
    read otherwise), by the messages.
    """
    spoken = [a for a in _in_time(answers) if word_of(a) or a.verb == "reset"]
    if not spoken:
        return []
    by_key = {alias: case.key for case in cases for alias in case.aliases}
    strays = any(a.subject_key not in by_key for a in spoken)
    by_id = {words(f"offer:{alias}"): key for alias, key in by_key.items()} if strays else {}
    offers = {case.key: _offer_mail(case) for case in cases} if any(a.messages for a in spoken) else {}
    return [(_placed(a, by_key.get(a.subject_key) or by_id.get(a.about), offers), a) for a in spoken]


def _placed(answer: Answer, key: str | None, offers: Mapping[str, Sequence[Reading]]) -> str | None:
    before = set(answer.messages)
    if not before or (key is not None and any(r.key in before for r in offers[key])):
        return key
    for other, mail in offers.items():
        then = [r.key for r in mail if r.sent_at <= answer.at]
        if then and before.issuperset(then):
            return other
    return key


def _offer_mail(case: Case) -> list[Reading]:
    return [r for r in (*case.readings, *case.suspicious) if r.label.startswith("offer_")]


def word_of(answer: Answer) -> Word | None:
    """What an answer says of an offer; None where it is about something else, or a *reset*."""
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
    """In order of time; of what was said at one moment, as it was said."""
    return sorted(answers, key=lambda a: a.at)
