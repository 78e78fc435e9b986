"""The work-search record: one line a contact, what an office wants to know of each, and nothing that is not so."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.cli.work_search import COLUMNS, harmless, rows, table
from agent.model import Answer, Draft, Reading
from agent.work_search import Entry, held_by, record
from connectors.base import Mailbox
from tests.casework.build import (
    NEW_YORK,
    NOW,
    at,
    booked,
    draft,
    firm,
    offer_of,
    offer_said,
    reading,
    verdict,
    written,
)


def told(
    messages: list[Reading], now: datetime = NOW, drafts: tuple[Draft, ...] = (), answers: tuple[Answer, ...] = (),
    texts: dict[str, str] | None = None, **between: Any,
) -> list[Entry]:  # fmt: skip
    found = verdict(messages, answers=answers, drafts=drafts, now=now)
    return record(found, drafts, texts or {}, NEW_YORK, now, **between)


def lines(entries: list[Entry]) -> list[tuple[str, str, str, str]]:
    return [(f"{e.at:%d}", e.what, e.way, e.result) for e in entries]


def machine(label: str, day: int, **more: Any) -> Reading:
    sender = Mailbox("no-reply@greenhouse-mail.io", "Corvid Careers")
    return reading(label, "Corvid", day, from_=sender, human=False, contacts=(), **more)


def test_an_application_is_told_from_its_confirmation_to_its_refusal() -> None:
    found = told([machine("applied", 2), machine("rejected", 12)])
    assert lines(found) == [
        ("02", "application", "online application", "refused"),
        ("12", "refusal", "e-mail", "refused"),
    ]


def test_an_application_by_mail_is_one_contact_and_its_acknowledgement_another() -> None:
    found = told([reading("applied", "Corvid", 2, direction="out"), reading("applied", "Corvid", 3)])
    assert lines(found) == [("02", "application", "e-mail", "waiting"), ("03", "acknowledgement", "e-mail", "waiting")]
    assert {(e.person, e.address) for e in found} == {("Anna Berg", "anna@corvid.com")}


def test_an_interview_ahead_is_the_result_and_no_contact_yet() -> None:
    found = told([reading("interview_invited", "Corvid", 9), booked()])
    assert lines(found) == [("09", "invitation to an interview", "e-mail", "interview on 24 November 2026")]


def test_an_interview_that_took_place_is_a_contact_on_its_day() -> None:
    message = booked()
    found = told([message], now=at(26), texts={message.key: "We will call you on your mobile phone at two."})
    assert lines(found)[-1] == ("24", "interview", "telephone", "waiting")


def test_it_stays_one_though_a_refusal_follows() -> None:
    found = told([booked(), reading("rejected", "Corvid", 27)], now=at(28))
    assert [e.what for e in found] == ["invitation to an interview", "interview", "refusal"]


@pytest.mark.parametrize("label", ["interview_cancelled", "rejected"])
def test_an_interview_that_was_called_off_before_is_none(label: str) -> None:
    found = told([booked(), reading(label, "Corvid", 20)], now=at(28))
    assert "interview" not in [e.what for e in found]


def test_one_that_moved_is_told_once_at_its_last_time() -> None:
    moved = reading(
        "interview_rescheduled", "Corvid", 11, interview_start=at(25, 10), previous_start=at(24, 14),
        interview_zone="America/New_York",
    )  # fmt: skip
    found = told([booked(), moved], now=at(28))
    assert [f"{e.at:%d %H}" for e in found if e.what == "interview"] == ["25 10"]


def test_a_second_round_has_an_invitation_of_its_own() -> None:
    again = booked(day=30, sent=26)
    found = told([booked(), again], now=at(27))
    assert [e.what for e in found] == ["invitation to an interview", "interview", "invitation to an interview"]


def test_a_withdrawal_by_letter_is_one_line_though_the_letter_lies_among_the_sent_mail_too() -> None:
    mail = [*firm(), booked()]
    letter = replace(draft(verdict(mail), "Corvid", "sent"), message_id="<letter@mail>")
    copy = reading("withdrawn", "Corvid", sent_at=NOW, direction="out", message_id="<letter@mail>")
    found = [e for e in told([*mail, copy], now=at(28), drafts=(letter,)) if e.employer == "Corvid"]
    assert [e.what for e in found] == ["invitation to an interview", "withdrawal"]
    assert {e.result for e in found} == {"withdrawn"}


def test_a_call_is_a_contact_by_telephone() -> None:
    mail = [*firm(), booked()]
    called = replace(draft(verdict(mail), "Corvid", "sent"), kind="call_sheet")
    found = told(mail, drafts=(called,))
    assert ("withdrawal", "telephone") in [(e.what, e.way) for e in found]


def test_a_letter_that_only_waits_is_none() -> None:
    mail = [*firm(), booked()]
    found = told(mail, drafts=(draft(verdict(mail), "Corvid"),))
    assert "withdrawal" not in [e.what for e in found]


def test_an_offer_is_told_once_with_what_came_of_it() -> None:
    found = told([*firm(), reading("offer_accepted", "Tidewater", 10)])
    assert lines(found) == [
        ("08", "offer in writing", "e-mail", "offer accepted"),
        ("09", "offer accepted", "e-mail", "offer accepted"),
    ]


def test_suspicious_mail_is_left_out() -> None:
    assert told([written(8, suspicious=True), reading("applied", "Corvid", 2, suspicious=True)]) == []


def test_what_the_user_says_is_no_offer_is_left_out() -> None:
    mail = [reading("applied", "Tidewater", 2), written(8)]
    key = offer_of(verdict(mail)).key
    found = told(mail, answers=(offer_said("dismiss", key),))
    assert [e.what for e in found] == ["application"]


def test_the_same_message_on_two_accounts_is_one_contact() -> None:
    from tests.casework.build import source

    message = reading("applied", "Corvid", 2)
    found = verdict([source(message), source(message, "work")])
    assert len(record(found, (), {}, NEW_YORK, NOW)) == 1


def test_only_what_lies_between_the_times_is_told() -> None:
    mail = [machine("applied", 2), machine("rejected", 12)]
    assert [e.what for e in told(mail, since=at(3))] == ["refusal"]
    assert [e.what for e in told(mail, until=at(3))] == ["application"]
    assert told(mail, since=at(12), until=at(12)) == []


def test_days_are_those_of_the_users_zone() -> None:
    late = reading("applied", "Corvid", sent_at=datetime.fromisoformat("2026-11-03T03:30:00+00:00"))
    assert [e.at.date().isoformat() for e in told([late])] == ["2026-11-02"]


@pytest.mark.parametrize(
    ("header", "signed", "name"),
    [
        ("Anna Berg", "Anna", "Anna Berg"), ("Corvid Careers", "Anna Berg", "Anna Berg"), ("Anna Berg", "", "Anna Berg"),
        ("Anna", "Anna Berg", "Anna Berg"), ("", "Anna", "Anna"), ("", " ", ""),
    ],
)  # fmt: skip
def test_a_person_is_named_by_the_whole_name(header: str, signed: str, name: str) -> None:
    message = reading("interview_invited", "Corvid", 9, from_=Mailbox("a@corvid.com", header), sign_off=signed)
    assert [e.person for e in told([message])] == [name]


def test_an_agency_is_named_beside_its_consultant() -> None:
    found = told([reading("interview_invited", "Corvid", 9, agency="Harrow Recruiting")])
    assert [e.person for e in found] == ["Anna Berg (Harrow Recruiting)"]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("The link for Microsoft Teams is below", "video"), ("Das Gespräch findet per Videokonferenz statt", "video"),
        ("a short phone screen", "telephone"), ("Wir rufen Sie an; Telefoninterview", "telephone"),
        ("It is at our workshop, 14 Mill Lane", "in person"), ("Bitte kommen Sie vor Ort vorbei", "in person"),
        ("Your interview is on Tuesday", "interview"), ("", "interview"),
    ],
)  # fmt: skip
def test_how_an_interview_is_held_is_told_where_its_mail_says_so(text: str, way: str) -> None:
    assert held_by([text]) == way


# ---------------------------------------------------------------- the table

CELLS = st.text(max_size=30) | st.sampled_from(
    ["=1+1", "+49 30 1", "-2", "@SUM(A1)", " =cmd|' /C calc'!A0", 'a";=1+1', "a;=1+1", "x,@y", "\t=1", "\r\n=1", "\u200b=1", "＝1+1"]
)  # fmt: skip


def entry(**values: str) -> Entry:
    fixed = dict.fromkeys(("employer", "role", "what", "way", "person", "address", "result"), "x")
    return Entry(NOW, **(fixed | values))


def test_the_table_is_rfc_4180_with_a_header() -> None:
    text = table(rows([entry(employer='Smith, "Sons" & Co'), entry()]))
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == 3
    found = list(csv.DictReader(io.StringIO(text)))
    assert tuple(found[0]) == COLUMNS
    assert found[0]["employer"] == 'Smith, "Sons" & Co'
    assert found[0]["date"] == "2026-11-18"


@settings(max_examples=200, deadline=None)
@given(CELLS, CELLS)
def test_no_cell_can_begin_a_formula_whatever_splits_the_cells(one: str, two: str) -> None:
    text = table(rows([entry(employer=one, role=two)]))
    assert len(list(csv.reader(io.StringIO(text)))) == 2
    for mark in ",;|\t":
        for cell in text.split("\r\n")[1].split(mark):
            assert not cell.strip(" '\"").startswith(("=", "+", "-", "@")) or cell.strip(' "').startswith("'")


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert [harmless(text) for text in ("Test-Engineer (m/w/d)", "R&D @ night", "O'Neil")] == [
        "Test-Engineer (m/w/d)", "R&D @ night", "O'Neil",
    ]  # fmt: skip


def test_a_year_of_contacts_is_told_at_once() -> None:
    mail = [machine("applied", 1, key=f"k{n}", sent_at=NOW - timedelta(hours=n), role=f"Role {n}") for n in range(400)]
    assert len(told(mail)) == 400
