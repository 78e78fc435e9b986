"""The calendars of one user: the methods of Google Calendar v3 that are simulated, and the pages they answer on."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.simulators.google.calendar_fields import only
from tests.simulators.google.calendar_rules import InvalidError, NotOrganizerError
from tests.simulators.google.calendar_state import State
from tests.simulators.google.calendar_times import ENDLESS, BadTimeError, moment, rfc3339
from tests.simulators.google.calendar_view import Book, find, instances, is_series, overlaps, seen
from tests.simulators.google.calls import Answer, ApiError, Call, handles

Json = dict[str, Any]

NOT_WITH_TOKEN = (
    "iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax", "updatedMin",
)  # fmt: skip
SAME_WITH_TOKEN = ("singleEvents", "eventTypes", "showDeleted", "maxAttendees", "showHiddenInvitations")
ROLES = ("freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner")
OLDEST_UPDATE = 30 * 86400
"""updatedMin may lie back so many seconds."""


def invalid(message: str) -> ApiError:
    return ApiError(400, "invalid", message)


def not_found() -> ApiError:
    return ApiError(404, "notFound", "Not Found")


def deleted() -> ApiError:
    return ApiError(410, "deleted", "Resource has been deleted")


class Calendars(State):
    """Calendar state and the methods that answer for it."""

    # ------------------------------------------------------------ calendars

    @handles("calendar.calendarList.list")
    def calendar_list(self, call: Call) -> Answer:
        query = call.query
        token = query.get("syncToken")
        if token and (query.get("minAccessRole") or query.get("showOwnOrganizationOnly")):
            raise invalid("minAccessRole cannot be combined with a sync token.")
        if token and (query.get("showDeleted") is False or query.get("showHidden") is False):
            raise invalid("showDeleted and showHidden must not be false with a sync token.")
        after = self._changes_of(token, "calendarList")["n"] if token else -1
        entries = [
            entry_of(book)
            for book in self.books.values()
            if book.changed_at > after
            and (token or not book.deleted or query.get("showDeleted"))
            and (token or not book.hidden or query.get("showHidden"))
            and ROLES.index(book.access_role) >= ROLES.index(query.get("minAccessRole", "freeBusyReader"))
        ]
        page, following = self._page(entries, query, min(query.get("maxResults", 100), 250))
        answer = {"kind": "calendar#calendarList", "etag": f'"p{self.count}"', "items": page}
        return 200, only(self._with_tokens(answer, following, {"of": "calendarList"}), query)

    @handles("calendar.calendarList.get")
    def calendar_list_entry(self, call: Call) -> Answer:
        return 200, only(entry_of(self._book(call)), call.query)

    @handles("calendar.calendars.get")
    def calendar(self, call: Call) -> Answer:
        book = self._book(call)
        found = {"kind": "calendar#calendar", "etag": book.etag, "id": book.id, "summary": book.summary,
                 "timeZone": book.zone}  # fmt: skip
        return 200, only(found, call.query)

    # ------------------------------------------------------------ reading events

    @handles("calendar.events.list")
    def events(self, call: Call) -> Answer:
        book, query = self._book(call), call.query
        memory = {"of": book.id, **{name: query.get(name) for name in SAME_WITH_TOKEN}}
        by_token = "syncToken" in query
        found = self._changed_events(book, query, memory) if by_token else self._all_events(book, query)
        kinds = query.get("eventTypes")
        if kinds:
            found = [event for event in found if event.get("eventType", "default") in kinds]
        page, following = self._page(self._ordered(book, found, query), query, min(query["maxResults"], 2500))
        answer = self._events_page(book, page, query)
        keep = not ({"orderBy", "updatedMin", "q", "iCalUID"} & set(query)) and not self.quirks.no_sync_token
        return 200, only(self._with_tokens(answer, following, memory if keep else None), query)

    def _changed_events(self, book: Book, query: Mapping[str, Any], memory: Json) -> list[Json]:
        wrong = [name for name in NOT_WITH_TOKEN if name in query]
        if wrong:
            raise invalid(f"Sync token cannot be combined with other query restrictions: {', '.join(wrong)}")
        if query.get("showDeleted") is False:
            raise invalid("showDeleted must not be false with a sync token.")
        made = self._changes_of(query["syncToken"], book.id)
        differ = [name for name in SAME_WITH_TOKEN if made.get(name) != memory[name] and name != "showDeleted"]
        if differ:
            raise invalid(f"Not the parameters that the sync token was made with: {', '.join(differ)}")
        names = {name for name, at in book.changes.items() if at > made["n"]}
        events = [book.events[name] for name in book.events if name in names]
        return list(self._singles(book, events, None)) if query.get("singleEvents") else events

    def _all_events(self, book: Book, query: Mapping[str, Any]) -> list[Json]:
        since, until = _bound(query, "timeMin"), _bound(query, "timeMax")
        if since and until and since >= until:
            raise ApiError(400, "timeRangeEmpty", "The specified time range is empty.")
        changed_since = _bound(query, "updatedMin")
        if changed_since and changed_since.timestamp() < self.timer.now() - OLDEST_UPDATE:
            raise ApiError(
                410, "updatedMinTooLongAgo", "The requested minimum modification time lies too far in the past."
            )
        single, with_deleted = query.get("singleEvents", False), query.get("showDeleted", False)
        found = []
        for event in self._singles(book, book.events.values(), until) if single else book.events.values():
            if changed_since and rfc3339(event["updated"]) < changed_since:
                continue
            if event["status"] == "cancelled" and not with_deleted and not changed_since:
                series = book.events.get(event.get("recurringEventId", ""))
                if single or series is None or series["status"] == "cancelled":
                    continue
            if "iCalUID" in query and event.get("iCalUID") != query["iCalUID"]:
                continue
            if _in_range(book, event, since, until):
                found.append(event)
        return found

    def _singles(self, book: Book, events: Iterable[Json], until: datetime | None) -> Iterator[Json]:
        """Every event once, a series as its occurrences."""
        horizon = until or datetime.fromtimestamp(self.timer.now(), UTC) + ENDLESS
        given = list(events)
        series = {event["id"] for event in given if is_series(event)}
        for event in given:
            if event["id"] in series:
                yield from instances(book, event, horizon)
            elif event.get("recurringEventId") not in series:
                yield event

    def _ordered(self, book: Book, events: list[Json], query: Mapping[str, Any]) -> list[Json]:
        order = query.get("orderBy")
        if order == "startTime":
            if not query.get("singleEvents"):
                raise invalid("The requested ordering is not available for the particular query.")
            return sorted(events, key=lambda event: moment(event.get("start") or event["originalStartTime"], book.zone))
        if order == "updated":
            return sorted(events, key=lambda event: str(event["updated"]))
        return events

    @handles("calendar.events.instances")
    def occurrences(self, call: Call) -> Answer:
        book, query = self._book(call), call.query
        master = book.events.get(call.path["eventId"])
        if master is None:
            raise not_found()
        if not is_series(master):
            raise invalid("Not a recurring event.")
        since, until = _bound(query, "timeMin"), _bound(query, "timeMax")
        original = query.get("originalStart")
        found = [
            event
            for event in self._singles(book, [master], until)
            if (event["status"] != "cancelled" or query.get("showDeleted"))
            and _in_range(book, event, since, until)
            and (original is None or _is_at(book, event, original))
        ]
        page, following = self._page(found, query, min(query.get("maxResults", 250), 2500))
        return 200, only(self._with_tokens(self._events_page(book, page, query), following, None), query)

    @handles("calendar.events.get")
    def event_by_id(self, call: Call) -> Answer:
        book = self._book(call)
        return 200, only(self._seen(book, self._event(book, call), call.query), call.query)

    # ------------------------------------------------------------ changing events

    @handles("calendar.events.patch")
    def patch(self, call: Call) -> Answer:
        book, before = self._for_change(call)
        if before["status"] == "cancelled":
            raise deleted()
        if before.get("eventType") == "fromGmail":
            raise ApiError(400, "eventTypeRestriction", "Events from Gmail cannot be changed so.")
        try:
            after = self.apply_patch(book, before, call.body, call.query.get("sendUpdates", "none"))
        except InvalidError as error:
            raise invalid(str(error)) from None
        except NotOrganizerError as error:
            raise ApiError(403, "forbiddenForNonOrganizer", str(error)) from None
        return 200, only(self._seen(book, after, call.query), call.query)

    @handles("calendar.events.delete")
    def delete(self, call: Call) -> Answer:
        book, before = self._for_change(call)
        if before["status"] == "cancelled":
            raise deleted()
        self.apply_delete(book, before, call.query.get("sendUpdates", "none"))
        return 204, None

    def _for_change(self, call: Call) -> tuple[Book, Json]:
        """What a request means to change, if it may. Raises ApiError 403, 404, 412."""
        self.run_hook(call.method)
        book = self._book(call)
        if book.access_role not in ("writer", "owner", "writerWithoutPrivateAccess"):
            raise ApiError(403, "requiredAccessLevel", "You need to have writer access to this calendar.")
        event = self._event(book, call)
        wanted = call.headers.get("if-match", "*")
        if wanted not in ("*", event["etag"]):
            raise ApiError(412, "conditionNotMet", "Precondition Failed")
        return book, event

    # ------------------------------------------------------------ parts

    def _book(self, call: Call) -> Book:
        name = call.path["calendarId"]
        for book in self.books.values():
            if not book.deleted and (book.id == name or (name == "primary" and book.primary)):
                return book
        raise not_found()

    def _event(self, book: Book, call: Call) -> Json:
        event = find(book, call.path["eventId"])
        if event is None:
            raise not_found()
        return event

    def _seen(self, book: Book, event: Json, query: Mapping[str, Any]) -> Json:
        return seen(book, event, self.quirks, query.get("timeZone", ""), query.get("maxAttendees"))

    def _events_page(self, book: Book, page: list[Json], query: Mapping[str, Any]) -> Json:
        return {
            "kind": "calendar#events", "etag": f'"p{self.count}"', "summary": book.summary,
            "updated": self.stamp(), "timeZone": query.get("timeZone") or book.zone,
            "accessRole": book.access_role, "defaultReminders": [],
            "items": [self._seen(book, event, query) for event in page],
        }  # fmt: skip

    def _page(self, items: list[Json], query: Mapping[str, Any], size: int) -> tuple[list[Json], Json | None]:
        """The items of the page asked for, and where the next one begins."""
        quirks = self.quirks
        asked = {name: value for name, value in query.items() if name not in ("pageToken", "maxResults")}
        at, token = 0, query.get("pageToken")
        if token:
            known = _decoded(token)
            if known.get("asked") != json.loads(json.dumps(asked)):
                raise invalid("Invalid page token value.")
            at = known["at"]
        elif quirks.empty_first_page and len(items) > 1:
            return [], {"asked": asked, "at": 0, "n": self.count}
        end = at + max(1, min(size, quirks.page_size))
        return items[at:end], {"asked": asked, "at": end, "n": self.count} if end < len(items) else None

    def _with_tokens(self, answer: Json, following: Json | None, memory: Json | None) -> Json:
        if following is not None:
            answer["nextPageToken"] = _encoded(following)
        elif memory is not None:
            answer["nextSyncToken"] = _encoded({**memory, "n": self.count, "epoch": self.epoch})
        return answer

    def _changes_of(self, token: str, of: str) -> Json:
        """What a sync token remembers. Raises ApiError 400, 410."""
        made = _decoded(token)
        if made.get("of") != of:
            raise invalid("Invalid sync token value.")
        if made["epoch"] != self.epoch:
            raise ApiError(410, self.gone_reason, "Sync token is no longer valid, a full sync is required.")
        return made


def entry_of(book: Book) -> Json:
    """A calendar as its user's list has it."""
    entry: Json = {
        "kind": "calendar#calendarListEntry", "etag": book.etag, "id": book.id, "summary": book.summary,
        "timeZone": book.zone, "accessRole": book.access_role, "defaultReminders": [],
    }  # fmt: skip
    marks = {"primary": book.primary, "selected": book.selected, "hidden": book.hidden, "deleted": book.deleted}
    entry.update({name: True for name, is_set in marks.items() if is_set})
    if book.summary_override:
        entry["summaryOverride"] = book.summary_override
    return entry


def _bound(query: Mapping[str, Any], name: str) -> datetime | None:
    if name not in query:
        return None
    try:
        return rfc3339(query[name])
    except BadTimeError:
        raise ApiError(400, "badRequest", f"Bad Request: {name}") from None


def _in_range(book: Book, event: Json, since: datetime | None, until: datetime | None) -> bool:
    if not is_series(event):
        return overlaps(book, event, since, until)
    limit = until or (since + ENDLESS if since else None)
    return limit is None or any(overlaps(book, found, since, until) for found in instances(book, event, limit))


def _is_at(book: Book, event: Json, original: str) -> bool:
    start = event["originalStartTime"]
    if "date" in start:
        return bool(start["date"] == original)
    return moment(start, book.zone) == rfc3339(original)


def _encoded(value: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


def _decoded(token: str) -> Json:
    try:
        found = json.loads(base64.urlsafe_b64decode(token.encode()))
    except ValueError:
        raise invalid("Invalid sync token value.") from None
    return found if isinstance(found, dict) else {}
