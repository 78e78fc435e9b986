"""The people of the other side: who wrote, who is in copy, who is named, and whether a letter may go there.

Each contact says where it comes from. Machines are kept, marked as not usable: a portal's sender is worth knowing,
but no letter goes there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from agent.model import Contact, Direction, Label, Part
from agent.reading import names, vendors
from agent.reading.absence import name_of
from agent.reading.document import Document
from agent.reading.employer import Employer
from agent.reading.other_side import is_person
from agent.reading.structured import Facts
from connectors.base import Mailbox

MAX_CONTACTS = 20

_ADDRESS = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,80}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}(?![\w-])")
_PHONE = re.compile(
    r"(?<![\w/.-])(?:\+\d{1,3}[ .()-]{0,3})?(?:\(0?\d{1,5}\)[ .-]{0,2})?\d{2,5}(?:[ .-]?\d{2,5}){1,4}(?![\w/-])"
)
_PHONE_WORD = re.compile(
    r"(?:\b(?:t|m|p|d|tel|tel\.|telephone|phone|mobile|mob|cell|direct|office|desk|call|ring|text|reach|number|dial|handy|telefon|tél|tfno|whatsapp)\b[^\n\d+(]{0,30})$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[r]?|guten tag|bonjour|chère?|hola|estimad[oa]|caro|cara|ciao|olá|beste|kære|hej|cześć)?\s*,?\s*(.{0,60}?)[\s,!:.–-]*$"
)


def contacts(
    document: Document, facts: Facts, employer: Employer, *, direction: Direction, me: frozenset[str], label: Label
) -> tuple[Contact, ...]:
    """Everybody of the other side, whoever wrote first; one entry an address.

    Nobody can be written to at an address that mail came back from, or whose owner works there no longer.
    """
    when = _day(document.sent_at)
    if document.delivery_status is not None:
        return _unreachable(document, when)
    found: dict[str, Contact] = {}
    for contact in _all(document, facts, employer, direction, label, when):
        key = contact.address or contact.name
        if key in me or (contact.address and contact.address in me) or not key:
            continue
        found[key] = _merged(found[key], contact) if key in found else contact
        if contact.address == document.from_.address and facts.absent == "left":
            found[key] = replace(found[key], because=f"left, as an automatic answer of {when} says", usable=False)
        if len(found) >= MAX_CONTACTS:
            break
    return tuple(found.values())


def _unreachable(document: Document, when: str) -> tuple[Contact, ...]:
    status = document.delivery_status
    if status is None or not status.failed or not status.recipient:
        return ()
    return (Contact(status.recipient, because=f"mail came back from there on {when}", usable=False),)


def human(document: Document, facts: Facts, *, direction: Direction) -> bool:
    """A person wrote it, or a shared mailbox with a text written for this user; not a machine."""
    if document.delivery_status is not None or facts.absent:
        return False
    if direction == "out":
        return "auto-submitted" not in document.headers
    if facts.vendor_kind is not None:
        return facts.vendor_kind in ("ats", "board") and _signed(document, facts.employer_hint) and not facts.template
    if document.automatic or vendors.use(document.from_.address) == "machine":
        return False
    if vendors.use(document.from_.address) is not None or vendors.collective(document.from_.name):
        return not document.bulk and (_greets(document) or _signed(document))
    return not document.bulk or _greets(document)


# ---------------------------------------------------------------- where they come from


def _all(
    document: Document, facts: Facts, employer: Employer, direction: Direction, label: Label, when: str
) -> Iterator[Contact]:
    if direction == "out":
        for box in document.to:
            yield _contact(box, None, f"your message of {when} went there")
        for box in document.cc:
            if _ours(box.address, document, employer):
                yield _contact(box, None, f"your message of {when} went there in copy")
    else:
        yield _writer(document, facts, label, when)
        for box in document.reply_to:
            yield _contact(
                box,
                _part(box, ""),
                f"Reply-To of the message of {when}",
                _phone(document) if _same(box, document) else None,
            )
        for box in document.cc:
            if _ours(box.address, document, employer):
                yield _contact(box, _part(box, ""), f"in copy of the message of {when}")
    yield from _invited(document, facts, employer, when)
    if direction == "in":
        yield from _named(document, facts, employer, when)
    for zone in document.zones:
        if zone.kind in ("quoted", "forwarded") and zone.from_ and _ours(zone.from_.address, document, employer):
            yield _contact(zone.from_, _part(zone.from_, ""), f"wrote an earlier message in the thread of {when}")


def _writer(document: Document, facts: Facts, label: Label, when: str) -> Contact:
    what = "the interview mail" if label.startswith("interview") else "the message"
    part = _part(document.from_, document.text("signature"))
    if (
        part in (None, "hiring_manager")
        and facts.invite
        and facts.invite.organizer
        and facts.invite.organizer.address == document.from_.address
    ):
        part = part or "scheduler"
    contact = _contact(document.from_, part, f"wrote {what} of {when}", _phone(document))
    if contact.usable and vendors.unmonitored().search(document.text("text", "signature", "footer").lower()):
        shared = document.automatic or vendors.use(document.from_.address) is not None or facts.vendor is not None
        return Contact(contact.address, contact.name, contact.phone, part, contact.because, usable=not shared)
    return contact


def _invited(document: Document, facts: Facts, employer: Employer, when: str) -> Iterator[Contact]:
    if not facts.invite:
        return
    organizer = facts.invite.organizer
    if organizer and organizer.address:
        yield _contact(
            organizer, _part(organizer, "") or "scheduler", f"organizer of the calendar invitation of {when}"
        )
    for attendee in facts.invite.attendees[:10]:
        if not attendee.is_user and attendee.address and _ours(attendee.address, document, employer):
            yield _contact(
                Mailbox(attendee.address, attendee.name),
                "interviewer",
                f"attends the meeting of the invitation of {when}",
            )


def _named(document: Document, facts: Facts, employer: Employer, when: str) -> Iterator[Contact]:
    """Addresses written out in the message that belong to the employer, the agency or the sender; and who follows on
    somebody who left, at whatever address."""
    text = document.text("text", "signature")[:20_000]
    for found in list(_ADDRESS.finditer(text))[:20]:
        address = found.group().lower().rstrip(".")
        if _ours(address, document, employer):
            yield _contact(
                Mailbox(address, name_of(address, text)), _part(Mailbox(address), ""), f"named in the message of {when}"
            )
        elif facts.absent == "left" and usable(address) and (name := name_of(address, text)):
            # Told of, not written to: an automatic answer cannot send letters to just anywhere. Nor does its word bar the
            # address for whoever else knows it.
            yield Contact(
                None, name, because=f"named in the message of {when}, at another organisation: {address}", usable=False
            )


def _ours(address: str, document: Document, employer: Employer) -> bool:
    """The address belongs to the same organisation as the writer or the employer; not to a vendor or anybody's mail."""
    if "@" not in address or vendors.lookup(address) or vendors.freemail(address):
        return False
    domain = vendors.registrable(address)
    own = {
        vendors.registrable(box.address)
        for box in (document.from_, *document.reply_to, *document.to)
        if "@" in box.address
    }
    if domain in employer.domains or (domain in own and not vendors.reserved(domain)):
        return True
    label = vendors.domain_label(domain)
    return any(names.spells(name, label) >= 0.9 for name in (employer.name, *employer.names) if name)


