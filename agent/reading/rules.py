"""The decision list: ordered rules, the first that fits gives the label. Each says why, and what would stop it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from agent.model import Evidence, Label
from agent.reading.acts import matcher
from agent.reading.case import Case
from agent.reading.contingencies import evidence as check_evidence
from agent.reading.roles import is_title

STRUCTURE, STRONG, FAIR, WEAK = 0.98, 0.9, 0.75, 0.6
"""How sure a rule is: a vendor's form or calendar part · a plain act · several signs · a single sign."""


@dataclass(frozen=True, slots=True)
class Verdict:
    label: Label
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    rule: str = ""
    needs: Label | None = None


Rule = Callable[[Case], Verdict | None]


def _subject(case: Case, says: str) -> tuple[Evidence, ...]:
    return (Evidence(case.document.subject[:300], says, "subject"),)


def _business(case: Case) -> tuple[Evidence, ...]:
    """The words that speak of other business."""
    known = matcher(case.language)
    for name, pattern in known.domains if known else ():
        if name == case.business[0]:
            for sentence in case.text:
                if pattern.search(sentence.plain):
                    return (Evidence(sentence.text[:300], f"it is about other business ({name.replace('_', ' ')})", sentence.zone),)
    return case.evidence("NEWS")


# ---------------------------------------------------------------- structure first

_MACHINE_ANSWER = re.compile(
    r"^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|svar)|autoreply|out of (?:the )?office|abwesen|réponse automatique|respuesta automática|risposta automatica|"
    r"undeliver|delivery (?:status|failure|has failed)|mail delivery|returned mail|failure notice|read(?: receipt)?:|gelesen:|not read:|unzustellbar)"
)


def machine_answer(case: Case) -> Verdict | None:
    """A bounce, an absence note, a read receipt: it says nothing about the candidacy."""
    if _MACHINE_ANSWER.search(case.document.subject.lower()) or case.document.delivery_status is not None:
        return Verdict("other", STRUCTURE, _subject(case, "an automatic answer, no news"))
    return None


def template(case: Case) -> Verdict | None:
    """A sender that can mean only one thing."""
    allowed = case.facts.allowed
    if allowed is not None and len(allowed) == 1:
        (label,) = allowed
        return Verdict(label, STRUCTURE, _subject(case, "this sender's mail means only this"))
    return None


def signature_event(case: Case) -> Verdict | None:
    """What an e-signature service reports about an offer letter or contract of employment."""
    event = case.facts.esign
    if event is None or case.facts.vendor_kind != "esign":
        return None
    if not case.signs_job:
        return Verdict("other", STRONG, _subject(case, "a document to sign that is no offer"))
    labels: dict[str, tuple[Label, str]] = {
        "requested": ("offer_written", "the offer letter is there to be signed"),
        "viewed": ("offer_written", "the offer letter was opened"),
        "completed": ("offer_accepted", "the offer letter is signed by all"),
        "declined": ("offer_declined", "the user declined to sign the offer letter"),
        "voided": ("offer_rescinded", "the sender made the offer letter void"),
    }
    if event == "voided" and case.has("ANSWER_BY", "LETTER") and re.search(r"\bsign (?:that|the new|this|it)|(?:new|right|corrected|own) (?:letter|envelope|version)", case.plain):
        event = "requested"
    label, says = labels[event]
    return Verdict(label, STRUCTURE, _subject(case, says))


def calendar_answer(case: Case) -> Verdict | None:
    """COUNTER, REPLY and the like: small calendar messages whose method says it all."""
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
    answer = case.facts.invite.user_partstat if case.direction == "out" and case.facts.invite else None
    declined = answer == "declined" or case.document.subject.lower().startswith("declined:")
    if not declined:
        return Verdict("interview_scheduled", STRUCTURE, quote)
    if case.direction == "out" and case.has("WITHDRAW", strong=True) and not case.has("STAYS_OPEN"):
        return Verdict("withdrawn", STRONG, case.evidence("WITHDRAW") + quote)
    return Verdict("interview_cancelled", STRONG, quote)


# ---------------------------------------------------------------- not the user's candidacy

_INTERVIEWER = re.compile(
    r"\b(?:scorecards?|interview kit|interview feedback|debrief|hire ?/ ?no hire|panell?ists?|you are (?:the )?interview(?:er|ing)|candidate resume|feedback overdue|interviewers?:? sam\b)"
)
_FORWARDED_NEWS = re.compile(r"\b(?:i got (?:it|the job)|they rang|before i sign|suspicious eyes|look what came|omg|babe|you are next)\b")


