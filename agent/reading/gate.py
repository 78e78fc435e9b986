"""The gate: is a message worth reading in full? Most ordinary mail stops here, on its header and a glance at its words.

Generous on purpose: what passes is only read, what stops is lost. The words are data (`gate.toml`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from agent.reading import vendors
from agent.reading.mime import Opened, automatic, bulk

GLANCE = 6_000
"""Characters of text that are looked at."""

_WORD = re.compile(r"[^\W\d_][\w-]+")


@cache
def _words(kind: str) -> frozenset[str]:
    tables = tomllib.loads(resources.files("agent.reading").joinpath("gate.toml").read_text("utf-8"))
    return frozenset(word for table in tables.values() for word in table[kind])


def passes(opened: Opened) -> bool:
    """It may be about a job: its sender's system, a calendar part, a bounce, or enough of the words say so."""
    header, sender = opened.header, opened.from_.address
    if opened.found.calendars or opened.found.messages or opened.found.status or "x-linkedin-template" in header:
        return True
    if "x-failed-recipients" in header or sender.startswith(("mailer-daemon@", "postmaster@")):
        return True
    if vendors.lookup(sender):
        return True
    machine, many = automatic(header, sender), bulk(header)
    if not machine and not many and vendors.use(sender) is None:
        return True  # one person's own words: news there can be told without any of ours
    words = set(_WORD.findall(f"{opened.subject.lower()} {opened.glance(GLANCE)}"))
    weak = len(words & _words("weak"))
    strong = len(words & _words("strong"))
    if many:
        return strong > 1 or (strong == 1 and weak >= 2) or weak >= 6
    return strong > 0 or weak >= (3 if machine else 1)
