"""What is asked and told: questions with their answers, notices, and why nothing may leave just now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from agent.casework.calledoff import which
from agent.casework.candidacies import Case
from agent.casework.context import quote
from agent.casework.course import replies
from agent.casework.doubt import in_doubt
from agent.casework.fold import KINDS
from agent.casework.offers import Graded
from agent.casework.position import Basis, Position, is_old_job, which_offer_key
from agent.casework.replies import ASKED, asked_words, pending, stands_again
from agent.casework.said import reading_key
from agent.casework.threads import Tree
from agent.casework.wanted import asks_same_employer
from agent.casework.wanted.deciding import REMINDERS, deciding, reminders
from agent.casework.wanted.letter import is_wanted
from agent.casework.wanted.reopening import called_off
from agent.ids import words
from agent.model import DELIVERED, Draft, Label, Notice, Offer, Question, Reading

_ENDED = ("declined", "rescinded", "expired", "dismissed")
_SOON = timedelta(hours=2)
MEANS: dict[Label, str] = {
    "offer_verbal": "an offer, still by word of mouth",
    "offer_written": "an offer in writing",
    "offer_contingency": "a condition of the offer that is still open",
    "offer_cleared": "a condition of the offer being met",
    "offer_accepted": "your acceptance of the offer",
    "offer_declined": "that you declined the offer",
    "offer_rescinded": "the offer being taken back",
    "interview_invited": "an invitation to an interview",
    "interview_scheduled": "a fixed time for an interview",
    "interview_rescheduled": "an interview being moved",
    "interview_cancelled": "an interview being called off",
    "rejected": "a rejection",
    "withdrawn": "your withdrawal",
}
"""What a message that only the user can read may be, in the words of the question."""


def questions(at: Position, firm: Basis, suspicious: tuple[Case, ...]) -> list[Question]:
    """All open questions, in order of id."""
    found = [q for g in at.graded.values() if (q := _accepted(g, at))]
    if firm.offer is None:
        found += [_which_offer(g, firm) for g in firm.rivals]
    else:
        found += [_same_employer(c, firm.offer) for c in asks_same_employer(at, firm)]
    for case in at.cases:
        found += [*pending(case, at, firm), *which(case, at)]
    for case in (*at.cases, *suspicious):
        found += _unsure(case, at.graded.get(case.key))
    return sorted(found, key=lambda q: (q.kind, q.id))


def hold(at: Position, firm: Basis) -> str | None:
    """A suspicious rescission of an offer that letters rest on, or tell of, stops them until the user has looked."""
    for graded in [firm.offer] if firm.offer else [*firm.rivals, *deciding(at, firm)]:
        if _doubtful_ends(graded):
            return (
                f"A message that cannot be trusted takes back the offer of {graded.offer.employer}. "
                "Nothing is sent until you say whether it is genuine."
            )
    return None


def notices(at: Position, firm: Basis) -> list[Notice]:
    """What the user is told, each once: by key."""
    found: list[Notice] = []
    for graded in at.graded.values():
        found += _of_offer(graded, at)
    found += [_reminder(graded, before) for graded, before in reminders(at)]
    found += [_call_again(draft, graded) for draft, graded in called_off(at, firm)]
    found += [notice for case in at.cases for notice in (*_replies(case, at, firm), *stands_again(case, at))]
    if firm.offer is not None:
        found += _soon(at, firm.offer)
    return sorted(found, key=lambda n: n.key)


def _question(kind: str, key: str, text: str, answers: tuple[str, ...], offer: Offer | None, subject: str) -> Question:
    return Question(
        id=words(f"question:{key}"),
        key=key,
        kind=kind,
        text=text,
        answers=answers,
        offer=offer.id if offer else None,
        subject_key=subject,
    )


def _accepted(graded: Graded, at: Position) -> Question | None:
    """Asked once of an offer in writing; again where newer mail contradicts what the user said."""
    offer = graded.offer
    fresh = offer.standing == "written" and graded.said is None and at.candidacies[graded.case.key].open
    if offer.suspicious or not (fresh or graded.asks):
        return None
    key = f"accepted:{graded.case.key}:{graded.round}"
    until = f" (answer by {offer.deadline:%-d %B})" if offer.deadline else ""
    text = f"Did you accept the offer of {_what(offer)}{until}?"
    if graded.asks and graded.said is not None:
        key += f":{graded.said.at.timestamp():.0f}"
        text = f"There is news about the offer of {_what(offer)}, and it is not what you said. Did you accept it?"
    if graded.lapsed:
        text = (
            f"The deadline of the offer of {_what(offer)} is over, and they answered your request for more time. "
            "Did you accept it?"
        )
    answers = ("deciding", "yes", "no", "turned_down", "not_an_offer")
    return _question("accepted", key, text, answers, offer, graded.case.key)


def _which_offer(graded: Graded, firm: Basis) -> Question:
    """The same question under each of the firm offers, so that it is found from any of them."""
    rivals = sorted((r.offer for r in firm.rivals), key=lambda o: (o.id != graded.offer.id, o.id))
    named = ", ".join(f"{_what(o)} ({o.id})" for o in rivals)
    text = f"{len(rivals)} offers are firm: {named}. Which one do you take? Nothing is drafted until you say so."
    ids = tuple(o.id for o in rivals)
    return _question("which_offer", which_offer_key(graded, firm.rivals), text, ids, graded.offer, graded.case.key)


def _same_employer(case: Case, chosen: Graded) -> Question:
    role = f" ({case.role})" if case.role else ""
    text = (
        f"{case.employer}{role} belongs to the employer of your firm offer ({_what(chosen.offer)}). "
        "Withdraw there, or keep it?"
    )
    return _question("same_employer", f"same_employer:{case.key}", text, ("withdraw", "keep"), chosen.offer, case.key)


def _unsure(case: Case, graded: Graded | None) -> list[Question]:
    """One question for each message that only the user can read, as long as the answer would change something."""
    found = []
    ends = {r.key for r in _doubtful_ends(graded)} if graded else set[str]()
    for reading in (*case.readings, *case.suspicious):
        label = reading.needs_confirmation or reading.label
        if (
            not in_doubt(reading)
            or not _matters(reading, label, graded, ends)
            or _is_idle(reading, label, case, graded)
        ):
            continue
        quote = next((e.quote for e in reading.evidence), reading.subject)
        text = f"Is this {MEANS.get(label, 'what it seems')}? “{quote}” ({case.employer}, {reading.sent_at:%-d %B})"
        if reading.suspicious:
            text = (
                f"A message that cannot be trusted takes back the offer of {case.employer}: “{quote}”. Is it genuine?"
            )
        key = f"unsure_reading:{reading.key}"
        offer = graded.offer if graded else None
        found.append(_question("unsure_reading", key, text, ("yes", "no"), offer, reading_key(reading)))
    return found


def _matters(reading: Reading, label: Label, graded: Graded | None, ends: Collection[str]) -> bool:
    """`ends` are keys of messages that may not be trusted and would end the offer."""
    if reading.suspicious:
        return reading.key in ends
    if graded is None:
        return True
    offer = graded.offer
    if graded.said is not None and graded.said.at >= reading.sent_at:
        return False
    settled = {
        "offer_verbal": True,
        "offer_written": offer.written,
        "offer_accepted": offer.accepted,
        "offer_cleared": not any(c.open for c in offer.contingencies),
    }
    anew = label == "offer_written" and offer.standing in ("declined", "rescinded", "expired")
    return anew or (offer.standing not in _ENDED and not settled.get(label, False))


_NO_OFFER = ("outreach", "applied", "assessment", "interview_invited", "interview_scheduled", "interview_rescheduled")


def _is_idle(reading: Reading, label: Label, case: Case, graded: Graded | None) -> bool:
    """Without any offer there: nothing to decline, and a yes of the user's to an interview accepts none."""
    if graded is not None or reading.suspicious:
        return False
    if label == "offer_declined":
        return True
    answered = (r for r in case.readings if r.message_id and r.message_id == reading.in_reply_to)
    return label == "offer_accepted" and reading.direction == "out" and any(r.label in _NO_OFFER for r in answered)