def interviewer(case: Case) -> Verdict | None:
    """The user interviews others, answers for others, or reads of a colleague's candidacy."""
    text = case.plain + "\n" + (case.facts.invite.description.lower() if case.facts.invite else "")
    found = _INTERVIEWER.search(text)
    if case.theirs and re.search(r"you are the (?:hiring manager|interviewer|recruiter|approver)", text):
        return Verdict("other", STRONG, case.evidence("THEIRS"))
    if found and case.theirs and not (case.has("OFFER", strong=True) and case.terms >= 2):
        return Verdict("other", STRONG, case.evidence("THEIRS"))
    if re.search(r"\breference request\b|\b(?:named|cited|listed) you as\b|your name forward as the referee|employment reference for", case.plain):
        return Verdict("other", STRONG, case.evidence("THEIRS"))
    return None


def somebody_else(case: Case) -> Verdict | None:
    """What is offered, it is offered to somebody else."""
    others = [act for act in case.acts if act.actor == "other" and act.kind in ("OFFER", "WANTED", "PROMISE") and act.positive]
    named = [act for act in case.all("THEIRS") if re.search(r"\b(?:made|offered|voted|agreed|he|she)\b", act.words)]
    if (others or named) and not case.has("OFFER", "THANKS_ACCEPT", "INVITE", "SCHEDULE", "REJECT") and not (case.checks and case.has("OFFER_CONTEXT")):
        return Verdict("other", FAIR, tuple(act.evidence() for act in (others + named)[:2]))
    return None


def friends_news(case: Case) -> Verdict | None:
    """A friend writes of an offer of their own."""
    if _FORWARDED_NEWS.search(case.plain) and case.human and not case.has("REJECT", strong=True):
        return Verdict("other", FAIR, case.evidence("THEIRS"))
    return None


def other_business(case: Case) -> Verdict | None:
    """Houses, loans, studies, patients, parcels: offers and appointments that are no jobs."""
    count = case.nonjob
    if case.facts.vendor_kind in ("ats", "assessment", "check") and case.business[0] not in ("account", "staff", "volunteer", "property", "alert"):
        return None
    weak = case.job_words <= 2 + (1 if case.human else 0)
    apart = case.document.bulk or case.document.automatic or not case.acts
    if count >= 3 and count * 2 >= case.job_words or count >= 2 and (count * 3 >= case.job_words or case.document.bulk) or count == 1 and weak and apart and not case.offer_file:
        if case.has("OFFER", strong=True) and case.terms >= 3 and count * 4 < case.job_words * 2:
            return None
        return Verdict("other", FAIR, _business(case))
    return None


def bulk_reading(case: Case) -> Verdict | None:
    """Newsletters and alerts: to many, from no hiring system, about the world at large."""
    if not case.document.bulk or case.facts.vendor_kind in ("ats", "check", "esign", "assessment", "scheduler"):
        return None
    if case.has("NEWS") and not case.has("OUTREACH", "ACK") or case.nonjob >= 1 and not case.has("OUTREACH", "ACK"):
        return Verdict("other", STRONG, _business(case))
    return None


# ---------------------------------------------------------------- ends

_THREAT = re.compile(
    r"\b(?:may (?:have to |be )?(?:withdr|rescind|revok|reconsider)\w*|reserves? the right|considering (?:whether to )?(?:withdraw|adverse)|failing which|otherwise|constrained to|could be (?:withdrawn|rescinded)|"
    r"no decision has been made|pre-adverse|if (?:any|these|you|we) \w+)\b"
)


def pre_adverse(case: Case) -> Verdict | None:
    """A pre-adverse-action notice: the offer is at risk, nothing is decided."""
    if "pre-adverse" in case.plain or re.search(r"adverse action|consumer report", case.plain) and re.search(r"no decision has been|may decide", case.plain):
        return Verdict("offer_contingency", STRONG, _subject(case, "the offer is at risk, nothing is decided yet"))
    return None


def rescinded(case: Case) -> Verdict | None:
    """The offer is taken back, or the role ends after one."""
    taken = [act for act in case.all("RESCIND") if act.object != "non-job" and not _THREAT.search(act.quote.lower())]
    if taken and (case.offer_spoken_of or any(act.object == "job" for act in taken)) and not case.has("WITHDRAW"):
        sure = STRONG if case.offer_spoken_of else FAIR
        return Verdict("offer_rescinded", sure, tuple(act.evidence() for act in taken[:2]) + case.evidence("OFFER_CONTEXT"))
    if case.has("ENDED_ROLE") and case.offer_spoken_of and not case.has("OFFER", "THANKS_ACCEPT", "FINAL", "LETTER"):
        return Verdict("offer_rescinded", FAIR, case.evidence("ENDED_ROLE", "OFFER_CONTEXT"))
    return None


