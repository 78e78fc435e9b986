"""What stands on the page: the stored views, put in order and into words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from agent.review import words
from agent.review.words import When, clean

View = Mapping[str, Any]

OPEN = ("waiting", "failed", "unsure", "approved", "sending")
"""Drafts that stand on the page whole."""
WANTS = ("waiting", "failed")
"""Those that wait for a yes."""
ENDED = ("declined", "expired", "dismissed")
"""Offers that are told in one line."""
FIRMNESS = {"firm": 4, "conditional": 3, "written": 2, "verbal": 1}
CHOICES = {
    "waiting": ("approve", "edit", "keep", "later", "rewrite", "why"),
    "failed": ("approve", "edit", "keep", "rewrite", "why"),
    "snoozed": ("approve", "edit", "keep", "later", "rewrite", "why"),
    "kept": ("approve", "edit", "later", "rewrite", "why"),
    "approved": ("undo", "edit", "why"),
}
"""What can be done with a letter by its status (`delivery.approval` has the last word)."""
STATES = {
    "waiting": "waits for you",
    "failed": "was not sent",
    "unsure": "was it sent?",
    "approved": "approved",
    "sending": "is being sent",
    "snoozed": "asks again later",
    "kept": "interview kept",
    "sent": "sent",
    "answered": "sent, and answered",
    "void": "no longer needed",
}
CALENDAR = "In the calendar: "
VERBS = {
    "accept": ("I accepted it", "counts as your acceptance, whatever the mail says"),
    "decline": ("I declined it", "drafts a letter unless one was sent"),
    "doubt": ("I am not sure", "keeps every interview and drafts nothing"),
    "dismiss": ("Not an offer", "sets it aside; letters that rest on it go with it"),
    "firm": ("Treat it as firm", "as if nothing were open any more"),
    "reset": ("Back to what the mail says", "forgets what you said about it"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of what was understood: what it says, in whose words, and where they stand."""

    says: str
    quote: str
    when: str
    href: str | None
    web: bool
    """The link leads to the provider, not to a page of ours."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One address of a letter."""

    line: str
    address: str
    because: str
    warning: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What happens to one calendar entry."""

    says: str
    because: str = ""
    """Why, where it is one of the user's own around the interview."""
    uid: str | None = None
    """Of such a one, as long as it can still be kept."""


@dataclass(frozen=True, slots=True)
class Booking:
    """Something that only the user can cancel."""

    says: str
    because: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A letter with all that one has to know to say yes or no."""

    view: View
    title: str
    kind: str
    state: str
    interviews: tuple[str, ...]
    people: tuple[Addressee, ...]
    calendar: tuple[Answered, ...]
    bookings: tuple[Booking, ...]
    troubles: tuple[str, ...]
    """What went wrong with it."""
    steps: tuple[Step, ...]
    offer: View | None
    choices: tuple[str, ...]
    left: int | None
    """Seconds in which it can still be taken back."""

    @property
    def id(self) -> str:
        return str(self.view["id"])

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has to be known before a yes."""
        return tuple(words.remarks(self.view))

    @property
    def look_first(self) -> bool:
        """One yes to many letters does not take it in by itself."""
        return bool(self.remarks) or any(one.warning for one in self.people)

    @property
    def call(self) -> bool:
        """It is read out on the phone."""
        return bool(self.view["kind"] == "call_sheet")

    @property
    def beside(self) -> bool:
        """It gives nothing up."""
        return self.view["kind"] in words.BESIDE

    @property
    def instead(self) -> tuple[str, ...]:
        """Other kinds of letters that fit the case."""
        return instead(self.view)


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


Chain = Sequence[View]


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


def case(
    view: View,
    when: When,
    offers: Mapping[str, View],
    interviews: Mapping[str, View],
    chain: Callable[[str, str], Chain],
    left: int | None = None,
) -> Case:
    """One letter."""
    booked = [interviews[id_] for id_ in view["interviews"] if id_ in interviews]
    about: list[Step] = []
    for one in booked:
        about += steps("interview", one["id"], chain("interview", one["id"]), when)
    if view["kind"] == "offer_decline" and view["offer"] in offers:
        about += steps("offer", view["offer"], chain("offer", view["offer"]), when)
    if not about:
        about = steps("draft", view["id"], chain("draft", view["id"]), when)
    return Case(
        view=view,
        title=words.title(view),
        kind=words.KINDS.get(view["kind"], words.spoken(view["kind"]).capitalize()),
        state=_state(view, when),
        interviews=tuple(interview(one, when) for one in booked),
        people=tuple(_people(view)),
        calendar=tuple(_calendar(view, when)),
        bookings=tuple(
            Booking(words.to_cancel(one, with_link=False), clean(one["because"]), one["link"])
            for one in words.bookings(view)
        ),
        troubles=tuple(_troubles(view)),
        steps=_once(about),
        offer=offers.get(view["offer"]) if view["offer"] else None,
        choices=_choices(view),
        left=left,
    )