def _doubtful_ends(graded: Graded) -> list[Reading]:
    """Suspicious messages that would take a standing offer back, and came after the user's last word."""
    if graded.offer.standing in _ENDED or graded.offer.suspicious:
        return []
    said = graded.said.at if graded.said else None
    return [r for r in graded.case.suspicious if in_doubt(r) and (said is None or r.sent_at > said)]


def _of_offer(graded: Graded, at: Position) -> list[Notice]:
    offer, key = graded.offer, f"{graded.case.key}:{graded.round}"

    def tell(what: str, text: str, *, urgent: bool = False) -> list[Notice]:
        return [Notice(f"{what}:{key}", text, urgent, offer.id)]

    if offer.suspicious:
        why = f" ({'; '.join(offer.reasons)})" if offer.reasons else ""
        return tell(
            "suspicious",
            f"The offer of {_what(offer)} comes from mail that cannot be trusted{why}. It counts for nothing.",
        )
    found: list[Notice] = []
    if graded.fell and graded.fell_at:
        found += tell(
            f"{graded.fell}:{graded.fell_at:%Y%m%dT%H%M%S}", _FELL[graded.fell].format(_what(offer)), urgent=True
        )
    if offer.standing == "verbal":
        found += tell(
            "verbal", f"{_what(offer)}: an offer by word of mouth. Nothing is drafted; your interviews are best kept."
        )
    elif offer.standing == "conditional":
        missing = _still_open(offer)
        found += tell(
            f"conditional:{'+'.join(missing)}", f"{_what(offer)}: accepted, still open: {', '.join(missing)}."
        )
    elif offer.firm:
        found += _of_firm(graded, at, key)
    if offer.accepted and offer.standing not in _ENDED and _rejected_since(graded):
        found += tell(
            "rejected", f"{_what(offer)} also sent a rejection after the offer. Is it about another role?", urgent=True
        )
    return found


