"""Mail addresses, as far as their spelling tells: who reads them, and whose they are."""

from __future__ import annotations

import re

from agent.domains import FREE_MAIL, RELAYS, registrable
from connectors.base import Mailbox

_MAKERS = frozenset({"adp.com", "dover.com", "ukg.com", "workday.com", "zoom.us"})
"""Employers themselves, who also write for others from their own domain."""
_GENERAL = re.compile(
    r"^(?:(?:the|team|uk|us|eu)[-_.])?(?:recruit(?:ing|ment|ers?)?|careers?|jobs?|hr|human[-_.]?resources|talent(?:[-_.]?acquisition)?"
    r"|people(?:[-_.]?(?:team|ops|operations))?|hiring|vacancies|employment|applications?|staffing|resourcing|personnel|interviews?"
    r"|bewerbung(?:en)?|personal(?:abteilung|wesen)?|karriere|recrutement|emploi|rrhh|seleccion|candidatures?)"
    r"(?:[-_.](?:team|office|dept|department|support|uk|us|eu|\w{2}))?$"
)
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")


def well_formed(address: str) -> bool:
    """One address that can stand in a header and an envelope: a plain dot-atom (RFC 5322 section 3.4.1), a full domain.

    Quoted local parts and such beyond ASCII are refused: legal, but far more often an attempt at something.
    """
    local, _, host = address.rpartition("@")
    labels = host.split(".")
    if not (1 <= len(local) <= 64 and len(host) <= 250 and len(labels) > 1 and all(map(_LABEL.fullmatch, labels))):
        return False
    return bool(_LOCAL.fullmatch(local)) and ascii_form(address) is not None


def ascii_form(address: str) -> str | None:
    """The address with its domain in ASCII (IDNA), or None where it has none that is surely the same."""
    local, _, host = address.rpartition("@")
    try:
        ascii_host = host.encode("idna")
        # The codec knows IDNA 2003 alone, which sends "straße.de" to "strasse.de", another domain.
        same = ascii_host.decode("idna") == host.lower() or host.isascii()
        return f"{local.encode('ascii').decode()}@{ascii_host.decode()}" if same else None
    except UnicodeError:
        return None


def general(address: str) -> bool:
    """An organisation's mailbox for recruiting or HR, not one person's."""
    return bool(_GENERAL.match(address.lower().rpartition("@")[0]))


def free(address: str) -> bool:
    """Anybody can have an address there: its domain says nothing about who it is."""
    return registrable(address) in FREE_MAIL


def relay(address: str) -> bool:
    """It belongs to a system that writes for employers, not to an employer."""
    return registrable(address) in RELAYS | _MAKERS


def own_domain(address: str | None) -> str | None:
    """The registrable domain of an organisation's own address; None for free mail, relays and no address."""
    if not address or "@" not in address or free(address) or relay(address):
        return None
    return registrable(address)


def key(mailbox: Mailbox | str) -> str:
    """The address as a key."""
    return (mailbox if isinstance(mailbox, str) else mailbox.address).strip().lower()
