"""Dates and plain facts of a message: deadline, first day, time of the interview, exclusivity, urging."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from agent.model import Evidence
from agent.reading.anchors import Late
from agent.reading.clauses import Sentence
from agent.reading.dates import Day, find_days
from agent.reading.document import Document
from agent.reading.language.facts import also
from agent.reading.tagged import Tagged
from agent.reading.times import Clock, as_zone, find_clocks, find_zone, guess_zone
from agent.reading.urging import stands


@dataclass(frozen=True, slots=True)
class Dated:
    """A day with the words that show it."""

    day: date
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and hour in a zone, with the words that show them."""

    start: datetime
    end: datetime | None
    zone: str | None
    """As named in the text; None if guessed."""
    evidence: Evidence
    score: float = 0.0
    text: str = ""
    """The zone of text that it stands in: lower-case, a line's end as "·", a paragraph's as "¶"."""
    span: tuple[int, int] = (0, 0)
    """Where its words stand in that."""
    on_weekday: bool = False
    """Its day is a weekday alone."""


def writer_zone(document: Document, zone: str) -> tzinfo:
    """The zone that the writer's unnamed hours are in."""
    return guess_zone(document.sent_at, document.from_.address.rpartition("@")[2], zone)


def day_first(document: Document) -> bool:
    """Whether 3/4 is the third of April to the writer: everywhere but in the Americas' north."""
    offset = document.sent_at.utcoffset() or timedelta()
    domain = document.from_.address.rpartition("@")[2]
    if domain.rsplit(".", 1)[-1] in ("uk", "ie", "au", "nz", "in", "za", "de", "fr", "br", "eu"):
        return True
    return not timedelta(hours=-10) <= offset <= timedelta(hours=-4)


# ---------------------------------------------------------------- deadline and first day

_BY = Late(
    r"\b(?:by|before|no later than|not later than|nlt|on or before|until|till|til|through|latest|expires?(?: on| at)?|due(?: date)?:?|deadline:?|closes?(?: on)?|valid (?:until|to|through|for)|"
    r"within|have|end of(?: the)?(?: day| business)?(?: on)?|close of (?:business|play)(?: on)?|noon on|midnight on|tonight|"
    r"bis(?: zum)?|avant le|jusqu'au|antes del|hasta el|até|entro il|vóór|uiterlijk|do dnia|senast" + also("by") + r")\b"
)  # fmt: skip
_ANSWER = Late(
    r"\b(?:sign|signed|signature|countersign|return|respond|response|reply|answer|accept\w*|declin\w+|deci\w+|confirm|let (?:me|us|\w+ and me) know|hear(?:d)? (?:back )?from|hear back|not heard|get back|"
    r"revert|yes|offer|invitation|it back|back to (?:me|us)|task|link|envelope|document|due|expir\w+|remains? open|(?:keep|hold) (?:it|this|the \w+)(?: open)?|stands?|open until|valid|acknowledge|give back|button|packet|acceptance|no action|"
    r"unterschr\w+|zusage|antwort|rückmeldung|réponse|firma\w*|respuesta|risposta|assinad\w+|getekend|ondertekend"
    + also("answer")
    + r")\b"
)
_NOT_DEADLINE = Late(
    r"\b(?:questionnaire|upload|dispute|dbs|background|referees?|references|transcripts?|form 26|screening|disclosure|interview|slot|benefits|enrol\w+|laptop|payroll|onboarding|tax form|w-4|"
    r"i will (?:send|have|get)|we will (?:send|have|get|write|be in touch)|you will (?:have|get|receive|hear)|will be with you|should (?:be|have|arrive|come|land)|panel meets|letter will|contract will"
    + also("not deadline")
    + r")\b"
)
_START = Late(
    r"\b(?:start(?:s|ing|ed)?(?: date| of work| on| from| with)?|begin(?:s|ning)?|commenc\w+|join(?:ing|s)?|report(?:s|ing)?(?: to| for)?|first (?:day|working day|shift|morning)|day one|entry on duty|eod|effective|"
    r"with effect from|w\.?e\.?f|orientation|in-?service|induction|inset|on the (?:schedule|rota)|at your desk|kick off|cohort|see you|proper contract from|be there on|joining date|take up|lab on|term begins|"
    r"beginnt|beginn|arbeitsbeginn|eintritt|antritt|début|à compter du|incorporaci\w+|início|inizio|decorrenza|ingangsdatum|ab dem|from the|from|training"
    + also("first day")
    + r")\b"
)
_WEAK_START = frozenset(("from|from the|see you|training|effective|join|joining" + also("weak first day")).split("|"))
_NOT_START = Late(
    r"\b(?:\w*(?:unable|cannot|can not|no) (?:start|date)|benefits|coverage|enrol\w+|invoice|interview|sign(?:ed)? (?:and|by)|return|expires?|deadline|by|before|accept\w* by|respond|dated|letter of|offer of|"
    r"submitted|finished|completed|issued|attendance on|sent|vote|board meet\w*|meeting of|notice of|trial shifts?|results?|swearing-in|selection day|last (?:working )?day|run out|released"
    + also("not first day")
    + r")\b"
)


