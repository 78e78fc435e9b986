"""Days named in text: "Friday 30 October", "10/8/2026", "the 25th", "within five working days", "next Tuesday"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agent.reading.language.calendar import MONTHS, NUMBERS, WEEKDAYS
from agent.reading.language.facts import day_forms, english


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
_LEAD = rf"(?:\b(?:{_alternatives(WEEKDAYS)})\b\.?,? (?:the |den |el |le |il |dia )?)?"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("iso", r"\b(?P<year>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"),
        (
            "day_month",
            _LEAD + rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?[.,]?[ -](?:of |de |di )?{_MONTH}\b\.?"
            r"(?:(?: de |[ ,-]{1,2})(?P<year>20\d\d)\b)?",
        ),
        (
            "month_day",
            _LEAD + rf"\b{_MONTH}\b\.? (?P<d>\d{{1,2}})(?!\d|:\d\d|[.]\d\d\b)(?:st|nd|rd|th)?"
            r"(?:,? (?P<year>20\d\d)\b)?",
        ),
        ("slashes", _LEAD + r"(?<![\d/.-])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>(?:20)?\d\d))?(?![\d/])"),
        ("dots", _LEAD + r"(?<![\d/.-])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?:\s?(?P<year>20\d\d|\d\d\b))?(?!\d)"),
        *day_forms(_NUMBER, _WEEKDAY),
        (
            "within",
            rf"\b(?:with)?in (?:the (?:next|coming) |about |exactly |under )?{_NUMBER}(?: \(\d+\))? "
            r"(?P<work>business |working |work |calendar )?(?P<unit>hours?|hrs?|h|days?|weeks?|months?)\b",
        ),
        (
            "have",
            rf"\byou(?:'ll| will)? have {_NUMBER}(?: \(\d+\))? (?P<work>business |working |work |calendar )?"
            r"(?P<unit>hours?|days?|weeks?)\b",
        ),
        (
            "from_now",
            rf"\b{_NUMBER} (?P<work>business |working |calendar )?(?P<unit>days?|weeks?|months?) "
            r"(?:from (?:now|today|the date of this|receipt|the date)|after (?:receipt|the date of this))\b",
        ),
        (
            "weekday",
            rf"\b(?:(?P<which>next|this coming|this|coming|last|this past|previous|a week on) )?{_WEEKDAY}\b"
            r"(?P<after> next week| week| after next)?(?:,? \(?the (?P<d>\d{1,2})(?:st|nd|rd|th)\)?"
            r"| (?P<d2>\d{1,2})(?:st|nd|rd|th)\b| (?P<d3>\d{1,2})\b(?![:.\d]|\s?(?:am|pm|a\.m|p\.m)))?",
        ),
        ("ordinal", r"\b(?:the|on|am|den|el|le|il|dia) (?P<d>\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|street|avenue|century|year))"),
        (
            "relative",
            r"\b(?P<word>today|tonight|tomorrow|tmrw|tomorrow's|this (?:morning|afternoon|evening)|"
            r"the day after tomorrow|this noon|heute|morgen|übermorgen|demain|mañana|amanhã|domani|imorgon)\b",
        ),
    )
)  # fmt: skip
_DAYS_AHEAD = {"tomorrow": 1, "tomorrow's": 1, "tmrw": 1, "the day after tomorrow": 2, "morgen": 1, "übermorgen": 2,
               "demain": 1, "mañana": 1, "amanhã": 1, "domani": 1, "imorgon": 1}  # fmt: skip


def find_days(text: str, base: datetime, *, day_first: bool = True) -> list[Day]:
    """Every day that lower-case `text` names, in order; overlapping readings are settled for the fuller one.

    `base` is when the mail was written; `day_first` how its writer would mean 3/4.
    """
    found: list[Day] = []
    for kind, pattern in _FORMS:
        for match in pattern.finditer(text):
            if any(match.start() < day.end and day.start < match.end() for day in found):
                continue
            day = _resolve(kind, match, base, day_first)
            if day is not None:
                found.append(Day(match.start(), match.end(), day, _KINDS.get(kind, "absolute")))
    return sorted(found, key=lambda day: day.start)


_KINDS = {
    "within": "within",
    "have": "within",
    "from_now": "within",
    "weekday": "weekday",
    "ordinal": "ordinal",
    "relative": "relative",
}


def _resolve(kind: str, match: re.Match[str], base: datetime, day_first: bool) -> date | None:
    """The date that one match means, None if it is none."""
    part = match.groupdict()
    today = base.date()
    if kind in ("within", "have", "from_now"):
        return _later(part["number"], english(part["unit"]), english(part["work"] or ""), base)
    if kind == "relative":
        return today + timedelta(days=_DAYS_AHEAD.get(part["word"], 0))
    if kind == "ordinal":
        return _month_day(int(part["d"]), today)
    if kind == "weekday":
        return _weekday(part, today)
    if kind == "slashes":
        month, day = _slashes(int(part["a"]), int(part["b"]), day_first)
    else:
        month, day = (MONTHS[part["month"]] if part.get("month") else int(part["m"])), int(part["d"])
    year = int(part["year"]) if part.get("year") else None
    return _in_year(month, day, year + 2000 if year is not None and year < 100 else year, today)


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
    number = part.get("d") or part.get("d2") or part.get("d3")
    wanted = WEEKDAYS[part["weekday"] or ""]
    if number is not None:
        day = _month_day(int(number), today) if 1 <= int(number) <= 31 else None
        if day is not None and day.weekday() == wanted:
            return day
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
    return today + timedelta(days=ahead)


def _later(number: str | None, unit: str | None, work: str, base: datetime) -> date | None:
    """The day on which a span that starts now ends; working days start the day after."""
    amount = int(number) if number and number.isdigit() else NUMBERS.get(number or "", 0)
    if not amount or not unit:
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
