"""To whom an employer belongs, by its mail's own words."""

from __future__ import annotations

import pytest

from agent.reading.document import Document
from agent.reading.employer import Employer
from agent.reading.house import houses
from agent.reading.mime import parse
from tests.reading.eml import eml

DELTAFLOW = Employer("Deltaflow Metering", ("Deltaflow",))


def told(text: str) -> Document:
    return parse(eml(text))


@pytest.mark.parametrize(
    "text",
    [
        "You will meet us at Deltaflow Metering, a subsidiary of Brackwater Instruments, on Monday.",
        "Deltaflow Metering is on your side.\n\nIrene Kowal\nDeltaflow Metering\nA Brackwater Instruments Company",
        "Deltaflow Metering (part of the Brackwater Instruments Group) is looking forward to meeting you.",
        "Wir sind die Deltaflow Metering, eine Tochter der Brackwater Instruments.",
        "Deltaflow, filiale du groupe Brackwater Instruments, vous attend.",
        "Deltaflow Metering – onderdeel van Brackwater Instruments",
        "Jörg Thomsen\n\nDeltaflow Metering GmbH\nEin Unternehmen der Brackwater Instruments",
        "Deltaflow Metering B.V., onderdeel van Brackwater Instruments.",
        "Élise Morin\nDeltaflow Metering S.A.S., une société du groupe Brackwater Instruments",
        "Deltaflow Metering Ltd (part of Brackwater Instruments)",
    ],
)
def test_a_house_is_named_right_after_the_employer(text: str) -> None:
    (house,) = houses(told(text), DELTAFLOW)
    assert house.removesuffix(" Group") == "Brackwater Instruments"


@pytest.mark.parametrize(
    "text",
    [
        "At Deltaflow Metering you will hear how we supply Brackwater Instruments.",
        "Brackwater Instruments is a competitor of Deltaflow Metering, part of what makes us proud.",
        "Deltaflow Metering, a Y Combinator company, is hiring.",
        "Deltaflow Metering, part of the Fortune 500.",
        "Deltaflow Metering, a Deltaflow company.",
        "Our customer Tidewell, a subsidiary of Brackwater Instruments, will be there as well.",
        "Deltaflow Metering, part of our history since 1950.",
    ],
)
def test_a_customer_a_list_and_an_investor_are_no_house(text: str) -> None:
    assert houses(told(text), DELTAFLOW) == ()


def test_where_no_employer_is_known_nobody_owns_it() -> None:
    assert houses(told("Deltaflow Metering, a subsidiary of Brackwater Instruments."), Employer()) == ()
