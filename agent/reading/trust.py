"""Would a careful person trust this message? Kinds of reasons are weighed, never single words.

Authentication is read only from the topmost Authentication-Results (RFC 8601), the receiving server's own: anything
below may be forged. Its absence says nothing: much honest mail, and every local archive, has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agent.model import Direction
from agent.reading import names, vendors
from agent.reading.document import Document
from agent.reading.employer import Employer
from agent.reading.structured import Facts

THRESHOLD = 3.0
"""Weights of the kinds of reasons found, added up: from here on a message is suspicious."""

_RESULT = re.compile(r"\b(dmarc|spf|dkim)\s*=\s*([a-z]+)")
_COMMENT = re.compile(r"\([^()]{0,300}\)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_HIRING_PIECES = re.compile(
    r"(?:^|[-.])(?:hr|jobs?|careers?|hiring|recruit\w*|onboard\w*|empleos?|correo|mailer|screening|payroll)(?:[-.]|$)"
)
_MENTIONED = re.compile(r"(?:https?://|www\.|@)([a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){1,4})")
_FROM_HOST = re.compile(r"^from\s+(\S{1,250})")

_SAYS = {
    "money": "money or parcels are to go through the candidate",
    "fee": "the candidate is to pay",
    "untraceable": "payment by gift card, crypto or the like",
    "chat": "the hiring runs through a chat app",
    "secrets": "bank details or pictures of identity papers are asked for",
    "password": "a password or code is asked for",
    "no_interview": "hired without an interview",
    "pressure": "the place goes to somebody else within hours",
    "hush": "the company itself is not to be asked",
    "assistant": "it gives instructions to programs that read mail",
    "tone": "worded as such mails are",
}


@dataclass(frozen=True, slots=True)
class Trust:
    """The verdict, and its reasons in plain words."""

    suspicious: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Authentication:
    """What the receiving server found."""

    told: bool = False
    passed: bool = False
    """DMARC passed, or SPF or DKIM did where DMARC is not told."""
    failed: bool = False
    """DMARC failed, or neither SPF nor DKIM passed and one of them failed."""


def judge(
    document: Document,
    facts: Facts,
    employer: Employer,
    *,
    direction: Direction,
    me: frozenset[str],
    sent: bool,
    spam: bool,
) -> Trust:
    """Weigh a message. `sent`: it lies among the user's sent mail; `spam`: the provider filed it as spam."""
    if direction == "out":
        return _own(document, me, sent=sent)
    reasons: list[tuple[float, str]] = [*_sender(document, facts, employer), *_words(document)]
    if spam:
        reasons.append((2.0, "the mail provider filed it as spam"))
    total = sum(weight for weight, _ in reasons)
    authentic = _authentication(document).passed and not vendors.freemail(document.from_.address)
    if authentic and total < 2 * THRESHOLD and not spam:  # a real company's domain: only gross signs speak against it
        total -= sum(min(weight, 1.5) for weight, _ in reasons)
    return Trust(total >= THRESHOLD, tuple(says for _, says in sorted(reasons, reverse=True)))


def _own(document: Document, me: frozenset[str], *, sent: bool) -> Trust:
    """The user's own mail: a Sent mark proves it; without one, failed authentication or a stranger's server speak against it."""
    if sent:
        return Trust()
    found = _authentication(document)
    if found.failed:
        return Trust(True, ("it bears the user's address but failed sender authentication",))
    if not found.passed and _stranger(document, me):
        return Trust(True, ("it bears the user's address but came from another mail server",))
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


def _sender(document: Document, facts: Facts, employer: Employer) -> Iterator[tuple[float, str]]:
    address = document.from_.address
    found = _authentication(document)
    if found.failed:
        yield 3.0, "sender authentication failed (SPF, DKIM, DMARC)"
    poses = _poses_as(document)
    if poses:
        yield 3.0, f"it poses as {poses} but comes from {vendors.registrable(address)}"
    likeness = _looks_like(document, employer)
    if likeness:
        yield 2.5, f"the sender's domain resembles {likeness} but is another"
    free = vendors.freemail(address)
    if free and (vendors.collective(document.from_.name) or vendors.use(address) in ("hr", "recruiter", "scheduler")):
        yield 1.5, "a company that writes from a free-mail address"
    domain = vendors.registrable(address)
    if vendors.odd_ending(domain) and not facts.vendor:
        yield 1.0, f"an unusual domain ending: {domain}"
    if not facts.vendor and "-" in domain and _HIRING_PIECES.search(domain.partition(".")[0]):
        yield 1.0, f"a domain made for hiring mail: {domain}"
    yield from _reply_to(document, free=free)


