"""Writes the seeds of the target `provider`: what the simulators answer while mail and calendars are read, letters sent, events answered."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.base import CalendarRole, MailRole
from connectors.calendars import Place
from connectors.http import Http, Response
from tests.connectors.google_calendar_world import GoogleCalendarWorld
from tests.connectors.google_mail_world import GoogleMailWorld
from tests.connectors.outlook_calendar_world import OutlookCalendarWorld
from tests.connectors.outlook_mail_world import OutlookMailWorld
from tests.contracts import NOW, USER, answering, ics, submission, vevent
from tests.fuzz.provider import HOW, SEEDS, WINDOW, key
from tests.hostile.world import ACCEPTANCE, INVITATION, OFFER

_LINES: list[str] = []
_REQUEST = Http.request


def _recorded(self: Http, method: str, url: str, **more: Any) -> Response:
    answer = _REQUEST(self, method, url, **more)
    body = answer.body.decode("utf-8", "replace")
    if not body.startswith("{"):  # a message as it is
        body = "raw:" + body.replace("\r\n", "\\n").replace("\n", "\\n")
    _LINES.append(f"{key(url, method)}\t{answer.status}\t{' '.join(body.split())}")
    return answer


def _write(name: str, base: str, to: str) -> None:
    text = "\n".join([name, *_LINES]).replace(base, to)
    (SEEDS / f"provider-{'-'.join(name.split()[:3])}-{len(list(SEEDS.glob('provider-*')))}.txt").write_text(text)
    _LINES.clear()


def _read_mail(role: MailRole) -> str:
    cursor = ""
    for page in role.changes(None, frozenset, (NOW - timedelta(days=100)).date()):
        cursor = page.cursor
    return cursor


def _read_calendar(role: CalendarRole) -> str:
    page = role.read(WINDOW, None)
    return page.cursor if page else ""


def main() -> None:
    """Write them anew."""
    for old in SEEDS.glob("provider-*.txt"):
        old.unlink()
    SEEDS.mkdir(exist_ok=True)
    Http.request = _recorded  # type: ignore[method-assign]
    series = vevent(uid="s@x", more="RRULE:FREQ=WEEKLY;COUNT=3\n")
    with tempfile.TemporaryDirectory() as place:
        for part in "abcd":
            Path(place, part).mkdir()
        google_mail, outlook_mail = GoogleMailWorld(Path(place, "a")), OutlookMailWorld(Path(place, "b"))
        for mail, base in (
            (google_mail, "https://gmail.googleapis.com"),
            (outlook_mail, "https://graph.microsoft.com"),
        ):
            name = "google mail" if mail is google_mail else "outlook mail"
            with mail:
                for number, raw in enumerate((OFFER, ACCEPTANCE, INVITATION)):
                    mail.put(raw, "sent" if number == 1 else "inbox", NOW - timedelta(days=number))
                cursor = _read_mail(mail.role)
                _write(name, mail.sim.base, base)
                mail.put(OFFER.replace(b"offer@", b"other@"))
                mail.remove(INVITATION)
                mail.rest()
                list(mail.role.changes(cursor, frozenset, None))
                mail.role.changed(cursor)
                _write(name, mail.sim.base, base)
                letter = replace(submission(), draft_ref=mail.role.prepare(submission()))
                mail.role.submit(letter)
                mail.role.reconcile(letter)
                _write(name.replace("mail", "send"), mail.sim.base, base)
        google, outlook = GoogleCalendarWorld(Path(place, "c")), OutlookCalendarWorld(Path(place, "d"))
        for calendar, base in ((google, "https://www.googleapis.com"), (outlook, "https://graph.microsoft.com")):
            name = "google calendar" if calendar is google else "outlook calendar"
            with calendar:
                calendar.put("a", ics(vevent()))
                calendar.put("b", ics(series))
                calendar.put("c", ics(vevent(uid="d@x", start="DTSTART;VALUE=DATE:20261124", invited=False)))
                cursor = _read_calendar(calendar.role)
                _write(name, calendar.sim.base, base)
                calendar.put("a", ics(vevent(start="DTSTART:20261121T150000Z")))
                calendar.role.changed(WINDOW, cursor)
                calendar.role.read(WINDOW, cursor)
                _write(name, calendar.sim.base, base)
        for how in HOW:
            for world, base in (
                (GoogleCalendarWorld(_folder(place, f"e{how}")), "https://www.googleapis.com"),
                (OutlookCalendarWorld(_folder(place, f"f{how}")), "https://graph.microsoft.com"),
            ):
                with world:
                    _answer(world, how, base)


def _folder(place: str, name: str) -> Path:
    folder = Path(place, name)
    folder.mkdir()
    return folder


def _answer(world: GoogleCalendarWorld | OutlookCalendarWorld, how: str, base: str) -> None:
    """An event put there that may be answered so, read, and answered."""
    guests = (USER, "joanne@meridian.example")
    ours = f"ORGANIZER:mailto:{USER}\n" + "".join(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{who}\n" for who in guests)
    text = {
        "decline": vevent(),
        "alone": vevent(),
        "occurrence": vevent(uid="s@x", more="RRULE:FREQ=WEEKLY;COUNT=3\n"),
        "cancel": vevent(invited=False, more=ours),
        "delete": vevent(invited=False),
    }[how]
    world.put("a", ics(text))
    if isinstance(world, GoogleCalendarWorld):
        world.calendars.quirks.drops_lists = how == "alone"
    page = world.role.read(WINDOW, None)
    assert page is not None
    action, start, _ = HOW[how]
    event = next(event for event in page.events if event.start == datetime.fromisoformat(start))
    _LINES.clear()
    world.role.answer(replace(answering(event), action=action, start=event.start, comment="Sorry."))
    kind = "google" if isinstance(world, GoogleCalendarWorld) else "outlook"
    _write(f"{kind} answer {how} {Place.of(event.provider_id).event}", world.sim.base, base)


if __name__ == "__main__":
    main()
