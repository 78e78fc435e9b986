"""Who hires: the employer's name, the other names and domains it goes by, and the agency that writes for it.

In order of trust: the vendor's tenant or display name; a name in the message that the sender's domain spells; for an
agency, what act sentences name; the domain read naturally. Never a person, never the vendor itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from agent.model import Direction
from agent.reading import names, proposed, vendors
from agent.reading.document import Document
from agent.reading.learned.opinion import Opinion
from agent.reading.organisations import MAX_SCAN, SPELLED, Candidate, candidates
from agent.reading.structured import Facts
from connectors.base import Mailbox


@dataclass(frozen=True, slots=True)
class Employer:
    """The hiring organisation of one message."""

    name: str | None = None
    names: tuple[str, ...] = ()
    """Other forms that the message uses for it."""
    domains: tuple[str, ...] = ()
    """Registrable domains of its own addresses."""
    agency: str | None = None


_AGAINST = -3.6
"""What speaks against a name that the domain does not spell. This and the weights beside it are a logistic regression's,
fitted on mail of authors whom the encoder had not seen: name or domain, 380 messages, 0.87 right across folds."""
_ALIKE = 0.88
"""From here on two names are one, misspelled or imitated: a letter or two of ten differ."""
_OFTEN = 4.0
"""Votes from which on a name that the domain spells out is surely that of who writes."""
_BELIEVED = 0.45
"""How surely a name must be tagged where there is no domain of an employer's own."""
_SMALL_BEFORE = re.compile(r"^(?:[a-zß-ÿ]{4,} )+(?=[A-ZÀ-Þ])")
_ARTICLE_AFTER = re.compile(r" (?:La|Il|El|The|Os|As|Le|Les|Der|Die|Das)$")
_LARGE = re.compile(r"(?<![\w@./-])[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČŠŽŐŰ][\w]{3,20}(?![\w@])")
_WORKS_AT = re.compile(r"^.{1,40}? (?:at|from|@|bei|chez|presso) (?=[A-ZÀ-Ý])")
"""Before an organisation in a display name: "Sandy at Village Vet"."""
_ASKS_FOR_A_CHECK = re.compile(
    r"(?:^|[.!?]\s)([A-Z][\w&.,'’ -]{1,60}?) has (?:asked|requested|engaged|instructed|commissioned|retained)\b"
    r"[^.\n]{0,120}\b(?:background|screening|vetting|drug|employment|pre-employment) (?:check|screen|test|verification)",
    re.MULTILINE,
)


def _client_of_a_check(document: Document) -> str | None:
    """Who has a checker write: "Harrowpike Instruments has asked Checkwell to carry out a background check"."""
    if not document.automatic:
        return None
    found = _ASKS_FOR_A_CHECK.search(document.text("text")[:4000])
    return found.group(1).strip(" ,") if found else None


def resolve(
    document: Document,
    facts: Facts,
    *,
    direction: Direction,
    me: frozenset[str],
    role: str | None = None,
    opinion: Opinion | None = None,
    language: str = "",
) -> Employer:
    """The employer that a message is about, as far as the message itself tells; `opinion`: the encoder's, `language`:
    the message's."""
    if document.delivery_status is not None:
        return _undelivered(document, facts, me, role, language)
    domain = _own_domain(_other_side(document, direction, me, facts), facts)
    label = names.undressed(vendors.domain_label(domain)) if domain else ""
    found = candidates(document, facts, label=label, people=_people(document, me), role=role)
    if direction == "in" and (client := _client_of_a_check(document)):
        return _employer(_best_form(client, found), found, None)
    if facts.employer_hint and facts.vendor_kind != "esign":
        return _employer(_best_form(facts.employer_hint, found), found, domain)
    spelled = _spelled(found)
    if spelled:
        own: str | None = _exact(spelled.name, label, found) or names.completed(spelled.name, label)
    else:
        own = names.natural(domain, _written(document, me), language) if domain else None
    if not domain and (boxed := _by_mailbox(_other_side(document, direction, me, facts), language)):
        return _employer(boxed, found, None)
    if opinion is not None and (told := _told(document, facts, found, opinion, direction, me, domain)):
        agency = (
            own
            if domain and own and names.key(told) != names.key(own) and _hires_for_others(document, domain, own)
            else None
        )
        return _employer(told, found, None, agency=agency)
    if not domain or names.third_party(label) or (not spelled and names.third_party(document.from_.name)):
        return _employer(_cued(found, own), found, None)
    if _hires_for_others(document, domain, own):
        passed_on = _passed_on(document, facts, domain, me, role, language)
        client = passed_on.name or _cued(found, own, least=1.5 if direction == "out" else 2.0)
        if client:
            return _employer(client, found, None, domains=passed_on.domains, agency=own)
        return _employer(own, found, domain, agency=own)
    if not spelled:
        passed_on = _passed_on(document, facts, domain, me, role, language)
        if passed_on.name:
            return _employer(passed_on.name, found, None, domains=passed_on.domains, agency=own)
    sure = spelled or (own is not None and own.split()[-1].lower() in names.words("nouns"))
    client = None if sure else _cued(found, own, least=2.2 if direction == "out" else 5.0, noun=True)
    return _employer(client or own, found, None if client else domain)


