"""A letter as the message that leaves: RFC 5322 bytes, fixed to the last one, with nothing from mail unescaped."""

from __future__ import annotations

import hashlib
import quopri
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime

from agent.letters import addresses
from agent.letters.text import one_line
from agent.letters.thread import valid_id
from agent.letters.unwritable import Unwritable
from agent.model import Letter, Recipient
from connectors.base import Mailbox

_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LINE = 78
_NAME = 120
_SUBJECT = 400


def build(letter: Letter, *, message_id: str, date: datetime) -> bytes:
    """The complete message with CRLF line ends: From, To, Cc, Subject, threading headers, one text/plain part.

    `date` is aware. Nothing in it says that a program wrote it. Raises Unwritable for what has no place in a header (an
    address or a Message-ID that is none), and for a letter to nobody.
    """
    if valid_id(message_id) is None:
        raise Unwritable("the message id cannot stand in a header.")
    if not letter.to:
        raise Unwritable("nobody to write to.")
    encoding, body = _body(letter.body)
    charset = "us-ascii" if letter.body.isascii() else "utf-8"
    fields = [
        ("From", _folded("From", [_mailbox(letter.from_)], ",")),
        ("To", _folded("To", _recipients(letter.to), ",")),
        ("Cc", _folded("Cc", _recipients(letter.cc), ",")),
        ("Subject", _text("Subject", one_line(letter.subject, _SUBJECT))),
        ("Date", format_datetime(date)),
        ("Message-ID", message_id),
        ("In-Reply-To", valid_id(letter.in_reply_to) or ""),
        ("References", _folded("References", [i for i in letter.references if valid_id(i)], "")),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'text/plain; charset="{charset}"'),
        ("Content-Transfer-Encoding", encoding),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields if value)
    return head.encode("ascii") + b"\r\n" + body


def message_id_for(key: str, approved_at: datetime, domain: str) -> str:
    """The Message-ID of a draft approved at that time: always the same, and telling nothing (RFC 5322 section 3.6.4)."""
    seed = f"{key}\0{approved_at.astimezone(UTC).isoformat()}"
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()
    host = (addresses.ascii_form(f"a@{domain.rpartition('@')[2]}") or "a@localhost").rpartition("@")[2]
    groups = (digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32])
    found = f"<{'-'.join(groups)}@{host}>"
    return found if valid_id(found) else f"<{'-'.join(groups)}@localhost>"


def _recipients(people: Iterable[Recipient]) -> list[str]:
    return [_mailbox(Mailbox(r.address, r.name)) for r in people]


def _mailbox(mailbox: Mailbox) -> str:
    """One mailbox for a header: the name as atoms, quoted string or encoded word (RFC 5322 section 3.4, RFC 2047)."""
    address = addresses.ascii_form(mailbox.address)
    if address is None or not addresses.well_formed(mailbox.address):
        raise Unwritable(f"{one_line(mailbox.address, 60)!r} is no address to send to.")
    name = one_line(mailbox.name, _NAME)
    if not name:
        return address
    if not name.isascii():
        return f"{Header(name, 'utf-8', maxlinelen=60).encode(linesep=chr(13) + chr(10))} <{address}>"
    if _ATOMS.fullmatch(name):
        return f"{name} <{address}>"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{address}>'


def _folded(name: str, parts: Sequence[str], separator: str) -> str:
    """Parts of a structured header, folded between them: never inside an address or an id."""
    lines, used = "", len(name) + 2
    for at, part in enumerate(parts):
        text = part + (separator if at < len(parts) - 1 else "")
        if at and used + len(text) + 1 > _LINE:
            lines, used = lines + "\r\n " + text, len(text) + 1
        else:
            lines, used = lines + (" " if at else "") + text, used + len(text) + 1
    return lines


def _text(name: str, value: str) -> str:
    """An unstructured header's value, in encoded words where it is not ASCII or would read as one."""
    charset = "us-ascii" if value.isascii() and "=?" not in value else "utf-8"
    return Header(value, charset, header_name=name, maxlinelen=_LINE - 2).encode(linesep="\r\n")


def _body(text: str) -> tuple[str, bytes]:
    """The transfer encoding and the encoded text: as it is where that is safe, else quoted-printable (RFC 2045)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    simple = plain.isascii() and all(len(line) <= _LINE and line == line.rstrip() for line in lines)
    if simple and not any(line.startswith("From ") for line in lines):
        return "7bit", plain.replace("\n", "\r\n").encode("ascii")
    quoted = quopri.encodestring(plain.encode())
    quoted = re.sub(rb"^From ", b"=46rom ", quoted, flags=re.MULTILINE)  # mail stores would change such a line
    return "quoted-printable", quoted.replace(b"\n", b"\r\n")
