"""Whether a message comes from the domain it claims, as the server that received it found (RFC 8601).

Only the topmost Authentication-Results is read, and those below it by the same server: anything else may be forged. Its
absence says nothing: much honest mail, and every local archive, has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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
_WEAK = frozenset(("softfail", "permerror"))
"""Results that say only "probably not" (RFC 7208 section 8.5), or that a record could not be understood."""
_LINES = 4


@dataclass(frozen=True, slots=True)
class Authentication:
    """What the receiving server found."""

    told: bool = False
    passed: bool = False
    """DMARC passed, or an SPF or DKIM result that passed is for the domain of the From address."""
    failed: bool = False
    """DMARC failed, or where it is not told nothing passed and SPF says that this server may not send for the domain."""
    doubtful: bool = False
    """Nothing passed and something failed, but nothing that the domain stands by: SPF softly, or a signature (one that does
    not hold is as none, RFC 6376 section 6.1); so it is with many a small firm's own mail."""
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
    nothing = not aligned and not either and dmarc != "pass"
    failed = not aligned and (dmarc == "fail" or (nothing and _any(found, "spf", {"fail"})))
    doubtful = nothing and not failed and (_any(found, "spf", _WEAK) or _any(found, "dkim", {"fail", *_WEAK}))
    listed = "list-id" in document.headers and either  # mailing lists break DMARC and sign for themselves
    vouched = any(one.method == "arc" and one.result == "pass" for one in found)
    return Authentication(True, aligned, failed and not listed, doubtful, failed and vouched)


def _any(found: list[_Result], method: str, results: Collection[str]) -> bool:
    return any(one.method == method and one.result in results for one in found)


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
