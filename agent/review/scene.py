"""What stands on the page: the stored views, put in order and into words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agent.review import words
from agent.review.case import Case, case
from agent.review.steps import Chain, Step, steps
from agent.review.words import When, clean

View = Mapping[str, Any]

OPEN = ("waiting", "failed", "unsure", "approved", "sending")
"""Drafts that stand on the page whole."""
WANTS = ("waiting", "failed")
"""Those that wait for a yes."""
ENDED = ("declined", "expired", "dismissed")
"""Offers that are told in one line."""
FIRMNESS = {"firm": 4, "conditional": 3, "written": 2, "verbal": 1}
VERBS = {
    "accept": ("I accepted it", "counts as your acceptance, whatever the mail says"),
    "decline": ("I declined it", "drafts a letter unless one was sent"),
    "doubt": ("I am not sure", "keeps every interview and drafts nothing"),
    "dismiss": ("Not an offer", "sets it aside; letters that rest on it go with it"),
    "firm": ("Treat it as firm", "as if nothing were open any more"),
    "reset": ("Back to what the mail says", "forgets what you said about it"),
}


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer and what it rests on."""

    view: View
    title: str
    standing: str
    firmness: int
    """0 to 4."""
    notes: tuple[str, ...]
    steps: tuple[Step, ...]
    reasons: tuple[str, ...]

    @property
    def id(self) -> str:
        return str(self.view["id"])


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question and its answers: (what is sent, what stands on the button)."""

    id: str
    text: str
    answers: tuple[tuple[str, str], ...]
    offer: str | None
    draft: str | None


@dataclass(frozen=True, slots=True)
class AccountShown:
    """How an account is."""

    name: str
    kind: str
    well: bool
    says: str
    help: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole page but for the picture."""

    questions: tuple[QuestionShown, ...]
    cases: tuple[Case, ...]
    resting: tuple[Case, ...]
    done: tuple[Case, ...]
    offers: tuple[OfferShown, ...]
    ended: tuple[OfferShown, ...]
    accounts: tuple[AccountShown, ...]
    ready: tuple[Case, ...]
    """Letters that one yes could send, call sheets apart."""

    @property
    def headline(self) -> str:
        """What waits, in one line."""
        waits = [case for case in self.cases if case.view["status"] in WANTS]
        calls = sum(case.call for case in waits)
        parts = [
            _counted(len(waits) - calls, "letter"),
            _counted(calls, "phone call"),
            _counted(len(self.questions), "question"),
        ]
        named = [part for part in parts if part]
        if not named:
            return "Nothing waits for you."
        verb = "waits" if len(named) == 1 and named[0].startswith("1 ") else "wait"
        return f"{' and '.join([', '.join(named[:-1]), named[-1]] if len(named) > 1 else named)} {verb} for you."


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}" if count else ""


def build(
    document: View, now: datetime, chain: Callable[[str, str], Chain], left: Callable[[View], int | None]
) -> Scene:
    """The scene of a status document. `chain` gives the steps behind (noun, id); `left` the seconds of a held letter."""
    when = When(now)
    offers = {view["id"]: view for view in document["offers"]}
    interviews = {view["id"]: view for view in document["interviews"]}

    def shown(view: View) -> Case:
        return case(view, when, offers, interviews, chain, left(view))

    drafts = document["drafts"]
    cases = tuple(shown(view) for view in sorted(drafts, key=_first) if view["status"] in OPEN)
    resting = tuple(shown(view) for view in drafts if view["status"] in ("snoozed", "kept"))
    sent = [view for view in drafts if view["status"] in ("sent", "answered")]
    done = tuple(shown(view) for view in sorted(sent, key=lambda view: view["sent_at"] or "", reverse=True))
    graded = [offer(view, when, chain) for view in sorted(offers.values(), key=_rank)]
    names = {id_: words.title(view) for id_, view in offers.items()}
    return Scene(
        questions=tuple(question(view, names) for view in document["questions"]),
        cases=cases,
        resting=resting,
        done=done,
        offers=tuple(one for one in graded if one.view["standing"] not in ENDED),
        ended=tuple(one for one in graded if one.view["standing"] in ENDED),
        accounts=tuple(account(view, when) for view in document["accounts"]),
        ready=tuple(one for one in cases if one.view["status"] == "waiting" and not one.call),
    )


