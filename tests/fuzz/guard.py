"""What no reader may do: reach the network, start programs, write outside the folder it was given. Told by Python's own audit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

_NEVER = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "socket.sendmsg", "subprocess.", "os.system", "os.exec",
          "os.posix_spawn", "os.fork", "os.spawn", "os.startfile", "os.putenv", "os.kill", "ctypes.dlopen", "webbrowser.")  # fmt: skip
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate", "os.utime",
            "shutil.", "tempfile.")  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(BaseException):
    """A reader did what it may not; no `except Exception` hides it."""


class _Watch:
    """What is allowed now; nothing is looked at while `folder` is None."""

    folder: str | None = None
    found: list[str]


@cache
def _watch() -> _Watch:
    """The one hook of this process: an audit hook cannot be taken away."""
    watch = _Watch()

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if watch.folder is None:
            return
        if event.startswith(_NEVER) or (event == "open" and _writes(args, watch.folder)) or (
            event.startswith(_CHANGES) and not _inside(args[0] if args else "", watch.folder)
        ):  # fmt: skip
            watch.found.append(f"{event} {args!r:.200}")
            raise Forbidden(watch.found[-1])

    sys.addaudithook(hook)
    return watch


def _writes(args: tuple[Any, ...], folder: str) -> bool:
    path, mode, flags = args
    writing = any(c in mode for c in "wax+") if isinstance(mode, str) else bool((flags or 0) & _WRITING)
    return writing and not _inside(path, folder)


def _inside(path: Any, folder: str) -> bool:
    if isinstance(path, int):
        return True  # opened before
    name = os.path.abspath(os.fsdecode(path))
    return name.startswith(folder + os.sep) or name.endswith(".pyc") or "__pycache__" in name


@contextmanager
def watched(folder: Path) -> Iterator[None]:
    """For the length of the block. Raises Forbidden at its end too, should somebody have swallowed it."""
    watch = _watch()
    watch.folder, watch.found = str(folder), []
    try:
        yield
    finally:
        watch.folder = None
    if watch.found:
        raise Forbidden(watch.found[0])
