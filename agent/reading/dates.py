"""Days named in text: "Friday 30 October", "10/8/2026", "the 25th", "within five working days", "next Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache

from agent.reading.anchors import Deriver, Sieve
from agent.reading.language.calendar import MONTHS, MONTHS_OF, NUMBERS, SHORT_DAYS, WEEKDAYS
from agent.reading.language.facts import BY_CODE, english


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names, and where it stands in it."""

    start: int
    end: int
    day: date
    kind: str
    """absolute · weekday · ordinal (day of the month alone) · relative ("tomorrow") · within ("in three weeks")"""


def _alternatives(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_MONTH = f"(?P<month>{_alternatives(MONTHS)})"
_WEEKDAY = f"(?P<weekday>{_alternatives(WEEKDAYS)})"
_NUMBER = rf"(?P<number>\d{{1,3}}|{_alternatives(NUMBERS)})"
_LEAD = rf"(?:\b(?:{_alternatives(WEEKDAYS)})\b\.?,? (?:the |den |el |le |il |dia |de )?)?"
_AHEAD: dict[str, int] = {word: number for language in BY_CODE.values() for word, number in language.DAYS_AHEAD.items()}
_LETTERS = re.compile(r"[^\W\d_]+")


def _longest(names: Iterable[str]) -> frozenset[str]:
    """Of each name the longest run of letters: it stands, as a whole, in every text that has the name as a whole."""
    return frozenset(max(runs, key=len) for name in names if (runs := _LETTERS.findall(name)))


_NAMES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (f"<{kind}>", _longest(names))
    for kind, names in (("month", MONTHS), ("weekday", WEEKDAYS), ("short", SHORT_DAYS), ("ahead", _AHEAD))
)
"""Names that are always whole words: an anchor for all of a kind, and how it is told."""
_DERIVER = Deriver({name[1:-1]: name for name, _ in _NAMES} | {"number": _NUMBER, "lead": ".?"})


class _Turn:
    """A way to name a day, compiled when a text first has its anchors and a match of `sign`, a part of it."""

    def __init__(self, kind: str, written: str, sign: str = "") -> None:
        self.kind = kind
        self.needs = _DERIVER.needs(written)
        self.sign = re.compile(sign)
        self._written = written

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(_filled(self._written))


_FORMS: tuple[_Turn, ...] = (
    _Turn("iso", r"\b(?P<year>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])", r"\d-\d"),
    _Turn(
        "day_month",
        r"{lead}\b(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|°|\.º|:e|:a|e|de|ste)?[.,]?[ -](?:day of |of |de |di |d')?{month}\b\.?"
        r"(?:(?: de | del |[ ,-]{1,2})(?P<year>20\d\d)\b)?",
    ),
    _Turn(
        "month_day",
        r"{lead}\b{month}\b\.? (?P<d>\d{1,2})(?!\d|:\d\d|[.]\d\d\b)(?:st|nd|rd|th)?(?:,? (?P<year>20\d\d)\b)?",
    ),
    _Turn("slashes", r"{lead}(?<![\d/.-])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>(?:20)?\d\d))?(?![\d/])", r"\d/\d"),
    _Turn("slashes", r"{lead}(?<![\d/.-])(?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<year>20\d\d)(?![\d/-])", r"\d-20"),
    _Turn("dots", r"{lead}(?<![\d/.-])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?:\s?(?P<year>20\d\d|\d\d\b(?![:.h]\d| ?uhr\b)))?(?!\d)", r"\d\.\s?\d"),
    _Turn("dots", r"{lead}(?<![\d/.-])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>20\d\d)(?!\d)", r"\d\.20"),
)  # fmt: skip
_LAST_FORMS: tuple[_Turn, ...] = (
    _Turn(
        "within",
        r"\b(?:with)?in (?:the (?:next|coming) |about |exactly |under )?{number} ?(?:\(\d+\) )?"
        r"(?P<work>business |working |work |calendar )?(?P<unit>hours?|hrs?|h|days?|weeks?|months?)\b",
        r"(?:hour|hr|h|day|week|month)s?\b",
    ),
    _Turn("weekday", r"\b{short}\.? (?P<short>\d{1,2})\b(?![:.]\d|\d|h)"),
    _Turn(
        "weekday",
        r"\b(?:(?P<which>next|this coming|this|coming|last|this past|previous|a week on) )?{weekday}\b"
        r"(?P<after> next week| week| after next)?(?:,? \(?the (?P<d>\d{1,2})(?:st|nd|rd|th)\)?"
        r"| (?P<d2>\d{1,2})(?:st|nd|rd|th)\b| (?P<d3>\d{1,2})\b(?![:.]\d|\d|h|\s?(?:am|pm|a\.m|p\.m|uhr|uur)))?",
    ),
    _Turn("ordinal", r"\b(?:the|on|am|den|el|le|il|dia) (?P<d>\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|street|avenue|century|year))"),
    _Turn("relative", r"(?<!\bla )(?<!\bguten )(?<!\bam )(?<!\bjeden )(?<!\bgoede )\b{ahead}(?!\w)"),
)  # fmt: skip


