"""What Google Calendar makes of a change: who may change what, who answers, who is told.

Sources: the discovery document (Event.attendeesOmitted, Event.status, sendUpdates) and what the service was seen to do:
a plain patch of the attendees replaces them all, and edits by somebody who does not organise the event are accepted
with 200 and dropped.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]

OWN = frozenset({"reminders", "colorId", "transparency", "visibility", "extendedProperties"})
"""Fields of the user's own copy: anybody who has the event may set them."""
SHARED = frozenset(
    {"summary", "description", "location", "start", "end", "recurrence", "status", "conferenceData", "attachments",
     "guestsCanModify", "guestsCanInviteOthers", "guestsCanSeeOtherGuests", "anyoneCanAddSelf", "source", "gadget"}
)  # fmt: skip
"""Fields of the event itself: whoever organises it sets them; from others they are dropped."""
ANSWERS = frozenset({"needsAction", "declined", "tentative", "accepted"})
MANY = 200
"""Above so many guests an answer is kept for oneself and not passed on."""

Kind = Literal["response", "cancelled", "invited", "removed", "updated"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail that Google would have sent."""

    kind: Kind
    to: str
    event: str
    status: str = ""
    comment: str = ""


@dataclass(slots=True)
class Quirks:
    """What the service is known to do at times, or nobody knows for certain."""

    drops_comment: bool = True
    """A comment beside `attendeesOmitted` is lost."""
    drops_answer: bool = False
    """A patch of the own answer says 200 and does nothing."""
    refuses_lists: bool = False
    """Whoever does not organise an event may not write its list of guests (403 forbiddenForNonOrganizer)."""
    drops_lists: bool = False
    """A list of guests from somebody who does not organise the event says 200 and does nothing."""
    resets_others: bool = False
    """A patch of the own answer sets everybody else back to needsAction."""
    bare_deleted: bool = False
    """A deleted event shows nothing but its id (otherwise its details stay)."""
    detailed_exceptions: bool = False
    """A cancelled occurrence shows more than id, recurringEventId, originalStartTime and status."""
    no_sync_token: bool = False
    """The last page of a listing lacks its nextSyncToken."""
    page_size: int = 2500
    """At most so many events lie on one page."""
    empty_first_page: bool = False
    """The first of several pages is empty."""
    delete_declines: bool = True
    """Whoever deletes an invitation from their calendar is seen to decline it."""


class InvalidError(ValueError):
    """The body cannot be what it says."""


class NotOrganizerError(ValueError):
    """Only the organizer may change that."""


def address(entry: Json) -> str:
    """Lower-case; empty for a guest without one."""
    return str(entry.get("email", "")).lower()


def own_entry(event: Json) -> Json | None:
    return next((entry for entry in event.get("attendees", ()) if entry.get("self")), None)


def organizes(event: Json) -> bool:
    return bool(event.get("organizer", {}).get("self"))


def patched(event: Json, body: Json, quirks: Quirks, own_addresses: Collection[str]) -> Json:
    """The event after a patch by the owner of this calendar. Raises InvalidError, NotOrganizerError."""
    after = deepcopy(event)
    may_edit = organizes(event) or event.get("guestsCanModify", False)
    for name, value in body.items():
        if name in OWN or (name in SHARED and may_edit):
            _merge(after, name, value)
    if "attendees" in body:
        given = body["attendees"] or []
        for entry in given:
            _check(entry)
        if body.get("attendeesOmitted"):
            _answer(after, given, quirks)
        elif quirks.refuses_lists and not may_edit:
            raise NotOrganizerError("Shared properties can only be changed by the organizer of the event.")
        elif may_edit or not quirks.drops_lists:
            _replace(after, given, own_addresses)
        if quirks.resets_others:
            for entry in after.get("attendees", ()):
                if not entry.get("self"):
                    entry["responseStatus"] = "needsAction"
    return after


def _merge(target: Json, name: str, value: Any) -> None:
    if value is None:
        target.pop(name, None)
    elif isinstance(value, dict) and isinstance(target.get(name), dict) and name not in {"start", "end"}:
        target[name] = {**target[name], **value}
    else:
        target[name] = deepcopy(value)


def _check(entry: Json) -> None:
    if "@" not in entry.get("email", ""):
        raise InvalidError("Missing attendee email.")
    if entry.get("responseStatus", "needsAction") not in ANSWERS:
        raise InvalidError("Invalid value for responseStatus.")


def _answer(event: Json, given: list[Json], quirks: Quirks) -> None:
    """`attendeesOmitted`: only the participant's own entry is touched, whatever else stands there."""
    own = own_entry(event)
    entry = next((entry for entry in given if own is not None and address(entry) == address(own)), None)
    if own is None or entry is None or quirks.drops_answer:
        return
    own["responseStatus"] = entry.get("responseStatus", own.get("responseStatus", "needsAction"))
    if "comment" in entry and not quirks.drops_comment:
        own["comment"] = entry["comment"]


def _replace(event: Json, given: list[Json], own_addresses: Collection[str]) -> None:
    """A plain patch: the list becomes what was given, and what was not given is lost."""
    before = {address(entry): entry for entry in event.get("attendees", ())}
    entries = []
    for entry in given:
        old = before.get(address(entry), {})
        kept = {name: old[name] for name in ("self", "organizer", "id", "resource") if name in old}
        if not old and address(entry) in own_addresses:
            kept["self"] = True
        written = {name: value for name, value in entry.items() if name not in {"self", "organizer", "id", "resource"}}
        entries.append({"responseStatus": "needsAction", **written, **kept})
    event["attendees"] = entries
    if not entries:
        del event["attendees"]


def cancelled(event: Json) -> Json:
    """The event after it was deleted; its details stay with whoever deleted it."""
    after = deepcopy(event)
    after["status"] = "cancelled"
    if organizes(event) and event.get("attendees"):
        after["sequence"] = event.get("sequence", 0) + 1
    return after


def notices(before: Json, after: Json, updates: str, outside: Collection[str]) -> list[Notice]:
    """The mails that a change causes. `updates`: sendUpdates; `outside`: guests who use no Google calendar."""
    found = _organizers(before, after) if organizes(before) else _guests(before, after)
    return [
        notice for notice in found
        if updates == "all" or (updates == "externalOnly" and notice.to.lower() in outside)
    ]  # fmt: skip


def _others(event: Json) -> dict[str, Json]:
    guests = (entry for entry in event.get("attendees", ()) if not entry.get("self"))
    return {address(entry): entry for entry in guests if address(entry)}


def _organizers(before: Json, after: Json) -> list[Notice]:
    old, new, name = _others(before), _others(after), before["id"]
    if after["status"] == "cancelled" != before["status"]:
        return [Notice("cancelled", to, name) for to in old]
    told = [Notice("removed", to, name) for to in old if to not in new]
    told += [Notice("invited", to, name) for to in new if to not in old]
    if any(before.get(field) != after.get(field) for field in SHARED):
        told += [Notice("updated", to, name) for to in new if to in old]
    return told


def _guests(before: Json, after: Json) -> list[Notice]:
    old, new, name = _others(before), _others(after), before["id"]
    told = [Notice("removed", to, name) for to in old if to not in new]
    told += [Notice("invited", to, name) for to in new if to not in old]
    was, now = own_entry(before), own_entry(after)
    if was is None or "email" not in before.get("organizer", {}):
        return told
    status = "declined" if now is None or after["status"] == "cancelled" else now.get("responseStatus", "needsAction")
    comment = (now or {}).get("comment", "")
    changed = status != was.get("responseStatus") or comment != was.get("comment", "")
    if changed and len(before.get("attendees", ())) <= MANY:
        told.append(Notice("response", before["organizer"]["email"].lower(), name, status, comment))
    return told
