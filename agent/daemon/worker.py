"""One pass in a process of its own: started, listened to, and ended if it gets stuck."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_LINE = 64 * 1024 * 1024
GRACE = 12.0
"""Seconds that a worker may take to end: a letter on its way is finished."""
PROGRAM = (
    sys.executable, "-P", "-c", "import sys; sys.path.append(sys.argv.pop(1)); from agent.cli.main import run; run()",
    str(Path(__file__).resolve().parents[2]),
)  # fmt: skip
"""This very program: with `-m` a folder `agent` in the working directory, which is the user's home, would go before it."""
KEPT_BACK = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES")
"""Variables that are between the service manager and the daemon."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a worker ended."""

    status: int
    """Exit status; negative: the signal that ended it."""
    last: dict[str, Any] | None
    """Its last line; None where it was cut off before."""


class Worker:
    """One worker, for one request."""

    def __init__(self, command: Sequence[str], request: Mapping[str, Any], *, patience: float, kill: bool) -> None:
        """`patience`: seconds without a sign of life after which it counts as stuck; `kill`: then end it."""
        self._command = command
        self._request = {**request, "parent": os.getpid()}
        self._patience = patience
        self._kill = kill
        self._process: asyncio.subprocess.Process | None = None
        self._heard = time.monotonic()
        self._stopping = False

    @property
    def stuck(self) -> bool:
        """No sign of life for too long."""
        return time.monotonic() - self._heard > self._patience

    async def run(self, relay: Callable[[bytes], None] | None = None) -> Ended:
        """Start it and wait for its end; `relay` is given each line. Raises OSError if it cannot be started."""
        environ = {name: value for name, value in os.environ.items() if name not in KEPT_BACK}
        self._process = process = await asyncio.create_subprocess_exec(
            *PROGRAM, *self._command, "work",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=environ, process_group=0, limit=LONGEST_LINE,
        )  # fmt: skip
        if self._stopping:
            self._signal(signal.SIGTERM)
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(json.dumps(self._request).encode())
            await process.stdin.drain()
        process.stdin.close()
        last = await self._lines(relay)
        return Ended(await process.wait(), last)

    async def _lines(self, relay: Callable[[bytes], None] | None) -> dict[str, Any] | None:
        assert self._process is not None
        assert self._process.stdout is not None
        last = b""
        while True:
            self._heard = time.monotonic()
            try:
                async with asyncio.timeout(self._patience if self._kill else None):
                    line = await self._process.stdout.readline()
            except TimeoutError:
                await self.stop()
                continue
            except ValueError:  # longer than any line can be
                self._signal(signal.SIGKILL)
                return None
            if not line:
                break
            last = line
            if relay is not None:
                relay(line)
        return _last(last)

    async def stop(self, grace: float = GRACE) -> None:
        """Let it finish the letter on its way and begin nothing new; end it after `grace` seconds whatever it does."""
        self._stopping = True
        self._signal(signal.SIGTERM)
        if self._process is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(grace):
                    await self._process.wait()
            self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)


def _last(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) and "exit" in value else None