_NONE: Mapping[date, Tagged] = {}
_UNTAGGED = Tagged()
_DUE_FULL, _DUE_WORDED, _DUE_SURE, _DUE_SURER = 4, 2.0, 0.4, 0.7
"""Deadline: score of the words from which on they count in full; what they count beside the encoder's tag (0..1); what both
must come to; and where more is asked."""
_FIRST_FULL, _FIRST_WORDED, _FIRST_SURE, _FIRST_SURER = 3.5, 0.8, 0.55, 0.85
"""The same of the first day."""
_FIRST_NOT_DUE, _DUE_NOT_FIRST = 0.6, 0.3
"""What a day loses as the one for being worded, or tagged, as the other."""
_COUNTED_FROM = Late(
    r"\b(?:from|of|since|starting|desde|a partir de|a contar de|da|dalla|de|depuis|à compter d'|à partir d'|ab|von|vanaf|van|od|från) ?$"
)
"""Leads to the day that a span is counted from: "two weeks from today"."""
_UNTIL = Late(
    r"\b(?:until|till|til|no later than|not later than|at the latest by|bis(?: zum)?|jusqu'au|hasta(?: el)?|até(?: a[oà]?)?|fino al?|entro il|tot(?: en met)?|uiterlijk|do dnia|senast|till och med)"
    r"(?: (?:the|end of(?: day)?|noon on))?,? $"
)
"""Leads to the last day of a span: "you have until Thursday"."""
_CLAUSE = re.compile(r"[^\W\d_][^\s,;:.!?]* [^\s,;:.!?]+ $")
"""Words of the same clause."""


def deadline(
    document: Document,
    sentences: Sequence[Sentence],
    *,
    loose: bool = False,
    tagged: Mapping[date, Tagged] = _NONE,
    sure: bool = False,
) -> Dated | None:
    """The day by which the offer must be answered.

    `loose` takes a bare "due" or "expires" as well (a form or an e-signature request, where nothing else is due). `tagged`:
    what the encoder takes each day for; `sure` asks more of it: where an offer is only spoken of.
    """
    least = (_DUE_SURER if sure else _DUE_SURE) if tagged else 0 if loose else 1
    best: tuple[float, Dated] | None = None
    for sentence in sentences:
        low = sentence.plain
        for day in find_days(low, document.sent_at, day_first=day_first(document)):
            if day.day < document.sent_at.date() - timedelta(days=1) or _COUNTED_FROM.search(low[: day.start]):
                continue
            score: float = _due_score(low, day)
            first = _start_score(low, day, document)
            if tagged:
                seen = tagged.get(day.day, _UNTAGGED)
                if not score and (first or (day.kind == "weekday" and seen.deadline < _DUE_SURER)):
                    continue  # "part-time, Fridays and Saturdays, from 1 December"
                score = _due_weighed(score, first, seen)
            if score > least and (best is None or score > best[0]):
                best = score, _dated(day, sentence, "the offer must be answered by then")
    return best[1] if best else None


def _due_score(low: str, day: Day) -> int:
    """How much the words around a day say that an offer must be answered by then; 0 where they do not."""
    before, after = low[max(0, day.start - 60) : day.start], low[day.end : day.end + 60]
    by = _BY.search(before[-28:]) or (day.kind == "within" and _BY.search(low[day.start : day.end]))
    if not by and not re.match(r" ?(?:dinner time|\(|at noon|if not|otherwise|latest|end of)", after):
        by = re.search(r"\breply yes\b", before)
    if not by or not _ANSWER.search(low):
        return 0
    elsewhere = _NOT_DEADLINE.search(low)
    if elsewhere and not re.search(r"\b(?:sign|accept|offer)", low):
        return 0
    near = len(_ANSWER.findall(low[max(0, day.start - 90) : day.end + 50]))
    spoken = 2 if re.search(r"\b(?:offer|sign|accept|respond|answer|expire|open|yes)", low) else 0
    return max(0, near * 2 + spoken - (day.kind == "ordinal") - (3 if elsewhere else 0))


