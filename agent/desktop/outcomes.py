"""Cards about letters that were said yes to: the time in which they can be taken back, and what became of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.desktop.card import Button, Card
from agent.desktop.letters import REVIEW
from agent.desktop.sight import Sight, View, body, counted, listed, name, stamp
from agent.review import words

UNDO = Button("undo", "Undo")
RETRY = Button("retry", "Try again")

NEWS = timedelta(hours=1)
"""For so long it is news that a letter was sent."""
PATIENCE = timedelta(days=3)
"""For so long it is told that a calendar answer failed."""
SINGLY = 2
"""More letters than this are told of on one card."""
MARKS = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 120, 300, 600))
"""The countdown: when so much is left, the card says so."""


def cards(sight: Sight) -> list[Card]:
    """Of all letters that were approved."""
    approved = sight.drafts("approved")
    held = [draft for draft in approved if not draft["outcome"] and _left(sight, draft) > timedelta(0)]
    found = [_hold(sight, draft) for draft in held] if len(held) <= SINGLY else [_holds(sight, held)]
    found += [_late(draft) for draft in approved if draft["outcome"]]
    found += [_failed(draft) for draft in sight.drafts("failed")]
    done = [draft for draft in sight.drafts("sent", "answered") if _is_news(sight, draft, PATIENCE)]
    undone = [draft for draft in done if unanswered(draft)]
    found += [_calendar(draft) for draft in undone]
    sent = [draft for draft in done if draft not in undone and _is_news(sight, draft, NEWS)]
    found += [_sent(sight, draft) for draft in sent] if len(sent) <= SINGLY else [_all_sent(sent)]
    return found


def changes(sight: Sight) -> list[datetime]:
    """When the countdown goes on."""
    found = []
    for draft in sight.drafts("approved"):
        if not draft["outcome"] and draft["send_at"]:
            due = sight.when.moment(draft["send_at"])
            found += [due - mark for mark in (timedelta(0), *MARKS)]
    return [when for when in found if when > sight.now]


def unanswered(draft: View) -> list[View]:
    """Calendar actions that were tried and failed."""
    return [step for step in draft["calendar"] if step["action"] != "none" and step["result"] not in (None, "done")]


def _left(sight: Sight, draft: View) -> timedelta:
    return sight.when.moment(draft["send_at"]) - sight.now if draft["send_at"] else timedelta(0)


def _is_news(sight: Sight, draft: View, lasts: timedelta) -> bool:
    if not draft["sent_at"]:
        return False
    return -NEWS <= sight.now - sight.when.moment(draft["sent_at"]) <= lasts


# ---------------------------------------------------------------- before it leaves


def _hold(sight: Sight, draft: View) -> Card:
    """One letter that can still be taken back."""
    at = sight.when.moment(draft["send_at"])
    text = f"The letter to {name(draft)} leaves at {at:%H:%M:%S}, in {_within(_left(sight, draft))}. Until then Undo takes it back."
    return Card(
        key=f"hold:{draft['id']}",
        stamp=stamp("hold", draft["id"], draft["send_at"], text),
        summary=f"Approved: {name(draft)}",
        body=text,
        buttons=(UNDO, REVIEW),
        about=draft["id"],
        sounds=False,
        parts=(stamp("hold", draft["id"], draft["send_at"]),),
        at_once=True,
    )


def _holds(sight: Sight, held: Sequence[View]) -> Card:
    """Several: which of them is taken back is decided on the page."""
    first = min(sight.when.moment(draft["send_at"]) for draft in held)
    text = body(
        [
            f"The first leaves at {first:%H:%M:%S}, in {_within(first - sight.now)}.",
            f"To {listed([name(draft) for draft in held])}.",
            "Each of them can be taken back on the review page until it leaves.",
        ]
    )
    ids = sorted(f"{draft['id']} {draft['send_at']}" for draft in held)
    return Card(
        key="hold",
        stamp=stamp("holds", text, *ids),
        summary=f"{counted(len(held), 'letter')} approved",
        body=text,
        buttons=(REVIEW,),
        sounds=False,
        parts=tuple(stamp("hold", draft["id"], draft["send_at"]) for draft in held),
        at_once=True,
    )


def _within(left: timedelta) -> str:
    """What is left, so that it stays true until the next mark."""
    mark = next((mark for mark in MARKS if left <= mark), None)
    if mark is None:
        return "more than 10 minutes"
    seconds = int(mark.total_seconds())
    return f"less than {f'{seconds} seconds' if seconds < 60 else counted(seconds // 60, 'minute')}"


def _late(draft: View) -> Card:
    """Its time has come, and something keeps it."""
    return Card(
        key=f"late:{draft['id']}",
        stamp=stamp("late", draft["id"], draft["digest"]),  # the reason may change with every attempt
        summary=f"Not sent yet: {name(draft)}",
        body=body([_sentence(words.clean(draft["outcome"]).removeprefix("not sent yet: ")), "Bowout tries again."]),
        buttons=(REVIEW, UNDO),
        about=draft["id"],
    )


# ---------------------------------------------------------------- what became of it


def _sent(sight: Sight, draft: View) -> Card:
    at = sight.when.clock(draft["sent_at"])
    answered = any(step["action"] != "none" and step["result"] == "done" for step in draft["calendar"])
    call = draft["kind"] == "call_sheet"
    lines = [
        f"Noted at {at}." if call else f"The letter left at {at}.",
        "The calendar is answered too." if answered else "",
    ]
    return Card(
        key=f"result:{draft['id']}",
        stamp=stamp("sent", draft["id"], draft["sent_at"], answered),
        summary=f"{'You called' if call else 'Sent to'} {name(draft)}",
        body=body([" ".join(line for line in lines if line)]),
        about=draft["id"],
        lasting=False,
        sounds=False,
        parts=(_told(draft),),
        again=False,
    )


def _all_sent(sent: Sequence[View]) -> Card:
    parts = tuple(_told(draft) for draft in sent)
    return Card(
        key="result",
        stamp=stamp("sent", *sorted(parts)),
        summary=f"{counted(len(sent), 'letter')} sent",
        body=body([f"To {listed([name(draft) for draft in sent])}."]),
        lasting=False,
        sounds=False,
        parts=parts,
        again=False,
    )


def _told(draft: View) -> str:
    return stamp("sent", draft["id"], draft["sent_at"])


def _failed(draft: View) -> Card:
    """It did not leave, or came back."""
    reason = words.clean(draft["outcome"] or "") or "the reason is not known"
    return Card(
        key=f"failed:{draft['id']}",
        stamp=stamp("failed", draft["id"], draft["digest"], reason),
        summary=f"{'Came back' if draft['sent_at'] else 'Not sent'}: {name(draft)}",
        body=body([_sentence(reason), "Look at it again, and decide anew."]),
        buttons=(REVIEW,),
        about=draft["id"],
    )


def _calendar(draft: View) -> Card:
    """The letter left; the answer in the calendar failed."""
    left = "Your call is noted." if draft["kind"] == "call_sheet" else "The letter was sent."
    why = list(dict.fromkeys(words.clean(step["result"]) for step in unanswered(draft)))
    return Card(
        key=f"calendar:{draft['id']}",
        stamp=stamp("calendar", draft["id"], *why),
        summary=f"Calendar not answered: {name(draft)}",
        body=body([left, *(_sentence(one) for one in why[:2])]),
        buttons=(REVIEW, RETRY),
        about=draft["id"],
    )


def _sentence(text: str) -> str:
    """With a capital and a stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"
