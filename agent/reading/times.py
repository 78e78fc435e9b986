"""Hours named in text ("half past nine", "2:00 - 2:30 pm", "14h30"), and the zone they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from agent.reading.anchors import Late
from agent.reading.language.calendar import COMMON_ZONES, COUNTRY_ZONES, MONTHS, WEEKDAYS, ZONES
from agent.reading.language.facts import BY_CODE


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day that a text names, with its end if it names a range."""

    start: int
    end: int
    at: time
    until: time | None = None
    sure: bool = True
    """Morning or afternoon was told, or cannot be mistaken."""


_HALF = r"(?P<{0}h>\d{{1,2}})(?:(?:[:.h]| h | u |u)(?P<{0}m>[0-5]\d)(?!\d)|h(?= ?(?:-|–|à|a|às|alle) ?\d))?(?: ?(?P<{0}x>[ap]\.?m\b\.?|noon\b))?"
_RANGE = Late(
    r"(?<![\d.,:/£€$-])" + _HALF.format("a") + r"(?: ?(?:-|–|—|to|bis|until|till|and|à|a|às|alle|do|till|tot) ?" + _HALF.format("b")
    + r")?(?P<clock> ?(?:uhr|hours|hrs|h|hs|o'clock|uur|heures?|horas?|godz)\b)?(?![\d%/£€$]|[.,:]\d|[-–]\d)"
)  # fmt: skip
_COMMA = re.compile(r"\b(?:alle|dalle|ore)(?: ore)? (?P<h>[01]?\d|2[0-3]),(?P<m>[0-5]\d)(?![\d.,])")
_FOUR = re.compile(r"\b(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?= (?:hours|hrs)\b)")
_NOON = Late(
    "|".join([r"\bmidnight\b", *(language.NOON for language in BY_CODE.values() if hasattr(language, "NOON"))])
)
_AT = Late(
    r"(?:(?:\b(?:"
    + "|".join(language.AT for language in BY_CODE.values())
    + r"|à|kl|alle|ore|às|om|o godz|time:?)\.? |@ ?|,\s|\()(?:ore )?)$"
)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A language's ways to tell an hour in words."""

    hours: dict[str, int]
    forms: tuple[tuple[re.Pattern[str], int], ...]
    """With the group "hour", and minutes to add."""


@lru_cache(maxsize=1)
def _spoken() -> tuple[_Spoken, ...]:
    found = []
    for language in BY_CODE.values():
        hours = {word: n for word, n in language.NUMBERS.items() if 1 <= n <= 12 and word not in ("a", "an")}
        words = "|".join(sorted(map(re.escape, hours), key=len, reverse=True))
        forms = tuple(
            (
                re.compile(
                    pattern.replace("{hour_word}", f"(?P<hour>{words})").replace(
                        "{hour}", rf"(?P<hour>{words}|\d{{1,2}}(?![\d:.,]\d|\d|h\d))"
                    )
                ),
                minutes,
            )
            for pattern, minutes in language.CLOCKS
        )
        found.append(_Spoken(hours, forms))
    return tuple(found)


_ENGLISH_MARK = re.compile(r" ?([ap]\.?m\b\.?)")
_ANY_WORD = Late(r"(?P<whole>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?(?P<x>[ap]\.?m\b\.?)")


def find_clocks(text: str) -> list[Clock]:
    """The times of day in lower-case `text`, in order. Numbers that may be anything else are left alone."""
    found: list[Clock] = [
        Clock(match.start(), match.end(), time(0 if match.group() == "midnight" else 12))
        for match in _NOON.finditer(text)
    ]
    words = set(_WORD.findall(text))
    found += _in_words(text, words, found)
    found += [
        Clock(match.start(), match.end(), time(int(match["h"]), int(match["m"]))) for match in _FOUR.finditer(text)
    ]
    for match in _COMMA.finditer(text):
        hour, minute = int(match["h"]), int(match["m"])
        afternoon, sure = (False, True) if hour > 12 else _half_of_day(None, hour, text[match.end() : match.end() + 40])
        at = time(hour + 12 if afternoon and hour < 12 else hour, minute)
        found.append(Clock(match.start("h"), match.end(), at, None, sure))
    for match in _RANGE.finditer(text):
        if any(match.start() < clock.end and clock.start < match.end() for clock in found):
            continue
        clock = _from_digits(match, text)
        if clock:
            found.append(clock)
    return sorted(found, key=lambda clock: clock.start)


