"""Bytes to document: the MIME tree walked within bounds, the best text taken, everything else named (RFC 2045–2049).

The tree is split here rather than by the standard library's parser, whose recursion and cost a hostile message can
drive: at most `MAX_PARTS` parts, `MAX_DEPTH` levels and `MAX_TEXT` bytes of text are ever looked at.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message

from agent.reading import headers as fields
from agent.reading import html, lines, zones
from agent.reading.document import Attachment, CalendarPart, DeliveryStatus, Document, Zone
from agent.reading.unseen import Trick, tricks
from connectors.base import MAX_RAW, Mailbox

MAX_PARTS = 200
MAX_DEPTH = 12
MAX_TEXT = 512 * 1024
"""Bytes of one text part, once decoded."""
MAX_CALENDAR = 256 * 1024
MAX_NESTED = 3
"""Messages within messages."""

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_MACHINE = re.compile(
    r"^(?:.*[._+-])?(?:no|do[-_.]?not|never)[-_.]?repl(?:y|ies)|^(?:mailer-daemon|postmaster|bounces?)\b"
)
_SAID = re.compile(rb"(?im)^(?:SUMMARY|DESCRIPTION|LOCATION)\b[^:\r\n]*:(.*(?:\r?\n[ \t].*)*)")
_BOUNCED_ID = re.compile(r"(?im)^\s*(?:original[- ])?message-id:\s*(<[^<>\s]{1,990}>)")
_BOUNCE_SUBJECT = re.compile(
    r"(?i)undeliver|delivery (?:status notification|has failed|failure)|returned (?:mail|to sender)|failure notice"
    r"|mail delivery (?:failed|failure|system)|not delivered|could not be delivered"
)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,200}@[^\s<>()\[\],;:\"@]{1,250}")


@dataclass(slots=True)
class _Found:
    """What a walk over the tree has gathered so far."""

    plain: list[tuple[str, bool]] = field(default_factory=list)
    """(text, format=flowed) of each plain text."""
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    calendars: list[CalendarPart] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Text files that were attached."""
    status: dict[str, tuple[str, ...]] | None = None
    returned: dict[str, tuple[str, ...]] | None = None
    """Header of the message that a bounce returns."""
    parts: int = 0
    truncated: bool = False
    faults: list[str] = field(default_factory=list)

    def fault(self, what: str) -> None:
        if what not in self.faults:
            self.faults.append(what)


@dataclass(frozen=True, slots=True)
class Opened:
    """A message whose header and parts are known but whose text has not been read yet."""

    header: fields.Headers
    subject: str
    from_: Mailbox
    found: _Found
    received_at: datetime | None
    nested: int

    def glance(self, limit: int) -> str:
        """The first words of the text, lower-case, tags and all that is quoted left in: enough to see what it is about."""
        texts = [text[:limit] for text, _ in self.found.plain[:3]]
        if sum(map(len, texts)) < 200:
            texts += [html.glance(page, limit) for page in self.found.html[:2]]
        named = [attachment.name for attachment in self.found.attachments[:10]]
        texts = [
            *map(_event, self.found.calendars[:2]),
            *named,
            *texts,
            *(text[:limit] for text in self.found.texts[:1]),
        ]
        return " ".join(texts)[: limit * 3].lower()


def parse(raw: bytes) -> Document:
    """Take a message apart. Any bytes give a document; what was wrong with them is in its `faults`."""
    return document(open_(raw))


def open_(raw: bytes, *, received_at: datetime | None = None, nested: int = 0) -> Opened:
    """Split a message into header and parts, transfer encodings of texts undone."""
    cut = len(raw) > MAX_RAW
    block, body = fields.split(raw[:MAX_RAW])
    header = fields.parse(block)
    found = _Found(truncated=cut)
    if cut:
        found.fault(f"only the first {MAX_RAW // 1024 // 1024} MiB were read")
    if not header:
        found.fault("it has no header")
    _walk(header, body, found, 0)
    subject = fields.decode(fields.first(header, "subject") or "")[:1000]
    boxes = fields.mailboxes(header, "from") or fields.mailboxes(header, "sender") or (Mailbox(""),)
    return Opened(header, subject, boxes[0], found, received_at, nested)


