"""Rules and encoder weighed against each other: what a message is taken to say, and when only the user can say it.

The encoder generalises, the rules show their grounds. So the encoder's label stands where nothing much hangs on it. A
label that can make an offer firm stands where the encoder is sure of it; and it counts unasked only where words can be
shown for it as well (`agent.reading.grounds`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import exp

from agent.model import Evidence, Label
from agent.reading import grounds, scams, vendors
from agent.reading.acts import matcher
from agent.reading.agreed import is_shifted
from agent.reading.case import Case
from agent.reading.clauses import spans
from agent.reading.document import Document
from agent.reading.fields import moved, previous_time
from agent.reading.learned.opinion import Opinion
from agent.reading.rounds import is_choice
from agent.reading.rules.interviews import is_listed
from agent.reading.rules.verdict import FAIR, STRONG, Verdict
from agent.reading.structured import Facts
from agent.reading.undecided import among_others, taken_further
from agent.reading.urging import stands

FIRM_MAKING: tuple[Label, ...] = ("offer_written", "offer_accepted", "offer_cleared")
"""Labels that can make an offer firm."""
CAUTIOUS: tuple[Label, ...] = ("offer_verbal", "offer_contingency", "other")
"""What stands in the place of such a label while the user is asked: nothing is given up for any of them."""
SURE = 0.85
"""From here on a firm-making label stands; below, the cautious one does and the user is asked."""
ASK = 0.25
"""Down to here a firm-making label is asked about."""
DOUBTFUL = 0.3
"""From this chance on that it is about no candidacy of the user's own, a message makes no interview."""

READS: Mapping[Label, str] = {
    "offer_verbal": "an offer by word of mouth",
    "offer_written": "an offer in writing",
    "offer_contingency": "a condition of an offer that is still open",
    "offer_cleared": "a condition of an offer being met",
    "offer_accepted": "an offer being accepted",
    "offer_declined": "an offer being declined",
    "offer_rescinded": "an offer being taken back",
    "interview_invited": "an invitation to an interview, its time still open",
    "interview_scheduled": "a fixed time for an interview",
    "interview_rescheduled": "an interview being moved",
    "interview_cancelled": "an interview being called off",
    "rejected": "a rejection",
    "withdrawn": "a withdrawal by the candidate",
    "applied": "an application being acknowledged",
    "assessment": "a test or task for candidates",
    "outreach": "a first contact by a recruiter",
    "other": "nothing about a candidacy of the user's own",
}
"""What a message with that label is read as, in plain words."""


LEARNED = "read by the learned reader"
"""In the evidence of what the encoder says: that no rule was followed there."""
_SETTLED = frozenset(
    ("structure.machine_answer", "structure.template", "structure.calendar_answer", "ends.called_off_for_good")
)
"""Rules on structure that nothing outweighs."""
_OWN_WORDS = "own.accepts"
"""The rule on the user's own acceptance; where the encoder reads the same, less is enough."""
_NAMED = "interviews.named"
_TIMELESS: tuple[Label, ...] = ("applied", "interview_invited")
"""What mail is read as that does fix a day and an hour: thanks for the application come first in it."""
_NOT_LISTED: tuple[Label, ...] = ("interview_scheduled", "interview_invited", "other")
"""What a list of the user's interviews is read as where nothing else is said: it may be all that the mail has of a job."""
_ENDS: tuple[Label, ...] = ("rejected", "offer_declined", "withdrawn")
_SURE_REFUSAL = 0.8
"""From here on a rejection stands that the encoder alone finds."""
_MISTAKEN: tuple[Label, ...] = ("offer_verbal", "rejected", "outreach", "applied", "other")
"""What a candidacy that goes on with a few others is read as."""
_AGREES, _NAMES, _OTHER = 2.0, 3.0, -0.5
"""What the rules' word is worth, as a logarithm of odds: more where day, hour and interview are named together; "other" often
means that they merely found nothing."""
_SURELY_NOTHING = 0.95
"""From here on a label of the encoder's that is none of an offer's outweighs one that the rules find, but for an offer in
the plainest words."""
_NOTHING, _TRUSTED = 0.98, 0.3
"""Chance of "other" from which on the rules are not asked about a message that is not likely to be about a job; chance up
to which nothing speaks against trusting it."""
UNLIKELY = -1.5
"""The gate's odds up to which a message is hardly about a job."""
LIKELY = 0.5
"""The gate's odds from which on a message is taken to be about a job."""
_LEAST = 0.0
"""The same for an interview that neither rules nor an invitation show."""
_OTHER_BUSINESS = 3
"""So many words of another business, and what is offered there may be something else."""
_LIKELIER, _ASK_UNRULED, _JOB = 0.45, 0.15, 2.0
"""In languages without rules: chance of "other" from which on it is no interview; chance from which on an offer is asked
about; and the gate's odds that this takes."""
_ABOUT_AN_OFFER = 0.6
"""Chance of all its labels from which on a message is about an offer, whatever it says of it."""
_SHOWN = 3
"""Sentences in which a ground is looked for."""


