"""A message as Microsoft Graph tells it, written as RFC 5322 bytes for those who read mail.

Graph gives the header field by field, the body decoded, and the attachments by name: a page of a list has all that reading
needs. The same properties always give the same bytes; no value, however hostile, can make a field or a part of its own.
Properties: https://learn.microsoft.com/graph/api/resources/message.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import unescape
from typing import Any, Final

from connectors.base import MAX_RAW

Json = Mapping[str, Any]

IN_REPLY_TO, REFERENCES = "String 0x1042", "String 0x1039"
"""PR_IN_REPLY_TO_ID and PR_INTERNET_REFERENCES: sent mail has them, and no such header."""
MAX_HEADERS: Final = 400
MAX_VALUE: Final = 32 * 1024
MAX_ATTACHMENTS: Final = 50

_NAME = re.compile(r"[!-9;-~]{1,78}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\\\"@]{1,200}@[^\s<>()\[\],;:\\\"@]{1,250}")
_MEDIA = re.compile(r"[\w!#$&^.+-]{1,60}/[\w!#$&^.+-]{1,100}", re.ASCII)
_OURS: Final = frozenset({"mime-version", "content-type", "content-transfer-encoding", "content-disposition"})
"""Of the original's header this speaks of a body that we do not have."""
_CONVERTED: Final = "<!-- converted from text -->"
_BREAK = re.compile(r"<br[^<>]{0,50}>(?:\r?\n)?")
_TAG = re.compile(r"<[^<>]*>")
_REPORT = re.compile(r"(?i)\s*multipart/report\b")
_MATTER: Final = frozenset(
    {"text/calendar", "application/ics", "message/rfc822", "message/delivery-status", "text/plain", "text/html"}
)
"""Attachments that are read, not only named. Outlook calls a message within a message by no type at all."""


def must_be_whole(message: Json) -> bool:
    """Only its own bytes will do: an invitation, whose calendar file has the event as its organizer names it; a report of
    what could not be delivered, whose parts Outlook turns into prose."""
    return "eventmessage" in str(message.get("@odata.type", "")).lower() or any(
        name.lower() == "content-type" and _REPORT.match(value) for name, value in _headers(message)
    )


def may_have_files(message: Json) -> bool:
    """It has attachments, and did not go to many."""
    bulk = {"list-id", "list-unsubscribe"}
    return message.get("hasAttachments") is True and not any(name.lower() in bulk for name, _ in _headers(message))


def matter(attachments: Iterable[Json]) -> bool:
    """What is attached is to be read: a calendar file, a message, a text."""
    return any(
        str(each.get("@odata.type", "")).lower().endswith("itemattachment")
        or str(each.get("contentType") or "").partition(";")[0].strip().lower() in _MATTER
        or str(each.get("name") or "").lower().endswith(".ics")
        for each in attachments
    )


