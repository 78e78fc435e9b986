"""Answers to events in Google Calendar: looked at, given once, and read back.

https://developers.google.com/workspace/calendar/api/v3/reference/events/patch, …/events/delete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from connectors.answering import ABSENT, BEFORE, Answering
from connectors.base import ConnectorError, EventAnswer, OutcomeUnknown, Receipt, Refused
from connectors.calendars import MOVED, Place
from connectors.faults import Conflict, Gone, Missing
from connectors.google.events import is_from_mail
from connectors.google.listing import chosen
from connectors.google.targets import (
    Target,
    around,
    check_time,
    is_whole,
    patch_of_all,
    patch_of_one,
    receipt_of,
    target_of,
    why_not_invited,
)
from connectors.resources import Resource, part, text

if TYPE_CHECKING:
    from connectors.google.api import Api


class Answerer(Answering[Target]):
    """Answers the events of one account."""

    def __init__(self, account: str, api: Api, user_addresses: Sequence[str], *, allowed: bool) -> None:
        super().__init__(account, user_addresses, allowed=allowed)
        self._api = api

    # ------------------------------------------------------------ looking

    def _target(self, place: Place, answer: EventAnswer) -> Target | None:
        event = self._get(place)
        if event is None:
            return None
        master = text(event, "recurringEventId", 1024)
        if answer.recurrence_id is not None and not master:
            raise Refused("That occurrence does not stand in the calendar any more; look again, then decide.")
        if (text(event, "iCalUID", 1024) or place.event) != answer.uid:
            raise Refused(MOVED)
        if answer.recurrence_id is None and not master and event.get("recurrence"):
            raise Refused("The event has become a series meanwhile; look again, then decide.")
        target = target_of(place, event)
        if answer.action != "decline" or not target.declined:
            check_time(event, answer)
        if answer.recurrence_id is not None or not master:
            return target
        series = Place(place.calendar, place.mine, master)
        event = self._get(series)
        return target_of(series, event) if event is not None else None

    def _get(self, place: Place) -> Resource | None:
        """The event, or None if it was deleted."""
        try:
            event = self._api.run(self._events().get(calendarId=place.calendar, eventId=place.event))
        except (Missing, Gone):
            return None
        return event if isinstance(event, dict) and event.get("status") != "cancelled" else None

    def _absent(self, place: Place, answer: EventAnswer) -> Receipt:
        bounds = around(answer.recurrence_id)
        if bounds is not None and any(self._shows(calendar, answer.uid, bounds) for calendar in self._calendars(place)):
            raise Refused(MOVED)
        return Receipt(answer.provider_id, ABSENT)

    def _calendars(self, place: Place) -> Iterator[str]:
        """The event's own calendar; then, if they are wanted, the user's others, into which it may have been put."""
        yield place.calendar
        found = self._api.run(self._api.calendar("calendarList").list(maxResults=250))
        entries = [entry for entry in found.get("items") or () if isinstance(entry, dict)]
        for other in chosen(entries, None, self._addresses)[0]:
            if other.mine and other.id != place.calendar:
                yield other.id

    def _shows(self, calendar: str, uid: str, bounds: Mapping[str, Any]) -> bool:
        """Events of that UID stand in the calendar."""
        request = self._events().list(calendarId=calendar, iCalUID=uid, maxResults=50, **bounds)
        try:
            found = self._api.run(request)
        except (Missing, Gone):
            return False
        items = [item for item in found.get("items") or () if isinstance(item, dict)]
        return any(item.get("iCalUID") == uid and item.get("status") != "cancelled" for item in items)

    def _events(self) -> Any:
        return self._api.calendar("events")

    # ------------------------------------------------------------ answering

    def _act(self, target: Target, answer: EventAnswer) -> Receipt:
        if answer.action == "decline":
            return Receipt(answer.provider_id, BEFORE) if target.declined else self._decline(target, answer)
        if answer.action == "cancel":
            if part(target.event, "organizer").get("self") is not True or not target.place.mine:
                raise Refused("Only the organizer can cancel the event, and that is not you in this calendar.")
            return self._delete(target, answer, "all")
        if target.others and not is_from_mail(target.event):
            raise Refused(
                "Others are invited to the event by now, so it was not just deleted; look again, then decide."
            )
        return self._delete(target, answer, "none")

    def _decline(self, target: Target, answer: EventAnswer) -> Receipt:
        if target.own is None:
            raise Refused(why_not_invited(target, {*self._addresses, *(a.lower() for a in answer.user_addresses)}))
        place = target.place
        try:
            given = self._declined(target, answer.comment)
        except OutcomeUnknown:
            after = self._look(place)
            if after is None or not after.declined:
                raise
            return receipt_of(target, after, answer)
        try:
            event = self._get(place)
        except ConnectorError:
            event = given if isinstance(given, dict) and given else target.event
            if target_of(place, event).declined:
                return Receipt(answer.provider_id, "Google took the answer; it could not be read back.")
            raise OutcomeUnknown("Google took the answer, but it could not be read back; look at the event.") from None
        if event is None:  # the calendar does not keep what is declined
            return Receipt(answer.provider_id)
        after = target_of(place, event)
        if not after.declined:
            raise OutcomeUnknown("The answer was given, but does not stand in the calendar now; look there.")
        return receipt_of(target, after, answer)

    def _declined(self, target: Target, comment: str | None) -> Any:
        """Google's answer to the patch. Where guests may not write the list, their own entry alone is given."""
        if comment and is_whole(target.event):
            try:
                given = self._patched(target, patch_of_all(target, comment))
                after = target_of(target.place, given)
                if after.declined:
                    return given
                if after.own is None:
                    raise OutcomeUnknown(
                        "Google took the answer, and does not say what became of it; look at the event."
                    )
                target = replace(target, event=given)  # a yes that did nothing
            except (Missing, Gone, Conflict):
                raise
            except Refused:
                pass  # a clear no: nothing was done
        return self._patched(target, patch_of_one(target, comment))

    def _patched(self, target: Target, body: dict[str, Any]) -> Any:
        place = target.place
        request = self._events().patch(calendarId=place.calendar, eventId=place.event, sendUpdates="all", body=body)
        return self._written(request, target)

    def _delete(self, target: Target, answer: EventAnswer, notice: str) -> Receipt:
        place = target.place
        request = self._events().delete(calendarId=place.calendar, eventId=place.event, sendUpdates=notice)
        unknown: OutcomeUnknown | None = None
        try:
            self._written(request, target)
        except OutcomeUnknown as error:
            unknown = error
        try:
            gone = self._get(place) is None
        except ConnectorError:
            if unknown is None:
                return Receipt(answer.provider_id, "Google took the answer; it could not be read back.")
            raise unknown from None
        if not gone:
            raise unknown or OutcomeUnknown("The event was deleted, but stands in the calendar still; look there.")
        return Receipt(answer.provider_id)

    def _written(self, request: Any, target: Target) -> Any:
        """Carry out the one request that changes something, if the event still is what was looked at."""
        etag = text(target.event, "etag", 1024)
        if etag:
            request.headers["If-Match"] = etag
        try:
            return self._api.run(request)
        except (Missing, Gone, Conflict):
            raise
        except Refused as error:
            raise Refused(f"Google does not let you answer this event. {error}") from None

    def _look(self, place: Place) -> Target | None:
        """The event again; None if it cannot be read, or is gone."""
        try:
            event = self._get(place)
        except ConnectorError:
            return None
        return target_of(place, event) if event is not None else None
