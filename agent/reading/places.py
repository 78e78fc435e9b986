"""Places: where in a message its employer and its post stand, for people who want to see what a reading rests on.

Other fields bring their words with them; these two are put together from many places, so the first that shows them is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model import Evidence, Reading
from agent.reading import names, vendors
from agent.reading.clauses import spans
from agent.reading.document import Document, ZoneKind

_ORDER: tuple[ZoneKind, ...] = ("text", "subject", "signature", "forwarded", "quoted", "attachment", "footer")
_MOST = 300


def places(document: Document, reading: Reading) -> Iterator[Evidence]:
    """Evidence for employer and post of a reading of that document; none for what is only put together."""
    if reading.employer and (found := _employer(document, reading, reading.employer)):
        yield found
    if reading.role and (found := _sentence(document, reading.role, "the post")):
        yield found


def _employer(document: Document, reading: Reading, name: str) -> Evidence | None:
    found = _sentence(document, name, "the employer")
    if found:
        return found
    for box in reading.to if reading.direction == "out" else (reading.from_,):
        if name.casefold() in box.name.casefold():
            return Evidence(box.name[:_MOST], "the employer, in the sender's name", "header")
        spelled = names.squash(vendors.domain_label(box.address)) == names.squash(name)
        if spelled or vendors.registrable(box.address) in reading.employer_domains:
            return Evidence(box.address[:_MOST], "the employer, by the address", "header")
    return None


def _sentence(document: Document, words: str, says: str) -> Evidence | None:
    """The first sentence that has these words, as a whole, whatever the case and the line ends."""
    wanted = words.casefold()
    zones = (zone for kind in _ORDER for zone in document.zones if zone.kind == kind)
    for zone in zones:
        if wanted not in " ".join(zone.text.casefold().split()):
            continue
        for start, end in spans(zone.text):
            quote = " ".join(zone.text[start:end].split())
            if wanted in quote.casefold():
                return Evidence(_cut(quote, quote.casefold().find(wanted), len(wanted)), says, zone.kind)
    return None


def _cut(quote: str, at: int, length: int) -> str:
    """At most `_MOST` characters of it, the words among them."""
    start = max(0, min(at, at + length - _MOST))
    return quote[start : start + _MOST]
