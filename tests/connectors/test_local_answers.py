"""Answers in calendar files: one line changes, every other byte stays, and nobody else's change is overwritten."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.base import CalendarAction, Event, OutcomeUnknown, Refused, Temporary
from connectors.local.answers import Answerer
from connectors.local.edits import changed, find, is_done
from connectors.local.ics import parse
from tests.connectors.worlds import ANSWERED_AT, LocalCalendarWorld, snapshot
from tests.contracts import EMPLOYER, USER, answering, ics, read, response, vevent

STAMP = "DTSTAMP:20261118T143000Z"


@pytest.fixture
def world(tmp_path: Path) -> LocalCalendarWorld:
    return LocalCalendarWorld(tmp_path)


def only(world: LocalCalendarWorld) -> Event:
    (event,) = read(world.role)
    return event


def declined(world: LocalCalendarWorld, text: str | bytes, number: int = 0) -> bytes:
    """The file after declining its event (of several: that number)."""
    world.put("a", text)
    world.role.answer(answering(read(world.role)[number]))
    return world.path("a").read_bytes()


# ---------------------------------------------------------------- decline


def test_two_lines_change_and_every_other_byte_stays(world: LocalCalendarWorld) -> None:
    text = ics(
        "BEGIN:VTODO\nUID:t\nEND:VTODO\n",
        vevent(more='X-STRANGE;A="b;c":d\\,e\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\n'),
    )
    expected = text.replace("DTSTAMP:20261101T000000Z", STAMP).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=DECLINED")
    assert declined(world, text) == expected.encode()


def test_line_ends_of_the_system_are_kept(world: LocalCalendarWorld) -> None:
    after = declined(world, ics(vevent()).replace("\r\n", "\n"))
    assert b"\r" not in after
    assert b"PARTSTAT=DECLINED" in after


def test_folds_stay_where_they_are(world: LocalCalendarWorld) -> None:
    line = f"ATTENDEE;CN=Sam\n  Lee;PART\n STAT=NEEDS-\n ACTION;RSVP=TRUE:mai\n lto:{USER}\n"
    text = ics(vevent(invited=False, more=line))
    after = declined(world, text)
    assert "ATTENDEE;CN=Sam\n  Lee;PART\n STAT=DECLINED;RSVP=TRUE:mai\n lto:".replace("\n", "\r\n").encode() in after


def test_a_line_that_becomes_too_long_is_folded_between_characters(world: LocalCalendarWorld) -> None:
    line = f"ATTENDEE;CN={'ü' * 15}:mailto:{USER}\n"
    after = declined(world, ics(vevent(invited=False, more=line)))
    (found,) = re.findall(rb"ATTENDEE(?:[^\r]|\r\n )*", after)
    assert all(len(part) <= 75 for part in found.split(b"\r\n"))
    assert found.replace(b"\r\n ", b"").decode() == f"ATTENDEE;PARTSTAT=DECLINED;CN={'ü' * 15}:mailto:{USER}"
    assert all(part.decode() for part in found.split(b"\r\n"))


def test_only_our_line_changes_even_if_others_look_like_us(world: LocalCalendarWorld) -> None:
    others = (
        f"ATTENDEE;CN={USER};PARTSTAT=ACCEPTED:mailto:{EMPLOYER}\nATTENDEE;PARTSTAT=ACCEPTED:mailto:x{USER}\n"
        f'ATTENDEE;SENT-BY="mailto:{USER}";PARTSTAT=ACCEPTED:mailto:boss@meridian.example\n'
    )
    after = declined(world, ics(vevent(more=others)))
    assert after.count(b"PARTSTAT=ACCEPTED") == 4
    assert after.count(b"PARTSTAT=DECLINED") == 1


def test_the_dtstamp_is_added_where_it_is_missing(world: LocalCalendarWorld) -> None:
    after = declined(world, ics(vevent().replace("DTSTAMP:20261101T000000Z\n", "")))
    assert after.count(STAMP.encode()) == 1
    assert parse(after).children[0].children[0].first("DTSTAMP") is not None


def test_two_events_of_one_file_are_answered_one_after_the_other(world: LocalCalendarWorld) -> None:
    world.put(
        "a", ics(vevent("a@x"), vevent("b@x", "DTSTART:20261121T150000Z"), vevent("c@x", "DTSTART:20261122T150000Z"))
    )
    first, _, third = read(world.role)
    world.role.answer(answering(first))
    world.role.answer(answering(third))
    assert [response(event) for event in read(world.role)] == ["declined", "needs-action", "declined"]


NAMES = st.sampled_from(
    ["Sam Lee", '"Lee, Sam"', '"a;b:c=d"', "Zoë", "", '"PARTSTAT=ACCEPTED;"', "日本語の名前" * 4, '"' + "x" * 90 + '"']
)
PARTSTATS = st.sampled_from(
    ["", ";PARTSTAT=NEEDS-ACTION", ";partstat=accepted", ';PARTSTAT="TENTATIVE"', ";PARTSTAT=X-ODD"]
)
OTHERS = st.lists(
    st.sampled_from(
        [
            ";RSVP=TRUE",
            ";ROLE=REQ-PARTICIPANT",
            ';X-P="a:b"',
            ";CUTYPE=INDIVIDUAL",
            ';MEMBER="mailto:g@x.y","mailto:h@x.y"',
        ]
    ),
    max_size=4,
)
AROUND = st.lists(st.sampled_from([
    "X-PARTSTAT:PARTSTAT=NEEDS-ACTION", f"COMMENT:ATTENDEE;PARTSTAT=ACCEPTED:mailto:{USER}", "DESCRIPTION:a\\nb\n  folded\n\tby tab",
    f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:not-{USER}", "X-EMPTY:", "ATTENDEE;CN=broken", ":", "SUMMARY:\u00fc\u00df", "GEO:1;2", "X;=:y",
]), max_size=6)  # fmt: skip


def fold_anywhere(line: str, places: list[int], line_end: str) -> bytes:
    data = line.encode()
    for place in sorted({place % (len(data) - 1) + 1 for place in places}, reverse=True):
        data = data[:place] + line_end.encode() + b" " + data[place:]
    return data


@settings(max_examples=200, deadline=None)
@given(
    NAMES,
    PARTSTATS,
    OTHERS,
    AROUND,
    AROUND,
    st.lists(st.integers(0, 500), max_size=4),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_declining_changes_our_answer_and_the_stamp_alone(
    name: str,
    partstat: str,
    others: list[str],
    before: list[str],
    after: list[str],
    folds: list[int],
    line_end: str,
    last: bool,
) -> None:
    parameters = [f";CN={name}" if name else "", *others]
    parameters.insert(len(parameters) if last else 0, partstat)
    ours = fold_anywhere(f"ATTENDEE{''.join(parameters)}:MAILTO:{USER.title()}", folds, line_end)
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:a",
        "DTSTART:20261120T100000Z",
        "DTSTAMP:20260101T000000Z",
        *before,
    ]
    top = "".join(line.replace("\n", line_end) + line_end for line in head).encode()
    tail = "".join(line.replace("\n", line_end) + line_end for line in [*after, "END:VEVENT", "END:VCALENDAR"]).encode()
    target = find(top + ours + line_end.encode() + tail, "a", None)
    assert target is not None
    if is_done(target, "decline", {USER}):
        return
    edited = changed(target, "decline", {USER}, ANSWERED_AT)
    assert edited is not None
    assert edited.startswith(top.replace(b"DTSTAMP:20260101T000000Z", STAMP.encode()))
    assert edited.endswith(line_end.encode() + tail)
    middle = edited[len(top) : len(edited) - len(tail) - len(line_end)]
    unfolded = re.sub(rb"\r?\n ", b"", middle).decode()
    wanted = "".join(";PARTSTAT=DECLINED" if part == partstat and part else part for part in parameters)
    wanted = wanted if partstat else ";PARTSTAT=DECLINED" + wanted
    assert unfolded.replace(";partstat=", ";PARTSTAT=") == f"ATTENDEE{wanted}:MAILTO:{USER.title()}"
    again = find(edited, "a", None)
    assert again is not None
    assert is_done(again, "decline", {USER})


# ---------------------------------------------------------------- one occurrence


def test_one_occurrence_becomes_an_override_of_its_own(world: LocalCalendarWorld) -> None:
    more = "DTEND;TZID=Europe/Berlin:20261119T110000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20261201T100000\n"
    text = ics(vevent(start="DTSTART;TZID=Europe/Berlin:20261119T100000", more=more))
    after = declined(world, text, 1).decode()
    master, override = re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", after, re.DOTALL)
    assert text == after.replace(override, "")
    assert master in text
    assert (
        "DTSTART;TZID=Europe/Berlin:20261120T100000\r\nRECURRENCE-ID;TZID=Europe/Berlin:20261120T100000\r\n" in override
    )
    assert "DTEND;TZID=Europe/Berlin:20261120T110000\r\n" in override
    assert STAMP in override
    assert not any(name in override for name in ("RRULE", "EXDATE", "RDATE"))
    assert [response(event) for event in read(world.role)] == ["needs-action", "declined", "needs-action"]


@pytest.mark.parametrize(
    ("start", "more"),
    [
        ("DTSTART;VALUE=DATE:20261119", ""),
        ("DTSTART:20261119T100000", ""),
        ("DTSTART:20261119T100000Z", "DURATION:PT45M\n"),
        ("DTSTART;TZID=Eastern Standard Time:20261119T220000", "DTEND;TZID=Eastern Standard Time:20261120T010000\n"),
        ("DTSTART;TZID=America/New_York:20261119T220000", "DTEND:20261120T040000Z\n"),
        ("DTSTART;TZID=Nowhere/Land:20261119T100000", ""),
    ],
)
def test_an_occurrence_of_any_kind_of_time_can_be_declined(world: LocalCalendarWorld, start: str, more: str) -> None:
    world.put("a", ics(vevent(start=start, more=more + "RRULE:FREQ=WEEKLY;COUNT=20\n")))
    before = read(world.role)
    assert len(before) > 15
    world.role.answer(answering(before[3]))
    after = read(world.role)
    assert [event.start for event in after] == [event.start for event in before]
    assert [event.end for event in after] == [event.end for event in before]
    assert [event.recurrence_id for event in after] == [event.recurrence_id for event in before]
    assert [number for number, event in enumerate(after) if response(event) == "declined"] == [3]


@pytest.mark.parametrize("action", ["decline", "delete"])
@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"])
def test_a_date_of_a_series_that_began_years_ago_can_be_answered(
    world: LocalCalendarWorld, rule: str, action: Literal["decline", "delete"]
) -> None:
    """There are more dates between than are ever read at once."""
    world.put("a", ics(vevent(start="DTSTART:20160104T150000Z", more=f"RRULE:{rule}\n")))
    before = read(world.role)
    world.role.answer(answering(before[3], action))
    stands = [event for event in read(world.role) if response(event) != "declined"]
    assert [event.start for event in stands] == [event.start for event in before if event != before[3]]


def test_an_override_that_is_there_is_edited(world: LocalCalendarWorld) -> None:
    override = vevent(start="DTSTART:20261121T180000Z", more="RECURRENCE-ID:20261120T150000Z\n")
    text = ics(vevent(start="DTSTART:20261119T150000Z", more="RRULE:FREQ=DAILY;COUNT=2\n"), override)
    after = declined(world, text, 1)
    assert after.count(b"BEGIN:VEVENT") == 2
    assert [response(event) for event in read(world.role)] == ["needs-action", "declined"]


def test_several_occurrences_are_answered_with_what_was_read_once(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(start="DTSTART:20261119T150000Z", more="RRULE:FREQ=DAILY;COUNT=4\n")))
    events = read(world.role)
    for event in events[:2]:
        world.role.answer(answering(event))
    for event in events[2:]:
        world.role.answer(answering(event, "delete"))
    assert [response(event) for event in read(world.role)] == ["declined", "declined"]


def test_an_occurrence_that_is_excluded_by_now_needs_no_answer(world: LocalCalendarWorld) -> None:
    text = ics(vevent(start="DTSTART:20261119T150000Z", more="RRULE:FREQ=DAILY;COUNT=4\n"))
    world.put("a", text)
    event = read(world.role)[1]
    world.put("a", text.replace("RRULE", "EXDATE:20261120T150000Z\r\nRRULE"))
    before = world.everything()
    assert "no longer" in world.role.answer(answering(event)).detail
    assert world.everything() == before


# ---------------------------------------------------------------- cancel, delete


def test_cancelling_an_occurrence_leaves_the_others(world: LocalCalendarWorld) -> None:
    ours = vevent(start="DTSTART:20261119T150000Z", more="RRULE:FREQ=DAILY;COUNT=2\nSEQUENCE:4\n").replace(
        EMPLOYER, USER
    )
    world.put("a", ics(ours))
    world.role.answer(answering(read(world.role)[0], "cancel"))
    assert [(event.status, event.sequence) for event in read(world.role)] == [("cancelled", 5), ("confirmed", 4)]


def test_cancelling_again_changes_nothing(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(more="STATUS:CONFIRMED\n").replace(EMPLOYER, USER)))
    event = only(world)
    world.role.answer(answering(event, "cancel"))
    before = world.everything()
    world.role.answer(answering(event, "cancel"))
    assert world.everything() == before
    assert b"STATUS:CANCELLED\r\nSEQUENCE:1" in world.path("a").read_bytes()


def test_a_deleted_event_takes_its_file_along_and_a_copy_is_kept(world: LocalCalendarWorld) -> None:
    text = ics(vevent(invited=False))
    world.put("a", text)
    receipt = world.role.answer(answering(only(world), "delete"))
    assert not world.path("a").exists()
    (copy,) = (world.state / "deleted").iterdir()
    assert copy.read_bytes() == text.encode()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert str(copy) in receipt.detail


def test_deleting_leaves_what_else_lies_in_the_file(world: LocalCalendarWorld) -> None:
    todo = "BEGIN:VTODO\nUID:t\nEND:VTODO\n"
    world.put("a", ics(todo, vevent(invited=False)))
    world.role.answer(answering(only(world), "delete"))
    assert world.path("a").read_bytes() == ics(todo).encode()


def test_deleting_a_series_deletes_its_overrides(world: LocalCalendarWorld) -> None:
    other = vevent("other@x", "DTSTART:20261130T150000Z")
    series = vevent(start="DTSTART:20261119T150000Z", more="RRULE:FREQ=DAILY;COUNT=2\n")
    world.put("a", ics(series, vevent(more="RECURRENCE-ID:20261120T150000Z\n"), other))
    event = replace(read(world.role)[0], recurrence_id=None)
    target = find(world.path("a").read_bytes(), event.uid, None)
    assert target is not None
    world.role.answer(replace(answering(event, "delete"), etag=target.etag))
    assert world.path("a").read_bytes() == ics(other).encode()


def test_one_occurrence_is_deleted_by_an_exdate(world: LocalCalendarWorld) -> None:
    text = ics(
        vevent(start="DTSTART;TZID=Europe/Berlin:20261119T100000", more="RRULE:FREQ=DAILY;COUNT=3\n", invited=False)
    )
    world.put("a", text)
    world.role.answer(answering(read(world.role)[1], "delete"))
    expected = text.replace("DTSTAMP:20261101T000000Z", STAMP).replace(
        "COUNT=3\r\n", "COUNT=3\r\nEXDATE;TZID=Europe/Berlin:20261120T100000\r\n"
    )
    assert world.path("a").read_bytes() == expected.encode()
    assert [event.start.day for event in read(world.role)] == [19, 21]


def test_without_a_copy_nothing_is_deleted(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(invited=False)))
    event = only(world)
    world.state.write_text("a file where the state folder was")
    with pytest.raises(Temporary, match="nothing was deleted"):
        world.role.answer(answering(event, "delete"))
    assert world.path("a").exists()


# ---------------------------------------------------------------- others write too


def meddling(world: LocalCalendarWorld, meddle: Callable[[], object]) -> Answerer:
    """An answerer during whose work something happens: between reading and writing, where it asks for the time."""

    def now() -> datetime:
        meddle()
        return ANSWERED_AT

    return Answerer("home", [world.folder], world.state, now, allowed=True)


def test_a_change_while_we_answer_is_not_overwritten(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent()))
    event = only(world)
    theirs = ics(vevent(more="LOCATION:Room 5\n"))
    with pytest.raises(Refused, match="changed meanwhile"):
        meddling(world, lambda: world.put("a", theirs)).answer(answering(event))
    assert world.path("a").read_bytes() == theirs.encode()
    assert [path.name for path in world.folder.iterdir()] == ["a.ics"]


@pytest.mark.parametrize("action", ["decline", "delete"])
def test_an_event_removed_while_we_answer_does_not_come_back(world: LocalCalendarWorld, action: CalendarAction) -> None:
    world.put("a", ics(vevent()))
    event = only(world)
    with pytest.raises(Refused):
        meddling(world, lambda: world.remove("a")).answer(replace(answering(event), action=action))
    assert list(world.folder.iterdir()) == []


def test_an_event_that_moved_to_another_file_is_not_taken_for_gone(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent()))
    event = only(world)
    world.path("a").rename(world.path("b"))
    with pytest.raises(Refused, match="changed meanwhile"):
        world.role.answer(answering(event))


def test_a_rewrite_that_changes_no_meaning_is_no_change(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent()))
    event = only(world)
    rewritten = ics(vevent("new@x", "DTSTART:20261124T150000Z"), vevent()).replace(
        "20261101T000000Z", "20261110T000000Z"
    )
    world.put("a", rewritten.replace("SUMMARY:Interview", "SUMMARY:Inter\n view").replace("\r\n", "\n"))
    world.role.answer(answering(event))
    assert {event.uid: response(event) for event in read(world.role)} == {
        "one@contract.example": "declined",
        "new@x": "needs-action",
    }


def test_the_users_own_answer_meanwhile_is_not_overwritten(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent()))
    event = only(world)
    world.put("a", ics(vevent()).replace("NEEDS-ACTION", "ACCEPTED"))
    with pytest.raises(Refused):
        world.role.answer(answering(event))


def test_an_answer_that_does_not_stay_is_unknown(world: LocalCalendarWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ics(vevent())
    world.put("a", text)
    event = only(world)

    def undone(folder: Path) -> None:
        world.put("a", text)  # a server's copy comes back at once

    monkeypatch.setattr("connectors.local.answers.sync_folder", undone)
    with pytest.raises(OutcomeUnknown):
        world.role.answer(answering(event))


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("number", "meaning"), [(errno.ENOSPC, Temporary), (errno.EIO, Temporary), (errno.EROFS, Refused)]
)
def test_a_disk_that_fails_leaves_the_file_as_it_was(
    world: LocalCalendarWorld, monkeypatch: pytest.MonkeyPatch, number: int, meaning: type[Exception]
) -> None:
    world.put("a", ics(vevent()))
    event = only(world)
    before = world.everything()

    def full(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(meaning):
        world.role.answer(answering(event))
    monkeypatch.undo()
    after = world.everything()
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert after[str(world.path("a"))] == before[str(world.path("a"))]
    assert after.keys() == before.keys()


def test_mode_and_links_are_kept(world: LocalCalendarWorld) -> None:
    real = world.root / "real.ics"
    real.write_text(ics(vevent()))
    real.chmod(0o640)
    world.path("a").symlink_to(real)
    world.role.answer(answering(only(world)))
    assert world.path("a").is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert response(only(world)) == "declined"


def test_a_file_whose_name_is_no_unicode_is_answered(world: LocalCalendarWorld) -> None:
    path = world.folder / os.fsdecode(b"caf\xe9.ics")
    path.write_text(ics(vevent()))
    event = only(world)
    assert event.provider_id.encode()
    world.role.answer(answering(event))
    assert response(only(world)) == "declined"


@pytest.mark.parametrize("name", ["../outside.ics", "x/../../outside.ics", "notes.txt", ""])
def test_nothing_outside_the_calendars_is_touched(world: LocalCalendarWorld, name: str) -> None:
    outside = world.root / "outside.ics"
    outside.write_text(ics(vevent()))
    (world.folder / "notes.txt").write_text(ics(vevent()))
    world.put("a", ics(vevent()))
    before = snapshot(world.root)
    with pytest.raises(Refused):
        world.role.answer(replace(answering(only(world)), provider_id=f"{world.folder}/{name}"))
    assert snapshot(world.root) == before


def test_a_folder_in_the_files_place_is_refused(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent()))
    event = only(world)
    world.remove("a")
    world.path("a").mkdir()
    with pytest.raises(Refused, match="regular file"):
        world.role.answer(answering(event))


def test_no_answer_is_wanted_and_none_is_given(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent()))
    before = world.everything()
    world.role.answer(replace(answering(only(world)), action="none"))
    assert world.everything() == before


def test_somebody_elses_cancellation_file_is_left_alone(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(), head="METHOD:CANCEL\n"))
    before = world.everything()
    assert "no longer" in world.role.answer(answering(only(world))).detail
    assert world.everything() == before


def test_a_far_occurrence_of_a_hostile_series_is_refused(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(start="DTSTART:20261119T100000Z", more="RRULE:FREQ=SECONDLY\n")))
    before = world.everything()
    with pytest.raises(Refused, match="cannot be counted"):
        world.role.answer(answering(only(world)))
    assert world.everything() == before


def test_the_default_stamp_is_the_time_of_the_answer(world: LocalCalendarWorld) -> None:
    from connectors.local import connect

    world.put("a", ics(vevent()))
    role = connect("home", {"calendars": [str(world.folder)]}, user_addresses=(USER,), state=world.state).calendar
    assert role is not None
    begin = datetime.now(UTC).replace(microsecond=0)
    role.answer(answering(only(world)))
    line = parse(world.path("a").read_bytes()).children[0].children[0].first("DTSTAMP")
    assert line is not None
    assert datetime.strptime(line.raw_value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) >= begin