def written(message: Json, attachments: Sequence[Json] = ()) -> bytes:
    """The message: its header, its body as one part, and each attachment as a part with a name and without content."""
    kind, text = _body(message)
    head = [f"{name}: {value}" for name, value in _header(message)]
    part = [f"Content-Type: text/{kind}; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    body = _bytes(text)
    if not attachments:
        return _lines([*head, "MIME-Version: 1.0", *part, ""]) + body
    mark = _boundary(message, body)
    files = [line for each in attachments[:MAX_ATTACHMENTS] for line in (f"--{mark}", *_named(each), "", "")]
    return b"".join(
        (
            _lines([*head, "MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{mark}"', "", f"--{mark}"]),
            _lines([*part, ""]),
            body,
            _lines(["", *files, f"--{mark}--"]),
        )
    )


# ---------------------------------------------------------------- the header


def _headers(message: Json) -> Iterator[tuple[str, str]]:
    """The header as it came, where Outlook still has it, fit to be written again."""
    given = message.get("internetMessageHeaders")
    for each in given[:MAX_HEADERS] if isinstance(given, list) else ():
        name, value = (each.get("name"), each.get("value")) if isinstance(each, Mapping) else (None, None)
        if isinstance(name, str) and _NAME.fullmatch(name) and isinstance(value, str):
            yield name, _one_line(value)


def _header(message: Json) -> Iterator[tuple[str, str]]:
    """The header as it came, and after it, from the properties, what it lacks: a sent copy has hardly any."""
    there = {"mime-version"}
    for name, value in _headers(message):
        if name.lower() not in _OURS:
            there.add(name.lower())
            yield name, value
    for name, value in _properties(message):
        if value and name.lower() not in there:
            yield name, value


def _properties(message: Json) -> Iterator[tuple[str, str]]:
    extended = message.get("singleValueExtendedProperties")
    found = {
        str(each.get("id", "")).lower(): each.get("value")
        for each in (extended if isinstance(extended, list) else ())
        if isinstance(each, Mapping)
    }
    yield "From", _mailboxes([message.get("from") or message.get("sender")])
    if message.get("sender") != message.get("from"):
        yield "Sender", _mailboxes([message.get("sender")])
    for name, own in (
        ("Reply-To", "replyTo"),
        ("To", "toRecipients"),
        ("Cc", "ccRecipients"),
        ("Bcc", "bccRecipients"),
    ):
        yield name, _mailboxes(message.get(own))
    yield "Subject", _one_line(message.get("subject"))
    sent = moment(message.get("sentDateTime")) or moment(message.get("receivedDateTime"))
    yield "Date", format_datetime(sent) if sent else ""
    yield "Message-ID", _one_line(message.get("internetMessageId"))
    yield "In-Reply-To", _one_line(found.get(IN_REPLY_TO.lower()))
    yield "References", _one_line(found.get(REFERENCES.lower()))


def _mailboxes(given: object) -> str:
    found = (_mailbox(each) for each in (given if isinstance(given, list) else ()))
    return ", ".join(each for each in found if each)[:MAX_VALUE]


def _mailbox(given: object) -> str:
    """One mailbox; within an organisation it may have no address of the internet, only a name."""
    pair = given.get("emailAddress") if isinstance(given, Mapping) else None
    if not isinstance(pair, Mapping):
        return ""
    name, address = _one_line(pair.get("name"))[:500], _one_line(pair.get("address"))
    plain = _ADDRESS.fullmatch(address) is not None
    if plain and name in ("", address):
        return address
    name = re.sub(r'["\\]', "'", name or address[:500]).replace("=?", "= ?")
    if plain:
        return f'"{name}" <{address}>'
    return f'"{re.sub("[<>@]", " ", name)}"' if name else ""


def _one_line(value: object) -> str:
    return _CONTROL.sub(" ", value[:MAX_VALUE]).strip() if isinstance(value, str) else ""


def moment(value: object) -> datetime | None:
    """Edm.DateTimeOffset; None for what is none."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None


# ---------------------------------------------------------------- the parts


def _body(message: Json) -> tuple[str, str]:
    """("html" or "plain", the text)."""
    given = message.get("body")
    body = given if isinstance(given, Mapping) else {}
    text = body.get("content")
    text = text[:MAX_RAW] if isinstance(text, str) else ""
    if str(body.get("contentType", "")).lower() != "html":
        return "plain", text
    kinds = [value.lower() for name, value in _headers(message) if name.lower() == "content-type"]
    if _CONVERTED in text[:5000] and all(kind.startswith("text/plain") for kind in kinds):
        return "plain", _plain(text)
    return "html", text


def _plain(text: str) -> str:
    """The plain text that Outlook made the HTML of. As such it is read best: what is quoted in it begins with a sign."""
    inside = text[max(0, text.find("<body")) :]
    return unescape(_TAG.sub("", _BREAK.sub("\n", inside))).replace("\xa0", " ")


def _boundary(message: Json, body: bytes) -> str:
    """A line that the body does not hold, the same each time."""
    mark = hashlib.sha256(_bytes(str(message.get("id", ""))) + body).hexdigest()[:40]
    while mark.encode() in body:
        mark = hashlib.sha256(mark.encode()).hexdigest()[:40]
    return mark


def _named(attachment: Json) -> tuple[str, ...]:
    kind = str(attachment.get("contentType") or "").partition(";")[0].strip().lower()
    if not _MEDIA.fullmatch(kind) or kind in _MATTER or kind.startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    name = re.sub(r'["\\]', "'", _one_line(attachment.get("name"))[:200])
    return f"Content-Type: {kind}", f'Content-Disposition: attachment; filename="{name}"'


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(_bytes(line) + b"\r\n" for line in lines)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
