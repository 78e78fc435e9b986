"""Letters that a person has just asked to be taken back: a mark in a file, which needs no turn to write.

Taking back waits for its turn, and a worker for its start. A pass that is about to send meanwhile looks for the mark, so
that what was asked for before a letter leaves is done before it leaves. A mark counts for a minute: whoever made it may
have been killed, and a letter is not to be held up for good by that.
"""

# ruff: noqa: PTH108, PTH118 - the daemon and the commands get along without pathlib here

from __future__ import annotations

import contextlib
import os
import time

COUNTS = 60.0
"""Seconds."""
DAY = 24 * 3600.0
NAME = "asked-back-{}"


def mark(state: str | os.PathLike[str], id_: str) -> None:
    """From now on it does not leave for a while. Where that cannot be written, it can still be taken back in its turn."""
    with contextlib.suppress(OSError):
        path = _path(state, id_)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        os.utime(path)


def unmark(state: str | os.PathLike[str], id_: str) -> None:
    """It was taken back, or could not be."""
    with contextlib.suppress(OSError):
        os.unlink(_path(state, id_))


def is_marked(state: str | os.PathLike[str], id_: str) -> bool:
    """Somebody has just asked for it."""
    try:
        return abs(time.time() - os.stat(_path(state, id_)).st_mtime) < COUNTS  # noqa: PTH116 - as above
    except OSError:
        return False


def left(state: str | os.PathLike[str]) -> list[str]:
    """Ids that somebody asked for today and was killed over."""
    prefix = NAME.format("")
    try:
        with os.scandir(state) as entries:
            found = [entry.name.removeprefix(prefix) for entry in entries if entry.name.startswith(prefix)]
        return [id_ for id_ in found if abs(time.time() - os.stat(_path(state, id_)).st_mtime) < DAY]  # noqa: PTH116 - as above
    except OSError:
        return []


def _path(state: str | os.PathLike[str], id_: str) -> str:
    """Raises OSError for what is no id."""
    if not id_.replace("-", "").isalnum():
        raise FileNotFoundError(id_)
    return os.path.join(os.fspath(state), NAME.format(id_))
