"""Rules on interviews: called off, moved, fixed, asked for."""

from __future__ import annotations

import re

from agent.model import Evidence
from agent.reading.acts import matcher
from agent.reading.agreed import is_proposed, is_shifted
from agent.reading.case import Case
from agent.reading.fields import TRIAL
from agent.reading.language.several import BY_CODE
from agent.reading.rounds import is_choice, rounds, whole
from agent.reading.rules.verdict import FAIR, STRONG, STRUCTURE, Verdict, words

_PLAIN = 1.8
"""Score of a moment that the words around make a meeting's."""
_TALK = re.compile(
    r"\b(?:\w*interviews?|phone screen|\w*gespräche?n?|kennenlernen|entretiens?|entrevistas?|colloqui[oi]?|\w*gesprek(?:ken)?|kennismaking)\b"
)
"""Talks with candidates."""
_OTHERS = re.compile(
    r"\b(?:workshops?|webinar\w*|seminar\w*|podcast|candidates|applicants|kandidat(?:en|innen)|bewerber(?:n|innen)|candidats|candidat[io]s|candidati|candidaten|"
    r"sollicitanten|commission[ei]?|kommission|commissione|comisión|comissão|commissie|jury)\b"
)
"""The user sits on the other side, or it is no talk about a job."""


def called_off(case: Case) -> Verdict | None:
    """The interview is cancelled, and no other time is given for it."""
    invite, evidence = case.facts.invite, case.evidence("CANCEL", "STAYS_OPEN")
    if invite is not None and (invite.method == "CANCEL" or invite.status == "CANCELLED") and case.meeting:
        moment = case.moment
        if moment and moment.start != invite.start and moment.score >= 2.2 and case.has("RESCHEDULE", "SCHEDULE"):
            return Verdict("interview_rescheduled", STRONG, (*case.evidence("RESCHEDULE", "SCHEDULE"), moment.evidence))
        quote = Evidence(invite.summary[:300], "the calendar entry is cancelled", "calendar")
        return Verdict("interview_cancelled", STRUCTURE, (quote, *evidence))
    if not case.has("CANCEL") or (invite is not None and invite.method == "REQUEST"):
        return None
    cancels = words(case.all("CANCEL"))
    quotes = " ".join(act.quote for act in case.all("CANCEL")).lower()
    plainly = case.marked("we cancel", quotes)
    if not (plainly or case.marked("asked to cancel", cancels)):
        return None
    if case.marked("may cancel") and not (plainly or case.marked("is cancelled")):
        return None
    known = case.about_jobs or case.facts.vendor_kind == "scheduler" or case.marked("interview named", quotes)
    if not known or not case.hires or asks_other_time(case):
        return None
    return Verdict("interview_cancelled", STRONG if "cancel" in cancels else FAIR, evidence)


def asks_other_time(case: Case) -> bool:
    """A move is on the table, with a time or a wish for one."""
    return case.has("RESCHEDULE") and (case.moment is not None or case.has("INVITE"))


def moved(case: Case) -> Verdict | None:
    """The interview gets another time, or is asked to."""
    invite = case.facts.invite
    known = case.about_jobs or case.facts.vendor_kind in ("ats", "scheduler") or (case.human and case.has("STAYS_OPEN"))
    if not _moves(case) or not (known or invite) or not case.hires or (invite is not None and not case.meeting):
        return None
    quotes = " ".join(act.quote for act in case.all("RESCHEDULE")).lower()
    strict = case.marked("plainly moved", quotes)
    if case.marked("move button", quotes) and not case.marked("plainly moved", quotes.replace("change", "")):
        return None
    if not strict and case.moment is None and case.has("ACK") and case.has("INVITE"):
        return None
    moment = (case.moment.evidence,) if case.moment else ()
    return Verdict("interview_rescheduled", STRONG if strict else FAIR, case.evidence("RESCHEDULE") + moment)


def _moves(case: Case) -> bool:
    """Words or a new version of the calendar entry (RFC 5545 SEQUENCE) say that the time is another."""
    invite, said = case.facts.invite, words(case.all("RESCHEDULE"))
    if invite is not None and case.marked("other change"):
        return False
    plain = bool(said) and not case.marked("trivial move", said)
    if invite is not None and invite.method == "REQUEST" and invite.sequence > 0:
        return plain or not case.acts or matcher(case.language) is None
    return plain


def fixed(case: Case) -> Verdict | None:
    """An interview at a fixed time, by a calendar entry or by a day and an hour in the words."""
    return _by_calendar(case) or _by_words(case)


