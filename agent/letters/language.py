"""The language of a letter. A folder under `templates` is one: its templates, and its days, times and salutations."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.model import Policy, Source

TEMPLATES = Path(__file__).parent / "templates"
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """One language, as its `phrases.toml` has it; the keys are explained in that of `en`."""

    code: str
    name: str
    weekdays: Sequence[str]
    months: Sequence[str]
    joiner: str
    date: Mapping[str, str]
    time: Mapping[str, str]
    slot: Mapping[str, str]
    zones: Mapping[str, Any]
    greeting: Mapping[str, Any]
    titled: Mapping[str, str]
    """The greeting for each title, in small letters and without stops: "frau", "sra"."""
    address: Mapping[str, Any]
    subject: Mapping[str, str]
    position: Mapping[str, str]
    met_with: Mapping[str, str]
    stand_in: Mapping[str, str]
    call: Mapping[str, str]
    calendar_note: str

    def join(self, parts: Sequence[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + self.joiner + parts[-1] if parts else ""


@cache
def codes() -> frozenset[str]:
    """The languages that have templates."""
    return frozenset(p.parent.name for p in TEMPLATES.glob("*/phrases.toml"))


@cache
def load(code: str) -> Language:
    """The language `code`, one of `codes()`."""
    with (TEMPLATES / code / "phrases.toml").open("rb") as file:
        phrases = tomllib.load(file)
    return Language(code=code, joiner=phrases.pop("and"), **phrases)


def choose(policy: Policy, about: Sequence[Source]) -> tuple[Language, str | None]:
    """The language of the exchange, or the user's choice, and why it is another one, if it is.

    The last message of a person tells; a machine's, an automatic answer say, only where nobody else wrote.
    """
    last = sorted((s.reading for s in reversed(about)), key=lambda r: not (r.human or r.direction == "out"))
    spoken = next((r.language for r in last if r.language), FALLBACK)
    asked = (spoken if policy.language == "auto" else policy.language).casefold().replace("_", "-").split("-")[0]
    if asked in codes():
        return load(asked), None
    return load(
        FALLBACK
    ), f"There are no letters in the language of this exchange ({asked}) yet: this one is in English."
