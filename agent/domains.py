"""Mail domains: what can be registered of one, which of them say nothing about who writes, and which addresses nobody
reads. Pure."""

from __future__ import annotations

import re
from functools import lru_cache


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SECOND_LEVEL = _listed("co com org net ac gov edu or ne gob nom sch nhs ltd plc me police")
"""Names are registered under these, where a country's two letters follow."""
FREE_MAIL = _listed(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk msn.com yahoo.com yahoo.co.uk"
    " yahoo.de yahoo.fr ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de"
    " t-online.de freenet.de proton.me protonmail.com pm.me fastmail.com zoho.com mail.com posteo.de mailbox.org"
    " orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it btinternet.com sky.com comcast.net verizon.net"
    " att.net qq.com 163.com"
)
"""Where anybody has an address: tells nothing about an organisation."""
RELAYS = _listed(
    "greenhouse.io greenhouse-mail.io lever.co ashbyhq.com teamtailor-mail.com teamtailor.com myworkday.com icims.com"
    " smartrecruiters.com smartrecruitersmail.com workablemail.com workable.com bamboohr.com jobvite.com"
    " applytojob.com recruitee.com personio.de personio.com comeet-notifications.com breezy.hr rippling.com"
    " pinpointhq.com join.com taleo.net oraclecloud.com successfactors.com sapsf.com dayforce.com governmentjobs.com"
    " calendly.com goodtime.io cal.com doodle.com modernloop.io docusign.net docusign.com dropboxsign.com"
    " hellosign.com adobesign.com linkedin.com indeed.com indeedemail.com hireright.com checkr.com"
    " sterlingcheck.com opm.gov usajobs.gov"
)
"""Systems that write for others: their domain is nobody's employer."""


_MACHINE = re.compile(
    r"(?:^|[-_.+])(?:(?:do[-_.]?)?not?[-_.]?reply|unmonitored)(?:$|[-_.+\d])"
    r"|^(?:notifications?|notify|mailer|mailer-daemon|daemon|postmaster|bounces?|automated|auto[-_.]?(?:reply|mailer|confirm\w*)"
    r"|calendar-(?:notification|invite|server)|alerts|system|robot|bot|dse|echosign)(?:$|[-_.+])|^alert$"
)
_MACHINE_DOMAIN = re.compile(r"(?:^|\.)(?:group|resource|import)\.calendar\.google\.com$")


def is_machine(address: str) -> bool:
    """Nobody reads what is sent there, as far as its spelling tells. Readings know more: see `Contact.usable`."""
    local, _, host = address.lower().rpartition("@")
    return bool(_MACHINE.search(local) or _MACHINE_DOMAIN.search(host))


@lru_cache(maxsize=8192)
def registrable(address_or_domain: str) -> str:
    """The domain that can be registered, by the usual second levels: "a@jobs.harrow.co.uk" is "harrow.co.uk"."""
    labels = address_or_domain.rpartition("@")[2].casefold().strip(".").split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])
