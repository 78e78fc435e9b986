"""What an offer still depends on and what is met, kind by kind, from the sentences that name it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import Literal, cast, get_args

import agent.reading.language as languages
from agent.model import ContingencyKind, Evidence
from agent.reading.anchors import Sought
from agent.reading.clauses import Sentence

State = Literal["open", "met", "named"]


@dataclass(frozen=True, slots=True)
class Check:
    """One mention of something that an offer may depend on."""

    kind: ContingencyKind
    state: State
    quote: str
    binding: bool
    """The sentence ties the offer to it in so many words ("contingent on", "before we can")."""


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: tuple[tuple[ContingencyKind, Sought], ...]
    holds_on: re.Pattern[str]
    open: re.Pattern[str]
    met: re.Pattern[str]
    not_met: re.Pattern[str]
    hypothetical: re.Pattern[str]
    no_more: re.Pattern[str]
    nothing_left: re.Pattern[str]
    needs_nothing: re.Pattern[str]


@lru_cache(maxsize=16)
def _words(code: str) -> _Words | None:
    """The words of a language: of its `checks` where it is a package, of the module itself where it is one."""
    name = f"{languages.__name__}.{code}"
    try:
        module = import_module(name)
        data = import_module(f"{name}.checks") if hasattr(module, "__path__") else module
    except ImportError:
        return None
    kinds = tuple(
        (cast(ContingencyKind, kind), Sought(data.KINDS[kind]))
        for kind in get_args(ContingencyKind)
        if kind in data.KINDS
    )
    return _Words(
        kinds,
        *(
            re.compile(part)
            for part in (
                data.HOLDS_ON,
                data.OPEN,
                data.MET,
                data.NOT_MET,
                data.HYPOTHETICAL,
                data.HOLDS_NO_MORE,
                data.NOTHING_LEFT,
                data.NEEDS_NOTHING,
            )
        ),
    )


_ITEM = re.compile(r"^(?:[-*•>·]|\(?[a-z0-9ivx]{1,3}[.)]|\[.?\])\s")


def find_checks(sentences: Sequence[Sentence], code: str) -> list[Check]:
    """Every mention, in order. Items of a list take the state of the line that opens it; "there is nothing left to verify"
    closes what was named or left open up to there."""
    words = _words(code)
    if words is None:
        return []
    found: list[Check] = []
    heading: tuple[State, bool] | None = None
    for sentence in sentences:
        kinds = [(kind, sought) for kind, sought in words.kinds if sought.possible(sentence.plain)]
        if (found or kinds) and _closes(sentence.plain, words):
            named = [kind for kind, sought in kinds if sought.pattern.search(sentence.plain)]
            found = [replace(check, state="met", binding=False) for check in found]
            found += [Check(kind, "met", sentence.text[:300], binding=False) for kind in named]
            continue
        if not kinds and heading is None and not sentence.text.endswith(":"):
            continue
        if words.hypothetical.search(sentence.plain):
            continue
        item = bool(_ITEM.match(sentence.text))
        state, binding = _state(sentence.plain, words)
        if item and heading is not None and not (state == "met" and not binding and words.met.search(sentence.plain)):
            state, binding = heading
        for clause in _parts(sentence.plain) if not binding else (sentence.plain,):
            part = _state(clause, words) if not binding and not (item and heading) else (state, binding)
            found += [
                Check(kind, part[0], sentence.text[:300], part[1] or binding)
                for kind, sought in kinds
                if sought.pattern.search(clause)
            ]
        if sentence.text.endswith(":"):
            heading = (state, binding) if state != "named" else None
        elif not item and len(sentence.text) > 90:
            heading = None
    return found


def _closes(text: str, words: _Words) -> bool:
    """It says that nothing is left, and of nothing that it is left after all."""
    return bool(words.nothing_left.search(text)) and not _BUT.search(text) and not words.hypothetical.search(text)


_BUT = re.compile(
    r"\b(?:except|apart|other than|but|aside|unless|außer|bis auf|sauf|hormis|salvo|excepto|menos|exceto|tranne|behalve|oprócz|utom)\b"
)
"""Something is left after all."""
_PART = re.compile(
    r";|, (?:but|so|and|which|while)\b| but | while |\. | \((?=[a-z])|: (?=(?:the|your|our) [\w ]{0,30}(?:has|have|is|was|came)\b)"
)


def _parts(text: str) -> list[str]:
    """Clauses that may each have a state of their own: "the medical is done; references are outstanding"."""
    return [part for part in _PART.split(text) if part]


def _state(text: str, words: _Words) -> tuple[State, bool]:
    text = words.needs_nothing.sub(" ", text)
    if words.no_more.search(text):
        return "met", False
    holds = words.holds_on.search(text)
    met = words.met.search(text)
    if met and words.not_met.search(text):
        met = None
    if holds and not (
        met
        and met.end() <= holds.start()
        and holds.group() in ("before", "until", "prior to", "awaiting", "once", "as soon as")
    ):
        return "open", True
    if met:
        return "met", False
    if words.open.search(text) or words.not_met.search(text):
        return "open", False
    return "named", False


def evidence(check: Check) -> Evidence:
    """What one mention shows, for people."""
    name = check.kind.replace("_", " ")
    says = {"open": f"still open: {name}", "met": f"met: {name}", "named": f"named: {name}"}[check.state]
    return Evidence(check.quote, says)
