"""Speech acts: what each clause of a message does ("offers the job", "asks for times"), to whom, and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from itertools import groupby, islice
from typing import Literal, get_args

from agent.model import Direction, Evidence
from agent.reading.anchors import Anchors, Deriver, Sieve, Sought
from agent.reading.clauses import Sentence, clause
from agent.reading.document import ZoneKind
from agent.reading.language import ActKind, Family, Language, written_out

Mood = Literal["asserted", "conditional", "question"]
Object = Literal["job", "interview", "non-job", "unknown"]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that one clause does."""

    kind: ActKind
    says: str
    quote: str
    zone: ZoneKind
    strong: bool = True
    positive: bool = True
    mood: Mood = "asserted"
    actor: Literal["us", "user", "other"] = "us"
    """us: the other side of the candidacy; other: it is done to or by somebody else."""
    object: Object = "unknown"
    paragraph: int = 0
    words: str = ""
    """The words that gave it away, as matched."""

    @property
    def holds(self) -> bool:
        """It is really done: asserted, not denied, not about somebody else."""
        return self.positive and self.mood == "asserted" and self.actor != "other"

    def evidence(self) -> Evidence:
        return Evidence(self.quote[:300], self.says if self.positive else f"it is denied that {self.says}", self.zone)


class Line:
    """One pattern of a family (that has a number), compiled when a sentence first has its anchors."""

    def __init__(self, family: Family, number: int, text: str, deriver: Deriver) -> None:
        self.family, self.number = family, number
        self._text, self._deriver = text, deriver

    @cached_property
    def needs(self) -> tuple[Anchors, ...]:
        return self._deriver.needs(self._text)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(written_out(self._text, self._deriver.words))


@dataclass(frozen=True)
class Matcher:
    """A language, compiled."""

    language: Language
    lines: Mapping[Direction, Sieve[Line]]
    """Of the families that count in mail of that direction, in the order in which they are tried."""
    negation: re.Pattern[str]
    negation_after: re.Pattern[str]
    condition: re.Pattern[str]
    condition_first: re.Pattern[str]
    ahead: re.Pattern[str]
    bargain: re.Pattern[str]
    other_person: re.Pattern[str]
    third_person: re.Pattern[str]
    second_person: re.Pattern[str]
    interview: re.Pattern[str]
    nonjob: re.Pattern[str]
    job: re.Pattern[str]
    domains: tuple[tuple[str, Sought], ...]
    job_words: re.Pattern[str]
    plainly_job: re.Pattern[str]
    terms: dict[str, Sought]
    marks: dict[str, Sought]


_TO_SOMEBODY = frozenset({"OFFER", "PROMISE", "LETTER", "THANKS_ACCEPT", "ONBOARD"})
"""Acts that are news for the user only if the user is the one they are done to."""


@lru_cache(maxsize=16)
def matcher(code: str) -> Matcher | None:
    """The compiled phrases of a language, None where there are none."""
    try:
        language: Language = import_module(f"agent.reading.language.{code}").LANGUAGE
    except (ImportError, AttributeError):
        return None
    deriver = Deriver(language.words)
    lines = [
        Line(family, number, line, deriver)
        for number, family in enumerate(language.families)
        for line in _lines(family)
    ]
    directions: tuple[Direction, ...] = get_args(Direction)
    return Matcher(
        language=language,
        lines={side: Sieve(line for line in lines if line.family.side in ("any", side)) for side in directions},
        negation=re.compile(language.negation),
        negation_after=re.compile(language.negation_after),
        condition=re.compile(language.condition),
        condition_first=re.compile(language.condition_first),
        ahead=re.compile(language.ahead),
        bargain=re.compile(language.bargain),
        other_person=re.compile(language.other_person),
        third_person=re.compile(language.third_person),
        second_person=re.compile(language.second_person),
        interview=re.compile(language.interview),
        nonjob=re.compile(language.nonjob),
        job=re.compile(language.job),
        domains=tuple((name, _whole_words(words)) for name, words in language.domains.items()),
        job_words=re.compile(language.job_words),
        plainly_job=re.compile(language.plainly_job),
        terms={name: Sought(words, re.MULTILINE) for name, words in language.terms.items()},
        marks={name: _whole_words(words) for name, words in language.marks.items()},
    )


def _lines(family: Family) -> list[str]:
    return [stripped for line in family.patterns.splitlines() if (stripped := line.strip())]


def _whole_words(words: str) -> Sought:
    return Sought(rf"(?<![\w-])(?:{words})(?!\w)", re.MULTILINE)