def _told(
    document: Document,
    facts: Facts,
    found: dict[str, Candidate],
    opinion: Opinion,
    direction: Direction,
    me: frozenset[str],
    domain: str | None,
) -> str | None:
    """The name that the encoder reads, where it is to be believed rather than the other side's domain; else None."""
    label = vendors.domain_label(domain) if domain else ""
    own = proposed.names_domain(opinion, label) if label else 0.0
    people = _people(document, me) | {names.squash(facts.vendor or "")}
    tagged: dict[str, list[proposed.Proposed]] = defaultdict(list)
    boxes = [box for box in (document.from_, *document.to, *document.cc) if " " in box.name]
    whole = tuple(names.squash(box.name) for box in boxes if is_person(box.name, box.address))
    for one in proposed.organisations(opinion):
        if direction == "out" and one.kind == "signature":
            continue  # the user's own
        text = _trimmed(one.text)
        key = names.key(text)
        ones = not names.collective(text) and any(names.squash(word) in people for word in text.split())
        if not ones and key not in people and not any(key.startswith(name) and key != name for name in whole):
            tagged[key].append(replace(one, text=text))
    best, most = None, 0.0
    spelled = 0.0
    own_keys = [names.key(candidate.name) for candidate in found.values() if candidate.spelled >= SPELLED]
    for key, times in tagged.items():
        if key not in own_keys and any(SequenceMatcher(None, key, other).ratio() > _ALIKE for other in own_keys):
            continue
        name, surest = times[0].text, max(one.worth for one in times)
        if label and _same(name, label):
            spelled = max(spelled, surest)
        elif (worth := surest + min(len(times) - 1, 3) * proposed.AGAIN) > most:
            best, most = times, worth
    if best is None:
        return None
    name = found[names.key(best[0].text)].name if names.key(best[0].text) in found else best[0].text
    name = proposed.whole(name, document.text("text", "subject", "signature", "forwarded", "quoted")[:MAX_SCAN])
    if not domain:
        return name if most >= _BELIEVED else None
    cues = found[names.key(name)].cues if names.key(name) in found else 0.0
    hires = _hires_for_others(document, domain, None)
    against = 1.5 if hires else 2.9  # an agency names itself beside its client
    points = (
        _AGAINST
        + 1.8 * max(one.worth for one in best)
        + 1.4 * (len(best) > 1)
        - against * own
        - against * spelled
        + 0.35 * min(cues, 4.0)
        + 0.9 * (name.split()[-1].lower() in names.words("nouns"))
        + 2.9 * (" " in name)
        + 1.4 * document.automatic
        - 0.9 * (direction == "out")
        + 0.7 * (vendors.use(document.from_.address) is not None)
        + 2.0 * hires
        - (not hires and any(one.spelled >= 1.0 and one.votes >= _OFTEN for one in found.values()))
        + 1.5 * _platform(document, label, best)
        + 2.0 * names.third_party(label)
        + 3.0 * (names.may_check(label) or names.may_check(document.from_.name))
    )
    return name if points > 0 else None


def _platform(document: Document, label: str, tagged: list[proposed.Proposed]) -> bool:
    """A system writes under its own name alone, and another organisation's stands in the subject."""
    own = names.squash(label)
    alone = names.squash(document.from_.name) == own and own not in names.squash(document.subject)
    return alone and any(one.kind == "subject" for one in tagged)


def _trimmed(name: str) -> str:
    """A tagged name without the place after it and what is no part of it: "compagnia Hotel Mayab, Mérida"."""
    text = _ARTICLE_AFTER.sub("", _SMALL_BEFORE.sub("", name))
    head, comma, tail = text.partition(", ")
    return head if comma and " " not in tail and names.collective(head) else text


