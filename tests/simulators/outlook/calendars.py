"""The user's calendars: what others and the user put there, and what of it is seen."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from connectors.timer import Timer
from tests.simulators.outlook import times
from tests.simulators.outlook.calls import GraphError, Json, Prefer, not_found
from tests.simulators.outlook.entries import Calendar, Entry, Notice, Quirks, Seen
from tests.simulators.outlook.mime import in_form, plain, stamp

GOID = "040000008200E00074C5B7101A82E008"
"""How the UIDs of meetings made by Exchange begin ([MS-OXOCAL] 2.2.1.27); the day of the occurrence follows."""
SEQUENCE = "Integer {00062002-0000-0000-C000-000000000046} Id 0x8201"
"""PidLidAppointmentSequence ([MS-OXOCAL] 2.2.1.1)."""
NEVER = "0001-01-01T00:00:00Z"


class Calendars:
    """State, the hands that change it, and how it looks."""

    def __init__(self, timer: Timer, address: str, name: str) -> None:
        self.timer = timer
        self.me: Json = {"name": name, "address": address}
        self.quirks = Quirks()
        self.notifications: list[Notice] = []
        """Who was told what."""
        self.calendars = {"default": Calendar("default", "Calendar", self.me)}
        self.entries: dict[int, Entry] = {}
        self._keys = itertools.count(1)
        self._by_id: dict[str, Seen] = {}
        self._later: list[tuple[float, Callable[[], None]]] = []

    # ---------------------------------------------------------------- hands

    def add_calendar(self, name: str, *, can_edit: bool = True, owner: Json | None = None) -> str:
        """Another calendar of the mailbox; gives its id."""
        made = Calendar(f"own-{len(self.calendars)}", name, owner or self.me, can_edit)
        self.calendars[made.key] = made
        return made.id

    def add(self, event: Json, calendar: str = "default", uid: str = "") -> str:
        """An event, as Graph writes it (what is missing gets its usual value); gives its immutable id. Without an
        organizer it is the user's own. `calendar`: "default" or an id; `uid`: of an invitation from elsewhere."""
        key = next(self._keys)
        where = calendar if calendar in self.calendars else self.calendar(calendar).key
        props = self._completed(deepcopy(event))
        entry = Entry(key, where, props, uid or f"{GOID}00000000{key:056X}", self.timer.now())
        self.entries[key] = entry
        return self._known(Seen(entry))

    def change(self, id: str, **props: object) -> None:
        """The event, or the occurrence, changes; with a new start of a series its exceptions are as they were."""
        seen = self.event(id)
        target = seen.entry.exceptions.setdefault(seen.day, {}) if seen.day else seen.entry.props
        target.update(deepcopy(props))
        self.touch(seen.entry)

    def occurrence(self, id: str, day: date) -> str:
        """Immutable id of a series' occurrence on that day of its own zone."""
        return self._known(self._on(self.event(id).entry, day))

    def cancel(self, id: str) -> None:
        """The organizer calls it off: it stays, marked."""
        subject = self.event(id).props.get("subject", "")
        self.change(id, isCancelled=True, subject=f"Canceled: {subject}", showAs="free")

    def id_of(self, entry: Entry) -> str:
        """Immutable id of a single event or a series."""
        return self._known(Seen(entry))

    def remove(self, id: str) -> None:
        """Gone from the calendar."""
        self.drop(self.event(id))

    # ---------------------------------------------------------------- finding

    def calendar(self, id: str) -> Calendar:
        found = next((one for one in self.calendars.values() if one.id == id), None)
        if found is None:
            raise GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return found

    def later(self, seconds: float, effect: Callable[[], None]) -> None:
        """The effect is seen after that time."""
        self._later.append((self.timer.now() + seconds, effect))
        self._settle()

    def _settle(self) -> None:
        due = [effect for at, effect in self._later if at <= self.timer.now()]
        self._later = [(at, effect) for at, effect in self._later if at > self.timer.now()]
        for effect in due:
            effect()

    def event(self, id: str) -> Seen:
        """By either kind of id. Raises what Graph answers."""
        self._settle()
        seen = self._by_id.get(id)
        if seen is None or seen.entry.key not in self.entries or seen.day in seen.entry.dropped:
            raise not_found()
        return seen

    def within(self, calendar: str, since: datetime, until: datetime) -> list[Seen]:
        """Everything of a calendar that touches the window: singles, occurrences and exceptions."""
        self._settle()
        found = []
        for entry in self.entries.values():
            if entry.calendar == calendar and None not in entry.deleted:
                found += [seen for seen in self.occurrences(entry, until) if self._touches(seen, since, until)]
        return [seen for seen in found if seen.day not in seen.entry.deleted]

    def occurrences(self, entry: Entry, until: datetime) -> Iterator[Seen]:
        """A single event itself; of a series what the rule gives, and exceptions that moved."""
        if not entry.props.get("recurrence"):
            yield Seen(entry)
            return
        first = times.moment(entry.props["start"]).astimezone(self._zone(entry))
        latest = max([until, *(times.moment(e["start"]) for e in entry.exceptions.values() if "start" in e)])
        for day, start in times.starts(entry.props["recurrence"], first, latest):
            if day not in entry.dropped:
                yield Seen(entry, day, start)

    def _on(self, entry: Entry, day: date) -> Seen:
        until = datetime.combine(day, datetime.max.time(), UTC)
        return next(seen for seen in self.occurrences(entry, until) if seen.day == day)

    def span(self, seen: Seen) -> tuple[datetime, datetime]:
        """Start and end."""
        own = seen.entry.exceptions.get(seen.day, {}) if seen.day else {}
        begin, end = (times.moment(seen.entry.props[name]) for name in ("start", "end"))
        if seen.start is not None:
            begin, end = seen.start, seen.start + (end - begin)
        return (
            times.moment(own["start"]) if "start" in own else begin,
            times.moment(own["end"]) if "end" in own else end,
        )

    def _touches(self, seen: Seen, since: datetime, until: datetime) -> bool:
        begin, end = self.span(seen)
        return begin < until and (end > since or begin == end >= since)

    def _zone(self, entry: Entry) -> ZoneInfo:
        return times.zone(entry.props["start"].get("timeZone") or "UTC")

    # ---------------------------------------------------------------- changing

    def touch(self, entry: Entry) -> None:
        entry.revision += 1
        entry.changed = self.timer.now()

    def drop(self, seen: Seen) -> None:
        """Off the calendar: the event, the series, or the one occurrence."""
        if self.quirks.found_again:
            seen.entry.deleted.add(seen.day)
            self.touch(seen.entry)
        elif seen.day:
            seen.entry.dropped.add(seen.day)
            self.touch(seen.entry)
        else:
            del self.entries[seen.entry.key]

    def _completed(self, event: Json) -> Json:
        mine = not event.get("organizer") or self._is_me(event["organizer"]["emailAddress"])
        event["organizer"] = {"emailAddress": self.me} if mine else event["organizer"]
        event.setdefault("attendees", [])
        event.setdefault("subject", "")
        event.setdefault("body", {"contentType": "html", "content": ""})
        event.setdefault("isCancelled", False)
        event.setdefault("isAllDay", False)
        event.setdefault("allowNewTimeProposals", True)
        event.setdefault("responseRequested", True)
        event.setdefault("location", {"displayName": "", "locationType": "default"})
        event.setdefault("onlineMeeting", None)
        event["isOrganizer"] = mine
        event.setdefault("responseStatus", {"response": "organizer" if mine else self._response(event), "time": NEVER})
        return event

    def _response(self, event: Json) -> str:
        """The user's answer as the list of attendees has it."""
        for one in event["attendees"]:
            answer = str(one.get("status", {}).get("response", "none"))
            if self._is_me(one["emailAddress"]) and answer != "none":
                return answer
        return "notResponded"

    def _is_me(self, address: Json) -> bool:
        return str(address["address"]).lower() == str(self.me["address"]).lower()

    # ---------------------------------------------------------------- shown

    def _known(self, seen: Seen) -> str:
        """Remember both ids of what was shown; gives the immutable one."""
        for immutable in (False, True):
            self._by_id[seen.id(Prefer(immutable=immutable))] = seen
        return seen.id(Prefer(immutable=True))

    def render(self, seen: Seen, prefer: Prefer) -> Json:
        """The event as a request is shown it."""
        self._known(seen)
        props, entry = seen.props, seen.entry
        begin, end = self.span(seen)
        as_time = times.shown_day if props["isAllDay"] else times.shown
        zone = prefer.zone
        found: Json = {
            **props,
            "id": seen.id(prefer),
            "@odata.etag": self.etag(seen),
            "changeKey": f"EVNT{entry.key}x{entry.revision}",
            "createdDateTime": stamp(entry.created),
            "lastModifiedDateTime": stamp(entry.changed),
            "start": as_time(begin, zone),
            "end": as_time(end, zone),
            "originalStartTimeZone": entry.props["start"].get("timeZone") or "UTC",
            "originalEndTimeZone": entry.props["end"].get("timeZone") or "UTC",
            "iCalUId": self._uid(seen),
            "body": in_form(props["body"], text=prefer.text, draft=True),
            "bodyPreview": plain(props["body"]["contentType"], props["body"]["content"])[:255],
            "locations": [props["location"]] if props["location"].get("displayName") else [],
            "isOnlineMeeting": props["onlineMeeting"] is not None,
            "isDraft": False,
            "hasAttachments": False,
            "hideAttendees": False,
            "recurrence": None if seen.day else props.get("recurrence"),
            "type": self._type(seen),
            "seriesMasterId": replace(seen, day=None, start=None).id(prefer) if seen.day else None,
            "webLink": f"https://outlook.live.com/owa/?itemid={entry.key}",
        }
        sequence = found.pop("sequence", 0)
        if sequence:
            found["singleValueExtendedProperties"] = [{"id": SEQUENCE.lower(), "value": str(sequence)}]
        found.setdefault("showAs", "busy")
        found.setdefault("sensitivity", "normal")
        found.setdefault("categories", [])
        if seen.start is not None:
            found["originalStart"] = stamp(seen.start.timestamp())
        return found

    def etag(self, seen: Seen) -> str:
        """The revision; one for a series and all its occurrences."""
        return f'W/"{seen.entry.key}x{seen.entry.revision}"'

    def snapshot(self) -> object:
        """All that lies there, to be compared."""
        return [
            repr((entry.calendar, entry.props, entry.exceptions, entry.dropped, entry.deleted))
            for entry in self.entries.values()
        ]

    def _type(self, seen: Seen) -> str:
        if seen.day:
            return "exception" if seen.day in seen.entry.exceptions else "occurrence"
        return "seriesMaster" if seen.entry.props.get("recurrence") else "singleInstance"

    def _uid(self, seen: Seen) -> str:
        """Another one for each occurrence: the day is part of it; a foreign UID is wrapped."""
        if not seen.day:
            return seen.entry.uid
        day = f"{seen.day.year:04X}{seen.day.month:02X}{seen.day.day:02X}"
        if seen.entry.uid.startswith(GOID):
            return f"{GOID}{day}{seen.entry.uid[len(GOID) + 8 :]}"
        data = b"vCal-Uid\x01\x00\x00\x00" + seen.entry.uid.encode() + b"\x00"
        return f"{GOID}{day}{'0' * 32}{len(data).to_bytes(4, 'little').hex().upper()}{data.hex().upper()}"

    def view_of_calendar(self, calendar: Calendar) -> Json:
        return {
            "id": calendar.id,
            "name": calendar.name,
            "color": "auto",
            "hexColor": "",
            "isDefaultCalendar": calendar.key == "default",
            "changeKey": "CAL1",
            "canShare": calendar.owner == self.me,
            "canViewPrivateItems": calendar.owner == self.me,
            "canEdit": calendar.can_edit,
            "allowedOnlineMeetingProviders": ["teamsForBusiness"],
            "defaultOnlineMeetingProvider": "teamsForBusiness",
            "isTallyingResponses": calendar.key == "default",
            "isRemovable": calendar.key != "default",
            "owner": calendar.owner,
        }
