"""What choosing an offer costs: the interviews booked elsewhere that it would put in question. Pure."""

from __future__ import annotations

from dataclasses import replace

from agent.casework.offers import Graded
from agent.casework.position import OPEN, Position, at_same_employer
from agent.model import Offer


def weighed(graded: Graded, at: Position) -> Offer:
    """The offer with the interviews that taking it would give up: none where it is over, or leaves room for another job."""
    offer = graded.offer
    if offer.standing not in OPEN or offer.suspicious or not offer.exclusive:
        return offer
    elsewhere = [
        b.interview.id
        for b in at.booked
        if not b.answered and b.case.key != graded.case.key and not at_same_employer(b.case, graded.case)
    ]
    return replace(offer, gives_up=tuple(elsewhere))
