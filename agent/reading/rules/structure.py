"""Rules on structure: automatic answers, senders that mean one thing, signature events, calendar answers."""

from __future__ import annotations

import re

from agent.model import Evidence, Label
from agent.reading.case import Case
from agent.reading.language.en.marks import MACHINE_ANSWERS
from agent.reading.rules.verdict import STRONG, STRUCTURE, Verdict, subject

_MACHINE = re.compile(MACHINE_ANSWERS)


def machine_answer(case: Case) -> Verdict | None:
    """A bounce, an absence note, a read receipt: it says nothing about the candidacy."""
    if _MACHINE.search(case.document.subject.lower()) or case.document.delivery_status is not None:
        return Verdict("other", STRUCTURE, subject(case, "an automatic answer, no news"))
    return None


def template(case: Case) -> Verdict | None:
    """A sender that can mean only one thing."""
    allowed = case.facts.allowed
    if allowed is not None and len(allowed) == 1:
        (label,) = allowed
        return Verdict(label, STRUCTURE, subject(case, "this sender's mail means only this"))
    return None


_EVENTS: dict[str, tuple[Label, str]] = {
    "requested": ("offer_written", "the offer letter is there to be signed"),
    "viewed": ("offer_written", "the offer letter was opened"),
    "completed": ("offer_accepted", "the offer letter is signed by all"),
    "declined": ("offer_declined", "the user declined to sign the offer letter"),
    "voided": ("offer_rescinded", "the sender made the offer letter void"),
}


def signature_event(case: Case) -> Verdict | None:
    """What an e-signature service reports about an offer letter or contract of employment."""
    event = case.facts.esign
    if event is None or case.facts.vendor_kind != "esign":
        return None
    if not case.signs_job:
        return Verdict("other", STRONG, subject(case, "a document to sign that is no offer"))
    if event == "voided" and case.has("ANSWER_BY", "LETTER") and case.marked("new letter"):
        event = "requested"
    label, says = _EVENTS[event]
    return Verdict(label, STRUCTURE, subject(case, says))


def calendar_answer(case: Case) -> Verdict | None:
    """COUNTER, REPLY and the like: small calendar messages whose method says it all (RFC 5546)."""
    invite = case.facts.invite
    if invite is None or not case.meeting:
        return None
    quote = (Evidence(invite.summary[:300], f"calendar {invite.method.lower()}", "calendar"),)
    if invite.method == "COUNTER":
        return Verdict("interview_rescheduled", STRUCTURE, quote)
    if invite.method == "DECLINECOUNTER":
        return Verdict("interview_scheduled", STRUCTURE, quote)
    if invite.method != "REPLY":
        return None
    declined = case.document.subject.lower().startswith("declined:") or (
        case.direction == "out" and invite.user_partstat == "declined"
    )
    if not declined:
        return Verdict("interview_scheduled", STRUCTURE, quote)
    if case.direction == "out" and case.has("WITHDRAW", strong=True) and not case.has("STAYS_OPEN"):
        return Verdict("withdrawn", STRONG, case.evidence("WITHDRAW") + quote)
    return Verdict("interview_cancelled", STRONG, quote)
