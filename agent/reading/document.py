"""The document: one message taken apart into zones of clean text, headers, links, calendar parts and attachments.

What is *new* text, what is quoted, forwarded, a signature or a footer is settled here once, so that everything after
reads words and never MIME. A document is a plain value; `agent.reading.mime` makes it from bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from agent.reading.unseen import Trick
from connectors.base import Mailbox

ZoneKind = Literal["subject", "text", "signature", "quoted", "forwarded", "footer", "attachment"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of one kind of text.

    The text is clean: entities decoded, invisible characters dropped, no-break spaces made spaces, curly quotes made
    straight, hard-wrapped lines joined. Paragraphs are separated by an empty line; list items and short lines keep
    lines of their own.
    """

    kind: ZoneKind
    text: str
    from_: Mailbox | None = None
    """Who wrote a quoted or forwarded stretch, if its header says so."""
    sent_at: datetime | None = None
    """When it was written, likewise. Aware."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with the message; its content is not kept."""

    name: str
    type: str
    """Media type, lower-case."""
    size: int
    """Bytes once decoded."""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A `text/calendar` part (iMIP, RFC 6047) or an attached `.ics` file, as it came."""

    method: str | None
    """The METHOD of the Content-Type header, upper-case; the object's own METHOD rules where both are there."""
    raw: bytes


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """What a bounce reports (RFC 3464), or what a plain-text one says in its words."""

    recipient: str | None
    """The address that could not be reached, lower-case."""
    message_id: str | None
    """Message-ID of the message that did not arrive, with its angle brackets."""
    failed: bool = True
    """False for a mere delay, a relay or a success report."""


@dataclass(frozen=True, slots=True)
class Document:
    """One message, taken apart. Addresses are lower-case, times aware."""

    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    sent_at: datetime
    """The Date header, or when it was received, or the epoch where neither is known."""
    from_: Mailbox
    reply_to: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    subject: str
    """Clean; `Re:` and `Fwd:` are kept."""
    headers: Mapping[str, tuple[str, ...]]
    """Lower-case name → values in order of appearance (the receiving server's come first), unfolded, bounded."""
    zones: tuple[Zone, ...]
    """New text first, then signature, footer, forwarded, quoted, attachment."""
    attachments: tuple[Attachment, ...] = ()
    calendars: tuple[CalendarPart, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """(text, address) of each link, http and https only."""
    automatic: bool = False
    """A machine wrote it: Auto-Submitted, Precedence auto_reply or bulk, a no-reply sender, an automatic answer."""
    bulk: bool = False
    """It went to many: List-Id, List-Unsubscribe, Precedence bulk or list."""
    delivery_status: DeliveryStatus | None = None
    truncated: bool = False
    """Something lies beyond the bounds on size, parts or depth and was not read."""
    faults: tuple[str, ...] = ()
    """What was broken about it, in plain words."""
    hidden: str = ""
    """Text that HTML hides from the eye (a preview line, say), as it came, bounded."""
    tricks: tuple[Trick, ...] = ()
    """How characters hide something in subject, sender or text."""
    jsonld: tuple[str, ...] = ()
    """Bodies of `application/ld+json` scripts, as they came, bounded."""

    def text(self, *kinds: ZoneKind) -> str:
        """The text of all zones of these kinds (default: the new text), an empty line between them."""
        wanted = kinds or ("text",)
        return "\n\n".join(zone.text for zone in self.zones if zone.kind in wanted and zone.text)
