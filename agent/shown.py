"""Which exact letters were before the user's eyes: (draft id, digest) pairs, one JSON line each.

Written by whatever shows a letter whole (the review page, the terminal), read by whoever decides whether a notification
may offer to send it. A page view must not wait for a pass, so this is no table of the state but a file of its own: each
record is one write at its end (O_APPEND), which needs no lock. A record that gets lost costs a button, never more.
"""

# ruff: noqa: PTH118 - pathlib costs a quarter of a command's start-up

from __future__ import annotations

import contextlib
import json
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Pair = tuple[str, str]
"""Id and digest of a draft."""

FILE = "shown.jsonl"
LONGEST = 256 * 1024
"""Bytes of the file that are kept and read: about 1500 letters, the newest at its end."""
LINE = 400
"""No record is longer, in bytes."""


def record(state: str | os.PathLike[str], letters: Iterable[Pair], at: datetime) -> None:
    """These letters were shown whole. Raises nothing: without a state, or with a full disk, nothing is remembered."""
    known = displayed(state)
    fresh = [pair for pair in dict.fromkeys(letters) if pair not in known]
    lines = (
        json.dumps({"id": id_, "digest": digest, "at": at.isoformat(timespec="seconds")}).encode() + b"\n"
        for id_, digest in fresh
    )
    data = b"".join(line for line in lines if len(line) <= LINE)
    if data:
        with contextlib.suppress(OSError):
            _append(os.path.join(os.fspath(state), FILE), data)


def displayed(state: str | os.PathLike[str]) -> frozenset[Pair]:
    """The letters that were shown. Raises nothing."""
    try:
        handle = os.open(
            os.path.join(os.fspath(state), FILE), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        )
        with open(handle, "rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(end - LONGEST, 0))
            return frozenset(pair for line in file.read(LONGEST).splitlines() if (pair := _pair(line)) is not None)
    except OSError:
        return frozenset()


def forget(state: str | os.PathLike[str]) -> None:
    """Delete it. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(os.path.join(os.fspath(state), FILE))  # noqa: PTH108 - as above


def _append(path: str, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    handle = os.open(path, flags, 0o600)
    try:
        os.write(handle, data)
        long = os.fstat(handle).st_size > LONGEST + LONGEST // 2
    finally:
        os.close(handle)
    if long:
        _trim(path)


def _trim(path: str) -> None:
    """Keep the newer half. What somebody appends to the old file meanwhile is lost, which does no harm."""
    with open(path, "rb") as file:
        file.seek(-LONGEST // 2, os.SEEK_END)
        kept = file.read(LONGEST).partition(b"\n")[2]
    new = f"{path}.{os.getpid()}"
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        os.write(handle, kept)
    finally:
        os.close(handle)
    os.replace(new, path)  # noqa: PTH105 - as above


def _pair(line: bytes) -> Pair | None:
    """None where the line was cut off or is none of ours."""
    try:
        one = json.loads(line)
        id_, digest = one["id"], one["digest"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return (id_, digest) if isinstance(id_, str) and isinstance(digest, str) else None