def document(opened: Opened) -> Document:
    """The document of an opened message."""
    header, found, nested = opened.header, opened.found, opened.nested
    subject, from_ = opened.subject, opened.from_
    text = _texts(found, subject, from_.name)
    inner = []
    if nested < MAX_NESTED:
        inner = [
            document(open_(part, received_at=opened.received_at, nested=nested + 1)) for part in found.messages[:5]
        ]
    return Document(
        message_id=fields.message_id(fields.first(header, "message-id")),
        in_reply_to=fields.message_id(fields.first(header, "in-reply-to")),
        references=fields.references(header),
        sent_at=fields.sent_at(header, opened.received_at),
        from_=from_,
        reply_to=fields.mailboxes(header, "reply-to"),
        to=fields.mailboxes(header, "to"),
        cc=fields.mailboxes(header, "cc"),
        subject=subject,
        headers=header,
        zones=(Zone("subject", subject), *text.zones, *_forwarded(inner), *_attached(found)),
        attachments=(*found.attachments, *(a for one in inner for a in one.attachments)),
        calendars=(*found.calendars, *(c for one in inner for c in one.calendars))[:10],
        links=(*text.links, *(link for one in inner for link in one.links))[:200],
        automatic=automatic(header, from_.address),
        bulk=bulk(header),
        delivery_status=_delivery_status(header, from_.address, subject, found, text.zones),
        truncated=found.truncated,
        faults=tuple(found.faults),
        jsonld=text.jsonld,
        hidden=text.hidden,
        tricks=_tricks(header, text),
    )


def _event(part: CalendarPart) -> str:
    """What a calendar part says in words, folded lines and all: enough to see what it is about."""
    return " ".join(line.decode("utf-8", "replace") for line in _SAID.findall(part.raw[:20_000]))[:1_000]


# ---------------------------------------------------------------- the tree


def _walk(header: fields.Headers, body: bytes, found: _Found, depth: int) -> None:
    found.parts += 1
    if found.parts > MAX_PARTS or depth > MAX_DEPTH:
        found.truncated = True
        found.fault("it has more parts than are read")
        return
    part = fields.typed(header)
    kind = part.get_content_type().lower()
    if kind.startswith("multipart/"):
        boundary = fields.parameter(part, "boundary")
        if boundary:
            _multipart(kind, body, boundary, found, depth)
            return
        found.fault("a multipart part names no boundary")
        kind = "text/plain"
    _leaf(kind, part, body, found)


def _multipart(kind: str, body: bytes, boundary: str, found: _Found, depth: int) -> None:
    default = "message/rfc822" if kind == "multipart/digest" else None
    empty = True
    for raw in _split(body, boundary.encode("utf-8", "replace"), found):
        if found.parts > MAX_PARTS:
            return
        empty = False
        header, content = _part(raw)
        if default and "content-type" not in header:
            header["content-type"] = (default,)
        _walk(header, content, found, depth + 1)
    if empty:
        found.fault("its parts are not where its header says")
        _leaf("text/plain", Message(), body, found)


def _part(raw: bytes) -> tuple[dict[str, tuple[str, ...]], bytes]:
    if raw[:1] == b"\n" or raw[:2] == b"\r\n":  # no header at all: RFC 2046 section 5.1
        return {}, raw.lstrip(b"\r\n")
    block, content = fields.split(raw)
    return fields.parse(block[:32_768]), content