def user_said_no(case: Case) -> Verdict | None:
    """The employer's answer to a decline or a withdrawal."""
    if not case.has("REGRETS_DECLINE"):
        return None
    said = [act for act in case.user_before if act.kind in ("DECLINE", "WITHDRAW") and act.strong and act.holds]
    plain = re.search(r"declin|withdr|removed at|not (?:be )?join|turned us down|taken back|see you go|archived|you are going with|broken the news|understand|new (?:gig|job)", " ".join(act.words for act in case.all("REGRETS_DECLINE")))
    if not (said or plain) or case.has("OFFER", strong=True) and case.terms >= 2:
        return None
    offer = case.offer_spoken_of or any(act.kind == "DECLINE" for act in said) and "offer" in case.quoted
    offer = offer or bool(re.search(r"\boffer|docusign|contract|chose \"?decline|joining us", case.plain))
    words = " ".join(act.quote for act in case.all("REGRETS_DECLINE")).lower()
    withdrawn = re.search(r"\b(?:withdraw\w*|application|candidacy|archived)\b", words) and not re.search(r"offer status|offer (?:status|was|has)|docusign", words)
    return Verdict("withdrawn" if withdrawn or not offer else "offer_declined", FAIR, case.evidence("REGRETS_DECLINE"))


def rejected(case: Case) -> Verdict | None:
    """The candidacy ends from the employer's side."""
    hard, soft = case.all("REJECT", strong=True), case.all("REJECT", strong=False)
    hard += [act for act in case.acts if act.kind == "OFFER" and not act.positive and act.mood == "asserted" and act.object == "job"]
    if case.checks and any("offer" in act.quote.lower() for act in hard) and case.offer_spoken_of and len(hard) < 2:
        return None
    if case.document.bulk and case.facts.vendor_kind is None and not re.search(r"recruit|talent|career|hiring|jobs?\b|people", case.sender):
        return None
    if not case.about_jobs and not case.human or (not hard and len(soft) < 2 and not case.has("ENDED_ROLE")):
        return None
    if case.has("OFFER", strong=True) and (case.terms >= 2 or case.has("PROMISE", "LETTER", "THANKS_ACCEPT")):
        return None
    if case.has("INVITE") and not soft and not re.search(r"unsuccessful|not (?:been )?(?:selected|successful|shortlisted)", case.plain):
        return None
    if case.facts.invite and case.facts.invite.method == "CANCEL" and case.has("STAYS_OPEN") and not hard:
        return None
    if (case.has("STAYS_OPEN") and not hard) or case.has("THANKS_ACCEPT", "FINAL") and not soft:
        return None
    sure = STRONG if len(hard) > 1 or hard and soft else FAIR if hard else WEAK
    return Verdict("rejected", sure, tuple(act.evidence() for act in (hard + soft + case.all("ENDED_ROLE"))[:3]))


# ---------------------------------------------------------------- offers


def accepted_by_words(case: Case) -> Verdict | None:
    """The employer's thanks for the acceptance, or a system's record of it."""
    thanks = case.all("THANKS_ACCEPT")
    if not thanks or _waits(case) and not re.search(r"official|you (?:have )?(?:accepted|signed)", thanks[0].words):
        return None
    plain = [act for act in thanks if not re.search(r"welcome|closed|posting", act.words)]
    if plain or case.has("ONBOARD") or case.offer_spoken_of:
        if case.has("FINAL") and _met(case) and not _open(case):
            return None
        return Verdict("offer_accepted", STRONG if plain else FAIR, tuple(act.evidence() for act in thanks[:2]) + case.evidence("ONBOARD"))
    return None


def onboarding(case: Case) -> Verdict | None:
    """Mail for somebody about to start: the acceptance is presumed."""
    signs = case.all("ONBOARD")
    if case.names_pay and case.terms >= 3 or case.has("UNDECIDED"):
        return None
    if len({act.words for act in signs}) < 2 or case.has("INVITE", "ASSESS") and not case.has("THANKS_ACCEPT"):
        return None
    if re.search(r"\binterview(?:s|ers?|ing)?\b", case.plain) and not case.offer_spoken_of:
        return None
    if case.has("OFFER", "PROMISE", "ANSWER_BY", "REJECT", "OUTREACH", "ACK") or _open(case) or _met(case):
        return None
    return Verdict("offer_accepted", FAIR, tuple(act.evidence() for act in signs[:3]))


def _open(case: Case) -> list[str]:
    return [check.kind for check in case.checks if check.state == "open"]


def _met(case: Case) -> list[str]:
    return [check.kind for check in case.checks if check.state == "met"]


def _waits(case: Case) -> bool:
    """Something about the offer is being waited for."""
    return bool(_open(case))


