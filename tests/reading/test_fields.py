"""Deadlines, first days, interview times and the post's title."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from agent.reading.clauses import sentences
from agent.reading.fields import Moment, day_first, deadline, interview_time, moments, start_date
from agent.reading.roles import role
from agent.reading.tagged import Tagged
from tests.reading.words import SENT_AT, document


def due(text: str, sent_at: datetime = SENT_AT) -> date | None:
    made = document(text, sent_at=sent_at)
    found = deadline(made, list(sentences(made, "text")))
    return found.day if found else None


def first_day(text: str) -> date | None:
    made = document(text)
    found = start_date(made, list(sentences(made, "text")))
    return found.day if found else None


def fixed_time(text: str) -> Moment | None:
    made = document(text)
    return interview_time(moments(made, "Europe/London"), made.sent_at)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Please sign and return the letter by Friday 9 October.", date(2026, 10, 9)),
        ("The offer remains open through October 14, 2026.", date(2026, 10, 14)),
        ("I need your signature by the 9th.", date(2026, 10, 9)),
        ("Let me know by end of day Thursday whether you accept.", date(2026, 10, 8)),
        ("Kindly return the signed page within 14 calendar days of today's date.", date(2026, 10, 15)),
        ("You have 5 working days in which to respond to the offer.", date(2026, 10, 8)),
        ("Signature request expires: October 9, 2026", date(2026, 10, 9)),
        ("Please answer within five calendar days.", date(2026, 10, 6)),
    ],
)
def test_a_deadline_is_the_day_by_which_the_offer_is_answered(text: str, day: date) -> None:
    assert due(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Please upload your transcripts by 9 October.",
        "You will have the letter by Friday.",
        "Complete the DBS form by 9 October.",
        "The panel meets on 9 October.",
        "Please return the interview slot form by Monday.",
    ],
)
def test_other_deadlines_are_not_the_offers(text: str) -> None:
    assert due(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Your start date is Monday 2 November 2026.", date(2026, 11, 2)),
        ("First day: Monday, October 12, 2026", date(2026, 10, 12)),
        ("Entry on duty: October 19, 2026", date(2026, 10, 19)),
        ("We picked 16 November as day one like you asked.", date(2026, 11, 16)),
        ("with effect from 4 January 2027", date(2027, 1, 4)),
    ],
)
def test_a_first_day_is_bound_to_starting(text: str, day: date) -> None:
    assert first_day(text) == day


@pytest.mark.parametrize(
    "text", ["You started your application on 20 September.", "We start reading on Monday.", "Sign by 9 October."]
)
def test_other_days_are_no_first_day(text: str) -> None:
    assert first_day(text) in (None, date(2026, 10, 5))
    assert first_day("Sign by 9 October.") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Since it took us a moment, you have until Thursday, October 8.", date(2026, 10, 8)),
        ("Wir halten Ihnen die Stelle bis zum 8. Oktober frei.", date(2026, 10, 8)),
        ("Nous vous gardons le poste jusqu'au 8 octobre.", date(2026, 10, 8)),
        ("Prolongamos a validade da nossa proposta até 8 de outubro.", date(2026, 10, 8)),
    ],
)
def test_the_day_until_which_an_offer_stands_is_no_first_day(text: str, day: date) -> None:
    made = document(text)
    either = {day: Tagged(deadline=0.7, first=0.85)}
    assert start_date(made, list(sentences(made, "text")), tagged=either) is None
    found = deadline(made, list(sentences(made, "text")), tagged=either)
    assert found is not None
    assert found.day == day


def test_a_goodbye_until_the_first_day_names_it() -> None:
    made = document("Unterschrieben habe ich eben in eurem Portal. Dann bis zum 2. November in Adlershof!")
    found = start_date(made, list(sentences(made, "text")), tagged={date(2026, 11, 2): Tagged(first=0.9)})
    assert found is not None
    assert found.day == date(2026, 11, 2)


def test_a_start_may_be_put_off_until_a_day() -> None:
    assert first_day("We have put your start date off until Monday 2 November.") == date(2026, 11, 2)


def test_a_first_day_and_the_days_of_the_week_worked_are_no_deadline() -> None:
    made = document("A contract of 16 hours, Fridays and Saturdays (Friday first), starting 2 November 2026.")
    days = {date(2026, 10, 2): Tagged(deadline=0.6), date(2026, 11, 2): Tagged(deadline=0.7, first=0.8)}
    assert deadline(made, list(sentences(made, "text")), tagged=days) is None


def test_a_bare_day_of_the_month_means_the_one_that_is_named_in_full() -> None:
    made = document("Can't wait to start on the 18th!", quoted="a start date of Monday, January 18, 2027")
    days = {
        date(2026, 10, 18): Tagged(first=0.95),
        date(2027, 1, 18): Tagged(first=0.77),
        date(2026, 12, 11): Tagged(0.6, 0.6),
    }
    found = start_date(made, list(sentences(made, "text")), tagged=days)
    assert found is not None
    assert found.day == date(2027, 1, 18)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Your interview is on Thursday 8 October at 10.30 am.", datetime(2026, 10, 8, 10, 30, tzinfo=ZoneInfo("Europe/London"))),
        ("Date: Tuesday, October 27, 2026\nTime: 0815 hours (Mountain)", datetime(2026, 10, 27, 8, 15, tzinfo=ZoneInfo("America/Denver"))),
        ("We shall see you at a quarter past two on Friday the 9th.", datetime(2026, 10, 9, 14, 15, tzinfo=ZoneInfo("Europe/London"))),
        ("NOW: Thu, Oct 8, 2026, 2:30 PM CDT\nWAS: Wed, Oct 7, 2026, 10:00 AM CDT", datetime(2026, 10, 8, 14, 30, tzinfo=ZoneInfo("America/Chicago"))),
        ("I'll ring you at 4 today about the job.", datetime(2026, 10, 1, 16, 0, tzinfo=ZoneInfo("Europe/London"))),
    ],
)  # fmt: skip
def test_an_interview_is_where_a_day_and_an_hour_stand_together(text: str, start: datetime) -> None:
    found = fixed_time(text)
    assert found is not None
    assert found.start == start


def test_no_interview_time_is_made_up_from_a_deadline() -> None:
    found = fixed_time("Reply by noon on Friday 9 October with your preferred slot.")
    assert found is None or found.score < 2


def test_americans_write_the_month_first() -> None:
    american = datetime(2026, 10, 1, 10, 0, tzinfo=ZoneInfo("America/Chicago"))
    assert not day_first(document("x", sent_at=american))
    assert day_first(document("x", sent_at=datetime(2026, 10, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "We are delighted to offer you the position of Commercial Contracts Lead at Globex.",
            "Commercial Contracts Lead",
        ),
        ("Position: Controls Technician", "Controls Technician"),
        ("Would like to take you on as pastry chef de partie, 45 hrs.", "pastry chef"),
        ("We'd love to have you as Senior Data Engineer from May.", "Senior Data Engineer"),
        ("The job of Research Fellow in Soil Hydrology is yours.", "Research Fellow in Soil Hydrology"),
        ("Requisition: JR-10442 Marine Claims Executive", "Marine Claims Executive"),
        ("You will meet Hanna Voss, Head of Calibration.\nIt is for the Test Engineer role.", "Test Engineer"),
        ("Nothing about any trade here.", None),
    ],
)
def test_the_title_is_cut_cleanly(text: str, title: str | None) -> None:
    found = role(document(text))
    assert found is not None and found.startswith(title) if title == "pastry chef" else found == title
