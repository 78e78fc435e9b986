"""Whether a candidacy is surely one: enough beside a single message that may be misread, before anybody gets a letter.

A dentist's "your appointment is confirmed" or a roofer's "formal offer" can look like an interview or an offer once. What
does so once, without a role, stays listed and drafts nothing; the user's word is always enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.casework.candidacies import Case
from agent.casework.eventwords import is_surely_interview, tells_of_holding
from agent.casework.said import Said
from agent.model import Interview, Reading

_NOTICES = ("offer_contingency", "offer_cleared")
_SAYS_NOTHING = ("other", "outreach", "withdrawn")
_FOR_IT = ("accept", "firm", "decline")


def is_corroborated(case: Case, interviews: Sequence[Interview], said: Said | None = None) -> bool:
    """Something beside one message speaks of a job there. Any of these is enough:

    - a role, or an agency, that a message other than a notice about an offer's conditions names;
    - the word "interview", in a message about one or in an entry of the calendar;
    - two steps (an application and an interview, an interview and an offer, an offer and the user's answer to it), one of
      them from there;
    - the user's word about the offer, or a candidacy that only the calendar knows (see `matching`).

    Notices about conditions (a check that has cleared) show no candidacy: they may come from whoever does the checking.
    """
    if said is not None and said.word in _FOR_IT:
        return True
    if not case.readings or any(is_surely_interview(e.summary) for i in interviews for e in i.events):
        return True
    speaking = [r for r in case.readings if _speaks(r)]
    if any(r.role or r.agency or _calls_it_interview(r) for r in speaking):
        return True
    theirs = any(r.direction == "in" for r in speaking)
    return theirs and (len({r.label for r in speaking}) > 1 or any(r.direction == "out" for r in case.readings))


def is_made(case: Case, said: Said | None) -> bool:
    """The offer is more than a notice about its conditions: somebody made, wrote or accepted it."""
    speaking = [r for r in case.readings if _speaks(r) and r.label.startswith("offer_")]
    return bool(speaking) or (said is not None and said.word in _FOR_IT)


def _speaks(reading: Reading) -> bool:
    notice = reading.label in _NOTICES and not reading.is_letter
    return reading.label not in _SAYS_NOTHING and not notice


def _calls_it_interview(reading: Reading) -> bool:
    about = (reading.subject, *(e.quote for e in reading.evidence))
    held = any(map(tells_of_holding, about))
    return reading.label.startswith("interview_") and not held and any(map(is_surely_interview, about))