def _reply_to(document: Document, *, free: bool) -> Iterator[tuple[float, str]]:
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


def _authentication(document: Document) -> _Authentication:
    lines = document.headers.get("authentication-results", ())
    if not lines:
        return _Authentication()
    server = lines[0].split(";")[0].split()[:1]
    results: dict[str, str] = {}
    for line in lines[:4]:
        if line.split(";")[0].split()[:1] != server:
            break
        here: dict[str, str] = {}
        for method, result in _RESULT.findall(_COMMENT.sub(" ", line.lower())):
            if here.get(method) != "pass":  # of several signatures one that holds is enough
                here[method] = result
        results = here | results  # what stands above was written later, by a server nearer to us
    bad = {"fail", "softfail", "permerror"}
    dmarc = results.get("dmarc", "")
    either = results.get("spf") == "pass" or results.get("dkim") == "pass"
    failed = dmarc == "fail" or (dmarc != "pass" and not either and any(r in bad for r in results.values()))
    listed = "list-id" in document.headers and either  # mailing lists break DMARC and sign for themselves
    return _Authentication(bool(results), dmarc == "pass" or (not dmarc and either), failed and not listed)


def _poses_as(document: Document) -> str | None:
    """A well-known service in display name or domain, though the address is not its own."""
    address = document.from_.address
    if vendors.lookup(address):
        return None
    spoken = names.squash(document.from_.name)
    label = names.squash(vendors.domain_label(address))
    for service in vendors.imitated():
        if (spoken.startswith(service) and label != service) or (
            service in label and label != service and len(service) > 5
        ):
            return service
    return None


def _looks_like(document: Document, employer: Employer) -> str | None:
    """A domain that the message itself names, or its employer's name, is one or two letters away from the sender's."""
    own = vendors.registrable(document.from_.address)
    label = vendors.domain_label(own)
    if len(label) < 6 or vendors.freemail(own) or vendors.lookup(document.from_.address):
        return None
    text = document.text("text", "signature", "footer").lower()[:20_000]
    for found in list(_MENTIONED.finditer(text))[:30]:
        other = vendors.registrable(found.group(1))
        if other != own and vendors.domain_label(other) != label and _close(vendors.domain_label(other), label):
            return other
    for name in (employer.name, *employer.names):
        if name and len(names.squash(name)) >= 8 and names.spells(name, label) < 0.98 and _close(name, label):
            return name
    return None


def _close(one: str, other: str) -> bool:
    """One letter changed, added or left out, as a forger does it."""
    one, other = names.squash(one), names.squash(other)
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 6 or one[:2] != other[:2]:
        return False
    if one.startswith(other) or other.startswith(one):
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer) - 1))


# ---------------------------------------------------------------- the words


@cache
def _patterns() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    tables = vendors.load("scams")
    weights = tables.pop("weights")
    merged: dict[str, list[str]] = {}
    for table in tables.values():
        for kind, patterns in table.items():
            if kind in weights:
                merged.setdefault(kind, []).extend(patterns)
    return tuple(
        (kind, weights[kind], re.compile("|".join(f"(?:{p})" for p in found))) for kind, found in merged.items()
    )


@cache
def _warning() -> re.Pattern[str]:
    return re.compile(vendors.load("scams")["en"]["warning"])


def _words(document: Document) -> Iterator[tuple[float, str]]:
    text = f"{document.subject}\n{document.text('text', 'signature', 'forwarded')[:20_000]}".lower()
    sentences = [part for part in _SENTENCE.split(text) if part and not _warning().search(part)]
    for kind, weight, pattern in _patterns():
        hits = sum(1 for sentence in sentences[:400] if pattern.search(sentence))
        if not hits:
            continue
        if kind == "tone":
            weight = min(hits, 3) * weight
        yield weight, _SAYS[kind]
