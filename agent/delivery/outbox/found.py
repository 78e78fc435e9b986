"""A letter as the person changed it among the drafts of their mail program. Pure."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.message import EmailMessage, MIMEPart
from email.policy import default

from agent.delivery.approval import BY_HAND
from agent.model import Letter, Recipient


def as_found(raw: bytes, letter: Letter) -> tuple[Letter, tuple[str, ...]]:
    """The letter with the subject, recipients and text that `raw` (RFC 5322) has, and what of it was left out, in words."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    known = {r.address: r for r in (*letter.to, *letter.cc)}
    part = message.get_body(preferencelist=("plain",))
    text = letter.body if part is None else _text(part)
    left_out = []
    if part is None:
        left_out.append("Its text there has no plain form: the words below are the ones from before.")
    if _addresses(message, "Bcc"):
        left_out.append("The blind copy (Bcc) that it has there is left out.")
    if any(True for _ in message.iter_attachments()):
        left_out.append("What is attached to it there is left out.")
    changed = replace(
        letter,
        subject=" ".join(str(message.get("Subject", "")).split()),
        to=_recipients(_addresses(message, "To"), known) or letter.to,
        cc=_recipients(_addresses(message, "Cc"), known),
        body=text.replace("\r\n", "\n").strip("\n") + "\n",
    )
    return changed, tuple(left_out)


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a charset that nobody knows
        content = part.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _addresses(message: EmailMessage, name: str) -> list[tuple[str, str]]:
    headers = [h for h in message.get_all(name, []) if isinstance(h, AddressHeader)]
    return [(a.addr_spec.lower(), a.display_name or "") for h in headers for a in h.addresses if "@" in a.addr_spec]


def _recipients(found: list[tuple[str, str]], known: dict[str, Recipient]) -> tuple[Recipient, ...]:
    return tuple(known.get(address, Recipient(address, BY_HAND, name)) for address, name in dict(found).items())