def find_acts(sentences: Iterable[Sentence], code: str, direction: Direction) -> list[Act]:
    """The acts in these sentences, in order. An unknown language has none."""
    known = matcher(code)
    read = list(sentences)
    if known is None or not read:
        return []
    found: list[Act] = []
    for sentence in read:
        for _, lines in groupby(known.lines[direction].possible(sentence.plain), key=lambda line: line.number):
            same = list(lines)
            act = _find(same[0].family, [line.pattern for line in same], sentence, known)
            if act is not None:
                found.append(act)
    return found


def _find(family: Family, patterns: Sequence[re.Pattern[str]], sentence: Sentence, known: Matcher) -> Act | None:
    """The family's act in a sentence: the first that holds, else the first at all."""
    fallback = None
    for match in islice(_matches(patterns, sentence.plain), 5):
        act = _act(family, match, sentence, known)
        if act.holds and act.object not in ("non-job", "interview"):
            return act
        fallback = fallback or act
    return fallback


def _matches(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """What the patterns match, left to right, as one pattern of all of them would: of two at one place, the first."""
    ahead = [match for pattern in patterns if (match := pattern.search(text))]
    while ahead:
        first = min(ahead, key=lambda match: match.start())
        yield first
        after = max(first.end(), first.start() + 1)
        ahead = [match for old in ahead if (match := old if old.start() >= after else old.re.search(text, after))]


def _act(family: Family, match: re.Match[str], sentence: Sentence, known: Matcher) -> Act:
    before, after = clause(sentence.plain, match.start(), match.end())
    denied = _last_words(before, 7) + (" " + match.group() if family.act in ("OFFER", "LETTER", "ACCEPT") else "")
    positive = "n" in family.free or not (known.negation.search(denied) or known.negation_after.search(after.lstrip()))
    mood: Mood = "asserted"
    if "c" not in family.free and _conditional(before, sentence.plain[: match.start()], known):
        mood = "asserted" if sentence.question and "q" in family.free and _POLITE.search(before) else "conditional"
    elif family.act in ("ACCEPT", "THANKS_ACCEPT") and _is_to_come(
        before, match.group(), sentence.plain[match.end() :], known
    ):
        mood = "conditional"
    elif sentence.question and "q" not in family.free:
        mood = "question"
    around = _last_words(before, 6) + " " + match.group() + " " + _first_words(after, 8)
    other = known.other_person.search(before if family.act == "REJECT" else around) is not None
    if (
        family.act in _TO_SOMEBODY
        and known.third_person.search(match.group())
        and not known.second_person.search(sentence.plain)
    ):
        other = True
    return Act(
        family.act, family.says, sentence.text[:300], sentence.zone, family.strong, positive, mood,
        "other" if other else "user" if family.side == "out" else "us",
        _object(family, match, after, known), sentence.paragraph, match.group()[:120],
    )  # fmt: skip


_POLITE = re.compile(r"(?:could|might) (?:you|we|i)(?: \w+){0,2} ?$")
"""A question for form's sake: "could you let me know …?"."""


def _is_to_come(before: str, words: str, after: str, known: Matcher) -> bool:
    """An acceptance that is hoped for, planned, bargained over or still to come."""
    lead = _last_words(before, 6) + " " + _first_words(words, 4)
    return (
        known.ahead.search(lead) is not None or known.bargain.search(words + " " + _first_words(after, 9)) is not None
    )


def _conditional(clause_before: str, before: str, known: Matcher) -> bool:
    """The clause hangs on an if: in itself, or as the second half of "if …, …"."""
    if known.condition.search(clause_before):
        return True
    return known.condition_first.match(before) is not None


def _object(family: Family, match: re.Match[str], after: str, known: Matcher) -> Object:
    """What is offered, withdrawn or accepted, by the words of the act and the few that follow."""
    if family.act not in ("OFFER", "LETTER", "RESCIND", "ACCEPT", "DECLINE", "THANKS_ACCEPT", "INVITE", "PROMISE"):
        return "unknown"
    words = ("" if family.act == "ACCEPT" else match.group() + " ") + _first_words(after, 9)
    nonjob, job = known.nonjob.search(words), known.job.search(words)
    if nonjob and (not job or nonjob.start() < job.start()):
        return "non-job"
    interview = known.interview.search(words) if family.act == "OFFER" else None
    if interview and (not job or interview.start() < job.start()):
        return "interview"
    return "job" if job else "unknown"


def _last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])


def _first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])