def start_date(
    document: Document,
    sentences: Sequence[Sentence],
    *,
    tagged: Mapping[date, Tagged] = _NONE,
    sure: bool = False,
) -> Dated | None:
    """The first working day, where the message names one day for it.

    `tagged`: what the encoder takes each day for; days of the quoted text count by that alone. `sure` asks for more: where
    the message is about something else, and the days in it are mostly those of other things.
    """
    least = (_FIRST_SURER if sure else _FIRST_SURE) if tagged else 0.0
    best: tuple[float, Dated] | None = None
    ends: set[date] = set()
    bare: set[date] = set()
    for sentence in sentences:
        low = sentence.plain
        for day in find_days(low, document.sent_at, day_first=day_first(document)):
            score = _start_score(low, day, document)
            if _is_end(low, day):
                ends.add(day.day)
                continue
            if day.kind == "ordinal":
                bare.add(day.day)
            if tagged:
                score = _first_weighed(score, tagged.get(day.day, _UNTAGGED), day.day, document)
            if score > least and (best is None or score > best[0]):
                best = score, _dated(day, sentence, "the first day of work")
    for when, seen in tagged.items():
        score = 0.0 if when in ends else _first_weighed(0.0, seen, when, document)
        # "I start on the 18th" means the 18th that is named in full elsewhere.
        full = best is not None and best[1].day in bare and when not in bare and when.day == best[1].day.day
        if score > least and (best is None or full or score > best[0]):
            best = score, Dated(when, Evidence(seen.quote, "the first day of work", seen.zone))
    return best[1] if best else None


def _is_end(low: str, day: Day) -> bool:
    """Something lasts until that day: "we keep the post for you until 27 November". A start may be put off so, too, and many
    languages say goodbye so: "bis zum 1. Oktober!"."""
    until = _UNTIL.search(low[: day.start])
    before = low[max(0, day.start - 70) : until.start()] if until else ""
    return bool(_CLAUSE.search(before)) and not _START.search(before)


def _due_weighed(worded: float, first: float, seen: Tagged) -> float:
    """What the words around a day, those against it, and the encoder's tag come to."""
    return seen.deadline + _DUE_WORDED * min(worded / _DUE_FULL, 1.0) - _FIRST_NOT_DUE * min(first / _FIRST_FULL, 1.0)


def _first_weighed(worded: float, seen: Tagged, when: date, document: Document) -> float:
    """The same of a first day, which lies ahead."""
    if when <= document.sent_at.date():
        return 0.0
    return seen.first + _FIRST_WORDED * min(worded / _FIRST_FULL, 1.0) - _DUE_NOT_FIRST * seen.deadline


def _dated(day: Day, sentence: Sentence, says: str) -> Dated:
    return Dated(day.day, Evidence(sentence.text[:300], says, sentence.zone))


def _start_score(low: str, day: Day, document: Document) -> float:
    if day.day < document.sent_at.date() or re.search(
        r"\bor (?:would|is) the$", low[max(0, day.start - 16) : day.start]
    ):
        return 0
    if day.kind == "within" or (day.kind == "relative" and "start" not in low):
        return 0
    before, after = low[max(0, day.start - 70) : day.start], low[day.end : day.end + 45]
    hits = list(_START.finditer(before))
    if not hits:
        tail = re.match(
            r"[ ,]{0,2}(?:as|for|still works for|is)? ?(?:your |my |the )?(?:day one|first day|start|to commence|for you to commence|for kick off|cohort|as a mutually convenient commencement|as planned|still (?:good|works))",
            after,
        )
        return 2.5 if tail else 0
    last = hits[-1]
    gap = before[last.end() :]
    stop = _NOT_START.search(gap) or (_NOT_START.search(before[-30:]) if last.group() in ("from", "from the") else None)
    if stop or re.search(r"\b(?:not|never|unable|no) (?:\w+ ){0,2}$", before[: last.start()]):
        return 0
    weak = last.group() in _WEAK_START
    return (1.0 if weak else 3.0) + (0.5 if day.kind == "absolute" else 0) - len(gap) / 70


# ---------------------------------------------------------------- interview time