def _by_calendar(case: Case) -> Verdict | None:
    invite = case.facts.invite
    if invite is None or invite.method not in ("REQUEST", "PUBLISH") or not case.meeting or invite.start is None:
        return None
    if invite.method == "PUBLISH" and (invite.all_day or (case.has("INVITE") and not case.has("SCHEDULE"))):
        return None  # a reminder of the last day to book, say
    job = case.job_words >= 1 or matcher(case.language) is None or case.marked("meeting word", invite.summary.lower())
    if not job or case.nonjob > max(1, case.job_words // 2):
        return None
    quote = Evidence(invite.summary[:300], "a calendar entry for the interview", "calendar")
    return Verdict("interview_scheduled", STRONG if case.job_words >= 2 else FAIR, (quote,))


def _by_words(case: Case) -> Verdict | None:
    moment = case.moment
    slot = any(act.kind == "OFFER" and act.object == "interview" for act in case.acts)
    if moment is None or moment.score < (1.7 if case.about_jobs else 2.2) or not case.hires:
        return None
    if not (slot or case.has("SCHEDULE") or _names_its_time(case)):
        return None
    if not (case.about_jobs or case.human or case.facts.vendor_kind == "scheduler") or not case.plainly_job:
        return None
    if (case.nonjob > 1 and case.nonjob * 2 >= case.job_words) or asks_for_times(case):
        return None
    if case.cold and case.document.bulk and not case.marked("your interview"):
        return None
    sure = STRONG if case.job_words >= 3 else FAIR
    return Verdict("interview_scheduled", sure, (moment.evidence, *case.evidence("SCHEDULE")))


def named(case: Case) -> Verdict | None:
    """A person tells one day and hour in a sentence on an interview, and speaks of a job: plain in any language."""
    known, moment = BY_CODE.get(case.language), case.moment
    if known is None or moment is None or moment.score < _PLAIN or not case.human or case.document.bulk:
        return None
    sentence, everything = moment.evidence.quote.lower(), f"{case.plain}\n{case.document.text().lower()}\n{case.sender}"
    yours = whole(known.yours).search(case.plain)
    trial = TRIAL.search(sentence)
    meets = trial or _TALK.search(sentence) or whole(known.greets).search(sentence)
    job = trial or whole(known.job).search(everything)
    if ("?" in sentence and not trial) or not (yours or (meets and job)) or not (case.hires or is_listed(case)):
        return None
    other = case.has("ASSESS", "OUTREACH", "REJECT", "OFFER", "PROMISE", "CANCEL", "RESCHEDULE")
    if other or _OTHERS.search(case.plain) or is_shifted(case) or is_choice(case) or asks_for_times(case):
        return None
    if "?" in sentence:  # "can you come on Saturday at 8 for a trial day?"
        return Verdict("interview_invited", FAIR, (moment.evidence,))
    if is_proposed(case):
        return None
    return Verdict("interview_scheduled", STRONG if yours else FAIR, (moment.evidence,))


def is_listed(case: Case) -> bool:
    """A list of interviews that are the user's, each with its day and hour: "your three interviews: Tue 10:00 with Ann, …"."""
    known, moment = BY_CODE.get(case.language), case.moment
    if known is None or moment is None or not case.human or case.document.bulk or _OTHERS.search(case.plain):
        return False
    return bool(whole(known.yours).search(case.plain)) and len(rounds(case, moment)) > 1


def _names_its_time(case: Case) -> bool:
    """A person names one day and hour and speaks of the interview, in whatever words: "Monday at nine it is then"."""
    if not case.human or case.document.bulk or case.moment is None or case.moment.score < 1.7:
        return False
    other = case.has("ASSESS", "OUTREACH", "REJECT", "OFFER", "PROMISE", "ANSWER_BY")
    return case.marked("interview named") and not other and not case.marked("or another time")


def asks_for_times(case: Case) -> bool:
    """It leaves the time to the user, so nothing is fixed yet."""
    return case.has("INVITE") and case.marked("asks for times")


def asked(case: Case) -> Verdict | None:
    """An interview is asked for; its time is the user's to choose."""
    invites = case.all("INVITE")
    if not invites or not (case.about_jobs or (case.human and case.job_words)):
        return None
    tests = {act.words for act in case.all("ASSESS")}
    if len(tests) >= 2 and case.moment is None and not case.marked("held in person"):
        return None
    cold = len(case.all("OUTREACH"))
    if (cold >= 2 or (cold and case.document.bulk)) and not case.marked("known candidate"):
        return None
    if case.has("ACK") and not case.marked("asks plainly", words(invites)):
        return None
    return Verdict("interview_invited", STRONG if len(invites) > 1 else FAIR, case.evidence("INVITE"))
