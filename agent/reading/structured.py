"""What a message says without its sentences being read: its sender's system, calendar part, signature event, markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from agent.model import Label
from agent.reading import calendar_part, esign, names, vendors
from agent.reading.absence import absence
from agent.reading.calendar_part import Invite
from agent.reading.document import Document
from agent.reading.esign import SignatureEvent

VendorKind = Literal["ats", "esign", "check", "scheduler", "assessment", "board", "relay"]

_PORTAL_TEXT = re.compile(
    r"\b(?:accept|decline|respond|review|view|open|sign in|log ?in|candidate (?:home|portal|cent(?:er|re))|portal|dashboard|manage|"
    r"your application|my application|reschedule|cancel|withdraw|status)\b"
)
_PORTAL_ADDRESS = re.compile(
    r"/(?:offers?|candidates?|applications?|careers?|portal|jobs?|interviews?|schedule|meetings)\b|myworkday|candidate"
)
_FOOT_TEXT = re.compile(r"unsubscribe|privacy|preferences|view in browser|help|terms|abmelden|désabonn")


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
    absent: Literal["away", "left"] | None = None
    """What an automatic answer says of its writer."""


def facts(document: Document, *, me: frozenset[str], zone: str) -> Facts:
    """Read a document's structure. `me`: the user's addresses, lower-case; `zone`: IANA, for times without one."""
    vendor = _vendor(document)
    signs = vendor is not None and vendor.kind == "esign"
    return Facts(
        vendor=vendor.name if vendor else None,
        vendor_kind=vendor.kind if vendor else None,
        esign=esign.event(document) if signs else None,
        document_title=esign.title(document) if signs else None,
        invite=calendar_part.read(document.calendars, me=me, zone=zone) if document.calendars else None,
        template=(document.headers.get("x-linkedin-template") or (None,))[0],
        allowed=vendor.allowed if vendor else None,
        employer_hint=_hint(document, vendor) if vendor else None,
        portal=_portal(document),
        jsonld=tuple(_types(document)),
        absent=absence(document),
    )


def _vendor(document: Document) -> vendors.Vendor | None:
    """The system that sent the message: by its From, else by its Sender."""
    found = vendors.lookup(document.from_.address)
    if found or "sender" not in document.headers:
        return found
    sender = re.search(r"[\w.+-]{1,100}@[\w.-]{1,200}", document.headers["sender"][0])
    return vendors.lookup(sender.group().lower()) if sender else None


def _hint(document: Document, vendor: vendors.Vendor) -> str | None:
    """The employer in a vendor's mail: the display name unless it is the vendor's own or a person's, else the tenant."""
    if vendor.kind == "esign":
        return None
    display = names.organisation(document.from_.name)
    tenant = vendors.tenant(document.from_.address, vendor)
    if (
        vendor.kind in ("ats", "scheduler", "assessment", "check")
        and display
        and not _is_vendor(display, vendor)
        and (tenant or not _personal(document))
    ):
        return display
    return tenant


def _is_vendor(name: str, vendor: vendors.Vendor) -> bool:
    spoken = names.squash(name)
    own = {names.squash(vendor.name), vendors.domain_label(vendor.suffix.rpartition("@")[2])}
    return any(spoken.startswith(word) or word.startswith(spoken) for word in own) or spoken in (
        "workday",
        "trac",
        "calendar",
        "adobeacrobatsign",
    )


def _personal(document: Document) -> bool:
    """The display name is a person's: two or three words, and the mailbox or a Reply-To spells them."""
    name = document.from_.name
    if re.search(r"\b(?:via|@|for|at|on behalf of)\b", name) or vendors.collective(name):
        return False
    words = [names.squash(word) for word in name.split()]
    spoken = [names.squash(box.address.partition("@")[0]) for box in (document.from_, *document.reply_to)]
    same = any(box.name == name for box in document.reply_to) or _signs(document, name)
    return same or (1 < len(words) <= 4 and any(len(word) > 2 and word in local for word in words for local in spoken))


def _signs(document: Document, name: str) -> bool:
    """The signature begins with the name's first word alone ("Wade"), or with the name and has more below it."""
    lines = [line.strip(" ,.-*").lower() for line in document.text("signature").split("\n")]
    return " " in name and (lines[0] == name.lower().split()[0] or (lines[0] == name.lower() and len(lines) > 1))


def _portal(document: Document) -> str | None:
    best: tuple[int, str] | None = None
    for text, address in document.links:
        low = text.lower()
        if _FOOT_TEXT.search(low) or "unsubscribe" in address.lower():
            continue
        score = 2 * bool(_PORTAL_TEXT.search(low)) + bool(_PORTAL_ADDRESS.search(address.lower()))
        if score and (best is None or score > best[0]):
            best = (score, address)
    return best[1] if best else None


def _types(document: Document) -> Iterator[str]:
    """Types and action names of JSON-LD, at most twenty."""
    count = 0
    for script in document.jsonld:
        try:
            todo: list[Any] = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while todo and count < 20:
            item = todo.pop()
            if isinstance(item, list):
                todo.extend(item[:50])
            elif isinstance(item, dict):
                kind, name = item.get("@type"), item.get("name")
                if isinstance(kind, str):
                    count += 1
                    yield f"{kind}: {name}"[:200] if isinstance(name, str) and kind.endswith("Action") else kind[:100]
                todo.extend(value for value in item.values() if isinstance(value, dict | list))
