"""Rules on mail that is not about the user's own candidacy, however much it talks of jobs."""

from __future__ import annotations

from agent.model import Evidence
from agent.reading.acts import matcher
from agent.reading.case import Case
from agent.reading.rules.verdict import FAIR, STRONG, Verdict, shown

_ALSO_FROM_SYSTEMS = frozenset({"account", "staff", "volunteer", "property", "alert"})
"""Other business that hiring systems and checkers write about too."""


def business(case: Case) -> tuple[Evidence, ...]:
    """The words that speak of other business."""
    known = matcher(case.language)
    for name, pattern in known.domains if known else ():
        if name == case.business[0]:
            for sentence in case.text:
                if pattern.search(sentence.plain):
                    says = f"it is about other business ({name.replace('_', ' ')})"
                    return (Evidence(sentence.text[:300], says, sentence.zone),)
    return case.evidence("NEWS")


def interviewer(case: Case) -> Verdict | None:
    """The user interviews others, or answers for others."""
    if case.theirs and (case.marked("user hires") or case.marked("asked as referee")):
        return Verdict("other", STRONG, case.evidence("THEIRS"))
    description = case.facts.invite.description.lower() if case.facts.invite else ""
    interviews = case.marked("interviewer") or case.marked("interviewer", description)
    if interviews and case.theirs and not (case.has("OFFER", strong=True) and case.terms >= 2):
        return Verdict("other", STRONG, case.evidence("THEIRS"))
    return None


def somebody_else(case: Case) -> Verdict | None:
    """What is offered, it is offered to somebody else."""
    others = [
        act for act in case.acts if act.actor == "other" and act.kind in ("OFFER", "WANTED", "PROMISE") and act.positive
    ]
    named = [act for act in case.all("THEIRS") if case.marked("given to another", act.words)]
    if (not others and not named) or (case.checks and case.has("OFFER_CONTEXT")):
        return None
    if case.has("OFFER", "THANKS_ACCEPT", "INVITE", "SCHEDULE", "REJECT"):
        return None
    return Verdict("other", FAIR, shown(others + named))


def friends_news(case: Case) -> Verdict | None:
    """A friend writes of an offer of their own."""
    if case.human and case.marked("friend") and not case.has("REJECT", strong=True):
        return Verdict("other", FAIR, case.evidence("THEIRS"))
    return None


def other_business(case: Case) -> Verdict | None:
    """Houses, loans, studies, patients, parcels: offers and appointments that are no jobs."""
    count, jobs = case.nonjob, case.job_words
    if case.facts.vendor_kind in ("ats", "assessment", "check") and case.business[0] not in _ALSO_FROM_SYSTEMS:
        return None
    if case.human and case.moment is not None and case.marked("role interview") and case.titled:
        return None
    apart = case.document.bulk or case.document.automatic or not case.acts
    much = count >= 3 and count * 2 >= jobs
    some = count >= 2 and (count * 3 >= jobs or case.document.bulk)
    little = count == 1 and jobs <= 2 + case.human and apart and case.offer_file is None
    if not (much or some or little) or (case.has("OFFER", strong=True) and case.terms >= 3 and count * 2 < jobs):
        return None
    return Verdict("other", FAIR, business(case))


def bulk_reading(case: Case) -> Verdict | None:
    """Newsletters and alerts: to many, from no hiring system, about the world at large."""
    if not case.document.bulk or case.facts.vendor_kind in ("ats", "check", "esign", "assessment", "scheduler"):
        return None
    if (case.has("NEWS") or case.nonjob) and not case.has("OUTREACH", "ACK"):
        return Verdict("other", STRONG, business(case))
    news = case.has("OUTREACH", "ACK", "INVITE", "SCHEDULE", "RESCHEDULE", "CANCEL", "ASSESS")
    made = case.has("OFFER", strong=True) and case.terms >= 2
    if not case.human and not news and not made and not case.marked("hiring sender", case.sender):
        return Verdict("other", FAIR, case.evidence("OFFER_CONTEXT"))
    return None