@cache
def _turns() -> Sieve[_Turn]:
    """The ways to name a day in all languages, the fuller ones first."""
    own = (_Turn(kind, pattern) for language in BY_CODE.values() for kind, pattern in language.DAY_FORMS)
    return Sieve((*_FORMS, *own, *_LAST_FORMS))


def _possible(text: str) -> Iterator[_Turn]:
    """The ways to name a day that the text may have."""
    letters = frozenset(_LETTERS.findall(text))
    names = [name for name, whole in _NAMES if not letters.isdisjoint(whole)]
    return (turn for turn in _turns().possible(text, names) if turn.sign.search(text))


_FILLING = {
    "{number}": _NUMBER,
    "{weekday}": _WEEKDAY,
    "{month}": _MONTH,
    "{lead}": _LEAD,
    "{short}": f"(?P<weekday>{_alternatives(SHORT_DAYS)})",
    "{ahead}": f"(?P<word>{_alternatives(_AHEAD)})",
}


def _filled(pattern: str) -> str:
    for name, words in _FILLING.items():
        pattern = pattern.replace(name, words)
    return pattern


def find_days(text: str, base: datetime, *, day_first: bool = True) -> list[Day]:
    """Every day that lower-case `text` names, in order; overlapping readings are settled for the fuller one.

    `base` is when the mail was written; `day_first` how its writer would mean 3/4.
    """
    return list(_find_days(text, base, day_first))


@lru_cache(maxsize=512)
def _find_days(text: str, base: datetime, day_first: bool) -> tuple[Day, ...]:
    found: list[Day] = []
    for turn in _possible(text):
        for match in turn.pattern.finditer(text):
            if any(match.start() < day.end and day.start < match.end() for day in found):
                continue
            day = _resolve(turn.kind, match, base, day_first)
            if day is not None:
                found.append(Day(match.start(), match.end(), day, _KINDS.get(turn.kind, "absolute")))
    return tuple(_joined(sorted(found, key=lambda day: day.start), text))


_BETWEEN = re.compile(r",? ?\(?|,? ?[-\u2013\u2014] ")


def _joined(found: Iterable[Day], text: str) -> Iterator[Day]:
    """The days with a weekday that only repeats the date before it made part of that: "27 November, Friday, at ten"."""
    last: Day | None = None
    for day in found:
        same = last and last.kind == "absolute" and WEEKDAYS.get(text[day.start : day.end]) == last.day.weekday()
        if last and same and _BETWEEN.fullmatch(text, last.end, day.start):
            last = replace(last, end=day.end)
            continue
        if last:
            yield last
        last = day
    if last:
        yield last


_KINDS = {
    "within": "within",
    "end": "within",
    "week": "within",
    "weekday": "weekday",
    "ordinal": "ordinal",
    "relative": "relative",
}


def _resolve(kind: str, match: re.Match[str], base: datetime, day_first: bool) -> date | None:
    """The date that one match means, None if it is none."""
    part = match.groupdict()
    today = base.date()
    if part.get("ordinal"):
        number = _ordinal(part["ordinal"] or "")
        part["d"] = str(number)
    if kind == "within":
        return _later(part["number"], english(part["unit"] or ""), english(part.get("work") or ""), base)
    if kind == "relative":
        return today + timedelta(days=_AHEAD[part["word"] or ""])
    if kind == "ordinal":
        return _month_day(int(part["d"] or 0), today)
    if kind == "weekday":
        return _weekday(part, today)
    if kind == "end":
        return _end(part, today)
    if kind == "week":
        return _calendar_week(part, today)
    if kind in ("nth", "first_work"):
        return _nth(kind, part, today)
    if kind == "slashes":
        month, day = _slashes(int(part["a"] or 0), int(part["b"] or 0), day_first)
    else:
        month, day = (MONTHS_OF[part["month"] or ""] if part.get("month") else int(part["m"] or 0)), int(part["d"] or 0)
    year = int(part["year"] or 0) if part.get("year") else None
    return _in_year(month, day, year + 2000 if year is not None and year < 100 else year, today)


_COUNT = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def _ordinal(word: str) -> int:
    """The number that a word like "ninth" counts."""
    same = english(word)
    return int(same) if same.isdigit() else _COUNT.get(same, 0)


