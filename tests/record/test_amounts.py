"""No pay is stored: amounts are left out of words, and nothing else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.store.amounts import AMOUNT, without_amounts

PAY = [
    "a base salary of $95,000 per year", "a salary of 95,000", "£45k", "45-50k", "EUR 65.000", "65.000 € brutto",
    "CHF 110'000", "65 000 €", "a rate of 52.40/hour", "$52.40 an hour", "€4,200 per month", "3.850,- €", "R$ 9.000",
    "US$ 120,000 – $140,000", "Jahresgehalt von 72.000", "Ihr Bruttogehalt beträgt 5200", "un salaire de 42 000 euros",
    "40 à 45 k€", "un sueldo de 32.000 euros brutos", "RAL 38.000", "₹12,00,000", "18 LPA", "base: 105000", "a bonus of 15%",
    "$1.2 million", "sign-on bonus of 10,000", "kr 45 000 SEK", "95,000 gross", "52.000 p. a.", "Rs. 800000",
    "your position at 95.250", "95,000 – it is final",
]  # fmt: skip
PLAIN = [
    "your interview is on Tuesday, November 24, at 2:00 pm Eastern", "am 24.11.2026 um 14:30 Uhr", "call +1 (555) 010-0123",
    "+49 30 901820", "by 20 November 2026", "Room 4.12, 2nd floor, 14 Mill Lane", "14:00-15:30", "Requisition 2026-1187",
    "40 hours a week, five days", "the salary review of 2026", "an interview of 90 minutes", "Form 26", "24/7", "at 10 a.m.",
    "from 9 to 5", "we are 12 people", "your first day would be Monday, January 11, 2027", "R2D2", "ISO 27001", "GS-13",
    "https://example.org/a/2026/11/18", "2026-11-18T09:00:00-05:00", "the 3-day week", "Java 17 and C# 12",
    "0800 123 456", "555.123.4567", "(030) 901 820", "version 1.2.345", "3.11.4",
]  # fmt: skip


@pytest.mark.parametrize("text", PAY)
def test_an_amount_is_left_out(text: str) -> None:
    found = without_amounts(f"We offer {text}, dear Sam.")
    assert AMOUNT in found
    assert not any(map(str.isdigit, found)), found


@pytest.mark.parametrize("text", PLAIN)
def test_other_numbers_stay(text: str) -> None:
    assert without_amounts(text) == text


@given(st.text(alphabet="$€£ 0123456789.,'k-ap/hourbnsy\n", max_size=300))
def test_what_was_left_out_once_leaves_no_currency_beside_a_number(text: str) -> None:
    found = without_amounts(text)
    assert without_amounts(found) == found or len(without_amounts(found)) <= len(found) + len(AMOUNT)
    for sign in "$€£":
        at = found.find(sign)
        assert at < 0 or not found[at + 1 : at + 2].isdigit()


def test_no_text_takes_long() -> None:
    began = time.perf_counter()
    for unit in ("1,", "1 ", "salary ", "€", "9", "1 000 ", "a 1 to ", "bonus 1"):
        without_amounts(unit * (20_000 // len(unit)))
    assert time.perf_counter() - began < 5
