"""Would a careful person trust this message? Kinds of reasons are weighed, never single words.

Reasons that can be shown come first: what the receiving server found, whose domain it is, where answers would go, what is
asked for. The encoder's suspicion is weighed with them; alone it needs to be high, and against a company's own domain
that has proved itself it is never enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from agent.model import Direction
from agent.reading import authentication, lookalike, names, scams, vendors
from agent.reading.authentication import Authentication
from agent.reading.document import Document
from agent.reading.employer import Employer
from agent.reading.learned.opinion import Opinion
from agent.reading.structured import Facts
from agent.reading.unseen import Trick

THRESHOLD = 3.0
"""Weights of the kinds of reasons found, added up: from here on a message is suspicious."""
PROVED = 1.5
"""What a company's own domain that has proved itself takes off, once."""
WARNS = 1.5
"""What such a sender's writing about scams takes off: it may quote one."""
KNOWN = 1.0
"""What an earlier exchange in the message's own thread takes off."""
_EVEN = 0.1
"""The encoder's chance that weighs nothing; at 0.5 it weighs 1.2, at 0.97 as much as the threshold."""
_SCALE = 0.53
_MOST = 3.4
_MOST_PROVED = 1.6
_TELLING = 0.9
"""Weight from which the encoder's suspicion is told as a reason."""

Reason = tuple[float, str]
"""Weight, and a sentence for people."""

_FROM_HOST = re.compile(r"^from\s+(\S{1,250})")
_PROGRAM = re.compile(r"\.(?:exe|scr|com|bat|cmd|msi|js|jse|vbs|wsf|hta|lnk|iso|img|apk|jar|ps1)(?:\.zip)?$")
_PAGE = re.compile(r"\.(?:s?html?|svg)$")
_SHOWN_HOST = re.compile(r"^(?:https?://)?((?:[a-z0-9-]{1,60}\.){1,4}[a-z]{2,24})(?:/\S*)?$")

_TRICKS: Mapping[Trick, Reason] = {
    "tags": (3.0, "it holds invisible text that only programs read"),
    "turned": (2.0, "it turns letters around, so that a name reads differently from what it is"),
    "split": (1.5, "invisible characters stand inside its words"),
}


@dataclass(frozen=True, slots=True)
class Trust:
    """The verdict, and its reasons as sentences for people (no capital, no full stop), the weightiest first."""

    suspicious: bool = False
    reasons: tuple[str, ...] = ()


def judge(
    document: Document,
    facts: Facts,
    employer: Employer,
    *,
    direction: Direction,
    me: frozenset[str],
    sent: bool,
    spam: bool,
    opinion: Opinion | None = None,
) -> Trust:
    """Weigh a message. `sent`: it lies among the user's sent mail; `spam`: the provider filed it as spam; `opinion`: the
    encoder's, where there is one."""
    if direction == "out":
        return _own(document, me, sent=sent)
    found = authentication.read(document)
    proved = found.passed and not vendors.freemail(document.from_.address)
    reasons = [*_sender(document, facts, employer, found), *_asked(document, proved=proved), *_hidden(document)]
    if spam:
        reasons.append((2.0, "your mail provider filed it as spam"))
    if opinion is not None and (weight := _learned(opinion.suspicious, proved=proved)):
        says = f"the learned reader is {min(opinion.suspicious, 0.99):.0%} sure that it is a job scam"
        reasons.append((weight, says if weight >= _TELLING else ""))
    total = sum(weight for weight, _ in reasons)
    if proved and not spam:
        total -= PROVED + (WARNS if scams.warns(f"{document.subject}\n{document.text()}") else 0.0)
    if not found.failed and _exchanged(document, me):
        total -= KNOWN
    return Trust(total >= THRESHOLD, tuple(says for _, says in sorted(reasons, key=lambda r: -r[0]) if says))


def _learned(chance: float, *, proved: bool) -> float:
    """What the encoder's chance weighs: its odds against even ones, within bounds."""
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    weight = _SCALE * (log(chance / (1 - chance)) - log(_EVEN / (1 - _EVEN)))
    return min(max(weight, 0.0) * (0.5 if proved else 1.0), _MOST_PROVED if proved else _MOST)


def _exchanged(document: Document, me: frozenset[str]) -> bool:
    """It answers the user's own words: they are quoted below."""
    return bool(document.in_reply_to) and any(
        zone.kind == "quoted" and zone.from_ is not None and zone.from_.address in me for zone in document.zones
    )


# ---------------------------------------------------------------- the user's own mail


def _own(document: Document, me: frozenset[str], *, sent: bool) -> Trust:
    """The user's own mail: a Sent mark proves it; without one, failed authentication or a stranger's server speak against it."""
    if sent:
        return Trust()
    found = authentication.read(document)
    if found.failed or found.doubtful:
        return Trust(True, ("it bears your address but failed sender authentication",))
    if not found.passed and _stranger(document, me):
        return Trust(True, ("it bears your address but came from another mail server",))
    return Trust()


def _stranger(document: Document, me: frozenset[str]) -> bool:
    """The first server that took the message got it from a host that is not the user's provider's, without a login."""
    lines = [line.lower() for line in document.headers.get("received", ())]
    if not lines:
        return False
    if any(re.search(r"\bwith (?:\w*smtps?a|esmtpa|http\w*|lmtpa)\b|authenticated", line) for line in lines):
        return False
    found = _FROM_HOST.match(lines[-1])
    if not found:
        return False
    host = found.group(1).strip("[]()")
    own = {vendors.registrable(address) for address in me}
    return host not in ("localhost", "127.0.0.1", "::1") and vendors.registrable(host) not in own


