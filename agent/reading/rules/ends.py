"""Rules on ends: rescinded, declined, withdrawn, rejected. An end is stronger news than any step."""

from __future__ import annotations

from agent.reading.acts import Act
from agent.reading.case import Case
from agent.reading.rules.verdict import FAIR, STRONG, STRUCTURE, WEAK, Verdict, shown, subject, words
from agent.reading.undecided import turned_down


def at_risk(case: Case) -> Verdict | None:
    """A pre-adverse-action notice: the offer is at risk, nothing is decided."""
    if case.marked("at risk"):
        return Verdict("offer_contingency", STRONG, subject(case, "the offer is at risk, nothing is decided yet"))
    return None


def rescinded(case: Case) -> Verdict | None:
    """The offer is taken back, or the role ends after one."""
    if case.has("REGRETS_DECLINE") and _user_said_no(case):
        return None
    taken = [act for act in case.all("RESCIND") if not case.marked("threat", act.quote.lower())]
    if taken and (case.offer_spoken_of or any("offer" in act.words for act in taken)) and not case.has("WITHDRAW"):
        sure = STRONG if case.offer_spoken_of else FAIR
        return Verdict("offer_rescinded", sure, shown(taken) + case.evidence("OFFER_CONTEXT"))
    alive = case.has("OFFER", "THANKS_ACCEPT", "FINAL")
    if case.has("ENDED_ROLE") and case.offer_spoken_of and not alive:
        return Verdict("offer_rescinded", FAIR, case.evidence("ENDED_ROLE", "OFFER_CONTEXT"))
    return None


def _user_said_no(case: Case) -> list[Act]:
    """The user's own no, in the quoted text."""
    return [act for act in case.user_before if act.kind in ("DECLINE", "WITHDRAW") and act.strong and act.holds]


def user_said_no(case: Case) -> Verdict | None:
    """The employer's answer to a decline or a withdrawal."""
    regrets = case.all("REGRETS_DECLINE")
    if not regrets or case.marked("long ago") or (case.has("OFFER", strong=True) and case.terms >= 2):
        return None
    said = _user_said_no(case)
    if not said and not case.marked("plain no", words(regrets)):
        return None
    quotes = " ".join(act.quote for act in regrets).lower()
    of_application = case.marked("application withdrawn", quotes) and not case.marked("offer declined", quotes)
    offer = case.offer_spoken_of or case.marked("offer named") or any(act.kind == "DECLINE" for act in said)
    return Verdict("offer_declined" if offer and not of_application else "withdrawn", FAIR, shown(regrets))


def called_off_for_good(case: Case) -> Verdict | None:
    """The interview's calendar entry is cancelled (RFC 5546), and the words beside it end the candidacy."""
    invite = case.facts.invite
    if invite is None or invite.method != "CANCEL" or not case.meeting:
        return None
    hard = [] if case.has("STAYS_OPEN") else case.all("REJECT", strong=True)
    said = turned_down(case) or shown(hard)
    return Verdict("rejected", STRUCTURE, said) if said else None


def rejected(case: Case) -> Verdict | None:
    """The candidacy ends from the employer's side."""
    hard, soft = case.all("REJECT", strong=True), case.all("REJECT", strong=False)
    hard += [
        act
        for act in case.acts
        if act.kind == "OFFER"
        and not act.positive
        and act.mood == "asserted"
        and act.object == "job"
        and "offer" in act.words
    ]
    if (not hard and len(soft) < 2 and not case.has("ENDED_ROLE")) or (not case.about_jobs and not case.human):
        return None
    if _another_story(case, bool(hard), bool(soft)):
        return None
    if case.checks and case.offer_spoken_of and len(hard) == 1 and case.marked("offer word", hard[0].quote.lower()):
        return None
    sure = STRONG if len(hard) > 1 or (hard and soft) else FAIR if hard else WEAK
    return Verdict("rejected", sure, shown(hard + soft + case.all("ENDED_ROLE"), 3))


def _another_story(case: Case, hard: bool, soft: bool) -> bool:
    """Signs that the no is no end: an offer beside it, an invitation, a candidacy that goes on, a newsletter."""
    invite = case.facts.invite
    if case.document.bulk and case.facts.vendor_kind is None and not case.marked("hiring sender", case.sender):
        return True
    if case.has("OFFER", strong=True) and (case.terms >= 2 or case.has("PROMISE", "LETTER", "THANKS_ACCEPT")):
        return True
    if case.has("INVITE") and not soft and not case.marked("unsuccessful"):
        return True
    if not hard and (case.has("STAYS_OPEN") or (invite is not None and invite.method == "CANCEL")):
        return True
    return not soft and case.has("THANKS_ACCEPT", "FINAL")
