"""The fold of one candidacy's offer: each piece of evidence moves a small state, in order of time.

The state follows the policy's table; the user's last word is one more step, at the time it was said, and beats the mail
that was there. Mail after it acts at once where it means that interviews are kept (a rescission, a condition, a bounce);
where it means that they are given up it only makes a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from agent.casework.candidacies import Case
from agent.casework.course import replies, sent_at, sent_letters
from agent.casework.said import Said
from agent.casework.threads import Tree
from agent.ids import words
from agent.model import DELIVERED, ContingencyKind, Draft, Label, Link, Reading, Standing

_MAKES = ("offer_verbal", "offer_written")
_ENDS: dict[Label, Standing] = {
    "offer_declined": "declined",
    "offer_rescinded": "rescinded",
    "withdrawn": "declined",
}
KINDS: dict[ContingencyKind, str] = {
    "background_check": "the background check",
    "references": "the references",
    "drug_test": "the drug test",
    "medical": "the medical",
    "education": "the proof of education",
    "right_to_work": "the right to work",
    "exam": "an exam",
    "clearance": "the security clearance",
    "approval": "an approval",
    "contract": "the contract (the role itself is on trial)",
    "other": "a condition",
}
"""How contingencies are called in sentences."""


def fold(case: Case, said: Said | None, drafts: Sequence[Draft], zone: ZoneInfo) -> State:
    """The state after all trustworthy mail, the user's last word and the user's sent letters."""
    state = State(zone, granting=_answers_about_time(case, drafts), left=_left_at(case, drafts))
    bounced = {r.bounce_of for r in case.readings if r.bounce_of}
    steps: list[Reading | Draft | Said] = [*_readings(case.readings, state.granting), *_declines(case, drafts)]
    steps += [said] if said else []
    for step in sorted(steps, key=_order):
        if isinstance(step, Said):
            _word(state, step)
        elif isinstance(step, Draft):
            done = "you called and declined it" if step.kind == "call_sheet" else "your letter declining it was sent"
            state.end("declined", done)
            state.by_word = False
        else:
            _step(state, step)
    for key in [k for k, mid in state.accepted.items() if mid in bounced]:
        del state.accepted[key]
    return state


@dataclass(slots=True)
class State:
    """Where the offer stands after the steps so far."""

    zone: ZoneInfo
    exists: bool = False
    written: bool = False
    letter_read: bool | None = None
    accepted: dict[str, str | None] = field(default_factory=dict)
    """Key of each acceptance that counts, with its Message-ID; "user" for the user's word."""
    ended: Standing | None = None
    by_word: bool = False
    open: dict[ContingencyKind, bool] = field(default_factory=dict)
    deadline: date | None = None
    start_date: date | None = None
    exclusive: bool = True
    said: Said | None = None
    asks: bool = False
    fell: tuple[str, datetime] | None = None
    round: int = 0
    granting: frozenset[str] = frozenset()
    """Keys of the messages that answer a letter of the user's that asked for more time."""
    left: datetime | None = None
    """When the user first withdrew."""
    unclear: bool | None = None
    """Such an answer came, and no day that is later could be read in it; False once one was given."""
    lapsed: bool = False
    """The deadline is over, and what they answered about it is unclear."""
    links: list[Link] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        if self.ended:
            return self.ended
        if self.accepted:
            return "firm" if self.written and not any(self.open.values()) else "conditional"
        return "written" if self.written else "verbal"

    def end(self, how: Standing, reason: str) -> None:
        self.ended, self.exists = how, True
        self.reasons.append(reason)

    def restart(self) -> None:
        """A new offer in the same candidacy: nothing of the old one counts any more."""
        self.written, self.letter_read, self.ended, self.by_word = False, None, None, False
        self.accepted, self.open = {}, {}
        self.deadline, self.start_date, self.exclusive = None, None, True
        self.said, self.asks, self.fell, self.unclear = None, False, None, None
        self.round += 1

    def renew(self) -> None:
        """The offer is made again after its deadline: what was said of the old date is spent, its conditions stand."""
        self.deadline, self.said, self.asks, self.unclear = None, None, False, None
        self.round += 1

    def lapse(self) -> None:
        """The deadline is over, and there is no yes: the offer has expired.

        Unless they answered a request for more time, and it is not known what they gave: no day is known then, and
        a user who still thinks it over is asked.
        """
        settled = self.said is not None and self.said.word != "deciding"
        if self.unclear and not settled:
            self.asks = self.said is not None and not self.is_past(self.said.at)
            self.lapsed, self.deadline = True, None
            self.reasons.append("the deadline passed, but they answered your request for more time")
        else:
            self.ended = "expired"
            self.reasons.append("the deadline passed without an acceptance")

    def is_past(self, at: datetime) -> bool:
        """The deadline's day, which itself still counts, was over at that time."""
        return self.deadline is not None and at.astimezone(self.zone).date() > self.deadline