def _split(body: bytes, boundary: bytes, found: _Found) -> Iterator[bytes]:
    """The parts between boundary lines; a missing last boundary ends with the body."""
    mark = b"--" + boundary
    start, end = None, 0
    while True:
        at = body.find(mark, end)
        if at < 0:
            break
        end = at + len(mark)
        if at and body[at - 1 : at] != b"\n":
            continue
        line_end = body.find(b"\n", end)
        rest = body[end : line_end if line_end >= 0 else len(body)].strip()
        if rest not in (b"", b"--"):
            continue
        if start is not None:
            yield body[start:at].removesuffix(b"\n").removesuffix(b"\r")
        start = line_end + 1 if line_end >= 0 else len(body)
        if rest == b"--":
            return
    if start is not None:
        found.fault("it ends before its last part does")
        yield body[start:]


def _leaf(kind: str, part: Message, body: bytes, found: _Found) -> None:
    name = fields.parameter(part, "filename", "content-disposition") or fields.parameter(part, "name") or ""
    attached = (part.get_content_disposition() or "") == "attachment"
    if kind == "text/calendar" or name.lower().endswith(".ics"):
        method = fields.parameter(part, "method")
        raw = _decoded(part, body, MAX_CALENDAR, found)
        if len(found.calendars) < 10:
            found.calendars.append(CalendarPart(method.upper() if method else None, raw))
    elif kind in ("message/rfc822", "message/global"):
        found.messages.append(_decoded(part, body, MAX_RAW, found))
    elif kind in ("message/delivery-status", "message/global-delivery-status"):
        found.status = _status(_decoded(part, body, 65_536, found))
    elif kind == "text/rfc822-headers":
        found.returned = fields.parse(_decoded(part, body, 65_536, found))
    elif kind in ("text/html", "application/xhtml+xml") and not attached:
        found.html.append(_text(part, body, found))
    elif kind.startswith("text/") and not attached:
        flowed = (fields.parameter(part, "format") or "").lower() == "flowed"
        found.plain.append((_text(part, body, found), flowed))
    else:
        _attachment(kind, part, name, body, found)


def _attachment(kind: str, part: Message, name: str, body: bytes, found: _Found) -> None:
    encoding = _encoding(part)
    size = len(body) * 3 // 4 if encoding == "base64" else len(body)
    found.attachments.append(Attachment(fields.one_line(name)[:200], kind, size))
    if kind == "text/plain" and len(found.texts) < 3:
        found.texts.append(_text(part, body, found))
    elif kind == "text/html" and len(found.texts) < 3:
        found.texts.append(html.read(_text(part, body, found)).text)


def _encoding(part: Message) -> str:
    return str(part.get("content-transfer-encoding", "")).strip().strip("\"'").lower()


def _text(part: Message, body: bytes, found: _Found) -> str:
    return fields.decode_bytes(_decoded(part, body, MAX_TEXT, found), fields.parameter(part, "charset"))


def _decoded(part: Message, body: bytes, limit: int, found: _Found) -> bytes:
    """The content of a leaf with its transfer encoding undone, at most `limit` bytes."""
    encoding = _encoding(part)
    if encoding == "base64":
        raw = _base64(body[: limit * 3 // 2])
    elif encoding == "quoted-printable":
        raw = quopri.decodestring(body[: limit * 3])
    else:
        raw = body
    if len(raw) > limit or len(body) > limit * 3:
        found.truncated = True
        found.fault("a part is longer than what is read")
    return raw[:limit]


def _base64(body: bytes) -> bytes:
    """Base64 with everything foreign skipped and the padding mended (RFC 2045 section 6.8)."""
    try:
        return base64.b64decode(body, validate=False)
    except (binascii.Error, ValueError):
        letters = _NOT_BASE64.sub(b"", body)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))


