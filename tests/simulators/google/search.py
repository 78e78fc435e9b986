"""Enough of Gmail's search language (https://support.google.com/mail/answer/7190).

Words and "phrases" (whole words, any case), OR, { }, ( ), -, and the operators below. One that is not known here is
refused rather than taken for a word, so that nobody relies on what was never simulated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.simulators.google import content
from tests.simulators.google.calls import bad_request
from tests.simulators.google.messages import Stored

PACIFIC = ZoneInfo("America/Los_Angeles")
"""The API takes dates as midnight there."""

_TOKEN = re.compile(r'\s*(?:(-?)(?:([A-Za-z0-9_]+):)?(?:"([^"]*)"|([({])|([^\s"(){}]+))|([)}]))')
_PLACES = {"inbox": "INBOX", "sent": "SENT", "draft": "DRAFT", "drafts": "DRAFT", "trash": "TRASH", "spam": "SPAM"}
_PLACES |= {"chats": "CHAT", "chat": "CHAT"}
_STATES = {"unread": "UNREAD", "starred": "STARRED", "important": "IMPORTANT"}
_UNITS = {"h": 1 / 24, "d": 1.0, "m": 30.0, "y": 365.0}


class Seen:
    """A message as a search sees it; what costs time is read only when asked for."""

    def __init__(self, stored: Stored, names: Mapping[str, str]) -> None:
        self.stored = stored
        self.label_names = names
        self._raw: bytes | None = None
        self._fields: content.Headers | None = None
        self._text: str | None = None
        self._words: dict[str, str] = {}

    @property
    def raw(self) -> bytes:
        """Its bytes."""
        if self._raw is None:
            self._raw = self.stored.raw
        return self._raw

    @property
    def fields(self) -> content.Headers:
        """Its header."""
        if self._fields is None:
            self._fields = content.headers(self.raw)
        return self._fields

    def field_words(self, name: str) -> str:
        """The words of one header field."""
        if name not in self._words:
            self._words[name] = content.words(content.header(self.fields, name))
        return self._words[name]

    def says(self, phrase: str, longest: str) -> bool:
        """Whether subject, people or text hold that phrase, its `longest` word looked for first, which is quick."""
        if self._text is None:
            people = " ".join(content.header(self.fields, name) for name in ("Subject", "From", "To", "Cc"))
            self._text = f"{people} {content.text(self.raw)}".casefold()
        if longest not in self._text:
            return False
        if "" not in self._words:
            self._words[""] = content.words(self._text)
        return phrase in self._words[""]


Test = Callable[[Seen], bool]


@dataclass(frozen=True, slots=True)
class Search:
    """A search understood."""

    test: Test
    everywhere: bool
    """It names the bin or the spam by itself."""


@dataclass(frozen=True, slots=True)
class _Term:
    cost: int
    test: Test


def understand(query: str, now: float) -> Search:
    """Raises ApiError 400 for what is not simulated."""
    parser = _Parser(query, now)
    term = parser.group("")
    return Search(term.test, bool(re.search(r"(?<![-\w])(?:in|label):(?:anywhere|trash|spam)\b", query)))


class _Parser:
    def __init__(self, query: str, now: float) -> None:
        self._query = query.rstrip()
        self._now = now
        self._at = 0

    def group(self, end: str, operator: str = "") -> _Term:
        """Terms up to a closing sign; within braces any of them, else all, neighbours joined by OR counting as one."""
        choices: list[list[_Term]] = []
        joined = False
        while self._at < len(self._query):
            match = _TOKEN.match(self._query, self._at)
            if match is None:
                raise bad_request(f"search not understood: {self._query[self._at :]!r}")
            self._at = match.end()
            minus, name, phrase, opening, word, closing = match.groups()
            if closing:
                if closing != end:
                    raise bad_request(f"brackets do not match: {self._query!r}")
                return _joined(choices, end)
            if word == "OR" and not name:
                joined = True
                continue
            if word == "AND" and not name:
                continue
            named = (name or operator).lower()
            if opening:
                term = self.group(")" if opening == "(" else "}", named)
            else:
                term = self._term(named, phrase if phrase is not None else word)
            if minus:
                term = _not(term)
            if joined and choices:
                choices[-1].append(term)
            else:
                choices.append([term])
            joined = False
        if end:
            raise bad_request(f"brackets do not match: {self._query!r}")
        return _joined(choices, end)

    def _term(self, name: str, value: str) -> _Term:
        if not name:
            phrase = content.words(value)
            longest = max(phrase.split(), key=len, default="")
            return _Term(3, lambda seen: seen.says(phrase, longest))
        if name in ("after", "newer", "before", "older"):
            limit = _moment(value)
            late = name in ("after", "newer")
            return _Term(0, lambda seen: (seen.stored.at_ms >= limit * 1000) == late)
        if name in ("newer_than", "older_than"):
            limit = self._now - _days(value) * 86400
            return _Term(0, lambda seen: (seen.stored.at_ms >= limit * 1000) == (name == "newer_than"))
        if name in ("in", "is", "label", "category"):
            return _Term(0, _labelled(name, value.lower()))
        if name in ("from", "to", "cc", "bcc", "subject", "list"):
            return _Term(1, _field(name, content.words(value)))
        if name == "rfc822msgid":
            wanted = value.strip("<>")
            return _Term(1, lambda seen: content.header(seen.fields, "Message-ID").strip("<> ") == wanted)
        if name in ("has", "filename"):
            return _Term(3, _attached(name, value.lower()))
        raise bad_request(f"the simulator does not know the operator {name}:")


def _joined(choices: list[list[_Term]], end: str) -> _Term:
    parts = [_any(choice) for choice in choices]
    return _any(parts) if end == "}" else _all(parts)


def _any(terms: list[_Term]) -> _Term:
    if len(terms) == 1:
        return terms[0]
    tests = [term.test for term in sorted(terms, key=lambda term: term.cost)]
    return _Term(max((term.cost for term in terms), default=0), lambda seen: any(test(seen) for test in tests))


def _all(terms: list[_Term]) -> _Term:
    tests = [term.test for term in sorted(terms, key=lambda term: term.cost)]
    return _Term(max((term.cost for term in terms), default=0), lambda seen: all(test(seen) for test in tests))


def _not(term: _Term) -> _Term:
    return _Term(term.cost, lambda seen: not term.test(seen))


def _field(name: str, phrase: str) -> Test:
    names = {"to": ("To", "Cc", "Bcc"), "list": ("List-Id",)}.get(name, (name.capitalize(),))
    return lambda seen: any(phrase in seen.field_words(one) for one in names)


def _labelled(name: str, value: str) -> Test:
    if name == "in" and value == "anywhere":
        return lambda seen: True
    if name == "is" and value == "read":
        return lambda seen: "UNREAD" not in seen.stored.labels
    known = {"in": _PLACES, "is": _STATES, "label": _PLACES | _STATES}.get(name, {})
    if name == "category":
        known = {value: f"CATEGORY_{'PERSONAL' if value == 'primary' else value.upper()}"}
    if value in known:
        wanted = known[value]
        return lambda seen: wanted in seen.stored.labels
    if name == "is":
        raise bad_request(f"the simulator does not know is:{value}")
    plain = value.replace(" ", "-")
    return lambda seen: any(
        seen.label_names.get(one, "").lower().replace(" ", "-") == plain for one in seen.stored.labels
    )


def _attached(name: str, value: str) -> Test:
    if name == "has":
        if value != "attachment":
            raise bad_request(f"the simulator does not know has:{value}")
        return lambda seen: b"filename" in seen.raw.lower()
    pattern = re.compile(rb"filename\*?=[^\r\n;]*" + re.escape(value.encode()), re.IGNORECASE)
    return lambda seen: pattern.search(seen.raw) is not None


def _moment(value: str) -> float:
    """Seconds since 1970 of an epoch or a date in the API's own zone."""
    if re.fullmatch(r"\d{9,11}", value):
        return float(value)
    found = re.fullmatch(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})", value)
    if found is None:
        raise bad_request(f"no date: {value!r}")
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=PACIFIC).timestamp()
    except ValueError:
        raise bad_request(f"no date: {value!r}") from None


def _days(value: str) -> float:
    found = re.fullmatch(r"(\d{1,5})([hdmy])", value)
    if found is None:
        raise bad_request(f"no stretch of time: {value!r}")
    return timedelta(days=int(found[1]) * _UNITS[found[2]]).total_seconds() / 86400
