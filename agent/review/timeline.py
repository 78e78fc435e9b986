"""The picture at the head of the page: offers and how firm they are over time, days that matter, interviews, letters. Pure.

It is laid out here and drawn by a template: every place is a number, every text is escaped there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from agent.review import words
from agent.review.case import reached_nobody
from agent.review.scene import ENDED, FIRMNESS
from agent.review.words import When

View = Mapping[str, Any]

MOST = 12
"""Lanes; more would be no picture any more. The table has all."""
WIDE, NARROW = 960, 340
"""Widths in which it is drawn."""
LETTER = 9
"""How wide a letter of a lane's name is at most, on the average."""
LANE, HEAD, FOOT, SIDE = 44, 26, 26, 8
EDGE = 16
"""So near to a side, the word under a tick would be cut off."""
THICK = {0: 3, 1: 5, 2: 9, 3: 13, 4: 17}
"""How thick a band is, by firmness: colour is never the only sign."""
BACK, AHEAD = timedelta(days=21), timedelta(days=45)
"""How far the picture reaches at most, but for what still lies ahead of an offer."""


@dataclass(frozen=True, slots=True)
class Band:
    """How firm an offer was for a while."""

    x: float
    width: float
    thick: int
    firmness: int
    says: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment: deadline, first day, interview, letter."""

    x: float
    sign: str
    says: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One offer, or one interview elsewhere."""

    y: int
    name: str
    note: str
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A Monday on the axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn, in one width."""

    name: str
    width: int
    height: int
    today: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    left_out: int
    desc: str


@dataclass(frozen=True, slots=True)
class Row:
    """One moment of the table that says the same."""

    at: datetime
    when: str
    what: str
    who: str


def pictures(document: View, now: datetime) -> tuple[Picture, ...]:
    """The picture for a wide and for a narrow window; empty where there is nothing to draw."""
    lanes = _raw(document, now)
    if not lanes:
        return ()
    return tuple(_picture(name, width, lanes, now) for name, width in (("wide", WIDE), ("narrow", NARROW)))


def table(document: View, now: datetime) -> tuple[Row, ...]:
    """The same as rows in order of time."""
    when = When(now)
    rows = [
        Row(mark.at, mark.when, mark.says, lane.name)
        for lane in _raw(document, now)
        for mark in [*lane.changes, *lane.marks]
    ]
    today = Row(now, when.day(now), "today", "")
    return tuple(sorted([*rows, today], key=lambda row: row.at))


# ---------------------------------------------------------------- what there is to draw


@dataclass(frozen=True, slots=True)
class _Moment:
    at: datetime
    sign: str
    says: str
    when: str


@dataclass(frozen=True, slots=True)
class _Change(_Moment):
    firmness: int


@dataclass(frozen=True, slots=True)
class _Raw:
    name: str
    note: str
    changes: tuple[_Change, ...]
    marks: tuple[_Moment, ...]
    over: bool


def _raw(document: View, now: datetime) -> list[_Raw]:
    when = When(now)
    drafts = document["drafts"]
    offers = [view for view in document["offers"] if not view["suspicious"] and view["standing"] not in ENDED]
    offers.sort(key=lambda view: -FIRMNESS.get(view["standing"], 0))
    lanes = [_offer(view, [d for d in drafts if _declines(d, view)], when) for view in offers]
    shown: set[str] = set()
    for view in document["interviews"]:
        draft = next((d for d in drafts if d["id"] == view["draft"]), None)
        if draft is not None and draft["id"] in shown:
            continue
        booked = [view]
        if draft is not None:
            shown.add(draft["id"])
            booked = [one for one in document["interviews"] if one["id"] in draft["interviews"]] or booked
        lanes.append(_elsewhere(view, booked, draft, when))
    return lanes


def _declines(draft: View, offer: View) -> bool:
    return bool(draft["kind"] in ("offer_decline", "more_time") and draft["offer"] == offer["id"])


def _offer(view: View, drafts: Sequence[View], when: When) -> _Raw:
    standing = words.STANDINGS.get(view["standing"], "")
    marks = [mark for draft in drafts for mark in _letter(draft, when)]
    for key, sign, text in (("deadline", "deadline", "the answer is due"), ("start_date", "start", "first day")):
        if view[key] and not (key == "deadline" and view["accepted"]):
            marks.append(_Moment(_noon(view[key], when), sign, text, when.dated(view[key])))
    return _Raw(words.title(view), standing, _changes(view, when), tuple(marks), over=view["standing"] == "rescinded")


def _changes(view: View, when: When) -> tuple[_Change, ...]:
    """How firm the offer was after each of its messages; the last one is how it is judged now."""
    written = accepted = over = False
    conditions = bool(view["contingencies"])
    found: list[_Change] = []
    for one in view["evidence"]:
        if not one.get("counts", True) and not view["suspicious"]:
            continue
        match one["label"]:
            case "offer_written":
                written = True
            case "offer_accepted":
                accepted = written = True
            case "offer_contingency":
                conditions = True
            case "offer_cleared":
                conditions, written = False, True
            case "offer_rescinded" | "offer_declined":
                over = True
            case _:
                pass
        standing = (
            "rescinded" if over
            else "verbal" if not written
            else "written" if not accepted
            else "conditional" if conditions
            else "firm"
        )  # fmt: skip
        if not found or words.STANDINGS[standing] != found[-1].says:
            at = when.moment(one["date"])
            found.append(_Change(at, "", words.STANDINGS[standing], when.day(at), FIRMNESS.get(standing, 0)))
    if found:
        last = found[-1]
        found[-1] = _Change(
            last.at, "", words.STANDINGS[view["standing"]], last.when, FIRMNESS.get(view["standing"], 0)
        )
    return tuple(found)


def _elsewhere(view: View, booked: Sequence[View], draft: View | None, when: When) -> _Raw:
    marks = [_Moment(when.moment(one["start"]), "interview", "interview", when.at(one["start"])) for one in booked]
    note = f"interview {when.at(booked[0]['start'])}"
    if draft is not None:
        marks += _letter(draft, when)
    return _Raw(words.title(view), note, (), tuple(marks), over=False)


LETTERS = {
    "waiting": ("letter", "letter waits for you"),
    "failed": ("letter", "letter was not sent"),
    "unsure": ("letter", "was the letter sent?"),
    "approved": ("letter", "letter is on its way"),
    "sending": ("letter", "letter is on its way"),
    "sent": ("sent", "letter sent"),
    "answered": ("sent", "letter sent, and answered"),
}


def _letter(draft: View, when: When) -> list[_Moment]:
    if draft["status"] not in LETTERS:
        return []
    sign, says = ("letter", "letter reached nobody") if reached_nobody(draft) else LETTERS[draft["status"]]
    if draft["kind"] == "call_sheet":
        sign, says = ("sent", "you called") if sign == "sent" else ("call", "call waits for you")
    at = when.moment(draft["sent_at"]) if draft["sent_at"] else when.now
    return [_Moment(at, sign, says, when.at(at.isoformat()))]


def _noon(day: str, when: When) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), when.now.tzinfo)


# ---------------------------------------------------------------- where it is drawn


def _picture(name: str, width: int, lanes: Sequence[_Raw], now: datetime) -> Picture:
    drawn = lanes[:MOST]
    begin, end = _reach(drawn, now)
    scale = (width - 2 * SIDE) / (end - begin).total_seconds()

    def x(at: datetime) -> float:
        return round(SIDE + (min(max(at, begin), end) - begin).total_seconds() * scale, 1)

    height = HEAD + LANE * len(drawn) + FOOT
    return Picture(
        name=name,
        width=width,
        height=height,
        today=x(now),
        lanes=tuple(_lane(HEAD + LANE * place, raw, x, end, width) for place, raw in enumerate(drawn)),
        ticks=tuple(_ticks(begin, end, x, width)),
        left_out=len(lanes) - len(drawn),
        desc=_told(drawn, When(now)),
    )


def _reach(lanes: Sequence[_Raw], now: datetime) -> tuple[datetime, datetime]:
    """From when until when: what there is, within reason, with a day of air."""
    moments = [m.at for lane in lanes for m in (*lane.changes, *lane.marks)]
    begin = max(min([*moments, now]), now - BACK) - timedelta(days=1)
    end = min(max([*moments, now + timedelta(days=7)]), now + AHEAD) + timedelta(days=2)
    return begin, end


def _lane(y: int, raw: _Raw, x: Any, end: datetime, width: int) -> Lane:
    bands = []
    for place, change in enumerate(raw.changes):
        until = raw.changes[place + 1].at if place + 1 < len(raw.changes) else end
        first = max((m.at for m in raw.marks if m.sign == "start"), default=until)
        left, right = x(change.at), x(min(until, first) if place + 1 == len(raw.changes) else until)
        bands.append(Band(left, round(max(right - left, 0), 1), THICK[change.firmness], change.firmness, change.says))
    marks = tuple(Mark(x(m.at), m.sign, f"{m.says}: {m.when}") for m in raw.marks)
    return Lane(y, _cut(raw.name, width // LETTER), raw.note, tuple(band for band in bands if band.width), marks)


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _ticks(begin: datetime, end: datetime, x: Any, width: int) -> list[Tick]:
    day = begin.date() + timedelta(days=(7 - begin.weekday()) % 7)
    found = []
    while day < end.date() - timedelta(days=1):
        at = datetime.combine(day, time(), begin.tzinfo)
        if SIDE + EDGE < x(at) < width - SIDE - EDGE:
            found.append(Tick(x(at), f"{day.day} {words.MONTHS[day.month - 1]}"))
        day += timedelta(days=7 if width > NARROW else 14)
    return found


def _told(lanes: Sequence[_Raw], when: When) -> str:
    """The picture in words, for those who do not see it."""
    said = []
    for lane in lanes:
        marks = "; ".join(f"{m.says} {m.when}" for m in lane.marks)
        said.append(f"{lane.name}: {lane.note if lane.changes else ''}{'; ' if lane.changes and marks else ''}{marks}.")
    return f"Today is {when.day(when.now)}. " + " ".join(said)