def cleared(case: Case) -> Verdict | None:
    """A contingency is met, or the offer is final."""
    final, met = case.all("FINAL"), _met(case)
    strict = [act for act in final if act.strong or re.search(r"no longer subject|criteria|asterisk", act.quote.lower())]
    if case.facts.vendor_kind == "check":
        clear = re.search(r"criteria|standards|no longer subject|\bclear\b|eligible|meets", case.plain) and not re.search(r"volunteer|rental|tenan|lease", case.plain)
        if clear and not _binding(case) and case.has("OFFER_CONTEXT", "FINAL"):
            return Verdict("offer_cleared", STRONG, case.evidence("FINAL"))
        return None
    job = case.offer_spoken_of or case.about_jobs or case.has("ONBOARD") or case.human and case.checks and not case.nonjob
    if case.has("PROMISE") and not strict:
        return None
    if not job or case.has("ANSWER_BY", "LETTER") and not strict or (case.cold or case.has("ACK", "INVITE")) and not strict:
        return None
    if strict and not _binding(case):
        return Verdict("offer_cleared", STRONG if met or len(strict) > 1 else FAIR, case.evidence("FINAL"))
    if met and (final or not _open(case) or len(set(met) - set(_open(case))) >= 1) and not case.has("OFFER", strong=True):
        if set(met) & set(_open(case)) and len(set(met)) == 1 and not final:
            return None
        checks = tuple(check_evidence(check) for check in case.checks if check.state == "met")[:2]
        return Verdict("offer_cleared", FAIR if final else WEAK, case.evidence("FINAL") + checks)
    if len(final) >= 2 and case.human and not case.has("OFFER", "INVITE", "PROMISE"):
        return Verdict("offer_cleared", WEAK, case.evidence("FINAL"))
    return None


def _binding(case: Case) -> bool:
    return any(check.state == "open" and check.binding for check in case.checks)


def written(case: Case) -> Verdict | None:
    """The offer in writing: made with terms, with a letter, or in a portal; or a reminder of one."""
    if case.has("OUTREACH") and not case.has("OFFER", strong=True) or not case.about_jobs and not case.offer_file:
        return None
    offer, letter, answer = case.has("OFFER", strong=True), case.has("LETTER"), case.has("ANSWER_BY")
    promised = case.has("PROMISE") and not case.offer_file and not (case.has_document and answer)
    if any(act.kind == "OFFER" and act.object == "non-job" for act in case.acts) and not offer and case.nonjob:
        return None
    carried = case.offer_file is not None or letter
    evidence = case.evidence("OFFER", "LETTER", "ANSWER_BY")
    if offer and case.terms >= 2 and not (promised and not answer and not case.names_pay):
        return Verdict("offer_written", STRONG, evidence)
    if offer and (carried or answer) and not promised:
        return Verdict("offer_written", STRONG if carried and answer else FAIR, evidence)
    if case.offer_file and (letter or answer or case.offer_spoken_of or case.terms):
        return Verdict("offer_written", STRONG if answer else FAIR, evidence or _subject(case, "a letter of offer is attached"))
    if letter and answer and (case.offer_spoken_of or case.terms >= 2 or case.names_pay):
        return Verdict("offer_written", FAIR, evidence)
    if answer and case.terms >= 3 and case.names_pay and not case.has("INVITE", "ACK", "ASSESS"):
        return Verdict("offer_written", FAIR, evidence)
    if letter and case.has_document and case.offer_quoted:
        return Verdict("offer_written", WEAK, evidence)
    if letter and re.search(r"\boffer\b", " ".join(act.words for act in case.all("LETTER"))) and not promised and not _open(case):
        return Verdict("offer_written", WEAK, evidence)
    return None


def promised_on_trial(case: Case) -> Verdict | None:
    """ "If the trial goes well, the job is yours": an offer that hangs on a trial, no interview."""
    hanging = [act for act in case.acts if act.kind == "OFFER" and act.strong and act.positive and act.mood == "conditional"]
    trial = [check for check in case.checks if check.kind == "contract"]
    if hanging and trial and any(re.search(r"yours|you are (?:in|hired)|take you on", act.words) for act in hanging):
        return Verdict("offer_contingency", FAIR, (hanging[0].evidence(), check_evidence(trial[0])))
    return None


def contingency(case: Case) -> Verdict | None:
    """Something that an offer depends on is open or under way."""
    checks = [check for check in case.checks if check.state == "open"] or [check for check in case.checks if check.state == "named"]
    if not checks or case.cold or case.has("ACK") and not case.offer_spoken_of:
        return None
    starting = case.human and re.search(r"\b(?:start(?:ing)?|notice|first day|joining|onboard\w*|conditional)\b", case.plain + case.quoted)
    known = case.facts.vendor_kind == "check" or case.offer_spoken_of or case.has("CONDITION", "WANTED", "THANKS_ACCEPT") or starting
    if not known or not (case.about_jobs or case.offer_spoken_of or starting and not case.nonjob):
        return None
    fixed = case.moment is not None and case.has("SCHEDULE") and re.search(r"\binterview|panel|oral board|your slot", case.plain)
    if (case.has("INVITE") or fixed or case.facts.invite and case.meeting and case.facts.invite.method != "PUBLISH") and not case.offer_spoken_of:
        return None
    sure = STRONG if case.offer_spoken_of and any(check.state == "open" for check in checks) else FAIR
    return Verdict("offer_contingency", sure, tuple(check_evidence(check) for check in checks[:3]) + case.evidence("OFFER_CONTEXT"))


