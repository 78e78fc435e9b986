"""Between RFC 5322 bytes and what Graph makes of them."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import format_datetime, formataddr, getaddresses, parsedate_to_datetime
from typing import Any

from tests.simulators.outlook.calls import Json

ADDRESSES = {"To": "toRecipients", "Cc": "ccRecipients", "Bcc": "bccRecipients", "Reply-To": "replyTo"}
CONVERTED = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><!-- converted from text --></head>\r\n<body><div class="PlainText">{}</div></body></html>'


def stamp(seconds: float) -> str:
    """Edm.DateTimeOffset as Outlook writes it: whole seconds, UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def recipient(address: str, name: str = "") -> Json:
    """A `recipient`."""
    return {"emailAddress": {"name": name or address, "address": address}}


def parse(raw: bytes) -> Message:
    """The message. Headers that the modern parser breaks on are left undecoded by the old one."""
    try:
        found: Message = message_from_bytes(raw, policy=policy.default)
        for part in found.walk():
            part.get_content_type(), part.get_content_disposition(), part.get_content_charset(), part.get_filename()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        found = message_from_bytes(raw, policy=policy.compat32)
    return found


def header(message: Message, name: str) -> str:
    """A header's text, unfolded; "" if it is missing or damaged beyond reading."""
    try:
        return re.sub(r"\s*[\r\n]+\s*", " ", str(message.get(name) or "")).strip()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


def header_pairs(message: Message) -> list[tuple[str, str]]:
    """All headers in their order, unfolded, encoded words as they came."""
    return [(str(name), re.sub(r"\s*[\r\n]+\s*", " ", str(value)).strip()) for name, value in message.raw_items()]


def is_further(name: str) -> bool:
    """A draft keeps the header beside its properties."""
    return name.lower() in {"in-reply-to", "references"} or name.lower().startswith("x-")


def recipients(text: str) -> list[Json]:
    """The `recipient`s of an address header."""
    return [recipient(address, name) for name, address in getaddresses([text]) if address]


def view(raw: bytes) -> Json:
    """The properties that come from the message itself. The body is HTML, as Exchange converts it where it was not."""
    message = parse(raw)
    kind, text = body_of(message)
    sender = recipients(header(message, "From"))
    found: Json = {
        "subject": header(message, "Subject"),
        "bodyPreview": plain(kind, text)[:255],
        "body": {"contentType": kind, "content": text},
        "internetMessageId": header(message, "Message-ID"),
        "internetMessageHeaders": [{"name": name, "value": value} for name, value in header_pairs(message)],
        "importance": "normal",
        "hasAttachments": any(True for _ in attachments(message)),
        "sentDateTime": sent_at(message),
        **{own: recipients(header(message, name)) for name, own in ADDRESSES.items()},
    }
    if sender:
        found["from"] = sender[0]
        found["sender"] = (recipients(header(message, "Sender")) or sender)[0]
    return found


def sent_at(message: Message) -> str | None:
    try:
        return stamp(parsedate_to_datetime(header(message, "Date")).timestamp())
    except (ValueError, OverflowError, TypeError):
        return None


def body_of(message: Message) -> tuple[str, str]:
    """("html" or "text", the text) of the part that a reader shows."""
    for part in _shown(message):
        kind = "html" if part.get_content_subtype() == "html" else "text"
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        charset = part.get_content_charset() or "utf-8"
        try:
            return kind, content.decode(charset, "replace")
        except LookupError:
            return kind, content.decode("utf-8", "replace")
    return "text", ""


def _shown(message: Message) -> list[Message]:
    texts = [part for part in message.walk() if part.get_content_type() in {"text/html", "text/plain"}]
    texts = [part for part in texts if part.get_content_disposition() != "attachment"]
    return sorted(texts, key=lambda part: part.get_content_subtype() != "html")


def attachments(message: Message) -> Iterable[Json]:
    """`fileAttachment`s."""
    for number, part in enumerate(message.walk()):
        if part.get_content_disposition() != "attachment" and part.get_content_maintype() in {"text", "multipart"}:
            continue
        if part is message or part.get_content_maintype() == "multipart":
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        yield {
            "@odata.type": "#microsoft.graph.fileAttachment",
            "@odata.mediaContentType": part.get_content_type(),
            "id": f"AAMkAttachment{number}=",
            "name": part.get_filename() or f"attachment{number}",
            "contentType": part.get_content_type(),
            "size": len(content),
            "isInline": part.get_content_disposition() == "inline",
            "contentBytes": base64.b64encode(content).decode(),
        }


def plain(kind: str, text: str) -> str:
    """A body as text."""
    if kind == "text":
        return text
    text = re.sub(r"(?is)<(style|script|head)\b.*?</\1>|<!--.*?-->", "", text)
    text = re.sub(r"(?i)<br\s*/?>|</p>|</div>", "\r\n", text)
    return html.unescape(re.sub(r"(?s)<[^>]*>", "", text)).strip()


def in_form(body: Json, *, text: bool, draft: bool) -> Json:
    """A body as the `Prefer` header wants it; a draft keeps the form it was written in unless text is asked for."""
    kind, content = body["contentType"], body["content"]
    if text:
        return {"contentType": "text", "content": plain(kind, content)}
    if kind == "html" or draft:
        return dict(body)
    lines = html.escape(content, quote=False).replace("\r\n", "\n").replace("\n", "<br>\r\n")
    return {"contentType": "html", "content": CONVERTED.format(lines)}


def as_stored(body: Mapping[str, Any]) -> Json:
    """A body given by a client as Exchange stores it: HTML in a document of its own, CRLF line ends."""
    kind = str(body.get("contentType") or "text")
    content = str(body.get("content") or "").replace("\r\n", "\n").replace("\n", "\r\n")
    if kind == "html" and "<html" not in content.lower():
        meta = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        content = f"<html><head>\r\n{meta}</head><body>{content}</body></html>"
    return {"contentType": kind, "content": content}


def written(props: Json, at: float, more: Iterable[tuple[str, str]], *, blind: bool = False) -> bytes:
    """A draft as RFC 5322: as it leaves, or with `blind` as its owner keeps it."""
    message = EmailMessage(policy=policy.SMTP.clone(max_line_length=990))
    if "from" in props:
        message["From"] = _mailboxes([props["from"]])
    for name, own in ADDRESSES.items():
        if props.get(own) and (blind or name != "Bcc"):
            message[name] = _mailboxes(props[own])
    message["Subject"] = _line(str(props.get("subject") or ""))
    message["Date"] = format_datetime(datetime.fromtimestamp(at, UTC))
    if props.get("internetMessageId"):
        message["Message-ID"] = _line(props["internetMessageId"])
    for name, value in more:
        message[name] = _line(value)
    body = props.get("body") or {"contentType": "text", "content": ""}
    message.set_content(
        body["content"].replace("\r\n", "\n"), subtype="html" if body["contentType"] == "html" else "plain"
    )
    return bytes(message)


def _line(text: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", text)


def _mailboxes(given: Iterable[Json]) -> str:
    pairs = [one["emailAddress"] for one in given]
    return ", ".join(
        formataddr((_line(p.get("name") or "") if p.get("name") != p["address"] else "", p["address"]), "utf-8")
        for p in pairs
    )
