"""Messages in files: `.eml`, mbox, Maildir, a folder of `.eml`, standard input; one after the other, bounded."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from agent.errors import WrongUsage
from connectors.base import MAX_RAW

HEAD = 64 * 1024
"""Bytes that are read of a message where only its header is wanted."""
_SENT = frozenset(
    (
        "sent",
        "sent items",
        "sent mail",
        "sent messages",
        "gesendet",
        "gesendete elemente",
        "envoyés",
        "enviados",
        "inviati",
        "verzonden",
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """One message where it was found."""

    file: str
    """Its path; for a mbox with the number of the message in it."""
    raw: bytes
    """At most `MAX_RAW` bytes and one, so that a longer one is seen to be."""
    sent: bool = False
    """It lies in a folder for sent mail."""


def messages(paths: Sequence[str], problems: list[str], *, head_only: bool = False) -> Iterator[Found]:
    """All messages under the paths; a file that cannot be opened is an empty message and a line in `problems`.

    Raises WrongUsage for a path that does not exist, before anything is read.
    """
    for path in paths:
        if path != "-" and not os.path.lexists(path):
            raise WrongUsage(
                f"there is no {path}: give an .eml file, a mbox, a Maildir, a folder of .eml, or - for standard input"
            )
    for path in paths:
        if path == "-":
            yield from _stream(sys.stdin.buffer, "-", HEAD if head_only else MAX_RAW + 1, sent=False)
        else:
            for file in _files(Path(path), problems):
                yield from _file(file, problems, HEAD if head_only else MAX_RAW + 1)


def count(paths: Sequence[str]) -> int | None:
    """How many messages there are, as far as that is known without reading them."""
    if any(path == "-" or not Path(path).is_dir() for path in paths):
        return None
    return sum(1 for path in paths for _ in _files(Path(path), []))


def _files(path: Path, problems: list[str]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return

    def failed(error: OSError) -> None:
        problems.append(f"{error.filename}: {error.strerror or 'cannot be listed'}; the rest was read")

    for folder, inner, files in os.walk(path, onerror=failed):
        if "cur" in inner and "tmp" in inner:
            inner.remove("tmp")  # deliveries that are not finished
        inner.sort()
        here = Path(folder)
        delivered = here.name in ("cur", "new") and (here.parent / "cur").is_dir() and (here.parent / "new").is_dir()
        for name in sorted(files):
            if not name.startswith(".") if delivered else name.lower().endswith(".eml"):
                yield here / name


def _file(path: Path, problems: list[str], limit: int) -> Iterator[Found]:
    sent = any(part.lower().lstrip(".").rpartition(".")[2].rpartition("/")[2] in _SENT for part in path.parent.parts)
    try:
        with open(path, "rb", opener=_opener) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                problems.append(f"{path}: not a regular file")
                yield Found(str(path), b"", sent)
                return
            yield from _stream(stream, str(path), limit, sent=sent)
    except OSError as error:
        problems.append(f"{path}: {error.strerror or error}")
        yield Found(str(path), b"", sent)


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)  # a named pipe must not hang us


def _stream(stream: BinaryIO, name: str, limit: int, *, sent: bool) -> Iterator[Found]:
    """One message, or those of a mbox (RFC 4155): told by its first line."""
    first = stream.readline(4096)
    if not first.startswith(b"From "):
        yield Found(name, first + stream.read(max(0, limit - len(first))), sent)
        return
    number = 1
    for raw in _mbox(stream, limit):
        yield Found(f"{name}:{number}", raw, sent)
        number += 1


def _mbox(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, blank = 0, False
    for line in iter(lambda: stream.readline(1 << 20), b""):
        if blank and line.startswith(b"From "):
            yield b"".join(lines)
            lines, size, blank = [], 0, False
            continue
        blank = line in (b"\n", b"\r\n")
        if line.startswith(b">From ") or (line.startswith(b">") and line.lstrip(b">").startswith(b"From ")):
            line = line[1:]
        if size < limit:
            lines.append(line[: limit - size])
            size += len(line)
    yield b"".join(lines)
