"""What a message says without its sentences being read: its sender's system, calendar part, signature event, markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.model import Label
from agent.reading.calendar_part import Invite
from agent.reading.document import Document

VendorKind = Literal["ats", "esign", "check", "scheduler", "assessment", "board", "relay"]
SignatureEvent = Literal["requested", "completed", "declined", "voided", "viewed"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a message from its structure alone."""

    vendor: str | None = None
    """The system that sent it ("greenhouse", "docusign"), None for ordinary senders."""
    vendor_kind: VendorKind | None = None
    esign: SignatureEvent | None = None
    """What an e-signature service reports."""
    document_title: str | None = None
    """The title of the document to sign, as the service names it."""
    invite: Invite | None = None
    """The event of the calendar part; of several, the one that is about an interview or comes first."""
    template: str | None = None
    """The name that the sender itself gives this kind of mail (X-LinkedIn-Template)."""
    allowed: frozenset[Label] | None = None
    """Labels that this sender can bear at all; None: no limit."""
    employer_hint: str | None = None
    """The employer as the vendor's tenant or display name tells it."""
    portal: str | None = None
    """A link to the employer's or vendor's own page where an answer can be given."""
    jsonld: tuple[str, ...] = ()
    """`@type` names found in JSON-LD markup, with their action names ("Event", "ViewAction: View offer")."""


def facts(document: Document, *, me: frozenset[str], zone: str) -> Facts:
    """Read a document's structure. `me`: the user's addresses, lower-case; `zone`: IANA, for times without one."""
    return Facts(jsonld=document.jsonld if me and zone else ())
