"""Doubt: which messages only the user can read, and what stands of one until, and unless, the user says that it is so.

Nothing that is in doubt makes an offer firm: a label that could do so gives way to a cautious one, also where the reader is
sure of it but has no ground to show; and no condition is closed by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from agent.model import Label, Reading

CERTAIN = 0.5
"""Below this confidence nothing follows from a reading without a question."""
FIRM_MAKING: Mapping[Label, Label] = {
    "offer_written": "offer_verbal",
    "offer_accepted": "other",
    "offer_cleared": "other",
}
"""Labels that can make an offer firm; and what stands for each of them without the user's word."""

_FOLLOWS: tuple[Label, ...] = ("offer_accepted", "offer_cleared")
"""What there has to be an offer for: a condition that such mail may name is heard before the user has read it."""


def in_doubt(reading: Reading) -> bool:
    """Only the user can say what the message means: the reader asks, is unsure, or a suspicious one takes an offer back."""
    if reading.suspicious:
        return reading.label == "offer_rescinded"
    return reading.needs_confirmation is not None or (
        reading.confidence < CERTAIN and reading.label.startswith("offer_")
    )


def unanswered(reading: Reading) -> Reading:
    """The cautious reading, which says what is to be asked; suspicious mail counts for nothing as it is."""
    if reading.suspicious:
        return reading
    asked = reading.needs_confirmation or (reading.label if in_doubt(reading) else None)
    if reading.confidence < CERTAIN and reading.label != "other":
        return replace(_cautious(reading, "other"), needs_confirmation=asked)
    if reading.label == "other" and asked in _FOLLOWS and reading.contingencies:
        return _cautious(reading, "offer_contingency")
    return _cautious(reading, _lower(reading, reading.label)) if asked else reading


def denied(reading: Reading) -> Reading:
    """What is left of a message of which the user said that it is not what was asked."""
    plain = replace(reading, needs_confirmation=None)
    if reading.suspicious or (in_doubt(reading) and reading.confidence < CERTAIN):
        return _cautious(plain, "other")
    itself = reading.needs_confirmation in (None, reading.label)
    return _cautious(plain, _lower(reading, "other") if itself else reading.label)


def affirmed(reading: Reading, label: Label) -> Reading:
    """The message as the user says that it is meant: trusted, with all that follows from it."""
    sure = replace(reading, label=label, needs_confirmation=None, suspicious=False, confidence=1.0)
    if label != "offer_cleared" or reading.label == label:
        return sure
    # Read as a condition that is still open: where none is named as met, those named are.
    met = reading.cleared or reading.contingencies or ("all",)
    return replace(sure, cleared=met, contingencies=tuple(kind for kind in reading.contingencies if kind not in met))


def _lower(reading: Reading, otherwise: Label) -> Label:
    """What stands for a label that can make an offer firm; a condition that the message names is heard in any case."""
    if reading.label not in FIRM_MAKING:
        return otherwise
    label = FIRM_MAKING[reading.label]
    return "offer_contingency" if label == "other" and reading.contingencies else label


def _cautious(reading: Reading, label: Label) -> Reading:
    """The message with that label: it is no letter and no signature, no condition is met by it, and none that it does not
    name is open."""
    nameless = label == "offer_contingency" and not reading.contingencies
    return replace(reading, label="other" if nameless else label, is_letter=False, signed=False, cleared=())
