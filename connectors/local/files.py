"""Files: names as text that a database can hold, and writes that are either complete or did not happen."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path


def text_of(name: str) -> str:
    """A file name as proper Unicode; bytes that are no UTF-8 become a `\\xff` escape.

    Names come from the file system with lone surrogates for such bytes, which no database takes.
    """
    if name.isascii():
        return name
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def shown(name: str, limit: int = 200) -> str:
    """A file name for one line of text: control characters replaced, bounded."""
    text = "".join(c if c.isprintable() else "?" for c in text_of(name))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def reason(error: OSError) -> str:
    """What the system says, without its number and path."""
    return (error.strerror or type(error).__name__).lower()


def is_calendar(name: str) -> bool:
    """A file of that name is read as a calendar."""
    return name.lower().endswith(".ics") and not name.startswith(".")


class NotRegularError(OSError):
    """A folder, a pipe or a device lies where a file was expected."""


def read_regular(path: Path, limit: int) -> tuple[bytes, os.stat_result]:
    """At most `limit` bytes of a file, and its status. Raises OSError, of which NotRegularError is one.

    Opened without blocking, so that a named pipe cannot hold us up.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularError(errno.EINVAL, "not a regular file")
        with open(handle, "rb", closefd=False) as file:
            return file.read(limit), status
    finally:
        os.close(handle)


def write_beside(path: Path, data: bytes, mode: int) -> Path:
    """Write `data` to a new hidden file in the folder of `path`, down to the disk, and return it. Raises OSError."""
    import tempfile  # here, because most of the time nothing is written

    handle, name = tempfile.mkstemp(prefix=".bowout-", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def sync_folder(folder: Path) -> None:
    """Bring a rename in `folder` down to the disk; file systems that cannot do that for folders do not need it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def private_folder(folder: Path) -> Path:
    """Make `folder` (0700) if it is missing. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
