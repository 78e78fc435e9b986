"""A trip to an interview that the employer booked or pays: a letter that gives the interview up thanks for it."""

from __future__ import annotations

import re

from agent.reading.document import Document
from agent.reading.language.facts import also

_TRIP = r"(?:travel|train|flights?|air ?fares?|rail|hotel|accommodation|journey|trip|mileage|taxi|petrol|tickets?|overnight stay)"
_PROVIDED = re.compile(
    rf"\b(?:(?:reimburse|refund|cover|pay(?: for)?|covering|paying(?: for)?|reimbursing|booked|reserved|arranged)(?: \S+){{0,5}}? {_TRIP}"
    rf"|{_TRIP}(?: \S+){{0,6}}? (?:reimbursed|refunded|covered|booked|reserved|paid|at our expense|on us)"
    + also("travel")
    + r")\b"
)


def provided(document: Document) -> bool:
    """The message says so in its own words."""
    return bool(_PROVIDED.search(" ".join(document.text("text")[:20_000].lower().split())))
