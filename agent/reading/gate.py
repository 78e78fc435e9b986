"""The gate: is a message worth reading in full? Most ordinary mail stops here, on its header and a glance at its words.

Each word and each pair of words that mail about jobs uses more than other mail has a weight (`gate.toml`, learned by
`training/gate.py`); what they add up to decides, against a bar that depends on who writes and how much. No word counts
against a message there: most mail stops because nothing in it speaks of a job.

What passes is looked at a second time (`second.toml`): there words weigh on both sides, so that a receipt stops in which
somebody is pleased to confirm an order. The plainest words about a job pass whatever stands beside them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib import resources
from itertools import pairwise
from math import fsum, inf

from agent.reading import vendors
from agent.reading.mime import Opened, automatic, bulk

GLANCE = 1_800
"""Characters of each text that are looked at."""
_WORDS = 300
"""Words that are looked at."""
_STEM = 5
"""Letters of a word's beginning that count by themselves: "contratação" is read where "contrato" was learned."""
_INTERVIEW = (
    "interview", "vorstellungsgespr", "bewerbungsgespr", "jobgespr", "entretien", "entrevue", "entrevista", "colloqui",
    "sollicitatie", "kwalifikacyjn", "rekrutac", "intervju", "jobbsamtal", "jobsamtale", "recruit", "recrut", "reclut",
    "hiring", "candidat", "kandidat", "bewerb",
)  # fmt: skip
"""Beginnings of words with which a calendar part passes whatever else it says."""
_PLAIN = frozenset((
    "you+employment", "job+offer", "employment+offer", "offer+letter", "employment+contract",
    "employment+agreement", "your+application", "your+candidacy", "this+position", "position+of",
    "this+role", "your+interview", "job+interview", "interview+with", "salary+of", "annual+salary",
))  # fmt: skip
"""Pairs of words with which a message passes that was not sent to many: other mail has them too, so that they were not
learned, but no offer may be lost that says so in the plainest words."""
_PLAINEST = re.compile(
    r"\b(?:job|employment) (?:offer|contract|agreement|interview)\b|\boffer letter\b|\byour candidacy\b"
    r"|\boffer(?:ing)? (?:you|of) (?:employment|(?:the|a|this) (?:full-time |part-time )?(?:position|role|job|post)\b)"
    r"|\b(?:for|to) (?:an|your) interview\b|\b(?:zu[mr]|ihr|dein|das) (?:vorstellungs|bewerbungs)gespräch|\bstellenangebot\b"
    r"|\b(?:die|eine) stelle (?:als|anbieten)\b|\bcontrat de travail\b|\bproposer le poste\b|\bun entretien d.embauche\b"
    r"|\b(?:contrato de trabajo|contrato de trabalho|contratto di lavoro)\b|\bofrecer(?:te|le) el puesto\b|\boferecer a vaga\b"
    r"|\boffrir(?:le|ti) il posto\b|\bcolloquio di selezione\b"
    r"|\barbeidsovereenkomst\b|\bvoor een sollicitatiegesprek|\bumow[aęy] o pracę\b|\brozmow[aęy] kwalifikacyjn"
    r"|\btrial shift\b|\bprobearbeit|\b(?:un|il|suo|tuo) (?:giorno|turno) di prova\b|\b(?:un|el|tu|su) (?:día|turno) de prueba\b"
    r"|\b(?:um|o) (?:dia|turno) de (?:experiência|teste)\b|\b(?:een|je|uw) proefdag\b"
    r"|\banställningsavtal|\banställningsintervju|\berbjuda dig tjänsten\b"
)
_BOOKED = re.compile(
    r"\byour (?:\w+ )?interview (?:with|at|for|on|is|has been|will)\b"
    r"|\b(?:votre|ton) entretien (?:avec|chez|pour le|de recrutement)\b|\b(?:su|tu|a sua|a tua) entrevista\b|\b(?:suo|tuo|il|un) colloquio (?:con|per|di lavoro|conoscitivo)\b"
    r"|\b(?:je|uw|jouw) (?:sollicitatie)?gesprek (?:met|bij|op|voor)\b"
)
_BOOKED_ELSEWHERE = re.compile(
    r"\badmissions?\b|\btuition\b|\bparents?\b|\bpupils?\b|\bundergraduate\b|\bvisa\b|\bparents d.élèves\b|\benseignant|\bprofesor(?:es)?\b|\btutores\b"
    r"|\bprofessores\b|\binsegnanti\b|\bdocenten\b|\bconseiller bancaire\b|\b(?:prêt|préstamo|empréstimo|mutuo|hypotheek)\b"
)
"""Other houses book interviews too: schools, universities, banks, consulates."""
"""Plainest words about a job: with them a message passes the second look as well, unless it was sent to many."""
_CALLED = 3.0
"""What an interview in a calendar part is worth at the second look: colleagues interview, too, for research or a podcast."""
_ENGLISH = frozenset(("the", "and", "you", "to", "of", "for", "is", "we"))