def _end(part: dict[str, str | None], today: date) -> date | None:
    """The last day of a month, the Friday of a week."""
    if part.get("month"):
        month = MONTHS[part["month"] or ""]
        first = _in_year(month, 28, None, today)
        return _last_of_month(first) if first else None
    what = english(part["end"] or "")
    if what == "month":
        return _last_of_month(today)
    friday = today + timedelta(days=4 - today.weekday())
    return friday + timedelta(days=7) if what == "next week" or friday < today else friday


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _calendar_week(part: dict[str, str | None], today: date) -> date | None:
    """A weekday (else the Friday) of a week of the year, as ISO 8601 counts them."""
    weekday = WEEKDAYS[part["weekday"] or ""] if part.get("weekday") else 4
    for year in (today.year, today.year + 1):
        try:
            day = date.fromisocalendar(year, int(part["number"] or 0), weekday + 1)
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def _nth(kind: str, part: dict[str, str | None], today: date) -> date | None:
    """The first Monday of March, the last Friday in May, the first working day of a month."""
    first = _in_year(MONTHS[part["month"] or ""], 1, None, today)
    count = _COUNT.get(english(part["nth"] or ""), 0)
    if first is None or not count:
        return None
    if kind == "first_work":
        return first if first.weekday() < 5 else first + timedelta(days=7 - first.weekday())
    wanted = WEEKDAYS[part["weekday"] or ""]
    if count < 0:
        last = _last_of_month(first)
        return last - timedelta(days=(last.weekday() - wanted) % 7)
    return first + timedelta(days=(wanted - first.weekday()) % 7 + 7 * (count - 1))


def _slashes(first: int, second: int, day_first: bool) -> tuple[int, int]:
    """Month and day of "3/4"; a number over twelve settles the order, else the writer's country does."""
    if first > 12 or (day_first and second <= 12):
        return second, first
    return first, second


def _in_year(month: int, day: int, year: int | None, today: date) -> date | None:
    """The date; without a year the one that lies nearest ahead, up to two months back."""
    try:
        if year is not None:
            return date(year, month, day)
        guess = date(today.year, month, day)
    except ValueError:
        return None
    if guess < today - timedelta(days=60):
        return _in_year(month, day, today.year + 1, today)
    return _in_year(month, day, today.year - 1, today) if guess > today + timedelta(days=300) else guess


def _month_day(day: int, today: date) -> date | None:
    """The next day of the month with that number, today included."""
    year, month = today.year, today.month
    for _ in range(3):
        try:
            if date(year, month, day) >= today:
                return date(year, month, day)
        except ValueError:
            pass  # a month that is too short: the next one
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def _weekday(part: dict[str, str | None], today: date) -> date | None:
    """The day that "Friday", "next Friday" or "Friday the 13th" means."""
    number = part.get("d") or part.get("d2") or part.get("d3") or part.get("short")
    name = part["weekday"] or ""
    wanted = WEEKDAYS[name] if name in WEEKDAYS else SHORT_DAYS[name]
    if number is not None:
        day = _month_day(int(number), today) if 1 <= int(number) <= 31 else None
        if day is not None and day.weekday() == wanted:
            return day
        if part.get("short"):
            return None  # "do 12" is a Thursday only where the twelfth is one
        if part.get("d3") is None:
            return day
    which, after = english(part.get("which") or ""), english(part.get("after") or "")
    if which in ("last", "this past", "previous"):
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    if which == "next" or after == " next week":
        return today + timedelta(days=7 - today.weekday() + wanted)
    if after in (" week", " after next") or which == "a week on":
        return today + timedelta(days=ahead + 7)
    if after == " fortnight" or which == "a fortnight on":
        return today + timedelta(days=ahead + 14)
    return today + timedelta(days=ahead)


def _later(number: str | None, unit: str | None, work: str, base: datetime) -> date | None:
    """The day on which a span that starts now ends; working days start the day after."""
    amount = int(number) if number and number.isdigit() else NUMBERS.get(number or "", 0)
    if not amount or not unit or amount > 366:
        return None
    if unit.startswith("h"):
        return (base + timedelta(hours=amount)).date()
    if unit.startswith("w"):
        return base.date() + timedelta(weeks=amount)
    if unit.startswith("m"):
        return base.date() + timedelta(days=30 * amount)
    if work.strip() in ("business", "working", "work"):
        return add_working_days(base.date(), amount)
    return base.date() + timedelta(days=amount)


def add_working_days(day: date, amount: int) -> date:
    """`amount` working days after `day`, Monday to Friday; holidays are not known."""
    for _ in range(min(amount, 400)):
        day += timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
    return day