def nothing(document: Document, facts: Facts, opinion: Opinion | None) -> bool:
    """The encoder is so sure that a message is about no candidacy, and its words and structure are so little about a job,
    that it need not be read further: of 602 messages about candidacies it had not learned from, none were so. One that
    tries to trick a reader is read, so that it is known for what it is."""
    return (
        opinion is not None
        and facts.invite is None
        and opinion.odds < LIKELY
        and opinion.labels["other"] >= _NOTHING
        and opinion.suspicious < _TRUSTED
        and not document.tricks
        and not scams.orders(f"{document.text()} {document.hidden}")
    )


def weigh(case: Case, verdict: Verdict, opinion: Opinion | None) -> Verdict:
    """The verdict of both: the rules' alone where there is no opinion, or where structure has settled it."""
    if opinion is None or (verdict.rule in _SETTLED and (verdict.label == "other" or opinion.odds >= LIKELY)):
        return verdict
    chances = _together(verdict, opinion, case.facts.allowed)
    label = max(chances, key=lambda label: chances[label])
    if verdict.label == "offer_rescinded" and verdict.confidence >= STRONG and label in _ENDS:
        return verdict  # an end of something, and plain words that it is the offer's: interviews are kept
    sentences = _sentences(opinion, label)
    found = _likeliest(verdict, label, chances[label], sentences)
    if label == "interview_rescheduled" and found.rule == "encoder" and _stays(case):
        chance = found.confidence + chances["interview_scheduled"]
        found = replace(found, label=label if case.moment else "interview_scheduled", confidence=chance)
    if label == verdict.label == "interview_scheduled" and _is_confirmed(case):
        found = replace(found, confidence=found.confidence + chances["interview_rescheduled"])
    if verdict.rule == _NAMED and label in _TIMELESS:
        return verdict
    if label == "interview_rescheduled" and verdict.label == "interview_invited" and is_choice(case):
        return verdict  # times to choose from, and no word of one that was
    if found.rule == "encoder" and label in _MISTAKEN and taken_further(case):
        return Verdict("interview_invited", FAIR, found.evidence, "encoder")
    if label == "offer_verbal" and found.rule == "encoder" and among_others(case):
        return Verdict("other", chances["other"] + found.confidence, found.evidence, "encoder")
    if label in FIRM_MAKING:
        if found.confidence < SURE and verdict.label == "offer_written" and verdict.confidence >= STRONG:
            return verdict  # an offer in plain words, whatever more it may be: by itself that makes nothing firm
        return _firm_making(case, opinion, found, chances, sentences)
    if offered := _offered(case, opinion, verdict, found):
        return offered
    if verdict.label == "interview_scheduled" and label in _NOT_LISTED and is_listed(case):
        return replace(verdict, confidence=max(chances["interview_scheduled"], min(verdict.confidence, FAIR)))
    unruled = matcher(case.language) is None  # no rules could speak for it; only the encoder can
    if found.rule == "encoder" and label in _ENDS and _hardly_an_end(case, label, found.confidence, unruled=unruled):
        return Verdict("other", chances["other"], (*found.evidence, *_too(opinion, "other", sentences)), "encoder")
    least = 0.5 if found.rule == _NAMED else _LIKELIER if unruled else DOUBTFUL
    if label.startswith("interview_") and (_hardly_a_job(case, opinion, verdict) or chances["other"] >= least):
        return Verdict("other", chances["other"], (*found.evidence, *_too(opinion, "other", sentences)), "encoder")
    likely = max(FIRM_MAKING, key=lambda label: chances.get(label, 0.0))
    # Beside "other" a mere chance is not asked about.
    silent = label == "other" and not (unruled and opinion.odds >= _JOB)
    if silent or chances.get(likely, 0.0) < (_ASK_UNRULED if unruled else ASK):
        return found
    return replace(found, needs=likely, evidence=(*found.evidence, *_too(opinion, likely, sentences)))


