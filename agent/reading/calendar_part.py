"""Calendar parts of mail: the event that an invitation, a move or a cancellation is about (RFC 5545, 5546, 6047).

Read line by line and within bounds: nothing is expanded, no rule is followed further than one year, and a part that is
broken gives what can be made out of it, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from agent.reading import headers as fields
from agent.reading.document import CalendarPart
from connectors.base import Attendee, Mailbox, Partstat

MAX_LINES = 4_000
MAX_EVENTS = 20
MAX_ATTENDEES = 100
MAX_TEXT = 8_000

_LINE = re.compile(r'([A-Za-z0-9-]{1,60})((?:;[^=:;]{1,60}=(?:"[^"]{0,300}"|[^":;]{0,300}))*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([^=:;]{1,60})=(?:"([^"]*)"|([^":;]*))')
_ESCAPE = re.compile(r"\\([nN,;\\:\"])")
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$")
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})")
_BYDAY = re.compile(r"(-?\d)?(MO|TU|WE|TH|FR|SA|SU)$")
_INTERVIEW = re.compile(
    r"interview|gespräch|entretien|entrevista|sollicitatie|rozmowa|intervju|conversation|screen|onsite|panel"
)


@dataclass(frozen=True, slots=True)
class Invite:
    """One VEVENT of a calendar part, with the METHOD it came under (RFC 5546)."""

    method: str
    """Upper-case: REQUEST, PUBLISH, CANCEL, REPLY, COUNTER …; PUBLISH where none is named."""
    uid: str
    sequence: int
    start: datetime | None
    """In the zone of the event; a floating one is taken in the user's zone. All-day: midnight there."""
    end: datetime | None
    tzid: str | None
    """IANA name; None for UTC, all-day and floating times."""
    summary: str = ""
    organizer: Mailbox | None = None
    attendees: tuple[Attendee, ...] = ()
    user_partstat: Partstat | None = None
    """The user's own answer, None if the user is not among the attendees."""
    status: str = "CONFIRMED"
    """Upper-case: TENTATIVE, CONFIRMED or CANCELLED (RFC 5545 section 3.8.1.11)."""
    recurring: bool = False
    all_day: bool = False
    floating: bool = False
    location: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value with its escapes undone, clean (RFC 5545 section 3.3.11)."""
        return fields.clean(
            _ESCAPE.sub(lambda m: "\n" if m.group(1) in "nN" else m.group(1), self.value[:MAX_TEXT])
        ).strip()


@dataclass(slots=True)
class _Component:
    name: str
    lines: list[_Line] = field(default_factory=list)
    inner: list[_Component] = field(default_factory=list)

    def first(self, name: str) -> _Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str:
        line = self.first(name)
        return line.text if line else ""


def read(parts: Sequence[CalendarPart], *, me: frozenset[str], zone: str) -> Invite | None:
    """The event that a message's calendar parts are about: of several, the first that sounds like an interview,
    else the earliest; of one that recurs, its first occurrence."""
    invites = [invite for part in parts[:5] for invite in _events(part, me, zone)]
    if not invites:
        return None
    interviews = [invite for invite in invites if _INTERVIEW.search(invite.summary.lower())]
    return min(
        interviews or invites,
        key=lambda invite: invite.start.astimezone(UTC) if invite.start else datetime.max.replace(tzinfo=UTC),
    )


def _events(part: CalendarPart, me: frozenset[str], zone: str) -> Iterator[Invite]:
    calendar = _parse(part.raw)
    method = (calendar.text("METHOD") or part.method or "PUBLISH").upper()[:20]
    zones = {c.text("TZID"): c for c in calendar.inner if c.name == "VTIMEZONE"}
    for event in [c for c in calendar.inner if c.name == "VEVENT"][:MAX_EVENTS]:
        yield _event(event, method, zones, me, zone)


def _event(event: _Component, method: str, zones: Mapping[str, _Component], me: frozenset[str], zone: str) -> Invite:
    start = _time(event.first("DTSTART"), zones, zone)
    end = _time(event.first("DTEND"), zones, zone)
    if end is None and start is not None:
        length = _length(event.text("DURATION"))
        end = _Time(start.at + length, start.tzid) if length else None
    attendees = tuple(_attendee(line, me) for line in event.lines if line.name == "ATTENDEE")[:MAX_ATTENDEES]
    organizer = event.first("ORGANIZER")
    sequence = event.text("SEQUENCE")
    return Invite(
        method=method,
        uid=event.text("UID")[:1000],
        sequence=int(sequence) if re.fullmatch("[0-9]{1,8}", sequence) else 0,
        start=start.at if start else None,
        end=end.at if end else None,
        tzid=start.tzid if start else None,
        summary=fields.one_line(event.text("SUMMARY"))[:500],
        organizer=_mailbox(organizer) if organizer else None,
        attendees=attendees,
        user_partstat=next((a.partstat for a in attendees if a.is_user), None),
        status=event.text("STATUS").upper()[:20] or ("CANCELLED" if method == "CANCEL" else "CONFIRMED"),
        recurring=event.first("RRULE") is not None,
        all_day=bool(start and start.all_day),
        floating=bool(start and start.floating),
        location=fields.one_line(event.text("LOCATION"))[:500],
        description=event.text("DESCRIPTION"),
        url=event.text("URL")[:2000],
    )


def _mailbox(line: _Line) -> Mailbox:
    value = line.value.strip()
    address = value[7:] if value[:7].lower() == "mailto:" else line.parameters.get("EMAIL", "")
    return Mailbox(fields.one_line(address).lower()[:320], fields.one_line(line.parameters.get("CN", ""))[:200])


def _attendee(line: _Line, me: frozenset[str]) -> Attendee:
    who = _mailbox(line)
    answer = line.parameters.get("PARTSTAT", "NEEDS-ACTION").lower()
    partstat = cast(Partstat, answer) if answer in get_args(Partstat) else "needs-action"
    return Attendee(who.address, who.name, partstat, who.address in me)


# ---------------------------------------------------------------- lines


def _parse(raw: bytes) -> _Component:
    """The first VCALENDAR, or whatever components there are, under one root."""
    root = _Component("VCALENDAR")
    stack = [root]
    for text in _unfolded(fields.decode_bytes(raw, None)):
        found = _LINE.match(text)
        if not found:
            continue
        name, value = found.group(1).upper(), found.group(3)
        if name == "BEGIN":
            kind = value.strip().upper()
            if kind != "VCALENDAR" and len(stack) < 6:
                component = _Component(kind)
                stack[-1].inner.append(component)
                stack.append(component)
        elif name == "END":
            if len(stack) > 1 and value.strip().upper() == stack[-1].name:
                stack.pop()
        else:
            parameters = {k.upper(): quoted or plain for k, quoted, plain in _PARAMETER.findall(found.group(2))}
            stack[-1].lines.append(_Line(name, parameters, value))
    return root


def _unfolded(text: str) -> Iterator[str]:
    line: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MAX_LINES]:
        if raw[:1] in (" ", "\t") and line:
            line.append(raw[1:])
            continue
        if line:
            yield "".join(line)[: MAX_TEXT * 2]
        line = [raw]
    if line:
        yield "".join(line)[: MAX_TEXT * 2]


# ---------------------------------------------------------------- times


@dataclass(frozen=True, slots=True)
class _Time:
    at: datetime
    tzid: str | None = None
    all_day: bool = False
    floating: bool = False


def _time(line: _Line | None, zones: Mapping[str, _Component], zone: str) -> _Time | None:
    found = _STAMP.match(line.value.strip()) if line else None
    if line is None or not found:
        return None
    year, month, day, hour, minute = (int(group or 0) for group in found.groups()[:5])
    if not 1970 <= year <= 2200:
        return None
    try:
        at = datetime(year, month, day, hour, minute)  # noqa: DTZ001  # the zone is found below
    except ValueError:
        return None
    if found.group(4) is None:
        return _Time(at.replace(tzinfo=_user_zone(zone)), all_day=True)
    if found.group(7):
        return _Time(at.replace(tzinfo=UTC))
    name = line.parameters.get("TZID", "").strip()
    if not name:
        return _Time(at.replace(tzinfo=_user_zone(zone)), floating=True)
    known = iana(name)
    if known:
        return _Time(at.replace(tzinfo=ZoneInfo(known)), None if known in ("UTC", "Etc/UTC") else known)
    offset = _offset_at(zones[name], at) if name in zones else None
    if offset is not None:
        return _Time(at.replace(tzinfo=offset))
    return _Time(at.replace(tzinfo=_user_zone(zone)), floating=True)


def _user_zone(zone: str) -> tzinfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def iana(name: str) -> str | None:
    """The IANA name of a TZID: itself, the end of a longer path (RFC 5545 section 3.2.19), or a Windows name's."""
    candidates = [name]
    parts = name.strip("/").split("/")
    candidates += ["/".join(parts[-n:]) for n in (3, 2) if len(parts) > n]
    for candidate in candidates:
        if _exists(candidate):
            return candidate
    if "/" in name or " " not in name:
        return None
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # slow to load, rarely needed

    return WINDOWS_TO_OLSON.get(name)


