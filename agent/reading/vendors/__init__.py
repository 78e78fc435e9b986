"""Senders as data: which system an address belongs to, what it may say, and where it names the employer.

The tables are TOML files beside this page, one a family. A From address is only a hint: whether it is true is for
`agent.reading.trust` to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from agent.model import Label, Part

FAMILIES: dict[str, str] = {
    "ats": "ats", "assistants": "ats", "esign": "esign", "checks": "check", "schedulers": "scheduler",
    "assessment": "assessment", "boards": "board",
}  # fmt: skip
"""File → kind of vendor."""

MailboxUse = Literal["machine", "hr", "recruiter", "scheduler", "office"]


@dataclass(frozen=True, slots=True)
class Vendor:
    """One system that writes in the name of employers."""

    name: str
    kind: Literal["ats", "esign", "check", "scheduler", "assessment", "board"]
    tenant: Literal["local", "subdomain"] | None = None
    """Where the employer's short name stands in the address."""
    allowed: frozenset[Label] | None = None
    """Labels that its mail can bear; None: no limit."""
    suffix: str = ""
    """The domain that was matched."""
    replies: bool = False
    """Its addresses pass replies on to people."""


@cache
def load(name: str) -> Mapping[str, Any]:
    """The content of one table."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def _vendors() -> dict[str, Vendor]:
    """Domain suffix or whole address → vendor."""
    table: dict[str, Vendor] = {}
    for family, kind in FAMILIES.items():
        content = load(family)
        allowed = frozenset(content["allowed"]) if "allowed" in content else None
        for name, facts in content.items():
            if name == "allowed":
                continue
            for key in (*facts.get("domains", ()), *facts.get("addresses", ())):
                table[key] = Vendor(
                    name,
                    kind,  # type: ignore[arg-type]  # from FAMILIES
                    facts.get("tenant"),
                    allowed,
                    key,
                    facts.get("replies", False),
                )
    return table


@cache
def _domains() -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in load("domains").items()}


@cache
def _mailboxes() -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in load("mailboxes").items() if isinstance(values, list)}


@cache
def title_patterns() -> tuple[tuple[Part, re.Pattern[str]], ...]:
    """What job titles say of somebody's part, in the order in which to try them."""
    return tuple((part, re.compile(pattern)) for part, pattern in load("mailboxes")["titles"].items())


@cache
def unmonitored() -> re.Pattern[str]:
    """Words by which a mail says that nobody reads replies, on lower-cased text."""
    return re.compile("|".join(load("mailboxes")["unmonitored"].values()))


def lookup(address: str) -> Vendor | None:
    """The vendor that a sender's address belongs to, by its whole address or a suffix of its domain."""
    table = _vendors()
    found = table.get(address)
    if found:
        return found
    domain = address.rpartition("@")[2]
    while domain:
        found = table.get(domain)
        if found:
            return found
        domain = domain.partition(".")[2]
    return None


@cache
def imitated() -> frozenset[str]:
    """Services in whose names forgers write: those that sign, and job boards. Applicant systems write from an
    employer's own domain as well, so a name alone tells nothing there."""
    common = {"monster", "handshake", "simplyhired"}
    found = {vendor.name.replace("-", "") for vendor in _vendors().values() if vendor.kind in ("esign", "board")}
    return frozenset(name for name in found if len(name) > 5 and name not in common)


def tenant(address: str, vendor: Vendor) -> str | None:
    """The employer's short name in a vendor's address ("harcourtmills"), or None where it names none."""
    local, _, domain = address.rpartition("@")
    if vendor.tenant == "subdomain":
        name = domain.removesuffix(vendor.suffix).rstrip(".").rpartition(".")[2]
    elif vendor.tenant == "local":
        name = local.partition("+")[0]
    else:
        return None
    return None if not name or name in _mailboxes()["machine"] or name in ("workday", "mail", "eu", "us", "m") else name


def registrable(address_or_domain: str) -> str:
    """The domain that can be registered: "jobs.harrowpike.co.uk" → "harrowpike.co.uk"."""
    labels = address_or_domain.rpartition("@")[2].strip(".").lower().split(".")
    keep = 2
    for length in (3, 2):
        if len(labels) > length and ".".join(labels[-length:]) in _domains()["suffixes"]:
            keep = length + 1
            break
    if len(labels) > 3 and labels[-2] == "sch" and labels[-1] == "uk":
        keep = 4  # schools are registered under their county: merrowhill.surrey.sch.uk
    return ".".join(labels[-keep:])


def domain_label(address_or_domain: str) -> str:
    """The registered name alone: "jobs.harrowpike.co.uk" → "harrowpike"."""
    return registrable(address_or_domain).partition(".")[0]


def freemail(address_or_domain: str) -> bool:
    """Anybody can have an address there."""
    registered = registrable(address_or_domain)
    if registered in _domains()["freemail"]:
        return True
    label, _, ending = registered.partition(".")
    return label in _domains()["freemail_names"] and ending in (
        "example",
        "com",
        "net",
        "de",
        "fr",
        "es",
        "it",
        "co.uk",
    )


def reserved(address_or_domain: str) -> bool:
    """A documentation domain (RFC 2606)."""
    return registrable(address_or_domain) in _domains()["reserved"]


def odd_ending(address_or_domain: str) -> bool:
    """Its top-level domain is rarely an employer's."""
    return address_or_domain.rpartition(".")[2] in _domains()["odd_endings"]


_PIECES = re.compile(r"[._+\-]|\d+")


def use(address: str) -> MailboxUse | None:
    """Who reads an address, as its local part tells; None for what looks like one person's."""
    local = address.partition("@")[0]
    whole = local.partition("+")[0]
    table = _mailboxes()
    if whole in table["machine"] or local.startswith(("noreply", "no-reply", "donotreply", "do-not-reply", "dse_")):
        return "machine"
    pieces = {piece for piece in _PIECES.split(local) if piece} | {whole}
    kinds: tuple[MailboxUse, ...] = ("machine", "recruiter", "hr", "scheduler")
    for kind in kinds:
        if pieces & table[kind]:
            return kind
    if {"no", "reply"} <= pieces or {"not", "reply"} <= pieces:
        return "machine"
    return "office" if whole in table["office"] else None


def collective(name: str) -> bool:
    """A display name that is no person's: "Talent Team", "HR Desk"."""
    words = set(re.split(r"[^\w-]+", name.lower()))
    return bool(words & _mailboxes()["collective"])
