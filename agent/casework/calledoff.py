"""Interviews called off in mail that does not tell which of several it means: they stand, and the user is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from agent.casework.candidacies import Case
from agent.casework.context import quote
from agent.casework.position import Position
from agent.casework.said import answered
from agent.casework.slots import Slot, times
from agent.ids import words
from agent.model import Answer, Question, Reading

_KIND = "called_off"


def settled(case: Case, said: Sequence[Answer]) -> Case:
    """The candidacy, such mail read with the times of those interviews of which the user said that they are meant."""
    if not any(answer.value == f"{_KIND}=yes" for answer in said):
        return case
    meant = {
        one.reading.key: [slot for slot in one.slots if _answer(one.reading, slot, said) == "yes"]
        for one in times(case.readings).unclear
    }
    readings: list[Reading] = []
    for reading in case.readings:
        named = [replace(reading, previous_start=slot.start) for slot in meant.get(reading.key, ())]
        readings += named or [reading]
    return replace(case, readings=tuple(readings))


def which(case: Case, at: Position) -> list[Question]:
    """One question for each interview ahead that may be meant, and was not spoken of since."""
    if not at.candidacies[case.key].open:
        return []
    given = times(case.readings)
    return [
        Question(
            words(f"question:{_key(one.reading, slot)}"),
            _key(one.reading, slot),
            _KIND,
            f"{case.employer} called an interview off: “{quote(one.reading)}” "
            f"Is it the one of {slot.start:%A, %-d %B, %H:%M}? Until you say so it stands.",
            ("yes", "no"),
            subject_key=case.key,
        )
        for one in given.unclear
        for slot in one.slots
        if slot in given.slots
        and slot.start > at.now
        and slot.readings[-1].sent_at <= one.reading.sent_at
        and _answer(one.reading, slot, at.answers) is None
    ]


def _answer(reading: Reading, slot: Slot, said: Sequence[Answer]) -> str | None:
    return answered(said, _KIND, ids=[words(f"question:{_key(reading, slot)}")])


def _key(reading: Reading, slot: Slot) -> str:
    return f"{_KIND}:{reading.key}:{slot.first.astimezone(UTC):%Y%m%dT%H%M}"
