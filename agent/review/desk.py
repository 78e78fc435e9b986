"""Where the page hands over what a person decided: one thing at a time, in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from agent.errors import UserError

if TYPE_CHECKING:
    from agent.model import Tone

T = TypeVar("T")
View = dict[str, object]


class Program(Protocol):
    """What the page needs of the program (`agent.app.App`). Each method raises UserError, Stale or WrongUsage."""

    stopping: Callable[[], bool]

    def approve(self, ids: Sequence[str], digest: str | None = None) -> list[View]: ...
    def deliver(self, only: Sequence[str] = ()) -> list[View]: ...
    def undo(self, id: str) -> View: ...
    def edit(
        self,
        id: str,
        subject: str | None = None,
        body: str | None = None,
        to: Sequence[str] | None = None,
        cc: Sequence[str] | None = None,
    ) -> View: ...
    def keep(self, id: str) -> View: ...
    def keep_entry(self, id: str, words: str = "", uid: str | None = None) -> View: ...
    def snooze(self, id: str, until: datetime) -> View: ...
    def redraft(self, id: str, kind: str | None = None, tone: Tone | None = None) -> View: ...
    def retry(self, id: str) -> View: ...
    def answer(self, id: str, answer: str) -> View: ...
    def offer(self, verb: str, id: str) -> View: ...


class Desk:
    """One program behind one thread: what is asked while something is done waits its turn."""

    def __init__(self, make: Callable[[], Program], changed: Callable[[], None]) -> None:
        """`make` builds the program when it is first needed; `changed` is called after each thing that was done."""
        self._make = make
        self._changed = changed
        self._program: Program | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._stopping = False
        self.busy = 0
        """How many things are being done or wait for it."""

    async def do(self, act: Callable[[Program], T]) -> T:
        """Have it done; what came of it. Raises whatever the program raises; what failed at an account as a UserError."""
        self.busy += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._done, act)
        finally:
            self.busy -= 1

    async def warm(self) -> None:
        """Build the program ahead of the first decision."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._built)

    def close(self) -> None:
        """Finish what is being done, begin nothing more."""
        self._stopping = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _done(self, act: Callable[[Program], T]) -> T:
        from connectors.base import ConnectorError  # by now it is no page that waits for it

        try:
            return act(self._built())
        except ConnectorError as error:
            raise UserError(str(error)) from error
        finally:
            self._changed()

    def _built(self) -> Program:
        if self._program is None:
            self._program = self._make()
            self._program.stopping = lambda: self._stopping
        return self._program