def _same(name: str, label: str) -> bool:
    """A name is the one that a domain spells, or a part of it, or has all in it that a hyphened one has before a place."""
    key = names.key(name)
    if names.spells(name, label) >= SPELLED or (len(key) > 3 and key in names.squash(label)):
        return True
    first, hyphen, _ = label.partition("-")
    return bool(hyphen) and len(first) > 5 and first in key


def _undelivered(document: Document, facts: Facts, me: frozenset[str], role: str | None, language: str) -> Employer:
    """Whoever the message that came back was written to; never the machine that returns it."""
    address = document.delivery_status.recipient if document.delivery_status else None
    if not address or vendors.lookup(address) or vendors.freemail(address) or vendors.reserved(address):
        return Employer()
    label = vendors.domain_label(address)
    found = candidates(document, facts, label=label, people=_people(document, me), role=role)
    spelled = _spelled(found)
    domain = address.rpartition("@")[2]
    return _employer(
        names.completed(spelled.name, label) if spelled else names.natural(domain, _written(document, me), language),
        found,
        domain,
    )


def _passed_on(
    document: Document, facts: Facts, domain: str, me: frozenset[str], role: str | None, language: str
) -> Employer:
    """The organisation whose message an agency, or a friend, passes on: by its own sender's domain."""
    for zone in document.zones:
        sender = zone.from_.address if zone.from_ and zone.kind == "forwarded" else ""
        if "@" not in sender or sender in me or vendors.registrable(sender) == vendors.registrable(domain):
            continue
        if vendors.lookup(sender) or vendors.freemail(sender) or vendors.reserved(sender):
            continue
        label = vendors.domain_label(sender)
        best = _spelled(candidates(document, facts, label=label, people=_people(document, me), role=role))
        return Employer(
            best.name if best else names.natural(sender, _written(document, me), language),
            domains=(vendors.registrable(sender),),
        )
    return Employer()


# ---------------------------------------------------------------- the other side


def _written(document: Document, me: frozenset[str]) -> dict[str, str]:
    """Words that the message writes large, squashed → as they stand: they show where a run-together name is parted."""
    texts = [document.subject, document.text("text", "signature", "quoted", "forwarded", "footer")[:MAX_SCAN]]
    texts += [
        box.name for box in (document.from_, *document.to, *document.cc, *document.reply_to) if box.address not in me
    ]
    found: dict[str, str] = {}
    for text in texts:
        for match in _LARGE.finditer(text):
            word = match.group()
            key = names.squash(word)
            if key not in found or found[key].isupper():
                found[key] = word
    return found


def _other_side(document: Document, direction: Direction, me: frozenset[str], facts: Facts) -> list[Mailbox]:
    """The addresses of the other side, the most telling first."""
    if direction == "out":
        boxes = [*document.to, *document.cc]
    else:
        boxes = [*document.reply_to, document.from_] if facts.vendor else [document.from_, *document.reply_to]
        if facts.invite and facts.invite.organizer:
            boxes.append(facts.invite.organizer)
    boxes += [zone.from_ for zone in document.zones if zone.from_ and zone.kind in ("quoted", "forwarded")]
    return [box for box in boxes if "@" in box.address and box.address not in me]


def _by_mailbox(others: list[Mailbox], language: str) -> str | None:
    """Whoever has an address where anybody can have one, and is called like it: "Harrow Vets" <harrowvets@gmail.com>."""
    for box in others:
        if not vendors.freemail(box.address):
            continue
        local = box.address.rpartition("@")[0]
        name = names.organisation(_WORKS_AT.sub("", box.name))
        spelled = names.squash(name)
        at = name != names.organisation(box.name)
        if len(spelled) > 4 and spelled in names.squash(local) and (at or names.collective(name)):
            return name
        for part in re.split(r"[._+\d]+", local):
            whole = names.natural(f"{part}.com", {}, language) if len(part) > 8 else None
            if whole and " " in whole and names.collective(whole):
                return name if spelled.startswith(part) else whole
            if len(part) > 6 and spelled.startswith(part) and names.collective(name):
                return name
    return None