def verbal(case: Case) -> Verdict | None:
    """The user is wanted, and the letter is still to come."""
    offer, wanted, promise = case.has("OFFER", strong=True), case.has("WANTED"), case.has("PROMISE")
    if not (case.about_jobs or case.human) or case.has("OUTREACH", "ACK") and not (offer or promise):
        return None
    if (offer or wanted) and promise:
        return Verdict("offer_verbal", STRONG if offer else FAIR, case.evidence("OFFER", "WANTED", "PROMISE"))
    if offer and case.human and not case.has("INVITE", "OUTREACH"):
        return Verdict("offer_verbal", WEAK, case.evidence("OFFER", "WANTED"))
    if len(case.all("WANTED")) >= 2 and case.human and not case.has("INVITE", "SCHEDULE", "REJECT"):
        return Verdict("offer_verbal", WEAK, case.evidence("WANTED"))
    if promise and case.human and "your" in case.all("PROMISE")[0].words and not case.has("INVITE", "OUTREACH"):
        return Verdict("offer_verbal", WEAK, case.evidence("PROMISE"))
    return None


# ---------------------------------------------------------------- interviews


def _moved(case: Case) -> bool:
    invite = case.facts.invite
    words = " ".join(act.words for act in case.all("RESCHEDULE"))
    if re.search(r"\bchanged: (?!.*(?:time|date|when))", case.plain) and invite is not None:
        return False
    strict = bool(words) and not re.fullmatch(r"(?:something|a conflict) (?:has )?come up", words)
    if invite is not None and invite.method == "REQUEST" and invite.sequence > 0:
        return not case.acts or matcher(case.language) is None or bool(strict) or bool(re.search(r"unable|can not|now", words))
    return bool(strict) and case.has("RESCHEDULE")


def interview_called_off(case: Case) -> Verdict | None:
    """The interview is cancelled, and no other time is given for it."""
    invite = case.facts.invite
    evidence = case.evidence("CANCEL", "STAYS_OPEN")
    if invite is not None and (invite.method == "CANCEL" or invite.status == "CANCELLED") and case.meeting:
        if case.moment is not None and case.moment.start != invite.start and case.has("RESCHEDULE", "SCHEDULE") and case.moment.score >= 2.5:
            return Verdict("interview_rescheduled", STRONG, case.evidence("RESCHEDULE", "SCHEDULE") + (case.moment.evidence,))
        return Verdict("interview_cancelled", STRUCTURE, (Evidence(invite.summary[:300], "the calendar entry is cancelled", "calendar"), *evidence))
    if not case.has("CANCEL") or invite is not None and invite.method == "REQUEST":
        return None
    words = " ".join(act.words for act in case.all("CANCEL"))
    firm = re.search(r"cancel|called off|going ahead|taking place|hold|are off|is off|falls away|do not (?:travel|drive|come)", words)
    optional = re.search(r"cancel (?:or|your registration|free|by)|(?:to|can|may) cancel|cancel:|cancel/", case.plain) and not re.search(r"cancel+ed", case.plain)
    if firm and not optional and (case.about_jobs or case.facts.vendor_kind == "scheduler") and not _asks_other_time(case):
        return Verdict("interview_cancelled", STRONG if "cancel" in words else FAIR, evidence)
    return None


def _asks_other_time(case: Case) -> bool:
    return case.has("RESCHEDULE") and (case.moment is not None or case.has("INVITE"))


def interview_moved(case: Case) -> Verdict | None:
    """The interview gets another time, or is asked to."""
    if not _moved(case) or not (case.about_jobs or case.facts.vendor_kind in ("ats", "scheduler") or case.facts.invite or case.human and case.has("STAYS_OPEN")):
        return None
    if case.facts.invite is not None and not case.meeting:
        return None
    booked = re.search(r"(?:need|want|reschedule|change)[^.]{0,40}(?:https?:|button|link|\?)|may reschedule|if you need to|can not make it\?", case.plain)
    strict = re.search(r"rescheduled|new time|new date|moved|prepon|postpon|instead of|becomes|was:|old:|previous:|former|updated|changed|slid|nudg", case.plain)
    if booked and not strict:
        return None
    moment = (case.moment.evidence,) if case.moment else ()
    return Verdict("interview_rescheduled", STRONG if strict else FAIR, case.evidence("RESCHEDULE") + moment)


