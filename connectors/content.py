"""What a message says, whatever its encoding: to tell a draft that somebody changed from one that was only re-encoded.

Providers fold headers anew, choose another transfer encoding and other line ends, drop trailing blanks, and give a
message a Message-ID of their own. None of that changes what a person approved, so none of it is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses

_ID = re.compile(r"<[^<>\s]+>")
_BLANK = re.compile(r"\s+")
_OTHERS = ("Bcc", "Reply-To", "Sender", "Resent-From", "Resent-To", "Resent-Cc", "Resent-Bcc")


@dataclass(frozen=True, slots=True)
class Content:
    """Who gets what in answer to what. Addresses are lower-case and in order of the alphabet; text has LF line ends."""

    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Bcc, Reply-To, Sender and the like, as they are written: what a letter of ours never has."""
    subject: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    """The first plain text part."""
    parts: tuple[str, ...] = ()
    """The kinds of all parts that are no multiparts; anything but one text/plain is more than a letter of ours."""


def content(raw: bytes) -> Content | None:
    """What the message says; None where nobody can tell (hostile bytes)."""
    try:
        return _content(BytesParser(policy=compat32).parsebytes(raw))
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def same(found: bytes, approved: bytes) -> bool:
    """Whether a draft still is the approved letter: same people, subject, thread and text, and nothing added."""
    there, ours = content(found), content(approved)
    if there is None or ours is None:
        return False
    return (
        (there.from_, there.to, there.cc, there.others) == (ours.from_, ours.to, ours.cc, ours.others)
        and (there.subject, there.in_reply_to, there.parts) == (ours.subject, ours.in_reply_to, ours.parts)
        and _same_thread(there.references, ours.references)
        and there.text == ours.text
    )


def same_letter(found: bytes, approved: bytes) -> bool:
    """Whether a message says the same to the same people under the same subject.

    Wider than `same`: the provider's own pages wrap lines anew, add a second part in HTML, and let people attach things.
    """
    there, ours = content(found), content(approved)
    if there is None or ours is None or not ours.text.strip():
        return False
    return (there.to, there.cc, there.subject) == (ours.to, ours.cc, ours.subject) and (
        _words(there.text) == _words(ours.text)
    )


def nothing_added(found: bytes) -> bool:
    """Whether it has no attachments and no hidden recipients: putting plain text in its place loses no more than its looks."""
    there = content(found)
    return there is not None and not there.others and set(there.parts) <= {"text/plain", "text/html"}


def people(values: Iterable[str]) -> tuple[str, ...]:
    """The addresses in the values of address headers, lower-case, in order of the alphabet."""
    return tuple(sorted(address.lower() for _, address in getaddresses(list(values)) if address))


def plain(value: str) -> str:
    """An unstructured header's text: unfolded, encoded words decoded (RFC 2047), blanks collapsed."""
    try:
        pieces = decode_header(value)
    except HeaderParseError:
        pieces = [(value, None)]
    words = [piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces]
    return _BLANK.sub(" ", "".join(words)).strip()


def _content(message: Message) -> Content:
    leaves = [part for part in message.walk() if not part.is_multipart()]
    texts = [leaf for leaf in leaves if leaf.get_content_type() == "text/plain" and not leaf.get_filename()]
    return Content(
        from_=people(_all(message, "From")),
        to=people(_all(message, "To")),
        cc=people(_all(message, "Cc")),
        others=tuple(
            sorted(value for name in _OTHERS for v in _all(message, name) if (value := _BLANK.sub(" ", v).strip()))
        ),
        subject=plain(" ".join(_all(message, "Subject"))),
        in_reply_to=tuple(_ID.findall(" ".join(_all(message, "In-Reply-To")))),
        references=tuple(_ID.findall(" ".join(_all(message, "References")))),
        text=_text(texts[0]) if texts else "",
        parts=tuple(_kind(leaf) for leaf in leaves),
    )


def _all(message: Message, name: str) -> list[str]:
    """All values of that field; bytes beyond ASCII are taken as UTF-8 (RFC 6532)."""
    values = [str(value) for field, value in message.raw_items() if field.lower() == name.lower()]
    return [value.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for value in values]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    text = _decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")


def _kind(part: Message) -> str:
    attached = part.get_filename() or part.get_content_disposition() == "attachment"
    return f"{part.get_content_type()} attached" if attached else part.get_content_type()


def _decoded(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _same_thread(there: tuple[str, ...], ours: tuple[str, ...]) -> bool:
    """The same References, or fewer of them: long lists are cut in the middle on the way, never at the end."""
    return there == ours or bool(there and ours and there[-1] == ours[-1] and set(there) < set(ours))


def _words(text: str) -> str:
    return _BLANK.sub(" ", text).strip()