def _first(view: View) -> tuple[bool, bool]:
    return (not view["urgent"], view["status"] != "failed")


def _rank(view: View) -> int:
    return 1 if view["suspicious"] else -FIRMNESS.get(view["standing"], 0)


def offer(view: View, when: When, chain: Callable[[str, str], Chain]) -> OfferShown:
    """One offer."""
    links = chain("offer", view["id"])
    suspicious = view["suspicious"]
    return OfferShown(
        view=view,
        title=words.title(view),
        standing="looks forged: counts for nothing" if suspicious else words.STANDINGS.get(view["standing"], ""),
        firmness=0 if suspicious else FIRMNESS.get(view["standing"], 0),
        notes=tuple(_notes(view, when)),
        steps=tuple(steps("offer", view["id"], links, when)),
        reasons=tuple(clean(one["says"]) for one in links if not one["quote"]),
    )


def _notes(view: View, when: When) -> list[str]:
    if view["suspicious"] or view["standing"] in (*ENDED, "rescinded"):
        return []
    notes = ["you are not sure about it: every interview is kept"] if view["doubted"] else []
    notes += [f"{words.spoken(one['kind'])}: {'still open' if one['open'] else 'met'}" for one in view["contingencies"]]
    if view["standing"] == "conditional" and not view["written"]:
        notes.append("the offer in writing: still open")
    if not view["letter_read"]:
        notes.append("its letter could not be read, so its conditions are unseen")
    if view["deadline"] and not view["accepted"]:
        notes.append(f"answer by {when.dated(view['deadline'])} ({when.within(date.fromisoformat(view['deadline']))})")
    if view["start_date"]:
        notes.append(f"first day {when.dated(view['start_date'])}")
    if not view["exclusive"]:
        notes.append("leaves room for another job")
    return notes


def question(view: View, names: Mapping[str, str]) -> QuestionShown:
    """One question. `names` are the offers by id."""
    answers = tuple((given, words.answer(view["kind"], given, names)) for given in view["answers"])
    return QuestionShown(view["id"], clean(view["text"]), answers, view["offer"], view["draft"])


def account(view: View, when: When) -> AccountShown:
    """How an account is, in a line, and what to do about it."""
    name = clean(view["name"])
    last = f"Last read {when.ago(view['last_success'])}" if view["last_success"] else "Not read yet"
    if not (view["last_success"] or view["needs_login"] or view["error"]):
        return AccountShown(name, view["kind"], False, f"{last}.", "agent sync")
    if view["needs_login"]:
        return AccountShown(name, view["kind"], False, f"Waits for you to sign in. {last}.", f"agent login {name}")
    if view["error"]:
        return AccountShown(name, view["kind"], False, f"{words.lines(view['error'])} {last}.", "agent doctor")
    todo = view["coverage"].get("todo") or 0
    rest = (
        ""
        if view["coverage"]["complete"]
        else f"; {todo} older messages are still to come"
        if todo
        else "; not whole yet"
    )
    return AccountShown(name, view["kind"], True, f"{last}; {_read(view['messages'])}{rest}.", "")


def _read(messages: View) -> str:
    """How much mail was looked at; of a provider that told only what was new, what is kept of all."""
    checked, kept = messages["checked"], messages["kept"]
    if checked < kept:
        return f"{_counted(kept, 'message')} about the job search"
    return f"{checked} message{'' if checked == 1 else 's'} checked, {kept} about the job search"