# ---------------------------------------------------------------- one contact


def _contact(box: Mailbox, part: Part | None, because: str, phone: str | None = None) -> Contact:
    return Contact(box.address or None, _spoken(box), phone, part, because, usable(box.address))


def usable(address: str) -> bool:
    """A letter may go there: a person or a shared mailbox, never a machine."""
    if "@" not in address or vendors.use(address) == "machine":
        return False
    vendor = vendors.lookup(address)
    return vendor is None or (vendor.replies and vendors.tenant(address, vendor) != address.partition("@")[0])


def _spoken(box: Mailbox) -> str:
    return re.sub(r"\s+(?:via|through)\s+\S.*$", "", box.name).strip()


def _part(box: Mailbox, signature: str) -> Part | None:
    """What somebody does in the hiring, by mailbox, display name and the title under the name."""
    use = vendors.use(box.address)
    if use in ("hr", "recruiter", "scheduler"):
        return use
    text = f"{box.name}\n" + "\n".join(line for line in signature.split("\n")[:6] if "@" not in line)
    shared = use is not None or vendors.collective(box.name)
    for part, pattern in vendors.title_patterns():
        if pattern.search(text.lower()) and not (shared and part == "hiring_manager"):
            return part
    return None


def _merged(first: Contact, second: Contact) -> Contact:
    """One address met twice: what the first place did not tell is taken from the second."""
    return Contact(
        first.address, first.name or second.name, first.phone or second.phone, first.part or second.part, first.because,
        first.usable and second.usable,
    )  # fmt: skip


def _same(box: Mailbox, document: Document) -> bool:
    return bool(box.name) and (box.name == document.from_.name or box.name in document.text("signature"))


def _phone(document: Document) -> str | None:
    """A telephone number in the signature, or one in the text that is said to be one."""
    for kind, text in (("signature", document.text("signature")[:3000]), ("text", document.text()[:20_000])):
        for found in list(_PHONE.finditer(text))[:40]:
            number = found.group().strip(" .-")
            digits = sum(c.isdigit() for c in number)
            if not 8 <= digits <= 15 or re.match(r"(?:19|20)\d\d[-./ ]\d", number):
                continue
            told = bool(_PHONE_WORD.search(text[max(0, found.start() - 40) : found.start()]))
            if told or number.startswith(("+", "(")) or (kind == "signature" and number.startswith("0")):
                return number
    return None


# ---------------------------------------------------------------- written for this user?


def _greets(document: Document) -> bool:
    """The text opens with the user's name."""
    first = document.text().partition("\n")[0].strip().lower()
    if len(first) > 80:
        return False
    found = _GREETING.match(first)
    spoken = found.group(1) if found else ""
    words = {word for box in document.to for word in names.plain(box.name).split() if len(word) > 1}
    words |= {
        piece for box in document.to for piece in re.split(r"[._+-]", box.address.partition("@")[0]) if len(piece) > 2
    }
    return bool(words & set(names.plain(spoken).split()))


def _signed(document: Document, employer: str | None = None) -> bool:
    """A person's name stands under the text, one that the sender or a Reply-To bears; the employer's own is none."""
    last = [
        line.strip(" ,.-*") for line in f"{document.text()}\n{document.text('signature')}".split("\n") if line.strip()
    ]
    for box in (document.from_, *document.reply_to):
        name = _spoken(box)
        if not name or names.key(name) == names.key(employer or "") or not is_person(name, box.address):
            continue
        if any(line and line.split()[0] == name.split()[0] for line in last[-8:]):
            return True
    return False


def _day(when: datetime) -> str:
    return f"{when.day} {('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December')[when.month - 1]} {when.year}"
