"""The files of one Maildir folder: their names, when they were delivered, and one of them as a message."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from connectors.base import MAX_RAW, Message
from connectors.local.files import read_regular, text_of
from connectors.local.folders import Folder

EARLIEST, LATEST = 631_152_000, 4_102_444_800
"""1990 and 2100 in seconds: outside, the number that leads a file name is no delivery time."""
_SECONDS = re.compile(r"(\d{9,10})(?=\D)")

Names = dict[str, str]
"""Provider id → the file below its folder (`cur/…` or `new/…`)."""


def names_of(folder: Folder) -> Names:
    """Names of all messages of a folder, trashed ones and drafts left out. Raises OSError."""
    prefix = f"{folder.relative}/" if folder.relative else ""
    names: Names = {}
    # `new` comes first: a message that moves meanwhile is then seen at least once.
    for part in ("new", "cur"):
        try:
            listed = os.listdir(folder.path / part)  # noqa: PTH208 - names only, a third of the time
        except FileNotFoundError:
            if part == "new":
                continue
            raise
        for name in listed:
            unique, _, info = name.partition(":")
            if not info and part == "cur":
                unique, info = _other_separator(name)
            if name.startswith("."):
                continue
            provider_id = prefix + unique
            if not provider_id.isascii():
                provider_id = text_of(provider_id)
            if info.startswith("2,") and ("T" in info or "D" in info):  # trashed, draft
                names.pop(provider_id, None)
            else:
                names[provider_id] = f"{part}/{name}"
    return names


def _other_separator(name: str) -> tuple[str, str]:
    """File systems without colons in names: some programs write `!2,` or `;2,` instead."""
    for separator in ("!2,", ";2,"):
        unique, found, flags = name.rpartition(separator)
        if found:
            return unique, f"2,{flags}"
    return name, ""


def touched(folder: Folder) -> tuple[int, int]:
    """Modification times of `cur` and `new` in ns; 0 for a missing `new`. Raises OSError."""
    cur = (folder.path / "cur").stat().st_mtime_ns
    try:
        return cur, (folder.path / "new").stat().st_mtime_ns
    except FileNotFoundError:
        return cur, 0


def delivered(file: str) -> float | None:
    """When a message was delivered, by the leading number of its name (seconds), if that is plausible."""
    match = _SECONDS.match(file, 4)  # behind `cur/` or `new/`
    seconds = int(match[1]) if match else 0
    return float(seconds) if EARLIEST <= seconds < LATEST else None


def read_message(folder: Folder, provider_id: str, file: str) -> Message:
    """The message that lies in `file` below the folder. Raises OSError, of which NotRegularError says: no message."""
    path = folder.path / file
    raw, status = read_regular(path, MAX_RAW + 1)
    seconds = delivered(file)
    return Message(
        provider_id=provider_id, raw=raw[:MAX_RAW], folder=folder.title, sent=folder.sent, truncated=len(raw) > MAX_RAW,
        received_at=datetime.fromtimestamp(status.st_mtime if seconds is None else seconds, UTC), link=text_of(str(path)),
    )  # fmt: skip
