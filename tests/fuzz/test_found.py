"""What the fuzzer found, said as sentences; each was wrong once."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest

from agent.delivery.outbox.found import as_found
from agent.letters import grammar
from agent.letters.fields import CALL_FIELDS, FIELDS
from agent.letters.render import bare
from agent.reading import headers
from agent.review.gate import Gate
from connectors.base import Refused, Temporary
from connectors.local.events import Place, read_events
from connectors.outlook.letters import readable
from tests.connectors.worlds import LocalCalendarWorld
from tests.contracts import USER, WINDOW, answering, ics, read, response, vevent
from tests.fuzz import desktop, draft, wires
from tests.fuzz.provider import ROLES, TARGET


@pytest.fixture
def world(tmp_path: Path) -> LocalCalendarWorld:
    return LocalCalendarWorld(tmp_path)


@pytest.mark.parametrize("action", ["decline", "cancel"])
def test_an_event_without_a_uid_is_not_answered_as_the_answer_could_not_be_found_again(
    world: LocalCalendarWorld, action: Literal["decline", "cancel"]
) -> None:
    world.put("a", ics(vevent(uid="", invited=action == "decline")))
    before = world.path("a").read_bytes()
    with pytest.raises(Refused, match="could not be found in it again"):
        world.role.answer(answering(read(world.role)[0], action))
    assert world.path("a").read_bytes() == before


def test_a_moved_occurrence_of_a_series_that_nobody_can_count_is_not_deleted(world: LocalCalendarWorld) -> None:
    series = vevent(more="RRULE:FREQ=SECONDLY\nRDATE:20261127T150000Z\n", invited=False)
    moved = vevent(start="DTSTART:20261121T090000Z\nRECURRENCE-ID:20261120T150000Z", invited=False)
    world.put("a", ics(series, moved))
    before = world.path("a").read_bytes()
    event = next(event for event in read(world.role) if event.start.hour == 9)
    with pytest.raises(Refused):
        world.role.answer(answering(event, "delete"))
    assert world.path("a").read_bytes() == before


@pytest.mark.parametrize("zone", ["", ";TZID=Nowhere/Atlantis"])
def test_a_series_without_a_known_zone_keeps_its_hour_though_its_end_is_in_utc(
    world: LocalCalendarWorld, zone: str
) -> None:
    once = vevent(start=f"DTSTART{zone}:20261120T150000", more="DTEND:20261120T210000Z\n")
    world.put("a", ics(once))
    (alone,) = read(world.role)
    world.put("a", ics(once.replace("DTEND:", "RRULE:FREQ=DAILY;COUNT=2\nDTEND:")))
    first, second = sorted(read(world.role), key=lambda event: event.start)
    assert (first.start, first.end, first.floating) == (alone.start, alone.end, True)
    assert (first.recurrence_id, second.recurrence_id) == ("2026-11-20T15:00:00", "2026-11-21T15:00:00")


def test_an_occurrence_that_would_end_outside_of_all_years_is_not_answered(world: LocalCalendarWorld) -> None:
    """Its series ends two thousand years before it begins."""
    series = "DTEND:00010101T000000Z\nRDATE;TZID=Europe/Berlin:20261125T100000\n"
    world.put("a", ics(vevent(start="DTSTART;TZID=Europe/Berlin:20261224T100000", more=series, invited=False)))
    before = world.path("a").read_bytes()
    with pytest.raises(Refused, match="outside of all years"):
        world.role.answer(answering(read(world.role)[0], "cancel"))
    assert world.path("a").read_bytes() == before


def test_a_series_that_ends_before_it_begins_is_read_where_it_begins(world: LocalCalendarWorld) -> None:
    """One event of that kind always was."""
    once = vevent(start="DTSTART:20261120T150000Z", more="DTEND:20261119T160000Z\n")
    world.put("a", ics(once))
    (alone,) = read(world.role)
    world.put("a", ics(once.replace("DTEND:", "RRULE:FREQ=DAILY;COUNT=2\nDTEND:")))
    first, _ = read(world.role)
    assert first.start == alone.start == datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize("start", ["DTSTART:20261120T150000Z", "DTSTART;VALUE=DATE:20261120"])
@pytest.mark.parametrize("end", ["", "DTEND:nonsense\n", "DURATION:PT0S\n", "DURATION:PT2H\n"])
def test_an_occurrence_lasts_as_long_as_one_event_of_that_kind(world: LocalCalendarWorld, start: str, end: str) -> None:
    """One without an end was over when it began."""
    once = vevent(start=start).replace("DURATION:PT1H\n", "").replace("SUMMARY", f"{end}SUMMARY")
    world.put("a", ics(once))
    (alone,) = read(world.role)
    world.put("a", ics(once.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=2\nSUMMARY")))
    first, _ = read(world.role)
    assert (first.start, first.end) == (alone.start, alone.end)


def moved(at: str, name: str, more: str = "") -> str:
    """An override: the occurrence of that RECURRENCE-ID line, moved."""
    return vevent(start=f"DTSTART:{at}", more=f"RECURRENCE-ID{name}\n{more}").replace("Interview", "Moved")


DAILY = vevent(start="DTSTART:20261119T150000Z", more="RRULE:FREQ=DAILY;COUNT=6\n")
LATER = moved("20261121T180000Z", ";RANGE=THISANDFUTURE:20261121T150000Z")
FAR = moved("20261201T180000Z", ";RANGE=THISANDFUTURE:20261121T150000Z")
SLOTS = vevent(
    start="DTSTART;TZID=Europe/Berlin:20261119T090000",
    more="RDATE;TZID=Europe/Berlin:20261119T100000,20261119T110000\n",
)


@pytest.mark.parametrize("action", ["decline", "delete"])
@pytest.mark.parametrize(("later", "number"), [(LATER, 2), (FAR, 2), (FAR, 3)])
def test_a_date_from_which_on_its_series_was_changed_is_not_answered_for_all_later_ones(
    world: LocalCalendarWorld, later: str, number: int, action: Literal["decline", "delete"]
) -> None:
    """Those moved far were said to be gone."""
    world.put("a", ics(DAILY, later))
    before = world.path("a").read_bytes()
    with pytest.raises(Refused, match="from one date on"):
        world.role.answer(answering(read(world.role)[number], action))
    assert world.path("a").read_bytes() == before


def test_a_parameter_of_the_start_does_not_make_the_answer_one_for_all_later_dates(world: LocalCalendarWorld) -> None:
    world.put("a", ics(DAILY.replace("DTSTART:", "DTSTART;RANGE=THISANDFUTURE:")))
    world.role.answer(answering(read(world.role)[2]))
    assert [response(event) for event in read(world.role)].count("declined") == 1


@pytest.mark.parametrize("action", ["decline", "delete"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_answering_one_of_three_slots_hides_none_of_the_others(
    world: LocalCalendarWorld, number: int, action: Literal["decline", "delete"]
) -> None:
    """They lie as many hours apart as their zone from UTC."""
    world.put("a", ics(SLOTS))
    before = read(world.role)
    world.role.answer(answering(before[number], action))
    after = [event for event in read(world.role) if response(event) != "declined"]
    assert after == [event for event in before if event != before[number]]


@pytest.mark.parametrize("line", ["EXDATE:20261120T100000Z", "RDATE:20261220T100000Z"])
def test_a_date_in_utc_does_not_move_a_series_without_a_zone(world: LocalCalendarWorld, line: str) -> None:
    floating = vevent(start="DTSTART:20261119T100000", more="RRULE:FREQ=DAILY;COUNT=3\n")
    world.put("a", ics(floating))
    before = read(world.role)
    world.put("a", ics(floating.replace("RRULE", f"{line}\nRRULE")))
    assert [event.start for event in read(world.role)][:3] == [event.start for event in before]


@pytest.mark.parametrize("how", [":", ";RANGE=THISANDFUTURE:"])
def test_changes_of_a_series_that_is_not_there_are_read_in_the_same_order(how: str) -> None:
    """The library keeps them in a set of what lies where in memory."""
    text = ics(*(moved(f"202611{day}T180000Z", f"{how}202611{day}T150000Z") for day in (25, 22, 24, 21, 23)))
    place = Place("personal", "calendar", "a.ics", frozenset({USER}))
    kept = [read_events(text.encode(), place, WINDOW).events for _ in range(50)]
    assert all(events == kept[0] for events in kept)


@pytest.mark.parametrize("names", [("One", "Two"), ("Two", "One")])
@pytest.mark.parametrize("action", ["decline", "delete"])
def test_of_two_changes_of_one_date_that_is_answered_which_is_read(
    world: LocalCalendarWorld, names: tuple[str, str], action: Literal["decline", "delete"]
) -> None:
    twice = [moved("20261121T180000Z", ":20261121T150000Z").replace("Moved", name) for name in names]
    world.put("a", ics(DAILY, *twice))
    before = read(world.role)
    world.role.answer(answering(before[2], action))
    after = [event for event in read(world.role) if response(event) != "declined"]
    assert [event.start for event in after] == [event.start for event in before if event != before[2]]


def test_a_change_whose_date_names_no_zone_is_one_of_its_series(
    world: LocalCalendarWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deletion left out the wrong date, according to the zone of the machine."""
    series = vevent(start="DTSTART;TZID=Europe/Berlin:20261119T100000", more="RRULE:FREQ=HOURLY;COUNT=9\n")
    world.put("a", ics(series, moved("20261119T200000Z", ":20261119T120000")))
    before = read(world.role)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        world.role.answer(answering(next(e for e in before if e.summary == "Moved"), "delete"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert read(world.role) == tuple(event for event in before if event.summary != "Moved")


def test_a_change_whose_date_cannot_be_read_does_not_hide_its_series(world: LocalCalendarWorld) -> None:
    world.put("a", ics(DAILY, moved("20261121T180000Z", ":nonsense", "SEQUENCE:3\n")))
    before = world.path("a").read_bytes()
    events = read(world.role)
    assert len(events) == 7
    for event in events:
        with pytest.raises(Refused, match="cannot be read which"):
            world.role.answer(answering(event, "delete"))
    assert world.path("a").read_bytes() == before


def test_an_event_that_holds_the_zone_of_another_is_not_deleted(world: LocalCalendarWorld) -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n"
    world.put("a", ics(vevent("a@x", invited=False, more=zone), vevent("b@x", "DTSTART;TZID=X:20261125T150000")))
    before = world.path("a").read_bytes()
    event = next(event for event in read(world.role) if event.uid == "a@x")
    with pytest.raises(Refused, match="other events would change"):
        world.role.answer(answering(event, "delete"))
    assert world.path("a").read_bytes() == before


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("action", ["decline", "delete"])
def test_a_series_whose_parts_came_by_several_messages_is_one_series(
    world: LocalCalendarWorld, first: int, action: Literal["decline", "delete"]
) -> None:
    """Where the change came first, its other dates were said to be gone."""
    parts = [ics(DAILY, head="METHOD:REQUEST\n"), ics(moved("20261121T180000Z", ":20261121T150000Z"))]
    world.put("a", parts[first] + parts[1 - first])
    before = read(world.role)
    assert len(before) == 6
    for event in before:
        world.role.answer(answering(event, action))
    assert {response(event) for event in read(world.role)} <= {"declined"}


def test_an_answer_to_one_of_two_messages_of_an_event_is_not_taken_for_one_to_the_event(
    world: LocalCalendarWorld,
) -> None:
    old = ics(vevent().replace("NEEDS-ACTION", "DECLINED"), head="METHOD:REQUEST\n")
    world.put("a", old + ics(vevent(start="DTSTART:20261122T150000Z", more="SEQUENCE:1\n")))
    (event,) = read(world.role)
    world.role.answer(answering(event))
    assert [(e.start.day, response(e)) for e in read(world.role)] == [(22, "declined")]


@pytest.mark.parametrize("left", [0.0, 0.5, 0.9])
def test_an_event_in_a_file_that_is_just_being_written_is_not_gone(world: LocalCalendarWorld, left: float) -> None:
    text = ics(vevent())
    world.put("a", text)
    event = read(world.role)[0]
    world.put("a", text[: int(len(text) * left)])
    with pytest.raises(Temporary, match="cut off"):
        world.role.answer(answering(event))
    world.put("a", text)
    world.role.answer(answering(event))
    assert response(read(world.role)[0]) == "declined"


def test_an_event_in_a_folder_that_is_away_is_not_gone(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent()))
    event = read(world.role)[0]
    world.folder.rename(world.root / "elsewhere")
    with pytest.raises(Temporary, match="nothing is known"):
        world.role.answer(answering(event))


def test_an_event_with_a_long_uid_that_lies_in_another_file_by_now_is_not_gone(world: LocalCalendarWorld) -> None:
    """Those of Exchange are longer than a line."""
    world.put("a", ics(vevent(uid=f"{'0' * 60}\n {'1' * 52}")))
    event = read(world.role)[0]
    world.path("a").rename(world.path("b"))
    with pytest.raises(Refused, match="look again"):
        world.role.answer(answering(event))


@pytest.mark.parametrize(("answered", "told"), [(False, "look again"), (True, "answered so before")])
def test_an_event_that_was_put_into_another_calendar_is_not_gone(
    world: LocalCalendarWorld, answered: bool, told: str
) -> None:
    private = world.root / "private"
    private.mkdir()
    both = world.calendar(calendars=[str(world.folder), str(private)])
    world.put("a", ics(vevent()))
    event = read(both)[0]
    if answered:
        both.answer(answering(event))
    world.path("a").rename(private / "a.ics")
    try:
        said = both.answer(answering(event)).detail
    except Refused as error:
        said = str(error)
    assert told in said


def test_an_event_that_got_a_second_date_meanwhile_is_not_answered_with_it(world: LocalCalendarWorld) -> None:
    world.put("a", ics(vevent(invited=False)))
    event = read(world.role)[0]
    world.put("a", ics(vevent(invited=False), moved("20261123T150000Z", ":20261123T100000Z")))
    before = world.path("a").read_bytes()
    with pytest.raises(Refused, match="changed meanwhile"):
        world.role.answer(answering(event, "delete"))
    assert world.path("a").read_bytes() == before


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[None]:
    with TARGET.ready(tmp_path):
        yield


@pytest.mark.parametrize(
    "text",
    [
        "{{ loop.index }}",
        "{% set loop = name %}{{ loop.index }}",
        "{% for choice in phones %}{{ choice.wish }}{% endfor %}",
        "{% set choice = name %}{{ choice.wish }}",
    ],
)
def test_the_names_of_what_has_parts_are_not_given_to_what_has_others(text: str) -> None:
    assert grammar.faults(text, bare(), FIELDS | CALL_FIELDS)


def test_a_loop_may_be_asked_within_a_loop() -> None:
    text = "{% for p in phones %}{% if not loop.last %}{{ loop.index }}{% endif %}{% endfor %}"
    assert grammar.faults(text, bare(), FIELDS | CALL_FIELDS) == []


BROKEN = [
    "[]",
    '{"messages": [{}], "historyId": "1"}',
    '{"messages": 1, "value": [1], "items": [[]]}',
    '{"value": [{"id": 1}]}',
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("body", BROKEN)
def test_an_answer_that_is_not_built_as_it_should_be_is_told_in_words(provider: None, role: str, body: str) -> None:
    """Within, whatever is no ConnectorError is raised."""
    for seed in TARGET.seeds():
        head, *lines = seed.decode().split("\n")
        if head.startswith(role):
            for number, line in enumerate(lines):
                bad = line.rpartition("\t")[0] + "\t" + body
                TARGET.run("\n".join([head, *lines[:number], bad, *lines[number + 1 :]]).encode())


@pytest.mark.parametrize("role", ["google send", "outlook send"])
@pytest.mark.parametrize("body", [*BROKEN, '{"id": 1}', '{"message": [], "internetMessageHeaders": 1}'])
def test_no_answer_makes_a_letter_look_unsent_that_may_have_left(provider: None, role: str, body: str) -> None:
    """That is what the target holds; each answer in turn is broken."""
    (seed,) = (seed for seed in TARGET.seeds() if seed.startswith(role.encode()))
    head, *lines = seed.decode().split("\n")
    for number, line in enumerate(lines):
        bad = line.rpartition("\t")[0] + "\t" + body
        TARGET.run("\n".join([head, *lines[:number], bad, *lines[number + 1 :]]).encode())


def test_a_decline_that_google_took_and_did_not_tell_of_is_not_called_undone(provider: None) -> None:
    """Guests' lists that may not be written are given up for an entry alone; that one is refused here."""
    (seed,) = (seed for seed in TARGET.seeds() if seed.startswith(b"google answer alone"))
    head, *lines = seed.decode().split("\n")
    first, second = (number for number, line in enumerate(lines) if line.startswith("PATCH"))
    asked = lines[first].partition("\t")[0]
    lines[first], lines[second], lines[-1] = f"{asked}\t200\t{{}}", f"{asked}\t403\t{{}}", lines[0]
    assert "OutcomeUnknown" in repr(TARGET.run("\n".join([head, *lines]).encode()))


def test_a_message_of_gmail_that_is_not_built_as_it_should_be_does_not_stop_the_others(provider: None) -> None:
    seed = next(seed for seed in TARGET.seeds() if seed.startswith(b"google mail")).decode()
    asked = next(line for line in seed.split("\n") if line.startswith("gmail/v1/users/me/messages/*"))
    status, body = asked.partition("\t")[2].split("\t")
    bad = json.dumps({**json.loads(body), "raw": ["a"]})
    found = repr(TARGET.run(seed.replace(asked, f"gmail/v1/users/me/messages/*\t{status}\t{bad}").encode()))
    assert "answer could not be understood" in found
    assert found.count("Message(provider_id=") >= 2


def test_true_is_no_number_of_a_revision(provider: None) -> None:
    """It could be stored, and then not be loaded again: within, that is tried."""
    seed = next(seed for seed in TARGET.seeds() if seed.startswith(b"google calendar"))
    assert "sequence=0" in repr(TARGET.run(seed.replace(b'"sequence": 0', b'"sequence": true')))


def test_a_name_without_end_in_a_template_is_told_in_brief() -> None:
    for text in ("{{ x }}", "{{ choice.x }}", "{{ name | x }}", "{{ name is x }}"):
        (fault,) = grammar.faults(text.replace("x", "x" * 9000), bare(), FIELDS)
        assert len(fault.says) < 400


def test_an_answer_of_the_daemon_that_is_nested_too_deep_ends_the_talk() -> None:
    assert "gone" in repr(wires.run(b'{"waiting": true}\n' + b'{"a":' * 5000 + b"\n"))


def test_a_numbered_piece_of_a_parameter_beside_one_without_a_number_is_no_parameter() -> None:
    part = headers.typed({"content-type": ("multipart/mixed; boundary*999=a; boundary*0=b; boundary*",)})
    assert headers.parameter(part, "boundary") is None


@pytest.mark.parametrize("header", ["To: Nora Kessler <", "To:../Quint <mara.quint@example.net>"])
def test_a_draft_that_nobody_can_read_is_the_letter_as_it_was_which_is_told(header: str) -> None:
    letter, told = as_found(header.encode(), draft.LETTER)
    assert letter == draft.LETTER
    assert "could not be read" in " ".join(told)


def test_half_a_pair_of_surrogates_in_a_draft_does_not_part_the_letter_from_its_digest() -> None:
    assert "?x" in repr(draft.run(b"Content-Type: text/plain; charset=utf-7\r\nSubject: a\r\n\r\n+2AA-x"))


def test_a_notification_server_whose_abilities_are_no_list_is_no_server_yet() -> None:
    """It once ended the connection to the bus, and with it every card."""
    (seed, *_) = desktop.seeds()
    met, posted, *_ = desktop.run(b"answer\t:1.7\t/a\tX\tu\t[3]\n" + seed)
    assert (met, posted) == (False, 0)


def test_a_draft_of_outlook_with_an_impossible_date_stays_as_it_is() -> None:
    raw = b"Date: Wed, 18 Nov 99999999999999999999 09:00:00 +0000\r\nContent-Type: text/html\r\n\r\n<p>x"
    assert readable(raw, "x") == raw


@pytest.mark.parametrize(("before", "opens"), [(b"", True), (b" ", True), (b"\xa0", False), (b"\x85", False)])
def test_only_blanks_of_the_protocol_may_stand_before_the_cookie(before: bytes, opens: bool) -> None:
    async def page(_scope: object, _receive: object, _send: object) -> None:
        pass

    gate = Gate(page, 1, "key", link_seconds=60.0, owner=lambda _a, _b: None, clock=lambda: 0.0)
    cookie = f"{gate._name}={gate._cookie}".encode()
    assert gate._known({"headers": [(b"cookie", b"a=b;" + before + cookie)]}) is opens


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 10:00:00 +0000", "Sat, 1 Jan 1600 00:00:00 +0000"])
def test_mail_of_a_year_that_nobody_can_count_on_from_is_of_when_it_was_received(date: str) -> None:
    """One message of 9999 that confirms a journey ended each sync."""
    received = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    assert headers.sent_at({"date": (date,)}, received) == received
