"""Hostile calendar files. `CALENDARS` maps a name to a function that makes one; nothing is made before it is asked for."""

from __future__ import annotations

from collections.abc import Callable

MIB = 1024 * 1024
CALENDARS: dict[str, Callable[[], bytes]] = {}


def event(*lines: str, before: str = "") -> bytes:
    """A calendar of one event, with `lines` in place of, or beside, its own; `before` stands before it."""
    own = ["UID:hostile@example.org", "DTSTART:20261125T150000Z", "DTEND:20261125T160000Z", "SUMMARY:Choir"]
    named = {line.partition(":")[0].partition(";")[0] for line in lines}
    kept = [line for line in own if line.partition(":")[0] not in named]
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *([before] if before else []), "BEGIN:VEVENT", *kept, *lines]
    return "\r\n".join([*text, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def calendars(**made: Callable[[], bytes]) -> None:
    CALENDARS.update({name.replace("_", " "): make for name, make in made.items()})


ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:{name}\r\nBEGIN:STANDARD\r\nDTSTART:{start}\r\nTZOFFSETFROM:{offset}\r\n"
    "TZOFFSETTO:{offset}\r\n{rule}END:STANDARD\r\nEND:VTIMEZONE"
)

calendars(
    nothing=lambda: b"",
    nul_bytes=lambda: b"\0" * MIB,
    random_bytes=lambda: bytes((i * 7919 + (i >> 3)) & 255 for i in range(200_000)),
    a_page=lambda: b"<html>" + b"<div>" * 50_000,
    ten_megabytes=lambda: event("DESCRIPTION:" + "a" * 10 * MIB),
    twenty_megabytes_of_lines=lambda: b"BEGIN:VCALENDAR\n" + b"a:b\n" * 5_000_000,
    a_line_of_nine_megabytes=lambda: event("DESCRIPTION:" + "a\\n" * 3 * MIB),
    cut_in_the_middle=lambda: event()[:-40],
    nested_a_hundred_thousand_deep=lambda: b"BEGIN:VEVENT\n" * 100_000,
    ends_without_beginnings=lambda: b"END:VEVENT\n" * 100_000,
    fifty_thousand_events=lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nUID:a\nDTSTART:20261125T1500\nEND:VEVENT\n" * 50_000,
    twenty_thousand_good_events=lambda: b"BEGIN:VCALENDAR\n" + b"".join(
        b"BEGIN:VEVENT\nUID:%d\nDTSTART:20261125T150000Z\nSUMMARY:Choir\nEND:VEVENT\n" % i for i in range(20_000)
    ),
    a_hundred_thousand_attendees=lambda: event(*(f"ATTENDEE;CN=A{i}:mailto:a{i}@example.org" for i in range(100_000))),
    a_hundred_thousand_parameters=lambda: event("ATTENDEE" + ";X=Y" * 100_000 + ":mailto:a@example.org"),
    an_open_quote_of_a_megabyte=lambda: event('ATTENDEE;CN="' + "a" * MIB),
    open_quotes=lambda: event('ATTENDEE;CN="' * 50_000),
    folded_a_hundred_thousand_times=lambda: event("DESCRIPTION:a" + "\r\n b" * 100_000),
    backslashes=lambda: event("SUMMARY:" + "\\" * MIB),
    a_uid_of_a_megabyte=lambda: event("UID:" + "u" * MIB),
    a_uid_with_line_breaks_and_paths=lambda: event("UID:../../../etc/passwd\\n\\nX-EVIL:1\x00\x1b[31m"),
    no_uid=lambda: event("UID:"),
    escapes_everywhere=lambda: event(
        "SUMMARY:Interview with \x1b]0;owned\x07\x1b[2J\u202eQuill\x9b31mhurst", "LOCATION:\x1b[31m",
        "ORGANIZER;CN=\x1b[31mEve:mailto:eve\x1b@quillhurst.com", "DESCRIPTION:\x1b[8m\x1b]8;;http://evil.example\x07",
    ),
    templates_everywhere=lambda: event("SUMMARY:Interview with {{ 7*7 }} {% for %}", "ORGANIZER;CN={{7*7}}:mailto:e@b.com"),
    bytes_beyond_utf_8=lambda: event("SUMMARY:Chor").replace(b"Chor", b"Ch\xff\xfe\x80r"),
    halves_of_surrogate_pairs=lambda: event("SUMMARY:Chor").replace(b"Chor", b"\xed\xa0\x80 \xed\xbf\xbf"),
    a_start_that_is_none=lambda: event("DTSTART:tomorrow"),
    no_start=lambda: event("DTSTART:"),
    a_start_in_year_1=lambda: event("DTSTART:00010101T000000Z"),
    a_start_in_year_0=lambda: event("DTSTART:00000101T000000Z"),
    a_start_in_year_9999=lambda: event("DTSTART:99991231T235959Z", "DURATION:P9999W"),
    a_start_on_the_30th_of_february=lambda: event("DTSTART:20260230T250000"),
    an_end_before_its_start=lambda: event("DTEND:19700101T000000Z"),
    an_end_in_year_9999=lambda: event("DTEND:99991231T235959Z"),
    an_endless_duration=lambda: event("DURATION:P" + "9" * 100_000 + "W", "DTEND:"),
    a_duration_of_a_thousand_years=lambda: event("DURATION:P99999999W", "DTEND:"),
    an_endless_sequence=lambda: event("SEQUENCE:" + "9" * 100_000),
    other_digits=lambda: event("SEQUENCE:²", "DTSTART:２０２６1125T150000Z"),
    an_unknown_zone=lambda: event("DTSTART;TZID=Nowhere/Atlantis:20261125T150000"),
    a_zone_that_climbs=lambda: event("DTSTART;TZID=../../../../etc/passwd:20261125T150000"),
    a_zone_of_a_megabyte=lambda: event(f"DTSTART;TZID={'a/' * 500_000}:20261125T150000"),
    a_zone_with_no_offset=lambda: event(
        "DTSTART;TZID=X:20261125T150000", before=ZONE.format(name="X", start="16010101T000000", offset="", rule="")
    ),
    a_zone_a_hundred_hours_off=lambda: event(
        "DTSTART;TZID=X:20261125T150000", before=ZONE.format(name="X", start="00010101T000000", offset="+9959", rule="")
    ),
    a_zone_that_changes_every_second=lambda: event(
        "DTSTART;TZID=X:20261125T150000", "RRULE:FREQ=DAILY",
        before=ZONE.format(name="X", start="16010101T000000", offset="+0100", rule="RRULE:FREQ=SECONDLY\r\n"),
    ),
    a_zone_whose_rule_never_matches=lambda: event(
        "DTSTART;TZID=X:20261125T150000", "RRULE:FREQ=DAILY",
        before=ZONE.format(
            name="X", start="16010101T000000", offset="+0100", rule="RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"
        ),
    ),
    ten_thousand_zones=lambda: event(
        "DTSTART;TZID=X77:20261125T150000",
        before="\r\n".join(
            ZONE.format(name=f"X{i}", start="16010101T000000", offset="+0100", rule="RRULE:FREQ=YEARLY;BYMONTH=3\r\n")
            for i in range(10_000)
        ),
    ),
    every_second_for_ever=lambda: event("RRULE:FREQ=SECONDLY"),
    every_second_since_year_1=lambda: event("DTSTART:00010101T000000Z", "RRULE:FREQ=SECONDLY"),
    every_minute_since_year_1=lambda: event("DTSTART:00010101T000000Z", "RRULE:FREQ=MINUTELY;INTERVAL=7"),
    every_day_since_year_1=lambda: event("DTSTART:00010101T000000Z", "RRULE:FREQ=DAILY"),
    a_rule_that_never_matches=lambda: event("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"),
    a_rule_that_never_matches_a_second=lambda: event("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31;BYHOUR=25"),
    a_rule_of_endless_numbers=lambda: event("RRULE:FREQ=DAILY;INTERVAL=" + "9" * 10_000 + ";COUNT=" + "9" * 10_000),
    a_rule_of_interval_0=lambda: event("RRULE:FREQ=DAILY;INTERVAL=0"),
    a_rule_of_every_number=lambda: event(
        "RRULE:FREQ=MINUTELY;BYSECOND=" + ",".join(map(str, range(60))) + ";BYMINUTE=" + ",".join(map(str, range(60)))
    ),
    a_rule_of_a_megabyte=lambda: event("RRULE:FREQ=DAILY;BYHOUR=" + "1," * 500_000 + "1"),
    a_rule_that_is_none=lambda: event("RRULE:FREQ=SOMETIMES;UNTIL=never"),
    ten_thousand_rules=lambda: event(*["RRULE:FREQ=DAILY"] * 10_000),
    five_thousand_series=lambda: b"BEGIN:VCALENDAR\n" + b"".join(
        b"BEGIN:VEVENT\nUID:%d\nDTSTART:19700101T150000Z\nRRULE:FREQ=DAILY\nSUMMARY:Choir\nEND:VEVENT\n" % i
        for i in range(5000)
    ),
    a_hundred_thousand_exceptions=lambda: event(
        "RRULE:FREQ=DAILY", "EXDATE:" + ",".join(["20261126T150000Z"] * 100_000)
    ),
    a_hundred_thousand_dates=lambda: event("RDATE:" + ",".join(["20261126T150000Z"] * 100_000)),
    ten_thousand_overrides=lambda: b"BEGIN:VCALENDAR\n" + b"".join(
        b"BEGIN:VEVENT\nUID:a\nDTSTART:20261125T150000Z\nRECURRENCE-ID:20261125T150000Z\nEND:VEVENT\n"
        for _ in range(10_000)
    ),
    periods_that_are_none=lambda: event("RDATE;VALUE=PERIOD:20261125T150000Z/PT" + "9" * 1000 + "H,/,/P"),
)  # fmt: skip