def _in_words(text: str, words: set[str], taken: list[Clock]) -> list[Clock]:
    """Hours told in words, in any language; the fuller form first."""
    found = [
        _told(_spoken_english()[match["whole"]] * 60, match.start(), match.end(), match["x"], text)
        for match in _ANY_WORD.finditer(text)
    ]
    turned = not _TURNS.isdisjoint(words)
    for language in _spoken():
        if not turned and words.isdisjoint(language.hours):
            continue
        for pattern, minutes in language.forms:
            for match in pattern.finditer(text):
                if any(match.start() < clock.end and clock.start < match.end() for clock in (*taken, *found)):
                    continue
                word = match["hour"]
                hour = int(word) if word.isdigit() else language.hours[word]
                if not 1 <= hour <= 23:
                    continue
                mark = _ENGLISH_MARK.match(text, match.end())
                found.append(_told(hour * 60 + minutes, match.start(), match.end(), mark[1] if mark else None, text))
    return found


def _spoken_english() -> dict[str, int]:
    return {word: n for word, n in BY_CODE["en"].NUMBERS.items() if 1 <= n <= 12}


def _told(minutes: int, start: int, end: int, mark: str | None, text: str) -> Clock:
    """A clock of so many minutes since midnight or noon, the half of the day by the words around."""
    if minutes >= 780:
        return Clock(start, end, time(minutes // 60, minutes % 60))
    afternoon, sure = _half_of_day(mark, minutes // 60, text[end : end + 40])
    minutes = minutes % 720 + (720 if afternoon else 0)
    return Clock(start, end, time(minutes // 60, minutes % 60), None, sure)


def _half_of_day(mark: str | None, hour: int, after: str) -> tuple[bool, bool]:
    """Whether an hour told on a twelve-hour clock is in the afternoon, and whether the text says so."""
    if mark:
        return mark.startswith(("p", "n")), True
    told = _PART_OF_DAY.match(after)
    if told:
        return told["pm"] is not None, True
    return hour == 12 or 1 <= hour <= 6, False


_PART_OF_DAY = Late(
    r".{0,12}?\b(?:in the |this |that |on |in |am )?(?:(?P<am>"
    + "|".join(language.MORNING for language in BY_CODE.values())
    + r")|(?P<pm>"
    + "|".join(language.AFTERNOON for language in BY_CODE.values())
    + r"))\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_TURNS = frozenset(
    _WORD.findall(
        "half halb halv quarter kwart kvart viertel dreiviertel media cuarto meia quarto mezza mezzo demie quart past uur heures wpół"
    )
)
"""Words that make an hour of the figure beside them."""


def _from_digits(match: re.Match[str], text: str) -> Clock | None:
    """A time in figures: with minutes, am/pm, "Uhr" or after "at"; a bare number otherwise is none."""
    led = bool(_AT.search(text[max(0, match.start() - 12) : match.start()]))
    mark = match["ax"] or match["bx"]
    rest = match[0][len(match["ah"]) :]
    follows = (rest.lstrip() if match["am"] is not None else rest)[:1]
    told = bool(mark or match["clock"]) or follows == "h" or (match["am"] is not None and follows == ":")
    dotted = match["am"] is not None and match[0][len(match["ah"])] == "." and (led or match["bm"] is not None)
    bare = led and match["am"] is None and match["bh"] is None and not _is_a_number(match, text)
    if not (told or dotted or bare or (match["am"] is not None and _looks_like_dotted(text, match))):
        return None
    if match["clock"] and match["clock"].strip() in ("hours", "hrs", "h") and match["am"] is None:
        ranged = follows == "h" and match["bh"] is not None  # "de 6h à 14h"
        after_day = led or ranged or _last_word(text[max(0, match.start() - 16) : match.start()]) in _DAY_NAMES
        return _clock(match, mark, text) if match["clock"].strip() == "h" and after_day else None
    return _clock(match, mark, text)


_DAY_NAMES = frozenset((*WEEKDAYS, *MONTHS))


def _is_a_number(match: re.Match[str], text: str) -> bool:
    """A number after a comma or in brackets that counts something: "8 rue Vauban", "3. Stock"."""
    counts = _COUNTS.match(text, match.end()) is not None
    return counts and text[: match.start()].endswith((", ", "("))


_COUNTS = re.compile(
    r"\.? (?!(?:with|mit|avec|con|com|met|in|im|at|on|via|bei|per|and|und|or|oder|for|then|is|it|works?|suits?|today|tomorrow|heute|morgen)\b)[^\W\d_]"
)


def _last_word(text: str) -> str:
    return text.split()[-1].rstrip(".,") if text.endswith(" ") and text.split() else ""


def _looks_like_dotted(text: str, match: re.Match[str]) -> bool:
    """ "9.00" in a list of slots or after a weekday; never a sum of money or a version."""
    before = text[max(0, match.start() - 3) : match.start()]
    return int(match["ah"]) < 24 and match["am"][1] in "05" and before[-1:] in ("", " ", "(", "\n") and not re.match(
        r" ?(?:gb|mb|k\b|%|per|p/h|an hour|/)", text[match.end() : match.end() + 8]
    ) and bool(re.search(r"(?:\bday|tues|wed|thurs?|fri|sat|sun|mon|[a-z]\d?)[,:]? $|[ /] $|^$|\n$", text[: match.start()][-12:]))  # fmt: skip


def _clock(match: re.Match[str], mark: str | None, text: str) -> Clock | None:
    hour, minute = int(match["ah"]), int(match["am"] or 0)
    if hour > 23 or (mark and hour > 12 and minute > 59):
        return None
    until = None
    sure = bool(mark) or hour > 12 or match["ah"].startswith("0")
    sure = sure or ((match["clock"] or "").strip() == "uhr" and not 1 <= hour <= 6)
    if match["bh"] is not None and int(match["bh"]) < 24 and (match["am"] or match["bm"] or mark or match["clock"]):
        until = _with_mark(int(match["bh"]), int(match["bm"] or 0), match["bx"] or match["ax"])
    start = _with_mark(hour, minute, match["ax"])
    if match["ax"] is None and match["bx"] is not None:
        start = _with_mark(hour, minute, match["bx"])
        if until is not None and start > until:
            start = time(hour % 24, minute)
    elif match["ax"] and until is not None and until < start and match["bx"] is None:
        until = until.replace(hour=(until.hour + 12) % 24)
    elif not mark and not sure and hour <= 12:
        afternoon, sure = _half_of_day(None, hour, text[match.end() : match.end() + 40])
        early = until is not None and hour < 12 <= until.hour <= hour + 12  # "6 bis 14 Uhr"
        if afternoon and hour < 12 and not early:
            start = time(hour + 12, minute)
            if until is not None and until.hour < 12:
                until = time((until.hour + 12) % 24, until.minute)
    return Clock(match.start(), match.end(), start, until, sure)


def _with_mark(hour: int, minute: int, mark: str | None) -> time:
    if mark and hour <= 12:
        return time(hour % 12 + (12 if mark.startswith(("p", "n")) else 0), minute)
    return time(hour % 24, minute)


# ---------------------------------------------------------------- zones

_OFFSET = re.compile(r"\b(?:utc|gmt)\s?(?P<sign>[+-−])\s?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?!\d)")
_SHORT = {word for word in ZONES if len(word) <= 4 and word not in ("irish", "uk")}
_NAMES = "|".join(sorted(map(re.escape, ZONES), key=len, reverse=True))
_NAMED = Late(
    rf"\b(?P<zone>{_NAMES})(?P<word>,? (?:standard |daylight |summer |local |island )?(?:time|zeit|tijd)\b)?(?!\s?[+−-]\s?\d)(?![\w'&-])"
)
_LED = Late(
    r"\b(?:horário (?:de|do|da)|hora(?: local)?(?: de| da| do)?|heure(?: locale)?(?: de)?|ora(?: locale)?(?: di)?|"
    r"zeitzone|ortszeit|tijd in|time zone:?|times? (?:are )?in|time -) ?$"
)


def find_zone(text: str) -> str | None:
    """The IANA zone that lower-case `text` names for its times, None if it names none."""
    for match in _NAMED.finditer(text):
        name, before = match["zone"], text[max(0, match.start() - 24) : match.start()]
        near_clock = bool(re.search(r"(?:\d|[ap]\.?m\.?|noon|uhr|hours)[ )]{0,2}\(?$", before))
        if match["word"] or _LED.search(before) or (near_clock and (name in _SHORT or name in _US)):
            return ZONES[name]
    offset = _OFFSET.search(text)
    if offset:
        return f"UTC{'+' if offset['sign'] == '+' else '-'}{int(offset['h']):02}:{offset['m'] or '00'}"
    return None


_US = {"eastern", "central", "mountain", "pacific", "atlantic", "alaska", "hawaii"}


def as_zone(name: str | None) -> tzinfo | None:
    """The zone of that name ("Europe/Berlin", "UTC+05:30"), None if there is none."""
    if name is None:
        return None
    if name.startswith("UTC") and len(name) == 9:
        sign = -1 if name[3] == "-" else 1
        hours, minutes = int(name[4:6]), int(name[7:9])
        return timezone(sign * timedelta(hours=hours, minutes=minutes)) if hours < 15 else None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def guess_zone(sent_at: datetime, sender: str, zone: str) -> tzinfo:
    """The zone that a sender means without naming it: the one whose clock the Date header shows.

    Among the zones with that offset: the sender's country, the user's own, the common ones; else the bare offset.
    A header in UTC (a machine's, mostly) tells nothing, and the country's or the user's own zone holds.
    """
    country = COUNTRY_ZONES.get(sender.rsplit(".", 1)[-1])
    offset = sent_at.utcoffset() or timedelta()
    if not offset:
        return as_zone(country) or as_zone(zone) or UTC
    names = ((country,) if country else ()) + (zone,) + COMMON_ZONES
    for name in names:
        candidate = as_zone(name)
        if candidate is not None and sent_at.astimezone(candidate).utcoffset() == offset:
            return candidate
    return timezone(offset)
