"""One message that was misread leads to no letter to a stranger; what is surely a candidacy does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agent.model import Evidence, Reading
from connectors.base import Mailbox

from .build import (
    NOW,
    POLICY,
    accepted,
    asked,
    at,
    booked,
    event,
    firm,
    letters,
    offer_of,
    offer_said,
    reading,
    verdict,
    written,
)

DENTIST = Mailbox("desk@harborsmiles.com", "Harbor Smiles")


def appointment(label: str = "interview_scheduled", **more: Any) -> Reading:
    """ "Your appointment is confirmed", taken for something else."""
    said = (Evidence("your appointment is confirmed", "a time is fixed"),)
    values: dict[str, Any] = {"interview_start": at(24, 10), "interview_zone": "America/New_York"} | more
    return reading(label, "Harbor Smiles", 12, from_=DENTIST, subject="Your appointment", evidence=said, **values)


MISREADINGS = {
    "a cleared offer": appointment("offer_cleared", cleared=("all",)),
    "a condition of an offer": appointment("offer_contingency", contingencies=("medical",)),
    "an offer by word of mouth": appointment("offer_verbal"),
    "an offer in writing": appointment("offer_written"),
    "an interview": appointment(),
    "an invitation": appointment("interview_invited", interview_start=None),
    "an application": appointment("applied", interview_start=None),
    "an offer that the user accepts": appointment("offer_accepted", direction="out"),
}


@pytest.mark.parametrize("mail", MISREADINGS.values(), ids=MISREADINGS)
def test_one_misread_message_of_a_stranger_gets_no_letter(mail: Reading) -> None:
    assert letters(verdict([*firm(), mail])) == []


def test_an_offer_known_from_notices_alone_is_listed_and_not_declined() -> None:
    check = reading("offer_contingency", "Checkwell", 10, role="Analyst", contingencies=("background_check",))
    clear = reading("offer_cleared", "Checkwell", 12, role="Analyst", cleared=("background_check",))
    found = verdict([*firm(), check, clear])
    assert offer_of(found, "Checkwell").standing == "verbal"
    assert letters(found) == []


ENOUGH = {
    "a role": [written(10, "Corvid", role="Analyst")],
    "an interview before": [reading("interview_invited", "Corvid", 8), written(10, "Corvid")],
    "the user's answer": [written(10, "Corvid"), reading("other", "Corvid", 11, direction="out")],
    "an application before": [reading("applied", "Corvid", 8), written(10, "Corvid")],
}


@pytest.mark.parametrize("mail", ENOUGH.values(), ids=ENOUGH)
def test_an_offer_of_which_more_is_known_is_declined(mail: list[Reading]) -> None:
    assert letters(verdict([*firm(), *mail])) == [("offer_decline", "Corvid")]


def test_the_users_word_is_always_enough() -> None:
    (key,) = {c.key for c in verdict([written(10, "Corvid")]).candidacies}
    found = verdict([*firm(), written(10, "Corvid")], answers=[offer_said("decline", key)])
    assert letters(found) == [("offer_decline", "Corvid")]


def test_an_offer_that_is_not_surely_one_is_still_asked_about() -> None:
    assert asked(verdict([*firm(), written(10, "Corvid")])) == ["accepted"]


def test_the_word_interview_in_mail_or_calendar_is_enough() -> None:
    assert letters(verdict([*firm(), booked()])) == [("withdrawal", "Corvid")]
    entry = event("Interview Harbor Smiles", at(24, 10), DENTIST.address)
    assert letters(verdict([*firm(), appointment()], [entry])) == [("withdrawal", "Harbor Smiles")]


def test_an_answer_of_the_users_alone_shows_no_candidacy() -> None:
    both = [accepted(10, "Corvid"), replace(accepted(11, "Corvid"), subject="Re: Re: camping")]
    assert letters(verdict([*firm(), *both], policy=POLICY, now=NOW)) == []
