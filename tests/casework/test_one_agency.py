"""Two clients of one agency: what the consultant knows already is no news to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.model import Reading, Verdict
from connectors.base import Mailbox

from .build import booked, deadline, firm, letters, said_to, verdict, written

AGENCY: dict[str, Any] = {"agency": "Harlow Talent", "employer_domains": ("harlowtalent.com",)}


def through(message: Reading) -> Reading:
    return replace(message, from_=Mailbox("dana@harlowtalent.com", "Dana Reed"))


def deciding(other: Reading) -> Verdict:
    """Alpha Mills offers through the agency, and the user is deciding."""
    offer = through(written(employer="Alpha Mills", deadline=deadline(20), **AGENCY))
    (question,) = verdict([offer]).questions
    return verdict([offer, other], answers=[said_to(question, "deciding")])


def test_who_brought_the_offer_is_not_told_of_it_as_news() -> None:
    assert letters(deciding(through(booked("Beta Works", **AGENCY)))) == [("more_time", "Alpha Mills")]


def test_another_agency_is_told_of_it() -> None:
    elsewhere = booked("Beta Works", agency="Moss Search", employer_domains=("mosssearch.com",))
    other = replace(elsewhere, from_=Mailbox("kit@mosssearch.com", "Kit Moss"))
    assert letters(deciding(other)) == [("expedite", "Beta Works"), ("more_time", "Alpha Mills")]


def test_who_brought_the_firm_offer_is_not_told_of_it_as_news_either() -> None:
    ours = [through(one) for one in firm("Alpha Mills", **AGENCY)]
    (same,) = verdict([*ours, through(booked("Beta Works", **AGENCY))]).wanted
    assert (same.kind, same.one_agency) == ("withdrawal", True)
    assert "disclose" not in same.choices
    elsewhere = booked("Beta Works", agency="Moss Search", employer_domains=("mosssearch.com",))
    (other,) = verdict([*ours, replace(elsewhere, from_=Mailbox("kit@mosssearch.com", "Kit Moss"))]).wanted
    assert (other.kind, other.one_agency) == ("withdrawal", False)
    assert "disclose" in other.choices
