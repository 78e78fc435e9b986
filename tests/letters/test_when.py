"""Days and times in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.letters.language import load
from agent.letters.when import slots
from agent.model import Interview, Reading
from tests.letters.build import LONDON, NEW_YORK, NOW, SAM, event, interview, quote, reading, source

BARE = reading(subject="Interview")


def said(*interviews: Interview, about: Reading = BARE, language: str = "en", zone: str = "UTC") -> str:
    return slots(interviews, load(language), [source(about)], replace(SAM, zone=zone), NOW)


def at(day: int, hour: int, minute: int = 0, zone: tzinfo = LONDON, **more: Any) -> Interview:
    more.setdefault("zone", getattr(zone, "key", None))
    return interview(start=datetime(2026, 11, day, hour, minute, tzinfo=zone), **more)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/New_York", "on Tuesday, November 24, at 1:00 pm Eastern"),
        ("America/Los_Angeles", "on Tuesday, November 24, at 1:00 pm Pacific"),
        ("Europe/London", "on Tuesday 24 November at 1:00 pm UK time"),
        ("Europe/Berlin", "on Tuesday 24 November at 13:00 CET"),
        ("Asia/Singapore", "on Tuesday 24 November at 13:00 Singapore time"),
        ("Australia/Sydney", "on Tuesday 24 November at 1:00 pm Sydney time"),
    ],
)
def test_a_time_is_told_in_the_employers_zone_and_manner(zone: str, words: str) -> None:
    assert said(at(24, 13, zone=ZoneInfo(zone))) == words


def test_the_threads_own_manner_wins() -> None:
    british_in_new_york = reading(subject="Interview 24 November, 13:00")
    assert said(at(24, 13, zone=NEW_YORK), about=british_in_new_york) == "on Tuesday 24 November at 13:00 Eastern"
    american_in_london = reading(subject="Interview", evidence=quote("see you on Nov 24 at 1pm"))
    assert said(at(24, 13), about=american_in_london) == "on Tuesday, November 24, at 1:00 pm UK time"


def test_without_a_date_in_the_thread_its_spelling_tells() -> None:
    american = reading(subject="Interview", evidence=quote("our organization would favor the afternoon"))
    assert said(at(24, 13, zone=ZoneInfo("Europe/Berlin")), about=american) == "on Tuesday, November 24, at 13:00 CET"
    british = reading(subject="Interview", evidence=quote("our organisation, and the programme of the day"))
    assert said(at(24, 13, zone=NEW_YORK), about=british) == "on Tuesday 24 November at 1:00 pm Eastern"
    both = reading(subject="Interview", evidence=quote("the Rockefeller Center, near the centre of the city"))
    assert said(at(24, 13, zone=NEW_YORK), about=both) == "on Tuesday, November 24, at 1:00 pm Eastern"


def test_german_has_its_own_words() -> None:
    berlin = at(24, 10, zone=ZoneInfo("Europe/Berlin"))
    assert said(berlin, language="de") == "am Dienstag, 24. November, um 10:00 Uhr (MEZ)"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "du mardi 1er décembre à 11h00"),
        ("it", "di martedì 1º dicembre alle ore 11:00"),
        ("es", "del martes 1 de diciembre a las 11:00"),
        ("de", "am Dienstag, 1. Dezember, um 11:00 Uhr"),
    ],
)
def test_the_first_of_a_month_is_called_as_people_call_it(language: str, words: str) -> None:
    first = interview(start=datetime(2026, 12, 1, 11, tzinfo=UTC), zone=None)
    assert said(first, language=language) == words
    second = interview(start=datetime(2026, 12, 2, 11, tzinfo=UTC), zone=None)
    assert "2" in said(second, language=language)


def test_summer_time_is_named_as_such() -> None:
    june = interview(start=datetime(2026, 6, 9, 10, tzinfo=ZoneInfo("Europe/Berlin")), zone="Europe/Berlin")
    assert said(june) == "on Tuesday 9 June at 10:00 CEST"


def test_several_interviews_name_their_zone_once() -> None:
    assert said(at(26, 14), at(24, 9, 15)) == (
        "on Tuesday 24 November at 9:15 am and on Thursday 26 November at 2:00 pm UK time"
    )


def test_several_zones_are_each_named() -> None:
    assert said(at(24, 9), at(25, 9, zone=NEW_YORK)) == (
        "on Tuesday 24 November at 9:00 am UK time and on Wednesday, November 25, at 9:00 am Eastern"
    )


def test_three_are_a_list() -> None:
    assert said(at(24, 9), at(25, 9), at(26, 9)) == (
        "on Tuesday 24 November at 9:00 am, on Wednesday 25 November at 9:00 am"
        " and on Thursday 26 November at 9:00 am UK time"
    )


def test_midnight_and_noon_are_told_right() -> None:
    assert "12:00 am" in said(at(24, 0))
    assert "12:00 pm" in said(at(24, 12))


def test_a_bare_utc_time_is_told_in_the_users_zone() -> None:
    plain = at(24, 18, zone=UTC, events=(event(start=datetime(2026, 11, 24, 18, tzinfo=UTC)),))
    assert said(plain, zone="America/New_York") == "on Tuesday, November 24, at 1:00 pm Eastern"
    assert said(plain) == "on Tuesday 24 November at 6:00 pm UTC"


def test_the_hour_of_mail_alone_stays_the_one_that_they_wrote() -> None:
    two_in_london = at(24, 14, zone=UTC)
    assert said(two_in_london, zone="America/New_York") == "on Tuesday 24 November at 2:00 pm"
    assert said(two_in_london) == "on Tuesday 24 November at 2:00 pm"


def test_the_clock_of_mail_beside_a_calendar_in_utc_is_told_without_a_zone_that_nobody_named() -> None:
    entry = event(start=datetime(2026, 11, 24, 13, 30, tzinfo=UTC))
    theirs = replace(at(24, 14, 30, zone=timezone(timedelta(hours=1)), events=(entry,)), zone=None)
    assert said(theirs, language="de") == "am Dienstag, 24. November, um 14:30 Uhr"
    assert said(theirs, language="de", zone="Europe/Berlin") == "am Dienstag, 24. November, um 14:30 Uhr (MEZ)"


def test_several_interviews_of_one_day_name_it_once() -> None:
    day = [at(24, 10, zone=NEW_YORK), at(24, 11, zone=NEW_YORK), at(24, 13, zone=NEW_YORK)]
    assert said(*day) == "on Tuesday, November 24, at 10:00 am, 11:00 am and 1:00 pm Eastern"
    assert said(*day, at(25, 9, zone=NEW_YORK)) == (
        "on Tuesday, November 24, at 10:00 am, 11:00 am and 1:00 pm and on Wednesday, November 25, at 9:00 am Eastern"
    )
    berlin = [at(24, hour, zone=ZoneInfo("Europe/Berlin")) for hour in (9, 15)]
    assert said(*berlin, language="de") == "am Dienstag, 24. November, um 9:00 Uhr und 15:00 Uhr (MEZ)"


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        ("Tuesday, November 24: 10:00 - 10:45 with Luis", "1:00 pm"),
        ("Tuesday, November 24: 14:00 with Luis", "13:00"),
        ("Tuesday 24 November: 10:00 with Luis", "13:00"),
    ],
)
def test_a_bare_ten_oclock_is_a_half_day_in_america_alone(quoted: str, told: str) -> None:
    plain = replace(at(24, 13, zone=timezone(timedelta(hours=-5))), zone=None)
    assert said(plain, about=reading(subject="On site", evidence=quote(quoted))).endswith(f"at {told}")


def test_an_offset_alone_is_told_as_such_unless_the_users_zone_fits() -> None:
    five_behind = replace(at(24, 13, zone=timezone(timedelta(hours=-5))), zone="UTC-05:00")
    assert said(five_behind) == "on Tuesday 24 November at 1:00 pm UTC-5"
    assert said(five_behind, zone="America/New_York") == "on Tuesday, November 24, at 1:00 pm Eastern"


def test_a_floating_time_has_no_zone_to_name() -> None:
    floating = at(24, 13, zone=UTC, events=(event(floating=True),))
    assert said(floating) == "on Tuesday 24 November at 1:00 pm"


def test_a_zone_that_nobody_named_is_not_told() -> None:
    unnamed = at(24, 13, zone=NEW_YORK)
    unnamed = replace(unnamed, zone=None)
    assert said(unnamed, zone="America/New_York") == "on Tuesday, November 24, at 1:00 pm"
    entry = replace(unnamed, events=(event(),))
    assert said(entry, zone="America/New_York") == "on Tuesday, November 24, at 1:00 pm Eastern"


@pytest.mark.parametrize("hours", [-5, 1])
def test_nor_is_one_of_which_only_the_offset_was_kept(hours: int) -> None:
    unnamed = replace(at(24, 13, zone=timezone(timedelta(hours=hours))), zone=None)
    assert "1:00 pm" in (told := said(unnamed, zone="America/New_York")) or "13:00" in told
    assert told.endswith(("1:00 pm", "13:00"))


def test_a_writer_who_is_known_to_be_elsewhere_is_told_the_zone() -> None:
    paris = replace(at(24, 13, zone=ZoneInfo("Europe/Paris")), zone=None)
    assert said(paris, zone="America/New_York") == "on Tuesday 24 November at 13:00 CET"


def test_a_zone_that_one_of_two_times_names_is_told_with_it() -> None:
    unnamed = replace(at(24, 13, zone=NEW_YORK), zone=None)
    assert said(unnamed, at(25, 13, zone=NEW_YORK), zone="America/New_York") == (
        "on Tuesday, November 24, at 1:00 pm and on Wednesday, November 25, at 1:00 pm Eastern"
    )


def test_an_all_day_entry_has_no_time() -> None:
    assert said(at(24, 0, events=(event(all_day=True),))) == "on Tuesday 24 November"


def test_a_date_far_off_has_its_year() -> None:
    assert said(interview(start=datetime(2027, 7, 6, 9, tzinfo=LONDON))) == "on Tuesday 6 July 2027 at 9:00 am UK time"


def test_an_unknown_zone_name_is_no_reason_to_fail() -> None:
    for name in ("Middle/Earth", "", "../../etc/passwd", "a\0b"):
        assert said(at(24, 9, zone=UTC) if not name else replace(at(24, 9, zone=UTC), zone=name)).startswith(
            "on Tuesday"
        )


def test_no_interview_no_words() -> None:
    assert said() == ""
