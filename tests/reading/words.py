"""Documents made of plain words, for tests of what the words mean."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from agent.model import Direction
from agent.reading.case import Case, gather
from agent.reading.decision import Decision
from agent.reading.document import Attachment, Document, Zone
from agent.reading.label import decide
from agent.reading.structured import Facts
from connectors.base import Mailbox

LONDON = ZoneInfo("Europe/London")
SENT_AT = datetime(2026, 10, 1, 10, 0, tzinfo=LONDON)
"""A Thursday."""
ME = Mailbox("sam.lee@example.net", "Sam Lee")
THEM = Mailbox("jo.marsh@globex.example", "Jo Marsh")


def document(
    text: str,
    subject: str = "",
    *,
    direction: Direction = "in",
    quoted: str = "",
    attached: str = "",
    sent_at: datetime = SENT_AT,
    sender: Mailbox = THEM,
    bulk: bool = False,
) -> Document:
    """A message with these words, from them to the user or the other way round."""
    zones = [Zone("subject", subject), Zone("text", text)]
    if quoted:
        zones.append(Zone("quoted", quoted))
    return Document(
        message_id="<1@globex.example>",
        in_reply_to=None,
        references=(),
        sent_at=sent_at,
        from_=sender if direction == "in" else ME,
        reply_to=(),
        to=(ME,) if direction == "in" else (sender,),
        cc=(),
        subject=subject,
        headers={},
        zones=tuple(zone for zone in zones if zone.text),
        attachments=(Attachment(attached, "application/pdf", 40_000),) if attached else (),
        bulk=bulk,
    )


def case_of(text: str, facts: Facts | None = None) -> Case:
    """Such a message as the rules see it."""
    return gather(document(text), facts or Facts(), direction="in", zone="Europe/London", human=True)


def reading(
    text: str, subject: str = "", *, facts: Facts | None = None, human: bool = True, **more: object
) -> Decision:
    """What the reader decides about such a message."""
    made = document(text, subject, **more)  # type: ignore[arg-type]  # the keywords of `document`
    direction: Direction = "out" if more.get("direction") == "out" else "in"
    return decide(made, facts or Facts(), direction=direction, zone="Europe/London", human=human)