_MEETING = Late(
    r"\b(?:interview\w*|meet(?:ing)?s?|call|chat|see you|speak|talk|slot|session|panel|appointment|scheduled|confirmed|booked|when|date|time|event|conversation|now|new|tomorrow|on-?site|visit|expect you|you are down|"
    r"ring you|arrive|screen|demonstration|current|changed|becomes|lock|begins?|come|oral board|gespräch|termin|entretien|entrevista|colloquio|reunião|gesprek|spotkanie|intervju"
    + also("meeting")
    + r")\b"
)
_OLD = Late(
    r"(?:\b(?:was|old|previous|previously|former|formerly|instead of|rather than|in place of|had been|not|originally|cancel+ed|from|before|antes|au lieu de|en lugar de|i stället för|invece d\w+|in plaats van"
    + also("old")
    + r")\b[^.;\n]{0,24}|\(it had been )$"
)
TRIAL = Late(r"\b(?:trial (?:days?|shifts?|mornings?|sessions?)|working interview|taster day" + also("trial") + r")\b")
"""A day of work on trial: such days begin early."""
_AGREED = (
    "from",
    "vom",
    "original",
    "ursprünglich",
    "initialement",
    "prévu",
    "inicialmente",
    "previst",
    "inizialmente",
    "oorspr",
)
"""Of these, words that also lead to a time which holds still: "the interview planned originally for Tuesday can take place"."""
_OTHER = Late(
    r"(?:\b(?:by|before|until|till|no later than|nlt|closes?|expires?|due(?! (?:colloqui|incontri|interviste)\b)|after|parking|office hours|weekdays|open|latest|deadline|prior to|arrive|call me|reply"
    + also("other time")
    + r")\b[^.;\n]{0,20})$"
)


_MOVED = Late(
    r"\b(?:is now|now on|becomes|moved (?:it |you |us )?to|rescheduled to|new time:?|slid us|you are now|current:|now:|changed:|preponed to|no trouble|suits|works for me|instead"
    + also("move told")
    + r")\b"
)


def moved(plain: str) -> bool:
    """Another time than before is told."""
    return bool(_MOVED.search(plain))


def interview_time(found: Sequence[Moment], sent_at: datetime) -> Moment | None:
    """The fixed time of the interview by the words alone: of the moments that a mail of that time names, the one meant."""
    ahead = [moment for moment in found if moment.start > sent_at - timedelta(hours=1) and moment.score > 0]
    if not ahead:
        return None
    top = max(moment.score for moment in ahead)
    good = [moment for moment in ahead if moment.score >= top - 0.5]
    return min(good, key=lambda moment: (moment.start.date() != good[0].start.date(), moment.start))


def previous_time(found: Sequence[Moment]) -> Moment | None:
    """A time that no longer holds, where it is named as such ("was", "instead of")."""
    return next((moment for moment in found if moment.score <= -5), None)


def moments(document: Document, zone: str) -> list[Moment]:
    """Every day with an hour near it, scored by the words around."""
    found: list[Moment] = []
    default = writer_zone(document, zone)
    for part in document.zones:
        if part.kind not in ("text", "subject"):
            continue
        cased = part.text[:12_000].replace("\n\n", " ¶ ").replace("\n", " · ")
        low = cased.lower().replace("’", "'").replace("–", "-").replace("—", "-")
        clocks = find_clocks(low)
        days = find_days(low, document.sent_at, day_first=day_first(document)) if clocks else []
        days = [day for day in days if day.kind != "within" or not _is_hour(day, clocks)]
        if not days:
            continue
        named = find_zone(low)
        for clock in clocks:
            if any(day.start <= clock.start and clock.end <= day.end for day in days):
                continue  # the number of the day: "Tuesday, 6 October"
            day = _nearest(clock, days, low)
            if day is not None:
                quote = _around(cased if len(cased) == len(low) else low, clock, day)
                found.append(_moment(clock, day, low, named, default, Evidence(quote, _TIME_SAYS, part.kind)))
    return found


def _is_hour(day: Day, clocks: Sequence[Clock]) -> bool:
    """What reads like a span of hours is the hour itself: "de 13h à 14h30"."""
    return any(clock.start < day.end and day.start < clock.end for clock in clocks)


def _nearest(clock: Clock, days: Sequence[Day], low: str) -> Day | None:
    """The day that an hour belongs to: the last one before it, or one right after."""
    before = [day for day in days if day.end <= clock.start and clock.start - day.end < 240]
    if before and _LEADS_TO_HOUR.fullmatch(low, before[-1].end, clock.start):
        return before[-1]
    after = [
        day
        for day in days
        if day.start >= clock.end
        and day.start - clock.end < 60
        and "¶" not in low[clock.end : day.start]
        and not _OLD.search(low[clock.end : day.start])
    ]
    if after and (not before or (after[0].start - clock.end < 20 and clock.start - before[-1].end > 4)):
        return after[0]
    return before[-1] if before else after[0] if after else None


