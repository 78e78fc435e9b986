"""Answers to events in Outlook calendars: looked at, given once, and read back.

https://learn.microsoft.com/graph/api/event-decline, …/event-cancel, …/event-delete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from connectors.answering import ABSENT, BEFORE, Answering
from connectors.base import ConnectorError, EventAnswer, OutcomeUnknown, Receipt, Refused
from connectors.calendars import MOVED, Place
from connectors.faults import Conflict, Gone, Missing
from connectors.outlook.api import segment
from connectors.outlook.events import FIELDS, PREFER, series_of, uid_of
from connectors.outlook.targets import Target, around, at_its_start, check_time, decline_of, is_it
from connectors.outlook.views import CALENDARS, EVENTS, entries, view
from connectors.resources import Resource, text

if TYPE_CHECKING:
    from connectors.outlook.api import Graph

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Between looks at what became of an answer, which Microsoft takes before it acts on it (seconds)."""
SETTLED = 120.0
"""So long after it, an answer that is not seen yet may still be on its way, and is not given again (seconds)."""

_SILENT = "The organizer asked for no answers, so none was sent."
_VIEW = {"$select": "id,iCalUId,seriesMasterId,isCancelled", "$top": "250"}


class Answerer(Answering[Target]):
    """Answers the events of one account."""

    def __init__(self, account: str, graph: Graph, user_addresses: Sequence[str], *, allowed: bool) -> None:
        super().__init__(account, user_addresses, allowed=allowed)
        self._graph = graph
        self._on_their_way: dict[str, float] = {}
        """When an answer was given that was not seen afterwards, by event id."""

    # ------------------------------------------------------------ looking

    def _target(self, place: Place, answer: EventAnswer) -> Target | None:
        if not place.mine:
            raise Refused("The event lies in somebody else's calendar: answer from a calendar of your own.")
        event = self._get(place)
        if event is None:
            return None
        master = series_of(event)
        if answer.recurrence_id is not None and not master:
            raise Refused("That occurrence does not stand in the calendar any more; look again, then decide.")
        if (uid_of(event) or place.event) != answer.uid:
            raise Refused(MOVED)
        if text(event, "type") == "seriesMaster":
            raise Refused("The event has become a series meanwhile; look again, then decide.")
        target = Target(place, event, event)
        if answer.action != "decline" or not target.declined:
            if not self._stands(target):
                return None
            check_time(event, answer)
        if answer.recurrence_id is not None or not master:
            return target
        series = Place(place.calendar, place.mine, master)
        whole = self._get(series)
        return Target(series, whole, event) if whole is not None else None

    def _get(self, place: Place) -> Resource | None:
        """The event, or None if it is gone or was called off."""
        try:
            event = self._graph.get(_path(place), params={"$select": FIELDS}, prefer=PREFER)
        except (Missing, Gone):
            return None
        return event if event.get("isCancelled") is not True else None

    def _stands(self, target: Target) -> bool:
        """A calendar shows it. By its id it may also be found among what was deleted, with an answer of long ago."""
        bounds = at_its_start(target.shown_at)
        return not bounds or any(
            is_it(entry, target.place.event)
            for calendar in self._calendars(target.place)
            for entry in self._view(calendar, bounds, other=calendar != target.place.calendar)
        )

    def _calendars(self, place: Place) -> Iterator[str]:
        """The event's own calendar; then, if it is wanted, the others, into which it may have been put."""
        yield place.calendar
        for entry in entries(self._graph, CALENDARS, {"$select": "id", "$top": "100"}):
            name = text(entry, "id", 1024)
            if name not in ("", place.calendar):
                yield name

    def _view(self, calendar: str, bounds: Mapping[str, str], *, other: bool = False) -> Iterator[Resource]:
        """What a calendar shows. other: not the one that it should stand in; if it may not be read, it shows nothing."""
        try:
            yield from entries(self._graph, view(calendar), {**bounds, **_VIEW})
        except (Missing, Gone):
            return
        except Refused:
            if not other:
                raise

    def _absent(self, place: Place, answer: EventAnswer) -> Receipt:
        found = (entry for bounds in around(answer) for entry in self._view(place.calendar, bounds))
        if any(uid_of(entry) == answer.uid and entry.get("isCancelled") is not True for entry in found):
            raise Refused(MOVED)
        if answer.recurrence_id is None and any(
            entry.get("isCancelled") is not True for entry in self._same(answer.uid)
        ):
            raise Refused(MOVED)
        return Receipt(answer.provider_id, ABSENT)

    def _same(self, uid: str) -> Iterator[Resource]:
        """Events of that UID in the main calendar."""
        quoted = uid.replace("'", "''")
        try:
            yield from entries(self._graph, EVENTS, {"$filter": f"iCalUId eq '{quoted}'", **_VIEW})
        except Refused:
            return  # a UID that Microsoft cannot look for

    # ------------------------------------------------------------ answering

    def _act(self, target: Target, answer: EventAnswer) -> Receipt:
        ours = {*self._addresses, *(address.lower() for address in answer.user_addresses)}
        path, graph = _path(target.place), self._graph
        if answer.action == "decline":
            if target.declined:
                return Receipt(answer.provider_id, BEFORE)
            if target.organised:
                raise Refused("You organise the event: it can be cancelled, but not declined.")
            if not target.invited(ours):
                raise Refused("You are not among the people invited to the event, so there is nothing to decline.")
            body = decline_of(target.event, answer.comment)
            said = "" if body["sendResponse"] else _SILENT
            return self._given(target, answer, lambda: graph.post(f"{path}/decline", body), said)
        if answer.action == "cancel":
            if not target.organised:
                raise Refused("Only the organizer can cancel the event, and that is not you in this calendar.")
            if target.others(ours):
                told = {"comment": answer.comment} if answer.comment else {}
                return self._given(target, answer, lambda: graph.post(f"{path}/cancel", told))
        elif target.others(ours) or target.invited(ours):
            raise Refused(
                "Others are invited to the event by now, so it was not just deleted; look again, then decide."
            )
        return self._given(target, answer, lambda: graph.delete(path))

    def _given(self, target: Target, answer: EventAnswer, write: Callable[[], Any], said: str = "") -> Receipt:
        """Carry out the one request that changes something, and look at what became of it.

        An answer that was given and is not seen yet is not given again for a while: the organizer would get two.
        """
        name = target.place.event
        if self._graph.now() < self._on_their_way.get(name, 0.0) + SETTLED:
            raise OutcomeUnknown("The answer was given a moment ago, but is not seen in the calendar yet; look there.")
        unknown: OutcomeUnknown | None = None
        try:
            write()
        except OutcomeUnknown as error:
            unknown = error
        except (Missing, Gone, Conflict):
            raise
        except Refused as error:
            raise Refused(f"Microsoft does not let you answer this event. {error}") from None
        self._on_their_way[name] = self._graph.now()
        try:
            done = self._done(target, answer)
        except ConnectorError:
            unread = OutcomeUnknown("Microsoft took the answer, but it could not be read back; look at the event.")
            raise unknown or unread from None
        if not done:
            raise unknown or OutcomeUnknown("The answer was given, but is not seen in the calendar yet; look there.")
        del self._on_their_way[name]
        return Receipt(answer.provider_id, said)

    def _done(self, target: Target, answer: EventAnswer) -> bool:
        """Whether the event is answered so, or gone; looks several times, because Microsoft takes its time."""
        for pause in (0.0, *PAUSES):
            if pause:
                self._graph.wait(pause)
            event = self._get(target.place)
            declined = event is not None and Target(target.place, event, event).declined
            if event is None or (declined and answer.action == "decline") or not self._stands(target):
                return True
        return False


def _path(place: Place) -> str:
    return f"{EVENTS}/{segment(place.event)}"
