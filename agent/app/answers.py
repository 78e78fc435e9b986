"""What a person says of offers and of what is asked, remembered with the messages that it is about."""

from __future__ import annotations

from agent.app import letters
from agent.errors import UserError, WrongUsage
from agent.model import Answer, Label, Question
from agent.work import View, Work


def given(work: Work, id: str, said: str) -> None:
    """The answer to a question, or another one than before. Raises UserError where there is none, WrongUsage for no answer to it."""
    question = work.store.cases.question(id) or _answered(work, id)
    if question is None:
        raise UserError(f"There is no open question “{id}”. `agent questions` shows them.")
    if said not in question.answers:
        raise WrongUsage(f"“{said}” is no answer to that. Say one of: {', '.join(question.answers)}.")
    now = work.clock.now()
    work.store.journal.note(now, f"answer.{question.kind}", id, f"{said}: {question.text}")
    if question.kind == "unsure_sent":
        _settle_unsure(work, str(question.draft), sent=said == "sent")
    else:
        messages, label = _asked_about(work, question)
        value = f"{question.kind}={said}"
        work.store.answers.add(Answer(now, id, "answer", value, question.subject_key, messages, label))
    work.run.judge(now)


def offer(work: Work, verb: str, id: str) -> View:
    """The last word about an offer. Raises UserError where there is none of that id."""
    key = work.store.cases.key("offer", id)
    if key is None:
        raise UserError(f"There is no offer “{id}”. `agent offers` shows them.")
    now = work.clock.now()
    work.store.answers.add(Answer(now, id, verb, "", key, _messages(work, key)))
    work.store.journal.note(now, f"offer.you_said_{verb}", id)
    work.run.judge(now)
    return work.view("offer", id)


def _messages(work: Work, key: str) -> tuple[str, ...]:
    """Keys of all messages of an offer's candidacy, as the mail is read now: what the user speaks of."""
    verdict = work.run.judge(work.clock.now())
    shown = [link.key for offer in verdict.offers if offer.key == key for link in offer.evidence if link.counts]
    claims = [link.key for o in verdict.offers if o.key == key and o.suspicious for link in o.evidence]
    laid = [s.reading.key for c in verdict.candidacies if c.key == key for s in c.sources]
    return tuple(dict.fromkeys((*shown, *claims, *laid)))


def _answered(work: Work, id: str) -> Question | None:
    """A question about what a message means that the user has answered: it may be answered otherwise."""
    said = [a for a in work.store.answers.all() if a.about == id and a.value.startswith("unsure_reading=")]
    if not said:
        return None
    subject = said[-1].subject_key
    return Question(id, f"unsure_{subject}", "unsure_reading", "said anew", ("yes", "no"), subject_key=subject)


def _asked_about(work: Work, question: Question) -> tuple[tuple[str, ...], Label | None]:
    """The messages that a question is about, and what it takes the message for that only the user can read."""
    if question.kind == "accepted":
        return _messages(work, question.subject_key), None
    if question.kind != "unsure_reading":
        return (), None
    key = question.subject_key.removeprefix("reading:")
    reading = next((s.reading for s in work.store.messages.sources() if s.reading.key == key), None)
    return (key,), (reading.needs_confirmation or reading.label) if reading else None


def _settle_unsure(work: Work, draft_id: str, *, sent: bool) -> None:
    draft = letters.found(work, draft_id)
    outgoing = work.store.outbox.open(draft_id)
    if outgoing is None or outgoing.state != "unsure":
        raise UserError("That question is settled already.")
    if sent:
        work.outbox.confirmed(draft, outgoing, work.clock.now())
    else:
        work.outbox.unsent(draft, outgoing, work.clock.now())