def _stays(case: Case) -> bool:
    """A meeting takes place as agreed: a sentence says so, and none tells of a move."""
    return case.direction == "in" and any(stands(one.plain) for one in case.text) and not moved(case.plain)


def _is_confirmed(case: Case) -> bool:
    """The words that confirm a time stand alone: none tells of a move, or of a time that was, so there was none."""
    told = moved(case.plain) or case.has("RESCHEDULE") or is_shifted(case) or previous_time(case.moments)
    return case.has("SCHEDULE") and case.facts.invite is None and not told


def _likeliest(verdict: Verdict, label: Label, chance: float, sentences: tuple[Evidence, ...]) -> Verdict:
    """The likeliest label with what shows it: the rules' words where they agree, what they say against it where not."""
    shown = sentences[:1]
    if verdict.label == label:
        if label == "offer_rescinded":
            chance = max(chance, verdict.confidence)  # it means that interviews are kept
        return Verdict(label, chance, _both(verdict.evidence, shown), verdict.rule)
    if verdict.label != "other":
        against = f"by the rules alone it would be {READS[verdict.label]}"
        shown += tuple(replace(item, says=against) for item in verdict.evidence[:1])
    return Verdict(label, chance, shown, "encoder")


def _offered(case: Case, opinion: Opinion, verdict: Verdict, found: Verdict) -> Verdict | None:
    """What becomes of an offer that the rules find and the encoder does not: words say so that can be shown, and they are not
    dropped without a question. None where there is none, or nothing comes of it."""
    likely_job = opinion.odds > UNLIKELY and case.nonjob < _OTHER_BUSINESS
    if not likely_job or not verdict.label.startswith("offer_") or found.label.startswith("offer_"):
        return None
    plain = found.label == "other" and case.has("OFFER", strong=True)
    if plain and verdict.label == "offer_verbal":
        return replace(verdict, confidence=min(verdict.confidence, FAIR))  # nothing is given up for it
    written = plain and verdict.label == "offer_written"
    if written and verdict.confidence >= STRONG:
        return replace(verdict, needs=verdict.label)
    if written or found.confidence < _SURELY_NOTHING:
        return replace(found, needs=verdict.label, evidence=_both(verdict.evidence, found.evidence))
    return None


def _hardly_a_job(case: Case, opinion: Opinion, verdict: Verdict) -> bool:
    """The gate's odds are low, and neither the rules, which find something about a candidacy, nor an invitation say
    otherwise."""
    settled = verdict.rule in _SETTLED
    about_one = not settled and verdict.label != "other"
    return opinion.odds < _LEAST and not about_one and (case.facts.invite is None or settled)


