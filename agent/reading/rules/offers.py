"""Rules on the steps of an offer: accepted, cleared, written, contingent, promised, about to start."""

from __future__ import annotations

from agent.model import Evidence
from agent.reading.case import Case
from agent.reading.contingencies import Check
from agent.reading.contingencies import evidence as check_evidence
from agent.reading.rules.verdict import FAIR, STRONG, WEAK, Verdict, shown, subject, words


def _kinds(case: Case, state: str) -> list[str]:
    return [check.kind for check in case.checks if check.state == state]


def _binding(case: Case) -> bool:
    """The mail itself ties the offer to something open."""
    return any(check.state == "open" and check.binding for check in case.checks)


def accepted(case: Case) -> Verdict | None:
    """The employer's thanks for the acceptance, or a system's record of it."""
    thanks = case.all("THANKS_ACCEPT")
    if not thanks or (_kinds(case, "open") and not case.marked("surely accepted", words(thanks))):
        return None
    made = case.has("OFFER", strong=True) and case.has("ANSWER_BY", "LETTER")
    if made and not case.marked("thanked", words(thanks)):
        return None
    plain = [act for act in thanks if not case.marked("warm words only", act.words)]
    if not plain and not case.has("ONBOARD") and not case.offer_spoken_of:
        return None
    if case.has("FINAL") and not _kinds(case, "open") and (_kinds(case, "met") or case.marked("depends", case.quoted)):
        return None
    if (
        case.checks
        and case.marked("checks subject", case.document.subject.lower())
        and not case.marked("surely accepted", words(thanks))
    ):
        return None
    return Verdict("offer_accepted", STRONG if plain else FAIR, shown(thanks) + case.evidence("ONBOARD"))


def cleared(case: Case) -> Verdict | None:
    """A contingency is met, or the offer is final."""
    if case.facts.vendor_kind == "check":
        clear = case.marked("clear result") and not case.marked("private check")
        if clear and not _binding(case) and case.has("OFFER_CONTEXT", "FINAL"):
            return Verdict("offer_cleared", STRONG, case.evidence("FINAL", "OFFER_CONTEXT"))
        return None
    final, met, still = case.all("FINAL"), _kinds(case, "met"), _kinds(case, "open")
    strict = [act for act in final if act.strong or case.marked("plainly final", act.quote.lower())]
    if not _job(case) or (not strict and _earlier_step(case)):
        return None
    if _interview_instead(case) or _still_a_candidate(case):
        return None
    if strict and not _binding(case) and not _to_be_answered(case):
        return Verdict("offer_cleared", STRONG if met or len(strict) > 1 else FAIR, case.evidence("FINAL"))
    if (_binding(case) and not final) or case.has("OFFER", strong=True):
        return None
    checks = tuple(check_evidence(check) for check in case.checks if check.state == "met")[:2]
    if met and final:
        return Verdict("offer_cleared", FAIR, case.evidence("FINAL") + checks)
    if set(met) - set(still) or (len(final) >= 2 and case.human):
        return Verdict("offer_contingency", WEAK, case.evidence("FINAL") + checks, needs="offer_cleared")
    return None


def _to_be_answered(case: Case) -> bool:
    """It is itself the letter, with terms and a day by which to answer, unconditional as it may be."""
    return case.has("OFFER", strong=True) and case.has("ANSWER_BY") and case.terms >= 2 and case.names_pay


def _job(case: Case) -> bool:
    """It is about a job that the user has been offered, as far as can be told."""
    checks = case.human and bool(case.checks) and not case.nonjob
    return case.offer_spoken_of or case.about_jobs or case.has("ONBOARD") or checks


def _interview_instead(case: Case) -> bool:
    """A fixed interview is the news, and no offer is spoken of: "Director of Finance" is no check there."""
    fixed = case.moment is not None and case.has("SCHEDULE") and case.marked("fixed interview")
    return fixed and not (case.checks and case.offer_spoken_of)


def _still_a_candidate(case: Case) -> bool:
    """ "Still in the mix": there is no offer yet whose condition could be open or met."""
    return case.marked("in the running") and not case.offer_spoken_of


def _earlier_step(case: Case) -> bool:
    """Another step is the news."""
    steps = case.all("ANSWER_BY", "LETTER", "ACK", "INVITE", "PROMISE")
    return case.cold or any(act.zone != "subject" for act in steps)


def written(case: Case) -> Verdict | None:
    """The offer in writing: made with terms, with a letter, or in a portal; or a reminder of one."""
    offer, letter, answer = case.has("OFFER", strong=True), case.has("LETTER"), case.has("ANSWER_BY")
    if (
        not case.about_work
        or (case.has("OUTREACH") and not offer)
        or (not (case.about_jobs or offer or case.offer_file))
    ):
        return None
    if not offer and any(act.kind == "OFFER" and act.object == "non-job" for act in case.acts):
        return None
    promised = case.has("PROMISE") and not case.offer_file and not (case.has_document and answer)
    sure = _written(case, offer, letter, answer, promised)
    if sure is None:
        return None
    evidence = case.evidence("OFFER", "LETTER", "ANSWER_BY") or subject(case, "a letter of offer is attached")
    if sure == WEAK:
        return Verdict("offer_verbal", WEAK, evidence, needs="offer_written")
    return Verdict("offer_written", sure, evidence)


