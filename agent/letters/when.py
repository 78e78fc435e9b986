"""Days and times of interviews in words, in the zone and the manner that the employer used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import date as Date
from itertools import groupby
from zoneinfo import ZoneInfo

from agent.letters.language import Language
from agent.model import Interview, Policy, Source

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH} \d{{1,2}}\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b", re.IGNORECASE)
_AMERICAN = re.compile(
    r"\b(?:colors?|favor(?:s|ite|able)?|honor(?:s|ed)?|labor|centers?|organiz(?:e|ed|ing|ation)s?|recogniz\w+|gotten|cell ?phone)\b",
    re.IGNORECASE,
)
_BRITISH = re.compile(
    r"\b(?:colours?|favour\w*|honour\w*|labour|centres?|organis(?:e|ed|ing|ation)s?|recognis\w+|programmes?|whilst|fortnight|diary)\b",
    re.IGNORECASE,
)
"""By what English tells its side of the ocean."""
_HALF_DAYS = re.compile(r"\d ?[ap]\.?m\b", re.IGNORECASE)
_WHOLE_DAYS = re.compile(r"\b([01]?\d|2[0-3]):[0-5]\d\b(?! ?[ap]\.?m)", re.IGNORECASE)
_NOON = 12
_MONTH_FIRST_ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Detroit",
                      "America/Phoenix", "America/Boise", "America/Anchorage", "Pacific/Honolulu", "US/")  # fmt: skip
_HALF_DAY_ZONES = ("America/", "US/", "Europe/London", "Europe/Dublin", "Australia/", "Asia/Kolkata", "Pacific/", "UTC")
_NAMED_YEAR = timedelta(days=180)
_SHOWN = 8


def slots(
    interviews: Sequence[Interview], language: Language, about: Sequence[Source], policy: Policy, now: datetime
) -> str:
    """The interviews' times as they stand after "the interview": "on Tuesday, November 24, at 1:00 pm Eastern".

    "" where there are none. The zone is named once for times that follow each other in the same one; a floating time,
    an all-day entry and a time of which nobody said in which zone it is have none to name.
    """
    shown = sorted(interviews, key=lambda i: i.start)[:_SHOWN]
    text, spelled = _words_of(about), _is_american(about)
    parts: list[str] = []
    for zone, group in groupby(((zone_of(i, policy), i) for i in shown), key=lambda pair: pair[0]):
        these = [i for _, i in group]
        us = _month_first(text, zone, spelled)
        days = groupby(these, key=lambda i: (_at(i, zone).date(), _all_day(i)))
        run = [
            _slot([_at(i, zone) for i in on_it], all_day, zone, language, text, now, us) for (_, all_day), on_it in days
        ]
        name = zone_name(zone, these[0].start, language) if zone else None
        if name and not all(_all_day(i) or _is_zone_guessed(i, policy) for i in these):
            run[-1] = language.slot["zone"].format(slot=run[-1], zone=name)
        parts += run
    return language.join(parts)


def _at(interview: Interview, zone: tzinfo | None) -> datetime:
    return interview.start.astimezone(zone) if zone else interview.start


def _slot(
    starts: Sequence[datetime],
    all_day: bool,
    zone: tzinfo | None,
    language: Language,
    text: str,
    now: datetime,
    us: bool,
) -> str:
    """One day with its times: "on Tuesday, November 24, at 1:00 pm and 3:00 pm"."""
    day = date(starts[0].date(), language, us, now)
    manner = "us" if us else "eu"
    if all_day:
        return language.slot[f"{manner}_all_day"].format(date=day)
    half_days = _half_days(text, zone, us)
    return language.slot[manner].format(date=day, time=language.join([_time(s, language, half_days) for s in starts]))


def date(day: Date, language: Language, us: bool, now: datetime) -> str:
    """A day in words: "Tuesday 24 November"; with its year where that is not plain. us: the month comes first."""
    manner = "us" if us else "eu"
    far = abs(day - now.date()) > _NAMED_YEAR
    return language.date[f"{manner}_year" if far else manner].format(
        weekday=language.weekdays[day.weekday()],
        month=language.months[day.month - 1],
        day=language.date["first"] if day.day == 1 else day.day,
        year=day.year,
    )


def month_first(interviews: Sequence[Interview], about: Sequence[Source], policy: Policy) -> bool:
    """The thread, or the place of the next interview, else the user's own, has American habits."""
    first = min(interviews, key=lambda i: i.start, default=None)
    zone = zone_of(first, policy) if first else _zone(policy.zone)
    return _month_first(_words_of(about), zone, _is_american(about))


