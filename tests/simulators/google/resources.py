"""Message resources in the four formats: minimal, metadata, full, raw."""

from __future__ import annotations

import html
from base64 import urlsafe_b64encode
from collections.abc import Collection
from email import message_from_bytes
from email.message import Message
from typing import Any

from tests.simulators.google import content
from tests.simulators.google.messages import Stored


def resource(stored: Stored, how: str = "full", wanted: Collection[str] = ()) -> dict[str, Any]:
    """What messages.get gives. `wanted`: metadataHeaders, empty for all."""
    raw = stored.raw
    made: dict[str, Any] = {
        **brief(stored),
        "labelIds": sorted(stored.labels),
        "historyId": str(stored.history_id),
        "internalDate": str(stored.at_ms),
        "sizeEstimate": len(raw),
        "snippet": html.escape(" ".join(content.text(raw)[:400].split())[:180]),
    }
    if not stored.labels:
        del made["labelIds"]
    if how == "raw":
        made["raw"] = encoded(raw)
    elif how == "metadata":
        names = {name.lower() for name in wanted}
        fields = [(name, value) for name, value in content.headers(raw) if not names or name.lower() in names]
        parsed = content.header(content.headers(raw), "Content-Type").partition(";")[0].strip().lower()
        made["payload"] = {"mimeType": parsed or "text/plain", "headers": _headers(fields)}
    elif how == "full":
        made["payload"] = part(message_from_bytes(raw), "", content.headers(raw))
    return made


def brief(stored: Stored) -> dict[str, Any]:
    """As lists name it."""
    return {"id": stored.id, "threadId": stored.thread_id}


def part(message: Message, number: str, fields: content.Headers | None = None) -> dict[str, Any]:
    """One MIME part with those in it."""
    made: dict[str, Any] = {
        "partId": number,
        "mimeType": message.get_content_type(),
        "filename": message.get_filename() or "",
        "headers": _headers(fields if fields is not None else [(k, str(v)) for k, v in message.items()]),
    }
    inner = message.get_payload()
    if message.is_multipart() and isinstance(inner, list):
        before = f"{number}." if number else ""
        made["body"] = {"size": 0}
        made["parts"] = [part(one, f"{before}{index}") for index, one in enumerate(inner) if isinstance(one, Message)]
        return made
    decoded = message.get_payload(decode=True)
    data = decoded if isinstance(decoded, bytes) else b""
    body: dict[str, Any] = {"size": len(data)}
    if message.get_filename():
        body["attachmentId"] = f"ANGjdJ-{number or 'whole'}"
    elif data:
        body["data"] = encoded(data)
    made["body"] = body
    return made


def attachment(raw: bytes, attachment_id: str) -> bytes | None:
    """The content of one attached part, None if there is none of that id."""
    number = attachment_id.removeprefix("ANGjdJ-")
    found: Message = message_from_bytes(raw)
    for step in number.split(".") if number != "whole" else ():
        inner = found.get_payload()
        if not isinstance(inner, list) or not step.isdigit() or int(step) >= len(inner):
            return None
        child = inner[int(step)]
        if not isinstance(child, Message):
            return None
        found = child
    data = found.get_payload(decode=True)
    return data if isinstance(data, bytes) else None


def encoded(data: bytes) -> str:
    """Base64url (RFC 4648 section 5)."""
    return urlsafe_b64encode(data).decode("ascii")


def _headers(fields: content.Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in fields]
