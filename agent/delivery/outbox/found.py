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
    """The letter with the subject, recipients and text that `raw` (RFC 5322) has, and what of it was left out, in words.

    Where nobody can make sense of `raw` it is the letter as it was, which is told too.
    """
    try:
        return _as_found(raw, letter)
    except Exception:  # noqa: BLE001 - on bent headers the standard parser raises whatever comes to hand
        return letter, ("What you wrote there could not be read: the letter here is the one from before.",)


def _as_found(raw: bytes, letter: Letter) -> tuple[Letter, tuple[str, ...]]:
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
        subject=" ".join(_whole(str(message.get("Subject", ""))).split()),
        to=_recipients(_addresses(message, "To"), known) or letter.to,
        cc=_recipients(_addresses(message, "Cc"), known),
        body=_whole(text).replace("\r\n", "\n").strip("\n") + "\n",
    )
    return changed, tuple(left_out)


def _whole(text: str) -> str:
    """Without halves of surrogate pairs, which no file takes: the letter that is stored is the one whose digest is taken."""
    return text.encode("utf-8", "replace").decode()


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a charset that nobody knows
        content = part.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _addresses(message: EmailMessage, name: str) -> list[tuple[str, str]]:
    headers = [h for h in message.get_all(name, []) if isinstance(h, AddressHeader)]
    return [
        (_whole(a.addr_spec.lower()), _whole(a.display_name or ""))
        for h in headers
        for a in h.addresses
        if "@" in a.addr_spec
    ]


def _recipients(found: list[tuple[str, str]], known: dict[str, Recipient]) -> tuple[Recipient, ...]:
    return tuple(known.get(address, Recipient(address, BY_HAND, name)) for address, name in dict(found).items())