def _readings(readings: Iterable[Reading], granting: frozenset[str]) -> list[Reading]:
    """What may move an offer: offer mail, the user's own withdrawal, bounces, and answers about more time."""
    return [
        r
        for r in readings
        if r.label.startswith("offer_")
        or r.bounce_of
        or r.key in granting
        or (r.label == "withdrawn" and r.direction == "out")
    ]


def _answers_about_time(case: Case, drafts: Sequence[Draft]) -> frozenset[str]:
    """What a person there wrote back after the user's letters that asked for more time."""
    asked = [d for d in drafts if d.kind == "more_time" and d.status in DELIVERED and d.candidacy in case.aliases]
    mail = Tree(case.readings if asked else ())
    return frozenset(r.key for d in asked for r in replies(d, mail))


def _left_at(case: Case, drafts: Sequence[Draft]) -> datetime | None:
    own = [r.sent_at for r in case.readings if r.label == "withdrawn" and r.direction == "out"]
    return min([*own, *map(sent_at, sent_letters(case, drafts))], default=None)


def _declines(case: Case, drafts: Sequence[Draft]) -> list[Draft]:
    """Letters, and calls, that declined the offer and are done."""
    mine = [d for d in drafts if d.candidacy in case.aliases and d.status in DELIVERED and d.sent_at]
    calls = [d for d in mine if d.kind == "call_sheet"]
    own = {words(f"offer:{alias}") for alias in case.aliases} if calls else set[str]()
    return [d for d in mine if d.kind == "offer_decline"] + [d for d in calls if d.offer in own]


def _order(step: Reading | Draft | Said) -> tuple[float, int, str]:
    if isinstance(step, Said):
        return step.at.timestamp(), 2, ""
    if isinstance(step, Draft):
        return (step.sent_at or step.updated_at).timestamp(), 1, step.id
    return step.sent_at.timestamp(), 0, step.key


def _step(state: State, reading: Reading) -> None:
    """Let one trustworthy reading move the state."""
    before = state.standing if state.exists else None
    if reading.bounce_of:
        counts, reason = _bounce(state, reading)
    elif reading.label in _ENDS:
        counts, reason = _end(state, reading)
    elif reading.label == "offer_accepted":
        counts, reason = _accepted(state, reading)
    elif reading.key in state.granting:
        counts, reason = _granted(state, reading)
    else:
        counts, reason = _made_or_changed(state, reading)
    if reason:
        state.links.append(link(reading, counts=counts))
        state.reasons.append(f"{reading.sent_at.astimezone(state.zone):%-d %B %Y}: {reason}")
    _note_fall(state, reading, before)


def _note_fall(state: State, reading: Reading, before: Standing | None) -> None:
    """Remember why a firm or accepted offer is so no more; a firm one has not fallen."""
    if state.standing == "firm":
        state.fell = None
    elif state.ended == "rescinded" and before != "rescinded":
        state.fell = "rescinded", reading.sent_at
    elif before in ("firm", "conditional") and not state.accepted and not state.ended:
        state.fell = "bounced", reading.sent_at
    elif before == "firm" and state.standing == "conditional":
        state.fell = "condition", reading.sent_at


def _bounce(state: State, reading: Reading) -> tuple[bool, str]:
    """An acceptance that came back is none, and the user's word that rested on it neither."""
    returned = [key for key, mid in state.accepted.items() if mid and mid == reading.bounce_of]
    for key in returned:
        del state.accepted[key]
    if not returned:
        return False, ""
    if state.said and state.said.word in ("accept", "firm"):
        state.accepted.pop("user", None)
        state.said = None
    return True, "your acceptance could not be delivered"


def _end(state: State, reading: Reading) -> tuple[bool, str]:
    if not state.exists and (reading.label == "withdrawn" or _regrets(state, reading)):
        return False, ""
    if state.ended == "dismissed":
        return False, "an end of what you said is no offer"
    state.ended, state.by_word, state.exists = _ENDS[reading.label], False, True
    if reading.label == "offer_rescinded":
        return True, "the employer takes the offer back"
    return True, "you declined the offer" if reading.direction == "out" else "they write that you declined the offer"


def _regrets(state: State, reading: Reading) -> bool:
    """They are sorry about the user's decision, and that was to withdraw: of an offer nobody has spoken."""
    answers_it = state.left is not None and reading.sent_at >= state.left
    return reading.label == "offer_declined" and reading.direction == "in" and answers_it


