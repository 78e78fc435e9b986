"""What every connector has to do, as tests: the mail contract and the calendar contract.

A connector's own tests subclass `MailContract` and `CalendarContract` and give a `world` fixture: the provider (or the
files) behind the connector, with hands to put things there, break them, and look at what was received. Refusals are part
of the contract: what may not be done must be refused in the named way and leave no trace.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from connectors.base import (
    MAX_RAW,
    CalendarPage,
    CalendarRole,
    CursorExpired,
    Event,
    EventAnswer,
    MailPage,
    MailRole,
    Message,
    OutcomeUnknown,
    Refused,
    Submission,
    Temporary,
    Unreadable,
    Window,
)

USER = "sam.lee@example.net"
EMPLOYER = "joanne@meridian.example"
NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
WINDOW = Window(datetime(2026, 11, 18, tzinfo=UTC), datetime(2027, 3, 18, tzinfo=UTC), "America/New_York")

Place = Literal["inbox", "sent", "trash", "drafts"]
Outcome = Literal["yes", "no", "later", "unknown"]


def letter(number: int, text: str = "Hello", day: datetime = NOW) -> bytes:
    """A small message; its Message-ID is `<NUMBER@contract.example>`."""
    message = EmailMessage()
    message["From"], message["To"] = f"Joanne <{EMPLOYER}>", f"Sam Lee <{USER}>"
    message["Subject"] = f"Letter {number}"
    message["Date"] = day
    message["Message-ID"] = f"<{number}@contract.example>"
    message.set_content(text)
    return message.as_bytes()


def submission(key: str = "first", body: str = "Thank you, and all the best.") -> Submission:
    raw = (
        f"From: Sam Lee <{USER}>\nTo: Joanne <{EMPLOYER}>\nSubject: Re: Interview\nDate: Wed, 18 Nov 2026 09:00:00 -0500\n"
        f"Message-ID: <{key}@example.net>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nDear Joanne,\n\n{body}\n"
    )
    return Submission(
        id=f"submission-{key}", raw=raw.replace("\n", "\r\n").encode(), message_id=f"<{key}@example.net>",
        mail_from=USER, rcpt_to=(EMPLOYER,),
    )  # fmt: skip


# ---------------------------------------------------------------- mail


class MailWorld(ABC):
    """The place behind a mail role."""

    role: MailRole
    read_only: MailRole
    """The same account with `permissions = "read"`."""

    @abstractmethod
    def put(self, raw: bytes, place: Place = "inbox", delivered: datetime = NOW) -> None:
        """A message arrives."""

    @abstractmethod
    def remove(self, raw: bytes) -> None:
        """The user deletes the message with these bytes."""

    @abstractmethod
    def rest(self) -> None:
        """So much time passes without anything happening that the next read may rely on it."""

    @abstractmethod
    def break_place(self) -> None:
        """The account cannot be read any more."""

    @abstractmethod
    def next_submission(self, outcome: Outcome) -> None:
        """How the next submission will end."""

    @abstractmethod
    def received(self) -> list[bytes]:
        """What was handed over so far, line ends as they come."""

    @abstractmethod
    def everything(self) -> object:
        """All that the user owns, contents and times, to be compared."""

    def words(self, raw: bytes) -> bytes:
        """A message without what the provider writes into every message that leaves, if it does (say, a Message-ID of
        its own); LF line ends. The rest has to arrive to the last byte."""
        return raw.replace(b"\r\n", b"\n")


@dataclass
class Shelf:
    """A store as small as can be: takes in pages and their cursors."""

    messages: dict[str, Message] = field(default_factory=dict)
    cursor: str | None = None
    asked: int = 0
    problems: list[str] = field(default_factory=list)

    def known(self) -> Collection[str]:
        self.asked += 1
        return list(self.messages)

    def take(self, page: MailPage) -> None:
        for message in page.created:
            self.messages[message.provider_id] = message
        for provider_id in page.destroyed:
            self.messages.pop(provider_id, None)
        self.cursor = page.cursor
        self.problems += page.problems

    def sync(self, role: MailRole, since: date | None = None, pages: int | None = None) -> list[MailPage]:
        """Take all pages, or stop (as if killed) after so many."""
        taken: list[MailPage] = []
        for page in role.changes(self.cursor, self.known, since):
            self.take(page)
            taken.append(page)
            if pages is not None and len(taken) == pages:
                break
        return taken

    def subjects(self) -> list[str]:
        return sorted(subject(message.raw) for message in self.messages.values())


def subject(raw: bytes) -> str:
    return raw.partition(b"Subject: ")[2].partition(b"\n")[0].strip().decode()


def settled(world: MailWorld) -> Shelf:
    """A store that has all there is, after as many calls as that takes."""
    shelf = Shelf()
    for _ in range(3):
        shelf.sync(world.role)
    return shelf


class MailContract:
    """Subclass with a fixture `world`, and tests of the connector's own beside them."""

    # -------------------------------------------------------- reading

    def test_everything_is_read_once(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.put(letter(2))
        world.rest()
        shelf = Shelf()
        shelf.sync(world.role)
        assert shelf.subjects() == ["Letter 1", "Letter 2"]
        again = shelf.sync(world.role)
        assert len(again) >= 1
        assert not any(page.created or page.destroyed or page.problems for page in again)

    def test_an_empty_account_yields_one_page(self, world: MailWorld) -> None:
        assert len(Shelf().sync(world.role)) == 1

    def test_the_bytes_are_the_messages_own(self, world: MailWorld) -> None:
        world.put(letter(1, "Zoë's café\n" * 20))
        shelf = Shelf()
        shelf.sync(world.role)
        (message,) = shelf.messages.values()
        assert message.raw == letter(1, "Zoë's café\n" * 20)
        assert message.received_at == NOW
        assert not message.truncated

    def test_a_new_message_comes_alone(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.rest()
        shelf = Shelf()
        shelf.sync(world.role)
        world.put(letter(2))
        created = [message for page in shelf.sync(world.role) for message in page.created]
        assert [subject(message.raw) for message in created] == ["Letter 2"]

    def test_a_deleted_message_is_reported_as_gone(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.put(letter(2))
        shelf = Shelf()
        shelf.sync(world.role)
        world.remove(letter(1))
        shelf.sync(world.role)
        assert shelf.subjects() == ["Letter 2"]

    def test_trash_and_drafts_are_not_read(self, world: MailWorld) -> None:
        world.put(letter(1), "trash")
        world.put(letter(2), "drafts")
        world.put(letter(3))
        shelf = Shelf()
        shelf.sync(world.role)
        assert shelf.subjects() == ["Letter 3"]

    def test_sent_mail_has_its_mark(self, world: MailWorld) -> None:
        world.put(letter(1), "sent")
        world.put(letter(2))
        shelf = Shelf()
        shelf.sync(world.role)
        assert {subject(m.raw): m.sent for m in shelf.messages.values()} == {"Letter 1": True, "Letter 2": False}

    def test_mail_from_before_the_first_day_is_left_out_and_stays_out(self, world: MailWorld) -> None:
        world.put(letter(1), delivered=NOW - timedelta(days=200))
        world.put(letter(2))
        shelf = Shelf()
        since = NOW.date() - timedelta(days=120)
        shelf.sync(world.role, since)
        world.put(letter(3))
        shelf.sync(world.role, since + timedelta(days=1))
        assert shelf.subjects() == ["Letter 2", "Letter 3"]

    def test_a_kill_after_any_page_loses_nothing(self, world: MailWorld) -> None:
        letters = [letter(number, day=NOW - timedelta(minutes=number)) for number in range(450)]
        for number, raw in enumerate(letters):
            world.put(raw, delivered=NOW - timedelta(minutes=number))
        shelf, whole = Shelf(), Shelf()
        whole.sync(world.role)
        for _ in range(20):
            shelf.sync(world.role, pages=1)
        shelf.sync(world.role)
        assert shelf.subjects() == whole.subjects()
        assert len(shelf.messages) == 450

    def test_recent_mail_comes_first_and_pages_are_bounded(self, world: MailWorld) -> None:
        for number in range(250):
            world.put(letter(number), delivered=NOW - timedelta(hours=number))
        first, *rest = Shelf().sync(world.role)
        assert rest
        assert subject(first.created[0].raw) == "Letter 0"
        assert sum(len(page.created) for page in (first, *rest)) == 250
        assert first.total is None or first.total >= 250

    def test_a_huge_message_is_cut(self, world: MailWorld) -> None:
        world.put(letter(1, "x" * 70 + "\n") + b"y" * (MAX_RAW + 100))
        shelf = Shelf()
        shelf.sync(world.role)
        (message,) = shelf.messages.values()
        assert message.truncated
        assert len(message.raw) == MAX_RAW

    def test_a_cursor_that_nobody_made_is_expired(self, world: MailWorld) -> None:
        with pytest.raises(CursorExpired):
            list(world.role.changes("no cursor of ours", set, None))

    def test_an_unreadable_account_says_what_to_do(self, world: MailWorld) -> None:
        world.break_place()
        with pytest.raises(Unreadable) as caught:
            list(world.role.changes(None, set, None))
        assert len(str(caught.value).splitlines()) <= 2

    def test_one_message_can_be_fetched_again(self, world: MailWorld) -> None:
        world.put(letter(1))
        shelf = Shelf()
        shelf.sync(world.role)
        (provider_id,) = shelf.messages
        assert world.role.fetch(provider_id) == shelf.messages[provider_id]
        world.remove(letter(1))
        assert world.role.fetch(provider_id) is None
        assert world.role.fetch("no such\0message/at all") is None

    def test_reading_leaves_everything_as_it_was(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.put(letter(2), "sent")
        before = world.everything()
        shelf = Shelf()
        shelf.sync(world.role)
        shelf.sync(world.role)
        for provider_id in shelf.messages:
            world.role.fetch(provider_id)
        assert world.everything() == before

    # -------------------------------------------------------- looking

    def test_where_nothing_changed_a_look_says_no(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.put(letter(2), "sent")
        world.rest()
        shelf = settled(world)
        assert [world.role.changed(shelf.cursor or "") for _ in range(3)] == [False] * 3

    def test_a_look_sees_what_came_and_leaves_it_to_be_read(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.rest()
        shelf = settled(world)
        world.put(letter(2), delivered=NOW + timedelta(minutes=20))
        before = world.everything()
        assert [world.role.changed(shelf.cursor or "") for _ in range(2)] == [True] * 2
        assert world.everything() == before
        shelf.sync(world.role)
        assert shelf.subjects() == ["Letter 1", "Letter 2"]
        world.rest()
        shelf.sync(world.role)
        assert not world.role.changed(shelf.cursor or "")

    def test_a_look_sees_what_was_deleted(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.put(letter(2))
        world.rest()
        shelf = settled(world)
        world.remove(letter(1))
        assert [world.role.changed(shelf.cursor or "") for _ in range(2)] == [True] * 2
        shelf.sync(world.role)
        assert shelf.subjects() == ["Letter 2"]

    def test_a_look_sees_what_was_sent(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.rest()
        shelf = settled(world)
        world.role.submit(submission())
        assert world.role.changed(shelf.cursor or "")

    def test_a_first_reading_cut_off_has_more_to_say(self, world: MailWorld) -> None:
        for number in range(250):
            world.put(letter(number), delivered=NOW - timedelta(hours=number))
        world.rest()
        shelf = Shelf()
        shelf.sync(world.role, pages=1)
        assert world.role.changed(shelf.cursor or "")

    def test_in_doubt_a_look_says_yes(self, world: MailWorld) -> None:
        for rubbish in ("", "no cursor of ours", "{}", "[]", "7", '{"v":1}', "\0"):
            assert world.role.changed(rubbish)

    def test_a_look_at_an_unreadable_account_does_not_say_no(self, world: MailWorld) -> None:
        world.put(letter(1))
        world.rest()
        shelf = settled(world)
        world.break_place()
        with suppress(Unreadable):
            assert world.role.changed(shelf.cursor or "")

    # -------------------------------------------------------- sending

    def test_a_submission_is_received_once_as_it_was(self, world: MailWorld) -> None:
        receipt = world.role.submit(submission())
        assert receipt.ref
        (received,) = world.received()
        assert world.words(received) == world.words(submission().raw)

    def test_the_receipt_names_the_message_as_it_arrived(self, world: MailWorld) -> None:
        receipt = world.role.submit(submission())
        (received,) = world.received()
        assert (receipt.message_id or submission().message_id).encode() in received

    def test_preparing_hands_nothing_over(self, world: MailWorld) -> None:
        prepared = replace(submission(), draft_ref=world.role.prepare(submission()))
        before = world.everything()
        world.role.prepare(submission())
        assert world.everything() == before
        assert world.received() == []
        world.role.submit(prepared)
        assert len(world.received()) == 1
        shelf = Shelf()
        shelf.sync(world.role)
        assert [message.sent for message in shelf.messages.values()] == [True]

    def test_an_approval_taken_back_leaves_no_trace(self, world: MailWorld) -> None:
        world.put(letter(1), "drafts")
        before = world.everything()
        prepared = replace(submission(), draft_ref=world.role.prepare(submission()))
        world.role.discard(prepared)
        world.role.discard(prepared)
        assert world.everything() == before
        assert world.received() == []

    def test_a_marker_tells_nothing_and_changes_nothing_else(self, world: MailWorld) -> None:
        marked = replace(submission(), marker="5f0c2d9b7a1e")
        world.role.submit(marked)
        (received,) = world.received()
        lines = world.words(received).split(b"\n")
        assert [line for line in lines if marked.marker.encode() not in line] == world.words(marked.raw).split(b"\n")
        assert not any(b"bowout" in line.lower() for line in lines)

    def test_the_same_submission_again_is_not_sent_again(self, world: MailWorld) -> None:
        world.role.submit(submission())
        world.role.submit(submission())
        assert len(world.received()) == 1

    def test_a_sent_letter_is_found_by_reconciling(self, world: MailWorld) -> None:
        world.role.submit(submission())
        receipt = world.role.reconcile(submission())
        assert receipt is not None
        assert len(world.received()) == 1

    def test_the_sent_letter_is_read_among_the_sent_mail(self, world: MailWorld) -> None:
        world.role.submit(submission())
        shelf = Shelf()
        shelf.sync(world.role)
        assert [(subject(m.raw), m.sent) for m in shelf.messages.values()] == [("Re: Interview", True)]

    def test_a_refused_submission_is_refused(self, world: MailWorld) -> None:
        world.next_submission("no")
        with pytest.raises(Refused) as caught:
            world.role.submit(submission())
        assert "@" not in str(caught.value)
        assert Shelf().sync(world.role)[0].created == ()

    def test_a_submission_for_later_is_temporary_and_can_be_made_again(self, world: MailWorld) -> None:
        world.next_submission("later")
        with pytest.raises(Temporary):
            world.role.submit(submission())
        world.next_submission("yes")
        world.role.submit(submission())
        assert len(world.received()) == 1

    def test_what_is_not_known_is_called_unknown(self, world: MailWorld) -> None:
        world.next_submission("unknown")
        with pytest.raises(OutcomeUnknown):
            world.role.submit(submission())

    def test_an_account_for_reading_sends_nothing(self, world: MailWorld) -> None:
        with pytest.raises(Refused):
            world.read_only.submit(submission())
        assert world.received() == []


# ---------------------------------------------------------------- calendars


def ics(*components: str, head: str = "") -> str:
    """A calendar object with these components (their lines joined by newlines), CRLF line ends."""
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//contract//EN\n" + head + "".join(components) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def vevent(
    uid: str = "one@contract.example", start: str = "DTSTART:20261120T150000Z", more: str = "", invited: bool = True
) -> str:
    """One VEVENT of an hour, with the user and the organizer as attendees. `more`: further lines."""
    people = (
        f"ORGANIZER;CN=Joanne:mailto:{EMPLOYER}\nATTENDEE;CN=Joanne;PARTSTAT=ACCEPTED:mailto:{EMPLOYER}\n"
        f"ATTENDEE;CN=Sam Lee;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{USER}\n"
    )
    length = "" if "DTEND" in more or "DURATION" in more or "VALUE=DATE" in start else "DURATION:PT1H\n"
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T000000Z\n{start}\n{length}SUMMARY:Interview\n"
        f"{people if invited else ''}{more}END:VEVENT\n"
    )


class CalendarWorld(ABC):
    """The place behind a calendar role. Events come and go as iCalendar text, whatever the connector speaks."""

    role: CalendarRole
    read_only: CalendarRole

    @abstractmethod
    def put(self, name: str, text: str) -> None:
        """Create or replace the item of that name."""

    @abstractmethod
    def remove(self, name: str) -> None: ...

    @abstractmethod
    def rest(self) -> None:
        """So much time passes without anything happening that the next read may rely on it."""

    @abstractmethod
    def break_place(self) -> None: ...

    @abstractmethod
    def everything(self) -> object:
        """All that the user owns, contents and times, to be compared."""


def read(role: CalendarRole) -> tuple[Event, ...]:
    page = role.read(WINDOW, None)
    assert page is not None
    return tuple(sorted(page.events, key=lambda event: event.start))


def answering(event: Event, action: Literal["decline", "cancel", "delete"] = "decline") -> EventAnswer:
    return EventAnswer(
        event.provider_id,
        event.etag,
        event.uid,
        event.recurrence_id,
        action,
        user_addresses=("other@example.net", USER),
    )


def response(event: Event) -> str:
    return next(attendee.partstat for attendee in event.attendees if attendee.is_user)


class CalendarContract:
    """Subclass with a fixture `world`."""

    # -------------------------------------------------------- reading

    def test_an_event_in_the_window_is_read(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent(more="LOCATION:Room 4\\, upstairs\nSEQUENCE:3\nDESCRIPTION:Bring\\nan ID\n")))
        (event,) = read(world.role)
        assert event.start == datetime(2026, 11, 20, 15, tzinfo=UTC)
        assert event.end == datetime(2026, 11, 20, 16, tzinfo=UTC)
        assert (event.summary, event.location, event.description) == ("Interview", "Room 4, upstairs", "Bring\nan ID")
        assert event.sequence == 3
        assert event.organizer is not None
        assert event.organizer.address == EMPLOYER
        assert [(a.address, a.partstat, a.is_user) for a in event.attendees] == [
            (EMPLOYER, "accepted", False),
            (USER, "needs-action", True),
        ]
        assert event.recurrence_id is None

    def test_only_what_starts_in_the_window_is_read(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent("past@x", "DTSTART:20261117T150000Z")))
        world.put("b", ics(vevent("now@x", "DTSTART:20261118T150000Z")))
        world.put("c", ics(vevent("far@x", "DTSTART:20270601T150000Z")))
        assert [event.uid for event in read(world.role)] == ["now@x"]

    def test_nothing_changed_means_none(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        world.rest()
        page = world.role.read(WINDOW, None)
        assert page is not None
        assert world.role.read(WINDOW, page.cursor) is None
        world.put("b", ics(vevent("two@x")))
        changed = world.role.read(WINDOW, page.cursor)
        assert changed is not None
        assert {event.uid for event in changed.events} == {"one@contract.example", "two@x"}

    def test_another_window_is_another_question(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        world.rest()
        page = world.role.read(WINDOW, None)
        assert page is not None
        assert world.role.read(replace(WINDOW, zone="Asia/Tokyo"), page.cursor) is not None

    def test_a_removed_event_is_gone(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        page = world.role.read(WINDOW, None)
        assert page is not None
        world.remove("a")
        after = world.role.read(WINDOW, page.cursor)
        assert after is not None
        assert after.events == ()

    def test_cancelled_and_declined_events_are_included(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent("cancelled@x", more="STATUS:CANCELLED\n")))
        world.put("b", ics(vevent("declined@x").replace("NEEDS-ACTION", "DECLINED")))
        found = {event.uid: event for event in read(world.role)}
        assert found["cancelled@x"].status == "cancelled"
        assert response(found["declined@x"]) == "declined"

    def test_an_all_day_event_starts_at_the_users_midnight(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent(start="DTSTART;VALUE=DATE:20261120")))
        (event,) = read(world.role)
        assert event.all_day
        assert event.start.isoformat() == "2026-11-20T00:00:00-05:00"
        assert event.end is not None
        assert event.end.isoformat() == "2026-11-21T00:00:00-05:00"

    def test_the_zone_of_an_event_is_kept(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent(start="DTSTART;TZID=Europe/Berlin:20261120T100000")))
        (event,) = read(world.role)
        assert event.start.isoformat() == "2026-11-20T10:00:00+01:00"
        assert event.tzid == "Europe/Berlin"
        assert not event.floating

    def test_a_series_appears_once_an_occurrence(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent(start="DTSTART:20261104T150000Z", more="RRULE:FREQ=WEEKLY;COUNT=4\n")))
        found = read(world.role)
        assert [event.start.day for event in found] == [18, 25]
        assert len({event.recurrence_id for event in found}) == 2
        assert all(event.recurrence_id for event in found)

    def test_an_unreadable_calendar_says_what_to_do(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        world.break_place()
        with pytest.raises(Unreadable) as caught:
            world.role.read(WINDOW, None)
        assert len(str(caught.value).splitlines()) <= 2

    def test_reading_leaves_everything_as_it_was(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        before = world.everything()
        read(world.role)
        assert world.everything() == before

    # -------------------------------------------------------- looking

    def test_where_nothing_changed_a_look_says_no(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        world.put("b", ics(vevent("two@x", start="DTSTART:20261118T150000Z", more="RRULE:FREQ=WEEKLY;COUNT=4\n")))
        world.rest()
        cursor = page_of(world.role).cursor
        before = world.everything()
        assert [world.role.changed(WINDOW, cursor) for _ in range(3)] == [False] * 3
        assert world.everything() == before

    def test_a_look_sees_what_came_changed_or_went_and_leaves_it_to_be_read(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        world.rest()
        cursor = page_of(world.role).cursor
        later = ics(vevent(start="DTSTART:20261121T150000Z", more="SEQUENCE:1\n"))
        changes: list[Callable[[], None]] = [
            lambda: world.put("b", ics(vevent("two@x"))),
            lambda: world.put("a", later),
            lambda: world.remove("b"),
        ]
        for change in changes:
            change()
            assert [world.role.changed(WINDOW, cursor) for _ in range(2)] == [True] * 2
            page = world.role.read(WINDOW, cursor)
            assert page is not None
            world.rest()
            cursor = (world.role.read(WINDOW, page.cursor) or page).cursor
            assert not world.role.changed(WINDOW, cursor)

    def test_what_reading_says_no_to_a_look_says_no_to(self, world: CalendarWorld) -> None:
        """Otherwise somebody who looks would have it read again and again for nothing."""
        world.put("a", ics(vevent()))
        world.rest()
        cursor = page_of(world.role).cursor
        for hours in range(1, 60):
            window = replace(
                WINDOW, since=WINDOW.since + timedelta(hours=hours), until=WINDOW.until + timedelta(hours=hours)
            )
            changed = world.role.changed(window, cursor)
            page = world.role.read(window, cursor)
            assert changed or page is None
            assert page is not None or not changed
            cursor = page.cursor if page is not None else cursor

    def test_a_window_is_the_same_in_whatever_zone_it_is_written(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        world.rest()
        cursor = page_of(world.role).cursor
        for name in ("America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"):
            zone = ZoneInfo(name)
            window = replace(WINDOW, since=WINDOW.since.astimezone(zone), until=WINDOW.until.astimezone(zone))
            assert not world.role.changed(window, cursor)
            assert world.role.read(window, cursor) is None

    def test_in_doubt_a_look_says_yes(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        world.rest()
        cursor = page_of(world.role).cursor
        for rubbish in ("", "no cursor of ours", "{}", "[]", "7", '{"question":"x"}', "\0"):
            assert world.role.changed(WINDOW, rubbish)
        assert world.role.changed(replace(WINDOW, zone="Asia/Tokyo"), cursor)

    def test_a_look_at_an_unreadable_calendar_does_not_say_no(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        world.rest()
        cursor = page_of(world.role).cursor
        world.break_place()
        with suppress(Unreadable):
            assert world.role.changed(WINDOW, cursor)

    # -------------------------------------------------------- answering

    def test_a_declined_event_is_read_as_declined(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        (event,) = read(world.role)
        world.role.answer(answering(event))
        (after,) = read(world.role)
        assert response(after) == "declined"
        assert replace(after, attendees=(), etag="") == replace(event, attendees=(), etag="")

    def test_declining_twice_is_declining_once(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        (event,) = read(world.role)
        world.role.answer(answering(event))
        before = world.everything()
        assert world.role.answer(answering(event)).ref
        assert world.everything() == before

    def test_one_occurrence_is_declined_and_the_others_stand(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent(start="DTSTART:20261119T150000Z", more="RRULE:FREQ=DAILY;COUNT=3\n")))
        first, second, third = read(world.role)
        world.role.answer(answering(second))
        after = read(world.role)
        assert [response(event) for event in after] == ["needs-action", "declined", "needs-action"]
        assert [event.start for event in after] == [first.start, second.start, third.start]
        assert [event.recurrence_id for event in after] == [event.recurrence_id for event in (first, second, third)]

    def test_an_event_that_changed_is_not_answered(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        (event,) = read(world.role)
        world.put("a", ics(vevent(start="DTSTART:20261121T150000Z", more="SEQUENCE:1\n")))
        before = world.everything()
        with pytest.raises(Refused):
            world.role.answer(answering(event))
        assert world.everything() == before

    def test_a_vanished_event_needs_no_answer(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        (event,) = read(world.role)
        world.remove("a")
        assert world.role.answer(answering(event)).detail
        assert world.role.answer(answering(event, "delete")).detail
        assert read(world.role) == ()

    def test_who_is_not_invited_cannot_decline(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent(invited=False)))
        (event,) = read(world.role)
        with pytest.raises(Refused):
            world.role.answer(answering(event))

    def test_an_own_entry_is_deleted(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent(invited=False)))
        world.put("b", ics(vevent("two@x")))
        (event,) = (event for event in read(world.role) if event.uid == "one@contract.example")
        world.role.answer(answering(event, "delete"))
        assert [event.uid for event in read(world.role)] == ["two@x"]

    def test_only_the_organizer_cancels(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent("theirs@x")))
        world.put(
            "b", ics(vevent("ours@x").replace(f"ORGANIZER;CN=Joanne:mailto:{EMPLOYER}", f"ORGANIZER:mailto:{USER}"))
        )
        found = {event.uid: event for event in read(world.role)}
        with pytest.raises(Refused):
            world.role.answer(answering(found["theirs@x"], "cancel"))
        world.role.answer(answering(found["ours@x"], "cancel"))
        after = {event.uid: event for event in read(world.role)}
        assert after["theirs@x"].status == "confirmed"
        assert after["ours@x"].status == "cancelled"
        assert after["ours@x"].sequence > found["ours@x"].sequence

    def test_an_account_for_reading_answers_nothing(self, world: CalendarWorld) -> None:
        world.put("a", ics(vevent()))
        (event,) = read(world.role)
        before = world.everything()
        for action in ("decline", "cancel", "delete"):
            with pytest.raises(Refused):
                world.read_only.answer(answering(event, action))
        assert world.everything() == before


def page_of(role: CalendarRole) -> CalendarPage:
    page = role.read(WINDOW, None)
    assert page is not None
    return page