def interview_set(case: Case) -> Verdict | None:
    """An interview at a fixed time."""
    invite = case.facts.invite
    if invite is not None and invite.method in ("REQUEST", "PUBLISH") and case.meeting and invite.start is not None:
        deadline = invite.method == "PUBLISH" and (invite.all_day or case.has("INVITE") and not case.has("SCHEDULE"))
        if (case.job_words >= 1 or case.language != "en" or re.search(r"interview|screen|call|chat|meet", invite.summary.lower())) and not deadline and not case.nonjob > max(1, case.job_words // 2):
            return Verdict("interview_scheduled", STRONG if case.job_words >= 2 else FAIR, (Evidence(invite.summary[:300], "a calendar entry for the interview", "calendar"),))
    moment = case.moment
    slot = any(act.kind == "OFFER" and act.object == "interview" for act in case.acts)
    if moment is None or moment.score < 2.2 or not (case.has("SCHEDULE") or slot):
        return None
    if not (case.about_jobs or case.human) or case.nonjob > 1 and case.nonjob * 2 >= case.job_words:
        return None
    if _asks_for_times(case) or case.has("OUTREACH") and not case.has("SCHEDULE", strong=True) and case.document.bulk and "your interview" not in case.plain:
        return None
    return Verdict("interview_scheduled", STRONG if case.job_words >= 3 else FAIR, (moment.evidence, *case.evidence("SCHEDULE")))


def _asks_for_times(case: Case) -> bool:
    """It leaves the time to the user, so nothing is fixed yet."""
    asks = re.search(
        r"which (?:one |hour |of |day )?(?:of the (?:below|following)|suits?|works|would|can you|hour|is kinder)|order of preference|would (?:either|any|an hour)|\bchoose (?:one|a|your|the)\b|three days to choose|pick (?:one|a)|"
        r"reserve yours|select the one|any (?:half hour|hour|slot|time|\d+ minutes)|three times|let (?:us|me) know which|two dates|could you do|what days|slots convenient|propose (?:two|some)|tell me which|book (?:a|your)|first come|which suits|self-schedule|days? to choose",
        case.plain,
    )
    return bool(asks) and case.has("INVITE")


def interview_asked(case: Case) -> Verdict | None:
    """An interview is asked for; its time is the user's to choose."""
    if not case.has("INVITE") or not (case.about_jobs or case.human and case.job_words):
        return None
    if case.has("ASSESS") and not case.moment and _test_words(case) >= 2 and not re.search(r"\binterview (?:with|at)|in person|panel|selection day|assessment centre", case.plain):
        return None
    cold = len(case.all("OUTREACH"))
    if cold and (cold >= 2 or case.document.bulk) and not re.search(r"your (?:application|cv|letter|resume)|shortlisted|you applied|as discussed|your candidacy", case.plain):
        return None
    if case.has("ACK") and not _asks_plainly(case):
        return None
    return Verdict("interview_invited", STRONG if len(case.all("INVITE")) > 1 else FAIR, case.evidence("INVITE"))


def _asks_plainly(case: Case) -> bool:
    return bool(
        re.search(r"availab|slot|which|what (?:time|day)|times|grab|pick|choose|qualified|book|schedule|invite you|like to (?:meet|see|speak|talk|interview|conduct|put)|come (?:in|and)|free\b|suit|set up|reply (?:by|to)|ring|convenient", " ".join(act.words for act in case.all("INVITE")))
    )


# ---------------------------------------------------------------- the rest


def _test_words(case: Case) -> int:
    return len({act.words for act in case.all("ASSESS")})


def assessment(case: Case) -> Verdict | None:
    """A test, a task, a questionnaire or a recorded answer is asked for."""
    if not case.has("ASSESS") or case.has("OUTREACH") and not case.facts.vendor_kind == "assessment" and _test_words(case) < 2:
        return None
    if re.search(r"\b(?:have|got|received) your (?:take-?home|exercise|submission|test|task|answers|assignment)", case.plain):
        return None
    if _asks_for_times(case) and "interview" in case.plain and case.facts.vendor_kind != "assessment":
        return None
    if case.facts.vendor_kind == "assessment":
        return Verdict("assessment", STRUCTURE, case.evidence("ASSESS"))
    if case.nonjob * 2 > case.job_words or not (case.job_words or case.human):
        return None
    if _test_words(case) >= 2 or re.search(r"take-?home|test|challenge|assessment|questionnaire|exercise|coding|record|task|assignment", " ".join(act.words for act in case.all("ASSESS"))):
        return Verdict("assessment", STRONG if _test_words(case) >= 2 else FAIR, case.evidence("ASSESS"))
    return None


def acknowledged(case: Case) -> Verdict | None:
    """The application arrived, or is being looked at."""
    if not case.has("ACK") or not case.about_jobs:
        return None
    return Verdict("applied", STRONG if len(case.all("ACK")) > 1 else FAIR, case.evidence("ACK"))


def cold_contact(case: Case) -> Verdict | None:
    """A recruiter or an employer writes out of the blue."""
    found = case.all("OUTREACH")
    if not found or case.nonjob > case.job_words:
        return None
    if len(found) >= 2 or case.about_jobs:
        return Verdict("outreach", STRONG if len(found) >= 3 else FAIR, case.evidence("OUTREACH"))
    return None


INCOMING: tuple[Rule, ...] = (
    machine_answer, template, signature_event, interviewer, somebody_else, friends_news, calendar_answer, bulk_reading, other_business,
    pre_adverse, rescinded, user_said_no, rejected, accepted_by_words, cleared, written, promised_on_trial, contingency, verbal, onboarding,
    interview_called_off, interview_moved, interview_set, assessment, interview_asked, acknowledged, cold_contact,
)  # fmt: skip


# ---------------------------------------------------------------- the user's own mail


def user_elsewhere(case: Case) -> Verdict | None:
    """The user writes to a friend, to the present employer, or to a stranger: no candidacy of this reader's."""
    if re.search(r"\b(?:weeks'?|month's|months'|my|this is|formal) (?:\w+ )?notice\b", case.plain) and re.search(r"\blast (?:working )?day\b", case.plain) and re.search(r"\baccepted a (?:job|position|role)|resign", case.plain):
        return Verdict("other", FAIR, _subject(case, "the user gives notice at the present job"))
    if re.search(r"\b(?:they|the \w+ (?:people|lot)) (?:said yes|have offered me|offered me|rang)\b", case.plain):
        return Verdict("other", FAIR, _subject(case, "the user tells a friend"))
    if re.search(r"\bnot looking (?:at the moment|right now|to move)|happy where i am\b", case.plain) and not case.offer_quoted:
        return Verdict("other", FAIR, _subject(case, "the user is not looking for a job"))
    if case.names_pay and case.terms >= 3 and re.search(r"\b(?:joy to work with you|need it back|join(?:ing)? (?:us|my team)|you asked for)\b", case.plain) and not case.quoted:
        return Verdict("other", FAIR, _subject(case, "the user writes as an employer"))
    return None


def user_hires(case: Case) -> Verdict | None:
    """The user writes as an employer."""
    if re.search(r"\b(?:your letter is attached|joining my team|our offer to you|we would like to offer you|my team on|hire(?:d)? (?:her|him|them))\b", case.plain):
        return Verdict("other", FAIR, _subject(case, "the user writes as an employer"))
    return None


def user_other_business(case: Case) -> Verdict | None:
    """The user writes about a house, a loan, a flight."""
    if (case.nonjob >= 2 or case.nonjob and not case.job_words) and not is_title(case.document.subject):
        return Verdict("other", FAIR, _business(case))
    return None


_OTHERS = re.compile(r"\b(?:other (?:two |three )?(?:compan|search|process|interview|employer|applic|opportunit|firm|place|conversation)\w*|two other|three other|the others|elsewhere|awkward phone calls)")


def _own(case: Case, kind: str, strong: bool = True) -> list[Evidence]:
    """The user's acts of a kind, save those about employers elsewhere."""
    return [
        act.evidence()
        for act in case.acts
        if act.kind == kind and act.holds and act.strong == strong and act.object != "non-job"
        and (not _OTHERS.search(act.quote.lower()) or re.search(r"accept|taken|signed|gone with|going with", act.words))
    ]  # fmt: skip


def user_declines(case: Case) -> Verdict | None:
    """The user says no to an offer."""
    no = _own(case, "DECLINE")
    if not no or _own(case, "ACCEPT") and not re.search(r"declin|turn|regret|not (?:be )?(?:join|sign|accept)", " ".join(act.words for act in case.all("DECLINE"))):
        return None
    mine = re.search(
        r"\byou (?:\w+ ){0,2}?offered|your (?:\w+ ){0,2}?(?:offer|letter|contract)|the (?:\w+ )?(?:offer(?! (?:with|from))|contract|letter|appointment|duplicate)\b|signing link|docusign|decline to sign|job was mine|offered me|chosen me|"
        r"(?:to|take|taking) the job\b|post of|(?:go|been) back to (?:the )?\w+ (?:twice|for)|turn down the",
        case.plain,
    )
    elsewhere = re.search(r"\b(?:another|other|different|an) (?:\w+ )?offer (?:with|from|elsewhere)|accepted an offer", case.plain)
    interviewing = re.search(r"\b(?:application|candidacy|process)\b", case.plain)
    if not (case.offer_quoted or mine) or (elsewhere or interviewing) and not mine and not case.offer_quoted:
        return None
    return Verdict("offer_declined", STRONG, tuple(no[:2]))


def user_withdraws(case: Case) -> Verdict | None:
    """The user ends the candidacy."""
    out = _own(case, "WITHDRAW") or _own(case, "DECLINE")
    if not out or case.has("STAYS_OPEN") and not re.search(r"withdr", case.plain):
        return None
    if _own(case, "ACCEPT") and case.offer_quoted:
        return None
    if _asks_other_time(case) or case.has("RESCHEDULE") and not re.search(r"withdr|accept|no longer|offer|stay", case.plain):
        return None
    return Verdict("withdrawn", STRONG if "withdr" in case.plain else FAIR, tuple(out[:2]))


def user_accepts(case: Case) -> Verdict | None:
    """The user accepts the offer."""
    sure, likely = _own(case, "ACCEPT"), _own(case, "ACCEPT", strong=False)
    if not sure and not likely:
        return None
    waiting = re.search(r"\bbefore i (?:sign|say|accept|answer|decide|commit)|not (?:yet )?(?:decided|signed|accepted)|my decision (?:comes|will)|if they make me", case.plain)
    paid = re.search(r"[£$€]\s?\d|\b\d{2,3}k?\b \+|\b\d{2,3}k\b|per (?:hour|week)|salary|in or out|are you in|deal\?", case.quoted)
    offer = case.offer_quoted or bool(paid) or case.has("OFFER_CONTEXT") or _OFFER_WORDS.search(case.plain) is not None
    meeting = re.search(r"\binterview|\b(?:slot|call|chat)\b", case.plain + " " + case.quoted) and not re.search(
        r"\boffer|contract|salary|\bterms\b|signed|first day|as (?:your|our|a|an) |letter|packet|interviews (?:i|elsewhere)|other (?:two )?(?:compan|interview)|paperwork", case.plain + case.quoted
    )
    if waiting or meeting:
        return None
    if sure and (offer or case.job_words >= 1 or case.has_document or len(sure) > 1):
        return Verdict("offer_accepted", STRONG if offer else FAIR, tuple(sure[:2]))
    if likely and (case.offer_quoted or paid or len(likely) >= 2) and not case.has("UNDECIDED"):
        return Verdict("offer_accepted", FAIR, tuple(likely[:2]))
    return None


_OFFER_WORDS = re.compile(r"\b(?:offer|contract|letter|terms|packet|figures|package|salary|my notice|first day|appointment|agreement)\b")


def user_moves(case: Case) -> Verdict | None:
    """The user asks for another time, or agrees to one."""
    words = " ".join(act.words for act in case.all("RESCHEDULE"))
    if not words:
        return None
    if re.search(r"\bcancel|calling off|call off|kills", case.plain) and case.has("STAYS_OPEN") and not re.search(r"another (?:day|time)|reschedul|following week|instead", case.plain):
        return Verdict("interview_cancelled", FAIR, case.evidence("CANCEL", "STAYS_OPEN"))
    if re.search(r"interview|meet|see|call|panel|visit|schedul|chat|conversation", case.plain + case.quoted):
        return Verdict("interview_rescheduled", FAIR, case.evidence("RESCHEDULE"))
    return None


def user_calls_off(case: Case) -> Verdict | None:
    """The user cancels an interview and stays interested."""
    if case.has("CANCEL") and case.has("STAYS_OPEN"):
        return Verdict("interview_cancelled", FAIR, case.evidence("CANCEL", "STAYS_OPEN"))
    return None


def user_task(case: Case) -> Verdict | None:
    """The user hands in or confirms a task."""
    if re.search(r"\b(?:submitted|completed|finished|attached|sent|uploaded|done|took|taken|start|will do|hand in|pushed)\b[^.]{0,60}\b(?:task|test|assessment|challenge|exercise|assignment|take-?home|case study|questionnaire|solution|submission|video)\b", case.plain):
        return Verdict("assessment", FAIR, case.evidence("ASSESS") or _subject(case, "the user hands in a task"))
    return None


def user_checks(case: Case) -> Verdict | None:
    """The user serves the checks that an offer depends on."""
    if case.checks and (case.offer_quoted or re.search(r"\b(?:referee|references?|dbs|background check|transcript|right to work|before you can confirm)\b", case.plain)):
        if _own(case, "ACCEPT") and re.search(r"\baccept", case.plain):
            return None
        return Verdict("offer_contingency", FAIR, tuple(check_evidence(check) for check in case.checks[:2]))
    return None


def user_confirms(case: Case) -> Verdict | None:
    """The user confirms an interview."""
    quoted = re.search(r"interview|meet|see you|call|panel|visit", case.quoted)
    if any(act.kind == "RESCHEDULE" for act in case.before) and (case.has("SCHEDULE") or case.moment):
        return Verdict("interview_rescheduled", FAIR, case.evidence("SCHEDULE") or _subject(case, "the user agrees to another time"))
    if case.has("SCHEDULE") and (case.moment is not None or quoted) and (quoted or case.job_words or re.search(r"interview|meet|call|panel|chat|committee|presentation", case.plain)):
        return Verdict("interview_scheduled", FAIR, case.evidence("SCHEDULE"))
    return None


def user_applies(case: Case) -> Verdict | None:
    """The user's own application, or a question about it."""
    if case.has("APPLY") and not case.offer_quoted:
        return Verdict("applied", FAIR, case.evidence("APPLY"))
    return None


OUTGOING: tuple[Rule, ...] = (
    machine_answer, calendar_answer, user_hires, user_elsewhere, user_other_business, user_declines, user_accepts, user_withdraws, user_checks,
    user_moves, user_calls_off, user_task, user_confirms, user_applies,
)  # fmt: skip


def judge(case: Case) -> Verdict:
    """The first rule that fits, within what the sender can mean at all; "other" where none does."""
    allowed = case.facts.allowed
    for rule in INCOMING if case.direction == "in" else OUTGOING:
        verdict = rule(case)
        if verdict is not None and (allowed is None or verdict.label in allowed):
            return Verdict(verdict.label, verdict.confidence, verdict.evidence, rule.__name__, verdict.needs)
    return Verdict("other", 0.7 if case.acts else 0.9, (), "nothing")
