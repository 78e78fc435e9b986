"""The other side of a message: its addresses and its domain, which names in it are people's, and whether it hires for others."""

from __future__ import annotations

import re

from agent.model import Direction
from agent.reading import names, parted, vendors
from agent.reading.document import Document
from agent.reading.organisations import MAX_SCAN
from agent.reading.structured import Facts
from connectors.base import Mailbox

_LARGE = re.compile(r"(?<![\w@./-])[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČŠŽŐŰ][\w]{3,20}(?![\w@])")


def other_side(document: Document, direction: Direction, me: frozenset[str], facts: Facts) -> list[Mailbox]:
    """The addresses of the other side, the most telling first."""
    if direction == "out":
        boxes = [*document.to, *document.cc]
    else:
        boxes = [*document.reply_to, document.from_] if facts.vendor else [document.from_, *document.reply_to]
        if facts.invite and facts.invite.organizer:
            boxes.append(facts.invite.organizer)
    boxes += [zone.from_ for zone in document.zones if zone.from_ and zone.kind in ("quoted", "forwarded")]
    return [box for box in boxes if "@" in box.address and box.address not in me]


def own_domain(others: list[Mailbox], facts: Facts) -> str | None:
    """The first domain that can be an organisation's own."""
    if facts.vendor_kind in ("check", "board"):
        return None  # a Reply-To there is the vendor's or a relay's
    for box in others:
        domain = box.address.rpartition("@")[2]
        if not (vendors.lookup(box.address) or vendors.freemail(domain) or vendors.reserved(domain)):
            return domain
    return None


def people(document: Document, me: frozenset[str]) -> frozenset[str]:
    """Keys of names that are people's: they are no employer."""
    boxes = [document.from_, *document.to, *document.cc, *document.reply_to]
    boxes += [zone.from_ for zone in document.zones if zone.from_]
    found: set[str] = set()
    for box in boxes:
        name = re.split(r"\s+(?:via|@|\|)\s+", box.name)[0]
        if name and (box.address in me or is_person(name, box.address)):
            found.add(names.squash(name))
            found.update(names.squash(word) for word in name.split() if len(word) > 2)
    for address in me:
        found.update(word for word in re.split(r"[^a-z]+", address.partition("@")[0]) if len(word) > 3)
    return frozenset(found)


def is_person(name: str, address: str) -> bool:
    """The display name is that of the one who has the mailbox, not of an organisation or a department."""
    if vendors.collective(name):
        return False
    local, _, domain = address.partition("@")
    spoken = names.squash(local)
    parts = [names.squash(word) for word in name.split()]
    if len(parts) > 1 and names.spells(name, vendors.domain_label(domain)) >= 0.9:
        return False
    if any(len(part) > 2 and (part in spoken or spoken.startswith(part[:5])) for part in parts):
        return True
    if names.collective(name) and fits(name, domain):
        return False
    return 2 <= len(parts) <= 4 and not vendors.lookup(address) and vendors.use(address) is None


def called(others: list[Mailbox], domain: str) -> str | None:
    """What whoever writes from a domain calls itself, where that is an organisation's name though the domain spells it in
    part only: "Servicio de Salud Lacustre" <concursos@sslacustre.com>."""
    for box in others:
        name = names.organisation(box.name)
        words = name.split()
        if len(words) < 2 or vendors.registrable(box.address) != vendors.registrable(domain):
            continue
        local = names.squash(box.address.partition("@")[0])
        keys = [key for key in map(names.squash, words) if len(key) > 2 and not parted.noun(key)]
        if any(key in local or (len(local) > 3 and local in key) for key in keys):
            continue
        if fits(name, domain) and _collective(name):
            return name
    return None


def _collective(name: str) -> bool:
    """Its words say that it is an organisation's: a noun, or two joined."""
    return names.collective(name) or any(word == "&" or word.islower() for word in name.split())


def fits(name: str, domain: str) -> bool:
    """A domain has a word of the name's own in it, or begins with its initials."""
    label = names.squash(vendors.domain_label(domain))
    keys = [names.squash(word) for word in name.split() if not word.islower()]
    initials = "".join(key[:1] for key in keys)
    own = any(len(key) > 3 and key in label and not parted.noun(key) for key in keys)
    return own or (len(initials) > 2 and label.startswith(initials))


def hires_for_others(document: Document, domain: str, own: str | None) -> bool:
    """The sender is an agency: its name says so, or its words do."""
    if names.is_agency_name(vendors.domain_label(domain)) or (own and names.is_agency_name(own)):
        return True
    text = f"{document.subject}\n{document.text('text', 'signature', 'footer')[:6000]}".lower()
    if names.patterns("agency_says").search(text):
        return True
    signed = document.text("signature", "footer").lower()
    return bool(own) and bool(
        re.search(rf"{re.escape(str(own).lower())} (?:recruitment|search|staffing|resourcing|personnel)\b", signed)
    )


def spells(document: Document, name: str) -> bool:
    """Subject, text or a person's name has that name just so; else it was read out of a domain or a link."""
    texts = [document.subject, document.text("text", "signature", "quoted", "forwarded", "footer")[:MAX_SCAN]]
    texts += [box.name for box in (document.from_, *document.to, *document.cc, *document.reply_to)]
    return name.casefold() in " ".join(" ".join(texts).split()).casefold()


def written(document: Document, me: frozenset[str]) -> dict[str, str]:
    """Words that the message writes large, squashed → as they stand: they show where a run-together name is parted."""
    texts = [document.subject, document.text("text", "signature", "quoted", "forwarded", "footer")[:MAX_SCAN]]
    texts += [
        box.name for box in (document.from_, *document.to, *document.cc, *document.reply_to) if box.address not in me
    ]
    found: dict[str, str] = {}
    for text in texts:
        for match in _LARGE.finditer(text):
            word = match.group()
            for key in {names.squash(word), names.squash(word.translate(names.UMLAUTS))}:  # both "muller" and "mueller"
                if key not in found or found[key].isupper():
                    found[key] = word
    return found
