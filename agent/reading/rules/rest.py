"""Rules on the early steps: tests, receipts of applications, cold contacts."""

from __future__ import annotations

from agent.reading.case import Case
from agent.reading.rules.interviews import asks_for_times
from agent.reading.rules.verdict import FAIR, STRONG, STRUCTURE, Verdict, shown, words


def assessment(case: Case) -> Verdict | None:
    """A test, a task, a questionnaire or a recorded answer is asked for."""
    tests = case.all("ASSESS")
    if not tests or case.marked("task received"):
        return None
    if case.facts.vendor_kind == "assessment":
        return Verdict("assessment", STRUCTURE, shown(tests))
    several = len({act.words for act in tests}) >= 2
    if (case.has("OUTREACH") and not several) or (asks_for_times(case) and case.marked("interview talk")):
        return None
    if case.nonjob * 2 > case.job_words or not (case.job_words or case.human):
        return None
    if several or case.marked("test word", words(tests)):
        return Verdict("assessment", STRONG if several else FAIR, shown(tests))
    return None


def acknowledged(case: Case) -> Verdict | None:
    """The application arrived, or is being looked at."""
    receipts = case.all("ACK")
    if not receipts or not case.about_jobs:
        return None
    return Verdict("applied", STRONG if len(receipts) > 1 else FAIR, shown(receipts))


def cold_contact(case: Case) -> Verdict | None:
    """A recruiter or an employer writes out of the blue."""
    found = case.all("OUTREACH")
    if not found or case.nonjob > case.job_words or (len(found) < 2 and not case.about_jobs):
        return None
    return Verdict("outreach", STRONG if len(found) >= 3 else FAIR, shown(found))
