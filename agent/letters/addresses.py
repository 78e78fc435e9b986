"""Mail addresses, as far as their spelling tells: who reads them, and whose they are."""

from __future__ import annotations

import re

from connectors.base import Mailbox


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SECOND_LEVEL = _words("co com org net ac gov edu or ne gob nom sch nhs ltd plc me police")
_FREE = _words(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk msn.com yahoo.com yahoo.co.uk"
    " yahoo.de yahoo.fr ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de"
    " t-online.de freenet.de proton.me protonmail.com pm.me fastmail.com zoho.com mail.com posteo.de mailbox.org"
    " orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it btinternet.com sky.com comcast.net verizon.net att.net"
    " qq.com 163.com"
)
_RELAYS = _words(
    "greenhouse.io greenhouse-mail.io lever.co ashbyhq.com teamtailor-mail.com teamtailor.com myworkday.com workday.com"
    " icims.com smartrecruiters.com smartrecruitersmail.com workablemail.com workable.com bamboohr.com jobvite.com"
    " applytojob.com recruitee.com personio.de personio.com comeet-notifications.com breezy.hr rippling.com dover.com"
    " pinpointhq.com join.com taleo.net oraclecloud.com successfactors.com sapsf.com ukg.com dayforce.com adp.com"
    " governmentjobs.com calendly.com goodtime.io cal.com doodle.com modernloop.io docusign.net docusign.com"
    " dropboxsign.com hellosign.com adobesign.com zoom.us linkedin.com indeed.com indeedemail.com hireright.com"
    " checkr.com sterlingcheck.com opm.gov usajobs.gov"
)
_MACHINE = re.compile(
    r"(?:^|[-_.+])(?:(?:do[-_.]?)?not?[-_.]?reply|unmonitored)(?:$|[-_.+\d])"
    r"|^(?:notifications?|notify|mailer|mailer-daemon|daemon|postmaster|bounces?|automated|auto[-_.]?(?:reply|mailer|confirm\w*)"
    r"|calendar-(?:notification|invite|server)|alerts|system|robot|bot|dse|echosign)(?:$|[-_.+])"
)
_MACHINE_DOMAIN = re.compile(r"(?:^|\.)(?:group|resource|import)\.calendar\.google\.com$")
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


def registrable(address_or_domain: str) -> str:
    """The domain that can be registered, by the usual second levels: "a@jobs.harrow.co.uk" is "harrow.co.uk"."""
    labels = address_or_domain.rpartition("@")[2].lower().strip(".").split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])


def machine(address: str) -> bool:
    """Nobody reads what is sent there."""
    local, _, host = address.lower().rpartition("@")
    return bool(_MACHINE.search(local) or _MACHINE_DOMAIN.search(host))


def general(address: str) -> bool:
    """An organisation's mailbox for recruiting or HR, not one person's."""
    return bool(_GENERAL.match(address.lower().rpartition("@")[0]))


def free(address: str) -> bool:
    """Anybody can have an address there: its domain says nothing about who it is."""
    return registrable(address) in _FREE


def relay(address: str) -> bool:
    """It belongs to a system that writes for employers, not to an employer."""
    return registrable(address) in _RELAYS


def own_domain(address: str | None) -> str | None:
    """The registrable domain of an organisation's own address; None for free mail, relays and no address."""
    if not address or "@" not in address or free(address) or relay(address):
        return None
    return registrable(address)


def key(mailbox: Mailbox | str) -> str:
    """The address as a key."""
    return (mailbox if isinstance(mailbox, str) else mailbox.address).strip().lower()
