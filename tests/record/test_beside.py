"""Open offers side by side: what is compared, in which order, and how it looks on a wide and on a narrow terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.beside import compared, rows
from agent.cli import compare
from agent.cli.look import Look, wide
from agent.review.words import When
from tests.casework.build import at, booked, firm, offer_of, reading, verdict, written

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
TODAY = NOW.date()


def offer(employer: str, **more: Any) -> dict[str, Any]:
    view: dict[str, Any] = {
        "id": employer.lower(), "employer": employer, "role": "Analyst", "standing": "written", "written": True,
        "accepted": False, "firm": False, "exclusive": True, "contingencies": [], "deadline": None, "start_date": None,
        "suspicious": False, "doubted": False, "letter_read": True, "evidence": [], "gives_up": [],
    }  # fmt: skip
    return view | more


def interview(employer: str, start: str) -> dict[str, Any]:
    return {"id": employer.lower(), "employer": employer, "start": start}


def told(*offers: dict[str, Any], interviews: tuple[dict[str, Any], ...] = ()) -> dict[str, list[list[str]]]:
    found = rows(offers, interviews, When(NOW), TODAY)
    return {name: [[text for text, _ in cell] for cell in cells] for name, cells in found}


# ---------------------------------------------------------------- which, and what


def test_one_open_offer_is_compared_with_nothing() -> None:
    over = [offer(standing, standing=standing) for standing in ("declined", "rescinded", "expired", "dismissed")]
    assert compared([offer("A"), *over, offer("B", suspicious=True)], TODAY) == []


def test_the_firmest_comes_first_then_the_one_that_is_due_first() -> None:
    found = compared(
        [
            offer("Verbal", standing="verbal"), offer("Late", deadline="2026-12-01"),
            offer("Soon", deadline="2026-11-20"), offer("Firm", standing="firm", accepted=True),
        ],
        TODAY,
    )  # fmt: skip
    assert [view["employer"] for view in found] == ["Firm", "Soon", "Late", "Verbal"]


def test_the_job_one_has_is_not_compared() -> None:
    old = offer("Old", standing="firm", accepted=True, start_date="2026-11-01")
    assert compared([old, offer("New")], TODAY) == []


def test_a_deadline_says_how_long_is_left() -> None:
    found = told(offer("A", deadline="2026-11-20"), offer("B"), offer("C", accepted=True, standing="conditional"))
    assert found["Answer by"] == [["Fri 20 Nov", "in 2 days"], ["no day is named"], ["you accepted"]]


def test_conditions_are_open_met_or_unseen() -> None:
    checks = [{"kind": "background_check", "open": True}, {"kind": "references", "open": False}]
    found = told(
        offer("A", contingencies=checks), offer("B", letter_read=False), offer("C", written=False, standing="verbal"),
        offer("D"),
    )  # fmt: skip
    unwritten = ["nothing is in writing yet"]
    assert found["Still open"] == [["background check"], ["conditions are unseen"], unwritten, ["nothing"]]
    assert found["Met"] == [["references"], [], [], []]
    assert found["The letter"] == [["was read"], ["could not be read"], ["none yet"], ["was read"]]


def test_what_each_would_give_up_is_named_the_next_one_first() -> None:
    ahead = (interview("Late", "2026-12-01T10:00:00+00:00"), interview("Soon", "2026-11-24T14:00:00+00:00"))
    found = told(offer("A", gives_up=["late", "soon", "gone"]), offer("B"), interviews=ahead)
    assert found["Would give up"] == [["Soon, Tue 24 Nov, 14:00", "Late, Tue 1 Dec, 10:00"], ["no interview"]]


def test_rows_that_say_nothing_of_any_offer_are_left_out() -> None:
    assert {"Met", "Beside it"}.isdisjoint(told(offer("A"), offer("B")))
    assert told(offer("A", exclusive=False), offer("B"))["Beside it"] == [["leaves room for another job"], []]


def test_an_offer_gives_up_the_interviews_elsewhere_and_not_its_own() -> None:
    mail = [written(8), written(9, "Corvid"), booked("Corvid", 24), booked("Egret", 25)]
    found = verdict(mail)
    by_employer = {i.employer: i.id for i in found.interviews}
    assert offer_of(found).gives_up == (by_employer["Corvid"], by_employer["Egret"])
    assert offer_of(found, "Corvid").gives_up == (by_employer["Egret"],)


def test_an_offer_that_is_over_or_leaves_room_gives_up_nothing() -> None:
    declined = [written(8), reading("offer_declined", "Tidewater", 9, direction="out"), booked()]
    assert offer_of(verdict(declined)).gives_up == ()
    assert offer_of(verdict([*firm(exclusive=False), booked()])).gives_up == ()
    assert offer_of(verdict([written(8, suspicious=True), booked()])).gives_up == ()


# ---------------------------------------------------------------- on a terminal

TWO = {
    "offers": [
        offer("Kestrel Avionics", deadline="2026-11-20", gives_up=["linden hydro"]),
        offer("Egret Works", standing="verbal", written=False),
    ],
    "interviews": [interview("Linden Hydro", "2026-11-24T14:00:00+00:00")],
}


def test_on_a_wide_terminal_they_stand_side_by_side() -> None:
    found = compare.lines(TWO, Look(NOW, UTC, width=80))
    (line,) = [line for line in found if "How firm" in line]
    assert "in writing" in line
    assert "by word of mouth" in line
    assert "Kestrel Avionics" in found[0]
    assert "Egret Works" in found[0]
    assert "tells what you decided: accept, decline or doubt" in found[-1]


def test_on_a_narrow_one_they_stand_one_under_the_other_and_say_the_same() -> None:
    wide_, narrow = ("\n".join(compare.lines(TWO, Look(NOW, UTC, width=width))) for width in (100, 50))
    assert narrow.count("How firm") == 2
    for word in ("in writing", "Fri 20 Nov", "in 2 days", "Linden Hydro, Tue 24 Nov 14:00", "egret works"):
        assert word in " ".join(wide_.split())
        assert word in " ".join(narrow.split())


def test_fewer_than_two_are_not_compared() -> None:
    assert compare.lines({"offers": [offer("A")], "interviews": []}, Look(NOW, UTC)) == []


@pytest.mark.parametrize("unicode", [True, False])
@given(
    st.integers(30, 110), st.lists(st.text(max_size=60), min_size=2, max_size=4), st.text(max_size=40),
)  # fmt: skip
def test_no_line_is_wider_than_the_terminal_and_none_steers_it(
    unicode: bool, width: int, names: list[str], role: str
) -> None:
    offers = [offer(name, id=f"o-{n}", role=role, gives_up=["i"]) for n, name in enumerate(names)]
    ahead = [{**interview(role, "2026-11-24T14:00:00+00:00"), "id": "i"}]
    found = compare.lines({"offers": offers, "interviews": ahead}, Look(NOW, UTC, width=width, unicode=unicode))
    for line in found[:-1]:
        assert wide(line) <= width
        assert line.isprintable()


# ---------------------------------------------------------------- a search that is over


def archive(**more: Any) -> dict[str, Any]:
    return {
        "since": "2026-12-16", "offer": "o", "employer": "Tidewater", "role": None, "start_date": "2026-12-01",
        "applications": 1, "interviews": 2, "offers": 1, "people": [], "unanswered": [], **more,
    }  # fmt: skip


def test_a_search_that_is_over_names_first_whom_nobody_thanked() -> None:
    from agent.cli import over

    people = [
        {"name": "Anna", "address": "a@x.example", "employer": "X", "thanked": True, "answered": True},
        {"name": "", "address": "b@y.example", "employer": "Y", "thanked": False, "answered": False},
    ]
    letters = [{"draft": "amber-fox", "kind": "withdrawal", "employer": "Z", "sent_at": at(18).isoformat()}]
    text = "\n".join(over.lines(archive(people=people, unanswered=letters), Look(NOW, UTC, width=90)))
    assert "1 application · 2 interviews · 1 offer" in text
    assert text.index("b@y.example") < text.index("Anna <a@x.example>")
    assert "not thanked yet" in text
    assert "thanked, and answered" in text
    assert "amber-fox" in text


def test_many_people_are_counted() -> None:
    from agent.cli import over

    person = {"name": "P", "address": "p@x.example", "employer": "X", "thanked": False, "answered": False}
    found = over.lines(archive(people=[person] * 30, start_date=None), Look(NOW, UTC, width=90))
    assert sum("p@x.example" in line for line in found) == over.MOST
    assert any("18 more" in line for line in found)