def _written(case: Case, offer: bool, letter: bool, answer: bool, promised: bool) -> float | None:
    """How sure it is that the offer is in writing here; None if it is not."""
    carried = case.offer_file is not None or letter
    if offer and case.terms >= 2 and (answer or case.names_pay or not promised):
        return STRONG
    if offer and (carried or answer or case.marked("sum of pay")) and not promised:
        return STRONG if carried and answer else FAIR
    if case.offer_file and (letter or answer or case.offer_spoken_of or case.terms):
        return STRONG if answer else FAIR
    if letter and answer and (case.offer_spoken_of or case.terms >= 2 or case.names_pay):
        return FAIR
    if answer and case.terms >= 3 and case.names_pay and not case.has("INVITE", "ACK", "ASSESS"):
        return FAIR
    if letter and case.has_document and (case.offer_quoted or case.names_pay or case.promised_before):
        return WEAK
    if letter and case.marked("offer word", words(case.all("LETTER"))) and not promised and not case.checks:
        return FAIR if case.facts.vendor_kind == "ats" else WEAK
    return None


def promised_on_trial(case: Case) -> Verdict | None:
    """ "If the trial goes well, the job is yours": an offer that hangs on a trial, no interview."""
    hanging = [
        act for act in case.acts if act.kind == "OFFER" and act.strong and act.positive and act.mood == "conditional"
    ]
    trial = [check for check in case.checks if check.kind == "contract"]
    if trial and any(case.marked("yours if", act.words) for act in hanging):
        return Verdict("offer_contingency", FAIR, (hanging[0].evidence(), check_evidence(trial[0])))
    return None


def contingency(case: Case) -> Verdict | None:
    """Something that an offer depends on is open or under way."""
    still = [check for check in case.checks if check.state == "open"]
    checks = still or [check for check in case.checks if check.state == "named"]
    if not checks and case.facts.vendor_kind == "check" and not case.marked("private check"):
        return Verdict("offer_contingency", FAIR, subject(case, "a check for an employer is under way"))
    if not checks or case.cold or _interview_instead(case) or _still_a_candidate(case) or not _offer_stands(case):
        return None
    sure = STRONG if case.offer_spoken_of and still else FAIR
    return Verdict("offer_contingency", sure, _shown(checks) + case.evidence("OFFER_CONTEXT"))


def _shown(checks: list[Check]) -> tuple[Evidence, ...]:
    return tuple(check_evidence(check) for check in checks[:3])


def _offer_stands(case: Case) -> bool:
    """There is an offer for the checks to be about, and not only talk of later ones."""
    if case.offer_spoken_of:
        return True
    starting = case.human and case.marked("about to start", case.plain + case.quoted)
    known = (
        case.facts.vendor_kind == "check"
        or case.marked("hiring check")
        or case.has("WANTED", "THANKS_ACCEPT")
        or case.marked("offer condition", words(case.all("CONDITION")))
        or starting
    )
    if (
        not known
        or case.has("ACK", "INVITE")
        or not (case.about_jobs or case.marked("hiring check") or (starting and not case.nonjob))
    ):
        return False
    invite = case.facts.invite
    fixed = case.moment is not None and case.has("SCHEDULE") and case.marked("fixed interview")
    return not fixed and not (invite is not None and case.meeting and invite.method != "PUBLISH")


def verbal(case: Case) -> Verdict | None:
    """The user is wanted, and the letter is still to come."""
    offer, wanted, promise = case.has("OFFER", strong=True), case.all("WANTED"), case.all("PROMISE")
    if not (case.about_jobs or case.human) or (case.has("OUTREACH", "ACK") and not (offer or promise)):
        return None
    if (offer or wanted) and promise:
        return Verdict("offer_verbal", STRONG if offer else FAIR, case.evidence("OFFER", "WANTED", "PROMISE"))
    if not case.human or case.has("INVITE"):
        return None
    if offer and not case.has("OUTREACH"):
        return Verdict("offer_verbal", WEAK, case.evidence("OFFER", "WANTED"))
    if len(wanted) >= 2 and not case.has("SCHEDULE", "REJECT"):
        return Verdict("offer_verbal", WEAK, shown(wanted))
    if promise and "your" in promise[0].words and not case.has("OUTREACH"):
        return Verdict("offer_verbal", WEAK, shown(promise))
    return None


def onboarding(case: Case) -> Verdict | None:
    """Mail for somebody about to start: the acceptance is presumed."""
    signs = case.all("ONBOARD")
    few = len({act.words for act in signs}) < 4
    entry = case.facts.invite is not None and not case.meeting
    if len({act.words for act in signs}) < 2 - entry or (case.names_pay and case.terms >= 3):
        return None
    if case.has("OFFER", "PROMISE", "ANSWER_BY", "REJECT", "OUTREACH", "ACK", "INVITE", "ASSESS"):
        return None
    if (
        _kinds(case, "open")
        or _kinds(case, "met")
        or (few and case.marked("interview talk") and not case.offer_spoken_of)
    ):
        return None
    return Verdict("offer_accepted", FAIR, shown(signs, 3))