def _once(found: Sequence[Step]) -> tuple[Step, ...]:
    """Each step once; an entry that stands in several calendars is one step too."""
    kept: dict[tuple[str, ...], Step] = {}
    for step in found:
        entry = step.says.startswith(CALENDAR)
        key = (CALENDAR if entry else step.says, step.quote, step.when)
        if entry and key in kept and step.says not in kept[key].says:
            step = replace(kept[key], says=f"{kept[key].says}, {step.says.removeprefix(CALENDAR)}")
        kept[key] = step
    return tuple(kept.values())


def instead(view: View) -> tuple[str, ...]:
    """Other kinds of letters that fit the case."""
    return tuple(kind for kind in view.get("kinds", ()) if kind != view["kind"] and kind in words.INSTEAD)


def _choices(view: View) -> tuple[str, ...]:
    found = CHOICES.get(view["status"], ("why",))
    # A call sheet has one tone, so that anew it would be the same.
    same = view["kind"] == "call_sheet" and not view.get("edited") and not instead(view)
    left_out = {"rewrite"} if same else set()
    if not view["interviews"] and view["kind"] not in words.BESIDE:
        left_out.add("keep")
    if view["status"] in ("sent", "answered") and any(_failed(step) for step in view["calendar"]):
        return ("retry", *found)
    return tuple(choice for choice in found if choice not in left_out)


def _state(view: View, when: When) -> str:
    status = view["status"]
    if status == "snoozed" and view.get("snoozed_until"):
        return f"asks again {when.at(view['snoozed_until'])}"
    if status in ("sent", "answered") and view["sent_at"]:
        said = "called" if view["kind"] == "call_sheet" else STATES[status]
        return f"{said} {when.at(view['sent_at'])}"
    return STATES.get(status, words.spoken(status))


def _people(view: View) -> list[Addressee]:
    known = {one["address"]: one for one in view["recipients"]}
    found = []
    for line in ("to", "cc"):
        for address in view[line]:
            one = known.get(address, {})
            name = clean(one.get("name") or "")
            shown = f"{name} <{clean(address)}>" if name else clean(address)
            because, warning = clean(one.get("because") or ""), clean(one.get("warning") or "")
            found.append(Addressee(line.capitalize(), shown, because, warning))
    return found


def _failed(step: View) -> bool:
    return step["action"] != "none" and step["result"] not in (None, "done")


def _calendar(view: View, when: When) -> list[Answered]:
    own = words.own_entries(view)
    found = []
    for step in view["calendar"]:
        name = step["uid"], step["recurrence_id"]
        if step["action"] != "none":
            uid = step["uid"] if name in own and "edit" in _choices(view) else None
            found.append(Answered(_answer(step, when), own.get(name, ""), uid))
    return found


def _answer(step: View, when: When) -> str:
    """One calendar action, with what became of it."""
    what = f"{words.ACTIONS.get(step['action'], words.spoken(step['action']))} “{clean(step.get('summary') or step['uid'])}”"
    if step.get("start"):
        what += f" ({when.at(step['start'])})"
    what += f" in the calendar of {clean(step['account'])}"
    if step.get("comment"):
        what += f", saying “{clean(step['comment'])}”"
    if step["result"] == "done":
        what += ": done"
    return what


def _troubles(view: View) -> list[str]:
    found = [clean(view["outcome"])] if view["outcome"] and view["outcome"] != "you called" else []
    return found + [
        f"The calendar was not answered: {clean(step['result'])}" for step in view["calendar"] if _failed(step)
    ]


def interview(view: View, when: When) -> str:
    """When an interview is, in the user's time and in the employer's where that is another one."""
    start = when.moment(view["start"])
    text = f"{when.at(view['start'])}"
    if view["end"]:
        text += f"–{when.clock(view['end'])}"
    there = datetime.fromisoformat(view["start"])
    if view.get("zone") and there.utcoffset() and there.utcoffset() != start.utcoffset():
        text += f" ({there:%H:%M} in {clean(view['zone'])})"
    return f"{text}, {when.within(start.date())}"


def steps(noun: str, id_: str, chain: Chain, when: When) -> list[Step]:
    """The steps of a chain that quote somebody, in order."""
    found = []
    for number, one in enumerate(chain):
        if not one["quote"]:
            continue
        says = words.label(one["rule"] or "", one["says"])
        if one["rule"] == "calendar":
            place = clean(one["says"]).removeprefix("it stands in the calendar ")
            says = CALENDAR + place.rpartition("/")[2]  # a local calendar is a folder
        file = one["file"] or ""
        web = file.startswith("https://")
        href = file if web else f"/message/{noun}/{id_}/{number}" if file.startswith("/") else None
        found.append(Step(says, clean(one["quote"]), when.at(one["date"]), href, web))
    return found


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
    counted = f"{view['messages']['checked']} messages checked, {view['messages']['kept']} about the job search"
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
    well = bool(view["last_success"])
    return AccountShown(name, view["kind"], well, f"{last}; {counted}{rest}.", "" if well else "agent sync")