# ---------------------------------------------------------------- the text


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is written in a message."""

    zones: list[Zone]
    links: tuple[tuple[str, str], ...]
    jsonld: tuple[str, ...]
    hidden: str
    written: tuple[str, ...]
    """Its texts with all their characters."""


def _tricks(header: fields.Headers, text: _Texts) -> tuple[Trick, ...]:
    names = [fields.decoded(value) for name in ("from", "subject") for value in header.get(name, ())[:1]]
    return tricks(names, (*text.written, text.hidden))


def _texts(found: _Found, subject: str, sender: str) -> _Texts:
    """The zones of the fuller of the two texts; links and markup come from HTML whichever is taken."""
    pages = [html.read(text) for text in found.html[:10]]
    jsonld = tuple(script for page in pages for script in page.jsonld)
    plain = [line for text, flowed in found.plain[:20] for line in lines.plain_lines(text, flowed=flowed)]
    rich = [line for page in pages for line in page.lines]
    links = tuple(link for page in pages for link in page.links) if pages else lines.plain_links(plain)
    fuller = rich if _size(rich) * 10 >= _size(plain) * 7 else plain
    written = (
        *(text for text, _ in found.plain[:20]),
        *("\n".join(line.text for line in page.lines) for page in pages),
    )
    hidden = " ".join(page.hidden for page in pages if page.hidden)
    return _Texts(zones.split(fuller, subject, sender), links, jsonld, hidden, written)


def _size(text: list[lines.Line]) -> int:
    return sum(len(line.text) for line in text if not line.depth)


def _forwarded(inner: list[Document]) -> list[Zone]:
    """A message within the message is what was passed on: its own new text, under its own sender."""
    return [
        Zone("forwarded", f"{one.subject}\n\n{one.text()}".strip(), one.from_, one.sent_at)
        for one in inner
        if one.subject or one.text()
    ] + [zone for one in inner for zone in one.zones if zone.kind in ("forwarded", "quoted")]


def _attached(found: _Found) -> list[Zone]:
    return [Zone("attachment", text) for text in (lines.reflow_text(text) for text in found.texts) if text]


# ---------------------------------------------------------------- what kind of mail it is


def automatic(header: fields.Headers, sender: str) -> bool:
    """A machine wrote it (RFC 3834, and what programs older than it set)."""
    submitted = (fields.first(header, "auto-submitted") or "no").lower()
    precedence = (fields.first(header, "precedence") or "").lower()
    return (
        not submitted.startswith("no")
        or precedence in ("auto_reply", "bulk", "junk")
        or "x-autoreply" in header
        or "x-autorespond" in header
        or (fields.first(header, "return-path") or "").strip() == "<>"
        or bool(_MACHINE.search(sender.partition("@")[0]))
    )


def bulk(header: fields.Headers) -> bool:
    """It went to many."""
    precedence = (fields.first(header, "precedence") or "").lower()
    return "list-id" in header or "list-unsubscribe" in header or precedence in ("bulk", "list", "junk")


def _status(raw: bytes) -> dict[str, tuple[str, ...]]:
    """The fields of a delivery status, message and recipients in one (RFC 3464 section 2.1)."""
    return fields.parse(re.sub(rb"\r?\n(?:[ \t]*\r?\n)+", b"\n", raw))


def _delivery_status(
    header: fields.Headers, sender: str, subject: str, found: _Found, text: list[Zone]
) -> DeliveryStatus | None:
    machine = sender.startswith(("mailer-daemon@", "postmaster@")) or "x-failed-recipients" in header
    if found.status is None and not (machine and (_BOUNCE_SUBJECT.search(subject) or "x-failed-recipients" in header)):
        return None
    status = found.status or {}
    failed = fields.first(status, "final-recipient") or fields.first(status, "original-recipient") or ""
    address = _ADDRESS.search(failed or fields.first(header, "x-failed-recipients") or "")
    returned = found.returned or (fields.parse(fields.split(found.messages[0])[0]) if found.messages else {})
    original = fields.message_id(fields.first(returned, "message-id"))
    if original is None:
        named = _BOUNCED_ID.search("\n".join(zone.text for zone in text))
        original = named.group(1) if named else fields.message_id(fields.first(header, "in-reply-to"))
    action = (fields.first(status, "action") or "failed").lower()
    return DeliveryStatus(address.group().lower() if address else None, original, action.startswith("fail"))
