"""Calendar files as they are in the wild: zones, series, several events in a file, and hostile ones at bounded cost."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.base import Event, Unreadable
from connectors.local.events import MAX_BYTES, Place, read_events
from tests.connectors.worlds import LocalCalendarWorld
from tests.contracts import EMPLOYER, USER, WINDOW, ics, page_of, read, response, vevent


@pytest.fixture
def world(tmp_path: Path) -> LocalCalendarWorld:
    return LocalCalendarWorld(tmp_path)


def starts(events: tuple[Event, ...]) -> list[str]:
    return [event.start.isoformat() for event in events]


# ---------------------------------------------------------------- zones


CUSTOM = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("tzid", "start", "name"),
    [
        ("W. Europe Standard Time", "2026-11-20T10:00:00+01:00", "Europe/Berlin"),
        ("Eastern Standard Time", "2026-11-20T10:00:00-05:00", "America/New_York"),
        ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "2026-11-20T10:00:00-03:00", "America/Argentina/Buenos_Aires"),
        ('"Europe/Berlin"', "2026-11-20T10:00:00+01:00", "Europe/Berlin"),
        ("tzone://Microsoft/Utc", "2026-11-20T10:00:00+00:00", None),
    ],
)  # fmt: skip
def test_zones_by_other_names_are_known(world: LocalCalendarWorld, tzid: str, start: str, name: str | None) -> None:
    quoted = tzid if tzid.startswith('"') or ":" not in tzid else f'"{tzid}"'
    world.put("a", ics(vevent(start=f"DTSTART;TZID={quoted}:20261120T100000")))
    (event,) = read(world.role)
    assert (event.start.isoformat(), event.tzid, event.floating) == (start, name, False)


def test_a_zone_of_the_files_own_is_counted_with(world: LocalCalendarWorld) -> None:
    world.put(
        "a",
        ics(
            CUSTOM,
            vevent(start="DTSTART;TZID=Customized Time Zone:20261120T100000", more="RRULE:FREQ=MONTHLY;COUNT=9\n"),
        ),
    )
    found = read(world.role)
    assert starts(found) == [
        "2026-11-20T10:00:00-05:00",
        "2026-12-20T10:00:00-05:00",
        "2027-01-20T10:00:00-05:00",
        "2027-02-20T10:00:00-05:00",
    ]
    assert found[0].tzid == "Customized Time Zone"


def test_the_same_zone_name_in_two_files_may_mean_two_zones(world: LocalCalendarWorld) -> None:
    start = "DTSTART;TZID=Customized Time Zone:20261120T100000"
    world.put("a", ics(CUSTOM, vevent("a@x", start)))
    world.put("b", ics(CUSTOM.replace("-0500", "+0900").replace("-0400", "+1000"), vevent("b@x", start)))
    world.put("c", ics(vevent("c@x", start)))
    found = {event.uid: event for event in read(world.role)}
    assert {uid: event.start.isoformat()[-6:] for uid, event in found.items()} == {
        "a@x": "-05:00",
        "b@x": "+09:00",
        "c@x": "-05:00",
    }
    assert [uid for uid, event in found.items() if event.floating] == ["c@x"]  # New York is the user's own zone


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20261120T100000",
        "DTSTART;TZID=Nowhere/Land:20261120T100000",
        "DTSTART;TZID=../../passwd:20261120T100000",
    ],
)
def test_a_time_without_a_known_zone_is_the_users_and_marked(world: LocalCalendarWorld, start: str) -> None:
    world.put("a", ics(vevent(start=start)))
    (event,) = read(world.role)
    assert (event.start.isoformat(), event.floating, event.tzid) == ("2026-11-20T10:00:00-05:00", True, None)


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY", "FREQ=YEARLY;BYDAY=5SU;BYMONTHDAY=1"]
)
def test_a_zone_with_hostile_rules_is_unknown(world: LocalCalendarWorld, rule: str) -> None:
    hostile = CUSTOM.replace("FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11", rule)
    world.put("a", ics(hostile, vevent(start="DTSTART;TZID=Customized Time Zone:20261120T100000")))
    begin = time.process_time()
    (event,) = read(world.role)
    assert time.process_time() - begin < 2
    assert event.start.isoformat().startswith("2026-11-20T10:00:00")


# ---------------------------------------------------------------- series


def test_exceptions_of_a_series_take_effect(world: LocalCalendarWorld) -> None:
    start = "DTSTART;TZID=Europe/Berlin:20261119T100000"
    world.put("a", ics(
        vevent(start=start, more="RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20261120T100000\n"),
        vevent(start="DTSTART;TZID=Europe/Berlin:20261123T140000", more="RECURRENCE-ID;TZID=Europe/Berlin:20261121T100000\nDESCRIPTION:moved\n"),
    ))  # fmt: skip
    found = read(world.role)
    assert [(event.start.isoformat(), event.recurrence_id) for event in found] == [
        ("2026-11-19T10:00:00+01:00", "2026-11-19T10:00:00+01:00"),
        ("2026-11-22T10:00:00+01:00", "2026-11-22T10:00:00+01:00"),
        ("2026-11-23T14:00:00+01:00", "2026-11-21T10:00:00+01:00"),
    ]
    assert [event.description for event in found] == ["", "", "moved"]


def test_a_series_keeps_its_time_on_the_wall_over_a_change_of_the_clock(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(start="DTSTART;TZID=America/New_York:20260105T100000", more="RRULE:FREQ=WEEKLY\n")))
    found = read(world.role)
    assert starts(found)[0] == "2026-11-23T10:00:00-05:00"
    assert starts(found)[-1] == "2027-03-15T10:00:00-04:00"


def test_recurrence_ids_say_what_kind_of_time_it_is(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent("day@x", "DTSTART;VALUE=DATE:20261120", "RRULE:FREQ=DAILY;COUNT=1\n")))
    world.put("b", ics(vevent("floating@x", "DTSTART:20261120T100000", "RRULE:FREQ=DAILY;COUNT=1\n")))
    world.put("c", ics(vevent("utc@x", "DTSTART:20261120T100000Z", "RRULE:FREQ=DAILY;COUNT=1\n")))
    found = {event.uid: event.recurrence_id for event in read(world.role)}
    assert found == {"day@x": "2026-11-20", "floating@x": "2026-11-20T10:00:00", "utc@x": "2026-11-20T10:00:00+00:00"}


def test_an_override_alone_is_an_event(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(start="DTSTART:20261120T100000Z", more="RECURRENCE-ID:20261119T100000Z\n")))
    (event,) = read(world.role)
    assert (starts((event,)), event.recurrence_id) == (["2026-11-20T10:00:00+00:00"], "2026-11-19T10:00:00+00:00")


def test_a_change_from_one_date_on_names_each_occurrence_anew(world: LocalCalendarWorld) -> None:
    world.put("a", ics(
        vevent(start="DTSTART:20261119T100000Z", more="RRULE:FREQ=DAILY;COUNT=4\n"),
        vevent(start="DTSTART:20261121T130000Z", more="RECURRENCE-ID;RANGE=THISANDFUTURE:20261121T100000Z\n"),
    ))  # fmt: skip
    assert [(event.start.day, event.start.hour, str(event.recurrence_id)[8:13]) for event in read(world.role)] == [
        (19, 10, "19T10"), (20, 10, "20T10"), (21, 13, "21T10"), (22, 13, "22T10"),
    ]  # fmt: skip


def test_a_series_that_ended_long_ago_costs_nothing(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(start="DTSTART:18000101T100000Z", more="RRULE:FREQ=DAILY;UNTIL=20200101T000000Z\n")))
    page = page_of(world.role)
    assert (page.events, page.problems) == ((), ())


# ---------------------------------------------------------------- files


def test_one_file_may_hold_many_events_and_calendars(world: LocalCalendarWorld) -> None:
    one = ics(vevent("a@x"), vevent("b@x", "DTSTART:20261121T100000Z"), "BEGIN:VTODO\nUID:t\nEND:VTODO\n")
    world.put("a", one + ics(vevent("c@x", "DTSTART:20261122T100000Z")))
    assert [event.uid for event in read(world.role)] == ["a@x", "b@x", "c@x"]


def test_line_ends_marks_and_old_encodings_do_not_matter(world: LocalCalendarWorld) -> None:
    world.put("a", b"\xef\xbb\xbf" + ics(vevent("a@x")).replace("\r\n", "\n").encode())
    world.put("b", ics(vevent("b@x", more="LOCATION:Caf\u00e9\n")).encode("latin-1"))
    world.put("c", ics(vevent("c@x")).replace("BEGIN", "begin").replace("DTSTART", "dtstart").encode())
    found = {event.uid: event.location for event in read(world.role)}
    assert found == {"a@x": "", "b@x": "Café", "c@x": ""}


def test_a_cancellation_in_a_file_of_its_own_takes_effect(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent("a@x", more="SEQUENCE:1\n")))
    world.put("b", ics(vevent("b@x", more="SEQUENCE:5\n")))
    world.put("c", ics(vevent("a@x", "DTSTART:20250101T000000Z", "SEQUENCE:2\n"), head="METHOD:CANCEL\n"))
    world.put("d", ics(vevent("b@x", "DTSTART:20250101T000000Z", "SEQUENCE:2\n"), head="METHOD:CANCEL\n"))
    assert {event.uid: event.status for event in read(world.role)} == {"a@x": "cancelled", "b@x": "confirmed"}


def test_one_occurrence_may_be_cancelled_in_a_file_of_its_own(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(start="DTSTART;TZID=Europe/Berlin:20261119T100000", more="RRULE:FREQ=DAILY;COUNT=3\n")))
    world.put(
        "c",
        ics(vevent(start="DTSTART:20250101T090000Z", more="RECURRENCE-ID:20261120T090000Z\n"), head="METHOD:CANCEL\n"),
    )
    assert [event.status for event in read(world.role)] == ["confirmed", "cancelled", "confirmed"]


def test_somebodys_reply_is_no_event(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(), head="METHOD:REPLY\n"))
    assert page_of(world.role).events == ()


@pytest.mark.parametrize(
    "line",
    [
        f"ATTENDEE;PARTSTAT=TENTATIVE:MAILTO:{USER.upper()}",
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:sam.lee%40example.net",
        f"ATTENDEE;PARTSTAT=TENTATIVE;EMAIL={USER}:/aMTQ1/principal/",
        f'ATTENDEE;CN="Lee, Sam: the one; only";PARTSTAT=tentative:mailto:{USER}',
        f"ATTENDEE;PARTSTAT=TEN\n TATIVE:mai\n lto:{USER}",
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:other@EXAMPLE.net",
    ],
)
def test_the_user_is_known_however_the_address_is_written(world: LocalCalendarWorld, line: str) -> None:
    world.put("a", ics(vevent(invited=False, more=line + "\n")))
    (event,) = read(world.role)
    assert response(event) == "tentative"


def test_who_else_is_invited_is_not_the_user(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(invited=False, more=f"ATTENDEE:mailto:x{USER}\nATTENDEE:mailto:{USER}.evil.example\n")))
    (event,) = read(world.role)
    assert [attendee.is_user for attendee in event.attendees] == [False, False]


def test_the_link_of_a_video_call_is_found(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(more="X-GOOGLE-CONFERENCE:https://meet.example/abc\nCREATED:20261101T080000Z\n")))
    (event,) = read(world.role)
    assert event.url == "https://meet.example/abc"
    assert event.created_at == datetime(2026, 11, 1, 8, tzinfo=UTC)


# ---------------------------------------------------------------- what cannot be read


def test_a_missing_folder_is_named(world: LocalCalendarWorld) -> None:
    missing = world.root / "no such"
    with pytest.raises(Unreadable, match=r"no such is missing\. Correct `calendars` of account home"):
        world.calendar(calendars=[str(world.folder), str(missing)]).read(WINDOW, None)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "no calendar file"),
        (b"<html>Sign in</html>", "no calendar file"),
        (b"\x00" * 100, "no calendar file"),
        (ics(vevent()).encode()[:-40], "cut off in the middle of an event, which is not read"),
        (ics(vevent(start="DTSTART:tomorrow")).encode(), "it has no start that can be read"),
        (b"BEGIN:VCALENDAR\n" + b" " * MAX_BYTES, "larger than 10 MB: it is not read"),
        (b"BEGIN:VCALENDAR\n" + b"\n" * 400_000, "more than 300000 lines: it is not read"),
    ],
)
def test_a_broken_file_is_one_line_and_the_rest_is_read(world: LocalCalendarWorld, data: bytes, fault: str) -> None:
    world.put("broken", data)
    world.put("good", ics(vevent("good@x")))
    page = page_of(world.role)
    assert [event.uid for event in page.events] == ["good@x"]
    assert page.problems == (f"calendar/broken.ics: {fault}",)


def test_a_file_that_cannot_be_opened_is_one_line_at_every_read(world: LocalCalendarWorld) -> None:
    world.path("loop").symlink_to("loop.ics")
    world.put("good", ics(vevent("good@x")))
    world.rest()
    page = page_of(world.role)
    assert [event.uid for event in page.events] == ["good@x"]
    (problem,) = page.problems
    assert problem.startswith("calendar/loop.ics: cannot be read")
    assert world.role.read(WINDOW, page.cursor) is not None


def test_what_is_no_calendar_file_is_passed_by(world: LocalCalendarWorld) -> None:
    (world.folder / "notes.txt").write_text("no")
    (world.folder / ".hidden.ics").write_text("no")
    (world.folder / "folder.ics").mkdir()
    world.path("nowhere").symlink_to("missing")
    page = page_of(world.role)
    assert (page.events, page.problems) == ((), ())


def test_a_file_written_just_now_is_looked_at_again(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent()))
    page = page_of(world.role)
    assert world.role.read(WINDOW, page.cursor) is not None


HOSTILE_RULES = [
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=1",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYDAY=53MO;BYSETPOS=300",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=99999999999",
    "FREQ=WEEKLY;COUNT=99999999999",
    "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))) + ";BYSECOND=" + ",".join(map(str, range(60))),
    "FREQ=DAILY;" + "BYDAY=MO;" * 200 + "COUNT=3",
    "FREQ=NEVER",
    "nonsense",
    "FREQ=DAILY;UNTIL=99991231T235959Z",
]  # fmt: skip


@pytest.mark.parametrize("rule", HOSTILE_RULES)
@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20261119T100000Z",
        "DTSTART;TZID=Europe/Berlin:20050101T100000",
        "DTSTART;VALUE=DATE:19000101",
        "DTSTART:00010101T000000",
    ],
)
def test_a_hostile_rule_costs_little(rule: str, start: str) -> None:
    begin = time.process_time()
    found = read_events(ics(vevent(start=start, more=f"RRULE:{rule}\n")).encode(), PLACE, WINDOW)
    assert time.process_time() - begin < 1.5
    assert len(found.events) <= 500


def test_a_rule_that_cannot_be_counted_leaves_its_written_dates(world: LocalCalendarWorld) -> None:
    world.put("a", ics(
        vevent(start="DTSTART:20261119T100000Z", more="RRULE:FREQ=SECONDLY\n"),
        vevent(start="DTSTART:20261125T100000Z", more="RECURRENCE-ID:20261119T100001Z\n"),
    ))  # fmt: skip
    page = page_of(world.role)
    assert [event.start.day for event in page.events] == [19, 25]
    (problem,) = page.problems
    assert (
        problem
        == "calendar/a.ics: it recurs more often than hourly, or in an unknown way; only dates that are written out are read"
    )


def test_twenty_thousand_events_are_read(world: LocalCalendarWorld) -> None:
    many = [
        vevent(f"{number}@x", f"DTSTART:2026{1 + number % 12:02}{1 + number % 28:02}T100000Z", invited=False)
        for number in range(20_000)
    ]
    world.put("a", ics(*many))
    begin = time.process_time()
    page = page_of(world.role)
    assert time.process_time() - begin < 8
    assert len(page.events) > 1000
    assert page.problems == ()


@pytest.mark.slow
def test_twenty_thousand_endless_series_are_bounded(world: LocalCalendarWorld) -> None:
    many = [
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:20160101T100000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n"
        for n in range(20_000)
    ]
    begin = time.process_time()
    found = read_events(ics(*many).encode(), PLACE, WINDOW)
    assert time.process_time() - begin < 30
    assert len(found.problems) <= 21
    assert "too many recurring events" in found.problems[0]


def test_twenty_thousand_overrides_of_one_series_are_bounded() -> None:
    overrides = [
        f"BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20261119T{n // 3600 % 24:02}{n // 60 % 60:02}{n % 60:02}Z\nDTSTART:20261120T100000Z\nEND:VEVENT\n"
        for n in range(19_000)
    ]
    begin = time.process_time()
    found = read_events(
        ics("BEGIN:VEVENT\nUID:a\nDTSTART:20261101T100000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n", *overrides).encode(),
        PLACE,
        WINDOW,
    )
    assert time.process_time() - begin < 15
    assert len(found.events) == 500


def test_deep_nesting_and_long_lines_are_bounded() -> None:
    begin = time.process_time()
    read_events(b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 100_000 + b"END:VEVENT\n" * 100_000, PLACE, WINDOW)
    read_events(ics(vevent(more="DESCRIPTION:" + "\\" * 5_000_000 + "\n")).encode(), PLACE, WINDOW)
    read_events(ics(vevent(more="ATTENDEE" + ";X=Y" * 500_000 + ":mailto:a@b.example\n")).encode(), PLACE, WINDOW)
    read_events(ics(vevent(more='ATTENDEE;CN="' + ";:" * 500_000 + "\n")).encode(), PLACE, WINDOW)
    read_events(
        ics(vevent(more="RRULE:FREQ=DAILY\nEXDATE:" + "20261120T100000Z," * 300_000 + "\n")).encode(), PLACE, WINDOW
    )
    assert time.process_time() - begin < 8


def test_very_many_attendees_are_cut_and_the_user_stays() -> None:
    crowd = "".join(f"ATTENDEE:mailto:{number}@example.com\n" for number in range(2000))
    (event,) = read_events(
        ics(vevent(invited=False, more=crowd + f"ATTENDEE:mailto:{USER}\n")).encode(), PLACE, WINDOW
    ).events
    assert len(event.attendees) == 301
    assert response(event) == "needs-action"


# ---------------------------------------------------------------- never raises


PLACE = Place("home", "/calendar", "/calendar/a.ics", frozenset({USER}))
PIECES = st.sampled_from([
    b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VTIMEZONE\n", b"END:VTIMEZONE\n",
    b"BEGIN:STANDARD\n", b"END:STANDARD\n", b"UID:a\n", b"UID:\n", b"DTSTART:20261120T100000Z\n", b"DTSTART;VALUE=DATE:20261120\n",
    b"DTSTART;TZID=X:20261120T100000\n", b"DTSTART:99991231T235959\n", b"DTSTART:00010101\n", b"DTEND:20261119T100000\n",
    b"DURATION:-P9999999W\n", b"DURATION:P99999D\n", b"RRULE:FREQ=DAILY\n", b"RRULE:FREQ=WEEKLY;UNTIL=20261201\n", b"RRULE:\n",
    b"RDATE:20261125T100000/PT1H,x\n", b"RDATE;VALUE=DATE:20261126\n", b"EXDATE:20261121T100000Z\n", b"EXDATE:x\n",
    b"RECURRENCE-ID:20261121T100000Z\n", b"RECURRENCE-ID;RANGE=THISANDFUTURE:20261122T100000Z\n", b"RECURRENCE-ID;VALUE=DATE:20261121\n",
    b"SEQUENCE:x\n", b"SEQUENCE:99999999999999999999\n", b"TZID:X\n", b"TZOFFSETFROM:+9999\n", b"TZOFFSETTO:-0100\n", b"METHOD:CANCEL\n",
    b"ATTENDEE;CN=\":mailto:a\n", f"ATTENDEE:mailto:{USER}\n".encode(), f"ORGANIZER:mailto:{EMPLOYER}\n".encode(), b"STATUS:CANCELLED\n",
    b" folded\n", b"\xff\x00\n", b";:\n", b"DURATION:P\n", b"CREATED:20260101T000000\n",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_no_calendar_text_raises(pieces: list[bytes]) -> None:
    text = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261120T100000Z\n" + b"".join(pieces) + b"END:VEVENT\nEND:VCALENDAR\n"
    )
    found = read_events(text, PLACE, WINDOW)
    assert all(WINDOW.since <= event.start < WINDOW.until for event in found.events)
    assert all(event.end is None or event.end >= event.start for event in found.events)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    read_events(data, PLACE, WINDOW)