def _time(at: datetime, language: Language, half_days: bool) -> str:
    return language.time["12" if half_days else "24"].format(
        hour=at.hour,
        hour12=at.hour % 12 or 12,
        minute=f"{at.minute:02}",
        ampm=language.time["am" if at.hour < 12 else "pm"],
    )


def _all_day(interview: Interview) -> bool:
    return bool(interview.events) and all(e.all_day for e in interview.events)


def zone_of(interview: Interview, policy: Policy) -> tzinfo | None:
    """The zone to tell the time in: the employer's, else the user's; None for a floating time, which is in none."""
    if interview.zone is None and interview.events and all(e.floating for e in interview.events):
        return None
    named = interview.zone or getattr(interview.start.tzinfo, "key", None)
    if isinstance(named, str) and named not in ("UTC", "Etc/UTC") and (zone := _zone(named)):
        return zone
    own = _zone(policy.zone) or UTC
    offset = interview.start.utcoffset()
    # A bare UTC time is how calendars write any zone: the user's own says more. So it does for an offset that fits it.
    if (interview.events and not offset) or offset == interview.start.astimezone(own).utcoffset():
        return own
    return interview.start.tzinfo


def _is_zone_guessed(interview: Interview, policy: Policy) -> bool:
    """Neither mail nor calendar named a zone, and the user's own, or the offset of the mail's date, was taken.

    It may well be another that is meant; the hour itself is the one that they wrote.
    """
    taken = getattr(interview.start.tzinfo, "key", None)
    if interview.zone is not None:
        return False
    if offsets := {e.start.utcoffset() for e in interview.events if not e.floating}:
        # A calendar in UTC beside mail with a clock of its own: the instant is sure, and what their zone is called is not.
        own = _zone(policy.zone) or UTC
        return interview.start.utcoffset() not in {*offsets, interview.start.astimezone(own).utcoffset()}
    return taken in (None, policy.zone)  # a time that was stored keeps its offset only


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown (ZoneInfoNotFoundError is a KeyError), or no name at all
        return None


def zone_name(zone: tzinfo, at: datetime, language: Language) -> str:
    """A zone in words: "Eastern", "UK time", "CET", "Singapore time", "UTC+3"."""
    key = str(getattr(zone, "key", ""))
    short = at.astimezone(zone).tzname() or ""
    if found := language.zones.get(key) or language.zones["short"].get(short):
        return str(found)
    if "/" in key and not key.startswith("Etc/"):
        return str(language.zones["city"]).format(city=key.rpartition("/")[2].replace("_", " "))
    minutes = round((at.astimezone(zone).utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "") if minutes else "")


def _words_of(about: Sequence[Source]) -> str:
    return "\n".join(t for s in about for t in (s.reading.subject, *(e.quote for e in s.reading.evidence)))


def _is_american(about: Sequence[Source]) -> bool | None:
    """How the English of the thread is spelled: as in America, as in Britain, or (None) as in both."""
    text = _words_of([s for s in about if s.reading.language == "en"])
    american, british = bool(_AMERICAN.search(text)), bool(_BRITISH.search(text))
    return american if american != british else None


def _month_first(text: str, zone: tzinfo | None, spelled: bool | None) -> bool:
    """The thread writes "November 24"; without a date in it, as it spells; else what is usual where the zone is."""
    if _MONTH_FIRST.search(text) or _DAY_FIRST.search(text):
        return not _DAY_FIRST.search(text)
    if spelled is not None:
        return spelled
    return str(getattr(zone, "key", "")).startswith(_MONTH_FIRST_ZONES)


def _half_days(text: str, zone: tzinfo | None, us: bool) -> bool:
    """The thread writes "1 pm"; without a time in it, what is usual where the zone is. A bare "10:00" is either in America."""
    if _HALF_DAYS.search(text):
        return True
    if times := _WHOLE_DAYS.findall(text):
        return us and not any(int(hour) > _NOON or hour.startswith("0") for hour in times)
    return str(getattr(zone, "key", "UTC")).startswith(_HALF_DAY_ZONES)
