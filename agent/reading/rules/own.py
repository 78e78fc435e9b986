"""Rules on the user's own mail: what the user declines, accepts, withdraws from, moves, confirms."""

from __future__ import annotations

from agent.model import Evidence
from agent.reading.case import Case
from agent.reading.contingencies import evidence as check_evidence
from agent.reading.language import ActKind
from agent.reading.rules.aside import business
from agent.reading.rules.interviews import asks_other_time
from agent.reading.rules.verdict import FAIR, STRONG, Verdict, subject, words


def hires(case: Case) -> Verdict | None:
    """The user writes as an employer."""
    terms = case.names_pay and case.terms >= 3 and case.marked("hands out terms") and not case.quoted
    if terms or case.marked("writes as employer"):
        return Verdict("other", FAIR, subject(case, "the user writes as an employer"))
    return None


def elsewhere(case: Case) -> Verdict | None:
    """The user writes to a friend, to the present employer, or to a stranger: no candidacy of this reader's."""
    if case.marked("gives notice") and case.marked("leaves present job"):
        return Verdict("other", FAIR, subject(case, "the user gives notice at the present job"))
    if case.marked("tells a friend"):
        return Verdict("other", FAIR, subject(case, "the user tells a friend"))
    if case.marked("not looking") and not case.offer_quoted:
        return Verdict("other", FAIR, subject(case, "the user is not looking for a job"))
    return None


def other_business(case: Case) -> Verdict | None:
    """The user writes about a house, a loan, a flight."""
    decided = case.has("DECLINE", "ACCEPT", "WITHDRAW", strong=True)
    if case.nonjob >= (3 if decided else 2) or (case.nonjob and not case.job_words and not decided):
        return Verdict("other", FAIR, business(case))
    return None


def _own(case: Case, kind: ActKind, *, strong: bool = True) -> list[Evidence]:
    """The user's acts of a kind, save those about other employers ("I withdrew from the two other searches")."""
    return [
        act.evidence()
        for act in case.all(kind, strong=strong)
        if not case.marked("others", act.quote.lower()) or case.marked("left for another", act.words)
    ]


def declines(case: Case) -> Verdict | None:
    """The user says no to an offer."""
    no = _own(case, "DECLINE")
    if not no or (_own(case, "ACCEPT") and not case.marked("declines plainly", words(case.all("DECLINE")))):
        return None
    mine = case.offer_quoted or case.marked("offer to me")
    if not mine or (
        (case.marked("offer elsewhere") or case.marked("in process"))
        and not case.marked("offer to me")
        and not case.offer_quoted
    ):
        return None
    if case.marked("offer elsewhere") and not case.offer_quoted and not case.marked("you offered"):
        return None
    return Verdict("offer_declined", STRONG, tuple(no[:2]))


def accepts(case: Case) -> Verdict | None:
    """The user accepts the offer."""
    sure, likely = _own(case, "ACCEPT"), _own(case, "ACCEPT", strong=False)
    if (not sure and not likely) or case.marked("not yet decided"):
        return None
    if not case.about_work and not case.offer_quoted and case.marked("something else"):
        return None
    both = case.plain + "\n" + case.quoted
    if case.marked("meeting talk", both) and not case.marked("offer talk", both):
        return None
    if case.marked("offer elsewhere") and not case.offer_quoted:
        return None
    paid = case.marked("pay talk", case.quoted)
    offer = case.offer_quoted or paid or case.has("OFFER_CONTEXT") or case.marked("offer paper")
    if sure and (offer or case.job_words or case.has_document or len(sure) > 1):
        return Verdict("offer_accepted", STRONG if offer else FAIR, tuple(sure[:2]))
    one_word = case.marked("yes in one word", case.body.strip())
    if likely and (case.offer_quoted or paid or one_word or len(likely) >= 2) and not case.has("UNDECIDED"):
        return Verdict("offer_accepted", FAIR, tuple(likely[:2]))
    return None


def withdraws(case: Case) -> Verdict | None:
    """The user ends the candidacy."""
    out = _own(case, "WITHDRAW") or _own(case, "DECLINE")
    plain = case.marked("withdraws plainly")
    if not out or (case.has("STAYS_OPEN") and not plain) or (_own(case, "ACCEPT") and case.offer_quoted):
        return None
    moves = asks_other_time(case) or (case.has("RESCHEDULE") and not case.marked("left for another"))
    if moves and not plain:
        return None
    return Verdict("withdrawn", STRONG if plain else FAIR, tuple(out[:2]))


def serves_checks(case: Case) -> Verdict | None:
    """The user serves the checks that an offer depends on."""
    if not case.checks or not (case.offer_quoted or case.has("OFFER_CONTEXT") or case.marked("about to start")):
        return None
    if not case.marked("serves checks") or _own(case, "ACCEPT"):
        return None
    return Verdict("offer_contingency", FAIR, tuple(check_evidence(check) for check in case.checks[:2]))


def moves(case: Case) -> Verdict | None:
    """The user asks for another time, or agrees to one."""
    if not case.has("RESCHEDULE"):
        return None
    if case.marked("calls off") and case.has("STAYS_OPEN") and not case.marked("another time"):
        return Verdict("interview_cancelled", FAIR, case.evidence("CANCEL", "STAYS_OPEN"))
    if case.marked("interview plan", case.plain + "\n" + case.quoted):
        return Verdict("interview_rescheduled", FAIR, case.evidence("RESCHEDULE"))
    return None


def calls_off(case: Case) -> Verdict | None:
    """The user cancels an interview and stays interested."""
    if case.has("CANCEL") and case.has("STAYS_OPEN"):
        return Verdict("interview_cancelled", FAIR, case.evidence("CANCEL", "STAYS_OPEN"))
    return None


def hands_in(case: Case) -> Verdict | None:
    """The user hands in or confirms a task."""
    if case.marked("handed in"):
        return Verdict("assessment", FAIR, case.evidence("ASSESS") or subject(case, "the user hands in a task"))
    return None


def confirms(case: Case) -> Verdict | None:
    """The user confirms an interview, or agrees that it moves."""
    if any(act.kind == "RESCHEDULE" for act in case.before) and (case.has("SCHEDULE") or case.moment):
        evidence = case.evidence("SCHEDULE") or subject(case, "the user agrees to another time")
        return Verdict("interview_rescheduled", FAIR, evidence)
    quoted = case.marked("interview plan", case.quoted)
    if not case.has("SCHEDULE") or not (case.moment or quoted):
        return None
    if quoted or case.job_words or case.marked("interview plan"):
        return Verdict("interview_scheduled", FAIR, case.evidence("SCHEDULE"))
    return None


def applies(case: Case) -> Verdict | None:
    """The user's own application, or a question about it."""
    if case.has("APPLY") and not case.offer_quoted:
        return Verdict("applied", FAIR, case.evidence("APPLY"))
    return None
