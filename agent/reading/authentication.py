"""Whether a message comes from the domain it claims, as the server that received it found (RFC 8601).

Only the topmost Authentication-Results is read, and those below it by the same server: anything else may be forged. Its
absence says nothing: much honest mail, and every local archive, has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.reading import vendors
from agent.reading.document import Document

_RESULT = re.compile(r"^\s*(dmarc|spf|dkim|arc)\s*=\s*([a-z]+)(.*)", re.DOTALL)
_COMMENT = re.compile(r"\([^()]{0,300}\)")
_DOMAIN = {
    "dmarc": re.compile(r"\bheader\.from\s*=\s*\"?(\S+)"),
    "dkim": re.compile(r"\bheader\.[di]\s*=\s*\"?(\S+)"),
    "spf": re.compile(r"\bsmtp\.(?:mailfrom|helo)\s*=\s*\"?(\S+)"),
}
"""Where a method names the domain that it speaks of (RFC 8601 section 2.7)."""
_BAD = frozenset(("fail", "softfail", "permerror"))
_LINES = 4


@dataclass(frozen=True, slots=True)
class Authentication:
    """What the receiving server found."""

    told: bool = False
    passed: bool = False
    """DMARC passed, or an SPF or DKIM result that passed is for the domain of the From address."""
    failed: bool = False
    """DMARC failed, or where it is not told neither SPF nor DKIM passed and one of them failed."""
    passed_on: bool = False
    """It failed, but the one that passed it on vouches for it (ARC, RFC 8617)."""


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    result: str
    domain: str | None
    """The registrable domain that it speaks of, where it names one."""


def read(document: Document) -> Authentication:
    """What the receiving server says of a message."""
    found = _results(document)
    if not found:
        return Authentication()
    own = vendors.registrable(document.from_.address)
    passed = [one for one in found if one.result == "pass" and one.method != "arc"]
    either = any(one.method != "dmarc" for one in passed)
    dmarc = next((one.result for one in found if one.method == "dmarc"), "")
    # What is signed for the From domain is aligned whatever is said of DMARC: RFC 7489 section 3.1 asks for no more.
    aligned = any(one.domain == own or (one.domain is None and dmarc != "fail") for one in passed)
    bad = any(one.result in _BAD for one in found)
    failed = not aligned and (dmarc == "fail" or (dmarc != "pass" and not either and bad))
    listed = "list-id" in document.headers and either  # mailing lists break DMARC and sign for themselves
    vouched = any(one.method == "arc" and one.result == "pass" for one in found)
    return Authentication(True, aligned, failed and not listed, failed and vouched)


def _results(document: Document) -> list[_Result]:
    """Of each method what stands highest: it was written later, by a server nearer to us."""
    lines = document.headers.get("authentication-results", ())
    first = _server(lines[0]) if lines else ""
    found: list[_Result] = []
    for number, line in enumerate(lines[:_LINES]):
        if number and (_server(line) != first or "=" in first):  # without a name it could be anybody's
            break
        told = {one.method for one in found}
        found += [one for one in _parts(line) if one.method not in told]
    return found


def _server(line: str) -> str:
    return "".join(line.split(";")[0].split()[:1])


def _parts(line: str) -> Iterator[_Result]:
    for part in _COMMENT.sub(" ", line.lower()).split(";"):
        found = _RESULT.match(part)
        if found:
            named = _DOMAIN[found[1]].search(found[3]) if found[1] in _DOMAIN else None
            yield _Result(found[1], found[2], vendors.registrable(named[1].strip("\"'<>,")) if named else None)