_WORD = re.compile(r"[^\W\d_][\w-]+")


@cache
def _weights() -> tuple[float, float, dict[str, float]]:
    """What words have to add up to for even odds, the least odds with which a message passes, and what each is worth."""
    table = tomllib.loads(resources.files("agent.reading").joinpath("gate.toml").read_text("utf-8"))
    weights = {word: float(weight) for weight, words in table["weights"].items() for word in words.split()}
    return table["even"], table["least"], weights


@cache
def _second() -> tuple[float, dict[str, float]]:
    """What a message has to have at a second look, and what each word is worth there."""
    table = tomllib.loads(resources.files("agent.reading").joinpath("second.toml").read_text("utf-8"))
    return table["least"], {word: float(weight) for weight, words in table["weights"].items() for word in words.split()}


def passes(opened: Opened) -> bool:
    """It may be about a job: its sender's system, a bounce, an interview in a calendar part, or its words say so."""
    return enough(odds(opened), opened)


def enough(found: float, opened: Opened) -> bool:
    """With these odds a message passes, and a second look says nothing else."""
    return found >= least() and (found == inf or _stands(opened))


def least() -> float:
    """The odds with which a message passes the first look."""
    return _weights()[1]


def _stands(opened: Opened) -> bool:
    found = features(opened)
    bar, weights = _second()
    total = fsum(map(weights.__getitem__, weights.keys() & found))
    return total >= bar or (total >= bar - _CALLED and calls(opened, found)) or plain(opened)


def calls(opened: Opened, found: Collection[str]) -> bool:
    """A calendar part of it speaks of interviews. `found`: its features."""
    return bool(opened.found.calendars) and any(word.startswith(_INTERVIEW) for word in found)


def plain(opened: Opened) -> bool:
    """It was not sent to many, and says in the plainest words that it is about a job."""
    if bulk(opened.header):
        return False
    text = f"{opened.subject.lower()} {opened.glance(GLANCE)}"
    if _PLAINEST.search(text):
        return True
    return _BOOKED.search(text) is not None and not _BOOKED_ELSEWHERE.search(text)


def odds(opened: Opened) -> float:
    """The logarithm of the odds that it is about a job, where as much mail is as is not; infinite where its words do not
    matter."""
    if surely(opened):
        return inf
    found = features(opened)
    even, _, weights = _weights()
    total = fsum(map(weights.__getitem__, weights.keys() & found)) - even  # exact: the order of a set changes no answer
    said = "@bulk" not in found and not _PLAIN.isdisjoint(found)
    return max(total, 0.0) if said or calls(opened, found) else total


def surely(opened: Opened) -> bool:
    """It passes whatever its words: a bounce, a message within the message, or mail from a system of employers."""
    header, sender = opened.header, opened.from_.address
    if opened.found.messages or opened.found.status or "x-failed-recipients" in header:
        return True
    vendor = vendors.lookup(sender)
    return sender.startswith(("mailer-daemon@", "postmaster@")) or (vendor is not None and vendor.kind != "board")


def features(opened: Opened) -> set[str]:
    """What the gate sees: words in lower case, their stems led by "*", pairs joined by "+", and signs of the sort of mail,
    led by "@"."""
    words = _WORD.findall(f"{opened.subject.lower()} {opened.glance(GLANCE)}")[:_WORDS]
    found = set(words)
    signs = _signs(opened, len(words), english=len(found & _ENGLISH) > 2)
    stems = {f"*{word[:_STEM]}" for word in found if len(word) > _STEM}
    return found.union(stems, map("+".join, pairwise(words)), signs)


def _signs(opened: Opened, count: int, *, english: bool) -> list[str]:
    header, sender = opened.header, opened.from_.address
    vendor, use = vendors.lookup(sender), vendors.use(sender)
    machine = automatic(header, sender) or use == "machine"
    manner = "bulk" if bulk(header) else "machine" if machine else "person"
    signs = [f"@{manner}", f"@{manner}{min(7, count.bit_length())}"]
    if not english:
        signs += ["@foreign", f"@foreign-{manner}"]
    if vendor:
        signs.append(f"@{vendor.kind}")
    if use is not None and use != "machine":
        signs.append(f"@{use}")
    if opened.found.calendars:
        signs.append("@calendar")
    return signs
