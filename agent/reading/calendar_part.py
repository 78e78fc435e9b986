"""Calendar parts of mail: the event that an invitation, a move or a cancellation is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from connectors.base import Attendee, Mailbox, Partstat


@dataclass(frozen=True, slots=True)
class Invite:
    """One VEVENT of a calendar part, with the METHOD it came under (RFC 5546)."""

    method: str
    """Upper-case: REQUEST, PUBLISH, CANCEL, REPLY, COUNTER …; PUBLISH where none is named."""
    uid: str
    sequence: int
    start: datetime | None
    """In the zone of the event; a floating one is taken in the user's zone. All-day: midnight there."""
    end: datetime | None
    tzid: str | None
    """IANA name; None for UTC, all-day and floating times."""
    summary: str = ""
    organizer: Mailbox | None = None
    attendees: tuple[Attendee, ...] = ()
    user_partstat: Partstat | None = None
    """The user's own answer, None if the user is not among the attendees."""
    status: str = "CONFIRMED"
    """Upper-case: TENTATIVE, CONFIRMED or CANCELLED (RFC 5545 section 3.8.1.11)."""
    recurring: bool = False
    all_day: bool = False
    floating: bool = False
    location: str = ""
    description: str = ""
    url: str = ""
