"""An approved letter as Graph takes it, and whether a draft still is that letter. Pure.

Exchange keeps a message as properties and writes its MIME anew whenever it is asked: headers are folded and encoded
otherwise, References may be cut, a draft may have no From yet. What people approved is compared, and nothing else.
"""

from __future__ import annotations

from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Any

from connectors.content import Content, content

Json = dict[str, Any]

PEOPLE = ("From", "To", "Cc", "Bcc", "Reply-To")


def written(raw: bytes) -> Json:
    """A letter of ours as the properties of a `message`: plain text, its people by name, nobody hidden."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    text = str(message.get_content()).replace("\r\n", "\n").replace("\r", "\n")
    return {
        "subject": str(message.get("Subject", "")),
        "body": {"contentType": "text", "content": text.replace("\n", "\r\n")},
        "toRecipients": _recipients(message, "To"),
        "ccRecipients": _recipients(message, "Cc"),
        "bccRecipients": [],
        "replyTo": [],
    }


def faithful(found: bytes, approved: bytes) -> bool:
    """Whether a draft's MIME is the approved letter: same people, subject and text, plain, and nothing added.

    What it answers may be left out (Outlook can tell that only of replies), but it may not be something else.
    """
    there, ours = content(found), content(approved)
    if there is None or ours is None:
        return False
    return (
        (there.to, there.cc, there.others) == (ours.to, ours.cc, ours.others)
        and (there.subject, there.parts, _text(there)) == (ours.subject, ours.parts, _text(ours))
        and there.in_reply_to in ((), ours.in_reply_to)
        and same_sender(there, ours)
    )


def same_sender(there: Content, ours: Content) -> bool:
    """A draft has no sender yet, or one by a name inside of Exchange, or ours."""
    return there.from_ == ours.from_ or not any("@" in address for address in there.from_)


def other_sender(found: bytes, approved: bytes) -> bool:
    """Whether Outlook would send it under another address."""
    there, ours = content(found), content(approved)
    return there is not None and ours is not None and not same_sender(there, ours)


def has_plain_text(raw: bytes) -> bool:
    """Whether it can be read without HTML."""
    found = content(raw)
    return found is not None and "text/plain" in found.parts


def readable(raw: bytes, text: str) -> bytes:
    """A draft that is HTML alone, with `text` in its place: what people are asked about is read as text.

    What is attached stays attached.
    """
    try:
        message = message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        shown = EmailMessage(policy=SMTP)
        for name in (*PEOPLE, "Subject", "Date", "Message-ID", "In-Reply-To", "References"):
            if message.get(name):
                shown[name] = str(message[name])
        shown.set_content(text.replace("\r\n", "\n"))
        for part in message.iter_attachments() if message.is_multipart() else ():
            if part.get_content_disposition() == "attachment" or part.get_filename():
                shown.make_mixed()
                shown.attach(part)
        return bytes(shown)
    except Exception:  # noqa: BLE001 - on bent headers the standard parser raises whatever comes to hand
        return raw


def _recipients(message: EmailMessage, name: str) -> list[Json]:
    headers = [header for header in message.get_all(name, []) if isinstance(header, AddressHeader)]
    return [
        {"emailAddress": {"address": one.addr_spec, **({"name": one.display_name} if one.display_name else {})}}
        for header in headers
        for one in header.addresses
    ]


def _text(found: Content) -> str:
    """Exchange makes some blanks into such as do not break."""
    return found.text.replace("\u00a0", " ").strip("\n")
