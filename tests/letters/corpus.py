"""All letters of one language: every kind, tone and situation, rendered once and shared by the tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

from agent.letters import compose, render
from agent.letters.fields import fields
from agent.letters.language import load
from agent.letters.thread import exchange, trusted
from agent.model import Letter, Policy, Tone, Wanted
from tests.letters.build import NOW
from tests.letters.situations import KINDS, Situation, case, every, policy_for

TONES: tuple[Tone, ...] = get_args(Tone)
DRAWN = 30
"""Situations of each kind."""


@dataclass(frozen=True)
class Sample:
    """One letter, and what it was made of."""

    situation: Situation
    tone: Tone
    wanted: Wanted
    policy: Policy
    letter: Letter
    known: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.tone} {self.situation} {self.known['choice']}\n{self.letter.subject}\n{self.letter.body}"


@cache
def samples(code: str) -> tuple[Sample, ...]:
    """The letters in that language; composed whole once a situation, its other tones and wordings from the same fields."""
    found = []
    for kind in KINDS:
        for number, situation in enumerate(every(kind, code, DRAWN)):
            found += _written(situation, number)
    return tuple(found)


def _written(situation: Situation, number: int) -> list[Sample]:
    of, policy = case(situation), policy_for(situation)
    tones = TONES if situation.kind != "call_sheet" else TONES[1:2]
    whole = compose(of, replace(policy, tone=tones[number % len(tones)]), NOW)
    about = exchange(of) or trusted(of)
    known = fields(of, policy, NOW, about, whole.to, load(whole.language))
    made = []
    for tone in tones:
        for more in range(3):
            # All three wordings of each sentence, shifted against each other.
            picked = {k: (value + more * (n % 2 + 1)) % 3 for n, (k, value) in enumerate(known["choice"].items())}
            varied = known | {"choice": picked}
            text, _ = render.body(situation.kind, tone, load(whole.language), None, varied)
            made.append(Sample(situation, tone, of, policy, replace(whole, body=text), varied))
    return made