_LEADS_TO_HOUR = re.compile(
    r"[ ,.]{0,2}(?:\b(?:at|from|um|ab|von|à|de|dès|a|desde|alle|dalle|ore|om|van|vanaf|às|das|kl)\b\.? ?|\b(?:las?|ore|partir)\b ?){1,3}"
)
"""Between a day and its hour: "24 de noviembre a las 10:00", whatever day comes after."""
_TIME_SAYS = "the time of the interview"
_BARE_DAY = re.compile(r"(?:(?:on|am|de|do|na|no|para|à|le|el|il|op) )?[^\W\d]+(?:-feira)?")
"""A weekday without "next" and without a date."""
_HALF_DAY = re.compile(r"(?i)\d ?[ap]m\.$")
"""An hour at the end of its sentence: the full stop is the sentence's."""
_SENTENCE_END = re.compile(r"[.!?] +(?=[\"'(]?[A-ZÀ-Þ])| [¶·] ")


def _around(text: str, clock: Clock, day: Day) -> str:
    """The words as written in which a day and an hour stand: their sentences, or a part cut between words."""
    start, end = min(clock.start, day.start), max(clock.end, day.end)
    heads = [found.end() for found in _SENTENCE_END.finditer(text[max(0, start - 160) : start])]
    first = max(0, start - 160) + heads[-1] if heads else max(0, start - 160)
    if not heads and first:
        first = text.find(" ", first, start) + 1 or start
    tail = _SENTENCE_END.search(text, end - bool(_HALF_DAY.search(text[start:end])), end + 140)
    last = tail.start() + 1 if tail else min(len(text), end + 140)
    if tail is None and last < len(text):
        last = text.rfind(" ", end, last) if " " in text[end:last] else last
    return " ".join(text[first:last].replace("¶", " ").replace("·", " ").split())[:300]


def _moment(clock: Clock, day: Day, low: str, named: str | None, default: tzinfo, shown: Evidence) -> Moment:
    start, end = min(clock.start, day.start), max(clock.end, day.end)
    # "from 9 to 10", "Saturday from 10 am"
    begins_there = low[: clock.start].endswith("from ") and (clock.until or 0 <= clock.start - 5 - day.end <= 2)
    led = clock.start - 5 if begins_there else clock.start
    start = min(start, led)
    lead, near = low[max(0, start - 40) : start], low[max(0, start - 90) : end + 60]
    gap = max(clock.start - day.end, day.start - clock.end)
    meets = len(_MEETING.findall(near)) + len(TRIAL.findall(near))
    score = 2.0 + min(meets, 4) * 0.5 - gap / 60 + (0.5 if clock.sure else 0)
    old = _OLD.search(lead) or _OLD.search(low[max(0, led - 26) : led])
    if old and not (old.group().lstrip().startswith(_AGREED) and stands(shown.quote.lower())):
        score -= 10
    elif _OTHER.search(lead) or _OTHER.search(low[max(0, led - 26) : led]):
        score -= 4
    if shown.zone == "subject":
        score -= 0.25
    name = find_zone(low[max(0, start - 30) : end + 70]) or named
    tz = as_zone(name) or default
    at = clock.at
    if not clock.sure and at.hour in (17, 18) and TRIAL.search(low):
        at = at.replace(hour=at.hour - 12)
    begins = datetime.combine(day.day, at, tz)
    ends = datetime.combine(day.day, clock.until, tz) if clock.until else None
    span = start, end - low[start:end].endswith(".")
    on_weekday = day.kind == "weekday" and bool(_BARE_DAY.fullmatch(low, day.start, day.end))
    return Moment(begins, ends, name, shown, score, low, span, on_weekday)


# ---------------------------------------------------------------- small facts

_PART_TIME = Late(
    r"\b(?:part[- ]time|zero[- ]hours?|casual (?:contract|basis|role|position)|on[- ]call basis|(?:around |about |approx\.? )?(?:[4-9]|1\d|2[0-4]) (?:hours|hrs) (?:a|per|each) week|"
    r"one day a week|two days a week|weekends? only|evenings only|side (?:job|gig)|alongside (?:your|another)|leaves? (?:you )?room for|teilzeit|minijob|à temps partiel|media jornada"
    + also("part time")
    + r")\b"
)


def part_time(text: str) -> bool:
    """The mail says that the job is part-time or short."""
    return bool(_PART_TIME.search(text))
