"""Answers for the calendar routes: views, events, decline, cancel, delete."""

from __future__ import annotations

from typing import Any

from tests.simulators.outlook import times
from tests.simulators.outlook.calendars import SEQUENCE, Calendars
from tests.simulators.outlook.calls import Answer, Call, GraphError, Json, Prefer, broken, handles, invalid
from tests.simulators.outlook.entries import Notice, Seen
from tests.simulators.outlook.mail import paged
from tests.simulators.outlook.mime import stamp
from tests.simulators.outlook.odata import chosen, clauses, expanded, holds, ordering, selected
from tests.simulators.outlook.store import Item

ORGANIZER = "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer."
NOT_ASKED = "Your request can't be completed. The meeting organizer hasn't requested a response."
NOT_ORGANIZER = "You need to be an organizer to cancel a meeting."
EDITABLE = frozenset({"subject", "body", "start", "end", "location", "attendees", "isCancelled", "recurrence"})
"""What only the organizer changes; from others it is dropped."""
OWN = frozenset({"showAs", "categories", "isReminderOn", "reminderMinutesBeforeStart", "importance", "sensitivity"})
EXTENDED = "singleValueExtendedProperties"
NOTHING: frozenset[str] = frozenset()


class Events:
    """The calendars, asked and told by requests."""

    def __init__(self, calendars: Calendars, base: str) -> None:
        self.calendars = calendars
        self.base = base

    def of_message(self, item: Item) -> Json | None:
        """The event that an invitation is for, None if it is gone."""
        try:
            seen = self.calendars.event(item.event)
        except GraphError:
            return None
        return self.calendars.render(seen, Prefer(immutable=True))

    @handles("calendars")
    def all(self, call: Call) -> Answer:
        select = selected(call.query.get("$select"), "calendar")
        filters = clauses(call.query.get("$filter"), "calendar")
        views = [self.calendars.view_of_calendar(one) for one in self.calendars.calendars.values()]
        views = [view for view in views if all(holds(one, view, {}) for one in filters)]
        return paged(call, self.base, views, lambda view: chosen(view, select, NOTHING))

    @handles("calendar", "calendar.default")
    def one(self, call: Call) -> Answer:
        found = self.calendars.calendars["default"]
        if "calendar" in call.path:
            found = self.calendars.calendar(call.path["calendar"])
        select = selected(call.query.get("$select"), "calendar")
        return Answer(body=chosen(self.calendars.view_of_calendar(found), select, NOTHING))

    @handles("view", "view.default")
    def view(self, call: Call) -> Answer:
        since, until = times.bounds(call.query.get("startDateTime"), call.query.get("endDateTime"))
        key = self.calendars.calendar(call.path["calendar"]).key if "calendar" in call.path else "default"
        return self._listed(call, self.calendars.within(key, since, until))

    @handles("event.instances")
    def instances(self, call: Call) -> Answer:
        since, until = times.bounds(call.query.get("startDateTime"), call.query.get("endDateTime"))
        seen = self.calendars.event(call.path["id"])
        if seen.day or not seen.entry.props.get("recurrence"):
            raise invalid("The event is not a series.", "ErrorInvalidRequest")
        inside = self.calendars.within(seen.entry.calendar, since, until)
        return self._listed(call, [one for one in inside if one.entry is seen.entry])

    @handles("events")
    def events(self, call: Call) -> Answer:
        entries = [
            one for one in self.calendars.entries.values() if one.calendar == "default" and None not in one.deleted
        ]
        return self._listed(call, [Seen(entry) for entry in entries])

    def _listed(self, call: Call, found: list[Seen]) -> Answer:
        select, filters = selected(call.query.get("$select"), "event"), clauses(call.query.get("$filter"), "event")
        hidden = self._hidden(call)
        order = ordering(call.query.get("$orderby"), "event", ())
        views = [self.calendars.render(seen, call.prefer) for seen in found]
        views = [view for view in views if all(holds(one, view, {}) for one in filters)]
        if order:
            views.sort(key=lambda view: str(_deep(view, order[0])), reverse=order[1])
        return paged(call, self.base, views, lambda view: _chosen(view, select, hidden))

    def _hidden(self, call: Call) -> frozenset[str]:
        """What is only given where it is asked for: extended properties by their ids."""
        wanted = SEQUENCE.lower() in expanded(call.query.get("$expand")).extended
        return NOTHING if wanted else frozenset({EXTENDED})

    @handles("event")
    def event(self, call: Call) -> Answer:
        return self._shown(call, self.calendars.event(call.path["id"]))

    def _shown(self, call: Call, seen: Seen) -> Answer:
        select = selected(call.query.get("$select"), "event")
        return Answer(body=_chosen(self.calendars.render(seen, call.prefer), select, self._hidden(call)))

    def _mine(self, call: Call) -> Seen:
        """The event, where its calendar may be changed."""
        seen = self.calendars.event(call.path["id"])
        if not self.calendars.calendars[seen.entry.calendar].can_edit:
            raise GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        return seen

    @handles("event.patch")
    def patch(self, call: Call) -> Answer:
        """The organizer changes everything; from others all but their own fields is dropped, the answer to the invitation
        too: attendees are not declined this way."""
        seen, given = self._mine(call), call.body or {}
        call.check_revision(self.calendars.etag(seen))
        strange = set(given) - EDITABLE - OWN
        if strange:
            raise broken(f"PATCH of {sorted(strange)}", "ErrorInvalidPropertySet")
        allowed = EDITABLE | OWN if seen.props["isOrganizer"] else OWN
        self.calendars.change(call.path["id"], **{name: value for name, value in given.items() if name in allowed})
        return self._shown(call, self.calendars.event(call.path["id"]))

    @handles("event.delete")
    def delete(self, call: Call) -> Answer:
        seen = self._mine(call)
        call.check_revision(self.calendars.etag(seen))
        if seen.props["isOrganizer"]:
            self._tell_attendees(seen, "")
        self.calendars.drop(seen)
        return Answer(204)

    @handles("event.cancel")
    def cancel(self, call: Call) -> Answer:
        seen = self._mine(call)
        if not seen.props["isOrganizer"]:
            raise invalid(NOT_ORGANIZER)
        if not seen.props["attendees"]:
            raise invalid("Your request can't be completed. This event has no attendees to cancel it with.")
        self._tell_attendees(seen, (call.body or {}).get("comment") or "")
        self.calendars.drop(seen)
        return Answer(202)

    def _tell_attendees(self, seen: Seen, comment: str) -> None:
        id = seen.id(Prefer(immutable=True))
        for one in seen.props["attendees"]:
            self.calendars.notifications.append(Notice("cancelled", one["emailAddress"]["address"], id, comment))

    @handles("event.decline", "event.accept", "event.tentative")
    def respond(self, call: Call) -> Answer:
        seen, given = self._mine(call), call.body or {}
        self._may_respond(seen, given)
        response: Any = {
            "event.decline": "declined",
            "event.accept": "accepted",
            "event.tentative": "tentativelyAccepted",
        }[call.route]
        if self.calendars.quirks.drops_answer:
            return Answer(202)
        id = seen.id(Prefer(immutable=True))
        if given.get("sendresponse", True):
            to = seen.props["organizer"]["emailAddress"]["address"]
            self.calendars.notifications.append(Notice(response, to, id, given.get("comment") or ""))
        self.calendars.later(self.calendars.quirks.lag, lambda: self._answered(seen, id, response))
        return Answer(202)

    def _answered(self, seen: Seen, id: str, response: str) -> None:
        """The answer takes effect in the user's own calendar."""
        quirks = self.calendars.quirks
        leaves = response == "declined" and quirks.declined == "removed"
        if not leaves or quirks.found_again == "declined":
            status = {"response": response, "time": stamp(self.calendars.timer.now())}
            self.calendars.change(id, responseStatus=status)
        if leaves:
            self.calendars.drop(seen)

    def _may_respond(self, seen: Seen, given: Json) -> None:
        tells = given.get("sendresponse", True)
        if seen.props["isOrganizer"]:
            raise invalid(ORGANIZER)
        if not tells and given.get("comment"):
            raise invalid("A comment cannot be given where no response is sent.")
        if tells and not seen.props["responseRequested"]:
            raise invalid(NOT_ASKED)
        if given.get("proposednewtime") and not (tells and seen.props["allowNewTimeProposals"]):
            raise invalid("A new time cannot be proposed for this meeting.")


def _chosen(view: Json, select: frozenset[str] | None, hidden: frozenset[str]) -> Json:
    """The wanted properties; extended ones come whatever is selected."""
    found = chosen(view, select, hidden)
    if EXTENDED in view and EXTENDED not in hidden:
        found[EXTENDED] = view[EXTENDED]
    return found


def _deep(view: Json, path: str) -> Any:
    value: Any = view
    for step in path.split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return value
