"""A message that lies in a file, as plain text: for looking up where quoted words stand. Bounded; never raises on bad bytes."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

from agent.review.words import clean, lines

MAX_BYTES = 512 * 1024
"""Of the file; what comes after is not read."""
MAX_TEXT = 64 * 1024
"""Characters that are shown."""
HEADS = ("From", "To", "Cc", "Date", "Subject")
BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "table", "blockquote")
UNSEEN = ("style", "script", "head", "title")


@dataclass(frozen=True, slots=True)
class Text:
    """What is shown of a message."""

    heads: tuple[tuple[str, str], ...]
    body: str
    cut: bool
    """There is more of it than is shown."""


def read(place: str) -> Text | None:
    """The message at `place`; None if there is no such file any more. Raises OSError where it may not be read."""
    path = _found(Path(place))
    if path is None:
        return None
    # A Maildir holds plain files; whatever else lies there is not waited for.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        raw = file.read(MAX_BYTES + 1)
    return text(raw[:MAX_BYTES], cut=len(raw) > MAX_BYTES)


def _found(path: Path) -> Path | None:
    """The file, or where a mail program has put it since: read mail moves from new to cur, and its flags change."""
    if path.is_file():
        return path
    unique = path.name.partition(":")[0]
    for folder in ("cur", "new"):
        place = path.parent.parent / folder
        if path.parent.name in ("cur", "new") and place.is_dir():
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.name.partition(":")[0] == unique and entry.is_file():
                        return Path(entry.path)
    return None


def text(raw: bytes, *, cut: bool = False) -> Text:
    """The headers that people read, and the text."""
    try:
        message = BytesParser(policy=default).parsebytes(raw)
        heads = tuple((name, clean(message[name])[:2000]) for name in HEADS if message[name])
        body = _body(message)
    except Exception:  # noqa: BLE001 - the standard parser raises many things on hostile mail
        heads, body = (), raw.decode("utf-8", "replace")
    shown = lines(body[: MAX_TEXT + 1]).strip("\n")
    return Text(heads, shown[:MAX_TEXT], cut or len(body) > MAX_TEXT)


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return "(This message has no text.)"
    content = str(part.get_content())
    return _plain(content) if part.get_content_type() == "text/html" else content


def _plain(html: str) -> str:
    reader = _Reader()
    reader.feed(html[: 4 * MAX_TEXT])
    return "\n".join(line for line in (" ".join(one.split()) for one in "".join(reader.found).split("\n")) if line)


class _Reader(HTMLParser):
    """The words of a page, a line a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's own signature
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(self._unseen - (tag in UNSEEN), 0)
        if tag in BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)