# ---------------------------------------------------------------- the sender


def _sender(document: Document, facts: Facts, employer: Employer, found: Authentication) -> Iterator[Reason]:
    address = document.from_.address
    free = vendors.freemail(address)
    if found.failed:
        yield (2.0 if found.passed_on else 3.0), "sender authentication failed (SPF, DKIM, DMARC)"
    elif found.doubtful:
        yield 1.0, "nothing shows that it comes from its sender's own mail server (SPF, DKIM)"
    yield from _borrowed(document, employer, proved=found.passed and not free)
    if free:
        yield from _firm_on_free_mail(document)
    domain = vendors.registrable(address)
    if vendors.odd_ending(domain) and not facts.vendor:
        yield 1.0, f"its domain has an unusual ending: {domain}"
    yield from _reply_to(document, free=free)


def _borrowed(document: Document, employer: Employer, *, proved: bool) -> Iterator[Reason]:
    """A name that is somebody else's: the weightiest sign alone."""
    domain = vendors.registrable(document.from_.address)
    poses = _poses_as(document, proved=proved)
    if poses:
        yield 3.0, f"it poses as {poses} but comes from {domain}"
        return
    likeness = lookalike.of_mentioned(document, employer) or lookalike.of_known(document)
    if likeness:
        yield 3.0, f"the sender's domain {domain} resembles {likeness} but is another"
        return
    if vendors.lookup(document.from_.address) or vendors.freemail(domain):
        return
    firm = lookalike.firm(document.from_.name)
    if firm and firm != vendors.domain_label(domain) and not proved:
        yield 1.5, f"it writes in the name of {firm.capitalize()} from {domain}"
    rest = lookalike.dressed(vendors.domain_label(domain))
    if rest is not None and "-" in domain:
        yield 1.0, f"its domain is made up for hiring mail: {domain}"


def _poses_as(document: Document, *, proved: bool) -> str | None:
    """A well-known service in display name or domain, though the address is not its own."""
    address = document.from_.address
    if vendors.lookup(address):
        return None
    spoken = names.squash(document.from_.name)
    whole = vendors.domain_label(address)
    label = names.squash(whole)
    for service in sorted(vendors.imitated()):
        if (spoken.startswith(service) and label != service) or (
            service in label and label != service and len(service) > 5
        ):
            return service
    rest = lookalike.dressed(whole)
    if rest and lookalike.service(rest) and not proved:  # an applicant system's name, dressed up
        return rest
    return None


def _firm_on_free_mail(document: Document) -> Iterator[Reason]:
    """Small firms write from such addresses too, but as people, not as departments or well-known names."""
    address, name = document.from_.address, document.from_.name
    firm = lookalike.firm(name) or lookalike.firm(address.partition("@")[0])
    if firm:
        yield 2.0, f"it writes in the name of {firm.capitalize()} from a free-mail address"
    elif vendors.collective(name) or vendors.use(address) in ("hr", "recruiter", "scheduler"):
        yield 1.5, "a company's department writes from a free-mail address"


def _reply_to(document: Document, *, free: bool) -> Iterator[Reason]:
    domain = vendors.registrable(document.from_.address)
    for box in document.reply_to:
        other = vendors.registrable(box.address)
        if other == domain or vendors.lookup(document.from_.address):
            continue
        if vendors.freemail(other) and not free:
            yield 2.0, f"answers would go to a free-mail address ({other})"
        elif vendors.freemail(other) or not vendors.lookup(box.address):
            yield 0.8, f"answers would go to another domain ({other})"
        return


# ---------------------------------------------------------------- what it asks for


def _asked(document: Document, *, proved: bool) -> Iterator[Reason]:
    found = list(scams.words(f"{document.subject}\n{document.text('text', 'signature', 'forwarded')}"))
    kinds = {one.name for one in found}
    for one in found:
        if one.name == "chat" and "chat_interview" in kinds:
            continue  # the same words
        yield one.weight, one.says
    if any(_PROGRAM.search(file.name.lower()) for file in document.attachments):
        yield 2.5, "a program is attached"
    elif not proved and any(_PAGE.search(file.name.lower()) for file in document.attachments):
        yield 1.0, "a web page is attached"
    if not proved and (shown := _misleading(document)):
        yield 1.5, f"a link shows {shown[0]} but leads to {shown[1]}"


def _hidden(document: Document) -> Iterator[Reason]:
    """What is kept from the eye; a hidden line may be a preview, orders to programs in it are none."""
    yield from (_TRICKS[trick] for trick in document.tricks)
    if scams.orders(document.hidden):
        yield 3.0, "text that it hides from the eye gives instructions to programs that read mail"
    elif scams.orders(document.text("footer", "attachment")):
        yield 3.0, "its small print or a file gives instructions to programs that read mail"


def _misleading(document: Document) -> tuple[str, str] | None:
    """A link whose text is one address and whose target is another's. A proved sender's may count its clicks so."""
    for text, address in document.links[:50]:
        shown = _SHOWN_HOST.match(text.strip().lower())
        target = re.match(r"https?://(?:[^/@]{0,80}@)?([a-z0-9.-]{3,200})", address.lower())
        if shown and target:
            one, other = vendors.registrable(shown.group(1)), vendors.registrable(target.group(1))
            if one != other:
                return one, other
    return None