def _hardly_an_end(case: Case, label: Label, chance: float, *, unruled: bool) -> bool:
    """A machine wrote it that is no recruiting system, and no words show that it ends anything: "your answer about the
    interview has arrived". Rejections are mostly sent so and in words of every kind, and the user's own withdrawal is
    confirmed in languages that have no rules; there it takes that the encoder is sure.

    Of anybody's mail it takes more than that the end is likelier than all else: "thank you, that is noted" ends nothing.
    """
    if case.direction == "in" and not unruled and chance < (_SURE_REFUSAL if label == "rejected" else SURE):
        return True
    document = case.document
    machine = document.automatic or document.bulk or vendors.use(document.from_.address) == "machine"
    if case.direction == "out" or case.human or not machine or case.facts.vendor is not None:
        return False
    if label == "rejected":
        return chance < SURE
    return not unruled or chance < _SURELY_NOTHING


def _both(first: tuple[Evidence, ...], then: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys((*first, *then)))


def _too(opinion: Opinion, label: Label, sentences: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The sentence that counted most, as evidence for another label beside."""
    return tuple(replace(item, says=f"{_by(opinion, label)}, too") for item in sentences[:1])


def _together(verdict: Verdict, opinion: Opinion, allowed: frozenset[Label] | None) -> dict[Label, float]:
    """The chance of each label: the encoder's, raised for what the rules say; none for what the sender cannot mean."""
    word = _OTHER if verdict.label == "other" else _NAMES if verdict.rule == _NAMED else _AGREES
    raised = {
        label: max(chance, 1e-6) * (exp(word) if label == verdict.label else 1.0)
        for label, chance in opinion.labels.items()
        if allowed is None or label in allowed or label == "other"
    }
    total = sum(raised.values())
    return {label: value / total for label, value in raised.items()}


def _firm_making(
    case: Case, opinion: Opinion, found: Verdict, chances: Mapping[Label, float], sentences: tuple[Evidence, ...]
) -> Verdict:
    """Stands, and unasked, stands and is asked about, or is only asked about."""
    if found.confidence < SURE and found.rule != _OWN_WORDS:
        offer = sum(chance for label, chance in chances.items() if label.startswith("offer_"))
        among = CAUTIOUS if offer < _ABOUT_AN_OFFER else [label for label in CAUTIOUS if label != "other"]
        cautious = max(among, key=lambda label: chances.get(label, 0.0))
        return replace(found, label=cautious, needs=found.label)
    asked = replace(found, needs=found.label)
    least = LIKELY if found.rule == "encoder" else 0.0 if found.rule == _OWN_WORDS else UNLIKELY
    if opinion.odds < least:
        return asked  # "I accept it at $46.50": nothing else in it is about a job
    if found.label == "offer_accepted" and grounds.hedged(case):
        return asked  # "delighted to accept, provided that …"
    acts = grounds.acts(case, found.label)
    worded = grounds.worded(found.label, case.language, sentences)
    # A machine's words have to show an act.
    machine = (case.document.bulk or case.document.automatic) and case.facts.vendor is None
    if not (acts or (worded and not machine) or grounds.structural(case, found.label)):
        return asked
    spoken = (replace(worded, says=f"its words speak of {READS[found.label]}"),) if worded else ()
    return replace(found, evidence=_both(found.evidence, (*acts, *spoken)))


def _by(opinion: Opinion, label: Label) -> str:
    return f"{LEARNED} as {READS[label]} ({min(opinion.labels.get(label, 0.0), 0.99):.0%} sure)"


def _sentences(opinion: Opinion, label: Label) -> tuple[Evidence, ...]:
    """The sentences that counted most, as evidence for a label."""
    places = {
        index: spans(stretch.text)
        for index, stretch in enumerate(opinion.stretches)
        if stretch.kind in ("subject", "text", "forwarded", "quoted", "calendar")
    }
    quotes = (
        (" ".join(opinion.stretches[index].text[start:end].split())[:300], opinion.stretches[index].kind)
        for index, start, end in opinion.ranked(places)[:_SHOWN]
    )
    return tuple(Evidence(quote, _by(opinion, label), kind) for quote, kind in quotes if quote)