def _own_domain(others: list[Mailbox], facts: Facts) -> str | None:
    """The first domain that can be an organisation's own."""
    if facts.vendor_kind in ("check", "board"):
        return None  # a Reply-To there is the vendor's or a relay's
    for box in others:
        domain = box.address.rpartition("@")[2]
        if not (vendors.lookup(box.address) or vendors.freemail(domain) or vendors.reserved(domain)):
            return domain
    return None


def _people(document: Document, me: frozenset[str]) -> frozenset[str]:
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
    return 2 <= len(parts) <= 4 and not vendors.lookup(address) and vendors.use(address) is None


# ---------------------------------------------------------------- choosing


def _spelled(found: dict[str, Candidate]) -> Candidate | None:
    """The candidate that the domain spells, the best attested of them, the fuller name before the shorter one."""
    fitting = [c for c in found.values() if c.spelled >= SPELLED]
    return max(
        fitting, key=lambda c: c.spelled * 4 + min(c.votes, 8) * 0.4 + min(len(c.name.split()), 5) * 0.25, default=None
    )


def _exact(name: str, label: str, found: dict[str, Candidate]) -> str | None:
    """The words of a name that the domain spells out, two at least, where the message uses them alone as well: "Peel & Ward"
    of "Peel & Ward Chartered Surveyors"."""
    words = name.split()
    whole = names.squash(label)
    for count in range(2, len(words) + 1):
        short = " ".join(words[:count])
        if names.squash(short) == whole:
            return short if names.key(short) in found else None
    return None


def _cued(found: dict[str, Candidate], own: str | None, least: float = 2.0, noun: bool = False) -> str | None:
    """The organisation that the sentences point at, other than the one that writes; `noun`: only what is called one."""
    own_key = names.key(own) if own else ""
    best, most = None, least
    enough = min(1.2, least / 3)
    for key, candidate in found.items():
        if candidate.cues < enough or candidate.spelled >= SPELLED or (own_key and (key in own_key or own_key in key)):
            continue
        if noun and candidate.name.split()[-1].lower() not in names.words("nouns"):
            continue
        worth = min(candidate.cues, 6) + min(candidate.votes, 6) * 0.5
        if worth > most:
            best, most = candidate.name, worth
    return best


def _hires_for_others(document: Document, domain: str, own: str | None) -> bool:
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


def _best_form(hint: str, found: dict[str, Candidate]) -> str:
    """The vendor's name for the employer as the text spells it ("harcourtmills" is "Harcourt Mills")."""
    name = names.organisation(hint) or hint
    if " " in name or any(c.isupper() for c in name):
        return name
    spelled = [c for c in found.values() if names.spells(c.name, name) >= 0.9]
    best = max(spelled, key=lambda c: c.votes, default=None)
    return best.name if best else names.natural(f"{name}.com") or name


def _fuller(name: str, found: dict[str, Candidate]) -> str:
    """The same name with the noun that belongs to it ("Harbourlight" is "Harbourlight Cinema"), if the text has it."""
    own = name.lower().split()
    best, most = name, 0.9
    for candidate in found.values():
        words = candidate.name.lower().split()
        rest = words[len(own) :]
        if words[: len(own)] != own or not 0 < len(rest) <= 4 or candidate.votes <= most:
            continue
        if rest[-1] in names.words("nouns") and not any(word in names.words("never") for word in rest):
            best, most = candidate.name, candidate.votes
    return best


def _accented(form: str, name: str) -> bool:
    """The same name with the accents that a domain, or who writes in a hurry, leaves out."""
    fits = not form.isascii() and not form.isupper() and len(form) == len(name)
    return fits and name.isascii() and names.plain(form) == names.plain(name)


def _employer(
    name: str | None,
    found: dict[str, Candidate],
    domain: str | None,
    *,
    domains: tuple[str, ...] = (),
    agency: str | None = None,
) -> Employer:
    if not name:
        return Employer(agency=agency)
    whole = domain is not None and names.squash(name) == names.squash(vendors.domain_label(domain))
    if not (whole and " " in name and names.key(name) in found):
        name = _fuller(name, found)
    key = names.key(name)
    forms = {form for k, c in found.items() if k == key or (domain and c.spelled >= SPELLED) for form in c.forms}
    spoken = names.said(name, forms)
    spoken = next((form for form in sorted(forms) if _accented(form, spoken)), spoken)
    return Employer(
        spoken,
        tuple(sorted(forms - {spoken}))[:8],
        domains or ((vendors.registrable(domain),) if domain else ()),
        agency if agency and names.key(agency) != key else None,
    )