_FELL = {
    "rescinded": "{}: the offer is taken back. Keep your interviews; nothing more is sent.",
    "bounced": "{}: your acceptance could not be delivered, so the offer is not accepted. Nothing more is sent.",
    "condition": "{}: a condition is open again, so the offer is not firm. Nothing more is sent.",
}


def _of_firm(graded: Graded, at: Position, key: str) -> list[Notice]:
    offer = graded.offer
    if not offer.exclusive:
        return [
            Notice(
                f"beside:{key}",
                f"{_what(offer)} leaves room for another job: nothing is put in question.",
                about=offer.id,
            )
        ]
    if is_old_job(offer, at):
        return []
    if not graded.case.known:
        text = f"{_what(offer)} is firm, but its employer is not known by name, so nothing can be drafted safely."
        return [Notice(f"unnamed:{key}", text, about=offer.id)]
    if not offer.letter_read:
        text = f"{_what(offer)}: the letter itself could not be read, so its conditions are unseen."
        return [Notice(f"unread:{key}", text, about=offer.id)]
    return []


def _still_open(offer: Offer) -> list[str]:
    missing = [KINDS[c.kind] for c in offer.contingencies if c.open]
    return missing if offer.written else ["the offer in writing", *missing]


def _rejected_since(graded: Graded) -> bool:
    made = [link.date for link in graded.offer.evidence if link.counts]
    return any(r.label == "rejected" and made and r.sent_at > min(made) for r in graded.case.readings)


def _reminder(graded: Graded, before: timedelta) -> Notice:
    """An offer in writing ends soon, and has no answer yet."""
    offer, hours = graded.offer, int(before.total_seconds() // 3600)
    assert offer.deadline is not None
    text = (
        f"{_what(offer)} waits for your answer until {offer.deadline:%A, %-d %B}, the end of the day: "
        "accept it, turn it down, or ask for more time. After that it counts as expired."
    )
    key = f"deadline:{graded.case.key}:{graded.round}:{offer.deadline}:{hours}"
    return Notice(key, text, urgent=before == min(REMINDERS), about=offer.id)


def _replies(case: Case, at: Position, firm: Basis) -> list[Notice]:
    """What a person wrote back to a letter that asked something, or told of the offer: it waits for the user."""
    asked = [d for d in at.drafts if d.candidacy in case.aliases and d.kind in ASKED and d.status in DELIVERED]
    waiting = pending(case, at, firm) if asked else []
    mail = Tree(case.readings if asked else ())
    found = []
    for draft in asked:
        graded = at.graded.get(case.key) if draft.kind == "more_time" else None
        ends = graded.offer.deadline if graded and graded.offer.standing == "written" else None
        for reading in replies(draft, mail):
            if any(q.draft == draft.id and q.key.endswith(f":{reading.key}") for q in waiting):
                continue  # asked about, which tells it
            text = f"{case.employer} answered {asked_words(draft, at)}: “{quote(reading)}”" + (
                f" The offer counts until {ends:%-d %B}." if ends else ""
            )
            found.append(Notice(f"reply:{draft.id}:{reading.key}", text, about=draft.id))
    return found


def _call_again(draft: Draft, graded: Graded) -> Notice:
    """A letter cannot take a call back."""
    text = (
        f"You told {draft.employer} that you withdraw, and the offer that it was for is none any more. "
        "Call them if you want to go on there: no letter can be written."
    )
    return Notice(f"call_again:{draft.id}:{graded.round}", text, urgent=True, about=graded.offer.id)


def _soon(at: Position, firm: Graded) -> list[Notice]:
    """An interview elsewhere that still stands two hours before its start, unless the user wants to go there."""
    found = []
    for booked in at.booked:
        interview = booked.interview
        if booked.case.key != firm.case.key and interview.start - at.now <= _SOON and not is_wanted(booked, at):
            text = f"The interview with {interview.employer} at {interview.start:%H:%M} still stands."
            found.append(Notice(f"soon:{interview.key}:{interview.start:%Y%m%dT%H%M}", text, True, interview.id))
    return found


def _what(offer: Offer) -> str:
    return f"{offer.employer} ({offer.role})" if offer.role else offer.employer
