"""Days and hours as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from agent.reading.dates import add_working_days, find_days
from agent.reading.times import as_zone, find_clocks, find_zone, guess_zone

THURSDAY = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by friday 30 october", date(2026, 10, 30)),
        ("on october 12th, 2026", date(2026, 10, 12)),
        ("on 2nd november", date(2026, 11, 2)),
        ("from 4 january", date(2027, 1, 4)),
        ("30.09.2026", date(2026, 9, 30)),
        ("2026-11-05", date(2026, 11, 5)),
        ("18-sep-2026", date(2026, 9, 18)),
        ("by friday", date(2026, 10, 2)),
        ("next friday", date(2026, 10, 9)),
        ("this coming thursday", date(2026, 10, 8)),
        ("on wednesday next week", date(2026, 10, 7)),
        ("friday the 9th", date(2026, 10, 9)),
        ("thurs 15th", date(2026, 10, 15)),
        ("by the 9th", date(2026, 10, 9)),
        ("tomorrow", date(2026, 10, 2)),
        ("tonight", date(2026, 10, 1)),
        ("within 24 hours", date(2026, 10, 2)),
        ("within seven (7) business days", date(2026, 10, 12)),
        ("within 14 calendar days", date(2026, 10, 15)),
        ("in three weeks", date(2026, 10, 22)),
        ("you have 5 working days", date(2026, 10, 8)),
        ("montag, 12. oktober", date(2026, 10, 12)),
        ("le 5 novembre", date(2026, 11, 5)),
    ],
)
def test_a_day_is_resolved_from_the_mails_own_date(text: str, day: date) -> None:
    assert [found.day for found in find_days(text, THURSDAY)] == [day]


def test_the_order_of_day_and_month_is_the_writers() -> None:
    assert find_days("10/8/2026", THURSDAY, day_first=False)[0].day == date(2026, 10, 8)
    assert find_days("10/8/2026", THURSDAY, day_first=True)[0].day == date(2026, 8, 10)
    assert find_days("10/28/2026", THURSDAY, day_first=True)[0].day == date(2026, 10, 28)


@pytest.mark.parametrize(
    "text", ["clause 4.2 of version 3.1", "$10.50 an hour", "room 12", "31 february", "page 3/120"]
)
def test_other_numbers_are_no_days(text: str) -> None:
    assert find_days(text, THURSDAY) == []


def test_working_days_skip_the_weekend() -> None:
    assert add_working_days(date(2026, 10, 2), 1) == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("text", "at", "until"),
    [
        ("at 2:00 pm", time(14), None),
        ("8.30 am", time(8, 30), None),
        ("half past nine", time(9, 30), None),
        ("at half three", time(15, 30), None),
        ("a quarter past two", time(14, 15), None),
        ("a quarter to eleven", time(10, 45), None),
        ("14h30", time(14, 30), None),
        ("noon", time(12), None),
        ("three in the afternoon", time(15), None),
        ("nine in the morning", time(9), None),
        ("0815 hours", time(8, 15), None),
        ("um 10 uhr", time(10), None),
        ("kl. 13.00", time(13), None),
        ("2pm - 2:30pm", time(14), time(14, 30)),
        ("3:00 - 3:45 pm", time(15), time(15, 45)),
        ("11:30 - 12:15 pm", time(11, 30), time(12, 15)),
        ("17:00 - 17:40", time(17), time(17, 40)),
        ("i'll ring you at 4", time(16), None),
    ],
)
def test_an_hour_is_read_as_it_is_meant(text: str, at: time, until: time | None) -> None:
    (clock,) = find_clocks(text)
    assert (clock.at, clock.until) == (at, until)


@pytest.mark.parametrize(
    "text", ["£39.12 per hour", "37.5 hrs a week", "2 rounds", "24 hours", "10 days", "section 4.2", "(555) 014-2290"]
)
def test_other_numbers_are_no_hours(text: str) -> None:
    assert find_clocks(text) == []


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("9:30 am eastern", "America/New_York"),
        ("2:00 pm (pacific)", "America/Los_Angeles"),
        ("10:00 cet", "Europe/Berlin"),
        ("16:00 uk time", "Europe/London"),
        ("09:00 (oslo time)", "Europe/Oslo"),
        ("11:30 am ist", "Asia/Kolkata"),
        ("14:00 utc+2", "UTC+02:00"),
        ("9:00 am (gmt-06:00) central time", "America/Chicago"),
        ("the central question of our eastern office", None),
    ],
)
def test_a_zone_counts_where_it_is_named_as_one(text: str, zone: str | None) -> None:
    assert find_zone(text) == zone


def test_an_unnamed_zone_is_the_one_whose_clock_the_date_header_shows() -> None:
    november = datetime(2026, 11, 20, 9, 0, tzinfo=as_zone("UTC-05:00"))
    assert guess_zone(november, "globex.com", "Europe/London") == ZoneInfo("America/New_York")
    assert guess_zone(november.replace(tzinfo=UTC), "globex.co.uk", "America/New_York") == ZoneInfo("Europe/London")
    assert guess_zone(datetime(2026, 7, 1, tzinfo=UTC), "mailer.example", "Europe/Berlin") == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("sender", "zone"),
    [
        ("usine.fr", "Europe/Paris"),
        ("werk.de", "Europe/Berlin"),
        ("shop.it", "Europe/Rome"),
        ("mailer.example", "America/New_York"),
    ],
)
def test_a_date_header_in_utc_makes_nobody_a_londoner(sender: str, zone: str) -> None:
    assert guess_zone(datetime(2026, 11, 20, 9, tzinfo=UTC), sender, "America/New_York") == ZoneInfo(zone)
    assert guess_zone(datetime(2026, 11, 20, 9, tzinfo=UTC), "usine.fr", "Europe/London") == ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    "text",
    [
        "27 de novembro, sexta-feira, às 10h00",
        "november 27, friday, at 10:00 am",
        "27 november (friday) at 10 am",
        "27.11.2026 (freitag), 10:00 uhr",
        "le 27 novembre - vendredi - à 10h",
    ],
)
def test_a_weekday_behind_a_date_repeats_it(text: str) -> None:
    assert [found.day for found in find_days(text, datetime(2026, 11, 11, 10, 0, tzinfo=UTC))] == [date(2026, 11, 27)]


@pytest.mark.parametrize("text", ["27 november, next friday or later", "by 20 november, monday at ten"])
def test_another_weekday_behind_a_date_is_a_day_of_its_own(text: str) -> None:
    assert len(find_days(text, datetime(2026, 11, 11, 10, 0, tzinfo=UTC))) == 2


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("às 10h00 (hora de lisboa), por zoom", "Europe/Lisbon"),
        ("a las 16:00 (hora peninsular)", "Europe/Madrid"),
        ("a las 16:00 hora de madrid", "Europe/Madrid"),
        ("9:00 hora de colombia", "America/Bogota"),
        ("9:00 hora del este", "America/New_York"),
        ("alle 11:30 (ora italiana)", "Europe/Rome"),
        ("alle 11:30 ora di roma", "Europe/Rome"),
        ("à 14h (heure française)", "Europe/Paris"),
        ("om 14.00 uur (nederlandse tijd)", "Europe/Amsterdam"),
        ("um 10 uhr deutscher zeit", "Europe/Berlin"),
        ("às 10h no horário de brasília", "America/Sao_Paulo"),
        ("la tienda de lisboa abre a las 9:00", None),
        ("una empresa italiana, a las 9:00", None),
    ],
)
def test_a_zone_is_named_in_the_words_of_the_language(text: str, zone: str | None) -> None:
    assert find_zone(text) == zone
