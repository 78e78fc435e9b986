"""A letter as it stands on the page, with all that one has to know to say yes or no. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agent.review import words
from agent.review.steps import Chain, Step, once, steps
from agent.review.words import When, clean

View = Mapping[str, Any]

CHOICES = {
    "waiting": ("approve", "edit", "keep", "later", "rewrite", "why"),
    "failed": ("approve", "edit", "keep", "rewrite", "why"),
    "snoozed": ("approve", "edit", "keep", "later", "rewrite", "why"),
    "kept": ("approve", "edit", "later", "rewrite", "why"),
    "approved": ("undo", "edit", "why"),
}
"""What can be done with a letter by its status (`delivery.approval` has the last word)."""
REACHED_NOBODY = ("edit", "keep", "why")
"""Likewise for one that left and has no reader: it came back, or whom it went to works there no longer."""
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
    def unreached(self) -> bool:
        """It is to go to somebody else."""
        return reached_nobody(self.view)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is written, and what there is to know of it."""
        return tuple(words.reasons(self.view))

    @property
    def aside(self) -> tuple[tuple[str, str], ...]:
        """Kinds of letters for which the user's own words are set aside: what is sent, what stands on the button."""
        kinds = words.own_words(self.view) if "rewrite" in self.choices else ()
        one = len(kinds) == 1
        return tuple(
            (kind, "Your own words again" if one else f"Your own words again: {words.KINDS[kind].lower()}")
            for kind in kinds
        )

    @property
    def beside(self) -> bool:
        """It gives nothing up."""
        return self.view["kind"] in words.BESIDE

    @property
    def instead(self) -> tuple[str, ...]:
        """Other kinds of letters that fit the case."""
        return instead(self.view)


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
        kind=words.kind(view),
        state=_state(view, when),
        interviews=tuple(interview(one, when) for one in booked),
        people=tuple(_people(view)),
        calendar=tuple(_calendar(view, when)),
        bookings=tuple(
            Booking(
                words.to_cancel(one, with_link=False) + (" or" if one["link"] and one["phone"] else ""),
                clean(one["because"]),
                one["link"],
            )
            for one in words.bookings(view)
        ),
        troubles=tuple(_troubles(view)),
        steps=once(about),
        offer=offers.get(view["offer"]) if view["offer"] else None,
        choices=choices(view),
        left=left,
    )


def instead(view: View) -> tuple[str, ...]:
    """Other kinds of letters that fit the case."""
    return tuple(kind for kind in view.get("kinds", ()) if kind != view["kind"] and kind in words.INSTEAD)


def reached_nobody(view: View) -> bool:
    """It left and has no reader: sent there again it would have none either."""
    return bool(view["status"] == "failed" and view["sent_at"])


def choices(view: View) -> tuple[str, ...]:
    """What can be done with a letter, in the order in which it is offered."""
    found = REACHED_NOBODY if reached_nobody(view) else CHOICES.get(view["status"], ("why",))
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
    return "reached nobody" if reached_nobody(view) else STATES.get(status, words.spoken(status))


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
            uid = step["uid"] if name in own and "edit" in choices(view) else None
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
