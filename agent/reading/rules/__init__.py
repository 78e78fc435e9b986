"""The decision list: ordered rules, the first that fits gives the label.

Structure comes before words, somebody else's news before the user's, an end before a step, a step of an offer before one
of an interview, an interview before a receipt. The user's own mail has a list of its own.
"""

from __future__ import annotations

from dataclasses import replace

from agent.reading.case import Case
from agent.reading.rules import aside, ends, interviews, offers, own, rest, structure
from agent.reading.rules.verdict import Rule, Verdict

INCOMING: tuple[Rule, ...] = (
    structure.machine_answer, structure.template, structure.signature_event,
    aside.interviewer, aside.somebody_else, aside.friends_news,
    structure.calendar_answer,
    aside.bulk_reading, aside.other_business,
    ends.at_risk, ends.rescinded, ends.user_said_no, ends.called_off_for_good, ends.rejected,
    offers.accepted, offers.cleared, offers.written, offers.promised_on_trial, offers.contingency, offers.verbal,
    offers.onboarding,
    interviews.called_off, interviews.moved, interviews.fixed,
    rest.assessment,
    interviews.named, interviews.asked,
    rest.acknowledged, rest.cold_contact,
)  # fmt: skip

OUTGOING: tuple[Rule, ...] = (
    structure.machine_answer, structure.calendar_answer,
    own.hires, own.elsewhere, own.other_business,
    own.declines, own.accepts, own.withdraws, own.serves_checks,
    own.moves, own.calls_off, own.hands_in, own.confirms, own.applies,
)  # fmt: skip


def judge(case: Case) -> Verdict:
    """The first rule that fits, within what the sender can mean at all; "other" where none does."""
    allowed = case.facts.allowed
    for rule in INCOMING if case.direction == "in" else OUTGOING:
        verdict = rule(case)
        if verdict is not None and (allowed is None or verdict.label in allowed):
            return replace(verdict, rule=f"{rule.__module__.rsplit('.', 1)[-1]}.{rule.__name__}")
    return Verdict("other", 0.7 if case.acts else 0.9, (), "nothing")
