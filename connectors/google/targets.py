"""What an answer is given to: the event as it is now, what may be written, and what became of it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.base import EventAnswer, Receipt, Refused
from connectors.calendars import MOVED, Place, is_moved
from connectors.google.events import address, guests, own_guest, time_mark, when_of
from connectors.resources import Resource, text

MANY_GUESTS = 200
"""With more, Google itself does not keep all lists the same."""
_NEARBY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Target:
    """What is answered: one event, one occurrence, or a series."""

    place: Place
    event: Resource
    own: Resource | None
    """The user's entry among the guests."""
    others: Mapping[str, str]
    """The other guests' answers, by address."""

    @property
    def declined(self) -> bool:
        """The user has declined it."""
        return self.own is not None and self.own.get("responseStatus") == "declined"


def target_of(place: Place, event: Resource) -> Target:
    """What an answer to that event is given to."""
    entries = guests(event)
    own = own_guest(entries, place)
    others = {address(entry): text(entry, "responseStatus") for entry in entries if entry is not own}
    return Target(place, event, own, others)


def why_not_invited(target: Target, user_addresses: Collection[str]) -> str:
    """Why there is no entry of the user's among the guests, and what helps."""
    if target.others.keys().isdisjoint(user_addresses):
        return "You are not among the people invited to the event, so there is nothing to decline."
    where = "the calendar it was sent to" if target.place.mine else "a calendar of your own"
    return f"Google does not take the address that was invited for yours in this calendar: answer from {where}."


def check_time(event: Resource, answer: EventAnswer) -> None:
    """Raises Refused if the event is not at the time that was approved."""
    if is_moved(when_of(event, "start", UTC), time_mark(event), answer):
        raise Refused(MOVED)


def is_whole(event: Resource) -> bool:
    """The list of guests is all there is, so that giving it back loses nobody."""
    entries = guests(event)
    hidden = event.get("attendeesOmitted") is True or event.get("guestsCanSeeOtherGuests") is False
    return not hidden and len(entries) <= MANY_GUESTS and all(map(address, entries))


def patch_of_all(target: Target, comment: str) -> dict[str, Any]:
    """A patch of all guests as they are, but for the user's entry: the way in which Google keeps a note."""
    said = {"responseStatus": "declined", "comment": comment}
    return {"attendees": [{**entry, **said} if entry is target.own else entry for entry in guests(target.event)]}


def patch_of_one(target: Target, comment: str | None) -> dict[str, Any]:
    """A patch of the user's entry alone, which touches nobody else. Google may drop the note."""
    own: Resource = target.own or {}
    said = {"responseStatus": "declined", **({"comment": comment} if comment else {})}
    return {"attendeesOmitted": True, "attendees": [{"email": own.get("email"), **said}]}


def receipt_of(before: Target, after: Target, answer: EventAnswer) -> Receipt:
    """What is to be said of a decline that stands there."""
    partial = after.event.get("attendeesOmitted") is True
    told = []
    if any(after.others.get(who, said if partial else None) != said for who, said in before.others.items()):
        told.append("The other guests' answers are not what they were a moment ago: look at the event.")
    kept = after.own.get("comment") if after.own else None
    if answer.comment and kept != answer.comment:
        told.append("Google did not keep the note.")
    return Receipt(answer.provider_id, " ".join(told))


def around(recurrence_id: str | None) -> dict[str, Any] | None:
    """Where an event would stand that changed its id; None where looking would find its neighbours."""
    if recurrence_id is None:
        return {}
    try:
        at = datetime.fromisoformat(recurrence_id)
        if at.tzinfo is None:  # a day
            return None
        bounds = {"timeMin": (at - _NEARBY).isoformat(), "timeMax": (at + _NEARBY).isoformat()}
    except (ValueError, OverflowError):
        return None
    return {**bounds, "singleEvents": True}
