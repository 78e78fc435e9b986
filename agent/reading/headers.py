"""Header fields of a message: split, unfolded, decoded and bounded, whatever the bytes are (RFC 5322, 2045–2047)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice

from connectors.base import Mailbox

Headers = Mapping[str, tuple[str, ...]]

MAX_FIELDS = 400
MAX_VALUE = 4_000
"""Characters of one field that are looked at."""
MAX_BLOCK = 256 * 1024
MAX_ADDRESSES = 100

_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
_INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x034F,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),
        *range(0xE0100, 0xE01F0),
    ]
)
_STRAIGHT = {
    **dict.fromkeys([0x00A0, 0x202F, 0x2007, *range(0x2000, 0x200B), 0x3000], " "),
    **dict.fromkeys([0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x00B4], "'"),
    **dict.fromkeys([0x201C, 0x201D, 0x201E, 0x201F, 0x2033], '"'),
    **dict.fromkeys([0x2028, 0x2029, 0x000B, 0x000C, 0x0085], "\n"),
}
_CONTROL = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)])
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Halves of surrogate pairs, as a hostile UTF-7 text decodes to: no file and no database takes them."""
_CLEAN = {**_INVISIBLE, **_STRAIGHT, **_CONTROL, **_HALVES}
_HARMLESS = {**_INVISIBLE, **_CONTROL, **_HALVES}
_NOT_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,200}@[^\s<>()\[\],;:\"@]{1,250}")
_ENCODED = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]{0,500}\?=")
_SIMPLE = re.compile(
    r"(?:((?:[a-z0-9_'-]+ )+)|)<([a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)*)>",
    re.ASCII | re.IGNORECASE,
)
"""One address with a name of plain letters or none, as most are."""
_ASIDE = re.compile(r"=\?\d{1,4}\?=")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = range(1970, 2200)
"""In which mail is sent."""


def clean(text: str) -> str:
    """Drop invisible and control characters, make spaces and quotes plain. Line ends become newlines."""
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)


def one_line(text: str) -> str:
    """Clean text with every stretch of whitespace folded into one space."""
    return " ".join(clean(text).split())


def decode_bytes(raw: bytes, charset: str | None) -> str:
    """Decode with the charset named, or what it must have been: any bytes give some text.

    Latin-1 is taken as Windows-1252, as browsers do (WHATWG Encoding Standard); codecs that are no character set, and
    those that cost more than linear time, are refused.
    """
    name = _codec(charset)
    if name in (None, "ascii", "utf-8"):
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")
    if name in ("iso8859-1", "latin-1"):
        name = "cp1252"
    try:
        return raw.decode(name or "cp1252", "replace")
    except (LookupError, ValueError, UnicodeError):
        return raw.decode("cp1252", "replace")


