"""How far an application had come, whom its interviews were with, and whether a trip was booked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from agent.letters.progress import people, stage, travels
from agent.model import Contact, Interview, Reading, Recipient
from tests.letters.build import LONDON, NOW, interview, out, reading, wanted

FRASER = Recipient("fraser.boyd@abernethyglass.com", "wrote it", "Fraser Boyd")
PRIYA = Contact("priya@abernethyglass.com", "Priya Shah", part="interviewer")
TOM = Contact("tom@abernethyglass.com", "Ek, Tom", part="hiring_manager")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=LONDON)


def arranged(day: int, start: datetime | None, **more: Any) -> Reading:
    return reading(
        day=day, label=more.pop("label", "interview_scheduled"), interview_start=start, subject=f"of {day}", **more
    )


def how_far(*readings: Reading, interviews: tuple[Interview, ...] = ()) -> str:
    return stage(wanted(*readings, interviews=interviews), NOW)


def test_an_application_is_no_more_than_that() -> None:
    assert how_far(reading(label="applied")) == "applied"
    assert how_far(reading(label="outreach")) == "applied"


def test_an_invitation_or_a_booked_interview_is_an_invitation() -> None:
    assert how_far(reading(label="interview_invited")) == "invited"
    assert how_far(arranged(10, at(24))) == "invited"
    booked = reading(label="applied")
    assert how_far(booked, interviews=(interview(booked),)) == "invited"


def test_an_interview_whose_time_has_passed_was_held() -> None:
    assert how_far(arranged(3, at(5))) == "met"
    assert how_far(arranged(3, at(5)), arranged(6, at(9))) == "rounds"
    assert how_far(arranged(3, at(5)), arranged(4, at(5))) == "met", "a reminder is no second one"


def test_a_booked_one_is_not_counted_as_held() -> None:
    first, next_ = arranged(3, at(5)), arranged(10, at(24))
    assert how_far(first, next_, interviews=(interview(next_, start=at(24)),)) == "met"


def test_what_was_called_off_or_moved_was_not_held() -> None:
    assert how_far(arranged(3, at(5)), arranged(4, None, label="interview_cancelled")) == "invited"
    assert how_far(arranged(3, at(5)), arranged(4, at(5), label="interview_cancelled")) == "invited"
    moved = arranged(4, at(24), label="interview_rescheduled", previous_start=at(5))
    assert how_far(arranged(3, at(5)), moved) == "invited"
    moved_unnamed = arranged(4, at(6), label="interview_rescheduled")
    assert how_far(arranged(3, at(5)), moved_unnamed) == "met"
    same = arranged(4, at(24), event_uid="u")
    assert how_far(arranged(3, at(5), event_uid="u"), same) == "invited"


def test_calling_off_the_next_one_takes_nothing_from_the_last() -> None:
    off = arranged(8, None, label="interview_cancelled")
    assert how_far(arranged(3, at(5)), arranged(6, at(20)), off) == "met"


def test_suspicious_mail_counts_for_nothing() -> None:
    assert how_far(arranged(3, at(5), suspicious=True)) == "applied"


def test_it_is_with_those_who_hold_it() -> None:
    r = arranged(10, at(24), contacts=(PRIYA, TOM, Contact("ida@abernethyglass.com", "Ida Holm", part="recruiter")))
    of = wanted(r, interviews=(interview(r, start=at(24)),))
    assert people(of, [FRASER], NOW) == (False, ("Priya Shah", "Tom Ek"))


def test_the_reader_is_never_named_to_themselves() -> None:
    own = Contact("fraser.boyd@abernethyglass.com", "Boyd, Fraser", part="interviewer")
    r = arranged(10, at(24), contacts=(own, PRIYA))
    of = wanted(r, interviews=(interview(r, start=at(24)),))
    assert people(of, [FRASER], NOW) == (True, ("Priya Shah",))
    elsewhere = Contact("fb@abernethyglass.com", "Fraser Boyd", part="interviewer")
    r = arranged(10, at(24), contacts=(elsewhere,))
    assert people(wanted(r, interviews=(interview(r, start=at(24)),)), [FRASER], NOW) == (True, ())


def test_without_a_booked_one_it_is_who_was_met() -> None:
    assert people(wanted(arranged(3, at(5), contacts=(PRIYA,)), interviews=()), [FRASER], NOW) == (
        False,
        ("Priya Shah",),
    )
    assert people(wanted(reading(contacts=(PRIYA,)), interviews=()), [FRASER], NOW) == (False, ())


@pytest.mark.parametrize(
    "name",
    [
        "Abernethy Glass",
        "Interview Team",
        "priya",
        "{{ 7*7 }}",
        "Priya\r\nBcc: x@y.z",
        "https://x.y",
        "",
        "Room 12",
        "a@b.c",
    ],
)
def test_what_is_no_persons_name_is_left_out(name: str) -> None:
    r = arranged(10, at(24), contacts=(Contact("room@abernethyglass.com", name, part="interviewer"),))
    _, names = people(wanted(r, interviews=(interview(r, start=at(24)),)), [FRASER], NOW)
    assert not any(c in "".join(names) for c in "{}@:/\r\n12")
    assert "Abernethy Glass" not in names


def test_a_panel_is_not_listed() -> None:
    many = tuple(Contact(f"p{n}@abernethyglass.com", f"Pat {c}oe", part="interviewer") for n, c in enumerate("BCDE"))
    r = arranged(10, at(24), contacts=many)
    assert people(wanted(r, interviews=(interview(r, start=at(24)),)), [FRASER], NOW) == (False, ())


def test_the_user_is_nobody_one_was_interviewed_by() -> None:
    me = Contact("sam.lee@example.net", "Sam Lee", part="interviewer")
    r = arranged(10, at(24), contacts=(me, PRIYA))
    of = wanted(r, out("fraser.boyd@abernethyglass.com", 11), interviews=(interview(r, start=at(24)),))
    assert people(of, [FRASER], NOW) == (False, ("Priya Shah",))


def test_a_trip_is_what_their_mail_says() -> None:
    assert travels(wanted(reading(travel=True)))
    assert not travels(wanted(reading()))
    assert not travels(wanted(reading(travel=True, suspicious=True)))
    assert not travels(wanted(out("fraser.boyd@abernethyglass.com", 11, travel=True)))


def test_it_is_the_same_in_any_order_and_at_any_hour() -> None:
    readings = [arranged(3, at(5)), arranged(6, at(9)), arranged(8, None, label="interview_cancelled")]
    assert {how_far(*readings), how_far(*reversed(readings))} == {"met"}
    assert stage(wanted(*readings, interviews=()), at(4) - timedelta(days=2)) == "invited"
