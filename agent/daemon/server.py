"""The socket on which commands talk to the daemon: who may ask, how much, and what a connection's end means."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from agent.control import MAX_QUESTION, PROMPT, peer

log = logging.getLogger(__name__)

AT_ONCE = 16
"""So many commands may be connected at the same time."""


class Reply:
    """The way back to one command. It may be gone at any time; that is nobody's fault and stops nothing."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def line(self, answer: dict[str, Any]) -> None:
        """One line."""
        self.raw(json.dumps(answer).encode() + b"\n")

    def raw(self, line: bytes) -> None:
        """One line as it is."""
        if not self._writer.is_closing():
            self._writer.write(line)


Handle = Callable[[dict[str, Any], Reply], Awaitable[None]]


class Server:
    """Listens for as long as the daemon runs."""

    def __init__(self, path: str, handle: Handle) -> None:
        """`handle` is given each question, and answers it with a last line."""
        self._path = Path(path)
        self._handle = handle
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> bool:
        """Listen; False, with a line in the log, where that cannot be: then commands do their work themselves.

        Called by the one daemon of the state folder: a socket that is there already belongs to a dead one.
        """
        try:
            _private(self._path.parent)
            self._path.unlink(missing_ok=True)
            before = os.umask(0o177)
            try:
                self._server = await asyncio.start_unix_server(self._connected, self._path, limit=MAX_QUESTION)
            finally:
                os.umask(before)
        except OSError as error:
            log.warning("no socket for commands: %s", error.strerror or type(error).__name__)
            return False
        return True

    async def stop(self) -> None:
        """Listen no more, and let go of whoever still waits."""
        if self._server is None:
            return
        self._server.close()
        with contextlib.suppress(OSError):
            self._path.unlink()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            if len(self._open) <= AT_ONCE and peer(writer.get_extra_info("socket")) == os.geteuid():
                await self._served(reader, writer)
        except (OSError, ValueError, RecursionError, TimeoutError, asyncio.CancelledError):
            pass  # gone, garbage, silent, or we end
        finally:
            self._open -= {task}
            with contextlib.suppress(OSError, asyncio.CancelledError):
                writer.close()
                await writer.wait_closed()

    async def _served(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await asyncio.wait_for(reader.readline(), PROMPT)
        question = json.loads(line)
        if not isinstance(question, dict):
            return
        reply = Reply(writer)
        reply.line({"accepted": True})
        await self._handle(question, reply)
        if not writer.is_closing():
            await writer.drain()


def _private(folder: Path) -> None:
    """The folder, 0700 and ours. Raises OSError where it is somebody else's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PermissionError(1, "the runtime folder belongs to somebody else")
    folder.chmod(0o700)