def _accepted(state: State, reading: Reading) -> tuple[bool, str]:
    own = reading.direction == "out"
    if state.ended:
        state.asks = state.asks or state.by_word
        return False, "an acceptance, but the offer had ended"
    if own and state.is_past(reading.sent_at) and not state.accepted:
        return False, "you accepted, but after the deadline"
    if state.said and state.said.word == "no" and not (own or reading.signed):
        state.asks = True
        return False, "an acceptance, against your word"
    state.exists = True
    state.accepted[reading.key] = reading.message_id
    if reading.signed or reading.is_letter:
        _letter(state, reading)
    _conditions(state, reading)
    if reading.signed:
        return True, "the offer letter is signed by all"
    return True, "you accepted the offer" if own else "they write that you accepted the offer"


def _granted(state: State, reading: Reading) -> tuple[bool, str]:
    """An answer about more time: a day later than the deadline is the new one, and is no first day of the job."""
    known, before = state.start_date, state.deadline
    if state.ended or before is None:
        return _made_or_changed(state, reading) if reading.label.startswith("offer_") else (False, "")
    days = [reading.deadline]
    if known and reading.start_date and reading.start_date < known:
        days.append(reading.start_date)
    later = next((day for day in days if day and day > before), None)
    first = None if reading.start_date in (later, before) else reading.start_date
    label: Label = "offer_verbal" if later else reading.label  # more time says nothing of the letter
    counts, reason = False, ""
    if label.startswith("offer_"):
        counts, reason = _made_or_changed(state, replace(reading, label=label, deadline=later, start_date=first))
    if later:
        state.unclear = False
    elif state.unclear is None and reading.deadline != before:
        state.unclear = True
    return (True, f"you may answer until {later:%-d %B}") if later else (counts, reason)


def _made_or_changed(state: State, reading: Reading) -> tuple[bool, str]:
    makes = reading.label in _MAKES or (reading.label == "offer_cleared" and reading.is_letter)
    if state.ended and state.by_word:
        state.asks = state.asks or makes
        return False, "against your word"
    if makes and state.ended:
        state.restart()
    elif makes and not state.accepted and state.is_past(reading.sent_at):
        state.renew()
    elif state.ended:
        return False, "the offer had ended"
    state.exists = True
    if reading.label == "offer_written" or (makes and reading.label == "offer_cleared"):
        _letter(state, reading)
    state.deadline = reading.deadline or state.deadline
    _conditions(state, reading)
    return True, _says(reading)


def _letter(state: State, reading: Reading) -> None:
    state.written = True
    state.letter_read = bool(state.letter_read) or reading.letter_read


def _conditions(state: State, reading: Reading) -> None:
    """Close what the message calls met, then open what it calls open; a role on trial stays so until named as met."""
    still_open = [k for k, is_open in state.open.items() if is_open and k != "contract"]
    met = set(reading.cleared)
    if reading.label == "offer_cleared" and not met and (reading.is_letter or len(still_open) == 1):
        met = {"all"} if not reading.contingencies else set()
    for kind in KINDS:
        if kind in met or ("all" in met and kind in still_open):
            state.open[kind] = False
    named = reading.contingencies
    if reading.label == "offer_contingency" and not named and not met:
        named = ("other",)
    for kind in named:
        state.open[kind] = True
    state.start_date = reading.start_date or state.start_date
    state.exclusive = state.exclusive and reading.exclusive
    if state.said and state.said.word == "doubt":
        state.asks = True


def _word(state: State, said: Said) -> None:
    """The user's word beats all mail before it."""
    state.said, state.asks, state.exists = said, False, True
    if said.word in ("decline", "dismiss"):
        state.by_word = said.word == "dismiss" or state.ended in (None, "dismissed")
        state.ended = "dismissed" if said.word == "dismiss" else "declined"
    elif said.word in ("accept", "firm"):
        state.ended, state.by_word, state.fell = None, False, None
        state.accepted["user"] = None
    elif said.word == "no":
        state.accepted.clear()
    if said.word == "firm":
        state.written = True
        state.open = dict.fromkeys(state.open, False)
    state.reasons.append(_WORDS[said.word])


_WORDS = {
    "accept": "you said that you accepted it",
    "decline": "you said that you declined it",
    "doubt": "you are not sure about it",
    "dismiss": "you said that it is no offer",
    "firm": "you said to treat it as firm",
    "deciding": "you are deciding",
    "no": "you said that you have not accepted it",
}


def _says(reading: Reading) -> str:
    match reading.label:
        case "offer_verbal":
            return "an offer is announced, nothing in writing"
        case "offer_written":
            return "the offer is made in writing"
        case "offer_cleared" if reading.is_letter:
            return "the final letter"
        case "offer_cleared":
            return "a condition is met"
        case _:
            return "a condition is open"


def link(reading: Reading, *, counts: bool) -> Link:
    """What a message adds to the chain, in its own words."""
    first = next(iter(reading.evidence), None)
    return Link(
        message_id=reading.message_id,
        key=reading.key,
        date=reading.sent_at,
        label=reading.label,
        quote=first.quote if first else reading.subject,
        says=first.says if first else "",
        counts=counts,
    )