def _codec(charset: str | None) -> str | None:
    try:
        info = codecs.lookup((charset or "utf-8").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    return None if info.name in _NOT_TEXT or not getattr(info, "_is_text_encoding", True) else info.name


def split(raw: bytes) -> tuple[bytes, bytes]:
    """Header block and body. A leading mbox line, byte order mark and blank lines are skipped."""
    if raw[:3] == b"\xef\xbb\xbf":
        raw = raw[3:]
    if raw[:1] in b"\r\n ":
        raw = raw.lstrip(b"\r\n \t")
    if raw.startswith((b"From ", b">From ")):
        raw = raw[raw.find(b"\n") + 1 :] if b"\n" in raw else b""
    found = _BLANK_LINE.search(raw, 0, MAX_BLOCK)
    if not found:
        return raw[:MAX_BLOCK], raw[MAX_BLOCK:]
    return raw[: found.start()], raw[found.end() :]


def parse(block: bytes) -> dict[str, tuple[str, ...]]:
    """Lower-case field name → unfolded values in order. Lines that are no fields are skipped."""
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = block.decode("cp1252", "replace")
    fields: dict[str, tuple[str, ...]] = {}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for name, value in islice(_unfolded(lines), MAX_FIELDS):
        fields[name] = (*fields.get(name, ()), value) if name in fields else (value,)
    return fields


def _unfolded(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    name, parts, size = "", [""], 0
    for line in lines:
        if line[:1] in (" ", "\t"):
            if size < MAX_VALUE:
                parts.append(line.strip())
                size += len(line)
            continue
        if name:
            yield name, " ".join(parts)[:MAX_VALUE]
        head, colon, rest = line.partition(":")
        head = head.rstrip()
        name = head.lower() if colon and head and len(head) < 100 and " " not in head else ""
        parts, size = [rest.strip()], len(rest)
    if name:
        yield name, " ".join(parts)[:MAX_VALUE]


def decode(value: str) -> str:
    """An unstructured value with its encoded words decoded (RFC 2047), clean, on one line."""
    return one_line(decoded(value))


def as_written(value: str) -> str:
    """The same with its own quotation marks and dashes: an answer repeats a subject letter by letter."""
    return " ".join(decoded(value).translate(_HARMLESS).split())


def decoded(value: str) -> str:
    """The same with all its characters, invisible ones too."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError, LookupError):
        return value
    return "".join(p if isinstance(p, str) else decode_bytes(p, charset) for p, charset in pieces)


def first(headers: Headers, name: str) -> str | None:
    """The first value of a field, or None."""
    values = headers.get(name)
    return values[0] if values else None


def mailboxes(headers: Headers, name: str) -> tuple[Mailbox, ...]:
    """The addresses of a field, lower-case, with decoded display names; a broken one gives what can be made out."""
    values = headers.get(name)
    if not values:
        return ()
    return tuple(_mailboxes(", ".join(values)[: MAX_VALUE * 2]))


def _mailboxes(value: str) -> Iterator[Mailbox]:
    if simple := _SIMPLE.fullmatch(value):
        yield Mailbox(simple[2].lower(), (simple[1] or "").strip("\"' "))
        return
    # Decoding first would let an encoded comma or angle bracket pose as syntax.
    # Nor may one that holds a bare "@" or "<" (RFC 2047 section 5): each is put aside while the syntax is read.
    words = list(dict.fromkeys(_ENCODED.findall(value)))
    aside = {f"=?{number}?=": word for number, word in enumerate(words)}
    back = {word: mark for mark, word in aside.items()}
    value = _ENCODED.sub(lambda found: back[found.group()], value)
    try:
        # Some versions of the library take a comma at the end for a fault of the whole list.
        pairs = getaddresses([value.strip(", ")])[:MAX_ADDRESSES]
    except (RecursionError, ValueError, IndexError):
        pairs = []

    def whole(name: str) -> str:
        return _ASIDE.sub(lambda found: aside.get(found.group(), ""), name)

    pairs = [(whole(name), address) for name, address in pairs]
    found = False
    for name, address in pairs:
        if "@" in address and " " not in address:
            found = True
            yield Mailbox(one_line(address).lower(), decode(name).strip("\"' "))
    if not found:
        names = [name for name, address in pairs if name and not address] or [whole(value.partition("<")[0])]
        for address in _ADDRESS.findall(value)[:MAX_ADDRESSES]:
            yield Mailbox(address.lower(), decode(names[0]).strip("\"' ,"))
            names = [""]


def message_id(value: str | None) -> str | None:
    """The first Message-ID in a value, with its angle brackets; one without any is given them."""
    if not value:
        return None
    found = _MESSAGE_ID.search(value)
    if found:
        return found.group()
    bare = value.strip().strip("<>").split()
    return f"<{bare[0][:990]}>" if bare and "@" in bare[0] else None


def references(headers: Headers) -> tuple[str, ...]:
    """The Message-IDs of the References field, oldest first, at most 50 of them: the first and the latest."""
    ids = _MESSAGE_ID.findall(" ".join(headers.get("references", ())))
    return tuple(ids if len(ids) <= 50 else [ids[0], *ids[-49:]])


def sent_at(headers: Headers, received_at: datetime | None = None) -> datetime:
    """The Date field, else when it was received (argument, else the top Received field), else the epoch."""
    for value in (first(headers, "date"), (first(headers, "received") or "").rpartition(";")[2]):
        when = date(value)
        if when is not None:
            return when
        if received_at is not None:
            return received_at
    return _EPOCH


def date(value: str | None) -> datetime | None:
    """An RFC 5322 date, aware ("-0000" is UTC), or None; as one counts that lies so far off that nobody can count on from it."""
    if not value or not value.strip():
        return None
    try:
        when = parsedate_to_datetime(value.strip()[:200])
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        when.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return when if when.year in _YEARS else None


def typed(headers: Headers) -> Message:
    """A part's Content-* fields as a Message, for its parameters (RFC 2045, 2231)."""
    part = Message()
    for name in ("content-type", "content-disposition", "content-transfer-encoding", "content-id"):
        value = first(headers, name)
        if value is not None:
            part[name] = value
    return part


def parameter(part: Message, name: str, field: str = "content-type") -> str | None:
    """A parameter of a field, decoded, or None; broken ones give None."""
    if name not in str(part.get(field, "")).lower():
        return None  # nearly always: taking a field apart costs more than all else here
    try:
        value = part.get_param(name, None, field)
    except (ValueError, LookupError, TypeError):  # TypeError: numbered pieces beside one without a number are sorted
        return None
    if isinstance(value, tuple):
        return decode_bytes(value[2].encode("latin-1", "replace"), value[0])
    return decode(value) if isinstance(value, str) else None