def _exists(name: str) -> bool:
    if not re.fullmatch(r"[A-Za-z][\w+-]*(?:/[\w+-]+){0,2}", name):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _offset_at(definition: _Component, at: datetime) -> tzinfo | None:
    """The offset that a VTIMEZONE of its own gives a local time (yearly rules, RFC 5545 section 3.6.5)."""
    best: tuple[datetime, timedelta] | None = None
    for rule in definition.inner[:20]:
        offset = _OFFSET.match(rule.text("TZOFFSETTO"))
        if not offset:
            continue
        shift = timedelta(hours=int(offset.group(2)), minutes=int(offset.group(3))) * (
            -1 if offset.group(1) == "-" else 1
        )
        onset = _last_onset(rule, at)
        if onset is not None and (best is None or onset > best[0]):
            best = (onset, shift)
    return timezone(best[1]) if best and abs(best[1]) < timedelta(hours=24) else None


def _last_onset(rule: _Component, at: datetime) -> datetime | None:
    """When a rule last began to hold before a local time."""
    start = _STAMP.match(rule.text("DTSTART"))
    if not start:
        return None
    year, month, day, hour, minute = (int(group or 0) for group in start.groups()[:5])
    try:
        first = datetime(year, month, day, hour, minute)  # noqa: DTZ001  # local time of the zone being defined
    except ValueError:
        return None
    yearly = dict(part.partition("=")[::2] for part in rule.text("RRULE").upper().split(";"))
    weekday = _BYDAY.match(yearly.get("BYDAY", ""))
    months = yearly.get("BYMONTH", "")
    if (
        yearly.get("FREQ") != "YEARLY"
        or not weekday
        or not re.fullmatch("[0-9]{1,2}", months)
        or not 1 <= int(months) <= 12
    ):
        return first if first <= at else datetime.min  # noqa: DTZ901  # local, compared with local only
    onsets = [
        datetime.combine(_nth(y, int(months), weekday.group(2), int(weekday.group(1) or 1)), first.time())
        for y in (at.year, at.year - 1)
        if 1 <= y <= 9999
    ]
    return next((onset for onset in onsets if onset <= at), None)


def _nth(year: int, month: int, weekday: str, n: int) -> date:
    """The n-th weekday of a month, counted from its end where n is negative."""
    wanted = ("MO", "TU", "WE", "TH", "FR", "SA", "SU").index(weekday)
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(wanted - first.weekday()) % 7 + 7 * (min(n, 4) - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if year < 9999 else date(year, month, 28)
    return last - timedelta(days=(last.weekday() - wanted) % 7 + 7 * (min(-n, 4) - 1))


def _length(text: str) -> timedelta | None:
    found = _DURATION.match(text.strip().upper())
    if not found or not any(found.groups()):
        return None
    weeks, days, hours, minutes = (int(group or 0) for group in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
