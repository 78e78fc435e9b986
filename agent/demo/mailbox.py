"""The sample mailbox: the files under `data/` with dates of this week, as Maildirs and calendar folders.

The files are mail and calendar entries as they would lie on a disk, but for two things. Their times are written
relative to the day of the story, in double braces: a format, a day, and a time where the format has one.

    {{mail -5 09:30}}   the Date header of five working days ago (Mon, 16 Nov 2026 09:30:00 -0500)
    {{day 1.wed}}       Wednesday of next week in words (Wednesday, November 25); 0 is this week, 2 the one after
    {{utc +0 14:00}}    today at two, in UTC (20261123T190000Z)

And a part that declares base64 or quoted-printable holds its text as it reads; it is encoded once the dates are in.
All times are those of `ZONE`, wherever the story is told.
"""

from __future__ import annotations

import base64
import email
import os
import quopri
import re
from datetime import UTC, date, datetime, time, timedelta
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

DATA: Final = Path(__file__).parent / "data"
ZONE: Final = ZoneInfo("America/New_York")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PLACEHOLDER: Final = re.compile(r"\{\{(\w+) ([+-]\d+|-?\d+\.[a-z]{3})(?: (\d\d:\d\d))?\}\}")


def story_day(now: datetime) -> date:
    """The day on which the story is told: today, or the last working day where today is none."""
    today = now.astimezone(ZONE).date()
    return today - timedelta(days=max(0, today.weekday() - 4))


def day(today: date, offset: str) -> date:
    """`offset` as a date: "+3" or "-5" in working days from `today`, "1.wed" a weekday of a week from this one."""
    if "." in offset:
        weeks, name = offset.split(".")
        return today + timedelta(days=7 * int(weeks) + _WEEKDAYS.index(name) - today.weekday())
    left, step, found = abs(int(offset)), 1 if int(offset) > 0 else -1, today
    while left:
        found += timedelta(days=step)
        left -= found.weekday() < 5
    return found


def moment(today: date, offset: str, clock: str = "00:00") -> datetime:
    """`day` at the wall-clock time `clock` ("HH:MM") of `ZONE`."""
    return datetime.combine(day(today, offset), time.fromisoformat(clock), ZONE)


def fill(text: str, today: date) -> str:
    """`text` with every placeholder replaced. Raises ValueError for a brace pair that is none."""
    filled = _PLACEHOLDER.sub(lambda found: _written(found[1], moment(today, found[2], found[3] or "00:00")), text)
    if "{{" in filled:
        raise ValueError(f"unknown placeholder: {filled[filled.index('{{') :][:40]}")
    return filled


def _written(form: str, at: datetime) -> str:
    match form:
        case "mail":
            return format_datetime(at)
        case "day":
            return f"{at:%A, %B} {at.day}"
        case "long":
            return f"{at:%B} {at.day}, {at.year}"
        case "weekday":
            return f"{at:%A}"
        case "numeric":
            return f"{at:%m/%d/%Y}"
        case "local":
            return f"{at:%Y%m%dT%H%M%S}"
        case "utc":
            return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        case "date":
            return f"{at:%Y%m%d}"
        case _:
            raise ValueError(f"unknown placeholder format: {form}")


def message(template: str, today: date) -> bytes:
    """A template of `data/` as the complete message (RFC 5322, LF line ends as in a Maildir)."""
    parsed = email.message_from_string(fill(template, today))
    for part in parsed.walk():
        if not part.is_multipart():
            _encode(part)
    return parsed.as_bytes()


def _encode(part: Message) -> None:
    """Give the part's text the charset and transfer encoding that its headers declare (RFC 2045 section 6)."""
    body = str(part.get_payload()).encode(part.get_content_charset("us-ascii"))
    declared = str(part.get("Content-Transfer-Encoding", "8bit")).lower()
    if declared == "base64":
        body = base64.encodebytes(body.replace(b"\n", b"\r\n"))
    elif declared == "quoted-printable":
        body = quopri.encodestring(body)
    # The way in which `email` holds bytes of an 8bit body.
    part.set_payload(body.decode("ascii", "surrogateescape"))


def event(template: str, today: date) -> bytes:
    """A template of `data/` as a calendar file (RFC 5545: CRLF line ends)."""
    return fill(template, today).replace("\n", "\r\n").encode()


def build(root: Path, today: date) -> None:
    """Write the mail to `root`/mail and the calendars to `root`/calendars, as on the evening before `today`.

    mail/personal is a folder of Maildirs, mail/old-uni one Maildir with a `.Sent` beside its inbox (Maildir++).
    """
    for account in sorted((DATA / "mail").iterdir()):
        _deliver(account, root / "mail" / account.name, today)
    for source in sorted((DATA / "calendars").glob("*/*.ics")):
        target = root / source.relative_to(DATA)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(event(source.read_text(encoding="utf-8"), today))


def build_later(root: Path, today: date) -> list[Path]:
    """Deliver the mail that comes on the morning of `today`; the files written."""
    written: list[Path] = []
    for account in sorted((DATA / "later").iterdir()):
        written += _deliver(account, root / "mail" / account.name, today)
    return written


def _deliver(account: Path, target: Path, today: date) -> list[Path]:
    """Every template below `account` into the Maildir of the same place below `target`, marked as read."""
    written = []
    for number, source in enumerate(sorted(account.rglob("*.eml"))):
        folder = target / source.parent.relative_to(account)
        for part in ("tmp", "new", "cur"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        raw = message(source.read_text(encoding="utf-8"), today)
        received = parsedate_to_datetime(str(email.message_from_bytes(raw)["Date"])).timestamp()
        path = folder / "cur" / f"{int(received)}.M{number:06d}P1.demo:2,S"
        path.write_bytes(raw)
        os.utime(path, (received, received))
        written.append(path)
    return written
